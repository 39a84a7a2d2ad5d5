use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use vekha_search::SearchError;

/// Why a corpus cannot be used. A file that cannot be read is no such error: it is an outcome in the report.
#[derive(Debug, Error)]
pub enum CorpusError {
    /// There is no corpus in the folder.
    #[error("{path}: there is no corpus here; `vekha import` makes one")]
    NotACorpus {
        /// The folder.
        path: PathBuf,
    },
    /// A new corpus would get into the way of somebody else's files.
    #[error("{path}: the folder holds `{name}`, but no corpus; choose another folder")]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// What is in the way.
        name: String,
    },
    /// The corpus was written by a later version of vekha.
    #[error("{path}: the corpus has version {found}, and this program knows version {known}")]
    Newer {
        /// The folder.
        path: PathBuf,
        /// The version of the corpus.
        found: i64,
        /// The version this program writes.
        known: i64,
    },
    /// Another process imports into the corpus.
    #[error("{path}: another process is writing to this corpus")]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// Several ids begin so, or several editions share the key.
    #[error("`{prefix}` fits several: {}", ids.join(", "))]
    Ambiguous {
        /// What was asked for.
        prefix: String,
        /// The first few that fit.
        ids: Vec<String>,
    },
    /// A stored value is not what this program wrote.
    #[error("the corpus is damaged: {what}: {reason}")]
    Damaged {
        /// The value.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The database fails.
    #[error("the database fails: {0}")]
    Database(#[from] rusqlite::Error),
    /// The index fails.
    #[error(transparent)]
    Search(#[from] SearchError),
}

impl CorpusError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Io { path, source }
    }

    pub(crate) fn damaged(what: &str, reason: impl ToString) -> Self {
        Self::Damaged { what: what.to_owned(), reason: reason.to_string() }
    }
}
