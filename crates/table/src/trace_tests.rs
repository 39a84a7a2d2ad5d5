//! Why each row and column was taken as what it is: a table of cases.

use crate::build::{plain, read};
use crate::{TableTrace, Trace};

fn trace(text: &str) -> Trace {
    read(vec![plain(text)]).trace
}

/// Each row on a line: `row kind: why`.
fn rows(table: &TableTrace) -> Vec<String> {
    let line = |row: &crate::RowTrace| format!("{} {}: {}", row.row + 1, row.taken.kind.name(), row.taken.why);
    table.rows.iter().map(line).collect()
}

#[test]
fn every_row_says_what_it_was_taken_as_and_why() {
    let trace = trace(
        "План уборки снега | | |
         № | Мероприятие | Срок | Ответственный
         1 | 2 | 3 | 4
         I. Дворы | | |
         1 | Расчистка дорожек у школы | январь | Директор
         | и у спортивной площадки, | |
         № | Мероприятие | Срок | Ответственный
         2 | Вывоз снега | март | Завуч
         | | апрель | Школа
         3 | | |
         (в ред. приказа от 01.02.2021 № 15) | | |
         | | |
         Итого | 2 | |
         Директор школы ____________ | | |",
    );
    assert_eq!(
        rows(&trace.tables[0]),
        [
            "1 caption: it stands above the header",
            "2 header: its words name what the columns hold",
            "3 column numbers: it only numbers the columns",
            "4 section: one text, in the first column or that of sections",
            "5 activity: a title, and no row above to go on with",
            "6 goes on: a small letter after an unfinished sentence",
            "7 repeated header: the header's words again",
            "8 activity: it has a number of its own",
            "9 shares the title: no title: more for the row above",
            "10 empty, numbered: a number and nothing else",
            "11 amendment: it tells of changes to the document",
            "12 blank: no words",
            "13 totals: it begins with «Итого» or «Всего»",
            "14 signature: a line to sign on, or initials and a post",
        ]
    );
}

#[test]
fn every_column_says_how_its_role_was_found() {
    let columns = |text: &str| -> Vec<String> {
        trace(text).tables[0].columns.iter().map(|column| format!("{:?}: {}", column.role, column.why)).collect()
    };
    assert_eq!(
        columns(
            "Шаг | Мероприятие | Пора | Снимок | Ответственный\n1 | Смотр песни | май | есть | Завуч\n2 | Ярмарка | июнь | нет | Завуч"
        ),
        [
            "Some(Number): numbers in its cells",
            "Some(Activity): header words",
            "Some(Dates): dates in its cells",
            "None: a further field",
            "Some(Responsible): header words"
        ]
    );
    assert_eq!(
        columns("Расчистка дорожек у школы | январь | Директор\nВывоз снега со двора школы | март | Завуч"),
        [
            "Some(Activity): the longest texts in its cells",
            "Some(Dates): dates in its cells",
            "Some(Responsible): parties in its cells"
        ]
    );
}

#[test]
fn a_table_that_is_no_plan_says_why() {
    let trace = trace("Класс | Учеников\n5 | 21\n6 | 19");
    let table = &trace.tables[0];
    assert!(!table.is_plan && table.rows.is_empty());
    assert_eq!(
        table.why,
        [
            "no row names what the columns of a plan hold",
            "dates, parties and tasks do not stand in columns of their own"
        ]
    );
}
