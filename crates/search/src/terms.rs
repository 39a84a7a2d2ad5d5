//! Words as queries on one text of the index.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, PhrasePrefixQuery, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::analysis::Forms;
use crate::pattern::Pattern;
use crate::schema::Group;

/// Ambiguous words together are looked for in no more readings than this.
const MOST_READINGS: usize = 32;

/// The words together and in order, in any form: the more forms agree, the higher the score.
pub(crate) fn pattern(group: Group, pattern: &Pattern) -> Box<dyn Query> {
    match (pattern.words.as_slice(), pattern.open) {
        ([], _) => Box::new(tantivy::query::EmptyQuery),
        ([word], true) => beginning(group.exact, &word.exact),
        ([word], false) => any_form(group, word),
        (words, true) => Box::new(PhrasePrefixQuery::new(exact_terms(group, words))),
        (words, false) => {
            let stems = words.iter().map(|word| term(group.stem, &word.stem)).collect();
            let exact: Box<dyn Query> = Box::new(PhraseQuery::new(exact_terms(group, words)));
            either(vec![exact, lemmas_in_order(group, words), Box::new(PhraseQuery::new(stems))])
        }
    }
}

/// One word in any form.
pub(crate) fn any_form(group: Group, word: &Forms) -> Box<dyn Query> {
    either(vec![
        one(group.exact, &word.exact),
        lemmas_in_order(group, std::slice::from_ref(word)),
        one(group.stem, &word.stem),
    ])
}

/// The dictionary forms of the words, one after the other; of several readings the best counts.
pub(crate) fn lemmas_in_order(group: Group, words: &[Forms]) -> Box<dyn Query> {
    let query = |reading: Vec<&str>| -> Box<dyn Query> {
        match reading.as_slice() {
            [lemma] => one(group.lemma, lemma),
            _ => Box::new(PhraseQuery::new(reading.iter().map(|lemma| term(group.lemma, lemma)).collect())),
        }
    };
    Box::new(DisjunctionMaxQuery::new(readings(words).into_iter().map(query).collect()))
}

/// Every word that begins with these letters.
pub(crate) fn beginning(field: Field, letters: &str) -> Box<dyn Query> {
    let after_all = format!("{letters}{}", char::MAX);
    Box::new(RangeQuery::new(Bound::Included(term(field, letters)), Bound::Excluded(term(field, &after_all))))
}

/// At least one of them.
pub(crate) fn either(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}

/// All of them.
pub(crate) fn all(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(queries))
}

/// Lets through or not, and adds nothing to the score.
pub(crate) fn filter(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(crate) fn one(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(term(field, text), IndexRecordOption::WithFreqs))
}

fn term(field: Field, text: &str) -> Term {
    Term::from_field_text(field, text)
}

fn exact_terms(group: Group, words: &[Forms]) -> Vec<Term> {
    words.iter().map(|word| term(group.exact, &word.exact)).collect()
}

/// Every combination of dictionary forms; where they are too many, further words keep their likeliest.
fn readings(words: &[Forms]) -> Vec<Vec<&str>> {
    let mut readings: Vec<Vec<&str>> = vec![Vec::new()];
    for word in words {
        let fits = readings.len() * word.lemmas.len() <= MOST_READINGS;
        let lemmas = if fits { &word.lemmas[..] } else { word.lemmas.get(..1).unwrap_or_default() };
        let longer = readings.iter().flat_map(|reading| {
            lemmas.iter().map(move |lemma| reading.iter().copied().chain([lemma.as_str()]).collect::<Vec<_>>())
        });
        readings = longer.collect();
    }
    readings
}
