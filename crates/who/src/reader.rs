use std::ops::Range;

use vekha_lexis::Case;

use crate::body::{Asked, body_at};
use crate::body_words::OF_RANKS;
use crate::cell::Cell;
use crate::draft::Draft;
use crate::extent::is_possessive;
use crate::name::{bare_surname_at, name_at};
use crate::noun::noun_at;
use crate::post::{guessed_post_at, post_at};
use crate::role::Role;
use crate::set_phrase::set_at;
use crate::token::Kind;
use crate::word::Head;

/// All that was read of a cell: every token lies in a party, in the unread words, or among the separators.
pub(crate) struct Reading {
    pub(crate) parties: Vec<Draft>,
    pub(crate) unread: Vec<Range<usize>>,
    /// Separators and the words that only head what follows: «,», «и», «Ответственный:», «1.».
    pub(crate) separators: Vec<Range<usize>>,
}

/// Reads the parties of a cell in the order of the text.
pub(crate) fn read(cell: &Cell) -> Reading {
    let mut reader = Reader {
        cell,
        at: 0,
        read: Reading { parties: Vec::new(), unread: Vec::new(), separators: Vec::new() },
        link: Link::Start,
        role: None,
        wanted: Case::Nominative,
        lead: None,
        shares: None,
        after_unread: false,
    };
    while reader.at < cell.len() {
        let before = reader.at;
        reader.step();
        reader.at = reader.at.max(before + 1);
    }
    reader.drop_lead();
    reader.read.unread.sort_by_key(|words| words.start);
    reader.read
}

/// How a party is linked to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    Blank,
    Dash,
    Bracket,
    And,
    Comma,
    Break,
    /// A semicolon, unread words, the beginning.
    Start,
}

pub(crate) struct Reader<'a> {
    pub(crate) cell: &'a Cell,
    pub(crate) at: usize,
    pub(crate) read: Reading,
    pub(crate) link: Link,
    pub(crate) role: Option<Role>,
    /// The case in which the next party is looked for.
    pub(crate) wanted: Case,
    /// The words that gave the role, which the next party was read from.
    pub(crate) lead: Option<Range<usize>>,
    /// The party whose office or body the names after it share.
    pub(crate) shares: Option<usize>,
    /// Whether unread words stand before this on the same line.
    pub(crate) after_unread: bool,
}

