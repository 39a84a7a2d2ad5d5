use vekha_model::Row;

use super::Kind;
use super::line::Line;
use crate::text::stacked::cell;
use crate::text::wrapped;

/// A line's words, column by column.
type Cells = Vec<String>;

/// A row as it grows.
enum Grown {
    Cells(Vec<Cells>),
    Across(Vec<String>),
}

/// The rows of a table's lines.
pub(super) fn rows(lines: &[Line], kinds: &[Option<Kind>], width: usize) -> Vec<Row> {
    let read = lines.iter().zip(kinds).map(|(line, kind)| match kind {
        Some(Kind::Cells(placed)) => Read::Cells(placed.cells.iter().map(|&cell| line.words(cell)).collect()),
        Some(Kind::Across) => Read::Across(line.words((0, usize::MAX))),
        Some(Kind::Blank) | None => Read::Blank,
    });
    let read: Vec<Read> = read.collect();
    let form = Form::of(&read, width);
    let begins = form.begins(&read);
    let mut grown: Vec<Grown> = Vec::new();
    for (line, begins) in read.into_iter().zip(begins) {
        match (line, grown.last_mut()) {
            (Read::Blank, _) => {}
            (Read::Across(words), Some(Grown::Across(lines))) if !begins => lines.push(words),
            (Read::Across(words), _) => grown.push(Grown::Across(vec![words])),
            (Read::Cells(cells), Some(Grown::Cells(lines))) if !begins => lines.push(cells),
            (Read::Cells(cells), _) => grown.push(Grown::Cells(vec![cells])),
        }
    }
    grown.into_iter().map(|grown| form.row(grown)).collect()
}

enum Read {
    Cells(Cells),
    Across(String),
    Blank,
}

/// «1.», «2.3.», «12)».
pub(super) fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'))
}

/// A header that is repeated on each page is a row, and a row begins after it.
fn part_headers(lines: &[Read], begins: &mut [bool]) {
    let same = |left: &Read, right: &Read| match (left, right) {
        (Read::Cells(left), Read::Cells(right)) => left.concat() == right.concat(),
        (Read::Across(left), Read::Across(right)) => left == right,
        (left, right) => matches!((left, right), (Read::Blank, Read::Blank)),
    };
    let length = begins.iter().skip(1).position(|begins| *begins).map_or(begins.len(), |at| at + 1);
    let mut at = length;
    while at + length <= lines.len() {
        let is_header = (0..length).all(|line| same(&lines[line], &lines[at + line]));
        if is_header {
            begins[at..at + length].fill(false);
            begins[at] = true;
            if let Some(next) = begins.get_mut(at + length) {
                *next = true;
            }
            at += length;
        } else {
            at += 1;
        }
    }
}

/// Whether no other column has words on the line.
fn is_alone(cells: &Cells, column: usize) -> bool {
    cells.iter().enumerate().all(|(at, cell)| (at == column) != cell.is_empty())
}

/// How the rows of a table are set.
struct Form {
    width: usize,
    /// The room of each column, in characters.
    rooms: Vec<usize>,
    /// The column of the rows' numbers.
    numbers: Option<usize>,
    /// The column with the longest words.
    widest: usize,
    /// Whether numbers stand in the middle of their rows' height.
    is_centered: bool,
    /// The longest line, in characters.
    line: usize,
}

