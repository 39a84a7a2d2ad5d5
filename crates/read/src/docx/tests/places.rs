use super::{Docx, p, r, tbl, tc, tr};

fn text_box(inside: &str) -> String {
    format!("<w:txbxContent>{inside}</w:txbxContent>")
}

#[test]
fn a_text_box_is_read_once_after_its_paragraph() {
    let alternatives = format!(
        r#"<w:r><mc:AlternateContent>
           <mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></w:drawing></mc:Choice>
           <mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback>
           </mc:AlternateContent></w:r>"#,
        text_box(&(p("УТВЕРЖДЕНО") + &p(""))),
        text_box(&p("УТВЕРЖДЕНО"))
    );
    let docx = Docx::body(&(format!("<w:p>{}{alternatives}{}</w:p>", r("до "), r("после")) + &p("дальше")));
    assert_eq!(docx.lines(), ["до после", "УТВЕРЖДЕНО {box}", "дальше"]);
}

#[test]
fn the_first_alternative_that_word_understands_is_read() {
    let alternatives = |requires: &str| {
        format!(
            r#"<w:p xmlns:new="urn:example:new" xmlns:w99="http://schemas.microsoft.com/office/word/2099/wordml">
               <mc:AlternateContent><mc:Choice Requires="{requires}">{}</mc:Choice><mc:Choice Requires="wps">{}</mc:Choice>
               <mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>"#,
            r("первое"),
            r("второе"),
            r("запас")
        )
    };
    let cases = [
        ("wps", "первое"),
        ("w14", "первое"),
        ("w14 v a", "первое"),
        ("w99", "первое"),
        ("", "первое"),
        ("new", "второе"),
        ("wps new", "второе"),
        ("unbound", "второе"),
    ];
    let misses: Vec<_> =
        cases.iter().filter(|(requires, words)| Docx::body(&alternatives(requires)).lines() != [*words]).collect();
    assert!(misses.is_empty(), "{misses:#?}");
    let old = alternatives("new").replace(r#"Requires="wps""#, r#"Requires="new""#);
    assert_eq!(Docx::body(&old).lines(), ["запас"]);
}

#[test]
fn a_text_box_of_old_programs_is_read() {
    let pict = format!("<w:r><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></w:r>", text_box(&p("а")));
    assert_eq!(Docx::body(&format!("<w:p>{pict}</w:p>")).lines(), ["", "а {box}"]);
}

#[test]
fn a_text_box_in_a_cell_stays_in_the_cell() {
    let pict = format!("<w:r><w:pict><v:textbox>{}</v:textbox></w:pict></w:r>", text_box(&p("а")));
    let cell = format!("<w:tc><w:p>{}{pict}</w:p></w:tc>", r("б"));
    assert_eq!(Docx::body(&tbl(&[tr("", &[cell])])).lines(), ["| б ¶ а {box} |"]);
}

#[test]
fn words_drawn_as_a_picture_are_words() {
    let art = r#"<w:r><w:pict><v:shape><v:textpath string="ПРОЕКТ"/></v:shape></w:pict></w:r>"#;
    assert_eq!(Docx::body(&format!("<w:p>{art}</w:p>")).lines(), ["", "ПРОЕКТ {box}"]);
}

#[test]
fn words_in_a_drawing_are_a_text_box() {
    let shape = "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>Схема</a:t></a:r></a:p></a:txBody></w:drawing></w:r>";
    assert_eq!(Docx::body(&format!("<w:p>{shape}</w:p>")).lines(), ["", "Схема {box}"]);
}

#[test]
fn notes_come_last_and_their_marks_are_no_text() {
    let mark = |kind: &str, id: i32| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let body = format!("<w:p>{}{}{}{}</w:p>", r("План"), mark("footnote", 3), mark("endnote", 2), mark("footnote", 2));
    let note = |kind: &str, id: i32, text: &str| {
        format!(r#"<w:{kind} w:id="{id}"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>"#, r(text))
    };
    let separator = r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"#;
    let footnotes = [separator.to_owned(), note("footnote", 2, "вторая"), note("footnote", 3, "первая")].concat();
    let docx = Docx::body(&(body + &p("Конец"))).xml("word/footnotes.xml", "footnotes", &footnotes).xml(
        "word/endnotes.xml",
        "endnotes",
        &note("endnote", 2, "концевая"),
    );
    assert_eq!(docx.lines(), ["План", "Конец", "первая {note}", "вторая {note}", "концевая {note}"]);
}

#[test]
fn a_note_that_is_missing_is_noted() {
    let docx = Docx::body(r#"<w:p><w:r><w:t>а</w:t><w:footnoteReference w:id="5"/></w:r></w:p>"#);
    assert_eq!(docx.lines(), ["а"]);
    assert_eq!(docx.notes(), ["missing_note"]);
}

#[test]
fn headers_and_footers_come_at_the_very_end_each_line_once() {
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>
                     <w:headerReference w:type="first" r:id="rId2"/><w:footerReference r:id="rId3"/></w:sectPr>"#;
    let table = tbl(&[tr("", &[tc("", "Отдел"), tc("", "2025")])]);
    let docx = Docx::body(&(p("План") + section))
        .xml("word/header1.xml", "hdr", &p("Администрация"))
        .xml("word/header2.xml", "hdr", &(p("Администрация") + &table))
        .xml("word/footer1.xml", "ftr", &p(""))
        .xml("word/header9.xml", "hdr", &p("не показан"))
        .relations(&[
            ("rId1", "header", "header1.xml"),
            ("rId2", "header", "/word/header2.xml"),
            ("rId3", "footer", "footer1.xml"),
            ("rId9", "header", "header9.xml"),
        ]);
    assert_eq!(docx.lines(), ["План", "Администрация {margin}", "Отдел {margin}", "2025 {margin}"]);
    assert!(docx.notes().is_empty());
}

#[test]
fn an_embedded_document_is_noted() {
    let docx = Docx::body(&(p("а") + r#"<w:altChunk r:id="rId5"/>"#)).relations(&[("rId5", "aFChunk", "chunk.htm")]);
    assert_eq!(docx.lines(), ["а"]);
    let document = docx.document();
    let notes: Vec<_> = document.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["alt_chunk: the embedded document `word/chunk.htm` is not read"]);
}

#[test]
fn a_diagram_gives_its_words_where_it_stands() {
    let drawing = r#"<w:r><w:drawing><a:graphicData><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"
      r:dm="rId4" r:lo="rId5"/></a:graphicData></w:drawing></w:r>"#;
    let data = r#"<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
      xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>
      <dgm:pt><dgm:t><a:p><a:r><a:t>Этап 1</a:t></a:r></a:p></dgm:t></dgm:pt>
      <dgm:pt><dgm:t><a:p><a:r><a:t>Этап 2</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"#;
    let docx = Docx::body(&(format!("<w:p>{}{drawing}</w:p>", r("Схема")) + &p("дальше")));
    let whole = docx.part("word/diagrams/data1.xml", data).relations(&[("rId4", "diagramData", "diagrams/data1.xml")]);
    assert_eq!(whole.lines(), ["Схема", "Этап 1 {box}", "Этап 2 {box}", "дальше"]);
    let lost = Docx::body(&format!("<w:p>{drawing}</w:p>"));
    assert_eq!(lost.notes(), ["diagram"]);
}
