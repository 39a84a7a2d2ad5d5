//! What is true of any phrase: nothing panics, no character is lost, an independent RFC 5545 agrees.

use jiff::civil::Date;
use proptest::prelude::*;
use vekha_model::{Rule, RuleKind, Schedule};
use vekha_when::{Period, read};

const WORDS: &[&str] = &[
    "сентябрь",
    "мая",
    "Июнь",
    "2020",
    "2021",
    "2022-2023",
    "2020/2021",
    "уч.г.",
    "г.",
    "-",
    "–",
    ",",
    ";",
    "\n",
    "(",
    ")",
    ":",
    ".",
    "и",
    "до",
    "к",
    "с",
    "по",
    "не позднее",
    "начиная с",
    "конца",
    "начала",
    "в течение",
    "всего",
    "периода",
    "года",
    "учебного года",
    "весь",
    "ежегодно",
    "ежемесячно",
    "ежеквартально",
    "еженедельно",
    "ежедневно",
    "раз в",
    "2 раза в",
    "не реже",
    "квартал",
    "полугодие",
    "год",
    "месяца",
    "недели",
    "10",
    "1",
    "15",
    "31",
    "I",
    "II",
    "первая",
    "последняя",
    "неделя",
    "декада",
    "половина",
    "четверть",
    "числа",
    "каждого",
    "далее",
    "постоянно",
    "по графику",
    "по мере",
    "необходимости",
    "после",
    "дней",
    "вторник",
    "пятница",
    "по средам",
    "15.05.2021",
    "10.02",
    "01.-05.12.2024",
    "зима",
    "летний период",
    "кроме",
    "выходных",
    "следующего за отчетным",
    "месяц",
    "совещание",
    "№",
    "²",
    "\u{ad}",
    "\u{200b}",
];

const PERIODS: &[&str] =
    &["2021", "2018-2020", "2020-2023", "2020/2021", "2020-05-20..2023-12-31", "2020-01-31..2022-03-15"];

