//! The parts of the corpus that are made from the truth: `documents/` and `index/`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use vekha_search::{Index, Writer};

use crate::CorpusError;
use crate::error::INDEX;
use crate::store::{from_json, unpack};
use crate::truth::{changes_since, fact, forget_history, set_fact, state};

/// The fact that says which state `documents/` holds.
const DOCUMENTS_STATE: &str = "documents_state";

/// Brings both to the present state of the truth, by the changes since if they are known, else anew.
pub(crate) fn repair(connection: &Connection, folder: &Path) -> Result<Index, CorpusError> {
    let index = repair_index(connection, folder)?; // first: searches need it, and the files are only for others
    repair_documents(connection, folder)?;
    if has_history(connection)? {
        forget_history(connection)?;
    }
    Ok(index)
}

/// Makes both anew.
pub(crate) fn rebuild(connection: &Connection, folder: &Path) -> Result<Index, CorpusError> {
    for document in all_ids(connection)? {
        write_stored(connection, folder, &document)?;
    }
    record_documents(connection)?;
    reindex(connection, folder)?;
    repair(connection, folder)
}

/// Makes the index anew.
pub(crate) fn reindex(connection: &Connection, folder: &Path) -> Result<Index, CorpusError> {
    remove_folder(&folder.join(INDEX))?;
    repair_index(connection, folder)
}

/// Records that `documents/` holds the present state.
pub(crate) fn record_documents(connection: &Connection) -> Result<(), CorpusError> {
    let now = state(connection)?.to_string();
    if fact(connection, DOCUMENTS_STATE)?.as_ref() == Some(&now) {
        return Ok(()); // nothing to write is nothing to wait for
    }
    set_fact(connection, DOCUMENTS_STATE, &now)
}

fn has_history(connection: &Connection) -> Result<bool, CorpusError> {
    Ok(connection.query_row("SELECT count(*) FROM states", [], |row| row.get::<_, i64>(0))? > 1)
}

fn repair_documents(connection: &Connection, folder: &Path) -> Result<(), CorpusError> {
    let now = state(connection)?.to_string();
    let held = fact(connection, DOCUMENTS_STATE)?;
    if held.as_deref() != Some(&now) {
        let changed = held.map(|held| changes_since(connection, &held)).transpose()?.flatten();
        for document in changed.map_or_else(|| all_ids(connection), Ok)? {
            write_stored(connection, folder, &document)?;
        }
        set_fact(connection, DOCUMENTS_STATE, &now)?;
    }
    let mut statement = connection.prepare("SELECT id, json_size FROM documents")?;
    let wanted = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wanted: BTreeMap<String, u64> = wanted.collect::<Result<_, _>>()?;
    let mut present = json_files(folder)?;
    for (id, size) in &wanted {
        if present.remove(&json_path(folder, id)) != Some(*size) {
            write_stored(connection, folder, id)?;
        }
    }
    present.keys().try_for_each(|path| remove_file(path))
}

/// The files under `documents/` that are named like ours, with their size.
fn json_files(folder: &Path) -> Result<BTreeMap<PathBuf, u64>, CorpusError> {
    let mut found = BTreeMap::new();
    let documents = folder.join("documents");
    for shard in entries(&documents)? {
        let is_shard = shard.file_name().is_some_and(|name| name.len() == 2) && shard.is_dir();
        for file in if is_shard { entries(&shard)? } else { Vec::new() } {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match name.split_once('.') {
                Some((id, "json")) if is_id(id) => {
                    let size = file.metadata().map_err(CorpusError::io(&file))?.len();
                    found.insert(file, size);
                }
                Some((id, "json.new")) if is_id(id) => remove_file(&file)?,
                _ => {}
            }
        }
    }
    Ok(found)
}

fn is_id(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, CorpusError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(CorpusError::io(folder))?,
    };
    entries.map(|entry| Ok(entry.map_err(CorpusError::io(folder))?.path())).collect()
}

/// Writes the JSON of a document as the truth has it, or takes it away if the truth has no such document.
fn write_stored(connection: &Connection, folder: &Path, id: &str) -> Result<(), CorpusError> {
    match roadmap_json(connection, id)? {
        Some(json) => write_json(folder, id, &json),
        None => remove_json(folder, id),
    }
}

/// The JSON of a document.
pub(crate) fn roadmap_json(connection: &Connection, id: &str) -> Result<Option<Vec<u8>>, CorpusError> {
    let mut statement = connection.prepare_cached("SELECT roadmap FROM documents WHERE id = ?1")?;
    let packed: Option<Vec<u8>> = statement.query_row([id], |row| row.get(0)).optional()?;
    packed.map(|packed| unpack(&packed, id)).transpose()
}

/// Written beside and then renamed, so that a reader never sees half a file.
pub(crate) fn write_json(folder: &Path, id: &str, json: &[u8]) -> Result<(), CorpusError> {
    let path = json_path(folder, id);
    let new = path.with_extension("json.new");
    if let Some(shard) = path.parent() {
        fs::create_dir_all(shard).map_err(CorpusError::io(shard))?;
    }
    File::create(&new).and_then(|mut file| file.write_all(json)).map_err(CorpusError::io(&new))?;
    fs::rename(&new, &path).map_err(CorpusError::io(&path))
}

pub(crate) fn remove_json(folder: &Path, id: &str) -> Result<(), CorpusError> {
    remove_file(&json_path(folder, id))
}

fn json_path(folder: &Path, id: &str) -> PathBuf {
    let shard = id.get(..2).unwrap_or("00");
    folder.join("documents").join(shard).join(format!("{id}.json"))
}

fn remove_file(path: &Path) -> Result<(), CorpusError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(CorpusError::io(path)(error)),
        _ => Ok(()),
    }
}

fn remove_folder(path: &Path) -> Result<(), CorpusError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(CorpusError::io(path)(error)),
        _ => Ok(()),
    }
}

pub(crate) fn repair_index(connection: &Connection, folder: &Path) -> Result<Index, CorpusError> {
    let now = state(connection)?.to_string();
    let path = folder.join(INDEX);
    // Whatever is wrong with an index that does not open, making it again is the answer.
    let opened = Index::open(&path).and_then(|index| Ok((index.state()?, index))).ok();
    if let Some((Some(held), index)) = opened {
        if held == now {
            return Ok(index);
        }
        if let Some(changed) = changes_since(connection, &held)? {
            fill_index(connection, &index, &changed, &now)?;
            return Ok(index);
        }
    }
    remove_folder(&path)?;
    fs::create_dir_all(&path).map_err(CorpusError::io(&path))?;
    let index = Index::create(&path)?;
    fill_index(connection, &index, &all_ids(connection)?, &now)?;
    Ok(index)
}

fn fill_index(connection: &Connection, index: &Index, documents: &[String], state: &str) -> Result<(), CorpusError> {
    let mut writer = index.writer()?;
    for id in documents {
        index_stored(connection, &mut writer, id)?;
    }
    writer.commit(state)?;
    writer.close()?;
    Ok(index.refresh()?)
}

fn index_stored(connection: &Connection, writer: &mut Writer, id: &str) -> Result<(), CorpusError> {
    match roadmap_json(connection, id)? {
        Some(json) => writer.replace_document(&from_json(&json, id)?)?,
        None => writer.delete_document(id),
    }
    Ok(())
}

fn all_ids(connection: &Connection) -> Result<Vec<String>, CorpusError> {
    let mut statement = connection.prepare("SELECT id FROM documents ORDER BY id")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
