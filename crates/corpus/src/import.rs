use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use vekha_read::Limits;
use vekha_search::Writer;

use crate::derived::{record_documents, remove_json, write_json};
use crate::files::{Found, Verdict, find, is_other_kind, is_under, roots};
use crate::parser::{Parser, Reply, ask, content_id};
use crate::store::{Packed, Source, drop_if_unheld, put_document, put_source, reader_of, renamed, sources, under_name};
use crate::truth::{Change, advance, forget_history, set_fact, state};
use crate::{Corpus, CorpusError, FileReport, ImportReport, Outcome, Progress};

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// How many files are read at a time; 0 for as many as there are processors.
    pub threads: usize,
    /// What a file may cost.
    pub limits: Limits,
    /// Whether to read again what has not changed.
    pub again: bool,
}

/// A batch is one transaction. Its bytes bound the memory: what is read of a file takes many times its size.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: u64 = 8 << 20;
/// So much of a file shows whether it is a document at all.
const BEGINNING_BYTES: u64 = 4 << 10;
/// Batches that wait to be written.
const BATCHES_WAITING: usize = 1;
/// The index catches up after so many documents; a killed import loses no more of it than that.
const INDEX_EVERY: usize = 2_000;
/// Documents nest, and their readers follow them.
const STACK_BYTES: usize = 64 << 20;

type Batch<'a> = Vec<(&'a str, &'a Found, Answer)>;

/// What was made of a file.
enum Answer {
    /// As at the last import.
    Unchanged,
    /// Touched, but with the same content.
    SameContent,
    Skip(&'static str),
    /// The content of a document that is there.
    Known(String),
    Read(String, Box<Packed>),
    /// Content id where it was read, outcome, code, message.
    Problem(Option<String>, Outcome, String, String),
}

impl Corpus {
    /// Reads files and folders into the corpus; what has not changed since the last time is not read again.
    ///
    /// Files are taken in the order of their paths, whatever the number of threads. `progress` is called after each.
    /// When `cancel` becomes true, the batches being read are finished, and the corpus is as good as after a whole run.
    ///
    /// # Errors
    /// If another process imports, or the corpus cannot be written. A file that cannot be read is no error.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        progress: &mut dyn FnMut(Progress<'_>),
        cancel: &AtomicBool,
    ) -> Result<ImportReport, CorpusError> {
        let result = self.import_locked(paths, options, progress, cancel);
        self.located(result)
    }

    fn import_locked(
        &mut self,
        paths: &[PathBuf],
        options: &ImportOptions,
        progress: &mut dyn FnMut(Progress<'_>),
        cancel: &AtomicBool,
    ) -> Result<ImportReport, CorpusError> {
        let _lock = self.lock()?;
        let threads = ThreadPoolBuilder::new().num_threads(options.threads).stack_size(STACK_BYTES).build();
        let threads = threads.map_err(|error| CorpusError::io(&self.folder)(std::io::Error::other(error)))?;
        self.repair_locked()?;

        let found = find(paths, &self.folder);
        let known = sources(&self.connection)?;
        let parser = &*self.parser;
        let reading = Reading { known: &known, parser, options, cancel };
        let mut writing = Writing {
            report: ImportReport::default(),
            index: self.index.borrow().writer()?,
            unindexed: 0,
            is_changed: false,
            reader: parser.version(),
            connection: &mut self.connection,
            folder: &self.folder,
            known: &known,
            total: (found.len(), found.values().map(|found| found.size).sum()),
            done: (0, 0),
            progress,
        };
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(BATCHES_WAITING);
            scope.spawn(|| reading.all(&found, &threads, sender));
            writing.all(receiver)
        })?;
        let is_cancelled = cancel.load(Ordering::Relaxed);
        if !is_cancelled {
            writing.mark_vanished(&roots(paths), &found)?;
            writing.follow_names()?;
        }
        let report = writing.finish(is_cancelled)?;
        self.index.borrow().refresh()?;
        self.write_report()?;
        Ok(report)
    }
}

/// The side that reads files, on many threads.
struct Reading<'a> {
    known: &'a BTreeMap<String, Source>,
    parser: &'a dyn Parser,
    options: &'a ImportOptions,
    cancel: &'a AtomicBool,
}

