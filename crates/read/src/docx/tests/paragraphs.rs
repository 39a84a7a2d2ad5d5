use super::{Docx, p, r};

#[test]
fn paragraphs_are_read_in_order_with_white_space_as_it_stands() {
    let docx = Docx::body(&[p("О  порядке"), "<w:p/>".into(), p(" Срок: май ")].concat());
    assert_eq!(docx.lines(), ["О  порядке", "", " Срок: май "]);
    assert!(docx.notes().is_empty());
}

#[test]
fn the_runs_of_a_paragraph_are_joined() {
    let docx = Docx::body(&format!("<w:p>{}{}</w:p>", r("Сен"), r("тябрь")));
    assert_eq!(docx.lines(), ["Сентябрь"]);
}

#[test]
fn tabs_and_breaks_are_characters() {
    let run = r#"<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:ptab w:alignment="left"/></w:r>"#;
    let tabs = r#"<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>"#;
    let docx = Docx::body(&format!("<w:p>{tabs}{run}</w:p>"));
    assert_eq!(docx.lines(), ["а\\tб\\nв\\n\\t"]);
}

#[test]
fn hyphens_of_word_stay_hyphens() {
    let run = "<w:r><w:t>2025</w:t><w:noBreakHyphen/><w:t>2027 меро</w:t><w:softHyphen/><w:t>приятие</w:t></w:r>";
    let docx = Docx::body(&format!("<w:p>{run}</w:p>"));
    assert_eq!(docx.lines(), ["2025\u{2011}2027 меро\u{AD}приятие"]);
}

