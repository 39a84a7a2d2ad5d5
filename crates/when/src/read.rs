//! The steps in order: tokens → items → statements → rules, and an account of every character.

use vekha_model::{Occurrence, Rule, RuleKind, Schedule, Span, Unparsed};

use crate::compose::compose;
use crate::context::{Context, as_given};
use crate::evaluate::evaluate;
use crate::item::{Content, Item, items};
use crate::period::Period;
use crate::statement::{Statement, What};
use crate::token::{Kind, Token, tokens};

/// What a «Сроки» cell means: rules, and the dated windows they give inside the period.
///
/// Never fails: what no rule reads is listed in [`Schedule::unparsed`].
pub fn read(text: &str, period: Option<Period>) -> Schedule {
    read_in(text, None, period)
}

/// As [`read`] for a phrase that stands under headings which are dates themselves, the outermost first.
///
/// They say what the phrase leaves out: the month of bare days, the year, the limits of what recurs. A phrase that is
/// complete by itself means the same with them or without; headings that name no window change nothing.
///
/// ```
/// let line = |text: &str, headings: &[&str]| vekha_when::read_under(text, headings, None).to_string();
///
/// assert_eq!(line("1-10", &["Январь 2024"]), "2024-01-01/2024-01-10");
/// assert_eq!(line("вторник", &["2024 год", "Январь"]), "weekly;BYDAY=TU/P1D within=2024-01");
/// assert_eq!(line("до 5 марта 2025", &["Январь 2024"]), "<=2025-03-05");
/// ```
pub fn read_under(text: &str, headings: &[&str], period: Option<Period>) -> Schedule {
    let Some(context) = Context::of(headings) else { return read(text, period) };
    let (whole, put) = context.completed(text);
    let schedule = read_in(&whole, Some(context), period);
    let given = |span: Span| as_given(span, &put);
    let all = |spans: Vec<Span>| spans.into_iter().map(given).filter(|span| !span.is_empty()).collect();
    let rules = schedule.rules.into_iter().map(|rule| Rule { spans: all(rule.spans), ..rule }).collect();
    let unparsed = schedule.unparsed.into_iter().map(|unread| {
        let span = given(unread.span);
        Unparsed { text: span.of(text), span }
    });
    Schedule {
        text: text.to_owned(),
        rules,
        occurrences: schedule.occurrences,
        connectives: all(schedule.connectives),
        unparsed: unparsed.filter(|unread| !unread.span.is_empty()).collect(),
    }
}

fn read_in(text: &str, context: Option<Context>, period: Option<Period>) -> Schedule {
    let tokens = tokens(text);
    let raw: Vec<char> = text.chars().collect();
    if let Some(schedule) = nothing(text, &raw, &tokens) {
        return schedule;
    }
    let items = items(&tokens);
    let begins_with_preposition = |index: usize| {
        let token = items.get(index).and_then(|item: &Item| tokens.get(item.tokens.start));
        matches!(token, Some(Token { kind: Kind::Known("в" | "на"), .. }))
    };
    let (untold, statements): (Vec<Statement>, Vec<Statement>) =
        compose(&items, begins_with_preposition).into_iter().partition(|statement| statement.what == What::Untold);
    let mut items = items.clone();
    for &index in untold.iter().flat_map(|statement| &statement.items) {
        items[index].content = Content::Word { joins: false };
    }
    let has_words = |item: &Span| items.get(item.start).is_some_and(|item| item.anchor.is_some());
    let qualified = |what: What| match (context, what) {
        (None, what) => what,
        // «в течение месяца» hangs on no words, so it may be the heading's month.
        (Some(context), What::Relative { anchor, offset, approximate, limit }) => {
            context.qualified(What::Relative { anchor: anchor.filter(has_words), offset, approximate, limit })
        }
        (Some(context), what) => context.qualified(what),
    };
    let statements: Vec<Statement> =
        statements.into_iter().map(|said| Statement { what: qualified(said.what), ..said }).collect();
    let (rules, occurrences) = evaluated(&statements, &items, &tokens, &raw, period);
    let account = Account::of(&statements, &items, &tokens, &raw);
    Schedule { text: text.to_owned(), rules, occurrences, connectives: account.connectives, unparsed: account.unparsed }
}

