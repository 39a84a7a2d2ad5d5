/// The lines of a text: `\r\n`, `\n`, `\r`, U+0085, U+2028 and U+2029 end one; a form feed ends a page, and
/// is a line of its own. Tabs and blanks stay as they stand.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut ends = text.char_indices().peekable();
    while let Some((at, c)) = ends.next() {
        let next = at + c.len_utf8();
        match c {
            '\r' if matches!(ends.peek(), Some((_, '\n'))) => continue,
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                lines.push(text[start..at].trim_end_matches('\r'));
            }
            '\u{c}' => lines.extend([&text[start..at], &text[at..next]]),
            _ => continue,
        }
        start = next;
    }
    if start < text.len() {
        lines.push(&text[start..]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let cases = [
            ("а\r\nб\nв\rг\u{2028}д\u{85}е", "а|б|в|г|д|е"),
            ("а\n\nб\n", "а||б"),
            ("а\r\n\r\nб\r\n", "а||б"),
            ("а\u{c}б", "а|\u{c}|б"),
            ("\tа\t\r\nб  ", "\tа\t|б  "),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("|"), expected, "{text:?}");
        }
    }
}
