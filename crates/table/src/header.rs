use std::collections::BTreeSet;

use vekha_lexis::fold;
use vekha_model::Role;

use crate::Kinds;
use crate::chart::is_tick;
use crate::column::Column;
use crate::grid::{Grid, GridCell};
use crate::header_columns;
use crate::numbering::is_number;
use crate::period::{is_period, is_year};
use crate::roles::{self, Named};

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
pub(crate) const MAX_ABOVE: usize = 15;
/// A header of more rows than these is a table of data.
const MAX_ROWS: usize = 4;
/// No plan has more columns, a Gantt chart by days included.
pub(crate) const MAX_CELLS: usize = 500;
/// A header cell with more words is a sentence.
const MAX_HEADER: usize = 90;

/// The first header of the table, if the words of one are known.
pub(crate) fn find(grid: &Grid, kinds: &dyn Kinds) -> Option<Header> {
    let top = 0..grid.rows.len().min(MAX_ABOVE);
    let headers: Vec<usize> = top
        .clone()
        .filter(|&row| {
            let is_alone = (0..row).all(|above| grid.filled(above).count() <= 1);
            is_header(grid, row, kinds) && (is_alone || row < MAX_ROWS || grid.filled(row).count() > MAX_ROWS)
        })
        .collect();
    // «Ответственный: Иванов | Срок: май» above the header only looks like one.
    let names_activity =
        |row: &&usize| grid.filled(**row).any(|(_, cell)| header_role(&cell.words.text) == Some(Role::Activity));
    let named = headers.iter().find(names_activity).or(headers.first()).copied();
    // Whatever its words: the row above «1 | 2 | 3 | 4» is a header.
    let above_numbers = || {
        // A table that begins with the numbers has its header in another one, and a page may repeat the numbers.
        if grid.rows.is_empty() || is_numbering(grid, 0) {
            return None;
        }
        let numbering = top.clone().skip(1).find(|&row| is_numbering(grid, row))?;
        let first = (0..numbering).rev().take_while(|&row| grid.filled(row).count() > 1).last()?;
        (numbering - first <= MAX_ROWS && grid.filled(first).count() <= MAX_CELLS).then_some(first)
    };
    // «| | Март | Апрель | Май»: a chart whose other columns have no names.
    let of_chart = || {
        top.clone().find(|&row| {
            let cells = grid.filled(row).take(MAX_CELLS).map(|(_, cell)| is_period(&cell.words.text, kinds));
            let times: Vec<bool> = cells.collect();
            times.len() >= MIN_TIMES && times.iter().all(|is_time| *is_time)
        })
    };
    Some(at(grid, named.or_else(above_numbers).or_else(of_chart)?, kinds))
}

/// The header that begins at row `first`.
pub(crate) fn at(grid: &Grid, first: usize, kinds: &dyn Kinds) -> Header {
    let mut past = first + 1;
    while past < grid.rows.len() && past - first < MAX_ROWS && is_below(grid, first, past, kinds) {
        past += 1;
    }
    Header { first, past, columns: header_columns::columns(grid, first, past, kinds) }
}

/// Whether a row is a header: two or more of its cells, and half of them, say what a column of a plan holds.
pub(crate) fn is_header(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    if !has_headers_shape(grid, row) {
        return false;
    }
    let cells: Vec<(&GridCell, Option<Named>)> =
        grid.filled(row).map(|(_, cell)| (cell, said(&cell.words.text))).collect();
    // Whether a cell is a date is the dearest question: it is put only where the other words look like a header's.
    let named: BTreeSet<Role> = cells.iter().filter_map(|(_, named)| named.as_ref()?.role).collect();
    if named.len() < 2 && !named.contains(&Role::Activity) {
        return false;
    }
    // Of a chart's columns of months and weeks only their dates are known.
    let is_time = |cell: &GridCell| is_period(&cell.words.text, kinds) || is_tick(&cell.words.text);
    let times = cells.iter().filter(|(cell, _)| is_time(cell)).count();
    let known: Vec<&Named> =
        cells.iter().filter(|(cell, _)| !is_time(cell)).filter_map(|(_, named)| named.as_ref()).collect();
    let distinct: BTreeSet<Role> = known.iter().filter_map(|named| named.role).collect();
    let is_chart = distinct.contains(&Role::Activity) && times >= MIN_TIMES;
    let is_core = |role: &Role| {
        matches!(role, Role::Activity | Role::Dates | Role::Start | Role::End | Role::Responsible | Role::Section)
    };
    (distinct.len() >= 2 || is_chart)
        && (known.len() * 2 >= cells.len() - times || (distinct.len() >= 4 && distinct.contains(&Role::Activity)))
        && distinct.iter().any(is_core)
}

/// Whether a row has several cells, as a header has, and the first is neither a number nor long.
fn has_headers_shape(grid: &Grid, row: usize) -> bool {
    let first = grid.filled(row).next().map_or("", |(_, cell)| &cell.words.text);
    (2..=MAX_CELLS).contains(&grid.filled(row).count()) && first.trim().len() <= 4 * MAX_HEADER && !is_number(first)
}

/// Whether a row is a header beyond doubt, as one further down a table must be: hardly a cell says something else.
fn is_clear(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    let is_other = |text: &str| said(text).is_none() && !is_tick(text) && !is_period(text, kinds);
    is_header(grid, row, kinds) && {
        let others = grid.filled(row).filter(|(_, cell)| is_other(&cell.words.text)).count();
        others * 5 <= grid.filled(row).count()
    }
}

/// So many months or weeks beside «Мероприятие» make a header.
const MIN_TIMES: usize = 3;

