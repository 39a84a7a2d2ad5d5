//! The main job, as README says: a folder of roadmaps in, a searchable corpus out.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use program::{Run, root, vekha};
use serde_json::Value;

/// The sample corpus, imported into a folder of its own.
struct Imported {
    folder: tempfile::TempDir,
    run: Run,
}

impl Imported {
    fn sample() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let run = vekha(&["import", "corpus", "-o", folder.path().to_str().expect("a plain path")]);
        Self { folder, run }
    }

    fn path(&self) -> &str {
        self.folder.path().to_str().expect("a plain path")
    }

    fn search(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["search", "-c", self.path()];
        all.extend(arguments);
        vekha(&all)
    }

    fn documents(&self) -> BTreeMap<PathBuf, Value> {
        let shards = fs::read_dir(self.folder.path().join("documents")).expect("documents are written");
        let files = shards.flat_map(|shard| fs::read_dir(shard.expect("a shard").path()).expect("a folder"));
        files
            .map(|file| file.expect("a file").path())
            .map(|path| {
                let text = fs::read_to_string(&path).expect("a document is UTF-8");
                let name = path.strip_prefix(self.folder.path()).expect("it lies in the corpus").to_owned();
                (name, serde_json::from_str(&text).expect("a document is JSON"))
            })
            .collect()
    }
}

fn samples() -> usize {
    fs::read_dir(root().join("corpus")).expect("the sample corpus").count()
}

