use jiff::civil::Date;

use crate::wording::{ENGLISH, RUSSIAN, Wording};

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    Russian,
    English,
}

impl Language {
    pub fn of(code: &str) -> Option<Self> {
        [Self::Russian, Self::English].into_iter().find(|language| language.code() == code)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Russian => Self::English,
            Self::English => Self::Russian,
        }
    }

    pub fn words(self) -> &'static Wording {
        match self {
            Self::Russian => &RUSSIAN,
            Self::English => &ENGLISH,
        }
    }

    /// «01.09.2018», which Russian readers know; in English ISO 8601, which all read alike.
    pub fn day(self, date: Date) -> String {
        match self {
            Self::Russian => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
            Self::English => date.to_string(),
        }
    }

    /// A day of the database: ISO 8601.
    pub fn stored_day(self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), |date| self.day(date))
    }
}
