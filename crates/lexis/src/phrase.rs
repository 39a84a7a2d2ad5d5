use std::rc::Rc;

use crate::{Case, Word, morph};

/// A noun phrase that was found to agree: «опорных школ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The case it stands in.
    pub case: Case,
    /// Whether it is plural.
    pub plural: bool,
    /// Its words in the nominative of their own number, letter case as written.
    pub nominative: Vec<String>,
}

/// The order in which cases are tried where a form could stand for several.
const LIKELY: &[Case] =
    &[Case::Nominative, Case::Genitive, Case::Instrumental, Case::Dative, Case::Accusative, Case::Prepositional];

/// Reads words as modifiers and, last, their noun, in the first of the `wanted` cases in which all agree, then in any.
///
/// Returns nothing where no case, number and gender fits all the words.
///
/// ```
/// use vekha_lexis::{Case, noun_phrase};
///
/// let phrase = noun_phrase(&["районной", "администрацией"], &[Case::Nominative]).unwrap();
/// assert_eq!((phrase.case, phrase.nominative.join(" ").as_str()), (Case::Instrumental, "районная администрация"));
/// ```
pub fn noun_phrase(words: &[&str], wanted: &[Case]) -> Option<Phrase> {
    let (head, modifiers) = words.split_last()?;
    let heads = noun_readings(head);
    let modifiers: Vec<Rc<[Word]>> = modifiers.iter().map(|word| morph(word)).collect();
    let cases = wanted.iter().chain(LIKELY);
    for case in cases {
        for reading in heads.iter().filter(|reading| reading.case == Some(*case)) {
            let Some(agreeing) = agreeing(&modifiers, reading) else { continue };
            let Some(nominative) = nominative(words, &agreeing, reading) else { continue };
            return Some(Phrase { case: *case, plural: reading.plural.unwrap_or(false), nominative });
        }
    }
    None
}

/// The readings of a noun; of a compound («школа-интернат») those of its last part that is declined.
fn noun_readings(head: &str) -> Vec<Word> {
    // Of proper names only those of bodies («Минтруд») are nouns here.
    let is_noun = |word: &&Word| word.case.is_some() && (word.pos != "PROPN" || word.name_type == Some("Com"));
    let whole = with_plural(head, morph(head).iter().filter(is_noun).cloned().collect());
    let Some((first, last)) = head.split_once('-') else { return whole };
    let parts = |part: &str| -> Vec<Word> { morph(part).iter().filter(is_noun).cloned().collect() };
    let (first, last) = (parts(first), parts(last));
    // Both parts are declined in «организаций-исполнителей»; where they cannot agree the first one is a stem.
    let both: Vec<Word> = first
        .iter()
        .filter(|word| last.iter().any(|other| other.case == word.case && other.plural == word.plural))
        .cloned()
        .collect();
    if both.is_empty() { whole } else { both }
}

/// Of a word nobody knows («сельхозпредприятия») a genitive is also the plural that is written alike.
fn with_plural(head: &str, mut readings: Vec<Word>) -> Vec<Word> {
    let lower = head.to_lowercase();
    let is_genitive = |word: &&Word| word.case == Some(Case::Genitive) && word.plural == Some(false);
    let is_alike = |word: &&Word| match word.inflect(Case::Nominative, Some(true)) {
        Some(form) => form == lower && !word.known,
        None => lower.ends_with("ия") && word.lemma.ends_with("ие"),
    };
    let has_plural = readings.iter().any(|word| word.case == Some(Case::Nominative) && word.plural == Some(true));
    let genitive = readings.iter().find(is_genitive).filter(|_| !has_plural).filter(is_alike).cloned();
    readings.extend(genitive.map(|mut word| {
        (word.case, word.plural) = (Some(Case::Nominative), Some(true));
        word
    }));
    readings
}

fn agreeing(modifiers: &[Rc<[Word]>], noun: &Word) -> Option<Vec<Word>> {
    modifiers.iter().map(|readings| readings.iter().find(|word| agrees(word, noun)).cloned()).collect()
}

