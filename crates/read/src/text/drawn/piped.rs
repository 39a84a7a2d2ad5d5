//! Rows of which only the bars tell the cells, wherever they stand: Markdown, and frames whose bars lost their places.

use vekha_model::{Row, Table};

use super::canvas::{Kind, is_bar, kind};
use crate::text::wrapped;

/// Whether bars stand round the rows, as they do round the first.
pub(super) fn has_border(rows: &[&str]) -> bool {
    rows.first().is_some_and(|row| row.trim_start().starts_with(is_bar))
}

/// The words between the bars, of which the first may be a border. `\|` is a bar that belongs to the words, and so is one in `` `a|b` ``.
pub(super) fn cells(line: &str, has_border: bool) -> Vec<String> {
    let line = line.trim();
    let has_border = has_border && line.starts_with(is_bar);
    let mut cells = vec![String::new()];
    let mut in_code = false;
    let mut characters = line.chars().skip(usize::from(has_border)).peekable();
    while let Some(c) = characters.next() {
        in_code ^= c == '`';
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if characters.peek().is_some_and(|next| is_bar(*next)) => cell.extend(characters.next()),
            (c, _) if is_bar(c) && !(in_code && characters.clone().take(80).any(|c| c == '`')) => {
                cells.push(String::new());
            }
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    let has_end = cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) && line.ends_with(is_bar);
    if has_end {
        cells.pop(); // after the bar at the end of the line there is no cell
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// One row a line.
pub(super) fn table(rows: &[&str]) -> Table {
    let has_border = has_border(rows);
    Table { rows: rows.iter().map(|line| row(&cells(line, has_border))).collect(), ..Table::default() }
}

/// Whether lines with an empty first cell go on with the row above: their words had no room there.
pub(super) fn is_wrapped(rows: &[&str]) -> bool {
    let has_border = has_border(rows);
    let rows: Vec<Vec<String>> = rows.iter().map(|line| cells(line, has_border)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let room = |column: usize| wrapped::room(rows.iter().filter_map(|row| row.get(column)).map(String::as_str));
    let rooms: Vec<usize> = (0..width).map(room).collect();
    let (mut wrapped, mut others) = (0, 0);
    for pair in rows.windows(2).filter(|pair| pair[1].first().is_some_and(String::is_empty)) {
        for (column, (above, below)) in pair[0].iter().zip(&pair[1]).enumerate().skip(1) {
            if below.is_empty() {
                continue;
            }
            let goes_on =
                !above.is_empty() && (!wrapped::had_room(above, below, rooms[column]) || wrapped::is_cut(above, below));
            *(if goes_on { &mut wrapped } else { &mut others }) += 1;
        }
    }
    wrapped * 10 > (wrapped + others) * 7
}

/// Rows between rules, over several lines. Where rules stand only around the header and the whole, a line with an empty
/// first cell goes on with the row above.
pub(super) fn framed(lines: &[&str]) -> Table {
    let is_ruler = |line: &&str| kind(line) != Kind::Row;
    let rulers = lines.iter().filter(|line| is_ruler(line)).count();
    let mut table = Table::default();
    for stretch in lines.split(is_ruler).filter(|stretch| !stretch.is_empty()) {
        let mut current: Vec<Vec<String>> = Vec::new();
        for line in stretch {
            let found = cells(line, true);
            let begins = rulers <= 3 && found.first().is_some_and(|cell| !cell.is_empty());
            if begins && !current.is_empty() {
                table.rows.push(joined(&std::mem::take(&mut current)));
            }
            current.push(found);
        }
        table.rows.push(joined(&current));
    }
    table
}

fn joined(lines: &[Vec<String>]) -> Row {
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let words = |column: usize| {
        let lines = || lines.iter().filter_map(|line| line.get(column)).map(String::as_str);
        wrapped::words(lines(), wrapped::room(lines()))
    };
    row(&(0..width).map(words).collect::<Vec<_>>())
}

fn row(cells: &[String]) -> Row {
    Row { cells: cells.iter().map(|words| wrapped::cell(words)).collect(), ..Row::default() }
}
