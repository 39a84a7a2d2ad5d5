//! `vekha parse --explain`: each table as read, what its columns and rows were taken as, and why.

use std::io::Write;

use vekha_roadmap::model::{Block, Document, Place, Role, Table};
use vekha_roadmap::{ColumnTrace, Explained, Kind, LineTrace, RowTrace, TableTrace, Taken};

use crate::drawing::{Drawing, cut, fitted};
use crate::output::one_line;

/// What fits on any terminal.
const WIDTH: usize = 80;
/// Of a table that is no plan only the first rows are shown.
const MAX_LEFT_OUT: usize = 8;

/// Prints how a document was read.
pub(crate) fn print(out: &mut impl Write, document: &Document, explained: &Explained) -> anyhow::Result<()> {
    let roadmap = &explained.roadmap;
    writeln!(out, "{}", cut(&one_line(&document.name), WIDTH))?;
    writeln!(out, "  title: {}", cut(&one_line(roadmap.title.as_deref().unwrap_or("none found")), WIDTH - 9))?;
    if let Some(list) = explained.trace.list {
        let what = if list.is_plan { "of the plan" } else { "no plan" };
        writeln!(out, "\n{}", cut(&format!("paragraphs: {what}; {}", list.why), WIDTH))?;
    }
    let tables = explained.trace.tables.iter().map(|table| (&table.place, Step::Table(table)));
    let lines = explained.trace.lines.iter().map(|line| (&line.place, Step::Line(line)));
    let mut steps: Vec<_> = tables.chain(lines).collect();
    steps.sort_by(|(a, _), (b, _)| a.steps.cmp(&b.steps));
    for (place, step) in steps {
        match step {
            Step::Table(trace) => match table_at(document, place) {
                Some(table) if trace.is_plan => plan(out, trace, table)?,
                Some(table) => left_out(out, trace, table)?,
                None => {}
            },
            Step::Line(line) => paragraph(out, document, line)?,
        }
    }
    writeln!(out, "\n{} activities", roadmap.activities.len())?;
    if roadmap.leftover.is_empty() {
        writeln!(out, "nothing is left over")?;
    } else {
        writeln!(out, "left over:")?;
    }
    for text in &roadmap.leftover {
        let place = text.places.first().map(short).unwrap_or_default();
        writeln!(out, "{}", cut(&format!("  {} {}", fitted(&place, 16), one_line(&text.text)), WIDTH))?;
    }
    writeln!(out)?;
    Ok(())
}

/// Something that was read, in document order.
enum Step<'a> {
    Table(&'a TableTrace),
    Line(&'a LineTrace),
}

fn plan(out: &mut impl Write, trace: &TableTrace, table: &Table) -> anyhow::Result<()> {
    head(out, trace, table, "of the plan")?;
    columns(out, &trace.columns)?;
    let drawing = Drawing::of(table, WIDTH - ROW_NUMBER);
    let mut last: Option<Taken> = None;
    for RowTrace { row, taken } in &trace.rows {
        let Some(cells) = table.rows.get(*row) else { continue };
        if last != Some(*taken) {
            writeln!(out, "  {}", verdict(*taken))?;
            last = Some(*taken);
        }
        writeln!(out, "{:>5} {}", row + 1, drawing.row(cells))?;
    }
    Ok(())
}

/// A line for each column; many of one kind side by side, as a Gantt chart has them, share one.
fn columns(out: &mut impl Write, columns: &[ColumnTrace]) -> anyhow::Result<()> {
    let is_alike = |a: &ColumnTrace, b: &ColumnTrace| (a.role, a.body, a.why) == (b.role, b.body, b.why);
    let mut first = 1;
    for alike in columns.chunk_by(is_alike) {
        let shown = if alike.len() > MAX_ALIKE { &alike[..1] } else { alike };
        for (index, column) in shown.iter().enumerate() {
            let role = match column.role {
                _ if column.body => "body".to_owned(),
                Some(role) => role_name(role),
                None => "field".to_owned(),
            };
            let header = one_line(&column.header);
            let line =
                format!("  {:>3}  {}  {}  {}", first + index, fitted(&role, 14), fitted(&header, 20), column.why);
            writeln!(out, "{}", cut(&line, WIDTH))?;
        }
        if shown.len() < alike.len() {
            writeln!(out, "       … {} more like it", alike.len() - shown.len())?;
        }
        first += alike.len();
    }
    Ok(())
}

/// More columns of one kind than these are counted.
const MAX_ALIKE: usize = 3;
/// Room of a row's number and the bar and mark beside the drawing.
const ROW_NUMBER: usize = 8;

fn left_out(out: &mut impl Write, trace: &TableTrace, table: &Table) -> anyhow::Result<()> {
    head(out, trace, table, "no plan")?;
    let drawing = Drawing::of(table, WIDTH - ROW_NUMBER);
    for (index, row) in table.rows.iter().take(MAX_LEFT_OUT).enumerate() {
        writeln!(out, "{:>5} {}", index + 1, drawing.row(row))?;
    }
    if table.rows.len() > MAX_LEFT_OUT {
        writeln!(out, "      … {} more rows", table.rows.len() - MAX_LEFT_OUT)?;
    }
    Ok(())
}

fn head(out: &mut impl Write, trace: &TableTrace, table: &Table, what: &str) -> anyhow::Result<()> {
    let name = table.name.as_ref().map(|name| format!(" «{}»", one_line(name))).unwrap_or_default();
    let merges = if table.merges { "" } else { ", merges unknown" };
    let line = format!("table {}{name}: {what}; {} rows{merges}", short(&trace.place), table.rows.len());
    writeln!(out, "\n{}", cut(&line, WIDTH))?;
    for why in &trace.why {
        writeln!(out, "  {why}")?;
    }
    Ok(())
}

fn paragraph(out: &mut impl Write, document: &Document, line: &LineTrace) -> anyhow::Result<()> {
    let words = one_line(&document.words_at(&line.place).unwrap_or_default());
    writeln!(out, "\n{}", cut(&format!("paragraph {}: {words}", short(&line.place)), WIDTH))?;
    writeln!(out, "  {}", verdict(line.taken))?;
    Ok(())
}

fn verdict(taken: Taken) -> String {
    let Taken { kind, why } = taken;
    match kind {
        Kind::Blank => "blank".to_owned(),
        _ => format!("{}: {why}", kind.name()),
    }
}

/// A role as JSON has it.
fn role_name(role: Role) -> String {
    let name = serde_json::to_value(role).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

/// A place without its document.
fn short(place: &Place) -> String {
    place.named("").to_string()
}

/// The table at a place, in a cell as well.
fn table_at<'d>(document: &'d Document, place: &Place) -> Option<&'d Table> {
    let mut blocks = &document.blocks;
    let mut found = None;
    for step in &place.steps {
        let Block::Table(table) = blocks.get(step.block)? else { return None };
        found = Some(table);
        if let Some((row, column)) = step.cell {
            let (_, cell) = table.rows.get(row.checked_sub(1)?)?.columns().find(|&(at, _)| at == column)?;
            blocks = &cell.blocks;
        }
    }
    found
}
