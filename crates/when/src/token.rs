//! A phrase cut into tokens, each with the characters it came from: known words as symbols, numbers as values,
//! words broken by a blank or at a line's end joined again.

use std::collections::HashMap;
use std::sync::OnceLock;

use vekha_lexis::{calendar, fold, numerals};
use vekha_model::Span;

use crate::words::{LONGEST, symbols};

/// One token of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// Whether a line break stands before it.
    pub(crate) breaks: bool,
    /// Whether nothing at all stands between it and the token before.
    pub(crate) glued: bool,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A word that date phrases use.
    Known(&'static str),
    /// Any other word, folded.
    Other(String),
    /// Figures: the value and how many digits it has; `ordinal` for «2-й».
    Number { value: u32, digits: usize, ordinal: bool },
    /// A number in words or in Roman figures.
    Numeral { value: u32, ordinal: bool },
    /// 1–12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
    /// 1 (spring) to 4.
    Season(i8),
    /// A sign that separates or joins.
    Sign(char),
    /// A mark of a footnote: «²».
    Footnote,
}

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let pieces = pieces(text);
    let mut at = 0;
    while at < pieces.len() {
        let taken = broken_word(&pieces[at..], &mut tokens).unwrap_or_else(|| {
            push_piece(&pieces[at], &mut tokens);
            1
        });
        at += taken;
    }
    tokens
}

/// A run of letters, a run of digits, or a sign.
struct Piece {
    text: String,
    class: Class,
    span: Span,
    breaks: bool,
    glued: bool,
    /// Whether it is a known word by itself.
    known: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Digits,
    Cyrillic,
    Latin,
    Sign,
}

fn pieces(raw: &str) -> Vec<Piece> {
    let folded = fold(raw);
    let text = folded.text();
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut breaks, mut glued) = (false, false);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() {
            breaks |= c == '\n';
            glued = false;
            continue;
        }
        let class = class_of(c);
        let mut end = start + c.len_utf8();
        while let Some(&(next, c)) = rest.peek()
            && class != Class::Sign
            && class_of(c) == class
        {
            end = next + c.len_utf8();
            rest.next();
        }
        let (from, to) = folded.span(start..end);
        let text = text[start..end].to_owned();
        let known = class == Class::Cyrillic && known(&text).is_some();
        pieces.push(Piece { text, class, span: Span::new(from, to), breaks, glued, known });
        (breaks, glued) = (false, true);
    }
    mend_figures(pieces)
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digits,
        'a'..='z' | '\u{456}' => Class::Latin, // і is typed for the Roman I
        c if c.is_alphabetic() && !('\u{2160}'..='\u{217f}').contains(&c) => Class::Cyrillic,
        _ => Class::Sign,
    }
}

/// A letter typed for a figure inside a number goes back to the figure: «2О20», «З0», «1О».
fn mend_figures(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let digit = match piece.text.as_str() {
            "о" | "o" => Some("0"),
            "з" => Some("3"),
            _ => None,
        };
        let after_digits = piece.glued && mended.last().is_some_and(|last| last.class == Class::Digits);
        let next = pieces.get(index + 1).filter(|next| next.glued);
        let before_digits = next.is_some_and(|next| next.class == Class::Digits);
        let inside = before_digits || (after_digits && next.is_none_or(|next| next.class == Class::Sign));
        let text = digit.filter(|_| inside).unwrap_or(&piece.text);
        let class = if text == piece.text { piece.class } else { Class::Digits };
        match mended.last_mut() {
            Some(last) if after_digits && class == Class::Digits && last.text.len() < 12 => {
                last.text.push_str(text);
                last.span.end = piece.span.end;
            }
            _ => mended.push(Piece { text: text.to_owned(), class, ..*piece }),
        }
    }
    mended
}

