use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use vekha_model::{Document, Format, Note};

use super::grid::{Area, Filled, Sheet};
use super::{Taken, document, hidden_sheet};
use crate::zipped::Zipped;
use crate::{Limits, ReadError};

/// Reads an OpenDocument spreadsheet (ODF 1.3, part 3, chapter 9), with the words as they are shown.
pub(crate) fn ods(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut zip = Zipped::open(bytes, limits)?;
    let missing = || ReadError::Damaged { part: CONTENT.into(), reason: "it is missing".into() };
    let content = zip.named(CONTENT)?.ok_or_else(missing)?;
    let content = String::from_utf8_lossy(&content);
    let mut reader = Sheets { limits, ..Sheets::new(limits) };
    reader.read(&content)?;
    document(bytes, name, Format::Ods, reader.sheets, reader.notes, limits)
}

const CONTENT: &str = "content.xml";

/// The sheets of `content.xml` as they are read.
struct Sheets<'a> {
    limits: &'a Limits,
    taken: Taken,
    notes: Vec<Note>,
    sheets: Vec<Sheet>,
    /// The styles of tables that are not shown.
    hidden_styles: BTreeSet<String>,
    /// The table style that is being defined.
    style: Option<String>,
    /// How many elements are open whose words are no words of the sheet: annotations, changes, shapes.
    skipped: usize,
    /// The sheet that is being read; a table inside a cell counts on.
    sheet: Option<Sheet>,
    is_hidden: bool,
    nested: usize,
    row: u32,
    row_repeats: u32,
    /// Where the cells of the current row begin in the sheet.
    row_start: usize,
    column: u32,
    cell: Option<OpenCell>,
}

/// The cell that is being read.
struct OpenCell {
    repeats: u32,
    /// Rows and columns that it covers.
    spans: (u32, u32),
    is_covered: bool,
    /// The value, for a cell that shows no words.
    value: String,
    text: String,
    paragraphs: usize,
    in_paragraph: usize,
}

