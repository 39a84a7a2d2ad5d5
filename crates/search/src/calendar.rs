use std::collections::BTreeSet;

use jiff::civil::Date;
use vekha_model::{Activity, Period, Rule};

/// The years and months that an activity falls in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub years: BTreeSet<i16>,
    pub months: BTreeSet<u8>,
    /// Year and month together.
    pub year_months: BTreeSet<(i16, u8)>,
}

/// A window that claims more years than this is a slip of the pen; its first ones are kept.
const MOST_YEARS: i16 = 100;

/// The months of the dated windows; where there are none, the months that the rules name in the years of the plan.
pub(crate) fn calendar(activity: &Activity, period: Option<&Period>) -> Calendar {
    let schedule = activity.schedule.as_ref();
    let windows = schedule.map_or(&[][..], |schedule| &schedule.occurrences);
    let mut found = Calendar::default();
    for window in windows {
        found.year_months.extend(months_between(window.start.unwrap_or(window.end), window.end));
    }
    if !found.year_months.is_empty() {
        found.years = found.year_months.iter().map(|&(year, _)| year).collect();
        found.months = found.year_months.iter().map(|&(_, month)| month).collect();
        return found;
    }
    let rules = schedule.map_or(&[][..], |schedule| &schedule.rules);
    found.months = rules.iter().flat_map(months_of_rule).collect();
    if let Some(period) = period {
        found.years = months_between(period.start, period.end).into_iter().map(|(year, _)| year).collect();
    }
    let pairs = found.years.iter().flat_map(|&year| found.months.iter().map(move |&month| (year, month)));
    found.year_months = pairs.collect();
    found
}

fn months_between(start: Date, end: Date) -> Vec<(i16, u8)> {
    let last_year = end.year().min(start.year().saturating_add(MOST_YEARS));
    let count = |date: Date| (date.year(), date.month() as u8);
    let all = (start.year()..=last_year).flat_map(|year| (1..=12).map(move |month| (year, month)));
    all.filter(|&pair| count(start) <= pair && pair <= count(end)).collect()
}

fn months_of_rule(rule: &Rule) -> BTreeSet<u8> {
    let mut months = rule.rrule.as_deref().map(months_of_recurrence).unwrap_or_default();
    for edtf in [&rule.edtf, &rule.within].into_iter().flatten() {
        months.extend(months_of_edtf(edtf));
    }
    months
}

/// `FREQ=YEARLY;BYMONTH=3,6` (RFC 5545, 3.3.10).
fn months_of_recurrence(rrule: &str) -> BTreeSet<u8> {
    let months = rrule.split(';').find_map(|part| part.strip_prefix("BYMONTH="));
    months
        .into_iter()
        .flat_map(|list| list.split(','))
        .filter_map(|month| month.parse().ok())
        .filter(is_month)
        .collect()
}

/// `XXXX-06/XXXX-07`: the months from one end to the other, over the turn of the year as well.
fn months_of_edtf(edtf: &str) -> BTreeSet<u8> {
    let ends: Vec<Vec<u8>> = edtf.split('/').map(months_of_date).collect();
    let is_named = ends.iter().all(|months| !months.is_empty());
    if is_named && covers_a_year(edtf) {
        return (1..=12).collect();
    }
    match ends.as_slice() {
        [start, end] => match (start.first(), end.last()) {
            (Some(&first), Some(&last)) if first <= last => (first..=last).collect(),
            (Some(&first), Some(&last)) => (first..=12).chain(1..=last).collect(),
            (Some(&month), None) | (None, Some(&month)) => BTreeSet::from([month]),
            (None, None) => BTreeSet::new(),
        },
        _ => ends.concat().into_iter().collect(),
    }
}

fn covers_a_year(edtf: &str) -> bool {
    let Some((start, end)) = edtf.split_once('/') else { return false };
    let year = |date: &str| date.split('-').next().and_then(|year| year.parse::<i16>().ok());
    match (year(start), year(end)) {
        (Some(first), Some(last)) if last == first.saturating_add(1) => {
            months_of_date(start).first() <= months_of_date(end).last()
        }
        (Some(first), Some(last)) => last > first,
        _ => false,
    }
}

/// The second part of `2018-09-01` is a month, or a part of the year that is longer than a month.
fn months_of_date(date: &str) -> Vec<u8> {
    let part = date.trim_end_matches(['~', '?', '%']).split('-').nth(1).and_then(|part| part.parse().ok());
    let month = part.filter(is_month).map(|month| vec![month]);
    month
        .or_else(|| PARTS_OF_YEAR.iter().find(|(code, _)| Some(*code) == part).map(|(_, months)| months.to_vec()))
        .unwrap_or_default()
}

/// Sub-year groupings of ISO 8601-2 (EDTF level 2): seasons, quarters, thirds, halves.
const PARTS_OF_YEAR: &[(u8, &[u8])] = &[
    (21, &[3, 4, 5]),
    (22, &[6, 7, 8]),
    (23, &[9, 10, 11]),
    (24, &[12, 1, 2]),
    (33, &[1, 2, 3]),
    (34, &[4, 5, 6]),
    (35, &[7, 8, 9]),
    (36, &[10, 11, 12]),
    (37, &[1, 2, 3, 4]),
    (38, &[5, 6, 7, 8]),
    (39, &[9, 10, 11, 12]),
    (40, &[1, 2, 3, 4, 5, 6]),
    (41, &[7, 8, 9, 10, 11, 12]),
];

fn is_month(month: &u8) -> bool {
    (1..=12).contains(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_from_every_kind_of_edtf() {
        let cases = [
            ("2018-09", "9"),
            ("XXXX-06/XXXX-07", "6 7"),
            ("XXXX-11/XXXX-02", "1 2 11 12"),
            ("2025-34", "4 5 6"),
            ("2025-41/2026-02", "1 2 7 8 9 10 11 12"),
            ("2021-05/2022-06", "1 2 3 4 5 6 7 8 9 10 11 12"),
            ("2021-05-30", "5"),
            ("../2021-05-30", "5"),
            ("2018", ""),
            ("2018/2020", ""),
            ("2018-99", ""),
        ];
        let line = |edtf: &str| months_of_edtf(edtf).iter().map(u8::to_string).collect::<Vec<_>>().join(" ");
        let wrong: Vec<_> = cases.iter().filter(|(edtf, expected)| line(edtf) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn months_between_two_dates_include_both_ends() {
        let months = months_between(jiff::civil::date(2019, 11, 30), jiff::civil::date(2020, 1, 1));
        assert_eq!(months, [(2019, 11), (2019, 12), (2020, 1)]);
    }

    #[test]
    fn a_recurrence_names_its_months() {
        assert_eq!(months_of_recurrence("FREQ=YEARLY;BYMONTH=3,6,13;BYMONTHDAY=1"), BTreeSet::from([3, 6]));
    }
}
