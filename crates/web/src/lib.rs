//! REST and pages over a corpus, for one person at one machine: it answers on loopback and nowhere else.
//!
//! The URL is the whole state. Every page has a twin that ends in `.json`, and `/api/v1/` gives the same JSON.
//! Pages are Russian, and English with `?lang=en`; they need neither scripts nor anything from outside.
//!
//! ```no_run
//! let options = vekha_web::Options { corpus: "out".into(), port: 0 };
//! let mut said = String::new();
//! vekha_web::serve(&options, |address| said = format!("http://{address}/"))?;
//! # Ok::<(), vekha_web::ServeError>(())
//! ```

mod activity_page;
mod document_page;
mod documents_page;
mod evidence;
mod frame;
mod guard;
mod handlers;
mod label;
mod language;
mod link;
mod parameters;
mod pool;
mod problem;
mod question;
mod reply;
mod router;
mod search_page;
mod serve;
mod wording;

pub use pool::Pool;
pub use router::router;
pub use serve::{Options, ServeError, serve};
