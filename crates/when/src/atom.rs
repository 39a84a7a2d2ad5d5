//! What a few words of a phrase say, before they are put together.

use vekha_model::{Bound, Frequency};

use crate::window::{Part, Window};

/// The reading of one run of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Atom {
    /// Windows of the calendar, each of its own.
    Windows(Vec<Window>),
    /// A year, or a range of years.
    Years(Years),
    /// «до», «к», «не позднее»: what follows is a deadline.
    Due(Due),
    /// A deadline by itself: «до конца года».
    Deadline(Window, Due),
    /// «с», «начиная с».
    From,
    /// «по» between two dates.
    To,
    /// «в течение», «весь» before a dated part.
    Through,
    /// «ежегодно».
    Yearly,
    /// «раз в квартал».
    Every(Every),
    /// A part of each month or of some months of each year: «первая декада», «до 10 числа».
    Each(Vec<Each>),
    /// «по вторникам», «последняя пятница месяца».
    Weekdays(Weekdays),
    /// «постоянно», «в течение года».
    Always(Scope),
    /// «по мере поступления».
    OnDemand,
    /// «по отдельному графику».
    BySchedule,
    /// «в течение 10 дней».
    Relative { offset: Option<String>, anchored: bool, approximate: bool },
    /// «далее».
    Further,
    /// «следующего года»: the year after one that the text does not name.
    NextYear,
    /// «текущего года»: read, and nothing to add.
    Silent,
    /// Words that fit a rule but make no date: «31 апреля».
    Impossible,
}

/// From one year to another; `school` counts years from 1 September, `last` being the one the last begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Years {
    pub(crate) first: i16,
    pub(crate) last: i16,
    pub(crate) school: bool,
}

impl Years {
    /// A single year, calendar or school.
    pub(crate) fn is_one(self) -> bool {
        self.first == self.last
    }

    /// All of it as one window.
    pub(crate) fn window(self) -> Window {
        if !self.school {
            return Window::years(self.first, self.last);
        }
        Window { from_year: Some(self.first), to_year: Some(self.last), ..Window::of(Part::Months(9, 5)) }
    }
}

/// Which day of its window a deadline falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// «до», «не позднее», «к концу».
    Last,
    /// «к», «до начала».
    First,
}

/// How long one stretch of a frequency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    /// A third of a month.
    Decade,
    Month,
    Quarter,
    Half,
    Year,
    /// 1 September to 31 May.
    SchoolYear,
    /// One of the four terms of a school year.
    Term,
}

/// «N раз в …».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Every {
    /// How many units one stretch has.
    pub(crate) count: i32,
    pub(crate) unit: Unit,
    pub(crate) times: u32,
    pub(crate) bound: Bound,
}

impl Every {
    pub(crate) fn once(count: i32, unit: Unit) -> Self {
        Self { count, unit, times: 1, bound: Bound::Exact }
    }

    /// The length in months, 0 for shorter ones.
    pub(crate) fn months(self) -> i32 {
        self.count
            * match self.unit {
                Unit::Day | Unit::Week | Unit::Decade => 0,
                Unit::Month => 1,
                Unit::Quarter => 3,
                Unit::Half => 6,
                Unit::Year | Unit::SchoolYear => 12,
                Unit::Term => 2,
            }
    }

    /// ISO 8601 length of one stretch; a decade and a term have none that is always true.
    pub(crate) fn per(self) -> Option<String> {
        match self.unit {
            Unit::Day => Some(format!("P{}D", self.count)),
            Unit::Week => Some(format!("P{}D", 7 * self.count)),
            Unit::Month | Unit::Quarter | Unit::Half => Some(format!("P{}M", self.months())),
            Unit::Year => Some(format!("P{}Y", self.count)),
            Unit::SchoolYear => Some("P9M".to_owned()),
            Unit::Decade | Unit::Term => None,
        }
    }

    pub(crate) fn frequency(self) -> Option<Frequency> {
        Some(Frequency { times: self.times, per: self.per()?, bound: self.bound })
    }
}

/// A part of a month that has no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MonthPart {
    /// One day; -1 is the last.
    Day(i8),
    /// From a day to a day; `None` is the month's end.
    Days(i8, Option<i8>),
    /// So many days at the end.
    LastDays(i8),
    Whole,
}

impl MonthPart {
    /// The same part of a month with a name.
    pub(crate) fn of(self, month: i8) -> Part {
        match self {
            Self::Day(-1) => Part::LastDays(month, 1),
            Self::Day(day) => Part::Day(month, day),
            Self::Days(a, b) => Part::Days(month, a, b),
            Self::LastDays(count) => Part::LastDays(month, count),
            Self::Whole => Part::Months(month, month),
        }
    }

    /// The `nth` decade, -1 the last.
    pub(crate) fn decade(nth: i8) -> Option<Self> {
        Self::decades(nth, nth)
    }

    /// From one decade to another.
    pub(crate) fn decades(from: i8, to: i8) -> Option<Self> {
        let place = |n: i8| if n == -1 { Some(3) } else { (1..=3).contains(&n).then_some(n) };
        let (from, to) = (place(from)?, place(to)?);
        (from <= to).then_some(Self::Days(10 * from - 9, (to < 3).then_some(10 * to)))
    }

    /// From one week to another, -1 the last.
    pub(crate) fn weeks(from: i8, to: i8) -> Option<Self> {
        if (from, to) == (-1, -1) {
            return Some(Self::LastDays(7));
        }
        let in_order = (1..=5).contains(&from) && (to == -1 || (from..=5).contains(&to));
        in_order.then(|| Self::Days(7 * from - 6, (1..5).contains(&to).then(|| 7 * to)))
    }

    /// A half of a month.
    pub(crate) fn half(nth: i8) -> Option<Self> {
        match nth {
            1 => Some(Self::Days(1, Some(15))),
            2 | -1 => Some(Self::Days(16, None)),
            _ => None,
        }
    }
}

/// A part of every month, or of these months of every year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Each {
    pub(crate) part: MonthPart,
    /// Empty: every month.
    pub(crate) months: Vec<i8>,
    pub(crate) due: Option<Due>,
    pub(crate) approximate: bool,
}

/// Days of the week.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weekdays {
    /// 1 (Monday) to 7.
    pub(crate) days: Vec<i8>,
    /// Which ones of a month, -1 the last; empty: every week.
    pub(crate) nths: Vec<i8>,
    /// The months it is limited to; empty: every month.
    pub(crate) months: Vec<i8>,
}

/// What «постоянно» runs through.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scope {
    /// The whole plan: «весь период».
    Period,
    /// The whole plan: «постоянно», which other dates stand beside.
    Ever,
    /// «в течение года».
    Year,
    /// «в течение учебного года».
    SchoolYear,
}
