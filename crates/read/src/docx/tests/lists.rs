use super::{Docx, r, tbl, tr};

/// A level of a list.
fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
    )
}

/// A pattern, and the list of the same number that uses it.
fn list(id: u8, levels: &[String]) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}">{}</w:abstractNum>
           <w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#,
        levels.concat()
    )
}

fn item(list: i32, level: u8, text: &str) -> String {
    let properties = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// The numbers that these items (list, level) get.
fn labels(numbering: &str, items: &[(i32, u8)]) -> Vec<String> {
    let body: String = items.iter().map(|(list, level)| item(*list, *level, "")).collect();
    let document = Docx::body(&body).numbering(numbering).document();
    let text = |block: &vekha_model::Block| match block {
        vekha_model::Block::Paragraph(paragraph) => paragraph.text.trim_end().to_owned(),
        vekha_model::Block::Table(_) => String::new(),
    };
    document.blocks.iter().map(text).collect()
}

#[test]
fn items_are_numbered_as_word_prints_them() {
    let numbering = list(1, &[level(0, "decimal", "%1.", ""), level(1, "decimal", "%1.%2.", "")]);
    let body = [item(1, 0, "Раз"), item(1, 1, "Два"), item(1, 1, "Три"), item(1, 0, ""), item(1, 1, "Пять")].concat();
    let docx = Docx::body(&body).numbering(&numbering);
    assert_eq!(docx.lines(), ["[1.\\t]Раз", "[1.1.\\t]Два {l1}", "[1.2.\\t]Три {l1}", "[2.\\t]", "[2.1.\\t]Пять {l1}"]);
}

#[test]
fn what_follows_a_number_is_a_tab_a_blank_or_nothing() {
    for (suffix, expected) in [("tab", "[1)\\t]а"), ("space", "[1) ]а"), ("nothing", "[1)]а")] {
        let suffix = format!(r#"<w:suff w:val="{suffix}"/>"#);
        let docx = Docx::body(&item(1, 0, "а")).numbering(&list(1, &[level(0, "decimal", "%1)", &suffix)]));
        assert_eq!(docx.lines(), [expected]);
    }
}

#[test]
fn each_level_counts_in_its_own_way() {
    let levels = [
        level(0, "upperRoman", "%1.", ""),
        level(1, "russianLower", "%2)", ""),
        level(2, "decimalZero", "%1-%2-%3", ""),
        level(3, "decimal", "%1.%4", "<w:isLgl/>"),
    ];
    let labels = labels(&list(1, &levels), &[(1, 0), (1, 0), (1, 1), (1, 1), (1, 2), (1, 3)]);
    assert_eq!(labels, ["I.", "II.", "а)", "б)", "II-б-01", "2.1"]);
}

#[test]
fn bullets_become_readable() {
    let bullet = |at, text: &str, font: &str| {
        level(at, "bullet", text, &format!(r#"<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>"#))
    };
    let levels = [bullet(0, "\u{F0B7}", "Symbol"), bullet(1, "\u{F0A7}", "Wingdings"), bullet(2, "o", "Courier New")];
    let more = [bullet(3, "\u{F02D}", "Symbol"), level(4, "none", "", "")];
    let numbering = list(1, &[levels.as_slice(), more.as_slice()].concat());
    assert_eq!(labels(&numbering, &[(1, 0), (1, 1), (1, 2), (1, 3), (1, 4)]), ["•", "▪", "o", "–", ""]);
}

#[test]
fn lists_of_one_pattern_count_on_unless_one_starts_anew() {
    let numbering = list(1, &[level(0, "decimal", "%1.", "")])
        + r#"<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
             <w:num w:numId="3"><w:abstractNumId w:val="1"/>
               <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"#;
    assert_eq!(labels(&numbering, &[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]), ["1.", "2.", "7.", "8.", "9."]);
}

#[test]
fn a_list_may_replace_a_level_of_its_pattern() {
    let replaced = level(0, "upperLetter", "%1)", "");
    let numbering = list(1, &[level(0, "decimal", "%1.", "")])
        + &format!(
            r#"<w:num w:numId="2"><w:abstractNumId w:val="1"/>
               <w:lvlOverride w:ilvl="0">{replaced}</w:lvlOverride></w:num>"#
        );
    assert_eq!(labels(&numbering, &[(2, 0), (2, 0)]), ["A)", "B)"]);
}

#[test]
fn a_level_restarts_after_the_levels_above_it_or_as_it_says() {
    let with = |restart: &str| {
        list(1, &[level(0, "decimal", "%1", ""), level(1, "decimal", "%2", ""), level(2, "decimal", "%3", restart)])
    };
    let items = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)];
    assert_eq!(labels(&with(""), &items), ["1", "1", "1", "2", "1", "2", "1"]);
    assert_eq!(labels(&with(r#"<w:lvlRestart w:val="1"/>"#), &items), ["1", "1", "1", "2", "2", "2", "1"]);
    assert_eq!(labels(&with(r#"<w:lvlRestart w:val="0"/>"#), &items), ["1", "1", "1", "2", "2", "2", "3"]);
}

const STYLES: &str = r#"
<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2a"><w:basedOn w:val="h2"/></w:style>
<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>"#;

#[test]
fn styles_number_their_paragraphs_and_a_paragraph_may_refuse() {
    let levels = [
        level(0, "decimal", "%1.", r#"<w:pStyle w:val="h1"/>"#),
        level(1, "decimal", "%1.%2.", r#"<w:pStyle w:val="h2"/>"#),
    ];
    let styled =
        |style: &str, more: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{}</w:p>"#, r("а"));
    let off = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [styled("h1", ""), styled("h2", ""), styled("h2a", ""), styled("h2", off), styled("h1", "")].concat();
    let docx = Docx::body(&body).styles(STYLES).numbering(&list(1, &levels));
    assert_eq!(docx.lines(), ["[1.\\t]а", "[1.1.\\t]а {l1}", "[1.2.\\t]а {l1}", "а", "[2.\\t]а"]);
}

#[test]
fn a_numbering_style_lends_its_levels() {
    let numbering = r#"<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="n"/></w:abstractNum>
                       <w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>"#
        .to_owned()
        + &list(4, &[level(0, "upperLetter", "%1.", "")]);
    let docx = Docx::body(&item(3, 0, "а")).styles(STYLES).numbering(&numbering);
    assert_eq!(docx.lines(), ["[A.\\t]а"]);
}

#[test]
fn a_numbered_column_counts_its_empty_cells_but_not_the_covered_ones() {
    let cell = |merge: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", item(1, 0, ""));
    let rows = [
        tr("", &[cell("")]),
        tr("", &[cell(r#"<w:vMerge w:val="restart"/>"#)]),
        tr("", &[cell("<w:vMerge/>")]),
        tr("", &[cell("")]),
    ];
    let docx = Docx::body(&tbl(&rows)).numbering(&list(1, &[level(0, "decimal", "%1.", "")]));
    assert_eq!(docx.lines(), ["| [1.\\t] | / | ↓[2.\\t] | / | ↑ | / | [3.\\t] |"]);
}

#[test]
fn a_deleted_item_is_not_counted() {
    let deleted = format!(
        r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{}</w:del></w:p>"#,
        r("б").replace("w:t", "w:delText")
    );
    let docx = Docx::body(&(item(1, 0, "а") + &deleted + &item(1, 0, "в")));
    let docx = docx.numbering(&list(1, &[level(0, "decimal", "%1.", "")]));
    assert_eq!(docx.lines(), ["[1.\\t]а", "[2.\\t]в"]);
}

#[test]
fn a_new_format_stands_before_the_one_for_old_programs() {
    let format = r#"<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/>
                    </mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>"#;
    let level = format!(r#"<w:lvl w:ilvl="0"><w:start w:val="1"/>{format}<w:lvlText w:val="%1."/></w:lvl>"#);
    assert_eq!(labels(&list(1, &[level]), &[(1, 0)]), ["001."]);
}

#[test]
fn an_unknown_format_is_written_in_digits_and_noted() {
    let docx = Docx::body(&item(1, 0, "а")).numbering(&list(1, &[level(0, "hebrew1", "%1.", "")]));
    assert_eq!(docx.lines(), ["[1.\\t]а"]);
    assert_eq!(docx.notes(), ["number_format"]);
}

#[test]
fn a_list_that_is_not_defined_prints_nothing() {
    let docx = Docx::body(&(item(9, 0, "а") + &item(1, 5, "б"))).numbering(&list(1, &[level(0, "decimal", "%1.", "")]));
    assert_eq!(docx.lines(), ["а", "б"]);
}

#[test]
fn a_hidden_number_is_counted_and_not_printed() {
    let hidden = level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>");
    assert_eq!(labels(&list(1, &[hidden, level(1, "decimal", "%1.%2", "")]), &[(1, 0), (1, 1)]), ["", "1.1"]);
}
