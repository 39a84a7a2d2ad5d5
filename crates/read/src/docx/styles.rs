use std::collections::BTreeMap;

use super::properties::{NumberingProperties, ParagraphProperties, RunProperties};
use super::xml::{Token, Xml};
use crate::ReadError;

/// The styles of a document, each with what it has from the styles it is based on.
#[derive(Default)]
pub(super) struct Styles {
    ids: BTreeMap<String, usize>,
    styles: Vec<Style>,
    /// The style of paragraphs that name none.
    default_paragraph: Option<usize>,
    /// What holds for every run of the document.
    default_bold: bool,
}

/// A style, resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    pub centered: Option<bool>,
    /// From 0; 9 is body text.
    pub outline: Option<u8>,
    pub numbering: NumberingProperties,
    /// The style that names the list: a level of the list may be bound to it.
    pub numbered_by: Option<String>,
}

struct Written {
    id: String,
    based_on: Option<String>,
    own: Style,
}

/// Word follows no more than a few; a circle must end.
const BASED_ON: usize = 64;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let mut written = Vec::new();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.is_word("style") => {
                    let is_paragraph = tag.attribute("type").is_none_or(|kind| kind == "paragraph");
                    let is_default =
                        tag.attribute("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
                    let id = tag.attribute("styleId").unwrap_or_default();
                    if is_paragraph && is_default {
                        styles.default_paragraph = Some(written.len());
                    }
                    styles.ids.entry(id.clone()).or_insert(written.len());
                    // A paragraph or run cannot have a table's style, and tables' looks are four fifths of the part.
                    if tag.attribute("type").is_some_and(|kind| kind == "table") {
                        xml.pass_over()?;
                        written.push(Written { id, based_on: None, own: Style::default() });
                    } else {
                        written.push(Written::read(xml, id)?);
                    }
                }
                Token::Start(tag) if tag.is_word("rPr") => {
                    // Outside of a style it can only be that of w:docDefaults.
                    styles.default_bold |= RunProperties::read(xml)?.bold == Some(true);
                }
                Token::Start(tag) if tag.is_word("latentStyles") => xml.pass_over()?,
                Token::Eof => break,
                _ => {}
            }
        }
        styles.styles = written.iter().map(|style| resolved(style, &written, &styles.ids)).collect();
        Ok(styles)
    }

    /// The number of a style by its id.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The style with this number, for paragraphs: else the default one.
    pub fn paragraph(&self, number: Option<usize>) -> Option<&Style> {
        self.styles.get(number.or(self.default_paragraph)?)
    }

    /// The style with this number.
    pub fn get(&self, number: Option<usize>) -> Option<&Style> {
        self.styles.get(number?)
    }

    /// Whether a run is bold: bold is a switch that styles of different kinds turn on and off, and direct formatting
    /// sets (ECMA-376-1, 17.7.3).
    pub fn bold(&self, direct: Option<bool>, paragraph: Option<&Style>, run: Option<&Style>) -> bool {
        let of = |style: Option<&Style>| style.and_then(|style| style.bold).unwrap_or(false);
        direct.unwrap_or(self.default_bold || of(paragraph) != of(run))
    }

    /// Whether a run is hidden, by the same rule.
    pub fn hidden(&self, direct: Option<bool>, paragraph: Option<&Style>, run: Option<&Style>) -> bool {
        let of = |style: Option<&Style>| style.and_then(|style| style.hidden).unwrap_or(false);
        direct.unwrap_or(of(paragraph) != of(run))
    }
}

impl Written {
    fn read(xml: &mut Xml, id: String) -> Result<Self, ReadError> {
        let mut style = Self { id, based_on: None, own: Style::default() };
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.is_word("pPr") => {
                    let paragraph = ParagraphProperties::read(xml)?;
                    style.own.centered = paragraph.centered;
                    style.own.outline = paragraph.outline.or(style.own.outline);
                    style.own.numbering = paragraph.numbering;
                }
                Token::Start(tag) if tag.is_word("rPr") => {
                    let run = RunProperties::read(xml)?;
                    style.own.bold = run.bold;
                    style.own.hidden = run.hidden;
                }
                Token::Start(tag) => {
                    if tag.is_word("basedOn") {
                        style.based_on = tag.val();
                    } else if tag.is_word("name") {
                        style.own.outline = style.own.outline.or(outline_named(&tag.val().unwrap_or_default()));
                    }
                    xml.skip()?;
                }
                Token::End | Token::Eof => {
                    style.own.numbered_by = style.own.numbering.list.map(|_| style.id.clone());
                    return Ok(style);
                }
                Token::Text(_) => {}
            }
        }
    }
}

/// The outline level that a heading style has by its name alone: the built-in names are the same in every language.
pub(super) fn outline_named(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let rest = name.strip_prefix("heading")?.trim_start();
    let level: u8 = rest.parse().ok()?;
    level.checked_sub(1).filter(|level| *level < 9)
}

/// A style over the styles it is based on; what is nearer wins.
fn resolved(style: &Written, all: &[Written], ids: &BTreeMap<String, usize>) -> Style {
    let mut whole = style.own.clone();
    let mut base = style.based_on.as_ref();
    for _ in 0..BASED_ON {
        let Some(next) = base.and_then(|id| ids.get(id)).and_then(|&at| all.get(at)) else { break };
        let own = &next.own;
        whole.bold = whole.bold.or(own.bold);
        whole.hidden = whole.hidden.or(own.hidden);
        whole.centered = whole.centered.or(own.centered);
        whole.outline = whole.outline.or(own.outline);
        whole.numbering.level = whole.numbering.level.or(own.numbering.level);
        if whole.numbering.list.is_none() {
            whole.numbering.list = own.numbering.list;
            whole.numbered_by = own.numbered_by.clone();
        }
        base = next.based_on.as_ref();
    }
    whole
}
