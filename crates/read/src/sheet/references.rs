use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::Regex;

use crate::ReadError;

/// Refuses a part of a workbook in which a reference lies beyond the last cell or runs backwards: calamine counts with them
/// unchecked.
pub(super) fn check(part: &str, bytes: &[u8]) -> Result<(), ReadError> {
    static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\s(?:r|ref)\s*=\s*(?:"([^"]*)"|'([^']*)')"#).expect("the tests of this file compile it")
    });
    let text = text(bytes);
    let values = REFERENCE.captures_iter(&text).filter_map(|found| found.get(1).or(found.get(2)));
    match values.map(|value| value.as_str()).find(|value| !is_sound(value)) {
        None => Ok(()),
        Some(value) => {
            let reason = format!("no cell is called `{}`", value.chars().take(40).collect::<String>());
            Err(ReadError::Damaged { part: part.to_owned(), reason })
        }
    }
}

/// The part as the XML parser will see it.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => Encoding::for_bom(bytes).map_or(UTF_8, |(encoding, _)| encoding),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// `A1`, `5`, `A1:XFD1048576`; a word that is no reference at all is refused by calamine itself.
fn is_sound(value: &str) -> bool {
    let ends: Option<Vec<(u32, u32)>> = value.split(':').map(place).collect();
    match ends.as_deref() {
        None => false,
        Some([(column, row), (last_column, last_row)]) => column <= last_column && row <= last_row,
        Some(_) => true,
    }
}

/// The column and the row; `None` for more letters or digits than 32 bits can count.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    if letters > 6 || digits > 9 {
        return None;
    }
    let column =
        text[..letters].bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'@'));
    Some((column, text[letters..letters + digits].parse().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_beyond_the_last_cell_and_backward_ranges_are_damage() {
        let is_refused = |value: &str| check("s.xml", format!("<c r='1'/><c  ref = \"{value}\">").as_bytes()).is_err();
        for value in ["A1", "XFD1048576", "12", "A1:B2", "A1:A1", "a1:b2", "", "план 1", "$A$1"] {
            assert!(!is_refused(value), "{value}");
        }
        for value in ["ZZZZZZZ1", "ZZZZZZZ!", "A99999999999", "9999999999", "B2:A1", "A2:B1", "A1:ZZZZZZZZ1"] {
            assert!(is_refused(value), "{value}");
        }
        let wide: Vec<u8> = "<c r=\"ZZZZZZZZ1\">".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(check("s.xml", &wide).is_err());
    }
}
