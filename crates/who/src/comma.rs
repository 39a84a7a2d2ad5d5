use vekha_lexis::Case;

use crate::body_core::Core;
use crate::cell::Cell;
use crate::name::name_at;
use crate::noun::noun_at;
use crate::opening::acting_at;
use crate::post_words::PARTICIPLES_OF_QUALIFIERS;
use crate::set_phrase::set_at;
use crate::token::{Kind, Token};
use crate::word::Head;

/// What the comma stands in.
#[derive(Clone, Copy)]
pub(crate) enum Within<'a> {
    Office,
    /// A body, where parties are asked for in this case.
    Body(&'a Core, Case),
}

/// Where the words after a comma inside a name begin to be looked at again: «культуры, спорта и туризма», «№ 1, № 2»,
/// «…, ответственный за питание»; nothing where the comma separates.
pub(crate) fn past_inner_comma(cell: &Cell, at: usize, within: Within<'_>) -> Option<usize> {
    let goes_on = cell.is(at, Kind::Comma) && comma_goes_on(cell, at, within);
    // The word after the comma is no party: that was looked at.
    let after = if cell.is(at + 1, Kind::Word) { at + 2 } else { at + 1 };
    goes_on.then_some(after)
}

fn comma_goes_on(cell: &Cell, at: usize, within: Within<'_>) -> bool {
    let next = at + 1;
    let is_small = cell.tokens.get(next).is_some_and(|token| token.text.chars().next().is_some_and(char::is_lowercase));
    if cell.is_hard(next) && !is_small {
        return false;
    }
    match cell.kind(next) {
        Some(Kind::NumberSign) => true,
        Some(Kind::Number) => cell.is(at - 1, Kind::Number) && number_goes_on(cell, next, within),
        Some(Kind::Quote) => {
            let is_plural =
                matches!(within, Within::Body(core, _) if core.noun.as_ref().is_some_and(|noun| noun.plural));
            is_plural && cell.is_opening_quote(next) && cell.is(at - 1, Kind::Quote)
        }
        Some(Kind::Word) if is_field(cell, next) => is_field(cell, at - 1) || is_one_of_fields(cell, at),
        Some(Kind::Word) if is_list_of_territories(cell, at) => true,
        Some(Kind::Word) => (is_small || is_oblique_adjective(cell, next)) && words_go_on(cell, at, within),
        _ => false,
    }
}

/// «ГО, ЧС»
pub(crate) fn is_field(cell: &Cell, at: usize) -> bool {
    let abbreviation = cell.class(at).and_then(|class| class.abbreviation);
    abbreviation.is_some_and(|abbreviation| abbreviation.no_body || abbreviation.territory && !abbreviation.generic)
}

/// «отдел строительства, ЖКХ и транспорта»: a field between others, which alone names nobody.
fn is_one_of_fields(cell: &Cell, comma: usize) -> bool {
    let is_noun = |at: usize| {
        cell.class(at).is_some_and(|class| {
            class.abbreviation.is_none()
                && (!class.can_be(Case::Nominative) || class.heads.is_empty() && class.can_be(Case::Genitive))
        })
    };
    let no_body = cell.class(comma + 1).and_then(|class| class.abbreviation).is_some_and(|field| field.no_body);
    let goes_on = cell.is_and(comma + 2) && is_noun(comma + 3) || cell.is(comma + 2, Kind::Comma);
    no_body
        && goes_on
        && cell.class(comma - 1).is_some_and(|class| class.heads.is_empty() && class.abbreviation.is_none())
}

/// «Ольховского, Липовского сельских поселений»: adjectives, commas and «и» up to a territory.
fn is_list_of_territories(cell: &Cell, comma: usize) -> bool {
    let is_adjective = |at: usize| {
        cell.tokens.get(at).is_some_and(Token::is_capitalized)
            && cell
                .class(at)
                .is_some_and(|class| class.modifier && class.heads.is_empty() && class.can_be(Case::Genitive))
    };
    let mut at = comma;
    while cell.is(at, Kind::Comma) || cell.is_and(at) {
        if !is_adjective(at - 1) || !is_adjective(at + 1) {
            return false;
        }
        at += 2;
    }
    noun_at(cell, at - 1, Case::Genitive)
        .or_else(|| noun_at(cell, at, Case::Genitive))
        .is_some_and(|noun| noun.head == Head::Territory && noun.plural && noun.case == Case::Genitive)
}

