use vekha_model::{Place, Role};

use crate::column::Column;
use crate::plan::Sheet;

/// How the tables were read: what each table, row and line was taken as, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Every table that was looked at, those left out too, in document order.
    pub tables: Vec<TableTrace>,
    /// Whether the paragraphs are the plan; absent if the tables are, or if there is no list.
    pub list: Option<ListTrace>,
    /// Paragraphs that were taken as something, in document order.
    pub lines: Vec<LineTrace>,
}

/// How a document's lists were read that has no plan in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListTrace {
    /// Whether they are the plan.
    pub is_plan: bool,
    /// Why they are, or why they are not.
    pub why: &'static str,
}

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableTrace {
    /// Where it stands.
    pub place: Place,
    /// Whether it is part of the plan.
    pub is_plan: bool,
    /// Why it is, or why it is not: one reason for each way that was tried.
    pub why: Vec<&'static str>,
    /// Its header rows, first and past, from 0; both 0 if it has none.
    pub header: (usize, usize),
    /// What its columns hold; none for a table that is no plan.
    pub columns: Vec<ColumnTrace>,
    /// What its rows were taken as; none for a table that is no plan.
    pub rows: Vec<RowTrace>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnTrace {
    /// The first grid column it covers and one past the last, from 0.
    pub span: (usize, usize),
    /// The words above it, white space collapsed.
    pub header: String,
    /// What it holds; a column without a role is a further field.
    pub role: Option<Role>,
    /// Whether it is a body of a matrix.
    pub body: bool,
    /// How the role was found.
    pub why: &'static str,
}

/// What a row was taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowTrace {
    /// The row of the table, from 0.
    pub row: usize,
    /// What it is.
    pub taken: Taken,
}

/// What a paragraph was taken as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTrace {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub taken: Taken,
}

/// A decision about a row or a paragraph, and its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it is.
    pub kind: Kind,
    /// The reason, a few words.
    pub why: &'static str,
}

/// What a row of a table, or a paragraph of a plan, can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It says what the columns hold.
    Header,
    /// It says so once more.
    RepeatedHeader,
    /// It numbers the columns: «1 | 2 | 3».
    Numbering,
    /// It stands above the header and is no section.
    Caption,
    /// It has no words.
    Blank,
    /// It tells of changes to the document.
    Amendment,
    /// It opens a section.
    Section,
    /// It sums up.
    Totals,
    /// It is signed.
    Signature,
    /// It has a number and nothing else.
    EmptyNumbered,
    /// It has only lines to be filled in.
    Form,
    /// It goes on with the row above it in mid-sentence.
    GoesOn,
    /// It shares number and title with the row above.
    Shares,
    /// It says what is to be done.
    Activity,
    /// It is the name of the plan.
    Title,
    /// It says what is to be done as a part of the activity above.
    Part,
    /// It is a point of a list inside the activity above.
    Item,
    /// It says when, by whom or with what result the activity above is done.
    Value,
    /// Each page repeats it.
    RunningHead,
    /// It is a page's number, or says that the table goes on.
    PageLine,
    /// It is no part of the plan.
    LeftOut,
    /// It is none of these.
    Stray,
}

impl Kind {
    /// The decision for this kind, with its reason.
    pub fn because(self, why: &'static str) -> Taken {
        Taken { kind: self, why }
    }

    /// Its name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::RepeatedHeader => "repeated header",
            Self::Numbering => "column numbers",
            Self::Caption => "caption",
            Self::Blank => "blank",
            Self::Amendment => "amendment",
            Self::Section => "section",
            Self::Totals => "totals",
            Self::Signature => "signature",
            Self::EmptyNumbered => "empty, numbered",
            Self::Form => "form",
            Self::GoesOn => "goes on",
            Self::Shares => "shares the title",
            Self::Activity => "activity",
            Self::Title => "title",
            Self::Part => "part",
            Self::Item => "item",
            Self::Value => "value",
            Self::RunningHead => "page header",
            Self::PageLine => "page line",
            Self::LeftOut => "left out",
            Self::Stray => "stray",
        }
    }
}

impl TableTrace {
    pub(crate) fn left_out(place: Place, why: Vec<&'static str>) -> Self {
        Self { place, is_plan: false, why, header: (0, 0), columns: Vec::new(), rows: Vec::new() }
    }

    /// A table of the plan with what its rows were taken as.
    pub(crate) fn of(sheet: &Sheet, rows: Vec<RowTrace>) -> Self {
        let columns = sheet.columns.iter().map(ColumnTrace::of).collect();
        Self { place: sheet.place.clone(), is_plan: true, why: vec![sheet.why], header: sheet.header, columns, rows }
    }
}

impl ColumnTrace {
    pub(crate) fn of(column: &Column) -> Self {
        Self {
            span: (column.start, column.end),
            header: column.header.collapsed(),
            role: column.role,
            body: column.body,
            why: column.reason(),
        }
    }
}
