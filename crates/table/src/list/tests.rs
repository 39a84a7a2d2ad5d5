//! Invented plans, a line a paragraph: `#` a heading, `^` a centred line, `!` a bold one.

use vekha_model::{Block, Paragraph};

use crate::build::{FewWords, document, lines};
use crate::{Class, Reading};

fn plan(text: &str) -> Reading {
    crate::read(&document(text.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect()), &FewWords)
}

fn paragraph(line: &str) -> Block {
    let line = line.trim_start_matches("            ");
    let (sign, words) = line.split_at(line.find(' ').map_or(0, |at| at + 1));
    let of = |words: &str| Paragraph::of(&words.replace('⏎', "\n"));
    Block::Paragraph(match sign {
        "# " => Paragraph { heading: Some(1), ..of(words) },
        "## " => Paragraph { heading: Some(2), ..of(words) },
        "^ " => Paragraph { centered: true, bold: true, ..of(words) },
        "! " => Paragraph { bold: true, ..of(words) },
        _ => of(line),
    })
}

/// Checks cases of a plan and its records; says all that differ.
fn check(cases: &[(&str, &[&str])]) {
    let got: Vec<String> = cases.iter().map(|(text, _)| format!("{text}\n=>\n{}", lines(&plan(text)))).collect();
    let expected: Vec<String> = cases.iter().map(|(text, lines)| format!("{text}\n=>\n{}", lines.join("\n"))).collect();
    let misses: Vec<String> = got
        .iter()
        .zip(&expected)
        .filter(|(got, want)| got != want)
        .map(|(got, want)| format!("{got}\nWANT\n{want}"))
        .collect();
    assert!(misses.is_empty(), "{}", misses.join("\n\n"));
}

#[test]
fn values_with_labels_stand_in_the_paragraph_below_it_or_in_brackets() {
    check(&[
        (
            "^ План уборки\n1. Вымести двор.\nСрок: до 1 мая.\nОтветственный: Осокина Н.М.\n2. Покрасить забор\nСрок исполнения – май; отв. – школа",
            &["[] 1 Вымести двор. | до 1 мая | Осокина Н.М. | -", "[] 2 Покрасить забор | май | школа | -"],
        ),
        (
            "План уборки\n1. Вымести двор (срок – май, отв. – Осокина Н.М.).\n2. Покрасить забор. Срок: июнь. Исполнители: школа, клуб. Ожидаемый результат: забор зелёный.",
            &[
                "[] 1 Вымести двор | май | Осокина Н.М. | -",
                "[] 2 Покрасить забор. | июнь | школа, клуб | забор зелёный.",
            ],
        ),
        (
            "План уборки\n1. Вымести двор⏎Срок: май⏎Соисполнители: клуб⏎Место: парк\n2. Покрасить забор⏎Срок: июнь",
            &["[] 1 Вымести двор | май | - | - | with клуб | Место=парк", "[] 2 Покрасить забор | июнь | - | -"],
        ),
        (
            "План праздника\nМероприятие: Велопробег\nДата: 22 июня\nМесто проведения: парк\nМероприятие: Концерт\nДата: 23 июня\nОтветственный: клуб",
            &["[] - Велопробег | 22 июня | - | - | Место проведения=парк", "[] - Концерт | 23 июня | клуб | -"],
        ),
        (
            "План уборки\n1. Вымести двор\nСрок: май\nРезультат:\n- чистый двор\n- чистый сад\n2. Покрасить забор\nСрок: июнь",
            &["[] 1 Вымести двор | май | - | чистый двор чистый сад", "[] 2 Покрасить забор | июнь | - | -"],
        ),
    ]);
}

#[test]
fn dates_in_closing_brackets_or_between_dashes_leave_the_title() {
    check(&[
        (
            "Дорожная карта сайта\n! Фаза 1: Замысел\n• Задача 1: опрос (1-13 сентября 2024)\n• Задача 2: макет (май)\n! Фаза 2: Запуск\n• Показ (июнь);",
            &[
                "[Фаза 1: Замысел] - Задача 1: опрос | 1-13 сентября 2024 | - | -",
                "[Фаза 1: Замысел] - Задача 2: макет | май | - | -",
                "[Фаза 2: Запуск] - Показ | июнь | - | -",
            ],
        ),
        (
            "План уборки\nдо 01.09.2024: вымести двор\n15 мая – субботник\nПокраска – май – школа\nПосадка лип – 11 мая – 15 июня",
            &[
                "[] - вымести двор | до 01.09.2024 | - | -",
                "[] - субботник | 15 мая | - | -",
                "[] - Покраска | май | школа | -",
                "[] - Посадка лип | 11 мая – 15 июня | - | -",
            ],
        ),
    ]);
}

