//! How a plan is written.

use super::smudge::Smudge;

/// How a plan is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Where the header stands.
    pub header: HeaderAs,
    /// Whether «1 | 2 | 3» stands below the header.
    pub numbering: bool,
    /// Whether a footnote hangs on a header.
    pub footnote: bool,
    /// How sections are shown.
    pub sections: SectionsAs,
    /// Whether headings are bold.
    pub bold: bool,
    /// How what a row shares with the one above is shown.
    pub gaps: Gaps,
    /// Whether numbers are Word's own.
    pub automatic: bool,
    /// Whether a dot stands after typed numbers.
    pub dotted: bool,
    /// Whether each page is a table.
    pub tables: bool,
    /// What a new page begins with.
    pub repeat: Repeat,
    /// A line between two pages, if each is a table.
    pub page_line: &'static str,
    /// What happens at activities, by their order.
    pub breaks: Vec<(usize, Break)>,
    /// Whether rows that begin with blank cells leave them out.
    pub shifted: bool,
    /// Whether all stands in a layout table.
    pub framed: bool,
    /// Smudges on the words of a cell, by the cells' order.
    pub smudges: Vec<(usize, Smudge)>,
}

/// Where the header stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderAs {
    /// In the table's first rows.
    Rows,
    /// In a table of its own.
    Table,
    /// There is none.
    Nothing,
}

/// How sections are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionsAs {
    /// A row of one merged cell.
    Wide,
    /// A row with words in its first cell alone.
    First,
    /// A row with words in the column of activities alone.
    Middle,
    /// «1 | Работа с населением | | |»
    Numbered,
    /// A column whose cells are merged over the section's rows.
    Column,
}

/// How what a row shares with the one above is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// By a merged cell.
    Merged,
    /// By a blank cell.
    Blank,
}

/// What a new page begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The header again.
    Header,
    /// Rows at once.
    Nothing,
    /// «1 | 2 | 3»
    Numbering,
}

/// What happens at an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A page begins before it.
    Before,
    /// A page begins in the middle of its row, so many times; the words of the title go on, and those of other cells where
    /// `all`.
    Inside {
        /// How often.
        times: usize,
        /// Whether other cells go on too.
        all: bool,
    },
}
