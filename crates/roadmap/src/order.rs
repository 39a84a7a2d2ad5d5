//! The order («приказ», «постановление») that a plan belongs to: its date, its number, who approved it.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use vekha_lexis::fold;
use vekha_model::ApprovedBy;

use crate::frame::{Line, collapse};

/// What the head says of the order; nothing is guessed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub date: Option<Date>,
    pub number: Option<String>,
    pub approved_by: Option<ApprovedBy>,
}

pub(crate) fn read(lines: &[&Line]) -> Order {
    let (date, number) = date_and_number(lines);
    Order { date, number, approved_by: approved_by(lines) }
}

const MONTHS: &[&str] =
    &["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

const DATE: &str = r#"(?:"?(\d{1,2})"?[./ ](\d{1,2})[./](\d{4})|"?(\d{1,2})"? (январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2} (\d{4}))(?: ?г(?:\.|ода|од)?)?"#;
const NUMBER: &str = r"(?:№|n) ?([0-9][0-9а-яa-z]*(?:[-/][0-9а-яa-z]+)*)";

/// A date and a number on one line, else a line that is only a date and one that is only a number.
fn date_and_number(lines: &[&Line]) -> (Option<Date>, Option<String>) {
    static TOGETHER: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{DATE}[ ,]*{NUMBER}")));
    static DATE_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^ *(?:от )?{DATE} *$")));
    static NUMBER_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^ *{NUMBER} *$")));

    // The order's own head comes first, a basis it refers to («на основании приказа от …») is in the running text.
    let heads = || lines.iter().filter(|line| line.text().chars().count() <= 200);
    for line in heads() {
        let folded = fold(&line.raw);
        if let Some(found) = TOGETHER.captures(folded.text())
            && let Some(date) = date_of(&found)
        {
            let span = found.get(7).map_or((0, 0), |number| folded.span(number.range()));
            return (Some(date), Some(raw(&line.raw, span)));
        }
    }
    let date = heads().find_map(|line| date_of(&DATE_ALONE.captures(fold(&line.raw).text())?));
    let number = heads().find_map(|line| {
        let folded = fold(&line.raw);
        let found = NUMBER_ALONE.captures(folded.text())?.get(1)?.range();
        Some(raw(&line.raw, folded.span(found)))
    });
    (date, number)
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns are built from constants and read by the tests")
}

fn raw(text: &str, (start, end): (usize, usize)) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn date_of(found: &Captures<'_>) -> Option<Date> {
    let number = |group: usize| found.get(group)?.as_str().parse::<i16>().ok();
    if let (Some(day), Some(month), Some(year)) = (number(1), number(2), number(3)) {
        return Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    }
    let month = MONTHS.iter().position(|stem| Some(*stem) == found.get(5).map(|month| month.as_str()))? + 1;
    Date::new(number(6)?, month.try_into().ok()?, number(4)?.try_into().ok()?).ok()
}

/// «УТВЕРЖДАЮ» and the lines under it up to the date, or «к приказу …», «утверждён приказом …» with its body.
fn approved_by(lines: &[&Line]) -> Option<ApprovedBy> {
    let folded: Vec<String> = lines.iter().map(|line| collapse(fold(&line.raw).text())).collect();
    let first = folded.iter().position(|line| approval_words(line).is_some())?;
    let mut words = Vec::new();
    let mut places = Vec::new();
    for index in first..lines.len().min(first + 6) {
        let line = lines[index];
        let text = line.text();
        if index > first && ends_approval(&folded[index]) {
            break;
        }
        let skipped = if index == first { approval_words(&folded[index]).unwrap_or(0) } else { 0 };
        let rest: String = text.chars().skip(skipped).collect();
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == ',').to_owned();
        if !rest.is_empty() {
            words.push(without_date(&rest));
            places.push(line.place.clone());
        }
        if has_date(&folded[index]) {
            break;
        }
    }
    let text = collapse(&words.join(" "));
    (text.chars().any(char::is_alphabetic)).then_some(ApprovedBy { text, places })
}

/// How many characters of the line are the words of approval.
fn approval_words(line: &str) -> Option<usize> {
    static APPROVAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:утверждаю|(?:приложение(?: ?(?:№ ?)?\d+)? )?(?:к|утвержд[а-я]+) ",
            r"(?:приказ(?:у|ом)|постановлени(?:ю|ем)|распоряжени(?:ю|ем)|решени(?:ю|ем)|указ(?:у|ом)))(?:\b|:)",
        ))
    });
    APPROVAL.find(line).map(|found| found.as_str().chars().count())
}

fn ends_approval(line: &str) -> bool {
    line.starts_with("план")
        || line.starts_with("дорожн")
        || line.starts_with("согласован")
        || !line.chars().any(char::is_alphabetic)
}

fn has_date(line: &str) -> bool {
    static DATED: LazyLock<Regex> = LazyLock::new(|| pattern(DATE));
    DATED.is_match(line)
}

fn without_date(text: &str) -> String {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?:от )?{DATE}.*$")));
    let folded = fold(text);
    let end = TAIL.find(folded.text()).map_or(text.chars().count(), |found| folded.span(found.range()).0);
    text.chars().take(end).collect()
}
