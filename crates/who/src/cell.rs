use std::collections::BTreeMap;
use std::ops::Range;

use vekha_lexis::Case;

use crate::post_words::COMPOUNDING_POSTS;
use crate::token::{Gap, Kind, Token, tokens};
use crate::word::{Class, classes};

/// A cell cut into tokens, with all that can be said of it before any party is read.
pub(crate) struct Cell {
    pub(crate) tokens: Vec<Token>,
    pub(crate) classes: Vec<Class>,
    /// For an opening quote or bracket: one past the token that closes it.
    closes: Vec<Option<usize>>,
    /// Whether the quote at this token opens.
    opens: Vec<bool>,
    /// Whether a line break before the token separates.
    hard: Vec<bool>,
}

impl Cell {
    pub(crate) fn new(text: &str) -> Self {
        let tokens = compounds(divided(tokens(text)));
        let classes = classes(&tokens);
        let (closes, opens) = pairs(&tokens);
        let mut cell = Self { hard: vec![false; tokens.len()], tokens, classes, closes, opens };
        cell.mark_breaks();
        cell
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(crate) fn is(&self, at: usize, kind: Kind) -> bool {
        self.kind(at) == Some(kind)
    }

    pub(crate) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    pub(crate) fn class(&self, at: usize) -> Option<&Class> {
        self.classes.get(at).filter(|_| self.is(at, Kind::Word))
    }

    /// One past the end of the group that the quote or bracket at `at` opens.
    pub(crate) fn group_end(&self, at: usize) -> Option<usize> {
        self.closes.get(at).copied().flatten()
    }

    pub(crate) fn is_opening_quote(&self, at: usize) -> bool {
        self.is(at, Kind::Quote) && self.opens.get(at).copied().unwrap_or(false)
    }

    /// Whether a line break that separates stands before the token.
    pub(crate) fn is_hard(&self, at: usize) -> bool {
        self.hard.get(at).copied().unwrap_or(false)
    }

    /// Whether a phrase ends before this token whatever it is: the end, a separator, a separating line break.
    pub(crate) fn is_boundary(&self, at: usize) -> bool {
        self.is_hard(at)
            || matches!(
                self.kind(at),
                None | Some(Kind::Comma | Kind::Semicolon | Kind::Bullet | Kind::Colon | Kind::Close | Kind::Slash)
            )
    }

    pub(crate) fn is_and(&self, at: usize) -> bool {
        // «И.» is an initial, «и.о.» an acting office.
        let is_stopped =
            self.is(at + 1, Kind::Dot) && self.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::None);
        self.is(at, Kind::Word) && matches!(self.lower(at), "и" | "или") && !is_stopped
    }

    /// The words of a range as a phrase: one blank where the text has any, quotes as «…», no quote left open.
    pub(crate) fn phrase(&self, range: Range<usize>) -> String {
        let mut phrase = String::new();
        let mut open = 0_usize;
        let mut after_opening = true;
        for at in range {
            let Some(token) = self.tokens.get(at) else { break };
            let is_opening = self.is_opening_quote(at);
            let is_closing = token.kind == Kind::Quote && !is_opening;
            if is_closing && open == 0 {
                continue;
            }
            let is_unspaced_quote = is_opening && phrase.ends_with(char::is_alphanumeric);
            if !after_opening
                && (token.gap != Gap::None || is_unspaced_quote)
                && !is_closing
                && token.kind != Kind::Close
            {
                phrase.push(' ');
            }
            match token.kind {
                Kind::Quote if is_opening => phrase.push('«'),
                Kind::Quote => phrase.push('»'),
                _ => phrase.push_str(&token.text),
            }
            open = open + usize::from(is_opening) - usize::from(is_closing);
            after_opening = is_opening || token.kind == Kind::Open;
        }
        // Russian print closes two quotes that end together with one sign.
        if open > 0 && !phrase.ends_with('»') {
            phrase.push('»');
        }
        phrase
    }

