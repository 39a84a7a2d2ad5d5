use thiserror::Error;

/// Why a file gives no document. What is merely odd inside a file is a note of the document instead.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is locked with a password.
    #[error("this is {what}, locked with a password; remove the password and save it again")]
    Encrypted {
        /// What the file is: «a Word or Excel document».
        what: &'static str,
    },
    /// No format of a document fits the bytes.
    #[error("not a document: {reason}")]
    NotADocument {
        /// What speaks against it: «the file is empty».
        reason: String,
    },
    /// A known format that is not read.
    #[error("this is {what}; {advice}")]
    Unsupported {
        /// What the file is: «a PDF file (.pdf)».
        what: &'static str,
        /// What to do: «save it as .docx».
        advice: &'static str,
    },
    /// More of something than the limits allow.
    #[error("too large: {what} exceeds the limit of {limit}")]
    TooLarge {
        /// What there is too much of: «part `word/document.xml`, in bytes,».
        what: String,
        /// The limit.
        limit: u64,
    },
    /// Nested more deeply than the limits allow.
    #[error("too deep: {what} is nested deeper than {limit}")]
    TooDeep {
        /// What is nested.
        what: String,
        /// The limit.
        limit: usize,
    },
    /// A part grows so much when inflated that it looks like a zip bomb.
    #[error("part `{part}` inflates from {packed} to more than {inflated} bytes, as zip bombs do")]
    Ratio {
        /// The part's name in the zip file.
        part: String,
        /// Its packed size.
        packed: u64,
        /// How far it was inflated.
        inflated: u64,
    },
    /// The format is known, but a part that nothing can be read without is missing or broken.
    #[error("the file is damaged: part `{part}`: {reason}")]
    Damaged {
        /// The part's name, or the file's own name where it has no parts.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ReadError {
    /// The kind of error as one word, for reports that count.
    ///
    /// ```
    /// let error = vekha_read::ReadError::NotADocument { reason: "the file is empty".into() };
    /// assert_eq!(error.code(), "not_a_document");
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encrypted { .. } => "encrypted",
            Self::NotADocument { .. } => "not_a_document",
            Self::Unsupported { .. } => "unsupported",
            Self::TooLarge { .. } => "too_large",
            Self::TooDeep { .. } => "too_deep",
            Self::Ratio { .. } => "ratio",
            Self::Damaged { .. } => "damaged",
        }
    }
}
