//! What the words say: one literal a rule, with its examples inside.

mod continuous;
mod day;
mod frequency;
mod month;
mod other;
mod term;
mod weekday;
mod year;

pub(crate) use month::starts;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::atom::Atom;
use crate::pattern::{Input, Pattern, Slot, Slots};
use crate::starts::{begins, names};
use crate::token::Token;

/// How some words are written and what they say.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// See [`Pattern`].
    pub(crate) pattern: &'static str,
    /// `None`: the words fit, but make no date.
    pub(crate) build: fn(&Slots) -> Option<Atom>,
    /// Phrases that this rule has a part in, each with the schedule it gives without a period.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    pub(crate) examples: &'static [(&'static str, &'static str)],
    /// Phrases that this rule has no part in.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read them"))]
    pub(crate) rejects: &'static [&'static str],
}

const RULES: &[&[Rule]] = &[
    day::RULES,
    month::RULES,
    year::RULES,
    term::RULES,
    weekday::RULES,
    frequency::RULES,
    continuous::RULES,
    other::RULES,
];

/// What the head of `tokens` says: the rule, how many tokens it takes, and the reading. The longest match wins.
pub(crate) fn head(tokens: &[Token]) -> Option<(&'static Rule, usize, Atom)> {
    let mut best: Option<(&'static Rule, usize, Atom)> = None;
    let input = Input::new(tokens);
    for (rule, pattern) in beginning_with(tokens.first()?) {
        let Some((length, slots)) = pattern.longest(&input) else { continue };
        let beaten = best
            .as_ref()
            .is_some_and(|(_, longest, atom)| length < *longest || (length == *longest && *atom != Atom::Impossible));
        if !beaten {
            best = Some((rule, length, (rule.build)(&slots).unwrap_or(Atom::Impossible)));
        }
    }
    best
}

type Compiled = (&'static Rule, Pattern);

/// The rules whose patterns can begin with this token, in the order of the lists: four of a hundred and more.
fn beginning_with(token: &Token) -> impl Iterator<Item = &'static Compiled> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let rules = compiled();
    let index = INDEX.get_or_init(|| Index::of(rules));
    let of_words = names(token).into_iter().filter_map(|name| index.words.get(&*name));
    let of_slots = index.slots.iter().filter(|(slot, _)| begins(*slot, token)).map(|(_, rules)| rules);
    let mut found: Vec<usize> = of_words.chain(of_slots).flatten().copied().collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|rule| rules.get(rule))
}

/// The numbers of the rules by what they begin with.
struct Index {
    words: HashMap<&'static str, Vec<usize>>,
    slots: Vec<(Slot, Vec<usize>)>,
}

impl Index {
    fn of(rules: &'static [Compiled]) -> Self {
        let mut index = Self { words: HashMap::new(), slots: Vec::new() };
        for (number, (_, pattern)) in rules.iter().enumerate() {
            let starts = pattern.starts();
            for word in starts.words {
                index.words.entry(word).or_default().push(number);
            }
            for slot in starts.slots {
                match index.slots.iter_mut().find(|(known, _)| *known == slot) {
                    Some((_, rules)) => rules.push(number),
                    None => index.slots.push((slot, vec![number])),
                }
            }
        }
        index
    }
}

fn compiled() -> &'static [Compiled] {
    static COMPILED: OnceLock<Vec<Compiled>> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let compile =
            |rule: &'static Rule| (rule, Pattern::compile(rule.pattern).expect("a test compiles every pattern"));
        RULES.iter().flat_map(|rules| rules.iter()).map(compile).collect()
    })
}

#[cfg(test)]
mod tests;