/// Whether a text is a date phrase, wholly or nearly: for telling the columns of a table apart.
///
/// ```
/// assert!(vekha_when::is_schedule("Ежегодно (сентябрь - ноябрь)"));
/// assert!(!vekha_when::is_schedule("Проведение семинара в сентябре для педагогов школ района"));
/// ```
pub fn is_schedule(text: &str) -> bool {
    // A cell of dates is short, and a number by itself is the number of a row.
    const LONGEST: usize = 400;
    if text.chars().count() > LONGEST {
        return false;
    }
    let schedule = read(text, None);
    let says = schedule.rules.iter().any(|rule| rule.kind != RuleKind::None);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let unread: usize = schedule.unparsed.iter().map(|unparsed| letters(&unparsed.text)).sum();
    says && unread * 8 <= letters(text)
}

/// An empty cell, or one of dashes or dots alone.
fn nothing(text: &str, raw: &[char], tokens: &[Token]) -> Option<Schedule> {
    let is_blank = |token: &Token| matches!(token.kind, Kind::Sign('-' | '.' | '_' | '…' | '*' | '\u{2022}'));
    if !tokens.iter().all(is_blank) {
        return None;
    }
    let from = raw.iter().position(|c| !c.is_whitespace());
    let to = raw.iter().rposition(|c| !c.is_whitespace());
    let spans = from.zip(to).map(|(from, to)| Span::new(from, to + 1)).into_iter().collect();
    Some(Schedule {
        text: text.to_owned(),
        rules: vec![Rule { spans, ..Rule::of_kind(RuleKind::None) }],
        ..Schedule::default()
    })
}

fn evaluated(
    statements: &[Statement],
    items: &[Item],
    tokens: &[Token],
    raw: &[char],
    period: Option<Period>,
) -> (Vec<Rule>, Vec<Occurrence>) {
    let mut rules = Vec::new();
    let mut occurrences = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let (mut rule, found) = evaluate(&statement.what, period, index);
        rule.spans = spans(&statement.items, items, tokens, raw);
        if let What::Relative { anchor: Some(item), .. } = &statement.what {
            let words = items.get(item.start).and_then(|item| item.anchor);
            rule.anchor = words.map(|words| {
                raw[words.start..words.end].iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            });
        }
        rules.push(rule);
        occurrences.extend(found);
    }
    occurrences.sort_by_key(|o: &Occurrence| (o.end, o.start, o.deadline, o.rule));
    let mut seen = std::collections::BTreeSet::new();
    occurrences.retain(|o| seen.insert((o.end, o.start, o.deadline, o.times, o.bound as u8)));
    (rules, occurrences)
}

