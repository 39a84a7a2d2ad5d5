use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

/// Something found on disk, and what it looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub path: PathBuf,
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: i64,
    pub verdict: Verdict,
}

/// Whether a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Read,
    /// Left out, with the reason's code.
    Skip(&'static str),
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
                let item = Found { path: path.clone(), size: 0, mtime: 0, verdict: Verdict::Unreadable(words) };
                (path, item)
            }
        };
        found.entry(stored_name(&path)).or_insert(item);
    }
}

/// `None` for a folder that is to be entered.
fn look_at(entry: &DirEntry, own: &Path) -> Option<Found> {
    let path = entry.path().to_owned();
    let is_folder = entry.file_type().is_dir();
    let skip = if is_folder && entry.path() == own {
        Some("own_corpus")
    } else if entry.depth() == 0 {
        None
    } else {
        reason_to_skip(entry.file_name(), entry.file_type())
    };
    if is_folder && skip.is_none() {
        return None;
    }
    let verdict = skip.map_or(Verdict::Read, Verdict::Skip);
    Some(match entry.metadata() {
        Ok(metadata) if !is_folder && !metadata.is_file() && verdict == Verdict::Read => {
            Found { path, size: 0, mtime: 0, verdict: Verdict::Skip("not_a_file") }
        }
        Ok(metadata) => {
            Found { path, size: if is_folder { 0 } else { metadata.len() }, mtime: mtime(&metadata), verdict }
        }
        Err(error) => Found { path, size: 0, mtime: 0, verdict: Verdict::Unreadable(error.to_string()) },
    })
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

/// Extensions of files that are no documents whatever they hold; what is not named here is looked into.
const OTHER_KINDS: &str = "
    png jpg jpeg gif bmp tif tiff webp svg ico psd heic
    mp3 wav ogg flac m4a mp4 avi mkv mov wmv webm
    exe dll so dylib bin msi deb rpm apk iso img dmg class jar pyc o a lib
    ttf otf woff woff2 css js ts map py rs c h cpp java sh bat ps1 toml lock
    md markdown rst adoc tex
    sqlite sqlite-wal sqlite-shm db mdb accdb parquet lnk url ini log tmp bak part crdownload torrent
";

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
        for name in
            ["б/план.docx", "а/план.txt", "а/.git/config", "а/фото.JPG", "а/~$план.docx", "out/documents/aa/1.json"]
        {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("а"), root.join("ссылка")).unwrap();
        let found = find(&[root.clone(), root.join("а"), root.join("нет")], &root.join("out"));
        let line = |(name, found): (&String, &Found)| {
            let verdict = match &found.verdict {
                Verdict::Read => "read",
                Verdict::Skip(code) => code,
                Verdict::Unreadable(_) => "unreadable",
            };
            format!("{} {verdict}", name.strip_prefix(&stored_name(&root)).unwrap_or(name))
        };
        insta::assert_snapshot!(found.iter().map(line).collect::<Vec<_>>().join("\n"), @r"
        /out own_corpus
        /а/.git hidden
        /а/~$план.docx owner_file
        /а/план.txt read
        /а/фото.JPG other_kind
        /б/план.docx read
        /нет unreadable
        /ссылка symlink
        ");
    }

    #[test]
    fn a_folder_does_not_hold_its_namesakes() {
        let roots = ["/данные/план".to_owned()];
        let under = |name: &str| is_under(name, &roots);
        assert!(under("/данные/план") && under("/данные/план/1.txt") && !under("/данные/план2/1.txt"));
        assert!(is_under("/a", &["/".to_owned()]));
    }
}
