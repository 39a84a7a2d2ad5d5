//! What a reader must get of a plan.

use std::collections::BTreeMap;

use super::layout::{Gaps, Layout, SectionsAs};
use super::plan::{Activity, Cells, Counts, Kind, Line, Plan, Value};
use super::vocabulary::FIELDS;
use crate::expected::{Expected, ExpectedActivity, ExpectedPeriod, collapsed};

/// What a format shows of a cell that is merged with the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees {
    /// The merge (Word, Excel).
    Merges,
    /// A blank cell (plain text).
    Blanks,
}

/// The columns whose blank cells parts of an activity may fill from the rows above.
const INHERITED: &[(Kind, &str)] = &[
    (Kind::Dates, "schedule"),
    (Kind::Start, "schedule"),
    (Kind::End, "schedule"),
    (Kind::Responsible, "responsible"),
    (Kind::CoExecutors, "co-executors"),
    (Kind::Result, "result"),
];

/// Words, and whether they come from a row above.
type Found = BTreeMap<Kind, (&'static str, bool)>;

impl Plan {
    /// The result that a reader must give, if the format shows so much.
    pub fn truth(&self, layout: &Layout, sees: Sees) -> Expected {
        let mut reader = Reader { plan: self, layout, sees, activities: Vec::new(), above: Found::new() };
        let (mut counts, mut path, mut notes) = (Counts::default(), Vec::new(), Vec::new());
        notes.extend(self.amendment.map(str::to_owned));
        for line in &self.lines {
            match line {
                Line::Heading { inner, words } => {
                    let heading = counts.heading(self, *inner, words);
                    path.truncate(usize::from(*inner));
                    path.push(layout.heading_read(&heading, words));
                }
                Line::Activity(activity) => reader.activity(activity, counts.activity(self), &path),
                Line::Unused => {
                    counts.activity(self);
                }
                Line::Amendment(words) => notes.push((*words).to_owned()),
                Line::Totals => {}
            }
        }
        Expected {
            document: "plan".to_owned(),
            title: collapsed(self.title.0),
            period: Some(ExpectedPeriod { start: self.title.1.to_owned(), end: self.title.2.to_owned() }),
            region: None,
            municipality: None,
            notes,
            activities: reader.activities,
        }
    }
}

impl Layout {
    /// The heading as the reader finds it: of a numbered row, the number's cell and the words.
    fn heading_read(&self, heading: &str, words: &str) -> String {
        match self.sections {
            SectionsAs::Numbered if !self.dotted => {
                let number = heading.split('.').next().unwrap_or_default();
                format!("{number} {words}")
            }
            _ => heading.to_owned(),
        }
    }
}

struct Reader<'p> {
    plan: &'p Plan,
    layout: &'p Layout,
    sees: Sees,
    activities: Vec<ExpectedActivity>,
    /// What the row above says.
    above: Found,
}

impl Reader<'_> {
    fn activity(&mut self, activity: &Activity, number: Option<String>, path: &[String]) {
        if activity.parts.is_empty() {
            let found = self.found(&activity.cells, None);
            return self.add(number, path, None, &activity.title, found);
        }
        let parent = self.activities.len();
        self.add(number.clone(), path, None, &activity.title, Found::new());
        let blanks_hold = self.sees == Sees::Blanks || self.layout.gaps == Gaps::Blank;
        let mut nearest = Found::new();
        for (index, part) in activity.parts.iter().enumerate() {
            let found = self.found(&part.cells, blanks_hold.then_some(&nearest));
            nearest.extend(found.iter().map(|(kind, (words, _))| (*kind, (*words, true))));
            let number = number.as_ref().map(|number| format!("{number}.{}", index + 1));
            self.add(number, path, Some(parent), &part.title, found);
        }
    }

    /// What the row says, with `nearest` where its cells are blank.
    fn found(&mut self, cells: &Cells, nearest: Option<&Found>) -> Found {
        let shows_merges = self.sees == Sees::Merges && self.layout.gaps == Gaps::Merged;
        let mut found = Found::new();
        for kind in self.plan.columns.iter().map(|column| column.kind) {
            let from_above = || self.above.get(&kind).map(|(words, _)| (*words, true));
            // Co-executors go with the responsible ones.
            let has_own_parties = matches!(cells.get(&Kind::Responsible), Some(Value::Own(_)));
            let is_inherited = INHERITED.iter().any(|(inherited, _)| *inherited == kind)
                && !(kind == Kind::CoExecutors && has_own_parties);
            let nearest = || nearest.filter(|_| is_inherited).and_then(|nearest| nearest.get(&kind).copied());
            let words = match cells.get(&kind) {
                Some(Value::Own(words)) => Some((*words, false)),
                Some(Value::Above) if shows_merges => from_above(),
                Some(Value::Above) | None => nearest(),
            };
            found.extend(words.map(|words| (kind, words)));
        }
        self.above.clone_from(&found);
        found
    }

    fn add(&mut self, number: Option<String>, path: &[String], parent: Option<usize>, title: &str, found: Found) {
        let joined = |kinds: &[Kind]| {
            let words: Vec<&str> = kinds.iter().filter_map(|kind| found.get(kind)).map(|(words, _)| *words).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let mut inherited: Vec<String> = Vec::new();
        for (kind, name) in INHERITED.iter().filter(|(kind, _)| *kind != Kind::CoExecutors) {
            if found.get(kind).is_some_and(|(_, from_above)| *from_above) && !inherited.contains(&(*name).to_owned()) {
                inherited.push((*name).to_owned());
            }
        }
        inherited.sort();
        let field = |kind: &Kind| match kind {
            Kind::Field(index) => found.get(kind).map(|(words, _)| (FIELDS[*index].0.to_owned(), (*words).to_owned())),
            _ => None,
        };
        self.activities.push(ExpectedActivity {
            number,
            path: path.to_vec(),
            parent,
            title: title.to_owned(),
            dates: joined(&[Kind::Dates, Kind::Start, Kind::End]),
            responsible: joined(&[Kind::Responsible, Kind::CoExecutors]),
            result: joined(&[Kind::Result]),
            inherited,
            fields: Some(self.plan.columns.iter().filter_map(|column| field(&column.kind)).collect()),
        });
    }
}
