use askama::Template;
use vekha_model::{Activity, Document, Place, Roadmap, Text};

use crate::evidence::{Evidence, token};
use crate::frame::Frame;
use crate::label::{dates, format, one_line};
use crate::language::Language;
use crate::link::{self, Link};

/// What a document says, and where it says so.
#[derive(Template)]
#[template(path = "document.html")]
pub(crate) struct DocumentPage {
    frame: Frame,
    facts: Vec<Fact>,
    activities: usize,
    sections: Vec<Section>,
    groups: Vec<Group>,
    diagnostics: Vec<Diagnostic>,
}

struct Fact {
    name: &'static str,
    value: String,
    evidence: Vec<Evidence>,
}

/// Activities one after the other under the same headings.
struct Section {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    number: String,
    activity: Link,
    when: String,
    dates: String,
    who: String,
    result: String,
}

/// Paragraphs that are no activities.
struct Group {
    name: &'static str,
    texts: Vec<Paragraph>,
}

struct Paragraph {
    places: Vec<String>,
    text: String,
}

struct Diagnostic {
    code: String,
    place: String,
    text: String,
}

impl DocumentPage {
    pub fn new(roadmap: &Roadmap, source: Option<&Document>, language: Language) -> Self {
        let words = language.words();
        let here = |language| link::document(&roadmap.id, language);
        let twin = link::twin(&format!("/documents/{}", roadmap.id), &[]);
        let title = roadmap.title.as_deref().unwrap_or(words.no_title);
        let groups = [
            (words.preamble, &roadmap.preamble),
            (words.closing, &roadmap.closing),
            (words.amendments, &roadmap.notes),
            (words.leftover, &roadmap.leftover),
        ];
        let groups = groups.into_iter().filter(|(_, texts)| !texts.is_empty());
        let diagnostics = roadmap.diagnostics.iter().map(|note| Diagnostic {
            code: note.code.clone(),
            place: note.place.as_ref().map(token).unwrap_or_default(),
            text: note.text.clone(),
        });
        Self {
            frame: Frame::new(language, title, &here, Some(twin)),
            facts: facts(roadmap, source, language),
            activities: roadmap.activities.len(),
            sections: sections(&roadmap.activities, language),
            groups: groups
                .map(|(name, texts)| Group { name, texts: texts.iter().map(Paragraph::new).collect() })
                .collect(),
            diagnostics: diagnostics.collect(),
        }
    }
}

fn facts(roadmap: &Roadmap, source: Option<&Document>, language: Language) -> Vec<Fact> {
    let words = language.words();
    let mut facts = Vec::new();
    let mut add = |name: &'static str, value: Option<String>, places: &[&Place]| {
        facts.extend(value.map(|value| Fact { name, value, evidence: Evidence::of(places.iter().copied(), source) }));
    };
    let period = roadmap.period.as_ref();
    let days = period.map(|period| format!("{} – {}", language.day(period.start), language.day(period.end)));
    add(words.period, days, &period.iter().flat_map(|period| &period.places).collect::<Vec<_>>());
    let region = roadmap.region.as_ref();
    let evidence: Vec<&Place> = region.iter().flat_map(|region| &region.evidence).map(|found| &found.place).collect();
    let codes = |region: &vekha_model::Region| with_codes(&region.name, [region.iso.as_deref(), Some(&region.oktmo)]);
    add(words.region, region.map(codes), &evidence);
    let candidates: Vec<&str> = roadmap.region_candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    add(words.candidates, (!candidates.is_empty()).then(|| candidates.join(", ")), &[]);
    let municipality = roadmap.municipality.as_ref();
    let evidence: Vec<&Place> =
        municipality.iter().flat_map(|found| &found.evidence).map(|found| &found.place).collect();
    let named =
        municipality.map(|found| with_codes(&found.name, [found.official_name.as_deref(), found.oktmo.as_deref()]));
    add(words.municipality, named, &evidence);
    add(words.order_date, roadmap.date.map(|date| language.day(date)), &[]);
    add(words.order_number, roadmap.number.clone(), &[]);
    let approved = roadmap.approved_by.as_ref();
    let places: Vec<&Place> = approved.iter().flat_map(|approved| &approved.places).collect();
    add(words.approved_by, approved.map(|approved| approved.text.clone()), &places);
    add(words.file, Some(format!("{} ({})", roadmap.file, format(roadmap.format))), &[]);
    add(words.id, Some(roadmap.id.clone()), &[]);
    add(words.lineage, Some(roadmap.lineage.clone()), &[]);
    facts
}

/// «Тамбовская область (RU-TAM, 68000000)».
fn with_codes(name: &str, codes: [Option<&str>; 2]) -> String {
    let codes: Vec<&str> = codes.into_iter().flatten().filter(|code| *code != name).collect();
    if codes.is_empty() { name.to_owned() } else { format!("{name} ({})", codes.join(", ")) }
}

fn sections(activities: &[Activity], language: Language) -> Vec<Section> {
    let same_path = activities.chunk_by(|one, next| one.path == next.path);
    same_path
        .map(|together| Section {
            heading: together.first().map(|activity| activity.path.join(" › ")).unwrap_or_default(),
            rows: together.iter().map(|activity| Row::new(activity, language)).collect(),
        })
        .collect()
}

impl Row {
    fn new(activity: &Activity, language: Language) -> Self {
        let schedule = activity.schedule.as_ref().map(|schedule| one_line(&schedule.text));
        let responsible = activity.responsible.as_ref().map(|responsible| one_line(&responsible.text));
        Self {
            number: activity.number.clone().unwrap_or_default(),
            activity: Link { text: activity.title.clone(), url: link::activity(&activity.id, language) },
            when: schedule.unwrap_or_default(),
            dates: dates(activity, language),
            who: responsible.unwrap_or_default(),
            result: activity.result.clone().unwrap_or_default(),
        }
    }
}

impl Paragraph {
    fn new(text: &Text) -> Self {
        Self { places: text.places.iter().map(token).collect(), text: text.text.clone() }
    }
}
