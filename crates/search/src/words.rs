use std::ops::Range;

use vekha_lexis::{Folded, fold};
use vekha_model::Span;

/// One word of a text, folded, with its place in the raw text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word in lower case, е for ё, hyphens as `-`.
    pub text: String,
    /// Its characters in the raw text.
    pub span: Span,
    /// The number of the word in the text, counted in pieces.
    pub position: usize,
    /// How many pieces it has: `онлайн-семинар` has two, and each of them is a word too.
    pub pieces: usize,
}

/// A word is cut after this many characters, in texts and in queries alike; no Russian word is as long.
const LONGEST: usize = 100;
/// A chain of more pieces is no word but an enumeration: only the pieces count.
const MOST_PIECES: usize = 8;

/// The words of a text in order: a chain joined by hyphens (in numbers also by `.`, `,`, `/`, `:`) comes whole first,
/// then its pieces, the first of which has the same position.
pub(crate) fn words(raw: &str) -> Vec<Word> {
    let folded = fold(raw);
    let text = folded.text();
    let mut found = Vec::new();
    let (mut at, mut position) = (0, 0);
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
        let pieces = chain(text, start);
        at = pieces.last().map_or(text.len(), |piece| piece.end);
        if is_number_sign(&text[start..at], &text[at..]) {
            continue;
        }
        if (2..=MOST_PIECES).contains(&pieces.len()) {
            found.push(word(&folded, start..at, position, pieces.len()));
        }
        for piece in pieces {
            found.push(word(&folded, piece, position, 1));
            position += 1;
        }
    }
    found
}

/// The byte ranges of the pieces of the chain that begins at `start`.
fn chain(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    pieces.push(start..piece_end(text, start));
    while let Some(last) = pieces.last() {
        let mut rest = text[last.end..].chars();
        let (Some(joint), Some(next)) = (rest.next(), rest.next()) else { break };
        let between_digits = next.is_ascii_digit() && text[..last.end].ends_with(|c: char| c.is_ascii_digit());
        let joins = match joint {
            '-' => next.is_alphanumeric(),
            '.' | ',' | '/' | ':' => between_digits,
            _ => false,
        };
        if !joins {
            break;
        }
        let next_start = last.end + joint.len_utf8();
        pieces.push(next_start..piece_end(text, next_start));
    }
    pieces
}

fn piece_end(text: &str, start: usize) -> usize {
    let beyond = |c: char| !c.is_alphanumeric() && !is_mark(c);
    text[start..].find(beyond).map_or(text.len(), |offset| start + offset)
}

/// Stress marks that did not compose with their vowel.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// «N 1104» is written for «№ 1104».
fn is_number_sign(word: &str, rest: &str) -> bool {
    word == "n" && rest.trim_start_matches([' ', '.']).starts_with(|c: char| c.is_ascii_digit())
}

fn word(folded: &Folded, bytes: Range<usize>, position: usize, pieces: usize) -> Word {
    let text = folded.text()[bytes.clone()].chars().filter(|&c| !is_mark(c)).take(LONGEST).collect();
    Word { text, span: folded.span(bytes).into(), position, pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(raw: &str) -> String {
        let shown = |word: &Word| format!("{}@{}:{}", word.text, word.position, word.span);
        words(raw).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_hyphenated_word_comes_whole_and_in_pieces() {
        insta::assert_snapshot!(line("Школы\u{2011}наставники, ёлка"),
            @"школы-наставники@0:0..16 школы@0:0..5 наставники@1:6..16 елка@2:18..22");
    }

    #[test]
    fn a_number_sign_is_no_word_however_it_is_written() {
        insta::assert_snapshot!(line("№ 1104 №1104 N 1104"), @"1104@0:2..6 1104@1:8..12 1104@2:15..19");
        insta::assert_snapshot!(line("223-ФЗ"), @"223-фз@0:0..6 223@0:0..3 фз@1:4..6");
    }

    #[test]
    fn a_date_and_a_decimal_stay_whole_and_a_sentence_does_not() {
        insta::assert_snapshot!(line("01.09.2025 в п.9.Итог"),
            @"01.09.2025@0:0..10 01@0:0..2 09@1:3..5 2025@2:6..10 в@3:11..12 п@4:13..14 9@5:15..16 итог@6:17..21");
    }

    #[test]
    fn stress_marks_and_soft_hyphens_stay_inside_a_word() {
        insta::assert_snapshot!(line("за\u{301}мок ию\u{ad}ль"), @"замок@0:0..6 июль@1:7..12");
    }

    proptest::proptest! {
        #[test]
        fn every_word_lies_inside_the_text_and_positions_never_fall(raw in "\\PC{0,60}") {
            let length = raw.chars().count();
            let found = words(&raw);
            proptest::prop_assert!(found.iter().all(|word| word.span.end <= length && !word.span.is_empty()));
            proptest::prop_assert!(found.windows(2).all(|pair| pair[0].position <= pair[1].position));
        }
    }
}
