use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use thiserror::Error;

/// The years a plan is for, both ends inclusive.
///
/// ```
/// let period: vekha_when::Period = "2020/2021".parse()?;
/// assert_eq!((period.start.to_string(), period.end.to_string()), ("2020-09-01".into(), "2021-08-31".into()));
/// # Ok::<(), vekha_when::PeriodError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day; never before `start`.
    pub end: Date,
}

/// A text that is not a period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a period like `2021`, `2018-2020`, `2020/2021` or `2020-05-20..2023-12-31`")]
pub struct PeriodError(pub String);

impl Period {
    /// From one day to another; none if the end comes first.
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// Whole calendar years, both counted.
    pub fn years(first: i16, last: i16) -> Option<Self> {
        Self::new(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
    }

    /// School years: from 1 September of the first to 31 August of the last.
    pub fn school_years(first: i16, last: i16) -> Option<Self> {
        Self::new(Date::new(first, 9, 1).ok()?, Date::new(last, 8, 31).ok()?)
    }

    /// Whether it is made of school years.
    pub fn is_school(&self) -> bool {
        (self.start.month(), self.start.day(), self.end.month(), self.end.day()) == (9, 1, 8, 31)
    }

    /// The years it has days in.
    pub(crate) fn calendar_years(&self) -> std::ops::RangeInclusive<i16> {
        self.start.year()..=self.end.year()
    }

    /// The part of a window that lies inside; none if no day does.
    pub(crate) fn cut(&self, (first, last): (Date, Date)) -> Option<(Date, Date)> {
        let cut = (first.max(self.start), last.min(self.end));
        (cut.0 <= cut.1).then_some(cut)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.start.year(), self.end.year());
        let is_whole = self.start == date(first, 1, 1) && self.end == date(last, 12, 31);
        match (is_whole, first == last) {
            (true, true) => write!(f, "{first:04}"),
            (true, false) => write!(f, "{first:04}-{last:04}"),
            (false, false) if self.is_school() => write!(f, "{first:04}/{last:04}"),
            _ => write!(f, "{}..{}", self.start, self.end),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        read(text.trim()).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Period> {
    if let Some((start, end)) = text.split_once("..") {
        return Period::new(start.parse().ok()?, end.parse().ok()?);
    }
    if let Some((first, last)) = text.split_once('/') {
        return Period::school_years(year(first)?, year(last)?);
    }
    match text.split_once('-') {
        Some((first, last)) => Period::years(year(first)?, year(last)?),
        None => Period::years(year(text)?, year(text)?),
    }
}

fn year(text: &str) -> Option<i16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    // A day must stay before the first year and after the last one, so that no step leaves the calendar.
    is_year.then(|| text.parse().ok()).flatten().filter(|year| (1..=9000).contains(year))
}

/// The next day; the calendar's last day is its own.
pub(crate) fn next_day(day: Date) -> Date {
    day.saturating_add(1.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_from_its_own_line() {
        for line in ["2021", "2018-2020", "2020/2021", "2020/2023", "2020-05-20..2023-12-31"] {
            assert_eq!(line.parse::<Period>().unwrap().to_string(), line);
        }
        assert_eq!("2021-2021".parse::<Period>().unwrap().to_string(), "2021");
    }

    #[test]
    fn what_is_no_period_is_said() {
        for line in ["", "2021-2020", "21", "2020-13-01..2021-01-01", "XXXX", "2020/2020", "9999"] {
            let error = line.parse::<Period>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{line}` is not a period")), "{error}");
        }
    }
}
