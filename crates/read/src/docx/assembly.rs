use std::collections::BTreeSet;

use vekha_model::{Block, Note, Paragraph, Part as Where};

use super::encoding::decode;
use super::layout::{Layout, LeftOut};
use super::meter::Meter;
use super::numbering::{Counters, Numbering};
use super::package::{Package, Part};
use super::parts::{Main, Relations};
use super::remarks::{Condition, Remarks};
use super::story::{Sources, read_story};
use super::styles::Styles;
use super::word::{NoteKind, Story, WordBlock};
use super::xml::Xml;
use crate::{Limits, ReadError};

/// Puts the parts of a document together: the body, then the notes at the foot, then what stands in the margins.
pub(super) struct Assembly<'a> {
    package: Package<'a>,
    relations: Relations,
    /// The folder of the main part.
    folder: String,
    meter: Meter<'a>,
    sources: Sources,
    numbering: Numbering,
    remarks: Remarks,
    pub left_out: LeftOut,
}

impl<'a> Assembly<'a> {
    /// Reads the styles and lists that go with the main part of this name.
    pub fn new(mut package: Package<'a>, main: &str, limits: &'a Limits) -> Result<Self, ReadError> {
        let mut assembly = Self {
            relations: Relations::of(&mut package, main)?,
            package,
            folder: main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/")),
            meter: Meter::new(limits),
            sources: Sources::default(),
            numbering: Numbering::default(),
            remarks: Remarks::default(),
            left_out: LeftOut::default(),
        };
        assembly.sources.styles = assembly.related("styles", |xml, _| Styles::read(xml))?.unwrap_or_default();
        assembly.numbering = assembly.related("numbering", |xml, _| Numbering::read(xml))?.unwrap_or_default();
        assembly.diagrams()?;
        Ok(assembly)
    }

    /// Reads the words of the diagrams that the main part shows.
    fn diagrams(&mut self) -> Result<(), ReadError> {
        for (id, name) in self.relations.all("diagramData") {
            let Some(part) = self.package.part(&name)? else { continue };
            let words = self.read_part(&name, part, |xml, meter| read_story(xml, &mut Sources::default(), meter))?;
            self.sources.diagrams.extend(words.map(|story| (id, story.blocks)));
        }
        Ok(())
    }

    /// All blocks of the document, from its main part on.
    pub fn blocks(&mut self, main: Main) -> Result<Vec<Block>, ReadError> {
        let Main { name, text, replaced, cut } = main;
        let mut xml = Xml::new(&text, self.meter.xml_depth());
        let story = read_story(&mut xml, &mut self.sources, &mut self.meter)?;
        let condition = Condition { part: &name, is_main: true, replaced, cut: cut.as_deref() };
        let damage = self.remarks.condition(&condition, &xml);

        let Story { blocks, references, margins, fields, .. } = self.remarked(story);
        let mut blocks = self.laid_out(Where::Body, vec![blocks], &fields)?;
        match damage {
            Some(reason) if blocks.iter().all(is_blank) => return Err(ReadError::Damaged { part: name, reason }),
            _ => {}
        }
        blocks.extend(self.notes_at_the_foot(NoteKind::Footnote, "footnotes", &references)?);
        blocks.extend(self.notes_at_the_foot(NoteKind::Endnote, "endnotes", &references)?);
        blocks.extend(self.margins(&margins)?);
        Ok(blocks)
    }

    /// What was odd.
    pub fn notes(&mut self) -> Vec<Note> {
        self.remarks.count("hidden_text", self.left_out.hidden, "characters are formatted as hidden and left out");
        self.remarks.take()
    }

    /// Reads the part that a relation of this kind leads to, or the one with the usual name.
    fn related<T>(&mut self, kind: &str, read: impl PartReader<T>) -> Result<Option<T>, ReadError> {
        let usual = format!("{}{kind}.xml", self.folder);
        let named = self.relations.kind(kind).map(str::to_owned);
        let name = named.clone().filter(|name| self.package.contains(name)).unwrap_or(usual);
        match self.package.part(&name)? {
            Some(part) => self.read_part(&part.name.clone(), part, read),
            None => {
                if let Some(named) = named {
                    self.remarks.add("missing_part", format!("part `{named}` is missing"));
                }
                Ok(None)
            }
        }
    }

