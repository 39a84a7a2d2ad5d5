//! The years a plan is for, named in its title or in a heading.

use vekha_lexis::fold;
use vekha_model::Span;

use crate::namings::{LONGEST, NAMINGS};
use crate::pattern::{Input, Pattern, Slots};
use crate::period::Period;
use crate::token::{Kind, Token, tokens};

/// «на 2021» without the word is a guess that only a title's end allows.
const AT_THE_END: &str = "на {year}";

/// «до 2025 года», which needs the plan's own year.
const UP_TO: &str = "[на] [период] до [конец] {year} год";

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
    let is_in = |at: &usize| is_known(tokens, *at, "в");
    let Some(at) = Some(at).filter(is_in).or(at.checked_sub(1).filter(is_in)) else { return false };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let is_past = |word: &str| PAST.iter().any(|ending| word.ends_with(ending)) && !word.contains("план");
    is_report(tokens) || matches!(before, Some(Token { kind: Kind::Other(word), .. }) if is_past(word))
}

fn is_known(tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Known(known) if known == word))
}

/// «Итоги реализации программы в 2019-2020 годах»
fn is_report(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| match &token.kind {
        Kind::Known(word) => *word == "итог",
        Kind::Other(word) => REPORTS.contains(&word.as_str()),
        _ => false,
    })
}

const REPORTS: &[&str] = &["отчет", "анализ", "доклад", "справка"];

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
        // «закупки по 44-ФЗ на 2022 год»
        Kind::Other(word) => EXAMS.contains(&word.as_str()) && !is_known(tokens, at, "на"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_an_order_or_the_year_of_an_exam_is_no_period() {
        let titles = [
            "к приказу отдела образования от 18.02.2020 № 362",
            "Приложение к постановлению от 18 февраля 2020 года № 362",
            "План подготовки к ГИА-2021",
            "Дорожная карта ЕГЭ 2021 года",
            "План устранения недостатков, выявленных в 2019 году",
            "Анализ нарушений, допущенных в 2018-2019 годах",
            "Итоги реализации программы в 2019-2020 годах",
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
