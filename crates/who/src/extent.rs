use vekha_lexis::Case;

use crate::body::Asked;
use crate::body_core::Core;
use crate::bracket::{Bracket, bracket_at};
use crate::cell::Cell;
use crate::comma::{Within, past_inner_comma};
use crate::conjunction::{and_goes_on, is_field_of_work};
use crate::name::name_at;
use crate::noun::{Noun, can_be_genitive, noun_at};
use crate::opening::acting_at;
use crate::set_phrase::set_at;
use crate::token::{Gap, Kind};
use crate::word::{Class, Head};

/// Where the body ends: at a separator, at a new party, at words that are no name.
pub(crate) fn end_of(cell: &Cell, core: &Core, asked: Asked) -> usize {
    let mut at = core.end;
    let mut after_abbreviation = core.is_abbreviation;
    // After «им.» a name is part of the body's name, until it ends.
    let mut naming = false;
    while at < cell.len() {
        let next = match cell.kind(at) {
            Some(Kind::Comma) => match past_inner_comma(cell, at, Within::Body(core, case_of(asked))) {
                Some(next) => next,
                None => break,
            },
            _ if cell.is_boundary(at) => break,
            Some(Kind::Dash | Kind::Other | Kind::Dot) if !is_inner_sign(cell, at, core) => break,
            Some(Kind::Open) => match bracket_at(cell, at) {
                Some((Bracket::Part, end)) => end,
                _ => break,
            },
            Some(Kind::Quote) => cell.group_end(at).filter(|end| *end > at).unwrap_or(at + 1),
            Some(Kind::Word) if naming => name_at(cell, at).map_or(at + 1, |name| name.range.end),
            Some(Kind::Word) => match word_goes_on(cell, at, core, after_abbreviation, asked) {
                Some(end) => end,
                None => break,
            },
            _ => at + 1,
        };
        after_abbreviation = match cell.kind(at) {
            Some(Kind::Word) => cell.class(next - 1).is_some_and(|class| class.names_body() && !class.is_legal()),
            Some(Kind::Number | Kind::NumberSign | Kind::Quote) => after_abbreviation || core.legal,
            _ => after_abbreviation,
        };
        let is_surname = next > at + 1 || cell.tokens.get(at).is_some_and(|token| vekha_lexis::is_surname(&token.text));
        naming = match cell.kind(at) {
            Some(Kind::Word) => begins_naming(cell, at) || naming && !is_surname,
            _ => naming,
        };
        at = next;
    }
    without_joint(cell, at, core.end)
}

/// The end without an «и» or a comma that nothing followed; never before `least`.
pub(crate) fn without_joint(cell: &Cell, end: usize, least: usize) -> usize {
    let is_joint = |at: usize| cell.is_and(at) || cell.is(at, Kind::Comma);
    let mut end = end;
    while end > least && is_joint(end - 1) {
        end -= 1;
    }
    end
}

/// «школы – участники проекта»
fn begins_apposition(cell: &Cell, at: usize) -> bool {
    let noun = noun_at(cell, at + 1, Case::Nominative).filter(|_| cell.is(at, Kind::Dash));
    noun.is_some_and(|noun| noun.head == Head::Group && noun.plural && noun.case == Case::Nominative)
}

/// «их родители»
pub(crate) fn is_possessive(cell: &Cell, at: usize) -> bool {
    matches!(cell.lower(at), "их" | "его" | "ее") && noun_at(cell, at + 1, Case::Nominative).is_some()
}

/// «1 – 11 классов»
pub(crate) fn is_range(cell: &Cell, at: usize) -> bool {
    cell.is(at, Kind::Dash) && at > 0 && cell.is(at - 1, Kind::Number) && cell.is(at + 1, Kind::Number)
}

/// The case in which a party of its own would stand here.
pub(crate) fn case_of(asked: Asked) -> Case {
    match asked {
        Asked::Party(case) => case,
        Asked::ByOffice => Case::Nominative,
    }
}

/// How far the body goes with this word; nothing where the word is no part of it.
fn word_goes_on(cell: &Cell, at: usize, core: &Core, after_abbreviation: bool, asked: Asked) -> Option<usize> {
    let class = cell.class(at)?;
    if cell.is_and(at) {
        return and_goes_on(cell, at + 1, core, asked).then_some(at + 1);
    }
    if set_at(cell, at).is_some() || name_at(cell, at).is_some() || acting_at(cell, at).is_some() || class.finite_verb {
        return None;
    }
    if class.shortened == Some(true) && cell.is(at + 1, Kind::Dot) {
        return None;
    }
    if let Some(abbreviation) = class.abbreviation {
        let belongs = abbreviation.territory || abbreviation.superior || abbreviation.no_body;
        let joins = !abbreviation.post && (!after_abbreviation || belongs);
        // «Администрация района МБУ «Парк»», «отдел МБУ «Парк» МБУ «Сад»»
        let after_legal = (core.end..at).any(|at| cell.class(at).is_some_and(Class::is_legal));
        let after_named = cell.is(at - 1, Kind::Quote) && (core.legal || after_legal);
        let after_territory = ends_territory(cell, at)
            && !abbreviation.territory
            && !abbreviation.no_body
            && (!abbreviation.superior || abbreviation.generic);
        let is_second_body =
            after_territory || abbreviation.legal && (core.legal && core.noun.is_none() || after_named);
        return (joins && !is_second_body).then_some(at + 1);
    }
    match noun_at(cell, at, Case::Nominative) {
        Some(noun) if cell.is_and(at - 1) && is_field_of_work(cell, &noun) => Some(at + 1),
        Some(noun) if begins_party(cell, &noun, at, asked) && !is_named_by(core, &noun) && !is_object(cell, at) => None,
        Some(noun) => Some(noun.at + 1),
        None => Some(at + 1),
    }
}

