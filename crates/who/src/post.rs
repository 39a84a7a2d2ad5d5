use std::ops::Range;

use vekha_lexis::{Case, Word};

use crate::body::{Body, capitalized};
use crate::cell::Cell;
use crate::complement::Complements;
use crate::extent::without_joint;
use crate::name::name_at;
use crate::opening::{Opening, opening_at};
use crate::post_words::WORKER_ENDINGS;
use crate::token::Kind;

/// An office as it stands in a cell, with the body it is in.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// The words of the office itself, before the body and after it.
    pub(crate) words: Vec<Range<usize>>,
    pub(crate) body: Option<Body>,
    /// The case it stands in; absent for abbreviations.
    pub(crate) case: Option<Case>,
    pub(crate) plural: bool,
    /// Whether its own words name a class of bodies: «директора школ».
    pub(crate) of_class: bool,
    pub(crate) end: usize,
}

impl Post {
    /// The office as written, a capital first, without a stray full stop.
    pub(crate) fn title(&self, cell: &Cell) -> String {
        let mut title = String::new();
        for range in &self.words {
            let is_apart = !title.is_empty() && !cell.is(range.start, Kind::Comma);
            title.push_str(if is_apart { " " } else { "" });
            title.push_str(&cell.phrase(range.clone()));
        }
        capitalized(title.trim())
    }
}

/// The office that begins at this token, in the case wanted if it can be.
pub(crate) fn post_at(cell: &Cell, at: usize, wanted: Case) -> Option<Post> {
    opening_at(cell, at, wanted).map(|opening| read_on(cell, at, &opening))
}

fn read_on(cell: &Cell, at: usize, opening: &Opening) -> Post {
    let mut reading = Complements {
        cell,
        at: opening.end,
        governs: opening.governs,
        preposition: None,
        of_class: false,
        body: None,
        case: opening.case,
        plural: opening.plural,
    };
    let head_end = opening.end;
    reading.complements();
    let mut words: Vec<Range<usize>> = Vec::new();
    reading.at = without_joint(cell, reading.at.max(head_end), head_end);
    words.push(at..reading.at);
    let mut end = reading.at;
    let body = reading.body_and_tail(&mut words, &mut end);
    Post { words, body, case: opening.case, plural: opening.plural, of_class: reading.of_class, end }
}

/// An office that no list names: an animate noun («кружковод») followed by a name or by nothing.
pub(crate) fn guessed_post_at(cell: &Cell, at: usize, wanted: Case) -> Option<Post> {
    let mut noun = at;
    while noun < at + 3 && cell.class(noun).is_some_and(|class| class.modifier) && !is_person_noun(cell, noun, wanted) {
        noun += 1;
    }
    let plural = cell.class(noun)?.readings.iter().find(|word| word.case == Some(wanted))?.plural.unwrap_or(false);
    let is_office = is_person_noun(cell, noun, wanted) && (at + 1..=noun).all(|at| !cell.is_hard(at));
    is_office.then(|| {
        let opening = Opening { case: Some(wanted), plural, governs: false, end: noun + 1 };
        read_on(cell, at, &opening)
    })
}

fn is_person_noun(cell: &Cell, at: usize, wanted: Case) -> bool {
    let dash = usize::from(cell.is(at + 1, Kind::Dash));
    let is_named = name_at(cell, at + 1 + dash).is_some();
    let is_worker = |lemma: &str| is_named || WORKER_ENDINGS.split_whitespace().any(|ending| lemma.ends_with(ending));
    let is_person = |word: &Word| {
        let is_human = word.pos == "NOUN" && word.animate == Some(true) && word.known;
        is_human && word.case == Some(wanted) && is_worker(&word.lemma)
    };
    cell.class(at).is_some_and(|class| class.abbreviation.is_none() && class.readings.iter().any(is_person))
}
