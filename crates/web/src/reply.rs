use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::problem::Problem;

pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// A value as the command line prints it: JSON on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<Response, Problem> {
    let mut body = serde_json::to_string(value).map_err(|_| Problem::Bug)?;
    body.push('\n');
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

pub(crate) fn page(page: &impl Template) -> Result<Response, Problem> {
    let body = page.render().map_err(|_| Problem::Bug)?;
    Ok(([(CONTENT_TYPE, HTML)], body).into_response())
}

pub(crate) fn asset(kind: &'static str, body: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], body).into_response()
}
