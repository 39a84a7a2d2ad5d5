use std::cmp::Reverse;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::schema::{Field, Schema, Value};
use tantivy::{
    Directory, DocAddress, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, SegmentReader, TantivyDocument,
    Term,
};
use vekha_model::{Note, Roadmap};

use crate::directory::ReadOnly;
use crate::entry::{Part, entries};
use crate::facets::FacetCounter;
use crate::plan::{Plan, plan, words};
use crate::schema::{ACTIVITY_ORDER, DOCUMENT_ORDER, Fields, schema, tokenizers};
use crate::snippet::snippet;
use crate::{Facet, Hit, Query, Results, SearchError};

/// Goes up with every change of the analysis or of the fields, so that an older index is made again.
const VERSION: &str = "1";

const WRITER_THREADS: usize = 2;
const WRITER_BYTES: usize = 100_000_000;
/// The lock of a killed process can take a moment to go away.
const LOCK_ATTEMPTS: u32 = 5;

/// The full-text index of a corpus.
pub struct Index {
    inner: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
}

impl Index {
    /// Makes an empty index in an empty folder.
    ///
    /// # Errors
    /// If the folder cannot be written, or holds an index.
    pub fn create(folder: &Path) -> Result<Self, SearchError> {
        let builder = tantivy::Index::builder().schema(schema().0);
        Self::over(builder.create_in_dir(folder)?)
    }

    /// Makes an empty index in memory.
    ///
    /// # Errors
    /// If memory is short.
    pub fn in_memory() -> Result<Self, SearchError> {
        Self::over(tantivy::Index::builder().schema(schema().0).create_in_ram()?)
    }

    /// Opens the index in a folder.
    ///
    /// # Errors
    /// If there is none, it is damaged, or of another version: then it has to be made again.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        Self::in_directory(mapped(folder)?)
    }

    /// Opens the index in a folder that cannot be written: it gives answers and no writer.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_read_only(folder: &Path) -> Result<Self, SearchError> {
        Self::in_directory(ReadOnly(mapped(folder)?))
    }

    fn in_directory(directory: impl Directory) -> Result<Self, SearchError> {
        let index = Self::over(tantivy::Index::open(directory)?)?;
        let found = index.payload()?;
        let version = found.as_deref().and_then(|payload| payload.split_once(' ')).map(|(version, _)| version);
        let same_fields = same_fields(&index.inner.schema(), &schema().0);
        if same_fields && version.is_none_or(|version| version == VERSION) {
            return Ok(index);
        }
        let found = version.unwrap_or("unknown").to_owned();
        Err(SearchError::Version { found, expected: VERSION.to_owned() })
    }

    fn over(mut inner: tantivy::Index) -> Result<Self, SearchError> {
        inner.set_tokenizers(tokenizers());
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { inner, reader, fields: schema().1 })
    }

    /// The state given to the last [`Writer::commit`]; `None` before the first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn state(&self) -> Result<Option<String>, SearchError> {
        let payload = self.payload()?;
        Ok(payload.and_then(|payload| payload.split_once(' ').map(|(_, state)| state.to_owned())))
    }

    fn payload(&self) -> Result<Option<String>, SearchError> {
        Ok(self.inner.load_metas()?.payload)
    }

    /// Whether every file of the index has the checksum it was written with; reads all of it.
    pub fn is_sound(&self) -> bool {
        self.inner.validate_checksum().is_ok_and(|damaged| damaged.is_empty())
    }

    /// Sees what was committed since the index was opened, by this process or another.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn refresh(&self) -> Result<(), SearchError> {
        Ok(self.reader.reload()?)
    }

    /// The one writer; a second one is refused while it lives.
    ///
    /// # Errors
    /// If another process writes, or the folder cannot be written.
    pub fn writer(&self) -> Result<Writer, SearchError> {
        for attempt in 1..LOCK_ATTEMPTS {
            match self.try_writer() {
                Err(SearchError::Locked) => sleep(Duration::from_millis(20 << attempt)),
                other => return other,
            }
        }
        self.try_writer()
    }

    fn try_writer(&self) -> Result<Writer, SearchError> {
        let inner = self.inner.writer_with_num_threads(WRITER_THREADS, WRITER_BYTES)?;
        Ok(Writer { inner, fields: self.fields.clone() })
    }

    /// How many activities the index holds.
    pub fn len(&self) -> usize {
        usize::try_from(self.reader.searcher().num_docs()).unwrap_or(usize::MAX)
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The activities that fit a query. The query itself never fails: what is odd about it is in the remarks.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, query: &Query) -> Result<Results, SearchError> {
        let searcher = self.reader.searcher();
        let mut plan = plan(query, &self.fields, &searcher)?;
        let (total, found) = best(&searcher, &plan, query)?;
        if total == 0 {
            let unknown = self.unknown_words(&plan, &searcher)?;
            plan.remarks.extend(unknown);
        }
        let hits = found.into_iter().map(|(score, address)| self.hit(&searcher, &plan, score, address));
        Ok(Results { total, hits: hits.collect::<Result<_, _>>()?, remarks: plan.remarks })
    }

    /// How all activities that fit a query spread over regions, municipalities, years, months and kinds of schedule.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn facets(&self, query: &Query) -> Result<Vec<Facet>, SearchError> {
        let searcher = self.reader.searcher();
        let plan = plan(query, &self.fields, &searcher)?;
        Ok(searcher.search(&plan.query, &FacetCounter)?)
    }

    fn unknown_words(&self, plan: &Plan, searcher: &Searcher) -> Result<Vec<Note>, SearchError> {
        let mut remarks = Vec::new();
        for clause in plan.clauses.iter().filter(|clause| !clause.negative) {
            if searcher.search(&words(clause, &self.fields), &Count)? == 0 {
                remarks.push(Note::whole("unknown_word", format!("`{}` stands in no activity", clause.shown)));
            }
        }
        Ok(remarks)
    }

    fn hit(&self, searcher: &Searcher, plan: &Plan, score: i64, address: DocAddress) -> Result<Hit, SearchError> {
        let entry: TantivyDocument = searcher.doc(address)?;
        let text = |field: Field| entry.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let parts: Vec<Part> = serde_json::from_str(text(self.fields.parts)).unwrap_or_default();
        let snippet = snippet(&parts, &plan.clauses);
        Ok(Hit {
            activity_id: text(self.fields.activity).to_owned(),
            document_id: text(self.fields.document).to_owned(),
            score: score as f64 / STEPS,
            field: snippet.field,
            snippet: snippet.text,
            highlights: snippet.highlights,
        })
    }
}

