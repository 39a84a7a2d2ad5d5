use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::corpus::LOCK;
use crate::error::DATABASE;

/// Something found on disk, and what it looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub path: PathBuf,
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: i64,
    /// Whether it was asked for by its own path, and not come upon in a folder.
    pub is_named: bool,
    pub verdict: Verdict,
}

/// Whether a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Read,
    /// Left out, with the reason's code.
    Skip(&'static str),
    /// It was asked for, but is a pipe, a socket or a device.
    NotAFile,
    /// It cannot be looked at.
    Unreadable(String),
}

/// All files under `paths`, each once, by the name they are stored under; `own` is the corpus folder.
pub(crate) fn find(paths: &[PathBuf], own: &Path) -> BTreeMap<String, Found> {
    let mut found = BTreeMap::new();
    for path in paths {
        walk(&whole(path), own, &mut found);
    }
    found
}

fn walk(root: &Path, own: &Path, found: &mut BTreeMap<String, Found>) {
    let mut entries = WalkDir::new(root).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let (path, item) = match entry {
            Ok(entry) => {
                let Some(item) = look_at(&entry, own) else { continue };
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                (entry.into_path(), item)
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let words = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                (path.clone(), unseen(path, false, Verdict::Unreadable(words)))
            }
        };
        if item.is_named {
            found.insert(stored_name(&path), item); // asked for is more than come upon
        } else {
            found.entry(stored_name(&path)).or_insert(item);
        }
    }
}

/// `None` for a folder that is to be entered.
fn look_at(entry: &DirEntry, own: &Path) -> Option<Found> {
    let path = entry.path().to_owned();
    let is_named = entry.depth() == 0;
    if entry.file_type().is_dir() {
        let skip = match reason_to_skip(entry.file_name(), entry.file_type()) {
            _ if entry.path() == own => "own_corpus",
            _ if is_corpus(entry.path()) => "other_corpus",
            Some(code) if !is_named => code,
            _ => return None,
        };
        return Some(unseen(path, false, Verdict::Skip(skip)));
    }
    // A link that is asked for is followed; one come upon may lead anywhere.
    let metadata = if is_named { path.metadata() } else { entry.metadata().map_err(io::Error::from) };
    let metadata = match metadata {
        Ok(metadata) => metadata,
        Err(error) => return Some(unseen(path, is_named, Verdict::Unreadable(error.to_string()))),
    };
    let verdict = match reason_to_skip(entry.file_name(), entry.file_type()) {
        _ if is_named && !metadata.is_file() => Verdict::NotAFile,
        Some(code) if !is_named => Verdict::Skip(code),
        _ => Verdict::Read,
    };
    Some(Found { path, size: metadata.len(), mtime: mtime(&metadata), is_named, verdict })
}

fn unseen(path: PathBuf, is_named: bool, verdict: Verdict) -> Found {
    Found { path, size: 0, mtime: 0, is_named, verdict }
}

/// Whether a folder is a corpus: its files are copies of what was imported into it.
fn is_corpus(folder: &Path) -> bool {
    [DATABASE, LOCK].iter().all(|name| folder.join(name).is_file())
}

fn reason_to_skip(name: &OsStr, kind: FileType) -> Option<&'static str> {
    let name = name.to_string_lossy();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    if name.starts_with('.') {
        Some("hidden")
    } else if name.starts_with("~$") {
        Some("owner_file")
    } else if kind.is_symlink() {
        Some("symlink")
    } else if !kind.is_dir() && !kind.is_file() {
        Some("not_a_file")
    } else if kind.is_file()
        && extension.is_some_and(|extension| OTHER_KINDS.split_whitespace().any(|other| other == extension))
    {
        Some("other_kind")
    } else {
        None
    }
}

/// Extensions of files that are no documents whatever they hold; what is not named here is looked into. A table in CSV
/// may be a plan, but mostly is not: it is read when it is asked for by its own path.
const OTHER_KINDS: &str = "
    png jpg jpeg gif bmp tif tiff webp svg ico psd heic
    mp3 wav ogg flac m4a mp4 avi mkv mov wmv webm
    exe dll so dylib bin msi deb rpm apk iso img dmg class jar pyc o a lib
    ttf otf woff woff2 css js ts map py rs c h cpp java sh bat ps1 toml lock
    md markdown rst adoc tex
    json jsonl ndjson geojson yaml yml csv tsv xsl xsd
    sqlite sqlite-wal sqlite-shm db mdb accdb parquet lnk url ini log tmp bak part crdownload torrent
";

/// Whether a file come upon in a folder, of which its name does not say what it is, begins like no document: as JSON,
/// XML, HTML, or as bytes that are no text. What has a known extension, or begins like a document, is left to the
/// reader, which says what is wrong with it.
pub(crate) fn is_other_kind(path: &Path, beginning: &[u8]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_known = DOCUMENTS.split_whitespace().any(|known| known == extension);
    if is_known || DOCUMENT_STARTS.iter().any(|start| beginning.starts_with(start)) {
        return false;
    }
    let text = String::from_utf8_lossy(beginning);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    beginning.contains(&0) || is_json(text) || is_marked_up(text)
}

