//! From statements and a period to rules and dated windows.

use jiff::civil::Date;
use vekha_model::{Bound, Inference, Occurrence, Rule, RuleKind};

use crate::atom::{Due, Each, MonthPart, Unit, Weekdays};
use crate::period::{Period, next_day};
use crate::recur;
use crate::statement::{After, Limit, Reach, Stretch, What};
use crate::tiles::{is_aligned, tiles};
use crate::window::{Part, Window, new_year};

/// A rule keeps so many occurrences; more make it `truncated`.
pub(crate) const MOST: usize = 1000;

/// A window from day to day, or a due date.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dated {
    start: Option<Date>,
    end: Date,
}

/// A rule without its places, and its occurrences.
pub(crate) fn evaluate(what: &What, period: Option<Period>, index: usize) -> (Rule, Vec<Occurrence>) {
    let mut rule = rule(what, period);
    let mut dated = occurrences(what, period);
    rule.truncated = dated.len() > MOST;
    dated.truncate(MOST);
    let (times, bound) = match what {
        What::Every { every, .. } => (every.times, every.bound),
        _ => (1, Bound::Exact),
    };
    let occurrence = |dated: Dated| Occurrence {
        start: dated.start,
        end: dated.end,
        deadline: dated.start.is_none(),
        times,
        bound,
        rule: index,
    };
    (rule, dated.into_iter().map(occurrence).collect())
}

fn rule(what: &What, period: Option<Period>) -> Rule {
    let inferred = |inference: Inference, is: bool| if is && period.is_some() { vec![inference] } else { Vec::new() };
    match what {
        What::Once { window, due, .. } => Rule {
            edtf: Some(due_edtf(*window, *due)),
            deadline: due.is_some(),
            approximate: window.approximate,
            inferred: inferred(Inference::Year, !window.has_year()),
            ..Rule::of_kind(RuleKind::Once)
        },
        What::Open { window, .. } => Rule {
            edtf: Some(Stretch { window: *window, reach: Reach::From }.line()),
            approximate: window.approximate,
            inferred: if window.has_year() {
                inferred(Inference::Period, true)
            } else {
                period.map_or(Vec::new(), |_| vec![Inference::Year, Inference::Period])
            },
            ..Rule::of_kind(RuleKind::Once)
        },
        What::Yearly { window, due, limit } => {
            let window = in_plan(*window, period);
            Rule {
                rrule: Some(recur::yearly(window, *due)),
                duration: if due.is_some() { None } else { window.duration() },
                edtf: (due.is_none() && window.duration().is_none()).then(|| window.edtf()),
                deadline: due.is_some(),
                within: limit.edtf(),
                approximate: window.approximate,
                ..Rule::of_kind(RuleKind::Recurring)
            }
        }
        What::Every { every, months, limit } => {
            let aligned = first_day(limit, period).is_none_or(|day| is_aligned(*every, day));
            Rule {
                rrule: Some(recur::every(*every, months, aligned)),
                duration: every.per(),
                frequency: every.frequency(),
                within: limit.edtf(),
                approximate: every.unit == Unit::Term,
                ..Rule::of_kind(RuleKind::Recurring)
            }
        }
        What::Each { each, limit } => Rule {
            rrule: Some(recur::each(each, &each.months)),
            duration: each_duration(each),
            edtf: (each.due.is_none() && each_duration(each).is_none()).then(|| each_edtf(each)),
            deadline: each.due.is_some(),
            within: limit.edtf(),
            approximate: each.approximate,
            ..Rule::of_kind(RuleKind::Recurring)
        },
        What::Weekdays { weekdays, months, limit } => Rule {
            rrule: Some(recur::weekdays(weekdays, &weekday_months(weekdays, months))),
            duration: Some("P1D".to_owned()),
            within: limit.edtf(),
            ..Rule::of_kind(RuleKind::Recurring)
        },
        What::Always { limit } => Rule {
            edtf: limit.edtf(),
            inferred: inferred(Inference::Period, true),
            ..Rule::of_kind(RuleKind::Continuous)
        },
        What::EachYear { school, limit } => {
            let part = if *school { Part::Months(9, 5) } else { Part::Year };
            let inferred = inferred(Inference::Period, limit.stretches.is_empty());
            Rule {
                edtf: Some(Window::of(part).edtf()),
                within: limit.edtf(),
                inferred,
                ..Rule::of_kind(RuleKind::Continuous)
            }
        }
        What::Through { window } => Rule {
            edtf: Some(window.edtf()),
            approximate: window.approximate,
            inferred: inferred(Inference::Year, !window.has_year()),
            ..Rule::of_kind(RuleKind::Continuous)
        },
        What::OnDemand { limit } => Rule { within: limit.edtf(), ..Rule::of_kind(RuleKind::OnDemand) },
        What::Untold => Rule::of_kind(RuleKind::None),
        What::BySchedule { limit } => Rule { within: limit.edtf(), ..Rule::of_kind(RuleKind::BySchedule) },
        What::Relative { offset, approximate, limit, .. } => Rule {
            offset: offset.clone(),
            approximate: *approximate,
            within: limit.edtf(),
            ..Rule::of_kind(RuleKind::Relative)
        },
    }
}

