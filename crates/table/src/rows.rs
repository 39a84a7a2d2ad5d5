use std::collections::BTreeSet;

use vekha_model::{Block, Document, Note, Part, Place, Role, Span};

use crate::Kinds;
use crate::amendment::is_amendment;
use crate::column::{self, Column};
use crate::draft::{Draft, SCHEDULE, Slot};
use crate::grid::{Grid, GridCell};
use crate::header;
use crate::heading::{Headings, is_named};
use crate::join;
use crate::ledger::Ledger;
use crate::line::{is_heading_paragraph, is_page_line, is_signature, is_totals, running_heads};
use crate::numbering::{NumberKind, is_number, leading, parts};
use crate::plan::Sheet;
use crate::record::{Class, Words};
use crate::view::RowView;
use crate::words::Signs;

/// Reads the plan's tables row by row.
pub(crate) struct Rows<'a> {
    pub document: &'a Document,
    pub kinds: &'a dyn Kinds,
    pub ledger: Ledger,
    pub notes: Vec<Note>,
    pub amendments: Vec<Words>,
    pub drafts: Vec<Draft>,
    pub bullets: Signs,
    /// Lines that pages repeat.
    running: BTreeSet<String>,
    headings: Headings,
    /// The words of the column of sections, which hold until the next ones.
    section: Option<Words>,
    /// The dates left of the activities, which in plain text hold until the next ones.
    leading_dates: Option<Slot>,
    /// The row that a next one may go on with.
    open: Option<usize>,
    /// Whether the page has just turned: a new table, or a repeated header.
    after_break: bool,
}

/// What a row is.
enum Kind {
    Blank,
    Amendment,
    Heading,
    Totals,
    Signature,
    EmptyNumbered,
    /// Goes on with the row above it in mid-sentence.
    GoesOn,
    /// Shares number and title with the row above.
    Shares,
    Activity,
    Stray,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(document: &'a Document, kinds: &'a dyn Kinds, notes: Vec<Note>) -> Self {
        Self {
            document,
            kinds,
            ledger: Ledger::default(),
            notes,
            amendments: Vec::new(),
            drafts: Vec::new(),
            bullets: Signs::new(),
            running: running_heads(document),
            headings: Headings::default(),
            section: None,
            leading_dates: None,
            open: None,
            after_break: false,
        }
    }

    /// Another plan begins: no section or row of the last one goes on.
    pub(crate) fn close(&mut self) {
        self.headings.close();
        self.section = None;
        self.leading_dates = None;
        self.open = None;
    }

    /// A paragraph between tables; whether it belongs to the plan.
    pub(crate) fn paragraph(&mut self, block: usize) -> bool {
        let Some(Block::Paragraph(paragraph)) = self.document.blocks.get(block) else { return false };
        let words = Words::at(&self.document.place(block), &paragraph.text);
        if paragraph.part != Part::Body || words.is_blank() {
            return words.is_blank();
        }
        if self.running.contains(words.text.trim()) {
            self.ledger.paint(&words, Class::Dropped("running head"));
        } else if is_amendment(&words.text) {
            self.amendment(&words);
        } else if is_page_line(&words.text) {
            self.ledger.paint(&words, Class::Dropped("page number"));
        } else if is_heading_paragraph(paragraph, self.kinds) {
            self.heading(words);
        } else {
            return false;
        }
        true
    }

    fn amendment(&mut self, words: &Words) {
        self.ledger.paint(words, Class::Amendment);
        self.amendments.push(words.trimmed());
    }

    fn heading(&mut self, words: Words) {
        self.ledger.paint(&words, Class::Heading);
        self.headings.open(words.trimmed().rejoined());
        self.section = None;
        self.leading_dates = None;
        self.open = None;
    }

