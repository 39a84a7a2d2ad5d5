//! Tables whose columns are told by blanks only, as `pdftotext -layout` prints them: words stand below the words of their
//! column, over several lines a row, and the columns move a little from page to page.
//!
//! ```text
//! №    Мероприятие            Срок       Ответственный
//! 1.   Провести семинар для   май        Методист
//!      учителей
//! ```

mod line;
mod rows;

use vekha_model::{Block, Table};

use super::prose;
use line::{Line, Placed};

/// The blocks of a stretch of text with such tables, and the line after it; `Err` with that line if it has none.
pub(super) fn read(lines: &[&str], start: usize) -> Result<(Vec<Block>, usize), usize> {
    let end = start + region(&lines[start..]);
    let region = &lines[start..end];
    let read: Vec<Line> = region.iter().map(|line| Line::of(line)).collect();
    let width = width(&read).ok_or(end)?;
    let kinds = kinds(region, &read, width);
    let mut blocks = Vec::new();
    let mut from = 0;
    let mut any = false;
    while from < kinds.len() {
        let is_table = kinds[from].is_some();
        let past = kinds[from..].iter().position(|kind| kind.is_some() != is_table).map_or(kinds.len(), |at| from + at);
        if is_table {
            blocks.push(Block::Table(Table {
                rows: rows::rows(&read[from..past], &kinds[from..past], width),
                ..Table::default()
            }));
            any = true;
        } else {
            prose::add(&mut blocks, prose::prose(&region[from..past]));
        }
        from = past;
    }
    if any { Ok((blocks, end)) } else { Err(end) }
}

/// Whether a line may begin a table: three stretches of words at least.
pub(super) fn begins(line: &str) -> bool {
    let inner = line.trim();
    !line.contains('\t') && inner.contains("  ") && Line::of(line).stretches.len() >= LEAST
}

/// Tables of two columns are told apart from letters' heads and signatures in no way.
const LEAST: usize = 3;

/// So many lines of plain text end a stretch with tables.
const MOST_PLAIN: usize = 12;

/// How many lines belong to the stretch: up to a line with tabs or bars, or to running text.
fn region(lines: &[&str]) -> usize {
    let mut length = 0;
    let mut plain = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.contains(['\t', '|', '│', '║', '┃']) {
            break;
        }
        match line.trim() {
            "" => continue,
            words if words.contains("  ") => (length, plain) = (at + 1, 0),
            // The rest of a long cell stands below its column.
            _ if line.starts_with("    ") => {}
            _ => plain += 1,
        }
        if plain > MOST_PLAIN {
            break;
        }
        length = at + 1;
    }
    length.max(1)
}

/// The number of columns that most lines show; `None` if no lines show the same.
fn width(lines: &[Line]) -> Option<usize> {
    let mut anchors: Vec<Vec<&Line>> = vec![Vec::new(); WIDEST];
    for line in lines.iter().filter(|line| (LEAST..WIDEST).contains(&line.stretches.len())) {
        anchors[line.stretches.len()].push(line);
    }
    let is_numbered = |line: &&&Line| rows::is_number(&line.words(line.stretches[0]));
    // A row's first line shows all its columns, and it has the number.
    let weight = |width: usize| {
        let anchors = &anchors[width];
        (anchors.len() + 2 * anchors.iter().filter(is_numbered).count()) * (width - 1) * (width - 1)
    };
    let is_table = |width: &usize| {
        let anchors = &anchors[*width];
        let pairs = anchors.windows(2).filter(|pair| are_aligned(pair[0], pair[1])).count();
        let numbered = anchors.iter().filter(is_numbered).count();
        let enough = anchors.len() >= if *width > LEAST { 2 } else { 3 };
        enough && (pairs * 2 >= anchors.len() - 1 || (anchors.len() > 2 && numbered * 10 > anchors.len() * 7))
    };
    // Lines with fewer stretches have empty cells, those with more cannot be explained by fewer columns.
    let most = (LEAST..WIDEST).filter(is_table).map(weight).max()?;
    (LEAST..WIDEST).rev().filter(is_table).find(|&width| weight(width) * 3 >= most)
}

/// Lines with more stretches of words are no rows.
const WIDEST: usize = 30;

/// Whether the words of two lines stand below each other: on the left, on the right, or in the middle.
fn are_aligned(above: &Line, below: &Line) -> bool {
    let near = |a: usize, b: usize| a.abs_diff(b) <= 3;
    above
        .stretches
        .iter()
        .zip(&below.stretches)
        .all(|(a, b)| near(a.0, b.0) || near(a.1, b.1) || near((a.0 + a.1) / 2, (b.0 + b.1) / 2))
}

/// What a line is in a table.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Words in columns.
    Cells(Placed),
    /// Words across all columns.
    Across,
    /// No words.
    Blank,
}

