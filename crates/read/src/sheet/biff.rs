use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{ExcelDateTime, ExcelDateTimeType};
use encoding_rs::Encoding;
use vekha_model::{Document, Format};

use super::grid::{Area, Sheet};
use super::{Taken, document, hidden_sheet, number};
use crate::{Limits, ReadError};

/// Reads an Excel workbook of 5.0 to 2003 (MS-XLS; its records are called BIFF).
///
/// calamine reads them too, but lays each sheet out as a full rectangle, reserves memory for the size that a sheet claims,
/// and panics on formulas that are cut off.
pub(crate) fn xls(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    let stream = workbook(bytes)?;
    let book = Book::read(&stream)?;
    let (mut sheets, mut notes, mut taken) = (Vec::new(), Vec::new(), Taken::default());
    for bound in &book.sheets {
        if bound.is_hidden {
            notes.push(hidden_sheet(&bound.name));
        } else {
            let part = stream.get(bound.start..).unwrap_or_default();
            sheets.push(book.sheet(bound.name.clone(), part, &mut taken, limits)?);
        }
    }
    document(bytes, name, Format::Xls, sheets, notes, limits)
}

/// The stream with the sheets (MS-XLS, 2.1.2): `Workbook`, in Excel 5 and 95 `Book`.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged { part: "Workbook".into(), reason: error.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let named = |name: &str| {
        let mut entries = file.read_root_storage();
        entries.find(|entry| entry.name().eq_ignore_ascii_case(name)).map(|entry| entry.path().to_owned())
    };
    // Files saved for both Excel 97 and 95 have both; the newer one has more.
    let path = named("Workbook").or_else(|| named("Book"));
    let path = path.ok_or_else(|| damaged(std::io::ErrorKind::NotFound.into()))?;
    let mut stream = Vec::new();
    file.open_stream(path).map_err(damaged)?.take(bytes.len() as u64).read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

/// Records (MS-XLS, 2.3.1).
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const FILE_PASS: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const NUMBER_FORMAT: u16 = 0x041E;
const FONT: u16 = 0x0031;
const STYLE: u16 = 0x00E0;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const FORMULA: u16 = 0x0006;
const FORMULA_STRING: u16 = 0x0207;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const RK_RUN: u16 = 0x00BD;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const TRUTH_OR_ERROR: u16 = 0x0205;
const MERGES: u16 = 0x00E5;

/// What all sheets of a workbook share.
struct Book {
    /// Excel 97 and later: texts are UTF-16. Before, they are in the code page.
    is_biff8: bool,
    is_1904: bool,
    code_page: &'static Encoding,
    formats: BTreeMap<u16, String>,
    /// Whether each font is bold.
    fonts: Vec<bool>,
    /// Font and format of each style.
    styles: Vec<(u16, u16)>,
    strings: Vec<String>,
    sheets: Vec<BoundSheet>,
}

