use std::collections::BTreeSet;

use vekha_model::{Inherited, ReadAs, Role, Span};

use super::List;
use super::line::{Line, MarkKind};
use super::nesting::{before_words, introduces};
use super::outline::{Heading, Key, Outline};
use super::unit::{Kind, Unit};
use crate::ledger::Ledger;
use crate::record::{Class, FieldWords, Record, Words};

/// What becomes of a point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// No activity.
    Out,
    /// An activity.
    Activity,
    /// A heading of the points in it: «1. Кадры» over «1.1. Обучение (май)».
    Heading,
    /// A point of a list inside an activity.
    Item,
}

/// The activities of the points that are kept.
pub(crate) fn records(units: &[Unit], parents: &[Option<usize>], fates: &[Fate], ledger: &mut Ledger) -> List {
    let mut writer = Writer {
        units,
        list: List { records: Vec::new(), blocks: BTreeSet::new() },
        outline: Outline::default(),
        records: vec![None; units.len()],
        ledger,
    };
    for (index, unit) in units.iter().enumerate() {
        match (unit.kind, fates[index]) {
            (Kind::Heading(key), _) => writer.heading(key, index),
            (_, Fate::Heading) => writer.heading(mark_key(unit), index),
            (_, Fate::Activity) => writer.activity(index, ancestor(index, parents, fates)),
            (_, Fate::Item) => writer.item(unit, ancestor(index, parents, fates)),
            // What follows is no heading inside the one above, though that has no activities.
            (Kind::Point, Fate::Out) => writer.outline.passed(),
            (_, Fate::Out) => {}
        }
    }
    writer.list
}

fn mark_key(unit: &Unit) -> Key {
    unit.line.mark.map_or(Key::Plain, |mark| Key::Mark(mark.kind))
}

/// What becomes of each point; `left_out` says which stand in lists of another kind.
pub(crate) fn fates(units: &[Unit], parents: &[Option<usize>], left_out: &[Option<&str>]) -> Vec<Fate> {
    let is_said = |index: usize| units[index].is_dated() && units[index].is_set_apart();
    let mut holds_said = vec![false; units.len()];
    for (index, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent.filter(|_| is_said(index)) {
            holds_said[parent] = true;
        }
    }
    let is_part = |index: usize| {
        let is_deep =
            matches!(units[index].line.mark.map(|mark| mark.kind), Some(MarkKind::Arabic(depth)) if depth > 1);
        parents[index].is_none_or(|parent| is_deep || is_said(index) || holds_said[parent])
    };
    let fate = |index: usize| match () {
        () if !units[index].is_point() || left_out[index].is_some() => Fate::Out,
        () if !is_part(index) => Fate::Item,
        () if heads(&units[index]) && holds_said[index] => Fate::Heading,
        () => Fate::Activity,
    };
    (0..units.len()).map(fate).collect()
}

/// Whether a numbered point without any value can be the heading of those in it.
fn heads(unit: &Unit) -> bool {
    unit.line.mark.is_some_and(|mark| mark.is_number())
        && !unit.is_set_apart()
        && !unit.is_dated()
        && !introduces(unit.line)
}

/// The activity that a point is a part of.
pub(crate) fn ancestor(index: usize, parents: &[Option<usize>], fates: &[Fate]) -> Option<usize> {
    let mut at = parents[index]?;
    loop {
        match fates[at] {
            Fate::Activity => return Some(at),
            Fate::Item => at = parents[at]?,
            Fate::Heading | Fate::Out => return None,
        }
    }
}

struct Writer<'a> {
    units: &'a [Unit<'a>],
    list: List,
    outline: Outline,
    /// The record of each unit.
    records: Vec<Option<usize>>,
    ledger: &'a mut Ledger,
}

