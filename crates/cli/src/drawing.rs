//! A table drawn for a terminal: cells between bars, merges shown, long words cut.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use vekha_roadmap::model::{Row, Table, Vertical};

use crate::output::one_line;

/// How wide each grid column is drawn.
pub(crate) struct Drawing {
    widths: Vec<usize>,
    /// Whether there are more grid columns than can be drawn.
    is_cut: bool,
}

/// No column is drawn wider while others are short of room.
const MAX_WIDTH: usize = 32;
/// Rows that are looked at to learn how wide the columns are.
const SAMPLE: usize = 200;
/// A column of less is not worth drawing.
const MIN_WIDTH: usize = 2;

impl Drawing {
    /// Fits a table into `room` columns of a terminal.
    pub(crate) fn of(table: &Table, room: usize) -> Self {
        let grid_width = table.rows.iter().take(SAMPLE).map(width).max().unwrap_or(0).max(1);
        let most = (room / (MIN_WIDTH + 1)).max(1);
        let shown = grid_width.min(most);
        let mut wanted = vec![MIN_WIDTH; shown];
        for row in table.rows.iter().take(SAMPLE) {
            for (start, cell) in cells(row) {
                let length = cell.text().split_whitespace().map(|word| word.width() + 1).sum::<usize>();
                let share = length.saturating_sub(1).div_ceil(cell.colspan.max(1)).min(MAX_WIDTH);
                let end = start.saturating_add(cell.colspan.max(1)).min(shown);
                wanted.iter_mut().take(end).skip(start).for_each(|width| *width = share.max(*width));
            }
        }
        let free = room.saturating_sub(shown);
        let fits = |cap: usize| wanted.iter().map(|&width| width.min(cap)).sum::<usize>() <= free;
        let cap = (MIN_WIDTH..=MAX_WIDTH).rev().find(|&cap| fits(cap)).unwrap_or(MIN_WIDTH);
        wanted.iter_mut().for_each(|width| *width = (*width).min(cap));
        Self { widths: wanted, is_cut: grid_width > shown }
    }

    /// One line for a row: `│1 │Смотр песни │↑ │`; `↑` goes on with the merged cell above, `·` is left out of the grid.
    pub(crate) fn row(&self, row: &Row) -> String {
        let mut line = String::from("│");
        let mut next = 0;
        for (start, cell) in cells(row) {
            self.gap(&mut line, next..start);
            let end = start.saturating_add(cell.colspan.max(1)).min(self.widths.len());
            if start >= end {
                break;
            }
            // The bars inside a merged cell are its room too.
            let room = self.widths[start..end].iter().sum::<usize>() + (end - start - 1);
            let text = match (cell.vertical, cell.is_blank()) {
                (Vertical::Continue, true) => "↑".to_owned(),
                (Vertical::Continue, false) => format!("↑ {}", words(cell)),
                _ => words(cell),
            };
            line.push_str(&fitted(&text, room));
            line.push('│');
            next = end;
        }
        self.gap(&mut line, next..self.widths.len());
        if self.is_cut {
            line.push('…');
        }
        line
    }

    fn gap(&self, line: &mut String, columns: std::ops::Range<usize>) {
        for width in self.widths.get(columns).unwrap_or_default() {
            line.push_str(&fitted("·", *width));
            line.push('│');
        }
    }
}

fn words(cell: &vekha_roadmap::model::Cell) -> String {
    let holds_table = cell.blocks.iter().any(|block| matches!(block, vekha_roadmap::model::Block::Table(_)));
    let words = one_line(&start_of(&cell.text()));
    if holds_table { format!("{words} [table]").trim().to_owned() } else { words }
}

/// What can be seen of a text at most: a cell of a megabyte is not looked through.
fn start_of(text: &str) -> String {
    text.trim_start().chars().take(200).collect()
}

fn width(row: &Row) -> usize {
    let cells = row.cells.iter().fold(row.before, |sum, cell| sum.saturating_add(cell.colspan.max(1)));
    cells.saturating_add(row.after)
}

/// The cells with their first grid column, from 0; sums are bounded, whatever the file says.
fn cells(row: &Row) -> impl Iterator<Item = (usize, &vekha_roadmap::model::Cell)> {
    row.cells.iter().scan(row.before, |next, cell| {
        let start = *next;
        *next = next.saturating_add(cell.colspan.max(1));
        Some((start, cell))
    })
}

/// The text cut or filled up to a width on the terminal.
pub(crate) fn fitted(text: &str, width: usize) -> String {
    let mut fitted = cut(text, width);
    let missing = width.saturating_sub(fitted.width());
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The text cut to a width on the terminal, with `…` where it was cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut room = width.saturating_sub(1);
    for c in text.chars() {
        match room.checked_sub(c.width().unwrap_or(0)) {
            Some(left) => room = left,
            None => break,
        }
        cut.push(c);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_roadmap::model::Cell;

    fn drawn(rows: Vec<Row>, room: usize) -> String {
        let table = Table { rows, merges: true, name: None };
        let drawing = Drawing::of(&table, room);
        table.rows.iter().map(|row| drawing.row(row)).collect::<Vec<_>>().join("\n")
    }

    fn row(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }

    #[test]
    fn merged_cells_are_shown_as_they_cover_the_grid() {
        let top = |text| Cell { vertical: Vertical::Start, ..Cell::of(text) };
        let below = || Cell { vertical: Vertical::Continue, ..Cell::of("") };
        let wide = |colspan, text| Cell { colspan, ..Cell::of(text) };
        let rows = vec![
            row(vec![top("№"), top("Мероприятие"), wide(2, "Сроки")]),
            row(vec![below(), below(), Cell::of("с"), Cell::of("по")]),
            row(vec![wide(4, "1. Дворы")]),
            Row {
                before: 1, after: 1, ..row(vec![Cell::of("Расчистка дорожек у школы"), Cell::of("май")])
            },
        ];
        let expected = [
            "│№ │Мероприятие       │Сроки  │",
            "│↑ │↑                 │с  │по │",
            "│1. Дворы                     │",
            "│· │Расчистка дорожек…│май│·  │",
        ];
        assert_eq!(drawn(rows, 30), expected.join("\n"));
    }

    #[test]
    fn a_text_is_cut_by_what_it_takes_on_a_terminal() {
        let cases = [
            ("план", 4, "план"),
            ("планы", 4, "пла…"),
            ("計画書", 4, "計…"),
            ("е\u{308}ж", 2, "е\u{308}ж"),
            ("а", 0, ""),
        ];
        let got: Vec<_> = cases.iter().map(|(text, width, _)| cut(text, *width)).collect();
        assert_eq!(got, cases.map(|(_, _, cut)| cut.to_owned()));
    }

    #[test]
    fn a_grid_of_any_width_fits_the_room() {
        let cells = (0..300).map(|day| Cell::of(&day.to_string())).collect();
        let line = drawn(vec![row(cells)], 60);
        assert!(line.width() <= 62 && line.ends_with('…'), "{line}");
        let huge = Cell { colspan: usize::MAX, ..Cell::of("а") };
        assert!(drawn(vec![row(vec![huge.clone(), huge])], 40).width() <= 42);
    }
}