impl<'a> Sheets<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            taken: Taken::default(),
            notes: Vec::new(),
            sheets: Vec::new(),
            hidden_styles: BTreeSet::new(),
            style: None,
            skipped: 0,
            sheet: None,
            is_hidden: false,
            nested: 0,
            row: 0,
            row_repeats: 1,
            row_start: 0,
            column: 0,
            cell: None,
        }
    }

    fn read(&mut self, content: &str) -> Result<(), ReadError> {
        let mut xml = Reader::from_str(content);
        let mut depth = 0_usize;
        loop {
            match xml.read_event() {
                Ok(Event::Start(start)) => {
                    depth += 1;
                    self.limits.check_depth("an element of content.xml", depth)?;
                    self.start(&start)?;
                }
                Ok(Event::Empty(start)) => {
                    self.start(&start)?;
                    self.end(start.local_name().as_ref())?;
                }
                Ok(Event::End(end)) => {
                    depth = depth.saturating_sub(1);
                    self.end(end.local_name().as_ref())?;
                }
                Ok(Event::Text(text)) => self.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
                Ok(Event::CData(text)) => self.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
                Ok(Event::GeneralRef(reference)) => {
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let named = || quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned);
                    self.text(&character.or_else(named).unwrap_or_default());
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) if self.sheets.is_empty() && self.sheet.is_none() => {
                    return Err(ReadError::Damaged { part: CONTENT.into(), reason: error.to_string() });
                }
                Err(error) => {
                    self.notes.push(Note::whole("damaged", format!("`{CONTENT}` breaks off: {error}")));
                    self.close_sheet();
                    return Ok(());
                }
            }
        }
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), ReadError> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return Ok(());
        }
        match name {
            "style" => self.style = attribute(start, "name"),
            "table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.take());
            }
            "table" if self.sheet.is_some() => self.nested += 1,
            "table" => self.open_sheet(start),
            _ if self.nested > 0 => self.inside_cell(name, start),
            "table-row" if self.sheet.is_some() => self.open_row(start)?,
            "table-cell" | "covered-table-cell" if self.sheet.is_some() => self.open_cell(name, start),
            _ => self.inside_cell(name, start),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "table" if self.nested > 0 => self.nested -= 1,
            "table" => self.close_sheet(),
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = cell.in_paragraph.saturating_sub(1);
                }
            }
            _ if self.nested > 0 => {}
            "table-row" => self.close_row()?,
            "table-cell" | "covered-table-cell" => self.close_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn open_sheet(&mut self, start: &BytesStart) {
        self.is_hidden = attribute(start, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
        let name = attribute(start, "name").unwrap_or_default();
        self.sheet = Some(Sheet { name, cells: Vec::new(), merges: Some(Vec::new()), hidden_characters: 0 });
        self.row = 0;
    }

    fn close_sheet(&mut self) {
        let Some(sheet) = self.sheet.take() else { return };
        if self.is_hidden {
            self.notes.push(hidden_sheet(&sheet.name));
        } else {
            self.sheets.push(sheet);
        }
    }

    fn open_row(&mut self, start: &BytesStart) -> Result<(), ReadError> {
        self.row_repeats = count(start, "number-rows-repeated");
        self.column = 0;
        self.row_start = self.sheet.as_ref().map_or(0, |sheet| sheet.cells.len());
        self.limits.check("the sheets, in rows,", self.row as usize, super::LAST_ROW)
    }

    /// A row that is repeated says the same words again.
    fn close_row(&mut self) -> Result<(), ReadError> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        let length = sheet.cells.len() - self.row_start;
        let repeats = self.row_repeats - 1;
        if length > 0 && repeats > 0 {
            self.limits.check("the sheets, in rows,", repeats as usize, self.limits.rows)?;
            for step in 1..=repeats {
                for at in self.row_start..self.row_start + length {
                    let cell = &sheet.cells[at];
                    self.taken.add(cell.row.saturating_add(step), cell.column, &cell.text, self.limits)?;
                    let copy = Filled { row: cell.row + step, text: cell.text.clone(), ..*cell };
                    sheet.cells.push(copy);
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }

    fn open_cell(&mut self, name: &str, start: &BytesStart) {
        let value = ["string-value", "date-value", "time-value", "boolean-value", "value"];
        self.cell = Some(OpenCell {
            repeats: count(start, "number-columns-repeated"),
            spans: (count(start, "number-rows-spanned"), count(start, "number-columns-spanned")),
            is_covered: name == "covered-table-cell",
            value: value.iter().find_map(|name| attribute(start, name)).unwrap_or_default(),
            text: String::new(),
            paragraphs: 0,
            in_paragraph: 0,
        });
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let (Some(cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return Ok(()) };
        let column = self.column;
        self.column = self.column.saturating_add(cell.repeats);
        let text = if cell.paragraphs == 0 { cell.value } else { cell.text };
        if self.is_hidden {
            return Ok(());
        }
        let (rows, columns) = cell.spans;
        if (rows > 1 || columns > 1) && !cell.is_covered {
            let (bottom, right) = (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1));
            let area = Area { top: self.row, left: column, bottom, right };
            sheet.merges.get_or_insert_default().push(area);
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        self.limits.check("the sheets, in columns,", self.column as usize, super::LAST_COLUMN)?;
        for column in column..self.column {
            self.taken.add(self.row, column, &text, self.limits)?;
            sheet.cells.push(Filled { row: self.row, column, text: text.clone(), bold: false });
        }
        Ok(())
    }

    /// Words and the elements that stand for white space (ODF 1.3, part 3, 6.1.2–6.1.5).
    fn inside_cell(&mut self, name: &str, start: &BytesStart) {
        let limit = self.limits.characters;
        let Some(cell) = &mut self.cell else { return };
        match name {
            "p" | "h" => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.in_paragraph += 1;
            }
            "s" => cell.text.extend(std::iter::repeat_n(' ', (count(start, "c") as usize).min(limit).min(1_000))),
            "tab" => cell.text.push('\t'),
            "line-break" => cell.text.push('\n'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph > 0 && self.skipped == 0) {
            for c in text.chars() {
                // White space of the file is one blank; blanks that count are elements.
                let is_space = matches!(c, ' ' | '\t' | '\r' | '\n');
                let follows_space = cell.text.is_empty() || cell.text.ends_with([' ', '\n']);
                if !is_space || !follows_space {
                    cell.text.push(if is_space { ' ' } else { c });
                }
            }
        }
    }
}

/// Elements whose words are not in the sheet: comments, pictures, tracked changes, the names of links.
const SKIPPED: [&str; 7] =
    ["annotation", "shapes", "frame", "tracked-changes", "named-expressions", "database-ranges", "content-validations"];

pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// A number of repeats or of covered rows: at least 1.
fn count(start: &BytesStart, name: &str) -> u32 {
    let count = attribute(start, name).and_then(|count| count.parse::<u64>().ok()).unwrap_or(1);
    u32::try_from(count).unwrap_or(u32::MAX).max(1)
}
