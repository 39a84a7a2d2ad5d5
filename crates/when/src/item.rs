//! A phrase as items: what rules read, signs, and words that no rule reads.

use std::ops::Range;

use vekha_model::Span;

use crate::atom::{Atom, Due, Scope};
use crate::rules::head;
use crate::token::{Kind, Token};

/// One run of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) content: Content,
    /// The tokens it holds.
    pub(crate) tokens: Range<usize>,
    /// The rule that read it, by which the tests prove the rules' examples.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub(crate) rule: Option<&'static str>,
    /// The words a relative rule hangs on.
    pub(crate) anchor: Option<Span>,
    /// Whether a line break stands before it.
    pub(crate) breaks: bool,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Read(Atom),
    Sign(char),
    /// A word that says nothing by itself; whether it may stand between dates («в», «и», «период»).
    Word {
        joins: bool,
    },
    /// A mark of a footnote.
    Footnote,
}

impl Item {
    pub(crate) fn atom(&self) -> Option<&Atom> {
        match &self.content {
            Content::Read(atom) => Some(atom),
            _ => None,
        }
    }

    pub(crate) fn is_sign(&self, signs: &[char]) -> bool {
        matches!(self.content, Content::Sign(c) if signs.contains(&c))
    }
}

/// The items of a phrase, in order; together they hold every token.
pub(crate) fn items(tokens: &[Token]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let item = read_item(tokens, at).unwrap_or_else(|| unread(tokens, at));
        at = item.tokens.end;
        items.push(item);
    }
    for index in dates_of_other_things(&items, tokens) {
        items[index].content = Content::Word { joins: false };
    }
    items
}

/// Dates that say nothing of when: what is reported on, a document's date, what is excepted.
fn dates_of_other_things(items: &[Item], tokens: &[Token]) -> Vec<usize> {
    let is_span = |item: &Item| matches!(item.atom(), Some(Atom::Windows(_) | Atom::Years(_)));
    let is_date = |item: &Item| matches!(item.atom(), Some(Atom::Windows(_) | Atom::Deadline(..) | Atom::Each(_)));
    let is_due = |item: &Item| matches!(item.atom(), Some(Atom::Due(_) | Atom::To));
    let begins = |item: &Item, words: &[&str]| is_known(&tokens[item.tokens.start], words);
    let excepts = |item: &Item| {
        let mut first = tokens[item.tokens.clone()].iter().take(3);
        first.any(|token| is_known(token, &["кроме", "исключение"]))
    };
    // «до 15 июля (за I полугодие)»: beside a date, what is reported on is no date.
    let reports = items.iter().any(|item| (is_date(item) || is_due(item)) && !begins(item, &["за"]));
    // «май – сентябрь, кроме июля»: only a frequency by itself is known to go on in the months left.
    let has_frequency = items.iter().any(|item| matches!(item.atom(), Some(Atom::Every(_))));
    let goes_on_otherwise = has_frequency && !items.iter().any(|item| is_date(item) && !excepts(item));

    let mut others = Vec::new();
    let (mut reported, mut run) = (false, 0);
    for (index, item) in items.iter().enumerate() {
        let is_span_here = is_span(item);
        // «за I–II кварталы 2021 года» is several items.
        reported &= is_span_here && !item.breaks || item.is_sign(&['-']);
        reported |= is_span_here && begins(item, &["за"]);
        if is_span_here && reported && reports || is_date(item) && excepts(item) && !goes_on_otherwise {
            others.push(index);
        }
        if is_span_here {
            continue;
        }
        // «постановление от 12.03.2021 № 55», «утвержденным 15.03.2022»; but «от 1 мая до 1 июня»
        others.extend((run..index).filter(|_| is_of_document(items, tokens, run) && !is_due(item)));
        run = index + 1;
    }
    others.extend((run..items.len()).filter(|_| is_of_document(items, tokens, run)));
    others
}

