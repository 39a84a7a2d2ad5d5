//! What a plan means, before it is written.

use std::collections::BTreeMap;

/// A roadmap as its author means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The title, with the first and the last day of its period.
    pub title: (&'static str, &'static str, &'static str),
    /// Whether an approval block stands above the title.
    pub is_approved: bool,
    /// A line about amendments below the title.
    pub amendment: Option<&'static str>,
    /// A sentence before the table.
    pub preamble: Option<&'static str>,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// How activities are numbered.
    pub numbers: Numbers,
    /// How sections are named.
    pub headings: Headings,
    /// The lines of the plan from the top.
    pub lines: Vec<Line>,
    /// Whether a signature stands below the table.
    pub is_signed: bool,
}

/// A column with its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub kind: Kind,
    /// What is written above it.
    pub header: &'static str,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// «1.»
    Number,
    /// The section, merged over its rows.
    Section,
    /// What is to be done.
    Activity,
    /// When.
    Dates,
    /// When it begins.
    Start,
    /// When it ends.
    End,
    /// By whom.
    Responsible,
    /// With whose help.
    CoExecutors,
    /// With what result.
    Result,
    /// Something else: an index of the vocabulary's further columns.
    Field(usize),
}

/// How activities are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// 1, 2, 3 through the whole plan.
    Running,
    /// 1, 2, 3 in each section.
    PerSection,
    /// 1.1, 1.2 in section 1.
    BySection,
    /// There is no column of numbers.
    None,
}

/// How sections are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headings {
    /// «Работа с населением»
    Plain,
    /// «1. Работа с населением», inside it «1.1. …»
    Arabic,
    /// «I. Работа с населением», inside it «1. …»
    Roman,
    /// «Раздел 1. Работа с населением», inside it «1. …»
    Named,
    /// «РАБОТА С НАСЕЛЕНИЕМ»
    Capitals,
    /// «Январь»; the dates of the activities lie in the month.
    Months,
}

/// A line of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A section begins; an inner one stands inside the last outer one.
    Heading {
        /// Whether it is of the second rank.
        inner: bool,
        /// Its words without number.
        words: &'static str,
    },
    /// Something is to be done.
    Activity(Activity),
    /// «Итого»
    Totals,
    /// A number without anything.
    Unused,
    /// A line about amendments.
    Amendment(&'static str),
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The words; of one with parts they lead to them.
    pub title: String,
    /// The other cells of its row; of one with parts none.
    pub cells: Cells,
    /// «3.1», «3.2»
    pub parts: Vec<Part>,
    /// Whether the parts begin in the activity's own cell: «Провести:⏎3.1. Смотр».
    pub in_cell: bool,
}

/// A part of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words without number.
    pub title: String,
    /// The other cells of its row.
    pub cells: Cells,
}

/// What a row says, by column.
pub type Cells = BTreeMap<Kind, Value>;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words of its own.
    Own(&'static str),
    /// What the row above says: the cell is merged with that above.
    Above,
}

impl Plan {
    /// The column of this kind.
    pub fn column(&self, kind: Kind) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == kind)
    }

    /// Whether there is such a column.
    pub fn has(&self, kind: Kind) -> bool {
        self.column(kind).is_some()
    }
}

/// The numbers of sections and activities, counted line by line.
#[derive(Debug, Default)]
pub(super) struct Counts {
    outer: usize,
    inner: usize,
    activity: usize,
}

impl Counts {
    /// The heading as written, with its number.
    pub(super) fn heading(&mut self, plan: &Plan, inner: bool, words: &str) -> String {
        if inner {
            self.inner += 1;
        } else {
            self.outer += 1;
            self.inner = 0;
        }
        if plan.numbers != Numbers::Running {
            self.activity = 0;
        }
        let (outer, at) = (self.outer, self.inner);
        match (plan.headings, inner) {
            (Headings::Plain | Headings::Months, _) => words.to_owned(),
            (Headings::Capitals, _) => words.to_uppercase(),
            (Headings::Arabic, false) => format!("{outer}. {words}"),
            (Headings::Arabic, true) => format!("{outer}.{at}. {words}"),
            (Headings::Roman, false) => format!("{}. {words}", ROMAN[outer % ROMAN.len()]),
            (Headings::Named, false) => format!("Раздел {outer}. {words}"),
            (Headings::Roman | Headings::Named, true) => format!("{at}. {words}"),
        }
    }

    /// The number of the next activity, without its last dot.
    pub(super) fn activity(&mut self, plan: &Plan) -> Option<String> {
        self.activity += 1;
        match plan.numbers {
            Numbers::Running | Numbers::PerSection => Some(self.activity.to_string()),
            Numbers::BySection => Some(format!("{}.{}", self.outer.max(1), self.activity)),
            Numbers::None => None,
        }
    }
}

const ROMAN: &[&str] =
    &["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
