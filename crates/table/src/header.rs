use std::collections::BTreeSet;

use vekha_lexis::fold;
use vekha_model::Role;

use crate::Kinds;
use crate::chart::is_tick;
use crate::column::Column;
use crate::grid::{Grid, GridCell};
use crate::numbering::is_number;
use crate::record::Words;
use crate::roles::{self, Named, role};

/// The rows that say what the columns hold.
pub(crate) struct Header {
    /// The first row of it, from 0.
    pub first: usize,
    /// One past its last row.
    pub past: usize,
    /// The columns from the left.
    pub columns: Vec<Column>,
}

/// A header stands at the top, at most below a title and a few lines.
pub(crate) const MAX_ABOVE: usize = 15;
/// A header of more rows than these is a table of data.
const MAX_ROWS: usize = 4;
/// No plan has more columns, a Gantt chart by days included.
pub(crate) const MAX_CELLS: usize = 500;
/// A header cell with more words is a sentence.
const MAX_HEADER: usize = 90;

/// The first header of the table, if the words of one are known.
pub(crate) fn find(grid: &Grid, kinds: &dyn Kinds) -> Option<Header> {
    let top = 0..grid.rows.len().min(MAX_ABOVE);
    let headers: Vec<usize> = top
        .clone()
        .filter(|&row| {
            let is_alone = (0..row).all(|above| grid.filled(above).count() <= 1);
            is_header(grid, row, kinds) && (is_alone || row < MAX_ROWS || grid.filled(row).count() > MAX_ROWS)
        })
        .collect();
    // «Ответственный: Иванов | Срок: май» above the header only looks like one.
    let names_activity =
        |row: &&usize| grid.filled(**row).any(|(_, cell)| header_role(&cell.words.text) == Some(Role::Activity));
    let named = headers.iter().find(names_activity).or(headers.first()).copied();
    // Whatever its words: the row above «1 | 2 | 3 | 4» is a header.
    let above_numbers = || {
        let numbering = top.clone().skip(1).find(|&row| is_numbering(grid, row))?;
        let first = (0..numbering).rev().take_while(|&row| grid.filled(row).count() > 1).last()?;
        (numbering - first <= MAX_ROWS && grid.filled(first).count() <= MAX_CELLS).then_some(first)
    };
    // «| | Март | Апрель | Май»: a chart whose other columns have no names.
    let of_chart = || {
        top.clone().find(|&row| {
            let cells = grid.filled(row).take(MAX_CELLS).map(|(_, cell)| is_period(&cell.words.text, kinds));
            let times: Vec<bool> = cells.collect();
            times.len() >= MIN_TIMES && times.iter().all(|is_time| *is_time)
        })
    };
    Some(at(grid, named.or_else(above_numbers).or_else(of_chart)?, kinds))
}

/// The header that begins at row `first`.
pub(crate) fn at(grid: &Grid, first: usize, kinds: &dyn Kinds) -> Header {
    let mut past = first + 1;
    while past < grid.rows.len() && past - first < MAX_ROWS && is_below(grid, first, past, kinds) {
        past += 1;
    }
    Header { first, past, columns: columns(grid, first, past, kinds) }
}

/// Whether a row is a header: two or more of its cells, and half of them, say what a column of a plan holds.
pub(crate) fn is_header(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    if !has_headers_shape(grid, row) {
        return false;
    }
    let cells: Vec<(&GridCell, Option<Named>)> =
        grid.filled(row).map(|(_, cell)| (cell, said(&cell.words.text))).collect();
    // Whether a cell is a date is the dearest question: it is put only where the other words look like a header's.
    let named: BTreeSet<Role> = cells.iter().filter_map(|(_, named)| named.as_ref()?.role).collect();
    if named.len() < 2 && !named.contains(&Role::Activity) {
        return false;
    }
    // Of a chart's columns of months and weeks only their dates are known.
    let is_time = |cell: &GridCell| is_period(&cell.words.text, kinds) || is_tick(&cell.words.text);
    let times = cells.iter().filter(|(cell, _)| is_time(cell)).count();
    let known: Vec<&Named> =
        cells.iter().filter(|(cell, _)| !is_time(cell)).filter_map(|(_, named)| named.as_ref()).collect();
    let distinct: BTreeSet<Role> = known.iter().filter_map(|named| named.role).collect();
    let is_chart = distinct.contains(&Role::Activity) && times >= MIN_TIMES;
    let is_core = |role: &Role| {
        matches!(role, Role::Activity | Role::Dates | Role::Start | Role::End | Role::Responsible | Role::Section)
    };
    (distinct.len() >= 2 || is_chart)
        && (known.len() * 2 >= cells.len() - times || (distinct.len() >= 4 && distinct.contains(&Role::Activity)))
        && distinct.iter().any(is_core)
}

