use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde::Serialize;
use vekha_corpus::{Corpus, DocumentHead};

use crate::activity_page::ActivityPage;
use crate::document_page::DocumentPage;
use crate::documents_page::DocumentsPage;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::pool::compute;
use crate::problem::Problem;
use crate::search_page::SearchPage;
use crate::{Pool, question, reply};

type Answer = Result<Response, Problem>;
type Name = Result<Path<String>, PathRejection>;

pub(crate) async fn search_page(State(pool): State<Pool>, uri: Uri) -> Answer {
    let parameters = Parameters::of(&uri, &question::KNOWN)?;
    let (language, query) = (parameters.language()?, question::query(&parameters)?);
    pool.ask(move |corpus| {
        let answer = corpus.search(&query)?;
        reply::page(&SearchPage::new(&query, &answer, language))
    })
    .await
}

pub(crate) async fn search_json(State(pool): State<Pool>, uri: Uri) -> Answer {
    let parameters = Parameters::of(&uri, &question::KNOWN)?;
    let query = question::query(&parameters)?;
    parameters.language()?;
    pool.ask(move |corpus| reply::json(&corpus.search(&query)?)).await
}

/// A part of the list of all documents.
#[derive(Serialize)]
struct Documents {
    total: usize,
    documents: Vec<DocumentHead>,
}

/// How many documents a list has, unless more or fewer are asked for.
pub(crate) const LISTED: usize = 100;

pub(crate) async fn documents_json(State(pool): State<Pool>, uri: Uri) -> Answer {
    let (_, limit, offset) = list(&uri)?;
    pool.ask(move |corpus| {
        let (total, documents) = documents(corpus, limit, offset)?;
        reply::json(&Documents { total, documents })
    })
    .await
}

pub(crate) async fn documents_page(State(pool): State<Pool>, uri: Uri) -> Answer {
    let (language, limit, offset) = list(&uri)?;
    pool.ask(move |corpus| {
        let (total, documents) = documents(corpus, limit, offset)?;
        reply::page(&DocumentsPage::new(&documents, total, limit, offset, language))
    })
    .await
}

fn list(uri: &Uri) -> Result<(Language, usize, usize), Problem> {
    let parameters = Parameters::of(uri, &["limit", "offset"])?;
    let limit = parameters.number("limit", question::MOST, LISTED)?;
    Ok((parameters.language()?, limit, question::offset(&parameters)?))
}

fn documents(corpus: &Corpus, limit: usize, offset: usize) -> Result<(usize, Vec<DocumentHead>), Problem> {
    let all = corpus.documents()?;
    let total = all.len();
    Ok((total, all.into_iter().skip(offset).take(limit).collect()))
}

/// `/documents/4f2a` or its twin `/documents/4f2a.json`.
pub(crate) async fn document(State(pool): State<Pool>, uri: Uri, name: Name) -> Answer {
    let name = id(name)?;
    match name.strip_suffix(".json") {
        Some(id) => document_json(pool, &uri, id.to_owned()).await,
        None => {
            let language = Parameters::of(&uri, &[])?.language()?;
            pool.ask(move |corpus| {
                let roadmap = corpus.document(&name)?.ok_or(Problem::NoSuchDocument(name))?;
                let source = corpus.source_document(&roadmap.id)?;
                reply::page(&DocumentPage::new(&roadmap, source.as_ref(), language))
            })
            .await
        }
    }
}

pub(crate) async fn document_api(State(pool): State<Pool>, uri: Uri, name: Name) -> Answer {
    document_json(pool, &uri, id(name)?).await
}

async fn document_json(pool: Pool, uri: &Uri, id: String) -> Answer {
    Parameters::of(uri, &[])?.language()?;
    pool.ask(move |corpus| reply::json(&corpus.document(&id)?.ok_or(Problem::NoSuchDocument(id))?)).await
}

/// `/activities/4f2a.17` or its twin `/activities/4f2a.17.json`; a key does as well.
pub(crate) async fn activity(State(pool): State<Pool>, uri: Uri, name: Name) -> Answer {
    let name = id(name)?;
    match name.strip_suffix(".json") {
        Some(id) => activity_json(pool, &uri, id.to_owned()).await,
        None => {
            let language = Parameters::of(&uri, &[])?.language()?;
            pool.ask(move |corpus| {
                let entry = corpus.activity(&name)?.ok_or(Problem::NoSuchActivity(name))?;
                let source = corpus.source_document(&entry.document.id)?;
                reply::page(&ActivityPage::new(&entry, source.as_ref(), language))
            })
            .await
        }
    }
}

pub(crate) async fn activity_api(State(pool): State<Pool>, uri: Uri, name: Name) -> Answer {
    activity_json(pool, &uri, id(name)?).await
}

async fn activity_json(pool: Pool, uri: &Uri, id: String) -> Answer {
    Parameters::of(uri, &[])?.language()?;
    pool.ask(move |corpus| reply::json(&corpus.activity(&id)?.ok_or(Problem::NoSuchActivity(id))?)).await
}

pub(crate) async fn when(uri: Uri) -> Answer {
    let parameters = Parameters::of(&uri, &["text", "period"])?;
    parameters.language()?;
    let text = parameters.given("text")?.ok_or(Problem::MissingParameter("text"))?.to_owned();
    let wanted = parameters.text("period")?;
    let period = wanted.as_deref().map(str::parse::<vekha_when::Period>).transpose();
    let refused = || Problem::parameter("period", wanted.as_deref().unwrap_or_default(), |words| words.not_a_period);
    let period = period.map_err(|_| refused())?;
    compute(move || reply::json(&vekha_when::read(&text, period))).await
}

pub(crate) async fn who(uri: Uri) -> Answer {
    let parameters = Parameters::of(&uri, &["text"])?;
    parameters.language()?;
    let text = parameters.given("text")?.ok_or(Problem::MissingParameter("text"))?.to_owned();
    compute(move || reply::json(&vekha_who::read(&text))).await
}

fn id(name: Name) -> Result<String, Problem> {
    name.map(|Path(name)| name).map_err(|_| Problem::NotUtf8)
}
