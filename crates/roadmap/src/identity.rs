use std::collections::BTreeMap;

use vekha_lexis::fold;
use vekha_model::{Document, Municipality, Region};

use crate::head::Head;

/// The name that tells places apart in hashes: the ОКТМО code where there is one, else the name.
pub(crate) fn place_name(municipality: Option<&Municipality>, region: Option<&Region>) -> String {
    let municipality = municipality.map(|found| found.oktmo.clone().unwrap_or_else(|| letters(&found.name)));
    municipality.or_else(|| region.map(|found| found.oktmo.clone())).unwrap_or_default()
}

/// The same for every edition of one roadmap: from the order's number and date, the title and the place.
///
/// Letters and digits alone count, so re-typed punctuation keeps it. A document with neither order nor title has
/// only its content to be known by.
pub(crate) fn lineage(document: &Document, head: &Head, place: &str) -> String {
    let title = head.title.as_ref().map(|title| letters(&title.text)).unwrap_or_default();
    let number = head.number.as_deref().map(letters).unwrap_or_default();
    let date = head.date.map(|date| date.to_string()).unwrap_or_default();
    if title.is_empty() && (number.is_empty() || date.is_empty()) {
        return hash(&["content", &document.id]);
    }
    hash(&["roadmap", &number, &date, &title, place])
}

/// Gives each activity its key; equal ones are told apart by their order.
pub(crate) struct Keys<'a> {
    lineage: &'a str,
    seen: BTreeMap<String, usize>,
}

impl<'a> Keys<'a> {
    /// The keys of one document.
    pub(crate) fn new(lineage: &'a str) -> Self {
        Self { lineage, seen: BTreeMap::new() }
    }

    /// The key from the lineage, the path, the number, the folded title and the ordinal among equals.
    pub(crate) fn next(&mut self, path: &[String], number: Option<&str>, title: &str, responsible: &str) -> String {
        let path = path.iter().map(|heading| letters(heading)).collect::<Vec<_>>().join("/");
        let equal = hash(&[self.lineage, &path, number.unwrap_or_default(), &letters(title), &letters(responsible)]);
        let ordinal = self.seen.entry(equal.clone()).or_insert(0);
        *ordinal += 1;
        if *ordinal == 1 { equal } else { hash(&[&equal, &ordinal.to_string()]) }
    }
}

/// The letters and digits of a text, folded.
fn letters(text: &str) -> String {
    fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// BLAKE3 over the parts, each preceded by its length so that no two lists meet; the first 32 hexadecimal digits.
fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_quotes_do_not_change_a_key() {
        let key = |title: &str| Keys::new("l").next(&["1. Раздел".into()], Some("3"), title, "");
        assert_eq!(key("Семинар «Чтение»."), key("Семинар \"Чтение\""));
        assert_ne!(key("Семинар «Чтение»."), key("Семинар «Письмо»."));
    }

    #[test]
    fn equal_activities_are_told_apart_by_their_order() {
        let mut keys = Keys::new("l");
        let (first, second) = (keys.next(&[], None, "Совещание", ""), keys.next(&[], None, "Совещание", ""));
        assert_ne!(first, second);
        assert_eq!(first.len(), 32);
    }
}
