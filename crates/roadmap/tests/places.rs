//! Each value of each roadmap in corpus/ stands where its `source` says.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::Path;

use vekha_read::Limits;
use vekha_roadmap::model::{Activity, Document, Place};

#[test]
fn every_value_is_what_the_document_says_at_its_places() {
    let mut checked = 0;
    let mut misses = Vec::new();
    for document in documents() {
        for activity in &vekha_roadmap::roadmap(&document).activities {
            for (field, places) in &activity.source {
                let words: String = places.iter().map(|place| words_at(&document, place)).collect();
                let value = value(activity, field);
                checked += 1;
                // The headings that give bare days their month are read too: «1-10» and «Январь».
                let is_told = |rest: &str| field == "schedule" && unspaced(&activity.path.concat()).contains(rest);
                let (words_read, value_read) = (unspaced(&words), unspaced(&value));
                if !words_read.strip_prefix(&value_read).is_some_and(|rest| rest.is_empty() || is_told(rest)) {
                    misses.push(format!("{} {} {field}: `{value}` but `{words}`", document.name, activity.id));
                }
            }
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
    assert!(checked > 200, "only {checked} values in corpus/");
}

#[test]
fn a_place_prints_and_parses_as_one_token() {
    for document in documents() {
        for place in vekha_roadmap::roadmap(&document).activities.iter().flat_map(|a| a.source.values().flatten()) {
            assert_eq!(place.to_string().parse::<Place>().as_ref(), Ok(place));
        }
    }
}

fn documents() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        vekha_read::read(&std::fs::read(file).unwrap(), &name, &Limits::default()).unwrap()
    };
    files.iter().map(read).collect()
}

fn words_at(document: &Document, place: &Place) -> String {
    document.words_at(place).unwrap_or_else(|| panic!("no such place: {place}"))
}

fn value(activity: &Activity, field: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match field {
        "number" => text(&activity.number),
        "path" => activity.path.concat(),
        "title" => activity.title.clone(),
        "items" => activity.items.concat(),
        "schedule" => activity.schedule.as_ref().unwrap().text.clone(),
        "responsible" => activity.responsible.as_ref().unwrap().text.clone(),
        "result" => text(&activity.result),
        _ => activity.fields[field.strip_prefix("fields.").unwrap().parse::<usize>().unwrap()].text.clone(),
    }
}

/// Without white space, and without the hyphen of a word cut at a line's end.
fn unspaced(text: &str) -> String {
    text.replace("-\n", "").chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}
