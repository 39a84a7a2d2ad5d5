use vekha_model::{Role, Span};

use super::clause;
use super::label::{self, Label};
use crate::Kinds;
use crate::words::trimmed;

/// What a paragraph says: what is to be done, and values set apart from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The stretches of the title; one, unless a bracket with values stands inside it.
    pub title: Vec<Span>,
    /// The values in order.
    pub values: Vec<Value>,
}

/// A value set apart from the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// What it is; absent for a sentence after values.
    pub role: Option<Role>,
    /// The label before it.
    pub label: Option<Span>,
    /// Its characters.
    pub span: Span,
    /// Whether the same words stand in the title: a deadline inside a sentence.
    pub in_title: bool,
}

impl Said {
    /// Whether a value of this role is among them.
    pub(crate) fn has(&self, role: Role) -> bool {
        self.values.iter().any(|value| value.role == Some(role))
    }

    /// Whether the paragraph says when or by whom.
    pub(crate) fn is_dated(&self) -> bool {
        [Role::Dates, Role::Start, Role::End, Role::Responsible].iter().any(|role| self.has(*role))
    }
}

/// Reads the words of a paragraph, its mark left out.
pub(crate) fn read(chars: &[char], body: Span, kinds: &dyn Kinds) -> Said {
    let mut said = labelled(chars, body, kinds);
    if let [title] = said.title[..] {
        let set_apart = !said.has(Role::Dates) && !said.has(Role::Start);
        if let Some((left, values)) = Some(title).filter(|_| set_apart).and_then(|title| shaped(chars, title, kinds)) {
            said.title = vec![left];
            said.values.splice(0..0, values);
        }
    }
    said
}

/// Adds what a sentence says by itself: a deadline and those whom it tells what to do.
pub(crate) fn read_clause(chars: &[char], said: &mut Said, kinds: &dyn Kinds) {
    let Some(&title) = said.title.first() else { return };
    let value = |role, span| Value { role: Some(role), label: None, span, in_title: true };
    if !said.has(Role::Dates) && !said.has(Role::Start) {
        said.values.extend(clause::deadline(chars, title, kinds).map(|span| value(Role::Dates, span)));
    }
    if !said.has(Role::Responsible) {
        said.values.extend(clause::addressee(chars, title, kinds).map(|span| value(Role::Responsible, span)));
    }
}

/// A label where it begins, and where the value after it must end.
struct Cut {
    start: usize,
    label: Label,
    limit: usize,
    in_bracket: bool,
}

/// Values with labels: «…. Срок: до 1 мая. Отв.: …», «… (срок – май, отв. – …)».
fn labelled(chars: &[char], body: Span, kinds: &dyn Kinds) -> Said {
    let cuts = cuts(chars, body, kinds);
    let Some(first) = cuts.first() else {
        return Said { title: vec![body], values: Vec::new() };
    };
    let mut said = Said::default();
    said.title
        .extend(Some(untailed_title(chars, Span::new(body.start, first.start))).filter(|title| !title.is_empty()));
    for (index, cut) in cuts.iter().enumerate() {
        let next = cuts.get(index + 1).map_or(body.end, |next| next.start);
        let end = next.min(cut.limit);
        let span = Span::new(cut.label.value.min(end), end);
        if cut.label.role == Role::Activity {
            // «Мероприятие: …» at the start is the title, further on no more than words.
            said.title.push(trimmed(chars, span));
            let span = Span::new(span.start, span.start);
            said.values.push(Value { role: Some(Role::Activity), label: Some(cut.label.words), span, in_title: false });
            continue;
        }
        let (span, rest) = sentence(chars, cut.label.role, span, kinds);
        said.values.push(Value { role: Some(cut.label.role), label: Some(cut.label.words), span, in_title: false });
        said.values.extend(rest.map(|span| Value { role: None, label: None, span, in_title: false }));
        // Words after a bracket go on with the title.
        let after = trimmed(chars, Span::new((cut.limit + 1).min(next), next));
        if cut.in_bracket && cut.limit < next && chars[after.start..after.end].iter().any(|c| c.is_alphanumeric()) {
            said.title.push(after);
        }
    }
    said
}