/// Words that are pieces of one known word, «октябр ь», «ежеквар-⏎тально», «с е н т я б р ь»: how many pieces it takes.
fn broken_word(pieces: &[Piece], tokens: &mut Vec<Token>) -> Option<usize> {
    let first = pieces.first().filter(|piece| piece.class == Class::Cyrillic)?;
    let mut word = first.text.clone();
    let mut fragments = usize::from(!first.known);
    let mut best = None;
    for (index, piece) in pieces.iter().enumerate().skip(1).take(2 * LONGEST) {
        let hyphen =
            piece.text == "-" && piece.glued && pieces.get(index + 1).is_some_and(|p| p.class == Class::Cyrillic);
        if hyphen {
            continue;
        }
        let after_hyphen = pieces[index - 1].text == "-";
        let is_letters = piece.class == Class::Cyrillic && (!piece.breaks || after_hyphen);
        if !is_letters || word.chars().count() + piece.text.chars().count() > LONGEST {
            break;
        }
        word.push_str(&piece.text);
        fragments += usize::from(!piece.known);
        if fragments > 0
            && let Some(kind) = known(&word)
        {
            best = Some((kind, index));
        }
    }
    let (kind, last) = best?;
    let span = Span::new(first.span.start, pieces[last].span.end);
    tokens.push(Token { kind, span, breaks: first.breaks, glued: first.glued });
    Some(last + 1)
}

fn push_piece(piece: &Piece, tokens: &mut Vec<Token>) {
    let token = |kind| Token { kind, span: piece.span, breaks: piece.breaks, glued: piece.glued };
    match piece.class {
        Class::Digits => {
            let value = piece.text.parse().unwrap_or(u32::MAX);
            tokens.push(token(Kind::Number { value, digits: piece.text.len(), ordinal: false }));
        }
        // A dot belongs to a date or to nothing: that of an abbreviation says no more.
        Class::Sign if piece.text == "." && !after_figures(tokens) => {}
        Class::Sign if piece.text == ")" && repeats_in_words(tokens) => {
            tokens.truncate(tokens.len() - 2);
            if let Some(last) = tokens.last_mut() {
                last.span.end = piece.span.end;
            }
        }
        Class::Sign => tokens.push(token(sign(&piece.text))),
        Class::Cyrillic | Class::Latin if ends_ordinal(piece, tokens) => {}
        Class::Cyrillic | Class::Latin => match term_of_days(piece) {
            Some(pair) => tokens.extend(pair),
            None => {
                let misspelt = || calendar::misspelt_month(&piece.text).map(Kind::Month);
                let kind = word(&piece.text).or_else(misspelt).unwrap_or_else(|| Kind::Other(piece.text.clone()));
                tokens.push(token(kind));
            }
        },
    }
}

/// «десятидневный» as the number and the unit.
fn term_of_days(piece: &Piece) -> Option<[Token; 2]> {
    let (value, rest) = numerals::compound(&piece.text)?;
    let unit = span_unit(rest)?;
    let cut = piece.span.end.saturating_sub(rest.chars().count()).max(piece.span.start);
    let number = Kind::Numeral { value, ordinal: false };
    Some([
        Token { kind: number, span: Span::new(piece.span.start, cut), breaks: piece.breaks, glued: piece.glued },
        Token { kind: Kind::Known(unit), span: Span::new(cut, piece.span.end), breaks: false, glued: true },
    ])
}

fn after_figures(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|last| matches!(last.kind, Kind::Number { .. }))
}

/// «1 (один» says the number twice.
fn repeats_in_words(tokens: &[Token]) -> bool {
    let [.., number, bracket, word] = tokens else { return false };
    match (&number.kind, &bracket.kind, &word.kind) {
        (Kind::Number { value, .. }, Kind::Sign('('), Kind::Numeral { value: again, .. }) => value == again,
        _ => false,
    }
}

fn sign(text: &str) -> Kind {
    let c = text.chars().next().unwrap_or(' ');
    let roman = u32::from(c).checked_sub(0x215f).map(|n| if n > 16 { n - 16 } else { n });
    match c {
        '\u{2160}'..='\u{216b}' | '\u{2170}'..='\u{217b}' => Kind::Numeral { value: roman.unwrap_or(0), ordinal: true },
        '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}' => Kind::Footnote,
        c => Kind::Sign(c),
    }
}

