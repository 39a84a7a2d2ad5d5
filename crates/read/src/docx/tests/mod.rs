//! One feature a test: XML written inline, zipped by [`Docx`], read, and shown in lines.

mod changes;
mod fields;
mod lists;
mod mutations;
mod packages;
mod paragraphs;
mod places;
mod tables;
mod wounds;

use std::io::{Cursor, Write};

use vekha_model::{Block, Cell, Document, Paragraph, Part, Row, Table, Vertical};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::{Limits, ReadError};

/// A builder of .docx files from readable XML.
struct Docx {
    parts: Vec<(String, Vec<u8>)>,
}

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml""#;

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Docx {
    /// A document with this body, and no other part.
    fn body(body: &str) -> Self {
        Self { parts: Vec::new() }.xml("word/document.xml", "document", &format!("<w:body>{body}</w:body>"))
    }

    /// A document of these very bytes.
    fn main(xml: impl Into<Vec<u8>>) -> Self {
        Self { parts: Vec::new() }.part("word/document.xml", xml)
    }

    fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// A part of WordprocessingML with the usual prefixes.
    fn xml(self, name: &str, root: &str, inside: &str) -> Self {
        self.part(name, format!("<?xml version=\"1.0\"?><w:{root} {SPACES}>{inside}</w:{root}>"))
    }

    fn styles(self, styles: &str) -> Self {
        self.xml("word/styles.xml", "styles", styles)
    }

    fn numbering(self, numbering: &str) -> Self {
        self.xml("word/numbering.xml", "numbering", numbering)
    }

    /// Relations of the main part: id, kind, target.
    fn relations(self, relations: &[(&str, &str, &str)]) -> Self {
        let inside: String = relations
            .iter()
            .map(|(id, kind, to)| format!(r#"<Relationship Id="{id}" Type="{TYPE}/{kind}" Target="{to}"/>"#))
            .collect();
        self.part("word/_rels/document.xml.rels", format!("<Relationships>{inside}</Relationships>"))
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(&self) -> Result<Document, ReadError> {
        read(&self.bytes(), "plan.docx", &Limits::default())
    }

    fn document(&self) -> Document {
        self.read().unwrap()
    }

    /// The blocks as lines.
    fn lines(&self) -> Vec<String> {
        shown(&self.document())
    }

    /// The codes of the notes.
    fn notes(&self) -> Vec<String> {
        self.document().notes.into_iter().map(|note| note.code).collect()
    }

    /// The kind of the error.
    fn error(&self) -> &'static str {
        self.read().map(|document| shown(&document)).unwrap_err().code()
    }
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A table of these rows.
fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr><w:tblW w:w=\"0\"/></w:tblPr><w:tblGrid/>{}</w:tbl>", rows.concat())
}

/// A row with these properties and cells.
fn tr(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

/// A cell with these properties and one paragraph.
fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// Each block as a line: `[1.\t]words {h1 bold}`, `| 2×wide | ↓top | ↑below |`.
fn shown(document: &Document) -> Vec<String> {
    document.blocks.iter().map(block_line).collect()
}

fn block_line(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => paragraph_line(paragraph),
        Block::Table(table) => table_line(table),
    }
}

fn paragraph_line(paragraph: &Paragraph) -> String {
    let label: String = paragraph.text.chars().take(paragraph.label).collect();
    let label = if label.is_empty() { label } else { format!("[{label}]") };
    let mut flags = Vec::new();
    flags.extend(paragraph.heading.map(|level| format!("h{level}")));
    flags.extend(paragraph.list_level.filter(|level| *level > 0).map(|level| format!("l{level}")));
    flags.extend(paragraph.bold.then(|| "bold".to_owned()));
    flags.extend(paragraph.centered.then(|| "centered".to_owned()));
    flags.extend(match paragraph.part {
        Part::Body => None,
        Part::TextBox => Some("box".to_owned()),
        Part::Footnote => Some("note".to_owned()),
        Part::PageMargin => Some("margin".to_owned()),
    });
    let flags = if flags.is_empty() { String::new() } else { format!(" {{{}}}", flags.join(" ")) };
    format!("{label}{}{flags}", paragraph.without_label()).replace('\t', "\\t").replace('\n', "\\n")
}

fn table_line(table: &Table) -> String {
    assert!(table.merges, "a .docx can tell a merged cell from an empty one");
    table.rows.iter().map(row_line).collect::<Vec<_>>().join(" / ")
}

fn row_line(row: &Row) -> String {
    let margin = |columns: usize| if columns > 0 { format!("+{columns}") } else { String::new() };
    let header = if row.header { "H" } else { "" };
    let cells: Vec<String> = row.cells.iter().map(cell_line).collect();
    format!("{header}{}| {} |{}", margin(row.before), cells.join(" | "), margin(row.after))
}

fn cell_line(cell: &Cell) -> String {
    let span = if cell.colspan > 1 { format!("{}×", cell.colspan) } else { String::new() };
    let merge = match cell.vertical {
        Vertical::Single => "",
        Vertical::Start => "↓",
        Vertical::Continue => "↑",
    };
    let blocks: Vec<String> = cell.blocks.iter().map(block_line).collect();
    format!("{span}{merge}{}", blocks.join(" ¶ "))
}
