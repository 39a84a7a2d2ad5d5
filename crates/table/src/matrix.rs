//! Tables whose columns are bodies, dates or directions: each cell below says what is to be done.

use std::collections::BTreeSet;

use vekha_lexis::fold;
use vekha_model::{Place, Role};

use crate::choice;
use crate::column::{self, Column};
use crate::grid::Grid;
use crate::header::{self, Header, MAX_CELLS};
use crate::plan::Search;
use crate::record::Words;

/// A header with more words names no body.
const MAX_BODY: usize = 200;

impl Search<'_> {
    /// Takes the table for a matrix, if it is one.
    pub(crate) fn matrix(&mut self, grid: &Grid, place: &Place) -> bool {
        let Some(first) = (0..grid.rows.len().min(4)).find(|&row| grid.filled(row).count() > 1) else {
            return self.refuse("no row with several texts at the top");
        };
        if grid.rows[first].cells.len() > MAX_CELLS {
            return false;
        }
        let is_repeated = self.repeated.contains(&header::signature(grid, first));
        let Header { past, mut columns, .. } = header::at(grid, first, self.kinds);
        let header = (first, past);
        let is_of_periods = columns.iter().filter(|column| column.is_period(self.kinds)).count() >= 2;
        for column in &mut columns {
            let names_body = !column.is_known && !column.header.is_blank();
            column.body = match is_of_periods {
                true => column.is_period(self.kinds),
                false => names_body && column.header.text.chars().take(MAX_BODY + 1).count() <= MAX_BODY,
            };
        }
        self.offices_are_bodies(grid, past, &mut columns);
        if is_of_periods {
            return self.matrix_of_periods(grid, place, header, columns);
        }
        let bodies: Vec<&Column> = columns.iter().filter(|column| column.body).collect();
        let parties = bodies.iter().filter(|column| self.is_person_or_body(&column.header.text)).count();
        let has_roles = columns.iter().any(|column| column.role.is_some_and(|role| role != Role::Number));
        let has_activity = columns.iter().any(|column| column.role == Some(Role::Activity));
        let names_parties = parties > 1 && parties * 2 >= bodies.len();
        if !names_parties && names_directions(&columns) {
            return self.matrix_of_directions(grid, place, header, columns);
        }
        let is_named = bodies.len() >= 2 && (names_parties || (is_repeated && !has_roles));
        let fits = is_named && (self.is_same(&columns) || self.holds_tasks(grid, past, &columns));
        if has_activity || !fits {
            return is_named && self.refuse("columns of bodies, but no tasks below them");
        }
        self.take_matrix(grid, place, header, columns, "a matrix: its columns are bodies")
    }

    fn take_matrix(
        &mut self,
        grid: &Grid,
        place: &Place,
        header: (usize, usize),
        columns: Vec<Column>,
        why: &'static str,
    ) -> bool {
        let (completed, _) = choice::complete(columns, grid, header.1, self.kinds);
        self.drop_pending();
        self.add(place, grid, completed, header, why);
        true
    }

    /// A header of months, quarters or weekdays over what is done in each.
    fn matrix_of_periods(
        &mut self,
        grid: &Grid,
        place: &Place,
        header: (usize, usize),
        mut columns: Vec<Column>,
    ) -> bool {
        if !self.holds_tasks(grid, header.1, &columns) {
            return self.refuse("columns of dates, but no tasks below them");
        }
        for column in columns.iter_mut().filter(|column| column.body || column.role == Some(Role::Activity)) {
            column.role = (!column.body).then_some(Role::Section);
        }
        name_edges(&mut columns);
        self.take_matrix(grid, place, header, columns, "a matrix: its columns are months or other dates")
    }

    /// A header of what the work is about, beside a column of dates.
    fn matrix_of_directions(
        &mut self,
        grid: &Grid,
        place: &Place,
        header: (usize, usize),
        mut columns: Vec<Column>,
    ) -> bool {
        for column in &mut columns {
            column.body = !is_date_or_number(column);
            column.direction = column.body;
        }
        if !self.holds_tasks(grid, header.1, &columns) {
            return self.refuse("columns of directions, but no tasks below them");
        }
        columns.iter_mut().filter(|column| column.body).for_each(|column| column.role = None);
        self.take_matrix(grid, place, header, columns, "a matrix: its columns are directions")
    }

    /// «Классный руководитель | Родительский комитет» over what each does: a post may look like a column of parties.
    fn offices_are_bodies(&self, grid: &Grid, past: usize, columns: &mut [Column]) {
        let bodies = columns.iter().filter(|column| column.body && self.kinds.is_party(&column.header.text)).count();
        let offices: Vec<usize> = (0..columns.len())
            .filter(|&at| columns[at].role == Some(Role::Responsible) && self.kinds.is_party(&columns[at].header.text))
            .collect();
        for at in offices.into_iter().filter(|_| bodies > 0) {
            let mut alone = columns.to_vec();
            alone.iter_mut().enumerate().for_each(|(index, column)| column.body = index == at);
            if self.holds_tasks(grid, past, &alone) {
                columns[at].body = true;
                columns[at].role = None;
            }
        }
    }

    /// «Илона (дизайн)»: a body, an office, or a person by the first name.
    fn is_person_or_body(&self, text: &str) -> bool {
        let first = text.split_whitespace().next().unwrap_or_default();
        self.kinds.is_party(text) || (text.chars().take(61).count() <= 60 && vekha_lexis::is_given_name(first))
    }

    /// Whether the cells under bodies say what is done, rather than name dates and parties again.
    pub(crate) fn holds_tasks(&self, grid: &Grid, from: usize, columns: &[Column]) -> bool {
        let (mut tasks, mut others) = (0, 0);
        for row in (from..grid.rows.len()).take(40).filter(|&row| grid.filled(row).count() > 1) {
            for (index, column) in column::assign(columns, grid, row).into_iter().enumerate() {
                let text = grid.rows[row].cells[index].words.text.trim();
                let column = column.and_then(|column| columns.get(column));
                if text.is_empty() || !column.is_some_and(|column| column.body) {
                    continue;
                }
                let shortest = if column.is_some_and(|column| column.period.is_some()) { 6 } else { 12 };
                let is_task = text.chars().filter(|c| !c.is_ascii_digit()).count() > shortest
                    && !self.kinds.is_party(text)
                    && !self.kinds.is_schedule(text);
                *(if is_task { &mut tasks } else { &mut others }) += 1;
            }
        }
        tasks > others
    }
}