impl Reading<'_> {
    fn all<'a>(&self, found: &'a BTreeMap<String, Found>, threads: &ThreadPool, sender: SyncSender<Batch<'a>>) {
        let mut documents = self.steady_documents(found);
        let mut files = found.iter().peekable();
        while files.peek().is_some() && !self.cancel.load(Ordering::Relaxed) {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            while let Some((_, next)) = files.peek()
                && (batch.is_empty() || (batch.len() < BATCH_FILES && bytes + next.size <= BATCH_BYTES))
            {
                bytes += next.size;
                batch.extend(files.next());
            }
            let answer =
                |&(name, found): &(&'a String, &'a Found)| (name.as_str(), found, self.answer(name, found, &documents));
            let batch: Batch<'a> = threads.install(|| batch.par_iter().map(answer).collect());
            documents.extend(batch.iter().filter_map(|(_, _, answer)| match answer {
                Answer::Read(id, _) => Some(id.clone()),
                _ => None,
            }));
            if sender.send(batch).is_err() {
                return; // the writing side has failed and says why
            }
        }
    }

    /// The documents that need not be read again because a file that stays as it is holds them throughout this import.
    fn steady_documents(&self, found: &BTreeMap<String, Found>) -> HashSet<String> {
        let is_steady =
            |(name, source): &(&String, &Source)| found.get(*name).is_none_or(|found| self.is_unchanged(source, found));
        let steady = self.known.iter().filter(is_steady);
        let is_current = |source: &&Source| !self.options.again && source.reader == self.parser.version();
        steady.map(|(_, source)| source).filter(is_current).filter_map(|source| source.document.clone()).collect()
    }

    fn is_unchanged(&self, source: &Source, found: &Found) -> bool {
        let is_same_file = (source.size, source.mtime) == (found.size, found.mtime) && found.verdict == Verdict::Read;
        let was_looked_into = !matches!(source.outcome, Outcome::Skipped) && source.code.as_deref() != Some(UNREADABLE);
        is_same_file && was_looked_into && !self.options.again && source.reader == self.parser.version()
    }

    fn answer(&self, name: &str, found: &Found, documents: &HashSet<String>) -> Answer {
        match &found.verdict {
            Verdict::Skip(code) => return Answer::Skip(code),
            Verdict::NotAFile => {
                let message = "it is a pipe, a socket or a device, and no file".to_owned();
                return Answer::Problem(None, Outcome::Failed, "not_a_file".to_owned(), message);
            }
            Verdict::Unreadable(message) => return unreadable(message.clone()),
            Verdict::Read => {}
        }
        let source = self.known.get(name);
        if source.is_some_and(|source| self.is_unchanged(source, found)) {
            return Answer::Unchanged;
        }
        let limit = self.options.limits.file_bytes;
        let mut bytes = Vec::new();
        let mut read = File::open(&found.path).map(|file| file.take(limit.saturating_add(1)));
        if let Ok(file) = &mut read
            && !found.is_named
            && file.by_ref().take(BEGINNING_BYTES).read_to_end(&mut bytes).is_ok()
            && is_other_kind(&found.path, &bytes)
        {
            return Answer::Skip("other_kind");
        }
        match read.and_then(|mut file| file.read_to_end(&mut bytes).map(|_| bytes.len())) {
            Err(error) => return unreadable(error.to_string()),
            Ok(length) if length as u64 > limit => {
                let message = format!("too large: the file, in bytes, exceeds the limit of {limit}");
                return Answer::Problem(None, Outcome::Failed, "too_large".to_owned(), message);
            }
            Ok(_) => {}
        }
        let id = content_id(&bytes);
        let is_current = |source: &&Source| source.reader == self.parser.version() && !self.options.again;
        if source.filter(is_current).is_some_and(|source| source.hash.as_ref() == Some(&id)) {
            return Answer::SameContent;
        }
        if documents.contains(&id) { Answer::Known(id) } else { self.parse(id, &bytes, found) }
    }

    fn parse(&self, id: String, bytes: &[u8], found: &Found) -> Answer {
        let name = found.path.file_name().unwrap_or_default().to_string_lossy();
        match ask(self.parser, bytes, &name, &self.options.limits) {
            Reply::Document(parsed) => {
                let (document, roadmap) = *parsed;
                if document.id != id || roadmap.id != id {
                    let message = format!("the parser calls the content {id} by another id");
                    return Answer::Problem(Some(id), Outcome::Failed, "wrong_id".to_owned(), message);
                }
                match Packed::new(&document, roadmap) {
                    Ok(packed) => Answer::Read(id, Box::new(packed)),
                    Err(error) => {
                        Answer::Problem(Some(id), Outcome::Failed, "unwritable".to_owned(), error.to_string())
                    }
                }
            }
            Reply::Failure(failure) => Answer::Problem(Some(id), Outcome::Failed, failure.code, failure.message),
            Reply::Panic(message) => Answer::Problem(Some(id), Outcome::Panic, "panic".to_owned(), message),
        }
    }
}