/// A deadline on a window's first day has that day for its EDTF.
fn due_edtf(window: Window, due: Option<Due>) -> String {
    if due.is_some_and(Due::is_first) && !matches!(window.from, Part::Day(..) | Part::Weekday(..)) {
        let day = match window.from {
            Part::Days(month, day, _) => Part::Day(month, day),
            other => Part::Day(other.month(), 1),
        };
        return Window { from: day, to: day, to_year: None, ..window }.edtf();
    }
    let edtf = window.edtf();
    // Only the end of a deadline's window is set.
    if due.is_some() { edtf.rsplit('/').next().unwrap_or_default().to_owned() } else { edtf }
}

fn each_duration(each: &Each) -> Option<String> {
    match each.part {
        _ if each.due.is_some() => None,
        MonthPart::Day(_) => Some("P1D".to_owned()),
        MonthPart::Days(first, last) => last.map(|last| format!("P{}D", last - first + 1)),
        MonthPart::LastDays(count) => Some(format!("P{count}D")),
        MonthPart::Whole => Some("P1M".to_owned()),
    }
}

fn each_edtf(each: &Each) -> String {
    match each.part {
        MonthPart::Days(first, None) => format!("XXXX-XX-{first:02}/XXXX-XX"),
        _ => "XXXX-XX".to_owned(),
    }
}

fn weekday_months(weekdays: &Weekdays, months: &[i8]) -> Vec<i8> {
    let both = |month: &i8| {
        (weekdays.months.is_empty() || weekdays.months.contains(month)) && (months.is_empty() || months.contains(month))
    };
    if weekdays.months.is_empty() && months.is_empty() { Vec::new() } else { (1..=12).filter(both).collect() }
}

fn occurrences(what: &What, period: Option<Period>) -> Vec<Dated> {
    match what {
        What::Once { window, due, after } => once(*window, *due, *after, period),
        What::Open { window, after } => {
            let start = start_of(*window, *after, period);
            start
                .zip(period)
                .filter(|(start, period)| *start <= period.end)
                .map(|(start, period)| run((start, period.end)))
                .into_iter()
                .collect()
        }
        What::Yearly { window, due, limit } => ranges(limit, period)
            .iter()
            .flat_map(|range| yearly(*window, *due, *range, period))
            .take(MOST + 1)
            .collect(),
        What::Every { every, months, limit } => {
            tiles(*every, months, &recurring_ranges(limit, period)).into_iter().map(run).collect()
        }
        What::Each { each, limit } => {
            recurring_ranges(limit, period).iter().flat_map(|range| each_month(each, *range)).take(MOST + 1).collect()
        }
        What::Weekdays { weekdays, months, limit } => {
            let months = weekday_months(weekdays, months);
            let ranges = recurring_ranges(limit, period);
            ranges.iter().flat_map(|range| week_days(weekdays, &months, *range)).take(MOST + 1).collect()
        }
        What::Always { limit } => ranges(limit, period).into_iter().map(run).collect(),
        What::EachYear { school, limit } => each_year(*school, limit, period),
        What::Through { window } => {
            let cut_at_end = |dated: Dated| match period {
                // A school year ends with the plan, even where the text names it.
                Some(period) if window.from == Part::Months(9, 5) => {
                    Dated { end: dated.end.min(period.end).max(dated.start.unwrap_or(dated.end)), ..dated }
                }
                _ => dated,
            };
            once(*window, None, None, period).into_iter().map(cut_at_end).collect()
        }
        What::OnDemand { .. } | What::BySchedule { .. } | What::Relative { .. } | What::Untold => Vec::new(),
    }
}

