use tantivy::collector::Count;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query as TantivyQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};
use vekha_lexis::fold;
use vekha_model::Note;

use crate::analysis::Forms;
use crate::entry::{kind_name, year_month_number, year_number};
use crate::pattern::{Clause, Pattern, clauses, is_stop_word, name_pattern};
use crate::schema::{Fields, Group};
use crate::terms::{all, any_form, beginning, either, filter, lemmas_in_order, one, pattern};
use crate::{Query, SearchError};

/// A query made ready for the index.
pub(crate) struct Plan {
    pub query: Box<dyn TantivyQuery>,
    /// What the words ask for, by which snippets are cut.
    pub clauses: Vec<Clause>,
    pub remarks: Vec<Note>,
}

/// How much a word counts for by the text it stands in.
const TITLE: f32 = 3.0;
const BODY: f32 = 1.5;
const CONTEXT: f32 = 0.7;

/// A shorter beginning of a name fits too many names.
const SHORTEST_BEGINNING: usize = 3;

pub(crate) fn plan(query: &Query, fields: &Fields, searcher: &Searcher) -> Result<Plan, SearchError> {
    let mut remarks = Vec::new();
    let clauses = clauses(&query.text, &mut remarks);
    if clauses.is_empty() && !query.text.trim().is_empty() {
        remarks.push(Note::whole("no_words", format!("`{}` has no words to look for", query.text.trim())));
    }
    let mut parts: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
    for clause in &clauses {
        let occur = if clause.negative { Occur::MustNot } else { Occur::Must };
        parts.push((occur, words(clause, fields)));
    }
    let mut planner = Planner { fields, searcher, remarks };
    let filters = planner.filters(query)?;
    parts.extend(filters.into_iter().map(|query| (Occur::Must, filter(query))));
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, filter(Box::new(AllQuery))));
    }
    Ok(Plan { query: Box::new(BooleanQuery::new(parts)), clauses, remarks: planner.remarks })
}

/// What a clause asks for, in any text of the activity.
pub(crate) fn words(clause: &Clause, fields: &Fields) -> Box<dyn TantivyQuery> {
    let texts = [(fields.title, TITLE), (fields.body, BODY), (fields.context, CONTEXT)];
    let choice = |choice: &Pattern| {
        let in_text = |(group, weight): (Group, f32)| -> Box<dyn TantivyQuery> {
            Box::new(BoostQuery::new(pattern(group, choice), weight))
        };
        either(texts.map(in_text).into())
    };
    either(clause.choices.iter().map(choice).collect())
}

struct Planner<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    remarks: Vec<Note>,
}

impl Planner<'_> {
    fn filters(&mut self, query: &Query) -> Result<Vec<Box<dyn TantivyQuery>>, SearchError> {
        let fields = self.fields;
        let names = [
            ("region", &query.region, fields.region),
            ("municipality", &query.municipality, fields.municipality),
            ("party", &query.party, fields.party),
            ("section", &query.section, fields.section),
        ];
        let mut filters = Vec::new();
        for (what, name, group) in names {
            if let Some(name) = name {
                filters.extend(self.name(what, name, group)?);
            }
        }
        if let Some(document) = &query.document {
            filters.extend(self.document(document)?);
        }
        filters.extend(self.dates(query));
        if !query.kind.is_empty() {
            filters.push(either(query.kind.iter().map(|&kind| one(fields.kind, kind_name(kind))).collect()));
        }
        Ok(filters)
    }

    /// The narrowest reading that fits anything: the words in order; all of them; their beginnings.
    fn name(&mut self, what: &str, name: &str, group: Group) -> Result<Option<Box<dyn TantivyQuery>>, SearchError> {
        let words = name_pattern(name).words;
        if words.is_empty() {
            self.remark("no_words", format!("the {what} `{name}` has no words and is left out"));
            return Ok(None);
        }
        let in_order = lemmas_in_order(group, &words);
        let mut telling: Vec<&Forms> = words.iter().filter(|word| !is_stop_word(&word.exact)).collect();
        if telling.is_empty() {
            telling = words.iter().collect();
        }
        let all_words = all(telling.iter().map(|word| any_form(group, word)).collect());
        for reading in [in_order, all_words] {
            if self.fits(&*reading)? {
                return Ok(Some(reading));
            }
        }
        let begins = |letters: &str| match letters.chars().count() {
            SHORTEST_BEGINNING.. => beginning(group.exact, letters),
            _ => one(group.exact, letters),
        };
        let beginnings = all(telling.iter().map(|word| begins(&word.exact)).collect());
        if self.fits(&*beginnings)? {
            self.remark("name_by_beginning", format!("the {what} `{name}` is read as the beginning of its words"));
            return Ok(Some(beginnings));
        }
        self.remark("unknown_name", format!("no {what} fits `{name}`"));
        Ok(Some(Box::new(EmptyQuery)))
    }

    fn document(&mut self, document: &str) -> Result<Option<Box<dyn TantivyQuery>>, SearchError> {
        let folded = fold(document.trim());
        if folded.text().is_empty() {
            return Ok(None);
        }
        let found = either(vec![beginning(self.fields.document, folded.text()), one(self.fields.file, folded.text())]);
        if !self.fits(&*found)? {
            self.remark("unknown_name", format!("no document fits `{document}`"));
        }
        Ok(Some(found))
    }

    fn dates(&mut self, query: &Query) -> Option<Box<dyn TantivyQuery>> {
        let (months, odd): (Vec<u8>, Vec<u8>) = query.month.iter().partition(|&&month| (1..=12).contains(&month));
        for month in odd {
            self.remark("no_such_month", format!("there is no month {month}; it is left out"));
        }
        let years = &query.year;
        let fields = self.fields;
        let choices: Vec<_> = match (years.is_empty(), months.is_empty()) {
            (true, true) => return None,
            (true, false) => months.iter().map(|&month| number(fields.month, u64::from(month))).collect(),
            (false, true) => years.iter().map(|&year| number(fields.year, year_number(year))).collect(),
            (false, false) => {
                let pairs = years.iter().flat_map(|&year| months.iter().map(move |&month| (year, month)));
                pairs.map(|(year, month)| number(fields.year_month, year_month_number(year, month))).collect()
            }
        };
        Some(either(choices))
    }

    fn fits(&self, query: &dyn TantivyQuery) -> Result<bool, SearchError> {
        Ok(self.searcher.search(query, &Count)? > 0)
    }

    fn remark(&mut self, code: &str, text: String) {
        self.remarks.push(Note::whole(code, text));
    }
}

fn number(field: Field, number: u64) -> Box<dyn TantivyQuery> {
    Box::new(tantivy::query::TermQuery::new(Term::from_field_u64(field, number), IndexRecordOption::Basic))
}
