use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, ReadError};

/// The zip file, opened; every part is inflated under count.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names in lower case (OPC compares them so, ECMA-376-2, 7.2.3.5), with their place in the zip file.
    index: BTreeMap<String, usize>,
    inflated: u64,
    /// What the next bytes are inflated into.
    chunk: Vec<u8>,
    limits: &'a Limits,
}

/// A part as inflated.
pub(super) struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Why its end is missing, if it is.
    pub cut: Option<String>,
}

/// How many bytes are inflated at a time.
const CHUNK: usize = 64 << 10;

/// Parts of usual files have no more bytes.
const MODEST: usize = 512 << 10;

impl<'a> Package<'a> {
    /// Opens the zip file `name`.
    pub fn open(bytes: &'a [u8], name: &str, limits: &'a Limits) -> Result<Self, ReadError> {
        if let Some(error) = not_a_zip_file(bytes) {
            return Err(error);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(bytes, name, &error))?;
        if archive.len() > limits.zip_entries {
            let what = "the number of entries of the zip file".to_owned();
            return Err(ReadError::TooLarge { what, limit: limits.zip_entries as u64 });
        }
        let mut index = BTreeMap::new();
        for (at, raw) in archive.file_names_raw().enumerate() {
            index.entry(folded(&String::from_utf8_lossy(raw))).or_insert(at);
        }
        Ok(Self { archive, index, inflated: 0, chunk: vec![0; CHUNK], limits })
    }

    /// The part names in lower case, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// Whether there is such a part.
    pub fn contains(&self, name: &str) -> bool {
        self.index.contains_key(&folded(name))
    }

    /// Inflates a part; `None` if there is none. A part that breaks off is given as far as it goes.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, ReadError> {
        let Some(&at) = self.index.get(&folded(name)) else { return Ok(None) };
        let mut part = Part { name: name.trim_start_matches('/').to_owned(), bytes: Vec::new(), cut: None };
        let mut file = match self.archive.by_index(at) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Encrypted { what: "a zip file" });
            }
            Err(error) => {
                part.cut = Some(error.to_string());
                return Ok(Some(part));
            }
        };
        let packed = file.compressed_size();
        // What the file claims is taken at its word for so much memory as an honest file needs.
        part.bytes.reserve(usize::try_from(file.size()).unwrap_or(0).min(MODEST));
        loop {
            let count = match file.read(&mut self.chunk) {
                Ok(0) => return Ok(Some(part)),
                Ok(count) => count,
                // Office programs do not mind a wrong checksum; what inflates to its end is whole.
                Err(error) if error.to_string().contains("checksum") => return Ok(Some(part)),
                Err(error) => {
                    part.cut = Some(error.to_string());
                    return Ok(Some(part));
                }
            };
            part.bytes.extend_from_slice(self.chunk.get(..count).unwrap_or_default());
            self.inflated += count as u64;
            check(&part, packed, self.inflated, self.limits)?;
        }
    }
}

/// Counts what was really inflated; the sizes in a zip file's headers are claims.
fn check(part: &Part, packed: u64, inflated: u64, limits: &Limits) -> Result<(), ReadError> {
    let size = part.bytes.len() as u64;
    if size > limits.part_bytes {
        let what = format!("part `{}`, in bytes,", part.name);
        return Err(ReadError::TooLarge { what, limit: limits.part_bytes });
    }
    if inflated > limits.total_bytes {
        let what = "all parts together, in bytes,".to_owned();
        return Err(ReadError::TooLarge { what, limit: limits.total_bytes });
    }
    if size > limits.ratio_from_bytes && (packed as f64) < limits.ratio * size as f64 {
        return Err(ReadError::Ratio { part: part.name.clone(), packed, inflated: size });
    }
    Ok(())
}

/// The first bytes of an OLE compound file.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a file is that cannot be a zip file, by its first bytes.
fn not_a_zip_file(bytes: &[u8]) -> Option<ReadError> {
    if bytes.is_empty() {
        return Some(ReadError::NotADocument { reason: "the file is empty".to_owned() });
    }
    if !bytes.starts_with(COMPOUND_FILE) {
        return None;
    }
    // An encrypted document is a stream of this name in a compound file (MS-OFFCRYPTO, 2.3.4.4).
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(stream.len()).any(|window| window == stream) {
        return Some(ReadError::Encrypted { what: "an Office document" });
    }
    let what = "an old binary Office file (.doc, .xls)";
    Some(ReadError::Unsupported { what, advice: "save it as .docx and try again" })
}

/// What a file is that does not open as a zip file.
fn refusal(bytes: &[u8], name: &str, error: &ZipError) -> ReadError {
    if bytes.starts_with(b"PK") {
        return ReadError::Damaged { part: name.to_owned(), reason: format!("the zip file does not open: {error}") };
    }
    ReadError::NotADocument { reason: "it is no zip file, as a .docx must be".to_owned() }
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
