use std::cell::Cell;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use vekha_search::Index;

use crate::derived::{rebuild, repair};
use crate::parser::{Parser, Reading};
use crate::{CorpusError, truth};

/// A corpus folder: the database that is the truth, and what is derived from it.
pub struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) index: Index,
    pub(crate) parser: Box<dyn Parser>,
    /// SQLite's `data_version` when the index was last looked at.
    pub(crate) seen: Cell<i64>,
}

impl Corpus {
    /// Opens the corpus in a folder; what is derived and missing, damaged or behind is made again.
    ///
    /// # Errors
    /// If there is no corpus, a later version wrote it, or the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, CorpusError> {
        let connection = truth::open(folder, false)?;
        Self::over(folder, connection)
    }

    /// Opens the corpus in a folder, and makes an empty one where there is none.
    ///
    /// # Errors
    /// As [`Corpus::open`]; also if the folder holds somebody else's files where the corpus would write.
    pub fn open_or_create(folder: &Path) -> Result<Self, CorpusError> {
        fs::create_dir_all(folder).map_err(CorpusError::io(folder))?;
        let is_ours = folder.join("corpus.sqlite").exists() || folder.join(LOCK).exists();
        for name in ["documents", "index"] {
            if !is_ours && folder.join(name).exists() {
                return Err(CorpusError::Occupied { path: folder.to_owned(), name: name.to_owned() });
            }
        }
        let connection = truth::open(folder, true)?;
        Self::over(folder, connection)
    }

    fn over(folder: &Path, connection: Connection) -> Result<Self, CorpusError> {
        let folder = folder.canonicalize().map_err(CorpusError::io(folder))?;
        let index = match lock(&folder) {
            Ok(_lock) => repair(&connection, &folder)?,
            // Another process is at work, or the folder is read-only: the index is taken as it is.
            Err(busy) => Index::open(&folder.join("index")).map_err(|_| busy)?,
        };
        Ok(Self { folder, connection, index, parser: Box::new(Reading), seen: Cell::new(0) })
    }

    /// The same corpus with another parser: one in a worker process, or a test's own.
    #[must_use]
    pub fn with_parser(self, parser: impl Parser + 'static) -> Self {
        Self { parser: Box::new(parser), ..self }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The state of the truth, `17 4f2a…`: the same files imported in the same way give the same state.
    ///
    /// # Errors
    /// If the database fails.
    pub fn state(&self) -> Result<String, CorpusError> {
        Ok(truth::state(&self.connection)?.to_string())
    }

    /// Makes `documents/`, `index/` and the report again from the database alone.
    ///
    /// # Errors
    /// If another process imports, or the folder cannot be written.
    pub fn rebuild_derived(&mut self) -> Result<(), CorpusError> {
        let _lock = self.lock()?;
        self.index = rebuild(&self.connection, &self.folder)?;
        self.write_report()
    }

    /// Keeps every other writer out while the answer lives.
    pub(crate) fn lock(&self) -> Result<File, CorpusError> {
        lock(&self.folder)
    }

    pub(crate) fn repair_locked(&mut self) -> Result<(), CorpusError> {
        self.index = repair(&self.connection, &self.folder)?;
        Ok(())
    }
}

const LOCK: &str = "corpus.lock";

fn lock(folder: &Path) -> Result<File, CorpusError> {
    let path = folder.join(LOCK);
    let options = File::options().create(true).append(true).to_owned();
    let file = options.open(&path).map_err(CorpusError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CorpusError::Locked { path: folder.to_owned() }),
        Err(TryLockError::Error(error)) => Err(CorpusError::io(&path)(error)),
    }
}
