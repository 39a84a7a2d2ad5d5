use std::collections::BTreeSet;

use vekha_model::{Inherited, Note, Place, ReadAs, Role, Span};

use crate::trace::Trace;

/// What a table must know about words to tell columns apart; the roadmap crate fills it with `when` and `who`.
pub trait Kinds {
    /// Whether the text reads wholly, or nearly so, as a schedule.
    fn is_schedule(&self, text: &str) -> bool;
    /// Whether the text reads wholly, or nearly so, as responsible parties.
    fn is_party(&self, text: &str) -> bool;
}

/// Words of one value, with the places they were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Raw text: line breaks and blanks as read; pieces joined by a blank or a line break.
    pub text: String,
    /// Which characters of `text` come from where, in order.
    pub pieces: Vec<Piece>,
}

/// A stretch of [`Words`] and where it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters of the words' text.
    pub span: Span,
    /// Where they stand; its span is always set and has the same length.
    pub place: Place,
}

/// One thing to be done, in words: nothing is normalized yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// A row or a cell of a matrix.
    pub read_as: ReadAs,
    /// The block and the row (from 1) it begins in; cells of one row share it.
    pub row: (usize, usize),
    /// The number as written, without the trailing dot.
    pub number: Option<Words>,
    /// The section headings above it, outermost first.
    pub path: Vec<Words>,
    /// The index of the record it is a part of.
    pub parent: Option<usize>,
    /// What is to be done.
    pub title: Words,
    /// The points of a list inside the cell.
    pub items: Vec<Words>,
    /// The dates cell («Начало» and «Окончание» joined by a line break).
    pub schedule: Option<Words>,
    /// The words of the sections it stands in that say when, from the outermost: «2024 год», «Январь» over «1-10».
    ///
    /// Where no cell says when, the innermost of them are the schedule, and the others stay here.
    pub dated_by: Vec<Words>,
    /// Whether `schedule` is a start and an end from columns of their own, joined by a line break.
    pub is_window: bool,
    /// The responsible cell, or a matrix column's header.
    pub responsible: Option<Words>,
    /// The co-executors' cell.
    pub co_executors: Option<Words>,
    /// The result cell.
    pub result: Option<Words>,
    /// Every other column.
    pub fields: Vec<FieldWords>,
    /// What comes from a merged cell or from a row above.
    pub inherited: Vec<Inherited>,
}

/// A cell of a column that is none of the named ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWords {
    /// The column's header, white space collapsed.
    pub header: String,
    /// What the header says the column holds.
    pub role: Option<Role>,
    /// The cell's words.
    pub words: Words,
}

/// What became of some characters of the document: a line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The characters; the span is always set.
    pub place: Place,
    /// What they are.
    pub class: Class,
}

/// What characters of a table can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// A section heading.
    Heading,
    /// A column header, a repeated one, or the numbering row «1 | 2 | 3».
    Header,
    /// A row's number.
    Number,
    /// A field of an activity.
    Field,
    /// A line about amendments.
    Amendment,
    /// Words above the header inside the table: often the roadmap's title.
    Caption,
    /// Left out for a reason: an empty numbered row, a totals row, a signature.
    Dropped(&'static str),
    /// Not understood.
    Leftover,
}

/// What the tables of a document say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// In document order; of a matrix, row by row.
    pub records: Vec<Record>,
    /// Lines about amendments, in and between the tables.
    pub amendments: Vec<Words>,
    /// The blocks (tables, and paragraphs between them) that the records were read from.
    pub blocks: BTreeSet<usize>,
    /// Every non-blank character of those blocks, in exactly one entry, in document order.
    pub ledger: Vec<Entry>,
    /// What was odd.
    pub diagnostics: Vec<Note>,
    /// What each table, row and line was taken as, and why.
    pub trace: Trace,
}

impl Words {
    /// The text with white space collapsed.
    pub fn collapsed(&self) -> String {
        let mut collapsed = String::with_capacity(self.text.len());
        for word in self.text.split_whitespace() {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
        collapsed
    }

    /// The places in order.
    pub fn places(&self) -> Vec<Place> {
        self.pieces.iter().map(|piece| piece.place.clone()).collect()
    }

    /// Where the characters `span` of the text stand.
    pub fn places_of(&self, span: Span) -> Vec<Place> {
        let part = |piece: &Piece| {
            let start = span.start.max(piece.span.start);
            let end = span.end.min(piece.span.end);
            let origin = piece.place.span?;
            (start < end).then(|| {
                let from = origin.start + (start - piece.span.start);
                piece.place.at(Span::new(from, from + (end - start)))
            })
        };
        self.pieces.iter().filter_map(part).collect()
    }
}
