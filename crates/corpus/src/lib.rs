//! What do we have? The corpus folder: import, incremental update, recovery, lookup, search, report.
//!
//! `corpus.sqlite` is the truth, written one transaction a batch. `documents/` (a JSON file for each document) and
//! `index/` (full text) are derived from it alone, know which state of it they hold, and are repaired when the folder
//! is opened: an import can be killed at any moment.
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//! use vekha_corpus::{Corpus, ImportOptions, Outcome};
//!
//! let folder = tempfile::tempdir()?;
//! let plan = folder.path().join("plan.txt");
//! std::fs::write(&plan, "План на 2021 год\n\nМероприятие\tСрок\tОтветственный\nСубботники\tапрель\tДиректор школы\n")?;
//!
//! let mut corpus = Corpus::open_or_create(&folder.path().join("out"))?;
//! let report = corpus.import(&[plan], &ImportOptions::default(), &mut |_| {}, &AtomicBool::new(false))?;
//! assert_eq!(report.count(Outcome::Read), 1);
//!
//! let found = corpus.search(&vekha_corpus::Query { text: "субботник".into(), ..Default::default() })?;
//! assert_eq!(found.hits[0].snippet, "Субботники");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod corpus;
mod derived;
mod error;
mod files;
mod import;
mod lookup;
mod outcome;
mod page;
mod parser;
mod report;
mod store;
mod truth;

pub use corpus::Corpus;
pub use error::CorpusError;
pub use import::ImportOptions;
pub use lookup::{ActivityEntry, DocumentHead, SearchAnswer, SearchHit};
pub use outcome::{FileReport, ImportReport, Outcome, Progress};
pub use parser::{Failure, Parser, Reading, content_id, guarded};
pub use report::{Report, Unread};
pub use vekha_read::Limits;
pub use vekha_search::{Facet, FacetValue, Query};