/// The places where values with labels begin.
fn cuts(chars: &[char], body: Span, kinds: &dyn Kinds) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut bracket: Option<(usize, usize)> = None;
    let mut at = body.start;
    while at < body.end {
        if matches!(chars[at], '(' | '[') && bracket.is_none_or(|(_, close)| close < at) {
            bracket = closing(chars, at, body.end).map(|close| (at, close));
        }
        let inside = bracket.filter(|(open, close)| *open < at && at < *close);
        let Some(kind) = opening(chars, body, at) else {
            at += 1;
            continue;
        };
        let limit = inside.map_or(body.end, |(_, close)| close);
        let window = Span::new(at, limit);
        let found = label::leading(chars, window)
            .filter(|found| kind == Opening::Free || label::is_plain(chars, found))
            .filter(|found| found.role != Role::Activity || at == body.start)
            .or_else(|| unsigned(chars, window, kind, kinds));
        match found {
            Some(label) => {
                // The bracket itself, or the dash, comma or blank before the label, belongs to the value.
                let start = match inside {
                    Some((open, _)) if chars[open + 1..at].iter().all(|c| c.is_whitespace()) => open,
                    _ => at,
                };
                at = label.value.max(at + 1);
                cuts.push(Cut { start, label, limit, in_bracket: inside.is_some() });
            }
            None => at += 1,
        }
    }
    cuts
}

/// What stands before a place where a label may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A sentence, a line or a bracket begins.
    Free,
    /// After a comma or a dash: only the plainest labels.
    Bound,
}

fn opening(chars: &[char], body: Span, at: usize) -> Option<Opening> {
    if !chars[at].is_alphabetic() {
        return None;
    }
    let before = chars[body.start..at].iter().rev();
    let blanks = before.clone().take_while(|c| c.is_whitespace()).count();
    let Some(sign) = before.clone().nth(blanks) else { return Some(Opening::Free) };
    if chars[at - blanks..at].contains(&'\n') {
        return Some(Opening::Free);
    }
    match sign {
        '(' | '[' => Some(Opening::Free),
        '.' | '!' | '?' | ';' | ')' | '»' | '"' | '|' if blanks > 0 => Some(Opening::Free),
        ',' | '–' | '—' | '-' if blanks > 0 => Some(Opening::Bound),
        _ => None,
    }
}

/// «Срок до 1 мая», «отв. Иванова Н.М.»: a label without a sign, if what follows reads as its value.
fn unsigned(chars: &[char], window: Span, kind: Opening, kinds: &dyn Kinds) -> Option<Label> {
    const MAX_VALUE: usize = 160;
    let longest = Span::new(window.start, window.end.min(window.start + MAX_VALUE));
    label::unsigned(chars, longest).into_iter().find(|found| {
        let ends =
            |at: &usize| matches!(chars[*at], ';' | '\n' | ',') || (chars[*at] == '.' && is_sentence_end(chars, *at));
        let end = (found.value..longest.end).find(ends).unwrap_or(longest.end);
        let text: String = chars[found.value..end].iter().collect();
        match found.role {
            Role::Dates => kinds.is_schedule(&text),
            Role::Responsible | Role::CoExecutors => {
                let is_short = chars[found.words.start..found.words.end].contains(&'.');
                (kind == Opening::Free || is_short) && kinds.is_party(&text)
            }
            _ => false,
        }
    })
}

