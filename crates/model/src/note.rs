use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Place;

/// Something odd or not understood, said instead of guessed.
///
/// Its canonical line is made for grep: ``plan.docx#2!R5C3:0..19: unread_date: no rule reads `по графику` ``.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A stable name in snake case, by which reports count: `unread_date`.
    pub code: String,
    /// Where; absent where it is about the whole document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// One sentence for a person: lower case, no full stop, the input inside.
    pub text: String,
}

impl Note {
    /// A note about one place.
    pub fn at(code: &str, place: Place, text: impl Into<String>) -> Self {
        Self { code: code.to_owned(), place: Some(place), text: text.into() }
    }

    /// A note about the whole document.
    pub fn whole(code: &str, text: impl Into<String>) -> Self {
        Self { code: code.to_owned(), place: None, text: text.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}: {}", self.code, self.text.replace('\n', " "))
    }
}
