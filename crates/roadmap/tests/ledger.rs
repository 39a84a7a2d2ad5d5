//! The ledger: every non-blank character of a document stands in exactly one entry.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use vekha_roadmap::explain;
use vekha_roadmap::model::{
    Activity, Block, Cell, Class, Document, FieldName, Format, Ledger, Paragraph, Part, Place, Row, Step, Table,
    Vertical,
};

fn document(blocks: Vec<Block>) -> Document {
    Document {
        id: "a".into(),
        name: "a.docx".into(),
        format: Format::Docx,
        encoding: None,
        blocks,
        deleted_characters: 0,
        hidden_characters: 0,
        markup_characters: 0,
        notes: Vec::new(),
    }
}

/// What is wrong with a document's ledger, every fault of it.
fn faults(document: &Document) -> Vec<String> {
    let explained = explain(document);
    let mut faults = Vec::new();
    let mut classes: BTreeMap<(&[Step], usize), &Class> = BTreeMap::new();
    for entry in &explained.ledger.entries {
        let Some(span) = entry.place.span else {
            faults.push(format!("{}: no characters", entry.place));
            continue;
        };
        for at in span.start..span.end {
            if classes.insert((&entry.place.steps, at), &entry.class).is_some() {
                faults.push(format!("{}: character {at} stands twice", entry.place));
            }
        }
    }
    let mut characters = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        for (place, text) in block.texts(&document.place(index)) {
            for (at, c) in text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
                characters += 1;
                if !classes.contains_key(&(&place.steps, at)) {
                    faults.push(format!("{place}: character {at} `{c}` stands nowhere"));
                }
            }
        }
    }
    if characters != explained.ledger.characters() {
        faults.push(format!("{characters} characters, {} in the ledger", explained.ledger.characters()));
    }
    for (index, activity) in explained.roadmap.activities.iter().enumerate() {
        sources(document, index + 1, activity, &classes, &mut faults);
    }
    faults
}

/// The places that a field was read from are that field's in the ledger: the activity's own, or those it shares.
fn sources(
    document: &Document,
    number: usize,
    activity: &Activity,
    classes: &BTreeMap<(&[Step], usize), &Class>,
    faults: &mut Vec<String>,
) {
    for (name, places) in &activity.source {
        for place in places {
            let Some(span) = place.span else { continue };
            let words: Vec<char> =
                document.words_at(&Place { span: None, ..place.clone() }).unwrap_or_default().chars().collect();
            for at in (span.start..span.end).filter(|&at| words.get(at).is_some_and(|c| !c.is_whitespace())) {
                let class = classes.get(&(&place.steps[..], at)).copied();
                if !class.is_some_and(|class| fits(name, number, class)) {
                    faults.push(format!("{place}: {name} of {number} is {class:?} at {at}"));
                }
            }
        }
    }
}

fn fits(field: &str, number: usize, class: &Class) -> bool {
    match (field, class) {
        // A month over its rows, a body over its column, a merged cell: the words have their place already.
        (_, Class::Heading | Class::Header | Class::Title | Class::Dropped(_)) => true,
        ("number", Class::Number(of)) => of.is_some(),
        ("title" | "items", Class::Field(of, FieldName::Title)) => *of <= number,
        ("title" | "items", Class::Number(_)) => true,
        // In a ragged table a merged cell stands under one column above and under another below.
        (field, Class::Field(of, name)) => name.to_string() == field || *of != number || field.starts_with("fields."),
        _ => false,
    }
}

#[test]
fn every_character_of_the_samples_stands_in_exactly_one_entry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let document = vekha_read::read(&bytes, &name, &vekha_read::Limits::default()).unwrap();
        wrong.extend(faults(&document).into_iter().take(5).map(|fault| format!("{name}: {fault}")));
    }
    assert_eq!(wrong, [""; 0]);
}

/// The entries of one class, with their words.
fn of(document: &Document, ledger: &Ledger, class: &str) -> Vec<String> {
    let entries = ledger.entries.iter().filter(|entry| entry.class.to_string() == class);
    entries.map(|entry| document.words_at(&entry.place).expect("an entry stands in the document")).collect()
}

fn plain(rows: &[&str]) -> Block {
    let row = |line: &&str| Row {
        cells: line.split('|').map(|cell| Cell::of(&cell.trim().replace('⏎', "\n"))).collect(),
        ..Row::default()
    };
    Block::Table(Table { rows: rows.iter().map(row).collect(), ..Table::default() })
}

