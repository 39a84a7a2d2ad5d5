use vekha_lexis::{fold, numerals};

/// A word that names a section: «Раздел», «Цель».
///
/// Ordered from the outer to the inner, which decides where nothing else does: a task belongs to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    /// Its place in [`NAMES`].
    rank: usize,
    /// How many parts its number has: «Задача 1.2» has two; none has 0.
    depth: usize,
}

/// From the outer to the inner.
const NAMES: &[&str] = &[
    "подпрограмма",
    "проект",
    "часть",
    "раздел",
    "подраздел",
    "глава",
    "блок",
    "модуль",
    "приоритет",
    "направление",
    "цель",
    "подцель",
    "задача",
    "подзадача",
    "этап",
];

/// The name a heading begins with, if it is told by a number or a colon: «Раздел II», «1-й этап», «Цель: …».
pub(crate) fn of(text: &str) -> Option<Name> {
    let head: String = text.trim_start().chars().take(60).collect();
    let folded = fold(&head);
    let mut words = folded.text().split_whitespace();
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let bare = first.trim_end_matches([':', '.', ',']);
    if let Some(rank) = rank(bare) {
        let number = second.trim_start_matches('№').trim_end_matches([':', '.', ',', ')', ';']);
        let number =
            if number.is_empty() { words.next().unwrap_or_default().trim_end_matches(['.', ':']) } else { number };
        return match () {
            () if is_number(number) => Some(Name { rank, depth: number.split('.').count() }),
            () if first.ends_with(':') => Some(Name { rank, depth: 0 }),
            () => None,
        };
    }
    let ordinal = bare.split('-').next().unwrap_or_default();
    let is_ordinal = is_number(ordinal) || numerals::ordinal(bare).is_some();
    let rank = rank(second.trim_end_matches([':', '.', ',', ';']))?;
    is_ordinal.then_some(Name { rank, depth: 1 })
}

fn rank(word: &str) -> Option<usize> {
    NAMES.iter().position(|name| *name == word)
}

/// «2», «1.2», «iv»; Cyrillic letters that look Roman too.
fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || ".ivxіху".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_named_with_a_number_an_ordinal_or_a_colon() {
        let named = [
            "Раздел II. Кадры",
            "Раздел №2",
            "РАЗДЕЛ 1",
            "Направление 1.",
            "Задача 1.1. Собрать хор",
            "Этап 2: проведение",
            "I этап. Подготовка",
            "1-й этап",
            "Первый этап",
            "Цель: укрепить клуб",
        ];
        let others = ["Раздел «Кадры»", "Задача школы", "Цели и задачи", "1 мая", "Проект бюджета", "5 школ", ""];
        let misses: Vec<_> = named.iter().filter(|text| of(text).is_none()).collect();
        let false_finds: Vec<_> = others.iter().filter(|text| of(text).is_some()).collect();
        assert_eq!((misses, false_finds), (vec![], vec![]));
    }
}
