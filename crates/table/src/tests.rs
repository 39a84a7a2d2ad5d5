//! Tables of every layout, each with the records it must give.

use insta::assert_snapshot;
use vekha_model::{Block, Cell, Paragraph};

use crate::build::{below, cell, codes, document, lines, paragraph, plain, read, table, top, wide};
use crate::{Class, Reading};

fn word(rows: &[Vec<Cell>]) -> Block {
    Block::Table(table(rows))
}

/// The stretches of the ledger that are of one class, with their words.
fn of_class(blocks: Vec<Block>, class: &Class) -> Vec<String> {
    let document = document(blocks);
    let reading = crate::read(&document, &crate::build::FewWords);
    let entries = reading.ledger.iter().filter(|entry| entry.class == *class);
    entries.map(|entry| document.words_at(&entry.place).unwrap_or_default()).collect()
}

fn read_plain(text: &str) -> Reading {
    read(vec![plain(text)])
}

#[test]
fn a_row_that_leaves_out_its_first_cells_goes_on_with_the_row_a_page_has_cut() {
    let header = ["№", "Мероприятие", "Срок"].map(cell).to_vec();
    let mut cut = table(&[["", "клубов и библиотек", ""].map(cell).to_vec()]);
    cut.rows[0].cells.remove(0);
    cut.rows[0].before = 1;
    let rows = [header, ["1", "Ремонт", "май"].map(cell).to_vec(), ["2", "Осмотр сельских", "июнь"].map(cell).to_vec()];
    assert_snapshot!(lines(&read(vec![word(&rows), Block::Table(cut)])), @r"
    [] 1 Ремонт | май | - | -
    [] 2 Осмотр сельских клубов и библиотек | июнь | - | -
    ");
}

#[test]
fn the_columns_numbers_again_are_no_row_and_the_rows_above_them_no_header() {
    let header = word(&[["№", "Мероприятие", "Срок", "Ответственный"].map(cell).to_vec()]);
    let numbers = || ["1", "2", "3", "4"].map(cell).to_vec();
    let row = |number, title| [number, title, "май", "Директор школы"].map(cell).to_vec();
    let rows = word(&[numbers(), row("1", "Ремонт сцены"), row("2", "Смотр хоров"), numbers(), row("3", "Концерт")]);
    let titles: Vec<String> = read(vec![header, rows]).records.iter().map(|record| record.title.collapsed()).collect();
    assert_eq!(titles, ["Ремонт сцены", "Смотр хоров", "Концерт"]);
}

#[test]
fn every_row_of_a_nested_table_keeps_its_further_columns() {
    let header = ["№", "Мероприятие", "Срок", "Охват"].map(cell).to_vec();
    let row = |number, title| [number, title, "май", "семьи"].map(cell).to_vec();
    let mut outer = table(&[vec![cell("План")]]);
    outer.rows[0].cells[0].blocks.push(word(&[header, row("1", "Ремонт сцены"), row("2", "Смотр хоров")]));
    let reading = read(vec![Block::Table(outer)]);
    let counts: Vec<usize> = reading.records.iter().map(|record| record.fields.len()).collect();
    assert_eq!(counts, [1, 1]);
}

#[test]
fn a_part_with_a_blank_number_takes_what_the_first_part_says() {
    let header = ["№", "Мероприятие", "Срок", "Ответственный"].map(cell).to_vec();
    let first = ["2", "Работа с парком:\n\n2.1. Осмотр", "май", ""].map(cell).to_vec();
    let second = ["", "2.2. Уборка", "", "Директор школы"].map(cell).to_vec();
    assert_snapshot!(lines(&read(vec![word(&[header, first, second])])), @r"
    [] 2 Работа с парком: | - | - | -
    [] ^0 2.1 Осмотр | май | - | -
    [] ^0 2.2 Уборка | май | Директор школы | - [Schedule]
    ");
}

#[test]
fn a_row_without_cells_heads_nothing() {
    let header = ["№", "Мероприятие", "Срок"].map(cell).to_vec();
    let row = |number, title| [number, title, "май"].map(cell).to_vec();
    let title = vec![wide(3, "Работа парка")];
    let rows = [title, header.clone(), row("1", "Ремонт сцены"), Vec::new(), header, row("2", "Смотр хоров")];
    let paths: Vec<usize> = read(vec![word(&rows)]).records.iter().map(|record| record.path.len()).collect();
    assert_eq!(paths, [0, 0]);
}

#[test]
fn a_sheets_title_and_page_lines_are_no_sections() {
    let alone = |text| [text, "", "", ""].map(cell).to_vec();
    let row = |number, title| [number, title, "май", "Директор школы"].map(cell).to_vec();
    let rows = [
        alone("1. Контроль оставляю за собой."),
        alone("План работы парка"),
        alone("на 2025 год"),
        row("1", "Ремонт сцены"),
        alone("Продолжение таблицы"),
        row("2", "Смотр хоров"),
        row("3", "Концерт оркестра"),
    ];
    let paths: Vec<usize> = read(vec![word(&rows)]).records.iter().map(|record| record.path.len()).collect();
    assert_eq!(paths, [0, 0, 0]);
}

#[test]
fn a_plain_plan_is_one_activity_a_row() {
    let reading = read_plain(
        "№ п/п | Мероприятия | Сроки | Ответственные | Планируемый результат
         1. Кадры | | | |
         1. | Смотр песни | Май | Директор | Приказ
         2. | Ярмарка ремёсел | Июнь ежегодно | Завуч |
         2. Семья | | | |
         1. | День семьи | 15 мая | Школа | Отчёт",
    );
    assert_snapshot!(lines(&reading), @"
    [1. Кадры] 1 Смотр песни | Май | Директор | Приказ
    [1. Кадры] 2 Ярмарка ремёсел | Июнь ежегодно | Завуч | -
    [2. Семья] 1 День семьи | 15 мая | Школа | Отчёт
    ");
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
}

#[test]
fn columns_are_known_in_any_order_with_fields_of_their_own() {
    let reading = read_plain(
        "Исполнитель | Срок исполнения | Наименование мероприятия | Место проведения | Источник финансирования
         Завуч | Май | Смотр песни | Актовый зал | Местный бюджет",
    );
    assert_snapshot!(lines(&reading), @"[] - Смотр песни | Май | Завуч | - | Место проведения=Актовый зал | Источник финансирования=Местный бюджет");
}

#[test]
fn a_start_and_an_end_below_one_header_are_one_window() {
    let rows = [
        vec![top("№"), top("Мероприятие"), wide(2, "Сроки"), top("Ответственный")],
        vec![below(), below(), cell("Начало"), cell("Окончание"), below()],
        vec![cell("1"), cell("Смотр песни"), cell("май 2021"), cell("июнь 2021"), cell("Завуч")],
    ];
    let reading = read(vec![word(&rows)]);
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | май 2021 июнь 2021 | Завуч | -");
    let text = reading.records[0].schedule.as_ref().map(|words| words.text.as_str());
    assert_eq!(text, Some("май 2021\nиюнь 2021"));

    let reading = read_plain(
        "№ | Мероприятие | Сроки | | Ответственный
         | | Начало | Окончание |
         1 | Смотр песни | май 2021 | июнь 2021 | Завуч",
    );
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | май 2021 июнь 2021 | Завуч | -");
}

#[test]
fn in_plain_text_a_header_over_two_columns_is_one_cell_or_leaves_a_blank_one() {
    let blank = read_plain(
        "№ | Мероприятие | Сроки | | Ответственный
          | | с | по |
         1 | Смотр песни | май 2021 | июнь 2021 | Завуч",
    );
    let alone = read_plain(
        "№ | Мероприятие | Сроки | Ответственный | Ход исполнения
          | | с | по | | что сделано | чем подтверждено
         1 | Смотр песни | май 2021 | июнь 2021 | Завуч | сцена готова | письмо",
    );
    assert_snapshot!(lines(&blank), @"[] 1 Смотр песни | май 2021 июнь 2021 | Завуч | -");
    assert_snapshot!(lines(&alone), @"[] 1 Смотр песни | май 2021 июнь 2021 | Завуч | - | Ход исполнения что сделано=сцена готова | Ход исполнения чем подтверждено=письмо");
}

#[test]
fn years_below_a_header_do_not_number_the_columns() {
    let rows = [
        vec![top("№"), top("Мероприятие"), top("Ответственный"), wide(3, "Срок реализации")],
        vec![below(), below(), below(), cell("2022"), cell("2023"), cell("2024")],
        vec![cell("1"), cell("Смотр песни"), cell("Завуч"), cell(""), cell("+"), cell("+")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"[] 1 Смотр песни | 2023, 2024 | Завуч | -");
}

#[test]
fn a_first_column_of_numbers_numbers_the_rows_whatever_its_header() {
    let reading = read_plain(
        "Шаг | Описание работ | Срок | Итог
         1 | Сбор первичных данных | май 2021 | Таблица
         2 | Сдача отчёта | июнь 2021 | Квитанция",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Сбор первичных данных | май 2021 | - | Таблица
    [] 2 Сдача отчёта | июнь 2021 | - | Квитанция
    ");
}

#[test]
fn a_second_column_of_dates_is_a_field() {
    let reading = read_plain(
        "№ | Мероприятие | Плановый срок | Ответственный | Фактический срок
         1 | Смотр песни | май 2021 | Завуч | июнь 2021",
    );
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | май 2021 | Завуч | - | Фактический срок=июнь 2021");
}

#[test]
fn a_header_may_be_a_table_of_its_own_and_numbered() {
    let reading = read(vec![
        plain("№ | Мероприятие | Срок | Ответственный"),
        plain("1 | 2 | 3 | 4\n1 | Смотр песни | Май | Завуч\n2 | Ярмарка | Июнь | Директор"),
    ]);
    assert_snapshot!(lines(&reading), @"
    [] 1 Смотр песни | Май | Завуч | -
    [] 2 Ярмарка | Июнь | Директор | -
    ");
    assert_eq!(reading.blocks.len(), 2);
}

#[test]
fn a_table_without_a_header_is_told_by_what_stands_in_it() {
    let reading = read_plain(
        "1. | Смотр песни и строя | Май | Завуч | Приказ о смотре
         2. | Ярмарка ремёсел | Июнь | Директор | Отчёт о ярмарке",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Смотр песни и строя | Май | Завуч | Приказ о смотре
    [] 2 Ярмарка ремёсел | Июнь | Директор | Отчёт о ярмарке
    ");
    assert_eq!(codes(&reading), ["guessed_header"]);
}

#[test]
fn a_row_split_by_a_page_is_joined_cell_by_cell() {
    let header = "№ | Мероприятие | Срок | Ответственный | Результат";
    let reading = read(vec![
        plain(&format!(
            "{header}\n1. | Разработка программ для семей в | 2021 | Отдел культуры, школа «Росток | Создание программ по"
        )),
        plain(&format!("{header}\n| сельских школах района | | » | воспитанию\n2. | Ярмарка | Май | Завуч | Отчёт")),
    ]);
    assert_snapshot!(lines(&reading), @"
    [] 1 Разработка программ для семей в сельских школах района | 2021 | Отдел культуры, школа «Росток » | Создание программ по воспитанию
    [] 2 Ярмарка | Май | Завуч | Отчёт
    ");
    let places: Vec<_> = reading.records[0].title.places().iter().map(ToString::to_string).collect();
    assert_eq!(places, ["a#0!R2C2:0..31", "a#1!R2C2:0..22"]);
}

#[test]
fn a_word_cut_by_a_page_is_one_word_again() {
    let reading = read(vec![
        plain("№ | Мероприятие | Срок\n1. | Ярмарка и прове- | Май"),
        plain("№ | Мероприятие | Срок\n | дение смотра |"),
    ]);
    assert_snapshot!(lines(&reading), @"[] 1 Ярмарка и проведение смотра | Май | - | -");
}

#[test]
fn parts_in_rows_of_their_own_take_what_is_blank_from_above() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные | Результат
         3. | Сбор данных о школах: | Май | | Справки
         | 3.1. Кадры | | Центр |
         | 3.2. Учебники | Июнь | | Список
         | 3.10. Здания | | |
         4. | Ярмарка | | |  Отчёт",
    );
    assert_snapshot!(lines(&reading), @"
    [] 3 Сбор данных о школах: | Май | - | Справки
    [] ^0 3.1 Кадры | Май | Центр | Справки [Schedule, Result]
    [] ^0 3.2 Учебники | Июнь | Центр | Список [Responsible]
    [] ^0 3.10 Здания | Июнь | Центр | Список [Schedule, Responsible, Result]
    [] 4 Ярмарка | - | - | Отчёт
    ");
}

#[test]
fn where_the_format_knows_merges_only_merged_cells_hold_below() {
    let rows = [
        vec![cell("№"), cell("Мероприятие"), cell("Срок"), cell("Ответственные")],
        vec![top("3."), cell("Сбор данных о школах:"), top("Май"), cell("")],
        vec![below(), cell("3.1. Кадры"), below(), cell("Центр")],
        vec![below(), cell("3.2. Учебники"), below(), cell("")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [] 3 Сбор данных о школах: | Май | - | -
    [] ^0 3.1 Кадры | Май | Центр | - [Schedule]
    [] ^0 3.2 Учебники | Май | - | - [Schedule]
    ");
}

#[test]
fn lead_words_and_their_first_part_are_two_activities() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         13. | Итоги года:⏎⏎11.1. Список участников | Май | Центр
         | 11.2 Список школ | Июнь |
         14. | Подготовка:⏎14.1. Зал⏎14.2. Сцена | Июль | Завуч",
    );
    assert_snapshot!(lines(&reading), @"
    [] 13 Итоги года: | - | - | -
    [] ^0 11.1 Список участников | Май | Центр | -
    [] ^0 11.2 Список школ | Июнь | Центр | - [Responsible]
    [] 14 Подготовка: | - | - | -
    [] ^3 14.1 Зал | Июль | Завуч | -
    [] ^3 14.2 Сцена | Июль | Завуч | - [Schedule, Responsible]
    ");
}

#[test]
fn rows_that_share_number_and_title_are_one_activity() {
    let rows = [
        vec![cell("№"), cell("Мероприятие"), cell("Срок"), cell("Ответственные")],
        vec![top("1."), top("Смотр песни"), cell("Май"), cell("Школа № 1")],
        vec![below(), below(), cell("Июнь"), cell("Школа № 2")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"[] 1 Смотр песни | Май Июнь | Школа № 1 Школа № 2 | -");
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         1. | Смотр песни | Май | Школа № 1
         | | Июнь | Школа № 2",
    );
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | Май Июнь | Школа № 1 Школа № 2 | -");
}

#[test]
fn a_merged_first_column_is_a_section() {
    let rows = [
        vec![cell("Направление"), cell("Мероприятие"), cell("Срок")],
        vec![top("Кадры"), cell("Смотр песни"), cell("Май")],
        vec![below(), cell("Ярмарка"), cell("Июнь")],
        vec![cell("Семья"), cell("Концерт"), cell("Июль")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [Кадры] - Смотр песни | Май | - | -
    [Кадры] - Ярмарка | Июнь | - | -
    [Семья] - Концерт | Июль | - | -
    ");
}

#[test]
fn sections_nest_by_their_numbers() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         I. Школа | | |
         1. Кадры | | |
         1.1 | Смотр песни | Май | Завуч
         2. Семья | | |
         2.1 | Концерт | Май | Завуч
         II. Двор | | |
         1 | Ярмарка | Май | Завуч",
    );
    assert_snapshot!(lines(&reading), @"
    [I. Школа / 1. Кадры] 1.1 Смотр песни | Май | Завуч | -
    [I. Школа / 2. Семья] 2.1 Концерт | Май | Завуч | -
    [II. Двор] 1 Ярмарка | Май | Завуч | -
    ");
}

#[test]
fn a_numbered_row_over_its_own_numbers_is_a_section() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         1 | Кадры | |
         1.1 | Смотр песни | Май | Завуч
         2 | Семья | |
         2.1 | Концерт | Май | Завуч
         3 | Праздник двора | Май | Завуч
         3.1 | Ярмарка | |",
    );
    assert_snapshot!(lines(&reading), @"
    [1 Кадры] 1.1 Смотр песни | Май | Завуч | -
    [2 Семья] 2.1 Концерт | Май | Завуч | -
    [2 Семья] 3 Праздник двора | Май | Завуч | -
    [2 Семья] ^2 3.1 Ярмарка | Май | Завуч | - [Schedule, Responsible]
    ");
}

#[test]
fn a_line_about_amendments_is_a_note_in_and_between_tables() {
    let header = "№ | Мероприятие | Срок";
    let reading = read(vec![
        plain(&format!(
            "{header}\nКадры | |\n1. | Смотр песни | Май\nприказом отдела от 01.02.2021 № 5 дополнен п. 2 | |\n2. | Ярмарка | Июнь"
        )),
        paragraph("(в ред. приказа от 03.03.2021 № 7)"),
        paragraph(""),
        plain(&format!("{header}\n3. | Концерт | Июль")),
    ]);
    assert_snapshot!(lines(&reading), @"
    [Кадры] 1 Смотр песни | Май | - | -
    [Кадры] 2 Ярмарка | Июнь | - | -
    [Кадры] 3 Концерт | Июль | - | -
    ");
    let amendments: Vec<_> = reading.amendments.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(amendments, ["приказом отдела от 01.02.2021 № 5 дополнен п. 2", "(в ред. приказа от 03.03.2021 № 7)"]);
    assert_eq!(reading.blocks.len(), 4);
}

#[test]
fn headings_may_stand_between_tables() {
    let header = "№ | Мероприятие | Срок";
    let reading = read(vec![
        paragraph("План работы"),
        paragraph("1. Кадры"),
        plain(&format!("{header}\n1. | Смотр песни | Май")),
        paragraph("2. Семья"),
        plain(&format!("{header}\n1. | Ярмарка | Июнь")),
    ]);
    assert_snapshot!(lines(&reading), @"
    [1. Кадры] 1 Смотр песни | Май | - | -
    [2. Семья] 1 Ярмарка | Июнь | - | -
    ");
    assert!(!reading.blocks.contains(&0));
}

#[test]
fn in_a_matrix_each_cell_is_an_activity_of_its_columns_body() {
    let header = "Управление культуры | Школы с низкими результатами | Центр";
    let reading = read(vec![
        plain(&format!(
            "{header}\n1. Подготовка | | \nИздать приказ о смотре | Подготовить список классов |\nПровести серию встреч по | Принять участие во встречах для | Оказать"
        )),
        plain(&format!("{header}\nсмотру песни | родителей | помощь школам\n2. Итоги | |\nУтвердить итоги смотра | |")),
    ]);
    assert_snapshot!(lines(&reading), @"
    [1. Подготовка] - Издать приказ о смотре | - | Управление культуры | -
    [1. Подготовка] - Подготовить список классов | - | Школы с низкими результатами | -
    [1. Подготовка] - Провести серию встреч по смотру песни | - | Управление культуры | -
    [1. Подготовка] - Принять участие во встречах для родителей | - | Школы с низкими результатами | -
    [1. Подготовка] - Оказать помощь школам | - | Центр | -
    [2. Итоги] - Утвердить итоги смотра | - | Управление культуры | -
    ");
    assert_eq!(reading.records[0].row, (0, 3));
}

#[test]
fn points_of_a_list_are_items_and_stay_in_the_title() {
    let reading = read_plain(
        "№ | Мероприятие | Срок
         1. | Праздники: - осени; – зимы | Май
         2. | Смотры:⏎1) песни;⏎2) строя | Июнь",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Праздники: - осени; – зимы | Май | - | - * осени; * зимы
    [] 2 Смотры: 1) песни; 2) строя | Июнь | - | - * песни; * строя
    ");
}

#[test]
fn empty_numbered_rows_and_totals_are_dropped_with_their_reason() {
    let plan = "№ | Мероприятие | Срок | Сумма
         1. | Смотр песни | Май | 10
         2. | | |
         Итого | | | 10";
    assert_snapshot!(lines(&read(vec![plain(plan)])), @"[] 1 Смотр песни | Май | - | - | Сумма=10");
    assert_eq!(of_class(vec![plain(plan)], &Class::Dropped("empty numbered row")), ["2."]);
    assert_eq!(of_class(vec![plain(plan)], &Class::Dropped("totals row")), ["Итого", "10"]);
}

#[test]
fn a_table_of_indicators_or_signatures_is_no_plan() {
    let reading = read(vec![
        plain("УТВЕРЖДАЮ | СОГЛАСОВАНО\nДиректор | Завуч"),
        plain("№ | Мероприятие | Срок\n1. | Смотр песни | Май"),
        plain("№ | Наименование показателя | Ед. изм. | 2020 | 2021\n1 | Доля школ | % | 10 | 20"),
        plain("Директор | А.А. Зябликова"),
    ]);
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | Май | - | -");
    assert_eq!(codes(&reading), ["table_not_a_plan"; 3]);
    assert_eq!(reading.blocks.iter().copied().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_plan_inside_a_layout_table_is_read_there() {
    let plan =
        word(&[vec![cell("№"), cell("Мероприятие"), cell("Срок")], vec![cell("1."), cell("Смотр песни"), cell("Май")]]);
    let mut layout = cell("Школа «Росток»");
    layout.blocks.push(plan);
    let reading = read(vec![word(&[vec![layout]])]);
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | Май | - | -");
    assert_eq!(reading.records[0].title.places()[0].to_string(), "a#0!R1C1#1!R2C2:0..11");
}

#[test]
fn a_title_above_the_header_is_the_tables_caption() {
    let blocks = || {
        let rows = [
            vec![wide(3, "План праздников посёлка")],
            vec![cell("№"), cell("Мероприятие"), cell("Срок")],
            vec![cell("1."), cell("Смотр песни"), cell("Май")],
        ];
        vec![word(&rows)]
    };
    assert_snapshot!(lines(&read(blocks())), @"[] 1 Смотр песни | Май | - | -");
    assert_eq!(of_class(blocks(), &Class::Caption), ["План праздников посёлка"]);
}

#[test]
fn marks_below_months_are_dates() {
    let reading = read_plain(
        "№ | Мероприятие | Май | Июнь | Июль | Ответственный
         1 | Смотр песни | + | | + | Завуч
         2 | Ярмарка | | + | | Директор",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Смотр песни | Май, Июль | Завуч | -
    [] 2 Ярмарка | Июнь | Директор | -
    ");
}

#[test]
fn months_as_headings_are_dates_where_no_column_gives_them() {
    let reading = read_plain(
        "№ | Мероприятие | Ответственный
         Май | |
         1 | Смотр песни | Завуч
         2 | Ярмарка | Директор
         Июнь | |
         3 | Концерт | Директор",
    );
    assert_snapshot!(lines(&reading), @"
    [Май] 1 Смотр песни | Май | Завуч | - [Schedule]
    [Май] 2 Ярмарка | Май | Директор | - [Schedule]
    [Июнь] 3 Концерт | Июнь | Директор | - [Schedule]
    ");
}

#[test]
fn an_automatic_number_is_the_number() {
    let label = |text: &str, label| Block::Paragraph(Paragraph { label, ..Paragraph::of(text) });
    let numbered = |text: &str, count| Cell { blocks: vec![label(text, count)], ..Cell::of("") };
    let rows = [
        vec![cell("№"), cell("Мероприятие"), cell("Срок")],
        vec![numbered("1.\t", 3), cell("Смотр песни"), cell("Май")],
        vec![cell(""), numbered("1.1\tСмотр строя", 4), cell("Июнь")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [] 1 Смотр песни | Май | - | -
    [] ^0 1.1 Смотр строя | Июнь | - | -
    ");
}

#[test]
fn an_automatic_bullet_is_no_word_but_makes_an_item() {
    let label = |text: &str, label| Block::Paragraph(Paragraph { label, ..Paragraph::of(text) });
    let listed = Cell {
        blocks: vec![label("Праздники:", 0), label("•\tосени", 2), label("•\tзимы", 2), label("1)\tвесны", 3)],
        ..Cell::of("")
    };
    let rows = [vec![cell("№"), cell("Мероприятие"), cell("Срок")], vec![cell("1."), listed, cell("Июнь")]];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"[] 1 Праздники: осени зимы 1) весны | Июнь | - | - * осени * зимы * весны");
}

#[test]
fn blank_cells_beside_a_blank_number_are_taken_as_merged_ones_are() {
    let rows = [
        vec![cell("№"), cell("Мероприятие"), cell("Срок"), cell("Ответственные")],
        vec![cell("3."), cell("Сбор данных о школах:"), cell("Май"), cell("")],
        vec![cell(""), cell("3.1. Кадры"), cell(""), cell("Центр")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [] 3 Сбор данных о школах: | Май | - | -
    [] ^0 3.1 Кадры | Май | Центр | - [Schedule]
    ");
}

#[test]
fn cells_too_many_or_too_few_are_told() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственный
         1 | Смотр песни | Май | Завуч | зал
         Ярмарка ремёсел | Июнь | Директор
         3 | Концерт",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Смотр песни | Май | Завуч | - | =зал
    [] - Ярмарка ремёсел | Июнь | Директор | -
    [] 3 Концерт | - | - | -
    ");
    assert_eq!(codes(&reading), ["extra_cell", "short_row", "short_row"]);
}

#[test]
fn a_number_before_the_words_is_taken_from_them() {
    let reading = read_plain(
        "Мероприятие | Срок | Ответственный
         1. Смотр песни | Май | Завуч
         1.1. Смотр строя | Июнь | Завуч",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Смотр песни | Май | Завуч | -
    [] ^0 1.1 Смотр строя | Июнь | Завуч | -
    ");
}

#[test]
fn lines_that_pages_repeat_do_not_part_a_plan() {
    let page = |rows: &str| plain(&format!("№ | Мероприятие | Срок\n{rows}"));
    let reading = read(vec![
        page("Кадры | |\n1. | Смотр песни | Май"),
        paragraph("План посёлка Ручьи"),
        paragraph("2"),
        page("2. | Ярмарка | Июнь"),
        paragraph("План посёлка Ручьи"),
        paragraph("Продолжение таблицы 1"),
        page("3. | Концерт | Июль"),
    ]);
    assert_snapshot!(lines(&reading), @"
    [Кадры] 1 Смотр песни | Май | - | -
    [Кадры] 2 Ярмарка | Июнь | - | -
    [Кадры] 3 Концерт | Июль | - | -
    ");
    assert_eq!(reading.blocks.len(), 7);
}

#[test]
fn another_plan_below_running_text_has_sections_of_its_own() {
    let reading = read(vec![
        plain("№ | Мероприятие | Срок\nКадры | |\n1. | Смотр песни | Май"),
        paragraph("Приложение 2 к приказу. План на июнь."),
        plain("№ | Мероприятие | Срок\n1. | Ярмарка | Июнь"),
    ]);
    assert_snapshot!(lines(&reading), @"
    [Кадры] 1 Смотр песни | Май | - | -
    [] 1 Ярмарка | Июнь | - | -
    ");
    assert_eq!(reading.blocks.len(), 2);
}

#[test]
fn rows_below_words_with_a_colon_are_its_parts() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         1. | Провести: | Май | Завуч
         - | смотр песни | |
         - | ярмарку | Июнь |
         2. | Концерт | Июль | Директор",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Провести: | Май | Завуч | -
    [] ^0 - смотр песни | Май | Завуч | - [Schedule, Responsible]
    [] ^0 - ярмарку | Июнь | Завуч | - [Responsible]
    [] 2 Концерт | Июль | Директор | -
    ");
}

#[test]
fn a_number_and_title_written_again_are_the_same_activity() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         1. | Смотр песни | Май | Завуч
         1. | Смотр песни | Июнь | Завуч",
    );
    assert_snapshot!(lines(&reading), @"[] 1 Смотр песни | Май Июнь | Завуч | -");
}

#[test]
fn a_number_merged_along_with_a_section_is_the_sections() {
    let rows = [
        vec![cell("№"), cell("Направление"), cell("Мероприятие"), cell("Срок")],
        vec![top("1."), top("Кадры"), cell("Смотр песни"), cell("Май")],
        vec![below(), below(), cell("Ярмарка"), cell("Июнь")],
        vec![top("2."), top("Семья"), cell("2.1. Концерт"), cell("Июль")],
        vec![below(), below(), cell("2.2. Бал"), cell("Июль")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [1. Кадры] - Смотр песни | Май | - | -
    [1. Кадры] - Ярмарка | Июнь | - | -
    [2. Семья] 2.1 Концерт | Июль | - | -
    [2. Семья] 2.2 Бал | Июль | - | -
    ");
}

#[test]
fn a_matrix_may_have_numbers_and_dates_beside_its_bodies() {
    let reading = read_plain(
        "№ | Срок | Управление культуры | Школа посёлка
         1 | Май | Утвердить порядок смотра | Подготовить хор к смотру
         2 | Июнь | Провести смотр хоров | ",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Утвердить порядок смотра | Май | Управление культуры | -
    [] 1 Подготовить хор к смотру | Май | Школа посёлка | -
    [] 2 Провести смотр хоров | Июнь | Управление культуры | -
    ");
}

#[test]
fn funding_by_years_and_sources_are_fields() {
    let rows = [
        vec![top("№"), top("Мероприятие"), top("Срок"), wide(3, "Объём финансирования"), top("Исполнитель")],
        vec![below(), below(), below(), cell("Источник"), cell("2021"), cell("2022"), below()],
        ["1", "2", "3", "4", "5", "6", "7"].map(cell).to_vec(),
        ["1", "Ремонт клуба", "Май", "Местный бюджет", "10", "20", "Завуч"].map(cell).to_vec(),
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"[] 1 Ремонт клуба | Май | Завуч | - | Объём финансирования Источник=Местный бюджет | Объём финансирования 2021=10 | Объём финансирования 2022=20");
}

#[test]
fn a_signature_inside_the_table_is_dropped() {
    let plan = "№ | Мероприятие | Срок\n1. | Смотр песни | Май\nДиректор школы ________ А.А. Зябликова | |";
    assert_snapshot!(lines(&read(vec![plain(plan)])), @"[] 1 Смотр песни | Май | - | -");
    assert_eq!(of_class(vec![plain(plan)], &Class::Dropped("signature")), ["Директор школы ________ А.А. Зябликова"]);
}

#[test]
fn a_header_over_number_and_words_is_two_columns() {
    let rows = [
        vec![wide(2, "Мероприятия"), cell("Сроки"), cell("Исполнители")],
        vec![cell("1"), cell("Смотр песни"), cell("Май"), cell("Завуч")],
        vec![wide(4, "Семья")],
        vec![cell("2"), cell("Ярмарка"), cell("Июнь"), cell("Завуч")],
    ];
    assert_snapshot!(lines(&read(vec![word(&rows)])), @"
    [] 1 Смотр песни | Май | Завуч | -
    [Семья] 2 Ярмарка | Июнь | Завуч | -
    ");
}

#[test]
fn months_left_of_the_activities_hold_until_the_next_one() {
    let reading = read_plain(
        "Месяц | Мероприятие | Ответственный
         Май | Смотр песни | Завуч
          | Ярмарка ремёсел | Директор
         Июнь | Концерт | Завуч",
    );
    assert_snapshot!(lines(&reading), @"
    [] - Смотр песни | Май | Завуч | -
    [] - Ярмарка ремёсел | Май | Директор | - [Schedule]
    [] - Концерт | Июнь | Завуч | -
    ");
}

#[test]
fn whatever_stands_above_the_columns_numbers_is_a_header() {
    let rows = "1 | Смотр песни и строя | Май | Завуч\n2 | Ярмарка ремёсел | Июнь | Директор";
    let together = read_plain(&format!("Позиция | Дело посёлка | Пора | Лицо\n1 | 2 | 3 | 4\n{rows}"));
    assert_snapshot!(lines(&together), @"
    [] 1 Смотр песни и строя | Май | Завуч | -
    [] 2 Ярмарка ремёсел | Июнь | Директор | -
    ");
    let apart = read(vec![plain("Позиция | Дело посёлка | Пора | Лицо"), plain(&format!("1 | 2 | 3 | 4\n{rows}"))]);
    assert_eq!(lines(&apart), lines(&together));
    assert_eq!((codes(&apart), apart.blocks.len()), (vec!["guessed_header"], 2));
}

#[test]
fn a_header_repeated_inside_one_table_is_one_header() {
    let reading = read_plain(
        "№ | Мероприятие | Срок | Ответственные
         1. | Разработка порядка смотра для | Май | Отдел культуры
         № | Мероприятие | Срок | Ответ-⏎ственные
         | сельских школ | | и завуч
         2. | Ярмарка | Июнь | Завуч",
    );
    assert_snapshot!(lines(&reading), @"
    [] 1 Разработка порядка смотра для сельских школ | Май | Отдел культуры и завуч | -
    [] 2 Ярмарка | Июнь | Завуч | -
    ");
}

mod ledger {
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use vekha_model::{Block, Cell, Document, Paragraph, Place, Row, Span, Step, Table, Vertical};

    use crate::build::{FewWords, document};
    use crate::record::Words;

    fn text() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "",
            "",
            "№",
            "Мероприятие",
            "Сроки",
            "Ответственные",
            "Результат",
            "Начало",
            "Направление",
            "1",
            "1.",
            "2.",
            "3.1.",
            "3.1. Смотр",
            "Май",
            "2021",
            "Июнь ежегодно",
            "Директор",
            "Центр",
            "Школа № 1",
            "Провести смотр песни и строя",
            "смотра и ярмарки",
            "Итоги:\n5.1. Список\n5.2. Отчёт",
            "Праздники:\n- осени\n- зимы",
            "про-\nведение",
            "I. Кадры",
            "1. Кадры",
            "Итого",
            "приказом от 01.02.2021 № 5 внесены изменения",
            "ме\u{ad}роприятие",
            "+",
            "-",
            " \u{a0} ",
            "Подготовка: 5.1. Зал 5.2. Сцена",
            "План на 2021 год",
        ])
        .prop_map(str::to_owned)
    }

    fn cell() -> impl Strategy<Value = Cell> {
        (text(), prop_oneof![8 => Just(1), 1 => Just(2), 1 => 3..6usize], 0..8u8).prop_map(
            |(text, colspan, vertical)| {
                let vertical = match vertical {
                    0 => Vertical::Start,
                    1 => Vertical::Continue,
                    _ => Vertical::Single,
                };
                Cell { colspan, vertical, ..Cell::of(&text) }
            },
        )
    }

    fn table() -> impl Strategy<Value = Table> {
        let row = (prop::collection::vec(cell(), 0..6), prop_oneof![9 => Just(0usize), 1 => 1..3usize])
            .prop_map(|(cells, before)| Row { before, cells, ..Row::default() });
        (prop::collection::vec(row, 0..8), any::<bool>(), any::<bool>()).prop_map(|(mut rows, merges, headed)| {
            if headed {
                let header = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"];
                rows.insert(0, Row { cells: header.map(Cell::of).into(), ..Row::default() });
            }
            Table { merges, rows, name: None }
        })
    }

    fn blocks() -> impl Strategy<Value = Vec<Block>> {
        let paragraph = text().prop_map(|text| Block::Paragraph(Paragraph::of(&text)));
        let nested = (table(), table()).prop_map(|(mut outer, inner)| {
            if let Some(cell) = outer.rows.iter_mut().find_map(|row| row.cells.last_mut()) {
                cell.blocks.push(Block::Table(inner));
            }
            Block::Table(outer)
        });
        prop::collection::vec(prop_oneof![4 => table().prop_map(Block::Table), 2 => paragraph, 1 => nested], 0..5)
    }

    /// The non-blank characters of a block by the steps of their place.
    fn characters(block: &Block, place: &Place, found: &mut BTreeMap<(Vec<Step>, usize), usize>) {
        let mut add = |place: &Place, text: &str| {
            for (at, _) in text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
                found.insert((place.steps.clone(), at), 0);
            }
        };
        let Block::Table(table) = block else {
            if let Block::Paragraph(paragraph) = block {
                add(place, &paragraph.text);
            }
            return;
        };
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in crate::grid::columns(cells) {
                let place = crate::grid::cell_place(place, row, column);
                add(&place, &cell.text());
            }
        }
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in crate::grid::columns(cells) {
                let place = crate::grid::cell_place(place, row, column);
                for (index, block) in cell.blocks.iter().enumerate().filter(|(_, b)| matches!(b, Block::Table(_))) {
                    characters(block, &crate::grid::nested_place(&place, index), found);
                }
            }
        }
    }

    fn check(document: &Document) -> Result<(), TestCaseError> {
        let reading = crate::read(document, &FewWords);
        let mut seen = BTreeMap::new();
        for &block in &reading.blocks {
            characters(&document.blocks[block], &document.place(block), &mut seen);
        }
        for entry in &reading.ledger {
            let span = entry.place.span.expect("the span is always set");
            for at in span.start..span.end {
                if let Some(count) = seen.get_mut(&(entry.place.steps.clone(), at)) {
                    *count += 1;
                }
            }
        }
        let wrong: Vec<_> = seen.iter().filter(|(_, count)| **count != 1).collect();
        prop_assert!(wrong.is_empty(), "{wrong:?}");
        for record in &reading.records {
            let others = [&record.number, &record.schedule, &record.responsible, &record.co_executors, &record.result];
            let words = others.into_iter().flatten().chain([&record.title]).chain(&record.path).chain(&record.items);
            for words in words.chain(record.fields.iter().map(|field| &field.words)) {
                prop_assert!(traces(document, words), "{words:?}");
            }
            prop_assert!(record.parent.is_none_or(|parent| parent < reading.records.len()));
        }
        prop_assert_eq!(&crate::read(document, &FewWords), &reading);
        Ok(())
    }

    /// Whether every piece says what stands at its place.
    fn traces(document: &Document, words: &Words) -> bool {
        words.pieces.iter().all(|piece| {
            let length = piece.place.span.map_or(0, Span::len);
            length == piece.span.len() && document.words_at(&piece.place) == Some(piece.span.of(&words.text))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn every_character_has_one_place_in_the_ledger_and_every_value_traces_back(blocks in blocks()) {
            check(&document(blocks))?;
        }
    }
}
