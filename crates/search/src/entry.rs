use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use vekha_lexis::fold;
use vekha_model::{Activity, Party, Roadmap, RuleKind};

use crate::calendar::calendar;
use crate::schema::{ACTIVITY_ORDER, DOCUMENT_ORDER, Fields, Group};

/// A text of an activity that a snippet can be cut from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// The activity's field, as in its JSON; `document` for the document's title.
    pub field: String,
    pub text: String,
}

/// One entry of the index for each activity, in document order.
pub(crate) fn entries<'a>(roadmap: &'a Roadmap, fields: &'a Fields) -> impl Iterator<Item = TantivyDocument> + 'a {
    let schema = crate::schema::schema().0;
    let order = [DOCUMENT_ORDER, ACTIVITY_ORDER].map(|name| schema.get_field(name).ok());
    let first = document_order(&roadmap.id);
    (0_u64..).zip(&roadmap.activities).map(move |(number, activity)| {
        let mut entry = entry(roadmap, activity, fields);
        for (field, value) in order.iter().zip([first, number]) {
            if let Some(field) = field {
                entry.add_u64(*field, value);
            }
        }
        entry
    })
}

/// Puts documents in the order of their ids.
pub(crate) fn document_order(id: &str) -> u64 {
    let digits = id.get(..16).and_then(|start| u64::from_str_radix(start, 16).ok());
    digits.unwrap_or_else(|| {
        id.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |sum, byte| sum << 8 | u64::from(byte))
    })
}

fn entry(roadmap: &Roadmap, activity: &Activity, fields: &Fields) -> TantivyDocument {
    let mut entry = TantivyDocument::default();
    entry.add_text(fields.document, &roadmap.id);
    entry.add_text(fields.file, fold(&roadmap.file).text());
    entry.add_text(fields.activity, &activity.id);

    let parts = parts(roadmap, activity);
    for part in &parts {
        let group = match part.field.as_str() {
            "title" => fields.title,
            "path" | "document" => fields.context,
            _ => fields.body,
        };
        add(&mut entry, group, &part.text);
    }
    let parts = serde_json::to_string(&parts).expect("strings alone always make JSON");
    entry.add_text(fields.parts, parts);

    activity.path.iter().for_each(|heading| add(&mut entry, fields.section, heading));
    region_names(roadmap).into_iter().for_each(|name| add(&mut entry, fields.region, name));
    municipality_names(roadmap).into_iter().for_each(|name| add(&mut entry, fields.municipality, name));
    party_names(activity).into_iter().for_each(|name| add(&mut entry, fields.party, name));
    let [region, municipality, ..] = fields.facets;
    roadmap.region.iter().for_each(|found| entry.add_text(region, &found.name));
    roadmap.municipality.iter().for_each(|found| entry.add_text(municipality, &found.name));
    add_dates(&mut entry, roadmap, activity, fields);
    entry
}

fn add(entry: &mut TantivyDocument, group: Group, text: &str) {
    for field in group.fields() {
        entry.add_text(field, text);
    }
}

fn add_dates(entry: &mut TantivyDocument, roadmap: &Roadmap, activity: &Activity, fields: &Fields) {
    let [_, _, year_facet, month_facet, kind_facet] = fields.facets;
    let calendar = calendar(activity, roadmap.period.as_ref());
    for &year in &calendar.years {
        entry.add_text(year_facet, format!("{year:04}"));
        entry.add_u64(fields.year, year_number(year));
    }
    for &month in &calendar.months {
        entry.add_text(month_facet, format!("{month:02}"));
        entry.add_u64(fields.month, u64::from(month));
    }
    for &(year, month) in &calendar.year_months {
        entry.add_u64(fields.year_month, year_month_number(year, month));
    }
    let rules = activity.schedule.iter().flat_map(|schedule| &schedule.rules);
    let mut kinds: Vec<_> = rules.map(|rule| rule.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        entry.add_text(fields.kind, kind_name(kind));
        entry.add_text(kind_facet, kind_name(kind));
    }
}

pub(crate) fn year_number(year: i16) -> u64 {
    u64::try_from(year).unwrap_or(0)
}

pub(crate) fn year_month_number(year: i16, month: u8) -> u64 {
    year_number(year) * 100 + u64::from(month)
}

pub(crate) fn kind_name(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Once => "once",
        RuleKind::Recurring => "recurring",
        RuleKind::Continuous => "continuous",
        RuleKind::OnDemand => "on_demand",
        RuleKind::BySchedule => "by_schedule",
        RuleKind::Relative => "relative",
        RuleKind::None => "none",
    }
}

/// The texts of an activity, those that say most about it first.
fn parts(roadmap: &Roadmap, activity: &Activity) -> Vec<Part> {
    let part = |field: &str, text: &str| Part { field: field.to_owned(), text: text.to_owned() };
    let mut parts = vec![part("title", &activity.title)];
    parts.extend(activity.result.as_deref().map(|text| part("result", text)));
    parts.extend(activity.responsible.as_ref().map(|responsible| part("responsible", &responsible.text)));
    parts.extend(activity.schedule.as_ref().map(|schedule| part("schedule", &schedule.text)));
    parts.extend(activity.fields.iter().map(|field| part("fields", &field.text)));
    parts.extend(activity.path.iter().rev().map(|heading| part("path", heading)));
    parts.extend(roadmap.title.as_deref().map(|text| part("document", text)));
    parts.retain(|part| !part.text.trim().is_empty());
    parts
}

fn region_names(roadmap: &Roadmap) -> Vec<&str> {
    let Some(region) = &roadmap.region else { return Vec::new() };
    let mut names = vec![region.name.as_str(), region.oktmo.as_str()];
    names.extend(region.iso.as_deref());
    names
}

fn municipality_names(roadmap: &Roadmap) -> Vec<&str> {
    let Some(municipality) = &roadmap.municipality else { return Vec::new() };
    let mut names = vec![municipality.name.as_str()];
    names.extend(municipality.official_name.as_deref().filter(|official| *official != municipality.name));
    names.extend(municipality.oktmo.as_deref());
    names
}

fn party_names(activity: &Activity) -> Vec<&str> {
    let parties = activity.responsible.iter().flat_map(|responsible| &responsible.parties);
    let mut names: Vec<&str> = parties.flat_map(names_of_party).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn names_of_party(party: &Party) -> Vec<&str> {
    let person = party.person.as_ref().map(|person| person.name.as_str());
    let names = [Some(party.text.as_str()), party.post.as_deref(), party.organization.as_deref(), person];
    names.into_iter().flatten().collect()
}
