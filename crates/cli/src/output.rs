//! What goes to standard output and standard error.
#![expect(clippy::print_stderr, reason = "this module is the one place where the program complains")]

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was read.
    All,
    /// Some files were not.
    Some,
    /// Nothing could be done.
    Nothing,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::All => Self::SUCCESS,
            Outcome::Some => Self::from(1),
            Outcome::Nothing => Self::from(2),
        }
    }
}

impl Outcome {
    /// From how many things were tried and how many of them failed.
    pub(crate) fn of(tried: usize, failed: usize) -> Self {
        match failed {
            0 => Self::All,
            failed if failed < tried => Self::Some,
            _ => Self::Nothing,
        }
    }
}

/// One line on standard error.
pub(crate) fn complain(message: fmt::Arguments<'_>) {
    eprintln!("vekha: {}", harmless(&message.to_string()));
}

/// One line on standard error, as it is.
pub(crate) fn remark(message: fmt::Arguments<'_>) {
    eprintln!("{}", harmless(&message.to_string()));
}

/// The text with control characters as escapes: a stranger's title or file name must not steer the terminal.
pub(crate) fn harmless(text: &str) -> String {
    let is_harmful = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_harmful) {
        return text.to_owned();
    }
    text.chars().map(|c| if is_harmful(c) { c.escape_default().to_string() } else { c.to_string() }).collect()
}

/// A value as JSON on one line; characters that some readers take for line ends are escaped.
pub(crate) fn json_line(out: &mut impl Write, value: &impl Serialize) -> anyhow::Result<()> {
    let line = serde_json::to_string(value)?;
    writeln!(out, "{}", vekha_when::lines::one_line(&line))?;
    Ok(())
}

/// White space collapsed, and nothing that steers the terminal.
pub(crate) fn one_line(text: &str) -> String {
    harmless(&collapsed(text))
}

/// White space collapsed to single blanks, none at the ends.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the reader of our output has gone away, which is no error: `vekha … | head`.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    };
    error.chain().any(is_pipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_json_has_one_line_for_every_reader() {
        let mut out = Vec::new();
        json_line(&mut out, &"a\u{2028}b\u{85}c\nd").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\\u2028b\\u0085c\\nd\"\n");
    }

    #[test]
    fn what_would_steer_a_terminal_is_shown_as_an_escape() {
        assert_eq!(harmless("план\u{1b}[2J\nдва"), "план\\u{1b}[2J\\nдва");
        assert_eq!(harmless("план «А»"), "план «А»");
    }

    #[test]
    fn the_exit_status_tells_all_some_and_nothing_apart() {
        assert_eq!(
            [Outcome::of(2, 0), Outcome::of(2, 1), Outcome::of(2, 2)],
            [Outcome::All, Outcome::Some, Outcome::Nothing]
        );
    }
}