/// Whether a row has several cells, as a header has, and the first is neither a number nor long.
fn has_headers_shape(grid: &Grid, row: usize) -> bool {
    let first = grid.filled(row).next().map_or("", |(_, cell)| &cell.words.text);
    (2..=MAX_CELLS).contains(&grid.filled(row).count()) && first.trim().len() <= 4 * MAX_HEADER && !is_number(first)
}

/// Whether a row is a header beyond doubt, as one further down a table must be: hardly a cell says something else.
fn is_clear(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    let is_other = |text: &str| said(text).is_none() && !is_tick(text) && !is_period(text, kinds);
    is_header(grid, row, kinds) && {
        let others = grid.filled(row).filter(|(_, cell)| is_other(&cell.words.text)).count();
        others * 5 <= grid.filled(row).count()
    }
}

/// So many months or weeks beside «Мероприятие» make a header.
const MIN_TIMES: usize = 3;

/// Whether half of a row's cells, and two at least, are words of headers, whatever they say.
pub(crate) fn is_known(grid: &Grid, row: usize) -> bool {
    let cells = grid.filled(row).take(MAX_CELLS);
    let (count, known) = cells
        .fold((0, 0), |(count, known), (_, cell)| (count + 1, known + usize::from(said(&cell.words.text).is_some())));
    known >= 2 && known * 2 >= count
}

/// Whether a header is a stretch of time: «2025», «май», «I квартал», «Q1 2025»; «Месяц» is none.
pub(crate) fn is_period(text: &str, kinds: &dyn Kinds) -> bool {
    let is_word = text.split_whitespace().count() == 1 && !text.contains(|c: char| c.is_ascii_digit());
    let is_count = text.trim().chars().all(|c| c.is_ascii_digit());
    is_year(text)
        || is_weekday(text)
        || (!is_count && kinds.is_schedule(text) && !(is_word && role(text) == Some(Role::Dates)))
        || is_quarter(text)
}

/// «Понедельник», «ср».
fn is_weekday(text: &str) -> bool {
    vekha_lexis::calendar::weekday(fold(text.trim()).text()).is_some()
}

/// «Q1», «Q4 2025», «H2».
fn is_quarter(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(|word| {
        let mut chars = word.chars();
        matches!((chars.next(), chars.next(), chars.next()), (Some('Q' | 'q' | 'H'), Some('1'..='4'), None))
    });
    first && words.all(is_year)
}

fn said(text: &str) -> Option<Named> {
    (text.trim().chars().count() <= MAX_HEADER).then(|| roles::read(text)).flatten()
}

/// Whether a row below the header is another one: it names dates or numbers, nothing from above holds in it, and no
/// date stands left of its names.
pub(crate) fn is_another(grid: &Grid, row: usize, kinds: &dyn Kinds) -> bool {
    let is_date = |cell: &GridCell| kinds.is_schedule(&cell.words.text);
    let has_leading_dates = || grid.filled(row).take(3).any(|(_, cell)| is_date(cell));
    let is_order = |role| matches!(role, Role::Number | Role::Dates | Role::Start | Role::End);
    let names_order = || grid.filled(row).any(|(_, cell)| header_role(&cell.words.text).is_some_and(is_order));
    // Every row is asked: whether a cell is a date, the dearest question, comes last.
    has_headers_shape(grid, row)
        && names_order()
        && !is_beside_header(grid, row)
        && is_clear(grid, row, kinds)
        && !has_leading_dates()
}

fn header_role(text: &str) -> Option<Role> {
    said(text)?.role
}

/// Whether row `row` goes on with the header that begins at `first`: «Начало | Окончание» below «Сроки».
fn is_below(grid: &Grid, first: usize, row: usize, kinds: &dyn Kinds) -> bool {
    let filled: Vec<&GridCell> = grid.filled(row).map(|(_, cell)| cell).collect();
    // «1 | Смотр песни» is a row; «1 | 2 | 3 | 4» below a month are its weeks.
    let numbers = filled.iter().filter(|cell| is_number(&cell.words.text)).count();
    let is_data = || is_number(&filled[0].words.text) && numbers < filled.len();
    if filled.is_empty() || is_numbering(grid, row) || is_data() {
        return false;
    }
    let is_short = filled.iter().all(|cell| cell.words.text.trim().chars().count() <= MAX_HEADER);
    if grid.merges {
        let above =
            (first..row).flat_map(|row| (0..grid.rows[row].cells.len()).map(move |index| grid.owner(row, index)));
        let wide: Vec<&GridCell> = above.filter(|cell| cell.end - cell.start > 1 && !cell.words.is_blank()).collect();
        let is_under_wide = |cell: &GridCell| {
            let is_part = |above: &&GridCell| above.start <= cell.start && cell.end <= above.end;
            wide.iter().any(|above| is_part(above) && cell.end - cell.start < above.end - above.start)
        };
        let covers_table = wide.iter().any(|cell| cell.end - cell.start >= grid.width);
        return is_short && !covers_table && filled.iter().all(|cell| is_under_wide(cell));
    }
    let is_sub_header = |cell: &&GridCell| {
        let text = &cell.words.text;
        is_year(text) || kinds.is_schedule(text) || header_role(text).is_some_and(|role| role != Role::Activity)
    };
    let key_blank = grid.rows[row].cells.first().is_none_or(|cell| cell.words.is_blank());
    key_blank
        && is_short
        && filled.len() >= 2
        && (is_parted(grid, first, row) || (filled.iter().all(is_sub_header) && !kinds_mixed(&filled, kinds)))
}

