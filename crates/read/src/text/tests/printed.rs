//! Random tables, printed in each layout and read back to the same cells.

use proptest::prelude::*;
use vekha_model::{Block, Table};

use super::document;

/// Lines of at most `width` characters, as a program wraps words.
fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            *last = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        }
    }
    lines
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.chars().count())))
}

/// The lines of a row, each of them padded cells.
fn printed(row: &[String], widths: &[usize]) -> Vec<Vec<String>> {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        cells.iter().zip(widths).map(|(cell, width)| padded(cell.get(at).map_or("", String::as_str), *width)).collect()
    };
    (0..height).map(line).collect()
}

/// A frame with a rule between rows, or only round the header and the whole.
fn framed(rows: &[Vec<String>], widths: &[usize], is_dense: bool, signs: [char; 3]) -> String {
    let [stroke, bar, joint] = signs;
    let ends: String = widths.iter().map(|width| format!("{joint}{}", stroke.to_string().repeat(width + 2))).collect();
    let rule = format!("{ends}{joint}\n");
    let mut text = rule.clone();
    for (number, row) in rows.iter().enumerate() {
        let across = row.len() == 1 && widths.len() > 1;
        let room = widths.iter().sum::<usize>() + 3 * (widths.len() - 1);
        let (row_widths, row) = if across { (vec![room], row) } else { (widths.to_vec(), row) };
        for line in printed(row, &row_widths) {
            text += &format!("{bar} {} {bar}\n", line.join(&format!(" {bar} ")));
        }
        if is_dense || number == 0 || number + 1 == rows.len() {
            text += &rule;
        }
    }
    text
}

fn markdown(rows: &[Vec<String>], width: usize) -> String {
    let line = |row: &Vec<String>| {
        let cells = (0..width).map(|at| row.get(at).map_or("", String::as_str).to_owned()).collect::<Vec<_>>();
        format!("| {} |\n", cells.join(" | "))
    };
    let (header, body) = rows.split_first().expect("there is a header");
    line(header) + &"|---".repeat(width) + "|\n" + &body.iter().map(line).collect::<String>()
}

fn html(rows: &[Vec<String>], width: usize) -> String {
    let row = |row: &Vec<String>| {
        let span = if row.len() == 1 { width } else { 1 };
        let cells: String = row.iter().map(|cell| format!("<td colspan=\"{span}\">{cell}</td>\n")).collect();
        format!("<tr>{cells}</tr>\n")
    };
    format!("План\n\n<table>\n{}</table>\n", rows.iter().map(row).collect::<String>())
}

fn aligned(rows: &[Vec<String>], widths: &[usize]) -> String {
    let row = |row: &Vec<String>| match &row[..] {
        [across] => format!("{across}\n"),
        _ => printed(row, widths).iter().map(|line| format!("{}\n", line.join("   ").trim_end())).collect(),
    };
    rows.iter().map(row).collect()
}

/// The cells of the only table, blanks collapsed, blank cells at a row's end left out.
fn cells(text: &str) -> Vec<Vec<String>> {
    let document = document(text);
    let tables: Vec<&Table> = document.tables().map(|(_, table)| table).collect();
    let paragraphs = document.blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
    assert!(
        tables.len() == 1 && paragraphs <= usize::from(text.starts_with("План")),
        "{} tables, {paragraphs} paragraphs:\n{text}",
        tables.len()
    );
    tables[0].rows.iter().map(|row| short(row.cells.iter().map(|cell| cell.text()))).collect()
}

fn short(cells: impl Iterator<Item = String>) -> Vec<String> {
    let mut cells: Vec<String> = cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

prop_compose! {
    fn words(least: usize, most: usize)(first in "[А-Я][а-я]{3,9}", rest in prop::collection::vec("[а-я]{2,10}", least..most)) -> String {
        [first].into_iter().chain(rest).collect::<Vec<_>>().join(" ")
    }
}

/// A header, rows with numbers, sections; some cells are empty.
fn table() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<usize>)> {
    let row = |width: usize| {
        let others = prop::collection::vec(prop_oneof![4 => words(0, 7), 1 => Just(String::new())], width - 2);
        (words(1, 9), others, prop::bool::weighted(0.15))
    };
    (3..6_usize).prop_flat_map(move |width| {
        let rows = prop::collection::vec((row(width), words(1, 4)), 3..9);
        (rows, prop::collection::vec(12..24_usize, width - 1)).prop_map(move |(rows, rooms)| {
            let header = ["№", "Мероприятие", "Срок", "Исполнитель", "Итог"].map(str::to_owned);
            let mut table = vec![header[..width].to_vec()];
            for (number, ((title, others, is_section), name)) in rows.into_iter().enumerate() {
                if is_section {
                    table.push(vec![name]);
                }
                table.push([format!("{}.", number + 1), title].into_iter().chain(others).collect());
            }
            (table, [3].into_iter().chain(rooms).collect())
        })
    })
}

fn wanted(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| short(row.iter().cloned())).collect()
}

proptest! {
    #[test]
    fn frames_are_read_back((rows, widths) in table(), is_dense: bool, style in 0..4_usize) {
        let signs = [['─', '│', '┼'], ['-', '|', '+'], ['═', '║', '╬'], ['-', '¦', '+']][style];
        let text = framed(&rows, &widths, is_dense, signs);
        prop_assert_eq!(cells(&text), wanted(&rows), "{}", text);
    }

    #[test]
    fn markdown_is_read_back((rows, widths) in table()) {
        let text = markdown(&rows, widths.len());
        prop_assert_eq!(cells(&text), wanted(&rows), "{}", text);
    }

    #[test]
    fn html_is_read_back((rows, widths) in table()) {
        let text = html(&rows, widths.len());
        prop_assert_eq!(cells(&text), wanted(&rows), "{}", text);
    }

    #[test]
    fn aligned_columns_are_read_back((rows, widths) in table()) {
        // A column is as wide as its longest line, and some rows must show all the columns.
        let whole = rows.iter().skip(1).filter(|row| row.len() > 1 && row.iter().all(|cell| !cell.is_empty())).count();
        prop_assume!(whole > 1);
        let text = aligned(&rows, &widths);
        prop_assert_eq!(cells(&text), wanted(&rows), "{}", text);
    }
}
