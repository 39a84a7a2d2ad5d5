//! The pages of `fixtures/who`: each line is a cell and what it means, as a clerk can check it.

use std::fs;
use std::path::{Path, PathBuf};

/// The pages, in the order of their names.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/who");
    let entries = fs::read_dir(&folder).expect("the folder of pages is there");
    let mut pages: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

/// What a cell means in the words of a page: the canonical line, `?` where nobody is named.
fn meaning(cell: &str) -> String {
    let responsible = vekha_who::read(&cell.replace("\\n", "\n"));
    if responsible.parties.is_empty() { "?".to_owned() } else { responsible.to_string() }
}

#[test]
fn every_cell_of_the_pages_means_what_its_page_says() {
    let update = std::env::var_os("UPDATE").is_some();
    assert!(!(update && std::env::var_os("CI").is_some()), "expectations are not rewritten in CI");
    let (mut wrong, mut cells) = (Vec::new(), 0);
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page is text");
        let name = page.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut rewritten = String::new();
        for line in text.lines() {
            let Some((cell, expected)) = line.split_once(" => ") else {
                rewritten += &format!("{line}\n");
                continue;
            };
            cells += 1;
            let got = meaning(cell);
            if got != expected {
                wrong.push(format!("{name}: {cell}\n    expected {expected}\n    got      {got}"));
            }
            rewritten += &format!("{cell} => {got}\n");
        }
        if update {
            fs::write(&page, rewritten).expect("a page can be written");
        }
    }
    assert!(cells > 200, "only {cells} cells");
    assert!(update || wrong.is_empty(), "{} of {cells} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_a_page_says_is_a_canonical_line() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page is text");
        for (cell, line) in text.lines().filter_map(|line| line.split_once(" => ")).filter(|(_, line)| *line != "?") {
            let again = line.parse::<vekha_model::Responsible>().map(|read| read.to_string());
            if again.as_deref() != Ok(line) {
                wrong.push(format!("{cell}: {again:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