/// Whether half of a row's cells, and two at least, are words of headers, whatever they say.
pub(crate) fn is_known(grid: &Grid, row: usize) -> bool {
    let cells = grid.filled(row).take(MAX_CELLS);
    let (count, known) = cells
        .fold((0, 0), |(count, known), (_, cell)| (count + 1, known + usize::from(said(&cell.words.text).is_some())));
    known >= 2 && known * 2 >= count
}

fn said(text: &str) -> Option<Named> {
    (text.trim().chars().count() <= MAX_HEADER).then(|| roles::read(text)).flatten()
}

/// Whether a row below the header is another one: it names dates or numbers, nothing from above holds in it, and no
/// date stands left of its names.
pub(crate) fn is_another(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    let is_date = |cell: &GridCell| kinds.is_schedule(&cell.words.text);
    let has_leading_dates = || grid.filled(row).take(3).any(|(_, cell)| is_date(cell));
    let is_order = |role| matches!(role, Role::Number | Role::Dates | Role::Start | Role::End);
    let names_order = || grid.filled(row).any(|(_, cell)| header_role(&cell.words.text).is_some_and(is_order));
    // Every row is asked: whether a cell is a date, the dearest question, comes last.
    has_headers_shape(grid, row)
        && names_order()
        && !is_beside_header(grid, row)
        && is_clear(grid, row, kinds)
        && !has_leading_dates()
}

fn header_role(text: &str) -> Option<Role> {
    said(text)?.role
}

/// Whether row `row` goes on with the header that begins at `first`: «Начало | Окончание» below «Сроки».
fn is_below(grid: &Grid, first: usize, row: usize, kinds: &dyn Kinds) -> bool {
    let filled: Vec<&GridCell> = grid.filled(row).map(|(_, cell)| cell).collect();
    // «1 | Смотр песни» is a row; «1 | 2 | 3 | 4» below a month are its weeks.
    let numbers = filled.iter().filter(|cell| is_number(&cell.words.text)).count();
    let is_data = || is_number(&filled[0].words.text) && numbers < filled.len();
    if filled.is_empty() || is_numbering(grid, row) || is_data() {
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
    key_blank
        && is_short
        && filled.len() >= 2
        && (is_parted(grid, first, row) || (filled.iter().all(is_sub_header) && !kinds_mixed(&filled, kinds)))
}

/// Whether every cell of a row of plain text shares the header's cell above with another: «с | по» under «Сроки».
fn is_parted(grid: &Grid, first: usize, row: usize) -> bool {
    let above = header_columns::cells_above(grid, row - 1, row);
    let shares = |index: usize| above.iter().enumerate().any(|(other, cell)| other != index && *cell == above[index]);
    // Rows come below, and they begin with words.
    let begins_rows = |row: usize| grid.rows[row].cells.first().is_some_and(|cell| !cell.words.is_blank());
    row == first + 1
        && grid.filled(row).all(|(index, cell)| {
            let upper = grid.rows[first].cells.get(above[index]);
            shares(index) && upper.is_some_and(|cell| !cell.words.is_blank()) && !is_number(&cell.words.text)
        })
        && grid.rows.len() > row + 1
        && begins_rows(row + 1)
}

/// Whether some cells are dates and others are not: then it is a row of data.
fn kinds_mixed(filled: &[&GridCell], kinds: &dyn Kinds) -> bool {
    let dates = filled.iter().filter(|cell| kinds.is_schedule(&cell.words.text)).count();
    dates > 0 && dates < filled.len()
}

/// Whether a row only numbers the columns: «1 | 2 | 3 | 4»; «2022 | 2023 | 2024» are years.
pub(crate) fn is_numbering(grid: &Grid, row: usize) -> bool {
    if is_beside_header(grid, row) {
        return false;
    }
    let numbers: Option<Vec<usize>> = grid.filled(row).map(|(_, cell)| cell.words.text.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        let is_series = numbers.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
        numbers.len() >= 3 && numbers[0] <= MAX_CELLS && is_series
    })
}

/// Whether cells from above hold in the row, as beside numbers of days or weeks in a header of two rows.
fn is_beside_header(grid: &Grid, row: usize) -> bool {
    let holds = |index: usize| grid.continues(row, index) && !grid.owner(row, index).words.is_blank();
    (0..grid.rows[row].cells.len()).any(holds)
}

/// Whether every cell of a row begins with a small letter, as those of a row cut by a page do.
pub(crate) fn begins_low(grid: &Grid, row: usize) -> bool {
    let is_low = |text: &str| text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    grid.filled(row).all(|(_, cell)| is_low(&cell.words.text))
}

/// Whether a row numbers all the columns from 1: no task is called «2», so it is no data wherever it stands.
pub(crate) fn is_full_numbering(grid: &Grid, row: usize, columns: usize) -> bool {
    let first = grid.filled(row).next().map(|(_, cell)| cell.words.text.trim());
    columns > 3 && first == Some("1") && grid.filled(row).count() == columns && is_numbering(grid, row)
}

/// The letters and digits of a row, folded, for telling a repeated header.
pub(crate) fn signature(grid: &Grid, row: usize) -> Vec<String> {
    grid.filled(row).map(|(_, cell)| signs_left_out(&cell.words.text)).collect()
}

/// Whether a row has this signature; most rows differ from a header in their first cell.
pub(crate) fn has_signature(grid: &Grid, row: usize, signature: &[String]) -> bool {
    grid.filled(row).count() == signature.len()
        && grid.filled(row).zip(signature).all(|((_, cell), known)| signs_left_out(&cell.words.text) == *known)
}

/// Signs and line breaks differ from page to page: «Ответст-\nвенные».
fn signs_left_out(text: &str) -> String {
    fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect()
}
