use std::borrow::Cow;
use std::collections::HashMap;

use memchr::{memchr_iter, memchr2, memchr3, memchr3_iter, memmem};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};

use super::tag::{Tag, is_blank};
use crate::ReadError;

/// The vocabularies that matter, whatever prefix a file gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML, Transitional or Strict.
    Word,
    /// Office math.
    Math,
    /// Markup compatibility: alternative content.
    Compatibility,
    /// VML drawings.
    Vml,
    /// DrawingML.
    Drawing,
    /// DrawingML diagrams.
    Diagram,
    /// Another one that Word knows: its additions to the standard, parts of drawings.
    Known,
    /// Any other.
    Other,
}

/// The names of the vocabularies, and the prefix that stands for each where a damaged file declares none.
const SPACES: &[(&str, &str, Space)] = &[
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main", Space::Word),
    ("w", "http://purl.oclc.org/ooxml/wordprocessingml/main", Space::Word),
    ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math", Space::Math),
    ("m", "http://purl.oclc.org/ooxml/officeDocument/math", Space::Math),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006", Space::Compatibility),
    ("v", "urn:schemas-microsoft-com:vml", Space::Vml),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main", Space::Drawing),
    ("a", "http://purl.oclc.org/ooxml/drawingml/main", Space::Drawing),
    ("dgm", "http://schemas.openxmlformats.org/drawingml/2006/diagram", Space::Diagram),
    ("dgm", "http://purl.oclc.org/ooxml/drawingml/diagram", Space::Diagram),
];

/// How the names of other vocabularies begin that Word knows, and the prefixes that stand for them where a damaged file
/// declares none.
const KNOWN_NAMES: &[&str] = &[
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
];
const KNOWN_PREFIXES: &[&str] = &[
    "a14", "a16", "aink", "am3d", "asvg", "c", "c14", "cx", "o", "pic", "r", "w10", "w14", "w15", "w16", "w16cex",
    "w16cid", "w16du", "w16sdtdh", "w16se", "wne", "wp", "wp14", "wpc", "wpg", "wpi", "wps",
];

/// Mistakes after which the rest of a part is given up: each may cost a look at every open element.
const MISTAKES: usize = 1_000;

