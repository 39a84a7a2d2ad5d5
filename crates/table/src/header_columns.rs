//! What stands above each column, over one or several header rows.

use std::collections::BTreeSet;

use vekha_lexis::fold;
use vekha_model::Role;

use crate::Kinds;
use crate::chart::is_tick;
use crate::column::Column;
use crate::grid::{Grid, GridCell};
use crate::period::{is_period, is_year};
use crate::record::Words;
use crate::roles;

/// The columns under the header rows `first..past`, each with the words above it from the top.
pub(crate) fn columns(grid: &Grid, first: usize, past: usize, kinds: &dyn Kinds) -> Vec<Column> {
    if !grid.merges {
        return plain_columns(grid, first, past, kinds);
    }
    let rows = first..past;
    let mut edges: BTreeSet<usize> = BTreeSet::new();
    for row in rows.clone() {
        edges.extend(grid.rows[row].cells.iter().flat_map(|cell| [cell.start, cell.end]));
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut found: Vec<(Vec<(usize, usize)>, Column)> = Vec::new();
    for pair in edges.windows(2) {
        let mut owners: Vec<(usize, usize)> = Vec::new();
        for row in rows.clone() {
            let cells = &grid.rows[row].cells;
            let index = cells.partition_point(|cell| cell.end <= pair[0]);
            let Some(cell) = cells.get(index).filter(|cell| cell.start <= pair[0]) else { continue };
            if !owners.contains(&cell.owner) {
                owners.push(cell.owner);
            }
        }
        match found.last_mut() {
            Some((last, column)) if *last == owners && !owners.is_empty() => column.end = pair[1],
            _ => {
                let texts: Vec<&Words> =
                    owners.iter().map(|&(row, index)| &grid.rows[row].cells[index].words).collect();
                found.push((owners.clone(), column(pair[0], pair[1], &texts, kinds)));
            }
        }
    }
    found.into_iter().map(|(_, column)| column).collect()
}

/// In plain text «Сроки» above «Начало | Окончание» is one cell and a blank one, or one cell alone.
fn plain_columns(grid: &Grid, first: usize, past: usize, kinds: &dyn Kinds) -> Vec<Column> {
    let last = past - 1;
    let above: Vec<(usize, Vec<usize>)> = (first..last).map(|row| (row, cells_above(grid, row, last))).collect();
    let width = (first..past).map(|row| grid.rows[row].cells.len()).max().unwrap_or(0);
    let words = |row: usize, index: usize| grid.rows[row].cells.get(index).map(|cell| &cell.words);
    let column_at = |index: usize| {
        let upper = above.iter().filter_map(|(row, above)| words(*row, above.get(index).copied().unwrap_or(index)));
        let texts: Vec<&Words> = upper.chain(words(last, index)).collect();
        column(index, index + 1, &texts, kinds)
    };
    (0..width).map(column_at).collect()
}

/// For each cell of the header's row `lower` the index of the cell in its row `upper` that it stands under.
pub(crate) fn cells_above(grid: &Grid, upper: usize, lower: usize) -> Vec<usize> {
    let (upper, lower) = (&grid.rows[upper].cells, &grid.rows[lower].cells);
    let is_filled = |cells: &[GridCell], index: usize| cells.get(index).is_some_and(|cell| !cell.words.is_blank());
    let goes_on = |index: usize| index > 0 && is_filled(lower, index) && is_filled(lower, index - 1);
    // «№ | Сроки | Место» over «| с | по |»: the wide cell is one, so the others stand further left than below.
    let is_narrower = upper.len() < lower.len()
        && (0..lower.len()).filter(|&index| goes_on(index)).count() == lower.len() - upper.len();
    let mut above = Vec::with_capacity(lower.len());
    let mut last = 0;
    for index in 0..lower.len() {
        last = match () {
            () if is_narrower => last + usize::from(index > 0 && !goes_on(index)),
            () if goes_on(index) && !is_filled(upper, index) => last,
            () => index,
        };
        above.push(last);
    }
    above
}

fn column(start: usize, end: usize, texts: &[&Words], kinds: &dyn Kinds) -> Column {
    let mut header = Words::default();
    for text in texts {
        header.append(" ", &text.trimmed());
    }
    let leaf = texts.iter().rev().find(|text| !text.is_blank());
    let is_period = |text: &Words| is_period(&text.text, kinds);
    let named = texts.iter().rev().filter(|text| !is_period(text)).find_map(|text| roles::read(&text.text));
    let role = named.as_ref().and_then(|named| named.role);
    let bound = leaf.filter(|_| role == Some(Role::Dates)).and_then(|leaf| bound(&leaf.text));
    let why = match (bound, role) {
        (Some(_), _) => "«с» or «по» below dates",
        (None, Some(_)) => "header words",
        (None, None) => "",
    };
    let tick =
        leaf.filter(|leaf| bound.is_none() && !is_period(leaf) && is_tick(&leaf.text)).map(|leaf| leaf.trimmed());
    let is_fact = texts.iter().any(|text| roles::read(&text.text).is_some_and(|named| named.is_fact));
    let base = Column { start, end, header, why, tick, is_fact, period: period(texts, kinds), ..Column::default() };
    match named {
        Some(named) => Column { role: bound.or(role), rank: named.rank, is_known: true, parts: named.parts, ..base },
        None => base,
    }
}

/// The stretch of time that a header names, a month together with the year above it; that above a tick.
fn period(texts: &[&Words], kinds: &dyn Kinds) -> Option<Words> {
    let is_filled = |text: &&&Words| !text.is_blank();
    let mut upwards =
        texts.iter().rev().filter(is_filled).skip_while(|text| !is_period(&text.text, kinds) && is_tick(&text.text));
    let mut period = upwards.next().filter(|text| is_period(&text.text, kinds))?.trimmed();
    let has_year = period.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    if let Some(year) = upwards.next().filter(|text| !has_year && is_year(&text.text)) {
        period.append(" ", &year.trimmed());
    }
    Some(period)
}

/// «с | по» below «Сроки».
fn bound(text: &str) -> Option<Role> {
    match fold(text.trim()).text() {
        "с" | "от" => Some(Role::Start),
        "по" | "до" => Some(Role::End),
        _ => None,
    }
}
