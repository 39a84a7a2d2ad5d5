use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, ReadError};

/// A zip file whose parts are inflated under count: the sizes in its headers are claims.
pub(crate) struct Zipped<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of the parts, in the order of the file.
    pub(crate) names: Vec<String>,
    inflated: u64,
    limits: &'a Limits,
}

impl<'a> Zipped<'a> {
    /// Opens a zip file.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("zip directory", &error))?;
        limits.check("the zip file, in entries,", archive.len(), limits.zip_entries)?;
        let name = |raw: &[u8]| String::from_utf8_lossy(raw).replace('\\', "/").trim_start_matches('/').to_owned();
        let names = archive.file_names_raw().map(name).collect();
        Ok(Self { archive, names, inflated: 0, limits })
    }

    /// The bytes of the part of this name; `None` if there is none.
    pub(crate) fn named(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let at = self.names.iter().position(|known| known.eq_ignore_ascii_case(name));
        at.map(|at| self.part(at)).transpose()
    }

    /// The bytes of a part, by its place in `names`.
    pub(crate) fn part(&mut self, at: usize) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let name = self.names.get(at).cloned().unwrap_or_default();
        let mut part = match self.archive.by_index(at) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Encrypted { what: "a zip file" });
            }
            Err(error) => return Err(damaged(&name, &error)),
        };
        let packed = part.compressed_size();
        let mut chunk = vec![0; 64 << 10];
        loop {
            let count = match part.read(&mut chunk) {
                Ok(0) => return Ok(bytes),
                Ok(count) => count,
                // Office programs ignore a wrong checksum; what inflates to the end is good enough.
                Err(error) if error.to_string().contains("checksum") => return Ok(bytes),
                Err(error) => return Err(damaged(&name, &error)),
            };
            let size = (bytes.len() + count) as u64;
            self.inflated += count as u64;
            check_size(&name, packed, size, self.inflated, self.limits)?;
            bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
        }
    }
}

fn check_size(name: &str, packed: u64, size: u64, total: u64, limits: &Limits) -> Result<(), ReadError> {
    if size > limits.ratio_from_bytes && (packed as f64) < limits.ratio * size as f64 {
        return Err(ReadError::Ratio { part: name.to_owned(), packed, inflated: size });
    }
    if size > limits.part_bytes {
        return Err(ReadError::TooLarge { what: format!("part `{name}`, in bytes,"), limit: limits.part_bytes });
    }
    if total > limits.total_bytes {
        return Err(ReadError::TooLarge { what: "all parts together, in bytes,".into(), limit: limits.total_bytes });
    }
    Ok(())
}

fn damaged(part: &str, error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { part: part.to_owned(), reason: error.to_string() }
}
