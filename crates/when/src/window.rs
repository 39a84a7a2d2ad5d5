//! Parts of the calendar and windows between them, with or without a year.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A part of some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    /// January–June, July–December.
    Half(i8),
    Quarter(i8),
    /// 1 spring … 4 winter, which ends in the next year.
    Season(i8),
    /// From the first month to the last, over New Year if the last comes before it.
    Months(i8, i8),
    /// Month and day.
    Day(i8, i8),
    /// Month and days; `None` is the month's end.
    Days(i8, i8, Option<i8>),
    /// Month and how many of its last days.
    LastDays(i8, i8),
    /// Month, which one in it (-1 the last), day of the week.
    Weekday(i8, i8, i8),
}

impl Part {
    /// A half-year of a school year is its September–December or its January–May; any other part is itself.
    pub(crate) fn in_school_year(self) -> Self {
        match self {
            Self::Half(1) => Self::Months(9, 12),
            Self::Half(_) => Self::Months(1, 5),
            other => other,
        }
    }

    /// The month it starts in.
    pub(crate) fn month(self) -> i8 {
        match self {
            Self::Year => 1,
            Self::Half(n) => 6 * n - 5,
            Self::Quarter(n) => 3 * n - 2,
            Self::Season(n) => 3 * n,
            Self::Months(month, _) | Self::Day(month, _) | Self::Days(month, ..) => month,
            Self::LastDays(month, _) | Self::Weekday(month, ..) => month,
        }
    }

    /// The month it ends in, and whether that is in the year after the one it starts in.
    pub(crate) fn last_month(self) -> (i8, bool) {
        match self {
            Self::Year => (12, false),
            Self::Half(n) => (6 * n, false),
            Self::Quarter(n) => (3 * n, false),
            Self::Season(4) => (2, true),
            Self::Season(n) => (3 * n + 2, false),
            Self::Months(first, last) => (last, last < first),
            other => (other.month(), false),
        }
    }

    /// Its first day in the year it starts in; none where the calendar has no such day.
    pub(crate) fn first(self, year: i16) -> Option<Date> {
        match self {
            Self::Day(month, day) | Self::Days(month, day, _) => Date::new(year, month, day).ok(),
            Self::LastDays(month, count) => Some(month_end(year, month)?.saturating_sub((i32::from(count) - 1).days())),
            Self::Weekday(month, nth, day) => nth_weekday(year, month, nth, day),
            other => Date::new(year, other.month(), 1).ok(),
        }
    }

    /// Its last day, if it starts in `year`.
    pub(crate) fn last(self, year: i16) -> Option<Date> {
        match self {
            Self::Day(..) | Self::Weekday(..) => self.first(year),
            Self::Days(month, _, Some(day)) => Date::new(year, month, day).ok(),
            other => {
                let (month, next) = other.last_month();
                month_end(year + i16::from(next), month)
            }
        }
    }

    /// The EDTF of its start and, if one code does not name it all, of its end.
    pub(crate) fn edtf(self, year: Option<i16>) -> (String, Option<String>) {
        let y = year_text(year);
        let next = year_text(year.map(|year| year + 1));
        match self {
            Self::Year => (y, None),
            // Codes 21–24, 33–36, 40–41 are those of ISO 8601-2 (EDTF level 2).
            Self::Half(n) => (format!("{y}-{}", 39 + n), None),
            Self::Quarter(n) => (format!("{y}-{}", 32 + n), None),
            Self::Season(n) => (format!("{y}-{}", 20 + n), None),
            Self::Months(a, b) if a == b => (format!("{y}-{a:02}"), None),
            Self::Months(a, b) => (format!("{y}-{a:02}"), Some(format!("{}-{b:02}", if b < a { next } else { y }))),
            Self::Day(month, day) => (format!("{y}-{month:02}-{day:02}"), None),
            Self::Days(month, a, b) => {
                let end = b.map_or_else(|| format!("{y}-{month:02}"), |b| format!("{y}-{month:02}-{b:02}"));
                (format!("{y}-{month:02}-{a:02}"), Some(end))
            }
            Self::LastDays(month, count) => {
                let start = year.and_then(|year| self.first(year)).or_else(|| self.first(2001));
                let day = start.map_or(29 - count, Date::day);
                (format!("{y}-{month:02}-{day:02}"), Some(format!("{y}-{month:02}")))
            }
            Self::Weekday(month, ..) => match year.and_then(|year| self.first(year)) {
                Some(day) => (day.to_string(), None),
                None => (format!("{y}-{month:02}"), None),
            },
        }
    }
}

fn year_text(year: Option<i16>) -> String {
    year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"))
}

pub(crate) fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// The `nth` weekday of a month; -1 is the last.
pub(crate) fn nth_weekday(year: i16, month: i8, nth: i8, day: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(day).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// A window from one part to another, the same one if it is a single part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: Part,
    pub(crate) to: Part,
    pub(crate) from_year: Option<i16>,
    pub(crate) to_year: Option<i16>,
    /// Whether the words are vague.
    pub(crate) approximate: bool,
}

impl Window {
    pub(crate) fn of(part: Part) -> Self {
        Self { from: part, to: part, from_year: None, to_year: None, approximate: false }
    }

