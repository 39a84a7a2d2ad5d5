use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::Place;

/// What became of every non-blank character of a document: each stands in exactly one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// In document order; a blank inside a stretch belongs to it, those between two stretches to neither.
    pub entries: Vec<Entry>,
}

/// A stretch of characters and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The characters; the span is always set.
    pub place: Place,
    /// What they are.
    pub class: Class,
    /// How many of them are not blank; at least 1.
    pub characters: usize,
}

/// What characters of a document can be; one token in text and in JSON: `title`, `field 12 schedule`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The roadmap's title.
    Title,
    /// The lines that say who approved it.
    Approval,
    /// The date and the number of the order.
    Order,
    /// Other words before the plan.
    Preamble,
    /// Words after the plan.
    Closing,
    /// A section's heading.
    Heading,
    /// A column header, a repeated one, or the numbers of the columns.
    Header,
    /// An activity's number; activities count from 1. Without one, the number of a row that gave none.
    Number(Option<usize>),
    /// A field of an activity, list marks included.
    Field(usize, FieldName),
    /// A line about amendments.
    Note,
    /// A table that is no plan.
    Table,
    /// A header or footer of the pages.
    PageMargin,
    /// A footnote or endnote.
    Footnote,
    /// Left out, with the reason.
    Dropped(&'static str),
    /// Not understood.
    Leftover,
}

/// A field of an activity; named as in [`crate::Activity::source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// What is to be done.
    Title,
    /// When.
    Schedule,
    /// By whom, co-executors included.
    Responsible,
    /// With what result.
    Result,
    /// A further column, from 0.
    Further(usize),
    /// What says once more what another cell of the activity says, or marks a date in its column.
    Again,
}

impl Class {
    /// The class without the activity: for sums.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Approval => "approval",
            Self::Order => "order",
            Self::Preamble => "preamble",
            Self::Closing => "closing",
            Self::Heading => "heading",
            Self::Header => "header",
            Self::Number(_) => "number",
            Self::Field(..) => "field",
            Self::Note => "note",
            Self::Table => "table",
            Self::PageMargin => "page_margin",
            Self::Footnote => "footnote",
            Self::Dropped(_) => "dropped",
            Self::Leftover => "leftover",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Number(Some(activity)) => write!(f, " {activity}"),
            Self::Field(activity, field) => write!(f, " {activity} {field}"),
            Self::Dropped(reason) => write!(f, ": {reason}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Schedule => f.write_str("schedule"),
            Self::Responsible => f.write_str("responsible"),
            Self::Result => f.write_str("result"),
            Self::Further(index) => write!(f, "fields.{index}"),
            Self::Again => f.write_str("again"),
        }
    }
}

impl Serialize for Class {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Ledger {
    /// How many characters are of each class, by its name.
    pub fn sums(&self) -> BTreeMap<&'static str, usize> {
        let mut sums = BTreeMap::new();
        for entry in &self.entries {
            *sums.entry(entry.class.name()).or_default() += entry.characters;
        }
        sums
    }

    /// How many characters all entries hold.
    pub fn characters(&self) -> usize {
        self.entries.iter().map(|entry| entry.characters).sum()
    }
}
