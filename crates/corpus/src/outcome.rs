use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It gave a document.
    Read,
    /// It has the same content as another file, and shares its document.
    Duplicate,
    /// It is as it was at the last import, when it gave a document.
    Unchanged,
    /// It gave no document; the code says why.
    Failed,
    /// Reading it met a bug of vekha.
    Panic,
    /// It was not looked into; the code says why.
    Skipped,
    /// It was there at an earlier import; its document is kept.
    Vanished,
}

const NAMES: &[(Outcome, &str)] = &[
    (Outcome::Read, "read"),
    (Outcome::Duplicate, "duplicate"),
    (Outcome::Unchanged, "unchanged"),
    (Outcome::Failed, "failed"),
    (Outcome::Panic, "panic"),
    (Outcome::Skipped, "skipped"),
    (Outcome::Vanished, "vanished"),
];

impl Outcome {
    /// Whether the file's content is not in the corpus though it should be.
    pub fn is_problem(self) -> bool {
        matches!(self, Self::Failed | Self::Panic)
    }

    /// Its name in the database and in JSON.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(outcome, _)| *outcome == self).map_or("failed", |(_, name)| name)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = NAMES.iter().find(|(_, name)| *name == text);
        found.map(|(outcome, _)| *outcome).ok_or_else(|| format!("`{text}` is no outcome"))
    }
}

/// A file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The whole path.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not read: one word, by which reports count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why it was not read: one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The id of its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// How many files came to which end.
    pub outcomes: BTreeMap<Outcome, usize>,
    /// The files that could not be read, those that have not changed since they failed included.
    pub problems: Vec<FileReport>,
    /// Whether it was stopped before the end; what was read by then is in the corpus.
    pub cancelled: bool,
}

impl ImportReport {
    /// How many files came to this end.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Files done.
    pub done: usize,
    /// Files found.
    pub total: usize,
    /// Bytes of the files done.
    pub bytes: u64,
    /// Bytes of the files found.
    pub total_bytes: u64,
    /// The file done last.
    pub file: &'a FileReport,
}
