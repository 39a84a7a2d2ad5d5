//! The binary `vekha`: reads Russian roadmaps into a structured, searchable corpus.
//!
//! Machine output goes to standard output and nothing else does; progress and notes go to standard error.
//! Exit status: 0 all read, 1 some not, 2 nothing could be done.

mod drawing;
mod explain;
mod import;
mod ledger;
mod lines;
mod output;
mod parse;
mod schema;
mod search;
mod serve;
mod show;
mod when;
mod who;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::Outcome;

/// Reads Russian roadmaps («дорожная карта», «план мероприятий») into a structured, searchable corpus.
#[derive(Parser)]
#[command(name = "vekha", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read files and folders into a corpus; a second run re-reads only what changed
    Import(import::Arguments),
    /// Find activities by words and filters
    Search(search::Arguments),
    /// Show a document or an activity with its source cells
    Show(show::Arguments),
    /// Show the corpus in a browser, and answer programs (REST), on this machine alone
    Serve(serve::Arguments),
    /// Read files and print each as one line of JSON, without a corpus
    Parse(parse::Arguments),
    /// Read a date phrase, or phrases from standard input, one a line
    When(when::Arguments),
    /// Read a responsible cell, or cells from standard input, one a line
    Who(who::Arguments),
    /// Print the JSON Schema of what `parse` prints
    Schema(schema::Arguments),
}

fn main() -> ExitCode {
    // Parsing runs on a thread with room for deep documents; the readers bound their own depth besides.
    const STACK: usize = 64 << 20;
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(|| run(Arguments::parse().command));
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(outcome))) => outcome.into(),
        Ok(Ok(Err(error))) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Ok(Err(error))) => {
            output::complain(format_args!("{error:#}"));
            Outcome::Nothing.into()
        }
        // The panic has printed its message itself.
        Ok(Err(_)) => Outcome::Nothing.into(),
        Err(error) => {
            output::complain(format_args!("cannot start: {error}"));
            Outcome::Nothing.into()
        }
    }
}

fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Import(arguments) => import::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::When(arguments) => when::run(&arguments),
        Command::Who(arguments) => who::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    }
}