struct BoundSheet {
    name: String,
    start: usize,
    is_hidden: bool,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut book = Self {
            is_biff8: true,
            is_1904: false,
            code_page: encoding_rs::WINDOWS_1251,
            formats: number::BUILT_IN.iter().map(|(id, code)| (*id, (*code).to_owned())).collect(),
            fonts: Vec::new(),
            styles: Vec::new(),
            strings: Vec::new(),
            sheets: Vec::new(),
        };
        for (kind, record) in Records(stream) {
            match kind {
                FILE_PASS => return Err(ReadError::Encrypted { what: "an Excel workbook" }),
                END => break,
                _ => drop(book.take(kind, record)), // a record that is cut off says nothing
            }
        }
        Ok(book)
    }

    fn take(&mut self, kind: u16, mut record: Record) -> Option<()> {
        match kind {
            BEGIN => self.is_biff8 = record.u16()? != 0x0500,
            CODE_PAGE => self.code_page = code_page(record.u16()?),
            DATE_MODE => self.is_1904 = record.u16()? == 1,
            NUMBER_FORMAT => {
                let id = record.u16()?;
                let code = if self.is_biff8 { self.text(&mut record)? } else { self.short_text(&mut record)? };
                self.formats.insert(id, code);
            }
            FONT => {
                record.skip(6);
                self.fonts.push(record.u16()? >= 600);
            }
            STYLE => self.styles.push((record.u16()?, record.u16()?)),
            BOUND_SHEET => {
                let start = usize::try_from(record.u32()?).ok()?;
                let [state, sheet_type] = record.array()?;
                let name = self.short_text(&mut record)?.replace('\0', "");
                let is_worksheet = sheet_type == 0; // others are charts and macros
                if is_worksheet {
                    self.sheets.push(BoundSheet { name, start, is_hidden: state & 3 != 0 });
                }
            }
            SHARED_STRINGS => {
                record.skip(8);
                while let Some(text) = record.rich_text() {
                    self.strings.push(text);
                }
            }
            _ => {}
        }
        Some(())
    }

    /// A text after its length in one byte: names of sheets, formats of Excel 5.
    fn short_text(&self, record: &mut Record) -> Option<String> {
        let [length] = record.array()?;
        self.characters(record, usize::from(length))
    }

    /// A text after its length in two bytes.
    fn text(&self, record: &mut Record) -> Option<String> {
        let length = record.u16()?;
        self.characters(record, usize::from(length))
    }

    fn characters(&self, record: &mut Record, length: usize) -> Option<String> {
        if self.is_biff8 {
            let [flags] = record.array()?;
            return Some(record.characters(length, flags & 1 == 1));
        }
        let bytes = &record.current[..length.min(record.current.len())];
        Some(self.code_page.decode_without_bom_handling(bytes).0.into_owned())
    }

    fn sheet(&self, name: String, part: &[u8], taken: &mut Taken, limits: &Limits) -> Result<Sheet, ReadError> {
        let mut sheet = Sheet { name, cells: Vec::new(), merges: Some(Vec::new()), hidden_characters: 0 };
        let mut depth = 0; // charts inside the sheet have records of cells too
        let mut formula = None;
        for (kind, mut record) in Records(part) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                MERGES => sheet.merges.get_or_insert_default().extend(merges(record)),
                FORMULA_STRING => {
                    if let (Some((row, column, style)), Some(text)) = (formula.take(), self.text(&mut record)) {
                        self.push(&mut sheet, (row, column, style), text, taken, limits)?;
                    }
                }
                RK_RUN => {
                    let (Some(row), Some(first)) = (record.u16(), record.u16()) else { continue };
                    let mut column = first;
                    while let (Some(style), Some(bits)) = (record.u16(), record.u32()) {
                        let text = self.number(number::rk(bits), style);
                        self.push(&mut sheet, (row, column, style), text, taken, limits)?;
                        column = column.saturating_add(1);
                    }
                }
                _ => {
                    let Some(place) = place(kind, &mut record) else { continue };
                    formula = Some(place).filter(|_| kind == FORMULA);
                    let text = self.words(kind, record, place.2).unwrap_or_default();
                    self.push(&mut sheet, place, text, taken, limits)?;
                }
            }
        }
        Ok(sheet)
    }

    fn push(
        &self,
        sheet: &mut Sheet,
        (row, column, style): (u16, u16, u16),
        text: String,
        taken: &mut Taken,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        let (row, column) = (u32::from(row), u32::from(column));
        taken.add(row, column, &text, limits)?;
        let font = self.styles.get(usize::from(style)).map_or(0, |(font, _)| usize::from(*font));
        // There is no font 4 (MS-XLS, 2.5.129).
        let font = if font > 4 { font - 1 } else { font };
        sheet.push(row, column, text, self.fonts.get(font).copied().unwrap_or_default());
        Ok(())
    }

    /// The words of a cell; `None` for a formula whose text comes in the next record.
    fn words(&self, kind: u16, mut record: Record, style: u16) -> Option<String> {
        match kind {
            NUMBER => Some(self.number(f64::from_le_bytes(record.array()?), style)),
            RK => Some(self.number(number::rk(record.u32()?), style)),
            LABEL | RICH_LABEL => self.text(&mut record),
            SHARED_LABEL => self.strings.get(record.u32()? as usize).cloned(),
            TRUTH_OR_ERROR => {
                let [value, is_error] = record.array()?;
                Some(if is_error == 1 { number::error_text(value).to_owned() } else { number::truth(value != 0) })
            }
            // A value that is no number has all bits of the exponent set (MS-XLS, 2.5.133).
            FORMULA => match record.array::<8>()? {
                [1, _, value, .., 0xff, 0xff] => Some(number::truth(value != 0)),
                [2, _, code, .., 0xff, 0xff] => Some(number::error_text(code).to_owned()),
                [.., 0xff, 0xff] => None,
                value => Some(self.number(f64::from_le_bytes(value), style)),
            },
            _ => None,
        }
    }

    fn number(&self, value: f64, style: u16) -> String {
        let format = self.styles.get(usize::from(style)).and_then(|(_, format)| self.formats.get(format));
        let format = format.map(String::as_str);
        if format.is_some_and(number::is_date) {
            let serial = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, self.is_1904);
            return number::date(&serial, format);
        }
        number::number(value, format)
    }
}

