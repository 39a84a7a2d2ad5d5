//! What are the rows? Tables as the file has them become records: one for each thing to be done.
//!
//! The whole document is read, because a plan goes on over tables: one a page, headers in tables of their own,
//! headings and lines about amendments as paragraphs between them.
//!
//! ```
//! use vekha_model::{Block, Cell, Document, Format, Row, Table};
//! use vekha_table::Kinds;
//!
//! struct NoWords; // the roadmap crate asks `when` and `who` instead
//! impl Kinds for NoWords {
//!     fn is_schedule(&self, _: &str) -> bool { false }
//!     fn is_party(&self, _: &str) -> bool { false }
//! }
//!
//! let row = |cells: [&str; 3]| Row { cells: cells.map(Cell::of).into(), ..Row::default() };
//! let rows = vec![row(["№", "Мероприятие", "Срок"]), row(["1.", "Смотр песни", "май"])];
//! let blocks = vec![Block::Table(Table { rows, ..Table::default() })];
//! let document = Document { id: "a".into(), name: "a.txt".into(), format: Format::Txt, encoding: None, blocks,
//!     deleted_characters: 0, hidden_characters: 0, markup_characters: 0, notes: Vec::new() };
//! let reading = vekha_table::read(&document, &NoWords);
//! assert_eq!(reading.records[0].title.text, "Смотр песни");
//! ```

mod aligned;
mod amendment;
mod assembly;
mod chart;
mod choice;
mod column;
mod continuation;
mod dating;
mod draft;
mod evidence;
mod grid;
mod guess;
mod header;
mod header_columns;
mod heading;
mod join;
mod ledger;
mod lexicon;
mod line;
mod list;
mod matrix;
mod mixed;
mod numbering;
mod other_table;
mod part;
mod period;
mod plan;
mod reading;
mod record;
mod roles;
mod row_cells;
mod row_kind;
mod rows;
mod section_name;
mod split;
mod trace;
mod view;
mod wording;
mod words;

#[cfg(test)]
mod build;
#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod row_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trace_tests;

pub use amendment::is_amendment;
pub use reading::read;
pub use record::{Class, Entry, FieldWords, Kinds, Piece, Reading, Record, Words};
pub use trace::{ColumnTrace, Kind, LineTrace, ListTrace, RowTrace, TableTrace, Taken, Trace};
