//! The line protocol by itself: `when [--period P]`, one phrase a line in, one JSON object a line out.

use std::io::{self, BufRead, Write};

use vekha_when::lines::{one_line, unescape};
use vekha_when::{Period, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "when");
    let mut period: Option<Period> = None;
    let mut canonical = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--period" => period = Some(arguments.next().ok_or("`--period` needs a period")?.parse()?),
            "--canonical" => canonical = true,
            other => return Err(format!("unknown argument `{other}`").into()),
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let schedule = read(&unescape(&line?), period);
        if canonical {
            let unread: Vec<&str> = schedule.unparsed.iter().map(|unparsed| unparsed.text.as_str()).collect();
            let found: Vec<String> = schedule
                .occurrences
                .iter()
                .take(5)
                .map(|o| o.start.map_or_else(|| format!("<={}", o.end), |start| format!("{start}..{}", o.end)))
                .collect();
            writeln!(
                out,
                "{:60} {schedule}   ?{unread:?} #{} {found:?}",
                vekha_when::lines::escape(&schedule.text),
                schedule.occurrences.len()
            )?;
        } else {
            writeln!(out, "{}", one_line(&serde_json::to_string(&schedule)?))?;
        }
    }
    Ok(())
}
