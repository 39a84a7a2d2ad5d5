use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Span, Unparsed};

/// What a «Сроки» cell means: rules and the dated windows they give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Schedule {
    /// The cell's words as given, line breaks included; every span counts its characters.
    pub text: String,
    /// What the words say.
    pub rules: Vec<Rule>,
    /// The dated windows inside the period, sorted by (end, start), without repeats.
    pub occurrences: Vec<Occurrence>,
    /// Words read that belong to no rule («Далее:»).
    pub connectives: Vec<Span>,
    /// Words that no rule reads.
    pub unparsed: Vec<Unparsed>,
}

/// One thing that a date phrase says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The window as an EDTF string (ISO 8601-2), holding only what the text says: `2018-09`, `XXXX-06/XXXX-07`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// `true` for «до», «не позднее»: only the end is set.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deadline: bool,
    /// RFC 5545 recurrence rule of the window's start (of the due date for a deadline), without DTSTART.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rrule: Option<String>,
    /// ISO 8601 length of each window; absent where it varies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// How often, where the text counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// The dates the rule is limited to, where the text names them; EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// ISO 8601 distance of a relative rule from its anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// The words after «после» or «до» that a relative rule hangs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// `true` where the text is vague.
    #[serde(default, skip_serializing_if = "is_false")]
    pub approximate: bool,
    /// What the text did not say and the period supplied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inferred: Vec<Inference>,
    /// `true` where the rule has more than 1,000 occurrences, of which the first 1,000 are kept.
    #[serde(default, skip_serializing_if = "is_false")]
    pub truncated: bool,
    /// The character ranges it was read from.
    pub spans: Vec<Span>,
}

impl Rule {
    /// A rule with nothing but its kind.
    pub fn of_kind(kind: RuleKind) -> Self {
        Self {
            kind,
            edtf: None,
            deadline: false,
            rrule: None,
            duration: None,
            frequency: None,
            within: None,
            offset: None,
            anchor: None,
            approximate: false,
            inferred: Vec::new(),
            truncated: false,
            spans: Vec::new(),
        }
    }
}

/// The kinds of rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A window or a deadline.
    Once,
    /// Again and again.
    Recurring,
    /// All through a window.
    Continuous,
    /// «по мере поступления».
    OnDemand,
    /// «по отдельному графику».
    BySchedule,
    /// «в течение 10 дней после …».
    Relative,
    /// A dash or nothing: the text is kept, there is no date.
    None,
}

/// «2 раза в год»: how many times in each stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Frequency {
    /// How many times.
    pub times: u32,
    /// The stretch, ISO 8601: `P3M`.
    pub per: String,
    /// Whether that many, no fewer or no more.
    pub bound: Bound,
}

/// How a count is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Just so many.
    #[default]
    Exact,
    /// «не реже», «не менее».
    AtLeast,
    /// «не чаще», «не более».
    AtMost,
}

/// What the period supplied because the text did not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Inference {
    /// The year.
    Year,
    /// The stretch over which it goes on.
    Period,
}

/// A dated window, both ends inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Occurrence {
    /// The first day; `null` for a deadline.
    pub start: Option<Date>,
    /// The last day, or the due date.
    pub end: Date,
    /// `true` for a due date.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deadline: bool,
    /// How many times within the window, where not once.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
    /// How the count is meant, where not exactly.
    #[serde(default, skip_serializing_if = "is_exact")]
    pub bound: Bound,
    /// The index of the rule it comes from.
    pub rule: usize,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn once() -> u32 {
    1
}

fn is_once(times: &u32) -> bool {
    *times == 1
}

fn is_exact(bound: &Bound) -> bool {
    *bound == Bound::Exact
}
