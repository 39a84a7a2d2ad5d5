use super::{Docx, p, r};

fn mark(kind: &str) -> String {
    format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#)
}

fn code(text: &str) -> String {
    format!("<w:r><w:instrText>{text}</w:instrText></w:r>")
}

#[test]
fn a_field_gives_its_result_and_not_its_code() {
    let field = [mark("begin"), code(" REF x "), mark("separate"), r("май"), mark("end")].concat();
    let docx = Docx::body(&format!("<w:p>{}{field}{}</w:p>", r("до "), r(" 2025")));
    assert_eq!(docx.lines(), ["до май 2025"]);
}

#[test]
fn words_in_the_code_of_a_field_are_no_text() {
    let inner = [mark("begin"), code(" MERGEFIELD x "), mark("separate"), r("внутри"), mark("end")].concat();
    let outer =
        [mark("begin"), code(" IF "), inner, r(" = 1"), mark("separate"), r("итог"), mark("end"), r("!")].concat();
    assert_eq!(Docx::body(&format!("<w:p>{outer}</w:p>")).lines(), ["итог!"]);
}

#[test]
fn a_field_may_go_over_paragraphs() {
    let first = [mark("begin"), code(" TOC "), mark("separate"), r("Раздел 1")].concat();
    let docx = Docx::body(&format!("<w:p>{first}</w:p>{}<w:p>{}{}</w:p>", p("Раздел 2"), mark("end"), r("Текст")));
    assert_eq!(docx.lines(), ["Раздел 1", "Раздел 2", "Текст"]);
}

#[test]
fn a_field_without_an_end_keeps_its_words() {
    let docx = Docx::body(&format!("<w:p>{}{}{}</w:p>{}", mark("begin"), code(" X "), r("слова"), p("и дальше")));
    assert_eq!(docx.lines(), ["слова", "и дальше"]);
    assert_eq!(docx.notes(), ["field_unclosed"]);
}
