use vekha_model::{Note, Place, Role};

use crate::Kinds;
use crate::chart;
use crate::column::Column;
use crate::dating;
use crate::draft::{Draft, SCHEDULE, Slot};
use crate::grid::Grid;
use crate::plan::Sheet;
use crate::record::{Class, Words};
use crate::rows::Rows;
use crate::view::{RowView, is_scale};

impl Rows<'_> {
    /// The row's cells by what they hold; notes those that no column wants.
    pub(crate) fn draft(&mut self, sheet: &Sheet, view: &RowView) -> Draft {
        let block = sheet.place.outer_block();
        let outer_row = match sheet.place.steps[..] {
            [_] => view.row + 1,
            // In a nested table the row is that of the layout table.
            _ => sheet.place.steps[0].cell.map_or(view.row + 1, |(row, _)| row),
        };
        self.paint(view);
        let mut draft = Draft {
            row: (block, outer_row),
            merges: self.merges_rows,
            has_numbers: view.has(Role::Number),
            is_window: view.has(Role::Start) && view.has(Role::End),
            number: view.number(),
            tasks: view.tasks(),
            ..Draft::default()
        };
        for slot in 0..draft.slots.len() {
            draft.slots[slot] = view.slot(slot);
        }
        self.carry_dates(view, &mut draft);
        self.mark_dates(view, &mut draft);
        draft.fields = view.fields();
        self.sections(view, &mut draft);
        draft.path = self.headings.path();
        draft.path.extend(self.section.iter().cloned());
        draft.section = self.headings.section();
        draft.dates = self.headings.dates();
        if draft.dates.is_empty() {
            draft.dates.extend(sheet_dates(&sheet.grid, self.kinds));
        }
        draft.dates.extend(self.section.as_ref().and_then(|section| dating::dates(section, self.kinds)));
        self.note_shape(sheet, view);
        draft
    }

    fn paint(&mut self, view: &RowView) {
        let whole = view.whole();
        for (index, cell) in view.grid.filled(view.row) {
            let column = view.assigned[index].map(|column| &view.columns[column]);
            let class = match column {
                Some(column) if column.role == Some(Role::Number) => Class::Number,
                Some(_) if view.assigned[index] == whole => Class::Field,
                Some(column) if column.is_section() => Class::Heading,
                _ if is_scale(view, cell) => Class::Header,
                _ => Class::Field,
            };
            self.ledger.paint(&cell.words, class);
        }
    }

    /// In plain text a month left of the activities stands once, above the blank cells it holds for.
    fn carry_dates(&mut self, view: &RowView, draft: &mut Draft) {
        let position = |role| view.columns.iter().position(|column| column.role == Some(role));
        let leads = position(Role::Dates).is_some_and(|dates| Some(dates) < position(Role::Activity));
        if draft.merges || !leads {
            return;
        }
        if !draft.slots[SCHEDULE].words.is_blank() {
            self.leading_dates = Some(draft.slots[SCHEDULE].clone());
        } else if let Some(dates) = &self.leading_dates {
            draft.slots[SCHEDULE] = Slot { inherited: true, ..dates.clone() };
        }
    }

    /// «+» below «май» is a date.
    fn mark_dates(&self, view: &RowView, draft: &mut Draft) {
        let schedule = &mut draft.slots[SCHEDULE];
        let has_dates = view.has(Role::Dates) || view.has(Role::Start);
        if has_dates && !schedule.words.is_blank() {
            return;
        }
        let mut last: Option<&Words> = None;
        for (index, cell) in view.grid.filled(view.row) {
            let column = view.assigned[index].and_then(|column| view.columns.get(column));
            let is_mark = chart::is_mark(cell.words.text.trim()) || cell.words.text.trim() == "1";
            let column = column.filter(|_| is_mark);
            if let Some(period) = column.filter(|column| column.marks).and_then(|column| column.period.as_ref()) {
                // Weeks below one month are marks of that month.
                if last.replace(period) != Some(period) {
                    schedule.words.append(", ", period);
                }
            }
        }
    }

    /// A column of sections: its words hold until the next ones. A number merged along with them is theirs.
    fn sections(&mut self, view: &RowView, draft: &mut Draft) {
        let mut own: Option<Words> = None;
        let mut owner_row = None;
        let whole = view.whole();
        for (index, cell) in view.cells_of(Column::is_section) {
            if whole.is_some() && view.assigned[index] == whole {
                continue;
            }
            let words = cell.words.trimmed().rejoined();
            if words.is_blank() {
                continue;
            }
            owner_row = view.grid.rows[view.row].cells.get(index).map(|cell| cell.owner.0).filter(|_| cell.merged);
            match &mut own {
                None => own = Some(words),
                Some(own) => own.append(" ", &words),
            }
        }
        let number = view.cells_of(|column| column.role == Some(Role::Number)).next();
        let shares_merge = number.is_some_and(|(index, cell)| {
            cell.merged && Some(view.grid.rows[view.row].cells[index].owner.0) == owner_row
        });
        if shares_merge && let Some(section) = &own {
            let mut joined = draft.number.words.clone();
            joined.append(" ", section);
            own = Some(joined);
            draft.number = Slot::default();
        }
        if own.is_some() {
            self.section = own;
        }
    }

    fn note_shape(&mut self, sheet: &Sheet, view: &RowView) {
        for (index, cell) in view.grid.filled(view.row) {
            if view.assigned[index].is_none()
                && let Some(piece) = cell.words.pieces.first()
            {
                let text = format!("a cell right of the last column: `{}`", cell.words.collapsed());
                self.notes.push(Note::at("extra_cell", Place { span: None, ..piece.place.clone() }, text));
            }
        }
        let cells = &view.grid.rows[view.row].cells;
        let last = cells.last().map_or(0, |cell| cell.end);
        if last < view.columns.last().map_or(0, |column| column.end) && cells.len() < view.columns.len() {
            let text = format!("{} cells under {} columns", cells.len(), view.columns.len());
            self.notes.push(Note::at("short_row", crate::grid::cell_place(&sheet.place, view.row, 1), text));
        }
    }
}

/// The month that a sheet is named by: «Сентябрь», «Декабрь 2024».
fn sheet_dates(grid: &Grid, kinds: &dyn Kinds) -> Option<Words> {
    let name = grid.name.as_deref()?;
    let words = Words { text: name.to_owned(), pieces: Vec::new() };
    (dating::rank(name) == Some(dating::Rank::Month)).then(|| dating::dates(&words, kinds)).flatten()
}