/// The code of a file that the system does not let us read: it is tried again next time.
const UNREADABLE: &str = "unreadable";

fn unreadable(message: String) -> Answer {
    Answer::Problem(None, Outcome::Failed, UNREADABLE.to_owned(), message)
}

/// The side that writes, one batch after the other.
struct Writing<'a> {
    report: ImportReport,
    index: Writer,
    /// Documents that the index has taken in since its last commit.
    unindexed: usize,
    is_changed: bool,
    reader: &'a str,
    connection: &'a mut rusqlite::Connection,
    folder: &'a std::path::Path,
    known: &'a BTreeMap<String, Source>,
    /// Files and bytes.
    total: (usize, u64),
    done: (usize, u64),
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Writing<'_> {
    fn all(&mut self, batches: Receiver<Batch<'_>>) -> Result<(), CorpusError> {
        batches.into_iter().try_for_each(|batch| self.write(batch))
    }

    fn write(&mut self, batch: Batch<'_>) -> Result<(), CorpusError> {
        let transaction = self.connection.transaction()?;
        record_documents(&transaction)?; // the files of the batches before are written
        let mut changes = Vec::new();
        let mut reports = Vec::new();
        for (name, found, answer) in &batch {
            let mut entry =
                Entry { connection: &transaction, name, found, old: self.known.get(*name), reader: self.reader };
            reports.push(entry.write(answer, &mut changes)?);
        }
        if !changes.is_empty() {
            advance(&transaction, &changes)?;
        }
        transaction.commit()?;

        self.follow(&batch, &changes)?;
        for ((_, found, _), report) in batch.iter().zip(reports) {
            self.done = (self.done.0 + 1, self.done.1 + found.size);
            let ((done, bytes), (total, total_bytes)) = (self.done, self.total);
            (self.progress)(Progress { done, total, bytes, total_bytes, file: &report });
            self.count(report);
        }
        Ok(())
    }

    /// The derived parts follow the truth.
    fn follow(&mut self, batch: &Batch<'_>, changes: &[Change]) -> Result<(), CorpusError> {
        let packed = batch.iter().filter_map(|(_, _, answer)| answer.packed());
        let packed: BTreeMap<(&str, &str), &Packed> =
            packed.map(|(id, packed)| ((id, packed.hash.as_str()), packed)).collect();
        let last: BTreeMap<&str, &Change> = changes.iter().map(|change| (change.document(), change)).collect();
        self.is_changed |= !last.is_empty();
        for (id, change) in last {
            let put = match change {
                Change::Put(id, hash) => packed.get(&(id.as_str(), hash.as_str())),
                Change::Gone(_) => None,
            };
            match put {
                Some(packed) => {
                    write_json(self.folder, id, &packed.json)?;
                    self.index.replace_document(&packed.roadmap)?;
                }
                None => {
                    remove_json(self.folder, id)?;
                    self.index.delete_document(id);
                }
            }
            self.unindexed += 1;
        }
        if self.unindexed >= INDEX_EVERY {
            self.unindexed = 0;
            self.index.commit(&state(self.connection)?.to_string())?;
        }
        Ok(())
    }

    fn count(&mut self, report: FileReport) {
        *self.report.outcomes.entry(report.outcome).or_default() += 1;
        if report.outcome.is_problem() {
            self.report.problems.push(report);
        }
    }

    /// Marks the sources under `roots` that are no longer there; their documents stay.
    fn mark_vanished(&mut self, roots: &[String], found: &BTreeMap<String, Found>) -> Result<(), CorpusError> {
        let transaction = self.connection.transaction()?;
        let gone = self.known.iter().filter(|(name, _)| is_under(name, roots) && !found.contains_key(*name));
        let mut count = 0;
        for (name, source) in gone {
            count += 1;
            if !source.vanished {
                put_source(&transaction, name, &Source { vanished: true, ..source.clone() })?;
            }
        }
        transaction.commit()?;
        if count > 0 {
            self.report.outcomes.insert(Outcome::Vanished, count);
        }
        Ok(())
    }

    /// A document whose file was renamed goes by the name of a file that is there.
    fn follow_names(&mut self) -> Result<(), CorpusError> {
        for (id, name) in renamed(self.connection)? {
            let transaction = self.connection.transaction()?;
            record_documents(&transaction)?;
            let (packed, reader) = under_name(&transaction, &id, &name)?;
            put_document(&transaction, &packed, &reader)?;
            advance(&transaction, &[Change::Put(id.clone(), packed.hash.clone())])?;
            transaction.commit()?;
            write_json(self.folder, &id, &packed.json)?;
            self.index.replace_document(&packed.roadmap)?;
            self.is_changed = true;
        }
        Ok(())
    }

    fn finish(mut self, cancelled: bool) -> Result<ImportReport, CorpusError> {
        self.report.cancelled = cancelled;
        if self.is_changed {
            self.index.commit(&state(self.connection)?.to_string())?;
        }
        self.index.close()?;
        let transaction = self.connection.transaction()?;
        record_documents(&transaction)?;
        forget_history(&transaction)?;
        let outcomes =
            serde_json::to_string(&self.report.outcomes).map_err(|error| CorpusError::damaged("the report", error))?;
        set_fact(&transaction, "last_import", &outcomes)?;
        transaction.commit()?;
        Ok(self.report)
    }
}

