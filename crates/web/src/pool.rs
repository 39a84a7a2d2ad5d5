use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::response::Response;
use vekha_corpus::{Corpus, CorpusError};

use crate::problem::Problem;

/// A corpus opened as often as it is asked at a time: a database connection answers one question after the other.
#[derive(Clone)]
pub struct Pool {
    folder: PathBuf,
    idle: Arc<Mutex<Vec<Corpus>>>,
}

impl Pool {
    /// Opens the corpus in a folder.
    ///
    /// # Errors
    /// If there is none, or it cannot be used.
    pub fn open(folder: &Path) -> Result<Self, CorpusError> {
        let first = Corpus::open(folder)?;
        Ok(Self { folder: first.folder().to_owned(), idle: Arc::new(Mutex::new(vec![first])) })
    }

    /// Asks off the threads that hold the connections.
    pub(crate) async fn ask(
        &self,
        question: impl FnOnce(&Corpus) -> Result<Response, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let pool = self.clone();
        compute(move || pool.answer(question)).await
    }

    fn answer(&self, question: impl FnOnce(&Corpus) -> Result<Response, Problem>) -> Result<Response, Problem> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let corpus = idle.map_or_else(|| Corpus::open(&self.folder), Ok)?;
        let answer = question(&corpus);
        // One that failed may be out of date for good (its index was made again): the next question opens another.
        if !matches!(answer, Err(Problem::Corpus(_))) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(corpus);
        }
        answer
    }
}

/// Runs what takes time; a panic is our bug and costs one answer.
pub(crate) async fn compute(
    work: impl FnOnce() -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Problem::Bug))
}
