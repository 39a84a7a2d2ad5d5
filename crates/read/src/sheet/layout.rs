//! What a sheet hides, and how its rows are grouped: calamine does not tell.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use vekha_model::Note;

use super::open::attribute;

/// The hidden rows and columns of a sheet, and the levels of its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// Rows that somebody has hidden, from 0.
    hidden_rows: BTreeSet<u32>,
    /// Rows that a filter or a collapsed group hides, from 0: a click shows them.
    folded_rows: BTreeSet<u32>,
    /// Columns that somebody has hidden: the first of a stretch, from 0, and its last.
    hidden_columns: BTreeMap<u32, u32>,
    /// The outline level of rows where a group stands below its summary, from 1.
    levels: BTreeMap<u32, u8>,
}

/// Layouts by the names of the sheets.
#[derive(Default)]
pub(super) struct Layouts {
    parts: BTreeMap<String, Layout>,
    /// The names of the sheets with the ids of their parts.
    sheets: Vec<(String, String)>,
    /// The parts by their ids.
    targets: BTreeMap<String, String>,
}

impl Layouts {
    /// Learns what a part of the workbook says of layouts.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) {
        match name {
            "xl/workbook.xml" => elements(bytes, |element, start| {
                if element == "sheet" {
                    self.sheets.extend(attribute(start, "name").zip(attribute(start, "id")));
                }
            }),
            "xl/_rels/workbook.xml.rels" => elements(bytes, |element, start| {
                if element == "Relationship" {
                    self.targets.extend(attribute(start, "Id").zip(attribute(start, "Target")));
                }
            }),
            // Few sheets hide anything or group rows; the others are not parsed twice.
            _ if name.starts_with("xl/worksheets/") && says(bytes, b"hidden=") | says(bytes, b"outlineLevel=") => {
                self.parts.insert(name.to_owned(), Layout::of(bytes));
            }
            _ => {}
        }
    }

    /// The layout of the sheet of this name.
    pub(super) fn of(&self, sheet: &str) -> Layout {
        let id = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, id)| id);
        let target = id.and_then(|id| self.targets.get(id)).map(|target| target.trim_start_matches('/'));
        let part = target.and_then(|target| match target.starts_with("xl/") {
            true => self.parts.get(target),
            false => self.parts.get(&format!("xl/{target}")),
        });
        part.cloned().unwrap_or_default()
    }
}

impl Layout {
    /// Whether somebody has hidden the cell.
    pub(super) fn hides(&self, row: u32, column: u32) -> bool {
        let stretch = self.hidden_columns.range(..=column).next_back();
        self.hidden_rows.contains(&row) || stretch.is_some_and(|(_, last)| column <= *last)
    }

    /// Whether a filter or a collapsed group hides the row.
    pub(super) fn folds(&self, row: u32) -> bool {
        self.folded_rows.contains(&row)
    }

    /// How deep the row lies in groups.
    pub(super) fn level(&self, row: u32) -> u8 {
        self.levels.get(&row).copied().unwrap_or(0)
    }

    fn of(bytes: &[u8]) -> Self {
        let mut layout = Self::default();
        let mut hidden: Vec<(u32, u8)> = Vec::new();
        let mut has_summary_above = false;
        let mut filter: Option<(u32, u32)> = None;
        elements(bytes, |element, start| {
            let number = |name: &str| attribute(start, name).and_then(|value| value.parse::<u32>().ok());
            let is = |name: &str| attribute(start, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"));
            let level = number("outlineLevel").and_then(|level| u8::try_from(level).ok()).unwrap_or(0);
            match element {
                // ECMA-376-1, 18.3.1.61: unless it says otherwise, the summary stands below its group.
                "outlinePr" => {
                    has_summary_above |=
                        attribute(start, "summaryBelow").is_some_and(|value| matches!(value.as_str(), "0" | "false"));
                }
                "col" if is("hidden") && level == 0 => {
                    layout.hidden_columns.extend(number("min").zip(number("max")).and_then(from_zero));
                }
                "row" => {
                    let Some(row) = number("r").and_then(|row| row.checked_sub(1)) else { return };
                    hidden.extend(is("hidden").then_some((row, level)));
                    if level > 0 {
                        layout.levels.insert(row, level);
                    }
                }
                "autoFilter" => filter = attribute(start, "ref").and_then(|reference| rows_of(&reference)),
                _ => {}
            }
        });
        for (row, level) in hidden {
            let is_filtered = filter.is_some_and(|(first, last)| (first..=last).contains(&row));
            let rows = if level > 0 || is_filtered { &mut layout.folded_rows } else { &mut layout.hidden_rows };
            rows.insert(row);
        }
        if !has_summary_above {
            layout.levels.clear();
        }
        layout
    }
}

/// Says what of a sheet is not seen.
pub(super) fn note(sheet: &str, hidden: usize, folded: usize, notes: &mut Vec<Note>) {
    if hidden > 0 {
        let text = format!("{hidden} characters in hidden rows or columns of sheet `{sheet}` are left out");
        notes.push(Note::whole("hidden_rows", text));
    }
    if folded > 0 {
        let text = format!("{folded} rows of sheet `{sheet}`, filtered out or in a collapsed group, are read");
        notes.push(Note::whole("folded_rows", text));
    }
}

fn from_zero((first, last): (u32, u32)) -> Option<(u32, u32)> {
    Some((first.checked_sub(1)?, last.checked_sub(1)?))
}

/// `B5:F30`: the rows from 0.
fn rows_of(reference: &str) -> Option<(u32, u32)> {
    let row = |place: &str| place.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    let (first, last) = reference.split_once(':')?;
    from_zero((row(first)?, row(last)?))
}

fn says(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// Every element with attributes, by its local name; what is damaged ends it, calamine will say so.
fn elements(bytes: &[u8], mut see: impl FnMut(&str, &BytesStart)) {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let name = start.local_name();
                see(name.as_ref(), &start);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
        buffer.clear();
    }
}
