use vekha_model::Block;

use crate::ReadError;

/// What a file may cost at most. Hostile files grow by a factor of thousands when they are opened, so every reader
/// asks here before it allocates.
///
/// ```
/// use vekha_read::Limits;
///
/// let small = Limits { rows: 1_000, ..Limits::default() };
/// assert_eq!(small.depth, 64);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of one inflated part of a zip file.
    pub part_bytes: u64,
    /// Bytes of all inflated parts of a zip file together.
    pub total_bytes: u64,
    /// The least allowed packed size ÷ inflated size of a part, asked once `ratio_from_bytes` are inflated.
    pub ratio: f64,
    /// Inflated bytes from which `ratio` is asked. Apache POI asks from 100 KB on, and so refuses honest tables: empty
    /// cells with the properties that Word gives each of them pack at more than 1:100. What a part of less than 16 MiB
    /// costs, the other limits bound.
    pub ratio_from_bytes: u64,
    /// Entries of a zip file.
    pub zip_entries: usize,
    /// Nesting of elements that nest themselves: tables in cells, content controls, text boxes.
    pub depth: usize,
    /// Rows of all tables.
    pub rows: usize,
    /// Cells of all tables.
    pub cells: usize,
    /// Grid columns that one cell covers.
    pub colspan: usize,
    /// Characters of all paragraphs.
    pub characters: usize,
}

impl Limits {
    /// An error if there is more of something than allowed: «the text, in lines,».
    pub(crate) fn check(&self, what: &str, count: usize, limit: usize) -> Result<(), ReadError> {
        if count <= limit {
            return Ok(());
        }
        Err(ReadError::TooLarge { what: what.to_owned(), limit: limit as u64 })
    }

    /// An error if something is nested too deeply: «an element of content.xml».
    pub(crate) fn check_depth(&self, what: &str, depth: usize) -> Result<(), ReadError> {
        // An element that nests itself stands in a few that do not.
        let limit = self.depth * 4;
        if depth <= limit {
            return Ok(());
        }
        Err(ReadError::TooDeep { what: what.to_owned(), limit })
    }

    /// An error if the tables of these blocks, those in cells left out, have too many rows or cells.
    pub(crate) fn check_tables(&self, blocks: &[Block]) -> Result<(), ReadError> {
        let rows =
            || blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(&table.rows) } else { None });
        self.check("the tables, in rows,", rows().map(Vec::len).sum(), self.rows)?;
        self.check("the tables, in cells,", rows().flatten().map(|row| row.cells.len()).sum(), self.cells)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            part_bytes: 64 << 20,
            total_bytes: 256 << 20,
            ratio: 0.01,
            ratio_from_bytes: 16 << 20,
            zip_entries: 10_000,
            depth: 64,
            rows: 200_000,
            cells: 2_000_000,
            colspan: 1_000,
            characters: 20_000_000,
        }
    }
}
