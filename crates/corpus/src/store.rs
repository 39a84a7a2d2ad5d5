//! Documents and sources into the database, one at a time, inside a transaction.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vekha_model::{Activity, Document, Roadmap};

use crate::files::last_name;
use crate::parser::content_id;
use crate::{CorpusError, FileReport, Outcome};

/// A document made ready for the database: the costly work, done by many threads.
pub(crate) struct Packed {
    pub roadmap: Roadmap,
    /// The roadmap's JSON on one line: the file under `documents/`.
    pub json: Vec<u8>,
    /// The hash of that JSON.
    pub hash: String,
    packed_source: Vec<u8>,
    packed_roadmap: Vec<u8>,
}

/// A middling level: official papers shrink to a tenth.
const ZSTD_LEVEL: i32 = 3;
/// Longer unread phrases are whole paragraphs; the report shows their beginning.
const UNREAD_CHARACTERS: usize = 200;

impl Packed {
    pub fn new(document: &Document, roadmap: Roadmap) -> Result<Self, CorpusError> {
        let mut json = to_json(&roadmap)?;
        json.push(b'\n');
        let (packed_source, packed_roadmap) = (pack(&to_json(document)?)?, pack(&json)?);
        Ok(Self { hash: content_id(&json), packed_source, packed_roadmap, json, roadmap })
    }
}

fn to_json(value: &impl Serialize) -> Result<Vec<u8>, CorpusError> {
    serde_json::to_vec(value).map_err(|error| CorpusError::damaged("a document", error))
}

fn pack(bytes: &[u8]) -> Result<Vec<u8>, CorpusError> {
    zstd::encode_all(bytes, ZSTD_LEVEL).map_err(|error| CorpusError::damaged("a document", error))
}

pub(crate) fn unpack(bytes: &[u8], what: &str) -> Result<Vec<u8>, CorpusError> {
    zstd::decode_all(bytes).map_err(|error| CorpusError::damaged(what, error))
}

pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8], what: &str) -> Result<T, CorpusError> {
    serde_json::from_slice(bytes).map_err(|error| CorpusError::damaged(what, error))
}

/// Writes a document with all that hangs on it, in place of what it had.
pub(crate) fn put_document(connection: &Connection, packed: &Packed, reader: &str) -> Result<(), CorpusError> {
    let roadmap = &packed.roadmap;
    for table in ["activities", "notes", "unread"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([&roadmap.id])?;
    }
    let sql = "INSERT INTO documents (id, lineage, file, format, title, date, number, period_start, period_end, region, \
        region_iso, municipality, activities, notes, reader, source, roadmap, json_size) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) \
        ON CONFLICT (id) DO UPDATE SET lineage = ?2, file = ?3, format = ?4, title = ?5, date = ?6, number = ?7, \
        period_start = ?8, period_end = ?9, region = ?10, region_iso = ?11, municipality = ?12, activities = ?13, \
        notes = ?14, reader = ?15, source = ?16, roadmap = ?17, json_size = ?18";
    connection.prepare_cached(sql)?.execute(params![
        roadmap.id,
        roadmap.lineage,
        roadmap.file,
        name_of(&roadmap.format),
        roadmap.title,
        roadmap.date.map(|date| date.to_string()),
        roadmap.number,
        roadmap.period.as_ref().map(|period| period.start.to_string()),
        roadmap.period.as_ref().map(|period| period.end.to_string()),
        roadmap.region.as_ref().map(|region| &region.name),
        roadmap.region.as_ref().and_then(|region| region.iso.as_ref()),
        roadmap.municipality.as_ref().map(|municipality| &municipality.name),
        roadmap.activities.len(),
        roadmap.diagnostics.len(),
        reader,
        packed.packed_source,
        packed.packed_roadmap,
        packed.json.len(),
    ])?;
    for (ordinal, activity) in (1_i64..).zip(&roadmap.activities) {
        put_activity(connection, &roadmap.id, ordinal, activity)?;
    }
    put_notes(connection, roadmap)?;
    put_unread(connection, roadmap)
}

