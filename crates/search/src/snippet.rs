use std::collections::BTreeSet;

use vekha_model::Span;

use crate::analysis::{Forms, analyse};
use crate::entry::Part;
use crate::pattern::{Clause, Pattern};
use crate::words::Word;

/// A piece of text around the words that were looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    pub field: String,
    pub text: String,
    pub highlights: Vec<Span>,
}

/// How many characters of a text a snippet shows.
const WIDTH: usize = 240;
/// How many characters stand before the first matching word.
const LEAD: usize = 40;
/// How far into a text matching words are marked.
const DEPTH: usize = 20_000;

/// Cuts a snippet from the text that holds most of what was looked for, the first of several.
pub(crate) fn snippet(parts: &[Part], clauses: &[Clause]) -> Snippet {
    let wanted: Vec<&Clause> = clauses.iter().filter(|clause| !clause.negative).collect();
    let mut best: Option<(usize, &Part, Vec<Span>)> = None;
    for part in parts {
        let (held, spans) = matches(&part.text, &wanted);
        if best.as_ref().is_none_or(|(most, ..)| held > *most) {
            best = Some((held, part, spans));
        }
    }
    best.map(|(_, part, spans)| cut(part, &spans)).unwrap_or_default()
}

/// How many clauses a text fulfils, and the words that do, in order and apart from each other.
fn matches(text: &str, clauses: &[&Clause]) -> (usize, Vec<Span>) {
    if clauses.is_empty() {
        return (0, Vec::new());
    }
    let text: String = text.chars().take(DEPTH).collect();
    let words = analyse(&text);
    let mut spans = BTreeSet::new();
    let mut held = 0;
    for clause in clauses {
        let before = spans.len();
        for choice in &clause.choices {
            mark(choice, &words, &mut spans);
        }
        held += usize::from(spans.len() > before);
    }
    (held, merged(spans))
}

fn mark(pattern: &Pattern, words: &[(Word, Forms)], spans: &mut BTreeSet<Span>) {
    let Some((first, rest)) = pattern.words.split_first() else { return };
    let is_last = |index: usize| pattern.open && index + 1 == pattern.words.len();
    for (at, (word, forms)) in words.iter().enumerate() {
        if !fits(first, forms, is_last(0)) {
            continue;
        }
        let mut found = vec![word.span];
        for (index, wanted) in (1..).zip(rest) {
            let here = words[at..].iter().take_while(|(next, _)| next.position <= word.position + index);
            let mut here = here.filter(|(next, _)| next.position == word.position + index);
            match here.find(|(_, forms)| fits(wanted, forms, is_last(index))) {
                Some((next, _)) => found.push(next.span),
                None => break,
            }
        }
        if found.len() == pattern.words.len() {
            spans.extend(found);
        }
    }
}

fn fits(wanted: &Forms, found: &Forms, open: bool) -> bool {
    if open { found.exact.starts_with(&wanted.exact) } else { wanted.meets(found) }
}

fn merged(spans: BTreeSet<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The stretch with most matching words, from one word's start to another's end, line breaks as blanks.
fn cut(part: &Part, spans: &[Span]) -> Snippet {
    let text: Vec<char> = part.text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let within =
        |start: usize| spans.iter().filter(|span| span.start >= start && span.end <= start + WIDTH - LEAD).count();
    let densest = spans.iter().rev().max_by_key(|span| within(span.start)).map_or(0, |span| span.start);
    let fits_whole = text.len() <= WIDTH;
    let start = if fits_whole { 0 } else { word_start(&text, densest.saturating_sub(LEAD)) };
    let end = if fits_whole { text.len() } else { word_end(&text, start, start + WIDTH) };
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let shown: String = text[start..end].iter().collect();
    let shift = |span: &Span| Span::new(span.start - start, span.end - start).shifted(before.chars().count());
    let inside = spans.iter().filter(|span| span.start >= start && span.end <= end);
    Snippet {
        field: part.field.clone(),
        text: format!("{before}{shown}{after}"),
        highlights: inside.map(shift).collect(),
    }
}

fn word_start(text: &[char], at: usize) -> usize {
    let is_start = |index: usize| index == 0 || (text[index - 1] == ' ' && text[index] != ' ');
    (at..text.len().min(at + LEAD)).find(|&index| is_start(index)).unwrap_or(at)
}

fn word_end(text: &[char], start: usize, at: usize) -> usize {
    let at = at.min(text.len());
    let is_end = |index: usize| index == text.len() || text[index] == ' ';
    (start + 1..=at).rev().take(LEAD).find(|&index| is_end(index)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::clauses;

    fn line(query: &str, texts: &[&str]) -> String {
        let part = |text: &&str| Part { field: "title".into(), text: (*text).to_owned() };
        let parts: Vec<_> = texts.iter().map(part).collect();
        let found = snippet(&parts, &clauses(query, &mut Vec::new()));
        let marked: Vec<_> = found.highlights.iter().map(|span| span.of(&found.text)).collect();
        format!("{} [{}]", found.text, marked.join("|")).replace('\u{ad}', "~")
    }

    #[test]
    fn words_are_marked_as_written_whatever_form_was_asked_for() {
        insta::assert_snapshot!(line("ребенок", &["Ра\u{301}бота с де\u{ad}тьми"]), @"Ра́бота с де~тьми [де~тьми]");
        insta::assert_snapshot!(line("семинары", &["Онлайн-семинар для школ"]), @"Онлайн-семинар для школ [семинар]");
        insta::assert_snapshot!(line("онлайн семинар", &["Онлайн-семинаров нет"]), @"Онлайн-семинаров нет [Онлайн|семинаров]");
        insta::assert_snapshot!(line("настав*", &["Наставник"]), @"Наставник [Наставник]");
    }

    #[test]
    fn words_in_quotes_are_marked_only_where_they_stand_together() {
        insta::assert_snapshot!(line("\"план работы\"", &["План. Работа. План\nработы школы"]),
            @"План. Работа. План работы школы [План|Работа|План|работы]");
        insta::assert_snapshot!(line("\"план работы\"", &["План школы, план работы"]), @"План школы, план работы [план|работы]");
    }

    #[test]
    fn the_text_that_holds_most_is_shown_around_its_matches() {
        insta::assert_snapshot!(line("план школа", &["Только план", "План школы"]), @"План школы [План|школы]");
        let long = format!("{} план школы {}", "слово ".repeat(100), "слово ".repeat(100));
        let shown = line("план школа", &[&long]);
        assert!(shown.starts_with("…слово") && shown.ends_with("слово… [план|школы]"), "{shown}");
    }

    proptest::proptest! {
        #[test]
        fn marks_lie_inside_the_snippet(text in "[а-в \n\u{ad}-]{0,700}", query in "[а-в]{1,2}") {
            let part = Part { field: "title".into(), text };
            let found = snippet(&[part], &clauses(&query, &mut Vec::new()));
            let length = found.text.chars().count();
            proptest::prop_assert!(length <= WIDTH + 2);
            proptest::prop_assert!(found.highlights.iter().all(|span| span.end <= length));
        }
    }
}
