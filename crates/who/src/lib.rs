//! By whom? A cell of responsible parties → persons, offices and bodies.
//!
//! [`read`] never fails: what it does not understand comes back as unparsed words. The cell is folded into
//! tokens (`token`, `cell`), its phrases are read by the words that head them (`name`, `post`, `body`,
//! `set_phrase`), joined into parties (`reader`, `role`, `joint`, `draft`), and told in the nominative with their places (`answer`).
//! The words themselves are data: `post_words`, `body_words`, `abbreviation_words`, `phrase_words`.
//!
//! ```
//! let cell = vekha_who::read("Начальник отдела культуры – Иванова Н.М., директора ОУ");
//! assert_eq!(cell.to_string(), "person Иванова Н.М. | Начальник | Отдел культуры; post Директора | ОУ | plural generic");
//! assert!(vekha_who::is_party(&cell.text));
//! ```

mod abbreviation;
mod abbreviation_words;
mod answer;
mod body;
mod body_core;
mod body_words;
mod bracket;
mod cell;
mod column;
mod comma;
mod complement;
mod conjunction;
mod definition;
mod draft;
mod extent;
mod field;
mod hyphen;
mod joint;
mod name;
mod noun;
mod opening;
mod pairs;
mod phrase_words;
mod post;
mod post_words;
mod reader;
mod role;
mod set_phrase;
mod token;
mod word;

pub use definition::{Definition, definitions};

use vekha_model::Responsible;

/// The parties of a cell in the order of its text, and the words that name nobody.
pub fn read(text: &str) -> Responsible {
    let cell = cell::Cell::new(text);
    answer::responsible(text, &cell, &reader::read(&cell))
}

/// Whether a cell is wholly or nearly wholly parties, by which a column without a header is known.
///
/// ```
/// assert!(vekha_who::is_party("Управление образования, директора школ"));
/// assert!(!vekha_who::is_party("Проведение совещания с директорами школ"));
/// assert!(!vekha_who::is_party("до 1 сентября"));
/// ```
pub fn is_party(text: &str) -> bool {
    let cell = cell::Cell::new(text);
    column::is_parties(&cell, &reader::read(&cell))
}