/// Beside months and weekdays a column with a header that names no role («Должность») says who does it, one without
/// such a header what it is about.
fn name_edges(columns: &mut [Column]) {
    let dated = columns.iter().position(|column| column.body).unwrap_or(0);
    for column in columns.iter_mut().take(dated).filter(|column| column.role.is_none()) {
        if column.is_known {
            column.take(Role::Responsible, "header words, left of the columns of dates");
        } else {
            column.take(Role::Section, "by position: left of the columns of dates");
        }
    }
}

/// «Месяц | Работа с детьми | Работа с родителями»: all columns beside the dates begin with one word, or beside months
/// all say in unknown words what the work is about.
fn names_directions(columns: &[Column]) -> bool {
    let others: Vec<&Column> = columns.iter().filter(|column| !is_date_or_number(column)).collect();
    let dates = columns.iter().find(|column| column.role == Some(Role::Dates));
    let (Some(dates), Some(first)) = (dates, others.first()) else { return false };
    let word = first_word(&first.header);
    let is_alike = |column: &&Column| first_word(&column.header) == word && column.header.text.trim().contains(' ');
    let distinct: BTreeSet<String> = others.iter().map(|column| column.header.collapsed()).collect();
    let is_unknown = |column: &&Column| column.body && !column.is_known;
    distinct.len() == others.len()
        && ((others.len() > 1 && others.iter().all(is_alike))
            || (others.len() > 2 && dates.is_unit() && others.iter().all(is_unknown)))
}

fn is_date_or_number(column: &Column) -> bool {
    matches!(column.role, Some(Role::Dates | Role::Number))
}

fn first_word(words: &Words) -> String {
    fold(&words.text).text().split_whitespace().next().unwrap_or_default().to_owned()
}
