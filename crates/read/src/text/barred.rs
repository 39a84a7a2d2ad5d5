//! Tables with one cell a line and a bar at its end, as legal databases export them; a row begins after a blank line.
//!
//! ```text
//! № |
//! Мероприятие |
//! Срок |
//!
//! 1. |
//! Провести семинар
//! для учителей |
//! Май |
//! ```

use vekha_model::Block;

use super::stacked;

/// The blocks of the table that begins at this line, and the line after it; `Err` with that line if there is none.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let (cells, end) = cells(lines, start);
    let count = cells.iter().filter(|line| line.starts_with('\t')).count();
    if count < 4 {
        return Err(end);
    }
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let (blocks, _) = stacked::read(&cells, 0).map_err(|_| end)?;
    Ok((blocks, end))
}

/// Whether the line ends a cell: a bar at its end and nowhere else.
pub(super) fn ends_cell(line: &str) -> bool {
    line.trim_end().strip_suffix('|').is_some_and(|rest| !rest.contains('|') && !line.contains('\t'))
}

/// A cell goes over at most so many lines.
const MAX_LINES: usize = 40;

/// The lines of the cells, a tab before the first of each and no bar at its end, and the line after the last cell.
fn cells(lines: &[&str], start: usize) -> (Vec<String>, usize) {
    let mut found: Vec<String> = Vec::new();
    let mut at = start;
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            found.push(String::new());
            at += 1;
            continue;
        }
        let is_inside = |line: &&&str| !line.trim().is_empty() && !line.contains('\t');
        let stretch = lines[at..].iter().take(MAX_LINES).take_while(is_inside);
        let Some(length) = stretch.map(|line| ends_cell(line)).position(|ends| ends) else { break };
        for (number, line) in lines[at..=at + length].iter().enumerate() {
            let tab = if number == 0 { "\t" } else { "" };
            let line = if number == length { line.trim_end().trim_end_matches('|').trim_end() } else { line };
            found.push(format!("{tab}{line}"));
        }
        at += length + 1;
    }
    while found.last().is_some_and(|line| line.is_empty()) {
        found.pop();
    }
    (found, at)
}
