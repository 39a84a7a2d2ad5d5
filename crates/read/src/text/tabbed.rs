//! Tables with one row a line and a tab between cells. A blank line ends a page, and each page is a table of its own.
//!
//! ```text
//! №⇥Мероприятие⇥Срок
//! 1.⇥Провести семинар⇥Май
//! ```

use std::collections::BTreeMap;

use vekha_model::{Block, Row, Table};

use super::prose::{is_gap, prose};
use super::stacked::cell;

/// The blocks of the page that begins at this line, with the line after it and the width of its rows; `Err` with that
/// line if the tabs only move text to the right.
///
/// `known` says whether a table of this width was read before: then a single row is enough.
pub(super) fn read(
    lines: &[&str],
    start: usize,
    known: impl Fn(usize) -> bool,
) -> Result<(Vec<Block>, usize, usize), usize> {
    let (page, end) = page(lines, start);
    let width = width(&page).ok_or(end)?;
    if !is_table(&page, width, known(width)) && !is_header(lines, &page, end, width) {
        return Err(end);
    }
    let last = page.iter().rposition(|line| line.contains('\t')).unwrap_or(0);
    let tail = page[last + 1..].iter().take_while(|line| continues(page[last], line)).count();
    let (rows, below) = page.split_at(last + 1 + tail);
    let mut blocks = vec![Block::Table(table(rows, width))];
    blocks.extend(prose(below));
    Ok((blocks, end, width))
}

/// The lines up to the next blank one; where a blank line stands after each row, the lines of all these rows.
fn page<'a>(lines: &[&'a str], start: usize) -> (Vec<&'a str>, usize) {
    let end_of =
        |start: usize| lines[start..].iter().position(|line| is_gap(line)).map_or(lines.len(), |at| start + at);
    let mut end = end_of(start);
    let mut page = lines[start..end].to_vec();
    if end - start > 1 {
        return (page, end);
    }
    let cells = cells_of(page[0]);
    loop {
        let next = end + lines[end..].iter().take_while(|line| is_gap(line)).count();
        let is_row = lines.get(next).is_some_and(|line| cells_of(line) == cells && !is_moved(line));
        let stretch = end_of(next);
        // A header stands alone, a blank line sets it apart from its rows.
        if is_row && cells > 2 && page.len() == 1 && stretch > next + 1 && !is_moved(page[0]) {
            page.extend(&lines[next..stretch]);
            return (page, stretch);
        }
        let is_spaced_row = is_row && stretch == next + 1;
        if cells < 2 || !is_spaced_row {
            return (page, end);
        }
        page.push(lines[next]);
        end = next + 1;
    }
}

/// Whether the page is a header that stands alone: rows of its width come below, at most two lines of text between.
fn is_header(lines: &[&str], page: &[&str], end: usize, width: usize) -> bool {
    let is_gap_or_text = |line: &&&str| !line.contains('\t') && line.chars().count() < 200;
    let between: Vec<&&str> = lines[end..].iter().take(MOST_BETWEEN).take_while(is_gap_or_text).collect();
    let next = end + between.len();
    let texts = between.iter().filter(|line| !line.trim().is_empty()).count();
    let is_filled = page[0].split('\t').all(|cell| !cell.trim().is_empty());
    if page.len() > 1
        || width < 3
        || texts > 2
        || !is_filled
        || !lines.get(next).is_some_and(|line| line.contains('\t'))
    {
        return false;
    }
    let (rows, _) = self::page(lines, next);
    self::width(&rows) == Some(width) && is_table(&rows, width, false)
}

/// Lines between a header and its rows.
const MOST_BETWEEN: usize = 8;

fn cells_of(line: &str) -> usize {
    line.matches('\t').count() + 1
}

/// The commonest number of cells of the rows, the larger one of two that are as common.
fn width(page: &[&str]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in page.iter().filter(|line| line.contains('\t')) {
        *counts.entry(cells_of(line)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(cells, count)| (count, cells)).map(|(cells, _)| cells)
}

/// A table has two rows of its width with words in several columns, and no column between others that is always empty:
/// those are tabs that move signatures and dates to the right.
fn is_table(page: &[&str], width: usize, known: bool) -> bool {
    let rows: Vec<Vec<&str>> =
        page.iter().filter(|line| cells_of(line) == width).map(|line| line.split('\t').collect()).collect();
    let has_pair = rows.iter().any(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1);
    let is_spaced_out = (1..width - 1).any(|column| rows.iter().all(|row| row[column].trim().is_empty()));
    let is_complete = rows.len() > 1 && has_pair && !is_spaced_out;
    let is_row = |line: &&str| cells_of(line) == width && !is_moved(line);
    is_complete || (known && width > 2 && page.iter().any(is_row))
}

/// Whether tabs only move the end of the line to the right: `Директор⇥⇥И. И. Каштанов`.
fn is_moved(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let inner = cells.get(1..cells.len() - 1).unwrap_or_default();
    !cells[0].is_empty()
        && !is_number(cells[0])
        && inner.iter().any(|cell| cell.is_empty())
        && !cells[cells.len() - 1].is_empty()
}

/// A row as it grows: some rows are broken over several lines of the file.
fn table(lines: &[&str], width: usize) -> Table {
    let mut table = Table::default();
    let mut at = 0;
    while at < lines.len() {
        let length = broken_over(&lines[at..], width);
        let mut text = lines[at..at + length].join("\n");
        at += length;
        while at < lines.len() && !lines[at].contains('\t') && continues(lines[at - 1], lines[at]) {
            text.push('\n');
            text.push_str(lines[at]);
            at += 1;
        }
        table.rows.push(Row { cells: text.split('\t').map(cell).collect(), ..Row::default() });
    }
    table
}

/// How many lines the row at the start of `lines` takes: those that together have the width of the table.
fn broken_over(lines: &[&str], width: usize) -> usize {
    let mut cells = cells_of(lines[0]);
    if cells < 2 {
        return 1;
    }
    for (at, line) in lines.iter().enumerate().skip(1) {
        if cells >= width || cells_of(line) == width || begins_with_number(line) {
            break;
        }
        cells += cells_of(line) - 1;
        if cells == width && line.contains('\t') {
            return at + 1;
        }
    }
    1
}

fn begins_with_number(line: &str) -> bool {
    line.split_once('\t').is_some_and(|(first, _)| is_number(first))
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= 9 && cell.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line without tabs goes on with the last cell of the row above; else it is a row, or a text, of its own.
fn continues(above: &str, line: &str) -> bool {
    let is_open = above.trim_end().ends_with([',', ';', ':', '-', '–', '—', '(', '«']) && !above.ends_with('\t');
    !line.contains('\t') && (is_open || line.trim_start().starts_with(char::is_lowercase))
}
