use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use vekha_corpus::{Corpus, FileReport, ImportOptions, ImportReport, Outcome as FileOutcome};

use crate::output::{Outcome, complain, remark};

/// What to read, and where the corpus is.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The corpus; made if it is not there
    #[arg(short, long, default_value = "out", value_name = "FOLDER")]
    out: PathBuf,
    /// How many files are read at a time; 0 for as many as there are processors
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
    /// Read again what has not changed
    #[arg(long)]
    again: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    for path in &arguments.paths {
        // Nothing is imported when a path is misspelt: a run over half of the sources would look like a whole one.
        std::fs::metadata(path).with_context(|| path.display().to_string())?;
    }
    let mut corpus = Corpus::open_or_create(&arguments.out)?;
    let cancel = cancel_on_interrupt()?;
    let options = ImportOptions { threads: arguments.threads, again: arguments.again, ..ImportOptions::default() };

    let bar = progress_bar();
    let mut total = 0;
    let report = corpus.import(
        &arguments.paths,
        &options,
        &mut |progress| {
            total = progress.total;
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
            bar.set_message(format!("{:.1} MB", progress.bytes as f64 / 1e6));
            if progress.file.outcome.is_problem() {
                bar.suspend(|| report_problem(progress.file));
            }
        },
        &cancel,
    )?;
    bar.finish_and_clear();
    summarize(&report, arguments);
    Ok(outcome(&report, total))
}

/// One line for a file that could not be read.
fn report_problem(file: &FileReport) {
    let message = file.message.as_deref().unwrap_or("no reason was given");
    let code = file.code.as_deref().unwrap_or("unknown");
    complain(format_args!("{}: {message} [{code}]", file.path));
}

/// `18 imported, 2 duplicate, 1 failed → out (report: out/report.html)`.
fn summarize(report: &ImportReport, arguments: &Arguments) {
    let counts: Vec<String> = report
        .outcomes
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(outcome, count)| match outcome {
            FileOutcome::Read => format!("{count} imported"),
            outcome => format!("{count} {outcome}"),
        })
        .collect();
    let counts = if counts.is_empty() { "no files".to_owned() } else { counts.join(", ") };
    let folder = arguments.out.display();
    let report_page = arguments.out.join("report.html");
    if report.cancelled {
        remark(format_args!("stopped; what was read so far is kept, and the next import goes on from here"));
    }
    remark(format_args!("{counts} → {folder} (report: {})", report_page.display()));
}

fn outcome(report: &ImportReport, total: usize) -> Outcome {
    let failed = report.count(FileOutcome::Failed) + report.count(FileOutcome::Panic);
    // An empty folder, or one with nothing but other kinds of files, is not read.
    let tried = total.saturating_sub(report.count(FileOutcome::Skipped));
    match Outcome::of(tried, failed) {
        Outcome::All if tried == 0 => Outcome::Nothing,
        Outcome::All if report.cancelled => Outcome::Some,
        outcome => outcome,
    }
}

/// The first Ctrl-C lets the files being read end, the second ends at once: the corpus survives either.
fn cancel_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let cancel = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&cancel);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        remark(format_args!("stopping after the files being read; Ctrl-C again stops at once"));
    })
    .context("cannot watch for Ctrl-C")?;
    Ok(cancel)
}

fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {msg}, {per_sec}, {eta} left");
    ProgressBar::new(0).with_style(style.expect("the template is fixed"))
}
