use vekha_model::{Role, Span};

use crate::amendment::is_amendment;
use crate::draft::SCHEDULE;
use crate::grid::GridCell;
use crate::heading::is_named;
use crate::join;
use crate::line::{is_signature, is_totals};
use crate::numbering::{NumberKind, is_number, leading, parts};
use crate::record::Words;
use crate::rows::Rows;
use crate::view::RowView;

/// What a row is.
pub(crate) enum Kind {
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

impl Rows<'_> {
    pub(crate) fn kind(&self, view: &RowView) -> Kind {
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
}
