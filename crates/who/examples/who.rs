//! The line protocol: one cell a line on standard input, one JSON object a line on standard output.
//!
//! `\n` in a line stands for a line break, `\\` for a backslash. Every line is answered, empty ones too.
#![allow(clippy::print_stdout)] // an example program answers on standard output

use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        let cell = vekha_who::read(&unescaped(line.strip_suffix('\r').unwrap_or(&line)));
        writeln!(out, "{}", one_line(&serde_json::to_string(&cell)?))?;
    }
    Ok(())
}

fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match (c, characters.clone().next()) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some('\\')) => text.push('\\'),
            _ => {
                text.push(c);
                continue;
            }
        }
        characters.next();
    }
    text
}

/// Line separators of Unicode inside the JSON are escaped, so that no reader splits the line.
fn one_line(json: &str) -> String {
    json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