/// Whether every cell of a row of plain text shares the header's cell above with another: «с | по» under «Сроки».
fn is_parted(grid: &Grid, first: usize, row: usize) -> bool {
    let above = cells_above(grid, row - 1, row);
    let shares = |index: usize| above.iter().enumerate().any(|(other, cell)| other != index && *cell == above[index]);
    // Rows come below, and they begin with words.
    let begins_rows = |row: usize| grid.rows[row].cells.first().is_some_and(|cell| !cell.words.is_blank());
    row == first + 1
        && grid.filled(row).all(|(index, cell)| {
            let upper = grid.rows[first].cells.get(above[index]);
            shares(index) && upper.is_some_and(|cell| !cell.words.is_blank()) && !is_number(&cell.words.text)
        })
        && grid.rows.len() > row + 1
        && begins_rows(row + 1)
}

/// Whether some cells are dates and others are not: then it is a row of data.
fn kinds_mixed(filled: &[&GridCell], kinds: &dyn Kinds) -> bool {
    let dates = filled.iter().filter(|cell| kinds.is_schedule(&cell.words.text)).count();
    dates > 0 && dates < filled.len()
}

/// «с | по» below «Сроки».
fn bound(text: &str) -> Option<Role> {
    match fold(text.trim()).text() {
        "с" | "от" => Some(Role::Start),
        "по" | "до" => Some(Role::End),
        _ => None,
    }
}

pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ' ', 'г', 'о', 'д']);
    text.len() == 4 && (text.starts_with("20") || text.starts_with("19")) && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether a row only numbers the columns: «1 | 2 | 3 | 4»; «2022 | 2023 | 2024» are years.
pub(crate) fn is_numbering(grid: &Grid, row: usize) -> bool {
    if is_beside_header(grid, row) {
        return false;
    }
    let numbers: Option<Vec<usize>> = grid.filled(row).map(|(_, cell)| cell.words.text.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        let is_series = numbers.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
        numbers.len() >= 3 && numbers[0] <= MAX_CELLS && is_series
    })
}

/// Whether cells from above hold in the row, as beside numbers of days or weeks in a header of two rows.
fn is_beside_header(grid: &Grid, row: usize) -> bool {
    let holds = |index: usize| grid.continues(row, index) && !grid.owner(row, index).words.is_blank();
    (0..grid.rows[row].cells.len()).any(holds)
}

/// The letters and digits of a row, folded, for telling a repeated header.
pub(crate) fn signature(grid: &Grid, row: usize) -> Vec<String> {
    grid.filled(row).map(|(_, cell)| signs_left_out(&cell.words.text)).collect()
}

/// Whether a row has this signature; most rows differ from a header in their first cell.
pub(crate) fn has_signature(grid: &Grid, row: usize, signature: &[String]) -> bool {
    grid.filled(row).count() == signature.len()
        && grid.filled(row).zip(signature).all(|((_, cell), known)| signs_left_out(&cell.words.text) == *known)
}

