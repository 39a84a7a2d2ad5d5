//! The report as one page for people, in Russian with English beside it; it needs nothing else.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::report::{Report, Unread};
use crate::{FileReport, Outcome};

pub(crate) fn html(report: &Report) -> String {
    let totals = [
        ("Документов", "documents", report.documents),
        ("Мероприятий", "activities", report.activities),
        ("— с датами", "with dates", report.dated),
        ("— с ответственными", "with responsible parties", report.assigned),
    ];
    let totals = totals.map(|(russian, english, count)| row(&[label(russian, english), number(count)]));
    let outcomes = report.last_import.iter().map(|(outcome, count)| {
        let (russian, english) = words(*outcome);
        row(&[label(russian, english), number(*count)])
    });
    let sections = [
        table("Состав", "Contents", &[], totals.into()),
        table("Последняя загрузка", "Last import", &[], outcomes.collect()),
        table(
            "Не прочитаны",
            "Not read",
            &["Файл / File", "Причина / Reason"],
            report.problems.iter().map(problem).collect(),
        ),
        table("Пропущены", "Skipped", &["Причина / Reason", "Файлов / Files"], by_code(&report.skipped)),
        table("Замечания", "Notes", &["Код / Code", "Сколько / Count"], by_code(&report.notes)),
        table("Непрочитанные сроки", "Unread dates", UNREAD, report.unread_dates.iter().map(unread).collect()),
        table(
            "Непрочитанные ответственные",
            "Unread parties",
            UNREAD,
            report.unread_parties.iter().map(unread).collect(),
        ),
    ];
    format!(
        "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Отчёт о корпусе — vekha</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Отчёт о корпусе <small lang=\"en\">Corpus report</small></h1>\n{}<footer>vekha · {}</footer>\n</body>\n</html>\n",
        sections.concat(),
        escaped(&report.state)
    )
}

const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}\
h1,h2{line-height:1.2}small{color:#595959;font-weight:normal;font-size:.8em}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;\
border-bottom:1px solid #ddd;overflow-wrap:anywhere}td.n{text-align:right;white-space:nowrap}footer{margin-top:2rem;color:#595959}";

const UNREAD: &[&str] = &["Слова / Words", "Сколько / Count", "Документов / Documents"];

fn words(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Read => ("Прочитано", "read"),
        Outcome::Duplicate => ("То же содержание, что у другого файла", "same content as another file"),
        Outcome::Unchanged => ("Без изменений", "unchanged"),
        Outcome::Failed => ("Не прочитано", "not read"),
        Outcome::Panic => ("Ошибка программы", "a bug of vekha"),
        Outcome::Skipped => ("Пропущено", "skipped"),
        Outcome::Vanished => ("Файла больше нет", "no longer there"),
    }
}

fn table(russian: &str, english: &str, head: &[&str], rows: Vec<String>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells: String = head.iter().map(|cell| format!("<th scope=\"col\">{cell}</th>")).collect();
    let head = if cells.is_empty() { cells } else { format!("<thead><tr>{cells}</tr></thead>\n") };
    let rows = rows.concat();
    format!(
        "<h2>{russian} <small lang=\"en\">{english}</small></h2>\n<table>\n{head}<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn row(cells: &[String]) -> String {
    format!("<tr>{}</tr>\n", cells.concat())
}

fn text(text: &str) -> String {
    format!("<td>{}</td>", escaped(text))
}

fn label(russian: &str, english: &str) -> String {
    format!("<td>{russian} <small lang=\"en\">{english}</small></td>")
}

fn number(number: impl Display) -> String {
    format!("<td class=\"n\">{number}</td>")
}

fn by_code(counts: &BTreeMap<String, usize>) -> Vec<String> {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), *code));
    counts.into_iter().map(|(code, count)| row(&[text(code), number(count)])).collect()
}

fn problem(file: &FileReport) -> String {
    let reason = [file.code.as_deref(), file.message.as_deref()].map(Option::unwrap_or_default).join(": ");
    row(&[text(&file.path), text(&reason)])
}

fn unread(unread: &Unread) -> String {
    row(&[text(&unread.text), number(unread.count), number(unread.documents)])
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_break_the_page() {
        let (path, code, message) = ("<script>.txt".to_owned(), Some("io".to_owned()), Some("a & b".to_owned()));
        let problem = FileReport { path, outcome: Outcome::Failed, code, message, document: None };
        let page = html(&Report { problems: vec![problem], ..Report::default() });
        assert!(page.contains("<td>&lt;script&gt;.txt</td><td>io: a &amp; b</td>"), "{page}");
        assert!(!page.contains("Пропущены"), "an empty table is left out");
    }
}
