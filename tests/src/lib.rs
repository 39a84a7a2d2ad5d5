//! The sample corpus: invented roadmaps, written as Word and text files from readable sources.
//!
//! `fixtures/roadmaps/<slug>.md` is a source that a clerk can read, `<slug>.json` beside it the expected result,
//! and `corpus/<slug>.{docx,txt}` what `cargo run -p vekha-tests --bin build-corpus` writes from it.
//!
//! ```
//! let source = vekha_tests::Source::parse("writes: txt cells utf-8\n---\nПлан\ntable 1 4\n| 1. | Провести опрос\nend\n")?;
//! assert_eq!(vekha_tests::built(&source, "opros")?["opros.txt"], "План\n\n\t1.\n\tПровести опрос\n".as_bytes());
//! # Ok::<(), vekha_tests::CorpusError>(())
//! ```
//!
//! The source form, line by line:
//!
//! | line | meaning |
//! | --- | --- |
//! | `writes: docx`, `writes: txt cells utf-8` | a file to write; layouts `cells` and `tabs`; ends at `---` |
//! | `% words` | a comment, anywhere |
//! | `> words`, `^ words`, `words`, `~` | a paragraph: to the right, centred, plain, empty |
//! | `table 1 4 2` … `end` | a table with the relative widths of its columns |
//! | `\| 1. \| Провести опрос` | cells of a row; a row may go on over lines until it is as wide as the table |
//! | two blanks, words (or `~`) | one more paragraph of the cell, or of nothing else |
//! | `== words`, `=. words` | a row of one merged cell; a row whose other cells are just empty |
//! | `<`, `^` as a whole cell | merged with the cell to the left, with the cell above |
//!
//! Marks inside words are in [`Inline`].

mod corpus;
mod encoding;
mod expected;
pub mod generator;
mod inline;
mod numbering;
mod rows;
mod sheet;
mod source;
mod text;
mod word;

pub use corpus::{CorpusError, build, built, root, sources};
pub use encoding::{Encoding, EncodingError};
pub use expected::{Expected, ExpectedActivity, ExpectedPeriod, collapsed};
pub use inline::{Inline, InlineError};
pub use sheet::xlsx;
pub use source::{Align, Block, Cell, Layout, Merge, Output, Paragraph, Source, SourceError, Table};
pub use text::text;
pub use word::docx;
