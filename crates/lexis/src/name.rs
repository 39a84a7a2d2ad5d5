//! Names of people: which words can be one, and how they stand in the nominative.

use crate::phrase::cased_like;
use crate::{Case, Word, morph};

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// «Иванов»
    Masculine,
    /// «Иванова»
    Feminine,
}

/// A patronymic read by its ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patronymic {
    /// «Сергеевна».
    pub nominative: String,
    /// Whose it is.
    pub gender: Gender,
    /// The case it stands in; absent where the ending fits several.
    pub case: Option<Case>,
}

/// Endings of patronymics by case: the written ending, the nominative, the gender, the case.
const PATRONYMICS: &[(&str, &str, Gender, Option<Case>)] = &[
    ("вич", "вич", Gender::Masculine, Some(Case::Nominative)),
    ("вича", "вич", Gender::Masculine, Some(Case::Genitive)),
    ("вичу", "вич", Gender::Masculine, Some(Case::Dative)),
    ("вичем", "вич", Gender::Masculine, Some(Case::Instrumental)),
    ("виче", "вич", Gender::Masculine, Some(Case::Prepositional)),
    ("вна", "вна", Gender::Feminine, Some(Case::Nominative)),
    ("вны", "вна", Gender::Feminine, Some(Case::Genitive)),
    ("вне", "вна", Gender::Feminine, Some(Case::Dative)),
    ("вну", "вна", Gender::Feminine, Some(Case::Accusative)),
    ("вной", "вна", Gender::Feminine, Some(Case::Instrumental)),
    ("ична", "ична", Gender::Feminine, Some(Case::Nominative)),
    ("ичны", "ична", Gender::Feminine, Some(Case::Genitive)),
    ("ичне", "ична", Gender::Feminine, Some(Case::Dative)),
    ("ичну", "ична", Gender::Feminine, Some(Case::Accusative)),
    ("ичной", "ична", Gender::Feminine, Some(Case::Instrumental)),
];

/// The patronymic that a capitalized word is, if it is one; «Ильич» and «Лукич» by the dictionary.
///
/// ```
/// use vekha_lexis::patronymic;
///
/// assert_eq!(patronymic("Сергеевной").unwrap().nominative, "Сергеевна");
/// assert!(patronymic("Основной").is_none());
/// ```
pub fn patronymic(word: &str) -> Option<Patronymic> {
    if !word.chars().next().is_some_and(char::is_uppercase) || word.chars().count() < 5 {
        return None;
    }
    let readings = morph(word);
    let by_dictionary = readings.iter().find(|reading| reading.name_type == Some("Pat"));
    if let Some(reading) = by_dictionary {
        let nominative = cased_like(word, &reading.inflect(Case::Nominative, Some(false))?);
        return Some(Patronymic { nominative, gender: gender_of(reading), case: reading.case });
    }
    if readings.first().is_some_and(|reading| reading.known) {
        return None;
    }
    let lower = word.to_lowercase();
    let (ending, base, gender, case) = PATRONYMICS
        .iter()
        .rev()
        .find(|(ending, ..)| lower.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 3))?;
    let nominative = cased_like(word, &format!("{}{base}", lower.strip_suffix(ending)?));
    Some(Patronymic { nominative, gender: *gender, case: *case })
}

/// Whether the dictionary knows the word as a given name.
pub fn is_given_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && morph(word).iter().any(|reading| is_named(reading, "Giv"))
}

/// A given name in the nominative, of the given gender where it could be of both.
pub fn given_nominative(word: &str, gender: Option<Gender>, case: Option<Case>) -> String {
    nominative(word, "Giv", gender, case).unwrap_or_else(|| word.to_owned())
}

/// Whether a capitalized word can well be a surname standing alone: by the dictionary or by its ending.
pub fn is_surname(word: &str) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital && word.split('-').all(|part| morph(part).first().is_some_and(|reading| is_named(reading, "Sur")))
}

