use std::ops::Range;

use vekha_lexis::{Case, given_nominative, is_given_name, is_surname, patronymic, surname_nominative};
use vekha_model::Person;

use crate::cell::Cell;
use crate::token::{Gap, Kind};

/// A human's name as it stands in a cell.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) range: Range<usize>,
    surname: Option<usize>,
    initials: Vec<usize>,
    given: Option<usize>,
    patronymic: Option<usize>,
    /// «оглы», «кызы» after the patronymic.
    tail: Option<usize>,
}

/// The name that begins at this token: with initials on either side, or with given name and patronymic in full.
pub(crate) fn name_at(cell: &Cell, at: usize) -> Option<Name> {
    if !cell.is(at, Kind::Word) {
        return None;
    }
    initials_first(cell, at).or_else(|| surname_first(cell, at)).or_else(|| in_full(cell, at))
}

/// A surname with nothing beside it, where the place alone says that a name is meant.
pub(crate) fn bare_surname_at(cell: &Cell, at: usize) -> Option<Name> {
    let token = cell.tokens.get(at)?;
    let class = cell.class(at)?;
    let before_other = cell.is_and(at + 1) && cell.tokens.get(at + 2).is_some_and(|token| is_surname(&token.text));
    let ends = before_other
        || cell.is_boundary(at + 1)
        || matches!(cell.kind(at + 1), Some(Kind::Dash | Kind::Open | Kind::Dot));
    let is_other = class.is_post() || class.body().is_some() || class.abbreviation.is_some() || class.agency;
    let is_name = ends && !is_other && token.lower.chars().count() > 2 && is_surname(&token.text);
    is_name.then(|| Name::of(at..at + 1, Some(at)))
}

impl Name {
    fn of(range: Range<usize>, surname: Option<usize>) -> Self {
        Self { range, surname, initials: Vec::new(), given: None, patronymic: None, tail: None }
    }

    /// The person in the nominative; `case` is the case the words before the name ask for.
    pub(crate) fn person(&self, cell: &Cell, case: Option<Case>) -> Person {
        let word = |at: usize| cell.tokens.get(at).map_or_else(String::new, |token| titled(&token.text));
        let read = self.patronymic.map(word).and_then(|word| patronymic(&word));
        let gender = read.as_ref().map(|read| read.gender);
        let case = case.filter(|case| *case != Case::Nominative).or(read.as_ref().and_then(|read| read.case));
        let surname = self.surname.map_or_else(String::new, |at| surname_nominative(&word(at), gender, case));
        if let Some(given) = self.given {
            let given = given_nominative(&word(given), gender, case);
            let tail = self.tail.map(|at| format!(" {}", cell.lower(at))).unwrap_or_default();
            let last = self.patronymic.map(|at| read.map_or_else(|| word(at), |read| read.nominative) + &tail);
            return Person::in_full(&surname, &given, last.as_deref());
        }
        let joint = |at: usize| if at > self.range.start && cell.is(at - 1, Kind::Dash) { "-" } else { "" };
        let letter = |at: &usize| cell.tokens.get(*at).map(|token| format!("{}{}.", joint(*at), cyrillic(&token.text)));
        let initials: String = self.initials.iter().filter_map(letter).collect();
        Person::with_initials(&surname, (!initials.is_empty()).then_some(initials.as_str()))
    }
}

/// «С.А. Иванова», «С.А.Иванова».
fn initials_first(cell: &Cell, at: usize) -> Option<Name> {
    let (initials, next) = initials(cell, at)?;
    let dotted = cell.is(next - 1, Kind::Dot) || initials.len() == 2;
    if !dotted || !can_be_surname(cell, next) || cell.is_hard(next) && !cell.is(next - 1, Kind::Dot) {
        return None;
    }
    // «А.А. Директор» is the end of one name and an office.
    let end = next + 1;
    Some(Name { initials, ..Name::of(at..end, Some(next)) })
}

