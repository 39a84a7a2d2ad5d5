//! What a column's header says it holds, in any wording, order of words and case form.

use vekha_lexis::fold;
use vekha_model::Role;

use crate::lexicon::{Entry, NAMERS, OPENERS, PREPOSITIONS};
use crate::wording::{Phrases, Wording, words};

/// What a header in known words says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// What the column holds; `None` for a column known to be none of the roles.
    pub role: Option<Role>,
    /// Of two columns of one role the one of the higher rank has it.
    pub rank: u8,
    /// All roles of a header that names two or three things («Сроки, ответственные»), in its order; else empty.
    pub parts: Vec<Role>,
    /// Whether it speaks of what has happened or no longer holds: «Фактический срок», «Исполнитель (было)».
    pub is_fact: bool,
}

/// Headers are short.
const MAX_HEADER: usize = 160;

/// The role a header names, if its words are in the lexicon.
pub(crate) fn role(header: &str) -> Option<Role> {
    read(header)?.role
}

/// What a header says, if its words are in the lexicon.
pub(crate) fn read(header: &str) -> Option<Named> {
    if header.trim().is_empty() || header.chars().take(MAX_HEADER + 1).count() > MAX_HEADER {
        return None;
    }
    let folded = fold(header);
    let mut every_word = folded.text().split(|c: char| !c.is_alphabetic());
    let is_fact = every_word.any(|word| PAST.iter().any(|past| word.starts_with(past)));
    let text = without_brackets(folded.text());
    let entry = entry(&text)?;
    let parts = if entry.role.is_some_and(|role| MIXED.contains(&role)) { parts(&text) } else { Vec::new() };
    // «Наименование результата, мероприятия, контрольной точки»
    let names = words(&text).first().is_some_and(|word| NAMERS.iter().any(|namer| word.is(namer)));
    if names && parts.contains(&Role::Activity) && !parts.contains(&Role::Dates) {
        return Some(Named { role: Some(Role::Activity), rank: entry.rank, parts: Vec::new(), is_fact });
    }
    let is_window = parts.contains(&Role::Start) && parts.contains(&Role::End);
    let named = |role, rank, parts| Some(Named { role, rank, parts, is_fact });
    if is_window {
        return named(Some(Role::Dates), entry.rank, Vec::new());
    }
    let is_mixed = parts.len() > 1 && parts.contains(&Role::Dates) && parts.iter().all(|role| MIXED.contains(role));
    named(entry.role, entry.rank, if is_mixed { parts } else { Vec::new() })
}

/// What no longer holds, or has happened: «Факт», «Исполнитель (было)», «Прежний срок».
const PAST: &[&str] = &["факт", "было", "прежн", "предыдущ"];

/// Things that one header may name together.
const MIXED: &[Role] =
    &[Role::Activity, Role::Dates, Role::Start, Role::End, Role::Responsible, Role::Place, Role::Form, Role::Result];

/// The header without its glosses in brackets: «Срок (дата)»; a header all in brackets keeps its words.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                let is_outside = depth == 0;
                depth = depth.saturating_sub(1);
                return is_outside;
            }
            _ => {}
        }
        depth == 0
    };
    let kept: String = text.chars().filter(outside).collect();
    if kept.chars().any(char::is_alphanumeric) { kept } else { text.replace(['(', ')', '[', ']'], " ") }
}

/// The distinct roles of the things that a header lists.
fn parts(text: &str) -> Vec<Role> {
    let mut roles = Vec::new();
    for part in text.split([',', ';', '/', '+', '\n']).flat_map(|part| part.split(" и ")) {
        let role = entry(part).and_then(|entry| entry.role);
        roles.extend(role.filter(|role| !roles.contains(role)));
    }
    roles
}

/// What the words of a header say, words that may stand before skipped.
fn entry(text: &str) -> Option<&'static Entry> {
    let words = words(text);
    for at in 0..words.len() {
        if let Some(entry) = longest(&words[at..]) {
            // «Классный руководитель» is an office, «Руководитель» a header.
            let is_office = at > 0 && entry.role == Some(Role::Responsible) && entry.rank < 3;
            return (!is_office).then_some(entry);
        }
        if !is_skipped(&words[at]) {
            return None;
        }
    }
    None
}

/// Whether a word may stand before the one that counts.
fn is_skipped(word: &Wording) -> bool {
    word.is_number() || OPENERS.iter().any(|opener| word.is(opener)) || word.is_modifier()
}

/// The entry of the longest phrase that the words begin with.
fn longest(words: &[Wording]) -> Option<&'static Entry> {
    let (entry, phrase) = Phrases::get().longest(words)?;
    // «Наименование показателя»: the opener alone decides only where nothing better follows it, and that of a name
    // («Наименование должности») not even then.
    let rest = &words[phrase.split(' ').count()..];
    let is_task = phrase == "работа" && rest.first().is_some_and(|word| PREPOSITIONS.iter().any(|p| word.is(p)));
    if is_task {
        return None;
    }
    if !OPENERS.contains(&phrase) || rest.is_empty() {
        return Some(entry);
    }
    let skipped = rest.iter().take_while(|word| is_skipped(word)).count();
    let better = longest(&rest[skipped..]);
    let names_other = NAMERS.contains(&phrase) && skipped < rest.len();
    // «Содержание отчётности»: what follows is no thing to be done.
    let better = better.filter(|better| better.role.is_some() || NAMERS.contains(&phrase));
    better.or((!names_other).then_some(entry))
}

#[cfg(test)]
mod tests;
