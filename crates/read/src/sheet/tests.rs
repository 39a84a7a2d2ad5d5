use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use vekha_model::{Block, Cell, Document, Format, Vertical};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Limits, ReadError, read};

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(text.as_bytes()).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// A workbook of sheets: a name, a state, the inside of `worksheet`.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let formats = r#"<cellXfs count="5"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/>
        <xf numFmtId="170" fontId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" applyFont="1"/>
        <xf numFmtId="0" fontId="0" applyAlignment="1"><alignment horizontal="left" indent="2"/></xf></cellXfs>"#;
    workbook_with(sheets, formats, "")
}

/// A workbook whose cells may have these formats, with these properties.
fn workbook_with(sheets: &[(&str, &str, &str)], formats: &str, properties: &str) -> Vec<u8> {
    let (mut list, mut links) = (String::new(), String::new());
    for (at, (name, state, _)) in sheets.iter().enumerate() {
        write!(list, r#"<sheet name="{name}" sheetId="{0}" state="{state}" r:id="r{0}"/>"#, at + 1).expect("a string");
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        write!(links, r#"<Relationship Id="r{0}" Type="{kind}" Target="worksheets/s{0}.xml"/>"#, at + 1)
            .expect("a string");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book =
        format!(r#"<workbook xmlns="{main}" xmlns:r="{relations}">{properties}<sheets>{list}</sheets></workbook>"#);
    let links = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    );
    let styles = format!(
        r#"<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="170" formatCode="mmmm\ yyyy\ &quot;г.&quot;"/></numFmts>
        <fonts count="2"><font/><font><b/></font></fonts>
        {formats}</styleSheet>"#
    );
    let sheets: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, _, inside))| {
            (format!("xl/worksheets/s{}.xml", at + 1), format!(r#"<worksheet xmlns="{main}">{inside}</worksheet>"#))
        })
        .collect();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let package = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{office}" Target="xl/workbook.xml"/></Relationships>"#
    );
    let mut parts = vec![
        ("_rels/.rels", package.as_str()),
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/styles.xml", &styles),
    ];
    parts.extend(sheets.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zipped(&parts)
}

/// A cell of words.
fn words(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
        <office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>
        </style:style></office:automatic-styles>
        <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A line a row, after `= ` and the sheet's name: ` | ` between cells, `2×` for two columns, `v` and `^` for vertical merges.
fn lines(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        lines.push(format!("= {}", table.name.as_deref().unwrap_or_default()));
        lines.extend(table.rows.iter().map(|row| row.cells.iter().map(shown).collect::<Vec<_>>().join(" | ")));
    }
    lines.extend(document.notes.iter().map(ToString::to_string));
    lines.join("\n")
}

fn shown(cell: &Cell) -> String {
    let span = if cell.colspan > 1 { format!("{}×", cell.colspan) } else { String::new() };
    let merge = match cell.vertical {
        Vertical::Single => "",
        Vertical::Start => "v",
        Vertical::Continue => "^",
    };
    format!("{span}{merge}{}", cell.text().replace('\n', "⏎"))
}

fn document(bytes: &[u8]) -> Document {
    read(bytes, "plan.xlsx", &Limits::default()).expect("the sheets are read")
}

fn refused(bytes: &[u8]) -> ReadError {
    read(bytes, "plan.xlsx", &Limits::default()).expect_err("the file is refused")
}

#[test]
fn each_visible_sheet_is_a_table_with_its_name() {
    let sheet = |text: &str| format!("<sheetData><row r=\"2\">{}</row></sheetData>", words("B2", text));
    let book = workbook(&[
        ("План", "visible", &sheet("первый")),
        ("Черновик", "hidden", &sheet("второй")),
        ("Итоги", "visible", &sheet("третий")),
        ("Пустой", "visible", "<sheetData/>"),
    ]);
    assert_eq!(document(&book).format, Format::Xlsx);
    insta::assert_snapshot!(lines(&document(&book)), @r"
    = План
    первый
    = Итоги
    третий
    hidden_sheet: sheet `Черновик` is hidden and left out
    ");
}

#[test]
fn numbers_and_dates_of_a_workbook_look_as_in_the_sheet() {
    let rows = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2.5</v></c><c r="C1" s="1"><v>45901</v></c>
        <c r="D1" s="2"><v>45901</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#REF!</v></c></row></sheetData>"#;
    let book = workbook(&[("План", "visible", rows)]);
    insta::assert_snapshot!(lines(&document(&book)), @r"
    = План
    1 | 2.5 | 01.09.2025 | сентябрь 2025 г. | ИСТИНА | #REF!
    ");
}

#[test]
fn merged_cells_and_bold_words_of_a_workbook_are_kept() {
    let bold = r#"<c r="A1" s="3" t="inlineStr"><is><t>План</t></is></c>"#;
    let inside = format!(
        "<sheetData><row r=\"1\">{bold}</row><row r=\"2\">{}{}</row><row r=\"3\">{}</row></sheetData>
        <mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A3\"/></mergeCells>",
        words("A2", "1."),
        words("B2", "а\nб"),
        words("B3", "в")
    );
    let document = document(&workbook(&[("План", "visible", &inside)]));
    insta::assert_snapshot!(lines(&document), @r"
    = План
    2×План
    v1. | а⏎б
    ^ | в
    ");
    let Block::Table(table) = &document.blocks[0] else { panic!("a table") };
    assert!(table.merges);
    assert!(table.rows[0].cells[0].paragraphs().all(|paragraph| paragraph.bold));
    assert!(table.rows[1].cells[1].paragraphs().all(|paragraph| !paragraph.bold));
}

#[test]
fn rows_and_columns_hidden_by_hand_are_left_out_and_counted_and_folded_ones_are_read() {
    let row = |number: u32, attributes: &str, text: &str| {
        let (first, second) = (words(&format!("A{number}"), text), words(&format!("C{number}"), "да"));
        format!("<row r=\"{number}\" {attributes}>{first}{second}{}</row>", words(&format!("B{number}"), "было"))
    };
    let inside = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>{}{}{}{}</sheetData><autoFilter ref=\"A4:C4\"/>",
        row(1, "", "видно"),
        row(2, "hidden=\"1\"", "скрыто"),
        row(3, "hidden=\"1\" outlineLevel=\"1\"", "свёрнуто"),
        row(4, "hidden=\"1\"", "отобрано"),
    );
    let document = document(&workbook(&[("План", "visible", &inside)]));
    insta::assert_snapshot!(lines(&document), @r"
    = План
    видно |  | да
     |  | 
    свёрнуто |  | да
    отобрано |  | да
    hidden_rows: 24 characters in hidden rows or columns of sheet `План` are left out
    folded_rows: 2 rows of sheet `План`, filtered out or in a collapsed group, are read
    ");
    assert_eq!(document.hidden_characters, 24);
}

#[test]
fn indented_words_and_groups_below_their_summary_begin_with_blanks() {
    let indented = r#"<c r="A2" s="4" t="inlineStr"><is><t>Отступ</t></is></c>"#;
    let inside = |outline: &str| {
        format!(
            "<sheetPr>{outline}</sheetPr><sheetData><row r=\"1\">{}</row><row r=\"2\">{indented}</row>
            <row r=\"3\" outlineLevel=\"1\"><c r=\"A3\"><v>1</v></c>{}{}</row></sheetData>",
            words("A1", "Этап"),
            words("B3", "Шаг"),
            words("C3", "май")
        )
    };
    let above = document(&workbook(&[("П", "visible", &inside("<outlinePr summaryBelow=\"0\"/>"))]));
    insta::assert_snapshot!(lines(&above), @r"
    = П
    Этап |  | 
          Отступ |  | 
    1 |    Шаг | май
    ");
    let below = document(&workbook(&[("П", "visible", &inside(""))]));
    assert!(lines(&below).contains("1 | Шаг | май"));
}

#[test]
fn dates_look_as_in_the_sheet_in_every_built_in_format_and_in_both_date_systems() {
    let styles = |ids: &[u16]| {
        let formats: String = ids.iter().map(|id| format!("<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>")).collect();
        format!("<cellXfs count=\"{}\">{formats}</cellXfs>", ids.len())
    };
    let ids = [14, 15, 16, 17, 18, 20, 22, 0, 9, 10, 3];
    let cells: String = (0..ids.len())
        .map(|at| {
            let value = if ids[at] == 9 || ids[at] == 10 { "0.5" } else { "45901.5" };
            format!("<c r=\"{}1\" s=\"{at}\"><v>{value}</v></c>", (b'A' + at as u8) as char)
        })
        .collect();
    let sheet = format!("<sheetData><row r=\"1\">{cells}</row></sheetData>");
    let book = workbook_with(&[("П", "visible", &sheet)], &styles(&ids), "");
    insta::assert_snapshot!(lines(&document(&book)), @r"
    = П
    01.09.2025 | 1-сен-25 | 1-сен | сен-25 | 12:00 | 12:00 | 01.09.2025 12:00 | 45901.5 | 50% | 50.00% | 45902
    ");
    let old = workbook_with(&[("П", "visible", &sheet)], &styles(&ids), "<workbookPr date1904=\"1\"/>");
    // Days are counted from 1 January 1904 there, four years and a day later.
    assert!(lines(&document(&old)).contains("\n02.09.2029 | "), "{}", lines(&document(&old)));
}

#[test]
fn a_cell_in_the_last_corner_is_cheap() {
    let rows = format!("<sheetData><row r=\"1048576\">{}</row></sheetData>", words("XFD1048576", "конец"));
    let far = document(&workbook(&[("План", "visible", &rows)]));
    insta::assert_snapshot!(lines(&far), @r"
    = План
    конец
    ");
}

#[test]
fn an_open_document_shows_its_words_spans_and_repeats() {
    let tables = r#"<table:table table:name="План">
        <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Мера<text:s text:c="2"/>и срок</text:p></table:table-cell>
          <table:covered-table-cell/><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell table:number-rows-spanned="2" table:style-name="x"><text:p>1.</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2025-09-01"><text:p>сентябрь
            2025</text:p><text:p>и далее</text:p></table:table-cell>
          <table:table-cell table:number-columns-repeated="2"><text:p>да &amp; нет</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:covered-table-cell/>
          <table:table-cell office:value-type="float" office:value="3"><office:annotation><text:p>заметка</text:p></office:annotation></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        </table:table>
        <table:table table:name="Скрытый" table:style-name="ta2"><table:table-row><table:table-cell><text:p>нет</text:p></table:table-cell></table:table-row></table:table>"#;
    let document = document(&ods(tables));
    assert_eq!(document.format, Format::Ods);
    insta::assert_snapshot!(lines(&document), @r"
    = План
    2×Мера  и срок |  | 
    v1. | сентябрь 2025⏎и далее | да & нет | да & нет
    ^ | 3 |  | 
     | 3 |  | 
    hidden_sheet: sheet `Скрытый` is hidden and left out
    ");
}

#[test]
fn repeats_and_spans_without_end_do_not_fill_memory() {
    let row = |attributes: &str| {
        format!(
            r#"<table:table table:name="S"><table:table-row {attributes}><table:table-cell table:number-columns-repeated="9000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#
        )
    };
    assert_eq!(refused(&ods(&row(r#"table:number-rows-repeated="9000000""#))).code(), "too_large");
    assert_eq!(refused(&ods(&row(r#"table:number-rows-repeated="4000""#))).code(), "too_large");
    let span = r#"<table:table><table:table-row><table:table-cell table:number-rows-spanned="2000000000" table:number-columns-spanned="2000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(lines(&document(&ods(span))), "= \nx");
}

#[test]
fn a_workbook_that_inflates_like_a_bomb_is_refused() {
    let rows = format!("<sheetData>{}</sheetData>", " ".repeat(17 << 20));
    assert_eq!(refused(&workbook(&[("План", "visible", &rows)])).code(), "ratio");
    let limits = Limits { zip_entries: 2, ..Limits::default() };
    let book = workbook(&[("План", "visible", "<sheetData/>")]);
    assert_eq!(read(&book, "plan.xlsx", &limits).expect_err("too many parts").code(), "too_large");
    let limits = Limits { cells: 2, ..Limits::default() };
    let row = format!(
        "<sheetData><row r=\"1\">{}{}{}</row></sheetData>",
        words("A1", "а"),
        words("B1", "б"),
        words("C1", "в")
    );
    assert_eq!(
        read(&workbook(&[("План", "visible", &row)]), "plan.xlsx", &limits).expect_err("too many cells").code(),
        "too_large"
    );
}

#[test]
fn a_damaged_sheet_is_noted_and_the_others_are_read() {
    let good = format!("<sheetData><row r=\"1\">{}</row></sheetData>", words("A1", "а"));
    let book = workbook(&[("Хороший", "visible", &good), ("Плохой", "visible", "<sheetData><row r=\"1\"><c r=\"A1\"")]);
    let document = document(&book);
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(document.notes.iter().map(|note| note.code.as_str()).collect::<Vec<_>>(), ["unread_sheet"]);
    assert_eq!(refused(&workbook(&[("Плохой", "visible", "<sheetData><row")])).code(), "damaged");
}

#[test]
fn hostile_cells_do_not_make_the_reader_panic() {
    let cells = [
        r#"<c r="A1" t="s"><v>99999999</v></c>"#,
        r#"<c r="A1" t="s"><v>-1</v></c>"#,
        r#"<c r="ZZZZZZZZZZZZ1" t="inlineStr"><is><t>а</t></is></c>"#,
        r#"<c r="A99999999999999999999" t="inlineStr"><is><t>а</t></is></c>"#,
        r#"<c r="A4294967295" t="inlineStr"><is><t>а</t></is></c>"#,
        r#"<c r="A0" t="inlineStr"><is><t>а</t></is></c>"#,
        r#"<c r="" t="inlineStr"><is><t>а</t></is></c>"#,
        r#"<c r="A1" s="4294967295"><v>1</v></c>"#,
        r#"<c r="A1" s="1"><v>1e308</v></c>"#,
        r#"<c r="A1" s="1"><v>-1e308</v></c>"#,
        r#"<c r="A1" s="1"><v>NaN</v></c>"#,
        r#"<c r="A1" t="d"><v>9999-99-99</v></c>"#,
        r#"<c r="A1" t="?"><v>1</v></c>"#,
        r#"<c r="A1"><f t="shared" si="4294967295" ref="A1:ZZZZ9">A1</f><v>1</v></c>"#,
    ];
    for cell in cells {
        for row in ["1", "0", "1048577", "4294967295", "99999999999"] {
            let merge = r#"<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/><mergeCell ref="A1:A4294967295"/></mergeCells>"#;
            let rows =
                format!(r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="{row}">{cell}</row></sheetData>{merge}"#);
            let _ = read(&workbook(&[("План", "visible", &rows)]), "plan.xlsx", &Limits::default());
        }
    }
}

/// A BIFF8 workbook of one sheet with these records.
fn biff(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let bound = |start: u32| (0x0085, [&start.to_le_bytes()[..], &[0, 0, 4, 1], &utf_16("План")].concat());
    let globals = |start| {
        vec![
            (0x0809, vec![0, 6, 5, 0]),
            bound(start),
            // The shared string «Мероприятие» goes on in a CONTINUE record.
            (0x00fc, [&[1, 0, 0, 0, 1, 0, 0, 0, 11, 0, 1][..], &utf_16("Мероп")].concat()),
            (0x003c, [&[1][..], &utf_16("риятие")].concat()),
            (0x00e0, vec![0, 0, 0, 0]),
            (0x00e0, vec![0, 0, 14, 0]),
            (0x000a, vec![]),
        ]
    };
    let start = stream(&globals(0)).len() as u32;
    compound(
        &[
            stream(&globals(start)),
            stream(&[(0x0809, vec![0, 6, 16, 0])]),
            stream(records),
            stream(&[(0x000a, vec![])]),
        ]
        .concat(),
    )
}

fn stream(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record =
        |(kind, bytes): &(u16, Vec<u8>)| [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat();
    records.iter().flat_map(record).collect()
}

fn compound(workbook: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    file.create_stream("/Workbook").expect("in memory").write_all(workbook).expect("in memory");
    file.into_inner().into_inner()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The head of a cell's record: row, column, style; then its value.
fn at(row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &style.to_le_bytes(), value].concat()
}

#[test]
fn an_old_workbook_shows_texts_numbers_dates_and_merges() {
    let text = [&[3, 0, 1][..], &utf_16("май")].concat();
    let records = [
        (0x00fd, at(1, 0, 0, &[0, 0, 0, 0])),
        (0x0203, at(1, 1, 1, &45_901.0_f64.to_le_bytes())),
        (0x027e, at(1, 2, 0, &(7_u32 << 2 | 2).to_le_bytes())),
        (0x0204, at(2, 1, 0, &text)),
        (0x0006, at(2, 2, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0])),
        (0x0207, text.clone()),
        (0x0205, at(3, 0, 0, &[0x17, 1])),
        (0x00e5, [1_u16, 1, 2, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect()),
    ];
    let document = document(&biff(&records));
    assert_eq!(document.format, Format::Xls);
    insta::assert_snapshot!(lines(&document), @r"
    = План
    vМероприятие | 01.09.2025 | 7
    ^ | май | май
    #REF! |  | 
    ");
}

#[test]
fn an_old_workbook_with_a_password_is_refused() {
    assert_eq!(refused(&compound(&stream(&[(0x002f, vec![0; 6])]))).code(), "encrypted");
}

/// An XLSB record.
fn binary(kind: u32, bytes: &[u8]) -> Vec<u8> {
    let low = (kind & 0x7f) as u8;
    let head = if kind > 0x7f { vec![low | 0x80, (kind >> 7) as u8] } else { vec![low] };
    [&head[..], &[bytes.len() as u8], bytes].concat()
}

fn counted(text: &str) -> Vec<u8> {
    [&(text.encode_utf16().count() as u32).to_le_bytes()[..], &utf_16(text)].concat()
}

#[test]
fn a_binary_workbook_shows_texts_numbers_and_merges() {
    let bundle = [&0_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &counted("r1"), &counted("План")].concat();
    let cell = |column: u32, value: &[u8]| [&column.to_le_bytes()[..], &0_u32.to_le_bytes(), value].concat();
    let sheet = [
        binary(0, &1_u32.to_le_bytes()),
        binary(7, &cell(0, &0_u32.to_le_bytes())),
        binary(5, &cell(1, &2.5_f64.to_le_bytes())),
        binary(0, &2_u32.to_le_bytes()),
        binary(6, &cell(1, &counted("май"))),
        binary(176, &[1_u32, 2, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>()),
        binary(146, &[]),
    ];
    let strings = binary(19, &[&[0][..], &counted("Срок")].concat());
    let links = r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 4] = [
        ("xl/workbook.bin", &binary(156, &bundle)),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    let document = document(&zip.finish().expect("in memory").into_inner());
    assert_eq!(document.format, Format::Xlsb);
    insta::assert_snapshot!(lines(&document), @r"
    = План
    vСрок | 2.5
    ^ | май
    ");
}
