//! How the words of a header are known again: in any form, cut short, cut at a line's end, with a footnote's sign, or
//! with a letter wrong.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use vekha_lexis::{lemmas, morph};

use crate::lexicon::{ABBREVIATIONS, Entry, LEXICON};

/// No header says what it holds in more words.
const MAX_WORDS: usize = 12;

/// The words of a folded header.
pub(crate) fn words(text: &str) -> Vec<Wording> {
    // «.№ п/п», «#»
    let text = text.replace(['№', '#'], " номер ");
    let text = rejoined(&text);
    let pieces = text.split_inclusive(|c: char| !is_of_word(c));
    let words = pieces.filter_map(|piece| {
        let word = piece.trim_end_matches(|c: char| !is_of_word(c)).trim_matches('-');
        (!word.is_empty()).then(|| Wording::new(without_footnote(word), piece.ends_with('.')))
    });
    words.take(MAX_WORDS).collect()
}

/// A letter, a figure or a hyphen; those of folded Russian first, for the tables of Unicode take ten times as long.
fn is_of_word(c: char) -> bool {
    matches!(c, 'а'..='я' | 'a'..='z' | '0'..='9' | '-') || c.is_alphanumeric()
}

/// «ответст-\nвенный» is one word; so is «ответст- венный», as a cell that lost its line break shows it.
fn rejoined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let after = &rest[at + 1..];
        let next = after.trim_start();
        let before_is_letter = rest[..at].chars().next_back().is_some_and(char::is_alphabetic);
        let is_cut = next.len() < after.len() && before_is_letter && next.starts_with(char::is_alphabetic);
        joined.push_str(&rest[..at]);
        if is_cut {
            rest = next;
        } else {
            joined.push('-');
            rest = after;
        }
    }
    joined.push_str(rest);
    joined
}

/// «срок1», «мероприятия²»: digits behind letters are a footnote's.
fn without_footnote(word: &str) -> &str {
    if word.starts_with(char::is_numeric) { word } else { word.trim_end_matches(char::is_numeric) }
}

/// A word of a header with all its dictionary forms, which are looked up once and only if they are asked for.
pub(crate) struct Wording {
    text: String,
    /// Whether a full stop follows.
    is_cut: bool,
    forms: OnceCell<Vec<String>>,
}

impl Wording {
    fn new(text: &str, is_cut: bool) -> Self {
        Self { text: text.to_owned(), is_cut, forms: OnceCell::new() }
    }

    /// Whether it is the word of this dictionary form.
    pub(crate) fn is(&self, form: &str) -> bool {
        self.text == form || self.forms().iter().any(|known| known == form)
    }

    pub(crate) fn is_number(&self) -> bool {
        self.text.chars().all(char::is_numeric)
    }

    /// An adjective or a participle, «планируемый», «достигнутые», or what is left of one: «ожид.».
    pub(crate) fn is_modifier(&self) -> bool {
        self.is_cut && self.text.chars().count() > 2
            || morph(&self.text).first().is_some_and(|reading| {
                matches!(reading.pos, "ADJ" | "DET") || (reading.pos == "VERB" && reading.case.is_some())
            })
    }

    fn forms(&self) -> &[String] {
        self.forms.get_or_init(|| {
            let mut forms = lemmas(&self.text);
            forms.extend(self.full());
            forms
        })
    }

    /// The word of the lexicon that this one cuts short or misspells.
    fn full(&self) -> Vec<String> {
        if let Some((_, full)) = ABBREVIATIONS.iter().find(|(short, _)| *short == self.text) {
            return vec![(*full).to_owned()];
        }
        if Phrases::get().words.binary_search(&self.text.as_str()).is_ok() {
            return Vec::new();
        }
        let length = self.text.chars().count();
        let is_unknown = || !morph(&self.text).first().is_some_and(|reading| reading.known);
        let known = Phrases::get().words.iter();
        let fits: Vec<&&str> = match self.text.split_once('-') {
            // «кол-во», «пров-ния»: the ends of a word.
            Some((start, end)) if start.chars().count() >= 2 && (1..=4).contains(&end.chars().count()) => {
                let ends = |form: &str| end.chars().next().is_some_and(|c| form[start.len()..].contains(c));
                known.filter(|form| form.starts_with(start) && ends(form)).collect()
            }
            Some(_) => return Vec::new(),
            None if self.is_cut && length >= 4 => known.filter(|form| form.starts_with(&self.text)).collect(),
            None if length >= 6 && is_unknown() => {
                known.filter(|form| form.starts_with(&self.text) || is_misspelt(&self.text, form)).collect()
            }
            None => return Vec::new(),
        };
        fits.into_iter().map(|form| (*form).to_owned()).collect()
    }
}