/// Whether dates that begin at this item are those of a document, or are excepted.
fn is_of_document(items: &[Item], tokens: &[Token], run: usize) -> bool {
    let before = items.get(run).and_then(|item| item.tokens.start.checked_sub(1));
    before.is_some_and(|before| is_known(&tokens[before], &["от", "отдельный", "кроме", "исключение"]))
}

fn read_item(tokens: &[Token], at: usize) -> Option<Item> {
    let (rule, length, atom) = head(&tokens[at..])?;
    let end = at + length;
    let mut item = Item {
        content: Content::Read(atom),
        tokens: at..end,
        rule: Some(rule.name),
        anchor: None,
        breaks: tokens[at].breaks,
    };
    match item.atom()? {
        Atom::Impossible => item.content = Content::Word { joins: false },
        Atom::Weekdays(_) if length == 1 && beside_words(tokens, at) => return None,
        Atom::OnDemand | Atom::BySchedule => item.tokens.end = tail(tokens, end, false),
        // «реализации муниципальной программы»
        Atom::Always(Scope::Period) if is_known(&tokens[end - 1], &["реализация", "действие"]) => {
            item.tokens.end = tail(tokens, end, false);
        }
        Atom::Relative { anchored, .. } => {
            let anchored = *anchored;
            let before = !anchored && tokens.get(end).is_some_and(|token| is_known(token, &["до", "перед"]));
            match anchor(tokens, end, anchored) {
                Some(words) if before => {
                    item.anchor = Some(Span::new(tokens[words.start].span.start, tokens[words.end - 1].span.end));
                    item.tokens.end = words.end;
                    if let Content::Read(Atom::Relative { offset: Some(offset), .. }) = &mut item.content {
                        offset.insert(0, '-');
                    }
                }
                Some(words) => {
                    item.anchor = Some(Span::new(tokens[words.start].span.start, tokens[words.end - 1].span.end));
                    item.tokens.end = words.end;
                }
                None if anchored => return None,
                None => {}
            }
        }
        Atom::Due(_) if length > 1 => return Some(until_an_event(tokens, item)),
        _ => {}
    }
    Some(item)
}

/// «до начала отопительного сезона»: a deadline of the calendar needs a date, any other words are an anchor.
fn until_an_event(tokens: &[Token], item: Item) -> Item {
    let end = item.tokens.end;
    let names_an_event = tokens.get(end).is_some_and(|next| matches!(next.kind, Kind::Other(_)))
        && matches!(tokens[end - 1].kind, Kind::Known("начало" | "конец" | "окончание" | "завершение" | "наступление"));
    if !names_an_event {
        return item;
    }
    let words = end - 1..tail(tokens, end, true);
    let anchor = Some(Span::new(tokens[words.start].span.start, tokens[words.end - 1].span.end));
    let atom = Atom::Relative { offset: None, anchored: true, approximate: false };
    Item {
        content: Content::Read(atom),
        tokens: item.tokens.start..words.end,
        rule: Some("until an event"),
        anchor,
        ..item
    }
}

/// «среда» is a weekday only where no other words stand beside it («в образовательной среде»).
fn beside_words(tokens: &[Token], at: usize) -> bool {
    let is_other = |token: &Token| matches!(token.kind, Kind::Other(_));
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_other)
        || tokens.get(at + 1).is_some_and(is_other)
}

fn unread(tokens: &[Token], at: usize) -> Item {
    let content = match &tokens[at].kind {
        Kind::Sign(c) => Content::Sign(*c),
        Kind::Footnote => Content::Footnote,
        Kind::Number { digits: 1, .. } if at > 0 && tokens[at].glued && is_word(&tokens[at - 1]) => Content::Footnote,
        Kind::Known(word) => Content::Word { joins: JOINING.contains(word) },
        _ => Content::Word { joins: false },
    };
    Item { content, tokens: at..at + 1, rule: None, anchor: None, breaks: tokens[at].breaks }
}

fn is_known(token: &Token, words: &[&str]) -> bool {
    matches!(token.kind, Kind::Known(word) if words.contains(&word))
}

fn is_word(token: &Token) -> bool {
    !matches!(token.kind, Kind::Sign(_) | Kind::Number { .. } | Kind::Other(_))
}

