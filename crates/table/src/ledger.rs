use std::collections::BTreeMap;

use vekha_model::{Document, Place, Span, Step};

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
        let texts = blocks.filter_map(|index| Some(document.blocks.get(index)?.texts(&document.place(index))));
        texts.flatten().flat_map(|(place, text)| self.entries_of(&place, &text)).collect()
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
