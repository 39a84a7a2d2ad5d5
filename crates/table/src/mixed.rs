//! A column that two things share is cut in two: «до 1 мая, завуч» below «Сроки, ответственные».

use vekha_model::{Role, Span};

use crate::Kinds;
use crate::column::{Column, assign};
use crate::grid::{Grid, GridCell, GridRow};
use crate::record::Words;

/// A cell of dates and something else is not longer.
const MAX_CELL: usize = 400;

/// So many commas from either end may part the two.
const MAX_BREAKS: usize = 8;

/// Cuts the first such column of the rows from `from` on; returns how many of its cells could not be told apart, which
/// stay whole as a further field. `None` if there is no such column.
pub(crate) fn cut(grid: &mut Grid, columns: &mut Vec<Column>, from: usize, kinds: &dyn Kinds) -> Option<usize> {
    let at = columns.iter().position(|column| column.parts.len() > 1 && column.role.is_some())?;
    let other = columns[at].parts.iter().copied().find(|role| *role != Role::Dates)?;
    let mut cells: Vec<(usize, usize, Option<[Words; 2]>)> = Vec::new();
    for row in from..grid.rows.len() {
        let assigned = assign(columns, grid, row);
        let indexes = (0..assigned.len()).filter(|&index| assigned[index] == Some(at));
        for index in indexes.filter(|&index| stands_alone(grid, columns, row, index)) {
            let owner = grid.owner(row, index);
            cells.push((row, index, parts(&owner.words, other, kinds)));
        }
    }
    let is_filled = |&&(row, index, _): &&(usize, usize, _)| !grid.owner(row, index).words.is_blank();
    let filled = cells.iter().filter(is_filled).count();
    let whole = cells.iter().filter(is_filled).filter(|(.., parts)| parts.is_none()).count();
    if whole * 2 > filled {
        // What is done stays what is done; other cells that hold who knows what are a field.
        columns[at].role = columns[at].role.filter(|role| *role == Role::Activity);
        return Some(whole);
    }
    split(grid, columns, at, other, cells);
    Some(whole)
}

/// Whether a cell stands in one column only.
fn stands_alone(grid: &Grid, columns: &[Column], row: usize, index: usize) -> bool {
    let covers = |cell: &GridCell| columns.iter().filter(|c| c.start < cell.end && cell.start < c.end).count() == 1;
    covers(&grid.rows[row].cells[index]) && covers(grid.owner(row, index))
}

/// The dates and the other thing of a cell, either may be blank; `None` where they cannot be told apart.
fn parts(words: &Words, other: Role, kinds: &dyn Kinds) -> Option<[Words; 2]> {
    let chars = words.chars();
    let text = words.text.trim();
    if chars.len() > MAX_CELL {
        return None;
    }
    if text.is_empty() || kinds.is_schedule(text) {
        return Some([words.trimmed(), Words::default()]);
    }
    let is_break = |c: char| c == '\n' || (other != Role::Activity && matches!(c, ',' | ';' | '/'));
    let fits = |rest: &Words| match other {
        Role::Responsible => kinds.is_party(&rest.text),
        _ => !kinds.is_schedule(&rest.text) && rest.text.chars().any(char::is_alphabetic),
    };
    let piece = |span: Span| {
        let blank = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/');
        let start = (span.start..span.end).find(|&at| !blank(chars[at])).unwrap_or(span.end);
        let end = (start..span.end).rev().find(|&at| !blank(chars[at])).map_or(start, |at| at + 1);
        words.cut(&chars, Span::new(start, end))
    };
    // The longest dates at the start, else the longest at the end.
    let breaks: Vec<usize> = (0..chars.len()).filter(|&at| is_break(chars[at])).collect();
    let first = breaks
        .iter()
        .take(MAX_BREAKS)
        .rev()
        .map(|&at| (piece(Span::new(0, at)), piece(Span::new(at + 1, chars.len()))));
    let last = breaks
        .iter()
        .rev()
        .take(MAX_BREAKS)
        .rev()
        .map(|&at| (piece(Span::new(at + 1, chars.len())), piece(Span::new(0, at))));
    let found = first.chain(last).find(|(dates, rest)| kinds.is_schedule(&dates.text) && fits(rest));
    let whole = || (other == Role::Responsible && kinds.is_party(text)).then(|| [Words::default(), words.trimmed()]);
    found.map(|(dates, rest)| [dates, rest]).or_else(whole)
}

/// Three columns for one: dates, the other thing, and the cells that stay whole.
fn split(
    grid: &mut Grid,
    columns: &mut Vec<Column>,
    at: usize,
    other: Role,
    cells: Vec<(usize, usize, Option<[Words; 2]>)>,
) {
    widen(grid, columns);
    let column = columns[at].clone();
    let third = |start, end, role| Column { start, end, role, parts: Vec::new(), ..column.clone() };
    let (start, end) = (column.start, column.end);
    let thirds = [
        third(start, start + 1, Some(Role::Dates)),
        third(start + 1, start + 2, Some(other)),
        third(start + 2, end, None),
    ];
    columns.splice(at..=at, thirds);
    // Each row has one such cell at most, so that those right of it stand two further on.
    let shift: std::collections::BTreeMap<usize, usize> = cells.iter().map(|(row, index, _)| (*row, *index)).collect();
    for row in &mut grid.rows {
        for cell in &mut row.cells {
            if shift.get(&cell.owner.0).is_some_and(|index| cell.owner.1 > *index) {
                cell.owner.1 += 2;
            }
        }
    }
    for (row, index, parts) in cells {
        if shift.get(&row) != Some(&index) {
            continue;
        }
        let cell = grid.rows[row].cells[index].clone();
        let is_own = cell.owner == (row, index);
        if is_own {
            grid.cut.push(cell.words.clone());
        }
        let [dates, rest, whole] = match parts {
            _ if !is_own => Default::default(),
            Some([dates, rest]) => [dates, rest, Words::default()],
            None => [Words::default(), Words::default(), cell.words.clone()],
        };
        let piece = |nth: usize, words: Words, start, end| GridCell {
            start,
            end,
            words,
            label: Span::new(0, 0),
            owner: (cell.owner.0, cell.owner.1 + nth),
            ..cell.clone()
        };
        let (start, end) = (cell.start, cell.end);
        let pieces =
            [piece(0, dates, start, start + 1), piece(1, rest, start + 1, start + 2), piece(2, whole, start + 2, end)];
        grid.rows[row].cells.splice(index..=index, pieces);
    }
}

/// Three grid columns for each, so that every cell can be cut in three.
fn widen(grid: &mut Grid, columns: &mut [Column]) {
    grid.width *= 3;
    for GridRow { cells, .. } in &mut grid.rows {
        cells.iter_mut().for_each(|cell| (cell.start, cell.end) = (cell.start * 3, cell.end * 3));
    }
    columns.iter_mut().for_each(|column| (column.start, column.end) = (column.start * 3, column.end * 3));
}
