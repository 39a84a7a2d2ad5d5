//! Reads files and prints one line for each: outcome, blocks, tables, cells, milliseconds, notes by code.
//!
//! `cargo run --release -p vekha-read --example read -- plans/*.docx`; with `--text` first, the words as well.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::time::Instant;

use vekha_model::{Block, Document, Table};
use vekha_read::{Limits, read};

fn main() -> std::io::Result<()> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let shows_text = paths.first().is_some_and(|first| first == "--text");
    paths.retain(|path| path != "--text");
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let name = path.rsplit('/').next().unwrap_or_default();
        let start = Instant::now();
        let outcome = read(&bytes, name, &Limits::default());
        let milliseconds = start.elapsed().as_millis();
        match outcome {
            Ok(document) => {
                println!("{}\t{milliseconds} ms\t{path}", summary(&document));
                if shows_text {
                    document.blocks.iter().for_each(|block| show(block, 0));
                    document.notes.iter().for_each(|note| println!("{note}"));
                }
            }
            Err(error) => println!("{}\t{milliseconds} ms\t{path}\t{error}", error.code()),
        }
    }
    Ok(())
}

fn summary(document: &Document) -> String {
    let cells: usize = document.tables().map(|(_, table)| cells(table)).sum();
    let mut codes: Vec<&str> = document.notes.iter().map(|note| note.code.as_str()).collect();
    codes.dedup();
    let (blocks, tables) = (document.blocks.len(), document.tables().count());
    format!("ok\t{blocks} blocks\t{tables} tables\t{cells} cells\t[{}]", codes.join(" "))
}

fn cells(table: &Table) -> usize {
    table.rows.iter().map(|row| row.cells.len()).sum()
}

fn show(block: &Block, depth: usize) {
    let indent = "  ".repeat(depth);
    match block {
        Block::Paragraph(paragraph) => {
            let heading = paragraph.heading.map_or(String::new(), |level| format!(" h{level}"));
            let bold = if paragraph.bold { " b" } else { "" };
            println!("{indent}{:?}{heading}{bold} {}: {:?}", paragraph.part, paragraph.label, paragraph.text);
        }
        Block::Table(table) => {
            println!("{indent}table, {} wide", table.width());
            for (number, row) in table.rows.iter().enumerate() {
                let header = if row.header { " header" } else { "" };
                println!("{indent} row {}{header}", number + 1);
                for (column, cell) in row.columns() {
                    println!("{indent}  {column}+{} {:?}", cell.colspan, cell.vertical);
                    cell.blocks.iter().for_each(|block| show(block, depth + 2));
                }
            }
        }
    }
}
