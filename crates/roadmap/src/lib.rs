//! What does the document say? The steps in order: a [`Document`] becomes a [`Roadmap`] with activities.
//!
//! Reading never fails on content: what is odd or not understood is named in `diagnostics`, `leftover` and `unparsed`.
//!
//! ```
//! let text = "План мероприятий на 2021 год\n\nМероприятие\tСрок\tОтветственный\nСубботник\tапрель\tДиректор школы\n";
//! let document = vekha_read::read(text.as_bytes(), "plan.txt", &vekha_read::Limits::default())?;
//! let roadmap = vekha_roadmap::roadmap(&document);
//! assert_eq!(roadmap.activities.len(), 1);
//! assert_eq!(roadmap.activities[0].title, "Субботник");
//! # Ok::<(), vekha_read::ReadError>(())
//! ```

mod activity;
mod frame;
mod geography;
mod head;
mod identity;
mod kinds;
mod ledger;
mod left_out;
mod order;

use vekha_model::{Document, Ledger, Note, Roadmap, TableView};
use vekha_table::Reading;

use crate::frame::Frame;
use crate::head::Head;
/// How the tables were read, row by row.
pub use vekha_table::{ColumnTrace, Kind, LineTrace, ListTrace, RowTrace, TableTrace, Taken, Trace};

/// The words of this crate's types, so that callers need only this crate.
pub use vekha_model as model;

/// A roadmap with how it was found.
#[derive(Clone, Debug)]
pub struct Explained {
    /// What the document says.
    pub roadmap: Roadmap,
    /// What each table, row and line was taken as, and why.
    pub trace: Trace,
    /// Where every character went.
    pub ledger: Ledger,
}

/// Understands a document: the same document gives the same roadmap, to the byte.
pub fn roadmap(document: &Document) -> Roadmap {
    finish(document, Understood::of(document))
}

/// Understands a document and says how.
pub fn explain(document: &Document) -> Explained {
    let mut understood = Understood::of(document);
    let ledger = ledger::ledger(document, &understood.reading, &understood.frame, &understood.head);
    let trace = std::mem::take(&mut understood.reading.trace);
    Explained { roadmap: finish(document, understood), trace, ledger }
}

/// The rows of a document's plan as records, their dates and parties still as words: the first step of [`roadmap`].
pub fn structure(document: &Document) -> Reading {
    vekha_table::read(document, &kinds::Understanding::default())
}

/// What the steps before the activities found.
struct Understood {
    reading: Reading,
    frame: Frame,
    head: Head,
}

impl Understood {
    fn of(document: &Document) -> Self {
        let reading = structure(document);
        let frame = frame::split(document, &reading);
        let head = head::read(&frame);
        Self { reading, frame, head }
    }
}

fn finish(document: &Document, understood: Understood) -> Roadmap {
    let Understood { mut reading, frame, head } = understood;
    let found = geography::find(&frame, &head, &reading);

    let place_name = identity::place_name(found.municipality.as_ref(), found.region.as_ref());
    let lineage = identity::lineage(document, &head, &place_name);
    let mut diagnostics = document.notes.clone();
    diagnostics.append(&mut reading.diagnostics);
    diagnostics.extend(left_out::notes(document, &reading));
    if head.title.is_none() {
        diagnostics.push(Note::whole("no_title", "no title was found before the tables"));
    }
    if reading.records.is_empty() {
        diagnostics.push(Note::whole("no_activities", "no table and no list reads as a plan"));
    }
    let period = head.period.as_ref().map(|(period, _)| *period);
    let activities = activity::all(document, &lineage, &reading.records, period, &mut diagnostics);

    let mut notes = head.amendments.clone();
    notes.extend(reading.amendments.iter().map(frame::text_of));
    notes.sort_by(|a, b| a.places.cmp(&b.places));
    Roadmap {
        id: document.id.clone(),
        lineage,
        file: document.name.clone(),
        format: document.format,
        title: head.title.map(|title| title.text),
        period: head.period.map(|(_, period)| period),
        region: found.region,
        region_candidates: found.candidates,
        municipality: found.municipality,
        date: head.date,
        number: head.number,
        approved_by: head.approved_by,
        preamble: head.preamble,
        closing: frame.closing,
        tables: document.tables().map(|(block, table)| TableView { block, table: table.clone() }).collect(),
        activities,
        notes,
        leftover: frame::leftover(document, &frame.between, &reading),
        diagnostics,
    }
}
