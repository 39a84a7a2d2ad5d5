use std::collections::BTreeMap;

use vekha_model::{Block, Cell, Note, Paragraph, Row, Table, Vertical};

use crate::{Limits, ReadError};

/// A sheet as its cells with words, anywhere on a plane of millions of rows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) cells: Vec<Filled>,
    /// The merged areas; `None` where the reader cannot know them.
    pub(super) merges: Option<Vec<Area>>,
    /// Characters of cells that somebody has hidden, left out.
    pub(super) hidden_characters: u64,
}

/// A cell with words.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) bold: bool,
}

/// A rectangle of cells, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// Blank rows in a row beyond which the rest is left out: a stray mark at the end of the sheet.
const BLANK_ROWS: u32 = 100;

/// Blank columns in a row that are given as cells; more are given as few wide ones.
const BLANK_COLUMNS: u32 = 256;

impl Sheet {
    /// The part of the sheet that holds words, as a table; `None` for an empty sheet.
    pub(super) fn table(mut self, limits: &Limits, notes: &mut Vec<Note>) -> Result<Option<Table>, ReadError> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column)); // stable: the first of two in one place stays
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        let Some(mut view) = View::of(&self) else { return Ok(None) };
        let mut table = Table { name: Some(self.name.clone()), merges: self.merges.is_some(), rows: Vec::new() };
        let mut count = 0;
        let mut left_out = 0;
        let mut rows = self.cells.chunk_by(|left, right| left.row == right.row).peekable();
        let mut number = view.area.top;
        while let Some(filled) = rows.peek() {
            let next = filled[0].row;
            if next > number.saturating_add(BLANK_ROWS) {
                left_out += next - number - 1;
                number = next - 1;
            }
            let filled = if next == number { rows.next().unwrap_or_default() } else { &[] };
            let row = view.row(number, filled, limits);
            count += row.cells.len();
            limits.check("the sheets, in cells,", count, limits.cells)?;
            table.rows.push(row);
            limits.check("the sheets, in rows,", table.rows.len(), limits.rows)?;
            number += 1;
        }
        if left_out > 0 {
            let text = format!("{left_out} blank rows of sheet `{}` are left out", self.name);
            notes.push(Note::whole("blank_rows", text));
        }
        if view.covered > 0 {
            let text =
                format!("{} cells of sheet `{}` lie under merged cells and are not seen", view.covered, self.name);
            notes.push(Note::whole("covered_cells", text));
        }
        Ok(Some(table))
    }
}

/// The used part of a sheet, walked from the top.
struct View {
    area: Area,
    /// Merged areas still to come, the next one last.
    coming: Vec<Area>,
    /// Merged areas that the current row is part of, by their left column.
    open: BTreeMap<u32, Area>,
    /// Cells with words under merged ones.
    covered: usize,
}

impl View {
    fn of(sheet: &Sheet) -> Option<Self> {
        let (first, last) = (sheet.cells.first()?, sheet.cells.last()?);
        let columns = || sheet.cells.iter().map(|cell| cell.column);
        let area = Area { top: first.row, left: columns().min()?, bottom: last.row, right: columns().max()? };
        let mut coming: Vec<Area> = sheet.merges.iter().flatten().filter_map(|merge| merge.within(area)).collect();
        coming.sort_by_key(|merge| std::cmp::Reverse((merge.top, merge.left, merge.bottom, merge.right)));
        Some(Self { area, coming, open: BTreeMap::new(), covered: 0 })
    }

    fn row(&mut self, number: u32, filled: &[Filled], limits: &Limits) -> Row {
        self.open.retain(|_, merge| merge.bottom >= number);
        while let Some(merge) = self.coming.pop_if(|merge| merge.top <= number) {
            // Merges that overlap are damage; the first one counts.
            let is_free = self.open.values().all(|other| merge.right < other.left || other.right < merge.left);
            if is_free && merge.bottom >= number {
                self.open.insert(merge.left, merge);
            }
        }
        let mut row = RowBuilder { row: Row::default(), next: self.area.left, colspan: limits.colspan };
        let mut filled = filled.iter().peekable();
        let mut merges = self.open.values().peekable();
        loop {
            let cell = filled.peek().map(|cell| cell.column);
            match merges.next_if(|merge| cell.is_none_or(|column| merge.left <= column)) {
                Some(merge) => {
                    let anchor = filled.next_if(|cell| cell.column == merge.left);
                    let is_top = merge.top == number || row.row.cells.is_empty() && number == self.area.top;
                    let shown = anchor.filter(|_| is_top);
                    self.covered += usize::from(anchor.is_some() && !is_top);
                    while filled.next_if(|cell| cell.column <= merge.right).is_some() {
                        self.covered += 1;
                    }
                    row.merged(merge, is_top, shown);
                }
                None => match filled.next() {
                    Some(cell) => row.single(cell),
                    None => return row.finish(self.area.right),
                },
            }
        }
    }
}

impl Area {
    /// The part of a merged area that lies in the used part of the sheet; `None` if nothing is merged there.
    fn within(self, area: Self) -> Option<Self> {
        let part = Self {
            top: self.top.max(area.top),
            left: self.left.max(area.left),
            bottom: self.bottom.min(area.bottom),
            right: self.right.min(area.right),
        };
        let is_inside = part.top <= part.bottom && part.left <= part.right;
        (is_inside && (part.top < part.bottom || part.left < part.right)).then_some(part)
    }
}