/// A first and a last day.
pub(crate) type Days = (Date, Date);

fn run((start, end): Days) -> Dated {
    Dated { start: Some(start), end }
}

fn once(window: Window, due: Option<Due>, after: Option<After>, period: Option<Period>) -> Vec<Dated> {
    let dates = |year: i16| window.dates(year);
    if window.has_year() {
        return dates(0).map(|days| dated(days, due)).into_iter().collect();
    }
    let Some(period) = period else { return Vec::new() };
    let window = in_plan(window, Some(period));
    let found = base_dates(window, due, after, period);
    found.and_then(|days| cut(dated(days, due), period)).into_iter().collect()
}

/// In a period of school years the half-years are those of the school.
fn in_plan(window: Window, period: Option<Period>) -> Window {
    match period.filter(Period::is_school) {
        Some(_) => Window { from: window.from.in_school_year(), to: window.to.in_school_year(), ..window },
        None => window,
    }
}

fn dated((start, end): Days, due: Option<Due>) -> Dated {
    match due {
        None => run((start, end)),
        Some(Due::Last) => Dated { start: None, end },
        Some(Due::First) => Dated { start: None, end: start },
    }
}

fn cut(dated: Dated, period: Period) -> Option<Dated> {
    let days = period.cut((dated.start.unwrap_or(dated.end), dated.end))?;
    Some(Dated { start: dated.start.map(|_| days.0), end: if dated.start.is_some() { days.1 } else { dated.end } })
}

/// The window in the first year of the period that has a part of it.
fn base_dates(window: Window, due: Option<Due>, after: Option<After>, period: Period) -> Option<Days> {
    let first = match after {
        Some(After::Year(year)) => year.saturating_add(1).max(period.start.year()),
        Some(After::First) => period.start.year() + 1,
        // A deadline may belong to a window that began the year before: «до конца учебного года».
        None if due == Some(Due::Last) => period.start.year() - 1,
        None => period.start.year(),
    };
    let inside = |days: &Days| {
        let dated = dated(*days, due);
        match dated.start {
            Some(start) if period.is_school() => (period.start..=period.end).contains(&start),
            _ => cut(dated, period).is_some(),
        }
    };
    (first..=period.end.year()).filter_map(|year| window.dates(year)).find(inside)
}

fn start_of(window: Window, after: Option<After>, period: Option<Period>) -> Option<Date> {
    if window.has_year() {
        return window.dates(0).map(|(start, _)| start);
    }
    base_dates(window, None, after, period?).map(|(start, _)| start)
}

/// The dates a limit leaves of the period, in order, without gaps where they touch.
fn ranges(limit: &Limit, period: Option<Period>) -> Vec<Days> {
    left_of(limit.stretches.iter().filter_map(|stretch| reach(stretch, period)).collect(), limit, period)
}

/// As [`ranges`] for what recurs: days without a year, «ежедневно с 1 мая по 15 июня», are those of each year.
fn recurring_ranges(limit: &Limit, period: Option<Period>) -> Vec<Days> {
    let in_years = |stretch: &Stretch| -> Vec<Days> {
        match period {
            Some(period) if stretch.reach == Reach::Within && !stretch.window.has_year() => {
                (period.start.year() - 1..=period.end.year()).filter_map(|year| stretch.window.dates(year)).collect()
            }
            _ => reach(stretch, period).into_iter().collect(),
        }
    };
    left_of(limit.stretches.iter().flat_map(in_years).collect(), limit, period)
}

