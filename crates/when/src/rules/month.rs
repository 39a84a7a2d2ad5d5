use std::cmp::Ordering;

use super::Rule;
use crate::atom::{Atom, Due, Each, MonthPart};
use crate::pattern::{Slot, Slots};
use crate::window::Window;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "month",
        pattern: "[в|на|за] {month} [месяц]",
        build: |slots| named(slots, MonthPart::Whole),
        examples: &[
            ("Сентябрь", "XXXX-09"),
            ("июнь-июль", "XXXX-06/XXXX-07"),
            ("в мае месяце 2021 г.", "2021-05"),
            ("сент.", "XXXX-09"),
            ("с мая по август", "XXXX-05/XXXX-08"),
            ("Февраль апрель", "XXXX-02; XXXX-04"),
            ("Сентбярь 2021", "2021-09"),
        ],
        rejects: &["месяц", "майский"],
    },
    Rule {
        name: "every month but",
        pattern: "[,] (кроме|за исключение) {month} [(- {#1}|[,] и|,) {month}] [([,] и|,) {month}] [месяц]",
        build: |slots| {
            let mut named: Vec<i64> = (0..3).filter_map(|nth| slots.nth(Slot::Month, nth)).collect();
            if let (true, [first, last, ..]) = (slots.has_tag(1), named.as_slice()) {
                named.extend(*first..=*last);
            }
            let left = (1..=12i8).filter(|month| !named.contains(&i64::from(*month)));
            Some(Atom::Windows(left.map(|month| Window::of(MonthPart::Whole.of(month))).collect()))
        },
        examples: &[
            ("ежемесячно, кроме июля", "monthly;BYMONTH=1,2,3,4,5,6,8,9,10,11,12/P1M x1/P1M"),
            ("ежемесячно, за исключением июня-августа", "monthly;BYMONTH=1,2,3,4,5,9,10,11,12/P1M x1/P1M"),
        ],
        rejects: &["кроме выходных"],
    },
    Rule {
        name: "month with a short year",
        pattern: "[в|на|за] {month} {yy} год",
        build: |slots| {
            let year = i16::try_from(2000 + slots.get(Slot::ShortYear)?).ok()?;
            let month = slots.small(Slot::Month)?;
            Some(Atom::Windows(vec![Window::of(MonthPart::Whole.of(month)).in_year(year)]))
        },
        examples: &[("май 21 г.", "2021-05")],
        rejects: &["май 21"],
    },
    Rule {
        name: "month in figures",
        pattern: "[в|на|за] {mm} .|/ {year} [год]",
        build: |slots| {
            let month = slots.small(Slot::MonthFigure)?;
            Some(Atom::Windows(vec![Window::of(MonthPart::Whole.of(month)).in_year(slots.year(0)?)]))
        },
        examples: &[("09.2021", "2021-09"), ("01.2021-03.2021", "2021-01/2021-03")],
        rejects: &["13.2021"],
    },
    Rule {
        name: "decade of a month",
        pattern: "[в] {nths} декада {month}",
        build: |slots| each_range(slots, MonthPart::decades),
        examples: &[("1 декада мая", "XXXX-05-01/XXXX-05-10"), ("II-III декада июня 2021", "2021-06-11/2021-06")],
        rejects: &["4 декада мая"],
    },
    Rule {
        name: "week of a month",
        pattern: "[в|на] {nths} неделя {month}",
        build: |slots| each_range(slots, MonthPart::weeks),
        examples: &[
            ("последняя неделя декабря", "XXXX-12-25/XXXX-12"),
            ("3-4 неделя октября", "XXXX-10-15/XXXX-10-28"),
            ("1-я и 3-я неделя марта", "XXXX-03-01/XXXX-03-07; XXXX-03-15/XXXX-03-21"),
        ],
        rejects: &["6 неделя мая"],
    },
    Rule {
        name: "half of a month",
        pattern: "[в] {nths} половина {month}",
        build: |slots| each_range(slots, |from, to| if from == to { MonthPart::half(from) } else { None }),
        examples: &[("вторая половина мая", "XXXX-05-16/XXXX-05"), ("в первой половине июня", "XXXX-06-01/XXXX-06-15")],
        rejects: &["третья половина мая"],
    },
    Rule {
        name: "beginning, middle or end of a month",
        pattern: "[в|на] (начало {#1}|середина {#2}|конец {#3}) {month}",
        build: |slots| {
            let part = MonthPart::decade(third(slots)?)?.of(slots.small(Slot::Month)?);
            Some(Atom::Windows(vec![Window::vague(part)]))
        },
        examples: &[
            ("конец мая", "XXXX-05-21/XXXX-05 ~"),
            ("в конце августа – начале сентября", "XXXX-08-21/XXXX-09-10 ~"),
        ],
        rejects: &["начало года"],
    },
    Rule {
        name: "decade of every month",
        pattern: "[в] {nths} декада [каждый|текущий|отчетный] [месяц]",
        build: |slots| unnamed(slots, MonthPart::decades),
        examples: &[
            ("первая декада", "monthly;BYMONTHDAY=1/P10D"),
            ("третья декада каждого месяца", "monthly;BYMONTHDAY=21 edtf=XXXX-XX-21/XXXX-XX"),
        ],
        rejects: &["пятая декада"],
    },
    Rule {
        name: "decade of the month after",
        pattern: "[в] {nths} декада месяц [,] следующий за (отчетный [месяц|период]|отчетный квартал {#4}|отчетный полугодие {#2}|отчетный год {#1})",
        build: |slots| {
            let Atom::Each(each) = unnamed(slots, MonthPart::decades)? else { return None };
            let months = slots.tag().map_or(Vec::new(), starts);
            Some(Atom::Each(each.into_iter().map(|each| Each { months: months.clone(), ..each }).collect()))
        },
        examples: &[(
            "в первой декаде месяца, следующего за отчетным кварталом",
            "yearly;BYMONTH=1,4,7,10;BYMONTHDAY=1/P10D",
        )],
        rejects: &["первая декада месяца"],
    },
    Rule {
        name: "week of every month",
        pattern: "[в|на] {nths} неделя [каждый|текущий|отчетный] [месяц]",
        build: |slots| unnamed(slots, MonthPart::weeks),
        examples: &[
            ("первая неделя каждого месяца", "monthly;BYMONTHDAY=1/P7D"),
            ("ежемесячно, последняя неделя", "monthly;BYMONTHDAY=-7/P7D"),
        ],
        rejects: &["неделя"],
    },
    Rule {
        name: "half of every month",
        pattern: "[в] {nths} половина [каждый|текущий|отчетный] месяц",
        build: |slots| unnamed(slots, |from, to| if from == to { MonthPart::half(from) } else { None }),
        examples: &[("первая половина каждого месяца", "monthly;BYMONTHDAY=1/P15D")],
        rejects: &["первая половина"],
    },
    Rule {
        name: "beginning, middle or end of every month",
        pattern: "[в] (начало {#1}|середина {#2}|конец {#3}) [каждый|текущий|отчетный] месяц",
        build: |slots| {
            Some(Atom::Each(vec![Each { approximate: true, ..every_month(MonthPart::decade(third(slots)?)?) }]))
        },
        examples: &[("в начале каждого месяца", "monthly;BYMONTHDAY=1/P10D ~")],
        rejects: &["в начале года"],
    },
    Rule {
        name: "days of every month",
        pattern: "[в] {days} число [каждый|текущий|отчетный|следующий] [месяц]",
        build: |slots| days_of_months(slots, &[]),
        examples: &[
            ("до 10 числа каждого месяца", "<=monthly;BYMONTHDAY=10"),
            ("с 1 по 5 число", "monthly;BYMONTHDAY=1/P5D"),
            ("ежемесячно до 25 числа", "<=monthly;BYMONTHDAY=25"),
            ("10 и 25 числа каждого месяца", "monthly;BYMONTHDAY=10/P1D; monthly;BYMONTHDAY=25/P1D"),
        ],
        rejects: &["число"],
    },
    Rule {
        name: "days of the month after",
        pattern: "[в] {days} число [каждый] (следующий за отчетный месяц|месяц [,] следующий за (отчетный [месяц|период]|отчетный квартал {#4}|отчетный полугодие {#2}|отчетный год {#1}))",
        build: |slots| days_of_months(slots, &slots.tag().map_or(Vec::new(), starts)),
        examples: &[
            ("ежемесячно до 5 числа месяца, следующего за отчетным", "<=monthly;BYMONTHDAY=5"),
            ("до 5 числа следующего за отчетным месяца", "<=monthly;BYMONTHDAY=5"),
            ("до 5 числа месяца, следующего за отчетным кварталом", "<=yearly;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
            ("ежеквартально до 5 числа месяца, следующего за отчетным", "<=yearly;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
        ],
        rejects: &["до 5 числа"],
    },
    Rule {
        name: "days of some month of a quarter",
        pattern: "[в] {days} число {nth} месяц ([каждый|отчетный] квартал|[,] следующий за отчетный квартал)",
        build: |slots| days_of_months(slots, &months_of_quarters(slots.small(Slot::Ordinal)?)?),
        examples: &[
            ("до 15 числа последнего месяца квартала", "<=yearly;BYMONTH=3,6,9,12;BYMONTHDAY=15"),
            ("до 10 числа второго месяца, следующего за отчетным кварталом", "<=yearly;BYMONTH=2,5,8,11;BYMONTHDAY=10"),
        ],
        rejects: &["до 15 числа 4 месяца квартала"],
    },
    Rule {
        name: "days of every quarter",
        pattern: "[в] {days} число [каждый] квартал",
        build: |slots| days_of_months(slots, &starts(4)),
        examples: &[("до 10 числа каждого квартала", "<=yearly;BYMONTH=1,4,7,10;BYMONTHDAY=10")],
        rejects: &["до 10 квартала"],
    },
    Rule {
        name: "month of every quarter",
        pattern: "[в] {nths} месяц [каждый|отчетный] квартал",
        build: |slots| {
            let months = months_of_quarters(slots.small(Slot::Ordinals)?)?;
            (slots.ranges(Slot::Ordinals).len() == 1)
                .then_some(Atom::Each(vec![Each { months, ..every_month(MonthPart::Whole) }]))
        },
        examples: &[("последний месяц квартала", "yearly;BYMONTH=3,6,9,12/P1M")],
        rejects: &["пятый месяц квартала"],
    },
    Rule {
        name: "first or last week of every quarter",
        pattern: "[в] {nth} неделя [каждый] квартал",
        build: |slots| {
            let (months, part) = match slots.small(Slot::Ordinal)? {
                1 => (starts(4), MonthPart::Days(1, Some(7))),
                -1 => (vec![3, 6, 9, 12], MonthPart::LastDays(7)),
                _ => return None,
            };
            Some(Atom::Each(vec![Each { months, ..every_month(part) }]))
        },
        examples: &[("последняя неделя квартала", "yearly;BYMONTH=3,6,9,12;BYMONTHDAY=-7/P7D")],
        rejects: &["третья неделя квартала"],
    },
    Rule {
        name: "last day of every month",
        pattern: "[в] последний (день|число) ([каждый|текущий|отчетный] месяц|[каждый|отчетный] квартал {#4}|[каждый] полугодие {#2})",
        build: |slots| {
            Some(Atom::Each(vec![Each {
                months: slots.tag().map_or(Vec::new(), ends),
                ..every_month(MonthPart::Day(-1))
            }]))
        },
        examples: &[
            ("последний день месяца", "monthly;BYMONTHDAY=-1/P1D"),
            ("последний день квартала", "yearly;BYMONTH=3,6,9,12;BYMONTHDAY=-1/P1D"),
        ],
        rejects: &["последний день"],
    },
    Rule {
        name: "until the end of every month",
        pattern: "(до|к|не позднее) (конец|окончание|завершение) ([каждый|текущий|отчетный] месяц|[каждый|текущий|отчетный] квартал {#4}|[каждый|текущий] полугодие {#2})",
        build: |slots| {
            let months = slots.tag().map_or(Vec::new(), ends);
            Some(Atom::Each(vec![Each { months, due: Some(Due::Last), ..every_month(MonthPart::Day(-1)) }]))
        },
        examples: &[
            ("до конца месяца", "<=monthly;BYMONTHDAY=-1"),
            ("до конца квартала", "<=yearly;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ],
        rejects: &["до конца года"],
    },
    Rule {
        name: "beginning or end of every quarter",
        pattern: "[в] (начало {#1}|конец {#3}) [каждый|текущий|отчетный] (квартал {#14}|полугодие {#12}|четверть {#11})",
        build: |slots| {
            let per_year = if slots.has_tag(14) { 4 } else { 2 };
            let months = match (slots.has_tag(11), slots.tag() == Some(1)) {
                (true, true) => vec![1, 4, 9, 11],
                (true, false) => vec![3, 5, 10, 12],
                (false, true) => starts(per_year),
                (false, false) => ends(per_year),
            };
            Some(Atom::Each(vec![Each { months, approximate: true, ..every_month(MonthPart::Whole) }]))
        },
        examples: &[
            ("в конце квартала", "yearly;BYMONTH=3,6,9,12/P1M ~"),
            ("в начале каждого полугодия", "yearly;BYMONTH=1,7/P1M ~"),
        ],
        rejects: &["в конце года"],
    },
];

fn named(slots: &Slots, part: MonthPart) -> Option<Atom> {
    Some(Atom::Windows(vec![Window::of(part.of(slots.small(Slot::Month)?))]))
}

fn each_range(slots: &Slots, part: fn(i8, i8) -> Option<MonthPart>) -> Option<Atom> {
    let month = slots.small(Slot::Month)?;
    let windows: Option<Vec<Window>> = slots
        .ranges(Slot::Ordinals)
        .into_iter()
        .map(|(from, to)| Some(Window::of(part(from, to)?.of(month))))
        .collect();
    windows.map(Atom::Windows)
}

/// Parts of every month.
fn unnamed(slots: &Slots, part: fn(i8, i8) -> Option<MonthPart>) -> Option<Atom> {
    let parts = slots.ranges(Slot::Ordinals).into_iter().map(|(from, to)| part(from, to).map(every_month));
    parts.collect::<Option<Vec<Each>>>().map(Atom::Each)
}

/// Days of these months of every year, of every month if there are none.
fn days_of_months(slots: &Slots, months: &[i8]) -> Option<Atom> {
    let part = |(from, to): (i8, i8)| match from.cmp(&to) {
        Ordering::Equal => Some(MonthPart::Day(from)),
        Ordering::Less => Some(MonthPart::Days(from, Some(to))),
        Ordering::Greater => None,
    };
    let each = |range| Some(Each { months: months.to_vec(), ..every_month(part(range)?) });
    slots.ranges(Slot::Days).into_iter().map(each).collect::<Option<Vec<Each>>>().map(Atom::Each)
}

fn every_month(part: MonthPart) -> Each {
    Each { part, months: Vec::new(), due: None, approximate: false }
}

/// 1, 2, 3 for beginning, middle, end.
pub(super) fn third(slots: &Slots) -> Option<i8> {
    slots.tag().and_then(|tag| i8::try_from(tag).ok())
}

/// The first months of the quarters (4), half-years (2) or the year (1).
pub(crate) fn starts(per_year: i64) -> Vec<i8> {
    match per_year {
        4 => vec![1, 4, 7, 10],
        2 => vec![1, 7],
        _ => vec![1],
    }
}

fn ends(per_year: i64) -> Vec<i8> {
    match per_year {
        4 => vec![3, 6, 9, 12],
        2 => vec![6, 12],
        _ => vec![12],
    }
}

fn months_of_quarters(nth: i8) -> Option<Vec<i8>> {
    let nth = if nth == -1 { 3 } else { nth };
    (1..=3).contains(&nth).then(|| (0..4).map(|quarter| 3 * quarter + nth).collect())
}
