use super::Rule;
use crate::atom::Atom;
use crate::pattern::{Slot, Slots};
use crate::window::{Part, Window};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "day and month",
        pattern: "[в|на] {days} [число] {month} [месяц]",
        build: |slots| days(slots, slots.small(Slot::Month)?, None),
        examples: &[
            ("15 мая", "XXXX-05-15"),
            ("10-15 мая", "XXXX-05-10/XXXX-05-15"),
            ("с 10 по 15 мая 2021 г.", "2021-05-10/2021-05-15"),
            ("15 и 20 марта", "XXXX-03-15; XXXX-03-20"),
            ("до 20-го июня", "<=XXXX-06-20"),
        ],
        rejects: &["31 апреля", "май", "20-10 мая"],
    },
    Rule {
        name: "day in words",
        pattern: "[в|на] {first} {month}",
        build: |slots| days_of(slots.small(Slot::SpelledOrdinal)?, slots.small(Slot::Month)?, None),
        examples: &[("до первого июня 2021 года", "<=2021-06-01"), ("к первому мая", "<=XXXX-05-01")],
        rejects: &["1 июня", "первая неделя июня"],
    },
    Rule {
        name: "day in quotes",
        pattern: "[в|на] \" [_] [_] [_] {day} [_] [_] [_] \" {month}",
        build: |slots| day(slots, slots.small(Slot::Month)?, None),
        examples: &[("«15» мая 2021 года", "2021-05-15")],
        rejects: &["«31» июня 2021"],
    },
    Rule {
        name: "date in figures",
        pattern: "[в|на] {days} (. {mm} .|· {mm} .|. {mm} ·|· {mm} ·|/ {mm} /|{MM}) {year} [год]",
        build: |slots| days(slots, slots.small(Slot::MonthFigure).or(slots.small(Slot::TwoFigures))?, slots.year(0)),
        examples: &[
            ("15.05.2021", "2021-05-15"),
            ("до 15.05.2021г.", "<=2021-05-15"),
            ("01.-05.12.2024", "2024-12-01/2024-12-05"),
            ("с 10.05.2021 по 15.06.2021", "2021-05-10/2021-06-15"),
        ],
        rejects: &["31.04.2021", "15.13.2021", "05.2021"],
    },
    Rule {
        name: "date in figures with a short year",
        pattern: "[в|на] {days} . {mm} . {yy} [год]",
        build: |slots| days(slots, slots.small(Slot::MonthFigure)?, Some(short_year(slots)?)),
        examples: &[("15.05.21г.", "2021-05-15"), ("10-15.05.21", "2021-05-10/2021-05-15")],
        rejects: &["31.02.21"],
    },
    Rule {
        name: "day and month in figures",
        pattern: "[в|на] {days} . {MM}",
        build: |slots| days(slots, slots.small(Slot::TwoFigures)?, None),
        examples: &[
            ("08.09", "XXXX-09-08"),
            ("с 10 по 15.02", "XXXX-02-10/XXXX-02-15"),
            ("10.05-15.06", "XXXX-05-10/XXXX-06-15"),
        ],
        rejects: &["1.2", "31.02"],
    },
    Rule {
        name: "date from the year down",
        pattern: "{year} - {mm} - {day}",
        build: |slots| days_of(slots.small(Slot::Day)?, slots.small(Slot::MonthFigure)?, slots.year(0)),
        examples: &[("2021-05-15", "2021-05-15")],
        rejects: &["2021-2023", "2021-02-30"],
    },
    Rule {
        name: "date in figures with hyphens",
        pattern: "{day} - {MM} - {year} [год]",
        build: |slots| days_of(slots.small(Slot::Day)?, slots.small(Slot::TwoFigures)?, slots.year(0)),
        examples: &[("15-05-2021", "2021-05-15")],
        rejects: &["15-13-2021", "5-6-2021"],
    },
    Rule {
        name: "no date",
        pattern: "({figures} (.|·) {figures} [.|· {figures}]|{day} , {MM} , {year})",
        build: |_| None,
        examples: &[],
        rejects: &["15.05.2021"],
    },
    Rule {
        name: "last days of a month",
        pattern: "[в] последний ({n} день {#1}|день {#2}|число {#2}|{n} неделя {#7}) {month}",
        build: |slots| {
            let count = slots.get(Slot::Count).unwrap_or(1) * if slots.has_tag(7) { 7 } else { 1 };
            let count = i8::try_from(count).ok().filter(|count| (1..=28).contains(count))?;
            Some(Atom::Windows(vec![Window::of(Part::LastDays(slots.small(Slot::Month)?, count))]))
        },
        examples: &[
            ("последние две недели мая 2021", "2021-05-18/2021-05"),
            ("последний день августа 2021", "2021-08-31/2021-08"),
        ],
        rejects: &["последние 40 дней мая"],
    },
    Rule {
        name: "first days of a month",
        pattern: "[в] первый {n} день {month}",
        build: |slots| {
            let last = slots.small(Slot::Count).filter(|last| (1..=28).contains(last))?;
            Some(Atom::Windows(vec![Window::of(Part::Days(slots.small(Slot::Month)?, 1, Some(last)))]))
        },
        examples: &[],
        rejects: &["первые 40 дней мая"],
    },
    Rule {
        name: "time of day",
        pattern: "[в|с|до|к|по|-] {figures} (: {figures}|час [{figures} минута]|. {min}) [час]",
        build: |_| Some(Atom::Silent),
        examples: &[
            ("15 мая 2021 в 10:00", "2021-05-15"),
            ("до 15.05.2021 до 17 часов", "<=2021-05-15"),
            ("15 мая 2021 с 10.00 до 12.30", "2021-05-15"),
        ],
        rejects: &["в течение 24 часов"],
    },
];

fn day(slots: &Slots, month: i8, year: Option<i16>) -> Option<Atom> {
    days_of(slots.small(Slot::Day)?, month, year)
}

fn days_of(day: i8, month: i8, year: Option<i16>) -> Option<Atom> {
    Some(Atom::Windows(vec![dated(Part::Day(month, day), year)?]))
}

fn days(slots: &Slots, month: i8, year: Option<i16>) -> Option<Atom> {
    let part = |(a, b): (i8, i8)| if a == b { Part::Day(month, a) } else { Part::Days(month, a, Some(b)) };
    let windows: Option<Vec<Window>> =
        slots.ranges(Slot::Days).into_iter().map(|range| dated(part(range), year)).collect();
    windows.map(Atom::Windows)
}

/// The window, if the calendar has it in that year (in some year, where none is named).
fn dated(part: Part, year: Option<i16>) -> Option<Window> {
    let window = Window { from_year: None, to_year: None, ..Window::of(part) };
    let window = year.map_or(window, |year| window.in_year(year));
    window.dates(year.unwrap_or(2000)).map(|_| window)
}

/// «21» for 2021.
fn short_year(slots: &Slots) -> Option<i16> {
    slots.get(Slot::ShortYear).and_then(|year| i16::try_from(2000 + year).ok())
}
