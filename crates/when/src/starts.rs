//! What a pattern can begin with, so that a token is shown only to the rules that may read it.

use std::borrow::Cow;

use crate::pattern::{Node, Pattern, Slot, value};
use crate::token::{Kind, Token};

/// The tokens that a pattern can begin with.
#[derive(Debug, Default)]
pub(crate) struct Starts<'p> {
    pub(crate) words: Vec<&'p str>,
    pub(crate) slots: Vec<Slot>,
}

impl Pattern {
    /// What a match of at least one token begins with.
    pub(crate) fn starts(&self) -> Starts<'_> {
        let mut starts = Starts::default();
        add_starts(&self.0, &mut starts);
        starts
    }
}

/// Adds what these nodes can begin with; says whether they can be passed without any token.
fn add_starts<'p>(nodes: &'p [Node], starts: &mut Starts<'p>) -> bool {
    nodes.iter().all(|node| match node {
        Node::Word(word) => {
            starts.words.push(word);
            false
        }
        Node::Slot(Slot::Tag(_)) | Node::Not(_) => true,
        Node::Slot(slot) => {
            starts.slots.push(*slot);
            false
        }
        Node::Optional(inner) => {
            add_starts(inner, starts);
            true
        }
        Node::Choice(branches) => branches.iter().filter(|branch| add_starts(branch, starts)).count() > 0,
    })
}

/// The words of patterns that a token is looked up by: a sign may be written as two.
pub(crate) fn names(token: &Token) -> [Cow<'_, str>; 2] {
    match &token.kind {
        Kind::Known(symbol) => [Cow::Borrowed(symbol), Cow::Borrowed("")],
        Kind::Other(text) => [Cow::Borrowed(text), Cow::Borrowed("")],
        Kind::Sign('.') => [Cow::Borrowed("."), Cow::Borrowed("·")],
        Kind::Sign(c) => [Cow::Owned(c.to_string()), Cow::Borrowed("")],
        _ => [Cow::Borrowed(""), Cow::Borrowed("")],
    }
}

/// Whether a slot can begin with this token.
pub(crate) fn begins(slot: Slot, token: &Token) -> bool {
    let member = match slot {
        Slot::Ordinals => Slot::Ordinal,
        Slot::Days => Slot::Day,
        Slot::Weekdays => Slot::Weekday,
        slot => slot,
    };
    value(member, token).is_some()
}