/// Signs and line breaks differ from page to page: «Ответст-\nвенные».
fn signs_left_out(text: &str) -> String {
    fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The columns under the header rows `first..past`, each with the words above it from the top.
fn columns(grid: &Grid, first: usize, past: usize, kinds: &dyn Kinds) -> Vec<Column> {
    if !grid.merges {
        return plain_columns(grid, first, past, kinds);
    }
    let rows = first..past;
    let mut edges: BTreeSet<usize> = BTreeSet::new();
    for row in rows.clone() {
        edges.extend(grid.rows[row].cells.iter().flat_map(|cell| [cell.start, cell.end]));
    }
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut found: Vec<(Vec<(usize, usize)>, Column)> = Vec::new();
    for pair in edges.windows(2) {
        let mut owners: Vec<(usize, usize)> = Vec::new();
        for row in rows.clone() {
            let cells = &grid.rows[row].cells;
            let index = cells.partition_point(|cell| cell.end <= pair[0]);
            let Some(cell) = cells.get(index).filter(|cell| cell.start <= pair[0]) else { continue };
            if !owners.contains(&cell.owner) {
                owners.push(cell.owner);
            }
        }
        match found.last_mut() {
            Some((last, column)) if *last == owners && !owners.is_empty() => column.end = pair[1],
            _ => {
                let texts: Vec<&Words> =
                    owners.iter().map(|&(row, index)| &grid.rows[row].cells[index].words).collect();
                found.push((owners.clone(), column(pair[0], pair[1], &texts, kinds)));
            }
        }
    }
    found.into_iter().map(|(_, column)| column).collect()
}

/// In plain text «Сроки» above «Начало | Окончание» is one cell and a blank one, or one cell alone.
fn plain_columns(grid: &Grid, first: usize, past: usize, kinds: &dyn Kinds) -> Vec<Column> {
    let last = past - 1;
    let above: Vec<(usize, Vec<usize>)> = (first..last).map(|row| (row, cells_above(grid, row, last))).collect();
    let width = (first..past).map(|row| grid.rows[row].cells.len()).max().unwrap_or(0);
    let words = |row: usize, index: usize| grid.rows[row].cells.get(index).map(|cell| &cell.words);
    let column_at = |index: usize| {
        let upper = above.iter().filter_map(|(row, above)| words(*row, above.get(index).copied().unwrap_or(index)));
        let texts: Vec<&Words> = upper.chain(words(last, index)).collect();
        column(index, index + 1, &texts, kinds)
    };
    (0..width).map(column_at).collect()
}

/// For each cell of the header's row `lower` the index of the cell in its row `upper` that it stands under.
fn cells_above(grid: &Grid, upper: usize, lower: usize) -> Vec<usize> {
    let (upper, lower) = (&grid.rows[upper].cells, &grid.rows[lower].cells);
    let is_filled = |cells: &[GridCell], index: usize| cells.get(index).is_some_and(|cell| !cell.words.is_blank());
    let goes_on = |index: usize| index > 0 && is_filled(lower, index) && is_filled(lower, index - 1);
    // «№ | Сроки | Место» over «| с | по |»: the wide cell is one, so the others stand further left than below.
    let is_narrower = upper.len() < lower.len()
        && (0..lower.len()).filter(|&index| goes_on(index)).count() == lower.len() - upper.len();
    let mut above = Vec::with_capacity(lower.len());
    let mut last = 0;
    for index in 0..lower.len() {
        last = match () {
            () if is_narrower => last + usize::from(index > 0 && !goes_on(index)),
            () if goes_on(index) && !is_filled(upper, index) => last,
            () => index,
        };
        above.push(last);
    }
    above
}

fn column(start: usize, end: usize, texts: &[&Words], kinds: &dyn Kinds) -> Column {
    let mut header = Words::default();
    for text in texts {
        header.append(" ", &text.trimmed());
    }
    let leaf = texts.iter().rev().find(|text| !text.is_blank());
    let is_period = |text: &Words| is_period(&text.text, kinds);
    let named = texts.iter().rev().filter(|text| !is_period(text)).find_map(|text| roles::read(&text.text));
    let role = named.as_ref().and_then(|named| named.role);
    let bound = leaf.filter(|_| role == Some(Role::Dates)).and_then(|leaf| bound(&leaf.text));
    let why = match (bound, role) {
        (Some(_), _) => "«с» or «по» below dates",
        (None, Some(_)) => "header words",
        (None, None) => "",
    };
    let tick =
        leaf.filter(|leaf| bound.is_none() && !is_period(leaf) && is_tick(&leaf.text)).map(|leaf| leaf.trimmed());
    let is_fact = texts.iter().any(|text| roles::read(&text.text).is_some_and(|named| named.is_fact));
    let base = Column { start, end, header, why, tick, is_fact, period: period(texts, kinds), ..Column::default() };
    match named {
        Some(named) => Column { role: bound.or(role), rank: named.rank, is_known: true, parts: named.parts, ..base },
        None => base,
    }
}

/// The stretch of time that a header names, a month together with the year above it; that above a tick.
fn period(texts: &[&Words], kinds: &dyn Kinds) -> Option<Words> {
    let is_filled = |text: &&&Words| !text.is_blank();
    let mut upwards =
        texts.iter().rev().filter(is_filled).skip_while(|text| !is_period(&text.text, kinds) && is_tick(&text.text));
    let mut period = upwards.next().filter(|text| is_period(&text.text, kinds))?.trimmed();
    let has_year = period.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    if let Some(year) = upwards.next().filter(|text| !has_year && is_year(&text.text)) {
        period.append(" ", &year.trimmed());
    }
    Some(period)
}
