use vekha_model::Span;

use crate::numbering::{NumberKind, Numbering, leading};
use crate::words::trimmed;

/// What a cell of an activity says: words, and further numbered activities in paragraphs of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The number the words begin with.
    pub number: Option<Span>,
    /// How many parts that number has.
    pub depth: usize,
    /// The words before the first numbered part; empty if the cell begins with it.
    pub lead: Span,
    /// The number and the words of each numbered part.
    pub parts: Vec<(Span, Span)>,
}

/// Reads a cell. Parts have numbers of two or more places («11.1.»); «1)», «а)» and «–» are points of a list.
pub(crate) fn parts(chars: &[char]) -> Parts {
    let whole = Span::new(0, chars.len());
    let own = leading(chars, whole).filter(|found| found.words < chars.len() && !begins_list(chars, found));
    let start = own.map_or(0, |own| own.words);
    let mut begins: Vec<Numbering> = Vec::new();
    for line in lines(chars, Span::new(start, chars.len())).into_iter().skip(1) {
        begins.extend(leading(chars, line).filter(|found| found.depth > 1 && found.kind == NumberKind::Arabic));
    }
    if begins.is_empty() {
        begins = inline(chars, start);
    }
    let lead_end = begins.first().map_or(chars.len(), |first| first.number.start);
    let ends = begins.iter().skip(1).map(|next| next.number.start).chain([chars.len()]);
    let parts = begins.iter().zip(ends).map(|(begin, end)| (begin.number, trimmed(chars, Span::new(begin.words, end))));
    Parts {
        number: own.map(|own| own.number),
        depth: own.map_or(0, |own| own.depth),
        lead: trimmed(chars, Span::new(start, lead_end)),
        parts: parts.collect(),
    }
}

/// Whether «1. …» is the first point of a list in the cell: «2. …» begins a line below it.
fn begins_list(chars: &[char], first: &Numbering) -> bool {
    let value =
        |number: Span| chars[number.start..number.end].iter().filter(|c| c.is_ascii_digit()).collect::<String>();
    let next =
        value(first.number).parse::<u32>().ok().and_then(|value| value.checked_add(1)).map(|next| next.to_string());
    let mut lines = lines(chars, Span::new(first.words, chars.len())).into_iter().skip(1);
    first.depth == 1
        && next.is_some()
        && lines
            .any(|line| leading(chars, line).is_some_and(|found| found.depth == 1 && Some(value(found.number)) == next))
}

/// Numbered parts of a cell that has lost its line breaks: «…: 5.1. Семинар. 5.2. Смотр».
fn inline(chars: &[char], start: usize) -> Vec<Numbering> {
    let mut found: Vec<(Numbering, Vec<u32>)> = Vec::new();
    for at in start + 2..chars.len() {
        if !(chars[at].is_ascii_digit() && chars[at - 1].is_whitespace()) {
            continue;
        }
        let Some(numbering) = leading(&chars[at..], Span::new(0, chars.len() - at)).filter(|found| found.depth > 1)
        else {
            continue;
        };
        let is_dotted = chars.get(at + numbering.number.end) == Some(&'.');
        let number: String = chars[at..at + numbering.number.end].iter().collect();
        let Some(value) = number.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>() else {
            continue;
        };
        let before = chars[..at].iter().rev().find(|c| !c.is_whitespace());
        let follows = match found.last() {
            None => before == Some(&':'),
            Some((_, last)) => is_next(last, &value),
        };
        if is_dotted && follows {
            let shifted = Numbering { number: numbering.number.shifted(at), words: numbering.words + at, ..numbering };
            found.push((shifted, value));
        }
    }
    found.into_iter().map(|(numbering, _)| numbering).collect()
}

fn is_next(last: &[u32], next: &[u32]) -> bool {
    let (Some((last, last_path)), Some((next, next_path))) = (last.split_last(), next.split_last()) else {
        return false;
    };
    last_path == next_path && last.checked_add(1) == Some(*next)
}

/// The points of a list inside the words of `span`, their bullets left out.
pub(crate) fn items(chars: &[char], span: Span) -> Vec<Span> {
    let lines = lines(chars, span);
    let bulleted: Vec<(usize, Span)> =
        lines.iter().enumerate().filter_map(|(index, line)| Some((index, after_bullet(chars, *line)?))).collect();
    let inline = inline_items(chars, span);
    if bulleted.len() > 1 || (bulleted.len() == 1 && bulleted[0].0 > 0 && inline.len() < 2) {
        // A line without a bullet goes on with the point above it.
        let ends = bulleted.iter().skip(1).map(|(index, _)| lines[*index].start).chain([span.end]);
        return bulleted.iter().zip(ends).map(|((_, item), end)| trimmed(chars, Span::new(item.start, end))).collect();
    }
    inline
}

