use std::ops::Range;

use vekha_lexis::{Case, morph, noun_phrase};

use crate::body_words::BARE_PAIRS;
use crate::bracket::{Bracket, bracket_at};
use crate::cell::Cell;
use crate::name::name_at;
use crate::noun::{Noun, can_be_genitive, noun_at};
use crate::post::acting_at;
use crate::post_words::PARTICIPLES_OF_QUALIFIERS;
use crate::set_phrase::set_at;
use crate::token::{Gap, Kind};
use crate::word::{Head, is_never_bare, is_tail};

/// A body as it stands in a cell.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) range: Range<usize>,
    /// Its adjectives and head noun, with their nominative forms; so for each of several heads («органы и отделы»).
    heads: Vec<(Range<usize>, Vec<String>)>,
    /// The case it stands in, where it is declined.
    pub(crate) case: Option<Case>,
    pub(crate) plural: bool,
    pub(crate) generic: bool,
    /// A common noun with nothing to tell it apart: «школы».
    pub(crate) is_bare: bool,
}

/// Who asks for the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A party stands here, in this case.
    Party(Case),
    /// An office stands before it.
    ByOffice,
}

impl Body {
    /// Its name in the nominative, a capital first if asked and the body is a particular one out of an oblique case.
    pub(crate) fn name(&self, cell: &Cell, capital: bool) -> String {
        let is_changed = self.case.is_some_and(|case| case != Case::Nominative);
        let mut name = String::new();
        let mut at = self.range.start;
        for (words, forms) in &self.heads {
            append(cell, &mut name, at..words.start, &cell.phrase(at..words.start));
            append(cell, &mut name, words.clone(), &forms.join(" "));
            at = words.end;
        }
        append(cell, &mut name, at..self.range.end, &cell.phrase(at..self.range.end));
        let begins_changed = self.heads.first().is_some_and(|(words, _)| words.start == self.range.start);
        let is_named_anew = is_changed && begins_changed && capital && !self.generic && !self.plural;
        if is_named_anew { capitalized(&name) } else { name }
    }
}

/// Adds the words of a range to a name, apart from what is before them where the cell has them apart.
fn append(cell: &Cell, name: &mut String, range: Range<usize>, words: &str) {
    let is_apart = cell.tokens.get(range.start).is_some_and(|token| token.gap != Gap::None);
    if is_apart && !name.is_empty() && !words.is_empty() {
        name.push(' ');
    }
    name.push_str(words);
}

/// The text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The body that begins at this token.
pub(crate) fn body_at(cell: &Cell, at: usize, asked: Asked) -> Option<Body> {
    let wanted = match asked {
        Asked::Party(case) => case,
        Asked::ByOffice => Case::Genitive,
    };
    let core = core_at(cell, at, wanted)?;
    let end = end_of(cell, &core, asked);
    body_of(cell, core, at..end, asked)
}

/// The first words of a body, which decide what it is.
pub(crate) struct Core {
    legal: bool,
    noun: Option<Noun>,
    /// Adjectives before an abbreviation, with their nominative forms and case: «региональное УМО».
    adjectives: Option<(Range<usize>, Vec<String>, Case)>,
    generic_abbreviation: bool,
    /// Whether the last word read is an abbreviation.
    is_abbreviation: bool,
    end: usize,
}

