use vekha_model::{Role, Span};

use super::field::{Value, untailed};
use crate::Kinds;
use crate::words::trimmed;

/// Values are not longer, in characters.
const MAX_VALUE: usize = 120;

fn value(role: Role, span: Span) -> Value {
    Value { role: Some(role), label: None, span, in_title: false }
}

fn is(chars: &[char], span: Span, ask: impl Fn(&str) -> bool) -> bool {
    !span.is_empty() && span.len() <= MAX_VALUE && ask(&chars[span.start..span.end].iter().collect::<String>())
}

/// A closing bracket that reads wholly as dates, or as dates and parties: «… (1-13 сентября 2024)», «… (май, Иванов И.И.)».
pub(super) fn bracket(chars: &[char], title: Span, kinds: &dyn Kinds) -> Option<(Span, Vec<Value>)> {
    let end = untailed(chars, title).end;
    if end <= title.start || !matches!(chars[end - 1], ')' | ']') {
        return None;
    }
    let from = title.start.max(end.saturating_sub(MAX_VALUE + 2));
    let open = (from..end).rev().find(|&at| matches!(chars[at], '(' | '['))?;
    let inside = untailed(chars, Span::new(open + 1, end - 1));
    let rest = untailed(chars, Span::new(title.start, open));
    if is(chars, inside, |text| kinds.is_schedule(text)) {
        return Some((rest, vec![value(Role::Dates, inside)]));
    }
    let values = dates_and_parties(chars, inside, kinds)?;
    Some((rest, values))
}

/// «до 15 мая, Иванов И.И.» or «Иванов И.И., май»: dates at one end, parties at the other.
fn dates_and_parties(chars: &[char], span: Span, kinds: &dyn Kinds) -> Option<Vec<Value>> {
    let signs = (span.start..span.end).filter(|&at| matches!(chars[at], ',' | ';' | '–' | '—'));
    signs.take(6).find_map(|at| {
        let (left, right) = (untailed(chars, Span::new(span.start, at)), untailed(chars, Span::new(at + 1, span.end)));
        let dates = |span| is(chars, span, |text| kinds.is_schedule(text));
        let parties = |span| is(chars, span, |text| kinds.is_party(text));
        if dates(left) && parties(right) {
            return Some(vec![value(Role::Dates, left), value(Role::Responsible, right)]);
        }
        (parties(left) && dates(right)).then(|| vec![value(Role::Responsible, left), value(Role::Dates, right)])
    })
}

/// Stretches between dashes: «Обход – до 15 мая – Иванов И.И.», «15 мая – субботник», «до 01.09.2024: обход».
pub(super) fn dashes(chars: &[char], title: Span, kinds: &dyn Kinds) -> Option<(Span, Vec<Value>)> {
    let parts = parts(chars, title);
    if parts.len() < 2 || parts.len() > MAX_PARTS {
        return None;
    }
    let dates = |from: usize, to: usize| {
        let span = untailed(chars, Span::new(parts[from].start, parts[to - 1].end));
        is(chars, span, |text| kinds.is_schedule(text)).then_some(span)
    };
    let party = |at: usize| {
        let span = untailed(chars, parts[at]);
        is(chars, span, |text| kinds.is_party(text)).then_some(span)
    };
    let count = parts.len();
    // A window may hold a dash itself: «11 ноября – 1 декабря».
    let first = (1..count.min(3)).rev().find_map(|to| dates(0, to).map(|span| (to, span)));
    if let Some((to, when)) = first {
        let who = if count - to > 1 { party(count - 1) } else { None };
        let end = if who.is_some() { parts[count - 2].end } else { title.end };
        let mut values = vec![value(Role::Dates, when)];
        values.extend(who.map(|span| value(Role::Responsible, span)));
        return Some((trimmed(chars, Span::new(parts[to].start, end)), values));
    }
    // The last stretch may name the parties, or the result after them.
    for past in (count.saturating_sub(2).max(2)..=count).rev() {
        let found = (past.saturating_sub(2).max(1)..past).find_map(|from| dates(from, past).map(|span| (from, span)));
        let Some((from, when)) = found else { continue };
        let mut values = vec![value(Role::Dates, when)];
        let (mut rest, mut title_end) = (past, from);
        if let Some(who) = (rest < count).then(|| party(rest)).flatten() {
            values.push(value(Role::Responsible, who));
            rest += 1;
        } else if let Some(who) = (from > 1).then(|| party(from - 1)).flatten() {
            values.insert(0, value(Role::Responsible, who));
            title_end = from - 1;
        }
        if rest < count {
            let after = trimmed(chars, Span::new(parts[rest].start, title.end));
            values.push(Value { role: None, label: None, span: after, in_title: false });
        }
        return Some((untailed(chars, Span::new(title.start, parts[title_end - 1].end)), values));
    }
    None
}

/// A paragraph with more dashes is no row of values.
const MAX_PARTS: usize = 8;

/// The stretches between dashes with blanks round them, bars, semicolons, tabs, and a colon after which a date stands.
fn parts(chars: &[char], span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for at in span.start..span.end {
        let is_alone = || chars[at - 1].is_whitespace() && chars.get(at + 1).is_some_and(|c| c.is_whitespace());
        let is_sign = at > start
            && match chars[at] {
                '-' | '–' | '—' => is_alone(),
                '|' | '\t' => true,
                ';' | ':' => chars.get(at + 1).is_some_and(|c| c.is_whitespace()),
                _ => false,
            };
        if is_sign {
            parts.push(trimmed(chars, Span::new(start, at)));
            start = at + 1;
            if parts.len() > MAX_PARTS {
                break;
            }
        }
    }
    parts.push(trimmed(chars, Span::new(start, span.end)));
    parts.retain(|part| !part.is_empty());
    parts
}