/// «…, Вооружённых Сил»
fn is_oblique_adjective(cell: &Cell, at: usize) -> bool {
    let follows = cell.class(at + 1).is_some_and(|class| !class.can_be(Case::Nominative)) && !cell.is_boundary(at + 1);
    follows
        && cell.class(at).is_some_and(|class| {
            class.modifier && class.heads.is_empty() && class.abbreviation.is_none() && !class.can_be(Case::Nominative)
        })
}

/// «№ 1, 2, 5», «учителя 4, 9 классов»
fn number_goes_on(cell: &Cell, number: usize, within: Within<'_>) -> bool {
    let ends = cell.is_boundary(number + 1) || cell.is_and(number + 1);
    ends || matches!(within, Within::Office) || cell.lower(number + 1).starts_with("класс")
}

fn words_go_on(cell: &Cell, comma: usize, within: Within<'_>) -> bool {
    let next = comma + 1;
    if set_at(cell, next).is_some() || name_at(cell, next).is_some() || acting_at(cell, next).is_some() {
        return false;
    }
    let is_participle = cell.class(next).is_some_and(|class| {
        class.heads.is_empty() && class.readings.first().is_some_and(|word| word.pos == "VERB" && word.case.is_some())
    });
    if is_participle || PARTICIPLES_OF_QUALIFIERS.iter().any(|stem| cell.lower(next).starts_with(stem)) {
        return participle_goes_on(cell, next, within);
    }
    if let Some(noun) = noun_at(cell, next, wanted(within)) {
        let is_party = noun.case == wanted(within) || matches!(noun.head, Head::Post) || noun.case == Case::Nominative;
        return !is_party && agrees_with_before(cell, comma);
    }
    cell.class(next).is_some_and(|class| class.abbreviation.is_none()) && agrees_with_before(cell, comma)
}

fn wanted(within: Within<'_>) -> Case {
    match within {
        Within::Office => Case::Nominative,
        Within::Body(_, case) => case,
    }
}

/// «педагоги, преподающие в 9 классах»; after a body «ответственный за …» is an office of its own.
fn participle_goes_on(cell: &Cell, next: usize, within: Within<'_>) -> bool {
    let noun = noun_at(cell, next, Case::Nominative);
    let heads_office = noun.as_ref().is_some_and(|noun| noun.at > next);
    // «граждане, ведущие подсобное хозяйство»
    let has_object =
        cell.class(next + 1).is_some_and(|class| class.can_be(Case::Accusative) && !class.can_be(Case::Genitive));
    let of_people = |core: &Core| core.noun.as_ref().is_some_and(|noun| noun.head == Head::Group);
    let goes_on = matches!(within, Within::Body(core, _) if of_people(core)) && has_object;
    let is_office = matches!(within, Within::Body(..)) && noun.is_some_and(|noun| noun.head == Head::Post) && !goes_on;
    !heads_office && !is_office && !cell.is_boundary(next + 1)
}

/// Whether the noun after the comma stands in an oblique case in which the word before it can stand too.
fn agrees_with_before(cell: &Cell, comma: usize) -> bool {
    let next = comma + 1;
    let mut noun = next;
    while noun < next + 4 && cell.class(noun).is_some_and(|class| class.modifier) {
        noun += 1;
    }
    let (Some(before), Some(after)) = (cell.class(comma - 1), cell.class(noun)) else { return false };
    let is_noun = after.readings.iter().any(|word| word.pos == "NOUN");
    let modifiers_agree = |case: Case| (next..noun).all(|at| cell.class(at).is_some_and(|class| class.can_be(case)));
    let after_abbreviation =
        before.abbreviation.is_some() && after.can_be(Case::Genitive) && modifiers_agree(Case::Genitive);
    let mut oblique = [Case::Genitive, Case::Dative, Case::Instrumental, Case::Prepositional].into_iter();
    let agrees = |case: Case| modifiers_agree(case) && before.can_be(case) && after.can_be(case);
    is_noun && (after_abbreviation || oblique.any(agrees))
}
