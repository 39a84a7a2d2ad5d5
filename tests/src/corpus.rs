//! The committed folder `corpus/` and the sources it is written from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::encoding::EncodingError;
use crate::sheet::xlsx;
use crate::source::{Output, Source, SourceError};
use crate::text::text;
use crate::word::docx;

/// Why the corpus cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// Which file or folder.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A source has a mistake.
    #[error("{slug}.md: {error}")]
    Source {
        /// The source's name.
        slug: String,
        /// The mistake and its line.
        error: SourceError,
    },
    /// A text cannot be written in the encoding its source names.
    #[error("{slug}.md: {error}")]
    Encoding {
        /// The source's name.
        slug: String,
        /// The character that is missing.
        error: EncodingError,
    },
    /// Read from a string, without a file.
    #[error(transparent)]
    Parse(#[from] SourceError),
    /// The workbook cannot be written.
    #[error(transparent)]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The archive cannot be written.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
}

/// The workspace's folder, in which `fixtures/` and `corpus/` stand.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources by their names.
pub fn sources(root: &Path) -> Result<BTreeMap<String, Source>, CorpusError> {
    let folder = root.join("fixtures/roadmaps");
    let mut sources = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(at(&folder))? {
        let path = entry.map_err(at(&folder))?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).map_err(at(&path))?;
            let source = Source::parse(&text).map_err(|error| CorpusError::Source { slug: slug.clone(), error })?;
            sources.insert(slug, source);
        }
    }
    Ok(sources)
}

/// The files of one source, by their names.
pub fn built(source: &Source, slug: &str) -> Result<BTreeMap<String, Vec<u8>>, CorpusError> {
    let mut files = BTreeMap::new();
    for output in &source.outputs {
        let (ending, bytes) = match output {
            Output::Docx => ("docx", docx(source)?),
            Output::Xlsx => ("xlsx", xlsx(source)?),
            Output::Txt(layout, encoding) => {
                let bytes = encoding.encode(&text(source, *layout));
                ("txt", bytes.map_err(|error| CorpusError::Encoding { slug: slug.to_owned(), error })?)
            }
        };
        files.insert(format!("{slug}.{ending}"), bytes);
    }
    Ok(files)
}

/// Every file of the corpus, by its name, from the sources under `root`.
pub fn build(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, CorpusError> {
    let mut files = BTreeMap::new();
    for (slug, source) in sources(root)? {
        files.extend(built(&source, &slug)?);
    }
    Ok(files)
}

fn at(path: &Path) -> impl Fn(io::Error) -> CorpusError {
    move |error| CorpusError::Io { path: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_corpus_is_what_the_builder_writes() {
        let built = build(&root()).unwrap();
        let folder = root().join("corpus");
        let committed: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "docx" || extension == "txt" || extension == "xlsx")
            })
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
            .collect();
        let names: std::collections::BTreeSet<_> = built.keys().chain(committed.keys()).collect();
        let misses: Vec<_> = names.into_iter().filter(|name| built.get(*name) != committed.get(*name)).collect();
        assert!(misses.is_empty(), "help: run `cargo run -p vekha-tests --bin build-corpus`; they differ: {misses:?}");
    }

    #[test]
    fn every_file_is_small() {
        let large: Vec<_> = build(&root()).unwrap().into_iter().filter(|(_, bytes)| bytes.len() > 60_000).collect();
        assert!(large.is_empty(), "{:?}", large.iter().map(|(name, bytes)| (name, bytes.len())).collect::<Vec<_>>());
    }

    #[test]
    fn a_source_may_write_a_word_file_and_a_text_file_of_one_name() {
        let source = Source::parse("writes: docx\nwrites: txt tabs koi8-r\n---\nПлан\n").unwrap();
        let files = built(&source, "plan").unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["plan.docx", "plan.txt"]);
    }
}
