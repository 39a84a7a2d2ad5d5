use std::ops::Range;

use vekha_lexis::{Case, noun_phrase};

use crate::body_words::{BODY_PAIRS, GROUP_MAKERS, HEADS_AFTER, HEADS_BEFORE, SINGULAR_ONLY, TERRITORY_PAIRS};
use crate::cell::Cell;
use crate::token::Kind;
use crate::word::{Class, Head};

/// Adjectives and the noun they agree with, heading an office or a body: «опорные школы», «главный врач».
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    pub(crate) start: usize,
    /// The token of the noun; the phrase ends with it.
    pub(crate) at: usize,
    pub(crate) head: Head,
    pub(crate) lemma: String,
    pub(crate) case: Case,
    pub(crate) plural: bool,
    /// Its words in the nominative.
    pub(crate) nominative: Vec<String>,
}

/// The most adjectives that stand before a noun; more are no phrase of an official.
const MODIFIERS: usize = 7;

/// The phrase that begins here with adjectives, if any, and ends with an office or a body; in the case wanted if it can.
pub(crate) fn noun_at(cell: &Cell, at: usize, wanted: Case) -> Option<Noun> {
    let mut head = at;
    // The noun farthest to the right with which all words before it agree: «ответственный секретарь».
    let mut found = None;
    while head < at + MODIFIERS {
        let Some(class) = cell.class(head) else { break };
        if head > at && cell.is_hard(head) {
            break;
        }
        if !class.heads.is_empty() {
            found = noun_of(cell, at, head, wanted).or(found);
        }
        if !class.modifier {
            break;
        }
        // «региональные и муниципальные методисты»
        let is_pair = cell.is_and(head + 1) && cell.class(head + 2).is_some_and(|class| class.modifier);
        // «отраслевые (функциональные) органы»
        let is_aside = cell.is(head + 1, Kind::Open)
            && cell.class(head + 2).is_some_and(|class| class.modifier)
            && cell.is(head + 3, Kind::Close)
            && !cell.is_boundary(head + 4);
        if is_aside {
            head += 4;
            continue;
        }
        head += if is_pair && !cell.is_hard(head + 1) { 2 } else { 1 };
    }
    found
}

/// Whether the phrase, read as `Nominative`, can as well be a genitive singular: «школы», «директора».
pub(crate) fn can_be_genitive(cell: &Cell, noun: &Noun) -> bool {
    let words = words(cell, noun.start, noun.at);
    noun_phrase(&words, &[Case::Genitive]).is_some_and(|phrase| phrase.case == Case::Genitive)
}

fn noun_of(cell: &Cell, start: usize, at: usize, wanted: Case) -> Option<Noun> {
    let class = cell.class(at)?;
    let head = chosen_head(cell, class, start, at)?;
    let lemma = class.lemma_of(head).or(class.heads.first().map(|(_, lemma)| lemma.as_str())).unwrap_or_default();
    let lemma = lemma.to_owned();
    let words = words(cell, start, at);
    let mut phrase = noun_phrase(&words, &[wanted])?;
    if phrase.plural && SINGULAR_ONLY.split_whitespace().any(|only| only == lemma) {
        phrase = noun_phrase(&words, &[Case::Genitive]).filter(|phrase| !phrase.plural)?;
    }
    let nominative = with_signs(cell, start..at + 1, phrase.nominative);
    Some(Noun { start, at, head, lemma, case: phrase.case, plural: phrase.plural, nominative })
}

fn chosen_head(cell: &Cell, class: &Class, start: usize, at: usize) -> Option<Head> {
    let has = |lemma: &str| class.heads.iter().any(|(_, known)| known == lemma);
    let is_pair = |(noun, before): &&(&str, &str)| has(noun) && at > start && cell.lower(at - 1).starts_with(before);
    if TERRITORY_PAIRS.iter().any(|pair| is_pair(&pair)) {
        return Some(Head::Territory);
    }
    if BODY_PAIRS.iter().any(|pair| is_pair(&pair)) {
        return Some(Head::Institution);
    }
    let stands_alone = |lemma: &str| {
        lemma != "образование" && stands_before(cell, lemma, at + 1) && stands_after(cell, lemma, start, at)
    };
    let mut heads = class.heads.iter().filter(|(_, lemma)| stands_alone(lemma)).map(|(head, _)| *head);
    let head = heads.find(|head| *head != Head::Team);
    if head.is_some() || class.heads.is_empty() {
        return head;
    }
    let makes_team = |at: usize| {
        cell.class(at).is_some_and(|class| {
            class.readings.iter().any(|word| GROUP_MAKERS.split_whitespace().any(|maker| maker == word.lemma))
        })
    };
    (start..at).any(makes_team).then_some(Head::Team)
}

/// A noun of [`HEADS_BEFORE`] is a head only before one of its words or a name in quotes.
fn stands_before(cell: &Cell, lemma: &str, next: usize) -> bool {
    let mut words = HEADS_BEFORE.iter().filter(|(noun, _)| *noun == lemma).map(|(_, word)| *word).peekable();
    words.peek().is_none() || cell.is_opening_quote(next) || words.any(|word| word == cell.lower(next))
}

/// A noun of [`HEADS_AFTER`] is a head only after an adjective that begins so.
fn stands_after(cell: &Cell, lemma: &str, start: usize, at: usize) -> bool {
    let mut words = HEADS_AFTER.iter().filter(|(noun, _)| *noun == lemma).map(|(_, word)| *word).peekable();
    words.peek().is_none() || at > start && words.any(|word| cell.lower(at - 1).starts_with(word))
}

fn words(cell: &Cell, start: usize, at: usize) -> Vec<&str> {
    (start..=at)
        .filter(|at| cell.is(*at, Kind::Word) && !cell.is_and(*at))
        .filter_map(|at| cell.tokens.get(at))
        .map(|token| token.text.as_str())
        .collect()
}

/// The forms with «и» and brackets again where the cell has them.
fn with_signs(cell: &Cell, range: Range<usize>, forms: Vec<String>) -> Vec<String> {
    let mut forms = forms.into_iter();
    let mut written: Vec<String> = Vec::new();
    let mut is_open = false;
    for at in range {
        match cell.kind(at) {
            Some(Kind::Open) => is_open = true,
            Some(Kind::Close) => written.last_mut().into_iter().for_each(|form| form.push(')')),
            _ if cell.is_and(at) => written.push(cell.lower(at).to_owned()),
            _ => {
                let bracket = if std::mem::take(&mut is_open) { "(" } else { "" };
                written.extend(forms.next().map(|form| format!("{bracket}{form}")));
            }
        }
    }
    written
}
