//! Tables whose columns a line of dashes tells: `-----  --------  ----`, as Pandoc and reStructuredText print them.
//!
//! ```text
//! №    Мероприятие        Срок
//! ---- ------------------ ------
//! 1.   Провести семинар   Май
//! ```

use vekha_model::{Block, Cell, Row, Table};

use super::wrapped;

/// The table that begins at this line, and the line after it; `None` if no dashes tell columns.
pub(super) fn read(lines: &[&str], start: usize) -> Option<(Vec<Block>, usize)> {
    let first = Rule::of(lines[start]);
    let second = || lines.get(start + 1).and_then(|line| Rule::of(line)).filter(|rule| rule.columns.len() > 1);
    let drawing = match first {
        Some(rule) if rule.columns.len() > 1 && rule.is_double => restructured(lines, start, rule),
        Some(rule) if rule.columns.len() > 1 => closed(lines, start, start..start, rule),
        Some(_) => {
            let next = next_rule(lines, start + 1).filter(|at| at - start <= MAX_HEADER)?;
            let rule = Rule::of(lines[next]).filter(|rule| rule.columns.len() > 1)?;
            closed(lines, next, start + 1..next, rule)
        }
        None if lines[start].trim().is_empty() => None,
        None => simple(lines, start, second()?),
    }?;
    let end = drawing.end;
    Some((vec![Block::Table(drawing.table()?)], end))
}

/// The header of a table has at most so many lines.
const MAX_HEADER: usize = 12;

/// A line of dashes.
#[derive(Clone)]
struct Rule {
    /// The first character of each run of dashes.
    columns: Vec<usize>,
    is_double: bool,
}

impl Rule {
    fn of(line: &str) -> Option<Self> {
        let is_dash = |c: char| matches!(c, '-' | '=' | '─' | '═');
        if line.len() < 5 || !line.chars().all(|c| is_dash(c) || c == ' ') {
            return None;
        }
        let mut columns = Vec::new();
        let (mut last, mut length, mut shortest) = (' ', 0, usize::MAX);
        for (at, c) in line.chars().chain([' ']).enumerate() {
            match (is_dash(last), is_dash(c)) {
                (false, true) => {
                    columns.push(at);
                    length = 1;
                }
                (true, true) => length += 1,
                (true, false) => shortest = shortest.min(length),
                (false, false) => {}
            }
            last = c;
        }
        let is_rule = if columns.len() > 1 { shortest >= 2 } else { length >= 5 };
        (is_rule && !columns.is_empty()).then(|| Self { columns, is_double: line.contains(['=', '═']) })
    }
}

fn next_rule(lines: &[&str], from: usize) -> Option<usize> {
    lines.get(from..)?.iter().position(|line| Rule::of(line).is_some()).map(|at| from + at)
}

/// The lines of a table before they are cut.
struct Drawing<'a> {
    rule: Rule,
    header: Vec<&'a str>,
    body: Vec<&'a str>,
    /// Whether a blank first cell goes on with the row above.
    goes_on: bool,
    /// The line after the table.
    end: usize,
}

/// `=== ===` above and below the table, and below its header.
fn restructured<'a>(lines: &[&'a str], start: usize, rule: Rule) -> Option<Drawing<'a>> {
    let second = next_rule(lines, start + 1)?;
    let is_end = |at: usize| lines.get(at + 1).is_none_or(|line| line.trim().is_empty());
    if is_end(second) {
        let body = lines[start + 1..second].to_vec();
        return Some(Drawing { rule, header: Vec::new(), body, goes_on: true, end: second + 1 });
    }
    let third = next_rule(lines, second + 1)?;
    let (header, body) = (lines[start + 1..second].to_vec(), lines[second + 1..third].to_vec());
    Some(Drawing { rule, header, body, goes_on: true, end: third + 1 })
}

/// A header line, a rule, rows up to a blank line.
fn simple<'a>(lines: &[&'a str], start: usize, rule: Rule) -> Option<Drawing<'a>> {
    let body: Vec<&str> = lines[start + 2..].iter().copied().take_while(|line| !line.trim().is_empty()).collect();
    let end = start + 2 + body.len();
    let body: Vec<&str> = body.into_iter().filter(|line| Rule::of(line).is_none()).collect();
    let goes_on = rule.is_double;
    Some(Drawing { rule, header: vec![lines[start]], body, goes_on, end })
}

