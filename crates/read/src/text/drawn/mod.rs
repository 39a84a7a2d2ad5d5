//! Tables drawn with signs: `| a | b |` as in Markdown, and frames of `+--+`, `┌──┐`, `¦`, as programs print them.

mod canvas;
mod frame;
mod group;
mod piped;

use vekha_model::{Block, Table};

use canvas::{Kind, kind};

/// The table that begins at this line, and the line after it; `Err` with that line if nothing is drawn.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let length = drawn(&lines[start..]);
    let region = &lines[start..start + length];
    let table = table(region).ok_or(start + length.max(1))?;
    Ok((vec![Block::Table(table)], start + length))
}

/// How many lines the drawing takes. A blank line inside a frame that is not closed yet belongs to it.
fn drawn(lines: &[&str]) -> usize {
    let mut length = 0;
    let mut last = Kind::Other;
    let is_framed = lines.first().is_some_and(|line| matches!(kind(line), Kind::Rule | Kind::Stroke));
    while let Some(line) = lines.get(length) {
        let found = kind(line);
        let next = || lines.get(length + 1).map_or(Kind::Other, |next| kind(next));
        let is_passed = is_framed
            && line.trim().is_empty()
            && (last == Kind::Row || (last == Kind::Rule && length > 1 && next() == Kind::Row))
            && matches!(next(), Kind::Row | Kind::Rule);
        if found == Kind::Other && !is_passed {
            break;
        }
        last = if is_passed { last } else { found };
        length += 1;
    }
    length
}

fn table(region: &[&str]) -> Option<Table> {
    let lines: Vec<&str> = region.iter().copied().filter(|line| !line.trim().is_empty()).collect();
    let kinds: Vec<Kind> = lines.iter().map(|line| kind(line)).collect();
    let rows: Vec<&str> =
        lines.iter().zip(&kinds).filter(|(_, kind)| **kind == Kind::Row).map(|(line, _)| *line).collect();
    let rules = kinds.iter().filter(|kind| **kind == Kind::Rule).count();
    let strokes = kinds.iter().filter(|kind| **kind == Kind::Stroke).count();
    let first = rows.first()?;
    let columns = piped::cells(first, true).len();
    if columns < 2 || !(rules > 0 || is_even(&rows)) {
        return None;
    }
    let is_markdown = strokes == 0 && (rules == 0 || (rules == 1 && kinds[1] == Kind::Rule && !lines[1].contains('+')));
    if is_markdown && !piped::is_wrapped(&rows) {
        return Some(piped::table(&rows));
    }
    frame::read(&lines).or_else(|| Some(piped::framed(&lines)))
}

/// Whether rows without any rule are a table: bars around them, or the same number between the words of three lines.
fn is_even(rows: &[&str]) -> bool {
    let is_bordered = |row: &&str| row.trim_start().starts_with(canvas::is_bar);
    if rows.len() > 1 && rows.iter().all(is_bordered) {
        return true;
    }
    let columns = piped::cells(rows[0], false).len();
    rows.len() > 2 && columns > 2 && rows.iter().all(|row| piped::cells(row, false).len() == columns)
}
