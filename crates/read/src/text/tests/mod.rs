mod layouts;
mod printed;

use proptest::prelude::*;
use vekha_model::{Block, Document, Table};

use crate::{Limits, read};

fn document(text: &str) -> Document {
    read(text.as_bytes(), "plan.txt", &Limits::default()).expect("the text is read")
}

/// A line a paragraph, after `¶`, and a line a row, with ` | ` between cells; `⏎` for a line break, `=` between tables.
fn lines(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in &document(text).blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let bold = if paragraph.bold { "!" } else { "" };
                lines.push(format!("¶{bold} {}", paragraph.text.replace('\n', "⏎").replace('\t', "⇥")));
            }
            Block::Table(table) => lines.extend(rows(table)),
        }
    }
    lines.join("\n")
}

fn rows(table: &Table) -> Vec<String> {
    let cells =
        |row: &vekha_model::Row| row.cells.iter().map(|cell| cell.text().replace('\n', "⏎")).collect::<Vec<_>>();
    ["=".to_owned()].into_iter().chain(table.rows.iter().map(|row| cells(row).join(" | "))).collect()
}

#[test]
fn paragraphs_are_lines_unless_a_line_goes_on() {
    let text = "Утверждаю\nДиректор\n\nОтдел образования  \nадминистрации района\n\n\
        В целях повышения качества общего образования в школах района и\nво исполнение плана:\n";
    insta::assert_snapshot!(lines(text), @r"
    ¶ Утверждаю
    ¶ Директор
    ¶ Отдел образования⏎администрации района
    ¶ В целях повышения качества общего образования в школах района и⏎во исполнение плана:
    ");
}

#[test]
fn a_stacked_table_has_a_cell_a_line_and_rows_after_blank_lines() {
    let text = "План\n\n\t№ п/п\n\tМероприятие\n\tСрок\n\n\tОрганизационные меры\n\n\t1.\n\tСеминар\nдля учителей\n\tМай \n\n2025\n\n\
        \t\n\t1.1. Программа\n\t\n\n\t2.\n\tОтчёт\n\tИюнь\n\nДиректор\n";
    insta::assert_snapshot!(lines(text), @r"
    ¶ План
    =
    № п/п | Мероприятие | Срок
    Организационные меры
    1. | Семинар⏎для учителей | Май ⏎⏎2025
     | 1.1. Программа | 
    2. | Отчёт | Июнь
    ¶ Директор
    ");
}

#[test]
fn a_blank_line_between_cells_of_a_row_does_not_end_it() {
    let text =
        "\t№\n\tМероприятие\n\tСрок\n\tКто\n\n\t1.\n\tСеминар\n\n\tМай\n\tРМК\n\n\t2.\n\tОтчёт\n\tИюнь\n\n\tРМК\n";
    insta::assert_snapshot!(lines(text), @r"
    =
    № | Мероприятие | Срок | Кто
    1. | Семинар | Май | РМК
    2. | Отчёт | Июнь | РМК
    ");
}

#[test]
fn numbers_begin_rows_where_no_line_is_blank() {
    let text = "\t№\n\tМероприятие\n\tСрок\n\t1.\n\tСеминар\n\tМай\n\t2.\n\tОтчёт\n\tИюнь\n\t3.\n\tПлан\n\tИюль\n";
    insta::assert_snapshot!(lines(text), @r"
    =
    № | Мероприятие | Срок
    1. | Семинар | Май
    2. | Отчёт | Июнь
    3. | План | Июль
    ");
}

#[test]
fn a_header_again_after_text_begins_another_table() {
    let text = "\t№\n\tМера\n\tСрок\n\n\t1.\n\tСеминар\n\tМай\n\nРаздел второй\n\n\t№\n\tМера\n\tСрок\n\n\t1.\n\tОтчёт\n\tИюнь\n";
    insta::assert_snapshot!(lines(text), @r"
    =
    № | Мера | Срок
    1. | Семинар | Май
    ¶ Раздел второй
    =
    № | Мера | Срок
    1. | Отчёт | Июнь
    ");
}

#[test]
fn indented_paragraphs_are_no_table() {
    let text = "ПРИКАЗ\n\n\tВ целях развития системы образования района и повышения качества обучения в школах, на основании плана \
        работы управления приказываю:\n\t1. Утвердить план мероприятий.\n\t2. Назначить ответственных.\n\t3. Контроль оставляю за собой.\n\n\
        Директор\t\t\t\tИ. И. Каштанов\nБухгалтер\t\t\t\tП. П. Ольховая\n";
    assert!(lines(text).lines().all(|line| line.starts_with('¶')), "{}", lines(text));
}

#[test]
fn a_tabbed_table_has_a_row_a_line_and_a_page_up_to_a_blank_line() {
    let text = "**Дорожная карта\n«Наша школа»**\n\n№\tМера\tСрок\n<b>1. Кадры</b>\t\t\n1.\tСеминар\tМай\n\n№\tМера\tСрок\n\tдля учителей\t\n\n2.\tОтчёт\tИюнь\n\n\
        Начальник\t\tКаштанов\n";
    insta::assert_snapshot!(lines(text), @r"
    ¶! Дорожная карта
    ¶! «Наша школа»
    =
    № | Мера | Срок
    1. Кадры |  | 
    1. | Семинар | Май
    =
    № | Мера | Срок
     | для учителей | 
    =
    2. | Отчёт | Июнь
    ¶ Начальник⇥⇥Каштанов
    ");
}

#[test]
fn a_tabbed_row_may_be_broken_over_lines() {
    let text = "№\tМера\tСрок\tКто\n1.\tСеминар\nдля учителей\tМай\tРМК\nОбщие меры\n2.\tОтчёт\tИюнь\tРМК,\nшколы\n3.\tПлан\tИюль\tРМК\n";
    insta::assert_snapshot!(lines(text), @r"
    =
    № | Мера | Срок | Кто
    1. | Семинар⏎для учителей | Май | РМК
    Общие меры
    2. | Отчёт | Июнь | РМК,⏎школы
    3. | План | Июль | РМК
    ");
}

#[test]
fn blank_lines_between_all_rows_do_not_part_a_table() {
    insta::assert_snapshot!(lines("№\tМера\tСрок\n\n1.\tСеминар\tМай\n\n2.\tОтчёт\tИюнь\n"), @r"
    =
    № | Мера | Срок
    1. | Семинар | Май
    2. | Отчёт | Июнь
    ");
}

#[test]
fn drawn_tables_lose_their_lines_and_keep_their_words() {
    let markdown =
        "| № | Мера | Срок |\n|---|:----|-----|\n| 1. | Семинар<br>и отчёт | |\n| 2. | Выбор А\\|Б | Май |\n";
    insta::assert_snapshot!(lines(markdown), @r"
    =
    № | Мера | Срок
    1. | Семинар⏎и отчёт | 
    2. | Выбор А|Б | Май
    ");
    let framed = "┌────┬─────────┬──────┐\n│ №  │ Мера    │ Срок │\n├────┼─────────┼──────┤\n│ 1. │ Семинар │ Май  │\n\
        │    │ и отчёт │      │\n│ 2. │ План    │      │\n└────┴─────────┴──────┘\n";
    insta::assert_snapshot!(lines(framed), @r"
    =
    № | Мера | Срок
    1. | Семинар и отчёт | Май
    2. | План | 
    ");
    let ruled =
        "+---+-----+\n| 1 | а   |\n+---+-----+\n| 2 | б   |\n| 3 | в   |\n+---+-----+\n| 4 | г   |\n+---+-----+\n";
    insta::assert_snapshot!(lines(ruled), @r"
    =
    1 | а
    2 | б
    3 | в
    4 | г
    ");
}

/// The paragraphs of the cell: `!` before bold ones, the level and the label of points before their words.
fn paragraphs(cell: &vekha_model::Cell) -> Vec<String> {
    let shown = |paragraph: &vekha_model::Paragraph| {
        let label: String = paragraph.text.chars().take(paragraph.label).collect();
        let level = paragraph.list_level.map_or(String::new(), |level| format!("{level} {label:?} "));
        format!("{level}{}{}", if paragraph.bold { "!" } else { "" }, paragraph.without_label())
    };
    cell.paragraphs().map(shown).collect()
}

#[test]
fn points_of_lists_in_cells_have_the_labels_that_word_sets() {
    let tabbed = "№\tМера\tСрок\n1.\t<p>Смотры:</p> <ul><li>песни</li><li>строя</li></ul>\tМай\n2.\t<ol><li>План</li><li>отчёт</li></ol>\tИюнь\n";
    let stacked = "\t№\n\tМера\n\tСрок\n\n\t1.\n\t<p>Смотры:</p>\n<ul>\n<li>песни</li>\n<li>строя</li>\n</ul>\n\tМай\n\n\t2.\n\t<ol><li>План</li><li>отчёт</li></ol>\n\tИюнь\n";
    for text in [tabbed, stacked] {
        let document = document(text);
        let (_, table) = document.tables().next().expect("a table");
        assert_eq!(paragraphs(&table.rows[1].cells[1]), ["Смотры:", r#"0 "•\t" песни"#, r#"0 "•\t" строя"#], "{text}");
        assert_eq!(paragraphs(&table.rows[2].cells[1]), [r#"0 "1.\t" План"#, r#"0 "2.\t" отчёт"#], "{text}");
    }
}

#[test]
fn bold_of_cells_is_kept_and_its_mark_up_is_not() {
    let text =
        "№\tМера\tСрок\n<b>1.</b>\t<b>Кадры</b>\t**Май**\n2.\tСеминар <b>для всех</b>\t<strong>Июнь</strong>\nи июль\n";
    let document = document(text);
    let (_, table) = document.tables().next().expect("a table");
    let cells: Vec<Vec<String>> = table.rows[1..].iter().flat_map(|row| &row.cells).map(paragraphs).collect();
    let expected: [&[&str]; 6] =
        [&["!1."], &["!Кадры"], &["!Май"], &["2."], &["Семинар для всех"], &["!Июнь", "и июль"]];
    assert_eq!(cells, expected);
}

#[test]
fn a_text_names_its_encoding_and_its_undecodable_bytes() {
    let (bytes, _, _) = encoding_rs::IBM866.encode("План мероприятий на 2025 год");
    let read_as = |bytes: &[u8]| read(bytes, "plan.txt", &Limits::default()).expect("text");
    assert_eq!(read_as(&bytes).encoding.as_deref(), Some("ibm866"));
    let mut damaged = "План мероприятий по поддержке школ района".as_bytes().to_vec();
    damaged[6] = 0xff;
    let notes = read_as(&damaged).notes;
    assert_eq!(notes.iter().map(|note| note.code.as_str()).collect::<Vec<_>>(), ["undecodable"]);
}

#[test]
fn files_without_words_are_no_documents() {
    let refused = |bytes: &[u8]| read(bytes, "plan.txt", &Limits::default()).expect_err("no document").to_string();
    assert_eq!(refused(b""), "not a document: the file is empty");
    assert_eq!(refused(b" \r\n\t\n"), "not a document: the file holds nothing but blanks");
    let noise: Vec<u8> = (0..9_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    assert_eq!(refused(&noise), "not a document: its bytes are neither text nor a known format");
}

#[test]
fn limits_hold_for_texts() {
    let limits = Limits { characters: 10, cells: 10, rows: 1, ..Limits::default() };
    let refused = |text: &str| read(text.as_bytes(), "plan.txt", &limits).expect_err("too large").code();
    assert_eq!(refused("одиннадцать букв"), "too_large");
    assert_eq!(refused("а\n\n\n\n\n\n\n\n\n\n\n\n"), "too_large");
    assert_eq!(refused("а\tб\nв\tг\n"), "too_large");
}

/// All characters but white space, in order.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn words_of(document: &Document) -> String {
    let mut found = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => found.push_str(&words(&paragraph.text)),
            Block::Table(table) => {
                found.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| words(&cell.text())));
            }
        }
    }
    found
}

prop_compose! {
    fn cell()(words in prop::collection::vec("[А-Яа-я0-9«»№,.;:()-]{1,9}", 0..5), breaks in prop::collection::vec(0..6_usize, 5)) -> String {
        let ends = [" ", " ", " ", "\n", "\n\n", "  \n"];
        words.iter().zip(breaks).map(|(word, end)| format!("{word}{}", ends[end])).collect::<String>().trim_end().to_owned()
    }
}

/// Rows of a table, some of one cell, some short, some with numbers.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..7_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), 1..=width), 1..9))
}

proptest! {
    #[test]
    fn every_word_of_a_stacked_table_is_in_the_document(rows in table(), before in cell(), after in cell()) {
        let row = |row: &Vec<String>| row.iter().map(|cell| format!("\t{cell}\n")).collect::<String>();
        let text = format!("План {before}\n\n{}\n{after}\n", rows.iter().map(row).collect::<Vec<_>>().join("\n"));
        prop_assert_eq!(words_of(&document(&text)), words(&text));
    }

    #[test]
    fn every_word_of_a_tabbed_table_is_in_the_document(rows in table(), before in cell(), after in cell()) {
        let text = format!("План {before}\n\n{}\n\n{after}\n", rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"));
        prop_assert_eq!(words_of(&document(&text)), words(&text));
    }

    #[test]
    fn every_word_of_any_lines_is_in_the_document(lines in prop::collection::vec("\t{0,3}[А-Яа-я0-9. ]{0,12}\t?[а-я]{0,3}", 1..30)) {
        let text = format!("План\n{}", lines.join("\n"));
        prop_assert_eq!(words_of(&document(&text)), words(&text));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0..9_usize) {
        let starts: [&[u8]; 9] = [b"", b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml", b"\t", b"|", b"**"];
        let _ = read(&[starts[start], &bytes].concat(), "x", &Limits::default());
    }

    #[test]
    fn no_mark_up_makes_a_reader_panic(pieces in prop::collection::vec(0..20_usize, 0..60)) {
        const PIECES: [&str; 20] = ["<b>", "</b>", "<p>", "<ul>", "<li>", "</li>", "<br/>", "*", "**", "***", "&amp;", "&#", "\n", "\t", " ", "слово", "|", "<!--", "-->", "# "];
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let _ = read(text.as_bytes(), "plan.txt", &Limits::default());
    }
}

#[test]
fn no_letter_or_digit_outside_tags_is_lost_and_mark_up_is_counted() {
    let texts = [
        "План <b>уборки</b> снега\n\n**Срок**: май\n",
        "Мероприятие\tСрок\nСмотр <i>песни</i>\tмай\n",
        "+-----+-----+\n| Что | Срок |\n+-----+-----+\n| Смотр | май |\n+-----+-----+\n",
        "<ul><li>один</li><li>два</li></ul>\n",
    ];
    let visible = |text: &str| {
        let mut is_tag = false;
        let mut chars: Vec<char> = Vec::new();
        for c in text.chars() {
            is_tag = c == '<' || (is_tag && c != '>');
            chars.extend((!is_tag && c.is_alphanumeric()).then_some(c));
        }
        chars.sort_unstable();
        chars
    };
    for text in texts {
        let document = document(text);
        let kept: String =
            document.blocks.iter().flat_map(|block| block.texts(&document.place(0))).map(|(_, text)| text).collect();
        assert_eq!(visible(&kept), visible(text), "{text}");
        assert!(document.markup_characters > 0 || !text.contains(['<', '*', '|']), "{text}");
    }
}
