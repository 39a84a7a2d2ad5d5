use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

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

/// A start tag.
pub(super) struct Tag<'a> {
    pub space: Space,
    start: BytesStart<'a>,
}

/// A tolerant reader of XML: any prefix, mismatched tags closed, nothing but the predefined entities expanded.
///
/// What it had to mend is in `damage`; it stops with an error only where the nesting has no end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The names of the open elements, one after another, and where each begins.
    names: String,
    starts: Vec<usize>,
    bindings: HashMap<String, Vec<Space>>,
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
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            names: String::new(),
            starts: Vec::new(),
            bindings: HashMap::new(),
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
            match self.reader.read_event() {
                Ok(Event::Start(start)) => return self.open(start),
                Ok(Event::Empty(start)) => {
                    self.ends = 1;
                    return self.open(start);
                }
                Ok(Event::End(end)) => self.end(end.name().into_inner()),
                Ok(Event::Text(text)) => {
                    let text = text.into_inner();
                    if text.contains('&') {
                        self.mistake("a lone `&`".to_owned());
                    }
                    return Ok(Token::Text(text));
                }
                Ok(Event::CData(text)) => return Ok(Token::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => return Ok(Token::Text(self.reference(&reference))),
                Ok(Event::DocType(_)) => self.doctype = true,
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => self.stop(),
                Err(error) => {
                    self.mistake(error.to_string());
                    if !matches!(error, quick_xml::Error::IllFormed(_)) {
                        self.stop();
                    }
                }
            }
            if self.mistakes > MISTAKES {
                self.stop();
            }
        }
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

    fn open(&mut self, start: BytesStart<'a>) -> Result<Token<'a>, ReadError> {
        if self.starts.len() >= self.depth_limit {
            return Err(ReadError::TooDeep { what: "an XML element".to_owned(), limit: self.depth_limit });
        }
        let name = start.name();
        self.starts.push(self.names.len());
        self.names.push_str(name.into_inner());
        if start.attributes_raw().contains("xmlns") {
            self.bind(&start);
        }
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        Ok(Token::Start(Tag { space: self.space(prefix), start }))
    }

    fn bind(&mut self, start: &BytesStart) {
        for attribute in start.attributes().with_checks(false).flatten() {
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

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether it is `name` of WordprocessingML.
    pub fn is_word(&self, name: &str) -> bool {
        self.space == Space::Word && self.name() == name
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The attribute `w:val`.
    pub fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// A whole number in `w:val`; anything else (`""`, `3.2cm`) is as good as absent.
    pub fn number(&self) -> Option<i64> {
        self.val()?.trim().parse().ok()
    }

    /// A switch: present means on, unless `w:val` says otherwise (ECMA-376-1, 17.17.4).
    pub fn on(&self) -> bool {
        !self.val().is_some_and(|value| matches!(value.trim(), "0" | "false" | "off"))
    }
}

fn space_named(name: &str) -> Space {
    if let Some((.., space)) = SPACES.iter().find(|(_, known, _)| *known == name) {
        return *space;
    }
    if KNOWN_NAMES.iter().any(|start| name.starts_with(start)) { Space::Known } else { Space::Other }
}
