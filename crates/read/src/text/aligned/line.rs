/// A line as stretches of words with several blanks between them: first and one past the last character of each.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub stretches: Vec<(usize, usize)>,
    characters: Vec<char>,
    /// Whether fewer than two blanks part a number at its begin from the words.
    pub is_glued: bool,
}

/// «№», «1.», «1.1», «12)»; «2024» and «20.02.2024» are dates.
fn is_label(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_end_matches(['.', ')']).split('.').collect();
    let is_short = |part: &&str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    let is_date = parts.len() > 2 && parts.iter().all(|part| part.len() == 2);
    text == "№" || (parts.iter().all(is_short) && !is_date && (parts.len() > 1 || text.ends_with(['.', ')'])))
}

impl Line {
    pub(super) fn of(line: &str) -> Self {
        let characters: Vec<char> = line.trim_end().chars().collect();
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for (at, c) in characters.iter().enumerate() {
            if c.is_whitespace() {
                continue;
            }
            match stretches.last_mut() {
                Some(last) if at - last.1 < 2 => last.1 = at + 1,
                _ => stretches.push((at, at + 1)),
            }
        }
        let mut line = Self { stretches, characters, is_glued: false };
        line.part_number();
        line
    }

    /// A number is a column of its own, also where one blank or none parts it from the words: «1.1.Смотр».
    fn part_number(&mut self) {
        let Some(&(from, to)) = self.stretches.first() else { return };
        let first: String = self.characters[from..to.min(from + 10)].iter().collect();
        let length = first.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | '№')).count();
        let number: String = first.chars().take(length).collect();
        let rest = from + length + usize::from(self.characters.get(from + length) == Some(&' '));
        let begins_words = self.characters.get(rest).is_some_and(|c| !c.is_ascii_digit());
        if rest < to && begins_words && is_label(&number) && (rest > from + length || number.ends_with('.')) {
            self.stretches[0] = (from, from + length);
            self.stretches.insert(1, (rest, to));
            self.is_glued = true;
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.stretches.is_empty()
    }

    pub(super) fn words(&self, (from, to): (usize, usize)) -> String {
        let words: String =
            self.characters.get(from..to.min(self.characters.len())).unwrap_or_default().iter().collect();
        words.trim().to_owned()
    }

    /// Where words begin next to the border of a column, after `from`.
    fn parted_near(&self, border: usize, from: usize) -> Option<usize> {
        let near = [border, border.saturating_sub(1), border + 1, border.saturating_sub(2), border + 2];
        near.into_iter().find(|at| *at > from && self.is_parted_at(*at))
    }

    /// Whether words begin at a place, a blank before them.
    fn is_parted_at(&self, at: usize) -> bool {
        let is_blank = |at: usize| self.characters.get(at).is_none_or(|c| c.is_whitespace());
        at > 0 && is_blank(at - 1) && !is_blank(at)
    }

    /// One past the last character with words.
    pub(super) fn end(&self) -> usize {
        self.stretches.last().map_or(0, |stretch| stretch.1)
    }

    /// The places of the words that a line puts into columns that begin at `starts` and end at `width`; `None` if words go
    /// over the border of two columns. A column that got none has an empty place.
    pub(super) fn placed(&self, starts: Vec<usize>, width: usize) -> Option<Placed> {
        let mut cells = vec![(0, 0); starts.len()];
        let mut cost = 0;
        let mut next = 0;
        for &(from, to) in &self.stretches {
            let mut from = from;
            loop {
                let column = nearest(&starts, from, next)?;
                cost += starts[column].abs_diff(from).min(FAR);
                // Words may reach the next column with a single blank between them.
                let border = starts.get(column + 1).copied().filter(|border| to > border + 1);
                let end = match border {
                    None => to,
                    Some(border) => match self.parted_near(border, from) {
                        Some(at) => at,
                        // A little over the border is the ragged setting of a page; more is another kind of line.
                        None if to <= border + SLACK || self.stretches.len() > 2 => to,
                        None => return None,
                    },
                };
                let cell = &mut cells[column];
                *cell = if cell.1 == 0 { (from, end) } else { (cell.0, end) };
                next = column;
                if end == to {
                    break;
                }
                (from, next) = (end, column + 1);
            }
        }
        Some(Placed { cells, cost, starts, end: width })
    }
}

/// How far words may reach over the begin of the next column.
const SLACK: usize = 6;

/// Words are not further from their column than this, for what it costs.
const FAR: usize = 12;

/// What a line has in each column.
#[derive(Clone, Debug)]
pub(in crate::text) struct Placed {
    pub cells: Vec<(usize, usize)>,
    /// How far the words stand from the begin of their columns.
    pub cost: usize,
    /// Where the columns begin.
    pub starts: Vec<usize>,
    /// Where the last of them ends.
    pub end: usize,
}

/// The column that words at `from` belong to: the one that begins here or a little to the right, else the one that they
/// stand in; not before `least`.
fn nearest(starts: &[usize], from: usize, least: usize) -> Option<usize> {
    let inside = starts.iter().rposition(|start| *start <= from).unwrap_or(0);
    let right = starts
        .get(inside + 1)
        .filter(|start| **start - from <= 2 || (**start - from) * 4 < from - starts[inside].min(from))
        .map(|_| inside + 1);
    let found = right.unwrap_or(inside).max(least);
    (found < starts.len()).then_some(found)
}