/// Whether a word nobody knows is a form of `form` with one letter wrong, missing, doubled or swapped.
fn is_misspelt(word: &str, form: &str) -> bool {
    /// Shorter words are too much alike.
    const MIN_STEM: usize = 6;
    /// No ending of a case is longer.
    const MAX_ENDING: usize = 3;
    if word.chars().next() != form.chars().next() {
        return false;
    }
    let stem: Vec<char> = form.chars().collect();
    let stem = &stem[..stem.len().saturating_sub(2)];
    let word: Vec<char> = word.chars().collect();
    if stem.len() < MIN_STEM || word.len() > stem.len() + MAX_ENDING + 1 {
        return false;
    }
    (stem.len() - 1..=stem.len() + 1)
        .filter(|&length| length <= word.len() && word.len() - length <= MAX_ENDING)
        .any(|length| is_near(&word[..length], stem))
}

/// Whether two words differ by one letter at most, or by two neighbours swapped.
fn is_near(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => true,
        ([first, second, a @ ..], [third, fourth, b @ ..]) if (first, second, a) == (fourth, third, b) => true,
        _ => match a.len().cmp(&b.len()) {
            std::cmp::Ordering::Equal => a[1..] == b[1..],
            std::cmp::Ordering::Less => a == &b[1..],
            std::cmp::Ordering::Greater => &a[1..] == b,
        },
    }
}

/// The lexicon by the first words of its phrases.
pub(crate) struct Phrases {
    by_word: HashMap<&'static str, Vec<(&'static Entry, &'static str)>>,
    /// Every word of it that is no conjunction, without repeats.
    words: Vec<&'static str>,
}

impl Phrases {
    pub(crate) fn get() -> &'static Self {
        static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::new);
        &PHRASES
    }

    fn new() -> Self {
        let mut by_word: HashMap<&'static str, Vec<_>> = HashMap::new();
        let mut words: Vec<&'static str> = Vec::new();
        for entry in LEXICON {
            for phrase in entry.phrases {
                words.extend(phrase.split(' ').filter(|word| word.chars().count() > 3));
                let first = phrase.split(' ').next().unwrap_or(phrase);
                by_word.entry(first).or_default().push((entry, *phrase));
            }
        }
        words.extend(ABBREVIATIONS.iter().map(|(_, full)| *full));
        words.sort_unstable();
        words.dedup();
        Self { by_word, words }
    }

    /// The longest phrase that the words begin with.
    pub(crate) fn longest(&self, words: &[Wording]) -> Option<(&'static Entry, &'static str)> {
        let first = words.first()?;
        let length = |phrase: &str| phrase.split(' ').count();
        let fits = |phrase: &str| {
            length(phrase) <= words.len() && phrase.split(' ').zip(words).skip(1).all(|(part, word)| word.is(part))
        };
        let exact = self.by_word.get(first.text.as_str()).into_iter();
        let forms = first.forms().iter().filter(|form| **form != first.text);
        let known = exact.chain(forms.filter_map(|form| self.by_word.get(form.as_str()))).flatten();
        // Of phrases of one length that of the likeliest form.
        let mut best: Option<(&'static Entry, &'static str)> = None;
        for (entry, phrase) in known.filter(|(_, phrase)| fits(phrase)) {
            if best.is_none_or(|(_, best)| length(phrase) > length(best)) {
                best = Some((entry, phrase));
            }
        }
        best
    }
}
