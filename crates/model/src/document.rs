use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Note, Place, Step};

/// What a file holds, as the file has it: the reader's answer, before any understanding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// BLAKE3 of the file's bytes, its first 32 hexadecimal digits.
    pub id: String,
    /// The file's name without folders, for people.
    pub name: String,
    /// What kind of file it was read as.
    pub format: Format,
    /// The encoding a plain text was read in (`windows-1251`); absent for formats that name their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Paragraphs and tables in the order of the text; notes at the foot and page headers come last.
    pub blocks: Vec<Block>,
    /// Characters left out because a tracked change deleted them.
    pub deleted_characters: u64,
    /// Characters left out because they are formatted as hidden.
    pub hidden_characters: u64,
    /// Non-blank characters of a plain text left out because they are mark-up: tags, frames, `**`.
    #[serde(default, skip_serializing_if = "is_none")]
    pub markup_characters: u64,
    /// What the reader found odd.
    pub notes: Vec<Note>,
}

/// The formats that vekha reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Office Open XML text (ECMA-376, Strict and Transitional).
    Docx,
    /// Plain text.
    Txt,
    /// Office Open XML workbook (ECMA-376), with macros or without.
    Xlsx,
    /// Binary Excel workbook (MS-XLSB).
    Xlsb,
    /// Excel workbook of 5.0 to 2003 (MS-XLS).
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A table, in a cell as well.
    Table(Table),
}

/// A paragraph with its words as read: white space as it stands, breaks as `\n`, tabs as `\t`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    /// The words, with the automatic number, as Word prints it, before them.
    pub text: String,
    /// How many characters at the start of `text` are an automatic number and the blank or tab after it; 0 if none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub label: usize,
    /// The nesting level of an automatic list, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_level: Option<u8>,
    /// The outline level of a heading style, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u8>,
    /// Whether every visible character is bold.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Whether it is centred.
    #[serde(default, skip_serializing_if = "is_false")]
    pub centered: bool,
    /// In which part of the document it stands.
    #[serde(default, skip_serializing_if = "is_body")]
    pub part: Part,
}

/// A part of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The running text.
    #[default]
    Body,
    /// A text box, placed after the paragraph it is anchored in.
    TextBox,
    /// A footnote or endnote.
    Footnote,
    /// A header or footer of the pages.
    PageMargin,
}

/// A table with its cells as the file has them; the dense grid is a view that `vekha-table` computes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The name of a sheet; absent for tables of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the format can tell a merged cell from an empty one (DOCX can, plain text cannot).
    pub merges: bool,
    /// The rows from the top.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Grid columns left out before the first cell (`w:gridBefore`).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub before: usize,
    /// Grid columns left out after the last cell (`w:gridAfter`).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: usize,
    /// Whether the file itself marks it as repeated at the top of each page (`w:tblHeader`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub header: bool,
    /// The cells from the left.
    pub cells: Vec<Cell>,
}

/// A cell as the file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// How many grid columns it covers; at least 1.
    pub colspan: usize,
    /// Its part in a vertical merge.
    #[serde(default, skip_serializing_if = "is_single")]
    pub vertical: Vertical,
    /// Its paragraphs and nested tables.
    pub blocks: Vec<Block>,
}

/// A cell's part in a vertical merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Vertical {
    /// Not merged with a cell above or below.
    #[default]
    Single,
    /// The top cell of a merge.
    Start,
    /// Continues the cell above.
    Continue,
}

impl Document {
    /// The place of a whole block.
    pub fn place(&self, block: usize) -> Place {
        Place::block(&self.id, block)
    }

