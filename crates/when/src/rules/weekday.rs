use super::Rule;
use super::month::starts;
use crate::atom::{Atom, Weekdays};
use crate::pattern::{Slot, Slots};
use crate::window::{Part, Window};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "weekdays",
        pattern: "[каждый|в] [неделя] [по|в] [каждый] {weekdays} [каждый неделя] [неделя]",
        build: |slots| weekly(days(slots)?),
        examples: &[
            ("еженедельно по вторникам", "weekly;BYDAY=TU/P1D"),
            ("каждую пятницу", "weekly;BYDAY=FR/P1D"),
            ("понедельник, среда и пятница", "weekly;BYDAY=MO,WE,FR/P1D"),
            ("вторник-четверг", "weekly;BYDAY=TU,WE,TH/P1D"),
        ],
        rejects: &["образовательной среды", "пятница-вторник"],
    },
    Rule {
        name: "working days",
        pattern: "[ежедневно] [по|в] [каждый] (рабочий день|будни [день])",
        build: |_| weekly(vec![1, 2, 3, 4, 5]),
        examples: &[("по рабочим дням", "weekly;BYDAY=MO,TU,WE,TH,FR/P1D")],
        rejects: &["в течение 10 рабочих дней"],
    },
    Rule {
        name: "some working day",
        // Which day it is depends on the public holidays of the year.
        pattern: "{nth} рабочий день [каждый] [месяц|неделя|квартал|год]",
        build: |_| None,
        examples: &[],
        rejects: &["последний рабочий день месяца"],
    },
    Rule {
        name: "days off",
        pattern: "[по|в] [каждый] выходной [день]",
        build: |_| weekly(vec![6, 7]),
        examples: &[("по выходным дням", "weekly;BYDAY=SA,SU/P1D")],
        rejects: &["кроме выходных"],
    },
    Rule {
        name: "every day but some",
        pattern: "[ежедневно|каждый день] [,] (кроме|за исключение) [(выходной [день] {#6}|праздничный [день] {#8})] [[,] [и] (выходной {#6}|праздничный)] [день]",
        build: |slots| if slots.has_tag(6) { weekly(vec![1, 2, 3, 4, 5]) } else { None },
        examples: &[
            ("ежедневно, кроме выходных", "weekly;BYDAY=MO,TU,WE,TH,FR/P1D"),
            ("ежедневно кроме выходных и праздничных дней", "weekly;BYDAY=MO,TU,WE,TH,FR/P1D"),
            ("ежедневно, за исключением выходных дней", "weekly;BYDAY=MO,TU,WE,TH,FR/P1D"),
        ],
        rejects: &["кроме праздничных дней"],
    },
    Rule {
        name: "every day but weekdays",
        pattern: "[ежедневно|каждый день] [,] (кроме|за исключение) {weekdays}",
        build: |slots| {
            let but = days(slots)?;
            weekly((1..=7).filter(|day| !but.contains(day)).collect())
        },
        examples: &[("ежедневно, кроме воскресенья", "weekly;BYDAY=MO,TU,WE,TH,FR,SA/P1D")],
        rejects: &["кроме понедельника-воскресенья"],
    },
    Rule {
        name: "weekday of every month",
        pattern: "[каждый|в] {nths} {weekday} [в] [каждый] [месяц]",
        build: |slots| {
            let nths = nths(slots)?;
            Some(Atom::Weekdays(Weekdays { days: vec![slots.small(Slot::Weekday)?], nths, months: Vec::new() }))
        },
        examples: &[
            ("первый понедельник месяца", "monthly;BYDAY=1MO/P1D"),
            ("последняя пятница каждого месяца", "monthly;BYDAY=-1FR/P1D"),
            ("второй и четвертый вторник", "monthly;BYDAY=2TU,4TU/P1D"),
        ],
        rejects: &["шестой вторник месяца"],
    },
    Rule {
        name: "weekday of every quarter",
        pattern: "[каждый|в] {nths} {weekday} [каждый] квартал",
        build: |slots| {
            let nths = nths(slots)?;
            let months = if nths == [-1] { vec![3, 6, 9, 12] } else { starts(4) };
            Some(Atom::Weekdays(Weekdays { days: vec![slots.small(Slot::Weekday)?], nths, months }))
        },
        examples: &[("последний четверг квартала", "yearly;BYMONTH=3,6,9,12;BYDAY=-1TH/P1D")],
        rejects: &["последний четверг"],
    },
    Rule {
        name: "weekday of a month",
        pattern: "[в] {nths} {weekday} {month}",
        build: |slots| {
            let (day, month) = (slots.small(Slot::Weekday)?, slots.small(Slot::Month)?);
            let window = |nth| Window::of(Part::Weekday(month, nth, day));
            Some(Atom::Windows(nths(slots)?.into_iter().map(window).collect()))
        },
        examples: &[
            ("последнее воскресенье ноября 2021", "2021-11-28"),
            ("ежегодно, первая среда октября", "yearly;BYMONTH=10;BYDAY=1WE/P1D"),
        ],
        rejects: &["шестой вторник мая"],
    },
];

fn weekly(days: Vec<i8>) -> Option<Atom> {
    (!days.is_empty()).then_some(Atom::Weekdays(Weekdays { days, nths: Vec::new(), months: Vec::new() }))
}

fn days(slots: &Slots) -> Option<Vec<i8>> {
    let mut days = Vec::new();
    for (from, to) in slots.ranges(Slot::Weekdays) {
        if from > to {
            return None;
        }
        days.extend(from..=to);
    }
    days.sort_unstable();
    days.dedup();
    Some(days)
}

fn nths(slots: &Slots) -> Option<Vec<i8>> {
    let single = |(from, to): (i8, i8)| (from == to && (from == -1 || (1..=4).contains(&from))).then_some(from);
    slots.ranges(Slot::Ordinals).into_iter().map(single).collect()
}
