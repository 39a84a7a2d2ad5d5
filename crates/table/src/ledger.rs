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
                match self.painted.get_mut(&piece.place.steps) {
                    Some(painted) => painted.push((span, class.clone())),
                    None => {
                        self.painted.insert(piece.place.steps.clone(), vec![(span, class.clone())]);
                    }
                }
            }
        }
    }

    /// Every non-blank character of the blocks in exactly one entry, in document order.
    pub(crate) fn entries(&self, document: &Document, blocks: impl Iterator<Item = usize>) -> Vec<Entry> {
        let texts = blocks.filter_map(|index| Some(document.blocks.get(index)?.texts(&document.place(index))));
        texts.flatten().flat_map(|(place, text)| self.entries_of(&place, &text)).collect()
    }

    fn entries_of(&self, place: &Place, text: &str) -> Vec<Entry> {
        let length = text.chars().count();
        let mut classes: Vec<&Class> = vec![&Class::Leftover; length];
        for (span, class) in self.painted.get(&place.steps).map_or(&[][..], Vec::as_slice) {
            let end = span.end.min(length);
            classes[span.start.min(end)..end].fill(class);
        }
        // Blanks inside a stretch belong to it, those between two stretches to neither.
        let mut stretches: Vec<(Span, &Class)> = Vec::new();
        for ((at, _), class) in text.chars().enumerate().zip(classes).filter(|((_, c), _)| !c.is_whitespace()) {
            match stretches.last_mut() {
                Some((span, last)) if std::ptr::eq(*last, class) || *last == class => span.end = at + 1,
                _ => stretches.push((Span::new(at, at + 1), class)),
            }
        }
        let entry = |(span, class): (Span, &Class)| Entry { place: place.at(span), class: class.clone() };
        stretches.into_iter().map(entry).collect()
    }
}
