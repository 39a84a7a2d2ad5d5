//! The words of a heading that say when: «Январь 2024 года», «II полугодие», «Подготовка (март – май)».

use vekha_lexis::{calendar, fold};
use vekha_model::Span;

use crate::numbering::leading;
use crate::record::{Kinds, Words};
use crate::words::trimmed;

/// How fine a stretch of the calendar a heading names, from the coarse to the fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// «2024 год», «2023-2024 учебный год»
    Year,
    /// «I полугодие»
    Half,
    /// «2 квартал», «1 четверть»
    Quarter,
    /// «Зима»
    Season,
    /// «Январь»
    Month,
    /// «1 неделя», «первая декада»
    Week,
}

/// A longer heading is no date.
const MAX_HEADING: usize = 200;

/// Words before a date that add nothing to it: «План работы на январь».
const OPENERS: &[&str] =
    &["план", "плана", "работы", "работа", "мероприятия", "мероприятий", "на", "в", "за", "месяц", "перечень"];

/// The words of a heading that say when, if it is a date or begins or ends with one.
pub(crate) fn dates(heading: &Words, kinds: &dyn Kinds) -> Option<Words> {
    let chars = heading.chars();
    if chars.len() > MAX_HEADING {
        return None;
    }
    let whole = trimmed(&chars, Span::new(0, chars.len()));
    let body = leading(&chars, whole).map_or(whole, |found| Span::new(found.words, whole.end));
    let body = trimmed(&chars, Span::new(body.start, end_without_stops(&chars, body)));
    let is_schedule = |span: &Span| kinds.is_schedule(&text(&chars, *span));
    if !body.is_empty() && is_schedule(&body) {
        return Some(heading.cut(&chars, body));
    }
    let parts = [after_openers(&chars, body), before_sign(&chars, body), in_brackets(&chars, body)];
    let names_dates = |span: &Span| rank(&text(&chars, *span)).is_some() && is_schedule(span);
    parts.into_iter().flatten().find(names_dates).map(|span| heading.cut(&chars, span))
}

/// The finest stretch of the calendar that a text names.
pub(crate) fn rank(text: &str) -> Option<Rank> {
    let folded = fold(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter_map(word_rank).max()
}

fn word_rank(word: &str) -> Option<Rank> {
    const STEMS: &[(&str, Rank)] = &[
        ("недел", Rank::Week),
        ("декад", Rank::Week),
        ("квартал", Rank::Quarter),
        ("четверт", Rank::Quarter),
        ("триместр", Rank::Quarter),
        ("полугоди", Rank::Half),
    ];
    let is_year = word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()) && word.starts_with(['1', '2']);
    match () {
        () if calendar::month(word).is_some() => Some(Rank::Month),
        () if calendar::season(word).is_some() => Some(Rank::Season),
        () if is_year || matches!(word, "год" | "года" | "году" | "годы") => Some(Rank::Year),
        () => STEMS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, rank)| *rank),
    }
}

fn text(chars: &[char], span: Span) -> String {
    chars[span.start..span.end].iter().collect()
}

fn end_without_stops(chars: &[char], span: Span) -> usize {
    let stops =
        chars[span.start..span.end].iter().rev().take_while(|c| matches!(c, ':' | '.' | ';') || c.is_whitespace());
    // «2024 г.» keeps its dot.
    let end = span.end - stops.count();
    if chars[span.start..end].ends_with(&['г']) && end < span.end { end + 1 } else { end }
}

fn after_openers(chars: &[char], span: Span) -> Option<Span> {
    let mut start = span.start;
    for _ in 0..4 {
        let Some(end) = (start..span.end).find(|&at| chars[at].is_whitespace()) else { break };
        let word: String = chars[start..end].iter().flat_map(|c| c.to_lowercase()).collect();
        if !OPENERS.contains(&word.as_str()) {
            break;
        }
        start = (end..span.end).find(|&at| !chars[at].is_whitespace())?;
    }
    (start > span.start).then_some(Span::new(start, span.end))
}

/// «СЕНТЯБРЬ «Месячник безопасности»», «Май. Смотр песни», «Март – месяц театра».
fn before_sign(chars: &[char], span: Span) -> Option<Span> {
    let is_sign = |at: usize| match chars[at] {
        '.' | ':' | ';' | '«' | '"' | '“' | '„' | '(' | '\n' => true,
        '-' | '–' | '—' => chars[at - 1].is_whitespace() && chars.get(at + 1).is_some_and(|c| c.is_whitespace()),
        _ => false,
    };
    let sign = (span.start + 1..span.end).find(|&at| is_sign(at))?;
    let part = trimmed(chars, Span::new(span.start, sign));
    (!part.is_empty()).then_some(part)
}

/// «Подготовка (март – май)»
fn in_brackets(chars: &[char], span: Span) -> Option<Span> {
    if chars[span.start..span.end].last() != Some(&')') {
        return None;
    }
    let open = (span.start..span.end).rev().find(|&at| chars[at] == '(')?;
    let part = trimmed(chars, Span::new(open + 1, span.end - 1));
    (!part.is_empty()).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::FewWords;
    use vekha_model::Place;

    #[test]
    fn a_heading_says_when_with_all_its_words_or_a_part() {
        let cases = [
            ("Май", "Май"),
            ("ИЮНЬ 2024 ГОДА", "ИЮНЬ 2024 ГОДА"),
            ("II. Июнь 2024 года:", "Июнь 2024 года"),
            ("План работы на июнь", "июнь"),
            ("СЕНТЯБРЬ «Месячник леса»", "СЕНТЯБРЬ"),
            ("Май. Смотр песни", "Май"),
            ("Март – месяц театра", "Март"),
            ("I этап. Подготовка (март 2024 года)", "март 2024 года"),
            ("Ежемесячно", "Ежемесячно"),
            ("Кадры", "-"),
            ("Работа с кадрами в мае", "-"),
            ("Школа (приём граждан)", "-"),
            ("", "-"),
        ];
        let of = |text: &str| {
            let words = Words::at(&Place::block("a", 0), text);
            dates(&words, &FewWords).map_or("-".to_owned(), |dates| dates.text)
        };
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, of(text))).collect();
        assert_eq!(got, cases.map(|(text, expected)| (text, expected.to_owned())));
    }
}
