use std::collections::BTreeMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};
use quick_xml::Reader;
use quick_xml::events::Event;
use vekha_model::{Document, Format, Note};

use super::grid::{Area, Sheet};
use super::open::attribute;
use super::{Taken, document, hidden_sheet, number};
use crate::zipped::Zipped;
use crate::{Limits, ReadError};

/// Reads a binary Excel workbook (MS-XLSB).
///
/// calamine reads them too, but without merged cells, and it trusts the lengths in the file: it allocates what a record
/// claims and panics where one is too short.
pub(crate) fn xlsb(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut zip = Zipped::open(bytes, limits)?;
    let missing = || ReadError::Damaged { part: WORKBOOK.into(), reason: "it is missing".into() };
    let workbook = zip.named(WORKBOOK)?.ok_or_else(missing)?;
    let targets = targets(&zip.named("xl/_rels/workbook.bin.rels")?.unwrap_or_default());
    let mut book = Book {
        strings: strings(&zip.named("xl/sharedStrings.bin")?.unwrap_or_default()),
        styles: styles(&zip.named("xl/styles.bin")?.unwrap_or_default()),
        is_1904: false,
    };
    let (mut sheets, mut notes, mut taken) = (Vec::new(), Vec::new(), Taken::default());
    for (kind, mut record) in Records(&workbook) {
        if kind == WORKBOOK_PROPERTIES {
            book.is_1904 = record.u32().is_some_and(|flags| flags & 1 == 1);
        }
        let Some((state, relation, sheet)) = bundle(kind, record) else { continue };
        let Some(target) = targets.get(&relation).filter(|target| !target.contains("chartsheets/")) else { continue };
        if state != VISIBLE {
            notes.push(hidden_sheet(&sheet));
        } else if let Some(part) = zip.named(target)? {
            sheets.push(book.sheet(sheet, &part, &mut taken, limits)?);
        } else {
            notes.push(Note::whole("unread_sheet", format!("sheet `{sheet}` is damaged: part `{target}` is missing")));
        }
    }
    document(bytes, name, Format::Xlsb, sheets, notes, limits)
}

const WORKBOOK: &str = "xl/workbook.bin";

/// Records (MS-XLSB, 2.3.2): BrtWbProp, BrtBundleSh, BrtSSTItem, BrtFmt, BrtFont, BrtBeginCellXFs, BrtEndCellXFs, BrtXF,
/// BrtRowHdr, BrtMergeCell.
const WORKBOOK_PROPERTIES: u32 = 153;
const BUNDLE: u32 = 156;
const STRING: u32 = 19;
const NUMBER_FORMAT: u32 = 44;
const FONT: u32 = 43;
const BEGIN_CELL_STYLES: u32 = 617;
const END_CELL_STYLES: u32 = 618;
const STYLE: u32 = 47;
const ROW: u32 = 0;
const MERGE: u32 = 176;
const VISIBLE: u32 = 0;

/// A sheet's state, the id of its relationship, its name.
fn bundle(kind: u32, mut record: Record) -> Option<(u32, String, String)> {
    if kind != BUNDLE {
        return None;
    }
    let state = record.u32()?;
    record.take(4)?; // the id of the sheet
    Some((state, record.text()?, record.text()?))
}

