use vekha_lexis::Case;

use crate::cell::Cell;
use crate::noun::noun_at;
use crate::post_words::ACTING;
use crate::token::{Gap, Kind};
use crate::word::{Head, is_deputy};

/// The words that make an office: «и.о. заместителя», «гл. специалист», «учитель-логопед».
pub(crate) struct Opening {
    pub(crate) case: Option<Case>,
    pub(crate) plural: bool,
    /// Whether another office follows in the genitive.
    pub(crate) governs: bool,
    pub(crate) end: usize,
}

pub(crate) fn opening_at(cell: &Cell, at: usize, wanted: Case) -> Option<Opening> {
    opening_within(cell, at, wanted, SHORTENED_WORDS)
}

/// The most shortened words and «и.о.» before an office; more are no phrase of an official.
const SHORTENED_WORDS: usize = 6;

fn opening_within(cell: &Cell, at: usize, wanted: Case, words: usize) -> Option<Opening> {
    let words = words.checked_sub(1)?;
    if let Some(end) = acting_at(cell, at) {
        let after = opening_within(cell, end, Case::Genitive, words);
        let is_office =
            |opening: &Opening| opening.case.is_none_or(|case| case != Case::Nominative) || opening.end == end;
        let after = after.filter(is_office);
        let (end, governs) = after.map_or((end, true), |opening| (opening.end, opening.governs));
        return Some(Opening { case: Some(Case::Nominative), plural: false, governs, end });
    }
    if let Some((end, is_office)) = shortened_at(cell, at) {
        let next = opening_within(cell, end, if is_office { Case::Genitive } else { wanted }, words);
        return match next {
            Some(next) if !is_office || next.case != Some(Case::Nominative) => Some(Opening {
                case: Some(Case::Nominative).filter(|_| is_office).or(next.case),
                plural: !is_office && next.plural,
                ..next
            }),
            _ => {
                is_office.then_some(Opening { case: None, plural: is_plural_short(cell.lower(at)), governs: true, end })
            }
        };
    }
    if cell.class(at)?.abbreviation.is_some_and(|abbreviation| abbreviation.post) {
        return Some(Opening { case: None, plural: false, governs: false, end: at + 1 });
    }
    let noun = noun_at(cell, at, wanted).filter(|noun| noun.head == Head::Post)?;
    Some(Opening { case: Some(noun.case), plural: noun.plural, governs: is_deputy(&noun.lemma), end: noun.at + 1 })
}

/// «рук-ли»
fn is_plural_short(word: &str) -> bool {
    ["-ли", "-ки", "-щие", "-лей", "-лям"].iter().any(|ending| word.ends_with(ending))
}

/// A shortened word with its stop, and whether it is an office of its own: «зам.», «гл.».
pub(crate) fn shortened_at(cell: &Cell, at: usize) -> Option<(usize, bool)> {
    let is_office = cell.class(at)?.shortened?;
    let has_stop = cell.is(at + 1, Kind::Dot) && cell.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::None);
    let before_office = || {
        let next = cell.class(at + 1).filter(|_| !cell.is_hard(at + 1));
        next.is_some_and(|class| class.shortened.is_some() || class.is_post() && !is_office)
    };
    let is_noun = cell.class(at)?.is_post();
    // «рук-ль», «замдиректора», but «замнач.»
    let lower = cell.lower(at);
    let is_one_word = lower.contains('-') || lower.starts_with("зам") && lower.chars().count() > 6;
    if is_one_word {
        return Some((at + 1, true));
    }
    // «кл. рук.» alone is an office, «кл. час» is none; «кл рук» does without the stops.
    if has_stop {
        return Some((at + 2, is_office || cell.lower(at) == "отв" && cell.lower(at + 2) == "за"));
    }
    (!is_noun && (before_office() || is_office && is_after_shortened(cell, at))).then_some((at + 1, is_office))
}

fn is_after_shortened(cell: &Cell, at: usize) -> bool {
    at > 0 && cell.class(at - 1).is_some_and(|class| class.shortened == Some(false))
}

/// Where the words «и.о.», «исполняющий обязанности» that begin here end.
pub(crate) fn acting_at(cell: &Cell, at: usize) -> Option<usize> {
    let is_one = |words: &&&[&str]| words.iter().enumerate().all(|(index, word)| *word == cell.lower(at + index));
    let words = ACTING.iter().filter(is_one).map(|words| words.len()).max()?;
    let end = at + words;
    // «И.О. Иванова» is a name: an office follows, or the words are the whole of it.
    let heads_office = noun_at(cell, end, Case::Genitive).is_some_and(|noun| noun.head == Head::Post)
        || cell.class(end).is_some_and(|class| class.shortened.is_some());
    (words != 3 || heads_office).then_some(end).filter(|_| heads_office || cell.lower(at) == "врио")
}
