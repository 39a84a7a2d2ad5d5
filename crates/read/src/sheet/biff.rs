use std::io::{Cursor, Read};

use crate::{Limits, ReadError};

/// Refuses an XLS file whose sheets would fill memory: calamine lays a sheet out as a full rectangle from its first cell to
/// its last, so two cells at far corners cost as much as millions.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let stream = workbook(bytes)?;
    let mut area = Bounds::default();
    let mut cells = 0;
    for (kind, record) in records(&stream) {
        match kind {
            BEGIN => cells += std::mem::take(&mut area).size(),
            BLANK_RUN | NUMBER_RUN => area.take_run(record),
            kind if CELLS.contains(&kind) => area.take(record),
            _ => {}
        }
        limits.check("the sheets, in cells from corner to corner,", cells + area.size(), limits.cells)?;
    }
    Ok(())
}

/// The stream with the sheets (MS-XLS, 2.1.2): `Workbook`, in Excel 5 and 95 `Book`.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged { part: "Workbook".into(), reason: error.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let is_workbook = |name: &str| name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book");
    let path = file.read_root_storage().find(|entry| is_workbook(entry.name())).map(|entry| entry.path().to_owned());
    let path = path.ok_or_else(|| damaged(std::io::ErrorKind::NotFound.into()))?;
    let mut stream = Vec::new();
    file.open_stream(path).map_err(damaged)?.take(bytes.len() as u64).read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

/// The records of a BIFF stream (MS-XLS, 2.1.4): a kind, a length, that many bytes.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (head, tail) = rest.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (record, after) = tail.split_at_checked(length)?;
        rest = after;
        Some((u16::from_le_bytes([head[0], head[1]]), record))
    })
}

/// The begin of a sheet (BOF) in BIFF8 and BIFF5.
const BEGIN: u16 = 0x0809;
/// Records of one cell (MS-XLS, 2.3.1): FORMULA, NUMBER, LABEL, BOOLERR, RK, RSTRING, LABELSST, BLANK.
const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x00FD, 0x0201];
/// MULRK, MULBLANK: cells side by side.
const NUMBER_RUN: u16 = 0x00BD;
const BLANK_RUN: u16 = 0x00BE;

/// The rectangle around the cells seen so far.
#[derive(Default)]
struct Bounds {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Bounds {
    fn take(&mut self, record: &[u8]) {
        if let Some((row, column)) = place(record) {
            widen(&mut self.rows, row);
            widen(&mut self.columns, column);
        }
    }

    /// A run ends with its last column.
    fn take_run(&mut self, record: &[u8]) {
        self.take(record);
        if let Some(last) = record.last_chunk::<2>() {
            widen(&mut self.columns, u16::from_le_bytes(*last));
        }
    }

    fn size(&self) -> usize {
        let length = |bounds: Option<(u16, u16)>| bounds.map_or(0, |(first, last)| usize::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

fn place(record: &[u8]) -> Option<(u16, u16)> {
    let head = record.first_chunk::<4>()?;
    Some((u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]])))
}

fn widen(bounds: &mut Option<(u16, u16)>, at: u16) {
    let (first, last) = bounds.unwrap_or((at, at));
    *bounds = Some((first.min(at), last.max(at)));
}
