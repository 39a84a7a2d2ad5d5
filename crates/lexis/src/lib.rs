//! How is Russian written?
//!
//! Folding that keeps offsets ([`fold()`]), words in dictionary form ([`lemma`], [`morph`]), and the lists that
//! every other crate needs: months, numerals, ordinals. Text comes in as found in official files: Latin letters
//! inside Cyrillic words, dashes and quotes of every kind, no-break spaces, soft hyphens.
//!
//! ```
//! use vekha_lexis::fold;
//!
//! let folded = fold("Се\u{ad}нтябрь\u{a0}–  «ЁЛКА»");
//! assert_eq!(folded.text(), "сентябрь -  \"елка\"");
//! assert_eq!(folded.span(0..folded.text().find(' ').unwrap_or(0)), (0, 9));   // characters of the raw text
//! ```

pub mod calendar;
mod families;
mod fold;
mod morph;
mod name;
pub mod numerals;
mod phrase;

pub use families::doer;
pub use fold::{Folded, fold, fold_keeping_case};
pub use morph::{Case, Word, lemma, lemmas, morph};
pub use name::{Gender, Patronymic, given_nominative, is_given_name, is_surname, patronymic, surname_nominative};
pub use phrase::{Phrase, noun_phrase};
