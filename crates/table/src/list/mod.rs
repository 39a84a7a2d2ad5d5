//! Plans without a table: headings and numbered, bulleted or dated paragraphs become records.
//!
//! ```text
//! lines   the paragraphs with their marks          «1.», «1.1.», «–», automatic numbers and their levels
//! fields  what a paragraph says, cut by what it is  «… Срок: до 1 мая. Отв.: …», «… (1-13 мая)», «… – май – …»
//! units   headings, points, further lines of a point, running text
//! evidence  whether all this is a plan, and which of its lists are
//! reasons what each paragraph was taken as, and why, for `--explain`
//! records parents, parts, items, inherited dates, the ledger
//! ```

mod clause;
mod evidence;
mod field;
mod label;
mod line;
mod nesting;
mod outline;
mod reasons;
mod records;
mod shape;
mod title;
mod unit;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use reasons::Decided;
use vekha_model::Document;

use crate::Kinds;
use crate::ledger::Ledger;
use crate::record::Record;
use crate::trace::{LineTrace, ListTrace};

/// What a plan without a table says.
pub(crate) struct List {
    /// In document order.
    pub records: Vec<Record>,
    /// The paragraphs they were read from, headings included.
    pub blocks: BTreeSet<usize>,
}

/// Reads the plan in a document's paragraphs, `None` if they are no plan; how they were read is said either way, unless
/// there is no list at all.
pub(crate) fn read(
    document: &Document,
    kinds: &dyn Kinds,
    ledger: &mut Ledger,
) -> (Option<List>, Option<ListTrace>, Vec<LineTrace>) {
    let lines = line::lines(document);
    let plan = title::find(&lines, kinds);
    let (above, below) = lines.split_at(plan.from);
    let mut units = unit::units(below, kinds);
    let parents = nesting::parents(&units);
    nesting::lift(&mut units, &parents);
    let verdict = match evidence::plan(&units, &parents, &plan) {
        Ok(verdict) => verdict,
        Err(why) => {
            let has_points = units.iter().any(unit::Unit::is_point);
            return (None, has_points.then_some(ListTrace { is_plan: false, why }), Vec::new());
        }
    };
    let fates = records::fates(&units, &parents, &verdict.left_out);
    let list = records::records(&units, &parents, &fates, ledger);
    let mut traces = reasons::above(document, above, &plan);
    let decided = Decided { units: &units, parents: &parents, fates: &fates, left_out: &verdict.left_out };
    traces.extend(reasons::below(document, &decided, &list.blocks, kinds));
    (Some(list), Some(ListTrace { is_plan: true, why: verdict.why }), traces)
}