#[test]
fn import_reads_every_sample_and_writes_one_valid_document_for_each() {
    let imported = Imported::sample();
    assert_eq!(imported.run.status, 0, "{}", imported.run.err);
    let documents = imported.documents();
    assert!(samples() >= 12, "help: the sample corpus has at least 12 roadmaps");
    assert_eq!(documents.len(), samples(), "{}", imported.run.err);

    let schema = vekha(&["schema"]).json();
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut faults = Vec::new();
    for (path, document) in &documents {
        faults.extend(validator.iter_errors(document).map(|error| format!("{}: {error}", path.display())));
        if document["activities"].as_array().is_none_or(Vec::is_empty) {
            faults.push(format!("{}: no activities", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_second_import_reads_nothing_that_has_not_changed() {
    let imported = Imported::sample();
    let before = imported.documents();
    let second = vekha(&["import", "corpus", "-o", imported.path()]);
    assert_eq!(second.status, 0, "{}", second.err);
    assert!(second.err.contains(&format!("{} unchanged", samples())), "{}", second.err);
    assert_eq!(imported.documents(), before);
}

#[test]
fn two_imports_write_the_same_bytes_on_any_number_of_threads() {
    let (one, many) = (tempfile::tempdir().expect("a folder"), Imported::sample());
    let run = vekha(&["import", "corpus", "--threads", "1", "-o", one.path().to_str().expect("a plain path")]);
    assert_eq!(run.status, 0, "{}", run.err);
    let one = Imported { folder: one, run };
    for (path, document) in many.documents() {
        let bytes = |imported: &Imported| fs::read(imported.folder.path().join(&path)).expect("the same documents");
        assert!(bytes(&one) == bytes(&many), "{} differs", path.display());
        assert!(document["id"].is_string());
    }
}

#[test]
fn search_finds_other_forms_of_a_word_and_filters_narrow_the_answer() {
    let imported = Imported::sample();
    let all = imported.search(&["--format", "json"]).json();
    let total = all["total"].as_u64().expect("a number");
    assert!(total > 150, "{total} activities");

    let found = imported.search(&["наставников", "--format", "json"]).json();
    let titles: Vec<String> =
        hits(&found).iter().map(|hit| hit["activity"]["title"].to_string().to_lowercase()).collect();
    assert!(!titles.is_empty(), "a word in another form is found");

    let narrowed = |filter: &[&str]| {
        let arguments: Vec<&str> = filter.iter().copied().chain(["--format", "json", "--limit", "1000"]).collect();
        imported.search(&arguments).json()
    };
    let document = &hits(&all)[0]["document"]["id"];
    for hit in hits(&narrowed(&["--document", document.as_str().expect("an id")])) {
        assert_eq!(&hit["document"]["id"], document);
    }
    let september = narrowed(&["--month", "9"]);
    assert!(september["total"].as_u64().is_some_and(|some| some > 0 && some < total), "some are in September, not all");
    for hit in hits(&september) {
        assert!(in_month(&hit["activity"], 9), "{hit}");
    }
}

fn hits(found: &Value) -> &Vec<Value> {
    found["hits"].as_array().expect("hits are a list")
}

/// Whether a window of the activity has a day in the month, or a rule names it.
fn in_month(activity: &Value, month: u32) -> bool {
    let windows = activity["schedule"]["occurrences"].as_array().expect("a schedule").iter();
    let part =
        |date: &Value, range: std::ops::Range<usize>| date.as_str().and_then(|date| date.get(range)?.parse().ok());
    let mut dated = windows.map(|window| {
        let (end_year, end): (u32, u32) =
            (part(&window["end"], 0..4).unwrap_or(0), part(&window["end"], 5..7).unwrap_or(0));
        let start_year: u32 = part(&window["start"], 0..4).unwrap_or(end_year);
        let start: u32 = part(&window["start"], 5..7).unwrap_or(end);
        (start_year * 12 + start..=end_year * 12 + end).any(|at| (at - 1) % 12 + 1 == month)
    });
    dated.any(|yes| yes) || activity["schedule"]["rules"].to_string().contains(&format!("-{month:02}"))
}

#[test]
fn a_search_prints_a_table_csv_and_json_of_the_same_hits() {
    let imported = Imported::sample();
    let json = imported.search(&["совещание", "--format", "json"]).json();
    let csv = imported.search(&["совещание", "--format", "csv"]).out;
    let table = imported.search(&["совещание"]).out;
    assert_eq!(csv.lines().next().map(|line| line.split(',').next()), Some(Some("id")), "{csv}");
    for hit in hits(&json) {
        let id = hit["activity"]["id"].as_str().expect("an id");
        assert!(csv.contains(id), "{id} is in the CSV");
    }
    assert!(!hits(&json).is_empty() && table.lines().count() > hits(&json).len(), "{table}");
    let widest = table.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(widest <= 120, "a table that goes to no terminal is at most 120 columns wide: {widest}");
}

#[test]
fn show_prints_an_activity_with_the_words_of_its_source() {
    let imported = Imported::sample();
    let found = imported.search(&["--format", "json", "--limit", "1"]).json();
    let activity = &hits(&found)[0]["activity"];
    let shown = vekha(&["show", activity["id"].as_str().expect("an id"), "-c", imported.path()]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(
        shown.out.contains(activity["source"]["title"][0].as_str().map_or("?", |place| &place[32..])),
        "{}",
        shown.out
    );
    let unknown = vekha(&["show", "ffffffffffff", "-c", imported.path()]);
    assert_eq!((unknown.status, unknown.out.as_str()), (2, ""), "{}", unknown.err);
}

#[test]
fn a_broken_file_is_named_with_its_reason_and_the_others_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = fs::read_dir(root().join("corpus")).expect("samples").next().expect("one").expect("an entry").path();
    fs::copy(&sample, folder.path().join(sample.file_name().expect("a name"))).expect("a copy");
    fs::write(folder.path().join("пустой.docx"), b"").expect("written");
    fs::write(folder.path().join("обрыв.docx"), &b"PK\x03\x04 cut off"[..]).expect("written");
    let out = folder.path().join("out");
    let run = vekha(&[Path::new("import"), folder.path(), Path::new("-o"), &out]);
    assert_eq!(run.status, 1, "{}", run.err);
    for name in ["пустой.docx: ", "обрыв.docx: "] {
        let lines: Vec<&str> = run.err.lines().filter(|line| line.contains(name)).collect();
        assert_eq!(lines.len(), 1, "one line for each failed file: {}", run.err);
    }
    assert!(run.err.contains("1 imported"), "{}", run.err);
}

#[test]
fn what_is_no_corpus_and_what_is_no_file_is_said() {
    let nowhere = vekha(&["search", "совещание", "-c", "no/such/corpus"]);
    assert_eq!((nowhere.status, nowhere.out.as_str()), (2, ""));
    assert!(nowhere.err.contains("no/such/corpus"), "{}", nowhere.err);
    let missing = vekha(&["parse", "no/such/file.docx"]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(missing.err.contains("no/such/file.docx"), "{}", missing.err);
    let period = vekha(&["when", "май", "--period", "май"]);
    assert_eq!(period.status, 2);
    assert!(period.err.contains("--period"), "{}", period.err);
}
