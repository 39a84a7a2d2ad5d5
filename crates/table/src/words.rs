use std::collections::BTreeMap;

use vekha_lexis::morph;
use vekha_model::{Place, Span, Step};

use crate::record::{Piece, Words};

impl Words {
    /// All of a cell's or paragraph's raw text.
    pub(crate) fn at(place: &Place, text: &str) -> Self {
        let length = text.chars().count();
        if length == 0 {
            return Self::default();
        }
        let span = Span::new(0, length);
        Self { text: text.to_owned(), pieces: vec![Piece { span, place: place.at(span) }] }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(crate) fn chars(&self) -> Vec<char> {
        self.text.chars().collect()
    }

    /// The part of the words in `span`; `chars` are those of the words.
    pub(crate) fn cut(&self, chars: &[char], span: Span) -> Self {
        let span = Span::new(span.start.min(chars.len()), span.end.min(chars.len()));
        let piece = |piece: &Piece| {
            let start = span.start.max(piece.span.start);
            let end = span.end.min(piece.span.end);
            let origin = piece.place.span?.start + start.checked_sub(piece.span.start)?;
            (start < end).then(|| Piece {
                span: Span::new(start - span.start, end - span.start),
                place: piece.place.at(Span::new(origin, origin + (end - start))),
            })
        };
        Self {
            text: chars[span.start..span.end].iter().collect(),
            pieces: self.pieces.iter().filter_map(piece).collect(),
        }
    }

    /// The part of the words in `span` without blanks at its ends.
    pub(crate) fn cut_trimmed(&self, chars: &[char], span: Span) -> Self {
        self.cut(chars, trimmed(chars, span))
    }

    pub(crate) fn trimmed(&self) -> Self {
        if self.text.trim().len() == self.text.len() {
            return self.clone();
        }
        let chars = self.chars();
        self.cut_trimmed(&chars, Span::new(0, chars.len()))
    }

    /// Appends other words, a separator between the two unless one is blank.
    pub(crate) fn append(&mut self, separator: &str, other: &Self) {
        if other.is_blank() {
            return;
        }
        if self.is_blank() {
            self.clone_from(other);
            return;
        }
        // The pieces reach to the end of the text: counting its characters anew would make long rows slow.
        let end = self.pieces.last().map_or_else(|| self.text.chars().count(), |piece| piece.span.end);
        self.text.push_str(separator);
        let offset = end + separator.chars().count();
        self.text.push_str(&other.text);
        let shifted = |piece: &Piece| Piece { span: piece.span.shifted(offset), place: piece.place.clone() };
        self.pieces.extend(other.pieces.iter().map(shifted));
    }

    /// Appends words that go on in mid-sentence: a word cut by a hyphen becomes one again.
    pub(crate) fn continue_with(&mut self, other: &Self) {
        let below = other.trimmed();
        if self.text.ends_with(char::is_whitespace) {
            *self = self.trimmed();
        }
        let cut_word = self.text.ends_with('-')
            && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
            && below.text.starts_with(char::is_lowercase);
        if cut_word {
            self.append("\n", &below);
            *self = self.rejoined();
        } else {
            self.append(" ", &below);
        }
    }

    /// Words cut at a line's end are whole again, soft hyphens and other invisible characters are gone.
    ///
    /// A hyphen at a line's end stays where the word is written with one («научно-\nметодический»).
    pub(crate) fn rejoined(&self) -> Self {
        let is_cut = self.text.contains('\n') && self.text.contains(['-', '\u{2010}']);
        if !is_cut && !self.text.contains(is_invisible) {
            return self.clone();
        }
        let chars = self.chars();
        let mut kept: Vec<Span> = Vec::new();
        let mut from = 0;
        let mut at = 0;
        let mut lookups = 0;
        while at < chars.len() {
            let dropped = match chars[at] {
                '\u{ad}' => 1 + line_break(&chars[at + 1..]),
                c if is_invisible(c) => 1,
                '-' | '\u{2010}' if lookups < MAX_LOOKUPS => match cut_word(&chars, at) {
                    Some(Cut::Whole(length)) => {
                        lookups += 1;
                        length
                    }
                    Some(Cut::Hyphened(length)) => {
                        lookups += 1;
                        kept.push(Span::new(from, at + 1));
                        at += length;
                        from = at;
                        continue;
                    }
                    None => 0,
                },
                _ => 0,
            };
            if dropped > 0 {
                kept.push(Span::new(from, at));
                at += dropped;
                from = at;
            } else {
                at += 1;
            }
        }
        if kept.is_empty() {
            return self.clone();
        }
        kept.push(Span::new(from, chars.len()));
        self.kept(&chars, &kept)
    }

    /// The words without signs that the file sets by itself, such as the bullets of an automatic list.
    pub(crate) fn without(&self, signs: &Signs) -> Self {
        let mut kept = Vec::new();
        let mut from = 0;
        for piece in &self.pieces {
            let Some((origin, found)) = piece.place.span.zip(signs.get(&piece.place.steps)) else { continue };
            for sign in found.iter().filter(|sign| sign.overlaps(origin)) {
                let start = piece.span.start + sign.start.saturating_sub(origin.start);
                let end = piece.span.start + sign.end.min(origin.end) - origin.start;
                kept.push(Span::new(from, start));
                from = end;
            }
        }
        if kept.is_empty() {
            return self.clone();
        }
        let chars = self.chars();
        kept.push(Span::new(from, chars.len()));
        self.kept(&chars, &kept)
    }

    /// Only these characters, in order.
    fn kept(&self, chars: &[char], spans: &[Span]) -> Self {
        let mut joined = Self::default();
        let mut offset = 0;
        for &span in spans {
            let part = self.cut(chars, span);
            joined.text.push_str(&part.text);
            let shifted = |piece: Piece| Piece { span: piece.span.shifted(offset), place: piece.place };
            joined.pieces.extend(part.pieces.into_iter().map(shifted));
            offset += span.len();
        }
        joined
    }
}

/// A soft hyphen, or a character without any width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Signs by the place of the text they stand in.
pub(crate) type Signs = BTreeMap<Vec<Step>, Vec<Span>>;

/// The span without blanks at its ends.
pub(crate) fn trimmed(chars: &[char], span: Span) -> Span {
    let mut span = Span::new(span.start.min(chars.len()), span.end.min(chars.len()));
    while span.start < span.end && chars[span.start].is_whitespace() {
        span.start += 1;
    }
    while span.start < span.end && chars[span.end - 1].is_whitespace() {
        span.end -= 1;
    }
    span
}

/// How many characters a hyphen at a line's end and the break after it take.
enum Cut {
    /// The hyphen goes too: «прове-\nдение».
    Whole(usize),
    /// The hyphen stays: «научно-\nметодический».
    Hyphened(usize),
}

fn cut_word(chars: &[char], hyphen: usize) -> Option<Cut> {
    let gap = line_break(&chars[hyphen + 1..]);
    if gap == 0 {
        return None;
    }
    let next = hyphen + 1 + gap;
    let before: String = {
        let letters = chars[..hyphen].iter().rev().take(MAX_WORD).take_while(|c| c.is_alphabetic());
        letters.collect::<Vec<_>>().into_iter().rev().collect()
    };
    let after: String = chars[next..].iter().take(MAX_WORD).take_while(|c| c.is_alphabetic()).collect();
    if before.is_empty() || !after.starts_with(char::is_lowercase) {
        return None;
    }
    let is_known = |word: &str| morph(word).first().is_some_and(|reading| reading.known);
    if is_known(&format!("{before}{after}")) {
        return Some(Cut::Whole(1 + gap));
    }
    let two_words = is_known(&format!("{before}-{after}")) || (is_known(&before) && is_known(&after));
    Some(if two_words { Cut::Hyphened(1 + gap) } else { Cut::Whole(1 + gap) })
}

/// No cell of a plan has more words cut at a line's end.
const MAX_LOOKUPS: usize = 1000;

/// A word is not longer; keeps hostile text from being searched over and over.
const MAX_WORD: usize = 40;

/// How many characters a line break and the blanks round it take; 0 if there is no line break.
fn line_break(chars: &[char]) -> usize {
    let blanks = chars.iter().take(MAX_WORD).take_while(|c| c.is_whitespace());
    let (length, breaks) = blanks.fold((0, 0), |(length, breaks), c| (length + 1, breaks + usize::from(*c == '\n')));
    if breaks == 1 { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        Words::at(&Place::cell("a", 0, 1, 1), text)
    }

    #[test]
    fn a_word_cut_at_a_lines_end_is_whole_again() {
        let cases = [
            ("прове-\nдение смотра", "проведение смотра"),
            ("научно-\nметодический совет", "научно-методический совет"),
            ("ме\u{ad}роприятие", "мероприятие"),
            ("меро\u{ad}\nприятие", "мероприятие"),
            ("май -\nиюнь", "май -\nиюнь"),
            ("до 2020-\nго", "до 2020-\nго"),
        ];
        let got: Vec<_> = cases.iter().map(|(raw, _)| words(raw).rejoined().text).collect();
        assert_eq!(got, cases.iter().map(|(_, expected)| expected.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn pieces_of_a_rejoined_word_say_where_each_part_stands() {
        let joined = words("прове-\nдение").rejoined();
        let places: Vec<_> = joined.pieces.iter().map(|piece| piece.place.to_string()).collect();
        assert_eq!(places, ["a#0!R1C1:0..5", "a#0!R1C1:7..12"]);
    }

    #[test]
    fn words_that_go_on_below_are_joined_by_a_blank() {
        let mut above = words("Сбор данных о ");
        above.continue_with(&words("школах района"));
        assert_eq!(above.text, "Сбор данных о школах района");
        let mut above = words("Органи-");
        above.continue_with(&words("зация ярмарки"));
        assert_eq!(above.text, "Организация ярмарки");
    }
}