    pub(crate) fn vague(part: Part) -> Self {
        Self { approximate: true, ..Self::of(part) }
    }

    pub(crate) fn years(first: i16, last: i16) -> Self {
        Self { from_year: Some(first), to_year: Some(last), ..Self::of(Part::Year) }
    }

    /// One window over both.
    pub(crate) fn through(self, last: Self) -> Self {
        let approximate = self.approximate || last.approximate;
        Self {
            from: self.from,
            from_year: self.from_year,
            to: last.to,
            to_year: last.to_year.or(last.from_year),
            approximate,
        }
    }

    pub(crate) fn has_year(self) -> bool {
        self.from_year.is_some() || self.to_year.is_some()
    }

    /// The same window in a year; the end goes to the next if it comes before the start.
    pub(crate) fn in_year(self, year: i16) -> Self {
        if self.has_year() { self } else { Self { from_year: Some(year), ..self } }
    }

    /// The same window in a school year that begins in `year`.
    pub(crate) fn in_school_year(self, year: i16) -> Self {
        if self.from == Part::Year {
            return Self { from: Part::Months(9, 5), to: Part::Months(9, 5), ..self }.in_year(year);
        }
        let window = if self.has_year() {
            self
        } else {
            Self { from: self.from.in_school_year(), to: self.to.in_school_year(), ..self }
        };
        window.in_year(if window.from.month() >= 9 { year } else { year + 1 })
    }

    /// Whether its end comes before its start in one year.
    fn wraps(self) -> bool {
        self.from != self.to && {
            let end = self.to.last(2000).or_else(|| self.to.last(2001));
            self.from.first(2000).or_else(|| self.from.first(2001)) > end
        }
    }

    /// The years it starts and ends in (of the end, the year its last part starts in), for a start in `year` if it names none.
    fn years_from(self, year: i16) -> (i16, i16) {
        let wrap = i16::from(self.wraps());
        match (self.from_year, self.to_year) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, from + wrap),
            (None, Some(to)) => (to - wrap, to),
            (None, None) => (year, year + wrap),
        }
    }

    /// Its first and last day; `year` is used where it names none.
    pub(crate) fn dates(self, year: i16) -> Option<(Date, Date)> {
        let (from, to) = self.years_from(year);
        let (first, last) = (self.from.first(from)?, self.to.last(to)?);
        (first <= last).then_some((first, last))
    }

    /// The years it names, for the year after the last one.
    pub(crate) fn last_year(self) -> Option<i16> {
        if !self.has_year() {
            return None;
        }
        self.dates(0).map(|(_, last)| last.year())
    }

    /// Its EDTF, holding only what the text says.
    pub(crate) fn edtf(self) -> String {
        let years = self.has_year().then(|| self.years_from(0));
        let (start, start_end) = self.from.edtf(years.map(|(from, _)| from));
        if self.from == self.to && years.is_none_or(|(from, to)| from == to) {
            return start_end.map_or(start.clone(), |end| format!("{start}/{end}"));
        }
        let (last, end) = self.to.edtf(years.map(|(_, to)| to));
        format!("{start}/{}", end.unwrap_or(last))
    }

    /// Whether both ends are whole months.
    pub(crate) fn months(self) -> Option<Vec<i8>> {
        let whole = |part| !matches!(part, Part::Day(..) | Part::Days(..) | Part::LastDays(..) | Part::Weekday(..));
        if !whole(self.from) || !whole(self.to) || self.has_year() {
            return None;
        }
        let (first, last) = (self.from.month(), self.to.last_month().0);
        let mut months = Vec::new();
        for step in 0..12 {
            let month = (first - 1 + step) % 12 + 1;
            months.push(month);
            if month == last {
                break;
            }
        }
        months.sort_unstable();
        Some(months)
    }

    /// How long it is, where that does not depend on the year: `P1M`, `P7D`.
    pub(crate) fn duration(self) -> Option<String> {
        let spans_years = |a: (Date, Date), b: (Date, Date)| days(a) == days(b);
        let (first, last) = self.dates(2001)?;
        if first.day() == 1 && last == last.last_of_month() {
            let months = 12 * (i32::from(last.year()) - i32::from(first.year())) + i32::from(last.month())
                - i32::from(first.month())
                + 1;
            return Some(if months % 12 == 0 { format!("P{}Y", months / 12) } else { format!("P{months}M") });
        }
        let shift = if self.has_year() { return Some(format!("P{}D", days((first, last)))) } else { 2003 };
        let common = self.dates(shift)?;
        let leap = self.dates(2004)?;
        let ends_in_month = matches!(self.to, Part::Days(_, _, None)) && self.from == self.to;
        (spans_years((first, last), common) && spans_years((first, last), leap) && !ends_in_month)
            .then(|| format!("P{}D", days((first, last))))
    }
}

/// How many days a window holds, both ends counted.
pub(crate) fn days((first, last): (Date, Date)) -> i32 {
    first.until(last).map_or(0, |span| span.get_days()) + 1
}

/// The first of a year.
pub(crate) fn new_year(year: i16) -> Date {
    date(year.clamp(0, 9000), 1, 1)
}
