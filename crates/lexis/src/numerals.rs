//! Numbers in words and in Roman figures.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The number a folded cardinal word names: «два», «двух», «десяти».
pub fn cardinal(word: &str) -> Option<u32> {
    static FORMS: Forms = OnceLock::new();
    FORMS.get_or_init(|| cardinals().collect()).get(word).copied()
}

/// The number a folded ordinal word names: «первый», «третьего».
pub fn ordinal(word: &str) -> Option<u32> {
    ORDINALS.iter().find(|(stem, endings, _)| is_form(word, stem, endings)).map(|&(.., number)| number)
}

/// The number of a folded Roman figure from I to XII, in Latin or look-alike letters: `iv`, `ll`, `і`.
pub fn roman(word: &str) -> Option<u32> {
    static FORMS: Forms = OnceLock::new();
    FORMS.get_or_init(|| numbered(ROMANS).collect()).get(word).copied()
}

/// Every form of a cardinal with its number.
pub fn cardinals() -> impl Iterator<Item = (&'static str, u32)> {
    numbered(CARDINALS)
}

/// Every form of an ordinal with its number.
pub fn ordinals() -> impl Iterator<Item = (String, u32)> {
    let forms = |&(stem, endings, number): &(&'static str, &'static str, u32)| {
        endings.split(' ').map(move |ending| (format!("{stem}{ending}"), number))
    };
    ORDINALS.iter().flat_map(forms)
}

/// The number that a Cyrillic word stands for where a figure is expected: «П» for II, «Ш» for III, «З» for 3.
pub fn figure_look_alike(word: &str) -> Option<u32> {
    numbered(LOOK_ALIKES).find(|(form, _)| *form == word).map(|(_, number)| number)
}

/// The number in front of a compound like «десятидневный», and the rest of the word.
pub fn compound(word: &str) -> Option<(u32, &str)> {
    let split = |prefix: &'static str| word.strip_prefix(prefix).filter(|rest| rest.chars().count() > 4);
    COMPOUNDS.iter().filter_map(|&(prefix, number)| split(prefix).map(|rest| (number, rest))).max_by_key(|&(n, _)| n)
}

type Forms = OnceLock<HashMap<&'static str, u32>>;

fn numbered(list: &'static [(&'static str, u32)]) -> impl Iterator<Item = (&'static str, u32)> {
    list.iter().flat_map(|&(forms, number)| forms.split(' ').map(move |form| (form, number)))
}

fn is_form(word: &str, stem: &str, endings: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|rest| endings.split(' ').any(|ending| ending == rest))
}

const CARDINALS: &[(&str, u32)] = &[
    ("один одна одно одного одной одному одну одним одном", 1),
    ("два две двух двум двумя", 2),
    ("три трех трем тремя", 3),
    ("четыре четырех четырем четырьмя", 4),
    ("пять пяти пятью", 5),
    ("шесть шести шестью", 6),
    ("семь семи семью", 7),
    ("восемь восьми", 8),
    ("девять девяти", 9),
    ("десять десяти", 10),
    ("двенадцать двенадцати", 12),
    ("четырнадцать четырнадцати", 14),
    ("пятнадцать пятнадцати", 15),
    ("двадцать двадцати", 20),
    ("тридцать тридцати", 30),
];

const HARD: &str = "ый ая ое ые ого ой ому ую ым ом ых";
const STRESSED: &str = "ой ая ое ые ого ому ую ым ом ых";

const ORDINALS: &[(&str, &str, u32)] = &[
    ("перв", HARD, 1),
    ("втор", STRESSED, 2),
    ("трет", "ий ья ье ьи ьего ьей ьему ью ьим ьем ьих", 3),
    ("четверт", HARD, 4),
    ("пят", HARD, 5),
    ("шест", STRESSED, 6),
    ("седьм", STRESSED, 7),
    ("восьм", STRESSED, 8),
    ("девят", HARD, 9),
    ("десят", HARD, 10),
];

const ROMANS: &[(&str, u32)] = &[
    ("i l і", 1),
    ("ii ll іі", 2),
    ("iii lll ііі", 3),
    ("iv lv іv iу іу iy ly іy", 4),
    ("v", 5),
    ("vi", 6),
    ("vii", 7),
    ("viii", 8),
    ("ix", 9),
    ("x", 10),
    ("xi", 11),
    ("xii", 12),
];

const LOOK_ALIKES: &[(&str, u32)] = &[("п", 2), ("ш", 3), ("з", 3)];

const COMPOUNDS: &[(&str, u32)] = &[
    ("одно", 1),
    ("двух", 2),
    ("трех", 3),
    ("четырех", 4),
    ("пяти", 5),
    ("шести", 6),
    ("семи", 7),
    ("восьми", 8),
    ("девяти", 9),
    ("десяти", 10),
    ("четырнадцати", 14),
    ("пятнадцати", 15),
    ("двадцати", 20),
    ("тридцати", 30),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_any_form_is_that_number() {
        assert_eq!((cardinal("двух"), cardinal("десяти"), cardinal("дом")), (Some(2), Some(10), None));
        assert_eq!((ordinal("третьей"), ordinal("первую"), ordinal("первичный")), (Some(3), Some(1), None));
        assert_eq!((roman("iv"), roman("iу"), figure_look_alike("ш")), (Some(4), Some(4), Some(3)));
        assert_eq!(compound("пятнадцатидневный"), Some((15, "дневный")));
    }
}
