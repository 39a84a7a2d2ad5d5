//! The years a plan is for, named in its title or in a heading.

use vekha_lexis::fold;
use vekha_model::Span;

use crate::pattern::{Input, Pattern, Slot, Slots};
use crate::period::Period;
use crate::token::{Kind, Token, tokens};

/// How a title names the plan's years, the surest first.
struct Naming {
    pattern: &'static str,
    build: fn(&Slots) -> Option<Period>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    examples: &'static [(&'static str, &'static str)],
}

const NAMINGS: &[Naming] = &[
    Naming {
        pattern: "с {day} . {mm} . {year} [год] (по|до) {day} . {mm} . {year}",
        build: |slots| {
            let day = |nth| date(slots.year(nth)?, slots.nth(Slot::MonthFigure, nth)?, slots.nth(Slot::Day, nth)?);
            Period::new(day(0)?, day(1)?)
        },
        examples: &[("План на период с 20.05.2020 по 31.12.2023", "2020-05-20..2023-12-31")],
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
        pattern: "(на|в) [календарный] {year} [календарный] год и [на] плановый период {year} [год] [и|-|,] {year} [год [год]]",
        build: |slots| Period::years(slots.year(0)?, slots.year(2)?),
        examples: &[
            ("на 2023 финансовый год и плановый период 2024, 2025 годов", "2023-2025"),
            ("на 2020 год и плановый период 2021 и 2022 годов", "2020-2022"),
            ("на 2020 год и на плановый период 2021-2022 годов", "2020-2022"),
        ],
    },
    Naming {
        pattern: "(на|в) {year} год [,|и] (на|с) [период|{any}] (до|по) {year} год",
        build: |slots| {
            (slots.year(1)? - slots.year(0)? < LONGEST).then(|| Period::years(slots.year(0)?, slots.year(1)?)).flatten()
        },
        examples: &[
            ("План на 2021 год и на период до 2023 года", "2021-2023"),
            ("План на 2023 год с перспективой до 2025 года", "2023-2025"),
        ],
    },
    Naming {
        pattern: "(на|в) {year} [год] (,|и) {year} [год] [и] [,] [{year}] [год [год]]",
        build: |slots| Period::years(slots.year(0)?, slots.year(2).or(slots.year(1))?),
        examples: &[("План на 2019, 2020 и 2021 годы", "2019-2021"), ("на 2021 и 2022 годы", "2021-2022")],
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
        pattern: "[на|в] {nth} квартал {year} год",
        build: |slots| {
            let quarter = slots.get(Slot::Ordinal).filter(|n| (1..=4).contains(n))?;
            let start = date(slots.year(0)?, 3 * quarter - 2, 1)?;
            Period::new(start, date(slots.year(0)?, 3 * quarter, 1)?.last_of_month())
        },
        examples: &[("План работы на IV квартал 2021 г.", "2021-10-01..2021-12-31")],
    },
    Naming {
        pattern: "на {month} [- {month}] [месяц] {year} [год]",
        build: |slots| {
            let first = slots.get(Slot::Month)?;
            let last = slots.nth(Slot::Month, 1).unwrap_or(first);
            Period::new(date(slots.year(0)?, first, 1)?, date(slots.year(0)?, last, 1)?.last_of_month())
        },
        examples: &[
            ("План работы на сентябрь 2022 года", "2022-09-01..2022-09-30"),
            ("План на май-июнь 2022 г.", "2022-05-01..2022-06-30"),
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

/// «на 2021» without the word is a guess that only a title's end allows.
const AT_THE_END: &str = "на {year}";

/// «до 2025 года», which needs the plan's own year.
const UP_TO: &str = "[на] [период] до [конец] {year} год";

/// No plan is for more years.
const LONGEST: i16 = 50;

/// The years a plan is for, named in its title or in a heading, and the words that name them.
///
/// The date of an order («от 18.02.2020 № 362») and the year of an exam («ГИА-2021») are not the plan's years.
///
/// ```
/// let (period, span) = vekha_when::period_in("План мероприятий на 2018-2020 годы").unwrap();
/// assert_eq!((period.to_string(), span.to_string()), ("2018-2020".into(), "17..34".into()));
/// assert!(vekha_when::period_in("к приказу от 18.02.2020 № 362").is_none());
/// ```
pub fn period_in(text: &str) -> Option<(Period, Span)> {
    period_in_from(text, None)
}

/// As [`period_in`]; `from` is the year the document is of, with which «до 2025 года» makes a period.
pub fn period_in_from(text: &str, from: Option<i16>) -> Option<(Period, Span)> {
    // A title is short; what is longer is no title.
    const LONGEST_TITLE: usize = 2000;
    if text.chars().count() > LONGEST_TITLE || fold(text).text().is_empty() {
        return None;
    }
    let tokens = tokens(text);
    let found = NAMINGS.iter().find_map(|naming| find(&tokens, naming.pattern, naming.build));
    let at_end = || {
        find(&tokens, AT_THE_END, |slots| Period::years(slots.year(0)?, slots.year(0)?))
            .filter(|(_, at)| at.1 == tokens.len())
    };
    let (period, (start, end)) = match found.or_else(at_end) {
        Some(found) => found,
        None => {
            let (up_to, at) = find(&tokens, UP_TO, |slots| Period::years(slots.year(0)?, slots.year(0)?))?;
            (Period::years(from?, up_to.end.year()).filter(|_| up_to.end.year() - from.unwrap_or(0) < LONGEST)?, at)
        }
    };
    Some((period, Span::new(tokens.get(start)?.span.start, tokens.get(end - 1)?.span.end)))
}

type Place = (usize, usize);

fn find(tokens: &[Token], pattern: &str, build: fn(&Slots) -> Option<Period>) -> Option<(Period, Place)> {
    let pattern = Pattern::compile(pattern).expect("a test compiles every pattern");
    (0..tokens.len()).filter(|&at| !belongs_to_something_else(tokens, at) && !has_been(tokens, at)).find_map(|at| {
        let (length, slots) = pattern.longest(&Input::new(&tokens[at..]))?;
        let period = build(&slots)?;
        (!is_report_or_exam(tokens, at + length)).then_some((period, (at, at + length)))
    })
}

/// «выявленных в 2019 году»: what has been is not planned.
fn has_been(tokens: &[Token], at: usize) -> bool {
    let at = if is_in(tokens, at) { Some(at) } else { at.checked_sub(1).filter(|&before| is_in(tokens, before)) };
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|before| tokens.get(before));
    let Some(Token { kind: Kind::Other(word), .. }) = before else { return false };
    let is_past = PAST.iter().any(|ending| word.ends_with(ending));
    is_past && !word.contains("план")
}

fn is_in(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Known("в"))
}

/// The endings of what was done and of what happened.
const PAST: &[&str] =
    &["нных", "нного", "нной", "нные", "вших", "вшего", "вшей", "вшие", "вшихся", "вшегося", "вшейся"];

/// «от 2020», «ГИА 2021», «№ 2020-2021»: a year after such a word is not the plan's.
fn belongs_to_something_else(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    let before = match before.kind {
        Kind::Sign('-') => at.checked_sub(2).and_then(|before| tokens.get(before)),
        _ => Some(before),
    };
    before.is_some_and(|token| match &token.kind {
        Kind::Known(word) => matches!(*word, "от" | "приказ" | "итог" | "за" | "после"),
        Kind::Other(word) => EXAMS.contains(&word.as_str()),
        Kind::Sign('№') | Kind::Month(_) => true,
        _ => false,
    })
}

/// «в 2021 году» said of what has been, or the exam's: «в 2019 году сдали ЕГЭ» is left to the reader of the table.
fn is_report_or_exam(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|token| matches!(token.kind, Kind::Sign('№')))
}

