//! Patterns over tokens, as rules are written in: words as symbols, `[optional]`, `(one|or|another)`, `{slot}`.
//!
//! ```text
//! pattern = item…
//! item    = word | word"|"word… | "!"word (is not next) | "{"slot"}" | "["pattern"]" | "("pattern"|"pattern…")"
//! ```

use std::cell::RefCell;

use crate::token::{Kind, Token};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern(pub(crate) Vec<Node>);

/// A piece of a pattern.
#[derive(Debug)]
pub(crate) enum Node {
    Word(String),
    Slot(Slot),
    /// No token: the next one is not this word.
    Not(String),
    Optional(Vec<Node>),
    Choice(Vec<Vec<Node>>),
}

/// A place in a pattern for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Month,
    Weekday,
    Season,
    /// A year in four figures, 1950–2100.
    Year,
    /// Two figures of a year.
    ShortYear,
    /// A day of the month in figures, 1–31.
    Day,
    /// A month in figures, 1–12.
    MonthFigure,
    /// A count up to 999 in figures or words.
    Count,
    /// Any figures at all.
    Figures,
    /// An ordinal, or what may stand for one: «2», «II», «второй», «П».
    Ordinal,
    /// An ordinal in words (or Roman figures): «первого».
    SpelledOrdinal,
    /// A list of ordinals and ranges of them: «I-II, 4», «с 1 по 10 и с 20 по 25».
    Ordinals,
    /// A list of days in figures.
    Days,
    /// A list of weekdays and ranges of them.
    Weekdays,
    /// A month in two figures.
    TwoFigures,
    /// Minutes that are no month: 00, 13–59.
    Minutes,
    /// An unknown word that has the ending of an adjective.
    Adjective,
    /// An unknown word.
    Any,
    /// A number of units: «раз в 3 месяца».
    Interval,
    /// A unit of time, by its place in [`UNITS`].
    Unit,
    /// No token at all: `{#2}` says which branch of a choice was taken.
    Tag(i64),
}

/// The units of time by the symbols of their words.
pub(crate) const UNITS: &[&str] = &[
    "день",
    "неделя",
    "декада",
    "месяц",
    "квартал",
    "полугодие",
    "год",
    "четверть",
    "час",
    "сутки",
    "полгода",
    "дневный",
    "недельный",
    "месячный",
];

/// What a slot took: numbers, or ranges of them.
pub(crate) type Range = (i64, i64);

/// What the slots of a pattern took, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots(Vec<(Slot, Vec<Range>)>);

impl Slots {
    /// The number that the `nth` slot of this kind took.
    pub(crate) fn nth(&self, slot: Slot, nth: usize) -> Option<i64> {
        self.0.iter().filter(|(kind, _)| *kind == slot).nth(nth).and_then(|(_, ranges)| ranges.first()).map(|r| r.0)
    }

    /// The number that the first slot of this kind took.
    pub(crate) fn get(&self, slot: Slot) -> Option<i64> {
        self.nth(slot, 0)
    }

    /// As [`Slots::get`], for the small numbers of a calendar.
    pub(crate) fn small(&self, slot: Slot) -> Option<i8> {
        self.get(slot).and_then(|n| i8::try_from(n).ok())
    }

    /// The ranges that the first slot of this kind took; a single number is a range of one.
    pub(crate) fn ranges(&self, slot: Slot) -> Vec<(i8, i8)> {
        let found =
            self.0.iter().find(|(kind, _)| *kind == slot).map(|(_, ranges)| ranges.as_slice()).unwrap_or_default();
        found.iter().filter_map(|&(a, b)| Some((i8::try_from(a).ok()?, i8::try_from(b).ok()?))).collect()
    }

    /// The tag of the branch that was taken.
    pub(crate) fn tag(&self) -> Option<i64> {
        self.0.iter().find(|(kind, _)| matches!(kind, Slot::Tag(_))).and_then(|(_, ranges)| ranges.first()).map(|r| r.0)
    }

    /// Whether this tag was passed.
    pub(crate) fn has_tag(&self, tag: i64) -> bool {
        self.0.iter().any(|(kind, _)| *kind == Slot::Tag(tag))
    }

