//! The addresses of the pages, the language in them.

use vekha_search::Query;

use crate::language::Language;
use crate::question::pairs;

/// Words that lead somewhere.
pub(crate) struct Link {
    pub text: String,
    pub url: String,
}

pub(crate) fn home(language: Language) -> String {
    url("/", &[], language)
}

pub(crate) fn search(query: &Query, language: Language) -> String {
    url("/", &pairs(query), language)
}

pub(crate) fn documents(limit: Option<usize>, offset: usize, language: Language) -> String {
    let mut pairs = Vec::new();
    pairs.extend(limit.map(|limit| ("limit", limit.to_string())));
    pairs.extend((offset > 0).then(|| ("offset", offset.to_string())));
    url("/documents", &pairs, language)
}

pub(crate) fn document(id: &str, language: Language) -> String {
    url(&format!("/documents/{id}"), &[], language)
}

pub(crate) fn activity(id: &str, language: Language) -> String {
    url(&format!("/activities/{id}"), &[], language)
}

/// The same in JSON, which has no language.
pub(crate) fn twin(path: &str, pairs: &[(&str, String)]) -> String {
    url(&format!("{path}.json"), pairs, Language::Russian)
}

fn url(path: &str, pairs: &[(&str, String)], language: Language) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    if language == Language::English {
        query.append_pair("lang", language.code());
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_was_asked_and_nothing_more() {
        let query =
            Query { text: "ремонт & дорог".into(), year: vec![2021, 2022], offset: 20, ..Query::default() };
        let words = "q=%D1%80%D0%B5%D0%BC%D0%BE%D0%BD%D1%82+%26+%D0%B4%D0%BE%D1%80%D0%BE%D0%B3";
        assert_eq!(search(&query, Language::Russian), format!("/?{words}&year=2021&year=2022&offset=20"));
        assert_eq!(home(Language::English), "/?lang=en");
        assert_eq!(document("4f2a", Language::Russian), "/documents/4f2a");
    }
}