fn put_activity(connection: &Connection, document: &str, ordinal: i64, activity: &Activity) -> Result<(), CorpusError> {
    let json = String::from_utf8(to_json(activity)?).map_err(|error| CorpusError::damaged("an activity", error))?;
    let sql =
        "INSERT INTO activities (id, document, ordinal, key, number, title, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let row = params![activity.id, document, ordinal, activity.key, activity.number, activity.title, json];
    connection.prepare_cached(sql)?.execute(row)?;

    let sql = "INSERT INTO parties (activity, ordinal, kind, text, post, organization, person, role, plural, generic) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut insert = connection.prepare_cached(sql)?;
    for (ordinal, party) in (1_i64..).zip(activity.responsible.iter().flat_map(|responsible| &responsible.parties)) {
        insert.execute(params![
            activity.id,
            ordinal,
            name_of(&party.kind),
            party.text,
            party.post,
            party.organization,
            party.person.as_ref().map(|person| &person.name),
            party.role.as_ref().map(name_of),
            party.plural,
            party.generic,
        ])?;
    }
    let sql = "INSERT INTO occurrences (activity, ordinal, start_date, end_date, deadline, times, rule) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut insert = connection.prepare_cached(sql)?;
    for (ordinal, window) in (1_i64..).zip(activity.schedule.iter().flat_map(|schedule| &schedule.occurrences)) {
        insert.execute(params![
            activity.id,
            ordinal,
            window.start.map(|date| date.to_string()),
            window.end.to_string(),
            window.deadline,
            window.times,
            window.rule,
        ])?;
    }
    Ok(())
}

fn put_notes(connection: &Connection, roadmap: &Roadmap) -> Result<(), CorpusError> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for note in &roadmap.diagnostics {
        *counts.entry(&note.code).or_default() += 1;
    }
    let mut insert = connection.prepare_cached("INSERT INTO notes (document, code, count) VALUES (?1, ?2, ?3)")?;
    for (code, count) in counts {
        insert.execute(params![roadmap.id, code, count])?;
    }
    Ok(())
}

fn put_unread(connection: &Connection, roadmap: &Roadmap) -> Result<(), CorpusError> {
    let mut counts: BTreeMap<(&str, String), i64> = BTreeMap::new();
    for activity in &roadmap.activities {
        let dates = activity.schedule.iter().flat_map(|schedule| &schedule.unparsed).map(|unparsed| ("date", unparsed));
        let parties = activity.responsible.iter().flat_map(|responsible| &responsible.unparsed);
        for (what, unparsed) in dates.chain(parties.map(|unparsed| ("party", unparsed))) {
            let text = unparsed.text.split_whitespace().collect::<Vec<_>>().join(" ");
            *counts.entry((what, text.chars().take(UNREAD_CHARACTERS).collect())).or_default() += 1;
        }
    }
    let mut insert =
        connection.prepare_cached("INSERT INTO unread (document, what, text, count) VALUES (?1, ?2, ?3, ?4)")?;
    for ((what, text), count) in counts {
        insert.execute(params![roadmap.id, what, text, count])?;
    }
    Ok(())
}

/// A name as JSON has it: `docx`, `organization`.
fn name_of(value: &impl Serialize) -> String {
    let name = serde_json::to_value(value).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What is known of a file from earlier imports.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub size: u64,
    pub mtime: i64,
    pub hash: Option<String>,
    pub outcome: Outcome,
    pub code: Option<String>,
    pub message: Option<String>,
    pub reader: String,
    pub document: Option<String>,
    pub vanished: bool,
}

pub(crate) fn sources(connection: &Connection) -> Result<BTreeMap<String, Source>, CorpusError> {
    let sql = "SELECT path, size, mtime, hash, outcome, code, message, reader, document, vanished FROM sources";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let outcome: String = row.get(4)?;
        let source = Source {
            size: row.get(1)?,
            mtime: row.get(2)?,
            hash: row.get(3)?,
            outcome: outcome.parse().map_err(|reason| CorpusError::damaged("a source", reason))?,
            code: row.get(5)?,
            message: row.get(6)?,
            reader: row.get(7)?,
            document: row.get(8)?,
            vanished: row.get(9)?,
        };
        found.insert(row.get(0)?, source);
    }
    Ok(found)
}

