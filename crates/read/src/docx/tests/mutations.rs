use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::sample::Index;

use super::{Docx, p, r, tbl, tc, tr};
use crate::Limits;
use crate::docx::read;

/// A document with something of everything.
fn rich() -> Docx {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
      <w:numFmt w:val="russianLower"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/>
      <w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="b"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"#;
    let item = format!(r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#, r("пункт &amp; №"));
    let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/><w:t>май</w:t><w:fldChar w:fldCharType="end"/></w:r>
      <w:r><w:footnoteReference w:id="1"/></w:r><w:del><w:r><w:delText>нет</w:delText></w:r></w:del></w:p>"#;
    let text_box = format!("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", p("коробка"));
    let nested = format!("<w:tc>{}{}</w:tc>", tbl(&[tr("", &[tc("", "г")])]), p(""));
    let table = tbl(&[
        tr("<w:tblHeader/>", &[tc(r#"<w:gridSpan w:val="2"/>"#, "а"), tc(r#"<w:vMerge w:val="restart"/>"#, "б")]),
        tr(r#"<w:gridBefore w:val="1"/>"#, &[nested, tc("<w:vMerge/>", "")]),
    ]);
    Docx::body(&[p("План"), item, field.to_owned(), text_box, table].concat()).styles(styles).numbering(numbering).xml(
        "word/footnotes.xml",
        "footnotes",
        &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p("сноска")),
    )
}

/// The main part of [`rich`], to be wounded before it is zipped.
fn with_main(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut docx = rich();
    if let Some((_, bytes)) = docx.parts.first_mut() {
        change(bytes);
    }
    docx.bytes()
}

#[test]
fn the_document_to_be_wounded_is_whole() {
    let docx = rich();
    assert_eq!(docx.document().blocks.len(), 7);
    assert!(docx.notes().is_empty(), "{:?}", docx.notes());
}

#[test]
fn a_document_cut_anywhere_is_read_or_refused() {
    let whole = rich().parts.remove(0).1;
    for end in 0..whole.len() {
        let bytes = with_main(|main| main.truncate(end));
        let _ = read(&bytes, "plan.docx", &Limits::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_of_the_bytes_is_survived(changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8)) {
        let mut bytes = rich().bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, "plan.docx", &Limits::default());
    }

    #[test]
    fn any_change_of_the_xml_is_survived(changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8)) {
        let bytes = with_main(|main| for (at, byte) in changes {
            let at = at.index(main.len());
            main[at] = byte;
        });
        let _ = read(&bytes, "plan.docx", &Limits::default());
    }

    #[test]
    fn pieces_left_out_or_repeated_are_survived(from in any::<Index>(), to in any::<Index>(), repeats in 0usize..3) {
        let bytes = with_main(|main| {
            let (a, b) = (from.index(main.len()), to.index(main.len()));
            let piece = main[a.min(b)..a.max(b)].to_vec();
            main.splice(a.min(b)..a.max(b), piece.repeat(repeats));
        });
        let _ = read(&bytes, "plan.docx", &Limits::default());
    }
}