#[test]
fn each_class_of_words_has_its_own_entries() {
    let paragraph = |text: &str| Block::Paragraph(Paragraph::of(text));
    let document = document(vec![
        paragraph("Приложение"),
        paragraph("к приказу отдела культуры"),
        paragraph("от 03.02.2021 № 15"),
        paragraph("План уборки снега на 2021 год"),
        plain(&[
            "№|Мероприятие|Срок|Ответственный",
            "I. Дворы|||",
            "1.|Расчистка:⏎1.1. Дорожки;⏎1.2. Ступени|март|Завуч",
            "2.|Вывоз снега:⏎– со двора;⏎– с улицы|апрель|Завуч",
            "3.|||",
            "(в ред. приказа от 01.02.2022 № 15)|||",
        ]),
        paragraph("Просим сообщить об итогах."),
        Block::Paragraph(Paragraph { part: Part::PageMargin, ..Paragraph::of("Страница") }),
    ]);
    assert_eq!(faults(&document), [""; 0]);
    let ledger = explain(&document).ledger;
    let cases: &[(&str, &[&str])] = &[
        ("preamble", &["Приложение"]),
        ("order", &["03.02.2021 № 15"]),
        ("title", &["План уборки снега на 2021 год"]),
        ("header", &["№", "Мероприятие", "Срок", "Ответственный"]),
        ("heading", &["I. Дворы"]),
        ("number 1", &["1."]),
        ("number 2", &["1.1."]),
        ("number 3", &["1.2."]),
        ("field 1 title", &["Расчистка:"]),
        ("field 2 title", &["Дорожки;"]),
        ("field 2 schedule", &["март"]),
        ("field 3 title", &["Ступени"]),
        ("field 4 title", &["Вывоз снега:\n– со двора;\n– с улицы"]),
        ("dropped: empty numbered row", &["3."]),
        ("note", &["(в ред. приказа от 01.02.2022 № 15)"]),
        ("closing", &["Просим сообщить об итогах."]),
        ("page_margin", &["Страница"]),
        ("leftover", &[]),
    ];
    let got: Vec<_> = cases.iter().map(|(class, _)| (*class, of(&document, &ledger, class))).collect();
    let expected: Vec<_> = cases
        .iter()
        .map(|(class, words)| (*class, words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(got, expected);
}

/// Words of plans and of anything: odd blanks, signs that combine, letters beyond the first plane.
fn text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        " ",
        "№",
        "Мероприятие",
        "Срок",
        "Ответственный",
        "Результат",
        "1",
        "1.",
        "2.1.",
        "1.1. Смотр\n1.2. Ярмарка",
        "Смотр песни",
        "и танца",
        "май",
        "до 1 июля",
        "Директор школы",
        "Итого",
        "I. Кадры",
        "+",
        "- один\n- два",
        "ЯНВАРЬ",
        "УТВЕРЖДАЮ",
        "от 03.02.2021 № 15",
        "План работы на 2021 год",
        "(в ред. приказа от 01.02.2021 № 1)",
        "____ И.И. Чагина",
        "Провести:",
        "отдел куль-\nтуры",
        "2022",
        "с",
        "по",
        "\u{a0}",
        "\u{200b}",
        "е\u{301}",
        "𝔘",
        "1)\tа",
        "•",
        "* сноска",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    (text(), 0..3_usize, any::<bool>(), 0..8_u8).prop_map(|(text, label, bold, part)| Paragraph {
        label: label.min(text.chars().count()),
        text,
        bold,
        part: match part {
            0 => Part::Footnote,
            1 => Part::PageMargin,
            2 => Part::TextBox,
            _ => Part::Body,
        },
        ..Paragraph::default()
    })
}

fn table(inner: impl Strategy<Value = Block> + Clone + 'static) -> impl Strategy<Value = Block> {
    let vertical = prop::sample::select(vec![Vertical::Single, Vertical::Single, Vertical::Start, Vertical::Continue]);
    let cell = (0..4_usize, vertical, prop::collection::vec(inner, 0..3))
        .prop_map(|(colspan, vertical, blocks)| Cell { colspan, vertical, blocks });
    let row = (0..2_usize, 0..2_usize, prop::collection::vec(cell, 0..6)).prop_map(|(before, after, cells)| Row {
        before,
        after,
        header: false,
        cells,
    });
    (any::<bool>(), prop::collection::vec(row, 0..7))
        .prop_map(|(merges, rows)| Block::Table(Table { name: None, merges, rows }))
}

/// A plan as people write it, with random words in its rows.
fn plan() -> impl Strategy<Value = Block> {
    prop::collection::vec(prop::collection::vec(text(), 4..=4), 1..7).prop_map(|rows| {
        let row = |cells: Vec<&str>| Row { cells: cells.into_iter().map(Cell::of).collect(), ..Row::default() };
        let header = row(vec!["№", "Мероприятие", "Срок", "Ответственный"]);
        let rows = rows.iter().map(|cells| row(cells.iter().map(String::as_str).collect()));
        Block::Table(Table { rows: std::iter::once(header).chain(rows).collect(), ..Table::default() })
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = paragraph().prop_map(Block::Paragraph).boxed();
    let nested = prop_oneof![6 => leaf.clone(), 1 => table(leaf.clone()), 1 => plan()].boxed();
    prop_oneof![3 => leaf, 2 => table(nested), 2 => plan()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn every_character_of_any_document_stands_in_exactly_one_entry(blocks in prop::collection::vec(block(), 0..6)) {
        let faults = faults(&document(blocks));
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }
}
