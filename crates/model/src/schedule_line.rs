//! The canonical line of rules and schedules: compact, ASCII but for an anchor's words, made to be compared.
//!
//! ```text
//! schedule  = [rule *("; " rule)]
//! rule      = head *(" " attribute)
//! head      = edtf                            once: 2018-09, XXXX-06/XXXX-07
//!           | "<=" edtf                       once, a deadline
//!           | ["<="] rrule ["/" duration]     recurring: yearly;BYMONTH=9/P1M, <=monthly;BYMONTHDAY=10
//!           | "continuous" [" " edtf]
//!           | "on-demand" | "by-schedule" | "none"
//!           | "relative" [" " duration [(" after " | " before ") quoted] | " to " quoted]
//! rrule     = frequency in lower case and the other parts as RFC 5545 has them, INTERVAL and all
//! attribute = "x" [">=" | "<="] times "/" duration      frequency
//!           | "edtf=" edtf | "within=" edtf | "~" (approximate)
//!           | "inferred=" ("year" | "period") *("," …) | "truncated"
//! quoted    = '"' words '"', with `\"` and `\\` inside
//! ```
//!
//! Spans, text and occurrences are not part of the line: it reads back to the same rules without them.

use std::fmt::{self, Write};
use std::str::FromStr;

use thiserror::Error;

use crate::{Bound, Frequency, Inference, Rule, RuleKind, Schedule};

/// A line that is not a rule or a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a schedule like `<=2021-05-30; yearly;BYMONTH=9/P1M`")]
pub struct ScheduleError(pub String);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.deadline {
            f.write_str("<=")?;
        }
        let mut edtf_is_said = false;
        match self.kind {
            RuleKind::Once => {
                f.write_str(self.edtf.as_deref().unwrap_or("once"))?;
                edtf_is_said = true;
            }
            RuleKind::Recurring => {
                f.write_str(&self.rrule.as_deref().map_or_else(|| "recurring".to_owned(), short))?;
                if let Some(duration) = &self.duration {
                    write!(f, "/{duration}")?;
                }
            }
            RuleKind::Continuous => {
                f.write_str("continuous")?;
                if let Some(edtf) = &self.edtf {
                    write!(f, " {edtf}")?;
                }
                edtf_is_said = true;
            }
            RuleKind::OnDemand => f.write_str("on-demand")?,
            RuleKind::BySchedule => f.write_str("by-schedule")?,
            RuleKind::Relative => relative(self, f)?,
            RuleKind::None => f.write_str("none")?,
        }
        if let Some(edtf) = self.edtf.as_deref().filter(|_| !edtf_is_said) {
            write!(f, " edtf={edtf}")?;
        }
        attributes(self, f)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, rule) in self.rules.iter().enumerate() {
            write!(f, "{}{rule}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

fn relative(rule: &Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("relative")?;
    let (sign, offset) = match rule.offset.as_deref() {
        Some(offset) => offset.strip_prefix('-').map_or((false, Some(offset)), |offset| (true, Some(offset))),
        None => (false, None),
    };
    // Without words the sign stays with the length.
    let shown_by_word = sign && rule.anchor.is_some();
    if let Some(offset) = offset {
        write!(f, " {}{offset}", if sign && !shown_by_word { "-" } else { "" })?;
    }
    if let Some(anchor) = &rule.anchor {
        let words = anchor.replace('\\', r"\\").replace('"', "\\\"");
        let word = if shown_by_word {
            "before"
        } else if offset.is_some() {
            "after"
        } else {
            "to"
        };
        write!(f, " {word} \"{words}\"")?;
    }
    Ok(())
}

fn attributes(rule: &Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(Frequency { times, per, bound }) = &rule.frequency {
        let bound = match bound {
            Bound::Exact => "",
            Bound::AtLeast => ">=",
            Bound::AtMost => "<=",
        };
        write!(f, " x{bound}{times}/{per}")?;
    }
    if let Some(within) = &rule.within {
        write!(f, " within={within}")?;
    }
    if rule.approximate {
        f.write_str(" ~")?;
    }
    for (index, inference) in rule.inferred.iter().enumerate() {
        let name = match inference {
            Inference::Year => "year",
            Inference::Period => "period",
        };
        write!(f, "{}{name}", if index == 0 { " inferred=" } else { "," })?;
    }
    if rule.truncated {
        f.write_char(' ')?;
        f.write_str("truncated")?;
    }
    Ok(())
}

/// `FREQ=YEARLY;BYMONTH=9` is `yearly;BYMONTH=9`.
fn short(rrule: &str) -> String {
    let frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    let known = rrule.strip_prefix("FREQ=").and_then(|rest| {
        let (name, rest) = rest.split_at(rest.find(';').unwrap_or(rest.len()));
        frequencies.contains(&name).then(|| format!("{}{rest}", name.to_lowercase()))
    });
    known.unwrap_or_else(|| rrule.to_owned())
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(line: &str) -> Result<Self, ScheduleError> {
        let rules: Option<Vec<Rule>> =
            if line.is_empty() { Some(Vec::new()) } else { outside_quotes(line, "; ").into_iter().map(rule).collect() };
        let rules = rules.ok_or_else(|| ScheduleError(line.to_owned()))?;
        Ok(Self { rules, ..Self::default() })
    }
}

impl FromStr for Rule {
    type Err = ScheduleError;

    fn from_str(line: &str) -> Result<Self, ScheduleError> {
        rule(line).ok_or_else(|| ScheduleError(line.to_owned()))
    }
}

/// The parts of a line between separators that are in no quotation.
fn outside_quotes<'a>(line: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if !quoted && at >= start && line[at..].starts_with(separator) => {
                parts.push(&line[start..at]);
                start = at + separator.len();
            }
            _ => {}
        }
    }
    parts.push(&line[start..]);
    parts
}