/// Rows up to a closing rule; blank lines stand between rows of several lines.
fn closed<'a>(lines: &[&'a str], rule_at: usize, header: std::ops::Range<usize>, rule: Rule) -> Option<Drawing<'a>> {
    let end = next_rule(lines, rule_at + 1)?;
    let body = lines[rule_at + 1..end].to_vec();
    Some(Drawing { rule, header: lines[header].to_vec(), body, goes_on: false, end: end + 1 })
}

/// A line's cells: the first column, one past the last, the words.
type Cells = Vec<(usize, usize, String)>;

impl Drawing<'_> {
    fn table(&self) -> Option<Table> {
        let mut rows: Vec<Vec<Cells>> = Vec::new();
        let header: Vec<Cells> =
            self.header.iter().filter(|line| !line.trim().is_empty()).map(|l| self.cells(l)).collect();
        if header.len() == 1 && header[0].iter().filter(|cell| !cell.2.is_empty()).count() < 2 {
            return None;
        }
        let has_gaps = self.body.iter().any(|line| line.trim().is_empty());
        let mut begins = true;
        for line in &self.body {
            if line.trim().is_empty() {
                begins = true;
                continue;
            }
            let cells = self.cells(line);
            let is_own = match (self.goes_on, has_gaps) {
                (true, _) => !cells[0].2.is_empty(),
                (false, true) => begins,
                (false, false) => true,
            };
            match rows.last_mut() {
                Some(row) if !is_own && fits(row, &cells) => row.push(cells),
                _ => rows.push(vec![cells]),
            }
            begins = false;
        }
        if rows.is_empty() {
            return None;
        }
        let rows: Vec<Vec<Cells>> = (!header.is_empty()).then_some(header).into_iter().chain(rows).collect();
        let width = self.rule.columns.len();
        let words_in = |column: usize| {
            let cells = rows.iter().flatten().flatten().filter(move |cell| cell.0 == column && cell.1 == column + 1);
            cells.map(|cell| cell.2.as_str())
        };
        let rooms: Vec<usize> = (0..width).map(|column| wrapped::room(words_in(column))).collect();
        Some(Table { rows: rows.iter().map(|lines| row(lines, &rooms)).collect(), ..Table::default() })
    }

    /// A word that goes over the place of a column joins it with the one before.
    fn cells(&self, line: &str) -> Cells {
        let line: Vec<char> = line.trim_end().chars().collect();
        let starts = &self.rule.columns;
        let mut cells: Vec<(usize, usize)> = Vec::new();
        for (column, &start) in starts.iter().enumerate() {
            let crosses = |at: usize| line.get(at).is_some_and(|c| !c.is_whitespace());
            let is_joined = column > 0 && crosses(start - 1) && crosses(start);
            match cells.last_mut() {
                Some(cell) if is_joined => cell.1 = column + 1,
                _ => cells.push((column, column + 1)),
            }
        }
        let words = |&(first, past): &(usize, usize)| {
            let from = if first == 0 { 0 } else { starts[first] }.min(line.len());
            let to = starts.get(past).map_or(line.len(), |to| (*to).min(line.len()));
            let words: String = line[from..to].iter().collect();
            (first, past, words.trim().to_owned())
        };
        cells.iter().map(words).collect()
    }
}

fn fits(row: &[Cells], cells: &Cells) -> bool {
    let shape = |cells: &Cells| cells.iter().map(|cell| (cell.0, cell.1)).collect::<Vec<_>>();
    row.first().is_some_and(|first| shape(first) == shape(cells))
}

fn row(lines: &[Cells], rooms: &[usize]) -> Row {
    let Some(first) = lines.first() else { return Row::default() };
    let cell = |(index, &(from, past, _)): (usize, &(usize, usize, String))| {
        let pieces = lines.iter().filter_map(|cells| cells.get(index)).map(|cell| cell.2.as_str());
        let words = wrapped::words(pieces, rooms[from..past].iter().sum::<usize>() + past - from - 1);
        let words = if words == "\\" { "" } else { &words }; // reStructuredText's empty first cell
        Cell { colspan: past - from, ..wrapped::cell(words) }
    };
    Row { cells: first.iter().enumerate().map(cell).collect(), ..Row::default() }
}
