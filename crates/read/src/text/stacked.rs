//! Tables with one cell a line: each cell begins with a tab, further lines of a cell have none, a row begins after a blank
//! line. Blank lines stand inside cells and between cells of a row too, so the rows are found by their length.
//!
//! ```text
//! ⇥№ п/п
//! ⇥Мероприятие
//! ⇥Срок
//!
//! ⇥1.
//! ⇥Провести семинар
//! для учителей
//!
//! ⇥Май
//! ```

use vekha_model::{Block, Cell, Row, Table};

use super::markup;
use super::prose::{is_gap, prose};

/// The blocks of a stacked table that begins at this line, and the line after it; `Err` with that line if the tabs are
/// only indents.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let end = region_end(lines, start);
    let end = start + next_table(&lines[start..end]);
    let region = &lines[start..end];
    let (width, is_numbered) = shape(&pieces(region, SAMPLE)).ok_or(end)?;
    let pieces = pieces(region, usize::MAX);
    let (_, starts) = cut(&pieces, width, is_numbered);
    Ok((Grid { starts }.blocks(&pieces), end))
}

/// Whether the line is a whole cell: a tab at its start and no other.
pub(super) fn is_cell(line: &str) -> bool {
    line.strip_prefix('\t').is_some_and(|rest| !rest.trim_end().contains('\t') && !rest.starts_with('\t'))
}

/// The region ends before a line that is a whole row, or with the last cell and the lines that follow it.
fn region_end(lines: &[&str], start: usize) -> usize {
    lines[start..].iter().position(|line| line.contains('\t') && !is_cell(line)).map_or(lines.len(), |at| start + at)
}

/// Cells without a blank line between them, as far as they tell a table's begin.
struct Stretch<'a> {
    line: usize,
    cells: Vec<&'a str>,
    /// Whether a text of its own stands above it.
    after_text: bool,
}

/// Where another table begins: below a text, cells without a number that are as many as those below them. Rows that
/// repeat the header, or begin with «№», are told later.
fn next_table(lines: &[&str]) -> usize {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut after_gap, mut after_text) = (true, false);
    for (at, line) in lines.iter().enumerate() {
        match line.strip_prefix('\t') {
            Some(cell) if after_gap => stretches.push(Stretch { line: at, cells: vec![cell.trim()], after_text }),
            Some(cell) => stretches.last_mut().into_iter().for_each(|last| last.cells.push(cell.trim())),
            None => {}
        }
        let is_gap = is_gap(line);
        after_text = !line.starts_with('\t') && (after_text || (after_gap && !is_gap && !goes_on(line)));
        after_gap = is_gap;
    }
    let is_plain = |cell: &str| !cell.is_empty() && !cell.starts_with(|c: char| c.is_ascii_digit() || c == '№');
    let is_header = |stretch: &Stretch| {
        stretch.after_text
            && stretch.cells.len() > 1
            && is_plain(stretch.cells[0])
            && stretch.cells.iter().all(|cell| cell.chars().count() <= 60)
    };
    let is_row = |stretch: &Stretch, width: usize| {
        stretch.cells.len() == width
            && stretch.cells[0] != "№"
            && stretch.cells[0].len() > 2
            && is_plain(stretch.cells[0])
            || (stretch.cells.len() == width && is_year(stretch.cells[0]))
    };
    let begins = (1..stretches.len()).find(|&at| {
        let width = stretches[at].cells.len();
        let below = &stretches[at + 1..stretches.len().min(at + 3)];
        is_header(&stretches[at]) && !below.is_empty() && below.iter().all(|stretch| is_row(stretch, width))
    });
    begins.map_or(lines.len(), |at| stretches[at].line)
}

/// A cell as its lines, the tab left out.
struct Piece<'a> {
    lines: Vec<&'a str>,
    /// Whether a blank line stands before it.
    after_gap: bool,
}

