use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::zipped::Zipped;
use crate::{Limits, ReadError};

/// A format that is read, as the bytes show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Docx,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Text,
}

/// What the bytes are. The name only helps where the bytes do not say: a Word file named `plan.xls` is a Word file.
pub(crate) fn sniff(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::NotADocument { reason: "the file is empty".into() });
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadError::TooLarge { what: "the file, in bytes,".into(), limit: limits.file_bytes });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08") {
        return zipped(bytes, name, limits);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return compound(bytes);
    }
    match MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        Some(&(_, what, advice)) => Err(ReadError::Unsupported { what, advice }),
        None => marked_up(bytes).map_or(Ok(Kind::Text), |(what, advice)| Err(ReadError::Unsupported { what, advice })),
    }
}

const SAVE_AS_DOCX: &str = "not read yet; save it as .docx";
const SAVE_AS_XLSX: &str = "not read; save it as .xlsx";
const PICTURE: &str = "pictures are not read; scan it with text recognition and save it as .docx or .txt";
const UNPACK: &str = "unpack it and read the files in it";

/// The first bytes of OLE compound files (MS-CFB, 2.2): Word, Excel and PowerPoint 97–2003, and locked documents.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// First bytes of formats that are known and not read.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF file (.pdf)", SAVE_AS_DOCX),
    (b"{\\rtf", "a Rich Text file (.rtf)", SAVE_AS_DOCX),
    (b"{\\pard", "a piece of a Rich Text file (.rtf)", SAVE_AS_DOCX),
    (b"Rar!\x1a\x07", "a RAR archive (.rar)", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (.7z)", UNPACK),
    (b"\x1f\x8b", "a gzip file (.gz)", UNPACK),
    (b"BZh", "a bzip2 file (.bz2)", UNPACK),
    (b"\xfd7zXZ\0", "an xz file (.xz)", UNPACK),
    (b"\x89PNG", "a picture (.png)", PICTURE),
    (b"\xff\xd8\xff", "a picture (.jpg)", PICTURE),
    (b"GIF8", "a picture (.gif)", PICTURE),
    (b"II*\0", "a picture (.tif)", PICTURE),
    (b"MM\0*", "a picture (.tif)", PICTURE),
    (b"RIFF", "a picture, sound or film (RIFF)", PICTURE),
    (b"AT&TFORM", "a scanned document (.djvu)", PICTURE),
    (b"%!PS", "a PostScript file (.ps)", SAVE_AS_DOCX),
    (b"\xdb\xa5\x2d\0", "a Word 2 document (.doc)", SAVE_AS_DOCX),
    (b"\x31\xbe\0\0", "a Write document (.wri)", SAVE_AS_DOCX),
    (b"\xffWPC", "a WordPerfect document (.wpd)", SAVE_AS_DOCX),
    (b"\x09\0\x04\0", "an Excel 2 sheet (.xls)", SAVE_AS_XLSX),
    (b"\x09\x02\x06\0", "an Excel 3 sheet (.xls)", SAVE_AS_XLSX),
    (b"\x09\x04\x06\0", "an Excel 4 sheet (.xls)", SAVE_AS_XLSX),
    (b"SQLite format 3\0", "an SQLite database", "export the text and read that"),
    (b"\x7fELF", "a program", "it holds no document"),
    (b"MZ\x90", "a program (.exe)", "it holds no document"),
];

/// Web pages and XML, which are text by their bytes but not by what a person reads.
fn marked_up(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let bytes = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    // In UTF-16 every other byte is zero. Words in other letters are words: a text may go on with a table of HTML.
    let plain = |byte: &u8| if byte.is_ascii() { byte.to_ascii_lowercase() } else { b'?' };
    let head: Vec<u8> = bytes.iter().take(4_096).filter(|byte| **byte != 0).map(plain).collect();
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start();
    let begins = |starts: &[&str]| starts.iter().any(|start| head.starts_with(start));
    if begins(&["%pdf"]) {
        return Some(("a PDF file (.pdf)", SAVE_AS_DOCX));
    }
    if begins(&["mime-version:"]) && head.contains("multipart/") {
        return Some(("a saved web page (.mht)", SAVE_AS_DOCX));
    }
    if begins(&["<?xml"]) && (head.contains("<w:worddocument") || head.contains("word.document")) {
        return Some(("a Word 2003 XML document (.xml)", SAVE_AS_DOCX));
    }
    if begins(&["<?xml"]) && head.contains("office:document") {
        return Some(("a flat OpenDocument file (.fodt, .fods)", SAVE_AS_DOCX));
    }
    if begins(&["<?xml"]) && (head.contains("excel.sheet") || head.contains("schemas-microsoft-com:office:spreadsheet"))
    {
        return Some(("an Excel 2003 XML sheet (.xml)", SAVE_AS_XLSX));
    }
    let is_page = begins(&["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta", "<?php"])
        || (head.starts_with('<')
            && ["<html", "<body", "<head>", "<div", "<p style"].iter().any(|tag| head.contains(tag)));
    if is_page {
        return Some(("a web page (.html)", SAVE_AS_DOCX));
    }
    begins(&["<?xml"]).then_some(("an XML file (.xml)", "it is no document that people read"))
}