impl Form {
    fn of(lines: &[Read], width: usize) -> Self {
        let cells = || lines.iter().filter_map(|line| if let Read::Cells(cells) = line { Some(cells) } else { None });
        let rooms: Vec<usize> =
            (0..width).map(|column| wrapped::room(cells().map(|cells| cells[column].as_str()))).collect();
        // Sections stand in the first column, if they are no wider.
        let is_numbered = |column: &usize| {
            let filled = cells().filter(|cells| !cells[*column].is_empty() && !is_alone(cells, *column)).count();
            let numbers = cells().filter(|cells| is_number(&cells[*column])).count();
            numbers > 0 && numbers * 2 >= filled
        };
        let numbers = (0..2).find(is_numbered);
        let total = |column: &usize| cells().map(|cells| cells[*column].chars().count()).sum::<usize>();
        let first = numbers.map_or(0, |column| column + 1);
        let widest = (first..width).max_by_key(|column| (total(column), usize::MAX - column)).unwrap_or(0);
        let numbered = || cells().filter(|cells| numbers.is_some_and(|column| is_number(&cells[column])));
        let inside =
            numbered().filter(|cells| cells[widest].is_empty() || cells[widest].starts_with(char::is_lowercase));
        let is_centered = inside.count() * 3 > numbered().count();
        let line = lines.iter().map(|line| match line {
            Read::Cells(cells) => cells.iter().map(|cell| cell.chars().count() + 2).sum(),
            Read::Across(words) => words.chars().count(),
            Read::Blank => 0,
        });
        Self { width, rooms, numbers, widest, is_centered, line: line.max().unwrap_or(0) }
    }

    /// Whether a row begins with each line.
    fn begins(&self, lines: &[Read]) -> Vec<bool> {
        let mut begins = vec![false; lines.len()];
        let mut above: Option<&Cells> = None;
        let mut across = "";
        let mut after_blank = false;
        let mut is_header = true;
        for (at, line) in lines.iter().enumerate() {
            match line {
                Read::Blank => {
                    after_blank = true;
                    continue;
                }
                Read::Across(words) => {
                    let is_new = !words.starts_with(char::is_lowercase)
                        && (after_blank || wrapped::had_room(across, words, self.line * 4 / 5));
                    begins[at] = across.is_empty() || is_new;
                    (above, across, is_header) = (None, words, false);
                }
                Read::Cells(cells) => {
                    begins[at] = above.is_none_or(|above| self.parts(above, cells, after_blank, is_header));
                    is_header &= !begins[at] || above.is_none();
                    (above, across) = (Some(cells), "");
                }
            }
            after_blank = false;
        }
        if self.is_centered {
            self.center(lines, &mut begins);
        }
        part_headers(lines, &mut begins);
        begins
    }

    /// Whether a row begins between two lines.
    fn parts(&self, above: &Cells, below: &Cells, after_blank: bool, is_header: bool) -> bool {
        let Some(numbers) = self.numbers else { return self.parts_unnumbered(above, below, after_blank) };
        let (number, last) = (below[numbers].as_str(), above[numbers].as_str());
        let is_word = |text: &str| !text.is_empty() && !is_number(text);
        let goes_on = number.starts_with(char::is_lowercase) || (is_word(last) && is_alone(above, numbers));
        match () {
            () if is_number(number) => true,
            // «№» above «п/п»; a section may stand below it, in the same narrow column.
            () if is_word(number) && is_header => number.starts_with(char::is_uppercase) && is_alone(below, numbers),
            () if is_word(number) && is_alone(below, numbers) => !goes_on,
            () if is_word(number) => last.is_empty() && !goes_on,
            () if is_word(last) && is_alone(above, numbers) => !is_header,
            () => !is_header && !self.is_centered && (self.is_own_row(above, below) || self.is_part(below)),
        }
    }

    /// Where rows have no numbers, their first cells begin them, or all their cells anew.
    fn parts_unnumbered(&self, above: &Cells, below: &Cells, after_blank: bool) -> bool {
        let words = &below[self.widest];
        let begins = |text: &str| !text.is_empty() && !text.starts_with(char::is_lowercase);
        if is_alone(below, 0) {
            let is_loud = |text: &str| text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            let had_room = above[0].is_empty()
                || (is_loud(&below[0]) && !is_loud(&above[0]))
                || wrapped::had_room(&above[0], &below[0], self.rooms[0] * 4 / 5);
            return begins(&below[0]) && had_room;
        }
        let is_keyed = begins(&below[0]) || (!below[0].is_empty() && (above[0].is_empty() || is_alone(above, 0)));
        let filled = below.iter().filter(|cell| !cell.is_empty()).count();
        let is_whole = filled == self.width || self.is_own_row(above, below);
        let had_room = || wrapped::had_room(&above[self.widest], words, self.rooms[self.widest] * 4 / 5);
        filled > 1 && begins(words) && (after_blank || is_keyed || (is_whole && had_room()))
    }

