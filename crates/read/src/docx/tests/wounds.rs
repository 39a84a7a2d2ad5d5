use super::{Docx, SPACES, p, r, tbl, tc, tr};
use crate::docx::read;
use crate::{Limits, ReadError};

fn cut(body: &str) -> Docx {
    Docx::main(format!("<w:document {SPACES}><w:body>{body}"))
}

#[test]
fn a_text_that_breaks_off_is_read_as_far_as_it_goes() {
    let row = tr("", &[tc("", "а"), tc("", "б")]);
    let cases = [
        (p("План") + "<w:p><w:r><w:t>до 1 м", vec!["План", "до 1 м"]),
        (p("План") + "<w:p><w:r><w:t", vec!["План", ""]),
        (p("План") + &tbl(&[row]).replace("</w:tbl>", "<w:tr><w:tc><w:p"), vec!["План", "| а | б | / |  |"]),
    ];
    for (body, lines) in cases {
        let docx = cut(&body);
        assert_eq!(docx.lines(), lines);
        assert_eq!(docx.notes(), ["damaged_xml"]);
    }
}

#[test]
fn a_text_that_breaks_off_before_its_first_words_is_damaged() {
    for body in ["", "<w:p", "<w:p><w:pPr>", "<w:p><w:r><w:t>"] {
        assert_eq!(cut(body).error(), "damaged", "{body}");
    }
}

#[test]
fn tags_that_do_not_match_are_mended_and_noted() {
    let mended = vec!["damaged_xml".to_owned()];
    let cases = [
        ("<w:p><w:r><w:t>а</w:t></w:r></w:q></w:p><w:p><w:r><w:t>б</w:t></w:r></w:p>", vec!["а", "б"]),
        ("<w:p><w:r><w:t>а</w:t></w:p><w:p><w:r><w:t>б</w:t></w:r></w:p>", vec!["а", "б"]),
    ];
    for (body, lines) in cases {
        let docx = Docx::body(body);
        assert_eq!(
            (docx.lines(), docx.notes()),
            (lines.into_iter().map(str::to_owned).collect(), mended.clone()),
            "{body}"
        );
    }
}

#[test]
fn an_element_where_it_does_not_belong_loses_no_words() {
    let cases = [
        ("<w:tbl><w:tr><w:p><w:r><w:t>а</w:t></w:r></w:p><w:tc><w:p/></w:tc></w:tr></w:tbl>", vec!["а", "|  |"]),
        ("<w:tr><w:tc><w:p><w:r><w:t>а</w:t></w:r></w:p></w:tc></w:tr>", vec!["а"]),
        ("<w:r><w:t>а</w:t></w:r><w:t>б</w:t>", vec!["аб"]),
        ("<w:p><w:r><w:t>а</w:t></w:r><w:p><w:r><w:t>б</w:t></w:r></w:p></w:p>", vec!["а", "б"]),
        ("<w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:p>", vec!["", "|  |"]),
    ];
    for (body, lines) in cases {
        assert_eq!(Docx::body(body).lines(), lines, "{body}");
    }
}

#[test]
fn a_zip_file_cut_short_is_damaged() {
    let bytes = Docx::body(&p("а")).bytes();
    let error = read(&bytes[..bytes.len() - 30], "plan.docx", &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "damaged");
}

#[test]
fn broken_parts_beside_the_main_one_are_noted() {
    let docx = Docx::body(&p("а"))
        .part("word/styles.xml", "<w:styles><w:style")
        .part("word/numbering.xml", "")
        .relations(&[("r1", "styles", "styles.xml"), ("r2", "numbering", "numbering.xml")]);
    assert_eq!(docx.lines(), ["а"]);
    assert_eq!(docx.notes(), ["damaged_part", "damaged_part"]);
}

#[test]
fn entities_are_never_expanded() {
    let doctype = r#"<!DOCTYPE x [<!ENTITY lol "ха"><!ENTITY lol2 "&lol;&lol;&lol;"><!ENTITY f SYSTEM "file:///x">]>"#;
    let body = p("&lol2; &f; &amp;&lt; &#1078;&#x436;");
    let docx = Docx::main(format!("{doctype}<w:document {SPACES}><w:body>{body}</w:body></w:document>"));
    assert_eq!(docx.lines(), ["&lol2; &f; &< жж"]);
    assert_eq!(docx.notes(), ["doctype", "entity"]);
}