/// An OLE compound file, by its streams.
fn compound(bytes: &[u8]) -> Result<Kind, ReadError> {
    const LOCKED: ReadError = ReadError::Encrypted { what: "a Word or Excel document" };
    const WORD: ReadError = ReadError::Unsupported { what: "a Word 97 document (.doc)", advice: SAVE_AS_DOCX };
    let names = stream_names(bytes);
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") {
        // MS-OFFCRYPTO, 2.3.4.4.
        Err(LOCKED)
    } else if has("WordDocument") {
        Err(WORD)
    } else if has("Workbook") || has("Book") {
        Ok(Kind::Xls)
    } else if has("PowerPoint Document") {
        Err(ReadError::Unsupported { what: "a PowerPoint presentation (.ppt)", advice: SAVE_AS_DOCX })
    } else if names.iter().any(|name| name.starts_with("__substg1.0_") || name.starts_with("__properties_version")) {
        Err(ReadError::Unsupported { what: "an Outlook message (.msg)", advice: "save its text or its attachments" })
    } else {
        Err(ReadError::NotADocument { reason: "an OLE compound file without a document".into() })
    }
}

/// The streams at the root of a compound file; those of its parts are embedded objects. Where its tables are damaged, all
/// names that look like directory entries.
fn stream_names(bytes: &[u8]) -> Vec<String> {
    if let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) {
        return file.read_root_storage().map(|entry| entry.name().to_owned()).collect();
    }
    // MS-CFB, 2.6.1: an entry has 128 bytes: 32 units of UTF-16, the length of the name in bytes with its end, a type.
    let entries = bytes.chunks_exact(128).skip(4);
    entries.filter_map(entry_name).collect()
}

fn entry_name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?]));
    let is_entry = (4..=64).contains(&length) && length.is_multiple_of(2) && matches!(entry.get(66), Some(1 | 2));
    let units = entry.get(..length.checked_sub(2)?)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    is_entry.then(|| char::decode_utf16(units).collect::<Result<String, _>>().ok())?
}

