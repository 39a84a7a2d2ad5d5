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

use std::sync::OnceLock;

use crate::atom::Atom;
use crate::pattern::{Input, Pattern, Slots};
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
    for (rule, pattern) in compiled() {
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

fn compiled() -> &'static [(&'static Rule, Pattern)] {
    static COMPILED: OnceLock<Vec<(&'static Rule, Pattern)>> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let compile =
            |rule: &'static Rule| (rule, Pattern::compile(rule.pattern).expect("a test compiles every pattern"));
        RULES.iter().flat_map(|rules| rules.iter()).map(compile).collect()
    })
}

#[cfg(test)]
mod tests;
