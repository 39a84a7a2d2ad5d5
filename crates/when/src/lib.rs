//! When? A Russian date phrase → rules → dated windows.
//!
//! A phrase is cut into tokens, rules with their examples inside read runs of tokens, the parts are put together
//! (lists, ranges, years over lists of months, «далее»), and only then a period turns what is said into dates.
//! Nothing fails: what no rule reads is kept in `unparsed`.
//!
//! ```
//! let period = "2020-2023".parse()?;
//! let schedule = vekha_when::read("До 30 мая 2021, далее ежегодно", Some(period));
//!
//! assert_eq!(schedule.to_string(), "<=2021-05-30; <=yearly;BYMONTH=5;BYMONTHDAY=30 within=2022/..");
//! let due: Vec<String> = schedule.occurrences.iter().map(|occurrence| occurrence.end.to_string()).collect();
//! assert_eq!(due, ["2021-05-30", "2022-05-30", "2023-05-30"]);
//! # Ok::<(), vekha_when::PeriodError>(())
//! ```

mod atom;
mod bounds;
mod compose;
mod context;
mod element;
mod evaluate;
mod item;
pub mod lines;
mod namings;
mod pattern;
mod period;
mod read;
mod recur;
mod recurring;
mod rules;
mod section;
mod starts;
mod statement;
mod tiles;
mod title;
mod token;
mod window;
mod words;

pub use bounds::between;
pub use period::{Period, PeriodError};
pub use read::{is_schedule, read, read_under};
pub use title::{period_in, period_in_from};