    /// All rows of a table.
    pub(crate) fn sheet(&mut self, sheet: &Sheet) {
        if !sheet.goes_on {
            self.leading_dates = None;
        }
        self.after_break = true;
        self.bullets.extend(sheet.grid.bullets.clone());
        let mut columns = sheet.columns.clone();
        let signatures: Vec<Vec<String>> =
            (sheet.header.0..sheet.header.1).map(|row| header::signature(&sheet.grid, row)).collect();
        let mut skip = sheet.header;
        for row in 0..sheet.grid.rows.len() {
            self.hide_continued(&sheet.grid, row);
            let width = sheet.grid.filled(row).count();
            let is_repeated = || {
                signatures.iter().any(|header| header.len() == width && *header == header::signature(&sheet.grid, row))
            };
            if (skip.0..skip.1).contains(&row) || is_repeated() {
                self.header_row(&sheet.grid, row);
            } else if row < sheet.header.0 {
                self.above_header(sheet, row);
            } else if header::is_numbering(&sheet.grid, row) && (self.after_break || row == 0) {
                self.header_row(&sheet.grid, row);
            } else if header::is_header(&sheet.grid, row, self.kinds) && row > sheet.header.1 {
                let next = header::at(&sheet.grid, row, self.kinds);
                let (completed, _) = column::complete(next.columns, &sheet.grid, next.past, self.kinds);
                if column::is_plan(&completed) {
                    columns = completed;
                    skip = (row, next.past);
                    self.header_row(&sheet.grid, row);
                } else {
                    self.row(sheet, &columns, row);
                }
            } else {
                self.row(sheet, &columns, row);
            }
        }
    }

    /// Words kept by Word in cells that a merge hides.
    fn hide_continued(&mut self, grid: &Grid, row: usize) {
        for (index, cell) in grid.rows[row].cells.iter().enumerate() {
            if grid.continues(row, index) {
                self.ledger.paint(&cell.words, Class::Dropped("hidden by a merge"));
            }
        }
    }

    fn header_row(&mut self, grid: &Grid, row: usize) {
        for (_, cell) in grid.filled(row) {
            self.ledger.paint(&cell.words, Class::Header);
        }
        self.after_break = true;
    }

    /// A line above the header: a section's heading, a line about amendments, or the table's caption.
    fn above_header(&mut self, sheet: &Sheet, row: usize) {
        let Some((_, cell)) = sheet.grid.filled(row).next() else { return };
        let words = cell.words.clone();
        let chars = words.chars();
        let is_numbered = leading(&chars, Span::new(0, chars.len())).is_some() || is_named(&words.text);
        if sheet.grid.filled(row).count() == 1 && is_amendment(&words.text) {
            self.amendment(&words);
        } else if sheet.grid.filled(row).count() == 1 && is_numbered {
            self.heading(words);
        } else {
            for (_, cell) in sheet.grid.filled(row) {
                self.ledger.paint(&cell.words, Class::Caption);
            }
        }
    }

    fn row(&mut self, sheet: &Sheet, columns: &[Column], row: usize) {
        let assigned = column::assign(columns, &sheet.grid, row);
        let view = RowView { grid: &sheet.grid, row, columns, assigned };
        match self.kind(&view) {
            Kind::Blank => return,
            Kind::Amendment => self.amendment(&view.all()),
            Kind::Heading => self.heading(view.all()),
            Kind::Totals => self.ledger.paint(&view.all(), Class::Dropped("totals row")),
            Kind::Signature => self.ledger.paint(&view.all(), Class::Dropped("signature")),
            Kind::EmptyNumbered => {
                self.ledger.paint(&view.all(), Class::Dropped("empty numbered row"));
                return;
            }
            Kind::GoesOn => self.extend(sheet, &view, true),
            Kind::Shares => self.extend(sheet, &view, false),
            Kind::Activity => self.activity(sheet, &view),
            Kind::Stray => {
                let text = format!("a row without an activity: `{}`", view.all().collapsed());
                self.notes.push(Note::at("stray_row", crate::grid::cell_place(&sheet.place, row, 1), text));
            }
        }
        self.after_break = false;
    }

    fn kind(&self, view: &RowView) -> Kind {
        let solid = view.solid();
        let Some((first, cell)) = solid.first().copied() else {
            return if view.is_blank() { Kind::Blank } else { Kind::Stray };
        };
        let inherits = view.inherits();
        let all = view.all();
        if is_totals(&cell.words.text) && !inherits {
            return Kind::Totals;
        }
        let reaches_end = view.columns.len() > 2 && view.covers(cell) + 1 >= view.columns.len();
        if solid.len() == 1 && (!inherits || reaches_end) {
            return self.alone(view, first, cell, &all);
        }
        if view.is_section_row() || self.is_numbered_section(view, &solid, inherits) {
            return Kind::Heading;
        }
        self.several(view)
    }

