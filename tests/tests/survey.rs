use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use vekha_tests::generator::{Sample, Sees, samples};
use vekha_tests::*;
fn read(bytes: &[u8], name: &str) -> Expected {
    let document = vekha_read::read(bytes, name, &Default::default()).expect("a document is read");
    let roadmap = vekha_roadmap::roadmap(&document);
    let parsed = serde_json::to_value(&roadmap).expect("a roadmap is JSON");
    let mut shown = Expected { region: None, municipality: None, ..Expected::shown("plan", &parsed) };
    for a in &mut shown.activities {
        for t in [&mut a.dates, &mut a.responsible].into_iter().flatten() {
            t.retain(|c| c != '\u{ad}');
        }
        for (_, t) in a.fields.iter_mut().flatten() {
            t.retain(|c| c != '\u{ad}');
        }
    }
    shown
}
#[test]
fn survey() {
    let n: usize = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(200);
    let show: usize = std::env::var("SHOW").ok().and_then(|s| s.parse().ok()).unwrap_or(2);
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut runner = TestRunner::new(Default::default());
    let all: Vec<Sample> = (0..n).map(|_| samples().new_tree(&mut runner).unwrap().current()).collect();
    type W = fn(&Source) -> Vec<u8>;
    let formats: [(&str, &str, Sees, W); 4] = [
        ("docx", "plan.docx", Sees::Merges, |s| docx(s).unwrap()),
        ("xlsx", "plan.xlsx", Sees::Merges, |s| xlsx(s).unwrap()),
        ("cells", "plan.txt", Sees::Blanks, |s| text(s, Layout::Cells).into_bytes()),
        ("tabs", "plan.txt", Sees::Blanks, |s| text(s, Layout::Tabs).into_bytes()),
    ];
    for (label, name, sees, write) in formats {
        if !only.is_empty() && only != label {
            continue;
        }
        let start = std::time::Instant::now();
        let mut bad: Vec<(usize, &Sample, String)> = Vec::new();
        for s in &all {
            let stacked = if label == "cells" { s.clone().stacked() } else { s.clone().plain() };
            let s = if label == "cells" || label == "tabs" { Box::leak(Box::new(stacked)) } else { s };
            let misses = s.plan.truth(&s.layout, sees).differences(&read(&write(&s.source()), name));
            if !misses.is_empty() {
                bad.push((format!("{s:?}").len(), s, misses.join("\n")));
            }
        }
        bad.sort_by_key(|b| b.0);
        println!("=== {label}: {} of {} wrong, {:?}", bad.len(), all.len(), start.elapsed());
        for (i, (_, s, m)) in bad.iter().take(show).enumerate() {
            std::fs::write(format!("/tmp/t-gen/out/{i}-{label}.{}", &name[5..]), write(&s.source())).unwrap();
            println!("[{i}] {}\n{s:?}\n", m.lines().take(8).collect::<Vec<_>>().join("\n"));
        }
    }
}
