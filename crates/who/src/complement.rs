use std::ops::Range;

use vekha_lexis::Case;

use crate::body::{Asked, Body, body_at, governs_one_territory};
use crate::bracket::{Bracket, bracket_at};
use crate::cell::Cell;
use crate::comma::{Within, past_inner_comma};
use crate::extent::{begins_and_so_on, is_range, is_stop_of_shortened};
use crate::field::{tail_of, takes_field};
use crate::name::{bare_surname_at, name_at};
use crate::noun::{Noun, can_be_genitive, noun_at};
use crate::opening::{acting_at, opening_at, shortened_at};
use crate::set_phrase::set_at;
use crate::token::Kind;
use crate::word::{Class, Head, is_deputy};

/// Reads the words that follow an office as long as they are its own.
pub(crate) struct Complements<'a> {
    pub(crate) cell: &'a Cell,
    pub(crate) at: usize,
    pub(crate) governs: bool,
    /// Where the words after the last preposition begin.
    pub(crate) preposition: Option<usize>,
    pub(crate) of_class: bool,
    pub(crate) body: Option<Body>,
    pub(crate) case: Option<Case>,
    pub(crate) plural: bool,
}

impl Complements<'_> {
    /// Reads on until the office ends or its body begins.
    pub(crate) fn complements(&mut self) {
        while self.at < self.cell.len() && self.body.is_none() {
            match self.step() {
                Some(end) if end > self.at => self.at = end,
                _ => break,
            }
        }
    }

    /// One past the next piece of the office; nothing where it ends. A body that begins here is kept.
    fn step(&mut self) -> Option<usize> {
        let (cell, at) = (self.cell, self.at);
        if cell.is(at, Kind::Comma) {
            let next = past_inner_comma(cell, at, Within::Office)?;
            self.preposition = Some(at + 1);
            return Some(next);
        }
        if cell.is_boundary(at) {
            return None;
        }
        match cell.kind(at)? {
            Kind::Open => bracket_at(cell, at).filter(|(bracket, _)| *bracket == Bracket::Part).map(|(_, end)| end),
            Kind::Dash => is_range(cell, at).then_some(at + 1),
            Kind::Dot => is_stop_of_shortened(cell, at).then_some(at + 1),
            // «9 «Б» класса»
            Kind::Quote if cell.is(at - 1, Kind::Number) || self.preposition == Some(at) => cell.group_end(at),
            Kind::Quote if cell.is_opening_quote(at) => {
                self.body = body_at(cell, at, Asked::ByOffice);
                None
            }
            Kind::Word => self.word(),
            Kind::Number if self.begins_numbered(at) => {
                self.body = body_at(cell, at, Asked::ByOffice);
                self.body.is_none().then_some(at + 1)
            }
            _ => Some(at + 1),
        }
    }

    /// «начальник 14 ПСЧ»
    fn begins_numbered(&self, at: usize) -> bool {
        let is_named = |class: &Class| {
            class.names_body()
                && !class.is_legal()
                && class.abbreviation.is_some_and(|abbreviation| !abbreviation.generic)
        };
        self.preposition.is_none() && !self.cell.is_hard(at + 1) && self.cell.class(at + 1).is_some_and(is_named)
    }

    fn word(&mut self) -> Option<usize> {
        let (cell, at) = (self.cell, self.at);
        let class = cell.class(at)?;
        if cell.is_and(at) {
            return self.and();
        }
        if set_at(cell, at).is_some() || name_at(cell, at).is_some() || bare_surname_at(cell, at).is_some() {
            return None;
        }
        if self.governs
            && let Some((end, _)) = shortened_at(cell, at)
        {
            let office = opening_at(cell, at, Case::Genitive);
            return Some(office.map_or(end, |office| office.end));
        }
        // «по соц. вопросам»
        if self.preposition == Some(at)
            && let Some((end, false)) = shortened_at(cell, at)
        {
            return Some(end);
        }
        if acting_at(cell, at).is_some() || class.finite_verb || shortened_at(cell, at).is_some() {
            return None;
        }
        if class.preposition {
            self.preposition = Some(at + 1);
            return Some(at + 1);
        }
        let wanted = if self.governs { Case::Genitive } else { Case::Nominative };
        match noun_at(cell, at, wanted) {
            Some(noun) if noun.head == Head::Post => self.office(&noun),
            found => self.body_or_words(found.as_ref()),
        }
    }

    /// An office after the office: a complement in the genitive, or a party of its own.
    fn office(&mut self, noun: &Noun) -> Option<usize> {
        let is_complement = noun.case != Case::Nominative
            && (self.governs || noun.case != self.case.unwrap_or(noun.case) || self.preposition.is_some());
        if self.is_adjective_of_office(noun) {
            return Some(noun.at + 1);
        }
        let after_modifier = noun.start < noun.at && can_be_genitive(self.cell, noun) && self.preposition.is_some();
        if !is_complement && !after_modifier {
            return None;
        }
        self.governs = is_deputy(&noun.lemma);
        Some(noun.at + 1)
    }

    /// «врачи-терапевты участковые»: an adjective that is an office when alone, after the office it agrees with.
    fn is_adjective_of_office(&self, noun: &Noun) -> bool {
        let cell = self.cell;
        let is_adjective = cell.class(noun.at).is_some_and(|class| class.modifier) && noun.start == noun.at;
        let is_small = cell.tokens.get(noun.at).is_some_and(|token| !token.is_capitalized());
        let is_last = cell.is_boundary(noun.at + 1) || name_at(cell, noun.at + 1).is_some();
        let agrees = noun.case == self.case.unwrap_or(noun.case) && noun.plural == self.plural;
        is_adjective && is_small && is_last && agrees && self.preposition.is_none()
    }

    fn body_or_words(&mut self, found: Option<&Noun>) -> Option<usize> {
        let (cell, at) = (self.cell, self.at);
        let class = cell.class(at)?;
        let no_body = class
            .abbreviation
            .is_some_and(|abbreviation| abbreviation.no_body || abbreviation.territory && !abbreviation.generic);
        if no_body {
            return Some(at + 1);
        }
        if let Some(noun) = found {
            if noun.case == Case::Nominative && !can_be_genitive(cell, noun) && self.preposition.is_none() {
                return None;
            }
            // «заместитель начальника полиции по …»
            let is_common = noun.head == Head::Institution && noun.start == noun.at && !takes_field(&noun.lemma);
            let before_field = is_common && cell.lower(noun.at + 1) == "по" && set_at(cell, noun.at + 1).is_none();
            if matches!(noun.head, Head::Territory | Head::Group) || before_field {
                return Some(noun.at + 1);
            }
        }
        if !self.lets_body_begin(found) {
            return Some(found.map_or(at + 1, |noun| noun.at + 1));
        }
        let Some(body) = body_at(cell, at, Asked::ByOffice) else { return Some(at + 1) };
        if body.is_bare {
            self.of_class |= body.plural;
            return Some(body.range.end);
        }
        self.body = Some(body);
        None
    }

    /// Whether a body may stand here: not as the field of work after «по», but after some words of it.
    fn lets_body_begin(&self, found: Option<&Noun>) -> bool {
        let cell = self.cell;
        let Some(from) = self.preposition else { return true };
        let before = cell.lower(from - 1);
        if matches!(before, "от" | "из" | "при") {
            return true;
        }
        let has_field = self.at > from && !cell.is_and(self.at - 1);
        let after_modifiers_only = (from..self.at).all(|at| cell.class(at).is_some_and(|class| class.modifier));
        let is_named = cell.class(self.at).is_some_and(|class| class.names_body() || class.agency);
        let is_unit = found.is_some_and(|noun| {
            let is_one = governs_one_territory(cell, noun.at + 1) && can_be_genitive(cell, noun);
            noun.head == Head::Unit && (noun.case == Case::Genitive || is_one)
                || noun.start < noun.at && cell.tokens[noun.start].is_capitalized()
        });
        has_field && !after_modifiers_only && (is_named || is_unit)
    }

    /// «учитель физики и математики» goes on; «директор и завуч» does not.
    fn and(&mut self) -> Option<usize> {
        let (cell, next) = (self.cell, self.at + 1);
        let ends = cell.is_boundary(next)
            || begins_and_so_on(cell, next)
            || set_at(cell, next).is_some()
            || name_at(cell, next).is_some()
            || bare_surname_at(cell, next).is_some()
            || acting_at(cell, next).is_some()
            || shortened_at(cell, next).is_some();
        if ends {
            return None;
        }
        let class = cell.class(next);
        if let Some(abbreviation) = class.and_then(|class| class.abbreviation) {
            return (abbreviation.no_body || self.preposition.is_some()).then_some(self.at + 1);
        }
        let case = self.case.unwrap_or(Case::Nominative);
        match noun_at(cell, next, case) {
            Some(noun) if noun.case == case && !(noun.head != Head::Post && can_be_genitive(cell, &noun)) => None,
            Some(noun) => Some(noun.at + 1)
                .filter(|_| self.preposition.is_some() || noun.head == Head::Post || self.of_class)
                .or(Some(self.at + 1)),
            None => Some(self.at + 1),
        }
    }

    /// The body, and the words of the office after it: «заместитель директора МБОУ СОШ № 1 по воспитательной работе».
    pub(crate) fn body_and_tail(&mut self, words: &mut Vec<Range<usize>>, end: &mut usize) -> Option<Body> {
        let mut body = self.body.take()?;
        *end = body.range.end;
        let cell = self.cell;
        if let Some(office) =
            words.last_mut().filter(|office| matches!(cell.lower(office.end - 1), "от" | "из" | "при" | "в" | "на"))
        {
            office.end -= 1;
        }
        if let Some(split) = tail_of(cell, &body, self.governs_field(words)) {
            body.range.end = split;
            *end = split;
        }
        if cell.lower(*end) == "по" && cell.is(*end, Kind::Word) && !cell.is_hard(*end) && set_at(cell, *end).is_none()
        {
            let start = *end;
            self.at = start + 1;
            self.preposition = Some(start + 1);
            self.complements();
            self.body = None;
            words.push(start..self.at);
            *end = self.at;
        }
        if self.body.is_none()
            && let Some(next) = past_inner_comma(cell, *end, Within::Office)
        {
            let comma = *end;
            self.at = next;
            self.preposition = Some(comma + 1);
            self.complements();
            self.body = None;
            words.push(comma..self.at);
            *end = self.at;
        }
        Some(body)
    }

    /// Whether the office is one that has a field of its own: «заместитель … по …».
    fn governs_field(&self, words: &[Range<usize>]) -> bool {
        let cell = self.cell;
        let has_field_already = words.iter().flat_map(Clone::clone).any(|at| cell.lower(at) == "по");
        let is_deputy_word = |at: usize| {
            cell.class(at).is_some_and(|class| {
                class.shortened == Some(true)
                    || class.readings.iter().any(|word| is_deputy(&word.lemma))
                    || matches!(cell.lower(at), "методист" | "специалист" | "инструктор")
            })
        };
        !has_field_already && words.iter().flat_map(Clone::clone).any(is_deputy_word)
    }
}
