use std::ops::Range;

use vekha_lexis::{Case, is_surname};

use crate::abbreviation::Abbreviation;
use crate::hyphen::{compounds, divided};
use crate::pairs::pairs;
use crate::token::{Gap, Kind, Token, tokens};
use crate::word::{Class, Head, classes};

/// A cell cut into tokens, with all that can be said of it before any party is read.
pub(crate) struct Cell {
    pub(crate) tokens: Vec<Token>,
    pub(crate) classes: Vec<Class>,
    /// For an opening quote or bracket: one past the token that closes it.
    closes: Vec<Option<usize>>,
    /// Whether the token closes a bracket that was opened.
    closers: Vec<bool>,
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
        let mut closers = vec![false; tokens.len()];
        for end in closes.iter().flatten() {
            if let Some(closer) = closers.get_mut(end.saturating_sub(1)) {
                *closer = true;
            }
        }
        let mut cell = Self { hard: vec![false; tokens.len()], tokens, classes, closes, closers, opens };
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

    /// Whether the token closes a bracket that was opened: the mark of «а)» does not.
    pub(crate) fn is_closer(&self, at: usize) -> bool {
        self.closers.get(at).copied().unwrap_or(false)
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
        let mut open: Vec<usize> = Vec::new();
        let mut after_opening = true;
        for at in range {
            let Some(token) = self.tokens.get(at) else { break };
            let is_opening = self.is_opening_quote(at);
            let is_closing = token.kind == Kind::Quote && !is_opening;
            if is_closing && open.is_empty() {
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
            if is_opening {
                open.push(at);
            } else if is_closing {
                open.pop();
                // Russian print closes two quotes that end together with one sign.
                while open.last().is_some_and(|outer| self.group_end(*outer) == Some(at + 1)) {
                    open.pop();
                }
            }
            after_opening = is_opening || token.kind == Kind::Open;
        }
        if !open.is_empty() && !phrase.ends_with('»') {
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
            Kind::Word => {
                before_class.is_legal()
                    || self.goes_on_oblique(at)
                    || self.names_territory(at)
                    || self.is_complement(at)
            }
            _ => false,
        }
    }

    /// «Администрация\nЛугового района», «отдел по делам\nГО и ЧС»: what no party can begin with.
    fn is_complement(&self, at: usize) -> bool {
        let class = &self.classes[at];
        let after_word = self.tokens[at - 1].kind == Kind::Word && self.classes[at - 1].abbreviation.is_none();
        let is_nobody = |field: Abbreviation| field.no_body || field.territory && !field.generic && !field.legal;
        let is_field = class.abbreviation.is_some_and(is_nobody);
        let is_adjective = class.modifier && class.heads.is_empty() && !class.can_be(Case::Nominative);
        let before_territory = self
            .classes
            .get(at + 1)
            .is_some_and(|next| next.body() == Some(Head::Territory) && next.can_be(Case::Genitive));
        after_word && (is_field || is_adjective && class.can_be(Case::Genitive) && before_territory)
    }

    /// «администрации города\nЛугового»: the proper name of the town or village before the line break.
    fn names_territory(&self, at: usize) -> bool {
        let (before, class) = (&self.classes[at - 1], &self.classes[at]);
        let is_head = before.lemma_of(Head::Territory).is_some_and(|lemma| matches!(lemma, "город" | "село"));
        let is_proper = class.heads.is_empty() && class.abbreviation.is_none() && !class.agency;
        let is_name = is_surname(&self.tokens[at].text) || self.tokens.get(at + 1).is_some_and(Token::is_initial);
        let is_oblique = class.can_be(Case::Genitive) && !class.can_be(Case::Nominative);
        is_head && before.can_be(Case::Genitive) && is_proper && is_oblique && !is_name
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
