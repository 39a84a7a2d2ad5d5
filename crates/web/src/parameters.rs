use std::str::FromStr;

use axum::http::Uri;

use crate::language::Language;
use crate::problem::Problem;

/// The parameters of a URL, read strictly: what is not known is not passed over.
#[derive(Clone, Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

/// The one parameter that every address takes: the language of words for people.
const LANGUAGE: &str = "lang";

impl Parameters {
    /// The parameters of an address that takes `known` ones and the language.
    pub fn of(uri: &Uri, known: &[&'static str]) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        let is_broken = |text: &str| text.contains('\u{fffd}');
        if pairs.iter().any(|(name, value)| is_broken(name) || is_broken(value)) {
            return Err(Problem::NotUtf8);
        }
        let mut unknown: Vec<String> = Vec::new();
        for (name, _) in &pairs {
            if name != LANGUAGE && !known.contains(&name.as_str()) && !unknown.contains(name) {
                unknown.push(name.clone());
            }
        }
        if !unknown.is_empty() {
            let known = known.iter().chain([&LANGUAGE]).map(|&name| name.to_owned()).collect();
            return Err(Problem::UnknownParameters { unknown, known });
        }
        Ok(Self(pairs))
    }

    /// Every value of a parameter, as a form with several fields of one name sends it.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The one value of a parameter, empty or not.
    pub fn given(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(second)) => Err(Problem::parameter(name, second, |words| words.given_twice)),
        }
    }

    /// The one value of a parameter; a form field left empty is no value.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Problem> {
        Ok(self.given(name)?.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned))
    }

    /// Numbers, one for each parameter or several in one: `2021`, `2021, 2022`.
    pub fn numbers<T: FromStr + Ord>(&self, name: &'static str, first: T, last: T) -> Result<Vec<T>, Problem> {
        let separated = self.all(name).flat_map(|value| value.split([',', ' ', ';'])).filter(|value| !value.is_empty());
        separated
            .map(|value| {
                let number = value.parse().ok().filter(|number| (&first..=&last).contains(&number));
                number.ok_or_else(|| Problem::parameter(name, value, |words| words.not_such_a_number))
            })
            .collect()
    }

    /// A number, or what stands for it if there is none.
    pub fn number(&self, name: &'static str, last: usize, otherwise: usize) -> Result<usize, Problem> {
        let Some(value) = self.text(name)? else { return Ok(otherwise) };
        let number = value.parse().ok().filter(|&number| number <= last);
        number.ok_or_else(|| Problem::parameter(name, &value, |words| words.not_such_a_number))
    }

    pub fn language(&self) -> Result<Language, Problem> {
        match self.text(LANGUAGE)? {
            None => Ok(Language::Russian),
            Some(code) => {
                Language::of(&code).ok_or_else(|| Problem::parameter(LANGUAGE, &code, |words| words.not_a_language))
            }
        }
    }
}

/// The language that an address names, where it can be made out: for telling a problem.
pub(crate) fn language_of(uri: &Uri) -> Option<Language> {
    let mut pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == LANGUAGE).and_then(|(_, code)| Language::of(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Result<Parameters, Problem> {
        Parameters::of(&format!("/?{query}").parse().unwrap(), &["q", "year"])
    }

    #[test]
    fn what_is_not_known_is_named() {
        let detail = of("q=a&colour=1&size=2&colour=3&lang=en").unwrap_err().detail(Language::English.words());
        assert_eq!(detail, "unknown parameter: colour, size (known: q, year, lang)");
    }

    #[test]
    fn numbers_come_one_by_one_or_together() {
        assert_eq!(
            of("year=2021&year=2022,+2023&year=").unwrap().numbers("year", 1, 9999).unwrap(),
            [2021, 2022, 2023]
        );
        for query in ["year=x", "year=0", "year=2021.5", "year=99999"] {
            assert!(of(query).unwrap().numbers("year", 1, 9999).is_err(), "{query}");
        }
    }

    #[test]
    fn one_value_is_not_given_twice_and_an_empty_field_is_none() {
        assert!(of("q=a&q=b").unwrap().text("q").is_err());
        assert_eq!(of("q=+").unwrap().text("q").unwrap(), None);
    }

    #[test]
    fn words_in_another_encoding_are_refused() {
        assert!(of("q=%EF%F0%E8").is_err(), "windows-1251");
        assert_eq!(of("q=%D0%B4%D0%B0").unwrap().text("q").unwrap().as_deref(), Some("да"));
    }
}