/// The characters of some items, in ranges that only words interrupt.
fn spans(indices: &[usize], items: &[Item], tokens: &[Token], raw: &[char]) -> Vec<Span> {
    let mut words: Vec<Span> = indices
        .iter()
        .filter_map(|&index| items.get(index))
        .flat_map(|item| tokens[item.tokens.clone()].iter().map(|token| token.span))
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut joined: Vec<Span> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if raw[last.end.min(word.start)..word.start].iter().all(|c| says_nothing(*c)) => {
                last.end = last.end.max(word.end)
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// White space and punctuation.
fn says_nothing(c: char) -> bool {
    c.is_whitespace() || is_punctuation(c)
}

/// Unicode's categories P*, as far as they are met with.
fn is_punctuation(c: char) -> bool {
    match c {
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '\u{2044}' | '\u{2052}' => false,
        c if c.is_ascii() => c.is_ascii_punctuation(),
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' => true,
        c => "¡§«¶·»¿".contains(c),
    }
}

/// Where every character went.
struct Account {
    connectives: Vec<Span>,
    unparsed: Vec<Unparsed>,
}

impl Account {
    fn of(statements: &[Statement], items: &[Item], tokens: &[Token], raw: &[char]) -> Self {
        let mut is_used = vec![false; items.len()];
        for &index in statements.iter().flat_map(|statement| &statement.items) {
            if let Some(used) = is_used.get_mut(index) {
                *used = true;
            }
        }
        let fates = fates(items, &is_used);
        let mut covered = vec![false; raw.len()];
        for statement in statements.iter() {
            for span in spans(&statement.items, items, tokens, raw) {
                covered[span.start..span.end].fill(true);
            }
        }
        let of = |fate: Fate| -> Vec<usize> { (0..items.len()).filter(|&index| fates[index] == fate).collect() };
        let mut connectives = spans(&of(Fate::Connective), items, tokens, raw);
        for span in &connectives {
            covered[span.start..span.end].fill(true);
        }
        let mut unread = spans(&of(Fate::Unread), items, tokens, raw);
        for span in &unread {
            covered[span.start..span.end].fill(true);
        }
        let (hidden, seen): (Vec<Span>, Vec<Span>) = strays(&covered, raw)
            .into_iter()
            .partition(|span| raw[span.start..span.end].iter().all(|c| is_invisible(*c)));
        connectives.extend(hidden);
        connectives.sort_unstable();
        unread.extend(seen);
        unread.sort_unstable();
        let unparsed = unread
            .into_iter()
            .map(|span| Unparsed { text: raw[span.start..span.end].iter().collect(), span })
            .collect();
        Self { connectives, unparsed }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Used,
    Sign,
    Connective,
    Unread,
}

/// A word between dates is a connective; beside words that nobody reads it is one of them.
fn fates(items: &[Item], is_used: &[bool]) -> Vec<Fate> {
    let mut fates: Vec<Fate> = items.iter().zip(is_used).map(|(item, used)| fate(item, *used)).collect();
    let is_weak = |item: &Item| {
        use crate::atom::Atom;
        matches!(item.content, Content::Word { joins: true })
            || matches!(item.atom(), Some(Atom::Due(_) | Atom::From | Atom::To | Atom::Through))
    };
    let says_something = is_used.iter().any(|used| *used);
    for (item, fate) in items.iter().zip(&mut fates).filter(|(item, _)| item.atom().is_some()) {
        // Read words without a rule: «Далее» by itself says nothing.
        let is_alone = !says_something && item.atom().is_some();
        if is_alone {
            *fate = Fate::Unread;
        }
    }
    // From the end, so that «в» of «в кабинете» goes with its noun.
    let mut next = Fate::Sign;
    for index in (0..items.len()).rev() {
        if is_weak(&items[index]) && fates[index] != Fate::Used {
            let before = fates[..index].iter().rev().find(|fate| **fate != Fate::Sign);
            let stands_between =
                next == Fate::Used || next == Fate::Connective || (next == Fate::Sign && before == Some(&Fate::Used));
            fates[index] = if stands_between { Fate::Connective } else { Fate::Unread };
        }
        if fates[index] != Fate::Sign {
            next = fates[index];
        }
    }
    fates
}

fn fate(item: &Item, used: bool) -> Fate {
    match item.content {
        _ if used => Fate::Used,
        Content::Sign(_) => Fate::Sign,
        Content::Footnote => Fate::Connective,
        Content::Word { .. } => Fate::Unread,
        Content::Read(_) => Fate::Connective,
    }
}

/// Soft hyphens, zero-width and control characters.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Characters that are in no token and neither blank nor punctuation: signs like «№», invisible ones.
fn strays(covered: &[bool], raw: &[char]) -> Vec<Span> {
    let mut strays: Vec<Span> = Vec::new();
    for (index, c) in raw.iter().enumerate().filter(|(index, c)| !covered[*index] && !says_nothing(**c)) {
        let _ = c;
        match strays.last_mut() {
            Some(last) if last.end == index => last.end = index + 1,
            _ => strays.push(Span::new(index, index + 1)),
        }
    }
    strays
}