/// «2-й», «1го», «3-х»: the ending goes to the number before it.
fn ends_ordinal(piece: &Piece, tokens: &mut Vec<Token>) -> bool {
    let before =
        tokens.len().checked_sub(1 + usize::from(matches!(tokens.last(), Some(t) if t.kind == Kind::Sign('-'))));
    let hyphen_is_glued = tokens.last().is_some_and(|last| last.glued || last.kind != Kind::Sign('-'));
    let Some((at, number)) = before.and_then(|at| Some((at, tokens.get_mut(at)?))) else { return false };
    let is_glued = piece.glued && hyphen_is_glued;
    // «2 я неделя»: an ending that is no word by itself may stand apart.
    let is_near = is_glued || (APART.contains(&piece.text.as_str()) && !piece.breaks);
    let is_ending = ENDINGS.contains(&piece.text.as_str());
    match &mut number.kind {
        Kind::Number { ordinal, .. } if is_near && is_ending => *ordinal = true,
        // «1V», «1У» are typed for IV
        Kind::Number { value, .. } if is_glued && *value == 1 && matches!(piece.text.as_str(), "v" | "у") => {
            *value = 4
        }
        // «IУ» with a Cyrillic letter
        Kind::Numeral { value, ordinal: true } if is_glued && *value == 1 && piece.text == "у" => *value = 4,
        // «II-е полугодие»
        Kind::Numeral { ordinal: true, .. } if is_glued && is_ending => {}
        _ => return false,
    }
    number.span.end = piece.span.end;
    tokens.truncate(at + 1);
    true
}

const ENDINGS: &[&str] = &[
    "й", "я", "е", "го", "му", "м", "ю", "ый", "ая", "ое", "ой", "ого", "ую", "ом", "ых", "х", "ти", "ми", "ей", "ий",
    "ье", "его", "ему",
];

const APART: &[&str] = &["й", "я", "го", "ый", "ая", "ой", "ую", "х"];

/// What a known word is, whether whole or mended; Latin letters that spell a Cyrillic word count as it.
fn word(text: &str) -> Option<Kind> {
    known(text).or_else(|| {
        let numeral = numerals::roman(text).map(|value| Kind::Numeral { value, ordinal: true });
        let respelled = || text.chars().map(cyrillic).collect::<String>();
        let has_latin = text.contains(|c: char| c.is_ascii_alphabetic());
        numeral.or_else(|| has_latin.then(respelled).and_then(|text| known(&text)))
    })
}

fn known(text: &str) -> Option<Kind> {
    // One look at one map: a word of a cell is asked for up to three times, whole, joined with the next, mended.
    static KNOWN: OnceLock<HashMap<String, Kind>> = OnceLock::new();
    KNOWN.get_or_init(all_known).get(text).cloned()
}

/// Every known form; where two lists have it, the one named first wins.
fn all_known() -> HashMap<String, Kind> {
    let numeral = |value: u32, ordinal: bool| Kind::Numeral { value, ordinal };
    let units = SPAN_UNITS
        .iter()
        .flat_map(|(stem, unit)| SPAN_ENDINGS.iter().map(move |ending| (format!("{stem}{ending}"), Kind::Known(unit))));
    let forms = calendar::months()
        .map(|(form, number)| (form.to_owned(), Kind::Month(number)))
        .chain(calendar::weekdays().map(|(form, number)| (form.to_owned(), Kind::Weekday(number))))
        .chain(calendar::seasons().map(|(form, number)| (form.to_owned(), Kind::Season(number))))
        .chain(numerals::ordinals().map(|(form, value)| (form, numeral(value, true))))
        .chain(numerals::cardinals().map(|(form, value)| (form.to_owned(), numeral(value, false))))
        .chain(units)
        .chain(symbols().into_iter().map(|(form, symbol)| (form, Kind::Known(symbol))));
    let mut known = HashMap::new();
    for (form, kind) in forms {
        known.entry(form).or_insert(kind);
    }
    known
}

/// «дневный», «месячного», «недельным»: the unit of a term written as one word with its number.
fn span_unit(word: &str) -> Option<&'static str> {
    SPAN_UNITS
        .iter()
        .find(|(stem, _)| word.strip_prefix(stem).is_some_and(|rest| SPAN_ENDINGS.contains(&rest)))
        .map(|(_, unit)| *unit)
}

const SPAN_UNITS: &[(&str, &str)] = &[("дневн", "дневный"), ("месячн", "месячный"), ("недельн", "недельный")];

const SPAN_ENDINGS: &[&str] = &["ый", "ого", "ому", "ым", "ом"];

fn cyrillic(c: char) -> char {
    LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map_or(c, |&(_, letter)| letter)
}

// As capitals look: MAPT is typed for МАРТ.
const LOOK_ALIKES: &[(char, char)] = &[
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];