/// The bracket that closes the one at `open`.
fn closing(chars: &[char], open: usize, end: usize) -> Option<usize> {
    const MAX_BRACKET: usize = 400;
    let mut depth = 0usize;
    for (at, c) in chars.iter().enumerate().take(end.min(open + MAX_BRACKET)).skip(open) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// A value with a label ends with its sentence if only its first sentence reads as such a value.
fn sentence(chars: &[char], role: Role, span: Span, kinds: &dyn Kinds) -> (Span, Option<Span>) {
    let is_date = matches!(role, Role::Dates | Role::Start | Role::End);
    let whole = untailed(chars, span);
    let text = |span: Span| chars[span.start..span.end].iter().collect::<String>();
    if !is_date || kinds.is_schedule(&text(whole)) {
        return (if is_name(role) || is_date { whole } else { trimmed(chars, span) }, None);
    }
    let end = (span.start..whole.end).find(|&at| chars[at] == '\n' || (chars[at] == '.' && is_sentence_end(chars, at)));
    let first = end.map(|end| Span::new(span.start, end)).filter(|first| kinds.is_schedule(&text(*first)));
    match first.zip(end) {
        Some((first, end)) => {
            (untailed(chars, first), Some(trimmed(chars, Span::new(end + 1, span.end))).filter(|rest| !rest.is_empty()))
        }
        None => (whole, None),
    }
}

fn is_name(role: Role) -> bool {
    matches!(role, Role::Responsible | Role::CoExecutors)
}

/// Whether the dot at `at` ends a sentence rather than an abbreviation, an initial or a date.
pub(crate) fn is_sentence_end(chars: &[char], at: usize) -> bool {
    let letters = chars[..at].iter().rev().take_while(|c| c.is_alphabetic()).count();
    let is_initial = letters == 1 && chars[at - 1].is_uppercase();
    let next = chars.get(at + 1).copied();
    let is_end = next.is_none_or(char::is_whitespace);
    let begins_high = chars[at + 1..].iter().take(8).find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase());
    is_end && begins_high && !is_initial && letters > 2
}

/// The words before a label without the sign between them; the full stop of their sentence stays.
fn untailed_title(chars: &[char], span: Span) -> Span {
    let whole = trimmed(chars, span);
    if whole.end > whole.start && chars[whole.end - 1] == '.' { whole } else { untailed(chars, whole) }
}

/// The span without blanks, and without the signs that end a clause; the dot of an abbreviation or initial stays.
pub(crate) fn untailed(chars: &[char], span: Span) -> Span {
    let mut span = trimmed(chars, span);
    while span.start < span.end {
        let last = chars[span.end - 1];
        let is_tail = matches!(last, ';' | ',' | '–' | '—' | '-' | ':' | '|' | '(' | '[');
        let is_full_stop = last == '.' && is_full_stop(chars, span);
        if !(is_tail || is_full_stop) {
            break;
        }
        span = trimmed(chars, Span::new(span.start, span.end - 1));
    }
    span
}

/// «г.», «Н.М.», «др.» keep their dot.
fn is_full_stop(chars: &[char], span: Span) -> bool {
    let letters: Vec<char> =
        chars[span.start..span.end - 1].iter().rev().take_while(|c| c.is_alphabetic()).copied().collect();
    let word: String = letters.iter().rev().collect::<String>().to_lowercase();
    letters.len() != 1
        && !matches!(
            word.as_str(),
            "гг" | "др"
                | "пр"
                | "тыс"
                | "руб"
                | "млн"
                | "кв"
                | "отв"
                | "чел"
                | "шт"
                | "экз"
                | "им"
                | "ул"
        )
}

/// Values set apart by brackets, dashes or a colon: «… (1-13 мая)», «… – май – Иванов И.И.», «до 15 мая: …».
fn shaped(chars: &[char], title: Span, kinds: &dyn Kinds) -> Option<(Span, Vec<Value>)> {
    super::shape::bracket(chars, title, kinds)
        .or_else(|| super::shape::dashes(chars, title, kinds))
        .filter(|(title, _)| !title.is_empty())
}
