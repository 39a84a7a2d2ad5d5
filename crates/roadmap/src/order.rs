//! The order («приказ», «постановление») that a plan belongs to: its date, its number, who approved it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use vekha_lexis::fold;
use vekha_model::{ApprovedBy, Place, Span};

use crate::frame::{Line, collapse};

/// What the head says of the order; nothing is guessed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub date: Option<Date>,
    pub number: Option<String>,
    pub approved_by: Option<ApprovedBy>,
    /// Where date and number stand.
    pub places: Vec<Place>,
    /// The lines of the approval block.
    pub approval: Vec<Place>,
}

pub(crate) fn read(lines: &[&Line]) -> Order {
    let lines = &by_columns(lines)[..];
    let approval = approval(lines);
    let (date, number, places) = date_and_number(&lines[approval.clone()], lines);
    let approval = &lines[approval];
    let approved_by = approved_by(approval);
    Order { date, number, approved_by, places, approval: approval.iter().map(|line| line.place.clone()).collect() }
}

/// «СОГЛАСОВАНО | УТВЕРЖДАЮ» over posts, names and dates: each column of such a table is a text of its own.
fn by_columns<'l>(lines: &[&'l Line]) -> Vec<&'l Line> {
    let cell = |line: &Line| line.place.steps.first().and_then(|step| Some((step.block, step.cell?.1)));
    let mut ordered = lines.to_vec();
    for table in ordered.chunk_by_mut(|a, b| cell(a).is_some() && cell(a).map(|c| c.0) == cell(b).map(|c| c.0)) {
        let speaks_of_approval = |line: &&Line| {
            let words = collapse(fold(&line.raw).text());
            approval_words(&words) > 0 || words.starts_with("согласован") || words.starts_with("принят")
        };
        if table[0].in_table && table.iter().any(speaks_of_approval) {
            table.sort_by_key(|line| cell(line).map(|cell| cell.1));
        }
    }
    ordered
}

const MONTHS: &[&str] =
    &["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

const DATE: &str = r#"(?:"?(\d{1,2})"?[./ ](\d{1,2})[./](\d{4})|"?(\d{1,2})"? (январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2} (\d{4}))(?: ?г(?:\.|ода|од)?)?"#;
const NUMBER: &str = r"(?:№|n) ?([0-9][0-9а-яa-z]*(?:[-/][0-9а-яa-z]+)*)";

/// A date and a number on one line, else a line that is only a date and one that is only a number.
///
/// Those of the approval block go before others: what the body that only agreed («СОГЛАСОВАНО») wrote is not the order's.
fn date_and_number(approval: &[&Line], lines: &[&Line]) -> (Option<Date>, Option<String>, Vec<Place>) {
    static TOGETHER: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{DATE}[ ,]*{NUMBER}")));
    static DATE_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^ *(?:от )?{DATE} *$")));
    static NUMBER_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^ *{NUMBER} *$")));

    // The order's own head comes first, a basis it refers to («на основании приказа от …») is in the running text.
    let heads = || approval.iter().chain(lines).filter(|line| line.text().chars().count() <= 200);
    for line in heads() {
        let folded = fold(&line.raw);
        if let Some(found) = TOGETHER.captures(folded.text())
            && let Some(date) = date_of(&found)
        {
            let span = found.get(7).map_or((0, 0), |number| folded.span(number.range()));
            let places = found.get(0).map(|found| stretch(line, folded.span(found.range()))).into_iter().collect();
            return (Some(date), Some(raw(&line.raw, span)), places);
        }
    }
    let mut places = Vec::new();
    let date = heads().find_map(|line| {
        let date = date_of(&DATE_ALONE.captures(fold(&line.raw).text())?)?;
        places.push(line.place.clone());
        Some(date)
    });
    let number = heads().find_map(|line| {
        let folded = fold(&line.raw);
        let found = NUMBER_ALONE.captures(folded.text())?.get(1)?.range();
        places.push(line.place.clone());
        Some(raw(&line.raw, folded.span(found)))
    });
    (date, number, places)
}

/// Where the characters `span` of a line stand.
fn stretch(line: &Line, (start, end): (usize, usize)) -> Place {
    let offset = line.place.span.map_or(0, |span| span.start);
    line.place.at(Span::new(offset + start, offset + end))
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
fn approval(lines: &[&Line]) -> Range<usize> {
    let folded = |line: &Line| collapse(fold(&line.raw).text());
    let Some(first) = lines.iter().position(|line| approval_words(&folded(line)) > 0) else { return 0..0 };
    let mut end = first;
    for line in lines[first..].iter().take(MAX_APPROVAL) {
        let words = folded(line);
        if end > first && ends_approval(&words) {
            // A date alone is of the block, as a date.
            return first..end + usize::from(has_date(&words));
        }
        end += 1;
        if has_date(&words) {
            break;
        }
    }
    first..end
}

/// An approval block has no more lines.
const MAX_APPROVAL: usize = 6;

fn approved_by(approval: &[&Line]) -> Option<ApprovedBy> {
    let mut words = Vec::new();
    let mut places = Vec::new();
    for (index, line) in approval.iter().enumerate() {
        let folded = collapse(fold(&line.raw).text());
        let skipped = match index {
            0 => approval_words(&folded),
            // «УТВЕРЖДЁН», and on the next line «постановлением …».
            1 if words.is_empty() => act_words(&folded),
            _ => 0,
        };
        let rest: String = line.text().chars().skip(skipped).collect();
        let rest = without_date(rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':' || c == ','));
        let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '('));
        if rest.chars().any(char::is_alphabetic) {
            words.push(rest.to_owned());
            places.push(line.place.clone());
        }
    }
    let text = collapse(&words.join(" "));
    (!text.is_empty()).then_some(ApprovedBy { text, places })
}

