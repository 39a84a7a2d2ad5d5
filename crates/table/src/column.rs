use vekha_model::Role;

use crate::Kinds;
use crate::grid::{Grid, GridCell};
use crate::header::MAX_CELLS;
use crate::numbering::is_number;
use crate::record::Words;
use crate::roles::role;

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
    /// The header's own words where they are a date: «2021», «май».
    pub period: Option<Words>,
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
        self.period.is_some()
            && self.role.is_none_or(|role| role == Role::Dates)
            && (kinds.is_schedule(&self.header.text) || crate::header::is_year(&self.header.text))
    }

    /// Whether its words are a section of the plan.
    pub(crate) fn is_section(&self) -> bool {
        self.role == Some(Role::Section) && !self.is_field
    }

    /// Gives it a role, for a reason.
    fn take(&mut self, role: Role, why: &'static str) {
        self.role = Some(role);
        self.why = why;
    }

    /// How its role was found, or why it has none.
    pub(crate) fn reason(&self) -> &'static str {
        match self.why {
            _ if self.body => "a body: its cells say what it does",
            _ if self.marks => "its header is a date, its cells are marks",
            _ if self.is_field => "a name of sections, but words of its own in every row",
            "" if self.period.is_some() => "its header is a date",
            _ if self.role.is_none() => "a further field",
            why => why,
        }
    }
}

/// How many rows are looked at to learn what stands in a column.
const SAMPLE: usize = 60;

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    filled: usize,
    blank: usize,
    numbers: usize,
    dates: usize,
    parties: usize,
    marks: usize,
    length: usize,
    merges: usize,
    /// How many cells say the same as the one above them.
    repeats: usize,
}

impl Evidence {
    fn mostly(self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 3
    }

    fn often(self, count: usize) -> bool {
        self.filled > 0 && count * 5 >= self.filled * 2
    }

    fn average(self) -> usize {
        self.length.checked_div(self.filled).unwrap_or(0)
    }
}

/// The columns as the rows below them show them; says whether a role had to be guessed.
pub(crate) fn complete(mut columns: Vec<Column>, grid: &Grid, from: usize, kinds: &dyn Kinds) -> (Vec<Column>, bool) {
    columns = split_wide(columns, grid, from);
    let evidence = gather(&columns, grid, from, kinds);
    if columns.iter().any(|column| column.body) {
        name_matrix_edges(&mut columns, &evidence);
        return (columns, false);
    }
    mark_periods(&mut columns, &evidence);
    // «Шаг», «Этап»: whatever its header, a first column of numbers numbers the rows.
    let is_other = columns.first().is_some_and(|first| {
        matches!(first.role, None | Some(Role::Activity | Role::Section)) && !first.marks && first.period.is_none()
    });
    if is_other && evidence[0].mostly(evidence[0].numbers) {
        columns[0].take(Role::Number, "numbers in its cells");
    }
    one_number(&mut columns);
    name_calendar(&mut columns);
    let guessed = choose_activity(&mut columns, &evidence) | guess_missing(&mut columns, &evidence);
    name_sections(&mut columns, &evidence);
    (columns, guessed)
}

/// The columns of a table without a header, by what stands in them; `None` if it is no plan.
pub(crate) fn guess(grid: &Grid, kinds: &dyn Kinds) -> Option<Vec<Column>> {
    let is_of_indicators =
        |row: usize| grid.filled(row).any(|(_, cell)| role(&cell.words.text) == Some(Role::Indicator));
    if (0..grid.rows.len().min(3)).any(is_of_indicators) {
        return None;
    }
    let mut columns = template(grid).filter(|columns| columns.len() <= MAX_CELLS)?;
    let evidence = gather(&columns, grid, 0, kinds);
    if evidence[0].mostly(evidence[0].numbers) {
        columns[0].take(Role::Number, "numbers in its cells");
    }
    for (column, evidence) in columns.iter_mut().zip(&evidence).filter(|(column, _)| column.role.is_none()) {
        match evidence {
            e if e.often(e.dates) && e.dates >= e.parties => column.take(Role::Dates, "dates in its cells"),
            e if e.often(e.parties) => column.take(Role::Responsible, "parties in its cells"),
            _ => {}
        }
    }
    for role in [Role::Dates, Role::Responsible] {
        let mut same = columns.iter_mut().filter(|column| column.role == Some(role)).skip(1).peekable();
        if role == Role::Responsible {
            same.for_each(|column| column.take(Role::CoExecutors, "a second column of parties"));
        } else if same.peek().is_some() {
            same.for_each(|column| column.take(Role::End, "a second column of dates"));
        }
    }
    let is_free = |(column, evidence): &(usize, &Evidence)| columns[*column].role.is_none() && evidence.average() >= 12;
    let activity =
        evidence.iter().enumerate().filter(is_free).max_by_key(|(column, e)| (e.average(), usize::MAX - column));
    let activity = activity.map(|(column, _)| column)?;
    columns[activity].take(Role::Activity, "the longest texts in its cells");
    let has = |role| columns.iter().any(|column| column.role == Some(role));
    let rows = evidence[activity].filled;
    let is_plan = (has(Role::Dates) && (rows >= 2 || has(Role::Number) || has(Role::Responsible)))
        || (has(Role::Responsible) && has(Role::Number) && rows >= 2 && begins_with_a_row(grid));
    let free: Vec<usize> =
        (activity + 1..columns.len()).filter(|&c| columns[c].role.is_none() && evidence[c].average() >= 8).collect();
    if let [result] = free[..] {
        columns[result].take(Role::Result, "by position: the only other texts right of the activities");
    }
    is_plan.then_some(columns)
}