/// Words that may stand between dates without saying more.
const JOINING: &[&str] = &[
    "в",
    "на",
    "за",
    "с",
    "и",
    "или",
    "но",
    "а",
    "по",
    "период",
    "срок",
    "год",
    "месяц",
    "каждый",
    "календарный",
    "учебный",
];

/// Words a tail may have at most.
const LONGEST_TAIL: usize = 60;

/// Where the words that belong to a schedule, a demand or an event end: at a date, or at a sign that begins one.
fn tail(tokens: &[Token], start: usize, through_dates: bool) -> usize {
    let mut at = start;
    let mut quoted = false;
    while let Some(token) = tokens.get(at).filter(|_| at - start < LONGEST_TAIL) {
        let separates = matches!(token.kind, Kind::Sign(',' | ':')) || token.breaks;
        match token.kind {
            Kind::Sign('"') => quoted = !quoted,
            Kind::Sign(';' | '(' | ')' | '/' | '•') => break,
            _ if separates && !is_plain(tokens, at) => break,
            Kind::Sign(_) => {}
            // «законом от 05.04.2013 № 44-ФЗ»
            _ if at > start && is_known(&tokens[at - 1], &["от"]) => {
                at += head(&tokens[at..]).map_or(1, |(_, length, _)| length);
                continue;
            }
            _ if !quoted && !through_dates && begins_date(tokens, at) => break,
            _ => {}
        }
        at += 1;
    }
    while at > start && matches!(tokens[at - 1].kind, Kind::Sign(_)) {
        at -= 1;
    }
    at
}

/// Whether the words up to the next sign have no date in them.
fn is_plain(tokens: &[Token], at: usize) -> bool {
    let rest = tokens.iter().enumerate().skip(at + usize::from(matches!(tokens[at].kind, Kind::Sign(_)))).take(12);
    let mut words = 0;
    for (index, token) in rest {
        if matches!(token.kind, Kind::Sign(',' | ';' | ':' | '(')) || (token.breaks && words > 0) {
            break;
        }
        if begins_date(tokens, index) || matches!(token.kind, Kind::Known("далее") | Kind::Number { .. }) {
            return false;
        }
        words += 1;
    }
    words > 0
}

/// Whether a date, and not only a word that may stand before one, begins here.
fn begins_date(tokens: &[Token], at: usize) -> bool {
    match head(&tokens[at..]) {
        Some((_, _, Atom::Impossible | Atom::Silent)) | None => false,
        Some((_, 1, Atom::From | Atom::To | Atom::Due(_) | Atom::Through)) => {
            let after = head(tokens.get(at + 1..).unwrap_or_default());
            after.is_some_and(|(_, _, atom)| !matches!(atom, Atom::Impossible | Atom::Silent))
        }
        Some((_, 1, Atom::Weekdays(_))) => !beside_words(tokens, at),
        Some(_) => true,
    }
}

/// The words after «после», «со дня», «до».
fn anchor(tokens: &[Token], start: usize, anchored: bool) -> Option<Range<usize>> {
    let known = |at: usize, words: &[&str]| matches!(tokens.get(at), Some(Token { kind: Kind::Known(word), .. }) if words.contains(word));
    let mut first = start;
    if !anchored {
        let is_event = matches!(head(tokens.get(start..).unwrap_or_default()), Some((_, _, Atom::Relative { .. })));
        let is_date = !is_event && known(start, &["с", "по"]) && begins_date(tokens, start);
        if !known(start, &["после", "до", "с", "от", "перед", "по"]) || is_date {
            return None;
        }
        first += 1;
        first += usize::from(known(first, &["день", "момент", "дата"]));
    }
    let separated = tokens.get(first).is_none_or(|token| matches!(token.kind, Kind::Sign(c) if c != '"'));
    let end = if separated { first } else { tail(tokens, first, true) };
    (end > first).then_some(first..end)
}

impl Due {
    /// Whether the deadline falls on the window's first day.
    pub(crate) fn is_first(self) -> bool {
        self == Self::First
    }
}
