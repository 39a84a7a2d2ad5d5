use std::collections::BTreeMap;
use std::sync::LazyLock;

use vekha_lexis::{Word, morph};

use crate::abbreviation_words::{FOUNDED, FOUNDERS, GENERIC, LEGAL_FORMS, NO_BODY, SUPERIORS, TERRITORIES};
use crate::body_words::{AGENCY_BEGINNINGS, AGENCY_ENDINGS};
use crate::post_words::POST_ABBREVIATIONS;

/// What an abbreviation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    pub(crate) post: bool,
    pub(crate) generic: bool,
    pub(crate) legal: bool,
    pub(crate) territory: bool,
    pub(crate) superior: bool,
    pub(crate) no_body: bool,
}

static ABBREVIATIONS: LazyLock<BTreeMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut all: BTreeMap<&'static str, Abbreviation> = BTreeMap::new();
    let mut mark = |words: &'static str, set: fn(&mut Abbreviation)| {
        words.split_whitespace().for_each(|word| set(all.entry(word).or_default()));
    };
    mark(POST_ABBREVIATIONS, |abbreviation| abbreviation.post = true);
    mark(GENERIC, |abbreviation| abbreviation.generic = true);
    mark(LEGAL_FORMS, |abbreviation| abbreviation.legal = true);
    mark(TERRITORIES, |abbreviation| abbreviation.territory = true);
    mark(SUPERIORS, |abbreviation| abbreviation.superior = true);
    mark(NO_BODY, |abbreviation| abbreviation.no_body = true);
    all
});

/// Whether the word is one of the lists.
pub(crate) fn is_listed(word: &str) -> bool {
    ABBREVIATIONS.contains_key(word)
}

pub(crate) fn abbreviation(word: &str, readings: &[Word]) -> Option<Abbreviation> {
    if let Some(known) = ABBREVIATIONS.get(word) {
        let founded = is_founded_form(word);
        return Some(Abbreviation { legal: known.legal || founded, ..*known });
    }
    let part = word.split('-').next().unwrap_or(word);
    if !is_abbreviated(part) {
        return None;
    }
    // A heading in capitals is no abbreviation: «ОБРАЗОВАНИЯ».
    let is_plain_word = readings
        .iter()
        .any(|reading| reading.known && (reading.case.is_some() || reading.finite) && reading.name_type.is_none());
    if is_plain_word && word.chars().count() > 4 {
        return None;
    }
    Some(Abbreviation { legal: is_founded_form(word), ..Abbreviation::default() })
}

/// «ФАПа», «МФЦов»: capitals with a small ending.
pub(crate) fn declined(word: &str) -> Option<(String, bool)> {
    const ENDINGS: &[(&str, bool)] = &[
        ("а", false),
        ("у", false),
        ("ом", false),
        ("е", false),
        ("ы", true),
        ("ов", true),
        ("ам", true),
        ("ами", true),
        ("ах", true),
    ];
    let base: String = word.chars().take_while(|c| c.is_uppercase()).collect();
    let ending = word.strip_prefix(base.as_str())?;
    let plural = ENDINGS.iter().find(|(known, _)| *known == ending)?.1;
    (base.chars().count() > 1).then_some((base, plural))
}

/// «ЦРО», «КДНиЗП», «КубГУ»: capitals, few small letters among them, at least two capitals.
fn is_abbreviated(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let begins = word.chars().next().is_some_and(char::is_uppercase) && !word.contains(['\'', '’']);
    let mixed = small <= capitals && word.chars().skip(1).any(char::is_uppercase);
    let is_cyrillic = word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    begins && is_cyrillic && capitals >= 2 && (small == 0 || mixed)
}

/// «МБОУ», «ТОГБУЗ»: a founder, the kind of founding, the kind of body.
fn is_founded_form(word: &str) -> bool {
    FOUNDERS.split_whitespace().filter_map(|founder| word.strip_prefix(founder)).any(|rest| {
        FOUNDED
            .split_whitespace()
            .filter_map(|kind| rest.strip_suffix(kind))
            .any(|middle| matches!(middle, "Б" | "К" | "А"))
    })
}

/// «Минобрнауки», «Роспотребнадзор»: a known beginning and a known ending in one capitalized word.
pub(crate) fn is_agency(word: &str) -> bool {
    if !word.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let lower = word.to_lowercase().replace('ё', "е");
    let inner = |beginning: &str| {
        let rest = lower.strip_prefix(beginning)?;
        AGENCY_ENDINGS.split_whitespace().find(|ending| rest.ends_with(*ending))
    };
    let is_body_name = morph(word).iter().any(|reading| reading.name_type == Some("Com") && reading.known);
    let built =
        lower.chars().count() > 5 && AGENCY_BEGINNINGS.split_whitespace().any(|beginning| inner(beginning).is_some());
    is_body_name || built
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn founded_forms_are_known_by_their_parts() {
        for form in ["МБОУ", "ТОГБУЗ", "ФГБОУ", "ГАУДПО", "МКДОУ", "ОГБПОУ", "ФКУ", "МБУДО", "МАУК"]
        {
            assert!(is_founded_form(form), "{form}");
        }
        for other in ["ЦРО", "ОО", "СОШ", "КДН"] {
            assert!(!is_founded_form(other), "{other}");
        }
    }
}
