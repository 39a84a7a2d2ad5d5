//! `vekha parse --explain`: how tables were read, for people.

mod program;

use insta::assert_snapshot;
use program::{root, vekha};

#[test]
fn a_plan_is_shown_with_its_merges_and_a_reason_for_every_row() {
    let file = root().join("corpus/kedrobor-sport.docx");
    let run = vekha(&["parse".as_ref(), "--explain".as_ref(), file.as_os_str()]);
    assert_eq!(run.status, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_snapshot!(lines[..24].join("\n"), @r"
    kedrobor-sport.docx
      title: Комплексный план мероприятий по развитию физической культуры и массово…

    table #9: of the plan; 20 rows
      its header names the columns of a plan
        1  number          № п/п                 header words
        2  activity        Наименование меропр…  header words
        3  dates           Сроки исполнения      header words
        4  responsible     Ответственные испол…  header words
        5  result          Ожидаемый результат   header words
        6  funding         Объём финансировани…  header words
      header: its words name what the columns hold
        1 │№ п/п      │Наименован…│Сроки испо…│Ответствен…│Ожидаемый …│Объём фина…│
      section: one text across several columns
        2 │1. Спортивная инфраструктура                                           │
      activity: a title, and no row above to go on with
        3 │1.1.       │Строительс…│2024 год –…│Отдел архи…│Проектная …│3 200,0    │
      shares the title: number and title are merged with those above
        4 │↑          │↑          │2025-2026 …│МКУ «Управ…│Ввод в экс…│48 700,0   │
      activity: it has a number of its own
        5 │1.2.       │Реконструк…│Май – нояб…│МКУ «Управ…│Беговая до…│22 150,5   │
        6 │1.3.       │Установка …│по 2 площа…│Сельские с…│6 площадок │1 800,0    │
        7 │1.4.       │Паспортиза…│4 кв. 2023…│Отдел спор…│Паспорта о…│-          │
      totals: it begins with «Итого» or «Всего»
    ");
    assert_eq!(lines[lines.len() - 3..], ["13 activities", "nothing is left over", ""]);
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    for entry in std::fs::read_dir(root().join("corpus")).unwrap() {
        let file = entry.unwrap().path();
        let run = vekha(&["parse".as_ref(), "--explain".as_ref(), file.as_os_str()]);
        // The samples hold nothing but letters that take one column each.
        let wide: Vec<&str> = run.out.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{}: {wide:#?}", file.display());
    }
}
