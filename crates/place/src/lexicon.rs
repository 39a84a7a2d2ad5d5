use std::collections::HashMap;

use crate::declension::{cuts, is_form, stems};
use crate::words::{Gap, Word};

/// Names in the nominative, found in a text in any case form, in one step for each word whatever their number.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    /// The stem of the first word → its endings and the entry.
    first: HashMap<String, Vec<(&'static [&'static str], usize)>>,
    /// The other words of the name, and what it stands for.
    entries: Vec<(Vec<String>, T)>,
    /// Whether a comma can stand between two words of a name.
    commas: bool,
}

/// A name found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<T> {
    /// How many words it takes.
    pub length: usize,
    pub value: T,
}

impl<T: Copy> Lexicon<T> {
    pub fn with_capacity(names: usize) -> Self {
        Self { first: HashMap::with_capacity(names), entries: Vec::with_capacity(names), commas: false }
    }

    /// The same lexicon, which reads over commas: «департамент образования, науки и молодёжной политики».
    pub fn across_commas(self) -> Self {
        Self { commas: true, ..self }
    }

    /// Adds a name in the nominative, folded.
    pub fn insert(&mut self, name: &str, value: T) {
        let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return };
        let entry = self.entries.len();
        self.entries.push((words.map(str::to_owned).collect(), value));
        for stem in stems(first) {
            self.first.entry(stem.text).or_default().push((stem.endings, entry));
        }
    }

    /// What a single word stands for.
    pub fn of_word(&self, word: &str) -> Option<T> {
        cuts(word).find_map(|(stem, ending)| {
            let entries = self.first.get(stem)?.iter().filter(|(endings, _)| endings.contains(&ending));
            let whole = entries.filter_map(|&(_, entry)| self.entries.get(entry)).find(|(rest, _)| rest.is_empty());
            whole.map(|(_, value)| *value)
        })
    }

    /// The names that begin at the word `at`, the longest first.
    pub fn at(&self, words: &[Word], at: usize) -> Vec<Match<T>> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let mut found = Vec::new();
        for (stem, ending) in cuts(&word.text) {
            for &(endings, entry) in self.first.get(stem).into_iter().flatten() {
                let Some((rest, value)) = self.entries.get(entry) else { continue };
                if endings.contains(&ending) && self.goes_on(words, at, rest) {
                    found.push(Match { length: rest.len() + 1, value: *value });
                }
            }
        }
        found.sort_by_key(|found| std::cmp::Reverse(found.length));
        found
    }

    /// Whether the words after `at` are forms of `rest`.
    fn goes_on(&self, words: &[Word], at: usize, rest: &[String]) -> bool {
        rest.iter().zip(at + 1..).all(|(name, next)| {
            words.get(next).is_some_and(|word| {
                (joined(words, next) || self.commas && word.gap == Gap::Comma) && is_form(&word.text, name)
            })
        })
    }
}

/// Whether the word and the one before it can stand in one name: «р. п.», «Улан-Удэ», a line break between.
pub(crate) fn joined(words: &[Word], at: usize) -> bool {
    const LONGEST_SHORT_WORD: usize = 4;
    let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at)) else {
        return false;
    };
    match word.gap {
        Gap::Space | Gap::Hyphen => true,
        Gap::Dot => before.text.chars().count() <= LONGEST_SHORT_WORD,
        Gap::Comma | Gap::Quote | Gap::Break => false,
    }
}