    /// The unit of time.
    pub(crate) fn unit(&self) -> Option<&'static str> {
        self.get(Slot::Unit).and_then(|at| usize::try_from(at).ok()).and_then(|at| UNITS.get(at)).copied()
    }

    /// A four-figure year.
    pub(crate) fn year(&self, nth: usize) -> Option<i16> {
        self.nth(Slot::Year, nth).and_then(|year| i16::try_from(year).ok())
    }
}

impl Pattern {
    /// Compiles a pattern; an odd one is said in a word.
    pub(crate) fn compile(text: &str) -> Result<Self, String> {
        let mut words = lex(text);
        words.reverse();
        let nodes = sequence(&mut words, false)?;
        if words.is_empty() { Ok(Self(nodes)) } else { Err(format!("unbalanced bracket in `{text}`")) }
    }

    /// The longest match at the head of `tokens`: how many tokens, and what the slots took.
    pub(crate) fn longest(&self, input: &Input<'_>) -> Option<(usize, Slots)> {
        let mut best = None;
        let mut slots = Slots::default();
        walk(&Rest { nodes: &self.0, then: None }, input, 0, &mut slots, &mut best);
        best.filter(|&(length, _)| length > 0)
    }
}

/// The tokens ahead, with the lists found in them, so that many patterns look for each list once.
pub(crate) struct Input<'a> {
    tokens: &'a [Token],
    lists: RefCell<Vec<(Slot, usize, Taken)>>,
}

type Taken = Option<(usize, Vec<Range>)>;

impl<'a> Input<'a> {
    pub(crate) fn new(tokens: &'a [Token]) -> Self {
        Self { tokens, lists: RefCell::default() }
    }

    /// The value at a token and how many tokens it takes.
    fn take(&self, slot: Slot, at: usize) -> Taken {
        let ahead = self.tokens.get(at..).unwrap_or_default();
        if !matches!(slot, Slot::Ordinals | Slot::Days | Slot::Weekdays) {
            return take(slot, ahead);
        }
        if let Some((.., taken)) = self.lists.borrow().iter().find(|(kind, place, _)| (*kind, *place) == (slot, at)) {
            return taken.clone();
        }
        let taken = take(slot, ahead);
        self.lists.borrow_mut().push((slot, at, taken.clone()));
        taken
    }
}

fn lex(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    for c in text.chars() {
        match c {
            ' ' => fresh = true,
            '[' | ']' | '(' | ')' | '|' => {
                words.push(c.to_string());
                fresh = true;
            }
            c => {
                if fresh {
                    words.push(String::new());
                }
                if let Some(last) = words.last_mut() {
                    last.push(c);
                }
                fresh = false;
            }
        }
    }
    words
}

/// Words are taken from the end of `words`, which holds them in reverse.
fn sequence(words: &mut Vec<String>, in_choice: bool) -> Result<Vec<Node>, String> {
    let mut nodes = Vec::new();
    while let Some(word) = words.last() {
        if word == "]" || word == ")" || (word == "|" && in_choice) {
            break;
        }
        let node = item(words)?;
        nodes.push(alternatives(node, words, in_choice)?);
    }
    Ok(nodes)
}

/// `one|another` outside round brackets is a choice of single items.
fn alternatives(node: Node, words: &mut Vec<String>, in_choice: bool) -> Result<Node, String> {
    let mut branches = vec![vec![node]];
    while !in_choice && words.last().is_some_and(|word| word == "|") {
        if matches!(branches.as_slice(), [branch] if matches!(branch.as_slice(), [Node::Slot(Slot::Tag(_))])) {
            return Err("a tag is no alternative, round brackets are missing".to_owned());
        }
        words.pop();
        branches.push(vec![item(words)?]);
    }
    match branches.pop() {
        Some(mut only) if branches.is_empty() => only.pop().ok_or_else(|| "an empty choice".to_owned()),
        last => Ok(Node::Choice(branches.into_iter().chain(last).collect())),
    }
}

