//! `vekha parse --ledger`: where every character of a document went.

use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;
use vekha_roadmap::model::{Document, Entry, Ledger};

use crate::drawing::{cut, fitted};
use crate::output::{self, one_line};

/// How a ledger is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: words cut to fit a line
    Text,
    /// One object for each entry, its words whole
    Jsonl,
}

/// A line fits on a wide terminal, and is not wrapped on most.
const WIDTH: usize = 100;

/// Prints a line for each entry, and one with the sums.
pub(crate) fn print(out: &mut impl Write, document: &Document, ledger: &Ledger, format: Format) -> anyhow::Result<()> {
    // A text is asked for entry by entry, and may be long: it is fetched once.
    let mut text: Option<(&[vekha_roadmap::model::Step], Vec<char>)> = None;
    for entry in &ledger.entries {
        if text.as_ref().is_none_or(|(steps, _)| *steps != entry.place.steps) {
            let whole = vekha_roadmap::model::Place { span: None, ..entry.place.clone() };
            text = Some((&entry.place.steps, document.words_at(&whole).unwrap_or_default().chars().collect()));
        }
        let (Some((_, chars)), Some(span)) = (&text, entry.place.span) else { continue };
        let words: String = chars.get(span.start..span.end).unwrap_or_default().iter().collect();
        match format {
            Format::Text => line(out, entry, &words)?,
            Format::Jsonl => output::json_line(out, &Line { entry, words: &words })?,
        }
    }
    let sums = Sums {
        file: &document.name,
        characters: ledger.characters(),
        classes: ledger.sums(),
        deleted: document.deleted_characters,
        hidden: document.hidden_characters,
        markup: document.markup_characters,
    };
    match format {
        Format::Text => sums.print(out),
        Format::Jsonl => output::json_line(out, &sums),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    words: &'a str,
}

/// What the last line says: how many non-blank characters are what, and how many the reader left out.
#[derive(Serialize)]
struct Sums<'a> {
    file: &'a str,
    characters: usize,
    classes: std::collections::BTreeMap<&'static str, usize>,
    deleted: u64,
    hidden: u64,
    markup: u64,
}

fn line(out: &mut impl Write, entry: &Entry, words: &str) -> anyhow::Result<()> {
    let place = one_line(&entry.place.named("").to_string());
    let start = format!("{}  {}  ", fitted(&place, 20), fitted(&entry.class.to_string(), 20));
    // What lies beyond the line's end is not looked at.
    let words: String = words.chars().take(WIDTH * 2).collect();
    writeln!(out, "{}", cut(&format!("{start}{}", one_line(&words)), WIDTH))?;
    Ok(())
}

impl Sums<'_> {
    fn print(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let classes: Vec<String> = self.classes.iter().map(|(class, sum)| format!("{class} {sum}")).collect();
        write!(out, "{}: {} characters: {}", one_line(self.file), self.characters, classes.join(", "))?;
        let left_out = [("deleted", self.deleted), ("hidden", self.hidden), ("mark-up", self.markup)];
        let left_out: Vec<String> =
            left_out.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count}")).collect();
        if !left_out.is_empty() {
            write!(out, "; not read: {}", left_out.join(", "))?;
        }
        writeln!(out)?;
        Ok(())
    }
}
