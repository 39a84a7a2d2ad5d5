//! Spreadsheets: each visible sheet is a table.

mod biff;
mod excel;
mod grid;
mod number;
mod open;
#[cfg(test)]
mod tests;

use vekha_model::{Block, Document, Format, Note};

pub(crate) use excel::{xls, xlsb, xlsx};
pub(crate) use open::ods;

use crate::{Limits, ReadError};
use grid::Sheet;

/// The document of these sheets, hidden ones left out.
fn document(
    bytes: &[u8],
    name: &str,
    format: Format,
    sheets: Vec<Sheet>,
    mut notes: Vec<Note>,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let mut blocks = Vec::new();
    for sheet in sheets {
        blocks.extend(sheet.table(limits, &mut notes)?.map(Block::Table));
    }
    limits.check_tables(&blocks)?;
    Ok(Document {
        id: crate::identity(bytes),
        name: name.to_owned(),
        format,
        encoding: None,
        blocks,
        deleted_characters: 0,
        hidden_characters: 0,
        notes,
    })
}

/// What the cells read so far take.
#[derive(Default)]
struct Taken {
    cells: usize,
    characters: usize,
}

impl Taken {
    fn add(&mut self, text: &str, limits: &Limits) -> Result<(), ReadError> {
        self.cells += 1;
        self.characters += text.chars().count();
        limits.check("the sheets, in cells,", self.cells, limits.cells)?;
        limits.check("the sheets, in characters,", self.characters, limits.characters)
    }
}

fn hidden_sheet(name: &str) -> Note {
    Note::whole("hidden_sheet", format!("sheet `{name}` is hidden and left out"))
}
