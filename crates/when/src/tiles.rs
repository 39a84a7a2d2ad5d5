//! The stretches of a frequency, laid end to end.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::atom::{Every, Unit};
use crate::evaluate::{Days, MOST};
use crate::period::next_day;

/// Whether a stretch that starts on this day is one of the calendar's, or needs not be.
pub(crate) fn is_aligned(every: Every, start: Date) -> bool {
    match every.unit {
        Unit::Quarter | Unit::Half => start.day() == 1 && (i32::from(start.month()) - 1) % every.months().min(12) == 0,
        // RFC 5545 skips months that lack the day.
        Unit::Month => start.day() <= 28,
        Unit::Year => (start.month(), start.day()) != (2, 29),
        _ => true,
    }
}

/// Stretches laid end to end from the first day; those that start outside the ranges or the months are left out.
pub(crate) fn tiles(every: Every, months: &[i8], ranges: &[Days]) -> Vec<Days> {
    let (Some(&(first, _)), Some(&(_, last))) = (ranges.first(), ranges.last()) else { return Vec::new() };
    let allowed = |day: Date| months.is_empty() || months.contains(&day.month());
    let mut tiles = Vec::new();
    let mut start = stretch_start(every, first);
    // The first stretch that the months allow sets the step of those after it.
    if matches!(every.unit, Unit::Day | Unit::Week) && !months.is_empty() {
        start = (0..366).map(|n| first.saturating_add(n.days())).find(|day| allowed(*day)).unwrap_or(first);
    }
    let origin = start;
    let mut step = 0;
    while start <= last && tiles.len() <= MOST {
        step += 1;
        let next = stretch_after(every, origin, start, step);
        if next <= start {
            break;
        }
        let end = next.saturating_sub(1.day());
        let inside = ranges.iter().find(|(from, to)| start <= *to && end >= *from && (start >= *from || start < first));
        if let Some((from, to)) = inside.filter(|_| allowed(start.max(first)))
            && !is_pause(every, start)
        {
            tiles.push((start.max(*from), end.min(*to)));
        }
        start = next;
    }
    tiles
}

/// Where the calendar's stretch that holds this day starts.
fn stretch_start(every: Every, day: Date) -> Date {
    let month = |month: i8| Date::new(day.year(), month, 1).unwrap_or(day);
    match every.unit {
        Unit::Decade => Date::new(day.year(), day.month(), (day.day().min(30) - 1) / 10 * 10 + 1).unwrap_or(day),
        Unit::Quarter => month((day.month() - 1) / 3 * 3 + 1),
        Unit::Half => month((day.month() - 1) / 6 * 6 + 1),
        Unit::Month if day.day() > 28 => day.first_of_month(),
        Unit::Year if (day.month(), day.day()) == (2, 29) => day.first_of_year(),
        Unit::SchoolYear | Unit::Term => term_start(every, day),
        _ => day,
    }
}

fn stretch_after(every: Every, origin: Date, start: Date, step: i32) -> Date {
    let from_origin = |span: Span| origin.saturating_add(span);
    let steps = i64::from(step) * i64::from(every.count);
    match every.unit {
        Unit::Day => from_origin(steps.days()),
        Unit::Week => from_origin(steps.weeks()),
        Unit::Month => from_origin(steps.months()),
        Unit::Quarter => from_origin((3 * steps).months()),
        Unit::Half => from_origin((6 * steps).months()),
        Unit::Year => from_origin(steps.years()),
        Unit::Decade if start.day() < 21 => Date::new(start.year(), start.month(), start.day() + 10).unwrap_or(start),
        Unit::Decade => next_day(start.last_of_month()),
        Unit::SchoolYear | Unit::Term => next_term(every, start),
    }
}

/// The months in which school years and terms start; June is the start of the pause between them.
fn term_months(every: Every) -> &'static [i8] {
    if every.unit == Unit::Term { &[1, 4, 6, 9, 11] } else { &[6, 9] }
}

fn term_start(every: Every, day: Date) -> Date {
    let month = term_months(every).iter().rev().find(|month| **month <= day.month());
    let (year, month) = month.map_or((day.year() - 1, 9), |month| (day.year(), *month));
    Date::new(year, month, 1).unwrap_or(day)
}

fn next_term(every: Every, start: Date) -> Date {
    let months = term_months(every);
    let next = months.iter().find(|month| **month > start.month());
    let (year, month) = match next {
        Some(month) => (start.year(), *month),
        None => (start.year() + 1, months.first().copied().unwrap_or(1)),
    };
    Date::new(year, month, 1).unwrap_or(start)
}

fn is_pause(every: Every, start: Date) -> bool {
    matches!(every.unit, Unit::SchoolYear | Unit::Term) && start.month() == 6
}
