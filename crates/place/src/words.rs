use std::cell::OnceCell;
use std::ops::Range;

use vekha_lexis::fold_keeping_case;

use crate::cues::{Cue, cue};
use crate::kinds::KindFound;
use crate::piece::{Piece, Weight};

/// A run of letters in one of the pieces.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Folded, lower case.
    pub text: String,
    /// Folded, the case as written: abbreviations need it.
    pub written: String,
    /// The index of its piece.
    pub piece: usize,
    /// Its characters in the piece's text, half-open.
    pub start: usize,
    pub end: usize,
    /// The same as bytes.
    pub bytes: Range<usize>,
    /// What it says about the names near it.
    pub cue: Option<Cue>,
    /// What stands between the word before and this one.
    pub gap: Gap,
    /// Whether a line (or the piece) begins with it.
    pub starts_line: bool,
    /// Whether a line (or the piece) ends with it, a full stop aside.
    pub ends_line: bool,
    /// Whether a digit stands before it: «2020 г.» is no city.
    pub after_digit: bool,
    /// Whether a full stop stands after it.
    pub dotted: bool,
    /// Whether it belongs to a street, a newspaper or a person, not to the map.
    pub decoy: bool,
    /// The type whose words begin with it, looked up when it is asked for.
    pub kind: OnceCell<Option<KindFound>>,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Blanks, or nothing.
    Space,
    /// A dash or hyphen.
    Hyphen,
    /// A full stop.
    Dot,
    /// A comma or an opening parenthesis.
    Comma,
    /// A quotation mark.
    Quote,
    /// Digits, other signs, another part of the document.
    Break,
}

impl Word {
    pub fn is_capital(&self) -> bool {
        self.written.chars().next().is_some_and(char::is_uppercase)
    }

    /// Two capitals or more make an abbreviation, as in «ТОИПКРО», «ТИРОиПК».
    pub fn is_abbreviation(&self) -> bool {
        self.written.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    /// «И.» of «И. О. Фамилия».
    fn is_initial(&self) -> bool {
        self.dotted && self.is_capital() && self.written.chars().count() == 1
    }
}

/// The words of all pieces in order, with the decoys marked.
pub(crate) fn words(pieces: &[Piece<'_>]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut before = Gap::Break;
    for (index, piece) in pieces.iter().enumerate() {
        let from = words.len();
        let after = words_of(piece.text, index, &mut words);
        // Paragraphs of a head go on: «управления образования» / «и науки области».
        let goes_on = index > 0 && is_head(piece.weight) && pieces[index - 1].weight == piece.weight;
        if let Some(first) = words.get_mut(from) {
            let is_open = goes_on && before == Gap::Space && first.gap == Gap::Space;
            first.gap = match first.gap {
                Gap::Quote => Gap::Quote,
                _ if is_open => Gap::Space,
                _ => Gap::Break,
            };
        }
        before = after;
    }
    mark_decoys(&mut words);
    words
}

pub(crate) fn is_head(weight: Weight) -> bool {
    matches!(weight, Weight::Title | Weight::Head)
}

/// Adds the words of one piece; what stands after the last.
fn words_of(raw: &str, piece: usize, words: &mut Vec<Word>) -> Gap {
    let folded = fold_keeping_case(raw);
    let text = folded.text();
    let first = words.len();
    let mut between = 0;
    // The bytes of the raw text, character by character, in step with the words.
    let mut raw_bytes = raw.char_indices().map(|(byte, _)| byte).chain([raw.len()]).enumerate().peekable();
    let mut byte_of = |character: usize| {
        while raw_bytes.next_if(|&(index, _)| index < character).is_some() {}
        raw_bytes.peek().map_or(raw.len(), |&(_, byte)| byte)
    };
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !is_letter(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = rest.peek().filter(|(_, c)| is_letter(*c)) {
            end = at + c.len_utf8();
            rest.next();
        }
        let before = &text[between..start];
        if let Some(last) = words[first..].last_mut() {
            last.dotted = before.starts_with('.');
            last.ends_line = before.contains('\n');
        }
        let (from, to) = folded.span(start..end);
        let written = &text[start..end];
        let text_of_word = written.to_lowercase();
        words.push(Word {
            bytes: byte_of(from)..byte_of(to),
            cue: cue(&text_of_word),
            text: text_of_word,
            written: written.to_owned(),
            piece,
            start: from,
            end: to,
            gap: gap(before),
            starts_line: words.len() == first || before.contains('\n'),
            ends_line: false,
            after_digit: before.trim_end().ends_with(|c: char| c.is_ascii_digit()),
            dotted: false,
            decoy: false,
            kind: OnceCell::new(),
        });
        between = end;
    }
    if let Some(last) = words[first..].last_mut() {
        last.dotted = text[between..].starts_with('.');
        last.ends_line = true;
    }
    gap(&text[between..])
}

/// A letter; Cyrillic ones first, for speed.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё') || c.is_alphabetic()
}

fn gap(between: &str) -> Gap {
    let mut gap = Gap::Space;
    for c in between.chars() {
        gap = match (gap, c) {
            (gap, c) if c.is_whitespace() => gap,
            (_, '"') => Gap::Quote,
            (Gap::Quote, _) => Gap::Quote,
            (_, '-') => Gap::Hyphen,
            (Gap::Space, '.') => Gap::Dot,
            (Gap::Space, ',' | '(') => Gap::Comma,
            // Mark-up of plain texts: «**Знаменский район**».
            (gap, '*' | '_') => gap,
            _ => return Gap::Break,
        };
    }
    gap
}

fn mark_decoys(words: &mut [Word]) {
    for at in 1..words.len() {
        let (before, word) = (&words[at - 1], &words[at]);
        let near = word.gap != Gap::Break;
        let street = near && before.cue == Some(Cue::NamedAfter);
        let initialled = near
            && (before.is_initial() && word.gap == Gap::Dot
                || words.get(at + 1).is_some_and(|next| next.is_initial() && next.gap == Gap::Space));
        let is_quoted_title = word.gap == Gap::Quote && before.cue == Some(Cue::Titled);
        words[at].decoy |= street || initialled && !is_sign_in_capitals(before, word);
        if is_quoted_title {
            let end = (at + 1..words.len())
                .find(|&next| words[next].gap != Gap::Space && words[next].gap != Gap::Hyphen)
                .unwrap_or(words.len());
            words[at..end].iter_mut().for_each(|word| word.decoy = true);
        }
    }
}

/// «Г. ТАМБОВ», «Г.О. ХИМКИ» of a head in capitals are no initials.
fn is_sign_in_capitals(before: &Word, word: &Word) -> bool {
    word.is_abbreviation() && ["г", "о", "п", "с", "д"].contains(&before.text.as_str())
}