impl Piece<'_> {
    fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// `1.`, `2.3`, `12)`, or a sign for «number».
    fn is_number(&self) -> bool {
        let text = self.first_line();
        let is_numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ');
        (1..=9).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(is_numeric)
            && !is_year(text)
    }

    fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
    }

    fn first_line(&self) -> &str {
        self.lines.first().map_or("", |line| line.trim())
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.chars().all(|c| c.is_ascii_digit())
}

/// The cells of these lines, at most so many.
fn pieces<'a>(lines: &[&'a str], most: usize) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut gap = false;
    for line in lines {
        if let Some(text) = line.strip_prefix('\t') {
            if pieces.len() == most {
                break;
            }
            pieces.push(Piece { lines: vec![text.trim_end_matches('\t')], after_gap: gap });
        } else if let Some(piece) = pieces.last_mut() {
            piece.lines.push(line);
        }
        gap = is_gap(line);
    }
    for piece in &mut pieces {
        let filled = piece.lines.iter().rposition(|line| !is_gap(line)).unwrap_or(0);
        piece.lines.truncate(filled + 1);
    }
    pieces
}

/// How the cells fall into rows.
struct Grid {
    /// The index of each row's first piece.
    starts: Vec<usize>,
}

/// The widest row that is looked for.
const WIDEST: usize = 40;

/// How many pieces are looked at to find the width.
const SAMPLE: usize = 4_000;

/// The width of the rows into which these cells are cut best, and whether the rows are numbered; `None` if they form no
/// table.
fn shape(sample: &[Piece]) -> Option<(usize, bool)> {
    let is_numbered = is_numbered(sample);
    let costs = widths(sample).into_iter().filter_map(|width| {
        let (cost, starts) = cut(sample, width, is_numbered);
        Grid { starts }.is_table(sample, width, is_numbered).then_some((cost, width))
    });
    let (_, width) = costs.min_by(|left, right| left.0.total_cmp(&right.0))?;
    Some((width, is_numbered))
}

impl Grid {
    /// Paragraphs indented with a tab look like cells, but their "rows" differ in length and begin with a long sentence.
    fn is_table(&self, pieces: &[Piece], width: usize, is_numbered: bool) -> bool {
        // Indented paragraphs may stand above the table.
        let rows: Vec<_> = self.rows(pieces).skip_while(|row| row.len() == 1).collect();
        let cells: usize = rows.iter().map(|row| row.len()).sum();
        let complete: Vec<_> = rows.iter().filter(|row| row.len() == width).collect();
        let Some(first) = complete.first() else { return false };
        let is_headed = first.iter().all(|cell| cell.text().chars().count() <= 100);
        let enough = if width == 2 && !is_numbered { 3 } else { 2 };
        complete.len() >= enough && complete.len() * width * 2 >= cells && (is_numbered || is_headed)
    }