const EXAMS: &[&str] =
    &["гиа", "егэ", "огэ", "впр", "гвэ", "фз", "оге", "закон", "указ", "постановление", "распоряжение", "редакции"];

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

    #[test]
    fn a_date_of_an_order_or_the_year_of_an_exam_is_no_period() {
        let titles = [
            "к приказу отдела образования от 18.02.2020 № 362",
            "Приложение к постановлению от 18 февраля 2020 года № 362",
            "План подготовки к ГИА-2021",
            "Дорожная карта ЕГЭ 2021 года",
            "План устранения недостатков, выявленных в 2019 году",
            "Анализ нарушений, допущенных в 2018-2019 годах",
            "Утверждаю 15.05.2021 г.",
            "15 мая 2021 года",
            "План мероприятий («дорожная карта»)",
            "Федеральный закон от 29 декабря 2012 г. № 273-ФЗ",
            "",
        ];
        for title in titles {
            assert_eq!(period_in(title), None, "{title}");
        }
    }

    #[test]
    fn an_end_alone_needs_the_year_of_the_document() {
        let title = "Стратегия развития на период до 2025 года";
        assert_eq!(period_in(title), None);
        assert_eq!(
            period_in_from(title, Some(2020)).map(|(period, _)| period.to_string()).as_deref(),
            Some("2020-2025")
        );
        assert_eq!(period_in_from(title, Some(2026)), None);
    }
}
