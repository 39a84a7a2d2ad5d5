use std::collections::BTreeSet;

use vekha_model::{Block, Document, Paragraph, Part, Span};

use crate::Kinds;
use crate::amendment::is_amendment;
use crate::numbering::leading;
use crate::section_name;

/// «Итого», «Всего по разделу»; «Итоговое совещание» is something to be done.
pub(crate) fn is_totals(text: &str) -> bool {
    const WORDS: &[&str] = &["итого", "всего"];
    // Every row is asked, and most begin with another letter.
    let is_other = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | '0'..='9') && !"иИвВ".contains(c);
    if text.trim_start().starts_with(is_other) {
        return false;
    }
    let folded = vekha_lexis::fold(text.trim());
    let is_short = folded.text().chars().take(81).count() <= 80;
    let first = folded.text().split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    is_short && first.is_some_and(|word| WORDS.contains(&word))
}

/// «в том числе:», «областной бюджет», «2024 год», «внебюджетные источники»: what a sum is made of.
pub(crate) fn is_source_of_funds(text: &str) -> bool {
    const STEMS: &[&str] = &["в том числе", "из них", "бюджет", "внебюджет", "средств", "источник"];
    let folded = vekha_lexis::fold(text.trim());
    let is_short = folded.text().chars().take(61).count() <= 60;
    is_short && (STEMS.iter().any(|stem| folded.text().contains(stem)) || crate::period::is_year(folded.text()))
}

/// «_____», «(наименование мероприятия)», «20__ г.»: a place in a form, for words that nobody has written.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with(|c| matches!(c, 'а'..='я' | 'А'..='Я')) && !text.contains(['_', '…']) {
        return false;
    }
    let is_bracketed = [('(', ')'), ('<', '>'), ('[', ']'), ('{', '}')].iter().any(|&(open, close)| {
        text.starts_with(open) && text.ends_with(close) && text.chars().filter(|c| *c == open).count() == 1
    });
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let blanks = text.chars().filter(|c| matches!(c, '_' | '…')).count();
    is_bracketed || (blanks >= 2 && blanks > letters) || letters + blanks == 0
}

/// «УТВЕРЖДАЮ», «СОГЛАСОВАНО:», «ПРИНЯТО» alone or with the body on the next line.
pub(crate) fn is_approval(text: &str) -> bool {
    const WORDS: &[&str] = &["утверждаю", "утверждено", "согласовано", "согласован", "принято", "рассмотрено"];
    let folded = vekha_lexis::fold(text.trim());
    let first = folded.text().lines().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    WORDS.contains(&first)
}

/// «Продолжение таблицы 1», «Продолжение раздела», «Окончание приложения».
pub(crate) fn is_continuation(text: &str) -> bool {
    const OF: &[&str] = &["раздел", "подраздел", "таблиц", "приложени", "план", "глав", "задач", "цел"];
    let folded = vekha_lexis::fold(text.trim());
    let mut words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_first = words.next().is_some_and(|word| matches!(word, "продолжение" | "окончание"));
    let fits = words.next().is_none_or(|word| OF.iter().any(|stem| word.starts_with(stem)));
    is_first && fits && folded.text().chars().take(61).count() <= 60
}

/// «Директор школы ____________ А.А. Зябликова»
pub(crate) fn is_signature(text: &str, kinds: &dyn Kinds) -> bool {
    let is_short = text.chars().take(161).count() <= 160;
    let chars: Vec<char> = text.chars().take(161).collect();
    let has_initials = chars.windows(2).filter(|pair| pair[0].is_uppercase() && pair[1] == '.').count() >= 2;
    is_short && (text.contains("___") || (has_initials && kinds.is_party(text)))
}

/// «12», «- 12 -», «Продолжение таблицы 1»: what stands between two pages of one table.
pub(crate) fn is_page_line(text: &str) -> bool {
    let folded = vekha_lexis::fold(text.trim());
    let is_short = folded.text().chars().take(61).count() <= 60;
    if is_short && ["продолжение", "окончание таблицы"].iter().any(|word| folded.text().starts_with(word))
    {
        return true;
    }
    let body = text.trim().trim_matches(|c: char| c == '-' || c == '–' || c.is_whitespace());
    !body.is_empty() && body.len() <= 4 && body.chars().all(|c| c.is_ascii_digit())
}

/// Lines that stand between tables more than once: what each page of a plan says at its head or foot.
pub(crate) fn running_heads(document: &Document) -> BTreeSet<String> {
    let (mut seen, mut running) = (BTreeSet::new(), BTreeSet::new());
    let tables: Vec<usize> = document.tables().map(|(block, _)| block).collect();
    let between = tables.first().zip(tables.last()).map_or(0..0, |(first, last)| *first..*last);
    for block in &document.blocks[between] {
        if let Block::Paragraph(paragraph) = block {
            let text = paragraph.text.trim().to_owned();
            if !text.is_empty() && text.len() < 400 && !seen.insert(text.clone()) {
                running.insert(text);
            }
        }
    }
    running
}

/// Whether a paragraph between tables belongs to the plan, or is blank or off the page.
pub(crate) fn is_of_plan(paragraph: &Paragraph, running: &BTreeSet<String>, kinds: &dyn Kinds) -> bool {
    let text = &paragraph.text;
    text.trim().is_empty()
        || running.contains(text.trim())
        || paragraph.part != Part::Body
        || is_amendment(text)
        || is_page_line(text)
        || is_heading_paragraph(paragraph, kinds)
}

/// Whether a paragraph between tables is a section's heading rather than running text or another plan's title.
pub(crate) fn is_heading_paragraph(paragraph: &Paragraph, kinds: &dyn Kinds) -> bool {
    let text = paragraph.text.trim();
    if text.chars().take(301).count() > 300 {
        return false;
    }
    let chars: Vec<char> = text.chars().collect();
    let is_numbered = leading(&chars, Span::new(0, chars.len())).is_some_and(|found| found.words < chars.len());
    let looks = paragraph.heading.is_some() || paragraph.bold || paragraph.centered;
    !is_title(text) && (is_numbered || section_name::of(text).is_some() || (looks && !kinds.is_party(text)))
}

/// Whether a line begins as a plan's title, or as an annex.
pub(crate) fn is_title(text: &str) -> bool {
    let folded = vekha_lexis::fold(text);
    let mut words = folded.text().trim_start_matches(['"', '(']).split_whitespace();
    let is_adjective = |word: &&str| ["ый", "ий", "ая", "яя", "ой"].iter().any(|ending| word.ends_with(ending));
    let kind = words.find(|word| !is_adjective(word)).unwrap_or_default();
    let is_map = kind == "карта" && folded.text().contains("дорожная");
    matches!(kind, "приложение" | "план" | "план-график") || is_map
}
