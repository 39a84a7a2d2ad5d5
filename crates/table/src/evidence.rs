use std::cell::OnceCell;

use crate::Kinds;
use crate::chart::{is_mark, is_tick};
use crate::column::{Column, assign};
use crate::grid::Grid;
use crate::numbering::is_number;

/// How many rows are looked at to learn what stands in a column.
pub(crate) const SAMPLE: usize = 60;

/// What stands in a column.
#[derive(Clone)]
pub(crate) struct Evidence<'g> {
    pub filled: usize,
    pub blank: usize,
    pub numbers: usize,
    /// «+», «х».
    pub marks: usize,
    /// «1»: a mark or a number.
    pub ones: usize,
    pub length: usize,
    pub merges: usize,
    /// How many cells say the same as the one above them.
    pub repeats: usize,
    texts: Vec<&'g str>,
    kinds: &'g dyn Kinds,
    /// Whether each text is a date, and how many are parties, once this is asked.
    are_dates: OnceCell<Vec<bool>>,
    parties: OnceCell<usize>,
}

impl<'g> Evidence<'g> {
    fn new(kinds: &'g dyn Kinds) -> Self {
        Self {
            filled: 0,
            blank: 0,
            numbers: 0,
            marks: 0,
            ones: 0,
            length: 0,
            merges: 0,
            repeats: 0,
            texts: Vec::new(),
            kinds,
            are_dates: OnceCell::new(),
            parties: OnceCell::new(),
        }
    }

    /// Whether three cells of five are so.
    pub(crate) fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 3
    }

    /// Whether two cells of five are so.
    pub(crate) fn often(&self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 2
    }

    /// The length of a text.
    pub(crate) fn average(&self) -> usize {
        self.length.checked_div(self.filled).unwrap_or(0)
    }

    /// How many cells are dates. Looked up when it is asked for, as most headers leave no doubt: with every cell of
    /// every column asked, this was four fifths of the work of reading the tables.
    pub(crate) fn dates(&self) -> usize {
        self.are_dates().iter().filter(|is_date| **is_date).count()
    }

    /// How many cells are parties.
    pub(crate) fn parties(&self) -> usize {
        let is_party = |(text, is_date): &(&&str, &bool)| !**is_date && (self.kinds.is_party(text) || is_person(text));
        *self.parties.get_or_init(|| self.texts.iter().zip(self.are_dates()).filter(is_party).count())
    }

    /// How many cells only divide time: «1», «пн», «2 нед.», a month.
    pub(crate) fn ticks(&self) -> usize {
        self.texts.iter().zip(self.are_dates()).filter(|(text, is_date)| **is_date || is_tick(text)).count()
    }

    fn are_dates(&self) -> &[bool] {
        let is_date = |text: &&str| !is_number(text) && self.kinds.is_schedule(text);
        self.are_dates.get_or_init(|| self.texts.iter().map(is_date).collect())
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
pub(crate) fn gather<'g>(columns: &[Column], grid: &'g Grid, from: usize, kinds: &'g dyn Kinds) -> Vec<Evidence<'g>> {
    let mut evidence = vec![Evidence::new(kinds); columns.len()];
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
            seen.repeats += usize::from(seen.texts.last() == Some(&text));
            seen.length += text.chars().count();
            seen.numbers += usize::from(is_number(text));
            seen.marks += usize::from(is_mark(text));
            seen.ones += usize::from(text == "1");
            seen.texts.push(text);
        }
    }
    evidence
}
