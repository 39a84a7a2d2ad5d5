//! The pages of `fixtures/when`: `phrase => canonical line`, with the period in the heading.

use std::fmt::Write;
use std::path::Path;

use vekha_when::lines::unescape;
use vekha_when::{Period, read};

#[test]
fn every_phrase_of_the_pages_has_its_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/when");
    let update = std::env::var_os("UPDATE").is_some();
    assert!(!(update && std::env::var_os("CI").is_some()), "UPDATE rewrites expectations and has no place in CI");
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    assert!(!pages.is_empty(), "no pages in {}", folder.display());
    let mut misses = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let answered = answered(&text, &mut misses);
        if update {
            std::fs::write(&page, answered).unwrap();
        }
    }
    assert!(update || misses.is_empty(), "{} phrases\n{}", misses.len(), misses.join("\n"));
}

/// The page with our answers in place; what differs goes to `misses`.
fn answered(page: &str, misses: &mut Vec<String>) -> String {
    let mut period: Option<Period> = None;
    let mut answered = String::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            period = heading.strip_prefix("period ").map(|text| text.parse().unwrap_or_else(|error| panic!("{error}")));
        }
        let Some((phrase, expected)) = line.split_once(" =>") else {
            let _ = writeln!(answered, "{line}");
            continue;
        };
        let got = answer(phrase, period);
        if got != expected.trim() {
            misses.push(format!("{phrase}\n  expected {}\n  got      {got}", expected.trim()));
        }
        let _ = writeln!(answered, "{phrase} => {got}");
    }
    answered
}

/// The canonical line; `?` where no rule reads the phrase, and the words left over in brackets.
fn answer(phrase: &str, period: Option<Period>) -> String {
    let schedule = read(&unescape(phrase), period);
    let mut answer = if schedule.rules.is_empty() { "?".to_owned() } else { schedule.to_string() };
    if !schedule.rules.is_empty() && !schedule.unparsed.is_empty() {
        let words: Vec<&str> = schedule.unparsed.iter().map(|unparsed| unparsed.text.as_str()).collect();
        let _ = write!(answer, " ?[{}]", words.join(" | ").replace('\n', " "));
    }
    answer
}