    fn mark_breaks(&mut self) {
        let mut quoted_until = 0;
        for at in 1..self.tokens.len() {
            if self.is_opening_quote(at - 1) {
                quoted_until = quoted_until.max(self.group_end(at - 1).unwrap_or(0));
            }
            let is_break = self.tokens[at].gap == Gap::Break;
            self.hard[at] = is_break && at >= quoted_until && !self.goes_on(at);
        }
    }

    /// Whether the words go on over the line break before `at`.
    fn goes_on(&self, at: usize) -> bool {
        let (before, token) = (&self.tokens[at - 1], &self.tokens[at]);
        let before_class = &self.classes[at - 1];
        let separated = matches!(before.kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Bullet);
        match token.kind {
            Kind::Open | Kind::Close | Kind::NumberSign | Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Dot => {
                true
            }
            Kind::Bullet => false,
            Kind::Quote => before.kind == Kind::Word && (before_class.is_legal() || before_class.body().is_some()),
            _ if matches!(before.kind, Kind::Dash | Kind::Open | Kind::NumberSign) => true,
            _ if before.kind == Kind::Word
                && (before_class.preposition || matches!(before.lower.as_str(), "и" | "или")) =>
            {
                true
            }
            _ if separated => false,
            Kind::Word if token.text.chars().next().is_some_and(char::is_lowercase) => true,
            Kind::Word => before_class.is_legal() || self.goes_on_oblique(at),
            _ => false,
        }
    }

    /// «Начальник\nУправления образования»: after the line break stands a head that cannot be a nominative,
    /// or one that governs a singular territory and so is no plural.
    fn goes_on_oblique(&self, at: usize) -> bool {
        let class = &self.classes[at];
        let after_words = self.tokens[at - 1].kind == Kind::Word;
        let is_head = class.body().is_some();
        let only_oblique = !class.can_be(Case::Nominative);
        let after_post = after_words && self.classes[at - 1].is_post();
        after_words && is_head && (only_oblique || after_post && class.can_be(Case::Genitive))
    }
}

/// A post and a name that only a hyphen joins («Директор-Иванова Н.М.») become two words and a dash.
fn divided(tokens: Vec<Token>) -> Vec<Token> {
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
        span: vekha_model::Span::new(token.span.start + start, token.span.start + start + text.chars().count()),
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
fn compounds(tokens: Vec<Token>) -> Vec<Token> {
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

fn compound(first: &Token, dash: &Token, second: &Token) -> Option<Token> {
    let are_words = first.kind == Kind::Word && dash.kind == Kind::Dash && second.kind == Kind::Word;
    let on_one_line = dash.gap != Gap::Break && second.gap != Gap::Break;
    if !are_words || !on_one_line || second.is_capitalized() || first.text.contains('-') {
        return None;
    }
    let lower = format!("{}-{}", first.lower, second.lower);
    let is_known = vekha_lexis::morph(&lower).first().is_some_and(|reading| reading.known);
    let one_sided = (dash.gap == Gap::None) != (second.gap == Gap::None);
    let begins = vekha_lexis::lemmas(&first.lower)
        .iter()
        .any(|lemma| COMPOUNDING_POSTS.split_whitespace().any(|post| post == lemma));
    let both_posts = classes(&[first.clone(), second.clone()]).iter().all(Class::is_post);
    let is_typed = dash.text == "-" && both_posts && (one_sided || begins);
    (is_known || is_typed).then(|| Token {
        kind: Kind::Word,
        text: format!("{}-{}", first.text, second.text),
        lower,
        span: vekha_model::Span::new(first.span.start, second.span.end),
        gap: first.gap,
    })
}

/// Which quote or bracket closes which; a quote that nothing closes ends before the next separator.
fn pairs(tokens: &[Token]) -> (Vec<Option<usize>>, Vec<bool>) {
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
        closes[open] = first_inner.get(&open).or_else(|| ends.get(open)).copied();
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
