//! A phrase below a heading that is a date itself: «1-10» under «Январь 2024» is 1–10 January 2024.

use vekha_lexis::{calendar, fold};
use vekha_model::Span;

use crate::atom::{Due, Each, Unit, Weekdays};
use crate::compose::compose;
use crate::item::{Item, items};
use crate::statement::{Limit, Stretch, What};
use crate::token::tokens;
use crate::window::{Part, Window};

/// What the headings over a phrase say together: the innermost window, with the year of an outer one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Context {
    window: Window,
}

impl Context {
    /// From headings, the outermost first; none where they name no window.
    pub(crate) fn of(headings: &[&str]) -> Option<Self> {
        let mut context: Option<Self> = None;
        for heading in headings {
            let said = said(heading);
            context = match (context, said) {
                (context, None) => context,
                (Some(outer), Some(Said::Part(each))) => outer.month().map(|month| outer.narrowed(month, &each)),
                (None, Some(Said::Part(_))) => None,
                (outer, Some(Said::Window(window))) => {
                    Some(Self { window: outer.map_or(window, |outer| outer.year_of(window)) })
                }
            };
        }
        context
    }

    /// The one month it is, or lies in.
    fn month(self) -> Option<i8> {
        let (from, to) = (self.window.from, self.window.to);
        let (last, runs_over) = to.last_month();
        (from.month() == last && !runs_over && self.window.to_year.is_none()).then_some(last)
    }

    fn narrowed(self, month: i8, each: &Each) -> Self {
        let part = each.part.of(month);
        let approximate = self.window.approximate || each.approximate;
        Self { window: Window { from: part, to: part, approximate, ..self.window } }
    }

    /// A window without a year in the year of this one.
    fn year_of(self, window: Window) -> Window {
        let is_school_year = self.window.from == Part::Months(9, 5);
        match self.window.from_year.filter(|_| !window.has_year()) {
            Some(year) if is_school_year => window.in_school_year(year),
            // «Зима 2023» ends in the next year.
            Some(year) if window.from.month() < self.window.from.month() && self.runs_over() => {
                window.in_year(year + 1)
            }
            Some(year) => window.in_year(year),
            None => window,
        }
    }

    fn runs_over(self) -> bool {
        self.window.dates(2001).is_some_and(|(first, last)| first.year() < last.year())
    }

    /// The same statement as it is meant under these headings.
    pub(crate) fn qualified(self, what: What) -> What {
        let here = || Limit::of(vec![Stretch::within(self.window)]);
        let is_open = |limit: &Limit| limit.stretches.is_empty() && limit.after.is_none();
        match what {
            What::Once { window, due, after: None } => What::Once { window: self.year_of(window), due, after: None },
            What::Open { window, after: None } => What::Open { window: self.year_of(window), after: None },
            What::Through { window } => What::Through { window: self.year_of(window) },
            What::Each { each, limit } if is_open(&limit) && each.months.is_empty() => match self.month() {
                Some(month) => once(self.narrowed(month, &each).window, each.due),
                None => What::Each { each, limit: here() },
            },
            What::Weekdays { weekdays, months, limit } if is_open(&limit) && months.is_empty() => {
                match (self.month(), nth(&weekdays)) {
                    (Some(month), Some((nth, day))) => {
                        let part = Part::Weekday(month, nth, day);
                        once(Window { from: part, to: part, ..self.window }, None)
                    }
                    _ => What::Weekdays { weekdays, months, limit: here() },
                }
            }
            What::Every { every, months, limit }
                if is_open(&limit) && months.is_empty() && !matches!(every.unit, Unit::Year | Unit::SchoolYear) =>
            {
                What::Every { every, months, limit: here() }
            }
            What::Always { limit } if is_open(&limit) => What::Always { limit: here() },
            What::EachYear { school, limit } if is_open(&limit) && self.window.from == Part::Year => {
                What::EachYear { school, limit: here() }
            }
            // «в течение месяца»: this one.
            What::Relative { offset: Some(offset), anchor: None, approximate: false, .. }
                if Some(&offset) == self.window.duration().as_ref() =>
            {
                What::Through { window: self.window }
            }
            other => other,
        }
    }