fn rule(line: &str) -> Option<Rule> {
    let mut words = outside_quotes(line, " ").into_iter().peekable();
    let head = words.next()?;
    let (deadline, head) = head.strip_prefix("<=").map_or((false, head), |rest| (true, rest));
    let mut rule = Rule { deadline, ..Rule::of_kind(RuleKind::Once) };
    match head {
        "" => return None,
        "continuous" => {
            rule.kind = RuleKind::Continuous;
            rule.edtf = words.next_if(|word| is_edtf(word)).map(str::to_owned);
        }
        "on-demand" => rule.kind = RuleKind::OnDemand,
        "by-schedule" => rule.kind = RuleKind::BySchedule,
        "none" => rule.kind = RuleKind::None,
        "relative" => {
            rule.kind = RuleKind::Relative;
            rule.offset = words.next_if(|word| word.starts_with('P') || word.starts_with("-P")).map(str::to_owned);
            if let Some(word) = words.next_if(|word| matches!(*word, "after" | "before" | "to")) {
                rule.anchor = Some(unquoted(words.next()?)?);
                if word == "before" {
                    rule.offset = Some(format!("-{}", rule.offset?));
                }
                // Each word has its form, so that a rule has one line.
                if (word == "to") == rule.offset.is_some() {
                    return None;
                }
            }
        }
        head if head.starts_with(|c: char| c.is_ascii_lowercase()) => {
            rule.kind = RuleKind::Recurring;
            let (rrule, duration) =
                head.split_once('/').map_or((head, None), |(rrule, duration)| (rrule, Some(duration)));
            rule.rrule = Some(long(rrule)?);
            rule.duration = duration.map(str::to_owned);
        }
        head if is_edtf(head) => rule.edtf = Some(head.to_owned()),
        _ => return None,
    }
    for word in words {
        attribute(&mut rule, word)?;
    }
    Some(rule)
}

fn is_edtf(word: &str) -> bool {
    let legal = |c: char| c.is_ascii_digit() || "X-/.{},".contains(c);
    !word.is_empty() && word.chars().all(legal) && word.contains(|c: char| c == 'X' || c.is_ascii_digit())
}

fn long(rrule: &str) -> Option<String> {
    let (name, rest) = rrule.split_at(rrule.find(';').unwrap_or(rrule.len()));
    matches!(name, "daily" | "weekly" | "monthly" | "yearly").then(|| format!("FREQ={}{rest}", name.to_uppercase()))
}

fn unquoted(word: &str) -> Option<String> {
    let inner = word.strip_prefix('"')?.strip_suffix('"')?;
    let mut words = String::new();
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        words.push(if c == '\\' { rest.next()? } else { c });
    }
    Some(words)
}

fn attribute(rule: &mut Rule, word: &str) -> Option<()> {
    if word == "~" {
        rule.approximate = true;
    } else if word == "truncated" {
        rule.truncated = true;
    } else if let Some(edtf) = word.strip_prefix("edtf=").filter(|edtf| is_edtf(edtf)) {
        rule.edtf = Some(edtf.to_owned());
    } else if let Some(within) = word.strip_prefix("within=").filter(|edtf| is_edtf(edtf)) {
        rule.within = Some(within.to_owned());
    } else if let Some(names) = word.strip_prefix("inferred=") {
        rule.inferred = names.split(',').map(inference).collect::<Option<_>>()?;
    } else {
        rule.frequency = Some(frequency(word.strip_prefix('x')?)?);
    }
    Some(())
}

fn inference(name: &str) -> Option<Inference> {
    match name {
        "year" => Some(Inference::Year),
        "period" => Some(Inference::Period),
        _ => None,
    }
}

fn frequency(text: &str) -> Option<Frequency> {
    let bounds = [(">=", Bound::AtLeast), ("<=", Bound::AtMost)];
    let bound = bounds.iter().find(|(sign, _)| text.starts_with(sign));
    let (bound, text) = bound.map_or((Bound::Exact, text), |(sign, bound)| (*bound, &text[sign.len()..]));
    let (times, per) = text.split_once('/')?;
    Some(Frequency { times: times.parse().ok()?, per: per.to_owned(), bound })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_to_the_same_rules() {
        let lines = [
            "",
            "2018-09",
            "XXXX-06/XXXX-07 inferred=year",
            "<=2021-05-30; <=yearly;BYMONTH=5;BYMONTHDAY=30 within=2022/..",
            "yearly;BYMONTH=9/P1M",
            "monthly;INTERVAL=3/P3M x>=1/P3M within={2020,2022..2023}",
            "weekly;BYDAY=TU/P1D truncated",
            "monthly;BYMONTHDAY=21 edtf=XXXX-XX-21/XXXX-XX",
            "continuous 2018/2020; continuous inferred=period",
            "on-demand within=2021; by-schedule; none",
            "relative P10D after \"слов «да; нет» и \\\"цитаты\\\"\"; relative P14D before \"начала\"; relative -P1M; relative to \"итогов\"",
            "2021-09/2021-10 ~; 2021/.. inferred=year,period",
        ];
        for line in lines {
            let schedule: Schedule = line.parse().unwrap();
            assert_eq!(schedule.to_string(), line);
            assert_eq!(schedule.to_string().parse::<Schedule>().unwrap(), schedule);
        }
    }

    #[test]
    fn what_is_no_line_is_said() {
        for line in ["сентябрь", "<=", "2018-09 x", "relative after", "2018;", "yearly inferred=month", "hourly"]
        {
            assert!(line.parse::<Schedule>().is_err(), "{line}");
        }
    }
}