impl Writer<'_> {
    fn heading(&mut self, key: Key, index: usize) {
        let unit = &self.units[index];
        let mut said = Values::of(unit);
        if said.schedule.is_none() && key == Key::Date {
            said.schedule = Some(unit.line.cut(super::field::untailed(&unit.line.chars, unit.line.body)));
        }
        let whole = Span::new(0, unit.line.chars.len());
        let given = [said.schedule, said.responsible, said.result];
        let is_point = unit.kind == Kind::Point;
        self.outline.open(key, Heading { words: unit.line.cut(whole), unit: index, is_point, given });
    }

    fn activity(&mut self, index: usize, parent: Option<usize>) {
        let unit = &self.units[index];
        if parent.is_none() {
            self.outline.close(mark_key(unit));
        }
        for heading in self.outline.claim() {
            self.paint(&self.units[heading], Class::Heading);
        }
        self.outline.passed();
        self.paint(unit, Class::Field);
        let mut said = Values::of(unit);
        let inherited = self.inherit(&mut said, parent);
        // «Январь» over «1-10»: the headings say more of the dates, unless they are the dates themselves.
        let mut dated_by = if said.schedule.is_some() { self.outline.dates() } else { Vec::new() };
        if dated_by.last() == said.schedule.as_ref() {
            dated_by.pop();
        }
        let line = unit.line;
        let mut title = Words::default();
        for span in &unit.said.title {
            title.append(" ", &line.cut(*span));
        }
        for (line, said) in &unit.further {
            for span in &said.title {
                title.append("\n", &line.cut(*span));
            }
        }
        let is_listed = line.mark.is_some();
        self.records[index] = Some(self.list.records.len());
        self.list.records.push(Record {
            read_as: if is_listed { ReadAs::List } else { ReadAs::Paragraph },
            row: (line.block, 1),
            number: line.mark.filter(|mark| mark.is_number()).map(|mark| line.cut(mark.span)),
            path: self.outline.path(),
            parent: parent.and_then(|parent| self.records[parent]),
            title: title.rejoined(),
            items: Vec::new(),
            schedule: said.schedule,
            dated_by,
            is_window: false,
            responsible: said.responsible,
            co_executors: said.co_executors,
            result: said.result.map(|words| words.rejoined()),
            fields: said.fields,
            inherited,
        });
    }

    /// What a point does not say itself, the point or heading above it may say.
    fn inherit(&self, said: &mut Values, parent: Option<usize>) -> Vec<Inherited> {
        let parent = parent.and_then(|parent| self.records[parent]).and_then(|at| self.list.records.get(at));
        let above = |own: Option<&Option<Words>>, which: usize| {
            own.and_then(|own| own.clone()).or_else(|| self.outline.given(which).cloned())
        };
        let mut inherited = Vec::new();
        let slots = [
            (&mut said.schedule, above(parent.map(|parent| &parent.schedule), 0), Inherited::Schedule),
            (&mut said.responsible, above(parent.map(|parent| &parent.responsible), 1), Inherited::Responsible),
            (&mut said.result, above(parent.map(|parent| &parent.result), 2), Inherited::Result),
        ];
        for (slot, above, name) in slots {
            if slot.is_none() && above.is_some() {
                *slot = above;
                inherited.push(name);
            }
        }
        inherited
    }

    fn item(&mut self, unit: &Unit, parent: Option<usize>) {
        let Some(record) = parent.and_then(|parent| self.records[parent]) else { return };
        self.paint(unit, Class::Field);
        let Some(record) = self.list.records.get_mut(record) else { return };
        let line = unit.line;
        // The point keeps its number in the title, a bullet is only a sign.
        let start = line.mark.filter(|mark| mark.is_number()).map_or(line.body.start, |mark| mark.span.start);
        record.title.append("\n", &line.cut(Span::new(start, line.body.end)).rejoined());
        record.items.push(line.cut(line.body).rejoined());
    }

    /// Notes the paragraphs of a unit: their number, their labels, and all the rest as `class`.
    fn paint(&mut self, unit: &Unit, class: Class) {
        let line = unit.line;
        self.line(line, &class);
        if class == Class::Field && line.mark.is_some_and(|mark| mark.is_number()) {
            self.ledger.paint(&line.cut(before_words(line)), Class::Number);
        }
        for (further, _) in &unit.further {
            self.line(further, &Class::Field);
        }
        for (line, value) in unit.values().filter(|_| class == Class::Field || !unit.further.is_empty()) {
            if let Some(label) = value.label {
                self.ledger.paint(&line.cut(Span::new(label.start, value.span.start.max(label.end))), Class::Header);
            }
        }
    }

    fn line(&mut self, line: &Line, class: &Class) {
        self.list.blocks.insert(line.block);
        self.ledger.paint(&line.words, class.clone());
    }
}

/// The values of a unit by what they are.
#[derive(Default)]
struct Values {
    schedule: Option<Words>,
    responsible: Option<Words>,
    co_executors: Option<Words>,
    result: Option<Words>,
    fields: Vec<FieldWords>,
}

impl Values {
    fn of(unit: &Unit) -> Self {
        let mut values = Self::default();
        for (line, value) in unit.values() {
            let words = line.cut(value.span);
            if words.is_blank() {
                continue;
            }
            let slot = match value.role {
                Some(Role::Dates | Role::Start | Role::End) => &mut values.schedule,
                Some(Role::Responsible) => &mut values.responsible,
                Some(Role::CoExecutors) => &mut values.co_executors,
                Some(Role::Result) => &mut values.result,
                role => {
                    let header = value.label.map(|label| line.cut(label).collapsed()).unwrap_or_default();
                    let last = values.fields.last_mut().filter(|_| value.label.is_none());
                    match last.filter(|last| last.role == role) {
                        Some(last) => last.words.append("\n", &words),
                        None => values.fields.push(FieldWords { header, role, words }),
                    }
                    continue;
                }
            };
            slot.get_or_insert_with(Words::default).append("\n", &words);
        }
        values
    }
}