#[test]
fn what_nests_without_end_is_too_deep_and_does_not_overflow() {
    let nested = |open: &str, close: &str, times: usize| open.repeat(times) + &p("а") + &close.repeat(times);
    let table = nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 20_000);
    let control = nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 20_000);
    let text_box = nested("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 20_000);
    let unknown = format!("<w:p><w:r><w:t>{}", "<x>".repeat(100_000));
    let limits = Limits { ratio: 0.0, ..Limits::default() };
    for body in [&table, &control, &text_box, &unknown] {
        let error = read(&Docx::body(body).bytes(), "plan.docx", &limits).unwrap_err();
        assert_eq!(error.code(), "too_deep");
    }
    let careless = Limits { depth: usize::MAX, ..limits };
    assert_eq!(read(&Docx::body(&table).bytes(), "plan.docx", &careless).unwrap_err().code(), "too_deep");
    let deepest = nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 200);
    assert!(read(&Docx::body(&deepest).bytes(), "plan.docx", &careless).is_ok());
    let fine = nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60);
    assert_eq!(Docx::body(&fine).document().blocks.len(), 1);
}

#[test]
fn every_limit_is_asked() {
    let rows: Vec<String> = (0..20).map(|_| tr("", &[tc("", "а"), tc("", "б")])).collect();
    let bytes = Docx::body(&tbl(&rows)).styles(&"<w:style/>".repeat(50)).bytes();
    let default = Limits::default;
    let cases = [
        ("rows", Limits { rows: 19, ..default() }),
        ("cells", Limits { cells: 39, ..default() }),
        ("characters", Limits { characters: 30, ..default() }),
        ("part", Limits { part_bytes: 500, ..default() }),
        ("all parts", Limits { total_bytes: 600, ..default() }),
        ("entries", Limits { zip_entries: 1, ..default() }),
    ];
    let mut wrong = Vec::new();
    for (word, limits) in cases {
        match read(&bytes, "plan.docx", &limits) {
            Err(ReadError::TooLarge { what, .. }) if what.contains(word) => {}
            other => wrong.push((word, other.map(|document| document.blocks.len()))),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read(&bytes, "plan.docx", &default()).is_ok());
}

#[test]
fn a_part_that_inflates_like_a_bomb_is_refused() {
    let bytes = Docx::body(&p(&" ".repeat(17 << 20))).bytes();
    assert_eq!(read(&bytes, "plan.docx", &Limits::default()).unwrap_err().code(), "ratio");
}

#[test]
fn an_honest_table_of_empty_cells_is_no_bomb() {
    let borders = r#"<w:tcW w:w="340" w:type="dxa"/><w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>
        <w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>"#;
    let rows = vec![tr("", &vec![tc(borders, ""); 60]); 40];
    let bytes = Docx::body(&tbl(&rows)).bytes();
    let strict = Limits { ratio_from_bytes: 100 << 10, ..Limits::default() };
    assert_eq!(read(&bytes, "plan.docx", &strict).unwrap_err().code(), "ratio");
    let document = read(&bytes, "plan.docx", &Limits::default()).expect("the table is read");
    assert_eq!(document.tables().map(|(_, table)| (table.rows.len(), table.width())).collect::<Vec<_>>(), [(40, 60)]);
}

#[test]
fn numbers_that_grow_count_as_characters() {
    let level = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="30000"/>
      <w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%1%1%1%1%1%1%1%1"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
    let item = format!(r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#, r("а"));
    let bytes = Docx::body(&item.repeat(10)).numbering(level).bytes();
    let limits = Limits { characters: 1_000, ..Limits::default() };
    assert_eq!(read(&bytes, "plan.docx", &limits).unwrap_err().code(), "too_large");
}

#[test]
fn an_element_without_a_declared_prefix_is_taken_for_the_usual_one() {
    let docx = Docx::main("<w:document><w:body><w:p><w:r><w:t>а</w:t></w:r></w:p></w:body></w:document>");
    assert_eq!(docx.lines(), ["а"]);
}