/// «Иванова С.А.», «Иванова С. А», «Иванова С.».
fn surname_first(cell: &Cell, at: usize) -> Option<Name> {
    if !can_be_surname(cell, at) {
        return None;
    }
    let first = if is_stopped_surname(cell, at) { at + 2 } else { at + 1 };
    let (initials, next) = initials(cell, first)?;
    let dots = (first..next).filter(|index| cell.is(*index, Kind::Dot)).count();
    let surname = &cell.tokens.get(at)?.text;
    if dots == 0 && (initials.len() < 2 || !is_surname(&titled(surname))) {
        return None;
    }
    // «Луговое С.А. Иванова»: the initials belong to the surname after them.
    let is_name = is_surname(&titled(surname));
    let takes_next = can_be_surname(cell, next) && is_surname(&titled(&cell.tokens.get(next)?.text));
    let next_has_own = self::initials(cell, next + 1).is_some();
    if !is_name && takes_next && !next_has_own && !cell.is_hard(next) {
        return None;
    }
    Some(Name { initials, ..Name::of(at..next, Some(at)) })
}

/// «Иванова. С.А.»: a stop too many, where both initials follow and no surname that they could belong to.
fn is_stopped_surname(cell: &Cell, at: usize) -> bool {
    const ENDINGS: &[&str] = &["ов", "ова", "ев", "ева", "ин", "ина", "ын", "ына", "ский", "ская", "ко"];
    let is_surname = cell.tokens.get(at).is_some_and(|token| {
        ENDINGS.iter().any(|ending| token.lower.ends_with(ending)) || is_surname(&titled(&token.text))
    });
    let is_stopped = cell.is(at + 1, Kind::Dot) && cell.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::None);
    is_surname
        && is_stopped
        && !cell.is_hard(at + 2)
        && initials(cell, at + 2).is_some_and(|(initials, next)| initials.len() > 1 && !can_be_surname(cell, next))
}

/// One or two initials with their stops, and where they end. A comma read for a stop («Н,М.») counts as one.
fn initials(cell: &Cell, at: usize) -> Option<(Vec<usize>, usize)> {
    let mut found = Vec::new();
    let mut next = at;
    while found.len() < 3 && cell.tokens.get(next).is_some_and(crate::token::Token::is_initial) {
        // «и» between names is no initial, nor is a letter that a hyphen or another word follows at once.
        if found.len() == 2 && !cell.is(next - 1, Kind::Dash) && !has_double(cell, &found) {
            break;
        }
        found.push(next);
        next += 1;
        let is_glued = |at: usize| cell.tokens.get(at).is_some_and(|token| token.gap == Gap::None);
        let misread = cell.is(next, Kind::Comma)
            && found.len() == 1
            && is_glued(next)
            && is_glued(next + 1)
            && cell.tokens.get(next + 1).is_some_and(crate::token::Token::is_initial)
            && cell.is(next + 2, Kind::Dot);
        if cell.is(next, Kind::Dot) || misread {
            next += 1;
        }
        // «Н..М.»
        let is_doubled = found.len() == 1 && cell.is(next, Kind::Dot) && is_glued(next) && is_glued(next + 1);
        if is_doubled && cell.is(next - 1, Kind::Dot) && initials_go_on(cell, next + 1) {
            next += 1;
        }
        let is_double = cell.is(next, Kind::Dash) && is_glued(next) && is_glued(next + 1);
        if is_double && cell.tokens.get(next + 1).is_some_and(crate::token::Token::is_initial) {
            next += 1;
        }
    }
    (!found.is_empty()).then_some((found, next))
}

/// «М.» that no surname of its own follows.
fn initials_go_on(cell: &Cell, at: usize) -> bool {
    let is_initial = cell.tokens.get(at).is_some_and(crate::token::Token::is_initial);
    is_initial && cell.is(at + 1, Kind::Dot) && !can_be_surname(cell, at + 2)
}

/// «М.-Р. А.»: a double name has two initials of its own.
fn has_double(cell: &Cell, found: &[usize]) -> bool {
    found.iter().any(|at| *at > 0 && cell.is(at - 1, Kind::Dash))
}

