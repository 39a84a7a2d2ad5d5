use vekha_model::{Block, Cell, Place, Row, Span, Step, Table, Vertical};

use crate::record::Words;
use crate::words::Signs;

/// A table as a dense grid, merges resolved: each row's cells with the grid columns they cover.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub merges: bool,
    /// The name of the sheet it is.
    pub name: Option<String>,
    pub rows: Vec<GridRow>,
    pub width: usize,
    /// The bullets of automatic lists.
    pub bullets: Signs,
    /// The words of cells that were cut in two, signs between the parts included.
    pub cut: Vec<Words>,
}

/// A row of the grid.
#[derive(Clone, Debug)]
pub(crate) struct GridRow {
    /// The cells from the left.
    pub cells: Vec<GridCell>,
    /// Whether it begins left of its first cell.
    pub before: bool,
}

/// A cell of the grid.
#[derive(Clone, Debug)]
pub(crate) struct GridCell {
    /// The first grid column it covers, from 0.
    pub start: usize,
    /// One past the last grid column it covers.
    pub end: usize,
    /// Its words, those of nested tables after them.
    pub words: Words,
    /// Whether all its words are bold.
    pub bold: bool,
    /// The automatic number its first paragraph begins with.
    pub label: Span,
    /// The row and the cell in it whose words hold here: those of a vertical merge's top, else its own.
    pub owner: (usize, usize),
    /// Whether it begins a vertical merge.
    pub merged: bool,
}

/// Tables nested deeper than this keep their characters in the ledger, but are not read as words.
const MAX_DEPTH: usize = 8;

impl Grid {
    /// The view of the table at `place`.
    pub(crate) fn of(table: &Table, place: &Place) -> Self {
        let mut grid = Self {
            merges: table.merges,
            name: table.name.clone(),
            rows: Vec::with_capacity(table.rows.len()),
            width: 0,
            bullets: Signs::new(),
            cut: Vec::new(),
        };
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<GridCell> = Vec::with_capacity(row.cells.len());
            for (column, cell) in columns(row) {
                let own = (index, cells.len());
                add_bullets(cell, &cell_place(place, index, column), &mut grid.bullets);
                let start = column - 1;
                let owner = match cell.vertical {
                    // A w:vMerge without w:val continues the cell above (ECMA-376-1, 17.4.84).
                    Vertical::Continue => grid.above(start).unwrap_or(own),
                    Vertical::Single | Vertical::Start => own,
                };
                cells.push(GridCell {
                    start,
                    end: start.saturating_add(cell.colspan.max(1)),
                    words: words(cell, &cell_place(place, index, column), 0),
                    bold: is_bold(cell),
                    label: label(cell),
                    owner,
                    merged: cell.vertical == Vertical::Start,
                });
            }
            grid.width = grid.width.max(cells.last().map_or(0, |cell| cell.end).saturating_add(row.after));
            grid.rows.push(GridRow { cells, before: row.before > 0 });
        }
        grid
    }

    /// The owner of the merge that stands above grid column `start` of the row that comes next.
    fn above(&self, start: usize) -> Option<(usize, usize)> {
        let row = self.rows.last()?;
        let index = row.cells.partition_point(|cell| cell.end <= start);
        let cell = row.cells.get(index).filter(|cell| cell.start <= start)?;
        let own = (self.rows.len() - 1, index);
        (cell.merged || cell.owner != own).then_some(cell.owner)
    }

    /// The cell whose words hold in the cell at `row` and `index`.
    pub(crate) fn owner(&self, row: usize, index: usize) -> &GridCell {
        let cell = &self.rows[row].cells[index];
        &self.rows[cell.owner.0].cells[cell.owner.1]
    }

    /// Whether cells below row `from` are merged over rows.
    pub(crate) fn merges_rows(&self, from: usize) -> bool {
        let is_merged = |row: &GridRow| row.cells.iter().any(|cell| cell.merged && !cell.words.is_blank());
        self.merges && self.rows.iter().skip(from).any(is_merged)
    }

    /// Whether the cell continues a merge from a row above.
    pub(crate) fn continues(&self, row: usize, index: usize) -> bool {
        self.rows[row].cells[index].owner != (row, index)
    }

    /// The cells of a row that have words of their own.
    pub(crate) fn filled(&self, row: usize) -> impl Iterator<Item = (usize, &GridCell)> {
        let cells = self.rows[row].cells.iter().enumerate();
        cells.filter(move |(index, cell)| !cell.words.is_blank() && cell.owner == (row, *index))
    }
}

