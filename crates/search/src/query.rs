use serde::{Deserialize, Serialize};
use vekha_model::{Note, RuleKind, Span};

/// What is looked for: words, and filters that all have to hold.
///
/// In `text` every word has to stand in the activity, in any form of the word and in any of its fields. `"words in
/// quotes"` stand together in that order, `-word` must not stand there, of `one OR other` one is enough, and `настав*`
/// is the beginning of a word. Filters left empty hold for everything; of several years or months one is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// Words; empty for everything that the filters let through, in document order.
    pub text: String,
    /// ISO code (`RU-TAM`), ОКТМО code or name in any form («Тамбовской области», «тамбовская», «Тамбов»).
    pub region: Option<String>,
    /// Name in any form or ОКТМО code.
    pub municipality: Option<String>,
    /// Years that the activity's dates fall in, or those of its plan if it has no dates.
    pub year: Vec<i16>,
    /// Months, 1–12; with years, months of those years.
    pub month: Vec<u8>,
    /// Words of one responsible person, post or body, in any form.
    pub party: Option<String>,
    /// Words of a section heading, in any form.
    pub section: Option<String>,
    /// Kinds of schedule rule.
    pub kind: Vec<RuleKind>,
    /// The beginning of a document's id, or its file name.
    pub document: Option<String>,
    /// How many hits are wanted at most.
    pub limit: usize,
    /// How many of the best hits are left out.
    pub offset: usize,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            region: None,
            municipality: None,
            year: Vec::new(),
            month: Vec::new(),
            party: None,
            section: None,
            kind: Vec::new(),
            document: None,
            limit: 20,
            offset: 0,
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// How many activities fit, whatever the limit.
    pub total: usize,
    /// The best of them: by score, then in document order.
    pub hits: Vec<Hit>,
    /// What was odd about the query, and how it was read.
    pub remarks: Vec<Note>,
}

/// An activity that fits a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The activity's id.
    pub activity_id: String,
    /// The id of its document.
    pub document_id: String,
    /// How well it fits (BM25, rounded); 0 where the query has no words.
    pub score: f64,
    /// The field that the snippet is cut from: `title`, `result`, …; `document` for the document's title.
    pub field: String,
    /// The words around the best match, as written; `…` where more was cut off.
    pub snippet: String,
    /// The matching words: characters of the snippet.
    pub highlights: Vec<Span>,
}

/// How the answers to a query spread over one property: `region`, `municipality`, `year`, `month` or `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The property; a filter of [`Query`] has the same name.
    pub name: String,
    /// Its values, years and months in their order, the others by how many activities have them.
    pub values: Vec<FacetValue>,
}

/// A value that answers have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value, such as a filter takes it: `Тамбовская область`, `2025`, `09`, `recurring`.
    pub value: String,
    /// How many activities of the answer have it.
    pub count: usize,
}