/// The words of a line after its bullet: «- смотр», «• смотр», «1) смотр», «1. смотр».
fn after_bullet(chars: &[char], line: Span) -> Option<Span> {
    let line = trimmed(chars, line);
    let first = chars[line.start..line.end].first()?;
    if is_dash(*first) || is_dot(*first) {
        let item = trimmed(chars, Span::new(line.start + 1, line.end));
        return (!item.is_empty()).then_some(item);
    }
    let found = leading(chars, line).filter(|found| found.depth == 1 && found.words < line.end)?;
    Some(Span::new(found.words, line.end))
}

/// A list on one line begins after a colon: «…: - смотр; - конкурс».
fn inline_items(chars: &[char], span: Span) -> Vec<Span> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut opener = None;
    for at in span.start + 1..span.end.saturating_sub(1) {
        let stands_alone = chars[at - 1].is_whitespace() && chars[at + 1].is_whitespace();
        if !(stands_alone && (is_dash(chars[at]) || is_dot(chars[at]))) {
            continue;
        }
        let before = chars[span.start..at].iter().rev().find(|c| !c.is_whitespace()).copied();
        let opens = match opener {
            None => before == Some(':'),
            Some(bullet) => chars[at] == bullet || matches!(before, Some(';' | ',' | ':')),
        };
        if opens {
            opener.get_or_insert(chars[at]);
            starts.push((at, at + 1));
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(bullet, _)| *bullet).chain([span.end]).collect();
    let items = starts.iter().zip(ends).map(|((_, start), end)| trimmed(chars, Span::new(*start, end)));
    items.filter(|item| !item.is_empty()).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '‐')
}

fn is_dot(c: char) -> bool {
    matches!(c, '•' | '·' | '●' | '▪' | '■' | '◦' | '*' | '➢' | '✓' | '\u{f0b7}' | '\u{f0a7}' | '\u{f0fc}' | '\u{f0d8}')
}

/// The lines of a span, blank ones left out.
fn lines(chars: &[char], span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = span.start;
    for at in span.start..=span.end.min(chars.len()) {
        if at == span.end.min(chars.len()) || chars[at] == '\n' {
            let line = trimmed(chars, Span::new(start, at));
            if !line.is_empty() {
                found.push(line);
            }
            start = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let of = |span: Span| span.of(text).replace('\n', "⏎");
        let found = parts(&chars);
        let number = found.number.map_or("-".to_owned(), of);
        let parts = found.parts.iter().map(|(number, words)| format!(" + {} {}", of(*number), of(*words)));
        format!("{number} {}{}", of(found.lead), parts.collect::<String>())
    }

    #[test]
    fn a_cell_is_its_words_and_its_numbered_parts() {
        let cases = [
            ("Смотр", "- Смотр"),
            ("3.1. Смотр", "3.1 Смотр"),
            ("Итоги года:\n\n11.1. Список\n11.2 Отчёт", "- Итоги года: + 11.1 Список + 11.2 Отчёт"),
            ("Итоги: 5.1. Список 5.2. Отчёт", "- Итоги: + 5.1 Список + 5.2 Отчёт"),
            ("Отчёт по п. 5.1. Устава", "- Отчёт по п. 5.1. Устава"),
            ("Праздники:\n1) осень;\n2) зима", "- Праздники:⏎1) осень;⏎2) зима"),
            ("5.1. Список\n5.2. Отчёт", "5.1 Список + 5.2 Отчёт"),
            ("1. Список\n2. Отчёт", "- 1. Список⏎2. Отчёт"),
        ];
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, read(text))).collect();
        assert_eq!(got, cases.map(|(text, expected)| (text, expected.to_owned())));
    }

    #[test]
    fn points_of_a_list_are_found_by_their_bullets() {
        let cases: &[(&str, &[&str])] = &[
            ("Праздники:\n· осени,\n· зимы,\nи весны", &["осени,", "зимы,\nи весны"]),
            ("Праздники:\n1) осени;\n2) зимы", &["осени;", "зимы"]),
            ("Праздники: - осени; – зимы; - весны", &["осени;", "зимы;", "весны"]),
            ("Праздники:\n- осени - зимы", &["осени", "зимы"]),
            ("Смотр - конкурс строя", &[]),
            ("Смотр песни", &[]),
            ("- один смотр", &[]),
        ];
        let read = |text: &str| -> Vec<String> {
            let chars: Vec<char> = text.chars().collect();
            items(&chars, Span::new(0, chars.len())).iter().map(|item| item.of(text)).collect()
        };
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, read(text))).collect();
        let expected: Vec<_> = cases
            .iter()
            .map(|(text, items)| (*text, items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(got, expected);
    }
}
