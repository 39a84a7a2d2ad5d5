//! Tables with one row a line and a semicolon between cells, as spreadsheets export them.

use vekha_model::{Block, Row, Table};

use super::stacked::cell;

/// The table that begins at this line, and the line after it; `Err` with that line if the semicolons are those of a text.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut at = start;
    let (mut marks, mut spaced) = (0, 0);
    while let Some((fields, length)) = record(&lines[at..]) {
        if rows.first().is_some_and(|first| first.len() != fields.len()) {
            break;
        }
        marks += fields.len() - 1;
        spaced += lines[at].matches("; ").count();
        rows.push(fields);
        at += length;
    }
    let numbered = rows.iter().filter(|row| row[0].starts_with(|c: char| c.is_ascii_digit())).count();
    let is_table = rows.len() > 2 && (spaced * 10 < marks * 3 || numbered * 2 > rows.len());
    if !is_table {
        return Err(at.max(start + 1));
    }
    let row = |fields: Vec<String>| Row { cells: fields.iter().map(|words| cell(words)).collect(), ..Row::default() };
    Ok((vec![Block::Table(Table { rows: rows.into_iter().map(row).collect(), ..Table::default() })], at))
}

/// A quoted field goes over at most so many lines.
const MAX_LINES: usize = 30;

/// The fields of the row at the start of `lines`, and how many lines it takes; `None` if it has fewer than three.
fn record(lines: &[&str]) -> Option<(Vec<String>, usize)> {
    if lines.first()?.matches(';').count() < 1 || lines[0].contains('\t') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for (number, line) in lines.iter().take(MAX_LINES).enumerate() {
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            let Some(field) = fields.last_mut() else { break };
            match c {
                '"' if is_quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
                // A spreadsheet quotes a whole field or none of it.
                '"' if is_quoted && characters.peek().is_none_or(|next| *next == ';') => is_quoted = false,
                '"' if !is_quoted && field.is_empty() => is_quoted = true,
                ';' if !is_quoted => fields.push(String::new()),
                c => field.push(c),
            }
        }
        if !is_quoted {
            let fields: Vec<String> = fields.iter().map(|field| field.trim().to_owned()).collect();
            return (fields.len() > 2).then_some((fields, number + 1));
        }
        if let Some(field) = fields.last_mut() {
            field.push('\n');
        }
    }
    None
}
