//! The encodings in which Russian plain-text files come.

/// An encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-16, little endian, with a byte order mark and the line ends of Windows, as Notepad writes it.
    Utf16,
    /// Windows Cyrillic, with the line ends of Windows.
    Windows1251,
    /// KOI8-R, the encoding of old mail.
    Koi8R,
    /// IBM866, the encoding of DOS, with its line ends.
    Ibm866,
}

/// A character that the encoding cannot write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{encoding:?} has no character `{character}` (in `{line}`)")]
pub struct EncodingError {
    encoding: Encoding,
    character: char,
    line: String,
}

impl Encoding {
    /// The encoding that a source names.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "utf-8" => Self::Utf8,
            "utf-16" => Self::Utf16,
            "windows-1251" => Self::Windows1251,
            "koi8-r" => Self::Koi8R,
            "ibm866" => Self::Ibm866,
            _ => return None,
        })
    }

    /// The text in this encoding.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, EncodingError> {
        let table = match self {
            Self::Utf8 => return Ok(text.as_bytes().to_vec()),
            Self::Utf16 => return Ok(utf16(&text.replace('\n', "\r\n"))),
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Koi8R => encoding_rs::KOI8_R,
            Self::Ibm866 => encoding_rs::IBM866,
        };
        let text = if self == Self::Koi8R { text.to_owned() } else { text.replace('\n', "\r\n") };
        let (bytes, _, has_losses) = table.encode(&text);
        if has_losses { Err(self.loss(table, &text)) } else { Ok(bytes.into_owned()) }
    }

    fn loss(self, table: &'static encoding_rs::Encoding, text: &str) -> EncodingError {
        let is_lost = |character: &char| table.encode(character.encode_utf8(&mut [0; 4])).2;
        let line = text.lines().find(|line| line.chars().any(|character| is_lost(&character))).unwrap_or_default();
        let character = line.chars().find(is_lost).unwrap_or(char::REPLACEMENT_CHARACTER);
        EncodingError { encoding: self, character, line: line.to_owned() }
    }
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_writes_its_own_bytes() {
        let cases = [
            ("utf-8", vec![0xd0, 0x9f, b'\n']),
            ("utf-16", vec![0xff, 0xfe, 0x1f, 0x04, b'\r', 0, b'\n', 0]),
            ("windows-1251", vec![0xcf, b'\r', b'\n']),
            ("koi8-r", vec![0xf0, b'\n']),
            ("ibm866", vec![0x8f, b'\r', b'\n']),
        ];
        for (name, bytes) in cases {
            assert_eq!(Encoding::named(name).unwrap().encode("П\n").unwrap(), bytes, "{name}");
        }
    }

    #[test]
    fn a_character_that_cannot_be_written_is_named_with_its_line() {
        let error = Encoding::Koi8R.encode("План\nработы «школы»").unwrap_err();
        assert_eq!(error.to_string(), "Koi8R has no character `«` (in `работы «школы»`)");
    }
}