    /// Reads a part that the document can do without: what is broken in it is a note.
    fn read_part<T>(&mut self, name: &str, part: Part, read: impl PartReader<T>) -> Result<Option<T>, ReadError> {
        if part.bytes.iter().all(u8::is_ascii_whitespace) {
            let reason = part.cut.unwrap_or_else(|| "it is empty".to_owned());
            self.remarks.add("damaged_part", format!("part `{name}` is not read: {reason}"));
            return Ok(None);
        }
        let decoded = decode(part.bytes);
        let mut xml = Xml::new(&decoded.text, self.meter.xml_depth());
        let value = match read(&mut xml, &mut self.meter) {
            Ok(value) => value,
            Err(error @ ReadError::TooDeep { .. }) => {
                self.remarks.add("damaged_part", format!("part `{name}` is not read: {error}"));
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let condition = Condition { part: name, is_main: false, replaced: decoded.replaced, cut: part.cut.as_deref() };
        self.remarks.condition(&condition, &xml);
        Ok(Some(value))
    }

    fn read_related_story(&mut self, kind: &str) -> Result<Option<Story>, ReadError> {
        let mut sources = std::mem::take(&mut self.sources);
        let story = self.related(kind, |xml, meter| read_story(xml, &mut sources, meter));
        self.sources = sources;
        Ok(story?.map(|story| self.remarked(story)))
    }

    /// Makes the remarks that a story as a whole calls for.
    fn remarked(&mut self, story: Story) -> Story {
        let targets = self.relations.targets();
        for id in &story.chunks {
            let target = targets.get(id.as_str()).copied().unwrap_or(id);
            self.remarks.add("alt_chunk", format!("the embedded document `{target}` is not read"));
        }
        let unclosed = story.fields.iter().filter(|ends| !**ends).count();
        let counted = [
            ("diagram", story.diagrams, "diagrams are not read"),
            ("field_unclosed", unclosed, "fields have no end; their words are kept"),
            ("unknown_symbol", story.pictures, "characters of picture fonts have no known meaning"),
            ("span_clamped", story.clamped, "cells claim to be wider than any table; their width is cut"),
        ];
        for (code, count, text) in counted {
            self.remarks.count(code, count as u64, text);
        }
        story
    }

    /// Lays out stories that count their lists together.
    fn laid_out(
        &mut self,
        part: Where,
        stories: Vec<Vec<WordBlock>>,
        fields: &[bool],
    ) -> Result<Vec<Block>, ReadError> {
        let mut layout = Layout {
            styles: &self.sources.styles,
            numbering: &self.numbering,
            meter: &mut self.meter,
            fields,
            part,
            counters: Counters::default(),
            box_counters: Counters::default(),
            left_out: LeftOut::default(),
        };
        let mut blocks = Vec::new();
        for story in stories {
            blocks.extend(layout.blocks(story)?);
        }
        self.left_out.deleted += layout.left_out.deleted;
        self.left_out.hidden += layout.left_out.hidden;
        let unknown: BTreeSet<&String> = layout.counters.unknown.iter().chain(&layout.box_counters.unknown).collect();
        for format in unknown {
            let text = format!("the number format `{format}` is not known; numbers are written in digits");
            self.remarks.add("number_format", text);
        }
        Ok(blocks)
    }

    /// The footnotes or endnotes that the text refers to, each once.
    fn notes_at_the_foot(
        &mut self,
        kind: NoteKind,
        part: &str,
        references: &[(NoteKind, i64)],
    ) -> Result<Vec<Block>, ReadError> {
        let mut ids: Vec<i64> = references.iter().filter(|(of, _)| *of == kind).map(|(_, id)| *id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut story = self.read_related_story(part)?.unwrap_or_default();
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        let mut stories = Vec::new();
        for id in ids {
            match story.notes.remove(&id) {
                Some(blocks) => stories.push(blocks),
                None => self.remarks.add("missing_note", format!("the text refers to {part} `{id}`, which is missing")),
            }
        }
        let mut blocks = self.laid_out(Where::Footnote, stories, &story.fields)?;
        blocks.retain(|block| !is_blank(block));
        Ok(blocks)
    }

    /// The headers and footers of all sections: each distinct line once, tables as lines, for they only arrange.
    fn margins(&mut self, ids: &[String]) -> Result<Vec<Block>, ReadError> {
        let mut lines = Vec::new();
        for name in self.margin_parts(ids) {
            let Some(part) = self.package.part(&name)? else {
                self.remarks.add("missing_part", format!("part `{name}` is missing"));
                continue;
            };
            let mut sources = std::mem::take(&mut self.sources);
            let story = self.read_part(&name, part, |xml, meter| read_story(xml, &mut sources, meter));
            self.sources = sources;
            let Some(story) = story? else { continue };
            let Story { blocks, fields, .. } = self.remarked(story);
            let blocks = self.laid_out(Where::PageMargin, vec![blocks], &fields)?;
            flatten(blocks, &mut lines);
        }
        let mut seen = BTreeSet::new();
        lines.retain(|line| !line.text.trim().is_empty() && seen.insert(line.text.clone()));
        let margin = |line| Block::Paragraph(Paragraph { part: Where::PageMargin, ..line });
        Ok(lines.into_iter().map(margin).collect())
    }

    /// The parts of headers and footers in the order of the sections; without a list of relations, by their names.
    fn margin_parts(&self, ids: &[String]) -> Vec<String> {
        let targets = self.relations.targets();
        let mut names: Vec<String> = if targets.is_empty() {
            let folder = self.folder.to_lowercase();
            let files = self.package.names().filter(|name| {
                let file = name.strip_prefix(&folder).unwrap_or_default();
                (file.starts_with("header") || file.starts_with("footer")) && file.ends_with(".xml")
            });
            files.map(str::to_owned).collect()
        } else {
            ids.iter().filter_map(|id| targets.get(id.as_str())).map(|name| (*name).to_owned()).collect()
        };
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.to_lowercase()));
        names
    }
}

/// How a part is read from its XML.
trait PartReader<T>: FnOnce(&mut Xml, &mut Meter) -> Result<T, ReadError> {}

impl<T, F: FnOnce(&mut Xml, &mut Meter) -> Result<T, ReadError>> PartReader<T> for F {}

/// The paragraphs of all blocks, those of tables row by row.
fn flatten(blocks: Vec<Block>, lines: &mut Vec<Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| flatten(cell.blocks, lines));
            }
        }
    }
}

fn is_blank(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.text.trim().is_empty())
}
