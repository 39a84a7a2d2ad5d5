use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// An XML part as text, and whether some of its bytes made no characters and were replaced.
pub(super) struct Decoded {
    pub text: String,
    pub replaced: bool,
}

/// Decodes an XML part as XML 1.0, appendix F, has it: a byte order mark, else the shape of the first two
/// characters, else the encoding that the declaration names, else UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, bytes, mark);
    }
    match bytes.get(..2) {
        Some([b'<', 0]) => return with(UTF_16LE, bytes, 0),
        Some([0, b'<']) => return with(UTF_16BE, bytes, 0),
        _ => {}
    }
    let encoding = declared(&bytes).unwrap_or(UTF_8);
    with(encoding, bytes, 0)
}

fn with(encoding: &'static Encoding, bytes: Vec<u8>, mark: usize) -> Decoded {
    if encoding == UTF_8 && mark == 0 {
        return match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, replaced: false },
            Err(error) => Decoded { text: String::from_utf8_lossy(error.as_bytes()).into_owned(), replaced: true },
        };
    }
    let (text, replaced) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    Decoded { text: text.into_owned(), replaced }
}

/// The encoding named by `<?xml … encoding="…"?>`; a part that can be read so far is not in UTF-16, whatever it says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = String::from_utf8_lossy(declaration);
    let declaration = declaration.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