/// Extensions that documents have, those included that are not read yet.
const DOCUMENTS: &str = "
    doc docx docm dot dotx dotm rtf odt ott pdf djvu pages wps wpd wri txt text htm html xhtml mht mhtml fodt
    xls xlsx xlsm xlsb ods fods ppt pptx odp
";

/// Zip packages, compound files, UTF-16 with its mark, Rich Text and PDF.
const DOCUMENT_STARTS: &[&[u8]] =
    &[b"PK", b"\xD0\xCF\x11\xE0", b"\xFF\xFE", b"\xFE\xFF", b"{\\rtf", b"%PDF", b"\xDB\xA5\x2D\0", b"\x31\xBE\0\0"];

fn is_json(text: &str) -> bool {
    let rest = text.strip_prefix('{').or_else(|| text.strip_prefix('['));
    // In brackets or braces, a person does not begin with a quotation mark or another bracket.
    rest.is_some_and(|rest| rest.trim_start().starts_with(['"', '{', '}', ']']))
}

fn is_marked_up(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let is_word_xml = text.starts_with("<?xml") && text.contains("mso-application");
    !is_word_xml && ["<?xml", "<!doctype", "<html", "<svg", "<!--"].iter().any(|start| text.starts_with(start))
}

/// A path that names the same file from any folder, a link at its end kept.
fn whole(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.canonicalize().unwrap_or_else(|_| path.to_owned());
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (whole.parent().and_then(|parent| parent.canonicalize().ok()), whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}

/// The file's own name in a stored name.
pub(crate) fn last_name(stored: &str) -> &str {
    stored.rsplit(std::path::is_separator).next().unwrap_or(stored)
}

/// The names under which `paths` are stored, to know what lies under them.
pub(crate) fn roots(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| stored_name(&whole(path))).collect()
}

/// Whether a stored name is one of `roots` or lies under one.
pub(crate) fn is_under(name: &str, roots: &[String]) -> bool {
    roots.iter().any(|root| {
        let rest = name.strip_prefix(root.trim_end_matches(std::path::is_separator));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(std::path::is_separator))
    })
}

/// The path as text; bytes that are no UTF-8 are escaped, so that two files never share a name.
pub(crate) fn stored_name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    name
}

fn mtime(metadata: &Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_are_walked_in_order_and_what_is_no_document_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for name in [
            "б/план.docx",
            "а/план.txt",
            "а/.git/config",
            "а/фото.JPG",
            "а/~$план.docx",
            "out/documents/aa/1.json",
            "а/old/corpus.sqlite",
            "а/old/corpus.lock",
            "а/old/documents/aa/1.json",
            "а/таблица.csv",
            "б/таблица.csv",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("а"), root.join("ссылка")).unwrap();
        let found =
            find(&[root.clone(), root.join("а"), root.join("б/таблица.csv"), root.join("нет")], &root.join("out"));
        let line = |(name, found): (&String, &Found)| {
            let verdict = match &found.verdict {
                Verdict::Read => "read",
                Verdict::Skip(code) => code,
                Verdict::NotAFile => "not_a_file",
                Verdict::Unreadable(_) => "unreadable",
            };
            format!("{} {verdict}", name.strip_prefix(&stored_name(&root)).unwrap_or(name))
        };
        insta::assert_snapshot!(found.iter().map(line).collect::<Vec<_>>().join("\n"), @r"
        /out own_corpus
        /а/.git hidden
        /а/old other_corpus
        /а/~$план.docx owner_file
        /а/план.txt read
        /а/таблица.csv other_kind
        /а/фото.JPG other_kind
        /б/план.docx read
        /б/таблица.csv read
        /нет unreadable
        /ссылка symlink
        ");
    }

    #[test]
    fn what_begins_like_no_document_is_of_another_kind() {
        let cases: &[(&str, &[u8], bool)] = &[
            ("данные", b"{\"a\": 1}", true),
            ("данные.dat", b"\xEF\xBB\xBF [ {\"a\": 1}]", true),
            ("данные.xml", b"<?xml version=\"1.0\"?>\n<rows/>", true),
            ("страница.bin2", b"<!DOCTYPE html><html>", true),
            ("память.dat", b"\x01\x02\0\0\x03", true),
            ("план", "План на 2021 год".as_bytes(), false),
            ("план.приказ", "[проект] План на 2021 год".as_bytes(), false),
            ("план.old", b"PK\x03\x04\0\0", false),
            ("план.bak2", b"\xD0\xCF\x11\xE0\xA1\0", false),
            ("план.xml", b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>", false),
            ("план.txt", b"{\"a\": 1}", false),
            ("план.html", b"<html>", false),
        ];
        let wrong = cases.iter().filter(|(name, bytes, other)| is_other_kind(Path::new(name), bytes) != *other);
        assert_eq!(wrong.map(|(name, ..)| *name).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn a_folder_does_not_hold_its_namesakes() {
        let roots = ["/данные/план".to_owned()];
        let under = |name: &str| is_under(name, &roots);
        assert!(under("/данные/план") && under("/данные/план/1.txt") && !under("/данные/план2/1.txt"));
        assert!(is_under("/a", &["/".to_owned()]));
    }
}
