use std::cell::{Cell, RefCell};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use rusqlite::Connection;
use vekha_model::Note;
use vekha_search::{Index, SearchError};

use crate::derived::{rebuild, reindex, repair, repair_index};
use crate::error::{DATABASE, INDEX};
use crate::parser::{Parser, Reading, guarded};
use crate::{CorpusError, truth};

/// A corpus folder: the database that is the truth, and what is derived from it.
pub struct Corpus {
    pub(crate) folder: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) index: RefCell<Index>,
    /// What could not be put right when the folder was opened; searches say it.
    pub(crate) remarks: RefCell<Vec<Note>>,
    pub(crate) parser: Box<dyn Parser>,
    /// SQLite's `data_version` when the index was last looked at.
    pub(crate) seen: Cell<i64>,
}

impl Corpus {
    /// Opens the corpus in a folder; what is derived and missing, damaged or behind is made again, as far as the folder
    /// can be written.
    ///
    /// # Errors
    /// If there is no corpus, it is damaged, a later version wrote it, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, CorpusError> {
        let connection = truth::open(folder, false).map_err(|error| error.under(folder))?;
        Self::over(folder, connection)
    }

    /// Opens the corpus in a folder, and makes an empty one where there is none.
    ///
    /// # Errors
    /// As [`Corpus::open`]; also if the folder holds somebody else's files where the corpus would write.
    pub fn open_or_create(folder: &Path) -> Result<Self, CorpusError> {
        fs::create_dir_all(folder).map_err(CorpusError::io(folder))?;
        let is_ours = folder.join(DATABASE).exists() || folder.join(LOCK).exists();
        for name in ["documents", "index"] {
            if !is_ours && folder.join(name).exists() {
                return Err(CorpusError::Occupied { path: folder.to_owned(), name: name.to_owned() });
            }
        }
        let connection = truth::open(folder, true).map_err(|error| error.under(folder))?;
        Self::over(folder, connection)
    }

    fn over(folder: &Path, connection: Connection) -> Result<Self, CorpusError> {
        let folder = folder.canonicalize().map_err(CorpusError::io(folder))?;
        let (index, remarks) = derived(&connection, &folder).map_err(|error| error.under(&folder))?;
        let (index, remarks) = (RefCell::new(index), RefCell::new(remarks));
        Ok(Self { folder, connection, index, remarks, parser: Box::new(Reading), seen: Cell::new(0) })
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
        self.located(truth::state(&self.connection).map(|state| state.to_string()))
    }

    /// Makes `documents/`, `index/` and the report again from the database alone.
    ///
    /// # Errors
    /// If another process imports, or the folder cannot be written.
    pub fn rebuild_derived(&mut self) -> Result<(), CorpusError> {
        let _lock = self.lock()?;
        let index = self.located(rebuild(&self.connection, &self.folder))?;
        self.take(index);
        self.write_report()
    }

    /// Keeps every other writer out while the answer lives.
    pub(crate) fn lock(&self) -> Result<File, CorpusError> {
        lock(&self.folder)
    }

    /// Everything derived is put right before an import, which needs it whole.
    pub(crate) fn repair_locked(&mut self) -> Result<(), CorpusError> {
        let mut index = repair(&self.connection, &self.folder)?;
        if !guarded(|| index.is_sound()).unwrap_or(false) {
            index = reindex(&self.connection, &self.folder)?;
        }
        self.take(index);
        Ok(())
    }

    fn take(&self, index: Index) {
        self.index.replace(index);
        self.remarks.take();
    }

    /// Asks the index. One that fails is made again and asked once more: damage can show as late as that.
    pub(crate) fn ask<T>(&self, question: impl Fn(&Index) -> Result<T, SearchError>) -> Result<T, CorpusError> {
        let asked = || {
            let index = self.index.borrow();
            guarded(|| question(&index)).unwrap_or_else(|panic| Err(SearchError::Damaged(panic)))
        };
        let error = match asked() {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let made_again = self.lock().and_then(|_lock| reindex(&self.connection, &self.folder));
        let Ok(index) = made_again else { return Err(error.into()) };
        self.take(index);
        Ok(asked()?)
    }

    /// An error that names the database or the index by its whole path.
    pub(crate) fn located<T>(&self, result: Result<T, CorpusError>) -> Result<T, CorpusError> {
        result.map_err(|error| error.under(&self.folder))
    }
}

/// The index, and what could not be put right: a search must not fail because of what it does not need.
fn derived(connection: &Connection, folder: &Path) -> Result<(Index, Vec<Note>), CorpusError> {
    let is_writable = !connection.is_readonly(rusqlite::MAIN_DB)?;
    let refused = match lock(folder) {
        Ok(_lock) if is_writable => match repair(connection, folder) {
            Ok(index) => return Ok((index, Vec::new())),
            Err(error) => {
                if let Ok(index) = repair_index(connection, folder) {
                    let text = format!("the files under documents/ are behind: {}", error.under(folder));
                    return Ok((index, vec![Note::whole("documents_behind", text)]));
                }
                error
            }
        },
        Ok(_) => CorpusError::Locked { path: folder.to_owned() },
        // Another process is at work, or the folder is read-only: the index is taken as it is.
        Err(error) => error,
    };
    as_it_is(connection, folder, refused)
}

fn as_it_is(connection: &Connection, folder: &Path, refused: CorpusError) -> Result<(Index, Vec<Note>), CorpusError> {
    let path = folder.join(INDEX);
    let opened = Index::open(&path).or_else(|_| Index::open_read_only(&path));
    let (index, held) = match opened.and_then(|index| Ok((index.state()?, index))) {
        Ok((held, index)) => (index, held),
        Err(reason) if matches!(refused, CorpusError::Io { .. }) => return Err(reason.into()),
        Err(_) => return Err(refused),
    };
    // A writer at work brings the index along by itself.
    if matches!(refused, CorpusError::Locked { .. }) && !connection.is_readonly(rusqlite::MAIN_DB)? {
        return Ok((index, Vec::new()));
    }
    let is_behind = held != Some(truth::state(connection)?.to_string());
    let text = format!("the index is behind, and cannot be put right: {}", refused.under(folder));
    Ok((index, is_behind.then(|| Note::whole("index_behind", text)).into_iter().collect()))
}

/// The file that is locked while somebody writes.
pub(crate) const LOCK: &str = "corpus.lock";

/// The lock of a killed process, or of one that is being started, can take a moment to go away.
const LOCK_ATTEMPTS: u32 = 5;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

fn lock(folder: &Path) -> Result<File, CorpusError> {
    let path = folder.join(LOCK);
    let options = File::options().create(true).append(true).to_owned();
    let file = options.open(&path).map_err(CorpusError::io(&path))?;
    for attempt in 1..=LOCK_ATTEMPTS {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if attempt < LOCK_ATTEMPTS => sleep(LOCK_PAUSE),
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(error)) => return Err(CorpusError::io(&path)(error)),
        }
    }
    Err(CorpusError::Locked { path: folder.to_owned() })
}
