use std::collections::BTreeSet;

use vekha_model::{Block, Document, Note, Place, Role, Table};

use crate::Kinds;
use crate::choice;
use crate::column::{self, Column};
use crate::continuation;
use crate::grid::{Grid, cell_place, columns, nested_place};
use crate::guess;
use crate::header::{self, Header, MAX_CELLS};
use crate::line;
use crate::mixed;
use crate::other_table;
use crate::trace::TableTrace;

/// A table of the plan, ready to be read row by row.
pub(crate) struct Sheet {
    /// Where it stands.
    pub place: Place,
    /// Its cells.
    pub grid: Grid,
    /// What its columns hold.
    pub columns: Vec<Column>,
    /// Its header rows, first and past; both 0 if it has none.
    pub header: (usize, usize),
    /// Whether it goes on with the plan of the table before it.
    pub goes_on: bool,
    /// Why it is part of the plan.
    pub why: &'static str,
}

/// What the search for the plan's tables found.
#[derive(Default)]
pub(crate) struct Found {
    /// The plan, in document order.
    pub sheets: Vec<Sheet>,
    /// What was odd.
    pub notes: Vec<Note>,
    /// The tables that are no part of it, with the reasons.
    pub left_out: Vec<TableTrace>,
}

/// Finds the tables that make up the plan; what is no plan gets a note.
pub(crate) struct Search<'a> {
    pub(crate) document: &'a Document,
    pub(crate) kinds: &'a dyn Kinds,
    /// First rows that several tables share: a header repeated on every page, in whatever words.
    pub(crate) repeated: Vec<Vec<String>>,
    /// Whether the next table begins with the columns' numbers.
    is_numbered_below: bool,
    /// Lines that pages repeat.
    pub(crate) running: BTreeSet<String>,
    /// A table that is only a header, waiting for its rows.
    pub(crate) pending: Option<Sheet>,
    /// Why the last table, if it was only a header, is no plan, and how many columns it has.
    refused_header: Option<(&'static str, usize)>,
    pub(crate) sheets: Vec<Sheet>,
    notes: Vec<Note>,
    left_out: Vec<TableTrace>,
    /// Why the table at hand is not read in the ways tried so far.
    refusals: Vec<&'static str>,
}

/// Layout tables may hold the plan; deeper ones are not looked into.
const MAX_DEPTH: usize = 6;

/// The tables of the plan in document order.
pub(crate) fn sheets(document: &Document, kinds: &dyn Kinds) -> Found {
    let repeated = repeated(document);
    let mut search = Search {
        document,
        kinds,
        repeated,
        is_numbered_below: false,
        running: line::running_heads(document),
        pending: None,
        refused_header: None,
        sheets: Vec::new(),
        notes: Vec::new(),
        left_out: Vec::new(),
        refusals: Vec::new(),
    };
    for (index, block) in document.blocks.iter().enumerate() {
        if let Block::Table(table) = block {
            search.is_numbered_below = is_numbered_below(document, index);
            search.table(table, search.document.place(index), 0);
        }
    }
    search.drop_pending();
    Found { sheets: search.sheets, notes: search.notes, left_out: search.left_out }
}

/// Whether the next table begins with «1 | 2 | 3 | 4»: then a table of one row is its header.
fn is_numbered_below(document: &Document, block: usize) -> bool {
    let Some((next, Block::Table(table))) =
        document.blocks.iter().enumerate().skip(block + 1).find(|(_, block)| matches!(block, Block::Table(_)))
    else {
        return false;
    };
    let top = Table { rows: table.rows.iter().take(1).cloned().collect(), ..Table::default() };
    let grid = Grid::of(&top, &document.place(next));
    !grid.rows.is_empty() && header::is_numbering(&grid, 0)
}

fn repeated(document: &Document) -> Vec<Vec<String>> {
    let mut first_rows: Vec<Vec<String>> = Vec::new();
    for (index, table) in document.tables() {
        // Only the first row is needed: tables may be long.
        let top = Table { rows: table.rows.iter().take(1).cloned().collect(), ..Table::default() };
        let grid = Grid::of(&top, &document.place(index));
        first_rows.extend((!grid.rows.is_empty()).then(|| header::signature(&grid, 0)).filter(|row| row.len() > 1));
    }
    first_rows.sort();
    let mut repeated: Vec<_> = first_rows.windows(2).filter(|pair| pair[0] == pair[1]).map(|p| p[0].clone()).collect();
    repeated.dedup();
    repeated
}

