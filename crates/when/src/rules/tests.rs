use std::collections::BTreeSet;

use super::*;
use crate::item::items;
use crate::token::tokens;

fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().flat_map(|rules| rules.iter())
}

/// Which rules have a part in reading a phrase.
fn readers(phrase: &str) -> Vec<&'static str> {
    items(&tokens(phrase)).iter().filter(|item| item.atom().is_some()).filter_map(|item| item.rule).collect()
}

#[test]
fn every_pattern_compiles_and_every_name_is_given_once() {
    let mut names = BTreeSet::new();
    for rule in all() {
        Pattern::compile(rule.pattern).unwrap_or_else(|error| panic!("{}: {error}", rule.name));
        assert!(names.insert(rule.name), "two rules are called {}", rule.name);
    }
}

#[test]
fn every_example_is_read_by_its_rule_wholly_to_its_line() {
    let mut misses = Vec::new();
    for rule in all() {
        for (phrase, line) in rule.examples {
            let schedule = crate::read(phrase, None);
            if schedule.to_string() != *line {
                misses.push(format!("{}: {phrase}\n  expected {line}\n  got      {schedule}", rule.name));
            }
            if !schedule.unparsed.is_empty() {
                misses.push(format!("{}: {phrase} leaves {:?}", rule.name, schedule.unparsed));
            }
            if !readers(phrase).contains(&rule.name) {
                misses.push(format!("{}: {phrase} is read by {:?}", rule.name, readers(phrase)));
            }
        }
    }
    assert!(misses.is_empty(), "{} misses\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn no_reject_is_read_by_its_rule() {
    let mut misses = Vec::new();
    for rule in all() {
        misses.extend(
            rule.rejects
                .iter()
                .filter(|phrase| readers(phrase).contains(&rule.name) && reads_alone(phrase))
                .map(|phrase| format!("{}: {phrase}", rule.name)),
        );
    }
    assert!(misses.is_empty(), "read after all:\n{}", misses.join("\n"));
}

/// Markers without a date read nothing.
fn reads_alone(phrase: &str) -> bool {
    !crate::read(phrase, None).rules.is_empty()
}

#[test]
fn no_two_rules_tie_on_an_example() {
    let mut ties = Vec::new();
    for phrase in all().flat_map(|rule| rule.examples).map(|(phrase, _)| *phrase) {
        let tokens = tokens(phrase);
        for item in items(&tokens).iter().filter(|item| item.atom().is_some()) {
            let input = Input::new(&tokens[item.tokens.start..]);
            let matches: Vec<(usize, &str)> = compiled()
                .iter()
                .filter_map(|(rule, pattern)| {
                    pattern
                        .longest(&input)
                        .filter(|(_, slots)| (rule.build)(slots).is_some())
                        .map(|(length, _)| (length, rule.name))
                })
                .collect();
            let longest = matches.iter().map(|(length, _)| *length).max();
            let tied: Vec<&str> =
                matches.iter().filter(|(length, _)| Some(*length) == longest).map(|(_, name)| *name).collect();
            if tied.len() > 1 {
                ties.push(format!("{phrase}: {tied:?}"));
            }
        }
    }
    assert!(ties.is_empty(), "{}", ties.join("\n"));
}
