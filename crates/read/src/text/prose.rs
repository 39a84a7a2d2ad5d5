use vekha_model::Block;

use super::markup;

/// Whether the line is blank and no row of empty cells.
pub(super) fn is_gap(line: &str) -> bool {
    line.trim().is_empty() && !line.contains('\t')
}

/// The paragraphs of lines outside tables: one a line, unless the line goes on in the next.
pub(super) fn prose(lines: &[&str]) -> Vec<Block> {
    let stretches = lines.split(|line| line.trim().is_empty()).filter(|stretch| !stretch.is_empty());
    let mut blocks = Vec::new();
    for stretch in stretches {
        let mut found = markup::paragraphs(&joined(stretch));
        found.retain(|block| !matches!(block, Block::Paragraph(paragraph) if paragraph.text.trim().is_empty()));
        add(&mut blocks, found);
    }
    blocks
}

/// Adds blocks to others; many that come first are not copied.
pub(super) fn add(blocks: &mut Vec<Block>, mut found: Vec<Block>) {
    if blocks.is_empty() {
        *blocks = found;
    } else {
        blocks.append(&mut found);
    }
}

/// The lines with `\n` where a paragraph ends and U+000B where only the line does.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        text.push_str(if next.is_some_and(|next| goes_on(line, next)) { line.trim_end() } else { line });
        if let Some(next) = next {
            text.push(if goes_on(line, next) { '\u{b}' } else { '\n' });
        }
    }
    text
}

/// Markdown ends a line inside a paragraph with two blanks; a program that wraps lines leaves a full line before a small letter.
fn goes_on(line: &str, next: &str) -> bool {
    // A character takes four bytes at most; longer lines are not counted.
    let is_full = line.len() <= 480 && (50..=120).contains(&line.chars().count());
    let is_markdown_break = line.ends_with("  ");
    is_markdown_break || (is_full && next.starts_with(char::is_lowercase))
}