    /// A row with one text: a heading, a note, or what is left of an activity.
    fn alone(&self, view: &RowView, index: usize, cell: &GridCell, all: &Words) -> Kind {
        let text = &cell.words.text;
        if is_amendment(text) {
            return Kind::Amendment;
        }
        if is_signature(text, self.kinds) {
            return Kind::Signature;
        }
        if text.trim_start().starts_with('*') {
            return Kind::Stray;
        }
        let column = view.assigned[index].and_then(|column| view.columns.get(column));
        let role = column.and_then(|column| column.role);
        let is_whole = view.grid.rows[view.row].cells.len() == 1 && view.columns.len() > 1;
        let is_wide = is_whole || view.covers(cell) > 1;
        let chars = all.chars();
        let numbered = leading(&chars, Span::new(0, chars.len())).filter(|found| found.kind != NumberKind::Paren);
        if is_number(text) && role == Some(Role::Number) {
            return Kind::EmptyNumbered;
        }
        if view.is_matrix() {
            let is_heading = is_wide || cell.bold || numbered.is_some() || is_named(text);
            let is_edge = column.is_some_and(|column| !column.body);
            return if is_heading || is_edge { Kind::Heading } else { self.several(view) };
        }
        if is_wide || (index == 0 && role != Some(Role::Activity)) || role == Some(Role::Section) {
            return Kind::Heading;
        }
        if role != Some(Role::Activity) {
            return if self.open.is_some() { self.several(view) } else { Kind::Stray };
        }
        let goes_on = matches!(self.several(view), Kind::GoesOn | Kind::Shares);
        let last = self.open.map(|open| self.drafts[open].title().text.chars().take(40).collect::<Vec<char>>());
        let last = last.unwrap_or_default();
        let last_depth = leading(&last, Span::new(0, last.len())).map_or(0, |found| found.depth);
        let is_sub_row = match numbered {
            Some(found) if view.has(Role::Number) => found.depth > 1 && self.open.is_some(),
            Some(found) => found.depth > 1 && last_depth == found.depth,
            None => text.trim().starts_with(char::is_lowercase) && self.open.is_some(),
        };
        match () {
            () if goes_on => Kind::GoesOn,
            () if is_sub_row && !cell.bold => Kind::Activity,
            () => Kind::Heading,
        }
    }

    /// «1 | Организационные мероприятия», and nothing else: a section if its rows are «1.1», «1.2», or if it looks like one.
    fn is_numbered_section(&self, view: &RowView, solid: &[(usize, &GridCell)], inherits: bool) -> bool {
        let &[(first, number), (second, title)] = solid else { return false };
        let of = |index: usize| view.assigned[index].and_then(|column| view.columns[column].role);
        let is_numbered = is_number(&number.words.text) || is_named(&number.words.text);
        let is_title = is_numbered && matches!(of(second), Some(Role::Activity | Role::Section));
        if inherits || of(first) != Some(Role::Number) || !is_title {
            return false;
        }
        let reaches_end = view.columns.len() > 2 && view.covers(title) + 1 >= view.columns.len();
        let own = parts(&number.words.text);
        let is_letter = number.words.text.trim().starts_with(char::is_alphabetic);
        let below = view.grid.rows.get(view.row + 1).and_then(|_| view.number_below());
        let starts_anew = below.as_ref().is_some_and(|below| *below == ["1"]) && own.len() == 1;
        let has_parts_below = below.is_some_and(|below| below.len() > own.len() && below.starts_with(&own));
        let introduces = title.words.text.trim_end().ends_with(':');
        reaches_end || is_letter || title.bold || starts_anew || (has_parts_below && !introduces)
    }

