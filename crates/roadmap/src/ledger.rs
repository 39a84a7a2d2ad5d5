//! Where every character of a document went: read off what the other steps found, nothing is decided here.

use std::collections::BTreeMap;

use vekha_model::{Block, Class, Document, Entry, FieldName, Inherited, Ledger, Part, Place, Span, Step};
use vekha_table::{Class as TableClass, Reading, Record, Words};

use crate::frame::{Frame, Line};
use crate::head::Head;

/// The ledger of a document, from what was found in it.
pub(crate) fn ledger(document: &Document, reading: &Reading, frame: &Frame, head: &Head) -> Ledger {
    let mut paint = Paint::default();
    paint_head(&mut paint, frame, head);
    let mut rows = BTreeMap::new();
    paint_tables(&mut paint, reading);
    paint_records(&mut paint, reading, &mut rows);
    let mut entries = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let base = base(document, reading, index);
        for (place, text) in block.texts(&document.place(index)) {
            paint.entries(&place, &text, base, &rows, &mut entries);
        }
    }
    Ledger { entries }
}

/// What a block's words are unless something better is known.
fn base(document: &Document, reading: &Reading, index: usize) -> Class {
    if reading.blocks.contains(&index) {
        return Class::Leftover;
    }
    let first = reading.blocks.first().copied().unwrap_or(usize::MAX);
    let last = reading.blocks.last().copied().unwrap_or(usize::MAX);
    match &document.blocks[index] {
        Block::Paragraph(paragraph) if paragraph.part == Part::Footnote => Class::Footnote,
        Block::Paragraph(paragraph) if paragraph.part == Part::PageMargin => Class::PageMargin,
        Block::Table(_) => Class::Table,
        Block::Paragraph(_) if index < first => Class::Preamble,
        Block::Paragraph(_) if index < last => Class::Leftover,
        Block::Paragraph(_) => Class::Closing,
    }
}

/// What is known of the characters; a later word overrides an earlier one.
#[derive(Default)]
struct Paint {
    spans: BTreeMap<Vec<Step>, Vec<(Span, Colour)>>,
}

/// A class, or one that is looked up at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colour {
    Is(Class),
    /// A field of the row's activity; which one is said by the activities.
    SomeField,
    /// A number that an activity has as its own.
    Numbers(usize),
    /// A field of an activity, which a heading or a header that it refers to stays.
    Holds(usize, FieldName),
}

impl Paint {
    fn place(&mut self, place: &Place, colour: Colour) {
        if let Some(span) = place.span {
            self.spans.entry(place.steps.clone()).or_default().push((span, colour));
        }
    }

    fn words(&mut self, words: &Words, colour: Colour) {
        for piece in &words.pieces {
            self.place(&piece.place, colour);
        }
    }

    /// The stretches of one text.
    fn entries(&self, place: &Place, text: &str, base: Class, rows: &Rows, entries: &mut Vec<Entry>) {
        let chars: Vec<char> = text.chars().collect();
        let colours = self.colours(place, chars.len(), base);
        let classes = resolved(&chars, &colours, rows.at(place));
        let first = entries.len();
        for (at, class) in classes.into_iter().enumerate().filter(|(at, _)| !chars[*at].is_whitespace()) {
            match entries[first..].last_mut() {
                Some(last) if last.class == class => {
                    last.characters += 1;
                    last.place.span = last.place.span.map(|span| Span::new(span.start, at + 1));
                }
                _ => entries.push(Entry { place: place.at(Span::new(at, at + 1)), class, characters: 1 }),
            }
        }
    }

    fn colours(&self, place: &Place, length: usize, base: Class) -> Vec<Colour> {
        let mut colours = vec![Colour::Is(base); length];
        for &(span, colour) in self.spans.get(&place.steps).map_or(&[][..], Vec::as_slice) {
            let end = span.end.min(length);
            for old in &mut colours[span.start.min(end)..end] {
                // A month over its rows, a body over its column: the words stay what they are.
                let is_referred_to =
                    matches!(old, Colour::Is(Class::Heading | Class::Header | Class::Title | Class::Dropped(_)));
                if !(is_referred_to && matches!(colour, Colour::Holds(..))) {
                    *old = colour;
                }
            }
        }
        colours
    }
}