#[test]
fn a_month_or_a_dated_heading_gives_its_points_the_schedule() {
    check(&[
        (
            "План клуба\n! Сентябрь\n- Линейка\n- Поход (5 сентября)\n! Октябрь\n- Концерт",
            &[
                "[Сентябрь] - Линейка | Сентябрь | - | - [Schedule]",
                "[Сентябрь] - Поход | 5 сентября | - | - | in Сентябрь",
                "[Октябрь] - Концерт | Октябрь | - | - [Schedule]",
            ],
        ),
        (
            "План клуба\n# Этап 1. Сборы (май 2024)\n1. Линейка\n2. Поход\n# Этап 2. Итоги (июнь 2024)\n1. Концерт",
            &[
                "[Этап 1. Сборы (май 2024)] 1 Линейка | май 2024 | - | - [Schedule]",
                "[Этап 1. Сборы (май 2024)] 2 Поход | май 2024 | - | - [Schedule]",
                "[Этап 2. Итоги (июнь 2024)] 1 Концерт | июнь 2024 | - | - [Schedule]",
            ],
        ),
    ]);
}

#[test]
fn deeper_points_are_parts_or_items_and_a_point_without_values_heads_them() {
    check(&[
        (
            "План уборки\n1. Двор\n1.1. Вымести (май)\n1.2. Полить (июнь)\n2. Забор\n2.1. Покрасить (июль)",
            &[
                "[1. Двор] 1.1 Вымести | май | - | -",
                "[1. Двор] 1.2 Полить | июнь | - | -",
                "[2. Забор] 2.1 Покрасить | июль | - | -",
            ],
        ),
        (
            "План уборки\n1. Провести работы (май):\n1.1. на улице;\n1.2. в доме.\n2. Подвести итоги (июнь)",
            &[
                "[] 1 Провести работы | май | - | -",
                "[] ^0 1.1 на улице; | май | - | - [Schedule]",
                "[] ^0 1.2 в доме. | май | - | - [Schedule]",
                "[] 2 Подвести итоги | июнь | - | -",
            ],
        ),
        (
            "План уборки\n1. Провести праздники:\n– осени;\n– зимы.\nСрок: май\nОтветственный: клуб\n2. Подвести итоги\nСрок: июнь",
            &[
                "[] 1 Провести праздники: осени; зимы. | май | клуб | - * осени; * зимы.",
                "[] 2 Подвести итоги | июнь | - | -",
            ],
        ),
    ]);
}

#[test]
fn a_clause_names_its_addressee_and_its_deadline() {
    check(&[(
        "Перечень поручений\n1. Отделу культуры в срок до 1 мая 2024 года обеспечить показ.\n2. Директору школы не позднее 15.06.2024 сдать отчёт.\n3. Вывезти до 100 тонн песка.",
        &[
            "[] 1 Отделу культуры в срок до 1 мая 2024 года обеспечить показ. | до 1 мая 2024 года | Отделу культуры | -",
            "[] 2 Директору школы не позднее 15.06.2024 сдать отчёт. | - | Директору школы | -",
            "[] 3 Вывезти до 100 тонн песка. | - | - | -",
        ],
    )]);
}

#[test]
fn a_titled_list_without_any_dates_is_a_plan_of_titles() {
    check(&[(
        "^ Дорожная карта\n1. Опрос жителей\n2. Выбор места\n3. Посадка лип",
        &["[] 1 Опрос жителей | - | - | -", "[] 2 Выбор места | - | - | -", "[] 3 Посадка лип | - | - | -"],
    )]);
}

#[test]
fn lists_that_are_no_plans_give_no_activities() {
    let texts = [
        "ПРИКАЗ\nОб утверждении плана\n1. Утвердить план уборки.\n2. Школам вымести дворы.\n3. Контроль оставляю за собой.",
        "Протокол совещания\n1. Слушали: отдел.\nСрок: май\n2. Решили: убрать.\nСрок: июнь\n3. Закрыть.\nСрок: июль",
        "План урока\n1. Опрос\n2. Рассказ\n3. Задание на дом",
        "Содержание\n1. Введение\t3\n2. Обзор\t5\n3. Итоги\t9",
        "Список литературы\n1. Зорин И. Сады. – М.: Лист, 2010.\n2. Липов К. Парки. – 2012.",
        "Дорожная карта\nНастоящая карта описывает долгий путь, который прошли жители посёлка за многие годы совместной работы.\nОни сажали липы.\n1. Липы\n2. Клёны\n3. Дубы",
        "Положение о конкурсе\n1. Сроки: май\n2. Участники: школы\n3. Ответственный: клуб",
        "10.00 – открытие\n11.00 – концерт\n12.00 – обед",
    ];
    let read: Vec<_> = texts.iter().filter(|text| !plan(text).records.is_empty()).collect();
    assert!(read.is_empty(), "{read:#?}");
}

