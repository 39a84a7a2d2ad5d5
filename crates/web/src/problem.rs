use askama::Template;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use vekha_corpus::CorpusError;

use crate::frame::Frame;
use crate::language::Language;
use crate::link::{Link, activity, document, home};
use crate::parameters::language_of;
use crate::reply::HTML;
use crate::wording::Wording;

/// Why a request gets no answer.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    UnknownParameters { unknown: Vec<String>, known: Vec<String> },
    Parameter { name: &'static str, value: String, reason: fn(&Wording) -> &'static str },
    MissingParameter(&'static str),
    NotUtf8,
    NoSuchPage,
    NoSuchDocument(String),
    NoSuchActivity(String),
    Ambiguous { prefix: String, ids: Vec<String> },
    Method,
    Host(String),
    Corpus(String),
    Bug,
}

/// Problem details (RFC 9457); without a type of its own the title is that of the status (4.2.1).
#[derive(Serialize)]
struct Details<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    ids: &'a [String],
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    status: u16,
    detail: String,
    choices: Vec<Link>,
}

impl Problem {
    pub fn parameter(name: &'static str, value: &str, reason: fn(&Wording) -> &'static str) -> Self {
        Self::Parameter { name, value: value.to_owned(), reason }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::UnknownParameters { .. } | Self::Parameter { .. } | Self::MissingParameter(_) | Self::NotUtf8 => {
                StatusCode::BAD_REQUEST
            }
            Self::NoSuchPage | Self::NoSuchDocument(_) | Self::NoSuchActivity(_) => StatusCode::NOT_FOUND,
            Self::Ambiguous { .. } => StatusCode::CONFLICT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Host(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::Corpus(_) | Self::Bug => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// One sentence for a person.
    pub fn detail(&self, words: &Wording) -> String {
        match self {
            Self::UnknownParameters { unknown, known } => {
                let (unknown, known) = (unknown.join(", "), known.join(", "));
                format!("{}: {unknown} ({}: {known})", words.unknown_parameter, words.known)
            }
            Self::Parameter { name, value, reason } => format!("{name}={value}: {}", reason(words)),
            Self::MissingParameter(name) => format!("{}: {name}", words.missing_parameter),
            Self::NotUtf8 => words.not_utf8.to_owned(),
            Self::NoSuchPage => words.no_such_page.to_owned(),
            Self::NoSuchDocument(id) => format!("{}: {id}", words.no_such_document),
            Self::NoSuchActivity(id) => format!("{}: {id}", words.no_such_activity),
            Self::Ambiguous { prefix, ids } => format!("{prefix}: {}: {}", words.fits_several, ids.join(", ")),
            Self::Method => words.only_get.to_owned(),
            Self::Host(host) => format!("{}: {host}", words.strange_host),
            Self::Corpus(reason) => reason.clone(),
            Self::Bug => words.bug.to_owned(),
        }
    }

    /// The problem in the form that was asked for: a page, or problem details for an address of JSON.
    pub fn told(&self, uri: &Uri, bare: Response) -> Response {
        let is_json = uri.path().starts_with("/api/") || uri.path().ends_with(".json");
        let language = language_of(uri);
        let (kind, body) = match is_json {
            true => ("application/problem+json", self.json(language.unwrap_or(Language::English))),
            false => (HTML, self.page(language.unwrap_or_default())),
        };
        let (mut parts, _) = bare.into_parts();
        parts.headers.remove("content-length");
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Response::from_parts(parts, Body::from(body))
    }

    fn json(&self, language: Language) -> String {
        let parameters = match self {
            Self::UnknownParameters { unknown, .. } => unknown.iter().map(String::as_str).collect(),
            Self::Parameter { name, .. } | Self::MissingParameter(name) => vec![*name],
            _ => Vec::new(),
        };
        let ids = match self {
            Self::Ambiguous { ids, .. } => ids.as_slice(),
            _ => &[],
        };
        let status = self.status();
        let title = status.canonical_reason().unwrap_or("Error");
        let detail = self.detail(language.words());
        let details = Details { r#type: "about:blank", title, status: status.as_u16(), detail, parameters, ids };
        serde_json::to_string(&details).unwrap_or_default() + "\n"
    }

    fn page(&self, language: Language) -> String {
        let frame = Frame::new(language, language.words().problem, &|other| home(other), None);
        let choices = match self {
            Self::Ambiguous { ids, .. } => ids.iter().map(|id| choice(id, language)).collect(),
            _ => Vec::new(),
        };
        let detail = self.detail(language.words());
        let page = ProblemPage { frame, status: self.status().as_u16(), detail, choices };
        page.render().unwrap_or_else(|_| self.detail(language.words()))
    }
}

/// An activity's id has a dot, a document's has none.
fn choice(id: &str, language: Language) -> Link {
    let url = if id.contains('.') { activity(id, language) } else { document(id, language) };
    Link { text: id.to_owned(), url }
}

/// The guard tells the problem: only it knows what was asked for.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<CorpusError> for Problem {
    fn from(error: CorpusError) -> Self {
        match error {
            CorpusError::Ambiguous { prefix, ids } => Self::Ambiguous { prefix, ids },
            error => Self::Corpus(error.to_string()),
        }
    }
}
