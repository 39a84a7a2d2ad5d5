use std::io::{self, Write};

use anyhow::Context;
use vekha_roadmap::model::{Bound, Occurrence, Schedule};
use vekha_when::Period;

use crate::lines;
use crate::output::{Outcome, one_line};

/// A phrase, and the plan's years.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The phrase, «до 1 сентября ежегодно»; without it phrases come from standard input, one a line
    phrase: Option<String>,
    /// The plan's years: 2021, 2018-2020, 2020/2021 (a school year) or 2020-05-20..2023-12-31
    #[arg(long, value_name = "P")]
    period: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let period = arguments.period.as_deref().map(str::parse::<Period>).transpose().context("--period")?;
    match &arguments.phrase {
        None => lines::answer(|phrase| vekha_when::read(phrase, period)),
        Some(phrase) => print(&vekha_when::read(phrase, period)).map(|()| Outcome::All),
    }
}

/// The rules by their canonical lines, the dated windows, and what was not understood.
fn print(schedule: &Schedule) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for (index, rule) in schedule.rules.iter().enumerate() {
        let words: Vec<String> = rule.spans.iter().map(|span| span.of(&schedule.text)).collect();
        writeln!(out, "{rule}    «{}»", one_line(&words.join(" … ")))?;
        for occurrence in schedule.occurrences.iter().filter(|occurrence| occurrence.rule == index) {
            writeln!(out, "    {}", window(occurrence))?;
        }
    }
    for unparsed in &schedule.unparsed {
        writeln!(out, "not understood: «{}»", one_line(&unparsed.text))?;
    }
    if schedule.rules.is_empty() && schedule.unparsed.is_empty() {
        writeln!(out, "no words")?;
    }
    Ok(())
}

fn window(occurrence: &Occurrence) -> String {
    let dates = match occurrence.start {
        None => format!("<= {}", occurrence.end),
        Some(start) if start == occurrence.end => start.to_string(),
        Some(start) => format!("{start} .. {}", occurrence.end),
    };
    match (occurrence.times, occurrence.bound) {
        (1, Bound::Exact) => dates,
        (times, Bound::Exact) => format!("{dates}, {times} times"),
        (times, Bound::AtLeast) => format!("{dates}, at least {times} times"),
        (times, Bound::AtMost) => format!("{dates}, at most {times} times"),
    }
}