fn left_of(mut ranges: Vec<Days>, limit: &Limit, period: Option<Period>) -> Vec<Days> {
    if limit.stretches.is_empty() {
        ranges.extend(period.map(|period| (period.start, period.end)));
    }
    let floor = match limit.after {
        Some(After::Year(year)) => Some(new_year(year.saturating_add(1))),
        Some(After::First) => period.map(|period| new_year(period.start.year() + 1)),
        None => None,
    };
    let kept = |(start, end): Days| {
        let start = floor.map_or(start, |floor| start.max(floor));
        let days = period.map_or(Some((start, end)), |period| period.cut((start, end)))?;
        (days.0 <= days.1).then_some(days)
    };
    let mut ranges: Vec<Days> = ranges.into_iter().filter_map(kept).collect();
    ranges.sort_unstable();
    let mut joined: Vec<Days> = Vec::new();
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last) if start <= next_day(last.1) => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn reach(stretch: &Stretch, period: Option<Period>) -> Option<Days> {
    let window = stretch.window;
    let (start, end) = if window.has_year() { window.dates(0)? } else { base_dates(window, None, None, period?)? };
    match stretch.reach {
        Reach::Within => Some((start, end)),
        Reach::From => period.filter(|period| start <= period.end).map(|period| (start, period.end)),
        Reach::Until => period.filter(|period| period.start <= end).map(|period| (period.start, end)),
    }
}

fn yearly(window: Window, due: Option<Due>, range: Days, period: Option<Period>) -> Vec<Dated> {
    let school = period.is_some_and(|period| period.is_school());
    let window = in_plan(window, period);
    let (first, last) = (range.0.year() - i16::from(due.is_some()), range.1.year());
    let inside = |days: Days| {
        let dated = dated(days, due);
        let starts_inside = dated.start.is_none_or(|start| !school || start >= range.0);
        Period::new(range.0, range.1).filter(|_| starts_inside).and_then(|range| cut(dated, range))
    };
    (first..=last).filter_map(|year| window.dates(year)).filter_map(inside).take(MOST + 1).collect()
}

fn first_day(limit: &Limit, period: Option<Period>) -> Option<Date> {
    recurring_ranges(limit, period).first().map(|(start, _)| *start)
}

fn each_month(each: &Each, range: Days) -> Vec<Dated> {
    let mut found = Vec::new();
    let Some(range) = Period::new(range.0, range.1) else { return found };
    for year in range.calendar_years() {
        for month in 1..=12 {
            if !each.months.is_empty() && !each.months.contains(&month) {
                continue;
            }
            let days = Window::of(each.part.of(month)).dates(year);
            found.extend(days.and_then(|days| cut(dated(days, each.due), range)));
            if found.len() > MOST {
                return found;
            }
        }
    }
    found
}

fn week_days(weekdays: &Weekdays, months: &[i8], (first, last): Days) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut day = first;
    while day <= last && found.len() <= MOST {
        let is_month = months.is_empty() || months.contains(&day.month());
        if is_month && weekdays.days.contains(&day.weekday().to_monday_one_offset()) && is_nth(weekdays, day) {
            found.push(run((day, day)));
        }
        let next = next_day(day);
        if next == day {
            break;
        }
        day = next;
    }
    found
}

fn is_nth(weekdays: &Weekdays, day: Date) -> bool {
    let nth = (day.day() - 1) / 7 + 1;
    let is_last = day.day() + 7 > day.days_in_month();
    weekdays.nths.is_empty() || weekdays.nths.contains(&nth) || (is_last && weekdays.nths.contains(&-1))
}

fn each_year(school: bool, limit: &Limit, period: Option<Period>) -> Vec<Dated> {
    let Some(period) = period else { return Vec::new() };
    if period.is_school() && !school {
        return ranges(limit, Some(period)).into_iter().map(run).collect();
    }
    let part = if school { Part::Months(9, 5) } else { Part::Year };
    let mut found = Vec::new();
    for (first, last) in ranges(limit, Some(period)) {
        for year in first.year()..=last.year() {
            let days = Window::of(part).dates(year).filter(|days| !school || days.0 >= first);
            found.extend(days.and_then(|days| Period::new(first, last)?.cut(days)).map(run));
        }
    }
    found.truncate(MOST + 1);
    found
}
