//! Words that are a stretch of time and nothing else.

use vekha_lexis::fold;
use vekha_model::Role;

use crate::Kinds;
use crate::roles::role;

/// Whether a header is a stretch of time: «2025», «май», «I квартал», «Q1 2025»; «Месяц» is none.
pub(crate) fn is_period(text: &str, kinds: &dyn Kinds) -> bool {
    let is_word = text.split_whitespace().count() == 1 && !text.contains(|c: char| c.is_ascii_digit());
    let is_count = text.trim().chars().all(|c| c.is_ascii_digit());
    is_year(text)
        || is_weekday(text)
        || (!is_count && kinds.is_schedule(text) && !(is_word && role(text) == Some(Role::Dates)))
        || is_quarter(text)
}

/// «Понедельник», «ср».
fn is_weekday(text: &str) -> bool {
    vekha_lexis::calendar::weekday(fold(text.trim()).text()).is_some()
}

/// «Q1», «Q4 2025», «H2».
fn is_quarter(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(|word| {
        let mut chars = word.chars();
        matches!((chars.next(), chars.next(), chars.next()), (Some('Q' | 'q' | 'H'), Some('1'..='4'), None))
    });
    first && words.all(is_year)
}

/// «2025», «2025 г.», «2025 год».
pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ' ', 'г', 'о', 'д']);
    text.len() == 4 && (text.starts_with("20") || text.starts_with("19")) && text.chars().all(|c| c.is_ascii_digit())
}
