//! The readable source of a sample roadmap, and its parser.

use crate::encoding::Encoding;
use crate::inline::{Inline, InlineError};

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
}

/// Why a source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct SourceError {
    line: usize,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Fault {
    #[error("the header ends nowhere: `---` is missing")]
    NoRule,
    #[error(
        "`{0}` is no file to write (`writes: docx`, `writes: txt cells|tabs utf-8|utf-16|windows-1251|koi8-r|ibm866`)"
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

impl Source {
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

fn pieces(words: &str) -> Result<Vec<Inline>, InlineError> {
    if words == "~" { Ok(Vec::new()) } else { Inline::parse(words) }
}

/// The rows of the table being read.
struct Rows {
    widths: Vec<usize>,
    full: Vec<Vec<Cell>>,
    row: Vec<Cell>,
}

impl Rows {
    fn read<'a>(
        start: usize,
        widths: &str,
        lines: &mut impl Iterator<Item = (usize, &'a str)>,
    ) -> Result<Table, SourceError> {
        let width = |word: &str| word.parse().map_err(|_| Fault::Width(word.to_owned()));
        let widths: Result<Vec<usize>, Fault> = widths.split_whitespace().map(width).collect();
        let widths = widths.map_err(|fault| SourceError { line: start + 1, fault })?;
        let mut rows = Self { widths, full: Vec::new(), row: Vec::new() };
        for (index, line) in lines {
            let at = |fault| SourceError { line: index + 1, fault };
            if line == "end" {
                rows.close().map_err(at)?;
                return Ok(Table { widths: rows.widths, rows: rows.full });
            }
            rows.line(line).map_err(at)?;
        }
        Err(SourceError { line: start + 1, fault: Fault::NoEnd })
    }

    fn line(&mut self, line: &str) -> Result<(), Fault> {
        if let Some(words) = line.strip_prefix("  ") {
            return self.more(words);
        }
        if let Some(words) = line.strip_prefix("== ") {
            return self.wide(words, Merge::Left);
        }
        if let Some(words) = line.strip_prefix("=. ") {
            return self.wide(words, Merge::None);
        }
        match line.strip_prefix('|') {
            Some(cells) => cells.split('|').try_for_each(|words| self.cell(words.trim())),
            None if line.trim().is_empty() => self.close(),
            None => Err(Fault::Stray(line.to_owned())),
        }
    }

    /// One more paragraph of the last cell, which may be the last of a full row; cells may follow it on the line.
    fn more(&mut self, line: &str) -> Result<(), Fault> {
        let mut cells = line.split('|').map(str::trim);
        let last = self.row.last_mut().or_else(|| self.full.last_mut().and_then(|row| row.last_mut()));
        let cell = last.ok_or(Fault::NoNeighbour("before this line"))?;
        cell.paragraphs.push(pieces(cells.next().unwrap_or_default())?);
        cells.try_for_each(|words| self.cell(words))
    }

    fn wide(&mut self, words: &str, others: Merge) -> Result<(), Fault> {
        self.close()?;
        self.cell(words)?;
        for _ in 1..self.widths.len() {
            self.push(Cell { merge: others, paragraphs: Vec::new() });
        }
        Ok(())
    }

    fn cell(&mut self, words: &str) -> Result<(), Fault> {
        let column = self.row.len();
        let merge = match words {
            "<" if column == 0 => return Err(Fault::NoNeighbour("on the left")),
            "<" => Merge::Left,
            "^" if self.full.is_empty() => return Err(Fault::NoNeighbour("above")),
            "^" => Merge::Above,
            _ => Merge::None,
        };
        let paragraphs = if merge == Merge::None && !words.is_empty() { vec![pieces(words)?] } else { Vec::new() };
        self.push(Cell { merge, paragraphs });
        Ok(())
    }

    fn push(&mut self, cell: Cell) {
        self.row.push(cell);
        if self.row.len() == self.widths.len() {
            self.full.push(std::mem::take(&mut self.row));
        }
    }

    /// A row is closed by its last column; an open one is a mistake.
    fn close(&mut self) -> Result<(), Fault> {
        match self.row.len() {
            0 => Ok(()),
            have => Err(Fault::Row { have, want: self.widths.len() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> Result<Table, SourceError> {
        let source = Source::parse(&format!("writes: docx\n---\ntable 1 4 2\n{rows}\nend\n"))?;
        match &source.blocks[..] {
            [Block::Table(table)] => Ok(table.clone()),
            blocks => panic!("one table expected, got {blocks:?}"),
        }
    }

    fn drawn(table: &Table) -> Vec<String> {
        let cell = |cell: &Cell| match cell.merge {
            Merge::Left => "<".to_owned(),
            Merge::Above => "^".to_owned(),
            Merge::None => {
                let words = |pieces: &Vec<Inline>| pieces.iter().map(Inline::visible).collect::<String>();
                cell.paragraphs.iter().map(words).collect::<Vec<_>>().join("/")
            }
        };
        table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn a_row_goes_on_over_lines_until_it_is_as_wide_as_the_table() {
        let table = table("| 1. | Провести опрос\n| Май\n  ~\n  2024\n| | Сводка\n  по школам |").unwrap();
        assert_eq!(drawn(&table), ["1.|Провести опрос|Май//2024", "|Сводка/по школам|"]);
    }

    #[test]
    fn section_rows_are_merged_or_just_empty() {
        let table = table("== 1. Раздел\n=. 2. Раздел\n| 1. | Опрос | Май\n| ^ | Сводка | ^").unwrap();
        assert_eq!(drawn(&table), ["1. Раздел|<|<", "2. Раздел||", "1.|Опрос|Май", "^|Сводка|^"]);
    }

    #[test]
    fn paragraphs_know_their_place_on_the_line() {
        let source = Source::parse("writes: docx\n---\n> УТВЕРЖДАЮ\n\n^ План\n~\n% for the reader\nТекст\n").unwrap();
        let aligns: Vec<_> = source
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => (paragraph.align, paragraph.pieces.len()),
                Block::Table(_) => panic!("no table is written"),
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
