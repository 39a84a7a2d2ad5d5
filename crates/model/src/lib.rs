//! What is a document, a table, an activity, a schedule, a party, a place?
//!
//! Plain serde types shared by every crate of vekha: no I/O, no regular expressions, no rules.
//! Each value type has one canonical line, made to be compared in tests and searched with grep,
//! and a parser for it: a place prints as `plan.docx#2!R5C3:0..19` and reads back the same.
//!
//! ```
//! use vekha_model::Place;
//!
//! let place: Place = "plan.docx#2!R5C3:0..19".parse()?;
//! assert_eq!(place.to_string(), "plan.docx#2!R5C3:0..19");
//! # Ok::<(), vekha_model::PlaceError>(())
//! ```

mod activity;
mod document;
mod geography;
mod ledger;
mod note;
mod party;
mod party_line;
mod place;
mod roadmap;
mod schedule;
mod schedule_line;
mod span;

pub use activity::{Activity, Field, Inherited, ReadAs, Role, Source};
pub use document::{Block, Cell, Document, Format, Paragraph, Part, Row, Table, Vertical};
pub use geography::{Candidate, Evidence, Municipality, Region};
pub use ledger::{Class, Entry, FieldName, Ledger};
pub use note::Note;
pub use party::{Party, PartyKind, PartyRole, Person, Responsible};
pub use party_line::PartyError;
pub use place::{Place, PlaceError, Step};
pub use roadmap::{ApprovedBy, Period, Roadmap, TableView, Text};
pub use schedule::{Bound, Frequency, Inference, Occurrence, Rule, RuleKind, Schedule};
pub use schedule_line::ScheduleError;
pub use span::{Span, Unparsed};
