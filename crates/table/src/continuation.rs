use vekha_model::{Block, Place, Role};

use crate::choice;
use crate::column::{self, Column};
use crate::grid::Grid;
use crate::header;
use crate::line;
use crate::plan::{Search, Sheet};

impl Search<'_> {
    /// A table without a header goes on with the one before it, or gives rows to a header of its own.
    pub(crate) fn continued(&mut self, grid: &Grid, place: &Place) -> bool {
        let columns = match (&self.pending, self.sheets.last()) {
            (Some(pending), _) => &pending.columns,
            (None, Some(last)) => &last.columns,
            (None, None) => return false,
        };
        let width = column::template(grid).map_or(0, |columns| columns.len());
        // A page may hold no more than rows that leave out their first cells.
        let is_same_grid = grid.merges && Some(grid.width) == columns.last().map(|column| column.end);
        let is_alike = width == columns.len()
            || (is_same_grid && grid.rows.iter().any(|row| row.before))
            || (width + 1 == columns.len() && !grid.merges && width > 2);
        let fitted = column::fitted(columns, grid);
        if let Some(pending) = self.pending.as_ref() {
            let (completed, guessed) = choice::complete(fitted, grid, 0, self.kinds);
            if !is_alike || !column::is_plan(&completed) {
                return self.refuse("no rows for the header above it");
            }
            let goes_on = pending.goes_on;
            if let Some(mut pending) = self.pending.take() {
                pending.columns.clone_from(&completed);
                self.sheets.push(pending);
            }
            if guessed {
                self.note_guess(place, &completed);
            }
            self.sheets.push(Sheet {
                place: place.clone(),
                grid: grid.clone(),
                columns: completed,
                header: (0, 0),
                goes_on,
                why: "rows for the header above it",
            });
            // The rows go on with their header; whether the header goes on was told with it.
            if let Some(last) = self.sheets.last_mut() {
                last.goes_on = true;
            }
            return true;
        }
        if !is_alike {
            return self.refuse("not as many columns as the table above");
        }
        if self.is_parted(place) {
            return self.refuse("running text parts it from the table above");
        }
        if !self.looks_like(grid, &fitted) {
            return self.refuse("other things in its columns than in those of the table above");
        }
        self.sheets.push(Sheet {
            place: place.clone(),
            grid: grid.clone(),
            columns: fitted,
            header: (0, 0),
            goes_on: true,
            why: "it goes on with the table above",
        });
        true
    }

    /// Whether running text stands between a table and the last one of the plan.
    fn is_parted(&self, place: &Place) -> bool {
        let last = self.sheets.last().map_or(0, |last| last.place.outer_block() + 1);
        let between = self.document.blocks.get(last..place.outer_block()).unwrap_or_default();
        between.iter().any(|block| match block {
            Block::Paragraph(paragraph) => !line::is_of_plan(paragraph, &self.running, self.kinds),
            Block::Table(_) => true,
        })
    }

    /// Whether the rows have numbers, dates, parties or tasks where the columns want them.
    fn looks_like(&self, grid: &Grid, columns: &[Column]) -> bool {
        if columns.iter().any(|column| column.body) {
            return self.holds_tasks(grid, 0, columns);
        }
        // A page may hold no more than the end of a row.
        if grid.rows.len() == 1 || begins_in_a_row(grid, columns) {
            return true;
        }
        let (mut fits, mut filled) = (0, 0);
        for row in (0..grid.rows.len()).take(40).filter(|&row| !header::is_numbering(grid, row)) {
            for (index, column) in column::assign(columns, grid, row).into_iter().enumerate() {
                let text = grid.rows[row].cells[index].words.text.trim();
                let role = column.and_then(|column| columns[column].role).filter(|_| !text.is_empty());
                filled += usize::from(matches!(role, Some(Role::Number | Role::Dates | Role::Start | Role::End)));
                fits += usize::from(match role {
                    Some(Role::Number) => crate::numbering::is_number(text),
                    Some(Role::Dates | Role::Start | Role::End) => self.kinds.is_schedule(text),
                    Some(Role::Responsible | Role::CoExecutors) => self.kinds.is_party(text),
                    _ => false,
                });
            }
        }
        fits > 0 && fits * 2 >= filled
    }
}

/// Whether the first row goes on with one of the page before: without a number, every cell begins with a small letter.
pub(crate) fn begins_in_a_row(grid: &Grid, columns: &[Column]) -> bool {
    let Some(row) = (0..grid.rows.len()).find(|&row| !header::is_numbering(grid, row)) else { return false };
    let assigned = column::assign(columns, grid, row);
    let is_of = |index: usize, wanted: Role| assigned[index].and_then(|at| columns[at].role) == Some(wanted);
    grid.filled(row).any(|(index, _)| is_of(index, Role::Activity)) && header::begins_low(grid, row)
}