    /// A row with several texts: whether it stands alone or goes on with the row above it.
    fn several(&self, view: &RowView) -> Kind {
        let Some(open) = self.open.map(|open| &self.drafts[open]) else {
            return if view.tasks().is_empty() { Kind::Stray } else { Kind::Activity };
        };
        let row = join::Row {
            number: view.number().words.text,
            has_numbers: view.has(Role::Number),
            tasks: view.tasks(),
            shares: view.shares_title(),
            dates: view.slot(SCHEDULE),
            others: (1..4).map(|slot| view.slot(slot)).collect(),
            after_break: self.after_break,
        };
        match join::with(open, &row, self.kinds) {
            join::Join::GoesOn => Kind::GoesOn,
            join::Join::Shares => Kind::Shares,
            join::Join::No if view.tasks().is_empty() => Kind::Stray,
            join::Join::No => Kind::Activity,
        }
    }

    fn activity(&mut self, sheet: &Sheet, view: &RowView) {
        self.headings.passed();
        let draft = self.draft(sheet, view);
        self.open = Some(self.drafts.len());
        self.drafts.push(draft);
    }

    /// Adds a row's cells to those of the row it goes on with.
    fn extend(&mut self, sheet: &Sheet, view: &RowView, in_sentence: bool) {
        let more = self.draft(sheet, view);
        let Some(open) = self.open.and_then(|open| self.drafts.get_mut(open)) else { return };
        let add = |slot: &mut Slot, other: &Slot| if in_sentence { slot.go_on(other) } else { slot.join(other) };
        for task in more.tasks {
            match open.tasks.iter_mut().find(|open| open.column == task.column) {
                Some(same) => add(&mut same.title, &task.title),
                None => open.tasks.push(task),
            }
        }
        for (slot, other) in open.slots.iter_mut().zip(&more.slots) {
            add(slot, other);
        }
        for field in more.fields {
            match open.fields.iter_mut().find(|open| open.header == field.header) {
                Some(same) if same.words.pieces == field.words.pieces => {}
                Some(same) if in_sentence => same.words.continue_with(&field.words),
                Some(same) => same.words.append("\n", &field.words),
                None => open.fields.push(field),
            }
        }
    }

    /// The row's cells by what they hold; notes those that no column wants.
    fn draft(&mut self, sheet: &Sheet, view: &RowView) -> Draft {
        let block = sheet.place.outer_block();
        let outer_row = match sheet.place.steps[..] {
            [_] => view.row + 1,
            // In a nested table the row is that of the layout table.
            _ => sheet.place.steps[0].cell.map_or(view.row + 1, |(row, _)| row),
        };
        self.paint(view);
        let mut draft = Draft {
            row: (block, outer_row),
            merges: sheet.grid.merges,
            has_numbers: view.has(Role::Number),
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
        self.note_shape(sheet, view);
        draft
    }

    fn paint(&mut self, view: &RowView) {
        for (index, cell) in view.grid.filled(view.row) {
            let column = view.assigned[index].map(|column| &view.columns[column]);
            let class = match column {
                Some(column) if column.role == Some(Role::Number) => Class::Number,
                Some(column) if column.is_section() => Class::Heading,
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

    /// «+» below «май» is a date; so is a heading «Май» where there is no column of dates.
    fn mark_dates(&self, view: &RowView, draft: &mut Draft) {
        let schedule = &mut draft.slots[SCHEDULE];
        for (index, _) in view.grid.filled(view.row) {
            let column = view.assigned[index].and_then(|column| view.columns.get(column));
            if let Some(period) = column.filter(|column| column.marks).and_then(|column| column.period.as_ref()) {
                schedule.words.append(", ", period);
            }
        }
        let has_dates =
            view.has(Role::Dates) || view.has(Role::Start) || view.columns.iter().any(|column| column.marks);
        let heading = self.headings.path().pop();
        if let Some(month) = heading.filter(|heading| !has_dates && self.kinds.is_schedule(&heading.text)) {
            *schedule = Slot::of(&month, true);
        }
    }

    /// A column of sections: its words hold until the next ones. A number merged along with them is theirs.
    fn sections(&mut self, view: &RowView, draft: &mut Draft) {
        let mut own: Option<Words> = None;
        let mut owner_row = None;
        for (index, cell) in view.cells_of(Column::is_section) {
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
