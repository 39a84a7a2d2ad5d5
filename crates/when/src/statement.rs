//! What a phrase says, put together: syntax is over, the period has not come yet.

use vekha_model::Span;

use crate::atom::{Due, Each, Every, Weekdays};
use crate::window::{Part, Window};

/// One thing said, and the items it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) what: What,
    pub(crate) items: Vec<usize>,
}

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// A window or a deadline.
    Once {
        window: Window,
        due: Option<Due>,
        after: Option<After>,
    },
    /// From the window's start to the period's end.
    Open {
        window: Window,
        after: Option<After>,
    },
    /// A window or a deadline of each year.
    Yearly {
        window: Window,
        due: Option<Due>,
        limit: Limit,
    },
    /// A frequency, in these months only if there are any.
    Every {
        every: Every,
        months: Vec<i8>,
        limit: Limit,
    },
    /// A part of each month.
    Each {
        each: Each,
        limit: Limit,
    },
    /// Days of the week, in these months only if there are any.
    Weekdays {
        weekdays: Weekdays,
        months: Vec<i8>,
        limit: Limit,
    },
    /// All through the period.
    Always {
        limit: Limit,
    },
    /// All through each year, calendar or school, of the period.
    EachYear {
        school: bool,
        limit: Limit,
    },
    /// All through a window.
    Through {
        window: Window,
    },
    OnDemand {
        limit: Limit,
    },
    BySchedule {
        limit: Limit,
    },
    Relative {
        offset: Option<String>,
        anchor: Option<Span>,
        approximate: bool,
        limit: Limit,
    },
    /// Words whose date cannot be told; they stay unread.
    Untold,
}

/// «далее»: from the year after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Year(i16),
    /// The year that the period gives to what stands before.
    First,
}

/// What a rule is limited to; nothing: the period.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limit {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) after: Option<After>,
}

/// Dates a rule is limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) window: Window,
    pub(crate) reach: Reach,
}

/// How far a stretch goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The window.
    Within,
    /// From its start on.
    From,
    /// Up to its end.
    Until,
}

impl Limit {
    pub(crate) fn of(stretches: Vec<Stretch>) -> Self {
        Self { stretches, after: None }
    }

    /// EDTF of the dates that the text names; none if it names none.
    pub(crate) fn edtf(&self) -> Option<String> {
        match (self.stretches.as_slice(), self.after) {
            ([], Some(After::Year(year))) => Some(format!("{}/..", year + 1)),
            ([], _) => None,
            ([one], _) => Some(one.edtf("/")),
            (many, _) => Some(consecutive_years(many).unwrap_or_else(|| {
                let members: Vec<String> = many.iter().map(|stretch| stretch.edtf("..")).collect();
                format!("{{{}}}", members.join(","))
            })),
        }
    }
}

impl Stretch {
    pub(crate) fn within(window: Window) -> Self {
        Self { window, reach: Reach::Within }
    }

    /// EDTF of the dates by themselves.
    pub(crate) fn line(&self) -> String {
        self.edtf("/")
    }

    /// EDTF, with `joint` between the ends: an interval stands as `a..b` inside a set (ISO 8601-2).
    fn edtf(&self, joint: &str) -> String {
        let window = self.window.edtf();
        match self.reach {
            Reach::Within => window.replace('/', joint),
            Reach::From => {
                let start = window.split('/').next().unwrap_or_default().to_owned();
                if joint == "/" { format!("{start}/..") } else { format!("{start}..") }
            }
            Reach::Until => {
                let end = window.rsplit('/').next().unwrap_or_default().to_owned();
                if joint == "/" { format!("../{end}") } else { format!("..{end}") }
            }
        }
    }
}

/// `2021, 2022, 2023` is `2021/2023`.
fn consecutive_years(stretches: &[Stretch]) -> Option<String> {
    let mut years = Vec::new();
    for stretch in stretches {
        let Window { from: Part::Year, to: Part::Year, from_year: Some(first), to_year, .. } = stretch.window else {
            return None;
        };
        if stretch.reach != Reach::Within {
            return None;
        }
        years.push((first, to_year.unwrap_or(first)));
    }
    years.sort_unstable();
    let runs_on = years.windows(2).all(|pair| pair[1].0 == pair[0].1 + 1);
    let (first, last) = (years.first()?.0, years.last()?.1);
    runs_on.then(|| format!("{first:04}/{last:04}"))
}
