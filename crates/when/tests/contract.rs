//! Places, dates and kinds that the contract spells out.

use vekha_model::Schedule;
use vekha_when::{is_schedule, read};

fn schedule(text: &str, period: &str) -> Schedule {
    read(text, Some(period.parse().expect("a period")))
}

/// `2020-10-01..2020-10-31 <=2021-05-30 2x2021-01-01..2021-12-31`
fn dates(schedule: &Schedule) -> String {
    let one = |o: &vekha_model::Occurrence| {
        let times = if o.times == 1 { String::new() } else { format!("{}x", o.times) };
        o.start.map_or_else(|| format!("<={}", o.end), |start| format!("{times}{start}..{}", o.end))
    };
    schedule.occurrences.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_rule_knows_the_words_it_was_read_from() {
    let schedule = schedule("Октябрь 2020\n\nДалее:\n\nавгуст\n\n2021\n\n2022\n\n2023", "2020-2023");
    let spans: Vec<String> = schedule
        .rules
        .iter()
        .map(|rule| rule.spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(spans, ["0..12", "22..34", "22..28,36..40", "22..28,42..46"]);
    assert_eq!(schedule.connectives.iter().map(ToString::to_string).collect::<Vec<_>>(), ["14..19"]);
    assert!(schedule.unparsed.is_empty());
}

#[test]
fn words_that_no_rule_reads_are_kept_where_they_stand() {
    let schedule = schedule("Педсовет – август 2021 г.", "2021");
    assert_eq!(schedule.unparsed.len(), 1);
    assert_eq!(
        (schedule.unparsed[0].text.as_str(), schedule.unparsed[0].span.to_string().as_str()),
        ("Педсовет", "0..8")
    );
}

#[test]
fn the_dates_are_those_of_the_contract() {
    let cases = [
        ("Последняя неделя июня\nежегодно", "2019-2020", "2019-06-24..2019-06-30 2020-06-24..2020-06-30"),
        ("раз в полугодие.", "2021", "2021-01-01..2021-06-30 2021-07-01..2021-12-31"),
        ("раз в полугодие (до 1 июля, до 30 декабря)", "2021", "<=2021-07-01 <=2021-12-30"),
        ("2 раза в год", "2020-2021", "2x2020-01-01..2020-12-31 2x2021-01-01..2021-12-31"),
        ("декабрь-январь", "2018-2020", "2018-12-01..2019-01-31"),
        ("декабрь-январь", "2018", "2018-12-01..2018-12-31"),
        ("сентябрь, март", "2020/2021", "2020-09-01..2020-09-30 2021-03-01..2021-03-31"),
        ("До 30 мая 2021 далее: ежегодно", "2020-2023", "<=2021-05-30 <=2022-05-30 <=2023-05-30"),
        ("Октябрь 2020. Далее: август", "2020-2023", "2020-10-01..2020-10-31 2021-08-01..2021-08-31"),
        ("ежегодно 2019-2021, май", "2019-2020", "2019-05-01..2019-05-31 2020-05-01..2020-05-31"),
        (
            "ежеквартально",
            "2020-05-20..2020-12-31",
            "2020-05-20..2020-06-30 2020-07-01..2020-09-30 2020-10-01..2020-12-31",
        ),
        (
            "ежеквартально до 5 числа месяца, следующего за отчетным",
            "2021",
            "<=2021-01-05 <=2021-04-05 <=2021-07-05 <=2021-10-05",
        ),
        ("последняя пятница месяца", "2021-01-01..2021-02-28", "2021-01-29..2021-01-29 2021-02-26..2021-02-26"),
        ("в течение учебного года", "2018-2019", "2018-09-01..2019-05-31 2019-09-01..2019-12-31"),
        ("в течение учебного года 2018-2019", "2018-2019", "2018-09-01..2019-05-31"),
        ("2020-2021 уч. г.", "2020-2023", "2020-09-01..2021-05-31"),
        ("зима 2020", "2018-2022", "2020-12-01..2021-02-28"),
        ("третья декада февраля", "2020", "2020-02-21..2020-02-29"),
        ("до 2030 года", "2020", "<=2030-12-31"),
        ("к 2030 году", "2020", "<=2030-01-01"),
        ("к началу учебного года", "2020-2021", "<=2020-09-01 <=2021-09-01"),
        ("с 2021 года", "2020-2022", "2021-01-01..2022-12-31"),
        ("до конца учебного года", "2021", "<=2021-05-31"),
        ("до 1 марта года, следующего за отчетным", "2020-2021", "<=2020-03-01 <=2021-03-01"),
        ("по мере необходимости; по графику; после проверки; -", "2021", ""),
    ];
    let mut misses = Vec::new();
    for (text, period, expected) in cases {
        let got = dates(&schedule(text, period));
        if got != expected {
            misses.push(format!("{text} ({period})\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn more_than_a_thousand_days_are_cut_and_said() {
    let schedule = schedule("ежедневно", "2000-2020");
    assert_eq!((schedule.occurrences.len(), schedule.rules[0].truncated), (1000, true));
}

#[test]
fn a_column_of_dates_is_told_from_other_columns() {
    for text in
        ["Сентябрь 2018", "Ежегодно (апрель - май)", "по мере необходимости", "до 15.05.2021", "2019-2021", "постоянно"]
    {
        assert!(is_schedule(text), "{text}");
    }
    for text in [
        "",
        "-",
        "12",
        "1.2",
        "3.1.",
        "Директор школы",
        "Семинар для учителей математики в мае",
        "Повышение квалификации педагогов, 2021 год",
        "Доля школ, принявших участие, не менее 100 %",
    ] {
        assert!(!is_schedule(text), "{text}");
    }
}