const ACT: &str = r"(?:приказ(?:у|ом)|постановлени(?:ю|ем)|распоряжени(?:ю|ем)|решени(?:ю|ем)|указ(?:у|ом))\b";

/// How many characters of the line are the words of approval.
fn approval_words(line: &str) -> usize {
    static APPROVAL: LazyLock<Regex> = LazyLock::new(|| {
        let appendix = r"(?:приложение(?: ?(?:№ ?)?\d+)? )?";
        pattern(&format!(r"^\(?(?:утверждаю\b|{appendix}(?:к|утвержд[а-я]+) {ACT}|утвержден[аоы]?:?$)"))
    });
    APPROVAL.find(line).map_or(0, |found| found.as_str().chars().count())
}

/// How many characters of the line name the act that approves.
fn act_words(line: &str) -> usize {
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{ACT}")));
    BEGINS.find(line).map_or(0, |found| found.as_str().chars().count())
}

fn ends_approval(line: &str) -> bool {
    // «___» __________ 2023 г.
    static UNDATED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"^"? ?_+ ?" ?[_а-я]* ?(?:20[\d_]* ?(?:г|года|год)?\.?)?$"#));
    line.starts_with("план")
        || line.starts_with("дорожн")
        || line.starts_with("согласован")
        || line.starts_with("принят")
        || UNDATED.is_match(line)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::lines_of;

    /// «date № number: body»
    fn read_lines(text: &str) -> String {
        let lines = lines_of(text);
        let order = read(&lines.iter().collect::<Vec<_>>());
        let date = order.date.map_or("-".to_owned(), |date| date.to_string());
        let body = order.approved_by.map_or("-".to_owned(), |by| by.text);
        format!("{date} № {}: {body}", order.number.as_deref().unwrap_or("-"))
    }

    #[test]
    fn beside_each_other_approvals_are_read_column_by_column() {
        let mut lines = lines_of("СОГЛАСОВАНО⏎УТВЕРЖДАЮ⏎Председатель совета⏎Директор музея⏎01.02.2021⏎03.02.2021");
        for (index, line) in lines.iter_mut().enumerate() {
            line.in_table = true;
            line.place = Place::cell("a", 0, index / 2 + 1, index % 2 + 1);
        }
        let order = read(&lines.iter().collect::<Vec<_>>());
        assert_eq!(order.approved_by.map(|by| by.text).as_deref(), Some("Директор музея"));
        assert_eq!(order.date, Some(Date::constant(2021, 2, 3)));
    }

    #[test]
    fn an_order_is_known_by_its_head_or_by_the_approval_block() {
        let cases = [
            ("ПРИКАЗ⏎03.02.2021 № 15⏎с. Ольховка", "2021-02-03 № 15: -"),
            ("Постановление⏎от 3 февраля 2021 г. № 15-п", "2021-02-03 № 15-п: -"),
            ("РАСПОРЯЖЕНИЕ⏎«03» февраля 2021 года⏎№ 15/2", "2021-02-03 № 15/2: -"),
            ("Приложение к приказу отдела культуры от 03.02.2021 № 15", "2021-02-03 № 15: отдела культуры"),
            ("Приложение № 2⏎к постановлению⏎администрации⏎от 03.02.2021 № 15", "2021-02-03 № 15: администрации"),
            ("(утверждена решением Думы от 03.02.2021 № 4/6)", "2021-02-03 № 4/6: Думы"),
            ("УТВЕРЖДЁН⏎постановлением администрации⏎от 03.02.2021 № 15", "2021-02-03 № 15: администрации"),
            (
                "УТВЕРЖДАЮ⏎Директор музея⏎____ И.И. Чагина⏎«3» февраля 2021 г.",
                "2021-02-03 № -: Директор музея ____ И.И. Чагина",
            ),
            ("УТВЕРЖДАЮ:⏎Директор музея⏎«___» _______ 2021 г.⏎Порядок", "- № -: Директор музея"),
            ("СОГЛАСОВАНО⏎Совет⏎01.02.2021⏎УТВЕРЖДАЮ⏎Директор музея⏎03.02.2021", "2021-02-03 № -: Директор музея"),
            ("План на 2021 год", "- № -: -"),
            ("ПРИКАЗ⏎31.02.2021 № 15", "- № -: -"),
        ];
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, read_lines(text))).collect();
        assert_eq!(got, cases.map(|(text, expected)| (text, expected.to_owned())));
    }
}
