use super::{Docx, p, r, tbl, tc, tr};

fn deleted(text: &str) -> String {
    format!(r#"<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>"#)
}

#[test]
fn deleted_words_are_left_out_and_counted() {
    let docx = Docx::body(&format!("<w:p>{}{}<w:ins>{}</w:ins></w:p>", r("до "), deleted("мая"), r("июня")));
    assert_eq!(docx.lines(), ["до июня"]);
    assert_eq!(docx.document().deleted_characters, 3);
}

#[test]
fn moved_words_stand_where_they_were_moved_to() {
    let from = format!("<w:moveFrom>{}</w:moveFrom>", r("май"));
    let to = format!("<w:moveTo>{}</w:moveTo>", r("май"));
    let docx = Docx::body(&format!("<w:p>{from}{}{to}</w:p>", r("июнь, ")));
    assert_eq!(docx.lines(), ["июнь, май"]);
}

#[test]
fn a_paragraph_with_a_deleted_mark_joins_the_next() {
    let mark = |change: &str| format!("<w:pPr><w:jc w:val=\"center\"/><w:rPr><w:{change}/></w:rPr></w:pPr>");
    for change in ["del", "moveFrom"] {
        let docx = Docx::body(&(format!("<w:p>{}{}</w:p>", mark(change), r("до 1 ")) + &p("мая") + &p("июнь")));
        assert_eq!(docx.lines(), ["до 1 мая", "июнь"]);
    }
}

#[test]
fn a_wholly_deleted_paragraph_leaves_no_line() {
    let paragraph = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", deleted("старое"));
    let table = tbl(&[tr("", &[tc("", "а")])]);
    let docx = Docx::body(&(p("План") + &paragraph + &table + &paragraph));
    assert_eq!(docx.lines(), ["План", "| а |"]);
    assert_eq!(docx.document().deleted_characters, 12);
}

#[test]
fn deleted_rows_and_cells_are_left_out_and_counted() {
    let rows = [
        tr("<w:del/>", &[tc("", "старая"), tc("", "строка")]),
        tr("<w:ins/>", &[tc("", "а"), tc("<w:cellDel/>", "б"), tc("<w:cellIns/>", "в")]),
    ];
    let docx = Docx::body(&tbl(&rows));
    assert_eq!(docx.lines(), ["| а | в |"]);
    assert_eq!(docx.document().deleted_characters, 13);
}

#[test]
fn a_table_whose_rows_are_all_deleted_is_gone() {
    let docx = Docx::body(&(p("а") + &tbl(&[tr("<w:del/>", &[tc("", "б")])]) + &p("в")));
    assert_eq!(docx.lines(), ["а", "в"]);
}

#[test]
fn former_formatting_does_not_count() {
    let paragraph = r#"<w:p><w:pPr><w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange></w:pPr>
      <w:r><w:rPr><w:rPrChange><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>а</w:t></w:r></w:p>"#;
    let cell = r#"<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>"#;
    let row = "<w:trPrChange><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>";
    let docx = Docx::body(&(paragraph.to_owned() + &tbl(&[tr(row, &[tc(cell, "б")])])));
    assert_eq!(docx.lines(), ["а", "| б |"]);
}

fn hidden(text: &str) -> String {
    format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn hidden_words_are_left_out_counted_and_noted_once() {
    let docx = Docx::body(&format!("<w:p>{}{}</w:p><w:p>{}</w:p>", r("май"), hidden("тайна"), hidden("ещё")));
    assert_eq!(docx.lines(), ["май", ""]);
    assert_eq!(docx.document().hidden_characters, 8);
    assert_eq!(docx.notes(), ["hidden_text"]);
}

#[test]
fn words_are_hidden_by_styles_too_and_shown_again() {
    let styles = r#"<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>
                    <w:style w:type="paragraph" w:styleId="p"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let run = |more: &str| format!("<w:r><w:rPr>{more}</w:rPr><w:t>а</w:t></w:r>");
    let in_style = r#"<w:rStyle w:val="h"/>"#;
    let shown = r#"<w:rStyle w:val="h"/><w:vanish w:val="0"/>"#;
    let body = format!(
        r#"<w:p>{}{}{}</w:p><w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>{}</w:p>{}"#,
        run(in_style),
        run(shown),
        r("б"),
        run(""),
        p("в")
    );
    let docx = Docx::body(&body).styles(styles);
    assert_eq!(docx.lines(), ["аб", "в"]);
    assert_eq!(docx.document().hidden_characters, 2);
}

#[test]
fn a_heading_with_a_hidden_mark_runs_into_the_text() {
    let heading = format!(
        r#"<w:p><w:pPr><w:outlineLvl w:val="0"/><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{}</w:p>"#,
        r("Цель.")
    );
    assert_eq!(Docx::body(&(heading + &p(" Провести смотр"))).lines(), ["Цель. Провести смотр {h1}"]);
}

#[test]
fn a_hidden_row_is_left_out_and_counted() {
    let docx = Docx::body(&tbl(&[tr("<w:hidden/>", &[tc("", "нет")]), tr("", &[tc("", "да")])]));
    assert_eq!(docx.lines(), ["| да |"]);
    assert_eq!(docx.document().hidden_characters, 3);
}
