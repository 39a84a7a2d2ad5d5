use crate::{Limits, ReadError};

/// Counts what a document holds against the limits.
pub(super) struct Meter<'a> {
    pub limits: &'a Limits,
    rows: usize,
    cells: usize,
    paragraphs: usize,
    characters: usize,
}

impl<'a> Meter<'a> {
    /// Nothing counted yet.
    pub fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: 0, cells: 0, paragraphs: 0, characters: 0 }
    }

    /// One more row.
    pub fn row(&mut self) -> Result<(), ReadError> {
        self.rows += 1;
        within(self.rows, self.limits.rows, "the number of table rows")
    }

    /// One more cell.
    pub fn cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        within(self.cells, self.limits.cells, "the number of table cells")
    }

    /// One more paragraph; as many are allowed as cells, for each cell has one.
    pub fn paragraph(&mut self) -> Result<(), ReadError> {
        self.paragraphs += 1;
        within(self.paragraphs, self.limits.cells, "the number of paragraphs")
    }

    /// So many more characters.
    pub fn characters(&mut self, count: usize) -> Result<(), ReadError> {
        self.characters = self.characters.saturating_add(count);
        within(self.characters, self.limits.characters, "the number of characters")
    }

    /// Whether text boxes and tables may nest so deeply.
    pub fn depth(&self, depth: usize) -> Result<(), ReadError> {
        let limit = self.limits.depth.min(DEEPEST);
        if depth <= limit {
            return Ok(());
        }
        Err(ReadError::TooDeep { what: "a table or text box".to_owned(), limit })
    }

    /// How deeply XML elements may nest: a table in a cell alone takes four, each perhaps in a content control.
    pub fn xml_depth(&self) -> usize {
        self.limits.depth.saturating_mul(16)
    }
}

/// Laying out a table in a cell takes a turn of the program's own stack, whatever the caller allows.
const DEEPEST: usize = 200;

fn within(count: usize, limit: usize, what: &str) -> Result<(), ReadError> {
    if count <= limit {
        return Ok(());
    }
    Err(ReadError::TooLarge { what: what.to_owned(), limit: limit as u64 })
}
