use vekha_model::Role;

use crate::chart;
use crate::column::{self, Column};
use crate::draft::{Draft, SCHEDULE, Slot, Task};
use crate::grid::{Grid, GridCell};
use crate::numbering::{is_number, parts};
use crate::record::{FieldWords, Words};

/// A row as its columns see it.
pub(crate) struct RowView<'g> {
    /// The table.
    pub grid: &'g Grid,
    /// The row, from 0.
    pub row: usize,
    /// What the columns hold.
    pub columns: &'g [Column],
    /// The column of each cell.
    pub assigned: Vec<Option<usize>>,
}

impl RowView<'_> {
    /// The cells with words of their own, lone dashes left out.
    pub(crate) fn solid(&self) -> Vec<(usize, &GridCell)> {
        let cells = self.grid.filled(self.row);
        let says = |cell: &GridCell| cell.words.text.chars().any(char::is_alphanumeric) && !is_scale(self, cell);
        cells.filter(|(_, cell)| says(cell) || is_mark(self, cell)).collect()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.grid.filled(self.row).next().is_none()
    }

    /// Whether words from rows above hold here.
    pub(crate) fn inherits(&self) -> bool {
        (0..self.assigned.len()).any(|index| {
            let is_section = self.assigned[index].is_some_and(|column| self.columns[column].is_section());
            self.grid.continues(self.row, index) && !self.grid.owner(self.row, index).words.is_blank() && !is_section
        })
    }

    /// All words of the row, cells joined by blanks.
    pub(crate) fn all(&self) -> Words {
        let mut all = Words::default();
        for (_, cell) in self.grid.filled(self.row) {
            all.append(" ", &cell.words.trimmed());
        }
        all
    }

    /// Whether all its words are bold.
    pub(crate) fn is_bold(&self) -> bool {
        self.grid.filled(self.row).all(|(_, cell)| cell.bold)
    }

    /// How many columns a cell covers.
    pub(crate) fn covers(&self, cell: &GridCell) -> usize {
        self.columns.iter().filter(|column| cell.start <= column.start && column.end <= cell.end).count()
    }

    pub(crate) fn has(&self, role: Role) -> bool {
        self.columns.iter().any(|column| column.role == Some(role))
    }

    pub(crate) fn is_matrix(&self) -> bool {
        self.columns.iter().any(|column| column.body)
    }

    /// The cells (those of merges from above too) of the columns that are wanted.
    pub(crate) fn cells_of<'s>(
        &'s self,
        wanted: impl Fn(&Column) -> bool + 's,
    ) -> impl Iterator<Item = (usize, &'s GridCell)> {
        (0..self.assigned.len())
            .filter(move |&index| self.assigned[index].is_some_and(|column| wanted(&self.columns[column])))
            .map(|index| (index, self.grid.owner(self.row, index)))
    }

    pub(crate) fn number(&self) -> Slot {
        let mut number = Slot::default();
        for (index, cell) in self.cells_of(|column| column.role == Some(Role::Number)) {
            number.take(Slot::of(&cell.words, self.grid.continues(self.row, index)));
        }
        number
    }

    pub(crate) fn slot(&self, slot: usize) -> Slot {
        let mut all = Slot::default();
        for (index, cell) in self.cells_of(|column| Draft::slot_of(column.role) == Some(slot)) {
            let Some(column) = self.assigned[index].filter(|&column| self.fills(slot, column)) else { continue };
            let cell = Slot::of(&cell.words, self.grid.continues(self.row, index));
            // A day may be the first and the last.
            if self.columns[column].role == Some(Role::End) {
                all.add(&cell);
            } else {
                all.take(cell);
            }
        }
        all
    }

    /// Whether a column is the one that fills the slot: a second one of the same kind is a field of its own, while a
    /// start and an end make one window.
    fn fills(&self, slot: usize, at: usize) -> bool {
        let is_bound = |column: &Column| matches!(column.role, Some(Role::Start | Role::End));
        if self.columns[at].is_spare {
            return false;
        }
        let is_of_slot =
            |column: &Column| Draft::slot_of(column.role) == Some(slot) && !is_bound(column) && !column.is_spare;
        let is_window = self.has(Role::Start) && self.has(Role::End);
        if slot == SCHEDULE && (is_window || is_bound(&self.columns[at])) {
            return is_bound(&self.columns[at]);
        }
        let Some(first) = self.columns.iter().position(is_of_slot) else { return false };
        // One header over several cells of dates holds them all.
        first == at
            || self.columns[at].joins
            || (slot == SCHEDULE && self.columns[first].header == self.columns[at].header)
    }

    /// What is to be done: the cell of the activities, or in a matrix each cell under a body.
    pub(crate) fn tasks(&self) -> Vec<Task> {
        let mut tasks: Vec<Task> = Vec::new();
        let whole = self.whole();
        for (index, cell) in
            self.cells_of(|column| column.body || column.role == Some(Role::Activity) || column.is_whole)
        {
            let is_wanted = |&column: &usize| !self.columns[column].is_section() || whole == Some(column);
            let Some(column) = self.assigned[index].filter(is_wanted).filter(|_| !cell.words.is_blank()) else {
                continue;
            };
            let title = Slot::of(&cell.words, self.grid.continues(self.row, index));
            if let Some(same) = tasks.iter_mut().find(|task| task.column == column) {
                same.title.join(&title);
                continue;
            }
            let body = self.columns[column].body.then(|| self.columns[column].header.clone());
            let period = self.columns[column].period.clone().filter(|_| body.is_some());
            let direction = body.clone().filter(|_| self.columns[column].direction);
            let body = body.filter(|_| period.is_none() && direction.is_none());
            tasks.push(Task {
                column,
                title,
                label: cell.label,
                indent: self.indent(cell, column),
                body,
                period,
                direction,
            });
        }
        tasks
    }

    /// The column of the tasks of which the activities are parts, if this row is such a task: it has words there, none
    /// where its parts have them, and dates or parties of its own.
    pub(crate) fn whole(&self) -> Option<usize> {
        let own =
            |index: usize| !self.grid.continues(self.row, index) && !self.grid.owner(self.row, index).words.is_blank();
        let of = |wanted: &dyn Fn(&Column) -> bool| {
            let column = (0..self.assigned.len()).filter(|&index| own(index)).filter_map(|index| self.assigned[index]);
            column.filter(|&column| wanted(&self.columns[column])).last()
        };
        let whole = of(&|column| column.is_whole)?;
        let has_part = of(&|column| column.role == Some(Role::Activity)).is_some();
        let has_slots = of(&|column| Draft::slot_of(column.role).is_some()).is_some();
        (!has_part && has_slots).then_some(whole)
    }

    /// How far a task stands in: by the blanks before its words, in a sheet, or by its column.
    fn indent(&self, cell: &GridCell, column: usize) -> usize {
        /// A blank or two are a slip.
        const LEAST: usize = 2;
        let wholes = self.columns[..column].iter().filter(|column| column.is_whole).count();
        let blanks = cell.words.text.chars().take_while(|c| c.is_whitespace() && *c != '\n').count();
        let is_indented = self.grid.name.is_some() && blanks >= LEAST;
        wholes + if is_indented { blanks } else { 0 }
    }

    /// Whether number and title are those of the row above.
    pub(crate) fn shares_title(&self) -> bool {
        let continued = |role: Role| -> Option<bool> {
            let mut cells = self.cells_of(move |column| column.role == Some(role)).peekable();
            cells.peek()?;
            Some(cells.all(|(index, cell)| {
                self.grid.continues(self.row, index) || (role == Role::Number && cell.words.is_blank())
            }))
        };
        continued(Role::Activity) == Some(true) && continued(Role::Number) != Some(false)
    }

    /// The parts of the number in the next row that has one.
    pub(crate) fn number_below(&self) -> Option<Vec<String>> {
        let column = self.columns.iter().position(|column| column.role == Some(Role::Number))?;
        let rows = (self.row + 1..self.grid.rows.len()).take(4);
        let mut numbers = rows.filter_map(|row| {
            let assigned = column::assign(self.columns, self.grid, row);
            let index = assigned.iter().position(|assigned| *assigned == Some(column))?;
            let text = &self.grid.rows[row].cells[index].words.text;
            is_number(text).then(|| parts(text))
        });
        numbers.next()
    }

    /// Whether the only words stand in the column of sections.
    pub(crate) fn is_section_row(&self) -> bool {
        let mut filled = self.solid().into_iter().peekable();
        filled.peek().is_some()
            && !self.inherits()
            && filled.all(|(index, _)| {
                let role = self.assigned[index].and_then(|column| self.columns[column].role);
                matches!(role, Some(Role::Section))
            })
    }

    /// Every column that has no place of its own in an activity.
    pub(crate) fn fields(&self) -> Vec<FieldWords> {
        let mut taken: Vec<usize> = Vec::new();
        let mut fields = Vec::new();
        for index in 0..self.assigned.len() {
            let cell = self.grid.owner(self.row, index);
            let column = self.assigned[index];
            let (header, role) = match column.map(|column| (column, &self.columns[column])) {
                Some((at, column)) => {
                    let has_place = Draft::slot_of(column.role).is_some_and(|slot| self.fills(slot, at))
                        || matches!(column.role, Some(Role::Number | Role::Activity))
                        || column.is_section()
                        || self.whole() == Some(at)
                        || column.body
                        || column.marks
                        || is_scale(self, cell);
                    if has_place {
                        continue;
                    }
                    (column.header.collapsed(), column.role)
                }
                None => (String::new(), None),
            };
            if !cell.words.is_blank() {
                taken.push(index);
                fields.push(FieldWords { header, role, words: cell.words.trimmed() });
            }
        }
        fields
    }
}

/// Whether a cell is a piece of a chart's scale, written again below the header.
pub(crate) fn is_scale(view: &RowView, cell: &GridCell) -> bool {
    let columns = view.columns.iter().filter(|column| column.scale);
    let is_under = |column: &Column| column.start < cell.end && cell.start < column.end;
    columns.clone().any(is_under)
        && view.columns.iter().filter(|column| is_under(column)).all(|column| column.scale)
        && !is_mark(view, cell)
        && chart::divides_time(&cell.words.text)
}

fn is_mark(view: &RowView, cell: &GridCell) -> bool {
    let is_marked = |column: &Column| column.marks && column.start <= cell.start && cell.end <= column.end;
    view.columns.iter().any(is_marked) && (chart::is_mark(cell.words.text.trim()) || cell.words.text.trim() == "1")
}
