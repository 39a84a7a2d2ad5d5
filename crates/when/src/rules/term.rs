use super::Rule;
use super::month::third;
use crate::atom::Atom;
use crate::pattern::{Slot, Slots};
use crate::window::{Part, Window};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "quarter",
        pattern: "[в|на|за] {nths} [-] квартал [текущий год]",
        build: |slots| ranges(slots, quarter, false),
        examples: &[
            ("3 квартал 2018г.", "2018-35"),
            ("II-III кв.", "XXXX-34/XXXX-35"),
            ("П квартал", "XXXX-34"),
            ("4-квартал", "XXXX-36"),
            ("I/II квартал", "XXXX-33; XXXX-34"),
            ("1, 3 кварталы 2021", "2021-33; 2021-35"),
            ("последний квартал 2021 года", "2021-36"),
        ],
        rejects: &["5 квартал", "квартал 12"],
    },
    Rule {
        name: "half-year",
        pattern: "[в|на|за] {nths} (полугодие|п / год|половина [текущий] год) [текущий год]",
        build: |slots| ranges(slots, half, false),
        examples: &[
            ("I полугодие", "XXXX-40"),
            ("1 п/г 2021", "2021-40"),
            ("во втором полугодии 2021 года", "2021-41"),
            ("1-2 полугодие", "XXXX-40/XXXX-41"),
        ],
        rejects: &["3 полугодие"],
    },
    Rule {
        name: "half of a year",
        pattern: "[в] {nths} половина {year} [год]",
        build: |slots| {
            let Atom::Windows(windows) = ranges(slots, half, false)? else { return None };
            let year = slots.year(0)?;
            Some(Atom::Windows(windows.into_iter().map(|window| window.in_year(year)).collect()))
        },
        examples: &[("первая половина 2021 года", "2021-40")],
        rejects: &["третья половина 2021 года"],
    },
    Rule {
        name: "school half-year",
        pattern: "[в|на|за] {nths} (полугодие|половина) [текущий] учебный год",
        build: |slots| ranges(slots, school_half, false),
        examples: &[("1 полугодие учебного года", "XXXX-09/XXXX-12")],
        rejects: &["3 полугодие учебного года"],
    },
    Rule {
        name: "school term",
        pattern: "[в|на|за] {nths} четверть [учебный год]",
        build: |slots| ranges(slots, term, true),
        examples: &[
            ("1 четверть", "XXXX-09/XXXX-10 ~"),
            ("II-III четверть", "XXXX-11/XXXX-03 ~"),
            ("4 четверть 2020-2021 уч.г.", "2021-04/2021-05 ~"),
        ],
        rejects: &["5 четверть"],
    },
    Rule {
        name: "third of a school year",
        pattern: "[в|на|за] {nths} триместр [учебный год]",
        build: |slots| ranges(slots, third_of_school_year, true),
        examples: &[("2 триместр", "XXXX-12/XXXX-02 ~")],
        rejects: &["4 триместр"],
    },
    Rule {
        name: "beginning, middle or end of a season",
        pattern: "[в|на] (начало {#0}|середина {#1}|конец {#2}) {season}",
        // A winter's months lie in two years.
        build: |slots| {
            let season = slots.small(Slot::Season).filter(|season| *season < 4)?;
            let month = 3 * season + i8::try_from(slots.tag()?).ok()?;
            Some(Atom::Windows(vec![Window::vague(Part::Months(month, month))]))
        },
        examples: &[("в начале лета 2021 года", "2021-06 ~"), ("конец осени", "XXXX-11 ~")],
        rejects: &["лето", "середина зимы"],
    },
    Rule {
        name: "season",
        pattern: "[в|на] {season} [период|время|сезон|месяц]",
        build: |slots| Some(Atom::Windows(vec![Window::of(Part::Season(slots.small(Slot::Season)?))])),
        examples: &[
            ("зима 2020", "2020-24"),
            ("в летний период", "XXXX-22"),
            ("весенне-осенний период", "XXXX-21/XXXX-23"),
            ("осень", "XXXX-23"),
        ],
        rejects: &["осенние каникулы"],
    },
    Rule {
        name: "holidays",
        pattern: "[в|на] [период|время] {season} каникулы",
        // Only those of the summer are the same everywhere.
        build: |slots| {
            let is_summer = slots.small(Slot::Season)? == 2;
            is_summer.then(|| Atom::Windows(vec![Window::vague(Part::Season(2))]))
        },
        examples: &[("в период летних каникул", "XXXX-22 ~")],
        rejects: &["осенние каникулы"],
    },
    Rule {
        name: "beginning, middle or end of a term",
        pattern: "[в] (начало {#1}|середина {#2}|конец {#3}) {nth} (квартал {#14}|полугодие {#12}|четверть {#11})",
        build: |slots| {
            let nth = slots.small(Slot::Ordinal)?;
            let part = if slots.has_tag(14) {
                quarter(nth)?
            } else if slots.has_tag(12) {
                half(nth)?
            } else {
                term(nth)?
            };
            let (first, last) = (part.month(), part.last_month().0);
            let (first, last) = match third(slots)? {
                1 => (first, first),
                3 => (last, last),
                _ if last - first > 2 => (first + 2, last - 2),
                _ if last - first == 2 => (first + 1, first + 1),
                _ => return None,
            };
            Some(Atom::Windows(vec![Window::vague(Part::Months(first, last))]))
        },
        examples: &[("в конце 1 квартала", "XXXX-03 ~"), ("начало II полугодия 2021", "2021-07 ~")],
        rejects: &["в конце 5 квартала"],
    },
];

fn ranges(slots: &Slots, part: fn(i8) -> Option<Part>, approximate: bool) -> Option<Atom> {
    let window = |(from, to): (i8, i8)| {
        let (first, last) = (Window::of(part(from)?), Window::of(part(to)?));
        let in_order = to == -1 || from <= to;
        in_order.then_some(Window { approximate, ..first.through(last) })
    };
    slots.ranges(Slot::Ordinals).into_iter().map(window).collect::<Option<Vec<Window>>>().map(Atom::Windows)
}

fn quarter(nth: i8) -> Option<Part> {
    match nth {
        -1 => Some(Part::Quarter(4)),
        1..=4 => Some(Part::Quarter(nth)),
        _ => None,
    }
}

fn half(nth: i8) -> Option<Part> {
    match nth {
        -1 => Some(Part::Half(2)),
        1..=2 => Some(Part::Half(nth)),
        _ => None,
    }
}

fn school_half(nth: i8) -> Option<Part> {
    half(nth).map(Part::in_school_year)
}

fn term(nth: i8) -> Option<Part> {
    let (first, last) = match nth {
        1 => (9, 10),
        2 => (11, 12),
        3 => (1, 3),
        4 | -1 => (4, 5),
        _ => return None,
    };
    Some(Part::Months(first, last))
}

fn third_of_school_year(nth: i8) -> Option<Part> {
    let (first, last) = match nth {
        1 => (9, 11),
        2 => (12, 2),
        3 | -1 => (3, 5),
        _ => return None,
    };
    Some(Part::Months(first, last))
}
