use std::ops::Range;

use vekha_lexis::{Case, morph, noun_phrase};

use crate::body::capitalized;
use crate::cell::Cell;
use crate::name::name_at;
use crate::noun::{Noun, noun_at};
use crate::token::Kind;
use crate::word::{Class, Head};

/// The first words of a body, which decide what it is.
pub(crate) struct Core {
    /// Whether it begins with a legal form.
    pub(crate) legal: bool,
    pub(crate) noun: Option<Noun>,
    /// Adjectives before an abbreviation, with their nominative forms and case: «региональное УМО».
    pub(crate) adjectives: Adjectives,
    pub(crate) generic_abbreviation: bool,
    /// Whether the last word read is an abbreviation.
    pub(crate) is_abbreviation: bool,
    pub(crate) end: usize,
}

pub(crate) fn core_at(cell: &Cell, at: usize, wanted: Case) -> Option<Core> {
    let mut start = at;
    while begins_legal(cell, start, start > at) && (start == at || !cell.is_hard(start)) {
        start += 1;
    }
    let legal = start > at;
    let mut core = Core {
        legal,
        noun: None,
        adjectives: None,
        generic_abbreviation: legal && cell.class(start - 1)?.abbreviation?.generic,
        is_abbreviation: legal,
        end: start,
    };
    if legal && cell.is_hard(start) && !cell.is_opening_quote(start) && !goes_on_after_legal(cell, start) {
        return Some(core);
    }
    let is_farm = cell.lower(start.wrapping_sub(1)) == "кфх" && wanted == Case::Nominative;
    if (is_farm || cell.lower(start.wrapping_sub(1)) == "ип")
        && let Some(name) = name_at(cell, start)
    {
        core.end = name.range.end;
        (core.is_abbreviation, core.generic_abbreviation) = (false, false);
        return Some(core);
    }
    if cell.is_opening_quote(start) {
        if !legal && !begins_body(cell, start + 1) {
            return None;
        }
        core.end = cell.group_end(start)?;
        (core.is_abbreviation, core.generic_abbreviation) = (false, false);
        return Some(core);
    }
    // «5 отряд», «9 ПСО»
    let start = if cell.is(start, Kind::Number) && !cell.is_hard(start + 1) { start + 1 } else { start };
    if let Some(noun) = noun_at(cell, start, if legal { Case::Nominative } else { wanted })
        .filter(|noun| !matches!(noun.head, Head::Post | Head::Rank))
    {
        core.end = noun.at + 1;
        // «крестьянское хозяйство Иванова И.И.»
        let is_farm = wanted == Case::Nominative && cell.lower(noun.start).starts_with("крестьянск") && !noun.plural;
        if let Some(name) = name_at(cell, core.end).filter(|_| is_farm) {
            core.end = name.range.end;
        }
        (core.is_abbreviation, core.generic_abbreviation) = (false, false);
        core.noun = Some(noun);
        return Some(core);
    }
    if let Some((end, adjectives)) = abbreviation_at(cell, start, wanted, legal) {
        core.generic_abbreviation = cell.class(end - 1)?.abbreviation?.generic;
        core.adjectives = adjectives;
        (core.is_abbreviation, core.end) = (true, end);
        return Some(core);
    }
    if cell.class(start).is_some_and(|class| class.agency) && name_at(cell, start).is_none() {
        core.end = start + 1;
        core.generic_abbreviation = false;
        core.adjectives = agency_forms(cell, start, wanted);
        return Some(core);
    }
    legal.then_some(core)
}

/// A legal form, or the territory beside it: «СПб ГБУ», «ГАУ ДПО ЗО «Центр»».
fn begins_legal(cell: &Cell, at: usize, after_legal: bool) -> bool {
    let Some(class) = cell.class(at) else { return false };
    let next = cell.class(at + 1).filter(|_| !cell.is_hard(at + 1));
    let is_region = cell.lower(at).chars().count() == 2 && cell.lower(at).ends_with('о');
    let names_next = cell.is_opening_quote(at + 1) || next.is_some_and(|class| class.names_body());
    let is_territory = class.abbreviation.is_some_and(|abbreviation| abbreviation.territory);
    class.is_legal()
        || after_legal && class.abbreviation.is_some() && is_region && names_next
        || !after_legal && is_territory && next.is_some_and(|class| class.is_legal())
}

/// «СОШ № 2» in quotes is a body without its legal form; «Три медведя» is none.
fn begins_body(cell: &Cell, at: usize) -> bool {
    let noun = noun_at(cell, at, Case::Nominative);
    noun.is_some_and(|noun| matches!(noun.head, Head::Unit | Head::Institution | Head::Team))
        || cell.class(at).is_some_and(|class| class.names_body() || class.is_legal())
}

