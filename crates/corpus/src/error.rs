use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
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
    /// The database is no database, cut off or malformed, or holds what this program did not write.
    #[error("{path} is damaged ({reason}); move it away and import again")]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {reason}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says; part of the message, and therefore not a source to be told once more.
        reason: io::Error,
    },
    /// The database cannot be used, though nothing is wrong with what it holds.
    #[error("{path}: {reason}")]
    Database {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        reason: rusqlite::Error,
    },
    /// The index cannot be used, nor made again.
    #[error("{path}: {reason}; it is made again when the folder can be written")]
    Index {
        /// The folder of the index.
        path: PathBuf,
        /// What is wrong with it.
        reason: SearchError,
    },
}

/// The file in the corpus folder that is the truth.
pub(crate) const DATABASE: &str = "corpus.sqlite";
/// The folder in it that is the index.
pub(crate) const INDEX: &str = "index";

impl CorpusError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |reason| Self::Io { path, reason }
    }

    /// A stored value is not what this program wrote.
    pub(crate) fn damaged(what: &str, reason: impl ToString) -> Self {
        Self::Damaged { path: DATABASE.into(), reason: format!("{what}: {}", reason.to_string()) }
    }

    /// The same error with the whole path, where only the name in the corpus folder was known.
    pub(crate) fn under(self, folder: &Path) -> Self {
        match self {
            Self::Damaged { path, reason } => Self::Damaged { path: folder.join(path), reason },
            Self::Database { path, reason } => Self::Database { path: folder.join(path), reason },
            Self::Index { path, reason } => Self::Index { path: folder.join(path), reason },
            other => other,
        }
    }
}

impl From<rusqlite::Error> for CorpusError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path: DATABASE.into(), reason: error.to_string() }
            }
            _ => Self::Database { path: DATABASE.into(), reason: error },
        }
    }
}

impl From<SearchError> for CorpusError {
    fn from(reason: SearchError) -> Self {
        Self::Index { path: INDEX.into(), reason }
    }
}
