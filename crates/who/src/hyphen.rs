use vekha_lexis::{is_surname, lemmas, morph};
use vekha_model::Span;

use crate::post_words::COMPOUNDING_POSTS;
use crate::token::{Gap, Kind, Token};
use crate::word::{Class, classes};

/// A post and a name that only a hyphen joins («Директор-Иванова Н.М.») become two words and a dash.
pub(crate) fn divided(tokens: Vec<Token>) -> Vec<Token> {
    let mut all = Vec::with_capacity(tokens.len());
    for token in tokens {
        match halves(&token) {
            Some([first, dash, second]) => all.extend([first, dash, second]),
            None => all.push(token),
        }
    }
    all
}

fn halves(token: &Token) -> Option<[Token; 3]> {
    let (first, second) = token.text.split_once('-').filter(|_| token.kind == Kind::Word)?;
    let length = first.chars().count();
    // A word rejoined over a line's end is longer in the text than here; it keeps its span and is left alone.
    let is_whole = token.span.len() == token.text.chars().count();
    let small_inside = |part: &str| part.chars().nth(1).is_some_and(char::is_lowercase);
    if !is_whole || !small_inside(first) || !small_inside(second) || !second.chars().next()?.is_uppercase() {
        return None;
    }
    let part = |text: &str, start: usize, kind: Kind, gap: Gap| Token {
        kind,
        text: text.to_owned(),
        lower: text.to_lowercase().replace('ё', "е"),
        span: Span::new(token.span.start + start, token.span.start + start + text.chars().count()),
        gap,
    };
    let parts = [
        part(first, 0, Kind::Word, token.gap),
        part("-", length, Kind::Dash, Gap::None),
        part(second, length + 1, Kind::Word, Gap::None),
    ];
    let found = classes(&parts[..1]);
    let heads_office = found.first().is_some_and(|class| class.is_post() || class.body().is_some());
    let second_is_office = classes(&parts[2..]).first().is_some_and(Class::is_post);
    (heads_office && !second_is_office).then_some(parts)
}

/// «педагог - психолог»: blanks round the hyphen of a compound are no dash.
pub(crate) fn compounds(tokens: Vec<Token>) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let joined = match all.as_slice() {
            [.., first, dash] => compound(first, dash, &token),
            _ => None,
        };
        match joined {
            Some(word) => {
                all.truncate(all.len() - 2);
                all.push(word);
            }
            None => all.push(token),
        }
    }
    all
}

/// «градо- строительства»: a word that a line's end cut, the break itself lost.
fn cut_word(first: &Token, dash: &Token, second: &Token) -> Option<Token> {
    let is_known = |word: &str| morph(word).first().is_some_and(|reading| reading.known);
    let lower = format!("{}{}", first.lower, second.lower);
    let is_cut = dash.text == "-" && dash.gap == Gap::None && second.gap == Gap::Blank;
    (is_cut && is_known(&lower) && !is_known(&first.lower)).then(|| Token {
        kind: Kind::Word,
        text: format!("{}{}", first.text, second.text),
        lower,
        span: Span::new(first.span.start, second.span.end),
        gap: first.gap,
    })
}

/// «Римская-\nКорсакова»
fn is_double_surname(first: &Token, dash: &Token, second: &Token) -> bool {
    let is_cut = dash.kind == Kind::Dash && dash.text == "-" && dash.gap == Gap::None && second.gap == Gap::Break;
    is_cut && [first, second].iter().all(|half| half.kind == Kind::Word && is_surname(&half.text))
}

fn compound(first: &Token, dash: &Token, second: &Token) -> Option<Token> {
    let are_words = first.kind == Kind::Word && dash.kind == Kind::Dash && second.kind == Kind::Word;
    if is_double_surname(first, dash, second) {
        return Some(Token {
            kind: Kind::Word,
            text: format!("{}-{}", first.text, second.text),
            lower: format!("{}-{}", first.lower, second.lower),
            span: Span::new(first.span.start, second.span.end),
            gap: first.gap,
        });
    }
    let on_one_line = dash.gap != Gap::Break && second.gap != Gap::Break;
    if !are_words || !on_one_line || second.is_capitalized() || first.text.contains('-') {
        return None;
    }
    if let Some(word) = cut_word(first, dash, second) {
        return Some(word);
    }
    let lower = format!("{}-{}", first.lower, second.lower);
    let is_known = morph(&lower).first().is_some_and(|reading| reading.known);
    let one_sided = (dash.gap == Gap::None) != (second.gap == Gap::None);
    let begins =
        lemmas(&first.lower).iter().any(|lemma| COMPOUNDING_POSTS.split_whitespace().any(|post| post == lemma));
    let both_posts = classes(&[first.clone(), second.clone()]).iter().all(Class::is_post);
    let is_typed = dash.text == "-" && both_posts && (one_sided || begins);
    (is_known || is_typed).then(|| Token {
        kind: Kind::Word,
        text: format!("{}-{}", first.text, second.text),
        lower,
        span: Span::new(first.span.start, second.span.end),
        gap: first.gap,
    })
}
