use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::analysis::{Analyzer, Form};

/// One text in all its forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub exact: Field,
    pub lemma: Field,
    pub stem: Field,
}

/// What the index holds of an activity.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The activity's title.
    pub title: Group,
    /// Result, parties' and dates' words, other columns.
    pub body: Group,
    /// Section headings and the document's title.
    pub context: Group,
    /// The section headings, for the filter.
    pub section: Group,
    /// ISO code, name and ОКТМО code of the region.
    pub region: Group,
    /// Names and ОКТМО code of the municipality.
    pub municipality: Group,
    /// Persons, posts and bodies.
    pub party: Group,
    /// Years of the dates, else of the plan.
    pub year: Field,
    /// Months of the dates, 1–12.
    pub month: Field,
    /// Year and month together: 202509.
    pub year_month: Field,
    /// Kinds of schedule rule.
    pub kind: Field,
    /// The document's id.
    pub document: Field,
    /// The name of the document's file, folded.
    pub file: Field,
    /// The activity's id.
    pub activity: Field,
    /// The texts that snippets are cut from.
    pub parts: Field,
    /// The values that answers are counted by, one field for each of [`FACETS`].
    pub facets: [Field; FACETS.len()],
}

/// What answers are counted by.
pub(crate) const FACETS: [&str; 5] = ["region", "municipality", "year", "month", "kind"];

/// The fast field that puts documents in order.
pub(crate) const DOCUMENT_ORDER: &str = "document_order";
/// The fast field that puts activities in the order of their document.
pub(crate) const ACTIVITY_ORDER: &str = "activity_order";

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        title: group(&mut builder, "title"),
        body: group(&mut builder, "body"),
        context: group(&mut builder, "context"),
        section: group(&mut builder, "section"),
        region: group(&mut builder, "region"),
        municipality: group(&mut builder, "municipality"),
        party: group(&mut builder, "party"),
        year: builder.add_u64_field("year", INDEXED),
        month: builder.add_u64_field("month", INDEXED),
        year_month: builder.add_u64_field("year_month", INDEXED),
        kind: builder.add_text_field("kind", STRING),
        document: builder.add_text_field("document", STRING | STORED),
        file: builder.add_text_field("file", STRING),
        activity: builder.add_text_field("activity", STRING | STORED),
        parts: builder.add_text_field("parts", STORED),
        facets: FACETS.map(|name| builder.add_text_field(&facet_field(name), TextOptions::default().set_fast("raw"))),
    };
    builder.add_u64_field(DOCUMENT_ORDER, FAST);
    builder.add_u64_field(ACTIVITY_ORDER, FAST);
    (builder.build(), fields)
}

/// The name of the field that holds a facet's values.
pub(crate) fn facet_field(name: &str) -> String {
    format!("facet_{name}")
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    for form in Form::ALL {
        manager.register(form.name(), TextAnalyzer::from(Analyzer { form }));
    }
    manager
}

fn group(builder: &mut SchemaBuilder, name: &str) -> Group {
    let mut field = |form: Form| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(form.name())
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        builder.add_text_field(&format!("{name}_{}", form.name()), options)
    };
    Group { exact: field(Form::Exact), lemma: field(Form::Lemma), stem: field(Form::Stem) }
}

impl Group {
    pub fn fields(&self) -> [Field; 3] {
        [self.exact, self.lemma, self.stem]
    }
}