/// «Иванова Татьяна Владимировна», «Татьяна Владимировна Иванова», «Татьяна Иванова».
fn in_full(cell: &Cell, at: usize) -> Option<Name> {
    let word =
        |at: usize| cell.tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| titled(&token.text));
    let capital =
        |at: usize| cell.tokens.get(at).is_some_and(|token| token.is_capitalized() && token.text.chars().count() > 1);
    let is_patronymic = |at: usize| capital(at) && word(at).is_some_and(|word| patronymic(&word).is_some());
    let is_given = |at: usize| capital(at) && !is_office(cell, at) && word(at).is_some_and(|word| is_given_name(&word));
    let first = word(at).filter(|_| capital(at) && !is_office(cell, at))?;
    let has_tail = matches!(cell.lower(at + 3), "оглы" | "кызы" | "угли");
    if (is_patronymic(at + 2) || has_tail && capital(at + 2))
        && capital(at + 1)
        && cell.is(at + 1, Kind::Word)
        && can_be_surname(cell, at)
    {
        let tail = has_tail.then_some(at + 3);
        let end = at + 3 + usize::from(tail.is_some());
        return Some(Name { given: Some(at + 1), patronymic: Some(at + 2), tail, ..Name::of(at..end, Some(at)) });
    }
    if is_patronymic(at + 1) && !is_patronymic(at) && (is_given(at) || !is_surname(&first)) {
        let surname = (can_be_surname(cell, at + 2)
            && !cell.is_hard(at + 2)
            && word(at + 2).is_some_and(|word| is_surname(&word)))
        .then_some(at + 2);
        let end = at + 2 + usize::from(surname.is_some());
        return Some(Name { given: Some(at), patronymic: Some(at + 1), ..Name::of(at..end, surname) });
    }
    if cell.is_hard(at + 1) || !is_surname_or_given(cell, at + 1) {
        return None;
    }
    if is_surname(&first) && !is_given_only(&first) && is_given(at + 1) {
        return Some(Name { given: Some(at + 1), ..Name::of(at..at + 2, Some(at)) });
    }
    let second = word(at + 1)?;
    (is_given(at) && is_surname(&second)).then(|| Name { given: Some(at), ..Name::of(at..at + 2, Some(at + 1)) })
}

fn is_surname_or_given(cell: &Cell, at: usize) -> bool {
    cell.tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Word && token.is_capitalized() && token.text.chars().count() > 2)
        && !is_office(cell, at)
}

/// Whether the likeliest reading of the word is a given name.
fn is_given_only(word: &str) -> bool {
    vekha_lexis::morph(word).first().is_some_and(|reading| reading.name_type == Some("Giv"))
}

fn is_office(cell: &Cell, at: usize) -> bool {
    cell.class(at).is_some_and(|class| class.is_post() || class.body().is_some() || class.abbreviation.is_some())
}

/// Whether a surname may stand here: a capitalized word that is no office, body or abbreviation.
fn can_be_surname(cell: &Cell, at: usize) -> bool {
    let Some(token) = cell.tokens.get(at).filter(|token| token.kind == Kind::Word) else { return false };
    let Some(class) = cell.class(at) else { return false };
    let in_capitals = class.abbreviation.is_some() && !is_surname(&titled(&token.text));
    let is_head = class.is_post() || class.body().is_some();
    token.is_capitalized() && token.text.chars().count() > 1 && !in_capitals && !is_head && !class.preposition
}

/// «ИВАНОВА» as people write it in a list: «Иванова»; other words as they are.
fn titled(word: &str) -> String {
    let in_capitals = word.chars().count() > 1 && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !in_capitals {
        return word.to_owned();
    }
    let part = |part: &str| {
        let mut letters = part.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    };
    word.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// An initial typed in Latin letters that look Cyrillic.
fn cyrillic(initial: &str) -> String {
    let alike = [
        ("A", "А"),
        ("B", "В"),
        ("C", "С"),
        ("E", "Е"),
        ("H", "Н"),
        ("K", "К"),
        ("M", "М"),
        ("O", "О"),
        ("P", "Р"),
        ("T", "Т"),
    ];
    alike.iter().find(|(latin, _)| *latin == initial).map_or(initial, |(_, cyrillic)| cyrillic).to_owned()
}
