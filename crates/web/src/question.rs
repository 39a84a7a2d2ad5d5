//! A search as its address says it, and the address of a search.

use vekha_search::Query;

use crate::parameters::Parameters;
use crate::problem::Problem;

/// The parameters of a search.
pub(crate) const KNOWN: [&str; 10] =
    ["q", "region", "municipality", "year", "month", "party", "section", "document", "limit", "offset"];

/// Enough for every page and for a program that reads on by `offset`.
pub(crate) const MOST: usize = 1_000;
const FARTHEST: usize = 1_000_000_000;

pub(crate) fn query(parameters: &Parameters) -> Result<Query, Problem> {
    let plain = Query::default();
    Ok(Query {
        text: parameters.text("q")?.unwrap_or_default(),
        region: parameters.text("region")?,
        municipality: parameters.text("municipality")?,
        year: parameters.numbers("year", 1, 9999)?,
        month: parameters.numbers("month", 1, 12)?,
        party: parameters.text("party")?,
        section: parameters.text("section")?,
        document: parameters.text("document")?,
        limit: parameters.number("limit", MOST, plain.limit)?,
        offset: offset(parameters)?,
        ..plain
    })
}

pub(crate) fn offset(parameters: &Parameters) -> Result<usize, Problem> {
    parameters.number("offset", FARTHEST, 0)
}

/// The parameters that say a search; what is as usual is left out.
pub(crate) fn pairs(query: &Query) -> Vec<(&'static str, String)> {
    let plain = Query::default();
    let mut pairs = Vec::new();
    let mut add = |name: &'static str, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    add("q", Some(query.text.clone()).filter(|text| !text.is_empty()));
    add("region", query.region.clone());
    add("municipality", query.municipality.clone());
    query.year.iter().for_each(|year| add("year", Some(year.to_string())));
    query.month.iter().for_each(|month| add("month", Some(month.to_string())));
    add("party", query.party.clone());
    add("section", query.section.clone());
    add("document", query.document.clone());
    add("limit", (query.limit != plain.limit).then(|| query.limit.to_string()));
    add("offset", (query.offset != 0).then(|| query.offset.to_string()));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_search_reads_back_to_the_same_search() {
        let asked = Query {
            text: "\"план & отчёт\" -дорог#".into(),
            region: Some("RU-TAM".into()),
            municipality: Some("Знаменский".into()),
            year: vec![2021, 2022],
            month: vec![1, 12],
            party: Some("директор".into()),
            section: Some("кадры".into()),
            document: Some("4f2a".into()),
            limit: 5,
            offset: 10,
            ..Query::default()
        };
        let url = crate::link::search(&asked, crate::language::Language::English);
        let parameters = Parameters::of(&url.parse().unwrap(), &KNOWN).unwrap();
        assert_eq!(query(&parameters).unwrap(), asked);
        assert!(pairs(&Query::default()).is_empty());
    }
}
