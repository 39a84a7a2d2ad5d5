//! How the time grows with the plan: as many elements a second for 100,000 rows as for 1,000, or something is quadratic.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;
use std::io::{Cursor, Write};
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use vekha_read::Limits;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEADER: [&str; 5] = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"];

/// Makes the file of a plan of so many rows or points.
type Plan = fn(usize) -> Vec<u8>;

/// Kinds of plans that grow, by name.
const PLANS: &[(&str, Plan)] = &[
    ("rows.docx", |count| word(&table((0..count).map(row)))),
    ("rows.txt", |count| text((0..count).map(row))),
    ("rows.xlsx", |count| sheet((0..count).map(row))),
    ("merges.docx", |count| word(&table((0..count).map(merged)))),
    ("points in a cell.docx", |count| word(&table([points(count)].into_iter()))),
    ("paragraphs.docx", |count| {
        word(&(0..count).map(|at| paragraph(&format!("{}. Смотр {at}. Срок: май", at + 1))).collect::<String>())
    }),
];

fn growth(criterion: &mut Criterion) {
    let limits = Limits::default();
    for (name, plan) in PLANS {
        let mut group = criterion.benchmark_group(*name);
        group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(1));
        for count in [1_000, 10_000, 100_000] {
            let bytes = plan(count);
            group.throughput(Throughput::Elements(count as u64));
            group.bench_function(count.to_string(), |bench| {
                bench.iter(|| {
                    let document =
                        vekha_read::read(black_box(&bytes), name, &limits).expect("a plan of our own is read");
                    vekha_roadmap::structure(&document).records.len()
                });
            });
        }
        group.finish();
    }
}

fn row(at: usize) -> [String; 5] {
    let months = ["январь", "февраль", "март", "до 1 июня", "III квартал", "ежегодно"];
    let parties = ["Отдел культуры", "Директор библиотеки", "Сидорова А.Б."];
    let (month, party) = (months[at % months.len()], parties[at % parties.len()]);
    [format!("{}.", at + 1), format!("Провести смотр № {at}"), month.into(), party.into(), format!("Отчёт {at}")]
}

/// Every fifth row begins a merge of the parties.
fn merged(at: usize) -> [String; 5] {
    let [number, title, dates, party, result] = row(at);
    let merge = if at.is_multiple_of(5) { format!("^{party}") } else { "^".to_owned() };
    [number, title, dates, merge, result]
}

/// A row with a cell of so many points.
fn points(count: usize) -> [String; 5] {
    let points = (0..count).map(|at| format!("- смотр {at};")).collect::<Vec<_>>().join("\n");
    ["1.".into(), points, "май".into(), "Директор".into(), "Отчёт".into()]
}

fn text(rows: impl Iterator<Item = [String; 5]>) -> Vec<u8> {
    let lines = [HEADER.join("\t")].into_iter().chain(rows.map(|cells| cells.join("\t")));
    format!("План мероприятий на 2025 год\n\n{}\n", lines.collect::<Vec<_>>().join("\n")).into_bytes()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn table(rows: impl Iterator<Item = [String; 5]>) -> String {
    let cell = |text: &String| match text.strip_prefix('^') {
        Some("") => format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", paragraph("")),
        Some(text) => format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", paragraph(text)),
        None => format!("<w:tc>{}</w:tc>", text.split('\n').map(paragraph).collect::<String>()),
    };
    let row = |cells: [String; 5]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    let rows = [HEADER.map(str::to_owned)].into_iter().chain(rows).map(row);
    format!("{}<w:tbl>{}</w:tbl>", paragraph("План мероприятий на 2025 год"), rows.collect::<String>())
}

fn word(body: &str) -> Vec<u8> {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    zipped(&[("word/document.xml", &format!("<w:document {names}><w:body>{body}</w:body></w:document>"))])
}

fn sheet(rows: impl Iterator<Item = [String; 5]>) -> Vec<u8> {
    let cell = |at: usize, column: char, text: &str| {
        format!("<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = |(index, cells): (usize, [String; 5])| {
        let at = index + 1;
        let cells: String = "ABCDE".chars().zip(&cells).map(|(column, text)| cell(at, column, text)).collect();
        format!("<row r=\"{at}\">{cells}</row>")
    };
    let rows: String = [HEADER.map(str::to_owned)].into_iter().chain(rows).enumerate().map(row).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    zipped(&[
        (
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}/relationships\">\
                 <Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">\
                 <sheets><sheet name=\"План\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}/relationships\">\
                 <Relationship Id=\"a\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes any file");
        archive.write_all(text.as_bytes()).expect("memory takes any file");
    }
    archive.finish().expect("memory takes any file").into_inner()
}

criterion_group!(benches, growth);
criterion_main!(benches);
