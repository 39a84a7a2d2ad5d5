use askama::Template;
use vekha_corpus::{SearchAnswer, SearchHit};
use vekha_model::{Note, Span};
use vekha_search::Query;

use crate::frame::Frame;
use crate::label::{dates, field, one_line, remark, shortened};
use crate::language::Language;
use crate::link::{self, Link};
use crate::question::pairs;
use crate::wording::MONTHS;

/// The form, and the activities that fit.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    query: Query,
    years: String,
    months: Vec<Month>,
    filters: usize,
    /// The form keeps what has no field: the language, a limit of one's own.
    kept: Vec<(&'static str, String)>,
    total: usize,
    first: usize,
    last: usize,
    remarks: Vec<Remark>,
    cards: Vec<Card>,
    previous: Option<String>,
    next: Option<String>,
}

struct Month {
    number: u8,
    name: &'static str,
    chosen: bool,
}

struct Remark {
    label: Option<&'static str>,
    text: String,
}

struct Card {
    number: Option<String>,
    title: Vec<Piece>,
    url: String,
    /// The name of another field, and the words found in it.
    snippet: Option<(String, Vec<Piece>)>,
    path: String,
    when: String,
    dates: String,
    who: String,
    place: String,
    document: Link,
}

/// Words of a snippet, matching or not.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    is_match: bool,
}

/// A card is read at a glance; the activity's own page has all of it.
const TITLE: usize = 240;
const CELL: usize = 200;

impl SearchPage {
    pub fn new(query: &Query, answer: &SearchAnswer, language: Language) -> Self {
        let here = |language| link::search(query, language);
        let title = if query.text.is_empty() { language.words().home } else { &query.text };
        let twin = link::twin("/search", &pairs(query));
        let last = query.offset + answer.hits.len();
        let months = (1..).zip(MONTHS).map(|(number, (russian, english))| Month {
            number,
            name: if language == Language::Russian { russian } else { english },
            chosen: query.month.contains(&number),
        });
        let at = |offset| link::search(&Query { offset, ..query.clone() }, language);
        Self {
            frame: Frame::new(language, title, &here, Some(twin)),
            years: query.year.iter().map(i16::to_string).collect::<Vec<_>>().join(", "),
            months: months.collect(),
            filters: filters(query),
            kept: kept(query, language),
            total: answer.total,
            first: query.offset + 1,
            last,
            remarks: answer.remarks.iter().map(|note| Remark::new(note, language)).collect(),
            cards: answer.hits.iter().map(|hit| Card::new(hit, language)).collect(),
            previous: (query.offset > 0).then(|| at(query.offset.saturating_sub(query.limit))),
            next: (last < answer.total && !answer.hits.is_empty()).then(|| at(query.offset + query.limit)),
            query: query.clone(),
        }
    }
}

/// How many filters hold.
fn filters(query: &Query) -> usize {
    let names = [&query.region, &query.municipality, &query.party, &query.section, &query.document];
    let dates = [query.year.is_empty(), query.month.is_empty()];
    names.iter().filter(|name| name.is_some()).count() + dates.iter().filter(|is_empty| !**is_empty).count()
}

fn kept(query: &Query, language: Language) -> Vec<(&'static str, String)> {
    let mut kept: Vec<_> = pairs(query).into_iter().filter(|(name, _)| *name == "limit").collect();
    kept.extend((language == Language::English).then(|| ("lang", language.code().to_owned())));
    kept
}

impl Remark {
    fn new(note: &Note, language: Language) -> Self {
        Self { label: remark(&note.code, language.words()), text: note.text.clone() }
    }
}

impl Card {
    fn new(hit: &SearchHit, language: Language) -> Self {
        let (activity, document) = (&hit.activity, &hit.document);
        let found = pieces(&hit.snippet, &hit.highlights);
        let in_title = hit.field == "title" && !hit.snippet.is_empty();
        let has_match = found.iter().any(|piece| piece.is_match);
        let plain = vec![Piece { text: shortened(&activity.title, TITLE), is_match: false }];
        let (title, snippet) = match (in_title, has_match) {
            (true, true) => (found, None),
            (false, true) => (plain, Some((field(&hit.field, language.words()).to_owned(), found))),
            (_, false) => (plain, None),
        };
        let cell = |text: Option<&String>| text.map(|text| shortened(&one_line(text), CELL)).unwrap_or_default();
        let place = [document.municipality.as_deref(), document.region.as_deref()];
        let name = document.title.as_deref().unwrap_or(&document.file);
        Self {
            number: activity.number.clone(),
            title,
            url: link::activity(&activity.id, language),
            snippet,
            path: activity.path.join(" › "),
            when: cell(activity.schedule.as_ref().map(|schedule| &schedule.text)),
            dates: dates(activity, language),
            who: cell(activity.responsible.as_ref().map(|responsible| &responsible.text)),
            place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
            document: Link { text: shortened(name, TITLE), url: link::document(&document.id, language) },
        }
    }
}

/// A text cut at the edges of its matches.
fn pieces(text: &str, matches: &[Span]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, c) in text.chars().enumerate() {
        let is_match = matches.iter().any(|span| (span.start..span.end).contains(&index));
        match pieces.last_mut() {
            Some(last) if last.is_match == is_match => last.text.push(c),
            _ => pieces.push(Piece { text: c.into(), is_match }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_cut_at_its_matches() {
        let line = |spans: &[(usize, usize)]| -> String {
            let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
            let shown = |piece: Piece| if piece.is_match { format!("[{}]", piece.text) } else { piece.text };
            pieces("план работы", &spans).into_iter().map(shown).collect()
        };
        assert_eq!(line(&[(5, 11)]), "план [работы]");
        assert_eq!(line(&[(0, 4), (5, 99)]), "[план] [работы]");
        assert_eq!(line(&[]), "план работы");
    }
}
