use super::Rule;
use super::month::third;
use crate::atom::{Atom, Due, Each, MonthPart, Years};
use crate::pattern::{Slot, Slots};
use crate::window::{Part, Window};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "year",
        pattern: "[в|на|за|из] [календарный] {year} [календарный] [год [год]]",
        build: |slots| years(slots.year(0)?, slots.year(0)?, false),
        examples: &[
            ("2019", "2019"),
            ("в 2021 году", "2021"),
            ("2020 2021", "2020; 2021"),
            ("сентябрь 2018г.", "2018-09"),
        ],
        rejects: &["20190", "1800"],
    },
    Rule {
        name: "years",
        pattern: "[в|на|за] {year} [год [год]] - {year} [год [год]]",
        build: |slots| years(slots.year(0)?, slots.year(1)?, false),
        examples: &[
            ("2019-2021", "2019/2021"),
            ("2019 г. – 2021 г.г.", "2019/2021"),
            ("Май 2019-2020 гг.", "2019-05; 2020-05"),
        ],
        rejects: &["2021-2019", "2020/2021"],
    },
    Rule {
        name: "years with the last one short",
        pattern: "[в|на|за] {year} - {yy} год [год]",
        build: |slots| years(slots.year(0)?, short(slots, slots.year(0)?)?, false),
        examples: &[("2021-23 гг.", "2021/2023")],
        rejects: &["2021-05"],
    },
    Rule {
        name: "from year to year",
        pattern: "с {year} [год] (по|до) [конец] {year} [год [год]]",
        build: |slots| years(slots.year(0)?, slots.year(1)?, false),
        examples: &[("с 2016 по 2020 годы", "2016/2020"), ("с 2019 г. до 2021 г.", "2019/2021")],
        rejects: &["с 2020 по 2016 годы"],
    },
    Rule {
        name: "school year",
        pattern: "[в|на|за] [учебный год] {year} [год] [-|/] ({year}|{yy}) учебный [год [год]]",
        build: |slots| {
            let first = slots.year(0)?;
            school(first, slots.year(1).or_else(|| short(slots, first))?)
        },
        examples: &[("2020-2021 уч. г.", "2020-09/2021-05"), ("в 2021/22 учебном году", "2021-09/2022-05")],
        rejects: &["2021-2020 уч. г."],
    },
    Rule {
        name: "school year with a stroke",
        pattern: "[в|на|за] {year} / ({year}|{yy}) [год]",
        build: |slots| {
            let first = slots.year(0)?;
            let last = slots.year(1).or_else(|| short(slots, first))?;
            if last == first + 1 { school(first, last) } else { None }
        },
        examples: &[("2020/2021", "2020-09/2021-05")],
        rejects: &["2020/2025"],
    },
    Rule {
        name: "school year without its number",
        pattern: "[в|на|за] [текущий|новый|очередной|каждый] учебный год",
        build: |_| Some(Atom::Windows(vec![Window::of(Part::Months(9, 5))])),
        examples: &[
            ("учебный год", "XXXX-09/XXXX-05"),
            ("до конца учебного года", "<=XXXX-05"),
            ("к началу учебного года", "<=yearly;BYMONTH=9;BYMONTHDAY=1"),
        ],
        rejects: &["год"],
    },
    Rule {
        name: "this year",
        pattern: "[в|на|за] (текущий|отчетный) [календарный] год",
        build: |_| Some(Atom::Windows(vec![Window::of(Part::Year)])),
        examples: &[("в текущем году", "XXXX"), ("сентябрь текущего года", "XXXX-09")],
        rejects: &["в следующем году"],
    },
    Rule {
        name: "end of the year",
        pattern: "(до|к|не позднее) (конец|окончание|завершение) [текущий|отчетный|календарный] год",
        build: |_| Some(Atom::Deadline(Window::of(Part::Year), Due::Last)),
        examples: &[("до конца года", "<=XXXX")],
        rejects: &["до конца 2021 года"],
    },
    Rule {
        name: "end of every year",
        pattern: "(до|к|не позднее) (конец|окончание|завершение) каждый [календарный] год",
        build: |_| {
            let part = MonthPart::Day(31);
            Some(Atom::Each(vec![Each { part, months: vec![12], due: Some(Due::Last), approximate: false }]))
        },
        examples: &[("до конца каждого года", "<=yearly;BYMONTH=12;BYMONTHDAY=31")],
        rejects: &["до конца года"],
    },
    Rule {
        name: "beginning, middle or end of a year",
        pattern: "[в|на] (начало {#1}|середина {#2}|конец {#3}) ({year} [год]|[текущий|отчетный|календарный] год)",
        build: |slots| {
            let (first, last) = [(1, 3), (4, 9), (10, 12)].get(usize::try_from(third(slots)? - 1).ok()?).copied()?;
            let window = Window::vague(Part::Months(first, last));
            Some(Atom::Windows(vec![slots.year(0).map_or(window, |year| window.in_year(year))]))
        },
        examples: &[("в начале года", "XXXX-01/XXXX-03 ~"), ("конец 2021 года", "2021-10/2021-12 ~")],
        rejects: &["до конца года", "конец"],
    },
    Rule {
        name: "beginning or end of a school year",
        pattern: "[в|на] (начало {#9}|конец {#5}) [каждый|текущий] учебный год",
        build: |slots| {
            let month = i8::try_from(slots.tag()?).ok()?;
            Some(Atom::Windows(vec![Window::vague(Part::Months(month, month))]))
        },
        examples: &[("в начале учебного года", "XXXX-09 ~"), ("в конце учебного года", "XXXX-05 ~")],
        rejects: &["до конца учебного года"],
    },
];

/// More years than this are no plan's.
const LONGEST: i16 = 100;

fn years(first: i16, last: i16, school: bool) -> Option<Atom> {
    (first <= last && last - first < LONGEST).then_some(Atom::Years(Years { first, last, school }))
}

/// School years from the one that begins in `first` to the one that ends in `last`.
fn school(first: i16, last: i16) -> Option<Atom> {
    if first < last { years(first, last - 1, true) } else { None }
}

/// «21» after 2020 is 2021.
fn short(slots: &Slots, first: i16) -> Option<i16> {
    slots.get(Slot::ShortYear).and_then(|year| i16::try_from(year).ok()).map(|year| first / 100 * 100 + year)
}
