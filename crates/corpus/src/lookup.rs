use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use vekha_model::{Activity, Document, Note, Roadmap, Span};
use vekha_search::{Facet, Index, Query};

use crate::derived::roadmap_json;
use crate::store::{from_json, unpack};
use crate::{Corpus, CorpusError};

/// A document in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Its id.
    pub id: String,
    /// The same for every edition.
    pub lineage: String,
    /// The file's name without folders.
    pub file: String,
    /// What kind of file it was read as: `docx`.
    pub format: String,
    /// The roadmap's own title.
    pub title: Option<String>,
    /// The date of its order, `2018-09-01`.
    pub date: Option<String>,
    /// The number of its order.
    pub number: Option<String>,
    /// The first day of its period.
    pub period_start: Option<String>,
    /// The last day of its period.
    pub period_end: Option<String>,
    /// The region's name.
    pub region: Option<String>,
    /// The region's ISO code.
    pub region_iso: Option<String>,
    /// The municipality's name.
    pub municipality: Option<String>,
    /// How many activities it has.
    pub activities: usize,
    /// How many notes its reading left.
    pub notes: usize,
}

/// An activity and the document it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityEntry {
    /// The activity.
    pub activity: Activity,
    /// Its document in short.
    pub document: DocumentHead,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// How many activities fit, whatever the limit.
    pub total: usize,
    /// The best of them: by score, then in document order.
    pub hits: Vec<SearchHit>,
    /// What was odd about the query, and how it was read.
    pub remarks: Vec<Note>,
}

/// An activity that fits, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The activity.
    pub activity: Activity,
    /// Its document in short.
    pub document: DocumentHead,
    /// How well it fits; 0 where the query has no words.
    pub score: f64,
    /// The field that the snippet is cut from.
    pub field: String,
    /// The words around the best match, as written.
    pub snippet: String,
    /// The matching words: characters of the snippet.
    pub highlights: Vec<Span>,
}

const HEAD: &str = "documents.id, lineage, file, format, documents.title, date, documents.number, period_start, period_end, \
    region, region_iso, municipality, activities, notes";
/// How many of too many ids an error names.
const NAMED: usize = 5;

impl Corpus {
    /// All documents in short, in the order of their ids.
    ///
    /// # Errors
    /// If the database fails.
    pub fn documents(&self) -> Result<Vec<DocumentHead>, CorpusError> {
        self.located(self.all_heads())
    }

    /// A document in short, by its id or the beginning of it.
    ///
    /// # Errors
    /// If several documents begin so, or the database fails.
    pub fn document_head(&self, id: &str) -> Result<Option<DocumentHead>, CorpusError> {
        self.located(self.head_of(id))
    }

    /// What a document says, by its id or the beginning of it.
    ///
    /// # Errors
    /// If several documents begin so, or the database fails.
    pub fn document(&self, id: &str) -> Result<Option<Roadmap>, CorpusError> {
        self.located(self.roadmap_of(id))
    }

    /// A document as the file has it, by its id or the beginning of it; the file itself may be gone.
    ///
    /// # Errors
    /// If several documents begin so, or the database fails.
    pub fn source_document(&self, id: &str) -> Result<Option<Document>, CorpusError> {
        self.located(self.source_of(id))
    }

    /// The paths of the files that hold a document, those that vanished included.
    ///
    /// # Errors
    /// If several documents begin so, or the database fails.
    pub fn source_paths(&self, id: &str) -> Result<Vec<String>, CorpusError> {
        self.located(self.paths_of(id))
    }

    /// An activity with its document, by its id (`4f2a….17`, the document's part shortened at will) or its key.
    ///
    /// # Errors
    /// If several activities begin so, or the database fails. Editions of a plan share keys: a whole key is the newest's.
    pub fn activity(&self, id_or_key: &str) -> Result<Option<ActivityEntry>, CorpusError> {
        self.located(self.activity_of(id_or_key))
    }

    /// The activities that fit a query. An odd query never fails: what is odd is in the remarks.
    ///
    /// # Errors
    /// If the database or the index fails.
    pub fn search(&self, query: &Query) -> Result<SearchAnswer, CorpusError> {
        self.located(self.found(query))
    }

    /// How all activities that fit a query spread over regions, municipalities, years, months and kinds of schedule.
    ///
    /// # Errors
    /// If the index fails.
    pub fn facets(&self, query: &Query) -> Result<Vec<Facet>, CorpusError> {
        self.located(self.spread(query))
    }

    fn all_heads(&self) -> Result<Vec<DocumentHead>, CorpusError> {
        let mut statement = self.connection.prepare(&format!("SELECT {HEAD} FROM documents ORDER BY id"))?;
        Ok(statement.query_map([], |row| head(row, 0))?.collect::<Result<_, _>>()?)
    }

    fn head_of(&self, id: &str) -> Result<Option<DocumentHead>, CorpusError> {
        let Some(id) = self.document_id(id)? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(&format!("SELECT {HEAD} FROM documents WHERE id = ?1"))?;
        Ok(statement.query_row([id], |row| head(row, 0)).optional()?)
    }

    fn roadmap_of(&self, id: &str) -> Result<Option<Roadmap>, CorpusError> {
        let Some(id) = self.document_id(id)? else { return Ok(None) };
        roadmap_json(&self.connection, &id)?.map(|json| from_json(&json, &id)).transpose()
    }

