//! Columns of days, weeks and months: marks below them are dates, bars drawn by colour are not read.

use crate::column::Column;
use crate::evidence::Evidence;
use crate::period::is_year;
use crate::record::Words;

/// Fewer columns side by side are no chart.
const MIN_COLUMNS: usize = 3;
/// So many numbered columns below one month are its days.
const MIN_DAYS: usize = 28;

/// «+», «х»: done in this month, in this year.
pub(crate) fn is_mark(text: &str) -> bool {
    matches!(text, "+" | "x" | "X" | "х" | "Х" | "v" | "V" | "*" | "•" | "✓" | "✔" | "√" | "■" | "●" | "█" | "▓")
}

/// «1», «пн», «2 нед.», «Q3»: words that only divide time.
pub(crate) fn is_tick(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "п",
        "в",
        "с",
        "ч",
        "пн",
        "вт",
        "ср",
        "чт",
        "пт",
        "сб",
        "вс",
        "нед",
        "неделя",
        "недели",
        "week",
        "w",
        "q",
        "кв",
        "дек",
        "декада",
        "m",
        "t",
        "f",
        "s",
        "mo",
        "tu",
        "we",
        "th",
        "fr",
        "sa",
        "su",
    ];
    if text.chars().take(16).count() > 15 {
        return false;
    }
    let folded = vekha_lexis::fold(text.trim());
    let is_small = |number: &str| number.parse::<u32>().is_ok_and(|number| (1..=53).contains(&number));
    let mut parts = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let digits = part.trim_start_matches(char::is_alphabetic);
            let letters = part.trim_end_matches(char::is_numeric);
            let is_year = is_year(part);
            is_small(part) || is_year || NAMES.contains(&part) || (is_small(digits) && NAMES.contains(&letters))
        })
        && !is_year(folded.text())
}

/// Whether a text is a piece of time, as a chart's header repeats it below.
pub(crate) fn divides_time(text: &str) -> bool {
    let folded = vekha_lexis::fold(text.trim());
    let is_month = |word: &str| vekha_lexis::calendar::month(word).is_some();
    let mut words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    is_tick(text) || words.next().is_some_and(|word| is_month(word) || is_year(word)) && words.all(is_year)
}

/// Finds the columns of charts, and in them those whose marks are dates.
pub(crate) fn find(columns: &mut [Column], evidence: &[Evidence]) {
    name_days(columns);
    let is_run: Vec<bool> = columns.iter().zip(evidence).map(|(column, seen)| is_part(column, seen)).collect();
    for mut run in runs(&is_run) {
        // Columns without a header left of the first month are none of the chart.
        let is_named = |column: &Column| column.period.is_some() || column.tick.is_some();
        run.start += columns[run.clone()].iter().take_while(|column| !is_named(column)).count();
        let named = columns[run.clone()].iter().filter(|column| !column.header.is_blank()).count();
        if named >= MIN_COLUMNS {
            columns[run].iter_mut().for_each(|column| column.scale = true);
        }
    }
    let is_marked =
        |column: &Column, seen: &Evidence| column.period.is_some() && (column.scale || seen.filled == seen.marks);
    let marked: Vec<bool> = columns.iter().zip(evidence).map(|(column, seen)| is_marked(column, seen)).collect();
    let sum = |count: fn(&Evidence) -> usize| -> usize {
        evidence.iter().zip(&marked).filter(|(_, marked)| **marked).map(|(seen, _)| count(seen)).sum()
    };
    // «1» is a mark where there are hardly other numbers.
    let has_ones = sum(|seen| seen.ones) > 1 && sum(|seen| seen.ones) * 2 > sum(|seen| seen.ticks());
    let has_marks = sum(|seen| seen.marks) > 0 || has_ones;
    for (column, is_marked) in columns.iter_mut().zip(marked) {
        column.marks = is_marked && has_marks;
        let is_amount = column.period.is_some() && column.role == Some(vekha_model::Role::Dates);
        if column.marks || column.scale || is_amount {
            column.role = None;
        }
    }
}

/// Whether a column may belong to a chart: a piece of time above, and below it only marks, or words that divide time.
fn is_part(column: &Column, seen: &Evidence) -> bool {
    let is_time = column.period.is_some() || column.tick.is_some() || column.header.is_blank();
    let is_named = column.role.is_some_and(|role| role != vekha_model::Role::Dates);
    let is_of_years = column.tick.is_none() && column.period.as_ref().is_some_and(|period| is_year(&period.text));
    let fits = || if is_of_years { seen.marks } else { seen.marks + seen.ticks() };
    is_time && !is_named && seen.filled <= fits()
}

/// Days below a month are dates together with it.
fn name_days(columns: &mut [Column]) {
    let months: Vec<Option<Words>> =
        columns.iter().map(|column| column.period.clone().filter(|_| column.tick.is_some())).collect();
    for month in months.chunk_by(|a, b| a == b).scan(0, |start, chunk| {
        let range = *start..*start + chunk.len();
        *start = range.end;
        Some((range, chunk[0].clone()))
    }) {
        let (range, Some(month)) = month else { continue };
        if range.len() < MIN_DAYS {
            continue;
        }
        for column in &mut columns[range] {
            let mut day = column.tick.clone().unwrap_or_default();
            day.append(" ", &month);
            column.period = Some(day);
        }
    }
}

fn runs(flags: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    flags.chunk_by(|a, b| a == b).filter_map(move |chunk| {
        let range = start..start + chunk.len();
        start = range.end;
        chunk[0].then_some(range)
    })
}
