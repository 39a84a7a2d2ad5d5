use super::{Docx, SPACES, TYPE, p};
use crate::Limits;
use crate::docx::read;

#[test]
fn any_prefix_will_do_and_none_as_well() {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let bare = format!(r#"<document xmlns="{WORD}"><body><p><r><t>а</t></r></p></body></document>"#);
    assert_eq!(Docx::main(bare.clone()).lines(), ["а"]);
    let other = format!(
        r#"<ns0:document xmlns:ns0="{WORD}"><ns0:body><ns0:p><ns0:pPr><ns0:outlineLvl ns0:val="0"/></ns0:pPr>
           <ns0:r><ns0:t>а</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"#
    );
    assert_eq!(Docx::main(other).lines(), ["а {h1}"]);
    let strict = bare.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main");
    assert_eq!(Docx::main(strict).lines(), ["а"]);
}

#[test]
fn elements_of_other_vocabularies_are_not_words() {
    let body = r#"<w:p><w:r><x:t xmlns:x="urn:other">нет</x:t><w:t>да</w:t></w:r></w:p>"#;
    assert_eq!(Docx::body(body).lines(), ["да"]);
}

#[test]
fn the_main_part_is_found_by_relation_type_name_or_content() {
    let xml = format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", p("а"));
    let empty = || Docx { parts: Vec::new() };
    let by_relation = empty().part("text/main.xml", xml.clone()).part(
        "_rels/.rels",
        format!(
            r#"<Relationships><Relationship Id="a" Type="{TYPE}/officeDocument" Target="/text/main.xml"/></Relationships>"#
        ),
    );
    let by_type = empty().part("text/main.xml", xml.clone()).part(
        "[Content_Types].xml",
        r#"<Types><Override PartName="/text/main.xml"
           ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
    );
    let by_name = empty().part("Word/Document.xml", xml.clone());
    let by_content = empty().part("word/document2.xml", xml);
    for docx in [by_relation, by_type, by_name, by_content] {
        assert_eq!(docx.lines(), ["а"]);
    }
}

#[test]
fn parts_in_other_encodings_are_read() {
    let xml = |encoding: &str| {
        let head = format!(r#"<?xml version="1.0" encoding="{encoding}"?>"#);
        format!("{head}<w:document {SPACES}><w:body>{}</w:body></w:document>", p("План"))
    };
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
        let mut all = mark.to_vec();
        all.extend(xml("UTF-16").encode_utf16().flat_map(bytes));
        all
    };
    let cyrillic = encoding_rs::WINDOWS_1251.encode(&xml("windows-1251")).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", xml("UTF-8").as_bytes()].concat();
    let cases = [
        utf16(u16::to_le_bytes, b"\xFF\xFE"),
        utf16(u16::to_be_bytes, b"\xFE\xFF"),
        utf16(u16::to_le_bytes, b""),
        utf16(u16::to_be_bytes, b""),
        cyrillic,
        marked,
    ];
    for bytes in cases {
        let docx = Docx::main(bytes);
        assert_eq!(docx.lines(), ["План"]);
        assert!(docx.notes().is_empty());
    }
}

#[test]
fn bytes_that_are_no_characters_are_replaced_and_noted() {
    let xml = format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", p("План#")).into_bytes();
    let broken: Vec<u8> = xml.into_iter().map(|byte| if byte == b'#' { 0xFF } else { byte }).collect();
    let docx = Docx::main(broken);
    assert_eq!(docx.lines(), ["План\u{FFFD}"]);
    assert_eq!(docx.notes(), ["bad_utf8"]);
}

#[test]
fn a_part_that_the_relations_promise_may_be_missing() {
    let docx = Docx::body(&p("а")).relations(&[("rId1", "styles", "styles7.xml"), ("rId2", "numbering", "n.xml")]);
    assert_eq!(docx.lines(), ["а"]);
    assert_eq!(docx.notes(), ["missing_part", "missing_part"]);
}

#[test]
fn what_is_not_a_word_text_is_called_by_its_name() {
    let zip = |parts: &[(&str, &str)]| Docx {
        parts: parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect(),
    };
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (zip(&[("xl/workbook.xml", "<workbook/>")]).bytes(), "unsupported", "Excel"),
        (zip(&[("ppt/presentation.xml", "<p/>")]).bytes(), "unsupported", "PowerPoint"),
        (
            zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]).bytes(),
            "unsupported",
            ".odt",
        ),
        (zip(&[("photo.jpg", "...")]).bytes(), "not_a_document", "plan.docx"),
        (Vec::new(), "not_a_document", "empty"),
        (b"hello".to_vec(), "not_a_document", "zip"),
        (compound("EncryptedPackage"), "encrypted", "password"),
        (compound("WordDocument"), "unsupported", ".doc"),
        (Docx::main("").bytes(), "damaged", "empty"),
        (Docx::main(" \n").bytes(), "damaged", "empty"),
        (Docx::main("<document><body/></document>").bytes(), "damaged", "WordprocessingML"),
        (Docx::main("нет").bytes(), "damaged", "no XML element"),
    ];
    let mut wrong = Vec::new();
    for (bytes, code, word) in cases {
        let error = read(&bytes, "plan.docx", &Limits::default()).unwrap_err();
        if error.code() != code || !error.to_string().contains(word) {
            wrong.push((code, word, error.to_string()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_document_without_a_paragraph_is_empty_and_no_error() {
    assert!(Docx::body("").lines().is_empty());
}

#[test]
fn a_document_is_known_by_its_content() {
    let document = Docx::body(&p("а")).document();
    assert_eq!((document.id.len(), document.name.as_str()), (32, "plan.docx"));
    assert_eq!(document, Docx::body(&p("а")).document());
}
