use std::collections::BTreeSet;

use vekha_model::{Block, Document, Note, Part, Span};

use crate::Kinds;
use crate::amendment::is_amendment;
use crate::choice;
use crate::column::{self, Column};
use crate::draft::{Draft, Slot};
use crate::grid::Grid;
use crate::header;
use crate::heading::Headings;
use crate::ledger::Ledger;
use crate::line::{is_heading_paragraph, is_page_line, is_title, running_heads};
use crate::numbering::leading;
use crate::plan::Sheet;
use crate::record::{Class, Words};
use crate::section_name;
use crate::trace::{Kind, LineTrace, RowTrace, Taken};
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
    /// What the rows of the tables so far were taken as.
    pub rows: Vec<Vec<RowTrace>>,
    /// What the paragraphs between them were taken as.
    pub lines: Vec<LineTrace>,
    /// Lines that pages repeat.
    running: BTreeSet<String>,
    pub headings: Headings,
    /// The words of the column of sections, which hold until the next ones.
    pub section: Option<Words>,
    /// The dates left of the activities, which in plain text hold until the next ones.
    pub leading_dates: Option<Slot>,
    /// The row that a next one may go on with.
    pub open: Option<usize>,
    /// Whether the page has just turned: a new table, or a repeated header.
    pub after_break: bool,
    /// Whether the last row was one of totals, which those that follow may explain.
    pub sums_up: bool,
    /// Whether cells are merged over rows: an author who never does so leaves a cell blank where one above holds.
    pub merges_rows: bool,
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
            rows: Vec::new(),
            lines: Vec::new(),
            running: running_heads(document),
            headings: Headings::default(),
            section: None,
            leading_dates: None,
            open: None,
            after_break: false,
            sums_up: false,
            merges_rows: false,
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
        let taken = if self.running.contains(words.text.trim()) {
            self.ledger.paint(&words, Class::Dropped("running head"));
            Kind::RunningHead.because("the same line stands between other tables")
        } else if is_amendment(&words.text) {
            self.amendment(&words);
            Kind::Amendment.because("it tells of changes to the document")
        } else if is_page_line(&words.text) {
            self.ledger.paint(&words, Class::Dropped("page number"));
            Kind::PageLine.because("a page's number, or «Продолжение»")
        } else if is_heading_paragraph(paragraph, self.kinds) {
            self.heading(words, paragraph.bold || paragraph.heading.is_some());
            Kind::Section.because("numbered, named or set as a heading")
        } else {
            return false;
        };
        self.lines.push(LineTrace { place: self.document.place(block), taken });
        true
    }

    fn amendment(&mut self, words: &Words) {
        self.ledger.paint(words, Class::Amendment);
        self.amendments.push(words.trimmed());
    }

    fn heading(&mut self, words: Words, bold: bool) {
        self.ledger.paint(&words, Class::Heading);
        self.headings.open(words.trimmed().rejoined(), bold, self.kinds);
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
        self.merges_rows = sheet.grid.merges_rows(sheet.header.1);
        self.bullets.extend(sheet.grid.bullets.clone());
        sheet.grid.cut.iter().for_each(|words| self.ledger.paint(words, Class::Field));
        let mut columns = sheet.columns.clone();
        let signatures: Vec<Vec<String>> =
            (sheet.header.0..sheet.header.1).map(|row| header::signature(&sheet.grid, row)).collect();
        let mut skip = sheet.header;
        let mut traced = Vec::with_capacity(sheet.grid.rows.len());
        for row in 0..sheet.grid.rows.len() {
            self.hide_continued(&sheet.grid, row);
            let is_repeated = || signatures.iter().any(|header| header::has_signature(&sheet.grid, row, header));
            let taken = if (skip.0..skip.1).contains(&row) {
                self.header_row(&sheet.grid, row);
                Kind::Header.because("its words name what the columns hold")
            } else if is_repeated() {
                self.header_row(&sheet.grid, row);
                Kind::RepeatedHeader.because("the header's words again")
            } else if row < sheet.header.0 {
                self.above_header(sheet, row)
            } else if header::is_full_numbering(&sheet.grid, row, columns.len())
                || (header::is_numbering(&sheet.grid, row) && (self.after_break || row == 0))
            {
                self.header_row(&sheet.grid, row);
                Kind::Numbering.because("it only numbers the columns")
            } else if row > sheet.header.1
                && header::is_another(&sheet.grid, row, self.kinds)
                && !header::begins_low(&sheet.grid, row)
            {
                let next = header::at(&sheet.grid, row, self.kinds);
                let (completed, _) = choice::complete(next.columns, &sheet.grid, next.past, self.kinds);
                if column::is_plan(&completed) {
                    columns = completed;
                    skip = (row, next.past);
                    self.header_row(&sheet.grid, row);
                    Kind::Header.because("further down, words that name other columns")
                } else {
                    self.row(sheet, &columns, row)
                }
            } else {
                self.row(sheet, &columns, row)
            };
            traced.push(RowTrace { row, taken });
        }
        self.rows.push(traced);
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
    fn above_header(&mut self, sheet: &Sheet, row: usize) -> Taken {
        let Some((_, cell)) = sheet.grid.filled(row).next() else { return Kind::Blank.because("no words") };
        let words = cell.words.clone();
        let chars = words.chars();
        let is_numbered =
            leading(&chars, Span::new(0, chars.len())).is_some() || section_name::of(&words.text).is_some();
        let titles = (row + 1..sheet.header.0).flat_map(|below| sheet.grid.filled(below).next());
        let is_above_title = titles.into_iter().any(|(_, cell)| is_title(&cell.words.text));
        if sheet.grid.filled(row).count() == 1 && is_amendment(&words.text) {
            self.amendment(&words);
            Kind::Amendment.because("it tells of changes to the document")
        } else if sheet.grid.filled(row).count() == 1 && is_numbered && !is_above_title {
            self.heading(words, cell.bold);
            Kind::Section.because("a numbered or named text above the header")
        } else if sheet.grid.filled(row).count() == 1
            && row + 1 == sheet.header.0
            && !is_title(&words.text)
            && !words.text.trim_end().ends_with('.')
            && heads_each_section(sheet)
        {
            self.heading(words, cell.bold);
            Kind::Section.because("above the header, as another text is above the header's words again")
        } else {
            for (_, cell) in sheet.grid.filled(row) {
                self.ledger.paint(&cell.words, Class::Caption);
            }
            Kind::Caption.because("it stands above the header")
        }
    }

    fn row(&mut self, sheet: &Sheet, columns: &[Column], row: usize) -> Taken {
        let assigned = column::assign(columns, &sheet.grid, row);
        let view = RowView { grid: &sheet.grid, row, columns, assigned };
        let taken = self.kind(&view);
        match taken.kind {
            Kind::Blank => return taken,
            Kind::Amendment => self.amendment(&view.all()),
            Kind::Section if self.after_break && self.headings.repeats(&view.all()) => {
                // The page has turned in the middle of the section, and perhaps of a row.
                self.ledger.paint(&view.all(), Class::Header);
                return Kind::RepeatedHeader.because("the section's heading again");
            }
            Kind::Section => self.section_row(&view),
            Kind::PageLine => {
                self.ledger.paint(&view.all(), Class::Dropped("page line"));
                self.after_break = true;
                return taken;
            }
            Kind::Totals => {
                self.ledger.paint(&view.all(), Class::Dropped("totals row"));
                // What comes below a sum goes on with nothing above it.
                self.open = None;
            }
            Kind::Form => self.ledger.paint(&view.all(), Class::Dropped("lines to be filled in")),
            Kind::Signature => self.ledger.paint(&view.all(), Class::Dropped("signature")),
            Kind::EmptyNumbered => {
                self.ledger.paint(&view.all(), Class::Dropped("empty numbered row"));
                return taken;
            }
            Kind::GoesOn => self.extend(sheet, &view, true),
            Kind::Shares => self.extend(sheet, &view, false),
            Kind::Activity => self.activity(sheet, &view),
            _ => {
                let text = format!("a row without an activity: `{}`", view.all().collapsed());
                self.notes.push(Note::at("stray_row", crate::grid::cell_place(&sheet.place, row, 1), text));
            }
        }
        self.after_break = false;
        self.sums_up = taken.kind == Kind::Totals;
        taken
    }

    fn section_row(&mut self, view: &RowView) {
        let mut cells = view.grid.filled(view.row).map(|(_, cell)| cell).peekable();
        let first = cells.peek().map_or(0, |cell| view.covers(cell));
        let mut words = Words::default();
        for (index, cell) in cells.enumerate() {
            // The months of a Gantt chart, said again beside a section, are a header.
            if index > 0 && first > 2 && self.kinds.is_schedule(&cell.words.text) {
                self.ledger.paint(&cell.words, Class::Header);
            } else {
                words.append(" ", &cell.words.trimmed());
            }
        }
        self.heading(words, view.is_bold());
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
}

/// Whether the header's words come again further down with a text across the table above them: then the text above the
/// first ones is a section too.
fn heads_each_section(sheet: &Sheet) -> bool {
    let grid = &sheet.grid;
    let header = header::signature(grid, sheet.header.0);
    // The end of a row that a page cuts stands in its own column.
    let stands_first = |row: usize| {
        let Some(text) = grid.rows[row].cells.first().map(|cell| &cell.words.text) else { return false };
        let is_of_page = is_page_line(text) || is_amendment(text);
        grid.filled(row).count() == 1 && !text.trim().is_empty() && !is_of_page
    };
    (sheet.header.1 + 1..grid.rows.len()).any(|row| {
        stands_first(row - 1) && grid.filled(row).count() == header.len() && header::signature(grid, row) == header
    })
}
