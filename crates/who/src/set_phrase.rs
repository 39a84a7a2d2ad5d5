use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use vekha_lexis::Case;

use crate::cell::Cell;
use crate::name::name_at;
use crate::noun::noun_at;
use crate::phrase_words::{Effect, SET_PHRASES, SetPhrase};
use crate::token::Kind;
use crate::word::Head;

/// A set phrase found in a cell.
#[derive(Clone, Copy)]
pub(crate) struct Set {
    pub(crate) phrase: &'static SetPhrase,
    /// One past its last token, a colon or dash after a heading phrase included.
    pub(crate) end: usize,
}

/// The words of one variant of a set phrase.
type Pattern = (Vec<&'static str>, &'static SetPhrase);

/// Patterns by their first word, the longest first.
static PATTERNS: LazyLock<BTreeMap<&'static str, Vec<Pattern>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&'static str, Vec<Pattern>> = BTreeMap::new();
    for phrase in SET_PHRASES {
        for pattern in phrase.patterns {
            let words: Vec<&'static str> = pattern.split(' ').collect();
            all.entry(words.first().copied().unwrap_or_default()).or_default().push((words, phrase));
        }
    }
    all.values_mut().for_each(|patterns| patterns.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    all
});

/// The longest set phrase that begins at this token.
pub(crate) fn set_at(cell: &Cell, at: usize) -> Option<Set> {
    let patterns = PATTERNS.get(cell.lower(at)).filter(|_| cell.is(at, Kind::Word))?;
    patterns.iter().find_map(|(words, phrase)| {
        let end = matched(cell, at, words)?;
        let end = closed(cell, at..end, phrase)?;
        Some(Set { phrase, end })
    })
}

/// What the words from `at` to `end` do, if they are a set phrase and no more.
pub(crate) fn whole_phrase(cell: &Cell, at: usize, end: usize) -> Option<Effect> {
    let patterns = PATTERNS.get(cell.lower(at))?;
    let is_whole = |words: &[&str]| matched(cell, at, words) == Some(end);
    patterns.iter().find(|(words, _)| is_whole(words)).map(|(_, phrase)| phrase.effect)
}

/// The note that begins at this token.
pub(crate) fn note_at(cell: &Cell, at: usize) -> Option<usize> {
    set_at(cell, at).filter(|set| set.phrase.effect == Effect::Note).map(|set| set.end)
}

/// The most words that a `~` of a pattern stands for: «настоящего распоряжения администрации района».
const SKIPPED_WORDS: usize = 4;

fn matched(cell: &Cell, at: usize, words: &[&str]) -> Option<usize> {
    let mut end = at;
    for (index, word) in words.iter().enumerate() {
        if end > at && cell.is_hard(end) {
            return None;
        }
        match *word {
            "*" => {
                while !cell.is_boundary(end) && !cell.is(end, Kind::Open) {
                    end += 1;
                }
                return Some(end);
            }
            "~" => {
                let rest = words.get(index + 1..)?;
                let is_skipped = |at: usize| cell.is(at, Kind::Word) && !cell.is_hard(at);
                let ends = (1..=SKIPPED_WORDS).map(|count| end + count);
                let mut ends = ends.take_while(|skipped| (end..*skipped).all(is_skipped));
                return ends.find_map(|skipped| matched(cell, skipped, rest).filter(|_| !cell.is_hard(skipped)));
            }
            "." if cell.is(end, Kind::Dot) => {}
            "," if cell.is(end, Kind::Comma) => {}
            beginning if beginning.starts_with('=') && cell.lower(end).starts_with(&beginning[1..]) => {}
            word if cell.is(end, Kind::Word) && cell.lower(end) == word => {}
            _ => return None,
        }
        end += 1;
    }
    Some(end)
}

/// The end of the phrase if what follows lets it be one.
fn closed(cell: &Cell, words: Range<usize>, phrase: &SetPhrase) -> Option<usize> {
    let end = words.end;
    let is_head = matches!(cell.kind(end), Some(Kind::Colon | Kind::Dash));
    match phrase.effect {
        Effect::Note => {
            let ends = cell.is_boundary(end) || matches!(cell.kind(end), Some(Kind::Dash | Kind::Open | Kind::Dot));
            (ends || cell.is_and(end)).then_some(end)
        }
        _ if is_head => Some(end + 1),
        _ if !phrase.heads_only => Some(end),
        _ if is_part_of_office(cell, &words) => None,
        _ => (end < cell.len() && (cell.is_hard(end) || begins_party(cell, end))).then_some(end),
    }
}

/// «ответственный секретарь»: the words agree with the office after them and are its first ones.
fn is_part_of_office(cell: &Cell, words: &Range<usize>) -> bool {
    let office = noun_at(cell, words.start, Case::Nominative).filter(|noun| noun.head == Head::Post);
    office.is_some_and(|noun| noun.at >= words.end)
}

fn begins_party(cell: &Cell, at: usize) -> bool {
    let is_office = |noun: crate::noun::Noun| noun.head == Head::Post && noun.case == Case::Nominative;
    name_at(cell, at).is_some() || noun_at(cell, at, Case::Nominative).is_some_and(is_office)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the set phrases found anywhere in a cell.
    fn found(text: &str) -> Vec<&'static str> {
        let cell = Cell::new(text);
        (0..cell.len()).filter_map(|at| set_at(&cell, at)).map(|set| set.phrase.name).collect()
    }

    #[test]
    fn each_example_is_read_by_its_own_phrase_and_no_reject_is() {
        let mut wrong = Vec::new();
        for phrase in SET_PHRASES {
            for (cell, expected) in phrase.examples {
                let got = crate::read(cell).to_string();
                if !found(cell).contains(&phrase.name) || got != *expected {
                    wrong.push(format!("{}: {cell}: expected {expected}, got {got}", phrase.name));
                }
            }
            let read = phrase.rejects.iter().filter(|cell| found(cell).contains(&phrase.name));
            wrong.extend(read.map(|cell| format!("{}: {cell} is read", phrase.name)));
            if phrase.examples.is_empty() {
                wrong.push(format!("{}: no example", phrase.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn no_two_phrases_have_the_same_name_or_words() {
        let mut names: Vec<&str> = SET_PHRASES.iter().map(|phrase| phrase.name).collect();
        let mut patterns: Vec<&str> = SET_PHRASES.iter().flat_map(|phrase| phrase.patterns).copied().collect();
        let (all_names, all_patterns) = (names.len(), patterns.len());
        names.sort_unstable();
        names.dedup();
        patterns.sort_unstable();
        patterns.dedup();
        assert_eq!((names.len(), patterns.len()), (all_names, all_patterns));
    }
}
