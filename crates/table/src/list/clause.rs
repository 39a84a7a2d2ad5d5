use vekha_lexis::{Case, calendar, fold, morph};
use vekha_model::Span;

use crate::Kinds;
use crate::words::trimmed;

/// Words that begin a deadline inside a sentence; the date must follow.
const CUES: &[&str] = &["в срок", "не позднее", "до"];
/// A deadline has no more words.
const MAX_WORDS: usize = 8;
/// Deadlines are looked for in the first words of a point.
const MAX_SEARCH: usize = 120;

/// The deadline inside a sentence, if it is unmistakable: «в срок до 1 мая», «не позднее 15 мая», «до 01.05.2024».
pub(crate) fn deadline(chars: &[char], span: Span, kinds: &dyn Kinds) -> Option<Span> {
    let words = words(chars, span);
    let texts: Vec<String> = words
        .iter()
        .map(|word| fold(&chars[word.start..word.end].iter().collect::<String>()).text().to_owned())
        .collect();
    (0..texts.len()).find_map(|at| {
        let cue = CUES.iter().find(|cue| begins(&texts[at..], cue))?;
        let after = at + cue.split(' ').count();
        let has_figure = |end: usize| texts[after..end].iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        // «с 1 апреля до 1 мая» says a window, not a deadline.
        let begins_earlier = *cue == "до"
            && texts[..at].iter().rev().take(4).any(|word| matches!(word.as_str(), "с" | "со" | "от" | "период"));
        let last = texts.len().min(after + MAX_WORDS);
        let ends = (after + 1..=last).rev();
        let ends = ends.filter(|&end| has_figure(end) && ends_date(&texts[end - 1]) && !begins_earlier);
        ends.map(|end| closed(chars, Span::new(words[at].start, words[end - 1].end)))
            .find(|&found| is_date(chars, found, kinds))
    })
}

/// Whether a date can end with this word.
fn ends_date(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.ends_with(|c: char| c.is_ascii_digit())
        || matches!(word, "г" | "года" | "год" | "гг" | "числа")
        || calendar::month(word).is_some()
}

/// A date with a day and a month, or a year: «до 100 процентов» and «до 5 лет» are none.
fn is_date(chars: &[char], span: Span, kinds: &dyn Kinds) -> bool {
    let text: String = chars[span.start..span.end].iter().collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let has_month = fold(&text).text().split_whitespace().any(|word| calendar::month(word).is_some());
    let has_figures = text
        .split_whitespace()
        .any(|word| word.matches('.').count() >= 2 && word.chars().filter(char::is_ascii_digit).count() >= 6);
    digits > 0 && (has_month || has_figures) && kinds.is_schedule(&text)
}

fn begins(words: &[String], cue: &str) -> bool {
    let mut words = words.iter();
    cue.split(' ').all(|part| words.next().is_some_and(|word| word == part))
}

/// The span without the sign that ends its clause.
fn closed(chars: &[char], span: Span) -> Span {
    let mut end = span.end;
    while end > span.start && matches!(chars[end - 1], ',' | ';' | ':' | ')') {
        end -= 1;
    }
    Span::new(span.start, end)
}

/// Those whom a clause tells what to do, in the dative before the infinitive: «Отделу культуры (Иванова Н.М.) в срок
/// до 1 мая обеспечить …».
pub(crate) fn addressee(chars: &[char], span: Span, kinds: &dyn Kinds) -> Option<Span> {
    let words = words(chars, span);
    let text = |word: &Span| {
        chars[word.start..word.end].iter().filter(|c| c.is_alphabetic() || **c == '-').collect::<String>()
    };
    if !is_dative(&text(words.first()?)) {
        return None;
    }
    let end = (1..words.len().min(MAX_ADDRESSEE)).find(|&at| {
        let word = text(&words[at]).to_lowercase();
        let next = words.get(at + 1).map(&text).unwrap_or_default().to_lowercase();
        ends_addressee(&word, &next)
    })?;
    let found = trimmed(chars, Span::new(words[0].start, words[end - 1].end));
    let found = closed(chars, Span::new(found.start, found.end));
    // The bracket with the name belongs to them.
    let found = if chars[found.start..found.end].contains(&'(') && chars.get(found.end) == Some(&')') {
        Span::new(found.start, found.end + 1)
    } else {
        found
    };
    let text: String = chars[found.start..found.end].iter().collect();
    kinds.is_party(&text).then_some(found)
}

/// An addressee has no more words.
const MAX_ADDRESSEE: usize = 30;

fn is_dative(word: &str) -> bool {
    let begins_high = word.starts_with(char::is_uppercase);
    begins_high
        && morph(&word.to_lowercase())
            .iter()
            .any(|reading| reading.case == Some(Case::Dative) && matches!(reading.pos, "NOUN" | "ADJ" | "PROPN"))
}

fn ends_addressee(word: &str, next: &str) -> bool {
    if matches!(word, "до" | "совместно" | "ежемесячно" | "ежеквартально" | "ежегодно")
        || (word == "в" && next == "срок")
        || (word == "не" && next == "позднее")
    {
        return true;
    }
    is_infinitive(word)
}

/// «обеспечить», «провести»
pub(crate) fn is_infinitive(word: &str) -> bool {
    let ends = ["ть", "ти", "чь", "ться", "тись"].iter().any(|ending| word.ends_with(ending));
    ends && morph(word).first().is_some_and(|reading| reading.pos == "VERB" && reading.lemma == fold(word).text())
}

/// The words of a span by blanks, the first of them.
fn words(chars: &[char], span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for at in span.start..=span.end.min(chars.len()) {
        let is_blank = at == span.end || chars.get(at).is_none_or(|c| c.is_whitespace());
        match start {
            Some(from) if is_blank => {
                found.push(Span::new(from, at));
                start = None;
                if found.len() == MAX_SEARCH {
                    break;
                }
            }
            None if !is_blank => start = Some(at),
            _ => {}
        }
    }
    found
}