fn item(words: &mut Vec<String>) -> Result<Node, String> {
    let word = words.pop().ok_or("a pattern ends early")?;
    match word.as_str() {
        "[" => {
            let inner = sequence(words, false)?;
            expect(words, "]")?;
            Ok(Node::Optional(inner))
        }
        "(" => {
            let mut branches = vec![sequence(words, true)?];
            while words.last().is_some_and(|word| word == "|") {
                words.pop();
                branches.push(sequence(words, true)?);
            }
            expect(words, ")")?;
            Ok(Node::Choice(branches))
        }
        name if name.starts_with('{') => slot(name).map(Node::Slot).ok_or_else(|| format!("unknown slot {name}")),
        name if name.len() > 1 && name.starts_with('!') => Ok(Node::Not(name.trim_start_matches('!').to_owned())),
        name => Ok(Node::Word(name.to_owned())),
    }
}

fn expect(words: &mut Vec<String>, bracket: &str) -> Result<(), String> {
    if words.pop().as_deref() == Some(bracket) { Ok(()) } else { Err(format!("`{bracket}` is missing")) }
}

fn slot(name: &str) -> Option<Slot> {
    Some(match name {
        "{month}" => Slot::Month,
        "{weekday}" => Slot::Weekday,
        "{season}" => Slot::Season,
        "{year}" => Slot::Year,
        "{yy}" => Slot::ShortYear,
        "{day}" => Slot::Day,
        "{mm}" => Slot::MonthFigure,
        "{n}" => Slot::Count,
        "{figures}" => Slot::Figures,
        "{nth}" => Slot::Ordinal,
        "{first}" => Slot::SpelledOrdinal,
        "{nths}" => Slot::Ordinals,
        "{days}" => Slot::Days,
        "{weekdays}" => Slot::Weekdays,
        "{MM}" => Slot::TwoFigures,
        "{min}" => Slot::Minutes,
        "{adj}" => Slot::Adjective,
        "{any}" => Slot::Any,
        "{k}" => Slot::Interval,
        "{unit}" => Slot::Unit,
        tag => Slot::Tag(tag.strip_prefix("{#")?.strip_suffix('}')?.parse().ok()?),
    })
}

/// What is left of a pattern: these nodes, and then those of the brackets around them.
struct Rest<'a> {
    nodes: &'a [Node],
    then: Option<&'a Rest<'a>>,
}

fn walk(rest: &Rest<'_>, input: &Input<'_>, at: usize, slots: &mut Slots, best: &mut Option<(usize, Slots)>) {
    let Some((node, nodes)) = rest.nodes.split_first() else {
        match rest.then {
            Some(then) => walk(then, input, at, slots, best),
            None if best.as_ref().is_none_or(|&(length, _)| at > length) => *best = Some((at, slots.clone())),
            None => {}
        }
        return;
    };
    let after = Rest { nodes, then: rest.then };
    match node {
        Node::Word(word) => {
            if input.tokens.get(at).is_some_and(|token| is_word(token, word)) {
                walk(&after, input, at + 1, slots, best);
            }
        }
        Node::Not(word) => {
            if !input.tokens.get(at).is_some_and(|token| is_word(token, word)) {
                walk(&after, input, at, slots, best);
            }
        }
        Node::Slot(slot) => {
            if let Some((length, ranges)) = input.take(*slot, at) {
                slots.0.push((*slot, ranges));
                walk(&after, input, at + length, slots, best);
                slots.0.pop();
            }
        }
        Node::Optional(inner) => {
            walk(&Rest { nodes: inner, then: Some(&after) }, input, at, slots, best);
            walk(&after, input, at, slots, best);
        }
        Node::Choice(branches) => {
            for branch in branches {
                walk(&Rest { nodes: branch, then: Some(&after) }, input, at, slots, best);
            }
        }
    }
}

fn is_word(token: &Token, word: &str) -> bool {
    match &token.kind {
        Kind::Known(symbol) => *symbol == word,
        Kind::Other(text) => text == word,
        Kind::Sign('.') if word == "." || word == "·" => token.glued == (word == "."),
        Kind::Sign(c) => word.chars().eq([*c]),
        _ => false,
    }
}

/// The value at the head of `tokens` and how many tokens it takes.
fn take(slot: Slot, tokens: &[Token]) -> Option<(usize, Vec<Range>)> {
    match slot {
        Slot::Ordinals => list(tokens, &[",", "/"], |token| value(Slot::Ordinal, token)),
        Slot::Days => list(tokens, &[","], |token| value(Slot::Day, token)),
        Slot::Weekdays => list(tokens, &[","], |token| value(Slot::Weekday, token)),
        Slot::Tag(tag) => Some((0, vec![(tag, tag)])),
        _ => tokens.first().and_then(|token| value(slot, token)).map(|n| (1, vec![(n, n)])),
    }
}