/// Row, column and style of a cell.
fn place(kind: u16, record: &mut Record) -> Option<(u16, u16, u16)> {
    const CELLS: [u16; 7] = [FORMULA, NUMBER, RK, LABEL, RICH_LABEL, SHARED_LABEL, TRUTH_OR_ERROR];
    if CELLS.contains(&kind) { Some((record.u16()?, record.u16()?, record.u16()?)) } else { None }
}

fn merges(mut record: Record) -> Vec<Area> {
    let count = record.u16().unwrap_or(0);
    let area = |_| {
        let [top, bottom, left, right] = [record.u16()?, record.u16()?, record.u16()?, record.u16()?].map(u32::from);
        Some(Area { top, left, bottom, right })
    };
    (0..count).map_while(area).collect()
}

/// The encoding of a code page number; Russian Windows where it is unknown.
fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        10_000 | 0x8000 => "macintosh".to_owned(),
        0x8001 => "windows-1252".to_owned(),
        10_007 => "x-mac-cyrillic".to_owned(),
        866 => "ibm866".to_owned(),
        20_866 => "koi8-r".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1251)
}

/// The records of a stream (MS-XLS, 2.1.4): a kind, a length, that many bytes; what does not fit goes on in records of the
/// kind CONTINUE.
struct Records<'a>(&'a [u8]);

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let (head, tail) = self.0.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (record, rest) = tail.split_at_checked(length)?;
        self.0 = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), record))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, Record<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, current) = self.one()?;
        let mut following = Vec::new();
        while self.0.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, more)) = self.one() else { break };
            following.push(more);
        }
        following.reverse();
        Some((kind, Record { current, following }))
    }
}

/// The bytes of a record that are still to be read.
struct Record<'a> {
    current: &'a [u8],
    /// What comes in CONTINUE records, the next one last.
    following: Vec<&'a [u8]>,
}

impl Record<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        if self.current.is_empty() {
            self.current = self.following.pop()?;
        }
        let (taken, rest) = self.current.split_first_chunk::<N>()?;
        self.current = rest;
        Some(*taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn skip(&mut self, mut count: usize) {
        loop {
            let here = count.min(self.current.len());
            self.current = &self.current[here..];
            count -= here;
            if count == 0 {
                return;
            }
            let Some(next) = self.following.pop() else { return };
            self.current = next;
        }
    }

    /// Characters of one byte, the low half of UTF-16, or of two; after a break a byte says which again (MS-XLS, 2.5.293).
    fn characters(&mut self, mut length: usize, mut is_wide: bool) -> String {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let size = if is_wide { 2 } else { 1 };
            let here = length.min(self.current.len() / size);
            let (bytes, rest) = self.current.split_at(here * size);
            self.current = rest;
            match is_wide {
                true => units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))),
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            length -= here;
            let next = if length > 0 { self.following.pop() } else { None };
            let Some((flags, rest)) = next.and_then(<[u8]>::split_first) else { break };
            (is_wide, self.current) = (flags & 1 == 1, rest);
        }
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
    }

    /// A shared string; its runs of fonts and its phonetics are passed over (MS-XLS, 2.5.293).
    fn rich_text(&mut self) -> Option<String> {
        let length = self.u16()?;
        let [flags] = self.array()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) * 4 } else { 0 };
        let phonetics = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(usize::from(length), flags & 1 == 1);
        self.skip(runs);
        self.skip(phonetics);
        Some(text)
    }
}
