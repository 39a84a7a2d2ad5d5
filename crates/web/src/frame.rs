use crate::language::Language;
use crate::link::{documents, home};
use crate::wording::Wording;

/// What stands round every page.
pub(crate) struct Frame {
    pub words: &'static Wording,
    pub language: &'static str,
    pub title: String,
    pub home: String,
    pub documents: String,
    /// The same page in the other language.
    pub other: String,
    pub other_code: &'static str,
    pub other_name: &'static str,
    /// The same page as JSON.
    pub twin: Option<String>,
}

impl Frame {
    /// The frame of the page that `here` gives the address of.
    pub fn new(language: Language, title: &str, here: &dyn Fn(Language) -> String, twin: Option<String>) -> Self {
        let other = language.other();
        Self {
            words: language.words(),
            language: language.code(),
            title: title.to_owned(),
            home: home(language),
            documents: documents(None, 0, language),
            other: here(other),
            other_code: other.code(),
            other_name: match other {
                Language::Russian => "Русский",
                Language::English => "English",
            },
            twin,
        }
    }
}