/// «Администрация района ЦРБ»: after a territory the body before it is complete.
fn ends_territory(cell: &Cell, at: usize) -> bool {
    let territory = at.checked_sub(1).and_then(|at| cell.class(at)?.lemma_of(Head::Territory));
    territory.is_some_and(|lemma| lemma != "образование" || at > 1 && cell.lower(at - 2).starts_with("муниципальн"))
}

/// «организации, осуществляющие управление домами»: the object of the participle before it.
fn is_object(cell: &Cell, at: usize) -> bool {
    const ACTIVE: &[&str] = &["щие", "щая", "щее", "щий", "вшие", "вшая", "вшее", "вший"];
    let participle = cell.lower(at.saturating_sub(1));
    at > 1 && cell.is(at - 2, Kind::Comma) && ACTIVE.iter().any(|ending| participle.ends_with(ending))
}

/// «бюджетное учреждение культуры Центр досуга»: the name after a legal form written in words.
fn is_named_by(core: &Core, noun: &Noun) -> bool {
    const FORMS: &[&str] = &["учреждение", "организация", "предприятие", "общество"];
    let is_form = |head: &&Noun| head.start < head.at && !head.plural && FORMS.contains(&head.lemma.as_str());
    let is_body = matches!(noun.head, Head::Unit | Head::Institution);
    core.noun.as_ref().filter(is_form).is_some() && is_body && !noun.plural
}

/// «и др.», «и т.д.», «и другие»
pub(crate) fn begins_and_so_on(cell: &Cell, at: usize) -> bool {
    let is_small = cell.tokens.get(at).is_some_and(|token| !token.is_capitalized());
    is_small && matches!(cell.lower(at), "т" | "др" | "пр" | "другие" | "прочие")
}

/// «им.», «имени»: what follows names the body, whoever it was.
pub(crate) fn begins_naming(cell: &Cell, at: usize) -> bool {
    matches!(cell.lower(at), "им" | "имени" | "памяти")
}

/// Whether the phrase is no complement of the words before it but a party of its own.
fn begins_party(cell: &Cell, noun: &Noun, at: usize, asked: Asked) -> bool {
    let asked_case = case_of(asked);
    let is_apposition = cell.is(at.wrapping_sub(1), Kind::Dash) && noun.head == Head::Group;
    if is_apposition || noun.case != Case::Nominative && noun.case != asked_case {
        return false;
    }
    let is_governed = noun.case == Case::Nominative && can_be_genitive(cell, noun);
    let after_modifier = cell.class(at.wrapping_sub(1)).is_some_and(|class| class.modifier);
    match noun.head {
        // «Школа молодого учителя»
        Head::Post => {
            !(is_governed && (noun.start < noun.at || after_modifier)) || noun.plural && noun.case != Case::Nominative
        }
        Head::Territory => false,
        _ => noun.case == Case::Nominative && !is_governed,
    }
}

/// A sign inside a name: the stop of a shortened word, «&», a dash between two small words is none.
fn is_inner_sign(cell: &Cell, at: usize, core: &Core) -> bool {
    is_range(cell, at)
        || core.noun.as_ref().is_some_and(|noun| noun.plural) && begins_apposition(cell, at)
        || cell.is(at, Kind::Dot) && is_stop_of_shortened(cell, at)
        || cell.is(at, Kind::Other) && !matches!(cell.lower(at), "+" | "=" | "|" | "_")
}

/// «им.», «г.», «пос.», an initial: a full stop that ends no sentence.
pub(crate) fn is_stop_of_shortened(cell: &Cell, at: usize) -> bool {
    const SHORTENED: &[&str] = &[
        "им",
        "г",
        "гор",
        "с",
        "п",
        "пос",
        "р",
        "д",
        "дер",
        "х",
        "ст",
        "ул",
        "обл",
        "респ",
        "мкр",
        "р.п",
        "рп",
        "пгт",
        "св",
        "б",
        "муниц",
        "мун",
        "гос",
        "обр",
        "доп",
        "общ",
        "общеобр",
        "дошк",
        "учр",
        "орг",
        "проф",
        "рег",
        "рай",
        "адм",
        "упр",
        "отд",
        "кл",
        "восп",
        "работ",
        "раб",
        "несоверш",
        "физ",
        "культ",
        "мат",
        "рус",
        "нач",
        "иностр",
        "ин",
        "яз",
        "лит",
        "ист",
        "соц",
        "тех",
        "хоз",
        "вопр",
        "безоп",
        "учеб",
        "воспит",
        "мет",
        "метод",
    ];
    let before = at.checked_sub(1).and_then(|before| cell.tokens.get(before));
    let glued = cell.tokens.get(at).is_some_and(|token| token.gap == Gap::None);
    let goes_on = !cell.is_boundary(at + 1) && !cell.is(at + 1, Kind::Dot);
    glued
        && before.is_some_and(|token| SHORTENED.contains(&token.lower.as_str()) && (goes_on || token.lower != "г"))
        && (goes_on || !before.is_some_and(|token| matches!(token.lower.as_str(), "с" | "п" | "д" | "ст" | "б")))
}
