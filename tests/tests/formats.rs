//! One truth, many formats: each source of the sample corpus, written in every format, gives the result beside it.

use std::fs;

use vekha_tests::{Block, Expected, ExpectedActivity, Layout, Source, docx, root, sources, text, xlsx};

/// Differences that are still open: running text in a sheet's rows is taken for a title or a section.
const OPEN: &[(&str, &str)] = &[("tihorechye-zdorovye", "Excel"), ("verhneupin-zanyatost", "Excel")];

/// The source in every format. A plan without a table has no cells: it is no sheet, and has no rows to set a line each.
fn written(source: &Source) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let has_table = source.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    let all = [
        ("Word", "plan.docx", docx(source).expect("a Word file is written")),
        ("Excel", "plan.xlsx", xlsx(source).expect("a workbook is written")),
        ("a cell a line", "plan.txt", text(source, Layout::Cells).into_bytes()),
        ("a row a line", "plan.txt", text(source, Layout::Tabs).into_bytes()),
    ];
    all.into_iter().filter(|(format, ..)| has_table || ["Word", "a cell a line"].contains(format)).collect()
}

fn read(slug: &str, name: &str, bytes: &[u8]) -> Expected {
    let document = vekha_read::read(bytes, name, &Default::default()).expect("a document is read");
    let roadmap = vekha_roadmap::roadmap(&document);
    Expected::shown(slug, &serde_json::to_value(&roadmap).expect("a roadmap is JSON"))
}

/// What only some formats tell apart: automatic bullets from typed ones, a hyphen at a line's end from one before a blank.
fn as_typed(mut document: Expected) -> Expected {
    for activity in &mut document.activities {
        activity.title = ["· ", "• ", "- "].iter().fold(activity.title.clone(), |title, sign| title.replace(sign, ""));
    }
    document
}

/// Merges that plain text cannot show: what a merged cell gave is missing, and only that.
fn without_lost_merges(expected: &ExpectedActivity, got: &ExpectedActivity) -> ExpectedActivity {
    let mut left = expected.clone();
    let is_lost = |field: &str, got: &Option<String>| {
        expected.inherited.iter().any(|inherited| inherited == field) && got.is_none()
    };
    let fields = [
        ("schedule", &mut left.dates, &got.dates),
        ("responsible", &mut left.responsible, &got.responsible),
        ("result", &mut left.result, &got.result),
    ];
    for (name, field, got) in fields {
        if is_lost(name, got) {
            *field = None;
            left.inherited.retain(|inherited| inherited != name);
        }
    }
    left
}

#[test]
fn every_source_gives_its_result_in_every_format() {
    let mut faults = Vec::new();
    for (slug, source) in sources(&root()).expect("the sources are read") {
        let path = root().join("fixtures/roadmaps").join(format!("{slug}.json"));
        let mut expected: Expected =
            serde_json::from_str(&fs::read_to_string(path).expect("a result")).expect("a result is JSON");
        expected.activities.iter_mut().for_each(|activity| activity.inherited.sort());
        for (format, name, bytes) in written(&source) {
            let got = read(&slug, name, &bytes);
            let mut expected = expected.clone();
            if name == "plan.txt" && expected.activities.len() == got.activities.len() {
                let pairs = expected.activities.iter_mut().zip(&got.activities);
                pairs.for_each(|(expected, got)| *expected = without_lost_merges(expected, got));
            }
            let (expected, got) = (as_typed(expected), as_typed(got));
            let differences = expected.differences(&got);
            if OPEN.contains(&(slug.as_str(), format)) {
                let mended =
                    differences.is_empty().then(|| format!("{slug} as {format} is mended: take it out of OPEN"));
                faults.extend(mended);
                continue;
            }
            faults.extend(differences.iter().map(|fault| format!("{slug} as {format}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} differences\n{}", faults.len(), faults.join("\n"));
}
