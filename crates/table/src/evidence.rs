use crate::Kinds;
use crate::chart::{is_mark, is_tick};
use crate::column::{Column, assign};
use crate::grid::Grid;
use crate::numbering::is_number;

/// How many rows are looked at to learn what stands in a column.
pub(crate) const SAMPLE: usize = 60;

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    pub filled: usize,
    pub blank: usize,
    pub numbers: usize,
    pub dates: usize,
    pub parties: usize,
    /// «+», «х».
    pub marks: usize,
    /// «1»: a mark or a number.
    pub ones: usize,
    /// What only divides time: «1», «пн», «2 нед.», a month.
    pub ticks: usize,
    pub length: usize,
    pub merges: usize,
    /// How many cells say the same as the one above them.
    pub repeats: usize,
}

impl Evidence {
    /// Whether three cells of five are so.
    pub(crate) fn mostly(self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 3
    }

    /// Whether two cells of five are so.
    pub(crate) fn often(self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 2
    }

    /// The length of a text.
    pub(crate) fn average(self) -> usize {
        self.length.checked_div(self.filled).unwrap_or(0)
    }
}

/// «Рита», «Вера, Олег»: people of a team go by their first names.
fn is_person(text: &str) -> bool {
    let mut names = text.split([',', ';', '/', '\n']).map(str::trim).filter(|name| !name.is_empty()).peekable();
    let is_short = text.chars().take(61).count() <= 60;
    let is_name = |name: &str| {
        let first = name.split_whitespace().next().unwrap_or_default();
        first.starts_with(char::is_uppercase)
            && name.split_whitespace().count() < 4
            && vekha_lexis::is_given_name(first)
    };
    is_short && names.peek().is_some() && names.all(is_name)
}

/// What stands in each column from row `from` on.
pub(crate) fn gather(columns: &[Column], grid: &Grid, from: usize, kinds: &dyn Kinds) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::default(); columns.len()];
    let mut last = vec![String::new(); columns.len()];
    for row in (from..grid.rows.len()).take(SAMPLE) {
        if grid.filled(row).count() < 2 && grid.rows[row].cells.iter().all(|cell| !cell.merged) {
            continue;
        }
        for (index, column) in assign(columns, grid, row).into_iter().enumerate() {
            let (Some(column), cell) = (column, &grid.rows[row].cells[index]) else { continue };
            let seen = &mut evidence[column];
            if grid.continues(row, index) {
                seen.merges += 1;
                continue;
            }
            let text = cell.words.text.trim();
            if text.is_empty() {
                seen.blank += 1;
                continue;
            }
            seen.filled += 1;
            seen.repeats += usize::from(last[column] == text);
            text.clone_into(&mut last[column]);
            seen.length += text.chars().count();
            seen.numbers += usize::from(is_number(text));
            seen.marks += usize::from(is_mark(text));
            let is_date = !is_number(text) && kinds.is_schedule(text);
            seen.dates += usize::from(is_date);
            seen.parties += usize::from(!is_date && (kinds.is_party(text) || is_person(text)));
            seen.ones += usize::from(text == "1");
            seen.ticks += usize::from(is_date || is_tick(text));
        }
    }
    evidence
}
