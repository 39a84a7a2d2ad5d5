//! Plain text: in any Russian encoding, with tables of tabs or of drawn lines, with mark-up that came along.

mod aligned;
mod barred;
mod drawn;
mod encoding;
mod html;
mod letters;
mod lines;
mod markup;
mod prose;
mod ruled;
mod separated;
mod stacked;
mod tabbed;
#[cfg(test)]
mod tests;
mod wrapped;

use std::collections::BTreeSet;

use vekha_model::{Block, Document, Format, Note, Place};

use crate::{Limits, ReadError};

/// Reads a plain text.
pub(crate) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    // A character takes four bytes at most.
    limits.check("the text, in characters,", bytes.len() / 4, limits.characters)?;
    let Some(decoded) = encoding::decode(bytes) else {
        return Err(ReadError::NotADocument { reason: "its bytes are neither text nor a known format".into() });
    };
    let text = decoded.text.trim_start_matches('\u{feff}');
    limits.check("the text, in characters,", text.chars().count(), limits.characters)?;
    let blocks = blocks(text, limits)?;
    if blocks.is_empty() {
        return Err(ReadError::NotADocument { reason: "the file holds nothing but blanks".into() });
    }
    limits.check_tables(&blocks)?;
    let markup_characters = markup_characters(text, &blocks);
    let mut notes = Vec::new();
    if decoded.undecodable > 0 {
        let text = format!("{} places hold bytes that are no characters in {}", decoded.undecodable, decoded.encoding);
        notes.push(Note::whole("undecodable", text));
    }
    if decoded.controls > 0 {
        let text = format!("{} control characters stand among the words", decoded.controls);
        notes.push(Note::whole("control_characters", text));
    }
    if decoded.guessed {
        notes.push(Note::whole(
            "encoding_guessed",
            format!("read as {}, but other encodings fit too", decoded.encoding),
        ));
    }
    Ok(Document {
        id: crate::identity(bytes),
        name: name.to_owned(),
        format: Format::Txt,
        encoding: Some(decoded.encoding),
        blocks,
        deleted_characters: 0,
        hidden_characters: 0,
        markup_characters,
        notes,
    })
}

/// How many non-blank characters of the text are in none of the blocks: tags, frames, `**`.
///
/// The labels that `<li>` stands for are set by the reader, as a browser sets them, so they are not the text's.
fn markup_characters(text: &str, blocks: &[Block]) -> u64 {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let place = Place::block("", 0);
    let kept: usize = blocks.iter().flat_map(|block| block.texts(&place)).map(|(_, text)| count(&text)).sum();
    let labels = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            paragraph.text.chars().take(paragraph.label).filter(|c| !c.is_whitespace()).count()
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells).flat_map(vekha_model::Cell::paragraphs);
            cells.flat_map(|p| p.text.chars().take(p.label)).filter(|c| !c.is_whitespace()).count()
        }
    };
    let set: usize = blocks.iter().map(labels).sum();
    (count(text) + set).saturating_sub(kept) as u64
}

/// The paragraphs and tables of a text.
fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, ReadError> {
    let lines = lines::lines(text);
    limits.check("the text, in lines,", lines.len(), limits.cells)?;
    limits.check("the text, in tabs and bars,", text.matches(['\t', '|', '│', '║', '┃']).count(), limits.cells)?;
    let mut blocks = Vec::new();
    let mut finder = Finder::default();
    let mut prose_from = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some((found, end)) = finder.table(&lines, at, limits.colspan) else {
            at += 1;
            continue;
        };
        prose::add(&mut blocks, prose::prose(&lines[prose_from..at]));
        blocks.extend(found);
        (at, prose_from) = (end, end);
    }
    prose::add(&mut blocks, prose::prose(&lines[prose_from..]));
    blocks.shrink_to_fit();
    Ok(blocks)
}

/// What is known from the lines above. A stretch that is no table is not looked at again from each of its lines, or long
/// files would take for ever.
#[derive(Default)]
struct Finder {
    /// The widths of tabbed tables read before.
    widths: BTreeSet<usize>,
    undrawn_until: usize,
    unaligned_until: usize,
    unbarred_until: usize,
    unseparated_until: usize,
    /// Whether a `<table>` above is closed nowhere.
    is_unclosed: bool,
    unstacked_until: usize,
    untabbed_until: usize,
}

impl Finder {
    /// The table that begins at this line, with the line after it.
    fn table(&mut self, lines: &[&str], at: usize, colspan: usize) -> Option<(Vec<Block>, usize)> {
        if at >= self.undrawn_until {
            match drawn::read(lines, at) {
                Ok(drawn) => return Some(drawn),
                Err(end) => self.undrawn_until = end,
            }
        }
        if !self.is_unclosed && html::begins(lines[at]) {
            match html::read(lines, at, colspan) {
                Some(table) => return Some(table),
                None => self.is_unclosed = true,
            }
        }
        if at >= self.unbarred_until && barred::ends_cell(lines[at]) {
            match barred::read(lines, at) {
                Ok(barred) => return Some(barred),
                Err(end) => self.unbarred_until = end,
            }
        }
        if let Some(ruled) = ruled::read(lines, at) {
            return Some(ruled);
        }
        if at >= self.unstacked_until && stacked::is_cell(lines[at]) {
            match stacked::read(lines, at) {
                Ok(stacked) => return Some(stacked),
                Err(end) => self.unstacked_until = end,
            }
        }
        if at >= self.untabbed_until && lines[at].contains('\t') {
            match tabbed::read(lines, at, |width| self.widths.contains(&width)) {
                Ok((blocks, end, width)) => {
                    self.widths.insert(width);
                    return Some((blocks, end));
                }
                Err(end) => self.untabbed_until = end,
            }
        }
        if at >= self.unseparated_until && lines[at].contains(';') {
            match separated::read(lines, at) {
                Ok(separated) => return Some(separated),
                Err(end) => self.unseparated_until = end,
            }
        }
        if at >= self.unaligned_until && aligned::begins(lines[at]) {
            match aligned::read(lines, at) {
                Ok(aligned) => return Some(aligned),
                Err(end) => self.unaligned_until = end,
            }
        }
        None
    }
}
