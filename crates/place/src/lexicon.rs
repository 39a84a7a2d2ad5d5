use std::collections::HashMap;

use crate::declension::{cuts, is_form, stems};
use crate::words::{Gap, Word, is_letter};

/// Names in the nominative, found in a text in any case form, in one step for each word whatever their number.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    /// The stem of the first word → its last node.
    last: HashMap<String, usize>,
    nodes: Vec<Node>,
    entries: Vec<Entry<T>>,
    /// Whether a comma can stand between two words of a name.
    commas: bool,
}

/// One name that begins with a stem; the names of a stem are a chain.
#[derive(Debug)]
struct Node {
    endings: &'static [&'static str],
    entry: usize,
    before: Option<usize>,
}

#[derive(Debug)]
struct Entry<T> {
    /// The words of the name after its first.
    rest: Vec<String>,
    value: T,
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
        Self {
            last: HashMap::with_capacity(names),
            nodes: Vec::with_capacity(names),
            entries: Vec::with_capacity(names),
            commas: false,
        }
    }

    /// The same lexicon, which reads over commas: «департамент образования, науки и молодёжной политики».
    pub fn across_commas(self) -> Self {
        Self { commas: true, ..self }
    }

    /// Adds a name in the nominative, folded.
    pub fn insert(&mut self, name: &str, value: T) {
        let mut words = name.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return };
        let entry = self.entries.len();
        self.entries.push(Entry { rest: words.map(str::to_owned).collect(), value });
        for stem in stems(first) {
            let node = self.nodes.len();
            let before = self.last.insert(stem.text, node);
            self.nodes.push(Node { endings: stem.endings, entry, before });
        }
    }

    /// What a single word stands for.
    pub fn of_word(&self, word: &str) -> Option<T> {
        cuts(word)
            .flat_map(|(stem, ending)| self.chain(stem).filter(move |(node, _)| node.endings.contains(&ending)))
            .find(|(_, entry)| entry.rest.is_empty())
            .map(|(_, entry)| entry.value)
    }

    /// The names of one word with this stem.
    pub fn with_stem(&self, stem: &str) -> impl Iterator<Item = T> {
        self.chain(stem).filter(|(_, entry)| entry.rest.is_empty()).map(|(_, entry)| entry.value)
    }

    /// The names that begin at the word `at`, the longest first.
    pub fn at(&self, words: &[Word], at: usize) -> Vec<Match<T>> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let mut found: Vec<Match<T>> = cuts(&word.text)
            .flat_map(|(stem, ending)| self.chain(stem).filter(move |(node, _)| node.endings.contains(&ending)))
            .filter(|(_, entry)| self.goes_on(words, at, &entry.rest))
            .map(|(_, entry)| Match { length: entry.rest.len() + 1, value: entry.value })
            .collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.length));
        found
    }

    fn chain(&self, stem: &str) -> impl Iterator<Item = (&Node, &Entry<T>)> {
        let node = |at: usize| self.nodes.get(at);
        std::iter::successors(self.last.get(stem).and_then(|&at| node(at)), move |last| node(last.before?))
            .filter_map(|node| Some((node, self.entries.get(node.entry)?)))
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