/// A row as it grows from the left.
struct RowBuilder {
    row: Row,
    next: u32,
    colspan: usize,
}

impl RowBuilder {
    fn single(&mut self, filled: &Filled) {
        self.blank_until(filled.column);
        self.row.cells.push(cell(filled));
        self.next = filled.column + 1;
    }

    fn merged(&mut self, merge: &Area, is_top: bool, anchor: Option<&Filled>) {
        self.blank_until(merge.left);
        let vertical = match merge.top == merge.bottom {
            true => Vertical::Single,
            false if is_top => Vertical::Start,
            false => Vertical::Continue,
        };
        let width = (merge.right - merge.left + 1) as usize;
        let words = anchor.map_or_else(|| Cell::of(""), cell);
        self.row.cells.push(Cell { colspan: width.min(self.colspan), vertical, ..words });
        self.next = merge.right + 1;
    }

    /// Blank cells up to a column; where there are very many, few wide ones.
    fn blank_until(&mut self, column: u32) {
        let mut blank = column.saturating_sub(self.next) as usize;
        let is_wide = blank > BLANK_COLUMNS as usize;
        if is_wide && self.row.cells.is_empty() {
            self.row.before = blank;
            blank = 0;
        }
        while blank > 0 {
            let colspan = if is_wide { blank.min(self.colspan) } else { 1 };
            self.row.cells.push(Cell { colspan, ..Cell::of("") });
            blank -= colspan;
        }
    }

    fn finish(mut self, last: u32) -> Row {
        let missing = (last + 1).saturating_sub(self.next);
        if missing > BLANK_COLUMNS {
            self.row.after = missing as usize;
        } else {
            self.blank_until(last + 1);
        }
        self.row
    }
}

fn cell(filled: &Filled) -> Cell {
    let text = filled.text.replace("\r\n", "\n").replace('\r', "\n");
    let paragraph = |line: &str| Paragraph { bold: filled.bold && !line.trim().is_empty(), ..Paragraph::of(line) };
    Cell { blocks: text.split('\n').map(|line| Block::Paragraph(paragraph(line))).collect(), ..Cell::of("") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(row: u32, column: u32, text: &str) -> Filled {
        Filled { row, column, text: text.to_owned(), bold: false }
    }

    fn sheet(cells: Vec<Filled>, merges: &[(u32, u32, u32, u32)]) -> Sheet {
        let area = |&(top, left, bottom, right): &(u32, u32, u32, u32)| Area { top, left, bottom, right };
        Sheet {
            name: "План".to_owned(), cells, merges: Some(merges.iter().map(area).collect()), hidden_characters: 0
        }
    }

    /// A line a row: ` | ` between cells, `2×` for two columns, `v` where a merge begins, `^` where it goes on.
    fn lines(sheet: Sheet) -> String {
        let table = sheet.table(&Limits::default(), &mut Vec::new()).expect("small").expect("filled");
        let shown = |cell: &Cell| {
            let span = if cell.colspan > 1 { format!("{}×", cell.colspan) } else { String::new() };
            let merge = match cell.vertical {
                Vertical::Single => "",
                Vertical::Start => "v",
                Vertical::Continue => "^",
            };
            format!("{span}{merge}{}", cell.text())
        };
        let line = |row: &Row| row.cells.iter().map(shown).collect::<Vec<_>>().join(" | ");
        table.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_table_is_the_used_part_of_the_sheet() {
        let cells = vec![filled(3, 2, "№"), filled(3, 3, "Срок"), filled(5, 3, "май")];
        insta::assert_snapshot!(lines(sheet(cells, &[])), @r"
        № | Срок
         | 
         | май
        ");
    }

    #[test]
    fn merged_cells_span_columns_and_go_on_below() {
        let cells =
            vec![filled(0, 0, "План"), filled(1, 0, "1."), filled(1, 1, "а"), filled(2, 1, "б"), filled(2, 2, "в")];
        let merges = [(0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2)];
        insta::assert_snapshot!(lines(sheet(cells, &merges)), @r"
        3×План
        v1. | 2×а
        ^ | б | в
        ");
    }

    #[test]
    fn a_merge_without_words_still_covers_its_place() {
        let cells = vec![filled(0, 0, "а"), filled(2, 3, "б")];
        insta::assert_snapshot!(lines(sheet(cells, &[(1, 1, 2, 2), (0, 1, 1, 1)])), @r"
        а | v |  | 
         | ^ |  | 
         |  |  | б
        ");
    }

    #[test]
    fn words_at_far_corners_cost_little() {
        let cells = vec![filled(0, 0, "начало"), filled(1_048_575, 16_383, "конец")];
        let mut notes = Vec::new();
        let table = sheet(cells, &[(0, 0, 1_048_575, 0)])
            .table(&Limits::default(), &mut notes)
            .expect("cheap")
            .expect("filled");
        assert!(table.rows.iter().map(|row| row.cells.len()).sum::<usize>() < 200);
        assert_eq!(table.width(), 16_384);
        assert_eq!(notes.iter().map(|note| note.code.as_str()).collect::<Vec<_>>(), ["blank_rows"]);
    }
}