/// A zip file, by its parts.
fn zipped(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, ReadError> {
    let mut zip = Zipped::open(bytes, limits)?;
    let names: Vec<String> = zip.names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("mimetype") && has("content.xml") {
        return open_document(&mut zip);
    }
    if has("xl/workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("word/document.xml") {
        return Ok(Kind::Docx);
    }
    let types = zip.named("[Content_Types].xml").ok().flatten().unwrap_or_default();
    by_content_types(
        &String::from_utf8_lossy(&types).to_ascii_lowercase(),
        name,
        names.iter().any(|name| name.starts_with("word/")),
    )
}

/// What the main part of an Office file is; its name is free (ECMA-376-2, 7.2.3).
fn by_content_types(types: &str, name: &str, has_word_folder: bool) -> Result<Kind, ReadError> {
    let says = |main: &str| types.contains(main);
    if says("ms-excel.sheet.binary.macroenabled.main") {
        Ok(Kind::Xlsb)
    } else if says("spreadsheetml.sheet.main+xml") || says("ms-excel.sheet.macroenabled.main+xml") {
        Ok(Kind::Xlsx)
    } else if says("wordprocessingml.document.main+xml") || says("ms-word.") || has_word_folder {
        Ok(Kind::Docx)
    } else if says("presentationml") {
        Err(ReadError::Unsupported { what: "a PowerPoint presentation (.pptx)", advice: SAVE_AS_DOCX })
    } else if name.to_ascii_lowercase().ends_with(".docx") {
        Ok(Kind::Docx) // the reader says which part is missing
    } else {
        Err(ReadError::Unsupported { what: "a zip archive without a document of its own", advice: UNPACK })
    }
}

/// Whether an element of this name, whatever its prefix, stands in the XML up to its first mistake.
fn has_element(xml: &[u8], name: &str) -> bool {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().into_inner() == name => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// OpenDocument names its kind in the part `mimetype` (ODF 1.3, part 2, 3.3).
fn open_document(zip: &mut Zipped) -> Result<Kind, ReadError> {
    let manifest = zip.named("META-INF/manifest.xml")?.unwrap_or_default();
    if has_element(&manifest, "encryption-data") {
        return Err(ReadError::Encrypted { what: "an OpenDocument file" });
    }
    let kind = zip.named("mimetype")?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind);
    match kind.trim() {
        kind if kind.contains("opendocument.spreadsheet") => Ok(Kind::Ods),
        kind if kind.contains("opendocument.text") => {
            Err(ReadError::Unsupported { what: "an OpenDocument text (.odt)", advice: SAVE_AS_DOCX })
        }
        _ => Err(ReadError::Unsupported { what: "an OpenDocument file of another kind", advice: SAVE_AS_DOCX }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: &[u8], name: &str) -> String {
        match sniff(bytes, name, &Limits::default()) {
            Ok(kind) => format!("{kind:?}"),
            Err(error) => format!("{}: {error}", error.code()),
        }
    }

    fn compound_with(streams: &[&str]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
        for stream in streams {
            file.create_stream(stream).expect("in memory");
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn the_bytes_say_what_a_file_is_and_what_to_do_with_it() {
        let utf_16: Vec<u8> = "<!DOCTYPE html><html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: &[(&[u8], &str)] = &[
            (b"", "not_a_document: not a document: the file is empty"),
            ("План".as_bytes(), "Text"),
            (b"a < b, <b>c</b>", "Text"),
            ("План <table><tr>".as_bytes(), "Text"),
            (b"%PDF-1.4", "unsupported: this is a PDF file (.pdf); not read yet; save it as .docx"),
            (b"{\\rtf1\\ansi", "unsupported: this is a Rich Text file (.rtf); not read yet; save it as .docx"),
            (
                b"\xef\xbb\xbf\r\n<html><body>",
                "unsupported: this is a web page (.html); not read yet; save it as .docx",
            ),
            (&utf_16, "unsupported: this is a web page (.html); not read yet; save it as .docx"),
            (b"Rar!\x1a\x07\0", "unsupported: this is a RAR archive (.rar); unpack it and read the files in it"),
            (
                b"<?xml version=\"1.0\"?><a/>",
                "unsupported: this is an XML file (.xml); it is no document that people read",
            ),
            (
                b"PK\x03\x04 cut off",
                "damaged: the file is damaged: part `zip directory`: invalid Zip archive: Could not find EOCD",
            ),
        ];
        let misses: Vec<_> =
            cases.iter().map(|(bytes, line)| (answer(bytes, "plan.docx"), *line)).filter(|(a, b)| a != b).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn a_compound_file_is_known_by_its_streams() {
        let locked = "encrypted: this is a Word or Excel document, locked with a password; remove the password and save it again";
        let word = "unsupported: this is a Word 97 document (.doc); not read yet; save it as .docx";
        let cases: &[(&[&str], &str)] = &[
            (&["/WordDocument", "/1Table"], word),
            (&["/Workbook"], "Xls"),
            (&["/Book"], "Xls"),
            (&["/EncryptedPackage", "/EncryptionInfo"], locked),
            (&["/Other"], "not_a_document: not a document: an OLE compound file without a document"),
        ];
        let misses: Vec<_> = cases
            .iter()
            .map(|(streams, line)| (answer(&compound_with(streams), "plan"), *line))
            .filter(|(a, b)| a != b)
            .collect();
        assert!(misses.is_empty(), "{misses:#?}");
        let whole = compound_with(&["/WordDocument"]);
        assert_eq!(answer(&whole[..whole.len() - 600], "plan.doc"), word, "cut off, but its directory tells");
    }

    /// An OpenDocument text whose manifest holds this.
    fn open_document_with(manifest: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let manifest = format!("<m:manifest xmlns:m=\"urn:m\">{manifest}</m:manifest>");
        let parts = [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", &manifest),
            ("content.xml", "<x/>"),
        ];
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
            std::io::Write::write_all(&mut zip, text.as_bytes()).expect("in memory");
        }
        zip.finish().expect("in memory").into_inner()
    }

    #[test]
    fn an_open_document_is_locked_where_an_element_of_its_manifest_says_so() {
        let cases = [
            ("<m:file-entry><m:encryption-data/></m:file-entry>", "encrypted"),
            ("<m:file-entry><m:encryption-data a='b'>…</m:encryption-data></m:file-entry>", "encrypted"),
            ("<!-- no encryption-data here --><m:file-entry/>", "unsupported"),
            ("<m:file-entry m:full-path='encryption-data'/>", "unsupported"),
        ];
        let code = |manifest: &str| answer(&open_document_with(manifest), "plan.odt");
        let misses: Vec<_> =
            cases.iter().filter(|(manifest, expected)| !code(manifest).starts_with(expected)).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_opened() {
        let limits = Limits { file_bytes: 3, ..Limits::default() };
        assert_eq!(sniff(b"long", "plan.txt", &limits).map_err(|error| error.code()), Err("too_large"));
    }
}