impl Search<'_> {
    fn table(&mut self, table: &Table, place: Place, depth: usize) {
        let grid = Grid::of(table, &place);
        self.refusals.clear();
        let refusal = other_table::refusal(&grid).or_else(|| self.refused_above(&grid));
        self.refused_header = refusal.filter(|_| grid.rows.len() <= 2).map(|reason| (reason, grid.width));
        let may_be_plan = refusal.is_none();
        let is_read = |search: &mut Self| {
            search.rows_first(&grid, &place)
                || search.matrix(&grid, &place)
                || search.named(&grid, &place)
                || search.continued(&grid, &place)
        };
        if may_be_plan && is_read(self) {
            return;
        }
        let found = self.sheets.len();
        let refusals = std::mem::take(&mut self.refusals);
        if depth < MAX_DEPTH && self.nested(table, &place, depth) && self.sheets.len() > found {
            return;
        }
        self.refusals = refusals;
        if (refusal.is_some() || !self.guessed(&grid, &place))
            && grid.rows.iter().any(|row| row.cells.iter().any(|cell| !cell.words.is_blank()))
        {
            let reason = refusal.unwrap_or_else(|| other_table::explanation(&grid));
            let mut why = std::mem::take(&mut self.refusals);
            why.extend(refusal);
            self.note_not_a_plan(place, reason, why);
        }
    }

    /// Why the header above, in a table of its own, is that of no plan: it goes for its rows too.
    fn refused_above(&self, grid: &Grid) -> Option<&'static str> {
        let (reason, width) = self.refused_header?;
        let cells = grid.rows.first().map_or(0, |row| row.cells.len());
        let is_headed = header::find(grid, self.kinds)
            .is_some_and(|header| header.columns.iter().any(|c| c.role == Some(Role::Dates)));
        (!is_headed && (cells == width || grid.width == width)).then_some(reason)
    }

    /// Notes why the table at hand is not read in one of the ways; false, for short.
    pub(crate) fn refuse(&mut self, why: &'static str) -> bool {
        self.refusals.push(why);
        false
    }

    fn note_not_a_plan(&mut self, place: Place, reason: &'static str, why: Vec<&'static str>) {
        self.left_out.push(TableTrace::left_out(place.clone(), why));
        let text = format!("{reason}; the table is left out of the plan");
        self.notes.push(Note::at("table_not_a_plan", place, text));
    }

    /// Rows of a header that stands in a table of its own (no other header stands above them), or the end of a row that
    /// a page has cut, whatever its words.
    fn rows_first(&mut self, grid: &Grid, place: &Place) -> bool {
        let is_above_rows = |header: &Header| (0..header.first).all(|row| grid.filled(row).count() <= 1);
        let awaits_rows =
            self.pending.is_some() && !header::find(grid, self.kinds).is_some_and(|header| is_above_rows(&header));
        let last = self.sheets.last().filter(|_| self.pending.is_none());
        let is_cut = last.is_some_and(|last| continuation::begins_in_a_row(grid, &column::fitted(&last.columns, grid)));
        (awaits_rows || is_cut) && self.continued(grid, place)
    }

    /// A header in known words, with rows or without.
    fn named(&mut self, grid: &Grid, place: &Place) -> bool {
        let is_header_alone = || self.is_numbered_below && grid.rows.len() == 1 && grid.filled(0).count() > 2;
        let found = header::find(grid, self.kinds);
        let found = found.or_else(|| is_header_alone().then(|| header::at(grid, 0, self.kinds)));
        let Some(Header { first, past, columns }) = found else {
            return self.refuse("no row names what the columns of a plan hold");
        };
        let is_empty =
            (past..grid.rows.len()).all(|row| grid.filled(row).next().is_none() || header::is_numbering(grid, row));
        let (completed, guessed) = choice::complete(columns.clone(), grid, past, self.kinds);
        if is_empty {
            self.drop_pending();
            let goes_on = self.is_same(&completed);
            let grid = grid.clone();
            let why = "a header without rows, for the table below";
            self.pending = Some(Sheet { place: place.clone(), grid, columns, header: (first, past), goes_on, why });
            return true;
        }
        if !column::is_plan(&completed) || completed.len() > MAX_CELLS {
            return self.refuse("its header has no activities with dates, parties or results");
        }
        self.drop_pending();
        if guessed {
            self.note_guess(place, &completed);
        }
        self.note_chart(place, &completed);
        let (mut grid, mut completed) = (grid.clone(), completed);
        if let Some(whole) = mixed::cut(&mut grid, &mut completed, past, self.kinds).filter(|whole| *whole > 0) {
            let text = format!("a header names several things, and {whole} cells below it cannot be told apart");
            self.notes.push(Note::at("mixed_column", place.clone(), text));
        }
        self.add(place, &grid, completed, (first, past), "its header names the columns of a plan");
        true
    }

    fn guessed(&mut self, grid: &Grid, place: &Place) -> bool {
        let Some(columns) = guess::guess(grid, self.kinds) else {
            return self.refuse("dates, parties and tasks do not stand in columns of their own");
        };
        self.note_guess(place, &columns);
        self.drop_pending();
        let above = captions(grid);
        self.add(place, grid, columns, (above, above), "dates, parties and tasks stand in columns of their own");
        true
    }

    /// Looks for the plan in the tables that a layout table holds.
    fn nested(&mut self, table: &Table, place: &Place, depth: usize) -> bool {
        let mut any = false;
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in columns(cells) {
                for (index, block) in cell.blocks.iter().enumerate() {
                    if let Block::Table(nested) = block {
                        any = true;
                        self.table(nested, nested_place(&cell_place(place, row, column), index), depth + 1);
                    }
                }
            }
        }
        any
    }

    pub(crate) fn add(
        &mut self,
        place: &Place,
        grid: &Grid,
        columns: Vec<Column>,
        header: (usize, usize),
        why: &'static str,
    ) {
        let goes_on = self.is_same(&columns);
        self.sheets.push(Sheet { place: place.clone(), grid: grid.clone(), columns, header, goes_on, why });
    }

    /// Whether the columns are those of the last table: the same roles, or in a matrix the same bodies.
    pub(crate) fn is_same(&self, columns: &[Column]) -> bool {
        let Some(last) = self.sheets.last() else { return false };
        let is_matrix = columns.iter().chain(&last.columns).any(|column| column.body);
        let same = |a: &Column, b: &Column| match is_matrix {
            true => a.header.collapsed() == b.header.collapsed(),
            false => a.role == b.role,
        };
        last.columns.len() == columns.len() && last.columns.iter().zip(columns).all(|(a, b)| same(a, b))
    }

    pub(crate) fn drop_pending(&mut self) {
        if let Some(pending) = self.pending.take() {
            self.note_not_a_plan(pending.place, "a header without rows", vec!["a header, and no rows for it below"]);
        }
    }

    /// Bars drawn by colour are not in the text.
    fn note_chart(&mut self, place: &Place, columns: &[Column]) {
        let count = columns.iter().filter(|column| column.scale).count();
        if count > 0 && !columns.iter().any(|column| column.marks) {
            let text = format!("{count} columns are a chart without marks; bars drawn by colour are not read");
            self.notes.push(Note::at("chart", place.clone(), text));
        }
    }

    pub(crate) fn note_guess(&mut self, place: &Place, columns: &[Column]) {
        let name = |column: &Column| column.role.map_or("-".to_owned(), |role| format!("{role:?}").to_lowercase());
        let names = columns.iter().map(name).collect::<Vec<_>>().join(" | ");
        let text = format!("columns told by what stands in them: `{names}`");
        self.notes.push(Note::at("guessed_header", place.clone(), text));
    }
}

/// How many rows at the top of a table without a header are the plan's title and sentences about it, as a sheet has them.
fn captions(grid: &Grid) -> usize {
    let alone = (0..grid.rows.len()).take_while(|&row| grid.filled(row).count() <= 1);
    let is_caption = |row: &usize| {
        let text = grid.filled(*row).map(|(_, cell)| cell.words.text.trim()).next().unwrap_or_default();
        line::is_title(text) || (text.ends_with('.') && text.contains(' '))
    };
    let Some(last) = alone.filter(is_caption).last() else { return 0 };
    // A title may go on over lines.
    let goes_on = |row: &usize| grid.filled(*row).count() == 1 && header::begins_low(grid, *row);
    last + 1 + (last + 1..grid.rows.len()).take_while(goes_on).count()
}
