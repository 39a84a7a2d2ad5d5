use std::ops::Range;

use vekha_lexis::Case;
use vekha_model::PartyRole;

use crate::body::Body;
use crate::cell::Cell;
use crate::name::Name;
use crate::post::Post;

/// A party as read so far: its pieces, not yet its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) post: Option<Post>,
    pub(crate) body: Option<Body>,
    pub(crate) name: Option<Name>,
    /// A rank before the name: «майор полиции».
    pub(crate) rank: Option<Range<usize>>,
    /// The case that the words before it ask of the name.
    pub(crate) case: Option<Case>,
    pub(crate) note: Option<Range<usize>>,
    pub(crate) role: Option<PartyRole>,
    /// All tokens it was read from, in order; words that it shares with an earlier party are not among them.
    pub(crate) pieces: Vec<Range<usize>>,
    /// Those of them that are not its own words: «совместно с», «(далее – Фонд)».
    pub(crate) aside: Vec<Range<usize>>,
    /// Whether it was read by a guess, not by a known word.
    pub(crate) is_guess: bool,
    /// Whether its office and body stand with an earlier party.
    pub(crate) is_sharing: bool,
}

impl Draft {
    pub(crate) fn of_name(name: Name, case: Option<Case>) -> Self {
        Self { pieces: vec![name.range.clone()], name: Some(name), case, ..Self::default() }
    }

    pub(crate) fn of_post(mut post: Post, start: usize) -> Self {
        let body = post.body.take();
        let words = start..post.end;
        Self { case: post.case, pieces: vec![words], post: Some(post), body, ..Self::default() }
    }

    pub(crate) fn of_body(body: Body) -> Self {
        Self { case: None, pieces: vec![body.range.clone()], body: Some(body), ..Self::default() }
    }

    /// Whether it is one office without a name.
    pub(crate) fn is_single_post(&self) -> bool {
        self.name.is_none() && self.post.as_ref().is_some_and(|post| !post.plural)
    }

    /// Whether it is a name with nothing beside it.
    pub(crate) fn is_bare_name(&self) -> bool {
        self.name.is_some() && self.post.is_none() && self.body.is_none()
    }

    pub(crate) fn is_body(&self) -> bool {
        self.body.is_some() && self.post.is_none() && self.name.is_none()
    }

    /// Takes another draft's pieces into this one.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.post = self.post.take().or(other.post);
        self.body = self.body.take().or(other.body);
        self.name = self.name.take().or(other.name);
        self.note = self.note.take().or(other.note);
        self.case = self.case.or(other.case);
        self.rank = self.rank.take().or(other.rank);
        self.pieces.extend(other.pieces);
        self.aside.extend(other.aside);
    }

    /// Takes another office of the same holder: the offices as written, with the sign or «и» between them.
    pub(crate) fn add_office(&mut self, other: Self, with_and: bool) {
        let Some(mut post) = other.post else { return };
        let joint = post.words.first().map(|words| words.start - 1..words.start);
        if let Some(own) = &mut self.post {
            own.words.extend(joint.into_iter().chain(post.words.drain(..)));
            own.end = post.end;
        }
        self.body = if with_and { self.body.take().or(other.body) } else { other.body.or(self.body.take()) };
        self.pieces.extend(other.pieces);
        self.aside.extend(other.aside);
    }

    /// «(начальник отдела …)» after a body: the unit is a part of the office, the body before the bracket is whose it is.
    pub(crate) fn keep_body_in_office(&mut self) {
        if let (Some(post), Some(body)) = (&mut self.post, self.body.take()) {
            post.words.push(body.range);
            post.words.sort_by_key(|words| words.start);
        }
    }

    /// Whether the office says its field («по воспитательной работе»), and so is not one of several of a body.
    pub(crate) fn has_field(&self, cell: &Cell) -> bool {
        let mut words = self.post.iter().flat_map(|post| post.words.iter().flat_map(Clone::clone));
        words.any(|at| cell.class(at).is_some_and(|class| class.preposition))
    }

    pub(crate) fn start(&self) -> usize {
        self.pieces.iter().map(|piece| piece.start).min().unwrap_or(0)
    }

    pub(crate) fn end(&self) -> usize {
        self.pieces.iter().map(|piece| piece.end).max().unwrap_or(0)
    }
}