    fn rows<'p, 't>(&'p self, pieces: &'p [Piece<'t>]) -> impl Iterator<Item = &'p [Piece<'t>]> {
        let ends = self.starts.iter().skip(1).copied().chain([pieces.len()]);
        self.starts.iter().zip(ends).map(|(&start, end)| &pieces[start..end])
    }

    /// Lone cells above the first row are titles; text after the last row, and before a row that repeats the header, is
    /// text between tables.
    fn blocks(&self, pieces: &[Piece]) -> Vec<Block> {
        let rows: Vec<&[Piece]> = self.rows(pieces).collect();
        let first = rows.iter().position(|row| row.len() > 1).unwrap_or(0);
        let header = rows[first];
        let mut blocks: Vec<Block> = rows[..first].iter().flat_map(|row| prose(&row[0].lines)).collect();
        let mut table = Table::default();
        for (at, row) in rows.iter().enumerate().skip(first) {
            let ends_table = rows.get(at + 1).is_none_or(|next| begins_table(header, next));
            let last = &row[row.len() - 1].lines;
            let kept = if ends_table { last.len() - text_after(last).len() } else { last.len() };
            let kept = last.iter().position(|line| goes_on_below(line)).map_or(kept, |mark| mark.max(1).min(kept));
            table.rows.push(row_of(row, kept));
            if kept < last.len() || at + 1 == rows.len() {
                blocks.push(Block::Table(std::mem::take(&mut table)));
                blocks.extend(prose(&last[kept..]));
            }
        }
        blocks
    }
}

/// Whether a row is a header: the first one again, or one that begins with «№».
fn begins_table(header: &[Piece], row: &[Piece]) -> bool {
    let is_repeated = row.len() > 1
        && row.len() == header.len()
        && row.iter().zip(header).all(|(left, right)| left.text().trim() == right.text().trim());
    is_repeated || (row.len() > 1 && row[0].first_line().trim_start_matches(['.', '*']).starts_with('№'))
}

/// The lines of a table's last cell that are text below the table: those after a blank line, unless they go on as a cell
/// does.
fn text_after<'l, 't>(lines: &'l [&'t str]) -> &'l [&'t str] {
    let gaps = lines.iter().enumerate().filter(|(_, line)| is_gap(line)).map(|(at, _)| at);
    let ends = |at: &usize| lines[*at..].iter().find(|line| !is_gap(line)).is_none_or(|line| !goes_on(line));
    gaps.filter(ends).min().map_or(&[], |at| &lines[at..])
}

/// What stands over the part of a table that a page goes on with.
const GOES_ON_BELOW: &[&str] =
    &["продолжение таблицы", "окончание таблицы", "продолжение приложения", "окончание приложения"];

fn goes_on_below(line: &str) -> bool {
    let line = line.trim();
    line.len() < 120 && GOES_ON_BELOW.iter().any(|words| line.to_lowercase().starts_with(words))
}

/// Whether a line after a blank one belongs to the cell above: a small letter, a point of a list, a mere year.
fn goes_on(line: &str) -> bool {
    let line = line.trim();
    let is_number = line.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | '-' | '–' | ' '));
    line.starts_with(|c: char| c.is_lowercase() || matches!(c, '-' | '–' | '—' | '•' | '·')) || is_number
}

/// A row of cells; of the last one the first `kept` lines.
fn row_of(pieces: &[Piece], kept: usize) -> Row {
    let cell = |(at, piece): (usize, &Piece)| {
        let lines = if at + 1 == pieces.len() { &piece.lines[..kept] } else { &piece.lines[..] };
        cell(&lines.join("\n"))
    };
    Row { cells: pieces.iter().enumerate().map(cell).collect(), ..Row::default() }
}

/// A cell of these words, mark-up taken out.
pub(super) fn cell(text: &str) -> Cell {
    Cell { blocks: markup::paragraphs(text), ..Cell::of("") }
}

/// Whether the rows are numbered in their first cell.
fn is_numbered(pieces: &[Piece]) -> bool {
    let lengths = groups(pieces);
    let firsts: Vec<&Piece> =
        starts(&lengths).zip(&lengths).filter(|(_, length)| **length > 1).map(|(at, _)| &pieces[at]).collect();
    let numbers = firsts.iter().filter(|piece| piece.is_number()).count();
    let fitting = firsts.iter().filter(|piece| piece.is_number() || piece.is_blank()).count();
    numbers > 0 && fitting * 2 >= firsts.len()
}

/// The lengths of the stretches of cells without a blank line between them.
fn groups(pieces: &[Piece]) -> Vec<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    for piece in pieces {
        match lengths.last_mut() {
            Some(length) if !piece.after_gap => *length += 1,
            _ => lengths.push(1),
        }
    }
    lengths
}

fn starts(lengths: &[usize]) -> impl Iterator<Item = usize> {
    lengths.iter().scan(0, |next, length| Some(std::mem::replace(next, *next + length)))
}

