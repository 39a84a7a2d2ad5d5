use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use vekha_read::Limits;
use vekha_roadmap::Explained;
use vekha_roadmap::model::{Document, Roadmap};

use crate::output::{self, Outcome, complain};
use crate::{explain, ledger};

/// Which files, and how to print them.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Word, text or spreadsheet files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the document as read (paragraphs, tables, cells) instead of what it says
    #[arg(long)]
    raw: bool,
    /// Print for people how each table was read: its grid, what columns and rows were taken as and why
    #[arg(long, conflicts_with = "raw")]
    explain: bool,
    /// Print where every character went: a line for each stretch with its place and class, and one with the sums
    #[arg(long, conflicts_with_all = ["raw", "explain"])]
    ledger: bool,
    /// How to print the ledger
    #[arg(long, value_enum, requires = "ledger", default_value_t = ledger::Format::Text)]
    format: ledger::Format,
    /// Also print what was odd or not understood, one line each, on standard error
    #[arg(long)]
    notes: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    for path in &arguments.files {
        match read(path) {
            Err(error) => {
                failed += 1;
                complain(format_args!("{}: {error:#}", path.display()));
            }
            Ok(document) if arguments.raw => output::json_line(&mut out, &document)?,
            Ok(document) => match understand(&document) {
                Ok(explained) => {
                    if arguments.notes {
                        print_notes(&explained.roadmap);
                    }
                    if arguments.explain {
                        explain::print(&mut out, &document, &explained)?;
                    } else if arguments.ledger {
                        ledger::print(&mut out, &document, &explained.ledger, arguments.format)?;
                    } else {
                        output::json_line(&mut out, &explained.roadmap)?;
                    }
                }
                Err(error) => {
                    failed += 1;
                    complain(format_args!("{}: {error:#}", path.display()));
                }
            },
        }
    }
    out.flush()?;
    Ok(Outcome::of(arguments.files.len(), failed))
}

fn read(path: &Path) -> anyhow::Result<Document> {
    let limits = Limits::default();
    let kind = std::fs::metadata(path).context("cannot be read")?;
    if !kind.is_file() {
        anyhow::bail!("not a file (`vekha import` reads folders) [not_a_file]");
    }
    // The size that a file system tells need not be true; what is read is counted.
    let mut bytes = Vec::new();
    let file = File::open(path).context("cannot be read")?;
    file.take(limits.file_bytes + 1).read_to_end(&mut bytes).context("cannot be read")?;
    if bytes.len() as u64 > limits.file_bytes {
        anyhow::bail!("too large: more than {} bytes [too_large]", limits.file_bytes);
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let read = guarded(|| vekha_read::read(&bytes, &name, &limits))?;
    read.map_err(|error| anyhow::anyhow!("{error} [{}]", error.code()))
}

fn understand(document: &Document) -> anyhow::Result<Explained> {
    guarded(|| vekha_roadmap::explain(document))
}

/// A panic on one file is our bug: it is said, and the other files go on.
fn guarded<T>(work: impl FnOnce() -> T) -> anyhow::Result<T> {
    vekha_corpus::guarded(work).map_err(|panic| anyhow::anyhow!("a bug in vekha, please report it: {panic} [panic]"))
}

fn print_notes(roadmap: &Roadmap) {
    for note in &roadmap.diagnostics {
        let place = note.place.as_ref().map(|place| place.named(&roadmap.file));
        let note = vekha_roadmap::model::Note { place, ..note.clone() };
        output::remark(format_args!("{note}"));
    }
}
