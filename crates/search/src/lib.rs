//! Where is it said? The full-text index over activities, built on tantivy.
//!
//! Russian words are found in any form: each text is indexed as written (folded), by dictionary forms and by stems,
//! and a query goes through the same analysis. An odd query is read as well as can be, with remarks; it never fails.
//!
//! ```
//! use vekha_search::{Index, Query};
//!
//! let roadmap: vekha_model::Roadmap = serde_json::from_str(include_str!("../examples/roadmap.json"))?;
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.replace_document(&roadmap)?;
//! writer.commit("1")?;
//! index.refresh()?;
//!
//! let found = index.search(&Query { text: "наставник".into(), region: Some("тамбовская".into()), ..Query::default() })?;
//! assert_eq!(found.hits[0].snippet, "Обучение наставников");
//! assert_eq!(found.hits[0].highlights[0].of(&found.hits[0].snippet), "наставников");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analysis;
mod calendar;
mod directory;
mod entry;
mod error;
mod facets;
mod index;
mod pattern;
mod plan;
mod query;
mod schema;
mod snippet;
mod terms;
mod words;

pub use error::SearchError;
pub use index::{Index, Writer};
pub use query::{Facet, FacetValue, Hit, Query, Results};
