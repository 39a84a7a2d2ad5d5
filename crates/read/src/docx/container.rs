use super::word::{CellProperties, WordBlock, WordParagraph, WordRow};

/// What holds blocks: the story, a cell, a text box, a note.
#[derive(Default)]
pub(super) struct Container {
    pub blocks: Vec<WordBlock>,
    pub paragraph: Option<WordParagraph>,
    pub tables: Vec<OpenTable>,
    pub cell: CellProperties,
    /// The open complex fields: number, and whether their code is still being read.
    pub fields: Vec<(usize, bool)>,
    /// The field outside in whose code the whole container stands.
    pub code: usize,
}

#[derive(Default)]
pub(super) struct OpenTable {
    pub rows: Vec<WordRow>,
    pub row: Option<WordRow>,
}

impl Container {
    pub fn paragraph(&mut self) -> &mut WordParagraph {
        self.paragraph.get_or_insert_with(WordParagraph::default)
    }

    pub fn end_paragraph(&mut self) {
        self.blocks.extend(self.paragraph.take().map(WordBlock::Paragraph));
    }

    pub fn end_table(&mut self) {
        self.end_paragraph();
        if let Some(mut table) = self.tables.pop() {
            table.end_row();
            self.blocks.push(WordBlock::Table(table.rows));
        }
    }

    pub fn finished(mut self) -> Vec<WordBlock> {
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_paragraph();
        self.blocks.shrink_to_fit();
        self.blocks
    }

    /// The outermost field in whose code the next words stand; 0 if in none.
    pub fn code_now(&self) -> usize {
        if self.code != 0 {
            return self.code;
        }
        self.fields.iter().find(|(_, in_code)| *in_code).map_or(0, |(number, _)| *number)
    }
}

impl OpenTable {
    pub fn end_row(&mut self) {
        self.rows.extend(self.row.take());
    }
}
