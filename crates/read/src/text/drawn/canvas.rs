//! Lines of a drawing: what of them is bars, rules and words.

/// Signs that part cells from left to right. MS-DOS texts that were moved to Windows have `¦`.
const BARS: [char; 6] = ['|', '│', '║', '┃', '¦', '╎'];

/// Signs of which rules are drawn.
const STROKES: [char; 9] = ['-', '=', '─', '═', '━', '_', '–', '—', '╌'];

pub(super) fn is_bar(c: char) -> bool {
    BARS.contains(&c)
}

pub(super) fn is_stroke(c: char) -> bool {
    STROKES.contains(&c)
}

/// A sign where a rule meets a bar.
pub(super) fn is_joint(c: char) -> bool {
    c == '+' || (matches!(c, '\u{2500}'..='\u{257f}') && !is_stroke(c) && !is_bar(c))
}

/// Letters by which MS-DOS joints were written in Windows: `-----T-----¬`, `L----+-----`.
fn is_lettered_joint(c: char) -> bool {
    matches!(c, 'T' | 'L' | '¬' | 'Т' | 'Ь')
}

/// What a line of a text is in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Only strokes and joints: `+---+`, `|---|:--|`, `├──┼──┤`, `-----T---¬`.
    Rule,
    /// Only strokes: `-----`; it may be an underlined title, so it begins no drawing.
    Stroke,
    /// Words, or a part of a rule, between bars.
    Row,
    /// Anything else.
    Other,
}

/// The kind of a line, in one pass over it.
pub(super) fn kind(line: &str) -> Kind {
    let (mut strokes, mut bars, mut joints, mut letters, mut signs) = (0, 0, 0, 0, 0);
    for c in line.trim().chars() {
        match c {
            c if is_stroke(c) => strokes += 1,
            c if is_bar(c) => bars += 1,
            c if is_joint(c) => joints += 1,
            c if is_lettered_joint(c) => letters += 1,
            ' ' | ':' => {}
            _ => signs += 1,
        }
    }
    let is_drawn = signs == 0 && letters * 3 <= strokes;
    match () {
        () if is_drawn && strokes > 1 && joints + bars + letters > 0 => Kind::Rule,
        () if is_drawn && strokes > 2 && !line.trim().contains(' ') => Kind::Stroke,
        () if bars > 0 || joints > 2 => Kind::Row,
        () => Kind::Other,
    }
}

/// A line as characters, blanks at its end left out.
pub(super) fn characters(line: &str) -> Vec<char> {
    line.trim_end().chars().collect()
}

/// Where the bars and joints of a line stand.
pub(super) fn posts(line: &[char], is_rule: bool) -> Vec<usize> {
    let is_post = |c: char| is_bar(c) || (is_joint(c) && c != '+') || (is_rule && (c == '+' || is_lettered_joint(c)));
    line.iter().enumerate().filter(|(_, c)| is_post(**c)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_drawing_are_told_by_their_signs() {
        let cases = [
            ("+---+-----+", Kind::Rule),
            ("|---|:---:|", Kind::Rule),
            ("├────┼────┤", Kind::Rule),
            ("╔════╦════╗", Kind::Rule),
            ("-----T-----¬", Kind::Rule),
            ("L----+------", Kind::Rule),
            ("------+-----", Kind::Rule),
            ("-----------", Kind::Stroke),
            ("----  -----", Kind::Other),
            ("│ 1. │ Май │", Kind::Row),
            ("¦    ¦     ¦", Kind::Row),
            ("│    ├─────┤", Kind::Rule),
            ("│ май├─────┤", Kind::Row),
            ("1. | Семинар", Kind::Row),
            ("С + Б", Kind::Other),
            ("- первый", Kind::Other),
            ("", Kind::Other),
        ];
        let misses: Vec<_> = cases.iter().filter(|(line, want)| kind(line) != *want).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
