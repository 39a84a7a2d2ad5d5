use super::glyphs::{readable, symbol};
use super::story::StoryReader;
use super::tag::Tag;
use super::word::{Face, NoteKind, WordBlock, WordParagraph};
use super::xml::Token;
use crate::ReadError;

/// The words of a run, and the elements that stand for a character or point elsewhere.
impl StoryReader<'_, '_, '_> {
    /// The words of a `w:t`, to its end. Unless it says so, line ends at its own ends only set the XML apart.
    pub fn words(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let deleted = tag.name() == "delText";
        let preserves = tag.attribute("space").is_some_and(|space| space == "preserve");
        let mut inside = 0usize;
        loop {
            match self.xml.next()? {
                Token::Text(text) if preserves => self.write(&text, deleted)?,
                Token::Text(text) => self.write(without_layout(&text), deleted)?,
                Token::Start(_) => inside += 1,
                Token::End if inside > 0 => inside -= 1,
                Token::End | Token::Eof => return Ok(()),
            }
        }
    }

    fn write(&mut self, text: &str, deleted: bool) -> Result<(), ReadError> {
        self.meter.characters(text.chars().count())?;
        let is_plain = |character: char| character >= ' ' && !is_private(character);
        if text.chars().all(is_plain) {
            self.put(text, deleted);
        } else {
            let text = self.shown(text);
            self.put(&text, deleted);
        }
        Ok(())
    }

    /// The words as they show: a line end in the XML is white space like any other, pictures of fonts are characters,
    /// and codes that XML forbids are left out.
    fn shown(&mut self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\r' if characters.peek() == Some(&'\n') => {}
                '\n' | '\r' => shown.push(' '),
                '\t' => shown.push('\t'),
                _ if character < ' ' => {}
                _ => {
                    let known = readable(character, self.glyphs);
                    self.story.pictures += usize::from(is_private(known));
                    shown.push(known);
                }
            }
        }
        shown
    }

    fn put(&mut self, text: &str, deleted: bool) {
        let deleted = deleted || self.deleted > 0;
        let face = Face { deleted, ..self.face };
        let container = self.top();
        let code = container.code_now();
        container.paragraph().push(text, Face { code, ..face });
    }

    /// An element without words of its own.
    pub fn leaf(&mut self, tag: &Tag) -> Result<(), ReadError> {
        match tag.name() {
            "tab" | "ptab" => self.put("\t", false),
            "br" | "cr" => self.put("\n", false),
            "noBreakHyphen" => self.put("\u{2011}", false),
            "softHyphen" => self.put("\u{AD}", false),
            "sym" => self.symbol(tag),
            "fldChar" => self.field(&tag.attribute("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.reference(NoteKind::Footnote, tag),
            "endnoteReference" => self.reference(NoteKind::Endnote, tag),
            "altChunk" | "subDoc" => self.story.chunks.push(tag.attribute("id").unwrap_or_default()),
            _ => {}
        }
        self.meter.characters(1)
    }

    fn symbol(&mut self, tag: &Tag) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = tag.attribute("font").unwrap_or_default();
        let character = code.and_then(|code| symbol(code, &font)).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.story.pictures += usize::from(is_private(character) || character == char::REPLACEMENT_CHARACTER);
        self.put(character.encode_utf8(&mut [0; 4]), false);
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.story.fields.push(false);
                let number = self.story.fields.len();
                self.top().fields.push((number, true));
            }
            "separate" => {
                if let Some((_, in_code)) = self.top().fields.last_mut() {
                    *in_code = false;
                }
            }
            "end" => {
                let Some((number, _)) = self.top().fields.pop() else { return };
                if let Some(ends) = self.story.fields.get_mut(number - 1) {
                    *ends = true;
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, kind: NoteKind, tag: &Tag) {
        let id = tag.attribute("id").and_then(|id| id.trim().parse().ok());
        if self.deleted == 0 {
            self.story.references.extend(id.map(|id| (kind, id)));
        }
    }

    /// Words drawn as a picture are a text box of one line.
    pub fn word_art(&mut self, text: &str) -> Result<(), ReadError> {
        self.meter.characters(text.chars().count())?;
        let mut paragraph = WordParagraph::default();
        let face = Face { deleted: self.deleted > 0, ..Face::default() };
        paragraph.push(&text.replace(char::is_control, " "), face);
        self.top().paragraph().boxes.push(vec![WordBlock::Paragraph(paragraph)]);
        Ok(())
    }
}

/// The area of Unicode in which fonts keep their pictures.
fn is_private(character: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&character)
}

/// The words without white space at either end that has a line end in it.
fn without_layout(text: &str) -> &str {
    let is_layout = |space: &str| space.contains(['\n', '\r']);
    let start = text.len() - text.trim_start().len();
    let text = if is_layout(&text[..start]) { &text[start..] } else { text };
    let end = text.trim_end().len();
    if is_layout(&text[end..]) { &text[..end] } else { text }
}

/// Elements that stand for a character or point elsewhere.
pub(super) const LEAVES: &[&str] = &[
    "altChunk",
    "br",
    "cr",
    "endnoteReference",
    "fldChar",
    "footnoteReference",
    "noBreakHyphen",
    "ptab",
    "softHyphen",
    "subDoc",
    "sym",
    "tab",
];