    /// Whether a line without a number is a row: every other column begins anew, though the line above had room.
    fn is_own_row(&self, above: &Cells, below: &Cells) -> bool {
        let first = self.numbers.map_or(0, |column| column + 1);
        let pairs = above.iter().zip(below).zip(&self.rooms).skip(first);
        let begins = |((above, below), room): ((&String, &String), &usize)| {
            let is_new = below.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '«');
            is_new && (above.is_empty() || wrapped::had_room(above, below, room * 4 / 5))
        };
        below.iter().skip(first).all(|cell| !cell.is_empty()) && pairs.clone().all(begins)
    }

    /// Whether a line without a number of its own is a part of the activity above, with cells of its own:
    /// «1.1. Смотр   май».
    fn is_part(&self, below: &Cells) -> bool {
        let begins = |text: &str| text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '«');
        let filled = || below.iter().filter(|cell| !cell.is_empty());
        filled().any(|cell| wrapped::begins_with_path(cell))
            && filled().count() > 1
            && filled().all(|cell| begins(cell))
    }

    /// Where numbers stand in the middle, a row begins as many lines above its number as it ends below it.
    fn center(&self, lines: &[Read], begins: &mut [bool]) {
        let mut last: Option<(usize, usize)> = None;
        let mut from = 0;
        for at in 0..lines.len() {
            let is_break = !matches!(&lines[at], Read::Cells(_) | Read::Blank);
            let is_numbered =
                matches!((&lines[at], self.numbers), (Read::Cells(cells), Some(column)) if is_number(&cells[column]));
            if is_break {
                (last, from) = (None, at + 1);
            }
            if !is_numbered {
                continue;
            }
            let begin = match last {
                None => self.first(lines, from, at),
                Some((start, number)) => {
                    let below = number - start;
                    (number + 1..=at)
                        .min_by_key(|&begin| self.oddness(lines, begin) + (begin - 1 - number).abs_diff(below))
                        .unwrap_or(at)
                }
            };
            begins[from.max(begin.min(at))..=at].fill(false);
            begins[begin] = true;
            last = Some((begin, at));
        }
    }

    /// The first line of the row of the first number: the header stands above it.
    fn first(&self, lines: &[Read], from: usize, number: usize) -> usize {
        if from > 0 {
            return from;
        }
        (1..=number).rev().min_by_key(|&begin| self.oddness(lines, begin) * 4 + number - begin).unwrap_or(number)
    }

    /// What speaks against a row's begin here.
    fn oddness(&self, lines: &[Read], at: usize) -> usize {
        let Read::Cells(cells) = &lines[at] else { return 0 };
        let above = match at.checked_sub(1).map(|above| &lines[above]) {
            Some(Read::Cells(above)) => above,
            Some(Read::Blank) => return 0,
            _ => return 1,
        };
        let odd = |(column, (above, below)): (usize, (&String, &String))| {
            let weight = if column == self.widest { 2 } else { 1 };
            let goes_on =
                below.starts_with(char::is_lowercase) || wrapped::is_cut(above, below) || above.ends_with(',');
            if goes_on { 2 * weight } else { usize::from(below.is_empty() && column == self.widest) }
        };
        above.iter().zip(cells).enumerate().map(odd).sum()
    }

    fn row(&self, grown: Grown) -> Row {
        match grown {
            Grown::Across(lines) => {
                let words = wrapped::words(lines.iter().map(String::as_str), usize::MAX / 4);
                Row { cells: vec![cell(&words.replace('\n', " "))], ..Row::default() }
            }
            Grown::Cells(lines) => {
                let words = |column: usize| {
                    let room = self.rooms[column];
                    // Letters differ in width: a line may be full and still be shorter than others.
                    let room = if room > 8 { room * 4 / 5 } else { room };
                    wrapped::words(
                        lines.iter().map(|cells| cells[column].as_str()).filter(|words| !words.is_empty()),
                        room,
                    )
                };
                Row { cells: (0..self.width).map(|column| wrapped::cell(&words(column))).collect(), ..Row::default() }
            }
        }
    }
}
