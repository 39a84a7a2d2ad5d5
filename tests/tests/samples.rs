//! The samples give what a person reads in them, and the same in every format.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use program::{root, vekha};
use serde_json::Value;
use vekha_tests::Expected;

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
        expected.activities.iter_mut().for_each(|activity| activity.inherited.sort());
        for (file, parsed) in files {
            checked += 1;
            let differences = expected.differences(&Expected::shown(&slug, &parsed));
            faults.extend(differences.iter().map(|fault| format!("{}: {fault}", file.display())));
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
