use crate::text::wrapped;

/// A line of a drawing with its cells: the first column, one past the last, the words.
pub(super) struct Line {
    pub cells: Vec<(usize, usize, String)>,
}

impl Line {
    /// The words of the cell that covers this column only.
    pub(super) fn words_in(&self, column: usize) -> &str {
        let own = self.cells.iter().find(|cell| cell.0 == column && cell.1 == column + 1);
        own.map_or("", |cell| cell.2.as_str())
    }

    fn first(&self) -> &str {
        self.words_in(0)
    }

    pub(super) fn is_numbered(&self) -> bool {
        is_number(self.first())
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.2.is_empty())
    }

    fn has_cells_of(&self, other: &Self) -> bool {
        self.cells.iter().map(|cell| (cell.0, cell.1)).eq(other.cells.iter().map(|cell| (cell.0, cell.1)))
    }
}

/// «1.», «2.3», «12)», «1\.».
pub(super) fn is_number(text: &str) -> bool {
    text.len() <= 9
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | '\\'))
}

/// The lines of a drawing between two rules.
pub(super) struct Group {
    /// Which columns the rule above it parts from the group above.
    pub above: Vec<bool>,
    pub lines: Vec<Line>,
}

impl Group {
    pub(super) fn new(above: Vec<bool>) -> Self {
        Self { above, lines: Vec::new() }
    }

    /// Two rules in a row part what either does.
    pub(super) fn join_rule(&mut self, ruled: &[bool]) {
        for (above, ruled) in self.above.iter_mut().zip(ruled) {
            *above |= ruled;
        }
    }

    /// Words that stand beside a rule belong to the cells that it does not part.
    pub(super) fn go_on(&mut self, ruled: &[bool], words: impl Fn(usize) -> String) {
        let Some(last) = self.lines.last() else { return };
        let beside = |&(first, past, _): &(usize, usize, String)| {
            let is_open = !ruled[first..past].contains(&true);
            (first, past, if is_open { (first..past).map(&words).collect() } else { String::new() })
        };
        let line = Line { cells: last.cells.iter().map(beside).collect() };
        if !line.is_blank() {
            self.lines.push(line);
        }
    }

    /// The lines row by row. `room` is that of the first column.
    pub(super) fn rows(self, is_dense: bool, is_numbered: bool, room: usize) -> Vec<Vec<Line>> {
        let mut rows: Vec<Vec<Line>> = Vec::new();
        let mut after_blank = false;
        let is_only_blank = self.lines.iter().all(Line::is_blank);
        for line in self.lines {
            let begins = match rows.last().and_then(|row| row.last()) {
                None => true,
                Some(above) if !above.has_cells_of(&line) => true,
                Some(_) if is_only_blank => false,
                Some(above) if is_numbered => {
                    begins_numbered(above.first(), line.first()) || (after_blank && !is_dense && !line.is_blank())
                }
                Some(_) if is_dense => false,
                Some(_) if after_blank => true,
                Some(above) => begins_unnumbered(above.first(), line.first(), room),
            };
            after_blank = line.is_blank();
            if after_blank && !is_dense && !is_only_blank {
                continue;
            }
            match rows.last_mut() {
                Some(row) if !begins => row.push(line),
                _ => rows.push(vec![line]),
            }
        }
        rows
    }
}

/// Whether a row begins here, by the first cells of two lines: «1» above «0.» is one number.
fn begins_numbered(above: &str, first: &str) -> bool {
    let value = |text: &str| text.trim_end_matches(['.', ')']).parse::<u32>().ok();
    let is_next = || value(above).and_then(|value| value.checked_add(1)).is_some_and(|next| value(first) == Some(next));
    match first {
        "" => false,
        number if is_number(number) => above.is_empty() || above.ends_with(['.', ')']) || is_next(),
        words => above.is_empty() && !words.starts_with(char::is_lowercase) && words.chars().any(char::is_alphanumeric),
    }
}

fn begins_unnumbered(above: &str, first: &str, room: usize) -> bool {
    let goes_on = first.starts_with(char::is_lowercase) || wrapped::is_cut(above, first);
    !first.is_empty() && !goes_on && (above.is_empty() || wrapped::had_room(above, first, room))
}
