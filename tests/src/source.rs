//! The readable source of a sample roadmap, and its parser.

use crate::encoding::Encoding;
use crate::inline::{Inline, InlineError};
use crate::rows::Rows;

/// A roadmap as its author typed it, and the files it is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The files to write.
    pub outputs: Vec<Output>,
    /// Paragraphs and tables, in order.
    pub blocks: Vec<Block>,
}

/// A file to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A Word file.
    Docx,
    /// A text file.
    Txt(Layout, Encoding),
    /// An Excel workbook.
    Xlsx,
}

/// How a text file shows a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each cell starts a line of its own, with a tab before it.
    Cells,
    /// Each row is a line, its cells set apart by tabs, with mark-up.
    Tabs,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A layout table of one cell that holds these blocks; plain text and sheets show no trace of it.
    Frame(Vec<Block>),
}

/// A paragraph with its place on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub align: Align,
    /// Its words.
    pub pieces: Vec<Inline>,
}

/// Where a paragraph stands on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// A table: every row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Relative widths of the columns.
    pub widths: Vec<usize>,
    /// The rows, each as wide as the table.
    pub rows: Vec<Vec<Cell>>,
}

/// One place of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Whether it belongs to a neighbour.
    pub merge: Merge,
    /// Its paragraphs; a merged cell has none.
    pub paragraphs: Vec<Vec<Inline>>,
}

/// Whether a place of the grid belongs to a neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// It stands alone.
    #[default]
    None,
    /// It belongs to the cell on its left.
    Left,
    /// It belongs to the cell above.
    Above,
    /// The row leaves it out (`w:gridBefore`, `w:gridAfter`): it stands at the row's start or end.
    Absent,
}

/// Why a source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct SourceError {
    pub(crate) line: usize,
    pub(crate) fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("the header ends nowhere: `---` is missing")]
    NoRule,
    #[error(
        "`{0}` is no file to write (`writes: docx`, `writes: xlsx`, `writes: txt cells|tabs utf-8|utf-16|windows-1251|koi8-r|ibm866`)"
    )]
    Output(String),
    #[error("`{0}` is no width of a column")]
    Width(String),
    #[error("the row has {have} cells, the table {want} columns")]
    Row { have: usize, want: usize },
    #[error("the table ends nowhere: `end` is missing")]
    NoEnd,
    #[error("`{0}` stands between the rows of a table")]
    Stray(String),
    #[error("there is no cell {0} to merge with")]
    NoNeighbour(&'static str),
    #[error(transparent)]
    Inline(#[from] InlineError),
}

impl Cell {
    /// A cell of one paragraph.
    pub fn of(words: &str) -> Self {
        Self { paragraphs: vec![vec![Inline::Text(words.to_owned())]], ..Self::default() }
    }

    /// A place that belongs to a neighbour, or is left out.
    pub fn merged(merge: Merge) -> Self {
        Self { merge, ..Self::default() }
    }
}

impl Source {
    /// The blocks as a reader sees them: those inside layout tables too, one after another.
    pub(crate) fn flat(&self) -> Vec<&Block> {
        fn flat(block: &Block) -> Vec<&Block> {
            match block {
                Block::Frame(blocks) => blocks.iter().flat_map(flat).collect(),
                block => vec![block],
            }
        }
        self.blocks.iter().flat_map(flat).collect()
    }

    /// Reads a source; the form is described at the top of this crate.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('%'));
        let outputs = header(&mut lines)?;
        let mut blocks = Vec::new();
        while let Some((index, line)) = lines.next() {
            let at = |fault| SourceError { line: index + 1, fault };
            if line.trim().is_empty() {
                continue;
            }
            blocks.push(match line.strip_prefix("table ") {
                Some(widths) => Block::Table(Rows::read(index, widths, &mut lines)?),
                None => Block::Paragraph(paragraph(line).map_err(|error| at(error.into()))?),
            });
        }
        Ok(Self { outputs, blocks })
    }
}

fn header<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) -> Result<Vec<Output>, SourceError> {
    let mut outputs = Vec::new();
    for (index, line) in lines {
        if line == "---" {
            return Ok(outputs);
        }
        let output = line.strip_prefix("writes: ").and_then(output);
        outputs.push(output.ok_or_else(|| SourceError { line: index + 1, fault: Fault::Output(line.to_owned()) })?);
    }
    Err(SourceError { line: 1, fault: Fault::NoRule })
}

fn output(words: &str) -> Option<Output> {
    match words.split(' ').collect::<Vec<_>>()[..] {
        ["docx"] => Some(Output::Docx),
        ["xlsx"] => Some(Output::Xlsx),
        ["txt", "cells", encoding] => Some(Output::Txt(Layout::Cells, Encoding::named(encoding)?)),
        ["txt", "tabs", encoding] => Some(Output::Txt(Layout::Tabs, Encoding::named(encoding)?)),
        _ => None,
    }
}

fn paragraph(line: &str) -> Result<Paragraph, InlineError> {
    let (align, words) = match line.split_once(' ') {
        Some(("^", words)) => (Align::Center, words),
        Some((">", words)) => (Align::Right, words),
        _ => (Align::Left, line),
    };
    Ok(Paragraph { align, pieces: pieces(words)? })
}

pub(crate) fn pieces(words: &str) -> Result<Vec<Inline>, InlineError> {
    if words == "~" { Ok(Vec::new()) } else { Inline::parse(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_know_their_place_on_the_line() {
        let source = Source::parse("writes: docx\n---\n> УТВЕРЖДАЮ\n\n^ План\n~\n% for the reader\nТекст\n").unwrap();
        let aligns: Vec<_> = source
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => (paragraph.align, paragraph.pieces.len()),
                Block::Table(_) | Block::Frame(_) => panic!("no table is written"),
            })
            .collect();
        assert_eq!(aligns, [(Align::Right, 1), (Align::Center, 1), (Align::Left, 0), (Align::Left, 1)]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let cases = [
            ("writes: docx\nПлан\n", "line 2: `План` is no file to write"),
            ("writes: docx\n", "line 1: the header ends nowhere: `---` is missing"),
            ("writes: txt cells koi-7\n---\n", "line 1: `writes: txt cells koi-7` is no file to write"),
            ("---\ntable 1 x\nend\n", "line 2: `x` is no width of a column"),
            ("---\ntable 1 1\n| a\nend\n", "line 4: the row has 1 cells, the table 2 columns"),
            ("---\ntable 1 1\n| a\n\n| b\nend\n", "line 4: the row has 1 cells, the table 2 columns"),
            ("---\ntable 1 1\n| a | b\n", "line 2: the table ends nowhere: `end` is missing"),
            ("---\ntable 1 1\nИтого\nend\n", "line 3: `Итого` stands between the rows of a table"),
            ("---\ntable 1 1\n  слово\nend\n", "line 3: there is no cell before this line"),
            ("---\ntable 1 1\n| < | b\nend\n", "line 3: there is no cell on the left to merge with"),
            ("---\ntable 1 1\n| ^ | b\nend\n", "line 3: there is no cell above to merge with"),
            ("---\n**План\n", "line 2: `**` is opened and not closed"),
        ];
        let got = |text: &str| Source::parse(text).err().map(|error| error.to_string()).unwrap_or_default();
        let misses: Vec<_> = cases.iter().filter(|(text, want)| !got(text).starts_with(want)).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
