//! Phrases and cells on standard input: one a line, `\n` in the line is a line break, `\\` a backslash.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use serde::Serialize;
use vekha_when::lines::unescape;

use crate::output::{self, Outcome};

/// Answers every line of standard input, empty ones too, with one line of JSON.
///
/// Bytes that are no UTF-8 become U+FFFD and are named on standard error: the answers stay in step with the lines. A
/// line of over 16 MiB is an error: nothing that is a phrase is so long.
pub(crate) fn answer<T: Serialize>(read: impl Fn(&str) -> T) -> anyhow::Result<Outcome> {
    const LONGEST: u64 = 16 << 20;
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    let mut outcome = Outcome::All;
    for number in 1.. {
        line.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
            anyhow::bail!("standard input, line {number}: longer than 16 MiB");
        }
        let text = String::from_utf8_lossy(&line);
        if matches!(text, Cow::Owned(_)) {
            output::complain(format_args!("standard input, line {number}: not UTF-8; unreadable bytes became U+FFFD"));
            outcome = Outcome::Some;
        }
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        output::json_line(&mut out, &read(&unescape(text)))?;
        // A program that talks line by line waits for each answer; one that sends many at once need not.
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(outcome)
}
