use askama::Template;
use vekha_corpus::DocumentHead;

use crate::frame::Frame;
use crate::handlers::LISTED;
use crate::language::Language;
use crate::link::{self, Link};

/// The documents of the corpus.
#[derive(Template)]
#[template(path = "documents.html")]
pub(crate) struct DocumentsPage {
    frame: Frame,
    total: usize,
    first: usize,
    last: usize,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
}

struct Row {
    document: Link,
    file: String,
    place: String,
    period: String,
    activities: usize,
    notes: usize,
}

impl DocumentsPage {
    pub fn new(documents: &[DocumentHead], total: usize, limit: usize, offset: usize, language: Language) -> Self {
        let own_limit = (limit != LISTED).then_some(limit);
        let here = |language| link::documents(own_limit, offset, language);
        let mut pairs = Vec::new();
        pairs.extend(own_limit.map(|limit| ("limit", limit.to_string())));
        pairs.extend((offset > 0).then(|| ("offset", offset.to_string())));
        let twin = link::twin("/documents", &pairs);
        let last = offset + documents.len();
        let at = |offset| link::documents(own_limit, offset, language);
        Self {
            frame: Frame::new(language, language.words().documents, &here, Some(twin)),
            total,
            first: offset + 1,
            last,
            rows: documents.iter().map(|document| Row::new(document, language)).collect(),
            previous: (offset > 0).then(|| at(offset.saturating_sub(limit))),
            next: (last < total && !documents.is_empty()).then(|| at(offset + limit)),
        }
    }
}

impl Row {
    fn new(document: &DocumentHead, language: Language) -> Self {
        let place = [document.municipality.as_deref(), document.region.as_deref()];
        let period = [document.period_start.as_deref(), document.period_end.as_deref()];
        let period: Vec<String> = period.into_iter().flatten().map(|day| language.stored_day(day)).collect();
        let name = document.title.as_deref().unwrap_or(language.words().no_title);
        Self {
            document: Link { text: name.to_owned(), url: link::document(&document.id, language) },
            file: document.file.clone(),
            place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
            period: period.join(" – "),
            activities: document.activities,
            notes: document.notes,
        }
    }
}
