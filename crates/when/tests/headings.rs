//! Phrases under headings that are dates: what the headings give them.

use vekha_when::read_under;

/// Headings from the outermost with ` / ` between, the phrase, the period, the rules, the first and last dates.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("Январь 2024", "1-10", "", "2024-01-01/2024-01-10", "2024-01-01..2024-01-10"),
    ("ЯНВАРЬ", "1-10", "2024", "XXXX-01-01/XXXX-01-10 inferred=year", "2024-01-01..2024-01-10"),
    ("ЯНВАРЬ", "1-10", "2023/2024", "XXXX-01-01/XXXX-01-10 inferred=year", "2024-01-01..2024-01-10"),
    ("Сентябрь", "5", "2023/2024", "XXXX-09-05 inferred=year", "2023-09-05..2023-09-05"),
    ("Январь 2024", "до 15", "", "<=2024-01-15", "<=2024-01-15"),
    ("Январь 2024", "15-20 числа", "", "2024-01-15/2024-01-20", "2024-01-15..2024-01-20"),
    ("Январь 2024", "с 5 по 10", "", "2024-01-05/2024-01-10", "2024-01-05..2024-01-10"),
    ("Январь 2024", "5, 12", "", "2024-01-05; 2024-01-12", "2024-01-05..2024-01-05 2024-01-12..2024-01-12"),
    ("Январь 2024", "5\n12", "", "2024-01-05; 2024-01-12", "2024-01-05..2024-01-05 2024-01-12..2024-01-12"),
    ("Январь 2024", "в течение месяца", "", "continuous 2024-01", "2024-01-01..2024-01-31"),
    ("Январь 2024", "1 неделя", "", "2024-01-01/2024-01-07", "2024-01-01..2024-01-07"),
    ("Январь 2024", "первая декада", "", "2024-01-01/2024-01-10", "2024-01-01..2024-01-10"),
    ("Январь 2024", "до 10 числа", "", "<=2024-01-10", "<=2024-01-10"),
    ("Январь 2024", "до конца месяца", "", "<=2024-01", "<=2024-01-31"),
    ("Январь 2024", "первый вторник", "", "2024-01-02", "2024-01-02..2024-01-02"),
    ("Январь 2024", "15 января", "", "2024-01-15", "2024-01-15..2024-01-15"),
    ("Январь 2024", "15.01", "", "2024-01-15", "2024-01-15..2024-01-15"),
    ("Январь 2024", "20 марта 2025", "", "2025-03-20", "2025-03-20..2025-03-20"),
    ("2024 год", "май", "", "2024-05", "2024-05-01..2024-05-31"),
    ("2024 год / Январь", "10", "", "2024-01-10", "2024-01-10..2024-01-10"),
    (
        "2024 год / Январь / 1 неделя",
        "в течение недели",
        "",
        "continuous 2024-01-01/2024-01-07",
        "2024-01-01..2024-01-07",
    ),
    ("2023-2024 учебный год / Январь", "10", "", "2024-01-10", "2024-01-10..2024-01-10"),
    (
        "I квартал 2024",
        "до 10 числа",
        "",
        "<=monthly;BYMONTHDAY=10 within=2024-33",
        "<=2024-01-10 <=2024-02-10 <=2024-03-10",
    ),
    ("I полугодие 2024", "5", "", "", ""),
    ("Ежемесячно", "5 мая", "2024", "XXXX-05-05 inferred=year", "2024-05-05..2024-05-05"),
    ("Январь 2024", "по графику", "", "by-schedule", ""),
    ("Январь 2024", "10:00", "", "", ""),
];

#[test]
fn a_heading_says_what_the_phrase_leaves_out() {
    let mut misses = String::new();
    for (headings, text, period, rules, dates) in CASES {
        let headings: Vec<&str> = headings.split(" / ").collect();
        let schedule = read_under(text, &headings, period.parse().ok());
        let one =
            |o: &vekha_model::Occurrence| o.start.map_or(format!("<={}", o.end), |start| format!("{start}..{}", o.end));
        let got = schedule.occurrences.iter().map(one).collect::<Vec<_>>().join(" ");
        if schedule.to_string() != *rules || got != *dates || schedule.text != *text {
            misses += &format!("{headings:?} {text:?}: `{schedule}` {got}, not `{rules}` {dates}\n");
        }
        let length = text.chars().count();
        let spans = schedule.rules.iter().flat_map(|rule| &rule.spans).chain(schedule.unparsed.iter().map(|u| &u.span));
        if spans.clone().any(|span| span.end > length || span.is_empty()) {
            misses += &format!("{text:?}: spans beyond the text\n");
        }
    }
    assert!(misses.is_empty(), "{misses}");
}