/// Whether the first row is one of the others, not a header in words that no plan has: «Роль | Количество».
fn begins_with_a_row(grid: &Grid) -> bool {
    let first = (0..grid.rows.len()).find_map(|row| grid.filled(row).next());
    first.is_some_and(|(index, cell)| index == 0 && is_number(&cell.words.text))
}

/// Whether the columns are those of a plan: something to be done, and when, by whom or with what result.
pub(crate) fn is_plan(columns: &[Column]) -> bool {
    let has = |roles: &[Role]| columns.iter().any(|column| column.role.is_some_and(|role| roles.contains(&role)));
    let is_matrix = columns.iter().filter(|column| column.body).count() >= 2;
    let has_marks = columns.iter().any(|column| column.marks);
    let when_or_who = has(&[Role::Dates, Role::Start, Role::End, Role::Responsible, Role::CoExecutors]) || has_marks;
    let is_of_indicators = has(&[Role::Indicator]) && !when_or_who;
    is_matrix || (has(&[Role::Activity]) && !is_of_indicators && (when_or_who || has(&[Role::Result])))
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
    let place = |(index, column): (usize, &Column)| {
        let (start, end) = match row.and_then(|row| row.cells.get(index)) {
            Some(cell) => (cell.start, cell.end),
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

/// A wide header over a number and a text is two columns: «№ Мероприятие» over «1 | Смотр».
fn split_wide(columns: Vec<Column>, grid: &Grid, from: usize) -> Vec<Column> {
    let mut split = Vec::with_capacity(columns.len());
    for column in columns {
        let inside = |row: usize| -> Vec<&GridCell> {
            let cells = grid.rows[row].cells.iter();
            cells.filter(|cell| column.start <= cell.start && cell.end <= column.end).collect()
        };
        let rows: Vec<usize> =
            (from..grid.rows.len()).take(SAMPLE).filter(|&row| grid.rows[row].cells.len() > 1).collect();
        let many: Vec<usize> = rows.iter().copied().filter(|&row| inside(row).len() > 1).collect();
        let template = many.first().filter(|_| column.end - column.start > 1 && many.len() * 2 > rows.len());
        let Some(&template) = template else {
            split.push(column);
            continue;
        };
        let cells = inside(template);
        let first_numbers = many.iter().filter(|&&row| {
            inside(row).first().is_some_and(|cell| cell.words.is_blank() || is_number(&cell.words.text))
        });
        let begins_with_number = first_numbers.count() * 2 > many.len();
        for (index, cell) in cells.iter().enumerate() {
            let mut part = Column { start: cell.start, end: cell.end, ..column.clone() };
            if index == 0 && begins_with_number {
                part.take(Role::Number, "numbers below a wider header");
            }
            split.push(part);
        }
    }
    split
}

fn gather(columns: &[Column], grid: &Grid, from: usize, kinds: &dyn Kinds) -> Vec<Evidence> {
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
            seen.parties += usize::from(!is_date && kinds.is_party(text));
        }
    }
    evidence
}

/// «+», «х»: done in this month, in this year.
fn is_mark(text: &str) -> bool {
    matches!(text, "+" | "x" | "X" | "х" | "Х" | "v" | "V" | "*" | "•" | "✓" | "✔" | "√" | "■" | "●")
}

fn mark_periods(columns: &mut [Column], evidence: &[Evidence]) {
    for (column, evidence) in columns.iter_mut().zip(evidence) {
        column.marks = column.period.is_some() && evidence.filled == evidence.marks;
    }
    let is_marked = columns.iter().zip(evidence).any(|(column, e)| column.marks && e.marks > 0);
    for column in columns.iter_mut() {
        column.marks &= is_marked;
        let is_amount = column.period.is_some() && column.role == Some(Role::Dates);
        if column.marks || is_amount {
            column.role = None;
        }
    }
}

fn one_number(columns: &mut [Column]) {
    let numbers = columns.iter_mut().filter(|column| column.role == Some(Role::Number));
    numbers.skip(1).for_each(|column| column.role = None);
}

/// Leaves one column of activities; says whether it had to be guessed.
fn choose_activity(columns: &mut [Column], evidence: &[Evidence]) -> bool {
    let of_role = |columns: &[Column], role: Option<Role>| -> Vec<usize> {
        (0..columns.len()).filter(|&c| columns[c].role == role && !columns[c].marks).collect()
    };
    let named = of_role(columns, Some(Role::Activity));
    let (chosen, guessed) = match named[..] {
        [only] => (Some(only), false),
        [] => {
            let has_indicators = !of_role(columns, Some(Role::Indicator)).is_empty();
            let sections = of_role(columns, Some(Role::Section));
            let free = of_role(columns, None).into_iter().filter(|&c| columns[c].period.is_none() && !has_indicators);
            let longest =
                free.filter(|&c| evidence[c].average() >= 15).max_by_key(|&c| (evidence[c].average(), usize::MAX - c));
            let section = sections.last().copied();
            let better =
                longest.filter(|&c| section.is_none_or(|s| evidence[c].average() * 2 >= evidence[s].average()));
            // «Форма работы» where nothing else says what is done.
            let form = || of_role(columns, Some(Role::Form)).into_iter().find(|&c| evidence[c].average() >= 10);
            (better.or(section).or_else(form), better.is_some())
        }
        _ => {
            let is_plain = |c: &&usize| {
                let header = vekha_lexis::fold(&columns[**c].header.text).text().to_owned();
                ["меропр", "действи", "содержан"].iter().any(|stem| header.contains(stem))
            };
            let by_length = || named.iter().copied().max_by_key(|&c| (evidence[c].average(), usize::MAX - c));
            (named.iter().find(is_plain).copied().or_else(by_length), false)
        }
    };
    for column in named {
        if Some(column) != chosen {
            let holds_below = |column: usize| evidence[column].merges + evidence[column].blank;
            let is_section = chosen.is_some_and(|chosen| column < chosen && holds_below(column) > holds_below(chosen));
            columns[column].role = is_section.then_some(Role::Section);
            columns[column].why = "by position: left of the activities, its cells hold for several rows";
        }
    }
    if let Some(chosen) = chosen {
        let why = match (columns[chosen].role, guessed) {
            (_, true) => "the longest texts in its cells",
            (Some(Role::Section), _) => "a name of sections, and no other column of activities",
            _ => "header words",
        };
        columns[chosen].take(Role::Activity, why);
    }
    guessed && chosen.is_some()
}

/// Dates and parties under a header that the lexicon does not know.
fn guess_missing(columns: &mut [Column], evidence: &[Evidence]) -> bool {
    let has = |columns: &[Column], roles: &[Role]| {
        columns.iter().any(|column| column.marks || column.role.is_some_and(|role| roles.contains(&role)))
    };
    let mut guessed = false;
    if !has(columns, &[Role::Dates, Role::Start, Role::End]) {
        let found = (0..columns.len()).find(|&c| columns[c].role.is_none() && evidence[c].mostly(evidence[c].dates));
        if let Some(found) = found.filter(|&c| columns[c].period.is_none()) {
            columns[found].take(Role::Dates, "dates in its cells");
            guessed = true;
        }
    }
    if !has(columns, &[Role::Responsible]) {
        let found = (0..columns.len()).find(|&c| columns[c].role.is_none() && evidence[c].mostly(evidence[c].parties));
        if let Some(found) = found {
            columns[found].take(Role::Responsible, "parties in its cells");
            guessed = true;
        }
    }
    guessed
}

/// An unnamed column left of the activities whose cells are merged over several rows is one of sections.
fn name_sections(columns: &mut [Column], evidence: &[Evidence]) {
    let activity = columns.iter().position(|column| column.role == Some(Role::Activity)).unwrap_or(0);
    for (column, evidence) in columns.iter_mut().zip(evidence) {
        let holds_below = evidence.merges + evidence.blank + evidence.repeats > 0;
        // «Этап», «Задача» with words of its own in every row is no section but a field.
        if column.role == Some(Role::Section) && !holds_below && evidence.filled > 1 {
            column.is_field = true;
        }
    }
    for (column, evidence) in columns.iter_mut().zip(evidence).take(activity) {
        if column.role.is_none() && evidence.merges > 0 && !evidence.mostly(evidence.numbers) {
            column.take(Role::Section, "by position: left of the activities, its cells are merged");
        }
    }
}

/// «Месяц» left of the activities, with a column of dates of its own: it is a section that dates what stands in it.
fn name_calendar(columns: &mut [Column]) {
    const WORDS: &[&str] = &["месяц", "квартал", "полугоди", "четверт", "триместр", "недел", "год"];
    let activity = columns.iter().position(|column| column.role == Some(Role::Activity)).unwrap_or(0);
    let is_date = |column: &Column| matches!(column.role, Some(Role::Dates | Role::Start | Role::End));
    let Some(first) = columns[..activity].iter().position(is_date) else { return };
    let names_time_of_day = |column: &Column| vekha_lexis::fold(&column.header.text).text().contains("врем");
    let has_dates = columns[first + 1..].iter().any(|column| is_date(column) && !names_time_of_day(column));
    let header = vekha_lexis::fold(&columns[first].header.text).text().to_owned();
    if has_dates && WORDS.iter().any(|word| header.starts_with(word)) {
        columns[first].take(Role::Section, "a month over dates of a column of its own");
    }
}

fn name_matrix_edges(columns: &mut [Column], evidence: &[Evidence]) {
    for (column, evidence) in columns.iter_mut().zip(evidence) {
        if column.role.is_none() && !column.body && evidence.mostly(evidence.numbers) {
            column.take(Role::Number, "numbers in its cells");
        }
    }
}