fn phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    prop::collection::vec((word, prop::sample::select(&[" ", " ", " ", "", "\n", ", "][..])), 0..9)
        .prop_map(|words| words.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

fn period() -> impl Strategy<Value = Option<Period>> {
    prop::option::of(prop::sample::select(PERIODS).prop_map(|text| text.parse().expect("a period of the list")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_and_every_character_accounted_for(text in "\\PC{0,80}|[ -~а-яА-Я0-9\n.,;()-]{0,80}", period in period()) {
        let schedule = read(&text, period);
        check_account(&schedule)?;
        prop_assert_eq!(schedule, read(&text, period));
    }

    #[test]
    fn any_phrase_keeps_the_contract(text in phrase(), period in period()) {
        let schedule = read(&text, period);
        check_account(&schedule)?;
        check_line(&schedule)?;
        check_recurrences(&schedule, period)?;
    }
}

/// Rules, connectives and unread words together hold every character but blanks and punctuation.
fn check_account(schedule: &Schedule) -> Result<(), TestCaseError> {
    let raw: Vec<char> = schedule.text.chars().collect();
    let mut covered = vec![false; raw.len()];
    let spans = schedule.rules.iter().flat_map(|rule| &rule.spans).chain(&schedule.connectives);
    for span in spans.chain(schedule.unparsed.iter().map(|unparsed| &unparsed.span)) {
        prop_assert!(span.end <= raw.len() && !span.is_empty(), "{span} in {:?}", schedule.text);
        covered[span.start..span.end].fill(true);
    }
    for unparsed in &schedule.unparsed {
        prop_assert_eq!(&unparsed.text, &unparsed.span.of(&schedule.text));
    }
    for (c, covered) in raw.iter().zip(covered) {
        let is_sign = c.is_whitespace() || c.is_ascii_punctuation() || !c.is_alphanumeric();
        prop_assert!(covered || is_sign, "{c:?} is lost in {:?}", schedule.text);
    }
    Ok(())
}

/// The canonical line reads back to the same rules.
fn check_line(schedule: &Schedule) -> Result<(), TestCaseError> {
    let line = schedule.to_string();
    let again: Schedule = line.parse().map_err(|error| TestCaseError::fail(format!("{error}")))?;
    let rules: Vec<Rule> = schedule.rules.iter().map(|rule| Rule { spans: Vec::new(), ..rule.clone() }).collect();
    prop_assert_eq!(again.rules, rules, "{}", line);
    Ok(())
}

/// The `rrule` crate, given the first start that is not cut, expands to our starts (due dates).
fn check_recurrences(schedule: &Schedule, period: Option<Period>) -> Result<(), TestCaseError> {
    for (index, rule) in schedule.rules.iter().enumerate().filter(|(_, rule)| rule.kind == RuleKind::Recurring) {
        let Some(rrule) = &rule.rrule else { return Err(TestCaseError::fail("a recurring rule without `rrule`")) };
        // Windows cut at the period's ends are left aside, and so is what another rule says too.
        let others = schedule.rules.len() > 1;
        let ours: Vec<Date> =
            schedule.occurrences.iter().filter(|o| o.rule == index).map(|o| o.start.unwrap_or(o.end)).collect();
        let uncut: Vec<Date> = ours
            .iter()
            .copied()
            .filter(|day| period.is_none_or(|period| rule.deadline || *day > period.start))
            .collect();
        let uncut = if rule.within.is_some() && !fits(rrule, ours.first()) {
            ours.iter().skip(1).copied().collect()
        } else {
            uncut
        };
        let uncut = if fits(rrule, ours.first()) { ours.clone() } else { uncut };
        let (Some(first), Some(last)) = (uncut.first(), uncut.last()) else { continue };
        if others || rule.truncated {
            continue;
        }
        let expanded = expand(rrule, *first, *last);
        let within = rule.within.as_deref().unwrap_or_default();
        if within.contains("XXXX") {
            // Days of every year limit the rule: it keeps those of its starts, and a window cut there begins there.
            let strange = uncut.iter().find(|day| !expanded.contains(day) && !begins_within(within, **day));
            prop_assert_eq!(strange, None, "{:?} {:?} {}", schedule.text, period, rrule);
        } else if !within.contains('{') {
            prop_assert_eq!(&expanded, &uncut, "{:?} {:?} {}", schedule.text, period, rrule);
        }
    }
    Ok(())
}

/// Whether a limit without a year (`XXXX-02-10`, `XXXX-09/XXXX-10`) begins on this day.
fn begins_within(within: &str, day: Date) -> bool {
    let month = format!("XXXX-{:02}", day.month());
    within.contains(&format!("{month}-{:02}", day.day())) || (day.day() == 1 && within.contains(&month))
}

/// Whether the first start is one of the rule's own.
fn fits(rrule: &str, first: Option<&Date>) -> bool {
    first.is_some_and(|first| expand(rrule, *first, *first) == [*first])
        && first.is_some_and(|first| {
            !rrule.contains("BYMONTH=")
                || rrule.contains("BYDAY")
                || rrule.contains("BYMONTHDAY")
                || first.day() == 1
                || rrule.contains("WEEKLY")
                || rrule.contains("DAILY")
        })
}

fn expand(rrule: &str, first: Date, last: Date) -> Vec<Date> {
    let compact = |day: Date| day.strftime("%Y%m%d").to_string();
    let text = format!("DTSTART:{}T000000Z\nRRULE:{rrule};UNTIL={}T000000Z", compact(first), compact(last));
    let set: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    set.all(2000).dates.iter().map(|date| date.format("%Y-%m-%d").to_string().parse().expect("a date")).collect()
}

#[test]
fn a_huge_cell_returns_quickly() {
    for unit in [
        "сентябрь, ",
        "2021 ",
        "1, ",
        "а",
        "до ",
        "по мере ",
        "(",
        "с 1 по ",
        "ежегодно\n",
        "слово ",
        "май 2020; ",
        "в течение ",
        "\n",
        "1.",
        "-",
        "сен тябрь ",
    ] {
        let started = std::time::Instant::now();
        let text = unit.repeat(100_000 / unit.chars().count());
        let schedule = read(&text, "2000-2100".parse().ok());

        check_account(&schedule).unwrap();
        assert!(started.elapsed().as_secs() < 20, "{unit:?} takes {:?}", started.elapsed());
    }
}
