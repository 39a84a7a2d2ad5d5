use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Activity, Candidate, Format, Municipality, Note, Place, Region, Table};

/// What a document says: the result of reading one roadmap, and the JSON that applications consume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Roadmap {
    /// BLAKE3 of the file's bytes, its first 32 hexadecimal digits.
    pub id: String,
    /// The same for every edition of one roadmap; 32 hexadecimal digits.
    pub lineage: String,
    /// The file's name without folders.
    pub file: String,
    /// What kind of file it was read as.
    pub format: Format,
    /// The roadmap's own title; `null` where none was found.
    pub title: Option<String>,
    /// The years it is for.
    pub period: Option<Period>,
    /// The federal subject; `null` where the evidence names none or does not decide.
    pub region: Option<Region>,
    /// The regions that tie, where the evidence does not decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub region_candidates: Vec<Candidate>,
    /// The municipality; `null` where the evidence names none.
    pub municipality: Option<Municipality>,
    /// The date of the order it belongs to.
    pub date: Option<Date>,
    /// The number of that order, as written.
    pub number: Option<String>,
    /// Who approved it.
    pub approved_by: Option<ApprovedBy>,
    /// The paragraphs before the tables that are none of the others.
    pub preamble: Vec<Text>,
    /// The paragraphs after the tables that are none of the others.
    pub closing: Vec<Text>,
    /// The tables as read.
    pub tables: Vec<TableView>,
    /// What is to be done, in document order.
    pub activities: Vec<Activity>,
    /// Lines about amendments.
    pub notes: Vec<Text>,
    /// Words of the tables and between them that found no place in an activity.
    pub leftover: Vec<Text>,
    /// What was odd or not understood.
    pub diagnostics: Vec<Note>,
}

/// Words and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// The words, white space collapsed.
    pub text: String,
    /// Where; several places where they were joined.
    pub places: Vec<Place>,
}

/// The years a plan is for, both ends inclusive (OCDS: period).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// The words that say so: «на 2018-2020 годы».
    pub text: String,
    /// Where they stand.
    pub places: Vec<Place>,
}

/// Who approved a plan, as the order's head or the approval block says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApprovedBy {
    /// The approver's words, white space collapsed.
    pub text: String,
    /// Where they stand.
    pub places: Vec<Place>,
}

/// A table as read, with the index of its block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableView {
    /// The index of its block in the document, by which places name it.
    pub block: usize,
    /// The table.
    #[serde(flatten)]
    pub table: Table,
}