    /// The raw words at a place: of a paragraph, or of the cell whose top left corner it names; `None` if there is none.
    ///
    /// ```
    /// # use vekha_model::*;
    /// let row = Row { cells: vec![Cell::of("1."), Cell::of("Срок: май")], ..Row::default() };
    /// let table = Table { rows: vec![row], ..Table::default() };
    /// # let mut document = Document { id: "a".into(), name: "a.txt".into(), format: Format::Txt, encoding: None,
    /// #     blocks: Vec::new(), deleted_characters: 0, hidden_characters: 0, markup_characters: 0, notes: Vec::new() };
    /// document.blocks.push(Block::Table(table));
    /// assert_eq!(document.words_at(&"a#0!R1C2:6..9".parse()?).as_deref(), Some("май"));
    /// # Ok::<(), PlaceError>(())
    /// ```
    pub fn words_at(&self, place: &Place) -> Option<String> {
        let mut blocks = &self.blocks;
        let mut words = None;
        for step in &place.steps {
            match (blocks.get(step.block)?, step.cell) {
                (Block::Paragraph(paragraph), None) => words = Some(paragraph.text.clone()),
                (Block::Table(table), Some((row, column))) => {
                    let (_, cell) = table.rows.get(row - 1)?.columns().find(|&(at, _)| at == column)?;
                    words = Some(cell.text());
                    blocks = &cell.blocks;
                }
                _ => return None,
            }
        }
        let words = words?;
        Some(place.span.map_or_else(|| words.clone(), |span| span.of(&words)))
    }

    /// The tables with the index of their block.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        self.blocks.iter().enumerate().filter_map(|(index, block)| match block {
            Block::Table(table) => Some((index, table)),
            Block::Paragraph(_) => None,
        })
    }
}

impl Block {
    /// The raw texts of the block at `place`, in document order: its own, or those of its cells and of the tables nested
    /// in them. Every character of the document stands in exactly one of them.
    pub fn texts(&self, place: &Place) -> Vec<(Place, String)> {
        let mut texts = Vec::new();
        // A stack of our own: how deep tables nest is the file's choice.
        let mut open = vec![(self, place.clone())];
        while let Some((block, place)) = open.pop() {
            let table = match block {
                Self::Paragraph(paragraph) => {
                    texts.push((place, paragraph.text.clone()));
                    continue;
                }
                Self::Table(table) => table,
            };
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.columns() {
                    let mut cell_place = place.clone();
                    if let Some(step) = cell_place.steps.last_mut() {
                        step.cell = Some((row + 1, column));
                    }
                    for (index, nested) in cell.blocks.iter().enumerate() {
                        if let Self::Table(_) = nested {
                            let mut nested_place = cell_place.clone();
                            nested_place.steps.push(Step { block: index, cell: None });
                            open.push((nested, nested_place));
                        }
                    }
                    texts.push((cell_place, cell.text()));
                }
            }
        }
        texts.sort_by(|(a, _), (b, _)| a.steps.cmp(&b.steps));
        texts
    }
}

impl Table {
    /// The width of the grid: of its widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Row::width).max().unwrap_or(0)
    }
}

impl Row {
    /// How many grid columns the row takes.
    pub fn width(&self) -> usize {
        let cells = self.cells.iter().fold(self.before, |sum, cell| sum.saturating_add(cell.colspan.max(1)));
        cells.saturating_add(self.after)
    }

    /// The cells with their grid column, from 1.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().scan(self.before.saturating_add(1), |next, cell| {
            let column = *next;
            // Sums are bounded, whatever the file says.
            *next = next.saturating_add(cell.colspan.max(1));
            Some((column, cell))
        })
    }
}

impl Cell {
    /// A cell of one paragraph for each line of `text`.
    pub fn of(text: &str) -> Self {
        let blocks = text.split('\n').map(|line| Block::Paragraph(Paragraph::of(line))).collect();
        Self { colspan: 1, vertical: Vertical::Single, blocks }
    }

    /// The raw text that places count in: the paragraphs joined by `\n`; nested tables have places of their own.
    pub fn text(&self) -> String {
        self.paragraphs().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The paragraphs, nested tables left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }

    /// Whether it has neither words nor a table.
    pub fn is_blank(&self) -> bool {
        self.blocks.iter().all(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.trim().is_empty(),
            Block::Table(_) => false,
        })
    }
}

impl Paragraph {
    /// Plain words.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The words without the automatic number.
    pub fn without_label(&self) -> &str {
        let start = self.text.char_indices().nth(self.label).map_or(self.text.len(), |(at, _)| at);
        &self.text[start..]
    }
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

fn is_none(characters: &u64) -> bool {
    *characters == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_body(part: &Part) -> bool {
    *part == Part::Body
}

fn is_single(vertical: &Vertical) -> bool {
    *vertical == Vertical::Single
}
