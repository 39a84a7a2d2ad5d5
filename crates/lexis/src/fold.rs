use std::ops::Range;

use unicode_normalization::char::{compose, is_combining_mark};

/// A folded text that remembers which characters of the raw text each of its bytes came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each character of `text`: its first byte, and the characters of the raw text it stands for.
    origins: Vec<(usize, usize, usize)>,
    /// How many characters the raw text has.
    raw_len: usize,
}

/// Folds a text for matching: NFC, lower case, ё → е, every dash `-`, every double quote `"`, every blank but the
/// line break a space, soft hyphens and zero-width characters dropped, Latin look-alikes in Cyrillic words Cyrillic.
///
/// Nothing else is dropped or joined: two blanks stay two, so that spans stay exact.
pub fn fold(raw: &str) -> Folded {
    fold_with(raw, true)
}

/// As [`fold()`], but with the letter case as written, which initials and abbreviations need.
pub fn fold_keeping_case(raw: &str) -> Folded {
    fold_with(raw, false)
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters of the raw text (half-open) that the bytes `range` of the folded text came from.
    ///
    /// Characters dropped at the edges stay outside, those inside the range are covered.
    pub fn span(&self, range: Range<usize>) -> (usize, usize) {
        let first = self.origins.partition_point(|&(byte, ..)| byte < range.start);
        let past = self.origins.partition_point(|&(byte, ..)| byte < range.end);
        let start = self.origins.get(first).map_or(self.raw_len, |&(_, start, _)| start);
        if past <= first {
            return (start, start);
        }
        (start, self.origins[past - 1].2)
    }

    /// How many characters the raw text has.
    pub fn raw_len(&self) -> usize {
        self.raw_len
    }
}

fn fold_with(raw: &str, lower: bool) -> Folded {
    let mut composed = compose_marks(raw);
    let raw_len = composed.last().map_or(0, |&(_, _, end)| end);
    composed.retain(|&(c, ..)| !is_invisible(c));
    if raw.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        make_cyrillic(&mut composed);
    }

    let mut text = String::with_capacity(raw.len());
    let mut origins = Vec::with_capacity(composed.len());
    for (c, start, end) in composed {
        let mut push = |c: char| {
            origins.push((text.len(), start, end));
            text.push(c);
        };
        match c {
            // Nine of ten characters of a Russian text; the tables of Unicode take ten times as long.
            'а'..='я' | '0'..='9' | ' ' => push(c),
            'А'..='Я' if lower => push(small(c)),
            c => match fold_sign(c) {
                c if lower => c.to_lowercase().map(without_yo).for_each(&mut push),
                c => push(without_yo(c)),
            },
        }
    }
    Folded { text, origins, raw_len }
}

/// The characters with the range of raw characters each stands for; a letter and its marks become one (и + U+0306 → й).
fn compose_marks(raw: &str) -> Vec<(char, usize, usize)> {
    let mut composed: Vec<(char, usize, usize)> = Vec::with_capacity(raw.len());
    for (index, c) in raw.chars().enumerate() {
        // No letter of Russian, and nothing before U+0300, is a mark.
        let can_be_mark = c >= '\u{300}' && !matches!(c, '\u{400}'..='\u{482}');
        if can_be_mark
            && is_combining_mark(c)
            && let Some(last) = composed.last_mut()
            && let Some(joined) = compose(last.0, c)
        {
            *last = (joined, last.1, index + 1);
            continue;
        }
        composed.push((c, index, index + 1));
    }
    composed
}

/// The small letter of a capital one from А to Я.
fn small(c: char) -> char {
    char::from_u32(u32::from(c) + 0x20).unwrap_or(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Latin letters that look Cyrillic become so in every word that has a Cyrillic letter and is not cut by a digit.
fn make_cyrillic(characters: &mut [(char, usize, usize)]) {
    let mut start = 0;
    while start < characters.len() {
        let length = characters[start..].iter().take_while(|&&(c, ..)| is_letter(c)).count();
        let word = &mut characters[start..start + length];
        if word.iter().any(|&(c, ..)| is_cyrillic(c)) {
            for (c, ..) in word {
                *c = look_alike(*c);
            }
        }
        start += length.max(1);
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я') || c.is_alphabetic()
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

const LOOK_ALIKES: &[(char, char)] = &[
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
];

fn look_alike(c: char) -> char {
    LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map_or(c, |(_, cyrillic)| *cyrillic)
}

fn fold_sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '«' | '»' | '„' | '“' | '”' | '‟' | '″' | '\u{ff02}' => '"',
        '\n' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn without_yo(c: char) -> char {
    match c {
        'ё' => 'е',
        'Ё' => 'Е',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn latin_letters_inside_a_cyrillic_word_become_cyrillic_and_a_roman_number_stays() {
        assert_eq!(fold("Cентябpь, II квартал").text(), "сентябрь, ii квартал");
    }

    #[test]
    fn a_span_covers_the_marks_and_hyphens_inside_it() {
        let folded = fold("маи\u{306} ию\u{ad}ль");
        assert_eq!(folded.text(), "май июль");
        let at = folded.text().find("июль").unwrap();
        assert_eq!(folded.span(0.."май".len()), (0, 4));
        assert_eq!(folded.span(at..folded.text().len()), (5, 10));
    }

    #[test]
    fn an_empty_range_is_an_empty_span_where_it_stands() {
        let folded = fold("до 1");
        assert_eq!(folded.span(5..5), (3, 3));
        assert_eq!(folded.span(6..6), (4, 4));
        assert_eq!(fold("").span(0..0), (0, 0));
    }

    proptest! {
        #[test]
        fn folding_never_fails_and_spans_stay_inside(raw in "\\PC*") {
            let folded = fold(&raw);
            prop_assert_eq!(folded.raw_len(), raw.chars().count());
            let (start, end) = folded.span(0..folded.text().len());
            prop_assert!(start <= end && end <= raw.chars().count());
        }

        #[test]
        fn folding_twice_is_folding_once(raw in "[а-яА-ЯёЁa-zA-Z0-9 «»–—\u{a0}\u{ad}]{0,40}") {
            let once = fold(&raw);
            let twice = fold(once.text());
            prop_assert_eq!(twice.text(), once.text());
        }
    }
}
