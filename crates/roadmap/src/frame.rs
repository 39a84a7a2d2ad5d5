use vekha_model::{Block, Document, Part, Place, Span, Table, Text};
use vekha_table::{Class, Entry, Reading, Words};

/// A line of the text round the plan's tables: a paragraph, or one of a layout table (an approval block, signatures).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The words as read.
    pub raw: String,
    /// Where they stand; the span is set.
    pub place: Place,
    /// Whether every visible character is bold.
    pub bold: bool,
    /// Whether it is centred.
    pub centered: bool,
    /// Whether it has a heading style.
    pub heading: bool,
    /// Whether it stands in a table that is no plan.
    pub in_table: bool,
    /// Whether it stands in the plan's table, above its header.
    pub caption: bool,
}

/// The document without its plan tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Before the first plan table; all of the document if it has none.
    pub head: Vec<Line>,
    /// In the plan's tables, above the header.
    pub captions: Vec<Line>,
    /// Between plan tables, claimed by none of them.
    pub between: Vec<Line>,
    /// After the last plan table.
    pub closing: Vec<Text>,
}

impl Line {
    /// The words, white space collapsed.
    pub(crate) fn text(&self) -> String {
        collapse(&self.raw)
    }

    /// The words with their place.
    pub(crate) fn as_text(&self) -> Text {
        Text { text: self.text(), places: vec![self.place.clone()] }
    }
}

/// White space collapsed to single blanks, none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a table with their places.
pub(crate) fn text_of(words: &Words) -> Text {
    Text { text: words.collapsed(), places: words.places() }
}

/// Splits the document round the blocks that the plan was read from.
pub(crate) fn split(document: &Document, reading: &Reading) -> Frame {
    let plan = &reading.blocks;
    let first = plan.first().copied().unwrap_or(usize::MAX);
    let last = plan.last().copied().unwrap_or(usize::MAX);
    let mut frame = Frame { captions: captions(document, reading), ..Frame::default() };
    for (index, block) in document.blocks.iter().enumerate() {
        if plan.contains(&index) {
            continue;
        }
        let mut lines = Vec::new();
        gather(block, &document.place(index), false, &mut lines);
        lines.retain(|line| !line.raw.trim().is_empty());
        // Footnotes and page margins stand after the text, wherever their anchor is.
        let is_outside = matches!(block, Block::Paragraph(p) if matches!(p.part, Part::Footnote | Part::PageMargin));
        match index {
            _ if is_outside => frame.closing.extend(lines.iter().map(Line::as_text)),
            index if index < first => frame.head.append(&mut lines),
            index if index < last => frame.between.append(&mut lines),
            _ => frame.closing.extend(lines.iter().map(Line::as_text)),
        }
    }
    frame
}

/// What stands above the header inside the plan's tables, a line for each paragraph.
fn captions(document: &Document, reading: &Reading) -> Vec<Line> {
    let above = above_the_plan(reading);
    let entries = reading.ledger.iter().enumerate();
    let captions = entries.filter(|(index, entry)| *index < above || entry.class == Class::Caption);
    captions.flat_map(|(_, entry)| lines_at(document, &entry.place)).collect()
}

/// How many entries of the ledger come first that are no part of a plan: the words of a layout table above the table
/// that holds the plan, or captions.
fn above_the_plan(reading: &Reading) -> usize {
    let is_above = |entry: &&Entry| matches!(entry.class, Class::Caption | Class::Leftover);
    let count = reading.ledger.iter().take_while(is_above).count();
    if count == reading.ledger.len() { 0 } else { count }
}

fn lines_at(document: &Document, place: &Place) -> Vec<Line> {
    let words = document.words_at(place).unwrap_or_default();
    let mut start = place.span.map_or(0, |span| span.start);
    let mut lines = Vec::new();
    let (is_alone, is_bold) = setting(document, place);
    for raw in words.split('\n') {
        let end = start + raw.chars().count();
        lines.push(Line {
            raw: raw.to_owned(),
            place: place.at(Span::new(start, end)),
            bold: is_bold,
            // It spans the table, or stands alone over it.
            centered: is_alone,
            heading: false,
            in_table: true,
            caption: true,
        });
        start = end + 1;
    }
    lines.retain(|line| !line.raw.trim().is_empty());
    lines
}

/// Whether a cell above a header stands alone in its row, and whether it is bold; a cell of a nested table stands alone.
fn setting(document: &Document, place: &Place) -> (bool, bool) {
    let [step] = &place.steps[..] else { return (true, false) };
    let (Some(Block::Table(table)), Some((row, column))) = (document.blocks.get(step.block), step.cell) else {
        return (true, false);
    };
    let Some(row) = row.checked_sub(1).and_then(|row| table.rows.get(row)) else { return (true, false) };
    let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let cell = row.columns().find(|&(at, _)| at == column);
    let is_bold = cell.is_some_and(|(_, cell)| cell.paragraphs().all(|paragraph| paragraph.bold));
    (filled < 2, is_bold)
}

fn gather(block: &Block, place: &Place, in_table: bool, lines: &mut Vec<Line>) {
    match block {
        Block::Paragraph(paragraph) => lines.push(Line {
            raw: paragraph.text.clone(),
            place: place.at(Span::new(0, paragraph.text.chars().count())),
            bold: paragraph.bold,
            centered: paragraph.centered,
            heading: paragraph.heading.is_some(),
            in_table,
            caption: false,
        }),
        Block::Table(table) => gather_table(table, place, lines),
    }
}

fn gather_table(table: &Table, place: &Place, lines: &mut Vec<Line>) {
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.columns() {
            let mut cell_place = place.clone();
            if let Some(step) = cell_place.steps.last_mut() {
                step.cell = Some((row + 1, column));
            }
            // A paragraph of a cell is a stretch of the cell's raw text; a nested table is a step further in.
            let mut start = 0;
            for (index, block) in cell.blocks.iter().enumerate() {
                match block {
                    Block::Paragraph(paragraph) => {
                        let length = paragraph.text.chars().count();
                        gather(block, &cell_place, true, lines);
                        if let Some(line) = lines.last_mut() {
                            line.place = cell_place.at(Span::new(start, start + length));
                        }
                        start += length + 1;
                    }
                    Block::Table(nested) => {
                        let mut nested_place = cell_place.clone();
                        nested_place.steps.push(vekha_model::Step { block: index, cell: None });
                        gather_table(nested, &nested_place, lines);
                    }
                }
            }
        }
    }
}

/// What found no place: lines between the plan's tables, and what the tables' ledger calls leftover.
pub(crate) fn leftover(document: &Document, between: &[Line], reading: &Reading) -> Vec<Text> {
    let mut leftover: Vec<Text> = between.iter().map(Line::as_text).collect();
    let below = reading.ledger.iter().skip(above_the_plan(reading));
    for entry in below.filter(|entry| entry.class == Class::Leftover) {
        let words = document.words_at(&entry.place).unwrap_or_default();
        leftover.push(Text { text: collapse(&words), places: vec![entry.place.clone()] });
    }
    leftover.sort_by(|a, b| a.places.cmp(&b.places));
    leftover
}

/// Lines of plain text, `⏎` between them, for the tests of this crate.
#[cfg(test)]
pub(crate) fn lines_of(text: &str) -> Vec<Line> {
    let line = |(index, text): (usize, &str)| {
        let mut lines = Vec::new();
        gather(&Block::Paragraph(vekha_model::Paragraph::of(text)), &Place::block("a", index), false, &mut lines);
        lines
    };
    text.split('⏎').enumerate().flat_map(line).collect()
}