/// The cells of a row with their grid column, from 1; sums are bounded, whatever the file says.
pub(crate) fn columns(row: &Row) -> impl Iterator<Item = (usize, &Cell)> {
    row.cells.iter().scan(row.before.saturating_add(1), |next, cell| {
        let column = *next;
        *next = next.saturating_add(cell.colspan.max(1));
        Some((column, cell))
    })
}

/// The place of the cell at `row` (from 0) and grid column (from 1) of the table at `table`.
pub(crate) fn cell_place(table: &Place, row: usize, column: usize) -> Place {
    let mut place = table.clone();
    if let Some(step) = place.steps.last_mut() {
        step.cell = Some((row + 1, column));
    }
    place
}

/// The place of the table that is block `index` of the cell at `cell`.
pub(crate) fn nested_place(cell: &Place, index: usize) -> Place {
    let mut place = cell.clone();
    place.steps.push(Step { block: index, cell: None });
    place
}

fn words(cell: &Cell, place: &Place, depth: usize) -> Words {
    let mut all = Words::at(place, &cell.text());
    if depth == MAX_DEPTH {
        return all;
    }
    for (index, block) in cell.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let table_place = nested_place(place, index);
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in columns(cells) {
                all.append("\n", &words(cell, &cell_place(&table_place, row, column), depth + 1));
            }
        }
    }
    all
}

fn is_bold(cell: &Cell) -> bool {
    let mut filled = cell.paragraphs().filter(|paragraph| !paragraph.text.trim().is_empty()).peekable();
    filled.peek().is_some() && filled.all(|paragraph| paragraph.bold)
}

/// An automatic label without a digit or a bracket is a bullet.
fn add_bullets(cell: &Cell, place: &Place, bullets: &mut Signs) {
    let mut start = 0;
    for paragraph in cell.paragraphs() {
        let label: String = paragraph.text.chars().take(paragraph.label).collect();
        let is_bullet = label.trim().chars().count() == 1 && !label.contains(|c: char| c.is_ascii_digit());
        if is_bullet {
            let span = Span::new(start, start + paragraph.label);
            bullets.entry(place.steps.clone()).or_default().push(span);
        }
        start += paragraph.text.chars().count() + 1;
    }
}

/// Where the automatic number of the first filled paragraph stands in the cell's raw text.
fn label(cell: &Cell) -> Span {
    let mut start = 0;
    for paragraph in cell.paragraphs() {
        if !paragraph.text.trim().is_empty() {
            return Span::new(start, start + paragraph.label);
        }
        start += paragraph.text.chars().count() + 1;
    }
    Span::new(0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{below, cell, top, wide};

    #[test]
    fn a_merged_cell_holds_in_every_row_it_spans() {
        let table =
            crate::build::table(&[vec![top("А"), cell("Б")], vec![below(), cell("В")], vec![below(), cell("Г")]]);
        let grid = Grid::of(&table, &Place::block("a", 0));
        assert_eq!(grid.owner(2, 0).words.text, "А");
        assert!(grid.continues(2, 0) && !grid.continues(2, 1));
    }

    #[test]
    fn a_merge_follows_the_grid_column_not_the_cells_order() {
        let table = crate::build::table(&[vec![wide(2, "А"), top("Б")], vec![cell("В"), cell("Г"), below()]]);
        let grid = Grid::of(&table, &Place::block("a", 0));
        assert_eq!((grid.width, grid.owner(1, 2).words.text.as_str()), (3, "Б"));
    }

    #[test]
    fn a_continued_cell_without_a_merge_above_is_its_own() {
        let table = crate::build::table(&[vec![cell("А")], vec![below()]]);
        assert!(!Grid::of(&table, &Place::block("a", 0)).continues(1, 0));
    }
}