impl Reader<'_> {
    fn step(&mut self) {
        if self.cell.is_hard(self.at) && self.at > 0 {
            self.loosen(Link::Break);
        }
        if self.cell.is_hard(self.at) || self.cell.is(self.at, Kind::Semicolon) {
            self.after_unread = false;
        }
        if self.list_number() || self.bracket() || self.set_phrase() || self.separator() {
            return;
        }
        match self.party_at(self.at).filter(|draft| self.can_stand_here(draft)) {
            Some(draft) => self.add(draft),
            None => self.leave_unread(),
        }
    }

    /// After unread words an oblique case goes on with them: «Обучение учителей, воспитателей».
    fn can_stand_here(&self, draft: &Draft) -> bool {
        let case = draft.post.as_ref().and_then(|post| post.case).or(draft.body.as_ref().and_then(|body| body.case));
        let is_oblique = case.is_some_and(|case| case != Case::Nominative) && self.wanted == Case::Nominative;
        let is_quote = draft.is_body() && self.cell.is_opening_quote(draft.start());
        !((is_oblique || is_quote) && self.after_unread)
    }

    fn loosen(&mut self, link: Link) {
        self.link = self.link.max(link);
    }

    pub(crate) fn skip(&mut self, end: usize) {
        self.read.separators.push(self.at..end);
        self.at = end;
    }

    /// «1.», «2)», «б)» before an item of a list.
    fn list_number(&mut self) -> bool {
        let mark = self.cell.tokens.get(self.at).map_or("", |token| token.text.as_str());
        let is_number = mark.len() < 4 && mark.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_lowercase);
        let is_roman = !mark.is_empty() && mark.bytes().all(|byte| b"IVXLC".contains(&byte));
        let is_item = match self.cell.kind(self.at + 1) {
            Some(Kind::Close) if self.cell.is_closer(self.at + 1) => false,
            Some(Kind::Close) => is_number || is_letter || is_roman,
            Some(Kind::Dot) => is_number || is_roman,
            _ => false,
        };
        let is_mark = matches!(self.cell.kind(self.at), Some(Kind::Number | Kind::Word)) && is_item;
        if is_mark {
            self.loosen(Link::Start);
            self.skip(self.at + 2);
            while self.cell.is(self.at, Kind::Number) && self.cell.is(self.at + 1, Kind::Dot) {
                self.skip(self.at + 2);
            }
        }
        is_mark
    }

    fn separator(&mut self) -> bool {
        let link = match self.cell.kind(self.at) {
            Some(Kind::Comma | Kind::Slash) => Link::Comma,
            Some(Kind::Semicolon | Kind::Bullet) => Link::Start,
            Some(Kind::Dash | Kind::Colon) => Link::Dash,
            Some(Kind::Dot | Kind::Quote) => Link::Comma,
            Some(Kind::Close) => Link::Bracket,
            Some(Kind::Open) => Link::Bracket,
            Some(Kind::Other) if self.cell.lower(self.at) == "+" => Link::Comma,
            Some(Kind::Word) if self.cell.is_and(self.at) || self.is_also() || is_possessive(self.cell, self.at) => {
                Link::And
            }
            _ => return false,
        };
        if self.cell.is_opening_quote(self.at) {
            return false;
        }
        if matches!(link, Link::Start) || self.cell.is(self.at, Kind::Dot) || self.cell.is(self.at, Kind::Close) {
            self.shares = None;
        }
        if self.cell.is(self.at, Kind::Semicolon) && self.wanted != Case::Nominative {
            self.end_role();
        }
        self.loosen(link);
        self.skip(self.at + 1);
        true
    }

    /// «а также»
    fn is_also(&self) -> bool {
        match self.cell.lower(self.at) {
            "а" => self.cell.lower(self.at + 1) == "также",
            "также" => true,
            _ => false,
        }
    }

    /// The party that begins here.
    fn party_at(&self, at: usize) -> Option<Draft> {
        let cell = self.cell;
        if let Some(name) = name_at(cell, at) {
            return Some(Draft::of_name(name, Some(self.wanted)));
        }
        if let Some(name) = rank_end(cell, at).and_then(|end| name_at(cell, end)) {
            let rank = at..name.range.start;
            let words = at..name.range.end;
            return Some(Draft { rank: Some(rank), pieces: vec![words], ..Draft::of_name(name, Some(self.wanted)) });
        }
        if let Some(post) = post_at(cell, at, self.wanted) {
            return Some(Draft::of_post(post, at));
        }
        if let Some(body) = body_at(cell, at, Asked::Party(self.wanted)) {
            return Some(Draft::of_body(body));
        }
        if let Some(name) = bare_surname_at(cell, at) {
            return Some(Draft::of_name(name, Some(self.wanted)));
        }
        let post = guessed_post_at(cell, at, self.wanted)?;
        Some(Draft { is_guess: true, ..Draft::of_post(post, at) })
    }

    /// Words no rule reads, up to a separator or to a name.
    fn leave_unread(&mut self) {
        self.drop_lead();
        let start = self.at;
        self.at += 1;
        let is_named_after = |at: usize| {
            matches!(self.cell.lower(at - 1), "имени" | "памяти") || self.cell.lower(at.saturating_sub(2)) == "им"
        };
        while !self.cell.is_boundary(self.at) && set_at(self.cell, self.at).is_none() {
            if name_at(self.cell, self.at).is_some() && !is_named_after(self.at) {
                break;
            }
            self.at = self.cell.group_end(self.at).filter(|end| *end > self.at).unwrap_or(self.at + 1);
        }
        self.read.unread.push(start..self.at);
        self.after_unread = true;
        self.link = Link::Start;
        self.shares = None;
    }

    fn add(&mut self, mut draft: Draft) {
        self.at = draft.end().max(self.at + 1);
        self.after_unread = false;
        self.give_role(&mut draft);
        let link = std::mem::replace(&mut self.link, Link::Blank);
        if let Some(draft) = self.joined(draft, link) {
            self.read.parties.push(draft);
        }
        self.share_back();
    }
}

/// Where the rank that begins here ends: «старший лейтенант полиции».
fn rank_end(cell: &Cell, at: usize) -> Option<usize> {
    let noun = noun_at(cell, at, Case::Nominative).filter(|noun| noun.head == Head::Rank)?;
    let mut end = noun.at + 1;
    while OF_RANKS.split_whitespace().any(|word| word == cell.lower(end)) {
        end += 1;
    }
    Some(end)
}
