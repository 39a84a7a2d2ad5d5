use std::borrow::Cow;

use memchr::{memchr, memchr2};
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attributes;

use super::xml::Space;

/// A start tag.
pub(super) struct Tag<'a> {
    pub space: Space,
    /// What stands between `<` and `>`, the slash of an empty element left out.
    pub content: &'a str,
    /// Where its name begins after the prefix, and where it ends.
    pub name: (usize, usize),
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.content.get(self.name.0..self.name.1).unwrap_or_default()
    }

    /// Whether it is `name` of WordprocessingML.
    pub fn is_word(&self, name: &str) -> bool {
        self.space == Space::Word && self.name() == name
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.value(name).map(Cow::into_owned)
    }

    fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Ok(found) = plain_value(self.content.get(self.name.1..)?, name) {
            return found.map(Cow::Borrowed);
        }
        let mut attributes = Attributes::new(self.content, self.name.1);
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned).into())
    }

    /// The attribute `w:val`.
    pub fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// A whole number in `w:val`; anything else (`""`, `3.2cm`) is as good as absent.
    pub fn number(&self) -> Option<i64> {
        self.value("val")?.trim().parse().ok()
    }

    /// A switch: present means on, unless `w:val` says otherwise (ECMA-376-1, 17.17.4).
    pub fn on(&self) -> bool {
        !self.value("val").is_some_and(|value| matches!(value.trim(), "0" | "false" | "off"))
    }
}

/// Attributes that are written otherwise than programs write them.
struct Odd;

/// The value of an attribute where all before it are ` name="value"`, as programs write them: what is read anew for
/// every cell and run need not be looked at for mistakes.
fn plain_value<'a>(attributes: &'a str, name: &str) -> Result<Option<&'a str>, Odd> {
    let bytes = attributes.as_bytes();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
    let mut at = 0;
    loop {
        let before = at;
        at += bytes[at..].iter().take_while(|byte| is_blank(**byte)).count();
        if at == bytes.len() {
            return Ok(None);
        }
        let key_end = at + bytes[at..].iter().take_while(|byte| is_name(**byte)).count();
        let value = key_end + 2;
        if before == at || at == key_end || bytes.get(key_end..value) != Some(b"=\"") {
            return Err(Odd);
        }
        let value_end = value + memchr(b'"', &bytes[value..]).ok_or(Odd)?;
        let key = attributes.get(at..key_end).ok_or(Odd)?;
        if key.strip_suffix(name).is_some_and(|prefix| prefix.is_empty() || prefix.find(':') == Some(prefix.len() - 1))
        {
            let found = attributes.get(value..value_end).ok_or(Odd)?;
            return if memchr2(b'&', b'<', found.as_bytes()).is_some() { Err(Odd) } else { Ok(Some(found)) };
        }
        at = value_end + 1;
    }
}

/// White space of XML.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\r' | b'\n' | b'\t')
}
