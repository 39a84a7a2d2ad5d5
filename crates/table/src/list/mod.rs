//! Plans without a table: headings and numbered, bulleted or dated paragraphs become records.
//!
//! ```text
//! lines   the paragraphs with their marks          «1.», «1.1.», «–», automatic numbers and their levels
//! fields  what a paragraph says, cut by what it is  «… Срок: до 1 мая. Отв.: …», «… (1-13 мая)», «… – май – …»
//! units   headings, points, further lines of a point, running text
//! evidence  whether all this is a plan, and which of its lists are
//! records parents, parts, items, inherited dates, the ledger
//! ```

mod clause;
mod evidence;
mod field;
mod label;
mod line;
mod nesting;
mod outline;
mod records;
mod shape;
mod title;
mod unit;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use vekha_model::Document;

use crate::Kinds;
use crate::ledger::Ledger;
use crate::record::Record;

/// What a plan without a table says.
pub(crate) struct List {
    /// In document order.
    pub records: Vec<Record>,
    /// The paragraphs they were read from, headings included.
    pub blocks: BTreeSet<usize>,
}

/// Reads the plan in a document's paragraphs; `None` if they are no plan.
pub(crate) fn read(document: &Document, kinds: &dyn Kinds, ledger: &mut Ledger) -> Option<List> {
    let lines = line::lines(document);
    let plan = title::find(&lines, kinds);
    let mut units = unit::units(&lines[plan.from..], kinds);
    let parents = nesting::parents(&units);
    nesting::lift(&mut units, &parents);
    let kept = evidence::plan(&units, &parents, &plan)?;
    Some(records::records(&units, &parents, &kept, ledger))
}
