use std::ops::Range;

use vekha_lexis::Case;
use vekha_model::{Party, PartyKind, Responsible, Span, Unparsed};

use crate::body::capitalized;
use crate::cell::Cell;
use crate::draft::Draft;
use crate::reader::Reading;
use crate::token::{Gap, Kind};

/// The parties and unread words of a cell as values with places.
pub(crate) fn responsible(text: &str, cell: &Cell, reading: &Reading) -> Responsible {
    let parties = reading.parties.iter().map(|draft| party(cell, draft)).collect();
    let characters: Vec<char> = text.chars().collect();
    let unread = if reading.parties.is_empty() && reading.unread.is_empty() && !cell.tokens.is_empty() {
        std::slice::from_ref(&(0..cell.len())).to_vec()
    } else {
        reading.unread.clone()
    };
    let unparsed = unread.iter().filter_map(|range| unparsed(cell, &characters, range)).collect();
    Responsible { text: text.to_owned(), parties, unparsed }
}

fn unparsed(cell: &Cell, characters: &[char], range: &Range<usize>) -> Option<Unparsed> {
    let span = span(cell, range)?;
    let text = characters.get(span.start..span.end)?.iter().collect();
    Some(Unparsed { text, span })
}

fn party(cell: &Cell, draft: &Draft) -> Party {
    let kind = match (&draft.name, &draft.post) {
        (Some(_), _) => PartyKind::Person,
        (None, Some(_)) => PartyKind::Post,
        (None, None) => PartyKind::Organization,
    };
    let of_office = draft.post.is_some() || draft.name.is_some();
    let is_class = draft.body.as_ref().is_some_and(|body| body.generic);
    let of_class = draft.post.as_ref().is_some_and(|post| post.of_class);
    let plural = match kind {
        PartyKind::Person => false,
        PartyKind::Post => draft.post.as_ref().is_some_and(|post| post.plural),
        PartyKind::Organization => draft.body.as_ref().is_some_and(|body| body.plural),
    };
    let ranges = ranges(cell, draft);
    Party {
        text: own_words(cell, draft, &ranges),
        kind,
        post: draft.post.as_ref().map(|post| post.title(cell)).or_else(|| rank(cell, draft)),
        organization: draft.body.as_ref().map(|body| body.name(cell, of_office)),
        person: draft.name.as_ref().map(|name| name.person(cell, draft.case.filter(|case| *case != Case::Nominative))),
        plural,
        generic: kind != PartyKind::Person && (is_class || of_class),
        note: draft.note.as_ref().map(|note| cell.phrase(note.clone())),
        role: draft.role,
        spans: ranges.iter().filter_map(|range| span(cell, range)).collect(),
    }
}

/// A rank stands for the office where none is named.
fn rank(cell: &Cell, draft: &Draft) -> Option<String> {
    draft.rank.as_ref().map(|rank| capitalized(&cell.phrase(rank.clone())))
}

/// The runs of tokens the party was read from; signs between two of its pieces are its own.
fn ranges(cell: &Cell, draft: &Draft) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for piece in &draft.pieces {
        match ranges.last_mut() {
            Some(last) if is_signs(cell, last.end..piece.start) => last.end = piece.end,
            _ => ranges.push(piece.clone()),
        }
    }
    for range in &mut ranges {
        close_bracket(cell, range);
    }
    split_open_brackets(cell, ranges)
}

fn is_signs(cell: &Cell, between: Range<usize>) -> bool {
    let is_word = |at: usize| matches!(cell.kind(at), Some(Kind::Word | Kind::Number | Kind::NumberSign) | None);
    // A whole bracket between two pieces, «( )», is unread.
    let is_group = |at: usize| cell.is(at, Kind::Open) && cell.group_end(at).is_some_and(|end| end <= between.end);
    between.start <= between.end && !between.clone().any(|at| is_word(at) || is_group(at))
}

/// «Управление образования (Иванова Н.М.)»: the closing bracket goes with the opening one.
fn close_bracket(cell: &Cell, range: &mut Range<usize>) {
    let opened = range.clone().find(|at| cell.is(*at, Kind::Open) && cell.group_end(*at) == Some(range.end + 1));
    if opened.is_some() {
        range.end += 1;
    }
}

/// A bracket that other parties go on in is no part of the words of the first: its two halves are apart.
fn split_open_brackets(cell: &Cell, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut split = Vec::with_capacity(ranges.len());
    for range in ranges {
        let open =
            range.clone().find(|at| cell.is(*at, Kind::Open) && cell.group_end(*at).is_some_and(|end| end > range.end));
        match open {
            Some(open) => split.extend([range.start..open, open + 1..range.end]),
            None => split.push(range),
        }
    }
    split.retain(|range| range.start < range.end);
    split
}

fn own_words(cell: &Cell, draft: &Draft, ranges: &[Range<usize>]) -> String {
    let mut words = String::new();
    let is_aside = |at: usize| draft.aside.iter().any(|aside| aside.contains(&at));
    for (index, range) in ranges.iter().enumerate() {
        for at in range.clone().filter(|at| !is_aside(*at)) {
            let Some(token) = cell.tokens.get(at) else { continue };
            let is_apart = token.gap != Gap::None || index > 0 && at == range.start;
            if is_apart && !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&token.text);
        }
    }
    words
}

fn span(cell: &Cell, range: &Range<usize>) -> Option<Span> {
    let first = cell.tokens.get(range.start)?;
    let last = cell.tokens.get(range.end.checked_sub(1)?)?;
    (range.start < range.end).then(|| Span::new(first.span.start, last.span.end))
}
