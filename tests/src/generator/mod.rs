//! Random roadmaps: what is meant ([`Plan`]), how it is written ([`Layout`]), and what a reader must get ([`Plan::truth`]).
//!
//! A [`Sample`] is drawn from bytes; 0 always chooses the plainest, so shrinking makes a failure plainer. The plan and the
//! layout become a [`Source`](crate::Source), and the corpus' writers make of it Word, text in both layouts, and Excel.
//!
//! Can be written: columns in many orders, with and without numbers; start and end under one header; co-executors and
//! further columns; sections of two ranks (merged, lone, numbered, in a column), months as sections; parts of an activity in
//! rows or in its cell; merged and blank cells; totals, unused numbers, amendments; pages that cut tables and rows, with and
//! without the header again; a header in a table of its own, «1 | 2 | 3» below it, no header at all; automatic numbers;
//! shifted rows; a layout table round everything; tracked changes, hidden words, soft hyphens and other smudges of words.
//!
//! Cannot be written: matrices, Gantt columns, plans without a table, several plans in one document, several sheets, drawn
//! tables, lists inside cells.

mod dice;
mod layout;
mod plan;
mod sample;
mod smudge;
mod truth;
mod typeset;
mod vocabulary;

pub use layout::{Break, Gaps, HeaderAs, Layout, Repeat, SectionsAs};
pub use plan::{Activity, Cells, Column, Headings, Kind, Line, Numbers, Part, Plan, Value};
pub use sample::{Sample, samples};
pub use smudge::Smudge;
pub use truth::Sees;
