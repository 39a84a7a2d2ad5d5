use askama::Template;
use vekha_corpus::ActivityEntry;
use vekha_model::{Activity, Document, Field, Party, Rule, Schedule};

use crate::evidence::Evidence;
use crate::frame::Frame;
use crate::label::{field, inherited, one_line, party, party_kind, read_as, rule, window};
use crate::language::Language;
use crate::link::{self, Link};
use crate::wording::Wording;

/// All that is known of an activity, with the words of the document that say so.
#[derive(Template)]
#[template(path = "activity.html")]
pub(crate) struct ActivityPage {
    frame: Frame,
    number: Option<String>,
    title: String,
    document: Link,
    place: String,
    path: Vec<String>,
    parent: Option<Link>,
    items: Vec<String>,
    schedule: Option<When>,
    responsible: Option<Who>,
    result: Option<String>,
    fields: Vec<Column>,
    facts: Vec<(&'static str, String)>,
    source: Vec<Source>,
}

struct When {
    text: String,
    rules: Vec<RuleRow>,
    windows: Vec<String>,
    unparsed: Vec<String>,
}

struct RuleRow {
    line: String,
    kind: String,
    words: String,
}

struct Who {
    text: String,
    parties: Vec<PartyRow>,
    unparsed: Vec<String>,
}

struct PartyRow {
    kind: &'static str,
    person: String,
    post: String,
    organization: String,
    remarks: String,
    words: String,
}

struct Column {
    header: String,
    text: String,
}

/// The places that a field was read from.
struct Source {
    field: String,
    evidence: Vec<Evidence>,
}

impl ActivityPage {
    pub fn new(entry: &ActivityEntry, source: Option<&Document>, language: Language) -> Self {
        let (activity, document, words) = (&entry.activity, &entry.document, language.words());
        let here = |language| link::activity(&activity.id, language);
        let twin = link::twin(&format!("/activities/{}", activity.id), &[]);
        let place = [document.municipality.as_deref(), document.region.as_deref()];
        let name = document.title.as_ref().unwrap_or(&document.file);
        let sources = activity.source.iter().map(|(name, places)| Source {
            field: field(name, words).to_owned(),
            evidence: Evidence::of(places, source),
        });
        Self {
            frame: Frame::new(language, &activity.title, &here, Some(twin)),
            number: activity.number.clone(),
            title: activity.title.clone(),
            document: Link { text: name.clone(), url: link::document(&document.id, language) },
            place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
            path: activity.path.clone(),
            parent: activity.parent.as_ref().map(|id| Link { text: id.clone(), url: link::activity(id, language) }),
            items: activity.items.clone(),
            schedule: activity.schedule.as_ref().map(|schedule| When::new(schedule, language)),
            responsible: activity.responsible.as_ref().map(|responsible| Who {
                text: responsible.text.clone(),
                parties: responsible.parties.iter().map(|found| PartyRow::new(found, words)).collect(),
                unparsed: responsible.unparsed.iter().map(|unparsed| one_line(&unparsed.text)).collect(),
            }),
            result: activity.result.clone(),
            fields: activity.fields.iter().map(|field| Column::new(field, words)).collect(),
            facts: facts(activity, words),
            source: sources.collect(),
        }
    }
}

fn facts(activity: &Activity, words: &'static Wording) -> Vec<(&'static str, String)> {
    let from_elsewhere: Vec<&str> = activity.inherited.iter().map(|&field| inherited(field, words)).collect();
    let mut facts = vec![(words.read_as, read_as(activity.read_as, words).to_owned())];
    facts.extend((!from_elsewhere.is_empty()).then(|| (words.inherited, from_elsewhere.join(", "))));
    facts.extend([(words.id, activity.id.clone()), (words.key, activity.key.clone())]);
    facts
}

impl When {
    fn new(schedule: &Schedule, language: Language) -> Self {
        Self {
            text: schedule.text.clone(),
            rules: schedule.rules.iter().map(|rule| RuleRow::new(rule, &schedule.text, language.words())).collect(),
            windows: schedule.occurrences.iter().map(|found| window(found, language)).collect(),
            unparsed: schedule.unparsed.iter().map(|unparsed| one_line(&unparsed.text)).collect(),
        }
    }
}

impl RuleRow {
    fn new(found: &Rule, text: &str, words: &'static Wording) -> Self {
        let spans: Vec<String> = found.spans.iter().map(|span| one_line(&span.of(text))).collect();
        Self { line: found.to_string(), kind: rule(found, words), words: spans.join(" … ") }
    }
}

impl PartyRow {
    fn new(found: &Party, words: &'static Wording) -> Self {
        Self {
            kind: party_kind(found.kind, words),
            person: found.person.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
            post: found.post.clone().unwrap_or_default(),
            organization: found.organization.clone().unwrap_or_default(),
            remarks: party(found, words),
            words: found.text.clone(),
        }
    }
}

impl Column {
    fn new(field: &Field, words: &'static Wording) -> Self {
        let header = if field.header.is_empty() { words.no_header } else { &field.header };
        Self { header: header.to_owned(), text: field.text.clone() }
    }
}
