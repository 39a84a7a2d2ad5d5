//! What does this file hold? Bytes → [`Document`]: paragraphs and tables as the file has them.
//!
//! One call, one file, no shared state. The bytes decide what the file is; the name helps where they do not. A file that
//! is no document, is locked, or would cost more than the [`Limits`] allow gives a [`ReadError`]; what is merely odd
//! inside gives a note of the document.
//!
//! ```
//! use vekha_read::{Limits, read};
//!
//! let text = "План мероприятий\n\n№\tМероприятие\tСрок\n1.\tПровести семинар\tМай 2025\n";
//! let document = read(text.as_bytes(), "plan.txt", &Limits::default())?;
//! let (block, table) = document.tables().next().expect("the text has a table");
//! assert_eq!((block, table.rows.len(), table.width()), (1, 2, 3));
//! assert_eq!(table.rows[1].cells[2].text(), "Май 2025");
//!
//! let error = read(b"%PDF-1.7 ", "plan.pdf", &Limits::default()).unwrap_err();
//! assert_eq!(error.to_string(), "this is a PDF file (.pdf); not read yet; save it as .docx");
//! # Ok::<(), vekha_read::ReadError>(())
//! ```

mod docx;
mod error;
mod limits;
mod sheet;
mod sniff;
mod text;
mod zipped;

pub use error::ReadError;
pub use limits::Limits;
use sniff::Kind;
use vekha_model::Document;

/// Reads a file: what it is, is seen from its bytes.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    match sniff::sniff(bytes, name, limits)? {
        Kind::Docx => docx::read(bytes, name, limits),
        Kind::Xlsx => sheet::xlsx(bytes, name, limits),
        Kind::Xlsb => sheet::xlsb(bytes, name, limits),
        Kind::Xls => sheet::xls(bytes, name, limits),
        Kind::Ods => sheet::ods(bytes, name, limits),
        Kind::Text => text::read(bytes, name, limits),
    }
}

/// The id of a document: BLAKE3 of the file's bytes, its first 32 hexadecimal digits.
pub(crate) fn identity(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..32].to_owned()
}
