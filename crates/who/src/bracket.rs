use crate::cell::Cell;
use crate::name::{bare_surname_at, name_at};
use crate::phrase_words::Effect;
use crate::set_phrase::{note_at, set_at, whole_phrase};
use crate::token::Kind;

/// What a group in brackets is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bracket {
    /// It holds people of the body or office before it.
    Names,
    /// «(по согласованию)»
    Note,
    /// «(контроль)», «(исполнители)»: a role and no more.
    Role(Effect),
    /// «(далее – Фонд)»
    Definition,
    /// A telephone or another number, which names nobody.
    Number,
    /// A part of the name before it.
    Part,
}

/// How many tokens of a bracket are looked through for a name.
const LOOKED_THROUGH: usize = 60;

/// What the bracket at `at` holds, and one past its end; nothing if it is never closed.
pub(crate) fn bracket_at(cell: &Cell, at: usize) -> Option<(Bracket, usize)> {
    let end = cell.group_end(at).filter(|_| cell.is(at, Kind::Open))?;
    let inner = at + 1..(end - 1).min(at + LOOKED_THROUGH);
    let has_name = || inner.clone().any(|at| name_at(cell, at).is_some());
    let has_words = inner.clone().any(|at| cell.is(at, Kind::Word));
    let is_telephone = matches!(cell.lower(at + 1), "тел" | "телефон" | "т" | "доб");
    let bracket = if note_at(cell, at + 1).is_some() {
        Bracket::Note
    } else if cell.lower(at + 1) == "далее" {
        Bracket::Definition
    } else if !has_words || is_telephone {
        Bracket::Number
    } else if let Some(effect) = whole_phrase(cell, at + 1, end - 1) {
        Bracket::Role(effect)
    } else if has_name() || begins_role(cell, at + 1) || bare_surname_at(cell, at + 1).is_some() {
        Bracket::Names
    } else {
        Bracket::Part
    };
    Some((bracket, end))
}

/// «(совместно с …)»
fn begins_role(cell: &Cell, at: usize) -> bool {
    set_at(cell, at).is_some_and(|set| matches!(set.phrase.effect, Effect::Role(..)))
}
