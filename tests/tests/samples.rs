//! The samples give what a person reads in them, and the same in every format.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use program::{root, vekha};
use serde_json::Value;
use vekha_tests::{Expected, ExpectedActivity, ExpectedPeriod, collapsed};

/// Each sample's slug with its files and what `parse` prints of them.
fn samples() -> BTreeMap<String, Vec<(PathBuf, Value)>> {
    let entries = fs::read_dir(root().join("corpus")).expect("the sample corpus");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut samples: BTreeMap<String, Vec<(PathBuf, Value)>> = BTreeMap::new();
    for path in files {
        let slug = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let parsed = vekha(&["parse".as_ref(), path.as_os_str()]).json();
        samples.entry(slug).or_default().push((path, parsed));
    }
    samples
}

#[test]
fn every_sample_gives_the_result_written_beside_its_source() {
    let mut faults = Vec::new();
    let mut checked = 0;
    for (slug, files) in samples() {
        let path = root().join("fixtures/roadmaps").join(format!("{slug}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut expected: Expected = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{slug}: {error}"));
        expected.activities.iter_mut().for_each(sort_inherited);
        for (file, parsed) in files {
            checked += 1;
            faults.extend(
                differences(&expected, &shown(&slug, &parsed)).map(|fault| format!("{}: {fault}", file.display())),
            );
        }
    }
    assert!(checked >= 20, "{checked} samples");
    assert!(faults.is_empty(), "{} differences\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_roadmap_as_word_and_as_text_has_the_same_lineage_and_keys() {
    let keys = |parsed: &Value| -> Vec<Value> {
        let activities = parsed["activities"].as_array().expect("activities").iter();
        [parsed["lineage"].clone()].into_iter().chain(activities.map(|activity| activity["key"].clone())).collect()
    };
    let all = samples();
    let pairs: Vec<_> = all.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(pairs.len() >= 3, "{} samples exist in two formats", pairs.len());
    for (slug, files) in pairs {
        assert_eq!(keys(&files[0].1), keys(&files[1].1), "{slug}");
    }
}

fn differences<'a>(expected: &'a Expected, got: &'a Expected) -> impl Iterator<Item = String> + 'a {
    let rest = |document: &Expected| Expected { activities: Vec::new(), ..document.clone() };
    let head = (rest(expected) != rest(got)).then(|| format!("expected {:?}\n got {:?}", rest(expected), rest(got)));
    let counts = (expected.activities.len(), got.activities.len());
    let count = (counts.0 != counts.1).then(|| format!("expected {} activities, got {}", counts.0, counts.1));
    let pairs = expected.activities.iter().zip(&got.activities).filter(|(expected, got)| expected != got);
    head.into_iter().chain(count).chain(pairs.map(|(expected, got)| format!("expected {expected:?}\n got {got:?}")))
}

/// What `parse` printed, in the form of the expected results.
fn shown(slug: &str, parsed: &Value) -> Expected {
    let activities = parsed["activities"].as_array().expect("activities are a list");
    let index = |id: &Value| activities.iter().position(|activity| &activity["id"] == id);
    let period = |period: &Value| Some(ExpectedPeriod { start: words(&period["start"])?, end: words(&period["end"])? });
    Expected {
        document: slug.to_owned(),
        title: words(&parsed["title"]).unwrap_or_default(),
        period: period(&parsed["period"]),
        region: words(&parsed["region"]["iso"]),
        municipality: words(&parsed["municipality"]["name"]),
        notes: all_words(&parsed["notes"], |note| words(&note["text"])),
        activities: activities
            .iter()
            .map(|activity| ExpectedActivity {
                number: words(&activity["number"]),
                path: all_words(&activity["path"], words),
                parent: index(&activity["parent"]),
                title: words(&activity["title"]).unwrap_or_default(),
                dates: words(&activity["schedule"]["text"]),
                responsible: words(&activity["responsible"]["text"]),
                result: words(&activity["result"]),
                inherited: all_words(&activity["inherited"], words),
            })
            .map(|mut activity| {
                sort_inherited(&mut activity);
                activity
            })
            .collect(),
    }
}

/// Which fields are inherited is a set.
fn sort_inherited(activity: &mut ExpectedActivity) {
    activity.inherited.sort();
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(collapsed).filter(|text| !text.is_empty())
}

fn all_words(list: &Value, of: impl Fn(&Value) -> Option<String>) -> Vec<String> {
    list.as_array().expect("a list").iter().filter_map(of).collect()
}
