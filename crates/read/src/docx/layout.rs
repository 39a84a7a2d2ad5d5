use vekha_model::{Block, Cell, Paragraph, Part, Row, Table, Vertical};

use super::meter::Meter;
use super::numbering::{Counters, Numbering};
use super::styles::{Style, Styles};
use super::word::{CellProperties, Face, Merge, WordBlock, WordCell, WordParagraph, WordRow};
use crate::ReadError;

/// The second step: from Word's own terms to the document's blocks, with deleted and hidden words left out, numbers
/// written and styles applied.
pub(super) struct Layout<'r, 'm> {
    pub styles: &'r Styles,
    pub numbering: &'r Numbering,
    pub meter: &'r mut Meter<'m>,
    /// Which complex fields of the story end, by number from 1.
    pub fields: &'r [bool],
    pub part: Part,
    pub counters: Counters,
    /// Text boxes count for themselves.
    pub box_counters: Counters,
    pub left_out: LeftOut,
}

/// How many characters do not show, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub deleted: u64,
    pub hidden: u64,
}

/// The words of a paragraph that show.
#[derive(Default)]
struct Words {
    text: String,
    /// Characters other than white space, and how many of them are bold.
    visible: usize,
    bold: usize,
    boxes: Vec<Vec<WordBlock>>,
}

/// A paragraph without an end of its own, which goes on in the next one.
struct Open {
    words: Words,
    paragraph: WordParagraph,
    /// Whether the next paragraph takes over its formatting.
    keeps_formatting: bool,
}

impl Layout<'_, '_> {
    /// The blocks of a story, a cell or a text box.
    pub fn blocks(&mut self, written: Vec<WordBlock>) -> Result<Vec<Block>, ReadError> {
        let mut blocks = Vec::new();
        let mut open: Option<Open> = None;
        for block in written {
            match block {
                WordBlock::Paragraph(mut paragraph) => {
                    let mut words = self.words(&mut paragraph);
                    let mark = self.mark(&paragraph);
                    let mut formatting = paragraph;
                    if let Some(before) = open.take() {
                        words = before.words.followed_by(words);
                        if before.keeps_formatting {
                            formatting = before.paragraph;
                        }
                    }
                    match mark {
                        Mark::Shows => self.paragraph(words, &formatting, &mut blocks)?,
                        Mark::Deleted => open = Some(Open { words, paragraph: formatting, keeps_formatting: false }),
                        Mark::Hidden => {
                            let keeps_formatting = words.visible > 0;
                            open = Some(Open { words, paragraph: formatting, keeps_formatting });
                        }
                    }
                }
                WordBlock::Table(rows) => {
                    self.left_open(open.take(), &mut blocks)?;
                    let rows = self.rows(rows)?;
                    if !rows.is_empty() {
                        blocks.push(Block::Table(Table { name: None, merges: true, rows }));
                    }
                }
            }
        }
        self.left_open(open, &mut blocks)?;
        blocks.shrink_to_fit();
        Ok(blocks)
    }

    /// A paragraph without an end, before a table or at the end of a cell: it stays if it has words.
    fn left_open(&mut self, open: Option<Open>, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
        match open {
            Some(open) if !open.words.text.is_empty() || !open.words.boxes.is_empty() => {
                self.paragraph(open.words, &open.paragraph, blocks)
            }
            _ => Ok(()),
        }
    }

    fn paragraph(
        &mut self,
        words: Words,
        formatting: &WordParagraph,
        blocks: &mut Vec<Block>,
    ) -> Result<(), ReadError> {
        let style = self.styles.paragraph(formatting.style);
        let (label, list_level) = self.label(formatting, style);
        let label_length = label.chars().count();
        self.meter.characters(label_length)?;
        let heading = formatting.outline.or(style.and_then(|style| style.outline)).filter(|level| *level < 9);
        blocks.push(Block::Paragraph(Paragraph {
            text: if label.is_empty() { words.text } else { label + &words.text },
            label: label_length,
            list_level,
            heading: heading.map(|level| level + 1),
            bold: words.visible > 0 && words.bold == words.visible,
            centered: formatting.centered.or(style.and_then(|style| style.centered)).unwrap_or(false),
            part: self.part,
        }));
        for text_box in words.boxes {
            let boxed = self.text_box(text_box)?;
            blocks.extend(boxed);
        }
        Ok(())
    }

    /// The blocks of a text box; its blank lines are only room.
    fn text_box(&mut self, written: Vec<WordBlock>) -> Result<Vec<Block>, ReadError> {
        let part = std::mem::replace(&mut self.part, Part::TextBox);
        std::mem::swap(&mut self.counters, &mut self.box_counters);
        let blocks = self.blocks(written);
        std::mem::swap(&mut self.counters, &mut self.box_counters);
        self.part = part;
        let mut blocks = blocks?;
        blocks.retain(|block| !matches!(block, Block::Paragraph(paragraph) if paragraph.text.trim().is_empty()));
        Ok(blocks)
    }

    fn label(&mut self, paragraph: &WordParagraph, style: Option<&Style>) -> (String, Option<u8>) {
        let direct = paragraph.numbering;
        let from_style = style.map(|style| style.numbering).unwrap_or_default();
        let Some(list) = direct.list.or(from_style.list).filter(|list| *list != 0) else { return Default::default() };
        // A style says only which list; the level is the one bound to the style (ECMA-376-1, 17.9.23).
        let bound = || {
            let style = style?.numbered_by.as_deref().filter(|_| direct.list.is_none())?;
            self.numbering.level_of_style(list, style, self.styles)
        };
        let level = direct.level.or_else(bound).or(from_style.level).unwrap_or(0);
        if !self.numbering.has_level(list, level, self.styles) {
            return Default::default();
        }
        (self.counters.label(self.numbering, self.styles, list, level), Some(level))
    }

