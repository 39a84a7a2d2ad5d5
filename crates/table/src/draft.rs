use vekha_model::{Place, Role, Span};

use crate::record::{FieldWords, Words};

/// A row of the plan with its cells by what they hold, before it is cut into activities.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// The block and the row (from 1) it begins in.
    pub row: (usize, usize),
    /// Whether the format can tell a merged cell from an empty one.
    pub merges: bool,
    /// Whether the table has a column of numbers.
    pub has_numbers: bool,
    /// Whether its dates are a start and an end from columns of their own.
    pub is_window: bool,
    /// The cell of the number column.
    pub number: Slot,
    /// What is to be done; in a matrix the cell under each body, with the body's header.
    pub tasks: Vec<Task>,
    /// The headings it stands under.
    pub path: Vec<Words>,
    /// The section it stands in; equal for rows of the same section.
    pub section: usize,
    /// The words of those headings that say when, from the outermost: «2024 год», «Январь».
    pub dates: Vec<Words>,
    /// When, by whom, and so on: those of [`Draft::SLOTS`].
    pub slots: [Slot; 4],
    /// Every other column.
    pub fields: Vec<FieldWords>,
}

/// One thing a row says is to be done.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// The column it stands in.
    pub column: usize,
    /// The words.
    pub title: Slot,
    /// The automatic number its cell begins with.
    pub label: Span,
    /// How far its words are indented in a sheet; a task of which it is a part stands less far in.
    pub indent: usize,
    /// The header of a matrix column.
    pub body: Option<Words>,
    /// The header of a column that is a month, a quarter: when the words are to be done.
    pub period: Option<Words>,
    /// The header of a column that is a direction of the work: a section.
    pub direction: Option<Words>,
}

/// The words of a field and where they come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// The words.
    pub words: Words,
    /// Whether they stand in a merged cell that begins in a row above.
    pub inherited: bool,
    /// The cells they were taken from, so that a merged cell is not taken twice.
    pub cells: Vec<Place>,
}

pub(crate) const SCHEDULE: usize = 0;
pub(crate) const RESPONSIBLE: usize = 1;
pub(crate) const CO_EXECUTORS: usize = 2;
pub(crate) const RESULT: usize = 3;

impl Draft {
    /// Which slot a column of this role fills, if not one of the further fields.
    pub(crate) fn slot_of(role: Option<Role>) -> Option<usize> {
        match role? {
            Role::Dates | Role::Start | Role::End => Some(SCHEDULE),
            Role::Responsible => Some(RESPONSIBLE),
            Role::CoExecutors => Some(CO_EXECUTORS),
            Role::Result => Some(RESULT),
            _ => None,
        }
    }

    /// The words of the one task of a row; blank in a matrix.
    pub(crate) fn title(&self) -> &Words {
        static BLANK: Words = Words { text: String::new(), pieces: Vec::new() };
        match &self.tasks[..] {
            [task] if !task.is_cell() => &task.title.words,
            _ => &BLANK,
        }
    }
}

impl Task {
    /// Whether it is a cell of a matrix.
    pub(crate) fn is_cell(&self) -> bool {
        self.body.is_some() || self.period.is_some() || self.direction.is_some()
    }
}

impl Slot {
    /// Words of a cell of the row itself, or of a merge that begins above it.
    pub(crate) fn of(words: &Words, inherited: bool) -> Self {
        let cells = words.pieces.iter().map(|piece| Place { span: None, ..piece.place.clone() }).take(1).collect();
        Self { words: words.trimmed(), inherited: inherited && !words.is_blank(), cells }
    }

    /// As [`Slot::join`], of words that nobody else wants: those of the first cell are moved.
    pub(crate) fn take(&mut self, other: Self) {
        if self.words.is_blank() && self.cells.is_empty() && !other.words.is_blank() {
            *self = other;
        } else {
            self.join(&other);
        }
    }

    /// Adds another cell's words on a line of their own, unless they are here already.
    pub(crate) fn join(&mut self, other: &Self) {
        if other.words.is_blank() || (!self.words.is_blank() && self.has(other)) {
            return;
        }
        self.add(other);
    }

    /// Adds another cell's words on a line of their own, whether or not they say the same.
    pub(crate) fn add(&mut self, other: &Self) {
        if !other.words.is_blank() && !other.cells.iter().any(|cell| self.cells.contains(cell)) {
            self.inherited = other.inherited && (self.inherited || self.words.is_blank());
            self.words.append("\n", &other.words);
            self.cells.extend(other.cells.iter().cloned());
        }
    }

    /// Whether the cells are here already: a merge is seen in each row it spans, and stands first or last.
    fn has(&self, other: &Self) -> bool {
        let ends = self.cells.iter().take(8).chain(self.cells.iter().rev().take(8));
        let mut ends = ends.filter(|cell| other.cells.contains(cell));
        ends.next().is_some() || (self.cells.len() < 8 && self.words.collapsed() == other.words.collapsed())
    }

    /// Adds the words of a cell that goes on in mid-sentence.
    pub(crate) fn go_on(&mut self, other: &Self) {
        if other.words.is_blank() || self.has(other) {
            return;
        }
        let begins_line = other.words.text.starts_with(['-', '–', '—', '•', '·', '●']);
        if begins_line {
            self.words.append("\n", &other.words);
        } else {
            self.words.continue_with(&other.words);
        }
        self.cells.extend(other.cells.iter().cloned());
    }
}
