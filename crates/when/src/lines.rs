//! The line protocol of `vekha when` and `vekha who`: one phrase or cell a line in, one JSON object a line out.

/// The phrase that a line stands for: `\n` is a line break, `\\` a backslash; any other backslash is itself.
///
/// ```
/// assert_eq!(vekha_when::lines::unescape(r"май\n2020"), "май\n2020");
/// ```
pub fn unescape(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some('n')) => {
                rest.next();
                text.push('\n');
            }
            ('\\', Some('\\')) => {
                rest.next();
                text.push('\\');
            }
            (c, _) => text.push(c),
        }
    }
    text
}

/// The line that stands for a phrase.
pub fn escape(text: &str) -> String {
    text.replace('\\', r"\\").replace('\n', r"\n")
}

/// JSON as one line for every reader: the line separators that JSON allows unescaped are escaped.
///
/// ```
/// assert_eq!(vekha_when::lines::one_line("\"\u{2028}\""), r#""\u2028""#);
/// ```
pub fn one_line(json: &str) -> String {
    json.replace('\u{85}', r"\u0085").replace('\u{2028}', r"\u2028").replace('\u{2029}', r"\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escaped_line_break_comes_back_and_a_lone_backslash_stays() {
        for (line, text) in [(r"a\nb", "a\nb"), (r"a\\nb", r"a\nb"), (r"a\tb\", r"a\tb\"), ("", "")] {
            assert_eq!(unescape(line), text, "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_phrase_comes_back_from_its_line(text in "\\PC*|[\\\\n\n]*") {
            let line = escape(&text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(unescape(&line), text);
        }
    }
}
