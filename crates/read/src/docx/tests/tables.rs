use super::{Docx, p, tbl, tc, tr};

#[test]
fn a_table_has_its_rows_and_cells() {
    let rows = [tr("<w:tblHeader/>", &[tc("", "№"), tc("", "Срок")]), tr("", &[tc("", "1"), tc("", "май")])];
    assert_eq!(Docx::body(&(p("План") + &tbl(&rows))).lines(), ["План", "H| № | Срок | / | 1 | май |"]);
}

#[test]
fn a_header_row_may_be_switched_off() {
    assert_eq!(Docx::body(&tbl(&[tr(r#"<w:tblHeader w:val="false"/>"#, &[tc("", "а")])])).lines(), ["| а |"]);
}

#[test]
fn merged_cells_keep_their_width_and_place() {
    let rows = [
        tr("", &[tc(r#"<w:gridSpan w:val="2"/>"#, "Раздел"), tc(r#"<w:vMerge w:val="restart"/>"#, "кто")]),
        tr("", &[tc("", "а"), tc("", "б"), tc("<w:vMerge/>", "")]),
        tr("", &[tc("", "в"), tc("", "г"), tc(r#"<w:vMerge w:val="continue"/>"#, "")]),
    ];
    assert_eq!(Docx::body(&tbl(&rows)).lines(), ["| 2×Раздел | ↓кто | / | а | б | ↑ | / | в | г | ↑ |"]);
}

#[test]
fn a_legacy_horizontal_merge_is_one_wide_cell() {
    let cells = [
        tc(r#"<w:hMerge w:val="restart"/>"#, "Раздел"),
        tc(r#"<w:gridSpan w:val="2"/><w:hMerge/>"#, ""),
        tc(r#"<w:hMerge w:val="continue"/>"#, "ещё"),
        tc("", "а"),
        tc("<w:hMerge/>", "сам"),
    ];
    assert_eq!(Docx::body(&tbl(&[tr("", &cells)])).lines(), ["| 4×Раздел ¶ ещё | а | сам |"]);
}

#[test]
fn columns_left_out_at_the_ends_of_a_row_are_counted() {
    let row = tr(r#"<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>"#, &[tc("", "а")]);
    assert_eq!(Docx::body(&tbl(&[row])).lines(), ["+2| а |+1"]);
}

#[test]
fn tables_nest() {
    let inner = tbl(&[tr("", &[tc("", "внутри")])]);
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", p("до"), p("после"));
    assert_eq!(Docx::body(&tbl(&[tr("", &[cell])])).lines(), ["| до ¶ | внутри | ¶ после |"]);
}

#[test]
fn rows_and_cells_may_stand_in_content_controls() {
    let sdt = |inside: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let custom = |inside: &str| format!(r#"<w:customXml w:element="x">{inside}</w:customXml>"#);
    let row = tr("", &[tc("", "а"), sdt(&tc(r#"<w:gridSpan w:val="2"/>"#, "б")), custom(&tc("", "в"))]);
    let docx = Docx::body(&sdt(&tbl(&[sdt(&row), custom(&tr("", &[tc("", "г")]))])));
    assert_eq!(docx.lines(), ["| а | 2×б | в | / | г |"]);
}

#[test]
fn measures_of_any_kind_do_not_matter() {
    let cell = r#"<w:tc><w:tcPr><w:tcW w:w="3.2cm" w:type="dxa"/><w:gridSpan w:val=""/></w:tcPr><w:p/></w:tc>"#;
    let table = format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w=""/><w:tblInd w:w="1e9"/></w:tblPr>
           <w:tblGrid><w:gridCol w:w="-5"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val=""/></w:trPr>{cell}</w:tr></w:tbl>"#
    );
    let docx = Docx::body(&table);
    assert_eq!(docx.lines(), ["|  |"]);
    assert!(docx.notes().is_empty());
}

#[test]
fn a_span_wider_than_any_table_is_cut_and_noted() {
    for span in ["2000000000", "99999999999999999999"] {
        let docx = Docx::body(&tbl(&[tr("", &[tc(&format!(r#"<w:gridSpan w:val="{span}"/>"#), "а")])]));
        assert_eq!(docx.lines(), ["| 1000×а |"]);
        assert_eq!(docx.notes(), ["span_clamped"]);
    }
}
