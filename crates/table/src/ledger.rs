use std::collections::BTreeMap;

use vekha_model::{Block, Document, Place, Span, Step};

use crate::record::{Class, Entry, Words};

/// What became of the characters, noted while reading; a later word overrides an earlier one.
#[derive(Default)]
pub(crate) struct Ledger {
    painted: BTreeMap<Vec<Step>, Vec<(Span, Class)>>,
}

impl Ledger {
    /// Notes what these words are.
    pub(crate) fn paint(&mut self, words: &Words, class: Class) {
        for piece in &words.pieces {
            if let Some(span) = piece.place.span {
                self.painted.entry(piece.place.steps.clone()).or_default().push((span, class.clone()));
            }
        }
    }

    /// Every non-blank character of the blocks in exactly one entry, in document order.
    pub(crate) fn entries(&self, document: &Document, blocks: impl Iterator<Item = usize>) -> Vec<Entry> {
        let mut texts = Vec::new();
        for index in blocks {
            if let Some(block) = document.blocks.get(index) {
                gather(block, document.place(index), &mut texts);
            }
        }
        texts.sort_by(|(a, _), (b, _)| a.steps.cmp(&b.steps));
        texts.into_iter().flat_map(|(place, text)| self.entries_of(&place, &text)).collect()
    }

    fn entries_of(&self, place: &Place, text: &str) -> Vec<Entry> {
        let chars: Vec<char> = text.chars().collect();
        let mut classes: Vec<Option<&Class>> = vec![None; chars.len()];
        for (span, class) in self.painted.get(&place.steps).map_or(&[][..], Vec::as_slice) {
            let end = span.end.min(chars.len());
            classes[span.start.min(end)..end].fill(Some(class));
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (at, c) in chars.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
            let _ = c;
            let class = classes[at].unwrap_or(&Class::Leftover);
            match entries.last_mut() {
                // Blanks inside a stretch belong to it, those between two stretches to neither.
                Some(Entry { place: Place { span: Some(span), .. }, class: last }) if last == class => {
                    span.end = at + 1
                }
                _ => entries.push(Entry { place: place.at(Span::new(at, at + 1)), class: class.clone() }),
            }
        }
        entries
    }
}

/// The texts of a block: its own, or those of its cells and of the tables nested in them.
fn gather(block: &Block, place: Place, texts: &mut Vec<(Place, String)>) {
    // A stack of our own: how deep tables nest is the file's choice.
    let mut open = vec![(block, place)];
    while let Some((block, place)) = open.pop() {
        let table = match block {
            Block::Paragraph(paragraph) => {
                texts.push((place, paragraph.text.clone()));
                continue;
            }
            Block::Table(table) => table,
        };
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in crate::grid::columns(cells) {
                let cell_place = crate::grid::cell_place(&place, row, column);
                for (index, nested) in cell.blocks.iter().enumerate() {
                    if let Block::Table(_) = nested {
                        open.push((nested, crate::grid::nested_place(&cell_place, index)));
                    }
                }
                texts.push((cell_place, cell.text()));
            }
        }
    }
}
