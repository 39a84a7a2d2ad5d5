use vekha_model::Role;

use crate::Kinds;
use crate::grid::{Grid, GridCell};
use crate::numbering::is_number;
use crate::period::is_period;
use crate::record::Words;

/// A column of a plan.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// The first grid column it covers, from 0.
    pub start: usize,
    /// One past the last grid column it covers.
    pub end: usize,
    /// What it holds.
    pub role: Option<Role>,
    /// Its header's words, those of the upper rows first.
    pub header: Words,
    /// Of two columns of one role the one of the higher rank has it.
    pub rank: u8,
    /// Whether the header is in known words, even if they name no role.
    pub is_known: bool,
    /// Whether the header speaks of what has happened: «Фактический срок».
    pub is_fact: bool,
    /// All things that the header names, if several: «Сроки, ответственные».
    pub parts: Vec<Role>,
    /// Whether another column of its role has the words that count; this one is a field.
    pub is_spare: bool,
    /// Whether it names things to be done of which the activities are parts: «Задача» beside «Подзадача».
    pub is_whole: bool,
    /// Whether it is a part of a date that others complete: «Месяц», «Число».
    pub joins: bool,
    /// When things marked in it are done: the header's own words where they are a date («2021», «май»), or those above.
    pub period: Option<Words>,
    /// The header's own words where they only divide time: «1», «пн», «2 нед.».
    pub tick: Option<Words>,
    /// Whether it belongs to a chart: bars and marks under days, weeks or months.
    pub scale: bool,
    /// Whether its cells only mark that something is done in `period`.
    pub marks: bool,
    /// Whether a column named as one of sections holds a text of its own in every row.
    pub is_field: bool,
    /// Whether it is a body of a matrix: its cells are what that body does.
    pub body: bool,
    /// Whether that body is a direction of the work rather than whoever does it.
    pub direction: bool,
    /// How the role was found; empty if it has none.
    pub why: &'static str,
}

impl Column {
    /// Whether its header is a month, a quarter or a year, and nothing else.
    pub(crate) fn is_period(&self, kinds: &dyn Kinds) -> bool {
        self.period.is_some() && self.role.is_none_or(|role| role == Role::Dates) && is_period(&self.header.text, kinds)
    }

    /// Whether its words are a section of the plan.
    pub(crate) fn is_section(&self) -> bool {
        self.role == Some(Role::Section) && !self.is_field
    }

    /// Whether its header names a part of a date: «Месяц», «Квартал».
    pub(crate) fn is_unit(&self) -> bool {
        const UNIT_RANK: u8 = 1;
        self.role == Some(Role::Dates) && self.rank == UNIT_RANK
    }

    /// Gives it a role, for a reason.
    pub(crate) fn take(&mut self, role: Role, why: &'static str) {
        self.role = Some(role);
        self.why = why;
    }

    /// How its role was found, or why it has none.
    pub(crate) fn reason(&self) -> &'static str {
        match self.why {
            _ if self.body => "a body: its cells say what it does",
            _ if self.marks => "its header is a date, its cells are marks",
            _ if self.scale => "a part of a chart",
            _ if self.is_spare => "header words, but another column of its role counts",
            _ if self.is_field => "a name of sections, but words of its own in every row",
            "" if self.period.is_some() => "its header is a date",
            _ if self.role.is_none() => "a further field",
            why => why,
        }
    }
}

/// The lexicon's rank of «Ф.И.О.»: a person, who need not answer for anything.
const RANK_OF_NAMES: u8 = 0;
/// The lexicon's highest rank of «Тема», «Название»: a subject, which need not be something to be done.
const RANK_OF_THEMES: u8 = 3;

/// Whether the columns are those of a plan: something to be done, and when, by whom or with what result.
pub(crate) fn is_plan(columns: &[Column]) -> bool {
    let has = |roles: &[Role]| columns.iter().any(|column| column.role.is_some_and(|role| roles.contains(&role)));
    let is_matrix = columns.iter().filter(|column| column.body).count() >= 2;
    let has_marks = columns.iter().any(|column| column.marks || column.scale);
    let when = has(&[Role::Dates, Role::Start, Role::End]) || has_marks;
    let when_or_who = when || has(&[Role::Responsible, Role::CoExecutors]);
    let is_of_indicators = has(&[Role::Indicator]) && !when_or_who;
    // «Ф.И.О. учителя | Категория | Тема самообразования» lists people.
    let rank = |role: Role| columns.iter().filter(|column| column.role == Some(role)).map(|column| column.rank).max();
    let is_of_people = !when
        && !has(&[Role::Result])
        && rank(Role::Responsible) == Some(RANK_OF_NAMES)
        && rank(Role::Activity).is_some_and(|rank| rank <= RANK_OF_THEMES);
    is_matrix || (has(&[Role::Activity]) && !is_of_indicators && !is_of_people && (when_or_who || has(&[Role::Result])))
}

/// The columns of the most usual kind of row: that with the most cells among those that occur most.
pub(crate) fn template(grid: &Grid) -> Option<Vec<Column>> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in grid.rows.iter().filter(|row| row.cells.len() >= 2) {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let (&count, _) = counts.iter().max_by_key(|(cells, rows)| (**rows, **cells))?;
    let row = grid.rows.iter().find(|row| row.cells.len() == count)?;
    let column = |cell: &GridCell| Column { start: cell.start, end: cell.end, ..Column::default() };
    Some(row.cells.iter().map(column).collect())
}

/// The same columns at the grid of another table, which may be cut otherwise.
pub(crate) fn fitted(columns: &[Column], grid: &Grid) -> Vec<Column> {
    let row = grid.rows.iter().find(|row| row.cells.len() == columns.len() && !row.before);
    let is_same_grid = columns.last().is_some_and(|last| last.end == grid.width);
    let place = |(index, column): (usize, &Column)| {
        let (start, end) = match row.and_then(|row| row.cells.get(index)) {
            Some(cell) => (cell.start, cell.end),
            None if is_same_grid => (column.start, column.end),
            None => (index, index + 1),
        };
        Column { start, end, ..column.clone() }
    };
    columns.iter().enumerate().map(place).collect()
}

/// Which column each cell of a row belongs to, by the cell's index; `None` for a cell right of them all.
pub(crate) fn assign(columns: &[Column], grid: &Grid, row: usize) -> Vec<Option<usize>> {
    let cells = &grid.rows[row].cells;
    if cells.len() == columns.len() && !grid.rows[row].before {
        return (0..cells.len()).map(Some).collect();
    }
    let lacks_number = !grid.merges
        && cells.len() + 1 == columns.len()
        && columns.first().is_some_and(|column| column.role == Some(Role::Number))
        && cells.iter().filter(|cell| !cell.words.is_blank()).count() > 1
        && cells.first().is_some_and(|cell| !cell.words.is_blank() && !is_number(&cell.words.text));
    if lacks_number {
        return (0..cells.len()).map(|index| Some(index + 1)).collect();
    }
    let best = |cell: &GridCell| {
        let shared = |column: &Column| cell.end.min(column.end).saturating_sub(cell.start.max(column.start));
        let first = columns.partition_point(|column| column.end <= cell.start);
        let under = columns[first..].iter().take_while(|column| column.start < cell.end);
        let most = under.enumerate().map(|(at, column)| (shared(column), usize::MAX - (first + at))).max()?;
        (most.0 > 0).then_some(usize::MAX - most.1)
    };
    cells.iter().map(best).collect()
}
