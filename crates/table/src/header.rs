use std::collections::BTreeSet;

use vekha_lexis::fold;
use vekha_model::Role;

use crate::Kinds;
use crate::column::Column;
use crate::grid::{Grid, GridCell};
use crate::numbering::is_number;
use crate::record::Words;
use crate::roles::role;

/// The rows that say what the columns hold.
pub(crate) struct Header {
    /// The first row of it, from 0.
    pub first: usize,
    /// One past its last row.
    pub past: usize,
    /// The columns from the left.
    pub columns: Vec<Column>,
}

/// A header stands at the top, at most below a title and a few lines.
const MAX_ABOVE: usize = 15;
/// A header of more rows than these is a table of data.
const MAX_ROWS: usize = 4;
/// No plan has more columns, a Gantt chart by days included.
pub(crate) const MAX_CELLS: usize = 500;
/// A header cell with more words is a sentence.
const MAX_HEADER: usize = 90;

/// The first header of the table, if the words of one are known.
pub(crate) fn find(grid: &Grid, kinds: &dyn Kinds) -> Option<Header> {
    let top = 0..grid.rows.len().min(MAX_ABOVE);
    let named = top.clone().find(|&row| {
        let is_alone = (0..row).all(|above| grid.filled(above).count() <= 1);
        is_header(grid, row, kinds) && (is_alone || row < MAX_ROWS || grid.filled(row).count() > MAX_ROWS)
    });
    // Whatever its words: the row above «1 | 2 | 3 | 4» is a header.
    let above_numbers = || {
        let numbering = top.clone().skip(1).find(|&row| is_numbering(grid, row))?;
        let first = (0..numbering).rev().take_while(|&row| grid.filled(row).count() > 1).last()?;
        (numbering - first <= MAX_ROWS && grid.filled(first).count() <= MAX_CELLS).then_some(first)
    };
    Some(at(grid, named.or_else(above_numbers)?, kinds))
}

/// The header that begins at row `first`.
pub(crate) fn at(grid: &Grid, first: usize, kinds: &dyn Kinds) -> Header {
    let mut past = first + 1;
    while past < grid.rows.len() && past - first < MAX_ROWS && is_below(grid, first, past, kinds) {
        past += 1;
    }
    Header { first, past, columns: columns(grid, first, past, kinds) }
}

/// Whether a row is a header: two or more of its cells, and half of them, say what a column of a plan holds.
pub(crate) fn is_header(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    let cells: Vec<&GridCell> = grid.filled(row).map(|(_, cell)| cell).collect();
    if !(2..=MAX_CELLS).contains(&cells.len())
        || cells[0].words.text.trim().len() > 4 * MAX_HEADER
        || is_number(&cells[0].words.text)
    {
        return false;
    }
    let roles: Vec<Role> = cells.iter().filter_map(|cell| header_role(&cell.words.text)).collect();
    let distinct: BTreeSet<Role> = roles.iter().copied().collect();
    if distinct.len() < 2 {
        return false;
    }
    // Of a Gantt chart's columns of months and weeks only their dates are known.
    let is_period = |cell: &&&GridCell| is_year(&cell.words.text) || kinds.is_schedule(&cell.words.text);
    let named = cells.len() - cells.iter().filter(is_period).count();
    let is_core = |role: &Role| {
        matches!(role, Role::Activity | Role::Dates | Role::Start | Role::End | Role::Responsible | Role::Section)
    };
    (roles.len() * 2 >= named || (distinct.len() >= 4 && distinct.contains(&Role::Activity)))
        && distinct.iter().any(is_core)
        && !cells.iter().any(|cell| header_role(&cell.words.text).is_some() && kinds.is_schedule(&cell.words.text))
}

fn header_role(text: &str) -> Option<Role> {
    (text.trim().chars().count() <= MAX_HEADER).then(|| role(text)).flatten()
}

