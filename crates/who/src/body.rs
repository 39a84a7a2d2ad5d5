use std::ops::Range;

use vekha_lexis::{Case, Word};

use crate::body_core::{Core, core_at};
use crate::body_words::BARE_PAIRS;
use crate::cell::Cell;
use crate::extent::{begins_naming, end_of};
use crate::noun::{Noun, noun_at};
use crate::post_words::PARTICIPLES_OF_QUALIFIERS;
use crate::token::{Gap, Kind};
use crate::word::{Class, Head, is_never_bare};

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

fn body_of(cell: &Cell, core: Core, range: Range<usize>, asked: Asked) -> Option<Body> {
    let is_complemented = range.end > core.end;
    let Some(mut noun) = core.noun else {
        let is_class = core.generic_abbreviation && (!core.legal || core.end - range.start == 1);
        let is_declined = core.adjectives.as_ref().is_none_or(|(words, ..)| {
            let names_class =
                |at: usize| cell.tokens.get(at).is_some_and(|token| !token.is_capitalized() || token.lower == "все");
            let is_plural = |at: usize| {
                let class = cell.class(at);
                class.is_some_and(|class| class.readings.first().is_some_and(|word| word.plural == Some(true)))
            };
            let begins_cell = words.start == 0 && is_plural(0);
            begins_cell || words.start + 1 == core.end || words.clone().all(names_class)
        });
        let generic = is_class && is_declined && !is_particular(cell, core.end - 1..range.end);
        let (heads, case) = match core.adjectives {
            Some((words, forms, case)) => (vec![(words, forms)], Some(case)),
            None => (Vec::new(), None),
        };
        let is_declined_plural = |class: &Class| class.declined.as_ref().is_some_and(|(_, plural)| *plural);
        let plural = core.is_abbreviation && cell.class(core.end - 1).is_some_and(is_declined_plural);
        return Some(Body { range, heads, case, plural, generic, is_bare: false });
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
        _ if noun.lemma == "орган" && !noun.plural => {
            !is_particular(cell, core.end..range.end) && !is_of_named_body(cell, core.end..range.end)
        }
        Head::Unit if has_proper_word(cell, core.end..range.end) && !governs_territories(cell, core.end) => false,
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
pub(crate) fn governs_one_territory(cell: &Cell, at: usize) -> bool {
    noun_at(cell, at, Case::Genitive)
        .is_some_and(|noun| noun.head == Head::Territory && noun.case == Case::Genitive && !noun.plural)
}

/// «администрации муниципальных районов …»: a class of territories, whatever they lie in.
fn governs_territories(cell: &Cell, at: usize) -> bool {
    noun_at(cell, at, Case::Genitive).is_some_and(|noun| {
        let is_class = !has_proper_word(cell, noun.start..noun.at + 1);
        noun.head == Head::Territory && noun.case == Case::Genitive && noun.plural && is_class
    })
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

/// «органов и структурных подразделений»: heads after «и» or a comma in the case and number of the first one.
fn other_heads(cell: &Cell, first: &Noun, range: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
    let heads =
        (first.at + 1..range.end).filter(|at| cell.is_and(*at) || cell.is(*at, Kind::Comma)).filter_map(|and| {
            let Some(noun) = noun_at(cell, and + 1, first.case) else { return participle(cell, and + 1, first) };
            let is_second = noun.case == first.case && noun.plural == first.plural && noun.at < range.end;
            let is_body = matches!(noun.head, Head::Unit | Head::Institution);
            (is_second && is_body).then(|| (noun.start..noun.at + 1, noun.nominative))
        });
    heads.collect()
}

/// «организаций, реализующих …»: the participle goes to the nominative with the head.
fn participle(cell: &Cell, at: usize, head: &Noun) -> Option<(Range<usize>, Vec<String>)> {
    let is_qualifier = PARTICIPLES_OF_QUALIFIERS.iter().any(|stem| cell.lower(at).starts_with(stem));
    let is_participle = |word: &Word| word.pos == "VERB" || word.pos == "ADJ" && is_qualifier;
    let agrees = |word: &&Word| is_participle(word) && word.case == Some(head.case) && word.plural == Some(head.plural);
    let form = cell.class(at)?.readings.iter().find(agrees)?.inflect(Case::Nominative, Some(head.plural))?;
    Some((at..at + 1, vec![form]))
}

/// «территориальный орган Федеральной службы»: of one body, not what a bracket calls it.
fn is_of_named_body(cell: &Cell, range: Range<usize>) -> bool {
    let mut words = range.take_while(|at| !cell.is(*at, Kind::Open));
    words.any(|at| cell.class(at).is_some() && cell.tokens.get(at).is_some_and(crate::token::Token::is_capitalized))
}

/// Whether a proper word says which they are, before the name of the body they are units of.
fn has_proper_word(cell: &Cell, range: Range<usize>) -> bool {
    let is_superior = |at: &usize| {
        let class = cell.class(*at);
        let is_class = |class: &Class| class.abbreviation.is_some_and(|abbreviation| abbreviation.generic);
        class.is_some_and(|class| class.agency || is_class(class) || class.body() == Some(Head::Unit))
    };
    let mut words = range.take_while(|at| !is_superior(at));
    words.any(|at| cell.class(at).is_some() && cell.tokens.get(at).is_some_and(crate::token::Token::is_capitalized))
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