pub(crate) fn put_source(connection: &Connection, path: &str, source: &Source) -> Result<(), CorpusError> {
    let sql = "INSERT INTO sources (path, size, mtime, hash, outcome, code, message, reader, document, vanished) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (path) DO UPDATE SET size = ?2, mtime = ?3, \
        hash = ?4, outcome = ?5, code = ?6, message = ?7, reader = ?8, document = ?9, vanished = ?10";
    connection.prepare_cached(sql)?.execute(params![
        path,
        source.size,
        source.mtime,
        source.hash,
        source.outcome.name(),
        source.code,
        source.message,
        source.reader,
        source.document,
        source.vanished,
    ])?;
    Ok(())
}

/// The version that read a document, if there is such a document.
pub(crate) fn reader_of(connection: &Connection, document: &str) -> Result<Option<String>, CorpusError> {
    let mut statement = connection.prepare_cached("SELECT reader FROM documents WHERE id = ?1")?;
    Ok(statement.query_row([document], |row| row.get(0)).optional()?)
}

/// The documents whose files of that name are all gone, each with the first living file that holds it.
pub(crate) fn renamed(connection: &Connection) -> Result<BTreeMap<String, String>, CorpusError> {
    let sql = "SELECT documents.id, file, path FROM documents JOIN sources ON sources.document = documents.id \
        WHERE vanished = 0 ORDER BY documents.id, path";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let (mut renamed, mut kept) = (BTreeMap::new(), HashSet::new());
    while let Some(row) = rows.next()? {
        let (id, file, path): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if last_name(&path) == file {
            kept.insert(id);
        } else {
            renamed.entry(id).or_insert_with(|| last_name(&path).to_owned());
        }
    }
    renamed.retain(|id, _| !kept.contains(id));
    Ok(renamed)
}

/// A stored document under another file's name: what it says is what the content says.
pub(crate) fn under_name(connection: &Connection, id: &str, name: &str) -> Result<(Packed, String), CorpusError> {
    let mut statement = connection.prepare_cached("SELECT source, roadmap, reader FROM documents WHERE id = ?1")?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let (source, roadmap, reader): (Vec<u8>, Vec<u8>, String) = statement.query_row([id], columns)?;
    let mut document: Document = from_json(&unpack(&source, id)?, id)?;
    let mut roadmap: Roadmap = from_json(&unpack(&roadmap, id)?, id)?;
    name.clone_into(&mut document.name);
    name.clone_into(&mut roadmap.file);
    Ok((Packed::new(&document, roadmap)?, reader))
}

/// Takes a document out if no source holds it any more; says whether it did.
pub(crate) fn drop_if_unheld(connection: &Connection, document: &str) -> Result<bool, CorpusError> {
    let sql = "DELETE FROM documents WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM sources WHERE document = ?1)";
    Ok(connection.prepare_cached(sql)?.execute([document])? > 0)
}

/// The files that came to one of these ends, in the order of their paths.
pub(crate) fn files(
    connection: &Connection,
    outcomes: &[Outcome],
    limit: usize,
) -> Result<Vec<FileReport>, CorpusError> {
    let names: Vec<_> = outcomes.iter().map(|outcome| format!("'{outcome}'")).collect();
    let sql = format!(
        "SELECT path, outcome, code, message, document FROM sources WHERE outcome IN ({}) AND vanished = 0 ORDER BY path LIMIT ?1",
        names.join(", ")
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let outcome: String = row.get(1)?;
        let outcome = outcome.parse().map_err(|reason| CorpusError::damaged("a source", reason))?;
        found.push(FileReport {
            path: row.get(0)?,
            outcome,
            code: row.get(2)?,
            message: row.get(3)?,
            document: row.get(4)?,
        });
    }
    Ok(found)
}
