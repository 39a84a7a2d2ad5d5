use std::cell::RefCell;
use std::collections::HashMap;

use vekha_table::Kinds;

/// Tells dates and parties from other text, by reading them.
///
/// A table asks about the same header or cell again and again, and plans repeat themselves: answers are remembered.
#[derive(Default)]
pub(crate) struct Understanding {
    schedules: RefCell<HashMap<String, bool>>,
    parties: RefCell<HashMap<String, bool>>,
}

impl Kinds for Understanding {
    fn is_schedule(&self, text: &str) -> bool {
        remembered(&self.schedules, text, vekha_when::is_schedule)
    }

    fn is_party(&self, text: &str) -> bool {
        remembered(&self.parties, text, vekha_who::is_party)
    }
}

fn remembered(known: &RefCell<HashMap<String, bool>>, text: &str, ask: fn(&str) -> bool) -> bool {
    if let Some(answer) = known.borrow().get(text) {
        return *answer;
    }
    let answer = ask(text);
    known.borrow_mut().insert(text.to_owned(), answer);
    answer
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;
    use vekha_model::{Block, Document, Place, Step, Table};

    /// Every non-blank character of a block: the text it stands in, and its position there.
    fn characters(document: &Document, block: usize) -> BTreeSet<(Vec<Step>, usize)> {
        let mut places = Vec::new();
        match &document.blocks[block] {
            Block::Paragraph(_) => places.push(document.place(block)),
            Block::Table(table) => cells(table, &document.place(block), &mut places),
        }
        let of = |place: Place| {
            let words = document.words_at(&place).unwrap_or_default();
            let solid: Vec<usize> =
                words.chars().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|c| c.0).collect();
            solid.into_iter().map(move |at| (place.steps.clone(), at))
        };
        places.into_iter().flat_map(of).collect()
    }

    fn cells(table: &Table, place: &Place, places: &mut Vec<Place>) {
        for (row, cells_of_row) in table.rows.iter().enumerate() {
            for (column, cell) in cells_of_row.columns() {
                let mut at = place.clone();
                at.steps.last_mut().unwrap().cell = Some((row + 1, column));
                for (index, block) in cell.blocks.iter().enumerate() {
                    if let Block::Table(nested) = block {
                        let mut step_in = at.clone();
                        step_in.steps.push(Step { block: index, cell: None });
                        cells(nested, &step_in, places);
                    }
                }
                places.push(at);
            }
        }
    }

    #[test]
    fn every_character_of_a_plan_stands_in_exactly_one_entry_of_the_ledger() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let mut misses = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            let document = vekha_read::read(&std::fs::read(&path).unwrap(), &name, &Default::default()).unwrap();
            let reading = vekha_table::read(&document, &Understanding::default());
            let mut counted: BTreeMap<(Vec<Step>, usize), usize> = BTreeMap::new();
            for block in &reading.blocks {
                counted.extend(characters(&document, *block).into_iter().map(|at| (at, 0)));
            }
            for entry in &reading.ledger {
                let span = entry.place.span.unwrap();
                let words = document.words_at(&entry.place).unwrap_or_default();
                for (at, _) in words.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
                    *counted.entry((entry.place.steps.clone(), span.start + at)).or_default() += 1;
                }
            }
            let wrong = counted.iter().filter(|(_, count)| **count != 1);
            misses.extend(wrong.map(|(at, count)| format!("{name} {at:?}: in {count} entries")));
        }
        assert!(misses.is_empty(), "{}", misses.join("\n"));
    }
}