#[test]
fn symbols_become_readable_characters() {
    let symbol = |font: &str, code: &str| format!(r#"<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>"#);
    let symbols = [symbol("Symbol", "F0B3"), symbol("Wingdings", "F0FC"), symbol("Arial", "2116")].concat();
    let in_font = "<w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>\u{F0B7}</w:t></w:r>";
    let docx = Docx::body(&format!("<w:p>{symbols}{in_font}</w:p>"));
    assert_eq!(docx.lines(), ["≥✓№•"]);
}

#[test]
fn an_unknown_symbol_is_noted() {
    let docx = Docx::body(r#"<w:p><w:r><w:sym w:font="Почерк" w:char="F001"/></w:r></w:p>"#);
    assert_eq!(docx.lines(), ["\u{F001}"]);
    assert_eq!(docx.notes(), ["unknown_symbol"]);
}

#[test]
fn a_line_end_inside_the_xml_is_a_blank() {
    let docx = Docx::body("<w:p><w:r><w:t>первый\nвторой\r\nтретий</w:t></w:r></w:p>");
    assert_eq!(docx.lines(), ["первый второй третий"]);
}

#[test]
fn lines_that_only_set_the_xml_apart_are_no_text() {
    let text = |space: &str| format!("<w:p><w:r><w:t{space}>\n    первый \n  </w:t></w:r></w:p>");
    let docx = Docx::body(&(text("") + &text(r#" xml:space="preserve""#) + "<w:p><w:r><w:t> а </w:t></w:r></w:p>"));
    assert_eq!(docx.lines(), ["первый", "     первый    ", " а "]);
}

#[test]
fn containers_of_blocks_and_runs_hide_nothing() {
    let sdt = |inside: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val=\"поле\"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let runs = [
        sdt(&r("а")),
        format!(r#"<w:smartTag w:element="date"><w:smartTagPr/>{}</w:smartTag>"#, r("б")),
        format!(r#"<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>"#, r("в")),
        format!(r#"<w:hyperlink r:id="rId9">{}</w:hyperlink>"#, r("г")),
        format!("<w:ins>{}</w:ins>", r("д")),
        format!(r#"<w:bdo w:val="ltr">{}</w:bdo>"#, r("е")),
        format!(r#"<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>"#, r("ж")),
        format!("<w:moveTo>{}</w:moveTo>", r("з")),
    ]
    .concat();
    let docx = Docx::body(&(sdt(&sdt(&p("блок"))) + &format!("<w:p>{runs}</w:p>")));
    assert_eq!(docx.lines(), ["блок", "абвгдежз"]);
}

#[test]
fn formulas_keep_their_text() {
    let fraction = "<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num><m:r><m:t>a</m:t></m:r></m:num>\
                    <m:den><m:r><w:rPr><w:b/></w:rPr><m:t>b</m:t></m:r></m:den></m:f>";
    let docx = Docx::body(&format!("<w:p>{}<m:oMath>{fraction}</m:oMath></w:p>", r("Доля ")));
    assert_eq!(docx.lines(), ["Доля ab"]);
}

#[test]
fn pictures_and_comments_give_no_words() {
    let drawing = r#"<w:r><w:drawing><a:graphic><a:graphicData uri="x"/></a:graphic></w:drawing></w:r>"#;
    let comment = r#"<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#;
    let docx = Docx::body(&format!("<w:p>{drawing}{comment}{}</w:p>", r("План"))).xml(
        "word/comments.xml",
        "comments",
        &format!("<w:comment w:id=\"0\">{}</w:comment>", p("замечание")),
    );
    assert_eq!(docx.lines(), ["План"]);
}

#[test]
fn a_drop_cap_belongs_to_its_word() {
    let cap = format!(r#"<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{}</w:p>"#, r("В"));
    assert_eq!(Docx::body(&(cap + &p("еха пройдена"))).lines(), ["Веха пройдена"]);
}

const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="Мой"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;

fn styled(style: &str, run: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>"#)
}

#[test]
fn headings_come_from_outline_levels_of_styles_and_paragraphs() {
    let direct = format!(r#"<w:p><w:pPr><w:outlineLvl w:val="4"/></w:pPr>{}</w:p>"#, r("д"));
    let off = format!(r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="9"/></w:pPr>{}</w:p>"#, r("е"));
    let docx = Docx::body(&[styled("1", &r("а")), styled("2", &r("б")), styled("3", &r("в")), direct, off].concat());
    let expected = ["а {h1 bold centered}", "б {h2 bold centered}", "в {h3}", "д {h5}", "е {bold centered}"];
    assert_eq!(docx.styles(STYLES).lines(), expected);
}

#[test]
fn a_heading_is_known_by_its_usual_id_where_the_styles_are_missing() {
    assert_eq!(Docx::body(&styled("Heading2", &r("Раздел"))).lines(), ["Раздел {h2}"]);
}

#[test]
fn bold_is_switched_by_styles_and_set_by_runs() {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>а</w:t></w:r>");
    let cases = [
        ("a", "", false),
        ("a", "<w:b/>", true),
        ("a", r#"<w:b w:val="off"/>"#, false),
        ("a", r#"<w:b w:val="true"/>"#, true),
        ("1", "", true),
        ("1", r#"<w:b w:val="0"/>"#, false),
        ("a", r#"<w:rStyle w:val="s"/>"#, true),
        ("1", r#"<w:rStyle w:val="s"/>"#, false),
        ("1", r#"<w:rStyle w:val="s"/><w:b w:val="1"/>"#, true),
    ];
    let body: String = cases.iter().map(|(style, properties, _)| styled(style, &run(properties))).collect();
    let lines = Docx::body(&body).styles(STYLES).lines();
    let wrong: Vec<_> = cases.iter().zip(lines).filter(|(case, line)| line.contains("bold") != case.2).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_paragraph_is_bold_only_if_every_visible_character_is() {
    let bold = |text: &str| format!(r#"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"#);
    let body = [
        format!("<w:p>{}{}</w:p>", bold("Итого"), r(" ")),
        format!("<w:p>{}{}</w:p>", bold("Срок:"), r(" май")),
        format!("<w:p>{}</w:p>", bold(" ")),
    ];
    assert_eq!(Docx::body(&body.concat()).lines(), ["Итого  {bold}", "Срок: май", " "]);
}

#[test]
fn styles_based_on_each_other_in_a_circle_end() {
    let style = |id: &str, base: &str| {
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:basedOn w:val="{base}"/></w:style>"#)
    };
    let docx = Docx::body(&styled("x", &r("а"))).styles(&(style("x", "y") + &style("y", "x")));
    assert_eq!(docx.lines(), ["а"]);
}