/// The nominative of «Минтрудом»; nothing where the word is not declined.
fn agency_forms(cell: &Cell, at: usize, wanted: Case) -> Adjectives {
    let class = cell.class(at)?;
    if class.can_be(wanted) && wanted == Case::Nominative || class.can_be(Case::Nominative) && !class.can_be(wanted) {
        return None;
    }
    let reading = class.readings.iter().find(|word| word.case == Some(wanted)).or(class.readings.first())?;
    let form = reading.inflect(Case::Nominative, Some(false))?;
    Some((at..at + 1, vec![capitalized(&form)], reading.case?))
}

fn goes_on_after_legal(cell: &Cell, at: usize) -> bool {
    !cell.is_boundary(at) || cell.class(at).is_some_and(|class| class.names_body())
}

/// The range of some words, their nominative forms, and the case they stand in.
pub(crate) type Adjectives = Option<(Range<usize>, Vec<String>, Case)>;

/// An abbreviation that names a body, with the adjectives before it.
fn abbreviation_at(cell: &Cell, at: usize, wanted: Case, legal: bool) -> Option<(usize, Adjectives)> {
    let mut end = at;
    while end < at + 6 && cell.class(end).is_some_and(|class| class.modifier && class.abbreviation.is_none()) {
        end += 1;
        if cell.is_hard(end) {
            return None;
        }
    }
    let class = cell.class(end)?;
    let abbreviation = class.abbreviation?;
    let alone_is_nothing = abbreviation.territory && !abbreviation.generic || abbreviation.no_body || abbreviation.post;
    if alone_is_nothing && !legal {
        return None;
    }
    if end == at {
        return Some((end + 1, undeclined(class).map(|form| (at..at + 1, vec![form], Case::Genitive))));
    }
    let adjectives: Vec<&str> = cell.tokens[at..end].iter().map(|token| token.text.as_str()).collect();
    let (mut forms, case) = agreed_with(&adjectives, cell.lower(end), wanted)?;
    if case == Case::Genitive && wanted == Case::Nominative && is_stressed_name(cell, at, end) {
        return Some((end + 1, Some((at..end, vec![cell.tokens[at].text.clone()], Case::Nominative))));
    }
    let declined = undeclined(class);
    let last = end + usize::from(declined.is_some());
    forms.extend(declined);
    Some((end + 1, Some((at..last, forms, case))))
}

/// «ФАП» of «ФАПа», «ФАПы» of «ФАПов»; nothing where the abbreviation is not declined.
fn undeclined(class: &Class) -> Option<String> {
    class.declined.as_ref().map(|(base, plural)| if *plural { format!("{base}ы") } else { base.clone() })
}

/// «Луговской ФАП»: «-ской» is a nominative too before an abbreviation of the masculine gender.
fn is_stressed_name(cell: &Cell, at: usize, end: usize) -> bool {
    let is_masculine = !cell.lower(end).ends_with(['о', 'у', 'ш', 'б', 'а']);
    let is_stressed = cell.lower(at).ends_with("ской") || cell.lower(at).ends_with("цкой");
    end == at + 1 && is_masculine && is_stressed
}

/// Adjectives in the nominative as they agree with an abbreviation, whose gender is that of the noun its last letter stands for.
fn agreed_with(adjectives: &[&str], abbreviation: &str, wanted: Case) -> Option<(Vec<String>, Case)> {
    let likely = match abbreviation.chars().last() {
        Some('о' | 'у') => ["объединение", "центр", "школа"],
        Some('ш' | 'б' | 'а') => ["школа", "объединение", "центр"],
        _ => ["центр", "школа", "объединение"],
    };
    let cases = [
        wanted,
        Case::Nominative,
        Case::Genitive,
        Case::Instrumental,
        Case::Dative,
        Case::Accusative,
        Case::Prepositional,
    ];
    for case in cases {
        for (noun, plural) in likely.iter().map(|noun| (noun, false)).chain([(&likely[0], true)]) {
            let Some(form) = morph(noun).first().and_then(|word| word.inflect(case, Some(plural))) else { continue };
            let mut words = adjectives.to_vec();
            words.push(&form);
            if let Some(phrase) =
                noun_phrase(&words, &[case]).filter(|phrase| phrase.case == case && phrase.plural == plural)
            {
                let forms = phrase.nominative.into_iter().take(adjectives.len()).collect();
                return Some((forms, case));
            }
        }
    }
    None
}
