use std::collections::HashMap;

use vekha_model::{Activity, Document, Field, Note, PartyRole, Place, Responsible, Schedule, Source, Span, Unparsed};
use vekha_table::{FieldWords, Record, Words};
use vekha_when::Period;

use crate::frame::collapse;
use crate::identity::Keys;

/// The records with their words understood.
pub(crate) fn all(
    document: &Document,
    lineage: &str,
    records: &[Record],
    period: Option<Period>,
    diagnostics: &mut Vec<Note>,
) -> Vec<Activity> {
    let id = |index: usize| format!("{}.{}", document.id, index + 1);
    let mut keys = Keys::new(lineage);
    let mut readings = Readings::new(period);
    let mut activities = Vec::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        let path: Vec<String> = record.path.iter().map(Words::collapsed).collect();
        let number = record.number.as_ref().map(Words::collapsed).filter(|number| !number.is_empty());
        let title = record.title.collapsed();
        let dates = record.schedule.as_ref().map(|words| {
            let schedule = readings.schedule(&words.text);
            let mut dates = Dates::read(words, schedule, &record.dated_by, period, diagnostics);
            if record.is_window {
                dates.schedule = vekha_when::between(dates.schedule);
            }
            dates
        });
        let responsible = responsible(record, &mut readings, diagnostics);
        let matrix_column = match record.read_as {
            vekha_model::ReadAs::Cell => responsible.as_ref().map_or("", |column| column.text.as_str()),
            _ => "",
        };
        activities.push(Activity {
            id: id(index),
            key: keys.next(&path, number.as_deref(), &title, matrix_column),
            number,
            path,
            parent: record.parent.map(id),
            title,
            items: record.items.iter().map(Words::collapsed).collect(),
            source: source(record, dates.as_ref()),
            schedule: dates.map(|dates| dates.schedule),
            responsible,
            result: record.result.as_ref().map(Words::collapsed).filter(|result| !result.is_empty()),
            fields: record.fields.iter().map(field).collect(),
            inherited: record.inherited.clone(),
            read_as: record.read_as,
        });
    }
    activities
}

/// What the dates cell means, and where it was read.
struct Dates {
    schedule: Schedule,
    /// The cell's, and the headings' where they say what the cell leaves out.
    places: Vec<Place>,
}

impl Dates {
    /// `alone` is what the cell says by itself.
    fn read(
        words: &Words,
        alone: Schedule,
        headings: &[Words],
        period: Option<Period>,
        diagnostics: &mut Vec<Note>,
    ) -> Self {
        let mut places = words.places();
        if headings.is_empty() {
            note_unparsed("unread_date", &alone.unparsed, words, diagnostics);
            return Self { schedule: alone, places };
        }
        let texts: Vec<&str> = headings.iter().map(|heading| heading.text.as_str()).collect();
        let schedule = vekha_when::read_under(&words.text, &texts, period);
        note_unparsed("unread_date", &schedule.unparsed, words, diagnostics);
        if schedule != alone {
            places.extend(headings.iter().flat_map(trimmed_places));
        }
        Self { schedule, places }
    }
}

/// The cells read so far: plans say «в течение года» and «директор школы» again and again.
struct Readings<'r> {
    period: Option<Period>,
    schedules: HashMap<&'r str, Schedule>,
    parties: HashMap<&'r str, Responsible>,
}

/// So many different cells are remembered of each kind.
const REMEMBERED: usize = 1000;

impl<'r> Readings<'r> {
    fn new(period: Option<Period>) -> Self {
        Self { period, schedules: HashMap::new(), parties: HashMap::new() }
    }

    fn schedule(&mut self, text: &'r str) -> Schedule {
        let period = self.period;
        remembered(&mut self.schedules, text, |text| vekha_when::read(text, period))
    }

    fn parties(&mut self, text: &'r str) -> Responsible {
        remembered(&mut self.parties, text, vekha_who::read)
    }
}

fn remembered<'r, T: Clone>(known: &mut HashMap<&'r str, T>, text: &'r str, read: impl Fn(&str) -> T) -> T {
    if let Some(value) = known.get(text) {
        return value.clone();
    }
    let value = read(text);
    if known.len() < REMEMBERED {
        known.insert(text, value.clone());
    }
    value
}

/// The responsible cell, joined by that of the co-executors on a line of its own.
fn responsible<'r>(
    record: &'r Record,
    readings: &mut Readings<'r>,
    diagnostics: &mut Vec<Note>,
) -> Option<Responsible> {
    let main = record.responsible.as_ref().map(|words| (words, readings.parties(&words.text)));
    let others = record.co_executors.as_ref().map(|words| (words, readings.parties(&words.text)));
    for (words, read) in main.iter().chain(&others) {
        note_unparsed("unread_party", &read.unparsed, words, diagnostics);
    }
    let mut joined = main.map(|(_, read)| read).unwrap_or_default();
    let Some((_, others)) = others else {
        return record.responsible.is_some().then_some(joined);
    };
    if !joined.text.is_empty() {
        joined.text.push('\n');
    }
    let offset = joined.text.chars().count();
    joined.text.push_str(&others.text);
    for mut party in others.parties {
        party.spans.iter_mut().for_each(|span| *span = span.shifted(offset));
        party.role.get_or_insert(PartyRole::CoExecutor);
        joined.parties.push(party);
    }
    let shifted = |unparsed: Unparsed| Unparsed { span: unparsed.span.shifted(offset), ..unparsed };
    joined.unparsed.extend(others.unparsed.into_iter().map(shifted));
    Some(joined)
}

fn note_unparsed(code: &str, unparsed: &[Unparsed], words: &Words, diagnostics: &mut Vec<Note>) {
    for Unparsed { text, span } in unparsed {
        let place = words.places_of(*span).into_iter().next();
        diagnostics.push(Note { code: code.to_owned(), place, text: format!("no rule reads `{}`", collapse(text)) });
    }
}

fn field(field: &FieldWords) -> Field {
    Field { header: field.header.clone(), role: field.role, text: field.words.collapsed() }
}

/// Per field the places of its words; `fields.0` is the first of the further columns.
fn source(record: &Record, dates: Option<&Dates>) -> Source {
    let mut source = Source::new();
    let mut add = |name: &str, places: Vec<Place>| {
        if !places.is_empty() {
            source.entry(name.to_owned()).or_default().extend(places);
        }
    };
    add("number", record.number.as_ref().map(trimmed_places).unwrap_or_default());
    add("path", record.path.iter().flat_map(trimmed_places).collect());
    add("title", trimmed_places(&record.title));
    add("items", record.items.iter().flat_map(trimmed_places).collect());
    add("schedule", dates.map(|dates| dates.places.clone()).unwrap_or_default());
    add("responsible", record.responsible.as_ref().map(Words::places).unwrap_or_default());
    add("responsible", record.co_executors.as_ref().map(Words::places).unwrap_or_default());
    add("result", record.result.as_ref().map(trimmed_places).unwrap_or_default());
    for (index, field) in record.fields.iter().enumerate() {
        add(&format!("fields.{index}"), trimmed_places(&field.words));
    }
    source
}

/// The places without the blank ends that a collapsed value does not show.
fn trimmed_places(words: &Words) -> Vec<Place> {
    let length = words.text.chars().count();
    let start = words.text.chars().take_while(|c| c.is_whitespace()).count();
    let blank_end = words.text.chars().rev().take_while(|c| c.is_whitespace()).count();
    words.places_of(Span::new(start, length.saturating_sub(blank_end)))
}
