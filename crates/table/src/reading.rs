use std::collections::BTreeSet;
use std::ops::Range;

use vekha_model::{Block, Document, Paragraph, Part, Place, Span};

use crate::amendment::is_amendment;
use crate::dating;
use crate::line::is_heading_paragraph;
use crate::numbering::{NumberKind, leading};
use crate::plan::Sheet;
use crate::record::{Kinds, Reading, Words};
use crate::rows::Rows;
use crate::section_name;
use crate::trace::{TableTrace, Trace};
use crate::{assembly, list, plan};

/// Reads the plan in a document's tables, or in its lists if it has none; what it does not understand it says.
pub fn read(document: &Document, kinds: &dyn Kinds) -> Reading {
    let plan::Found { sheets, notes, left_out: mut tables } = plan::sheets(document, kinds);
    let mut rows = Rows::new(document, kinds, notes);
    let mut blocks = BTreeSet::new();
    let mut last: Option<usize> = None;
    for sheet in &sheets {
        let block = sheet.place.outer_block();
        match last {
            None => blocks.extend(first_heading(document, &sheets, &mut rows)),
            Some(last) => between(document, last + 1..block, sheet.goes_on || last == block, &mut rows, &mut blocks),
        }
        rows.sheet(sheet);
        blocks.insert(block);
        last = Some(block);
    }
    let Rows { mut ledger, mut notes, amendments, drafts, bullets, rows, mut lines, .. } = rows;
    tables.extend(sheets.iter().zip(rows).map(|(sheet, rows)| TableTrace::of(sheet, rows)));
    tables.sort_by(|a, b| a.place.steps.cmp(&b.place.steps));
    let mut records = assembly::records(&drafts, kinds, &mut ledger, &mut notes);
    // Without a plan in tables, headings and numbered paragraphs may be one.
    let mut list_trace = None;
    if records.is_empty() {
        let (list, trace, traces) = list::read(document, kinds, &mut ledger);
        if let Some(list) = list {
            records = list.records;
            blocks.extend(list.blocks);
            // What stood between tables without an activity is read anew.
            lines = traces;
        }
        list_trace = trace;
    }
    if !bullets.is_empty() {
        records.iter_mut().for_each(|record| record.leave_out(&bullets));
    }
    let ledger = ledger.entries(document, blocks.iter().copied());
    notes.sort();
    Reading {
        records,
        amendments,
        blocks,
        ledger,
        diagnostics: notes,
        trace: Trace { tables, list: list_trace, lines },
    }
}

/// Reads the paragraphs between two tables of the plan. Running text, or other columns without a heading, end the
/// sections so far.
fn between(document: &Document, range: Range<usize>, goes_on: bool, rows: &mut Rows, blocks: &mut BTreeSet<usize>) {
    let mut is_headed = false;
    for index in range {
        if rows.paragraph(index) {
            blocks.insert(index);
            is_headed |= is_heading(document, index, rows);
        } else if matches!(document.blocks.get(index), Some(Block::Paragraph(p)) if p.part == Part::Body) {
            rows.close();
            is_headed = true;
        }
    }
    if !goes_on && !is_headed {
        rows.close();
    }
}

/// The paragraph before the first table is a heading if those between the tables go on with its numbering.
fn first_heading(document: &Document, sheets: &[Sheet], rows: &mut Rows) -> Option<usize> {
    let first = sheets.first()?.place.outer_block();
    let is_filled =
        |index: &usize| matches!(&document.blocks[*index], Block::Paragraph(p) if !p.text.trim().is_empty());
    let candidate = (0..first).rev().find(is_filled).filter(|&index| is_heading(document, index, rows))?;
    let last = sheets.last()?.place.outer_block();
    let next = (first + 1..last).filter(is_filled).find(|&index| is_heading(document, index, rows))?;
    let (Block::Paragraph(candidate_text), Block::Paragraph(next)) =
        (&document.blocks[candidate], &document.blocks[next])
    else {
        return None;
    };
    let is_series = follows(&candidate_text.text, &next.text)
        || (candidate_text.heading.is_some() && candidate_text.heading == next.heading)
        || (says_when(candidate_text, rows) && says_when(next, rows));
    (is_series && rows.paragraph(candidate)).then_some(candidate)
}

/// Whether a heading is a month or another date: «Сентябрь».
fn says_when(paragraph: &Paragraph, rows: &Rows) -> bool {
    let words = Words::at(&Place::block("", 0), &paragraph.text);
    dating::dates(&words, rows.kinds).is_some_and(|dates| dating::rank(&dates.text).is_some())
}

fn is_heading(document: &Document, index: usize, rows: &Rows) -> bool {
    match &document.blocks[index] {
        Block::Paragraph(paragraph) => {
            !is_amendment(&paragraph.text)
                && is_heading_paragraph(paragraph, rows.kinds)
                && paragraph.part == Part::Body
        }
        Block::Table(_) => false,
    }
}

/// Whether the second heading has the number after the first one's: «1. Кадры» and «2. Семья», «Раздел I» and «Раздел II».
fn follows(first: &str, second: &str) -> bool {
    if section_name::of(first).is_some() && section_name::of(second).is_some() {
        return true;
    }
    let number = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let found = leading(&chars, Span::new(0, chars.len()))?;
        Some((found.kind, found.number.of(text)))
    };
    match (number(first), number(second)) {
        (Some((NumberKind::Arabic, first)), Some((NumberKind::Arabic, second))) => {
            matches!((first.parse::<u32>(), second.parse::<u32>()), (Ok(first), Ok(second)) if second == first + 1)
        }
        (Some((NumberKind::Roman, first)), Some((NumberKind::Roman, second))) => first != second,
        _ => false,
    }
}
