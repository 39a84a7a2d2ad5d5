use super::glyphs::Glyphs;
use super::tag::Tag;
use super::word::{CellProperties, Merge, RowProperties};
use super::xml::{Space, Token, Xml};
use crate::ReadError;

/// What `w:rPr` says of a run, or of a paragraph's mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunProperties {
    pub style: Option<String>,
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    /// The set of pictorial characters its font has, if it has one.
    pub glyphs: Option<Glyphs>,
    /// The mark of a paragraph that a tracked change deleted or moved away.
    pub deleted: bool,
}

/// What `w:pPr` says of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParagraphProperties {
    pub style: Option<String>,
    pub numbering: NumberingProperties,
    /// The outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    pub centered: Option<bool>,
    /// A drop cap: the first letter of the next paragraph.
    pub drop_cap: bool,
    pub mark: RunProperties,
    /// The ids of the headers and footers of a section that ends here.
    pub margins: Vec<String>,
}

/// What `w:numPr` says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct NumberingProperties {
    pub list: Option<i64>,
    pub level: Option<u8>,
}

impl RunProperties {
    /// Reads the element whose start was just read.
    pub fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut run = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.space == Space::Word => {
                    match tag.name() {
                        "rStyle" => run.style = tag.val(),
                        "b" => run.bold = Some(tag.on()),
                        // Word's inline headings end in a mark of their own kind of hidden (ECMA-376-1, 17.3.2.36).
                        "vanish" | "specVanish" => run.hidden = Some(tag.on()),
                        "rFonts" => {
                            if let Some(font) = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi")) {
                                run.glyphs = Glyphs::of_font(&font);
                            }
                        }
                        "del" | "moveFrom" => run.deleted = true,
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Start(_) => xml.skip()?,
                Token::End | Token::Eof => return Ok(run),
                Token::Text(_) => {}
            }
        }
    }
}

impl ParagraphProperties {
    /// Reads the element whose start was just read.
    pub fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut paragraph = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.space == Space::Word => {
                    match tag.name() {
                        "rPr" => {
                            paragraph.mark = RunProperties::read(xml)?;
                            continue;
                        }
                        "numPr" => {
                            paragraph.numbering = NumberingProperties::read(xml)?;
                            continue;
                        }
                        "sectPr" => {
                            section_margins(xml, &mut paragraph.margins)?;
                            continue;
                        }
                        "pStyle" => paragraph.style = tag.val(),
                        "outlineLvl" => paragraph.outline = tag.number().and_then(|level| u8::try_from(level).ok()),
                        "jc" => paragraph.centered = tag.val().map(|value| value.trim() == "center"),
                        "framePr" => {
                            let kind = tag.attribute("dropCap");
                            paragraph.drop_cap = kind.is_some_and(|kind| kind == "drop" || kind == "margin");
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Start(_) => xml.skip()?,
                Token::End | Token::Eof => return Ok(paragraph),
                Token::Text(_) => {}
            }
        }
    }
}

impl NumberingProperties {
    fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.space == Space::Word => {
                    match tag.name() {
                        "numId" => numbering.list = tag.number(),
                        "ilvl" => numbering.level = tag.number().and_then(|level| u8::try_from(level).ok()),
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Start(_) => xml.skip()?,
                Token::End | Token::Eof => return Ok(numbering),
                Token::Text(_) => {}
            }
        }
    }
}

/// Collects the ids of the headers and footers that a `w:sectPr` names; its start was just read.
pub(super) fn section_margins(xml: &mut Xml, ids: &mut Vec<String>) -> Result<(), ReadError> {
    loop {
        match xml.next()? {
            Token::Start(tag) => {
                if tag.is_word("headerReference") || tag.is_word("footerReference") {
                    ids.extend(tag.attribute("id"));
                }
                xml.skip()?;
            }
            Token::End | Token::Eof => return Ok(()),
            Token::Text(_) => {}
        }
    }
}

impl RowProperties {
    /// Reads the element whose start was just read; more than `limit` columns left out are not believed.
    pub fn read(xml: &mut Xml, limit: usize, clamped: &mut usize) -> Result<Self, ReadError> {
        let mut row = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.space == Space::Word => {
                    match tag.name() {
                        "gridBefore" => row.before = columns(&tag, limit, clamped),
                        "gridAfter" => row.after = columns(&tag, limit, clamped),
                        "tblHeader" => row.header = tag.on(),
                        "hidden" => row.hidden = tag.on(),
                        "del" | "moveFrom" => row.deleted = true,
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Start(_) => xml.skip()?,
                Token::End | Token::Eof => return Ok(row),
                Token::Text(_) => {}
            }
        }
    }
}

impl CellProperties {
    /// Reads the element whose start was just read; a span over more than `limit` columns is not believed.
    pub fn read(xml: &mut Xml, limit: usize, clamped: &mut usize) -> Result<Self, ReadError> {
        let mut cell = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.space == Space::Word => {
                    match tag.name() {
                        "gridSpan" => cell.span = columns(&tag, limit, clamped),
                        "vMerge" => cell.vertical = merge(&tag),
                        "hMerge" => cell.horizontal = merge(&tag),
                        "cellDel" => cell.deleted = true,
                        // A tracked merge: the state after it (ECMA-376-1, 17.13.5.2).
                        "cellMerge" => match tag.attribute("vMerge").as_deref() {
                            Some("cont") => cell.vertical = Merge::Continue,
                            Some("rest") => cell.vertical = Merge::Restart,
                            _ => {}
                        },
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::Start(_) => xml.skip()?,
                Token::End | Token::Eof => return Ok(cell),
                Token::Text(_) => {}
            }
        }
    }
}

/// A merge without `w:val` continues the cell before (ECMA-376-1, 17.4.84).
fn merge(tag: &Tag) -> Merge {
    match tag.val().as_deref().map(str::trim) {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}

fn columns(tag: &Tag, limit: usize, clamped: &mut usize) -> usize {
    // A number too great for the type is a number all the same.
    let digits = tag.val().unwrap_or_default();
    let is_huge = digits.trim().len() > 15 && digits.trim().bytes().all(|byte| byte.is_ascii_digit());
    let columns = if is_huge { usize::MAX } else { tag.number().and_then(|n| usize::try_from(n).ok()).unwrap_or(0) };
    *clamped += usize::from(columns > limit);
    columns.min(limit)
}
