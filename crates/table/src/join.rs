use vekha_lexis::morph;
use vekha_model::Span;

use crate::Kinds;
use crate::draft::{Draft, SCHEDULE, Slot, Task};
use crate::numbering::leading;
use crate::record::Words;

/// What must be known of a row to tell whether it goes on with the row above it.
pub(crate) struct Row {
    pub number: String,
    pub has_numbers: bool,
    pub tasks: Vec<Task>,
    /// Whether number and title are merged with those above.
    pub shares: bool,
    pub dates: Slot,
    pub others: Vec<Slot>,
    pub after_break: bool,
}

/// How a row belongs to the row above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// It is a row of its own.
    No,
    /// A page break split it: each cell goes on in mid-sentence.
    GoesOn,
    /// It has the same number and title, and more dates, parties or results.
    Shares,
}

/// Whether `row` goes on with the `open` row above it, and why.
pub(crate) fn with(open: &Draft, row: &Row, kinds: &dyn Kinds) -> (Join, &'static str) {
    if row.shares {
        return (Join::Shares, "number and title are merged with those above");
    }
    if row.number.chars().any(char::is_alphanumeric) {
        // A format without merges may write them out: the same number and title again, with other dates.
        let title = row.tasks.first().map(|task| task.title.words.collapsed());
        let is_same =
            row.number.trim() == open.number.words.text.trim() && title.as_deref() == Some(&open.title().collapsed());
        return match is_same {
            true => (Join::Shares, "the same number and title as above"),
            false => (Join::No, "it has a number of its own"),
        };
    }
    let is_matrix = open.tasks.iter().any(Task::is_cell);
    if row.tasks.is_empty() {
        let goes_on = row.after_break && !kinds.is_schedule(&row.dates.words.text);
        return match goes_on || is_matrix {
            true => (Join::GoesOn, "no title: the row above goes on"),
            false => (Join::Shares, "no title: more for the row above"),
        };
    }
    if is_matrix {
        return matrix(open, row);
    }
    goes_on(open, row, kinds)
}

fn goes_on(open: &Draft, row: &Row, kinds: &dyn Kinds) -> (Join, &'static str) {
    let above = open.title();
    let Some(below) = row.tasks.first().map(|task| &task.title.words) else {
        return (Join::No, "no words to go on with");
    };
    let chars = below.chars();
    if above.is_blank() {
        return (Join::No, "no title above to go on with");
    }
    if leading(&chars, Span::new(0, chars.len())).is_some() {
        return (Join::No, "its words begin with a number");
    }
    // «в течение | 2025 года»: dates that a page has cut are no dates of their own.
    let dates_above = &open.slots[SCHEDULE].words;
    let dates_are_cut = !dates_above.is_blank() && !kinds.is_schedule(&dates_above.text);
    let has_dates = !dates_are_cut && kinds.is_schedule(&row.dates.words.text);
    let is_point = begins_with_bullet(below);
    if is_point && row.has_numbers {
        let goes_on = !has_dates && (row.after_break || above.text.trim_end().ends_with([':', ';', ',']));
        return verdict(goes_on, "a point of the list above", "a point with dates, or no list above");
    }
    if begins_lower(below) && !begins_lower(above) {
        let goes_on = match row.after_break {
            true => !has_dates || is_unfinished(above),
            false => !has_dates && is_unfinished(above),
        };
        return verdict(goes_on, "a small letter after an unfinished sentence", "a small letter, but dates of its own");
    }
    // A capital letter goes on only over a page, where the sentence above is plainly cut.
    let goes_on = row.after_break && row.has_numbers && !has_dates && (is_cut(above) || others_go_on(open, row));
    verdict(goes_on, "a page cut the sentence above", "words of its own")
}

fn verdict(goes_on: bool, yes: &'static str, no: &'static str) -> (Join, &'static str) {
    if goes_on { (Join::GoesOn, yes) } else { (Join::No, no) }
}

/// In a matrix every cell goes on, or none.
fn matrix(open: &Draft, row: &Row) -> (Join, &'static str) {
    let above = |task: &Task| open.tasks.iter().find(|open| open.column == task.column).map(|open| &open.title.words);
    let all_lower = row.tasks.iter().all(|task| begins_lower(&task.title.words) && above(task).is_some());
    let capitals_are_usual = open.tasks.iter().any(|task| !begins_lower(&task.title.words));
    let unfinished = row.tasks.iter().all(|task| above(task).is_some_and(is_unfinished));
    let goes_on = all_lower && capitals_are_usual && (unfinished || row.after_break);
    verdict(goes_on, "every cell goes on in a small letter", "its cells begin anew")
}

/// Whether a cell other than the title goes on in lower case with an unfinished one.
fn others_go_on(open: &Draft, row: &Row) -> bool {
    let pairs = open.slots.iter().skip(SCHEDULE + 1).zip(&row.others);
    let go_on = |(above, below): (&Slot, &Slot)| {
        !above.words.is_blank()
            && is_unfinished(&above.words)
            && begins_lower(&below.words)
            && !begins_lower(&above.words)
    };
    row.dates.words.is_blank() && pairs.into_iter().any(go_on) && is_unfinished(open.title())
}

/// Whether the first letter is a small one; signs before it are skipped.
fn begins_lower(words: &Words) -> bool {
    let mut chars = words.text.chars().skip_while(|c| !c.is_alphanumeric());
    chars.next().is_some_and(char::is_lowercase)
}

fn begins_with_bullet(words: &Words) -> bool {
    words.text.trim_start().starts_with(['-', '–', '—', '•', '·', '●'])
}

/// Whether a text lacks the sign that ends a sentence.
fn is_unfinished(words: &Words) -> bool {
    !words.text.trim_end().ends_with(['.', '!', '?', ':', ';'])
}

/// Whether a text breaks off: an open bracket or quote, a comma, a hyphen, a preposition or «и» at its end.
fn is_cut(words: &Words) -> bool {
    let text = words.text.trim_end();
    let count = |signs: &[char]| text.chars().filter(|c| signs.contains(c)).count();
    if text.ends_with([',', '-', '(', '«']) || count(&['(']) > count(&[')']) || count(&['«']) > count(&['»']) {
        return true;
    }
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.chars().count() <= 12
        && morph(last).first().is_some_and(|reading| matches!(reading.pos, "ADP" | "CCONJ" | "SCONJ"))
}
