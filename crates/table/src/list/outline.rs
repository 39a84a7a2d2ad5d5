use vekha_lexis::fold;

use super::line::{Line, MarkKind};
use crate::Kinds;
use crate::record::Words;

/// The rank of a heading among others, as far as its words and look tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The outline level of a heading style.
    Style(u8),
    /// «Раздел 1», «Этап 2»: by the word.
    Named(usize),
    /// «IV. …», «1. …»
    Mark(MarkKind),
    /// «Сентябрь»
    Date,
    /// «ОРГАНИЗАЦИОННАЯ РАБОТА»
    Capitals,
    /// Bold or centred.
    StandsOut,
    /// Any other words.
    Plain,
}

/// Words that, with a number before or after them, name a part of a plan.
const NAMES: &[&str] = &[
    "раздел",
    "глава",
    "часть",
    "направление",
    "цель",
    "задача",
    "блок",
    "этап",
    "модуль",
    "подраздел",
    "фаза",
    "шаг",
    "спринт",
    "месяц",
    "неделя",
    "квартал",
    "веха",
    "период",
    "полугодие",
    "триместр",
    "четверть",
    "итерация",
    "релиз",
];

/// The rank of a heading.
pub(crate) fn key(line: &Line, text: &str, kinds: &dyn Kinds) -> Key {
    if let Some(key) = own_key(line) {
        return key;
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    match line.mark {
        _ if kinds.is_schedule(text.trim_end_matches([':', '.', ' '])) => Key::Date,
        Some(mark) => Key::Mark(mark.kind),
        None if letters().count() > 3 && letters().all(char::is_uppercase) => Key::Capitals,
        None if line.stands_out() => Key::StandsOut,
        None => Key::Plain,
    }
}

/// The rank that a heading's style, name or Roman number gives it.
pub(crate) fn own_key(line: &Line) -> Option<Key> {
    if let Some(level) = line.heading {
        return Some(Key::Style(level));
    }
    if let Some(name) = name(&line.text()) {
        return Some(Key::Named(name));
    }
    line.mark.filter(|mark| mark.kind == MarkKind::Roman).map(|mark| Key::Mark(mark.kind))
}

/// Whether a text begins as «Раздел II», «Фаза 1: …», «2-й этап» or «Первый этап» do.
pub(crate) fn is_named(text: &str) -> bool {
    name(text).is_some()
}

fn name(text: &str) -> Option<usize> {
    let start: String = text.chars().take(60).collect();
    let folded = fold(&start);
    let mut words =
        folded.text().split(|c: char| c.is_whitespace() || ".:,-()".contains(c)).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next()?);
    let third = words.next().unwrap_or_default();
    let named = |word: &str| NAMES.iter().position(|name| *name == word);
    let is_number = |word: &str| {
        let word = word.trim_start_matches('№');
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || "ivxіху".contains(c))
    };
    const ORDINALS: &[&str] =
        &["перв", "втор", "трет", "четверт", "пят", "шест", "заключительн", "подготовительн", "итогов", "основн"];
    let is_ordinal = |word: &str| ORDINALS.iter().any(|stem| word.starts_with(stem)) || is_number(word);
    let suffix = ["й", "ый", "ой", "ий", "я", "ая", "е", "ое", "ье"].contains(&second);
    named(first)
        .filter(|_| is_number(second))
        .or_else(|| named(second).filter(|_| is_ordinal(first)))
        .or_else(|| named(third).filter(|_| is_number(first) && suffix))
}

/// The headings that hold, outermost first.
#[derive(Default)]
pub(crate) struct Outline {
    open: Vec<Opened>,
    /// Ranks in the order in which they were found inside each other.
    nesting: Vec<Key>,
    is_fresh: bool,
}