    /// The text with the month after its bare days, and what was put in: «до 15⏎20-25» is «до 15 января⏎20-25 января».
    pub(crate) fn completed(self, text: &str) -> (String, Vec<Span>) {
        let Some(month) = self.month().and_then(|month| GENITIVES.get(usize::try_from(month - 1).ok()?)) else {
            return (text.to_owned(), Vec::new());
        };
        let (mut whole, mut put, mut length) = (String::new(), Vec::new(), 0);
        for piece in text.split_inclusive(['\n', ';']) {
            let end = if is_bare_days(piece) { end_of_days(piece) } else { None };
            let (days, rest) = piece.split_at(end.unwrap_or(piece.len()));
            whole.push_str(days);
            length += days.chars().count();
            if end.is_some() {
                whole.push(' ');
                whole.push_str(month);
                let added = month.chars().count() + 1;
                put.push(Span::new(length, length + added));
                length += added;
            }
            whole.push_str(rest);
            length += rest.chars().count();
        }
        (whole, put)
    }
}

/// Where a span of the completed text stands in the text as given; what was put in takes no room.
pub(crate) fn as_given(span: Span, put: &[Span]) -> Span {
    let before = |at: usize| at - put.iter().map(|put| put.end.min(at).saturating_sub(put.start)).sum::<usize>();
    Span::new(before(span.start), before(span.end))
}

/// What a heading says.
enum Said {
    Window(Window),
    /// «1 неделя»: a part of a month that an outer heading names.
    Part(Each),
}

fn said(heading: &str) -> Option<Said> {
    let tokens = tokens(heading);
    let items: Vec<Item> = items(&tokens);
    let statements = compose(&items, |_| false);
    statements.into_iter().find_map(|statement| match statement.what {
        What::Once { window, due: None, .. } | What::Through { window } => Some(Said::Window(window)),
        What::Each { each, limit } if each.due.is_none() => match limit.stretches[..] {
            // «1 неделя (1-7 сентября)»: the dates say it all.
            [stretch] => Some(Said::Window(stretch.window)),
            _ => Some(Said::Part(each)),
        },
        _ => None,
    })
}

fn once(window: Window, due: Option<Due>) -> What {
    What::Once { window, due, after: None }
}

/// «первый вторник»: one day of one week.
fn nth(weekdays: &Weekdays) -> Option<(i8, i8)> {
    match (&weekdays.nths[..], &weekdays.days[..], &weekdays.months[..]) {
        (&[nth], &[day], []) => Some((nth, day)),
        _ => None,
    }
}

const GENITIVES: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Words that stand between days of a month.
const BETWEEN: &[&str] =
    &["до", "с", "со", "по", "к", "и", "не", "позднее", "числа", "число", "числах", "го", "е", "ое", "от"];

/// «1-10», «до 15», «5, 12, 19», «с 5 по 10 числа»: days of a month and nothing else.
fn is_bare_days(piece: &str) -> bool {
    let folded = fold(piece);
    let words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut days = 0;
    for word in words {
        match word.parse::<u8>() {
            Ok(day) if (1..=31).contains(&day) && word.len() <= 2 => days += 1,
            _ if BETWEEN.contains(&word) => {}
            _ => return false,
        }
    }
    // «15.01» is day and month, «10:30» a time of day.
    let chars: Vec<char> = piece.chars().collect();
    let joins =
        |three: &[char]| three[0].is_ascii_digit() && matches!(three[1], '.' | ':' | '/') && three[2].is_ascii_digit();
    days > 0 && !chars.windows(3).any(joins) && calendar::month(folded.text().trim()).is_none()
}

/// The byte after the last letter or digit.
fn end_of_days(piece: &str) -> Option<usize> {
    piece.char_indices().rev().find(|(_, c)| c.is_alphanumeric()).map(|(at, c)| at + c.len_utf8())
}