    fn source_of(&self, id: &str) -> Result<Option<Document>, CorpusError> {
        let Some(id) = self.document_id(id)? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached("SELECT source FROM documents WHERE id = ?1")?;
        let packed: Option<Vec<u8>> = statement.query_row([&id], |row| row.get(0)).optional()?;
        packed.map(|packed| from_json(&unpack(&packed, &id)?, &id)).transpose()
    }

    fn paths_of(&self, id: &str) -> Result<Vec<String>, CorpusError> {
        let Some(id) = self.document_id(id)? else { return Ok(Vec::new()) };
        let mut statement =
            self.connection.prepare_cached("SELECT path FROM sources WHERE document = ?1 ORDER BY path")?;
        Ok(statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn activity_of(&self, id_or_key: &str) -> Result<Option<ActivityEntry>, CorpusError> {
        let wanted = id_or_key.trim().to_lowercase();
        let id = match wanted.split_once('.') {
            Some((document, number)) => self.document_id(document)?.map(|document| format!("{document}.{number}")),
            None => {
                if let Some(id) = newest(&self.connection, &wanted)? {
                    return self.entry(&id);
                }
                let by_key = one(&self.connection, "SELECT id FROM activities WHERE key >= ?1 AND key < ?2", &wanted)?;
                match by_key {
                    Some(id) => Some(id),
                    None => one(&self.connection, "SELECT id FROM activities WHERE id >= ?1 AND id < ?2", &wanted)?,
                }
            }
        };
        id.map_or(Ok(None), |id| self.entry(&id))
    }

    fn found(&self, query: &Query) -> Result<SearchAnswer, CorpusError> {
        self.see_other_writers()?;
        let found = self.ask(|index| index.search(query))?;
        let mut answer = SearchAnswer { total: found.total, hits: Vec::new(), remarks: found.remarks };
        answer.remarks.extend(self.remarks.borrow().iter().cloned());
        for hit in found.hits {
            let Some(ActivityEntry { activity, document }) = self.entry(&hit.activity_id)? else {
                let text = format!("the index is behind: `{}` is no longer in the corpus", hit.activity_id);
                answer.remarks.push(Note::whole("index_behind", text));
                continue;
            };
            let (field, snippet) = (hit.field, hit.snippet);
            answer.hits.push(SearchHit {
                activity,
                document,
                score: hit.score,
                field,
                snippet,
                highlights: hit.highlights,
            });
        }
        Ok(answer)
    }

    fn spread(&self, query: &Query) -> Result<Vec<Facet>, CorpusError> {
        self.see_other_writers()?;
        self.ask(|index| index.facets(query))
    }

    /// Another process may have imported since.
    fn see_other_writers(&self) -> Result<(), CorpusError> {
        let version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.seen.replace(version) != version {
            self.ask(Index::refresh)?;
        }
        Ok(())
    }

    fn entry(&self, id: &str) -> Result<Option<ActivityEntry>, CorpusError> {
        let sql = format!(
            "SELECT activities.json, {HEAD} FROM activities JOIN documents ON documents.id = activities.document \
             WHERE activities.id = ?1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found: Option<(String, DocumentHead)> =
            statement.query_row([id], |row| Ok((row.get(0)?, head(row, 1)?))).optional()?;
        found
            .map(|(json, document)| Ok(ActivityEntry { activity: from_json(json.as_bytes(), id)?, document }))
            .transpose()
    }

    fn document_id(&self, prefix: &str) -> Result<Option<String>, CorpusError> {
        let prefix = prefix.trim().to_lowercase();
        one(&self.connection, "SELECT id FROM documents WHERE id >= ?1 AND id < ?2", &prefix)
    }
}

/// The activity with this very key in the newest edition: by date, by period, then the one imported last.
fn newest(connection: &Connection, key: &str) -> Result<Option<String>, CorpusError> {
    let sql = "SELECT activities.id FROM activities JOIN documents ON documents.id = activities.document \
        WHERE key = ?1 ORDER BY date DESC, period_end DESC, documents.rowid DESC, ordinal LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
}

/// The one id that begins so; a whole id begins nothing else.
fn one(connection: &Connection, sql: &str, prefix: &str) -> Result<Option<String>, CorpusError> {
    if prefix.is_empty() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(&format!("{sql} ORDER BY 1 LIMIT {NAMED}"))?;
    let after_all = format!("{prefix}{}", char::MAX);
    let ids: Vec<String> = statement.query_map([prefix, &after_all], |row| row.get(0))?.collect::<Result<_, _>>()?;
    match ids.as_slice() {
        [] => Ok(None),
        [id] => Ok(Some(id.clone())),
        _ => Err(CorpusError::Ambiguous { prefix: prefix.to_owned(), ids }),
    }
}

fn head(row: &Row<'_>, first: usize) -> rusqlite::Result<DocumentHead> {
    Ok(DocumentHead {
        id: row.get(first)?,
        lineage: row.get(first + 1)?,
        file: row.get(first + 2)?,
        format: row.get(first + 3)?,
        title: row.get(first + 4)?,
        date: row.get(first + 5)?,
        number: row.get(first + 6)?,
        period_start: row.get(first + 7)?,
        period_end: row.get(first + 8)?,
        region: row.get(first + 9)?,
        region_iso: row.get(first + 10)?,
        municipality: row.get(first + 11)?,
        activities: row.get(first + 12)?,
        notes: row.get(first + 13)?,
    })
}
