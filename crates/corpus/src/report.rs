use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::store::{files, from_json};
use crate::truth::{fact, state};
use crate::{Corpus, CorpusError, FileReport, Outcome, page};

/// What the corpus holds, and what of it was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The state of the truth.
    pub state: String,
    /// Documents.
    pub documents: usize,
    /// Activities.
    pub activities: usize,
    /// Activities with at least one date.
    pub dated: usize,
    /// Activities with at least one responsible party.
    pub assigned: usize,
    /// How many files came to which end in the last import.
    pub last_import: BTreeMap<Outcome, usize>,
    /// How many files were left out, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// The files that could not be read, at most a thousand.
    pub problems: Vec<FileReport>,
    /// What was odd inside documents, by code.
    pub notes: BTreeMap<String, usize>,
    /// Words of dates that no rule reads, the most frequent first.
    pub unread_dates: Vec<Unread>,
    /// Words about responsible parties that no rule reads, the most frequent first.
    pub unread_parties: Vec<Unread>,
}

/// Words that no rule reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The words.
    pub text: String,
    /// How often they stand in the corpus.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
}

const MOST_PROBLEMS: usize = 1_000;
const MOST_UNREAD: usize = 200;

impl Corpus {
    /// What the corpus holds, and what of it was not understood.
    ///
    /// # Errors
    /// If the database fails.
    pub fn report(&self) -> Result<Report, CorpusError> {
        self.located(report(&self.connection))
    }

    /// Writes `report.json` and `report.html`.
    pub(crate) fn write_report(&self) -> Result<(), CorpusError> {
        let report = self.report()?;
        let mut json = serde_json::to_vec_pretty(&report).map_err(|error| CorpusError::damaged("the report", error))?;
        json.push(b'\n');
        replace(&self.folder.join("report.json"), &json)?;
        replace(&self.folder.join("report.html"), page::html(&report).as_bytes())
    }
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), CorpusError> {
    let new = path.with_extension("new");
    fs::write(&new, bytes).map_err(CorpusError::io(&new))?;
    fs::rename(&new, path).map_err(CorpusError::io(path))
}

fn report(connection: &Connection) -> Result<Report, CorpusError> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, usize>(0));
    let last_import = fact(connection, "last_import")?;
    Ok(Report {
        state: state(connection)?.to_string(),
        documents: count("SELECT count(*) FROM documents")?,
        activities: count("SELECT count(*) FROM activities")?,
        dated: count("SELECT count(DISTINCT activity) FROM occurrences")?,
        assigned: count("SELECT count(DISTINCT activity) FROM parties")?,
        last_import: last_import.map(|json| from_json(json.as_bytes(), "the report")).transpose()?.unwrap_or_default(),
        skipped: counts(
            connection,
            "SELECT code, count(*) FROM sources WHERE outcome = 'skipped' AND vanished = 0 GROUP BY code",
        )?,
        problems: files(connection, &[Outcome::Failed, Outcome::Panic], MOST_PROBLEMS)?,
        notes: counts(connection, "SELECT code, sum(count) FROM notes GROUP BY code")?,
        unread_dates: unread(connection, "date")?,
        unread_parties: unread(connection, "party")?,
    })
}

fn counts(connection: &Connection, sql: &str) -> Result<BTreeMap<String, usize>, CorpusError> {
    let mut statement = connection.prepare(sql)?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn unread(connection: &Connection, what: &str) -> Result<Vec<Unread>, CorpusError> {
    let sql = "SELECT text, sum(count), count(*) FROM unread WHERE what = ?1 GROUP BY text ORDER BY 2 DESC, 1 LIMIT ?2";
    let mut statement = connection.prepare(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok(Unread { text: row.get(0)?, count: row.get(1)?, documents: row.get(2)? });
    Ok(statement.query_map(rusqlite::params![what, MOST_UNREAD], row)?.collect::<Result<_, _>>()?)
}