/// Whether row `row` goes on with the header that begins at `first`: «Начало | Окончание» below «Сроки».
fn is_below(grid: &Grid, first: usize, row: usize, kinds: &dyn Kinds) -> bool {
    let filled: Vec<&GridCell> = grid.filled(row).map(|(_, cell)| cell).collect();
    if filled.is_empty() || is_numbering(grid, row) {
        return false;
    }
    let is_short = filled.iter().all(|cell| cell.words.text.trim().chars().count() <= MAX_HEADER);
    if grid.merges {
        let above =
            (first..row).flat_map(|row| (0..grid.rows[row].cells.len()).map(move |index| grid.owner(row, index)));
        let wide: Vec<&GridCell> = above.filter(|cell| cell.end - cell.start > 1 && !cell.words.is_blank()).collect();
        let is_under_wide = |cell: &GridCell| {
            let is_part = |above: &&GridCell| above.start <= cell.start && cell.end <= above.end;
            wide.iter().any(|above| is_part(above) && cell.end - cell.start < above.end - above.start)
        };
        let covers_table = wide.iter().any(|cell| cell.end - cell.start >= grid.width);
        return is_short && !covers_table && filled.iter().all(|cell| is_under_wide(cell));
    }
    let is_sub_header = |cell: &&GridCell| {
        let text = &cell.words.text;
        is_year(text) || kinds.is_schedule(text) || header_role(text).is_some_and(|role| role != Role::Activity)
    };
    let key_blank = grid.rows[row].cells.first().is_none_or(|cell| cell.words.is_blank());
    key_blank && is_short && filled.len() >= 2 && filled.iter().all(is_sub_header) && !kinds_mixed(&filled, kinds)
}

/// Whether some cells are dates and others are not: then it is a row of data.
fn kinds_mixed(filled: &[&GridCell], kinds: &dyn Kinds) -> bool {
    let dates = filled.iter().filter(|cell| kinds.is_schedule(&cell.words.text)).count();
    dates > 0 && dates < filled.len()
}

pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ' ', 'г', 'о', 'д']);
    text.len() == 4 && (text.starts_with("20") || text.starts_with("19")) && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether a row only numbers the columns: «1 | 2 | 3 | 4».
pub(crate) fn is_numbering(grid: &Grid, row: usize) -> bool {
    let numbers: Option<Vec<u32>> = grid.filled(row).map(|(_, cell)| cell.words.text.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.len() >= 3 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// The letters and digits of a row, folded, for telling a repeated header.
pub(crate) fn signature(grid: &Grid, row: usize) -> Vec<String> {
    // Signs and line breaks differ from page to page: «Ответст-\nвенные».
    let folded = |text: &str| fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect();
    grid.filled(row).map(|(_, cell)| folded(&cell.words.text)).collect()
}

/// The columns under the header rows `first..past`, each with the words above it from the top.
fn columns(grid: &Grid, first: usize, past: usize, kinds: &dyn Kinds) -> Vec<Column> {
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
    let mut columns: Vec<Column> = found.into_iter().map(|(_, column)| column).collect();
    if !grid.merges {
        carry_plain_group(&mut columns, grid, first, past);
    }
    columns
}

/// In plain text the cell right of «Сроки» above «Начало | Окончание» is just empty: it belongs to «Сроки».
fn carry_plain_group(columns: &mut [Column], grid: &Grid, first: usize, past: usize) {
    if past - first < 2 {
        return;
    }
    let mut group: Option<(Option<Role>, Words)> = None;
    for (index, column) in columns.iter_mut().enumerate() {
        let above = grid.rows[first].cells.get(index).map(|cell| cell.words.clone()).unwrap_or_default();
        if above.is_blank() {
            if let Some((role, words)) = group.as_ref().filter(|_| !column.header.is_blank()) {
                column.role = column.role.or(*role);
                let mut joined = words.clone();
                joined.append(" ", &column.header);
                column.header = joined;
            }
        } else {
            group = Some((role(&above.text), above.trimmed()));
        }
    }
}

fn column(start: usize, end: usize, texts: &[&Words], kinds: &dyn Kinds) -> Column {
    let mut header = Words::default();
    for text in texts {
        header.append(" ", &text.trimmed());
    }
    let leaf = texts.iter().rev().find(|text| !text.is_blank());
    let is_period = leaf.is_some_and(|leaf| is_year(&leaf.text) || kinds.is_schedule(&leaf.text));
    let named = texts.iter().rev().filter(|text| !(is_year(&text.text) || kinds.is_schedule(&text.text)));
    let role = named.filter_map(|text| role(&text.text)).next();
    let period = leaf.filter(|_| is_period).map(|leaf| leaf.trimmed());
    Column { start, end, role, header, period, ..Column::default() }
}