pub(crate) fn value(slot: Slot, token: &Token) -> Option<i64> {
    let number = match (slot, &token.kind) {
        (Slot::Month, Kind::Month(n)) | (Slot::Weekday, Kind::Weekday(n)) | (Slot::Season, Kind::Season(n)) => {
            i64::from(*n)
        }
        (Slot::Year, &Kind::Number { value, digits: 4, .. }) if (1950..=2100).contains(&value) => value.into(),
        (Slot::ShortYear, &Kind::Number { value, digits: 2, .. }) => value.into(),
        (Slot::Day, &Kind::Number { value, digits: 1..=2, .. }) if (1..=31).contains(&value) => value.into(),
        (Slot::MonthFigure, &Kind::Number { value, digits: 1..=2, .. }) if (1..=12).contains(&value) => value.into(),
        (Slot::Count, &Kind::Number { value, .. } | &Kind::Numeral { value, ordinal: false }) if value < 1000 => {
            value.into()
        }
        (Slot::Figures, &Kind::Number { value, .. }) => value.into(),
        (Slot::Ordinal, &Kind::Number { value, digits: 1..=2, .. } | &Kind::Numeral { value, .. }) => value.into(),
        (Slot::SpelledOrdinal, &Kind::Numeral { value, ordinal: true }) => value.into(),
        (Slot::Ordinal, Kind::Known("последний")) => -1,
        (Slot::Ordinal, Kind::Other(text)) => vekha_lexis::numerals::figure_look_alike(text)?.into(),
        (Slot::TwoFigures, &Kind::Number { value, digits: 2, .. }) if (1..=12).contains(&value) => value.into(),
        (Slot::Minutes, &Kind::Number { value, digits: 2, .. }) if value == 0 || (13..60).contains(&value) => {
            value.into()
        }
        (Slot::Adjective, Kind::Other(word)) if ADJECTIVE.iter().any(|ending| word.ends_with(ending)) => 0,
        (Slot::Any, Kind::Other(_)) => 0,
        (Slot::Interval, &Kind::Number { value, .. } | &Kind::Numeral { value, ordinal: false }) if value < 1000 => {
            value.into()
        }
        (Slot::Unit, Kind::Known(word)) => i64::try_from(UNITS.iter().position(|unit| unit == word)?).ok()?,
        _ => return None,
    };
    Some(number)
}

const ADJECTIVE: &[&str] = &["ому", "ему", "ого", "его", "ым", "им", "ой", "ей", "ыми", "ими", "ых", "их"];

/// At most so many members in one list; a longer one is no date.
const LONGEST_LIST: usize = 16;

/// `a`, `a-b`, `с a по b`, several of them set apart by commas or «и».
fn list(tokens: &[Token], separators: &[&str], value: impl Fn(&Token) -> Option<i64>) -> Option<(usize, Vec<Range>)> {
    let word =
        |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| words.iter().any(|word| is_word(token, word)));
    let number = |at: usize| tokens.get(at).and_then(&value);
    let mut ranges = Vec::new();
    let (mut at, mut end) = (0, 0);
    while ranges.len() < LONGEST_LIST {
        at += usize::from(!ranges.is_empty() && word(at, &["с", "по", "в"]));
        let Some(first) = number(at) else { break };
        at += 1;
        let joins = word(at, &["-", "по"]) || (word(at, &["·", "."]) && word(at + 1, &["-"]));
        let second = at + if word(at, &["-", "по"]) { 1 } else { 2 };
        match number(second).filter(|_| joins) {
            Some(last) => {
                ranges.push((first, last));
                at = second + 1;
            }
            None => ranges.push((first, first)),
        }
        end = at;
        let comma = usize::from(word(at, separators));
        let and = usize::from(word(at + comma, &["и", "или"]));
        if comma + and == 0 {
            break;
        }
        at += comma + and;
    }
    (end > 0).then_some((end, ranges))
}
