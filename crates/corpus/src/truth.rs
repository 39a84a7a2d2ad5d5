use std::fmt;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::CorpusError;
use crate::error::DATABASE;

/// The version of the tables, in SQLite's `user_version`.
const VERSION: i64 = 1;
/// Marks the file as ours, in SQLite's `application_id`: «VKHA».
const APPLICATION: i64 = 0x564b_4841;
/// How long a reader waits for a writer's moment of commit.
const PATIENCE: Duration = Duration::from_secs(10);

/// A state of the truth: its number, and a hash over all changes that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.hash)
    }
}

/// Opens the database of the corpus in `folder`, and makes it where there is none and `create` says so.
pub(crate) fn open(folder: &Path, create: bool) -> Result<Connection, CorpusError> {
    let path = folder.join(DATABASE);
    match File::open(&path) {
        Ok(file) if file.metadata().is_ok_and(|metadata| metadata.is_file()) => {}
        Ok(_) => return Err(CorpusError::NotACorpus { path: folder.to_owned() }),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            if !create {
                return Err(CorpusError::NotACorpus { path: folder.to_owned() });
            }
        }
        Err(error) => return Err(CorpusError::io(&path)(error)),
    }
    match open_writable(folder, &path, create) {
        Err(CorpusError::Database { reason, .. }) if !create && is_about_writing(&reason) && !has_log(&path) => {
            open_immutable(folder, &path)
        }
        other => other,
    }
}

/// Whether SQLite complains that it cannot make the files beside the database that it needs even to read it.
fn is_about_writing(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | PermissionDenied | ReadOnly))
}

/// Whether commits wait in the log beside the database: without them it is not the truth.
fn has_log(path: &Path) -> bool {
    let log = path.with_extension("sqlite-wal");
    log.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
}

fn open_writable(folder: &Path, path: &Path, create: bool) -> Result<Connection, CorpusError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    let version = version(&connection, folder, create)?;
    set_up(&connection)?;
    if version == 0 {
        make_tables(&mut connection)?;
    }
    Ok(connection)
}

/// Opens a database that nobody can be writing to, as SQLite allows it: `immutable` in <https://sqlite.org/uri.html>.
fn open_immutable(folder: &Path, path: &Path) -> Result<Connection, CorpusError> {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags)?;
    version(&connection, folder, false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The version of the corpus's tables; 0 where they are still to be made.
fn version(connection: &Connection, folder: &Path, create: bool) -> Result<i64, CorpusError> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application != APPLICATION {
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 {
            return Err(CorpusError::Occupied { path: folder.to_owned(), name: DATABASE.to_owned() });
        }
        if !create {
            return Err(CorpusError::NotACorpus { path: folder.to_owned() });
        }
    }
    if version > VERSION {
        return Err(CorpusError::Newer { path: folder.to_owned(), found: version, known: VERSION });
    }
    Ok(version)
}

fn set_up(connection: &Connection) -> Result<(), CorpusError> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // Full: the derived parts must never hold a state that the truth has lost.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn make_tables(connection: &mut Connection) -> Result<(), CorpusError> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(include_str!("schema.sql"))?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

/// The state that the truth is in.
pub(crate) fn state(connection: &Connection) -> Result<State, CorpusError> {
    let query = "SELECT number, hash FROM states ORDER BY number DESC LIMIT 1";
    Ok(connection.query_row(query, [], |row| Ok(State { number: row.get(0)?, hash: row.get(1)? }))?)
}

/// Takes the truth to its next state, in which these documents came, changed or went.
pub(crate) fn advance(connection: &Connection, changed: &[Change]) -> Result<State, CorpusError> {
    let last = state(connection)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(last.hash.as_bytes());
    for change in changed {
        hasher.update(format!(" {change}").as_bytes());
    }
    let hash = hasher.finalize().to_hex().as_str()[..32].to_owned();
    let next = State { number: last.number + 1, hash };
    connection.execute("INSERT INTO states (number, hash) VALUES (?1, ?2)", params![next.number, next.hash])?;
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO changes (state, document) VALUES (?1, ?2)")?;
    for change in changed {
        insert.execute(params![next.number, change.document()])?;
    }
    Ok(next)
}

/// What happened to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It came, or was read anew; with the hash of its JSON.
    Put(String, String),
    /// It went.
    Gone(String),
}

impl Change {
    pub fn document(&self) -> &str {
        match self {
            Self::Put(id, _) | Self::Gone(id) => id,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put(id, content) => write!(f, "+{id}={content}"),
            Self::Gone(id) => write!(f, "-{id}"),
        }
    }
}

/// The documents that changed since a state; `None` where the truth has forgotten that state, or never had it.
pub(crate) fn changes_since(connection: &Connection, state: &str) -> Result<Option<Vec<String>>, CorpusError> {
    let Some((number, hash)) = state.split_once(' ') else { return Ok(None) };
    let query = "SELECT number FROM states WHERE number = ?1 AND hash = ?2";
    let known: Option<i64> = connection.query_row(query, [number, hash], |row| row.get(0)).optional()?;
    let Some(number) = known else { return Ok(None) };
    let query = "SELECT DISTINCT document FROM changes WHERE state > ?1 ORDER BY document";
    let mut statement = connection.prepare_cached(query)?;
    let documents = statement.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Some(documents))
}

/// Forgets the states before the present one: the derived parts have followed.
pub(crate) fn forget_history(connection: &Connection) -> Result<(), CorpusError> {
    connection.execute("DELETE FROM changes", [])?;
    connection.execute("DELETE FROM states WHERE number < (SELECT max(number) FROM states)", [])?;
    Ok(())
}

pub(crate) fn fact(connection: &Connection, name: &str) -> Result<Option<String>, CorpusError> {
    let mut statement = connection.prepare_cached("SELECT value FROM facts WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

pub(crate) fn set_fact(connection: &Connection, name: &str, value: &str) -> Result<(), CorpusError> {
    let sql = "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute([name, value])?;
    Ok(())
}
