use std::collections::BTreeSet;

use vekha_model::{Document, Role};

use super::field::{Said, Value};
use super::line::{Line, MarkKind};
use super::outline::Key;
use super::records::{Fate, ancestor};
use super::title::Plan;
use super::unit::{self, Unit};
use crate::Kinds;
use crate::amendment::is_amendment;
use crate::line::is_signature;
use crate::trace::{Kind, LineTrace, Taken};

/// What was decided about the paragraphs of a plan.
pub(crate) struct Decided<'a> {
    /// The paragraphs with what belongs to them.
    pub units: &'a [Unit<'a>],
    /// For each the point it stands in.
    pub parents: &'a [Option<usize>],
    /// For each what becomes of it.
    pub fates: &'a [Fate],
    /// For each why its list is no part of the plan, if it is none.
    pub left_out: &'a [Option<&'static str>],
}

/// What the lines down to the title are.
pub(crate) fn above(document: &Document, lines: &[Line], plan: &Plan) -> Vec<LineTrace> {
    let taken = |index: usize| match plan.title {
        Some(title) if index == title => Kind::Title.because("it begins as the name of a plan does"),
        Some(title) if index > title => Kind::Title.because("it goes on with the title: set alike, or in mid-sentence"),
        _ => Kind::LeftOut.because("it stands above the title"),
    };
    lines.iter().enumerate().map(|(index, line)| trace(document, line, taken(index))).collect()
}

/// What the paragraphs below the title are, in document order; `used` holds the blocks that are part of the plan.
pub(crate) fn below(
    document: &Document,
    decided: &Decided,
    used: &BTreeSet<usize>,
    kinds: &dyn Kinds,
) -> Vec<LineTrace> {
    let mut lines = Vec::new();
    for (index, unit) in decided.units.iter().enumerate() {
        let is_used = used.contains(&unit.line.block);
        let taken = decided.unit(index, is_used, kinds);
        lines.push((unit.line.block, trace(document, unit.line, taken)));
        for (at, (line, said)) in unit.further.iter().enumerate() {
            let taken = if is_used { further(unit, at, said) } else { taken };
            lines.push((line.block, trace(document, line, taken)));
        }
    }
    // «Срок: …» below a whole list belongs to its heading.
    lines.sort_by_key(|(block, _)| *block);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn trace(document: &Document, line: &Line, taken: Taken) -> LineTrace {
    LineTrace { place: document.place(line.block), taken }
}

impl Decided<'_> {
    fn unit(&self, index: usize, is_used: bool, kinds: &dyn Kinds) -> Taken {
        let unit = &self.units[index];
        match (unit.kind, self.fates[index]) {
            (unit::Kind::Heading(key) | unit::Kind::MayHead(key), _) => self.heading(index, key, is_used),
            (unit::Kind::Text, _) => running(unit.line, kinds),
            (unit::Kind::Point, Fate::Out) => Kind::LeftOut.because(self.left_out[index].unwrap_or(OUT)),
            (unit::Kind::Point, Fate::Heading) if is_used => {
                Kind::Section.because("a point over dated points of its own")
            }
            (unit::Kind::Point, Fate::Item) if is_used => Kind::Item.because("a point of the activity above, undated"),
            (unit::Kind::Point, Fate::Heading | Fate::Item) => Kind::LeftOut.because(OUT),
            (unit::Kind::Point, Fate::Activity) if ancestor(index, self.parents, self.fates).is_some() => {
                Kind::Part.because("a point of the activity above, numbered below it or dated")
            }
            (unit::Kind::Point, Fate::Activity) => Kind::Activity.because(activity(unit)),
        }
    }

    fn heading(&self, index: usize, key: Key, is_used: bool) -> Taken {
        if is_used {
            return Kind::Section.because(heading(key));
        }
        // The list below says why it is no part of the plan.
        let below = self.left_out.get(index + 1).copied().flatten();
        Kind::LeftOut.because(below.unwrap_or("a heading without an activity below it"))
    }
}

const OUT: &str = "no part of the plan";

fn heading(key: Key) -> &'static str {
    match key {
        Key::Style(_) => "a heading style, over points or headings",
        Key::Named(_) => "named as a part of a plan: «Раздел I», «Этап 1»",
        Key::Mark(MarkKind::Roman) => "a Roman number, over other points",
        Key::Mark(_) => "numbered and set apart, over other points",
        Key::Date => "dates over points",
        Key::Capitals => "capital letters",
        Key::StandsOut => "bold or centred",
        Key::Plain => "no sentence, and a list below it",
    }
}

fn activity(unit: &Unit) -> &'static str {
    let is_number = unit.line.mark.map(|mark| mark.is_number());
    match (unit.is_labelled(), unit.is_dated(), is_number) {
        (true, _, _) => "labels say when or by whom: «Срок:», «Отв.:»",
        (_, true, _) if unit.is_set_apart() => "dates or parties are set apart from its words",
        (_, true, _) => "its sentence says when or by whom",
        (_, _, Some(true)) => "a numbered point of the plan's list",
        (_, _, Some(false)) => "a bulleted point of the plan's list",
        (_, _, None) => "what belongs to it stands below it",
    }
}

/// What a paragraph is that goes on with the one above.
fn further(unit: &Unit, at: usize, said: &Said) -> Taken {
    let has_label = |value: &Value| value.label.is_some();
    if said.values.iter().any(has_label) {
        return Kind::Value.because("a label says what it is: «Срок:», «Результат:»");
    }
    let Some(role) = said.values.first().map(|value| value.role) else {
        return Kind::GoesOn.because("a small letter after an unfinished line");
    };
    let is_below_label = unit.further[..at]
        .iter()
        .flat_map(|(_, said)| &said.values)
        .any(|value| has_label(value) && value.span.is_empty() && value.role == role);
    match role {
        _ if is_below_label => Kind::Value.because("it fills the empty label above"),
        None => Kind::Value.because("running text between a point and its labels"),
        Some(Role::Dates) => Kind::Value.because("dates below the point"),
        Some(_) => Kind::Value.because("parties below the point's dates"),
    }
}

fn running(line: &Line, kinds: &dyn Kinds) -> Taken {
    let text = line.text();
    match line.mark {
        None if is_amendment(&text) => Kind::Amendment.because("it tells of changes to the document"),
        None if is_signature(&text, kinds) => Kind::Signature.because("a line to sign on, or initials and a post"),
        None if unit::is_row(line) => Kind::Header.because("names of columns between tabs"),
        _ => Kind::LeftOut.because("running text: no mark, no date, no party"),
    }
}
