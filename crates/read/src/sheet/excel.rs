use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use vekha_model::{Document, Format, Note};

use super::grid::{Area, Filled, Sheet};
use super::layout::{self, Layout, Layouts};
use super::{Taken, document, hidden_sheet, number, references};
use crate::zipped::Zipped;
use crate::{Limits, ReadError};

/// Reads an Excel workbook of 2007 and later (ECMA-376), with macros or without.
pub(crate) fn xlsx(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    let layouts = check_parts(bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => ReadError::Encrypted { what: "an Excel workbook" },
        error => damaged("xl/workbook.xml", &error),
    })?;
    let mut notes = Vec::new();
    let mut taken = Taken::default();
    let mut sheets = Vec::new();
    for sheet in shown(book.sheets_metadata(), &mut notes) {
        match xlsx_sheet(&mut book, &sheet, &layouts.of(&sheet), &mut taken, limits) {
            Ok((sheet, folded)) => {
                layout::note(&sheet.name, sheet.hidden_characters as usize, folded, &mut notes);
                sheets.push(sheet);
            }
            Err(Trouble::Limit(error)) => return Err(error),
            Err(Trouble::Damage(reason)) => notes.push(unread_sheet(&sheet, &reason)),
        }
    }
    finish(bytes, name, Format::Xlsx, sheets, notes, limits)
}

/// What ends the reading of a sheet.
enum Trouble {
    Limit(ReadError),
    Damage(String),
}

impl From<ReadError> for Trouble {
    fn from(error: ReadError) -> Self {
        Self::Limit(error)
    }
}

fn damage(error: impl Display) -> Trouble {
    Trouble::Damage(error.to_string())
}

fn xlsx_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    layout: &Layout,
    taken: &mut Taken,
    limits: &Limits,
) -> Result<(Sheet, usize), Trouble> {
    let merges = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut sheet =
        Sheet { name: name.to_owned(), cells: Vec::new(), merges: Some(areas(&merges)), hidden_characters: 0 };
    let mut folded = BTreeSet::new();
    let mut outlined: Option<u32> = None;
    let mut cells = book.worksheet_cells_reader(name).map_err(damage)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damage)? {
        let style = cells.styles().get(style);
        let code = style.and_then(|style| style.number_format.as_ref()).map(|format| format.format_code.as_str());
        let is_bold = style.and_then(|style| style.font.as_ref()).is_some_and(|font| font.is_bold());
        let mut text = styled_words(cell.get_value(), code);
        let (row, column) = cell.get_position();
        taken.add(row, column, &text, limits)?;
        if layout.hides(row, column) {
            sheet.hidden_characters += text.chars().filter(|c| !c.is_whitespace()).count() as u64;
            continue;
        }
        if layout.folds(row) && !text.trim().is_empty() {
            folded.insert(row);
        }
        let indent = style.and_then(|style| style.alignment.as_ref()).and_then(|alignment| alignment.indent);
        let is_words = text.chars().any(char::is_alphabetic);
        // The level of a row is that of its first words.
        let level = if is_words && outlined.replace(row) != Some(row) { layout.level(row) } else { 0 };
        let depth = indent.unwrap_or(0).max(level).min(MAX_INDENT);
        if is_words && !text.starts_with(' ') {
            text.insert_str(0, &INDENT.repeat(usize::from(depth)));
        }
        sheet.push(row, column, text, is_bold);
    }
    Ok((sheet, folded.len()))
}

/// What a level of indentation looks like: blanks, as authors type them and as Microsoft Project exports them.
const INDENT: &str = "   ";
/// Excel has no deeper levels (ECMA-376-1, 18.8.1).
const MAX_INDENT: u8 = 15;

impl Sheet {
    pub(super) fn push(&mut self, row: u32, column: u32, text: String, bold: bool) {
        if !text.trim().is_empty() {
            self.cells.push(Filled { row, column, text, bold });
        }
    }
}

/// A workbook of which no sheet could be read is damaged; one with empty sheets is only empty.
fn finish(
    bytes: &[u8],
    name: &str,
    format: Format,
    sheets: Vec<Sheet>,
    notes: Vec<Note>,
    limits: &Limits,
) -> Result<Document, ReadError> {
    match notes.iter().find(|note| note.code == UNREAD_SHEET) {
        Some(note) if sheets.is_empty() => Err(damaged("the sheets", &note.text)),
        _ => document(bytes, name, format, sheets, notes, limits),
    }
}

const UNREAD_SHEET: &str = "unread_sheet";

fn unread_sheet(name: &str, reason: &str) -> Note {
    Note::whole(UNREAD_SHEET, format!("sheet `{name}` is damaged: {reason}"))
}

fn damaged(part: &str, error: &dyn Display) -> ReadError {
    ReadError::Damaged { part: part.to_owned(), reason: error.to_string() }
}

/// The names of the sheets that a person sees and that have cells.
fn shown(sheets: &[calamine::Sheet], notes: &mut Vec<Note>) -> Vec<String> {
    let hidden = sheets.iter().filter(|sheet| sheet.visible != SheetVisible::Visible);
    notes.extend(hidden.map(|sheet| hidden_sheet(&sheet.name)));
    let is_shown =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    sheets.iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect()
}

fn areas(merges: &[Dimensions]) -> Vec<Area> {
    let area =
        |merge: &Dimensions| Area { top: merge.start.0, left: merge.start.1, bottom: merge.end.0, right: merge.end.1 };
    merges.iter().map(area).collect()
}

/// Inflates and checks every part that calamine may read, since it has no limits of its own; tells what they hide.
fn check_parts(bytes: &[u8], limits: &Limits) -> Result<Layouts, ReadError> {
    const NEVER_READ: [&str; 8] = [
        "xl/media/",
        "xl/embeddings/",
        "xl/drawings/",
        "xl/charts/",
        "xl/printerSettings/",
        "customXml/",
        "docProps/",
        "xl/vba",
    ];
    let mut zip = Zipped::open(bytes, limits)?;
    let mut layouts = Layouts::default();
    for at in 0..zip.names.len() {
        let name = zip.names.get(at).cloned().unwrap_or_default();
        if !NEVER_READ.iter().any(|start| name.starts_with(start)) {
            let part = zip.part(at)?;
            references::check(&name, &part)?;
            layouts.add(&name, &part);
        }
    }
    Ok(layouts)
}

fn words(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number::number(*value, None),
        Data::Bool(value) => number::truth(*value),
        Data::DateTime(value) => number::date(value, None),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn styled_words(value: &DataRef, code: Option<&str>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Float(value) => number::number(*value, code),
        DataRef::DateTime(value) => number::date(value, code),
        other => words(&Data::from(other.clone())),
    }
}
