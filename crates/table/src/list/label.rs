use vekha_lexis::fold;
use vekha_model::{Role, Span};

use crate::roles::role;

/// Words before a value that say what it is: «Срок:», «Отв. –».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// What the value is.
    pub role: Role,
    /// The words, the colon or dash after them left out.
    pub words: Span,
    /// Where the value begins.
    pub value: usize,
}

/// Labels of what is to be done, in full: «Задача 1:» is none.
const ACTIVITIES: &[&str] = &[
    "мероприятие",
    "наименование мероприятия",
    "название мероприятия",
    "наименование",
    "название",
    "событие",
    "действие",
    "задача",
    "что сделать",
    "содержание работы",
];

/// Labels are short.
const MAX_LABEL: usize = 60;
const MAX_WORDS: usize = 6;

/// Words that are labels also before a dash, or before a value that reads as theirs without any sign.
const PLAIN: &[(Role, &[&str])] = &[
    (Role::Dates, &["срок", "дата", "период"]),
    (Role::Responsible, &["отв", "ответственн", "исполнител"]),
    (Role::CoExecutors, &["соисполнител", "соисп"]),
    (Role::Result, &["результат", "ожидаемый результат", "ожидаемые результаты", "итог"]),
    (Role::Place, &["место"]),
];

/// The label that the characters of `span` begin with.
pub(crate) fn leading(chars: &[char], span: Span) -> Option<Label> {
    let start = (span.start..span.end).find(|&at| !chars[at].is_whitespace())?;
    if !chars[start].is_alphabetic() {
        return None;
    }
    let (end, sign) = separator(chars, Span::new(start, span.end))?;
    let words: String = chars[start..end].iter().collect();
    if words.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    let role = if sign == ':' { field_role(&words) } else { plain_role(&words) }?;
    let value = (end + 1..span.end).find(|&at| !chars[at].is_whitespace() && chars[at] != sign).unwrap_or(span.end);
    let words = crate::words::trimmed(chars, Span::new(start, end));
    Some(Label { role, words, value })
}

/// The words of `span` that may be a label without a sign after it: «Срок до 1 мая», «Отв. Иванова»; the caller asks
/// whether what follows reads as its value.
pub(crate) fn unsigned(chars: &[char], span: Span) -> Vec<Label> {
    let mut found = Vec::new();
    let mut at = span.start;
    for _ in 0..3 {
        let end = (at..span.end).find(|&at| chars[at].is_whitespace()).unwrap_or(span.end);
        let value = (end..span.end).find(|&at| !chars[at].is_whitespace()).unwrap_or(span.end);
        let words: String = chars[span.start..end].iter().collect();
        let Some(role) = plain_role(&words).filter(|_| value < span.end) else { break };
        found.push(Label { role, words: Span::new(span.start, end), value });
        at = value;
    }
    found.reverse();
    found
}

/// The first colon, or dash between blanks, near the start; no sentence ends before it.
fn separator(chars: &[char], span: Span) -> Option<(usize, char)> {
    let mut last_word = span.start;
    for at in span.start..span.end.min(span.start + MAX_LABEL) {
        let c = chars[at];
        match c {
            ':' => return Some((at, c)),
            '-' | '–' | '—' => {
                let is_alone = chars[at - 1].is_whitespace() || chars.get(at + 1).is_some_and(|c| c.is_whitespace());
                let after_dot = at > span.start && chars[at - 1] == '.';
                if is_alone || after_dot {
                    return Some((at, c));
                }
            }
            ' ' | '\u{a0}' => last_word = at + 1,
            // «Отв. исполнители:» is an abbreviation, «Смотр. Срок:» are two sentences.
            '.' => {
                let word: String = chars[last_word..at].iter().collect::<String>().to_lowercase();
                if !matches!(word.as_str(), "отв" | "исп" | "соисп" | "ед" | "реал" | "вып" | "план" | "ответств")
                {
                    return None;
                }
            }
            ';' | '!' | '?' | '\n' | '(' | ')' | '|' => return None,
            _ => {}
        }
    }
    None
}

/// What words before a colon say; «Задача 1: …» says nothing.
fn field_role(words: &str) -> Option<Role> {
    if ACTIVITIES.contains(&fold(words.trim()).text()) {
        return Some(Role::Activity);
    }
    let role = plain_role(words).or_else(|| role(words))?;
    let is_field = !matches!(role, Role::Activity | Role::Number | Role::Section | Role::Note | Role::Budget);
    let is_note = role == Role::Note && fold(words).text().starts_with("примечани");
    (is_field || is_note).then_some(role)
}

fn plain_role(words: &str) -> Option<Role> {
    let folded = fold(words.trim());
    let text = folded.text();
    let fits = |stem: &&str| {
        let rest = text.strip_prefix(*stem)?;
        // «срок», «сроки», «срок исполнения», «отв.», but no «отверстие» and no «срочно».
        let ending: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        (ending.chars().count() <= 4 && (stem.chars().count() > 4 || is_ending(&ending))).then_some(())
    };
    let (role, _) = PLAIN.iter().find(|(_, stems)| stems.iter().any(|stem| fits(stem).is_some()))?;
    // «Срок начала», «Дата окончания» have roles of their own.
    match crate::roles::role(words) {
        Some(own @ (Role::Start | Role::End)) => Some(own),
        _ => Some(*role),
    }
}

fn is_ending(ending: &str) -> bool {
    matches!(ending, "" | "и" | "а" | "ы" | "е" | "о" | "ам" | "ов" | "етств")
}

/// Whether the label is one of the plainest: «срок», «отв.».
pub(crate) fn is_plain(chars: &[char], label: &Label) -> bool {
    plain_role(&chars[label.words.start..label.words.end].iter().collect::<String>()).is_some()
}
