//! The words of a cell that its layout has wrapped over several lines.

use vekha_model::{Block, Cell};

use super::stacked;

/// Breaks the line inside a paragraph; see [`super::markup`].
const BREAK: char = '\u{b}';

/// A column so narrow that its words are cut anywhere, without a hyphen: «1», «0», «.».
const NARROW: usize = 3;

/// The words of a cell: a paragraph a line for [`super::markup::paragraphs`]. `width` is the room that a line has.
///
/// A line that its layout has wrapped goes on after a blank. A paragraph ends where the next word had room, and before a
/// point of a list. A hyphen at a line's end stays, with the break: whether the word has one is told later.
pub(super) fn words<'a>(lines: impl IntoIterator<Item = &'a str>, width: usize) -> String {
    let mut text = String::new();
    let mut above = "";
    let mut after_blank = false;
    for line in lines.into_iter().map(str::trim) {
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        match () {
            () if above.is_empty() => {}
            () if is_cut(above, line) => text.push(BREAK),
            () if after_blank || ends_paragraph(above, line, width) => text.push('\n'),
            () if is_joint(above, line) => {}
            () if width <= NARROW && is_full(above, width) => {}
            () => text.push(' '),
        }
        text.push_str(line);
        (above, after_blank) = (line, false);
    }
    text
}

/// A cell of such words; the bullets of its points are those of an automatic list.
pub(super) fn cell(words: &str) -> Cell {
    let mut cell = stacked::cell(words);
    for block in &mut cell.blocks {
        if let Block::Paragraph(paragraph) = block
            && paragraph.label == 0
            && paragraph.text.starts_with("• ")
        {
            (paragraph.label, paragraph.list_level) = (2, Some(0));
        }
    }
    cell
}

/// The longest of these lines, in characters: the room that their column has.
pub(super) fn room<'a>(lines: impl IntoIterator<Item = &'a str>) -> usize {
    lines.into_iter().map(|line| line.trim().chars().count()).max().unwrap_or(0)
}

/// Whether a word is cut by a hyphen at the line's end.
pub(super) fn is_cut(above: &str, below: &str) -> bool {
    let mut ends = above.trim_end().chars().rev();
    matches!(ends.next(), Some('-' | '\u{ad}' | '\u{2010}'))
        && ends.next().is_some_and(char::is_alphabetic)
        && below.trim_start().starts_with(char::is_lowercase)
}

/// Whether a double name goes on: «Иванова-», «Петрова».
fn is_joint(above: &str, below: &str) -> bool {
    let mut ends = above.chars().rev();
    ends.next() == Some('-')
        && ends.next().is_some_and(char::is_alphabetic)
        && below.starts_with(char::is_uppercase)
        && above.rsplit(char::is_whitespace).next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether the next word had room on the line above, so that someone ended the line on purpose.
pub(super) fn had_room(above: &str, below: &str, width: usize) -> bool {
    let word = below.split_whitespace().next().unwrap_or_default();
    above.trim().chars().take(width + 1).count() + 1 + word.chars().take(width + 1).count() <= width
}

fn ends_paragraph(above: &str, below: &str, width: usize) -> bool {
    let goes_on = below.starts_with(char::is_lowercase) || above.ends_with([',', '(', '«', '-', '–', '—']);
    is_point(below) || begins_with_path(below) || (width > NARROW && !goes_on && had_room(above, below, width))
}

/// «- смотр», «• смотр», «1) смотр».
fn is_point(line: &str) -> bool {
    let bullet = line.strip_prefix(['-', '–', '—', '•', '·', '●', '▪', '*', '\u{f0b7}']);
    let paren = line
        .split_once(')')
        .filter(|(number, _)| (1..=2).contains(&number.chars().count()) && number.chars().all(char::is_alphanumeric));
    bullet.or(paren.map(|(_, rest)| rest)).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// «1.1. Смотр», «3.2 Смотр».
pub(super) fn begins_with_path(line: &str) -> bool {
    let Some((number, words)) = line.split_once(char::is_whitespace) else { return false };
    let parts = number.trim_end_matches('.').split('.');
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    parts.clone().count() > 1
        && parts.clone().all(is_number)
        && number.len() < 9
        && (number.ends_with('.') || words.trim_start().starts_with(|c: char| c.is_uppercase() || c == '«'))
}

fn is_full(line: &str, width: usize) -> bool {
    line.chars().count() + usize::from(width == NARROW) >= width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_one_paragraph_and_ended_ones_are_not() {
        let cases = [
            ("Провести|семинар", 8, "Провести семинар"),
            ("Провести обще-|районный|смотр", 14, "Провести обще-⇣районный смотр"),
            ("Семинары:|- для школ;|- для садов", 20, "Семинары:⏎- для школ;⏎- для садов"),
            ("Директор|Завуч", 20, "Директор⏎Завуч"),
            ("Отдел|образования", 20, "Отдел образования"),
            ("май,|Июнь", 20, "май, Июнь"),
            ("1|0|.", 1, "10."),
            ("Ди|агн|ост|ика", 3, "Диагностика"),
            ("Май||2025", 9, "Май⏎2025"),
            ("||", 9, ""),
        ];
        let got = |lines: &str, width| words(lines.split('|'), width).replace('\n', "⏎").replace(BREAK, "⇣");
        let misses: Vec<_> =
            cases.iter().map(|(lines, width, want)| (got(lines, *width), *want)).filter(|(a, b)| a != b).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
