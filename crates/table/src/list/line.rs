use vekha_model::{Block, Document, Part, Span};

use crate::numbering::{NumberKind, Numbering, leading};
use crate::record::Words;
use crate::words::trimmed;

/// A paragraph of the running text with the mark it begins with.
pub(crate) struct Line {
    /// The block it is.
    pub block: usize,
    /// Its words as read.
    pub words: Words,
    /// The characters of the words.
    pub chars: Vec<char>,
    /// The number or bullet before the words.
    pub mark: Option<Mark>,
    /// The words without the mark and without blanks at their ends.
    pub body: Span,
    /// The outline level of a heading style.
    pub heading: Option<u8>,
    /// Whether every visible character is bold.
    pub bold: bool,
    /// Whether it is centred.
    pub centered: bool,
}

/// A number or bullet before the words of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its characters, the trailing dot left out.
    pub span: Span,
    /// What kind it is.
    pub kind: MarkKind,
    /// The level of an automatic list, else how far the line is moved to the right.
    pub level: usize,
    /// Whether the list is an automatic one.
    pub automatic: bool,
}

/// How a point of a list is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// «IV.»
    Roman,
    /// «3.» has depth 1, «3.1» depth 2.
    Arabic(usize),
    /// «2)»
    Paren,
    /// «а)»
    Letter,
    /// «–», «•»
    Bullet,
}

impl Mark {
    /// Whether it is a number rather than a bullet.
    pub(crate) fn is_number(self) -> bool {
        self.kind != MarkKind::Bullet
    }
}

impl Line {
    /// The words without the mark.
    pub(crate) fn text(&self) -> String {
        self.of(self.body)
    }

    /// Some of the characters.
    pub(crate) fn of(&self, span: Span) -> String {
        self.chars.get(span.start..span.end).unwrap_or_default().iter().collect()
    }

    /// Some of the words, blanks at their ends left out.
    pub(crate) fn cut(&self, span: Span) -> Words {
        self.words.cut_trimmed(&self.chars, span)
    }

    /// Whether it is set apart as headings are.
    pub(crate) fn stands_out(&self) -> bool {
        self.heading.is_some() || self.bold || self.centered
    }
}

/// The paragraphs of the running text that have words.
pub(crate) fn lines(document: &Document) -> Vec<Line> {
    let mut lines = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = content else { continue };
        if paragraph.part != Part::Body || !paragraph.text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let words = Words::at(&document.place(block), &paragraph.text);
        let chars = words.chars();
        let level = paragraph.list_level.map(usize::from);
        let (mark, body) = mark(&chars, paragraph.label, level);
        lines.push(Line {
            block,
            words,
            chars,
            mark,
            body,
            heading: paragraph.heading,
            bold: paragraph.bold,
            centered: paragraph.centered,
        });
    }
    lines
}

/// The mark that the characters begin with, and the words after it.
fn mark(chars: &[char], label: usize, level: Option<usize>) -> (Option<Mark>, Span) {
    let whole = trimmed(chars, Span::new(0, chars.len()));
    let indent = chars[..whole.start].iter().map(|c| if *c == '\t' { 4 } else { 1 }).sum();
    let mark_of =
        |span: Span, kind: MarkKind| Some(Mark { span, kind, level: level.unwrap_or(indent), automatic: label > 0 });
    let after = |at: usize| trimmed(chars, Span::new(at, chars.len()));
    let first = chars.get(whole.start).copied().unwrap_or(' ');
    let next = chars.get(whole.start + 1).copied().unwrap_or(' ');
    let is_bullet = label > 0 && !first.is_alphanumeric() && label <= 3 || is_bullet(first, next);
    if is_bullet {
        let end = if label > 0 { label.max(whole.start + 1) } else { whole.start + 1 };
        let body = after(end);
        // «- 1. Смотр»: the number counts.
        if let Some(found) = leading(chars, body).filter(|found| found.words < body.end && label == 0) {
            return (mark_of(found.number, kind_of(chars, found)), after(found.words));
        }
        return (mark_of(Span::new(whole.start, whole.start + 1), MarkKind::Bullet), body);
    }
    if let Some(found) = leading(chars, whole).filter(|found| found.words < whole.end) {
        return (mark_of(found.number, kind_of(chars, found)), after(found.words));
    }
    if label > 0 {
        let span = trimmed(chars, Span::new(0, label.min(chars.len())));
        let text: String = chars[span.start..span.end].iter().collect();
        let depth = crate::numbering::parts(&text).len().max(1);
        let bare = crate::numbering::bare(&chars[span.start..span.end]).shifted(span.start);
        let kind = if text.starts_with(|c: char| c.is_ascii_digit()) && !text.ends_with(')') {
            MarkKind::Arabic(depth)
        } else if text.starts_with(char::is_alphabetic) {
            MarkKind::Letter
        } else {
            MarkKind::Paren
        };
        return (mark_of(bare, kind), after(label));
    }
    (None, whole)
}

fn kind_of(chars: &[char], found: Numbering) -> MarkKind {
    match found.kind {
        NumberKind::Roman => MarkKind::Roman,
        NumberKind::Arabic => MarkKind::Arabic(found.depth),
        NumberKind::Paren if chars[found.number.start].is_alphabetic() => MarkKind::Letter,
        NumberKind::Paren => MarkKind::Paren,
    }
}

/// A sign that marks a point: a dash or an asterisk with a blank after it, or a dot.
fn is_bullet(first: char, next: char) -> bool {
    let is_sign = matches!(first, '-' | '–' | '—' | '−' | '*' | '+' | '‣' | '○');
    let is_dot = matches!(
        first,
        '•' | '·' | '●' | '▪' | '■' | '◦' | '➢' | '✓' | '\u{f0b7}' | '\u{f0a7}' | '\u{f0fc}' | '\u{f0d8}'
    );
    is_dot || (is_sign && next.is_whitespace())
}