fn agrees(word: &Word, noun: &Word) -> bool {
    let same_number = word.plural == noun.plural;
    let same_gender = noun.plural == Some(true) || word.gender.is_none() || word.gender == noun.gender;
    is_modifier(word) && word.case == noun.case && same_number && same_gender
}

/// Whether it is an adjective, an ordinal, a pronoun used as one, or a participle.
fn is_modifier(word: &Word) -> bool {
    let is_participle = word.pos == "VERB" && word.case.is_some();
    is_participle || matches!(word.pos, "ADJ" | "DET" | "NUM")
}

fn nominative(words: &[&str], modifiers: &[Word], noun: &Word) -> Option<Vec<String>> {
    if noun.case == Some(Case::Nominative) {
        return Some(words.iter().map(|word| (*word).to_owned()).collect());
    }
    let (head, before) = words.split_last()?;
    let mut forms: Vec<String> = Vec::with_capacity(words.len());
    for (written, reading) in before.iter().zip(modifiers) {
        forms.push(cased_like(written, &reading.inflect(Case::Nominative, None)?));
    }
    forms.push(head_in_nominative(head, noun)?);
    Some(forms)
}

fn head_in_nominative(head: &str, noun: &Word) -> Option<String> {
    let Some((first, last)) = head.split_once('-') else {
        return Some(cased_like(head, &noun.inflect(Case::Nominative, None)?));
    };
    let part = |part: &str| {
        let readings = morph(part);
        let reading = readings.iter().find(|word| word.case == noun.case && word.plural == noun.plural);
        let form = reading.and_then(|word| word.inflect(Case::Nominative, None));
        form.map_or_else(|| part.to_owned(), |form| cased_like(part, &form))
    };
    Some(format!("{}-{}", part(first), part(last)))
}

/// The form with the letter case of the written word: `УПРАВЛЕНИЯ`, `Управления`, `управления`.
pub(crate) fn cased_like(written: &str, form: &str) -> String {
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    let all_capital = capital && written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if all_capital && written.chars().count() > 1 {
        return form.to_uppercase();
    }
    if !capital {
        return form.to_owned();
    }
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oblique_phrase_goes_to_the_nominative_with_its_modifiers() {
        let cases = [
            ("Управлением", "Управление"),
            ("отделом", "отдел"),
            ("опорных школ", "опорные школы"),
            ("муниципального органа", "муниципальный орган"),
            ("муниципального учреждения", "муниципальное учреждение"),
            ("районной межведомственной комиссией", "районная межведомственная комиссия"),
            ("организаций-исполнителей", "организации-исполнители"),
            ("школе-интернату", "школа-интернат"),
            ("АДМИНИСТРАЦИИ", "АДМИНИСТРАЦИИ"),
            ("Центральной библиотеке", "Центральная библиотека"),
        ];
        let read = |words: &str| {
            let words: Vec<&str> = words.split(' ').collect();
            noun_phrase(&words, &[Case::Nominative]).map(|phrase| phrase.nominative.join(" "))
        };
        let wrong: Vec<_> = cases.iter().filter(|(from, to)| read(from).as_deref() != Some(*to)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn the_wanted_case_decides_between_two_readings() {
        let phrase = noun_phrase(&["администрации"], &[Case::Genitive]).unwrap();
        assert_eq!((phrase.plural, phrase.nominative.join(" ").as_str()), (false, "администрация"));
        let phrase = noun_phrase(&["администрации"], &[Case::Nominative]).unwrap();
        assert_eq!((phrase.plural, phrase.nominative.join(" ").as_str()), (true, "администрации"));
    }

    #[test]
    fn an_unknown_plural_that_is_written_like_a_genitive_is_a_nominative_too() {
        let phrase = noun_phrase(&["сельхозпредприятия"], &[Case::Nominative]).unwrap();
        assert_eq!((phrase.plural, phrase.nominative.join(" ").as_str()), (true, "сельхозпредприятия"));
    }

    #[test]
    fn words_that_do_not_agree_are_no_phrase() {
        assert_eq!(noun_phrase(&["опорных", "школу"], &[]), None);
        assert_eq!(noun_phrase(&[], &[]), None);
    }
}
