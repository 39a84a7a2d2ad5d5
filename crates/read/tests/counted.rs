//! The words of a document, told from its XML in another way: a reader of a few lines that knows only what a character
//! is, whether it is deleted, and whether it is hidden.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::io::Read;
use std::path::Path;

use quick_xml::events::Event;
use vekha_model::{Block, Part};

/// The characters of `word/document.xml`; automatic numbers, tabs and symbols are none.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counted {
    /// Those that a reader sees, in order, blanks aside.
    visible: String,
    /// How many a tracked change deleted or moved away, blanks included.
    deleted: usize,
    /// How many are formatted as hidden, blanks included.
    hidden: usize,
}

fn counted(xml: &str) -> Counted {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut counted = Counted::default();
    let mut open: Vec<String> = Vec::new();
    let mut is_hidden = false;
    loop {
        let event = reader.read_event().unwrap();
        let within = |names: &[&str]| open.iter().any(|open| names.contains(&open.as_str()));
        let text = match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name();
                let name: &str = name.as_ref();
                match name {
                    "w:r" => is_hidden = false,
                    // The mark of a paragraph can be hidden as well: that hides none of its words.
                    "w:vanish" if !within(&["w:pPr"]) => {
                        let off = |value: &str| ["0", "false", "off"].contains(&value);
                        let value = element.try_get_attribute("w:val").unwrap();
                        is_hidden = !value.is_some_and(|value| off(&value.value));
                    }
                    _ => {}
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name.to_owned());
                }
                continue;
            }
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(character) => character.to_string(),
                None => quick_xml::escape::resolve_xml_entity(reference).unwrap().to_owned(),
            },
            Event::Eof => return counted,
            _ => continue,
        };
        if !within(&["w:t", "w:delText"]) {
            continue;
        }
        match () {
            () if within(&["w:delText", "w:del", "w:moveFrom"]) => counted.deleted += text.chars().count(),
            () if is_hidden => counted.hidden += text.chars().count(),
            () => counted.visible.extend(text.chars().filter(|c| !c.is_whitespace())),
        }
    }
}

/// The non-blank characters of blocks, automatic numbers left out.
fn words(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) if paragraph.part != Part::Body => {}
            Block::Paragraph(paragraph) => {
                out.extend(paragraph.without_label().chars().filter(|c| !c.is_whitespace()));
            }
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| words(&cell.blocks, out));
            }
        }
    }
}

/// Where two texts part, with the words round it.
fn difference(want: &str, got: &str) -> String {
    let at = want.chars().zip(got.chars()).take_while(|(want, got)| want == got).count();
    let round = |text: &str| text.chars().skip(at.saturating_sub(10)).take(30).collect::<String>();
    format!("{} and {} characters, at {at} `{}` and `{}`", want.len(), got.len(), round(want), round(got))
}

#[test]
fn the_samples_hold_just_the_characters_of_their_xml() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    files.sort();
    assert!(!files.is_empty());
    let mut faults = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let mut xml = String::new();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        let want = counted(&xml);
        let document = vekha_read::read(&bytes, &name, &vekha_read::Limits::default()).unwrap();
        let mut got = String::new();
        words(&document.blocks, &mut got);
        if got != want.visible {
            faults.push(format!("{name}: {}", difference(&want.visible, &got)));
        }
        let left_out = (document.deleted_characters as usize, document.hidden_characters as usize);
        if left_out != (want.deleted, want.hidden) {
            faults.push(format!("{name}: {left_out:?} deleted and hidden, not {:?}", (want.deleted, want.hidden)));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn a_lost_or_doubled_character_does_not_go_unseen() {
    let xml = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>а &amp; б</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>в</w:t></w:r><w:del><w:r><w:delText>г</w:delText></w:r></w:del><w:r><w:t>д</w:t></w:r></w:p>";
    assert_eq!(counted(xml), Counted { visible: "а&бд".to_owned(), deleted: 1, hidden: 1 });
}
