//! Tables drawn with signs: `| a | b |` as in Markdown, and frames of `+--+` or `┌──┐` as MS-DOS programs print them.

use vekha_model::{Block, Row, Table};

use super::stacked::cell;

/// The table that begins at this line, and the line after it; `Err` with that line if nothing is drawn.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let length = lines[start..].iter().take_while(|line| is_ruler(line) || is_row(line)).count();
    let drawn = &lines[start..start + length];
    let rows = drawn.iter().filter(|line| !is_ruler(line)).count();
    let rulers = length - rows;
    let has_columns = drawn.iter().find(|line| !is_ruler(line)).is_some_and(|line| columns(line) > 1);
    let is_table = has_columns && (rows > 1 || rulers > 0);
    if !is_table {
        return Err(start + length);
    }
    let table = if rulers > 2 || is_ruler(drawn[0]) { framed(drawn, rulers) } else { piped(drawn) };
    Ok((vec![Block::Table(table)], start + length))
}

const UPRIGHTS: [char; 4] = ['|', '│', '║', '┃'];

/// A line of a frame only: `+---+`, `|---|:--|`, `├──┼──┤`.
fn is_ruler(line: &str) -> bool {
    let is_line = |c: char| matches!(c, '-' | '=' | '─' | '═' | '━' | '_');
    let is_frame = |c: char| is_line(c) || matches!(c, '+' | '|' | ':' | ' ' | '\u{2500}'..='\u{257f}');
    let line = line.trim();
    line.starts_with(|c: char| c == '+' || c == '|' || matches!(c, '\u{2500}'..='\u{257f}'))
        && line.chars().all(is_frame)
        && line.chars().filter(|c| is_line(*c)).count() > 1
}

/// A line with a bar at its start and a second one.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(UPRIGHTS) && columns(line) > 0
}

fn columns(line: &str) -> usize {
    cells(line).len()
}

/// The words between the bars. `\|` is a bar that belongs to the words.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = line.trim().chars().skip(1).peekable();
    while let Some(c) = characters.next() {
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if characters.peek() == Some(&'|') => cell.extend(characters.next()),
            (c, _) if UPRIGHTS.contains(&c) => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop(); // after the bar at the end of the line there is no cell
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// One row a line.
fn piped(lines: &[&str]) -> Table {
    let rows = lines.iter().filter(|line| !is_ruler(line)).map(|line| row(&cells(line)));
    Table { rows: rows.collect(), ..Table::default() }
}

/// Rows between rulers, over several lines. Where rulers stand only around the header and the whole, a line with an empty
/// first cell goes on with the row above.
fn framed(lines: &[&str], rulers: usize) -> Table {
    let mut table = Table::default();
    for stretch in lines.split(|line| is_ruler(line)).filter(|stretch| !stretch.is_empty()) {
        let mut current: Vec<String> = Vec::new();
        for line in stretch {
            let found = cells(line);
            let begins = rulers <= 3 && found.first().is_some_and(|cell| !cell.is_empty());
            if begins && !current.is_empty() {
                table.rows.push(row(&std::mem::take(&mut current)));
            }
            add(&mut current, found);
        }
        table.rows.push(row(&current));
    }
    table
}

fn add(row: &mut Vec<String>, line: Vec<String>) {
    row.resize(row.len().max(line.len()), String::new());
    for (cell, words) in row.iter_mut().zip(line) {
        if !cell.is_empty() && !words.is_empty() {
            cell.push('\n');
        }
        cell.push_str(&words);
    }
}

fn row(cells: &[String]) -> Row {
    Row { cells: cells.iter().map(|words| cell(words)).collect(), ..Row::default() }
}