/// For each line what it is in a table; `None` for those outside.
fn kinds(region: &[&str], lines: &[Line], width: usize) -> Vec<Option<Kind>> {
    let anchors: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].stretches.len() == width).collect();
    let starts = |anchor: usize| lines[anchor].stretches.iter().map(|stretch| stretch.0).collect::<Vec<_>>();
    let margins = margins(region, lines);
    let mut kinds: Vec<Option<Kind>> = Vec::with_capacity(lines.len());
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        while next < anchors.len() && anchors[next] < at {
            next += 1;
        }
        let near = [next.checked_sub(1).and_then(|last| anchors.get(last)), anchors.get(next)];
        let placed = near.into_iter().flatten().filter(|anchor| anchor.abs_diff(at) <= FARTHEST);
        let placed = placed.filter_map(|&anchor| line.placed(starts(anchor), lines[anchor].end()));
        let placed = placed.min_by_key(|placed| placed.cost);
        kinds.push(match placed {
            _ if margins[at] => None,
            _ if line.is_blank() => Some(Kind::Blank),
            Some(placed) if !is_section(line, &placed) => Some(Kind::Cells(placed)),
            Some(_) | None => Some(Kind::Across),
        });
    }
    trim(&mut kinds, lines, &anchors);
    kinds
}

/// Whether the only words of a line begin in the first column and go on in the second, or stand over the middle.
fn is_section(line: &Line, placed: &Placed) -> bool {
    let stretch = match line.stretches[..] {
        [stretch] => stretch,
        [number, words] if line.is_glued => (number.0, words.1),
        _ => return false,
    };
    let filled = placed.cells.iter().filter(|cell| cell.1 > 0).count();
    if line.is_glued && line.stretches.len() == 2 {
        return placed.starts[0] + 3 > stretch.0;
    }
    let goes_on = placed.cells[0].1 > 0 && (filled > 1 || stretch.1 > placed.starts[1]);
    let middle = (placed.starts[0] + placed.end) / 2;
    let is_centered = placed.starts.iter().all(|start| start.abs_diff(stretch.0) > 3)
        && ((stretch.0 + stretch.1) / 2).abs_diff(middle) <= 6;
    goes_on || is_centered
}

/// An anchor says where columns are for so many lines above and below it.
const FARTHEST: usize = 40;

/// So many lines across the columns in a row are running text, not the name of a section.
const LONGEST_SECTION: usize = 4;

/// The first row stands at most so many lines below the header.
const MOST_HEADER: usize = 8;

/// Takes out what stands above, below and between tables.
fn trim(kinds: &mut [Option<Kind>], lines: &[Line], anchors: &[usize]) {
    let is_across = |kind: &Option<Kind>| matches!(kind, Some(Kind::Across));
    let is_outside = |kind: &Option<Kind>| matches!(kind, None | Some(Kind::Across | Kind::Blank));
    // A row that lacks the words of some columns still has its number.
    let is_row = |at: &usize| {
        let line = &lines[*at];
        let is_numbered =
            line.stretches.len() > 1 + usize::from(line.is_glued) && rows::is_number(&line.words(line.stretches[0]));
        matches!(&kinds[*at], Some(Kind::Cells(placed)) if is_numbered && placed.cells[0].1 > 0)
    };
    let Some((&first, &last)) = anchors.first().zip(anchors.last()) else { return kinds.fill(None) };
    let first = (0..first).find(is_row).unwrap_or(first);
    let last = (last..kinds.len()).rev().find(is_row).unwrap_or(last);
    let width = lines[anchors[0]].stretches.len();
    // The header's upper lines, and the last row's lower ones, have no blank line between them and the rest.
    // A section may stand between the two.
    let is_full = |at: &usize| lines[*at].stretches.len() + 1 >= width;
    let header = (first.saturating_sub(MOST_HEADER)..first).find(is_full).unwrap_or(first);
    let is_upper = |at: usize| !is_outside(&kinds[at]) && lines[at].stretches.len() > 1;
    let top = (0..header).rev().take_while(|&at| is_upper(at)).last().unwrap_or(header);
    let bottom = (last + 1..kinds.len()).take_while(|&at| !is_outside(&kinds[at])).last().unwrap_or(last);
    kinds[..top].fill(None);
    kinds[bottom + 1..].fill(None);
    let mut at = top;
    while at <= bottom {
        let length = kinds[at..=bottom].iter().take_while(|kind| is_outside(kind)).count();
        let run = &mut kinds[at..at + length];
        let across = run.iter().filter(|kind| is_across(kind)).count();
        let is_broken = run.iter().any(Option::is_none);
        if across > LONGEST_SECTION || (is_broken && across == 0) {
            run.fill(None);
        }
        at += length.max(1);
    }
}

/// Which lines are numbers of pages: nothing but a number, at the top or the foot of a page.
fn margins(region: &[&str], lines: &[Line]) -> Vec<bool> {
    let mut margins = vec![false; region.len()];
    for page in (0..region.len()).filter(|&at| region[at] == "\u{c}") {
        let above = (0..page).rev().take(4).find(|&at| !lines[at].is_blank());
        let below = (page + 1..region.len()).take(4).find(|&at| !lines[at].is_blank());
        for at in [above, below].into_iter().flatten().filter(|&at| is_page_number(region[at])) {
            margins[at] = true;
        }
    }
    margins
}

/// «12», «- 12 -», «Страница 2 из 5».
fn is_page_number(line: &str) -> bool {
    let words = line.trim().trim_matches(['-', '–', '—', ' ']);
    let words = words.trim_start_matches("Страница").trim_start_matches("стр.").trim();
    words.len() <= 14
        && words.split(" из ").all(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}
