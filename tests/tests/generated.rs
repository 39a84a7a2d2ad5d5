//! Random roadmaps, written in every format, are read back exactly.

use proptest::prelude::{ProptestConfig, TestCaseError};
use proptest::test_runner::TestRunner;
use vekha_tests::generator::{Sample, Sees, samples};
use vekha_tests::{CorpusError, Expected, ExpectedActivity, Layout, Source, docx, text, xlsx};

/// How many plans each property draws.
fn cases() -> u32 {
    std::env::var("VEKHA_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100)
}

/// Draws plans, writes each, reads it back, and compares with what was meant.
fn holds(
    name: &str,
    sees: Sees,
    shown: impl Fn(Sample) -> Option<Sample>,
    write: impl Fn(&Source) -> Result<Vec<u8>, CorpusError>,
) {
    let config = ProptestConfig {
        cases: cases(),
        failure_persistence: None,
        max_shrink_iters: 400,
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    };
    let property = |sample: Sample| {
        let Some(sample) = shown(sample) else { return Err(TestCaseError::reject("the format cannot show it")) };
        let bytes = write(&sample.source()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let expected = sample.plan.truth(&sample.layout, sees);
        let misses = expected.differences(&read(&bytes, name));
        if misses.is_empty() { Ok(()) } else { Err(TestCaseError::fail(misses.join("\n"))) }
    };
    if let Err(error) = TestRunner::new(config).run(&samples(), property) {
        panic!("{error}");
    }
}

/// What vekha reads, without what the generator does not speak of.
fn read(bytes: &[u8], name: &str) -> Expected {
    let document = vekha_read::read(bytes, name, &Default::default()).expect("a document is read");
    let roadmap = vekha_roadmap::roadmap(&document);
    let parsed = serde_json::to_value(&roadmap).expect("a roadmap is JSON");
    let mut shown = Expected { region: None, municipality: None, ..Expected::shown("plan", &parsed) };
    shown.activities.iter_mut().for_each(without_soft_hyphens);
    shown
}

/// Dates and parties keep their words as they stand.
fn without_soft_hyphens(activity: &mut ExpectedActivity) {
    for text in [&mut activity.dates, &mut activity.responsible].into_iter().flatten() {
        text.retain(|c| c != '\u{ad}');
    }
    for (_, text) in activity.fields.iter_mut().flatten() {
        text.retain(|c| c != '\u{ad}');
    }
}

#[test]
fn a_plan_written_as_word_is_read_back() {
    holds("plan.docx", Sees::Merges, Some, docx);
}

#[test]
fn a_plan_written_as_excel_is_read_back() {
    holds("plan.xlsx", Sees::Merges, Some, xlsx);
}

#[test]
fn a_plan_written_as_text_with_a_cell_a_line_is_read_back() {
    holds("plan.txt", Sees::Blanks, Sample::stacked, |source| Ok(text(source, Layout::Cells).into_bytes()));
}

#[test]
fn a_plan_written_as_text_with_a_row_a_line_is_read_back() {
    holds(
        "plan.txt",
        Sees::Blanks,
        |sample| Some(sample.plain()),
        |source| Ok(text(source, Layout::Tabs).into_bytes()),
    );
}
