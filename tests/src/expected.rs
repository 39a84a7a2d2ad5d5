//! The expected results beside the sources: what a reader of the plan would say, made by hand.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a document must give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The source's name without its ending.
    pub document: String,
    /// The roadmap's title.
    pub title: String,
    /// The years it is for.
    pub period: Option<ExpectedPeriod>,
    /// ISO 3166-2 code of the region.
    pub region: Option<String>,
    /// The municipality as the document calls it, in the nominative.
    pub municipality: Option<String>,
    /// Lines about amendments.
    pub notes: Vec<String>,
    /// In document order.
    pub activities: Vec<ExpectedActivity>,
}

/// Both days belong to the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedPeriod {
    /// `2022-01-01`
    pub start: String,
    /// `2025-12-31`
    pub end: String,
}

/// One activity, its texts with white space collapsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedActivity {
    /// As written, without the trailing dot.
    pub number: Option<String>,
    /// Section headings, outermost first.
    pub path: Vec<String>,
    /// The index of the activity it is a part of.
    pub parent: Option<usize>,
    /// What is to be done.
    pub title: String,
    /// When.
    pub dates: Option<String>,
    /// By whom.
    pub responsible: Option<String>,
    /// With what result.
    pub result: Option<String>,
    /// Which of `schedule`, `responsible`, `result` come from a merged cell or a row above.
    pub inherited: Vec<String>,
    /// The further columns, header and text; `None` where the result beside a source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<(String, String)>>,
}

impl Expected {
    /// What `parse` printed, in this form.
    pub fn shown(slug: &str, parsed: &Value) -> Self {
        let period =
            |period: &Value| Some(ExpectedPeriod { start: words(&period["start"])?, end: words(&period["end"])? });
        let activities = parsed["activities"].as_array().map_or(&[][..], Vec::as_slice);
        Self {
            document: slug.to_owned(),
            title: words(&parsed["title"]).unwrap_or_default(),
            period: period(&parsed["period"]),
            region: words(&parsed["region"]["iso"]),
            municipality: words(&parsed["municipality"]["name"]),
            notes: all_words(&parsed["notes"], |note| words(&note["text"])),
            activities: activities.iter().map(|activity| ExpectedActivity::shown(activity, activities)).collect(),
        }
    }

    /// What differs, in words; empty if nothing does. `fields` are compared where this one says them.
    pub fn differences(&self, got: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut say = |what: &str, expected: &dyn Debug, got: &dyn Debug| {
            let (expected, got) = (format!("{expected:?}"), format!("{got:?}"));
            if expected != got {
                found.push(format!("{what}: expected {expected}\n     got {got}"));
            }
        };
        say("title", &self.title, &got.title);
        say("period", &self.period, &got.period);
        say("region", &self.region, &got.region);
        say("municipality", &self.municipality, &got.municipality);
        say("notes", &self.notes, &got.notes);
        say("activities", &self.activities.len(), &got.activities.len());
        for (index, (expected, got)) in self.activities.iter().zip(&got.activities).enumerate() {
            let mut say = |what: &str, left: &dyn Debug, right: &dyn Debug| {
                say(&format!("activity {index}, «{}», {what}", expected.title), left, right);
            };
            say("number", &expected.number, &got.number);
            say("path", &expected.path, &got.path);
            say("parent", &expected.parent, &got.parent);
            say("title", &expected.title, &got.title);
            say("dates", &expected.dates, &got.dates);
            say("responsible", &expected.responsible, &got.responsible);
            say("result", &expected.result, &got.result);
            say("inherited", &expected.inherited, &got.inherited);
            say("fields", &expected.fields, &got.fields.as_ref().filter(|_| expected.fields.is_some()));
        }
        found
    }
}

impl ExpectedActivity {
    fn shown(activity: &Value, all: &[Value]) -> Self {
        // Which fields are inherited is a set.
        let mut inherited = all_words(&activity["inherited"], words);
        inherited.sort();
        let field = |field: &Value| Some((words(&field["header"]).unwrap_or_default(), words(&field["text"])?));
        Self {
            number: words(&activity["number"]),
            path: all_words(&activity["path"], words),
            parent: all.iter().position(|other| other["id"] == activity["parent"]),
            title: words(&activity["title"]).unwrap_or_default(),
            dates: words(&activity["schedule"]["text"]),
            responsible: words(&activity["responsible"]["text"]),
            result: words(&activity["result"]),
            inherited,
            fields: Some(activity["fields"].as_array().into_iter().flatten().filter_map(field).collect()),
        }
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(collapsed).filter(|text| !text.is_empty())
}

fn all_words<T>(list: &Value, of: impl Fn(&Value) -> Option<T>) -> Vec<T> {
    list.as_array().into_iter().flatten().filter_map(of).collect()
}

/// The text with each run of white space made one blank.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;

