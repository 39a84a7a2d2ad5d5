//! Tiny builders of documents, and one line for each record, for the tests of this crate.

use vekha_model::{Block, Cell, Document, Format, Paragraph, Row, Table, Vertical};

use crate::{Kinds, Reading, Record, Words};

pub(crate) fn cell(text: &str) -> Cell {
    Cell::of(text)
}

pub(crate) fn wide(colspan: usize, text: &str) -> Cell {
    Cell { colspan, ..Cell::of(text) }
}

pub(crate) fn top(text: &str) -> Cell {
    Cell { vertical: Vertical::Start, ..Cell::of(text) }
}

pub(crate) fn below() -> Cell {
    Cell { vertical: Vertical::Continue, ..Cell::of("") }
}

pub(crate) fn table(rows: &[Vec<Cell>]) -> Table {
    let rows = rows.iter().map(|cells| Row { cells: cells.clone(), ..Row::default() }).collect();
    Table { merges: true, rows, name: None }
}

/// A table of plain text: a line a row, `|` between cells, `\n` in a cell as `⏎`.
pub(crate) fn plain(text: &str) -> Block {
    let row = |line: &str| Row {
        cells: line.trim().split('|').map(|cell| Cell::of(&cell.trim().replace('⏎', "\n"))).collect(),
        ..Row::default()
    };
    Block::Table(Table { merges: false, rows: text.trim().lines().map(row).collect(), name: None })
}

/// A table of Word: a line a row, `|` between cells, `⏎` in a cell a new paragraph; before a cell's words `3:` says that
/// it covers three columns, `v:` that a vertical merge begins, `^` that one goes on, `b:` that the words are bold.
pub(crate) fn word(text: &str) -> Block {
    let rows: Vec<Vec<Cell>> =
        text.trim().lines().map(|line| line.trim().split('|').map(word_cell).collect()).collect();
    Block::Table(table(&rows))
}

fn word_cell(text: &str) -> Cell {
    let mut text = text.trim();
    let (mut colspan, mut vertical, mut bold) = (1, Vertical::Single, false);
    while let Some((mark, rest)) = text.split_once(':').filter(|(mark, _)| mark.len() == 1) {
        match mark {
            "v" => vertical = Vertical::Start,
            "b" => bold = true,
            count => colspan = count.parse().unwrap_or(1),
        }
        text = rest;
    }
    if text == "^" {
        (text, vertical) = ("", Vertical::Continue);
    }
    let paragraph = |text: &str| Block::Paragraph(Paragraph { bold, ..Paragraph::of(text) });
    Cell { colspan, vertical, blocks: text.split('⏎').map(paragraph).collect() }
}

pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph::of(text))
}

pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        id: "a".to_owned(),
        name: "a.docx".to_owned(),
        format: Format::Docx,
        encoding: None,
        blocks,
        deleted_characters: 0,
        hidden_characters: 0,
        markup_characters: 0,
        notes: Vec::new(),
    }
}

/// Knows months, years, and a few bodies and offices.
pub(crate) struct FewWords;

impl Kinds for FewWords {
    fn is_schedule(&self, text: &str) -> bool {
        let known = |word: &str| {
            (word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic))
                || ["-", "–", "до", "в", "i", "ii", "iii"].contains(&word)
                || [
                    "январ",
                    "феврал",
                    "март",
                    "апрел",
                    "май",
                    "мая",
                    "июн",
                    "июл",
                    "август",
                    "сентябр",
                    "октябр",
                    "ноябр",
                ]
                .iter()
                .chain(&["декабр", "ежегодно", "ежемесячно", "постоянно", "квартал", "год", "течение"])
                .any(|stem| word.starts_with(stem))
        };
        let text = text.to_lowercase();
        let mut words = text.split_whitespace().peekable();
        text.chars().any(char::is_alphanumeric) && words.peek().is_some() && words.all(known)
    }

    fn is_party(&self, text: &str) -> bool {
        let first = text.to_lowercase();
        let bodies = ["директор", "школ", "завуч", "управлени", "центр", "отдел", "администраци", "учител", "методист"];
        first.chars().count() < 60 && bodies.iter().any(|body| first.trim().starts_with(body))
    }
}

pub(crate) fn read(blocks: Vec<Block>) -> Reading {
    crate::read(&document(blocks), &FewWords)
}

/// Each record on a line: `[path] ^parent number title | dates | responsible | result | header=field {inherited}`.
pub(crate) fn lines(reading: &Reading) -> String {
    reading.records.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(record: &Record) -> String {
    let text = |words: &Option<Words>| words.as_ref().map_or("-".to_owned(), Words::collapsed);
    let path: Vec<_> = record.path.iter().map(Words::collapsed).collect();
    let mut line = format!("[{}] ", path.join(" / "));
    if let Some(parent) = record.parent {
        line += &format!("^{parent} ");
    }
    line += &format!("{} {}", text(&record.number), record.title.collapsed());
    for words in [&record.schedule, &record.responsible, &record.result] {
        line += &format!(" | {}", text(words));
    }
    for outer in &record.dated_by {
        line += &format!(" | in {}", outer.collapsed());
    }
    if record.co_executors.is_some() {
        line += &format!(" | with {}", text(&record.co_executors));
    }
    for field in &record.fields {
        line += &format!(" | {}={}", field.header, field.words.collapsed());
    }
    if !record.items.is_empty() {
        line += &format!(" * {}", record.items.iter().map(Words::collapsed).collect::<Vec<_>>().join(" * "));
    }
    if !record.inherited.is_empty() {
        line += &format!(" {:?}", record.inherited);
    }
    line
}

/// The codes of the diagnostics, in order.
pub(crate) fn codes(reading: &Reading) -> Vec<&str> {
    reading.diagnostics.iter().map(|note| note.code.as_str()).collect()
}
