//! Spreadsheets: each visible sheet is a table.

mod biff;
mod binary;
mod excel;
mod grid;
mod layout;
mod number;
mod open;
mod references;
#[cfg(test)]
mod tests;

use vekha_model::{Block, Document, Format, Note};

pub(crate) use biff::xls;
pub(crate) use binary::xlsb;
pub(crate) use excel::xlsx;
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
    let hidden_characters = sheets.iter().map(|sheet| sheet.hidden_characters).sum();
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
        hidden_characters,
        markup_characters: 0,
        notes,
    })
}

/// Rows and columns are at most these in all programs; more is an attack.
const LAST_ROW: usize = 1 << 24;
const LAST_COLUMN: usize = 1 << 16;

/// What the cells read so far take.
#[derive(Default)]
struct Taken {
    cells: usize,
    characters: usize,
}

impl Taken {
    /// Counts a cell; one beyond the last row or column of any program is refused.
    fn add(&mut self, row: u32, column: u32, text: &str, limits: &Limits) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        limits.check("the sheets, in rows,", row as usize, LAST_ROW)?;
        limits.check("the sheets, in columns,", column as usize, LAST_COLUMN)?;
        self.cells += 1;
        self.characters += text.chars().count();
        limits.check("the sheets, in cells,", self.cells, limits.cells)?;
        limits.check("the sheets, in characters,", self.characters, limits.characters)
    }
}

fn hidden_sheet(name: &str) -> Note {
    Note::whole("hidden_sheet", format!("sheet `{name}` is hidden and left out"))
}
