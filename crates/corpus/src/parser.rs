use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use vekha_model::{Document, Roadmap};
use vekha_read::Limits;

/// Makes of a file's bytes a document and what it says: one call without shared state, so that another process can
/// take it over.
pub trait Parser: Send + Sync {
    /// Changes whenever the same bytes can give another answer; files read by another version are read again.
    fn version(&self) -> &str;

    /// Reads a file.
    ///
    /// # Errors
    /// If the file gives no document.
    fn parse(&self, bytes: &[u8], name: &str, limits: &Limits) -> Result<(Document, Roadmap), Failure>;
}

/// Why a file gives no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One word, by which reports count.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
}

/// The parser that reads files in this process: `vekha-read`, then `vekha-roadmap`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading;

impl Parser for Reading {
    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn parse(&self, bytes: &[u8], name: &str, limits: &Limits) -> Result<(Document, Roadmap), Failure> {
        let failure =
            |error: vekha_read::ReadError| Failure { code: error.code().to_owned(), message: error.to_string() };
        let document = vekha_read::read(bytes, name, limits).map_err(failure)?;
        let roadmap = vekha_roadmap::roadmap(&document);
        Ok((document, roadmap))
    }
}

/// The id of a content: BLAKE3, its first 32 hexadecimal digits.
pub fn content_id(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..32].to_owned()
}

/// What a parser made of a file, a panic of its own included.
pub(crate) enum Reply {
    Document(Box<(Document, Roadmap)>),
    Failure(Failure),
    Panic(String),
}

pub(crate) fn ask(parser: &dyn Parser, bytes: &[u8], name: &str, limits: &Limits) -> Reply {
    match guarded(|| parser.parse(bytes, name, limits)) {
        Ok(Ok(parsed)) => Reply::Document(Box::new(parsed)),
        Ok(Err(failure)) => Reply::Failure(failure),
        Err(words) => Reply::Panic(words),
    }
}

/// Does work that must not panic; if it does, that is our bug, and its message comes back.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| words_of(&*payload))
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let words = payload.downcast_ref::<String>().map(String::as_str);
    words.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("the parser panicked").to_owned()
}