fn core_at(cell: &Cell, at: usize, wanted: Case) -> Option<Core> {
    let mut start = at;
    while cell.class(start).is_some_and(|class| class.is_legal()) && (start == at || !cell.is_hard(start)) {
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
    if cell.lower(start.wrapping_sub(1)) == "ип"
        && let Some(name) = name_at(cell, start)
    {
        core.end = name.range.end;
        (core.is_abbreviation, core.generic_abbreviation) = (false, false);
        return Some(core);
    }
    if cell.is_opening_quote(start) {
        core.end = cell.group_end(start)?;
        (core.is_abbreviation, core.generic_abbreviation) = (false, false);
        return Some(core);
    }
    // «5 отряд»
    let noun_start = if cell.is(start, Kind::Number) && !cell.is_hard(start + 1) { start + 1 } else { start };
    if let Some(noun) = noun_at(cell, noun_start, if legal { Case::Nominative } else { wanted })
        .filter(|noun| !matches!(noun.head, Head::Post | Head::Rank))
    {
        core.end = noun.at + 1;
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

type Adjectives = Option<(Range<usize>, Vec<String>, Case)>;

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
        let declined = class.declined.as_ref().map(|(base, _)| (at..at + 1, vec![base.clone()], Case::Genitive));
        return Some((end + 1, declined));
    }
    let adjectives: Vec<&str> = cell.tokens[at..end].iter().map(|token| token.text.as_str()).collect();
    let (forms, case) = agreed_with(&adjectives, cell.lower(end), wanted)?;
    Some((end + 1, Some((at..end, forms, case))))
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

/// Where the body ends: at a separator, at a new party, at words that are no name.
fn end_of(cell: &Cell, core: &Core, asked: Asked) -> usize {
    let mut at = core.end;
    let mut after_abbreviation = core.is_abbreviation;
    // After «им.» a name is part of the body's name, until it ends.
    let mut naming = false;
    while at < cell.len() {
        let next = match cell.kind(at) {
            Some(Kind::Comma) if comma_goes_on(cell, at, Some(core)) => at + 1,
            _ if cell.is_boundary(at) => break,
            Some(Kind::Dash | Kind::Other | Kind::Dot) if !is_inner_sign(cell, at) => break,
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
    at
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
        let is_second_body = core.legal && abbreviation.legal && core.noun.is_none();
        return (joins && !is_second_body).then_some(at + 1);
    }
    match noun_at(cell, at, Case::Nominative) {
        Some(noun) if begins_party(cell, &noun, at, asked) => None,
        Some(noun) => Some(noun.at + 1),
        None => Some(at + 1),
    }
}

/// «и др.», «и т.д.», «и другие»
pub(crate) fn begins_and_so_on(cell: &Cell, at: usize) -> bool {
    matches!(cell.lower(at), "т" | "др" | "пр" | "другие" | "прочие")
}

/// «им.», «имени»: what follows names the body, whoever it was.
pub(crate) fn begins_naming(cell: &Cell, at: usize) -> bool {
    matches!(cell.lower(at), "им" | "имени" | "памяти")
}

/// Whether the phrase is no complement of the words before it but a party of its own.
fn begins_party(cell: &Cell, noun: &Noun, at: usize, asked: Asked) -> bool {
    let asked_case = match asked {
        Asked::Party(case) => case,
        Asked::ByOffice => Case::Nominative,
    };
    if noun.case != Case::Nominative && noun.case != asked_case {
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

/// Whether «и» goes on with the same body: «образования и защиты прав», «КДН и ЗП».
fn and_goes_on(cell: &Cell, at: usize, core: &Core, asked: Asked) -> bool {
    if begins_and_so_on(cell, at)
        || cell.is_boundary(at)
        || name_at(cell, at).is_some()
        || set_at(cell, at).is_some()
        || acting_at(cell, at).is_some()
    {
        return false;
    }
    if let Some(class) = cell.class(at).filter(|class| class.abbreviation.is_some()) {
        let is_tail = is_tail(&cell.tokens[at].text) && core.is_abbreviation;
        let is_no_body = class.abbreviation.is_some_and(|abbreviation| abbreviation.no_body);
        return is_tail || is_no_body || asked == Asked::ByOffice;
    }
    let case = match asked {
        Asked::Party(case) => case,
        Asked::ByOffice => Case::Nominative,
    };
    match noun_at(cell, at, case) {
        Some(noun) if matches!(noun.head, Head::Territory) => true,
        Some(noun) if noun.case == case => asked == Asked::ByOffice && can_be_genitive(cell, &noun),
        Some(_) => true,
        None => !cell.class(at).is_some_and(|class| class.agency && core.end == at),
    }
}

/// A sign inside a name: the stop of a shortened word, «&», a dash between two small words is none.
fn is_inner_sign(cell: &Cell, at: usize) -> bool {
    cell.is(at, Kind::Dot) && is_stop_of_shortened(cell, at)
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

/// Whether a comma stands inside a name: «культуры, спорта и туризма», «№ 1, № 2», «…, ответственный за питание».
pub(crate) fn comma_goes_on(cell: &Cell, at: usize, core: Option<&Core>) -> bool {
    let next = at + 1;
    if cell.is_hard(next)
        && !cell.tokens.get(next).is_some_and(|token| token.text.chars().next().is_some_and(char::is_lowercase))
    {
        return false;
    }
    let is_plural = core.and_then(|core| core.noun.as_ref()).is_some_and(|noun| noun.plural);
    match cell.kind(next) {
        Some(Kind::NumberSign) => true,
        Some(Kind::Number) => cell.is(at - 1, Kind::Number) && (cell.is_boundary(next + 1) || cell.is_and(next + 1)),
        Some(Kind::Quote) => is_plural && cell.is_opening_quote(next) && cell.is(at - 1, Kind::Quote),
        Some(Kind::Word) => words_go_on(cell, at),
        _ => false,
    }
}

fn words_go_on(cell: &Cell, comma: usize) -> bool {
    let next = comma + 1;
    let small = cell.tokens.get(next).is_some_and(|token| token.text.chars().next().is_some_and(char::is_lowercase));
    if !small || set_at(cell, next).is_some() || name_at(cell, next).is_some() || acting_at(cell, next).is_some() {
        return false;
    }
    if PARTICIPLES_OF_QUALIFIERS.iter().any(|stem| cell.lower(next).starts_with(stem)) {
        let heads_office = noun_at(cell, next, Case::Nominative).is_some_and(|noun| noun.at > next);
        return !heads_office && !cell.is_boundary(next + 1);
    }
    if noun_at(cell, next, Case::Nominative).is_some()
        || cell.class(next).is_none_or(|class| class.abbreviation.is_some())
    {
        return false;
    }
    let mut noun = next;
    while noun < next + 4 && cell.class(noun).is_some_and(|class| class.modifier) {
        noun += 1;
    }
    let oblique = [Case::Genitive, Case::Dative, Case::Instrumental, Case::Prepositional];
    let (Some(before), Some(after)) = (cell.class(comma - 1), cell.class(noun)) else { return false };
    let is_noun = after.readings.iter().any(|word| word.pos == "NOUN");
    let modifiers_agree = |case: Case| (next..noun).all(|at| cell.class(at).is_some_and(|class| class.can_be(case)));
    let oblique = oblique.into_iter().filter(|case| modifiers_agree(*case)).collect::<Vec<_>>();
    let after_abbreviation = before.abbreviation.is_some() && after.can_be(Case::Genitive);
    is_noun && (after_abbreviation || oblique.iter().any(|case| before.can_be(*case) && after.can_be(*case)))
}

fn body_of(cell: &Cell, core: Core, range: Range<usize>, asked: Asked) -> Option<Body> {
    let is_complemented = range.end > core.end;
    let Some(mut noun) = core.noun else {
        let is_class = core.generic_abbreviation && (!core.legal || core.end - range.start == 1);
        let is_declined = core.adjectives.as_ref().is_none_or(|(words, ..)| words.end == core.end);
        let generic = is_class && is_declined && !is_particular(cell, core.end - 1..range.end);
        let (heads, case) = match core.adjectives {
            Some((words, forms, case)) => (vec![(words, forms)], Some(case)),
            None => (Vec::new(), None),
        };
        return Some(Body { range, heads, case, plural: false, generic, is_bare: false });
    };
    let is_modified = noun.start < noun.at;
    let is_plain = !is_modified && !core.legal;
    let is_action = is_plain && !noun.plural && matches!(noun.lemma.as_str(), "организация" | "образование");
    let is_nothing = is_plain && !noun.plural && !is_complemented && is_never_bare(&noun.lemma);
    if asked != Asked::ByOffice && (is_action || is_nothing) {
        return None;
    }
    if noun.head == Head::Unit && noun.case == Case::Nominative && noun.plural && governs_one_territory(cell, core.end)
    {
        noun = noun_at(cell, noun.start, Case::Genitive).filter(|noun| noun.case == Case::Genitive).unwrap_or(noun);
    }
    let is_compound = cell.lower(noun.at).contains('-') && noun.lemma != "школа-интернат";
    let is_bare = matches!(noun.head, Head::Institution)
        && !is_compound
        && !core.legal
        && (is_plain && !is_complemented || is_bare_pair(cell, &noun, range.end));
    let class_of_bodies = match noun.head {
        Head::Group => true,
        _ if noun.lemma == "орган" && !noun.plural => !is_particular(cell, core.end..range.end),
        Head::Unit if has_proper_word(cell, core.end..range.end) => false,
        _ => noun.plural && !is_particular(cell, core.end..range.end),
    };
    let generic = class_of_bodies && !core.legal;
    let mut heads = vec![(noun.start..noun.at + 1, noun.nominative.clone())];
    if noun.case != Case::Nominative {
        heads.extend(other_heads(cell, &noun, range.clone()));
    }
    Some(Body { range, heads, case: Some(noun.case), plural: noun.plural, generic, is_bare })
}

/// «администрации Луговского района»: one territory has one administration.
fn governs_one_territory(cell: &Cell, at: usize) -> bool {
    noun_at(cell, at, Case::Genitive)
        .is_some_and(|noun| noun.head == Head::Territory && noun.case == Case::Genitive && !noun.plural)
}

/// «детским садом», «домом культуры»
fn is_bare_pair(cell: &Cell, noun: &Noun, end: usize) -> bool {
    let lemmas = |at: usize| {
        cell.class(at)
            .map(|class| class.readings.iter().map(|word| word.lemma.as_str()).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let has = |at: usize, lemma: &str| lemmas(at).contains(&lemma) || cell.lower(at) == lemma;
    let (first, last) = (noun.start, end - 1);
    end == noun.start + 2 && BARE_PAIRS.iter().any(|(one, two)| has(first, one) && has(last, two))
}

/// «органов и структурных подразделений»: heads after «и» in the case and number of the first one.
fn other_heads(cell: &Cell, first: &Noun, range: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
    let heads = (first.at + 1..range.end).filter(|at| cell.is_and(*at)).filter_map(|and| {
        let noun = noun_at(cell, and + 1, first.case)?;
        let is_second = noun.case == first.case && noun.plural == first.plural && noun.at < range.end;
        let is_body = matches!(noun.head, Head::Unit | Head::Institution);
        (is_second && is_body).then(|| (noun.start..noun.at + 1, noun.nominative))
    });
    heads.collect()
}

fn has_proper_word(cell: &Cell, mut range: Range<usize>) -> bool {
    range.any(|at| cell.class(at).is_some() && cell.tokens.get(at).is_some_and(crate::token::Token::is_capitalized))
}

/// Whether something in these words tells one body from its class: a number, a quoted or a proper name.
fn is_particular(cell: &Cell, mut range: Range<usize>) -> bool {
    range.any(|at| {
        let is_settlement =
            cell.is(at + 1, Kind::Dot) && matches!(cell.lower(at), "с" | "г" | "д" | "п" | "пос" | "дер" | "х");
        is_settlement
            || begins_naming(cell, at)
            || matches!(cell.kind(at), Some(Kind::NumberSign | Kind::Number | Kind::Quote))
    })
}
