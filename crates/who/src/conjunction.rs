use vekha_lexis::{Case, Word};

use crate::body::{Asked, governs_one_territory};
use crate::body_core::Core;
use crate::cell::Cell;
use crate::comma::is_field;
use crate::extent::{begins_and_so_on, case_of, is_possessive};
use crate::name::name_at;
use crate::noun::{Noun, can_be_genitive, noun_at};
use crate::opening::acting_at;
use crate::set_phrase::set_at;
use crate::word::{Head, is_tail};

/// Whether «и» goes on with the same body: «образования и защиты прав», «КДН и ЗП».
pub(crate) fn and_goes_on(cell: &Cell, at: usize, core: &Core, asked: Asked) -> bool {
    let at = if is_possessive(cell, at) { at + 1 } else { at };
    if begins_and_so_on(cell, at)
        || cell.is_boundary(at)
        || name_at(cell, at).is_some()
        || set_at(cell, at).is_some()
        || acting_at(cell, at).is_some()
    {
        return false;
    }
    if let Some(class) = cell.class(at).filter(|class| class.abbreviation.is_some()) {
        // «КДН и ЗП», «отдел ГО, ЧС и МП»
        let is_tail = is_tail(&cell.tokens[at].text) && (core.is_abbreviation || is_field(cell, at.saturating_sub(2)));
        let is_no_body = class.abbreviation.is_some_and(|abbreviation| abbreviation.no_body);
        return is_tail || is_no_body || asked == Asked::ByOffice;
    }
    let case = case_of(asked);
    match noun_at(cell, at, case) {
        Some(noun) if matches!(noun.head, Head::Territory) => true,
        Some(noun) if is_field_of_work(cell, &noun) => true,
        // «аппарат Губернатора и Правительства области»: one territory has one government.
        Some(noun)
            if noun.case == case && noun.plural && is_single(&noun) && governs_one_territory(cell, noun.at + 1) =>
        {
            can_be_genitive(cell, &noun)
                && cell.class(at.saturating_sub(2)).is_some_and(|class| class.can_be(Case::Genitive))
        }
        Some(noun) if noun.case == case => {
            asked == Asked::ByOffice && noun.head != Head::Post && can_be_genitive(cell, &noun)
        }
        Some(_) => true,
        None => !cell.class(at).is_some_and(|class| class.agency && core.end == at),
    }
}

/// «топлива и энергетики»: what could be people is a field, as the genitive before it is.
pub(crate) fn is_field_of_work(cell: &Cell, noun: &Noun) -> bool {
    let is_field = |word: &Word| {
        let is_thing = word.pos == "NOUN" && word.animate != Some(true) && word.lemma != noun.lemma;
        is_thing && word.case == Some(Case::Genitive) && word.plural == Some(false)
    };
    let is_people = noun.head == Head::Post && noun.plural && noun.start == noun.at;
    let is_small = cell.tokens.get(noun.at).is_some_and(|token| !token.is_capitalized());
    let after_genitive =
        noun.at.checked_sub(2).and_then(|at| cell.class(at)).is_some_and(|class| class.can_be(Case::Genitive));
    is_people
        && is_small
        && after_genitive
        && cell.class(noun.at).is_some_and(|class| class.readings.iter().any(is_field))
}

/// A body of which a territory has one.
fn is_single(noun: &Noun) -> bool {
    matches!(noun.lemma.as_str(), "правительство" | "администрация" | "дума" | "прокуратура")
}