/// A heading that holds.
struct Opened {
    key: Key,
    words: Words,
    /// The unit it is.
    unit: usize,
    /// Whether it is a point of a list with parts.
    is_point: bool,
    /// Whether something stands under it.
    is_claimed: bool,
    /// When, by whom and with what result, if it says so.
    given: [Option<Words>; 3],
}

/// A heading as it is found.
pub(crate) struct Heading {
    /// Its words.
    pub words: Words,
    /// The unit it is.
    pub unit: usize,
    /// Whether it is a point of a list with parts.
    pub is_point: bool,
    /// When, by whom and with what result, if it says so.
    pub given: [Option<Words>; 3],
}

impl Outline {
    /// Opens a heading; it closes those of its own rank and of the ranks inside it.
    pub(crate) fn open(&mut self, key: Key, heading: Heading) {
        let Heading { words, unit, is_point, given } = heading;
        let same = self.open.iter().position(|open| !is_outer(open.key, key));
        let known = self.nesting.iter().position(|known| *known == key);
        let keep = match (self.open.iter().position(|open| open.key == key), known) {
            (Some(same), _) => same,
            (None, _) if matches!(key, Key::Style(_)) => same.unwrap_or(self.open.len()),
            (None, _) if self.is_fresh => self.open.len(),
            (None, Some(known)) => {
                let is_inside = |open: &Opened| {
                    self.nesting.iter().position(|other| *other == open.key).is_some_and(|at| at < known)
                };
                self.open.iter().rposition(is_inside).map_or(0, |at| at + 1)
            }
            (None, None) => self.open.iter().rposition(|open| rank(open.key) < rank(key)).map_or(0, |at| at + 1),
        };
        self.open.truncate(keep);
        self.open.push(Opened { key, words, unit, is_point, is_claimed: false, given });
        if self.is_fresh || known.is_none() {
            self.nesting = self.open.iter().map(|open| open.key).collect();
        }
        self.is_fresh = true;
    }

    /// Closes the heading that is a point of this rank itself, and those in it: another point of the rank has come.
    pub(crate) fn close(&mut self, key: Key) {
        if let Some(at) = self.open.iter().position(|open| open.key == key && open.is_point) {
            self.open.truncate(at);
        }
    }

    /// The units of the headings that have something under them now and had nothing before.
    pub(crate) fn claim(&mut self) -> Vec<usize> {
        let new = self.open.iter_mut().filter(|open| !open.is_claimed);
        new.map(|open| {
            open.is_claimed = true;
            open.unit
        })
        .collect()
    }

    /// Something other than a heading has come.
    pub(crate) fn passed(&mut self) {
        self.is_fresh = false;
    }

    /// The words of the headings.
    pub(crate) fn path(&self) -> Vec<Words> {
        self.open.iter().map(|open| open.words.clone()).collect()
    }

    /// What the headings say of when, outermost first.
    pub(crate) fn dates(&self) -> Vec<Words> {
        self.open.iter().filter_map(|open| open.given[0].clone()).collect()
    }

    /// What the innermost heading that says it gives to the points below: 0 when, 1 by whom, 2 with what result.
    pub(crate) fn given(&self, which: usize) -> Option<&Words> {
        self.open.iter().rev().find_map(|open| open.given[which].as_ref())
    }
}

/// Which of two headings of different kinds stands in the other, where nothing else says so.
pub(crate) fn rank(key: Key) -> usize {
    match key {
        Key::Style(level) => usize::from(level),
        Key::Named(_) => 10,
        Key::Mark(MarkKind::Roman) => 11,
        Key::Capitals => 12,
        Key::Mark(MarkKind::Arabic(depth)) => 12 + depth.min(4),
        Key::Mark(_) => 17,
        Key::StandsOut => 18,
        Key::Plain => 19,
        Key::Date => 20,
    }
}

fn is_outer(open: Key, inner: Key) -> bool {
    match (open, inner) {
        (Key::Style(open), Key::Style(inner)) => open < inner,
        (Key::Style(_), _) => true,
        _ => false,
    }
}
