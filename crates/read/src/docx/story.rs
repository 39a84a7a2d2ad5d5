use std::collections::BTreeMap;

use super::container::{Container, OpenTable};
use super::glyphs::Glyphs;
use super::inline::LEAVES;
use super::meter::Meter;
use super::properties::{ParagraphProperties, RunProperties, section_margins};
use super::styles::{Styles, outline_named};
use super::tag::Tag;
use super::word::{CellProperties, Face, RowProperties, Story, WordBlock, WordCell, WordParagraph, WordRow};
use super::xml::{Space, Token, Xml};
use crate::ReadError;

/// What the text of a part refers to.
#[derive(Default)]
pub(super) struct Sources {
    pub styles: Styles,
    /// The words of diagrams by the id of their relation, taken when they are met.
    pub diagrams: BTreeMap<String, Vec<WordBlock>>,
}

/// Reads the text of a part: the body, a header, or all footnotes.
pub(super) fn read_story(xml: &mut Xml, sources: &mut Sources, meter: &mut Meter) -> Result<Story, ReadError> {
    let mut reader = StoryReader {
        xml,
        sources,
        meter,
        story: Story::default(),
        frames: Vec::new(),
        containers: vec![Container::default()],
        face: Face::default(),
        glyphs: None,
        deleted: 0,
    };
    reader.run()?;
    let mut blocks = Vec::new();
    for container in reader.containers.drain(..) {
        blocks.extend(container.finished());
    }
    let mut story = reader.story;
    story.blocks = blocks;
    Ok(story)
}

/// One pass over the elements, with a stack of its own instead of the program's.
pub(super) struct StoryReader<'r, 'a, 'm> {
    pub xml: &'r mut Xml<'a>,
    sources: &'r mut Sources,
    pub meter: &'r mut Meter<'m>,
    pub story: Story,
    frames: Vec<Frame>,
    pub containers: Vec<Container>,
    pub face: Face,
    pub glyphs: Option<Glyphs>,
    /// How many tracked deletions are open.
    pub deleted: usize,
}

/// An open element, and what its end has to do.
enum Frame {
    /// Anything that only holds others: content controls, smart tags, insertions, hyperlinks, drawings.
    Plain,
    Paragraph,
    /// The formatting outside of the run.
    Run(Face, Option<Glyphs>),
    Table,
    Row,
    Cell,
    TextBox,
    /// A footnote or endnote; without an id where it is only a separator.
    Note(Option<i64>),
    Deletion,
    /// Alternative content, and whether a branch of it was taken.
    Alternatives(bool),
}