    use super::*;
    use crate::corpus::{root, sources};
    use crate::inline::Inline;
    use crate::source::{Block, Source};

    fn expected() -> BTreeMap<String, Expected> {
        let folder = root().join("fixtures/roadmaps");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .map(|path| {
                let text = fs::read_to_string(&path).unwrap();
                let expected: Expected = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path:?}: {e}"));
                (path.file_stem().unwrap().to_string_lossy().into_owned(), expected)
            })
            .collect()
    }

    /// Every word of the source that a reader sees.
    fn words(source: &Source) -> BTreeSet<String> {
        let paragraphs = source.flat().into_iter().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![&paragraph.pieces],
            Block::Frame(_) => Vec::new(), // laid flat
            Block::Table(table) => table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs).collect(),
        });
        let visible = paragraphs.map(|pieces| pieces.iter().map(Inline::visible).collect::<String>() + " ");
        let typed = visible.collect::<String>();
        // A title's words are rejoined where a line's end has hyphenated them.
        let rejoined = typed.replace("- ", "");
        typed.split_whitespace().chain(rejoined.split_whitespace()).map(str::to_owned).collect()
    }

    #[test]
    fn every_source_has_an_expected_result_and_every_result_a_source() {
        let sources: Vec<_> = sources(&root()).unwrap().into_keys().collect();
        let expected = expected();
        assert_eq!(expected.keys().cloned().collect::<Vec<_>>(), sources);
        assert!(expected.iter().all(|(slug, result)| result.document == *slug));
        assert!(sources.len() >= 14, "{sources:?}");
    }

    #[test]
    fn no_expected_word_is_missing_in_its_source() {
        let mut misses = Vec::new();
        let sources = sources(&root()).unwrap();
        for (slug, expected) in expected() {
            // In a list the signs around a value are no part of it: «(3–14 мая)».
            let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let words: BTreeSet<String> = words(&sources[&slug]).iter().map(|word| bare(word)).collect();
            for activity in &expected.activities {
                let texts = [Some(&activity.title), activity.dates.as_ref(), activity.responsible.as_ref()];
                let texts = texts.into_iter().flatten().chain(&activity.result).chain(&activity.path);
                let said = texts.flat_map(|text| text.split_whitespace());
                // A section's automatic number is Word's, not the source's.
                let typed = said.filter(|word| !word.trim_end_matches('.').chars().all(|c| c.is_ascii_digit()));
                misses.extend(typed.filter(|word| !words.contains(&bare(word))).map(|word| format!("{slug}: {word}")));
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn parents_stand_above_their_parts_and_texts_are_collapsed() {
        for (slug, expected) in expected() {
            for (index, activity) in expected.activities.iter().enumerate() {
                assert!(activity.parent.is_none_or(|parent| parent < index), "{slug}: {}", activity.title);
                assert_eq!(activity.title, collapsed(&activity.title), "{slug}");
                let fields = ["responsible", "result", "schedule"];
                assert!(activity.inherited.iter().all(|field| fields.contains(&field.as_str())), "{slug}");
            }
        }
    }

    #[test]
    fn the_samples_are_as_varied_as_real_plans() {
        let expected = expected();
        let distinct = |field: fn(&ExpectedActivity) -> Option<&String>| {
            expected.values().flat_map(|document| &document.activities).filter_map(field).collect::<BTreeSet<_>>().len()
        };
        let regions: BTreeSet<_> = expected.values().filter_map(|document| document.region.as_ref()).collect();
        assert!(regions.len() >= 8, "{regions:?}");
        assert!(distinct(|activity| activity.dates.as_ref()) >= 120);
        assert!(distinct(|activity| activity.responsible.as_ref()) >= 120);
        // A list says in a page what a table says in several.
        let sources = sources(&root()).unwrap();
        let has_table = |slug: &str| sources[slug].blocks.iter().any(|block| !matches!(block, Block::Paragraph(_)));
        let least = |slug: &str| if has_table(slug) { 12 } else { 6 };
        let sizes: Vec<_> = expected.iter().map(|(slug, document)| (slug, document.activities.len())).collect();
        assert!(sizes.iter().all(|(slug, size)| (least(slug)..=40).contains(size)), "{sizes:?}");
    }
}