/// A surname in the nominative: «Фатееву», accusative → «Фатеева»; parts of a double surname one by one.
///
/// `case` is the case in which it must stand, where the words around it say so. A form that can be a
/// nominative stays, unless those words say otherwise.
///
/// ```
/// use vekha_lexis::{Case, surname_nominative};
///
/// assert_eq!(surname_nominative("Кузнецову", None, Some(Case::Accusative)), "Кузнецова");
/// assert_eq!(surname_nominative("Кузнецову", None, Some(Case::Dative)), "Кузнецов");
/// assert_eq!(surname_nominative("Кузнецова", None, None), "Кузнецова");
/// ```
pub fn surname_nominative(surname: &str, gender: Option<Gender>, case: Option<Case>) -> String {
    let is_asked = case.is_some_and(|case| case != Case::Nominative) || gender == Some(Gender::Masculine);
    // Of a form that no reading of the dictionary knows as a nominative the ending tells that it is one.
    if !is_asked && surname.split('-').all(is_feminine) {
        return surname.to_owned();
    }
    let part = |part: &str| nominative(part, "Sur", gender, case).unwrap_or_else(|| common_nominative(part, case));
    surname.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// «Водкина»: an ending that feminine surnames have in the nominative.
fn is_feminine(surname: &str) -> bool {
    const ENDINGS: &[&str] = &["ова", "ева", "ёва", "ина", "ына", "ская", "цкая"];
    let lower = surname.to_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

fn nominative(word: &str, name_type: &str, gender: Option<Gender>, case: Option<Case>) -> Option<String> {
    let readings = morph(word);
    let readings: Vec<&Word> = readings
        .iter()
        .filter(|reading| is_named(reading, name_type) && reading.plural != Some(true))
        .filter(|reading| gender.is_none_or(|gender| gender_of(reading) == gender))
        .collect();
    let in_case = |case: Case| readings.iter().find(|reading| reading.case == Some(case));
    let feminine = |reading: &&&Word| gender_of(reading) == Gender::Feminine;
    let reading = case
        .and_then(in_case)
        .or_else(|| in_case(Case::Nominative))
        .or_else(|| readings.iter().find(feminine))
        .or_else(|| readings.first())?;
    if reading.case == Some(Case::Nominative) {
        return Some(word.to_owned());
    }
    Some(cased_like(word, &reading.inflect(Case::Nominative, Some(false))?))
}

/// A surname that is a common noun too («Мельнику»), only where the words around it ask for an oblique case.
fn common_nominative(word: &str, case: Option<Case>) -> String {
    let Some(case) = case.filter(|case| *case != Case::Nominative) else { return word.to_owned() };
    let readings = morph(word);
    let reading = readings.iter().find(|reading| reading.known && reading.case == Some(case));
    let form = reading.and_then(|reading| reading.inflect(Case::Nominative, Some(false)));
    form.map_or_else(|| word.to_owned(), |form| cased_like(word, &form))
}

fn is_named(reading: &Word, name_type: &str) -> bool {
    reading.name_type == Some(name_type)
}

fn gender_of(reading: &Word) -> Gender {
    if reading.gender == Some("Fem") { Gender::Feminine } else { Gender::Masculine }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_in_an_oblique_case_goes_to_the_nominative() {
        let cases = [
            ("Фатееву", Some(Case::Accusative), "Фатеева"),
            ("Фатееву", Some(Case::Dative), "Фатеев"),
            ("Фатеевой", None, "Фатеева"),
            ("Петровым", None, "Петров"),
            ("Петрова", Some(Case::Genitive), "Петров"),
            ("Петрова", None, "Петрова"),
            ("Водкина", None, "Водкина"),
            ("Водкина", Some(Case::Genitive), "Водкин"),
            ("Шевченко", Some(Case::Instrumental), "Шевченко"),
            ("Римскую-Корсакову", Some(Case::Accusative), "Римская-Корсакова"),
            ("Мельнику", Some(Case::Dative), "Мельник"),
        ];
        let wrong: Vec<_> = cases
            .into_iter()
            .map(|(written, case, expected)| (written, surname_nominative(written, None, case), expected))
            .filter(|(_, got, expected)| got != expected)
            .collect();
        assert!(wrong.is_empty(), "written, got, expected: {wrong:?}");
    }

    #[test]
    fn a_patronymic_tells_gender_and_case() {
        let read = patronymic("Тимуровну").unwrap();
        assert_eq!(
            (read.nominative.as_str(), read.gender, read.case),
            ("Тимуровна", Gender::Feminine, Some(Case::Accusative))
        );
        let unknown = patronymic("Бардасовичем").unwrap();
        assert_eq!((unknown.nominative.as_str(), unknown.case), ("Бардасович", Some(Case::Instrumental)));
        for word in ["Главной", "сергеевна", "Дневник", "Районной"] {
            assert!(patronymic(word).is_none(), "{word}");
        }
    }
}