impl Answer {
    fn packed(&self) -> Option<(&str, &Packed)> {
        match self {
            Self::Read(id, packed) => Some((id, packed)),
            _ => None,
        }
    }
}

/// One file on its way into the database.
struct Entry<'a> {
    connection: &'a rusqlite::Connection,
    name: &'a str,
    found: &'a Found,
    /// What was known of it before.
    old: Option<&'a Source>,
    reader: &'a str,
}

impl Entry<'_> {
    fn write(&mut self, answer: &Answer, changes: &mut Vec<Change>) -> Result<FileReport, CorpusError> {
        let mut next = self.source();
        let reported = match answer {
            Answer::Unchanged | Answer::SameContent => return self.stay(next),
            Answer::Skip(code) => {
                next.outcome = Outcome::Skipped;
                next.code = Some((*code).to_owned());
                next.document = self.old.and_then(|old| old.document.clone());
                Outcome::Skipped
            }
            Answer::Problem(hash, outcome, code, message) => {
                next.outcome = *outcome;
                next.hash.clone_from(hash);
                (next.code, next.message) = (Some(code.clone()), Some(message.clone()));
                // The last good reading stays until there is a better one.
                next.document = self.old.and_then(|old| old.document.clone());
                *outcome
            }
            Answer::Known(id) => {
                next.outcome = Outcome::Duplicate;
                (next.hash, next.document) = (Some(id.clone()), Some(id.clone()));
                Outcome::Duplicate
            }
            Answer::Read(id, packed) => {
                let is_there = reader_of(self.connection, id)?.is_some_and(|reader| reader == self.reader);
                let read_before = changes.iter().any(|change| matches!(change, Change::Put(put, _) if put == id));
                let is_own = self.old.is_some_and(|old| old.document.as_ref() == Some(id));
                let is_duplicate = read_before || (is_there && !is_own && self.is_held(id)?);
                if !is_duplicate {
                    put_document(self.connection, packed, self.reader)?;
                    changes.push(Change::Put(id.clone(), packed.hash.clone()));
                }
                next.outcome = if is_duplicate { Outcome::Duplicate } else { Outcome::Read };
                (next.hash, next.document) = (Some(id.clone()), Some(id.clone()));
                next.outcome
            }
        };
        put_source(self.connection, self.name, &next)?;
        if let Some(old) = self.old.and_then(|old| old.document.as_ref())
            && next.document.as_ref() != Some(old)
            && drop_if_unheld(self.connection, old)?
        {
            changes.push(Change::Gone(old.clone()));
        }
        Ok(self.report(reported, &next))
    }

    /// The file is as it was; only its date, or its being there, may be new.
    fn stay(&self, mut next: Source) -> Result<FileReport, CorpusError> {
        let Some(old) = self.old else { return Ok(self.report(Outcome::Unchanged, &next)) };
        next = Source { size: next.size, mtime: next.mtime, vanished: false, ..old.clone() };
        if (old.size, old.mtime, old.vanished) != (next.size, next.mtime, false) {
            put_source(self.connection, self.name, &next)?;
        }
        let reported = if next.outcome.is_problem() { next.outcome } else { Outcome::Unchanged };
        Ok(self.report(reported, &next))
    }

    fn is_held(&self, document: &str) -> Result<bool, CorpusError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sources WHERE document = ?1 AND path <> ?2)";
        Ok(self.connection.prepare_cached(sql)?.query_row([document, self.name], |row| row.get(0))?)
    }

    fn source(&self) -> Source {
        Source {
            size: self.found.size,
            mtime: self.found.mtime,
            hash: None,
            outcome: Outcome::Failed,
            code: None,
            message: None,
            reader: self.reader.to_owned(),
            document: None,
            vanished: false,
        }
    }

    fn report(&self, outcome: Outcome, source: &Source) -> FileReport {
        let (code, message) = (source.code.clone(), source.message.clone());
        FileReport { path: self.name.to_owned(), outcome, code, message, document: source.document.clone() }
    }
}