/// Scores count in steps of a hundredth: how the index happens to be cut into segments changes their last digits.
const STEPS: f64 = 100.0;

/// How many fit, and the best of them: by score, then in document order.
fn best(searcher: &Searcher, plan: &Plan, query: &Query) -> Result<(usize, Vec<(i64, DocAddress)>), SearchError> {
    let all = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let (limit, offset) = (query.limit.min(all), query.offset.min(all));
    if limit == 0 {
        return Ok((searcher.search(&plan.query, &Count)?, Vec::new()));
    }
    let order = |segment: &SegmentReader| {
        let columns = [DOCUMENT_ORDER, ACTIVITY_ORDER].map(|name| segment.fast_fields().u64(name).ok());
        move |entry: u32, score: Score| {
            let number = |column: usize| columns[column].as_ref().and_then(|column| column.first(entry)).unwrap_or(0);
            ((f64::from(score) * STEPS).round() as i64, Reverse(number(0)), Reverse(number(1)))
        }
    };
    let top = TopDocs::with_limit(limit).and_offset(offset).tweak_score(order);
    let (found, total) = searcher.search(&plan.query, &(top, Count))?;
    Ok((total, found.into_iter().map(|((score, ..), address)| (score, address)).collect()))
}

fn mapped(folder: &Path) -> Result<MmapDirectory, SearchError> {
    Ok(MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?)
}

fn same_fields(a: &Schema, b: &Schema) -> bool {
    a.fields().map(|(_, entry)| entry).eq(b.fields().map(|(_, entry)| entry))
}

/// Changes an index; what is not committed is forgotten.
pub struct Writer {
    inner: IndexWriter,
    fields: Fields,
}

impl Writer {
    /// Puts a document's activities in, in place of those it had.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn replace_document(&mut self, roadmap: &Roadmap) -> Result<(), SearchError> {
        self.delete_document(&roadmap.id);
        for entry in entries(roadmap, &self.fields) {
            self.inner.add_document(entry)?;
        }
        Ok(())
    }

    /// Takes a document's activities out.
    pub fn delete_document(&mut self, id: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.document, id));
    }

    /// Makes the changes last, and records which state of the truth the index now holds.
    ///
    /// # Errors
    /// If the index cannot be written; it then holds what it held before.
    pub fn commit(&mut self, state: &str) -> Result<(), SearchError> {
        let mut prepared = self.inner.prepare_commit()?;
        prepared.set_payload(&format!("{VERSION} {state}"));
        prepared.commit()?;
        Ok(())
    }

    /// Waits until the index is put in order, and lets go of it.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn close(self) -> Result<(), SearchError> {
        Ok(self.inner.wait_merging_threads()?)
    }
}
