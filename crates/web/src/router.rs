use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

use crate::handlers::{
    activity, activity_api, document, document_api, documents_json, documents_page, search_json, search_page, when, who,
};
use crate::problem::Problem;
use crate::reply::asset;
use crate::{Pool, guard};

/// Every page and every answer over a corpus.
pub fn router(pool: Pool) -> Router {
    Router::new()
        .route("/", get(search_page))
        .route("/search.json", get(search_json))
        .route("/documents", get(documents_page))
        .route("/documents.json", get(documents_json))
        .route("/documents/{name}", get(document))
        .route("/activities/{name}", get(activity))
        .route("/api/v1/search", get(search_json))
        .route("/api/v1/documents", get(documents_json))
        .route("/api/v1/documents/{id}", get(document_api))
        .route("/api/v1/activities/{id}", get(activity_api))
        .route("/api/v1/when", get(when))
        .route("/api/v1/who", get(who))
        .route("/style.css", get(async || asset("text/css; charset=utf-8", include_str!("../assets/style.css"))))
        .route("/icon.svg", get(async || asset("image/svg+xml", include_str!("../assets/icon.svg"))))
        .fallback(async || Problem::NoSuchPage)
        .method_not_allowed_fallback(async || Problem::Method)
        .layer(from_fn(guard::guard))
        .with_state(pool)
}
