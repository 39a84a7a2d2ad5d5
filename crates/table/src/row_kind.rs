use vekha_model::{Role, Span};

use crate::amendment::is_amendment;
use crate::draft::{RESPONSIBLE, SCHEDULE};
use crate::grid::GridCell;
use crate::join;
use crate::line::{
    is_approval, is_continuation, is_page_line, is_placeholder, is_signature, is_source_of_funds, is_totals,
};
use crate::numbering::{NumberKind, is_number, leading, parts};
use crate::period::is_year;
use crate::record::Words;
use crate::rows::Rows;
use crate::section_name;
use crate::trace::{Kind, Taken};
use crate::view::RowView;

impl Rows<'_> {
    /// What a row is, and why.
    pub(crate) fn kind(&self, view: &RowView) -> Taken {
        let solid = view.solid();
        let Some((first, cell)) = solid.first().copied() else {
            return match view.is_blank() {
                true => Kind::Blank.because("no words"),
                false => Kind::Stray.because("signs without letters or digits"),
            };
        };
        let inherits = view.inherits();
        let all = view.all();
        if let Some(why) = self.totals(view, &solid).filter(|_| !inherits) {
            return Kind::Totals.because(why);
        }
        if is_form(view, &solid) {
            return Kind::Form.because("lines to be filled in, and no other words");
        }
        let reaches_end = view.columns.len() > 2 && view.covers(cell) + 1 >= view.columns.len();
        if solid.len() == 1 && (!inherits || reaches_end) {
            return self.alone(view, first, cell, &all);
        }
        if self.is_over_calendar(view, cell) {
            return Kind::Section.because("one text across the named columns, beside months");
        }
        if view.is_section_row() {
            return Kind::Section.because("words in the column of sections only");
        }
        if let Some(why) = self.numbered_section(view, &solid, inherits) {
            return Kind::Section.because(why);
        }
        self.several(view)
    }

    /// «Итого», and the rows below it that say what the sum is made of.
    fn totals(&self, view: &RowView, solid: &[(usize, &GridCell)]) -> Option<&'static str> {
        let numbers = solid.iter().take_while(|(_, cell)| is_number(&cell.words.text)).count();
        let first = solid.get(numbers)?.1;
        let has_body_and_dates = !view.slot(RESPONSIBLE).words.is_blank() && !view.slot(SCHEDULE).words.is_blank();
        match () {
            () if has_body_and_dates => None,
            () if is_totals(&first.words.text) => Some("it begins with «Итого» or «Всего»"),
            () if self.sums_up && numbers == 0 && is_source_of_funds(&first.words.text) => {
                Some("a part of the sum above")
            }
            () => None,
        }
    }

    /// A row with one text: a heading, a note, or what is left of an activity.
    fn alone(&self, view: &RowView, index: usize, cell: &GridCell, all: &Words) -> Taken {
        let text = &cell.words.text;
        if is_amendment(text) {
            return Kind::Amendment.because("it tells of changes to the document");
        }
        if is_signature(text, self.kinds) {
            return Kind::Signature.because("a line to sign on, or initials and a post");
        }
        if is_approval(text) {
            return Kind::Signature.because("words of approval");
        }
        if is_continuation(text) {
            return Kind::PageLine.because("it says that the section or the table goes on");
        }
        if text.trim_start().starts_with('*') {
            return Kind::Stray.because("a footnote with an asterisk");
        }
        let column = view.assigned[index].and_then(|column| view.columns.get(column));
        let role = column.and_then(|column| column.role);
        let row = &view.grid.rows[view.row];
        // A row may leave out its first cells (`w:gridBefore`): then its one cell does not stand for the whole row.
        let is_whole = row.cells.len() == 1 && view.columns.len() > 1 && !row.before;
        let is_wide = is_whole || view.covers(cell) > 1;
        let chars = all.chars();
        let numbered = leading(&chars, Span::new(0, chars.len())).filter(|found| found.kind != NumberKind::Paren);
        if is_number(text) && (role == Some(Role::Number) || (index == 0 && role.is_none())) {
            return Kind::EmptyNumbered.because("a number and nothing else");
        }
        // Where a document has become a sheet, what stood between two pages stands in a row.
        if is_page_line(text) && (index == 0 || is_wide) && !is_year(text) {
            return Kind::PageLine.because("what stands between two pages");
        }
        if view.is_matrix() {
            let is_heading = is_wide || cell.bold || numbered.is_some() || section_name::of(text).is_some();
            let is_edge = column.is_some_and(|column| !column.body);
            return match () {
                () if is_heading => Kind::Section.because("alone in a matrix: merged, bold, numbered or named"),
                () if is_edge => Kind::Section.because("alone beside a matrix"),
                () => self.several(view),
            };
        }
        if is_wide {
            return Kind::Section.because("one text across several columns");
        }
        if (index == 0 && role != Some(Role::Activity)) || role == Some(Role::Section) {
            return Kind::Section.because("one text, in the first column or that of sections");
        }
        if role != Some(Role::Activity) {
            return match self.open {
                Some(_) => self.several(view),
                None => Kind::Stray.because("one text, no title, and no row above"),
            };
        }
        let several = self.several(view);
        let goes_on = matches!(several.kind, Kind::GoesOn | Kind::Shares);
        let last = self.open.map(|open| self.drafts[open].title().text.chars().take(40).collect::<Vec<char>>());
        let last = last.unwrap_or_default();
        let last_depth = leading(&last, Span::new(0, last.len())).map_or(0, |found| found.depth);
        let is_sub_row = match numbered {
            Some(found) if view.has(Role::Number) => found.depth > 1 && self.open.is_some(),
            Some(found) => found.depth > 1 && last_depth == found.depth,
            None => text.trim().starts_with(char::is_lowercase) && self.open.is_some(),
        };
        match () {
            () if goes_on => Kind::GoesOn.because(several.why),
            () if is_sub_row && !cell.bold => Kind::Activity.because("a title alone, a part of the row above"),
            () => Kind::Section.because("a title alone, with no row to go on with"),
        }
    }

    /// «II. Ремонт | ФЕВРАЛЬ | МАРТ»: a section in a Gantt chart, which says the months again.
    fn is_over_calendar(&self, view: &RowView, cell: &GridCell) -> bool {
        let is_blank = |slot: usize| view.slot(slot).words.is_blank();
        let others = || view.grid.filled(view.row).filter(|(_, other)| other.start != cell.start);
        view.covers(cell) > 2
            && (0..4).all(is_blank)
            && others().all(|(index, other)| {
                let column = view.assigned[index].map(|column| &view.columns[column]);
                column.is_some_and(|column| column.role.is_none()) && self.kinds.is_schedule(&other.words.text)
            })
    }

    /// «1 | Организационные мероприятия», and nothing else: a section if its rows are «1.1», «1.2», or if it looks like one.
    fn numbered_section(&self, view: &RowView, solid: &[(usize, &GridCell)], inherits: bool) -> Option<&'static str> {
        let &[(first, number), (second, title)] = solid else { return None };
        let of = |index: usize| view.assigned[index].and_then(|column| view.columns[column].role);
        let is_numbered = is_number(&number.words.text) || section_name::of(&number.words.text).is_some();
        let is_title =
            is_numbered && (matches!(of(second), Some(Role::Activity | Role::Section)) || view.covers(title) > 2);
        if inherits || of(first) != Some(Role::Number) || !is_title {
            return None;
        }
        let reaches_end = view.columns.len() > 2 && view.covers(title) + 1 >= view.columns.len();
        let own = parts(&number.words.text);
        let is_letter = number.words.text.trim().starts_with(char::is_alphabetic);
        let below = view.grid.rows.get(view.row + 1).and_then(|_| view.number_below());
        let starts_anew = below.as_ref().is_some_and(|below| *below == ["1"]) && own.len() == 1;
        let has_parts_below = below.is_some_and(|below| below.len() > own.len() && below.starts_with(&own));
        let introduces = title.words.text.trim_end().ends_with(':');
        match () {
            () if reaches_end => Some("a number, and a text across the other columns"),
            () if is_letter => Some("a number of letters and a text"),
            () if title.bold => Some("a number and a bold text"),
            () if starts_anew => Some("a number and a text, the rows below begin at 1"),
            () if has_parts_below && !introduces => Some("a number and a text, its parts are numbered below"),
            () => None,
        }
    }

    /// A row with several texts: whether it stands alone or goes on with the row above it.
    fn several(&self, view: &RowView) -> Taken {
        let Some(open) = self.open.map(|open| &self.drafts[open]) else {
            return match view.tasks().is_empty() {
                true => Kind::Stray.because("no title, and no row above"),
                false => Kind::Activity.because("a title, and no row above to go on with"),
            };
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
        let (join, why) = join::with(open, &row, self.kinds);
        let kind = match join {
            join::Join::GoesOn => Kind::GoesOn,
            join::Join::Shares => Kind::Shares,
            join::Join::No if view.tasks().is_empty() => Kind::Stray,
            join::Join::No => Kind::Activity,
        };
        kind.because(why)
    }
}

/// Whether a row has nothing but placeholders: «(наименование мероприятия) | ____».
fn is_form(view: &RowView, solid: &[(usize, &GridCell)]) -> bool {
    let words = || solid.iter().filter(|(_, cell)| !is_number(&cell.words.text));
    words().next().is_some()
        && words().all(|(_, cell)| is_placeholder(&cell.words.text))
        && (solid.len() > 1 || view.grid.filled(view.row).count() > 1)
}
