use vekha_lexis::{fold_keeping_case, morph};
use vekha_model::Span;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Blank,
    /// One line break or several.
    Break,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits, with what is glued to them: `5`, `9-х`, `1-11`, `5а`.
    Number,
    /// `№`
    NumberSign,
    Quote,
    Open,
    Close,
    Comma,
    Semicolon,
    Dot,
    Colon,
    Dash,
    Slash,
    /// «•», or a dash that begins a line of a list.
    Bullet,
    Other,
}

/// A word or a sign of a cell.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// As people read it: Cyrillic throughout, joined over a line's end, ё and the form of quotes kept.
    pub(crate) text: String,
    /// For matching: `text` in lower case, ё → е.
    pub(crate) lower: String,
    /// Its characters in the cell.
    pub(crate) span: Span,
    pub(crate) gap: Gap,
}

impl Token {
    /// Whether its first letter is a capital.
    pub(crate) fn is_capitalized(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is one capital letter: «Н» of «Н.М.».
    pub(crate) fn is_initial(&self) -> bool {
        // Latin letters that look Cyrillic are initials too, «V.» is a number.
        let is_letter = |c: char| matches!(c, 'А'..='Я' | 'Ё') || "ABCEHKMOPTXY".contains(c);
        let mut letters = self.text.chars();
        self.kind == Kind::Word && letters.next().is_some_and(is_letter) && letters.next().is_none()
    }
}

/// A character of the folded cell, with the ё the folding took away, and where it stands.
struct Letter {
    folded: char,
    shown: char,
    raw: char,
    span: Span,
}

/// The words and signs of a cell in their order; every character that is not blank lies in one of them.
pub(crate) fn tokens(cell: &str) -> Vec<Token> {
    let raw: Vec<char> = cell.chars().collect();
    let letters = letters(cell, &raw);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut end_of_last = 0;
    while let Some(letter) = letters.get(at) {
        if letter.folded.is_whitespace() {
            at += 1;
            continue;
        }
        let (kind, length) = token_at(&letters, at);
        let taken = &letters[at..at + length];
        let gap = if tokens.is_empty() { Gap::Break } else { gap_in(&raw, end_of_last, letter.span.start) };
        let token = token_of(kind, taken, gap);
        end_of_last = token.span.end;
        at += length;
        push(&mut tokens, token, letters.get(at).map(|letter| letter.folded));
    }
    mark_bullets(&mut tokens);
    tokens
}

fn letters(cell: &str, raw: &[char]) -> Vec<Letter> {
    let folded = fold_keeping_case(cell);
    let mut letters = Vec::with_capacity(raw.len());
    for (byte, c) in folded.text().char_indices() {
        let (start, end) = folded.span(byte..byte + c.len_utf8());
        let had_yo = raw[start..end].iter().any(|c| matches!(c, 'ё' | 'Ё' | '\u{308}'));
        let shown = match c {
            'е' if had_yo => 'ё',
            'Е' if had_yo => 'Ё',
            c => c,
        };
        letters.push(Letter {
            folded: c,
            shown,
            raw: raw.get(start).copied().unwrap_or(c),
            span: Span::new(start, end),
        });
    }
    letters
}

fn gap_in(raw: &[char], from: usize, to: usize) -> Gap {
    let between = raw.get(from..to).unwrap_or_default();
    if between.iter().copied().any(is_line_break) {
        return Gap::Break;
    }
    if between.iter().any(|c| c.is_whitespace()) { Gap::Blank } else { Gap::None }
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The kind and the length in letters of the token that begins `at`.
fn token_at(letters: &[Letter], at: usize) -> (Kind, usize) {
    let doubled = |sign: char| letters[at..].iter().take(2).filter(|letter| letter.folded == sign).count() == 2;
    let kind = match letters[at].folded {
        // Two apostrophes or two angle brackets typed for a quote.
        sign @ ('\'' | '<' | '>' | '’' | '‘') if doubled(sign) => return (Kind::Quote, 2),
        c if c.is_alphabetic() => return (Kind::Word, word_length(&letters[at..])),
        c if c.is_numeric() => return (Kind::Number, word_length(&letters[at..])),
        '№' => Kind::NumberSign,
        '"' => Kind::Quote,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        '.' | '…' => Kind::Dot,
        ':' => Kind::Colon,
        '-' => Kind::Dash,
        '/' | '\\' => Kind::Slash,
        '•' | '·' | '●' | '▪' | '■' | '◦' | '*' | '\u{f0b7}' | '➢' | '✓' => Kind::Bullet,
        _ => Kind::Other,
    };
    (kind, 1)
}

/// Letters and digits, single hyphens and apostrophes between them, and a hyphen at a line's end before a small letter.
fn word_length(letters: &[Letter]) -> usize {
    let folded = |at: usize| letters.get(at).map_or(' ', |letter| letter.folded);
    let mut length = 1;
    loop {
        let c = folded(length);
        let after = folded(length + 1);
        if c.is_alphanumeric() {
            length += 1;
        } else if c == '/' && length == 1 && is_small_pair(folded(0), after)
            || c == '-' && is_joint(letters, length)
            || matches!(c, '\'' | '’') && after.is_alphabetic()
        {
            length += 2;
        } else if c == '-'
            && let Some(next) = next_line(letters, length + 1)
        {
            length = next + 1;
        } else {
            return length;
        }
    }
}

/// «д/с», «ж/д», but not «и/или».
fn is_small_pair(first: char, second: char) -> bool {
    first.is_lowercase() && second.is_lowercase() && first != 'и'
}

/// Whether the hyphen at `at` joins two parts of one word and is no dash without blanks («отдела-Иванова»).
fn is_joint(letters: &[Letter], at: usize) -> bool {
    let after = letters.get(at + 1).map_or(' ', |letter| letter.folded);
    let before = letters[at - 1].folded;
    let next = letters.get(at + 2).map_or(' ', |letter| letter.folded);
    let begins_a_name = before.is_lowercase() && after.is_uppercase() && first_is_small(letters, at);
    let begins_initials = after.is_uppercase() && next == '.';
    after.is_alphanumeric() && !begins_a_name && !begins_initials
}

fn first_is_small(letters: &[Letter], at: usize) -> bool {
    let part = letters[..at].iter().rev().take_while(|letter| letter.folded.is_alphabetic()).last();
    part.is_some_and(|letter| letter.folded.is_lowercase())
}

/// Where the word that a line's end cut goes on: a line break after the hyphen, then a small letter.
fn next_line(letters: &[Letter], from: usize) -> Option<usize> {
    let blanks = letters[from..].iter().take_while(|letter| letter.folded.is_whitespace()).count();
    let next = letters.get(from + blanks)?;
    let has_break = letters[from..from + blanks].iter().any(|letter| is_line_break(letter.folded));
    (has_break && next.folded.is_lowercase()).then_some(from + blanks)
}

fn token_of(kind: Kind, taken: &[Letter], gap: Gap) -> Token {
    let span = Span::new(taken[0].span.start, taken[taken.len() - 1].span.end);
    let is_sign = !matches!(kind, Kind::Word | Kind::Number);
    let shown: String = taken.iter().map(|letter| if is_sign { letter.raw } else { letter.shown }).collect();
    let text = if kind == Kind::Word { rejoined(&shown) } else { shown };
    let lower = text.to_lowercase().replace('ё', "е");
    Token { kind, text, lower, span, gap }
}

/// The word without the line's end in it; the hyphen stays where the two halves are words and the whole is not.
fn rejoined(shown: &str) -> String {
    if !shown.contains(char::is_whitespace) {
        return shown.to_owned();
    }
    let compact: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
    let joined: String = shown
        .split(char::is_whitespace)
        .filter(|half| !half.is_empty())
        .map(|half| half.strip_suffix('-').unwrap_or(half))
        .collect();
    let is_known = |word: &str| morph(word).first().is_some_and(|reading| reading.known);
    let halves_are_known = compact.split('-').all(|half| half.chars().count() > 2 && is_known(half));
    if halves_are_known && !is_known(&joined) { compact } else { joined }
}

/// Adds the token; letters that belong to the next word («ИвановаН.») go on as a token of their own.
fn push(tokens: &mut Vec<Token>, token: Token, next: Option<char>) {
    match (token.kind, next) {
        (Kind::Word, Some('.')) if has_glued_initial(&token.text) => {
            let (mut name, mut initial) = (token.clone(), token);
            let last = initial.text.pop().unwrap_or(' ');
            name.text = std::mem::replace(&mut initial.text, last.to_string());
            name.lower = name.text.to_lowercase().replace('ё', "е");
            initial.lower = initial.text.to_lowercase();
            name.span.end -= 1;
            initial.span.start = name.span.end;
            initial.gap = Gap::None;
            tokens.extend([name, initial]);
        }
        _ => tokens.push(token),
    }
}

/// «ИвановаН»: a capital, small letters, and one capital at the end.
fn has_glued_initial(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let [first, inner @ .., last] = letters.as_slice() else { return false };
    first.is_uppercase() && last.is_uppercase() && inner.len() >= 2 && inner.iter().all(|c| c.is_lowercase())
}

/// A dash that begins a line is a bullet where the cell begins with one, or where several lines do.
fn mark_bullets(tokens: &mut [Token]) {
    let begins_line = |token: &Token| token.kind == Kind::Dash && token.gap == Gap::Break;
    let is_list =
        tokens.first().is_some_and(begins_line) || tokens.iter().filter(|token| begins_line(token)).count() > 1;
    if is_list && tokens.len() > 1 {
        tokens.iter_mut().filter(|token| begins_line(token)).for_each(|token| token.kind = Kind::Bullet);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cell: &str) -> String {
        tokens(cell).iter().map(|token| token.text.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        let cases = [
            ("Директор–Иванова Н.М.", "Директор-Иванова Н . М ."),
            ("отдела-Иванова Н.М.", "отдела - Иванова Н . М ."),
            ("педагог-психолог, 1-11 классы", "педагог-психолог , 1-11 классы"),
            ("обра-\nзования", "образования"),
            ("педагог-\n психолог", "педагог-психолог"),
            ("ИвановаН.М.", "Иванова Н . М ."),
            ("МБОУ СОШ №5", "МБОУ СОШ № 5"),
        ];
        let wrong: Vec<_> = cases.into_iter().filter(|(cell, expected)| texts(cell) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_dash_before_every_line_is_a_bullet_and_before_one_line_is_none() {
        let bullets = |cell: &str| tokens(cell).iter().filter(|token| token.kind == Kind::Bullet).count();
        assert_eq!(bullets("- завуч\n- учителя"), 2);
        assert_eq!(bullets("Директор\n- Иванова Н.М."), 0);
        assert_eq!(bullets("-"), 0);
    }
}
