//! Plain text: in any Russian encoding, with tables of tabs or of drawn lines, with mark-up that came along.

mod drawn;
mod encoding;
mod letters;
mod lines;
mod markup;
mod prose;
mod stacked;
mod tabbed;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use vekha_model::{Block, Document, Format, Note};

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
    let mut notes = Vec::new();
    if decoded.undecodable > 0 {
        let text = format!("{} places hold bytes that are no characters in {}", decoded.undecodable, decoded.encoding);
        notes.push(Note::whole("undecodable", text));
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
        notes,
    })
}

/// The paragraphs and tables of a text.
fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>, ReadError> {
    let lines = lines::lines(text);
    limits.check("the text, in lines,", lines.len(), limits.cells)?;
    limits.check("the text, in tabs and bars,", text.matches(['\t', '|', '│', '║', '┃']).count(), limits.cells)?;
    let mut blocks = Vec::new();
    let mut widths = BTreeSet::new();
    let mut prose_from = 0;
    let mut indented_until = 0;
    let mut at = 0;
    while at < lines.len() {
        let (found, end) = match table(&lines, at, &mut widths, &mut indented_until) {
            Some(found) => found,
            None => {
                at += 1;
                continue;
            }
        };
        blocks.extend(prose::prose(&lines[prose_from..at]));
        blocks.extend(found);
        (at, prose_from) = (end, end);
    }
    blocks.extend(prose::prose(&lines[prose_from..]));
    Ok(blocks)
}

/// The table that begins at this line, with the line after it.
///
/// `widths` are those of tables read before, `indented_until` the line up to which tabs are known to be indents.
fn table(
    lines: &[&str],
    at: usize,
    widths: &mut BTreeSet<usize>,
    indented_until: &mut usize,
) -> Option<(Vec<Block>, usize)> {
    if let Some(drawn) = drawn::read(lines, at) {
        return Some(drawn);
    }
    if !lines[at].contains('\t') {
        return None;
    }
    if stacked::is_cell(lines[at]) && at >= *indented_until {
        match stacked::read(lines, at) {
            Ok(stacked) => return Some(stacked),
            Err(end) => *indented_until = end,
        }
    }
    let (blocks, end, width) = tabbed::read(lines, at, |width| widths.contains(&width))?;
    widths.insert(width);
    Some((blocks, end))
}