/// Widths worth trying: the commonest lengths of stretches, of two stretches together, and from number to number.
fn widths(pieces: &[Piece]) -> Vec<usize> {
    let lengths = groups(pieces);
    let pairs = lengths.windows(2).map(|pair| pair[0] + pair[1]).collect::<Vec<_>>();
    let numbers: Vec<usize> =
        pieces.iter().enumerate().filter(|(_, piece)| piece.is_number()).map(|(at, _)| at).collect();
    let steps = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>();
    let mut widths: Vec<usize> = Vec::new();
    for (lengths, most) in [(lengths, 6), (steps, 3), (pairs, 4)] {
        for width in commonest(&lengths).into_iter().take(most) {
            if !widths.contains(&width) {
                widths.push(width);
            }
        }
    }
    widths
}

fn commonest(lengths: &[usize]) -> Vec<usize> {
    let mut counts = [0_usize; WIDEST + 1];
    for &length in lengths.iter().filter(|length| (2..=WIDEST).contains(*length)) {
        counts[length] += 1;
    }
    let mut found: Vec<usize> = (2..=WIDEST).filter(|&length| counts[length] > 0).collect();
    found.sort_by_key(|&length| std::cmp::Reverse(counts[length]));
    found
}

/// The cheapest way to cut the cells into rows of about `width`: its cost and where the rows begin.
fn cut(pieces: &[Piece], width: usize, is_numbered: bool) -> (f64, Vec<usize>) {
    let mut costs = vec![f64::INFINITY; pieces.len() + 1];
    let mut from = vec![0; pieces.len() + 1];
    costs[0] = 0.0;
    let first_number = pieces.iter().position(Piece::is_number).filter(|_| is_numbered).unwrap_or(0);
    let ends_group = |end: usize| pieces.get(end).is_none_or(|next| next.after_gap);
    // Some files leave no blank line between rows.
    let by_gaps = groups(pieces).len() * width * 3 > pieces.len();
    for start in 0..pieces.len() {
        let before = costs[start] + break_cost(pieces, start, by_gaps);
        let mut gaps = 0.0;
        for end in start + 1..=pieces.len().min(start + width + 3) {
            // A blank line between the cells of one row is odd, but happens.
            gaps += if end - 1 > start && pieces[end - 1].after_gap { 1.2 } else { 0.0 };
            let mut row = row_cost(&pieces[start..end], width, is_numbered);
            // «начало | конец» below «№ | Мероприятие | Сроки».
            if end <= first_number && end - start > 1 && gaps == 0.0 && ends_group(end) {
                row = row.min(HEADER_COST);
            }
            let cost = before + gaps + row;
            if cost < costs[end] {
                (costs[end], from[end]) = (cost, start);
            }
        }
    }
    let mut starts = Vec::new();
    let mut at = pieces.len();
    while at > 0 {
        at = from[at];
        starts.push(at);
    }
    starts.reverse();
    (costs[pieces.len()], starts)
}

/// A short row of a header is odd, but less than cells of two rows in one.
const HEADER_COST: f64 = 2.0;

/// A row begins after a blank line; without one, a number may begin it.
fn break_cost(pieces: &[Piece], at: usize, by_gaps: bool) -> f64 {
    match &pieces[at] {
        _ if at == 0 => 0.0,
        piece if piece.after_gap => 0.0,
        piece if piece.is_number() => 0.5,
        _ if by_gaps => 8.0,
        _ => 2.0,
    }
}

/// Rows have the table's width; a lone cell is a section; short and long rows are odd.
fn row_cost(row: &[Piece], width: usize, is_numbered: bool) -> f64 {
    let first = &row[0];
    let unnumbered = is_numbered && !first.is_number() && !first.is_blank() && !first.first_line().contains('№');
    let by_length = match row.len() {
        length if length == width => 0.0,
        1 if first.is_number() || first.is_blank() => 4.0,
        1 => return 1.0,
        length if length < width => 3.0 + (width - length) as f64 * 0.5,
        length => (length - width) as f64 * 5.0,
    };
    by_length + if unnumbered { 4.0 } else { 0.0 }
}
