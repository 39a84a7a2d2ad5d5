use std::collections::BTreeMap;

use super::properties::{NumberingProperties, ParagraphProperties, RunProperties};

/// What a part says, in Word's own terms: the first of the two steps.
#[derive(Default)]
pub(super) struct Story {
    pub blocks: Vec<WordBlock>,
    /// Footnotes or endnotes by their id.
    pub notes: BTreeMap<i64, Vec<WordBlock>>,
    /// The notes that the text refers to, in its order.
    pub references: Vec<(NoteKind, i64)>,
    /// The ids of headers and footers.
    pub margins: Vec<String>,
    /// The ids of embedded documents that are not read (`w:altChunk`, `w:subDoc`).
    pub chunks: Vec<String>,
    /// Diagrams that are not read.
    pub diagrams: usize,
    /// For each complex field whether it ends; what stands in the code of one that does is no text.
    pub fields: Vec<bool>,
    /// Pictures of fonts that have no known character.
    pub pictures: usize,
    /// Spans that were too wide to be believed.
    pub clamped: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

pub(super) enum WordBlock {
    Paragraph(WordParagraph),
    Table(Vec<WordRow>),
}

#[derive(Default)]
pub(super) struct WordParagraph {
    /// The number of its style among the styles.
    pub style: Option<usize>,
    pub numbering: NumberingProperties,
    pub outline: Option<u8>,
    pub centered: Option<bool>,
    pub drop_cap: bool,
    /// Its mark is deleted: it goes on in the next paragraph.
    pub deleted_mark: bool,
    pub hidden_mark: Option<bool>,
    /// The words of all runs, also of those that do not show.
    pub text: String,
    pub runs: Vec<WordRun>,
    /// The text boxes anchored in it.
    pub boxes: Vec<Vec<WordBlock>>,
}

/// A stretch of one formatting, up to the byte `end` of the paragraph's text.
pub(super) struct WordRun {
    pub end: usize,
    pub face: Face,
}

/// The formatting that decides whether words show, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub style: Option<usize>,
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    pub deleted: bool,
    /// The number of the field in whose code it stands, from 1; 0 if in none.
    pub code: usize,
}

#[derive(Default)]
pub(super) struct WordRow {
    pub properties: RowProperties,
    pub cells: Vec<WordCell>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowProperties {
    pub before: usize,
    pub after: usize,
    pub header: bool,
    pub deleted: bool,
    pub hidden: bool,
}

#[derive(Default)]
pub(super) struct WordCell {
    pub properties: CellProperties,
    pub blocks: Vec<WordBlock>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellProperties {
    /// Grid columns; 0 where the file does not say.
    pub span: usize,
    pub vertical: Merge,
    pub horizontal: Merge,
    pub deleted: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

impl WordParagraph {
    /// Takes over what `w:pPr` says; `style` is the number of its style.
    pub fn format(&mut self, properties: ParagraphProperties, style: Option<usize>) {
        self.style = style;
        self.numbering = properties.numbering;
        self.outline = properties.outline;
        self.centered = properties.centered;
        self.drop_cap = properties.drop_cap;
        self.deleted_mark |= properties.mark.deleted;
        self.hidden_mark = properties.mark.hidden;
    }

    /// Adds words.
    pub fn push(&mut self, text: &str, face: Face) {
        self.text.push_str(text);
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(run) if run.face == face => run.end = end,
            _ => self.runs.push(WordRun { end, face }),
        }
    }

    /// The stretches of text with their formatting.
    pub fn stretches(&self) -> impl Iterator<Item = (&str, Face)> {
        self.runs.iter().scan(0, |start, run| {
            let text = self.text.get(*start..run.end).unwrap_or_default();
            *start = run.end;
            Some((text, run.face))
        })
    }
}

impl Face {
    /// The formatting that `w:rPr` says; `style` is the number of its style.
    pub fn of(properties: &RunProperties, style: Option<usize>) -> Self {
        Self { style, bold: properties.bold, hidden: properties.hidden, ..Self::default() }
    }
}
