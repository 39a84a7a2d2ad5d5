//! Excel workbooks: the blocks of a source one under another on one sheet, merges as the source has them.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::corpus::CorpusError;
use crate::inline::{Inline, Level};
use crate::numbering::Counter;
use crate::source::{Align, Block, Merge, Paragraph, Source, Table};

/// The source as a workbook of one sheet.
pub fn xlsx(source: &Source) -> Result<Vec<u8>, CorpusError> {
    let mut book = Workbook::new();
    // Fixed, because the clock is no part of a source.
    let moment = ExcelDateTime::from_ymd(2024, 1, 15)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    let mut writer = Writer { sheet: book.add_worksheet(), counter: Counter::default(), row: 0 };
    writer.sheet.set_name("План")?;
    let blocks = source.flat();
    let width = blocks.iter().map(|block| width(block)).max().unwrap_or(1);
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => writer.paragraph(paragraph, width)?,
            Block::Table(table) => writer.table(table)?,
            Block::Frame(_) => {} // laid flat
        }
    }
    Ok(book.save_to_buffer()?)
}

fn width(block: &Block) -> u16 {
    match block {
        Block::Table(table) => u16::try_from(table.widths.len()).unwrap_or(u16::MAX),
        _ => 1,
    }
}

struct Writer<'b> {
    sheet: &'b mut Worksheet,
    counter: Counter,
    row: u32,
}

impl Writer<'_> {
    /// A paragraph stands alone in its row: a centred one is merged over the width of the tables.
    fn paragraph(&mut self, paragraph: &Paragraph, width: u16) -> Result<(), XlsxError> {
        let words = self.words(std::slice::from_ref(&paragraph.pieces));
        let area = match paragraph.align {
            Align::Center => (1, width),
            Align::Left | Align::Right => (1, 1),
        };
        self.write(self.row, 0, area, &words, is_bold(std::slice::from_ref(&paragraph.pieces)))?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        for (at, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.merge == Merge::None) {
                let words = self.words(&cell.paragraphs);
                let area = area(table, at, column);
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                self.write(self.row, column, area, &words, is_bold(&cell.paragraphs))?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn write(&mut self, row: u32, column: u16, area: (u32, u16), words: &str, bold: bool) -> Result<(), XlsxError> {
        let format = if bold { Format::new().set_bold() } else { Format::new() };
        if area != (1, 1) {
            self.sheet.merge_range(row, column, row + area.0 - 1, column + area.1 - 1, words, &format)?;
        } else if let Ok(number) = words.parse::<u32>() {
            self.sheet.write_number_with_format(row, column, number, &format)?;
        } else if !words.is_empty() {
            self.sheet.write_string_with_format(row, column, words, &format)?;
        }
        Ok(())
    }

    /// The paragraphs as lines of one cell, automatic numbers typed.
    fn words(&mut self, paragraphs: &[Vec<Inline>]) -> String {
        let lines: Vec<String> = paragraphs.iter().map(|pieces| self.line(pieces)).collect();
        lines.join("\n")
    }

    fn line(&mut self, pieces: &[Inline]) -> String {
        let is_alone = pieces.len() == 1;
        let piece = |piece: &Inline| match piece {
            Inline::Number(Level::Bullet) => "• ".to_owned(),
            Inline::Number(level) if is_alone => self.counter.next(*level),
            Inline::Number(level) => self.counter.next(*level) + " ",
            piece => piece.visible().to_owned(),
        };
        pieces.iter().map(piece).collect()
    }
}

/// How many rows and columns a cell covers: those below and on the right that belong to it.
fn area(table: &Table, row: usize, column: usize) -> (u32, u16) {
    let wide = 1 + table.rows[row][column + 1..].iter().take_while(|cell| cell.merge == Merge::Left).count();
    let high = 1 + table.rows[row + 1..].iter().take_while(|row| row[column].merge == Merge::Above).count();
    (u32::try_from(high).unwrap_or(u32::MAX), u16::try_from(wide).unwrap_or(u16::MAX))
}

fn is_bold(paragraphs: &[Vec<Inline>]) -> bool {
    let mut pieces = paragraphs.iter().flatten().peekable();
    pieces.peek().is_some() && pieces.all(|piece| matches!(piece, Inline::Bold(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_covers_what_the_source_says() {
        let text = "---\ntable 1 1 1\n| a | < | b\n| c | d | ^\n| e | f | ^\nend\n";
        let source = Source::parse(text).unwrap();
        let [Block::Table(table)] = &source.blocks[..] else { panic!("one table") };
        assert_eq!((area(table, 0, 0), area(table, 0, 2), area(table, 1, 0)), ((1, 2), (3, 1), (1, 1)));
    }

    #[test]
    fn the_same_source_gives_the_same_bytes() {
        let source = Source::parse("---\n^ План\ntable 1 2\n| {1} | Опрос\n| ^ | Сводка\nend\n").unwrap();
        assert_eq!(xlsx(&source).unwrap(), xlsx(&source).unwrap());
    }
}
