use std::collections::BTreeMap;

use super::encoding::decode;
use super::package::{Package, Part};
use super::xml::{Token, Xml};
use crate::ReadError;

/// The main part: its name, its text, and what of it is missing.
pub(super) struct Main {
    pub name: String,
    pub text: String,
    /// Whether some bytes made no characters.
    pub replaced: bool,
    /// Why its end is missing, if it is.
    pub cut: Option<String>,
}

/// The relations of a part to others.
#[derive(Default)]
pub(super) struct Relations(Vec<Relation>);

struct Relation {
    id: String,
    /// The last word of its type: `styles`, `footnotes`; Strict and Transitional differ only before it.
    kind: String,
    /// The other part's full name.
    target: String,
}

/// Nesting of XML in the small parts that say where things are.
const DEPTH: usize = 64;

/// Finds the main part: by the package's relations, else by the content types, else under its usual name, else
/// wherever a `document*.xml` holds a `w:document`.
pub(super) fn main_part(package: &mut Package, file: &str) -> Result<Main, ReadError> {
    let mut broken = None;
    for name in candidates(package)? {
        let Some(part) = package.part(&name)? else { continue };
        match as_main(part) {
            Ok(main) => return Ok(main),
            Err(Refused::Foreign) => {}
            Err(Refused::Broken { part, reason }) => {
                broken.get_or_insert(ReadError::Damaged { part, reason });
            }
        }
    }
    Err(match (foreign(package)?, broken) {
        (Some(error), _) | (None, Some(error)) => error,
        (None, None) => {
            let reason = format!("`{file}` is a zip file without a Word text in it");
            ReadError::NotADocument { reason }
        }
    })
}

enum Refused {
    /// The root is another's.
    Foreign,
    Broken {
        part: String,
        reason: String,
    },
}

fn as_main(part: Part) -> Result<Main, Refused> {
    let name = part.name;
    if part.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refused::Broken { part: name, reason: part.cut.unwrap_or_else(|| "it is empty".to_owned()) });
    }
    let decoded = decode(part.bytes);
    let mut xml = Xml::new(&decoded.text, DEPTH);
    let root = loop {
        match xml.next() {
            Ok(Token::Start(tag)) => break Some((tag.is_word("document"), tag.name().to_owned())),
            Ok(Token::Text(_)) => {}
            Ok(Token::End | Token::Eof) | Err(_) => break None,
        }
    };
    match root {
        Some((true, _)) => Ok(Main { name, text: decoded.text, replaced: decoded.replaced, cut: part.cut }),
        Some((false, root)) if root == "document" => {
            Err(Refused::Broken { part: name, reason: "its `document` is not of WordprocessingML".to_owned() })
        }
        Some(_) => Err(Refused::Foreign),
        None => Err(Refused::Broken { part: name, reason: "it holds no XML element".to_owned() }),
    }
}

fn candidates(package: &mut Package) -> Result<Vec<String>, ReadError> {
    let mut names: Vec<String> =
        Relations::of(package, "")?.0.into_iter().filter(|r| r.kind == "officeDocument").map(|r| r.target).collect();
    names.extend(by_content_type(package)?);
    names.push("word/document.xml".to_owned());
    let alike = package.names().filter(|name| {
        let file = name.rsplit('/').next().unwrap_or_default();
        file.starts_with("document") && file.ends_with(".xml")
    });
    names.extend(alike.map(str::to_owned));
    let mut seen = Vec::new();
    names.retain(|name| {
        let folded = name.trim_start_matches('/').to_lowercase();
        let fresh = !seen.contains(&folded);
        seen.push(folded);
        fresh
    });
    names.truncate(CANDIDATES);
    Ok(names)
}

/// Parts looked at for a main part; a file that names more is not looking for an answer.
const CANDIDATES: usize = 16;

