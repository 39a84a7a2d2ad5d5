//! The rows of a table in a source.

use crate::source::{Cell, Fault, Merge, SourceError, Table, pieces};

/// The rows of the table being read.
pub(crate) struct Rows {
    widths: Vec<usize>,
    full: Vec<Vec<Cell>>,
    row: Vec<Cell>,
}

impl Rows {
    /// Reads rows up to the line `end`.
    pub(crate) fn read<'a>(
        start: usize,
        widths: &str,
        lines: &mut impl Iterator<Item = (usize, &'a str)>,
    ) -> Result<Table, SourceError> {
        let width = |word: &str| word.parse().map_err(|_| Fault::Width(word.to_owned()));
        let widths: Result<Vec<usize>, Fault> = widths.split_whitespace().map(width).collect();
        let widths = widths.map_err(|fault| SourceError { line: start + 1, fault })?;
        let mut rows = Self { widths, full: Vec::new(), row: Vec::new() };
        for (index, line) in lines {
            let at = |fault| SourceError { line: index + 1, fault };
            if line == "end" {
                rows.close().map_err(at)?;
                return Ok(Table { widths: rows.widths, rows: rows.full });
            }
            rows.line(line).map_err(at)?;
        }
        Err(SourceError { line: start + 1, fault: Fault::NoEnd })
    }

    fn line(&mut self, line: &str) -> Result<(), Fault> {
        if let Some(words) = line.strip_prefix("  ") {
            return self.more(words);
        }
        if let Some(words) = line.strip_prefix("== ") {
            return self.wide(words, Merge::Left);
        }
        if let Some(words) = line.strip_prefix("=. ") {
            return self.wide(words, Merge::None);
        }
        match line.strip_prefix('|') {
            Some(cells) => cells.split('|').try_for_each(|words| self.cell(words.trim())),
            None if line.trim().is_empty() => self.close(),
            None => Err(Fault::Stray(line.to_owned())),
        }
    }

    /// One more paragraph of the last cell, which may be the last of a full row; cells may follow it on the line.
    fn more(&mut self, line: &str) -> Result<(), Fault> {
        let mut cells = line.split('|').map(str::trim);
        let last = self.row.last_mut().or_else(|| self.full.last_mut().and_then(|row| row.last_mut()));
        let cell = last.ok_or(Fault::NoNeighbour("before this line"))?;
        cell.paragraphs.push(pieces(cells.next().unwrap_or_default())?);
        cells.try_for_each(|words| self.cell(words))
    }

    fn wide(&mut self, words: &str, others: Merge) -> Result<(), Fault> {
        self.close()?;
        self.cell(words)?;
        for _ in 1..self.widths.len() {
            self.push(Cell { merge: others, paragraphs: Vec::new() });
        }
        Ok(())
    }

    fn cell(&mut self, words: &str) -> Result<(), Fault> {
        let column = self.row.len();
        let merge = match words {
            "<" if column == 0 => return Err(Fault::NoNeighbour("on the left")),
            "<" => Merge::Left,
            "^" if self.full.is_empty() => return Err(Fault::NoNeighbour("above")),
            "^" => Merge::Above,
            _ => Merge::None,
        };
        let paragraphs = if merge == Merge::None && !words.is_empty() { vec![pieces(words)?] } else { Vec::new() };
        self.push(Cell { merge, paragraphs });
        Ok(())
    }

    fn push(&mut self, cell: Cell) {
        self.row.push(cell);
        if self.row.len() == self.widths.len() {
            self.full.push(std::mem::take(&mut self.row));
        }
    }

    /// A row is closed by its last column; an open one is a mistake.
    fn close(&mut self) -> Result<(), Fault> {
        match self.row.len() {
            0 => Ok(()),
            have => Err(Fault::Row { have, want: self.widths.len() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::Inline;
    use crate::source::{Block, Source};

    fn table(rows: &str) -> Result<Table, SourceError> {
        let source = Source::parse(&format!("writes: docx\n---\ntable 1 4 2\n{rows}\nend\n"))?;
        match &source.blocks[..] {
            [Block::Table(table)] => Ok(table.clone()),
            blocks => panic!("one table expected, got {blocks:?}"),
        }
    }

    fn drawn(table: &Table) -> Vec<String> {
        let cell = |cell: &Cell| match cell.merge {
            Merge::Left => "<".to_owned(),
            Merge::Above => "^".to_owned(),
            Merge::Absent => "-".to_owned(),
            Merge::None => {
                let words = |pieces: &Vec<Inline>| pieces.iter().map(Inline::visible).collect::<String>();
                cell.paragraphs.iter().map(words).collect::<Vec<_>>().join("/")
            }
        };
        table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn a_row_goes_on_over_lines_until_it_is_as_wide_as_the_table() {
        let table = table("| 1. | Провести опрос\n| Май\n  ~\n  2024\n| | Сводка\n  по школам |").unwrap();
        assert_eq!(drawn(&table), ["1.|Провести опрос|Май//2024", "|Сводка/по школам|"]);
    }

    #[test]
    fn section_rows_are_merged_or_just_empty() {
        let table = table("== 1. Раздел\n=. 2. Раздел\n| 1. | Опрос | Май\n| ^ | Сводка | ^").unwrap();
        assert_eq!(drawn(&table), ["1. Раздел|<|<", "2. Раздел||", "1.|Опрос|Май", "^|Сводка|^"]);
    }
}