/// Dots, brackets and list marks go to what they belong to: those after a number to it, others to the words after them.
fn resolved(chars: &[char], colours: &[Colour], activity: Option<usize>) -> Vec<Class> {
    let known = |at: usize| match colours[at] {
        Colour::Is(class) => Some(class),
        Colour::Numbers(activity) => Some(Class::Number(Some(activity))),
        Colour::Holds(activity, field) => Some(Class::Field(activity, field)),
        Colour::SomeField => None,
    };
    let mut classes: Vec<Option<Class>> = (0..chars.len()).map(known).collect();
    for at in 1..chars.len() {
        let is_after_number = matches!(classes[at - 1], Some(Class::Number(_)));
        if classes[at].is_none() && is_after_number && matches!(chars[at], '.' | ')') {
            classes[at] = classes[at - 1];
        }
    }
    // The rest of a number's cell is the number's: «№ 1.».
    let own = classes.iter().flatten().copied().find(|class| matches!(class, Class::Number(Some(_))));
    for class in classes.iter_mut().filter(|class| **class == Some(Class::Number(None))) {
        *class = own.or(*class);
    }
    let is_field = |class: &Class| matches!(class, Class::Field(..));
    let mut next = None;
    for at in (0..chars.len()).rev() {
        match classes[at] {
            None => classes[at] = next,
            known => next = known.filter(is_field),
        }
    }
    let mut last = None;
    let again = activity.map_or(Class::Leftover, |activity| Class::Field(activity, FieldName::Again));
    let resolve = |class: Option<Class>| {
        let class = class.or(last).unwrap_or(again);
        last = Some(class);
        class
    };
    classes.into_iter().map(resolve).collect()
}

/// Which activity a row of a block belongs to: the last one that begins in it or above.
type RowKey = (usize, usize);

/// The activities by the row they begin in.
type Rows = BTreeMap<RowKey, usize>;

trait At {
    fn at(&self, place: &Place) -> Option<usize>;
}

impl At for Rows {
    fn at(&self, place: &Place) -> Option<usize> {
        let step = place.steps.first()?;
        let row = step.cell.map_or(usize::MAX, |(row, _)| row);
        self.range(..=(step.block, row)).next_back().map(|(_, activity)| *activity)
    }
}

fn paint_head(paint: &mut Paint, frame: &Frame, head: &Head) {
    for Line { place, in_table, caption, .. } in frame.head.iter().chain(&frame.captions) {
        if *caption || !in_table {
            paint.place(place, Colour::Is(Class::Preamble));
        }
    }
    let mut all =
        |places: &[Place], class: Class| places.iter().for_each(|place| paint.place(place, Colour::Is(class)));
    all(&head.approval_places, Class::Approval);
    all(&head.order_places, Class::Order);
    all(&head.title_places, Class::Title);
    head.amendments.iter().for_each(|text| all(&text.places, Class::Note));
}

fn paint_tables(paint: &mut Paint, reading: &Reading) {
    for entry in &reading.ledger {
        let class = match &entry.class {
            TableClass::Heading => Class::Heading,
            TableClass::Header => Class::Header,
            TableClass::Number => Class::Number(None),
            TableClass::Field => {
                paint.place(&entry.place, Colour::SomeField);
                continue;
            }
            TableClass::Amendment => Class::Note,
            TableClass::Dropped(reason) => Class::Dropped(reason),
            // The head has said what they are.
            TableClass::Caption | TableClass::Leftover => continue,
        };
        paint.place(&entry.place, Colour::Is(class));
    }
}

/// Of several activities that take the same words the first that has them as its own is theirs.
fn paint_records(paint: &mut Paint, reading: &Reading, rows: &mut Rows) {
    let records = || reading.records.iter().enumerate().map(|(index, record)| (index + 1, record)).rev();
    for (_, record) in records() {
        record.path.iter().for_each(|words| paint.words(words, Colour::Is(Class::Heading)));
    }
    for is_inherited in [true, false] {
        for (activity, record) in records() {
            for (words, field, inherited) in fields(record) {
                if inherited == is_inherited {
                    paint.words(words, Colour::Holds(activity, field));
                }
            }
        }
    }
    for (activity, record) in records() {
        rows.insert(record.row, activity);
        record.number.iter().for_each(|words| paint.words(words, Colour::Numbers(activity)));
    }
}

fn fields(record: &Record) -> Vec<(&Words, FieldName, bool)> {
    let has = |inherited| record.inherited.contains(&inherited);
    let mut fields = Vec::with_capacity(6 + record.fields.len());
    fields.extend(record.schedule.iter().map(|words| (words, FieldName::Schedule, has(Inherited::Schedule))));
    let responsible = has(Inherited::Responsible);
    fields.extend(record.responsible.iter().map(|words| (words, FieldName::Responsible, responsible)));
    fields.extend(record.co_executors.iter().map(|words| (words, FieldName::Responsible, responsible)));
    fields.extend(record.result.iter().map(|words| (words, FieldName::Result, has(Inherited::Result))));
    for (index, field) in record.fields.iter().enumerate() {
        fields.push((&field.words, FieldName::Further(index), false));
    }
    fields.push((&record.title, FieldName::Title, false));
    fields
}