#[test]
fn numbers_labels_and_headings_have_classes_of_their_own() {
    let reading = plan("План уборки\n! I. Двор\n1. Вымести.\nСрок: май");
    let classes: Vec<(usize, &Class)> =
        reading.ledger.iter().map(|entry| (entry.place.outer_block(), &entry.class)).collect();
    assert_eq!(
        classes,
        [(1, &Class::Heading), (2, &Class::Number), (2, &Class::Field), (3, &Class::Header), (3, &Class::Field)]
    );
}

#[test]
fn a_long_list_takes_time_in_proportion() {
    let time = |points: usize| {
        let text: String = (1..=points).map(|n| format!("1. Вымести двор {n}. Срок: май.\n– листья;\n")).collect();
        let text = format!("План уборки\n{text}");
        // Other tests run beside this one: the best of some runs counts.
        let run = |_| {
            let start = std::time::Instant::now();
            assert_eq!(plan(&text).records.len(), points);
            start.elapsed()
        };
        (0..3).map(run).min().unwrap()
    };
    let (few, many) = (time(2000), time(8000));
    assert!(many < few * 11, "{few:?} for 2000 points, {many:?} for 8000");
}

/// Each paragraph on a line: `kind: why`, below whether the lists are the plan.
fn reasons(text: &str) -> String {
    let trace = plan(text).trace;
    let list = trace.list.map(|list| format!("{}: {}", if list.is_plan { "plan" } else { "no plan" }, list.why));
    let lines = trace.lines.iter().map(|line| format!("{} {}", line.taken.kind.name(), line.taken.why));
    list.into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_paragraph_says_what_it_was_taken_as_and_why() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Школа посёлка\n^ План уборки\n^ на май\nВсем знать.\n! I. Двор\n1. Вымести\nи полить.\nСрок: май\nРезультат:\n- чисто\n2. Покрасить (июнь):\nа) забор;\n2.1. Ворота\n! Итоги\nдиректор И.И. Осокина ____",
            &[
                "plan: a title of a plan, and half of the points or more say when or by whom",
                "left out it stands above the title",
                "title it begins as the name of a plan does",
                "title it goes on with the title: set alike, or in mid-sentence",
                "left out running text: no mark, no date, no party",
                "section a Roman number, over other points",
                "activity labels say when or by whom: «Срок:», «Отв.:»",
                "goes on a small letter after an unfinished line",
                "value a label says what it is: «Срок:», «Результат:»",
                "value a label says what it is: «Срок:», «Результат:»",
                "value it fills the empty label above",
                "activity dates or parties are set apart from its words",
                "item a point of the activity above, undated",
                "part a point of the activity above, numbered below it or dated",
                "left out a heading without an activity below it",
                "signature a line to sign on, or initials and a post",
            ],
        ),
        (
            "План клуба\n! Сентябрь\n- Линейка\n! Риски\n- Дождь\n! Этап 2\n1. Кадры\n1.1. Учёба (май)",
            &[
                "plan: a title of a plan, and half of the points or more say when or by whom",
                "title it begins as the name of a plan does",
                "section dates over points",
                "activity a bulleted point of the plan's list",
                "left out its heading is not one of tasks",
                "left out its heading is not one of tasks",
                "section named as a part of a plan: «Раздел I», «Этап 1»",
                "section a point over dated points of its own",
                "activity dates or parties are set apart from its words",
            ],
        ),
        ("Протокол\n1. Убрать.\nСрок: май", &["no plan: it calls itself minutes, a regulation or the like"]),
        ("1. Клёны\n2. Липы", &["no plan: no title of a plan, and fewer than three points with «Срок:» or «Отв.:»"]),
        (
            "1. Клёны\nСрок: май\n2. Липы\nСрок: май\n3. Дубы\nСрок: май\n4. Ели\n5. Сосны\n6. Туи\n7. Ивы",
            &["no plan: no title of a plan, and not half of the points have «Срок:» or «Отв.:»"],
        ),
        (
            "План парка\nПарк старый.\nОн большой.\n1. Клёны\n2. Липы",
            &["no plan: a title of a plan, but hardly a point says when or by whom, and it is not all a list"],
        ),
        ("План парка\n! Цели\n1. Клёны\n2. Липы\n3. Дубы", &["no plan: no list of the kind that holds tasks"]),
        ("Просто письмо.", &[]),
    ];
    let misses: Vec<String> = cases
        .iter()
        .map(|(text, want)| (reasons(text), want.join("\n"), text))
        .filter(|(got, want, _)| got != want)
        .map(|(got, want, text)| format!("{text}\n=>\n{got}\nWANT\n{want}"))
        .collect();
    assert!(misses.is_empty(), "{}", misses.join("\n\n"));
}
