use std::collections::BTreeMap;

use crate::token::{Gap, Kind, Token};

/// Which quote or bracket closes which; a quote that nothing closes ends before the next separator.
pub(crate) fn pairs(tokens: &[Token]) -> (Vec<Option<usize>>, Vec<bool>) {
    let mut closes = vec![None; tokens.len()];
    let mut opens = vec![false; tokens.len()];
    let mut quotes: Vec<usize> = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    // Where the first quote inside another one closed, in case the outer one is never closed by its own.
    let mut first_inner: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Open => brackets.push(at),
            Kind::Close => {
                if let Some(open) = brackets.pop() {
                    closes[open] = Some(at + 1);
                }
            }
            Kind::Quote if opens_quote(tokens, at, quotes.len()) => {
                opens[at] = true;
                quotes.push(at);
            }
            Kind::Quote => {
                if let Some(open) = quotes.pop() {
                    closes[open] = Some(at + 1);
                    if let Some(outer) = quotes.last() {
                        first_inner.entry(*outer).or_insert(at + 1);
                    }
                }
            }
            _ => {}
        }
    }
    let ends = separators_after(tokens);
    for open in quotes {
        // «МБУ "Парк, МБУ "Сад"»: the separator stands before the inner quote, and a name begins after it.
        let separator = ends[open];
        let inner = (open + 1..separator).any(|at| tokens[at].kind == Kind::Quote);
        let begins_anew = tokens.get(separator + 1).is_some_and(Token::is_capitalized);
        let is_cut = !inner && begins_anew && tokens.get(separator).is_some_and(|token| token.kind != Kind::Quote);
        closes[open] = first_inner.get(&open).copied().filter(|_| !is_cut).or(Some(separator));
    }
    (closes, opens)
}

/// For each token the next one at which an unclosed quote must end.
fn separators_after(tokens: &[Token]) -> Vec<usize> {
    let mut next = tokens.len();
    let mut ends = vec![next; tokens.len()];
    for at in (0..tokens.len()).rev() {
        ends[at] = next;
        let is_end = matches!(tokens[at].kind, Kind::Comma | Kind::Semicolon | Kind::Bullet);
        if is_end || tokens[at].gap == Gap::Break {
            next = at;
        }
    }
    ends
}

/// A typed quote tells its direction; a straight one is told by the blanks and signs round it.
fn opens_quote(tokens: &[Token], at: usize, depth: usize) -> bool {
    let glued_before = tokens[at].gap == Gap::None;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(at + 1);
    match tokens[at].text.as_str() {
        "«" | "„" | "<<" => return true,
        "»" | "”" | ">>" => return false,
        _ => {}
    }
    let glued_after = after.is_some_and(|token| {
        token.gap == Gap::None && matches!(token.kind, Kind::Word | Kind::Number | Kind::Quote | Kind::NumberSign)
    });
    let after_open = before.is_none_or(|token| matches!(token.kind, Kind::Open | Kind::Dash));
    match (glued_before && !after_open, glued_after) {
        (false, true) => true,
        (true, false) => false,
        _ => depth == 0,
    }
}
