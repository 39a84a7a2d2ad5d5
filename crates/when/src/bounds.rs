//! A start and an end from columns of their own are one window.

use vekha_model::{Occurrence, Rule, RuleKind, Schedule};

/// The schedule of a cell «Начало» and a cell «Окончание», which [`crate::read`] has read as two dates, as one window
/// from the first to the last. Anything but two plain dates in order stays as it is.
///
/// ```
/// let read = |text: &str| vekha_when::between(vekha_when::read(text, None)).to_string();
///
/// assert_eq!(read("15.01.2025\n28.02.2025"), "2025-01-15/2025-02-28");
/// assert_eq!(read("15.01.2025\n15.01.2025"), "2025-01-15");
/// assert_eq!(read("28.02.2025\n15.01.2025"), "2025-02-28; 2025-01-15");
/// assert_eq!(read("15.01.2025\nежегодно"), vekha_when::read("15.01.2025\nежегодно", None).to_string());
/// ```
pub fn between(mut schedule: Schedule) -> Schedule {
    let [start, end] = &schedule.rules[..] else { return schedule };
    let (Some(first), Some(last)) = (plain(start), plain(end)) else { return schedule };
    let window = match (only(&schedule, 0), only(&schedule, 1)) {
        (Some(first), Some(last)) if first.start <= last.start => Occurrence { end: last.end, ..first.clone() },
        // Equal days are one occurrence, kept with the first rule.
        (Some(one), None) if first == last => one.clone(),
        _ => return schedule,
    };
    let edtf = if first == last { first.to_owned() } else { format!("{first}/{last}") };
    let inferred = if start.inferred.is_empty() { end.inferred.clone() } else { start.inferred.clone() };
    let spans = start.spans.iter().chain(&end.spans).copied().collect();
    schedule.rules = vec![Rule { edtf: Some(edtf), duration: None, inferred, spans, ..start.clone() }];
    schedule.occurrences = vec![window];
    schedule
}

/// The date of a rule that says nothing else.
fn plain(rule: &Rule) -> Option<&str> {
    let edtf = rule.edtf.as_deref().filter(|edtf| !edtf.contains('/'))?;
    let is_plain = rule.kind == RuleKind::Once && !rule.deadline && !rule.approximate && rule.rrule.is_none();
    is_plain.then_some(edtf)
}

/// The one occurrence of a rule.
fn only(schedule: &Schedule, rule: usize) -> Option<&Occurrence> {
    let mut of_rule = schedule.occurrences.iter().filter(|occurrence| occurrence.rule == rule);
    of_rule.next().filter(|_| of_rule.next().is_none())
}
