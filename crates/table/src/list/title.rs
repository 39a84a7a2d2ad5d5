use vekha_lexis::fold;

use super::line::Line;
use crate::Kinds;

/// What the lines above the points say about them.
pub(crate) struct Plan {
    /// The line with the title of a plan, if there is one.
    pub title: Option<usize>,
    /// The first line below the title; 0 without one.
    pub from: usize,
    /// Whether the document calls itself something else: minutes, a regulation.
    pub is_other: bool,
}

/// Titles stand among the first lines, or under the number of an appendix.
const MAX_ABOVE: usize = 40;
/// A title is not longer, in characters.
const MAX_TITLE: usize = 400;

/// Kinds of plans, as their titles begin; an adjective or two may stand before them.
const PLANS: &[&str] = &[
    "план",
    "плана",
    "план-график",
    "дорожная карта",
    "дорожной карты",
    "перечень мероприятий",
    "перечень поручений",
    "перечень мер",
    "перечень основных мероприятий",
    "комплекс мер",
    "комплекс мероприятий",
    "график",
    "мероприятия по",
    "мероприятия на",
    "меры по",
    "циклограмма",
    "роадмап",
    "календарь",
];

/// Words after «план» that make it something else.
const NO_PLANS: &[&str] = &[
    "урок",
    "конспект",
    "заняти",
    "лекци",
    "учебный план",
    "учебно-тематич",
    "тематическ",
    "поурочн",
    "бизнес",
    "реферат",
    "сочинени",
    "рассказ",
    "ответа",
    "доклад",
    "счетов",
    "курсов",
    "диплом",
    "семинарск",
    "генеральный план",
    "план местности",
    "эвакуац",
    "текста",
    "изложени",
];

/// Documents that are no plans, whatever lists they hold.
const OTHERS: &[&str] = &[
    "протокол",
    "положение",
    "регламент",
    "пояснительная записка",
    "анкета",
    "опросн",
    "инструкция",
    "методическ",
    "договор",
    "контракт",
    "соглашение",
    "устав",
    "техническое задание",
    "реферат",
    "курсовая",
    "лабораторн",
    "отчет",
    "справка",
    "резюме",
    "рабочая программа",
    "образовательная программа",
    "программа курса",
    "коррекционн",
];

/// Looks for the title of a plan among the first lines.
pub(crate) fn find(lines: &[Line], kinds: &dyn Kinds) -> Plan {
    let top = || lines.iter().enumerate().take(MAX_ABOVE).filter(|(_, line)| line.mark.is_none());
    let found = top().find(|(_, line)| names_plan(&line.text())).map(|(index, _)| index);
    let other = top().take(8).find(|(_, line)| is_other(&line.text())).map(|(index, _)| index);
    let is_appended =
        |from: usize, to: usize| lines[from..to].iter().any(|line| fold(&line.text()).text().starts_with("приложение"));
    let is_other = match (found, other) {
        (Some(found), Some(other)) => other < found && !is_appended(other, found),
        (None, other) => other.is_some(),
        (Some(_), None) => false,
    };
    let from = found.map_or(0, |index| {
        let more = lines[index + 1..].iter().take_while(|line| goes_on(&lines[index], line, kinds));
        index + 1 + more.take(MAX_LINES).count()
    });
    Plan { title: found, from, is_other }
}

/// A title has no more lines.
const MAX_LINES: usize = 6;

/// Whether a line goes on with the title: set alike, or begun in mid-sentence or with a quotation.
fn goes_on(title: &Line, line: &Line, kinds: &dyn Kinds) -> bool {
    let text = line.text();
    let is_alike =
        title.stands_out() && (title.bold, title.centered, title.heading) == (line.bold, line.centered, line.heading);
    let begins_low = text.starts_with(|c: char| c.is_lowercase() || matches!(c, '«' | '"' | '“' | '('));
    line.mark.is_none()
        && line.body.len() <= MAX_TITLE
        && !super::outline::is_named(&text)
        && (is_alike || begins_low)
        && !super::field::read(&line.chars, line.body, kinds).is_dated()
}

fn is_other(text: &str) -> bool {
    let folded = fold(text.trim());
    OTHERS.iter().any(|word| folded.text().starts_with(word))
}

/// Whether a line begins as the name of a plan does: «ПЛАН мероприятий …», «Проектный план (дорожная карта)».
pub(crate) fn names_plan(text: &str) -> bool {
    let count = text.chars().take(MAX_TITLE + 1).count();
    let trimmed = text.trim_end();
    let begins_high = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    if count > MAX_TITLE || !begins_high || trimmed.ends_with([';', ',']) {
        return false;
    }
    let folded = fold(&joined(text));
    let text = folded.text().trim_start_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = text.split_whitespace().collect();
    let starts =
        (0..=3.min(words.len().saturating_sub(1))).filter(|&at| words[..at].iter().all(|word| is_adjective(word)));
    let named = starts.into_iter().any(|at| {
        let rest = words[at..].join(" ");
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        PLANS.iter().any(|plan| begins_with(rest, plan))
    });
    let speaks_of_it = ["настоящ", "данн", "указанн", "прилагаем"].iter().any(|word| text.starts_with(word));
    let is_other = NO_PLANS.iter().any(|word| text.contains(word));
    // «План утверждён приказом … .» is a sentence.
    let is_sentence = text.contains(" утвержден ") && trimmed.ends_with('.') && !text.contains('(');
    named && !speaks_of_it && !is_other && !is_sentence
}

fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// «Муниципальный», «„Комплексный»
fn is_adjective(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"].iter().any(|ending| word.ends_with(ending))
}

/// «П Л А Н работы» is how titles are spaced out by hand.
fn joined(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let spread = words.iter().take_while(|word| word.chars().count() == 1).count();
    if spread < 3 { text.to_owned() } else { format!("{} {}", words[..spread].concat(), words[spread..].join(" ")) }
}
