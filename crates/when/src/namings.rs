//! The ways in which titles name the years of a plan.

use crate::pattern::{Slot, Slots};
use crate::period::Period;

/// How a title names the plan's years, the surest first.
pub(crate) struct Naming {
    pub(crate) pattern: &'static str,
    pub(crate) build: fn(&Slots) -> Option<Period>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    examples: &'static [(&'static str, &'static str)],
}

pub(crate) const NAMINGS: &[Naming] = &[
    Naming {
        pattern: "с {day} . {mm} . {year} [год] (по|до) {day} . {mm} . {year}",
        build: |slots| {
            let day = |nth| date(slots.year(nth)?, slots.nth(Slot::MonthFigure, nth)?, slots.nth(Slot::Day, nth)?);
            Period::new(day(0)?, day(1)?)
        },
        examples: &[("План на период с 20.05.2020 по 31.12.2023", "2020-05-20..2023-12-31")],
    },
    Naming {
        pattern: "(период|срок) с {day} {month} (по|до) {day} {month} {year} [год]",
        build: |slots| {
            let day = |nth| date(slots.year(0)?, slots.nth(Slot::Month, nth)?, slots.nth(Slot::Day, nth)?);
            Period::new(day(0)?, day(1)?)
        },
        examples: &[("План на период с 1 марта по 31 мая 2022 года", "2022-03-01..2022-05-31")],
    },
    Naming {
        pattern: "[на|в] {nth} полугодие {year} [-|/] ({year}|{yy}) (учебный [год]|уч)",
        build: |slots| {
            let next = slots.year(0)? + 1;
            let is_next = slots.year(1).or_else(|| short(slots))? == next;
            match slots.get(Slot::Ordinal).filter(|_| is_next)? {
                1 => Period::new(date(next - 1, 9, 1)?, date(next - 1, 12, 31)?),
                2 => Period::new(date(next, 1, 1)?, date(next, 5, 31)?),
                _ => None,
            }
        },
        examples: &[("План на 2 полугодие 2021-2022 учебного года", "2022-01-01..2022-05-31")],
    },
    Naming {
        pattern: "с {day} {month} {year} [год] (по|до) {day} {month} {year} [год]",
        build: |slots| {
            let day = |nth| date(slots.year(nth)?, slots.nth(Slot::Month, nth)?, slots.nth(Slot::Day, nth)?);
            Period::new(day(0)?, day(1)?)
        },
        examples: &[("План с 20 мая 2020 г. по 15 октября 2020 г.", "2020-05-20..2020-10-15")],
    },
    Naming {
        pattern: "[на|в] {year} [-|/] ({year}|{yy}) [и|,] {year} [-|/] ({year}|{yy}) учебный год",
        build: |slots| {
            Period::school_years(
                slots.year(0)?,
                slots.nth(Slot::Year, 3).or(slots.nth(Slot::Year, 1)).and_then(|_| last_school(slots))?,
            )
        },
        examples: &[("План на 2020-2021, 2021-2022 учебные годы", "2020/2022")],
    },
    Naming {
        pattern: "[на|в] {year} [год] [-|/] ({year}|{yy}) (учебный [год [год]]|уч)",
        build: |slots| Period::school_years(slots.year(0)?, slots.year(1).or_else(|| short(slots))?),
        examples: &[
            ("План работы на 2021/2022 учебный год", "2021/2022"),
            ("Дорожная карта на 2021-2022 уч. г.", "2021/2022"),
            ("План на 2021/22 учебный год", "2021/2022"),
        ],
    },
    Naming {
        pattern: "[на|в] {year} / {year} [год]",
        build: |slots| {
            if slots.year(1)? == slots.year(0)? + 1 {
                Period::school_years(slots.year(0)?, slots.year(1)?)
            } else {
                None
            }
        },
        examples: &[("План на 2021/2022", "2021/2022")],
    },
    Naming {
        pattern: "(на|в) [очередной] [календарный] {year} [календарный] год и [на] плановый период {year} [год] [и|-|,] {year} [год [год]]",
        build: |slots| Period::years(slots.year(0)?, slots.year(2)?),
        examples: &[
            ("на 2023 финансовый год и плановый период 2024, 2025 годов", "2023-2025"),
            ("на очередной 2023 финансовый год и плановый период 2024 и 2025 годов", "2023-2025"),
            ("на 2020 год и плановый период 2021 и 2022 годов", "2020-2022"),
            ("на 2020 год и на плановый период 2021-2022 годов", "2020-2022"),
        ],
    },
    Naming {
        pattern: "(на|в) {year} [- {year}] год [,|и] ((на|с) [период|{any}]|плановый период) (до|по) {year} год",
        build: |slots| {
            let (first, last) = (slots.year(0)?, slots.year(2).or(slots.year(1))?);
            (last - first < LONGEST).then(|| Period::years(first, last)).flatten()
        },
        examples: &[
            ("План на 2021 год и на период до 2023 года", "2021-2023"),
            ("на 2022-2023 гг. и на период до 2025 года", "2022-2025"),
            ("на 2022 год и плановый период до 2024 года", "2022-2024"),
            ("План на 2023 год с перспективой до 2025 года", "2023-2025"),
        ],
    },
    Naming {
        pattern: "((на|в) {year} [год] (,|и)|на {year} [год] (,|и) на) {year} [год] [и] [,] [{year}] [год [год]]",
        build: |slots| Period::years(slots.year(0)?, slots.year(2).or(slots.year(1))?),
        examples: &[
            ("План на 2019, 2020 и 2021 годы", "2019-2021"),
            ("на 2021 и 2022 годы", "2021-2022"),
            ("на 2022 и на 2023 годы", "2022-2023"),
        ],
    },
    Naming {
        pattern: "{year} [год] , {year} [год] [и|,] [{year} [год]] год",
        build: |slots| {
            let (first, last) = (slots.year(0)?, slots.year(2).or(slots.year(1))?);
            let runs_on = slots.year(1)? == first + 1 && (last == first + 1 || last == first + 2);
            runs_on.then(|| Period::years(first, last)).flatten()
        },
        examples: &[("Дорожная карта: 2020, 2021, 2022 гг.", "2020-2022")],
    },
    Naming {
        pattern: "[на|в] [период] {year} [год] - ({year}|{yy} !.) [год [год]]",
        build: |slots| {
            let (first, last) = (slots.year(0)?, slots.year(1).or_else(|| short(slots))?);
            (last - first < LONGEST).then(|| Period::years(first, last)).flatten()
        },
        examples: &[
            ("Дорожная карта на 2018-2020 годы", "2018-2020"),
            ("План мероприятий на 2020-2023 г.г.", "2020-2023"),
            ("Программа развития (2019 – 2021 гг.)", "2019-2021"),
            ("на 2021-23 годы", "2021-2023"),
            ("на период 2021-2023 годов", "2021-2023"),
        ],
    },
    Naming {
        pattern: "[на] [период|срок] с {year} [год] (по|до) {year} [год [год]]",
        build: |slots| {
            (slots.year(1)? - slots.year(0)? < LONGEST).then(|| Period::years(slots.year(0)?, slots.year(1)?)).flatten()
        },
        examples: &[("План на период с 2019 по 2021 год", "2019-2021"), ("с 2019 года по 2021 год", "2019-2021")],
    },
    Naming {
        pattern: "[на|в] {nth} полугодие {year} [год] (-|и) {nth} полугодие {year} [год]",
        build: |slots| {
            let half = |nth| match slots.nth(Slot::Ordinal, nth)? {
                1 => Some((1, 6)),
                2 => Some((7, 12)),
                _ => None,
            };
            Period::new(date(slots.year(0)?, half(0)?.0, 1)?, date(slots.year(1)?, half(1)?.1, 1)?.last_of_month())
        },
        examples: &[("на второе полугодие 2023 – первое полугодие 2024 года", "2023-07-01..2024-06-30")],
    },
    Naming {
        pattern: "[на|в] {nth} полугодие {year} год",
        build: |slots| match slots.get(Slot::Ordinal)? {
            1 => Period::new(date(slots.year(0)?, 1, 1)?, date(slots.year(0)?, 6, 30)?),
            2 => Period::new(date(slots.year(0)?, 7, 1)?, date(slots.year(0)?, 12, 31)?),
            _ => None,
        },
        examples: &[("План на 2 полугодие 2021 года", "2021-07-01..2021-12-31")],
    },
    Naming {
        pattern: "[на|в] {nths} квартал {year} год",
        build: |slots| {
            let ranges = slots.ranges(Slot::Ordinals);
            let ((first, _), (_, last)) = (*ranges.first()?, *ranges.last()?);
            let is_run = ranges.windows(2).all(|pair| pair[1].0 == pair[0].1 + 1);
            let are_quarters = is_run && (1..=4).contains(&first) && (first..=4).contains(&last);
            let start = date(slots.year(0)?, 3 * i64::from(first) - 2, 1).filter(|_| are_quarters)?;
            Period::new(start, date(slots.year(0)?, 3 * i64::from(last), 1)?.last_of_month())
        },
        examples: &[
            ("План работы на IV квартал 2021 г.", "2021-10-01..2021-12-31"),
            ("План на II-III кварталы 2023 года", "2023-04-01..2023-09-30"),
        ],
    },
    Naming {
        pattern: "(на|(период|срок) с) {month} [{year} [год]] [(-|по) {month}] [месяц] [{year}] [год]",
        build: |slots| {
            let first = slots.get(Slot::Month)?;
            let last = slots.nth(Slot::Month, 1).unwrap_or(first);
            let end = slots.year(1).or(slots.year(0))?;
            Period::new(date(slots.year(0)?, first, 1)?, date(end, last, 1)?.last_of_month())
        },
        examples: &[
            ("План работы на сентябрь 2022 года", "2022-09-01..2022-09-30"),
            ("План на май-июнь 2022 г.", "2022-05-01..2022-06-30"),
            ("План на декабрь 2022 – январь 2023 года", "2022-12-01..2023-01-31"),
            ("План на период с января по июнь 2022 года", "2022-01-01..2022-06-30"),
        ],
    },
    Naming {
        pattern: "на [календарный] {year} [календарный] год",
        build: |slots| Period::years(slots.year(0)?, slots.year(0)?),
        examples: &[("План на 2022 финансовый год", "2022"), ("Обсуждение в 2021 году плана на 2022 год", "2022")],
    },
    Naming {
        pattern: "(на|в) [календарный] {year} [календарный] год",
        build: |slots| Period::years(slots.year(0)?, slots.year(0)?),
        examples: &[("План работы на 2021 год", "2021"), ("Мероприятия в 2019 году", "2019"), ("на 2021 г.", "2021")],
    },
];

/// No plan is for more years.
pub(crate) const LONGEST: i16 = 50;

fn short(slots: &Slots) -> Option<i16> {
    let last = slots.get(Slot::ShortYear).and_then(|year| i16::try_from(year).ok())?;
    slots.year(0).map(|first| first / 100 * 100 + last)
}

/// The last year named by a list of school years.
fn last_school(slots: &Slots) -> Option<i16> {
    (0..4).rev().find_map(|nth| slots.year(nth)).map(|last| {
        let short =
            slots.nth(Slot::ShortYear, 1).or(slots.get(Slot::ShortYear)).and_then(|year| i16::try_from(year).ok());
        short.map_or(last, |short| (last / 100 * 100 + short).max(last))
    })
}

fn date(year: i16, month: i64, day: i64) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period_in;

    #[test]
    fn every_example_names_its_period() {
        let mut misses = Vec::new();
        for (title, expected) in NAMINGS.iter().flat_map(|naming| naming.examples) {
            let got = period_in(title).map(|(period, _)| period.to_string());
            if got.as_deref() != Some(expected) {
                misses.push(format!("{title}: expected {expected}, got {got:?}"));
            }
        }
        assert!(misses.is_empty(), "{}", misses.join("\n"));
    }
}
