//! What are the rows? Tables as the file has them become records: one for each thing to be done.

mod record;

pub use record::{Class, Entry, FieldWords, Kinds, Piece, Reading, Record, Words};