    /// Takes the words that show, and counts those that do not.
    fn words(&mut self, paragraph: &mut WordParagraph) -> Words {
        let mut words = Words { boxes: std::mem::take(&mut paragraph.boxes), ..Words::default() };
        let style = self.styles.paragraph(paragraph.style);
        for (text, face) in paragraph.stretches() {
            let run_style = self.styles.get(face.style);
            if self.is_code(face) {
                continue;
            }
            let count = || text.chars().count() as u64;
            if face.deleted {
                self.left_out.deleted += count();
            } else if self.styles.hidden(face.hidden, style, run_style) {
                self.left_out.hidden += count();
            } else {
                let visible = text.chars().filter(|character| !character.is_whitespace()).count();
                words.visible += visible;
                words.bold += if self.styles.bold(face.bold, style, run_style) { visible } else { 0 };
                words.text.push_str(text);
            }
        }
        words
    }

    /// Words in the code of a field are no text; those after a field that never ends are.
    fn is_code(&self, face: Face) -> bool {
        face.code.checked_sub(1).and_then(|at| self.fields.get(at)).copied().unwrap_or(false)
    }

    fn mark(&self, paragraph: &WordParagraph) -> Mark {
        let style = self.styles.paragraph(paragraph.style);
        if paragraph.deleted_mark || paragraph.drop_cap {
            Mark::Deleted
        } else if self.styles.hidden(paragraph.hidden_mark, style, None) {
            Mark::Hidden
        } else {
            Mark::Shows
        }
    }

    fn rows(&mut self, written: Vec<WordRow>) -> Result<Vec<Row>, ReadError> {
        let mut rows = Vec::new();
        for row in written {
            let properties = row.properties;
            if properties.deleted || properties.hidden {
                row.cells.into_iter().for_each(|cell| self.leave_out(cell.blocks, properties.deleted));
                continue;
            }
            let cells = self.cells(row.cells)?;
            if !cells.is_empty() {
                let (before, after) = (properties.before, properties.after);
                rows.push(Row { before, after, header: properties.header, cells });
            }
        }
        Ok(rows)
    }

    fn cells(&mut self, written: Vec<WordCell>) -> Result<Vec<Cell>, ReadError> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut in_merge = false;
        for cell in written {
            let properties = cell.properties;
            if properties.deleted {
                self.leave_out(cell.blocks, true);
                continue;
            }
            let colspan = properties.span.max(1);
            let mut blocks = self.cell_blocks(properties, cell.blocks)?;
            let continues = properties.horizontal == Merge::Continue && in_merge;
            in_merge = continues || properties.horizontal == Merge::Restart;
            match cells.last_mut() {
                Some(merged) if continues => {
                    merged.colspan = (merged.colspan + colspan).min(self.meter.limits.colspan.max(1));
                    blocks.retain(|block| !is_blank(block));
                    merged.blocks.append(&mut blocks);
                }
                _ => cells.push(Cell { colspan, vertical: vertical(properties.vertical), blocks }),
            }
        }
        Ok(cells)
    }

    /// The blocks of a cell; one that continues the cell above is not shown, so its paragraphs do not count.
    fn cell_blocks(&mut self, properties: CellProperties, blocks: Vec<WordBlock>) -> Result<Vec<Block>, ReadError> {
        let covered = properties.vertical == Merge::Continue || properties.horizontal == Merge::Continue;
        if !covered {
            return self.blocks(blocks);
        }
        let uncounted = blocks.into_iter().map(without_list).collect();
        self.blocks(uncounted)
    }

    /// Counts the words of blocks that do not show.
    fn leave_out(&mut self, blocks: Vec<WordBlock>, deleted: bool) {
        for block in blocks {
            match block {
                WordBlock::Paragraph(mut paragraph) => {
                    let words = self.words(&mut paragraph);
                    let count = words.text.chars().count() as u64;
                    if deleted {
                        self.left_out.deleted += count;
                    } else {
                        self.left_out.hidden += count;
                    }
                    words.boxes.into_iter().for_each(|boxed| self.leave_out(boxed, deleted));
                }
                WordBlock::Table(rows) => {
                    let cells = rows.into_iter().flat_map(|row| row.cells);
                    cells.for_each(|cell| self.leave_out(cell.blocks, deleted));
                }
            }
        }
    }
}

/// What becomes of a paragraph's end.
enum Mark {
    Shows,
    /// The next paragraph goes on in the same line and gives the formatting (ECMA-376-1, 17.13.5.15).
    Deleted,
    /// The next paragraph goes on in the same line: a heading that runs into the text.
    Hidden,
}

impl Words {
    fn followed_by(mut self, next: Self) -> Self {
        self.text.push_str(&next.text);
        self.visible += next.visible;
        self.bold += next.bold;
        self.boxes.extend(next.boxes);
        self
    }
}

fn without_list(block: WordBlock) -> WordBlock {
    match block {
        WordBlock::Paragraph(mut paragraph) => {
            paragraph.numbering.list = Some(0);
            WordBlock::Paragraph(paragraph)
        }
        table @ WordBlock::Table(_) => table,
    }
}

fn vertical(merge: Merge) -> Vertical {
    match merge {
        Merge::None => Vertical::Single,
        Merge::Restart => Vertical::Start,
        Merge::Continue => Vertical::Continue,
    }
}

fn is_blank(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.text.trim().is_empty())
}