/// The content types of a main part: document, template, and both with macros (ECMA-376-1, 11.3.10).
fn by_content_type(package: &mut Package) -> Result<Vec<String>, ReadError> {
    let mut names = Vec::new();
    let Some(part) = package.part("[Content_Types].xml")? else { return Ok(names) };
    let text = decode(part.bytes).text;
    let mut xml = Xml::new(&text, DEPTH);
    loop {
        match xml.next()? {
            Token::Start(tag) if tag.name() == "Override" => {
                let kind = tag.attribute("ContentType").unwrap_or_default().to_lowercase();
                let is_word = kind.contains("wordprocessingml.") || kind.contains("ms-word.");
                if is_word && kind.ends_with(".main+xml") {
                    names.extend(tag.attribute("PartName"));
                }
            }
            Token::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// What a zip file is that holds no Word text, known by a part of it.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("xl/workbook.xml", "an Excel workbook (.xlsx)", SAVE),
    ("xl/workbook.bin", "an Excel workbook (.xlsb)", SAVE),
    ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)", SAVE),
    ("visio/document.xml", "a Visio drawing (.vsdx)", SAVE),
    ("index/document.iwa", "an iWork document (.pages, .numbers, .key)", SAVE),
    ("meta-inf/container.xml", "an e-book (.epub)", SAVE),
];

const SAVE: &str = "save it as .docx and try again";

/// What an OpenDocument file is, by the last word of its `mimetype`.
const OPEN_DOCUMENT: &[(&str, &str)] = &[
    ("text", "an OpenDocument text (.odt)"),
    ("text-template", "an OpenDocument text (.ott)"),
    ("spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    ("presentation", "an OpenDocument presentation (.odp)"),
];

fn foreign(package: &mut Package) -> Result<Option<ReadError>, ReadError> {
    for &(part, what, advice) in FOREIGN {
        if package.contains(part) {
            return Ok(Some(ReadError::Unsupported { what, advice }));
        }
    }
    let Some(part) = package.part("mimetype")? else { return Ok(None) };
    let kind = String::from_utf8_lossy(&part.bytes).trim().to_owned();
    let Some(kind) = kind.strip_prefix("application/vnd.oasis.opendocument.") else { return Ok(None) };
    let what = OPEN_DOCUMENT.iter().find(|(known, _)| *known == kind).map_or("an OpenDocument file", |(_, what)| what);
    Ok(Some(ReadError::Unsupported { what, advice: SAVE }))
}

impl Relations {
    /// The relations of the part `name`, of the whole package for an empty one; none where the part that lists
    /// them is missing or broken.
    pub fn of(package: &mut Package, name: &str) -> Result<Self, ReadError> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let separator = if folder.is_empty() { "" } else { "/" };
        let mut relations = Vec::new();
        let Some(part) = package.part(&format!("{folder}{separator}_rels/{file}.rels"))? else {
            return Ok(Self(relations));
        };
        let text = decode(part.bytes).text;
        let mut xml = Xml::new(&text, DEPTH);
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.name() == "Relationship" => {
                    if tag.attribute("TargetMode").is_some_and(|mode| mode == "External") {
                        continue;
                    }
                    let kind = tag.attribute("Type").unwrap_or_default();
                    relations.push(Relation {
                        id: tag.attribute("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: resolved(folder, &tag.attribute("Target").unwrap_or_default()),
                    });
                }
                Token::Eof => return Ok(Self(relations)),
                _ => {}
            }
        }
    }

    /// The part that a relation of this kind leads to.
    pub fn kind(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
    }

    /// The ids and parts of all relations of this kind.
    pub fn all(&self, kind: &str) -> Vec<(String, String)> {
        let alike = self.0.iter().filter(|relation| relation.kind == kind);
        alike.map(|relation| (relation.id.clone(), relation.target.clone())).collect()
    }

    /// The targets by the relations' ids.
    pub fn targets(&self) -> BTreeMap<&str, &str> {
        self.0.iter().map(|relation| (relation.id.as_str(), relation.target.as_str())).collect()
    }
}

/// A target as a full part name: relative to the folder of its source, `..` and percent signs resolved.
fn resolved(folder: &str, target: &str) -> String {
    let target = unquoted(&target.replace('\\', "/"));
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn unquoted(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        plain.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}
