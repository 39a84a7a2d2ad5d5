//! What stands in a plan's tables and comes into no activity is said, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use vekha_model::{Document, Note, Place, Step};
use vekha_table::{Class, Entry, Reading};

use crate::frame::collapse;

/// A note for every stretch of words that was dropped, and for every heading with nothing under it.
pub(crate) fn notes(document: &Document, reading: &Reading) -> Vec<Note> {
    let paths = reading.records.iter().flat_map(|record| &record.path);
    let used: BTreeSet<&[Step]> =
        paths.flat_map(|words| &words.pieces).map(|piece| piece.place.steps.as_slice()).collect();
    let note = |entry: &Entry| match entry.class {
        Class::Dropped(EMPTY_ROW) => None,
        Class::Dropped(reason) => Some(said(document, &entry.place, "left_out", reason)),
        Class::Heading if !used.contains(entry.place.steps.as_slice()) => {
            Some(said(document, &entry.place, "empty_section", "heading with no activity under it"))
        }
        _ => None,
    };
    let mut notes: Vec<Note> = reading.ledger.iter().filter_map(note).collect();
    notes.extend(empty_rows(document, reading));
    notes
}

/// Rows with a number and nothing else: one note for each table, with their numbers.
fn empty_rows(document: &Document, reading: &Reading) -> Vec<Note> {
    let mut tables: BTreeMap<Vec<Step>, Vec<&Place>> = BTreeMap::new();
    for entry in reading.ledger.iter().filter(|entry| entry.class == Class::Dropped(EMPTY_ROW)) {
        let mut table = entry.place.steps.clone();
        table.iter_mut().next_back().into_iter().for_each(|step| step.cell = None);
        tables.entry(table).or_default().push(&entry.place);
    }
    let note = |places: Vec<&Place>| {
        let numbers: Vec<String> = places
            .iter()
            .map(|place| format!("`{}`", collapse(&document.words_at(place).unwrap_or_default())))
            .collect();
        let text = format!("numbered rows without words: {}: {}", numbers.len(), numbers.join(", "));
        Note::at("empty_rows", places[0].clone(), text)
    };
    tables.into_values().map(note).collect()
}

/// The reason the table gives for such a row.
const EMPTY_ROW: &str = "empty numbered row";

fn said(document: &Document, place: &Place, code: &str, reason: &str) -> Note {
    let words = collapse(&document.words_at(place).unwrap_or_default());
    Note::at(code, place.clone(), format!("{reason}: `{words}`"))
}

#[cfg(test)]
mod tests {
    use vekha_model::{Block, Cell, Document, Format, Row, Table};

    #[test]
    fn an_empty_numbered_row_a_totals_row_and_an_empty_section_are_named_with_their_words() {
        let rows = ["№|Мероприятие|Срок", "1|Субботник|апрель", "2||", "3||", "II. Озеленение||", "|Итого|10"];
        let row = |cells: &str| Row { cells: cells.split('|').map(Cell::of).collect(), ..Row::default() };
        let table = Table { rows: rows.into_iter().map(row).collect(), ..Table::default() };
        let document = Document {
            id: "a".into(),
            name: "a.txt".into(),
            format: Format::Txt,
            encoding: None,
            blocks: vec![Block::Table(table)],
            deleted_characters: 0,
            hidden_characters: 0,
            markup_characters: 0,
            notes: Vec::new(),
        };
        let notes: Vec<String> = crate::roadmap(&document).diagnostics.iter().map(ToString::to_string).collect();
        for expected in [
            "a#0!R3C1:0..1: empty_rows: numbered rows without words: 2: `2`, `3`",
            "a#0!R5C1:0..14: empty_section",
            "left_out: totals row: `Итого`",
        ] {
            assert!(notes.iter().any(|note| note.contains(expected)), "{expected} is not in {notes:#?}");
        }
    }
}
