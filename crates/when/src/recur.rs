//! RFC 5545 recurrence rules of what recurs, in their shortest form.

use std::fmt::Write;

use crate::atom::{Due, Each, Every, MonthPart, Unit, Weekdays};
use crate::window::{Part, Window, month_end};

/// The rule of a frequency; `aligned` says whether its first stretch starts where the calendar's does.
pub(crate) fn every(every: Every, months: &[i8], aligned: bool) -> String {
    let named = |freq: &str, interval: i32, months: &[i8]| {
        let mut rule = format!("FREQ={freq}");
        if interval != 1 {
            let _ = write!(rule, ";INTERVAL={interval}");
        }
        by(&mut rule, "BYMONTH", months);
        rule
    };
    match every.unit {
        Unit::Day => named("DAILY", every.count, months),
        Unit::Week => named("WEEKLY", every.count, months),
        Unit::Decade => named("MONTHLY", 1, months) + ";BYMONTHDAY=1,11,21",
        Unit::Month if aligned => named("MONTHLY", every.count, months),
        Unit::Month => named("MONTHLY", every.count, months) + ";BYMONTHDAY=1",
        Unit::Quarter | Unit::Half if aligned && months.is_empty() => named("MONTHLY", every.months(), &[]),
        Unit::Quarter | Unit::Half => named("YEARLY", 1, &stretch_months(every, months)),
        Unit::Year if aligned => named("YEARLY", every.count, &[]),
        Unit::Year => named("YEARLY", every.count, &[1]),
        Unit::SchoolYear => named("YEARLY", 1, &[9]),
        Unit::Term => named("YEARLY", 1, &[1, 4, 9, 11]),
    }
}

/// The first months of the calendar's stretches, those in `months` if there are any.
pub(crate) fn stretch_months(every: Every, months: &[i8]) -> Vec<i8> {
    let step = every.months().clamp(1, 12);
    (1..=12i8)
        .filter(|month| (i32::from(*month) - 1) % step == 0 && (months.is_empty() || months.contains(month)))
        .collect()
}

/// The rule of a window (or its due date) of each year.
pub(crate) fn yearly(window: Window, due: Option<Due>) -> String {
    match due {
        None => start(window.from, false),
        Some(Due::First) => start(window.from, true),
        Some(Due::Last) => end(window.to),
    }
}

fn start(part: Part, with_day: bool) -> String {
    let month = part.month();
    match part {
        Part::Day(_, day) | Part::Days(_, day, _) => in_month(month, day),
        Part::LastDays(_, count) => last_days(month, count),
        Part::Weekday(_, nth, day) => weekday(month, nth, day),
        Part::Year if !with_day => "FREQ=YEARLY".to_owned(),
        _ if with_day => in_month(month, 1),
        _ => format!("FREQ=YEARLY;BYMONTH={month}"),
    }
}

fn end(part: Part) -> String {
    match part {
        Part::Day(month, day) | Part::Days(month, _, Some(day)) => in_month(month, day),
        Part::Weekday(month, nth, day) => weekday(month, nth, day),
        other => last_days(other.last_month().0, 1),
    }
}

fn in_month(month: i8, day: i8) -> String {
    format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")
}

fn weekday(month: i8, nth: i8, day: i8) -> String {
    format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{}", day_name(day))
}

/// Counted from the start, but in February, whose length changes.
fn last_days(month: i8, count: i8) -> String {
    let length = month_end(2001, month).map_or(28, |end| end.day());
    in_month(month, if month == 2 { -count } else { length - count + 1 })
}

/// The rule of a part of each month.
pub(crate) fn each(each: &Each, months: &[i8]) -> String {
    let mut rule = if months.is_empty() { "FREQ=MONTHLY".to_owned() } else { "FREQ=YEARLY".to_owned() };
    by(&mut rule, "BYMONTH", months);
    let day = match (each.part, each.due) {
        (MonthPart::Day(day), _) | (MonthPart::Days(_, Some(day)), Some(Due::Last)) => day,
        (MonthPart::Days(day, _), None | Some(Due::First)) => day,
        (MonthPart::LastDays(_) | MonthPart::Days(_, None) | MonthPart::Whole, Some(Due::Last)) => -1,
        (MonthPart::LastDays(count), _) => -count,
        (MonthPart::Whole, None) if !months.is_empty() => return rule,
        (MonthPart::Whole, _) => 1,
    };
    let _ = write!(rule, ";BYMONTHDAY={day}");
    rule
}

/// The rule of days of the week.
pub(crate) fn weekdays(weekdays: &Weekdays, months: &[i8]) -> String {
    let mut rule = match (weekdays.nths.is_empty(), weekdays.months.is_empty()) {
        (true, _) => "FREQ=WEEKLY".to_owned(),
        (false, true) => "FREQ=MONTHLY".to_owned(),
        (false, false) => "FREQ=YEARLY".to_owned(),
    };
    by(&mut rule, "BYMONTH", months);
    let nths: Vec<String> =
        if weekdays.nths.is_empty() { vec![String::new()] } else { weekdays.nths.iter().map(i8::to_string).collect() };
    let days: Vec<String> =
        nths.iter().flat_map(|nth| weekdays.days.iter().map(move |&day| format!("{nth}{}", day_name(day)))).collect();
    let _ = write!(rule, ";BYDAY={}", days.join(","));
    rule
}

fn by(rule: &mut String, name: &str, numbers: &[i8]) {
    if !numbers.is_empty() {
        let list: Vec<String> = numbers.iter().map(i8::to_string).collect();
        let _ = write!(rule, ";{name}={}", list.join(","));
    }
}

fn day_name(day: i8) -> &'static str {
    usize::try_from(day - 1)
        .ok()
        .and_then(|at| ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].get(at))
        .copied()
        .unwrap_or("MO")
}
