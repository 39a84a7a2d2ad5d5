//! What columns hold where no header says it.

use vekha_model::Role;

use crate::Kinds;
use crate::column::{Column, template};
use crate::evidence::{Evidence, gather};
use crate::grid::Grid;
use crate::header::{self, MAX_ABOVE, MAX_CELLS};
use crate::numbering::is_number;

/// The columns of a table without a header, by what stands in them; `None` if it is no plan.
pub(crate) fn guess(grid: &Grid, kinds: &dyn Kinds) -> Option<Vec<Column>> {
    // A header in known words that makes no plan is one of a list, a journal or a table of indicators.
    if (0..grid.rows.len().min(MAX_ABOVE)).any(|row| header::is_known(grid, row)) {
        return None;
    }
    let mut columns = template(grid).filter(|columns| columns.len() <= MAX_CELLS)?;
    let evidence = gather(&columns, grid, 0, kinds);
    if evidence[0].mostly(evidence[0].numbers) {
        columns[0].take(Role::Number, "numbers in its cells");
    }
    for (column, evidence) in columns.iter_mut().zip(&evidence).filter(|(column, _)| column.role.is_none()) {
        match evidence {
            e if e.often(e.dates()) && e.dates() >= e.parties() => column.take(Role::Dates, "dates in its cells"),
            e if e.often(e.parties()) => column.take(Role::Responsible, "parties in its cells"),
            _ => {}
        }
    }
    for role in [Role::Dates, Role::Responsible] {
        let mut same = columns.iter_mut().filter(|column| column.role == Some(role)).skip(1).peekable();
        if role == Role::Responsible {
            same.for_each(|column| column.take(Role::CoExecutors, "a second column of parties"));
        } else if same.peek().is_some() {
            same.for_each(|column| column.take(Role::End, "a second column of dates"));
        }
    }
    let is_free = |(column, evidence): &(usize, &Evidence)| columns[*column].role.is_none() && evidence.average() >= 12;
    let activity =
        evidence.iter().enumerate().filter(is_free).max_by_key(|(column, e)| (e.average(), usize::MAX - column));
    let activity = activity.map(|(column, _)| column)?;
    columns[activity].take(Role::Activity, "the longest texts in its cells");
    let has = |role| columns.iter().any(|column| column.role == Some(role));
    let rows = evidence[activity].filled;
    let is_plan = (has(Role::Dates) && (rows >= 2 || has(Role::Number) || has(Role::Responsible)))
        || (has(Role::Responsible) && has(Role::Number) && rows >= 2 && begins_with_a_row(grid));
    let free: Vec<usize> =
        (activity + 1..columns.len()).filter(|&c| columns[c].role.is_none() && evidence[c].average() >= 8).collect();
    if let [result] = free[..] {
        columns[result].take(Role::Result, "by position: the only other texts right of the activities");
    }
    is_plan.then_some(columns)
}

/// Whether the first row is one of the others, not a header in words that no plan has: «Роль | Количество».
fn begins_with_a_row(grid: &Grid) -> bool {
    let first = (0..grid.rows.len()).find_map(|row| grid.filled(row).next());
    first.is_some_and(|(index, cell)| index == 0 && is_number(&cell.words.text))
}

/// Dates and parties under a header that the lexicon does not know.
pub(crate) fn guess_missing(columns: &mut [Column], evidence: &[Evidence]) -> bool {
    let has = |columns: &[Column], roles: &[Role]| {
        columns.iter().any(|column| column.marks || column.role.is_some_and(|role| roles.contains(&role)))
    };
    let is_free = |column: &Column| column.role.is_none() && !column.is_known && !column.scale;
    let mut guessed = false;
    if !has(columns, &[Role::Dates, Role::Start, Role::End]) {
        let found = (0..columns.len()).find(|&c| is_free(&columns[c]) && evidence[c].mostly(evidence[c].dates()));
        if let Some(found) = found.filter(|&c| columns[c].period.is_none()) {
            columns[found].take(Role::Dates, "dates in its cells");
            guessed = true;
        }
    }
    if !has(columns, &[Role::Responsible]) {
        let found = (0..columns.len()).find(|&c| is_free(&columns[c]) && evidence[c].mostly(evidence[c].parties()));
        if let Some(found) = found {
            columns[found].take(Role::Responsible, "parties in its cells");
            guessed = true;
        }
    }
    guessed
}
