//! Who does a thing, and the doing of it: «наставник» and «наставничество» are asked for alike.

/// The doer in dictionary form, folded, and the words made from it; a word stands in one family only.
const FAMILIES: &[(&str, &str)] = &[
    ("волонтер", "волонтерство волонтерский"),
    ("доброволец", "добровольчество добровольческий"),
    ("донор", "донорство донорский"),
    ("краевед", "краеведение краеведческий"),
    ("куратор", "кураторство кураторский"),
    ("меценат", "меценатство меценатский"),
    ("модератор", "модераторство модераторский"),
    ("наставник", "наставничество наставнический"),
    ("опекун", "опекунство опекунский"),
    ("партнер", "партнерство партнерский"),
    ("попечитель", "попечительство попечительский"),
    ("посредник", "посредничество посреднический"),
    ("предприниматель", "предпринимательство предпринимательский"),
    ("садовод", "садоводство садоводческий"),
    ("тренер", "тренерство тренерский"),
    ("тьютор", "тьюторство тьюторский"),
    ("фермер", "фермерство фермерский"),
    ("шеф", "шефство шефский"),
];

/// The doer that a word in dictionary form is made from; `None` for the doer itself and for any other word.
///
/// ```
/// assert_eq!(vekha_lexis::doer("наставничество"), Some("наставник"));
/// assert_eq!(vekha_lexis::doer("сотрудничество"), None); // «сотрудник» is an employee, not one who cooperates
/// ```
pub fn doer(lemma: &str) -> Option<&'static str> {
    FAMILIES.iter().find(|(_, made)| made.split(' ').any(|word| word == lemma)).map(|(doer, _)| *doer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lemmas;

    #[test]
    fn every_word_is_a_dictionary_form_and_stands_in_one_family() {
        let all: Vec<&str> = FAMILIES.iter().flat_map(|(doer, made)| made.split(' ').chain([*doer])).collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len(), "a word stands twice");
        let strange: Vec<_> = all.iter().filter(|word| !lemmas(word).contains(&(**word).to_owned())).collect();
        assert!(strange.is_empty(), "no dictionary forms: {strange:?}");
    }
}
