use thiserror::Error;

/// Why the index cannot be used; a query itself never fails.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The index was made by another version of vekha and has to be made again.
    #[error("the index is of version `{found}`, not `{expected}`")]
    Version {
        /// The version the index says.
        found: String,
        /// The version this program writes.
        expected: String,
    },
    /// Another process writes to the index.
    #[error("the index is being written by another process")]
    Locked,
    /// There is no index, or it is damaged, or the disk fails.
    #[error("the index cannot be used: {0}")]
    Broken(tantivy::TantivyError),
    /// Its files are damaged in a way that tantivy does not notice before it stumbles.
    #[error("the index is damaged: {0}")]
    Damaged(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(tantivy::directory::error::LockError::LockBusy, _) => Self::Locked,
            error => Self::Broken(error),
        }
    }
}