impl StoryReader<'_, '_, '_> {
    fn run(&mut self) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Token::Start(tag) => {
                    if let Some(frame) = self.start(&tag)? {
                        self.frames.push(frame);
                    }
                }
                Token::End => self.end()?,
                Token::Text(_) => {}
                Token::Eof => return Ok(()),
            }
        }
    }

    /// The innermost of what is open.
    pub fn top(&mut self) -> &mut Container {
        if self.containers.is_empty() {
            self.containers.push(Container::default());
        }
        self.containers.last_mut().expect("one was just pushed")
    }

    /// Opens an element; `None` where it was read to its end.
    fn start(&mut self, tag: &Tag) -> Result<Option<Frame>, ReadError> {
        match tag.space {
            Space::Word => self.start_word(tag),
            Space::Math => self.start_math(tag),
            Space::Compatibility => self.start_alternative(tag),
            Space::Drawing => self.start_drawing(tag),
            Space::Vml if tag.name() == "textpath" => {
                self.word_art(&tag.attribute("string").unwrap_or_default())?;
                Ok(Some(Frame::Plain))
            }
            Space::Diagram if tag.name() == "relIds" => {
                match self.sources.diagrams.remove(&tag.attribute("dm").unwrap_or_default()) {
                    Some(words) => self.top().paragraph().boxes.push(words),
                    None => self.story.diagrams += 1,
                }
                Ok(Some(Frame::Plain))
            }
            _ => Ok(Some(Frame::Plain)),
        }
    }

    fn start_word(&mut self, tag: &Tag) -> Result<Option<Frame>, ReadError> {
        let frame = match tag.name() {
            "p" => {
                self.top().end_paragraph();
                let deleted_mark = self.deleted > 0;
                self.top().paragraph = Some(WordParagraph { deleted_mark, ..WordParagraph::default() });
                self.meter.paragraph()?;
                Frame::Paragraph
            }
            "r" => self.start_run(),
            "tbl" => {
                self.top().end_paragraph();
                self.top().tables.push(OpenTable::default());
                Frame::Table
            }
            "tr" => self.start_row()?,
            "tc" => self.start_cell()?,
            "txbxContent" => {
                self.open_container()?;
                Frame::TextBox
            }
            "footnote" | "endnote" => {
                self.open_container()?;
                let is_text = tag.attribute("type").is_none_or(|kind| kind == "normal");
                Frame::Note(tag.attribute("id").and_then(|id| id.trim().parse().ok()).filter(|_| is_text))
            }
            "del" | "moveFrom" => {
                self.deleted += 1;
                Frame::Deletion
            }
            "t" | "delText" => {
                self.words(tag)?;
                return Ok(None);
            }
            "pPr" | "rPr" | "trPr" | "tcPr" | "sectPr" => {
                self.properties(tag)?;
                return Ok(None);
            }
            name if SKIPPED.contains(&name) => {
                self.xml.skip()?;
                return Ok(None);
            }
            name if LEAVES.contains(&name) => {
                self.leaf(tag)?;
                self.xml.skip()?;
                return Ok(None);
            }
            _ => Frame::Plain,
        };
        Ok(Some(frame))
    }

    fn start_run(&mut self) -> Frame {
        let outside = Frame::Run(self.face, self.glyphs);
        self.face = Face::default();
        self.glyphs = None;
        outside
    }

    fn start_row(&mut self) -> Result<Frame, ReadError> {
        self.meter.row()?;
        self.top().end_paragraph();
        let Some(table) = self.top().tables.last_mut() else { return Ok(Frame::Plain) };
        table.end_row();
        table.row = Some(WordRow::default());
        Ok(Frame::Row)
    }

    fn start_cell(&mut self) -> Result<Frame, ReadError> {
        self.meter.cell()?;
        self.top().end_paragraph();
        let in_row = self.top().tables.last().is_some_and(|table| table.row.is_some());
        if !in_row {
            return Ok(Frame::Plain);
        }
        self.open_container()?;
        Ok(Frame::Cell)
    }

    fn open_container(&mut self) -> Result<(), ReadError> {
        let code = self.top().code_now();
        self.containers.push(Container { code, ..Container::default() });
        self.meter.depth(self.containers.len() - 1)
    }

    fn start_math(&mut self, tag: &Tag) -> Result<Option<Frame>, ReadError> {
        match tag.name() {
            "r" => Ok(Some(self.start_run())),
            "t" => {
                self.words(tag)?;
                Ok(None)
            }
            name if name.ends_with("Pr") => {
                self.xml.skip()?;
                Ok(None)
            }
            _ => Ok(Some(Frame::Plain)),
        }
    }

    /// Of alternatives the first that Word understands is read (ECMA-376-3, 10.2.1): a drawing with its text box, not the
    /// same in the words of old programs.
    fn start_alternative(&mut self, tag: &Tag) -> Result<Option<Frame>, ReadError> {
        match (tag.name(), self.frames.last_mut()) {
            ("AlternateContent", _) => Ok(Some(Frame::Alternatives(false))),
            ("Choice" | "Fallback", Some(Frame::Alternatives(taken))) => {
                if *taken || (tag.name() == "Choice" && !self.xml.understands(tag)) {
                    self.xml.skip()?;
                    return Ok(None);
                }
                *taken = true;
                Ok(Some(Frame::Plain))
            }
            _ => Ok(Some(Frame::Plain)),
        }
    }

    /// Shapes of drawings without a Word text of their own hold paragraphs of DrawingML.
    fn start_drawing(&mut self, tag: &Tag) -> Result<Option<Frame>, ReadError> {
        match tag.name() {
            "p" => {
                self.open_container()?;
                Ok(Some(Frame::TextBox))
            }
            "t" => {
                self.words(tag)?;
                Ok(None)
            }
            _ => Ok(Some(Frame::Plain)),
        }
    }

    fn properties(&mut self, tag: &Tag) -> Result<(), ReadError> {
        match (tag.name(), self.frames.last()) {
            ("pPr", Some(Frame::Paragraph)) => {
                let mut properties = ParagraphProperties::read(self.xml)?;
                self.story.margins.append(&mut properties.margins);
                let id = properties.style.take();
                let style = id.as_deref().and_then(|id| self.sources.styles.number(id));
                if style.is_none() {
                    properties.outline = properties.outline.or(id.as_deref().and_then(outline_named));
                }
                self.top().paragraph().format(properties, style);
                Ok(())
            }
            ("rPr", Some(Frame::Run(..))) => {
                let properties = RunProperties::read(self.xml)?;
                let style = properties.style.as_deref().and_then(|id| self.sources.styles.number(id));
                self.face = Face::of(&properties, style);
                self.glyphs = properties.glyphs;
                Ok(())
            }
            ("trPr", Some(Frame::Row)) => {
                let properties = RowProperties::read(self.xml, self.meter.limits.colspan, &mut self.story.clamped)?;
                if let Some(row) = self.top().tables.last_mut().and_then(|table| table.row.as_mut()) {
                    row.properties = properties;
                }
                Ok(())
            }
            ("tcPr", Some(Frame::Cell)) => {
                let limit = self.meter.limits.colspan;
                self.top().cell = CellProperties::read(self.xml, limit, &mut self.story.clamped)?;
                Ok(())
            }
            ("sectPr", _) => section_margins(self.xml, &mut self.story.margins),
            _ => self.xml.skip(),
        }
    }

    fn end(&mut self) -> Result<(), ReadError> {
        match self.frames.pop() {
            None | Some(Frame::Plain | Frame::Alternatives(_)) => {}
            Some(Frame::Paragraph) => self.top().end_paragraph(),
            Some(Frame::Run(face, glyphs)) => {
                self.face = face;
                self.glyphs = glyphs;
            }
            Some(Frame::Table) => self.top().end_table(),
            Some(Frame::Row) => {
                self.top().end_paragraph();
                if let Some(table) = self.top().tables.last_mut() {
                    table.end_row();
                }
            }
            Some(Frame::Cell) => {
                let Some(container) = self.containers.pop() else { return Ok(()) };
                let cell = WordCell { properties: container.cell, blocks: container.finished() };
                if let Some(row) = self.top().tables.last_mut().and_then(|table| table.row.as_mut()) {
                    row.cells.push(cell);
                }
            }
            Some(Frame::TextBox) => {
                let blocks = self.containers.pop().map(Container::finished).unwrap_or_default();
                self.top().paragraph().boxes.push(blocks);
            }
            Some(Frame::Note(id)) => {
                let blocks = self.containers.pop().map(Container::finished).unwrap_or_default();
                self.story.notes.extend(id.map(|id| (id, blocks)));
            }
            Some(Frame::Deletion) => self.deleted = self.deleted.saturating_sub(1),
        }
        Ok(())
    }
}

/// Elements that hold no text of the document: properties, former properties, instructions of fields, pronunciation.
const SKIPPED: &[&str] = &[
    "delInstrText",
    "fldData",
    "instrText",
    "pPrChange",
    "rPrChange",
    "rt",
    "rubyPr",
    "customXmlPr",
    "sdtEndPr",
    "sdtPr",
    "sectPrChange",
    "smartTagPr",
    "tblGrid",
    "tblPr",
    "tblPrEx",
    "tcPrChange",
    "trPrChange",
];