/// A piece of XML. Starts and ends always balance, also in a damaged file.
pub(super) enum Token<'a> {
    Start(Tag<'a>),
    End,
    Text(Cow<'a, str>),
    Eof,
}

/// What most of a file is made of.
enum Plain<'a> {
    /// The content of a start tag, and whether the element is empty.
    Start(&'a str, bool),
    /// The name in an end tag.
    End(&'a str),
    Text(&'a str),
}

/// A tolerant reader of XML: any prefix, mismatched tags closed, nothing but the predefined entities expanded.
///
/// What it had to mend is in `damage`; it stops with an error only where the nesting has no end.
pub(super) struct Xml<'a> {
    /// What is still to be read.
    rest: &'a str,
    /// The names of the open elements, one after another, and where each begins.
    names: String,
    starts: Vec<usize>,
    bindings: HashMap<String, Vec<Space>>,
    /// The prefix that was asked for last: nine of ten elements have that of the one before.
    last: Option<(&'a str, Space)>,
    /// The prefixes bound by an open element, with its depth.
    scopes: Vec<(usize, String)>,
    /// Ends still to be told.
    ends: usize,
    depth_limit: usize,
    mistakes: usize,
    stopped: bool,
    /// The first mistake found, in words.
    pub damage: Option<String>,
    /// The first entity met that is not expanded.
    pub entity: Option<String>,
    /// Whether there is a document type declaration.
    pub doctype: bool,
}

impl<'a> Xml<'a> {
    /// Reads `text`; elements nested deeper than `depth_limit` are an error.
    pub fn new(text: &'a str, depth_limit: usize) -> Self {
        Self {
            rest: text,
            names: String::new(),
            starts: Vec::new(),
            bindings: HashMap::new(),
            last: None,
            scopes: Vec::new(),
            ends: 0,
            depth_limit,
            mistakes: 0,
            stopped: false,
            damage: None,
            entity: None,
            doctype: false,
        }
    }

    /// The next piece.
    pub fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            if self.ends > 0 {
                self.ends -= 1;
                self.close();
                return Ok(Token::End);
            }
            if self.stopped {
                return Ok(Token::Eof);
            }
            match self.plain() {
                Some(Plain::Start(content, is_empty)) => {
                    self.ends = usize::from(is_empty);
                    return self.open(content);
                }
                Some(Plain::End(name)) => self.end(name),
                Some(Plain::Text(text)) => return Ok(Token::Text(Cow::Borrowed(text))),
                None => {
                    if let Some(token) = self.odd() {
                        return Ok(token);
                    }
                }
            }
            if self.mistakes > MISTAKES {
                self.stop();
            }
        }
    }

    /// Takes a tag or a text without references, if one comes next: tags end at the first `>` outside of quotes.
    ///
    /// Reading these by hand takes a third of the time that the XML reader takes, which makes every piece an event.
    fn plain(&mut self) -> Option<Plain<'a>> {
        let bytes = self.rest.as_bytes();
        let (plain, length) = match bytes {
            [b'<', b'!' | b'?', ..] | [] => return None,
            [b'<', b'/', ..] => {
                let end = tag_end(bytes)?;
                let content = self.rest.get(2..end)?;
                let name = content.trim_end_matches([' ', '\r', '\n', '\t']);
                (Plain::End(if name.is_empty() { content } else { name }), end + 1)
            }
            [b'<', ..] => {
                let end = tag_end(bytes)?;
                let content = self.rest.get(1..end)?;
                let plain = match content.strip_suffix('/') {
                    Some(content) => Plain::Start(content, true),
                    None => Plain::Start(content, false),
                };
                (plain, end + 1)
            }
            _ => {
                let length = memchr2(b'<', b'&', bytes).filter(|length| *length > 0)?;
                (Plain::Text(self.rest.get(..length)?), length)
            }
        };
        self.rest = self.rest.get(length..)?;
        Some(plain)
    }

    /// Reads any other piece; `None` for one that says nothing.
    fn odd(&mut self) -> Option<Token<'a>> {
        let mut reader = Reader::from_str(self.rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let event = reader.read_event();
        let left = reader.get_ref().len();
        self.rest = self.rest.get(self.rest.len() - left..).unwrap_or_default();
        match event {
            Ok(Event::Text(text)) => {
                let text = text.into_inner();
                if text.contains('&') {
                    self.mistake("a lone `&`".to_owned());
                }
                return Some(Token::Text(text));
            }
            Ok(Event::CData(text)) => return Some(Token::Text(text.into_inner())),
            Ok(Event::GeneralRef(reference)) => return Some(Token::Text(self.reference(&reference))),
            Ok(Event::DocType(_)) => self.doctype = true,
            // Tags are read above: here they can only be cut off, which is an error.
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_))
            | Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)) => {}
            Ok(Event::Eof) => self.stop(),
            Err(error) => {
                self.mistake(error.to_string());
                if !matches!(error, quick_xml::Error::IllFormed(_)) {
                    self.stop();
                }
            }
        }
        None
    }

    /// As [`Xml::skip`], for elements that are long and hold nothing that is wanted: goes on at the end tag where
    /// nothing between says otherwise.
    pub fn pass_over(&mut self) -> Result<(), ReadError> {
        let name = self.starts.last().map_or("", |&start| &self.names[start..]);
        // Tags of the same name, comments, instructions and lone signs need the longer way.
        let window = self.rest.get(..floor(self.rest, WINDOW)).unwrap_or_default();
        let end = memmem::find(window.as_bytes(), format!("</{name}").as_bytes()).filter(|_| self.ends == 0);
        if let Some((inside, rest)) = end.and_then(|end| self.rest.split_at_checked(end)) {
            let is_nested = memmem::find(inside.as_bytes(), format!("<{name}").as_bytes()).is_some();
            if !is_nested && memchr3(b'!', b'?', b'&', inside.as_bytes()).is_none() {
                self.rest = rest;
            }
        }
        self.skip()
    }

    /// Passes over the rest of the element whose start was just read.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 0usize;
        loop {
            match self.next()? {
                Token::Start(_) => depth += 1,
                Token::End if depth == 0 => return Ok(()),
                Token::End => depth -= 1,
                Token::Text(_) => {}
                Token::Eof => return Ok(()),
            }
        }
    }

    fn open(&mut self, content: &'a str) -> Result<Token<'a>, ReadError> {
        if self.starts.len() >= self.depth_limit {
            return Err(ReadError::TooDeep { what: "an XML element".to_owned(), limit: self.depth_limit });
        }
        let end = content.bytes().position(is_blank).unwrap_or(content.len());
        let (name, attributes) = content.split_at(end);
        self.starts.push(self.names.len());
        self.names.push_str(name);
        if memchr_iter(b'x', attributes.as_bytes()).any(|at| attributes[at..].starts_with("xmlns")) {
            self.bind(content, end);
        }
        let colon = name.bytes().position(|byte| byte == b':');
        let (prefix, local) = colon.map_or(("", 0), |colon| (&name[..colon], colon + 1));
        let space = match self.last {
            Some((last, space)) if last == prefix => space,
            _ => self.space(prefix),
        };
        self.last = Some((prefix, space));
        Ok(Token::Start(Tag { space, content, name: (local, end) }))
    }

    fn bind(&mut self, content: &str, name_end: usize) {
        self.last = None;
        for attribute in Attributes::new(content, name_end).with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = space_named(&attribute.value);
            self.bindings.entry(prefix.to_owned()).or_default().push(space);
            self.scopes.push((self.starts.len(), prefix.to_owned()));
        }
    }

    fn space(&self, prefix: &str) -> Space {
        match self.bindings.get(prefix).and_then(|bound| bound.last()) {
            Some(space) => *space,
            None if prefix.is_empty() => Space::Other,
            None => {
                let usual = SPACES.iter().find(|(usual, ..)| *usual == prefix).map(|(.., space)| *space);
                usual.unwrap_or(if KNOWN_PREFIXES.contains(&prefix) { Space::Known } else { Space::Other })
            }
        }
    }

    /// Whether Word knows all vocabularies whose prefixes stand in the attribute `Requires` (ECMA-376-3, 10.2.1); one
    /// without prefixes is damaged and asks for nothing.
    pub fn understands(&self, tag: &Tag) -> bool {
        let prefixes = tag.attribute("Requires").unwrap_or_default();
        prefixes.split_whitespace().all(|prefix| self.space(prefix) != Space::Other)
    }

    /// Takes back what the innermost open element has bound.
    fn close(&mut self) {
        let depth = self.starts.len();
        while let Some((_, prefix)) = self.scopes.pop_if(|(bound_at, _)| *bound_at >= depth) {
            self.last = None;
            if let Some(bound) = self.bindings.get_mut(&prefix) {
                bound.pop();
            }
        }
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }

    /// An end tag closes the innermost open element of its name and all in it; without one it is passed over.
    fn end(&mut self, name: &str) {
        let mut until = self.names.len();
        let found = self.starts.iter().rev().position(|&start| {
            let fits = &self.names[start..until] == name;
            until = start;
            fits
        });
        match found {
            Some(inside) => {
                self.ends = inside + 1;
                if inside > 0 {
                    self.mistake(format!("`</{name}>` closes {inside} other elements"));
                }
            }
            None => self.mistake(format!("`</{name}>` closes nothing")),
        }
    }

    fn stop(&mut self) {
        if !self.starts.is_empty() && self.damage.is_none() {
            let innermost = self.starts.last().map_or("", |&start| &self.names[start..]);
            self.damage = Some(format!("the text ends inside `{innermost}`"));
        }
        self.ends = self.starts.len();
        self.stopped = true;
    }

    fn reference(&mut self, reference: &BytesRef<'a>) -> Cow<'a, str> {
        let character = match reference.resolve_char_ref() {
            Ok(character) => character,
            Err(error) => {
                self.mistake(error.to_string());
                return Cow::Borrowed("");
            }
        };
        if let Some(character) = character {
            return Cow::Owned(character.to_string());
        }
        if let Some(text) = resolve_xml_entity(reference) {
            return Cow::Borrowed(text);
        }
        let written = format!("&{};", &**reference);
        self.entity.get_or_insert_with(|| written.clone());
        Cow::Owned(written)
    }

    fn mistake(&mut self, words: String) {
        self.mistakes += 1;
        if self.damage.is_none() {
            self.damage = Some(words.chars().take(200).collect());
        }
    }
}

/// Where the tag ends that the bytes begin with: at the first `>` outside of quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    for at in memchr3_iter(b'>', b'\'', b'"', bytes) {
        match (quote, bytes[at]) {
            (None, b'>') => return Some(at),
            (None, sign) => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
    }
    None
}

/// An element that is passed over ends within so many bytes, or is read.
const WINDOW: usize = 1 << 20;

/// The last place between two characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn space_named(name: &str) -> Space {
    if let Some((.., space)) = SPACES.iter().find(|(_, known, _)| *known == name) {
        return *space;
    }
    if KNOWN_NAMES.iter().any(|start| name.starts_with(start)) { Space::Known } else { Space::Other }
}