/// The parts that relationships name, by their ids.
fn targets(relations: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(relations);
    let mut xml = Reader::from_str(&text);
    let mut targets = BTreeMap::new();
    while let Ok(event) = xml.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) => {
                if let (Some(id), Some(target)) = (attribute(&start, "Id"), attribute(&start, "Target")) {
                    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    targets.insert(id, part);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    targets
}

fn strings(part: &[u8]) -> Vec<String> {
    let items = Records(part).filter(|(kind, _)| *kind == STRING);
    // A broken string keeps its place, or all that follow would move up.
    items.map(|(_, mut record)| record.rich_text().unwrap_or_default()).collect()
}

/// How cells of a style show their values.
#[derive(Clone, Default)]
struct Style {
    format: Option<String>,
    is_bold: bool,
}

fn styles(part: &[u8]) -> Vec<Style> {
    let mut formats: BTreeMap<u16, String> =
        number::BUILT_IN.iter().map(|(id, code)| (*id, (*code).to_owned())).collect();
    let (mut fonts, mut styles, mut is_cell_style) = (Vec::new(), Vec::new(), false);
    for (kind, mut record) in Records(part) {
        match kind {
            NUMBER_FORMAT => {
                if let (Some(id), Some(code)) = (record.u16(), record.text()) {
                    formats.insert(id, code);
                }
            }
            FONT => fonts.push(record.take(4).is_some() && record.u16().is_some_and(|weight| weight >= 600)),
            BEGIN_CELL_STYLES => is_cell_style = true,
            END_CELL_STYLES => is_cell_style = false,
            STYLE if is_cell_style => {
                record.take(2); // the style it is made from
                let format = record.u16().and_then(|id| formats.get(&id).cloned());
                let is_bold = record.u16().and_then(|font| fonts.get(usize::from(font)).copied()).unwrap_or_default();
                styles.push(Style { format, is_bold });
            }
            _ => {}
        }
    }
    styles
}

/// What all sheets of a workbook share.
struct Book {
    strings: Vec<String>,
    styles: Vec<Style>,
    is_1904: bool,
}

impl Book {
    fn sheet(&self, name: String, part: &[u8], taken: &mut Taken, limits: &Limits) -> Result<Sheet, ReadError> {
        let mut sheet = Sheet { name, cells: Vec::new(), merges: Some(Vec::new()), hidden_characters: 0 };
        let (mut row, mut next_column) = (0, 0);
        for (kind, mut record) in Records(part) {
            match kind {
                ROW => (row, next_column) = (record.u32().unwrap_or(row), 0),
                MERGE => sheet.merges.get_or_insert_default().extend(merge(record)),
                1..=18 | 62 => {
                    // The short kinds leave the column out: it is the next one.
                    let column = if (12..=18).contains(&kind) { Some(next_column) } else { record.u32() };
                    let (Some(column), Some(style)) = (column, record.u32()) else { continue };
                    next_column = column.saturating_add(1);
                    let style = self.styles.get((style & 0x00ff_ffff) as usize).cloned().unwrap_or_default();
                    let text = self.words(kind, record, style.format.as_deref()).unwrap_or_default();
                    taken.add(row, column, &text, limits)?;
                    sheet.push(row, column, text, style.is_bold);
                }
                _ => {}
            }
        }
        Ok(sheet)
    }

    /// The words of a cell; its kind says how the value is stored.
    fn words(&self, kind: u32, mut record: Record, format: Option<&str>) -> Option<String> {
        match kind {
            2 | 13 => Some(self.number(number::rk(record.u32()?), format)),
            3 | 11 | 14 => Some(number::error_text(record.take(1)?[0]).to_owned()),
            4 | 10 | 15 => Some(number::truth(record.take(1)?[0] != 0)),
            5 | 9 | 16 => Some(self.number(f64::from_bits(record.u64()?), format)),
            6 | 8 | 17 => record.text(),
            7 | 18 => self.strings.get(record.u32()? as usize).cloned(),
            62 => record.rich_text(),
            _ => None, // a blank cell
        }
    }

    fn number(&self, value: f64, format: Option<&str>) -> String {
        if format.is_some_and(number::is_date) {
            let serial = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, self.is_1904);
            return number::date(&serial, format);
        }
        number::number(value, format)
    }
}

fn merge(mut record: Record) -> Option<Area> {
    let (top, bottom, left, right) = (record.u32()?, record.u32()?, record.u32()?, record.u32()?);
    Some(Area { top, left, bottom, right })
}

/// The records of a part (MS-XLSB, 2.1.4): a kind in one or two bytes, a length in one to four, that many bytes. A record
/// that claims more than there is ends them.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u32, Record<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.varying(2)?;
        let length = self.varying(4)?;
        let (record, rest) = self.0.split_at_checked(length as usize)?;
        self.0 = rest;
        Some((kind, Record(record)))
    }
}

impl Records<'_> {
    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    fn varying(&mut self, bytes: u32) -> Option<u32> {
        let mut value = 0;
        for at in 0..bytes {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
}

/// The bytes of a record that are still to be read.
#[derive(Clone, Copy)]
struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// UTF-16 after its length in units (MS-XLSB, 2.5.169).
    fn text(&mut self) -> Option<String> {
        let units = usize::try_from(self.u32()?).ok()?;
        let bytes = self.take(units.checked_mul(2)?)?;
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        Some(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect())
    }

    /// A text after a byte that says whether runs and phonetics follow (MS-XLSB, 2.5.122).
    fn rich_text(&mut self) -> Option<String> {
        self.take(1)?;
        self.text()
    }
}
