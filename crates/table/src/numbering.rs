use vekha_model::Span;

/// A number that begins a text: «3.1.», «IV.», «2)».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbering {
    /// The number without its trailing dot.
    pub number: Span,
    /// The first character of the words after it.
    pub words: usize,
    /// How many parts it has: 2 for «3.1».
    pub depth: usize,
    /// How it is written.
    pub kind: NumberKind,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberKind {
    /// «IV.»
    Roman,
    /// «3.» or «3.1»
    Arabic,
    /// «2)» or «а)»
    Paren,
}

/// The number the characters of `span` begin with, if they do; blanks before it are skipped.
///
/// A date is not a number: «01.09. Начало года», «31.12.2021».
pub(crate) fn leading(chars: &[char], span: Span) -> Option<Numbering> {
    let end = span.end.min(chars.len());
    let start = (span.start..end).find(|&at| !chars[at].is_whitespace())?;
    let found = arabic(chars, start, end).or_else(|| roman(chars, start, end)).or_else(|| letter(chars, start, end))?;
    let words = (found.words..end).find(|&at| !chars[at].is_whitespace()).unwrap_or(end);
    Some(Numbering { words, ..found })
}

fn arabic(chars: &[char], start: usize, end: usize) -> Option<Numbering> {
    let mut at = start;
    let mut depth = 0;
    let mut number_end = start;
    let mut dotted = false;
    while at < end && chars[at].is_ascii_digit() {
        let digits = chars[at..end].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 3 || chars[at] == '0' {
            return None;
        }
        at += digits;
        depth += 1;
        number_end = at;
        dotted = at < end && chars[at] == '.';
        if dotted {
            at += 1;
        }
    }
    if depth == 0 {
        return None;
    }
    let kind = if !dotted && at < end && chars[at] == ')' { NumberKind::Paren } else { NumberKind::Arabic };
    if kind == NumberKind::Paren {
        at += 1;
    }
    at += chars[at..end].iter().take_while(|&&c| dotted && c == '.').count();
    let next = chars.get(at).copied().filter(|_| at < end);
    let word = chars[at..end].iter().copied().find(|c| !c.is_whitespace());
    let begins_words = word.is_none_or(|c| c.is_uppercase() || is_opening(c)) || !is_measure(&chars[at..end]);
    let fits = match next {
        None => dotted || kind == NumberKind::Paren,
        Some(c) if dotted || kind == NumberKind::Paren => c.is_whitespace() || c.is_alphabetic() || is_opening(c),
        Some(c) => depth > 1 && c.is_whitespace() && begins_words || depth == 1 && is_glued(&chars[at..end]),
    };
    let number = Span::new(start, number_end + usize::from(kind == NumberKind::Paren));
    fits.then_some(Numbering { number, words: at, depth, kind })
}

/// «1Провести»: words glued to a number, no month or class («9Мая», «5А»).
fn is_glued(chars: &[char]) -> bool {
    let word: String = chars.iter().take_while(|c| c.is_alphabetic()).take(20).collect();
    let mut letters = word.chars();
    let begins = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    begins && word.chars().count() > 3 && vekha_lexis::calendar::month(vekha_lexis::fold(&word).text()).is_none()
}

fn roman(chars: &[char], start: usize, end: usize) -> Option<Numbering> {
    let length = chars[start..end].iter().take_while(|c| is_roman(**c)).count();
    let at = start + length;
    let dots = chars[at..end].iter().take_while(|c| **c == '.').count();
    let next = chars.get(at + dots).copied().filter(|_| at + dots < end);
    let fits = (1..=6).contains(&length)
        && match next {
            Some(c) if dots > 0 => c.is_whitespace() || c.is_uppercase() || is_opening(c),
            Some(_) => false,
            None => dots > 0,
        };
    let number = Span::new(start, at);
    fits.then_some(Numbering { number, words: at + dots, depth: 1, kind: NumberKind::Roman })
}

fn letter(chars: &[char], start: usize, end: usize) -> Option<Numbering> {
    let fits = start + 1 < end && chars[start].is_lowercase() && chars[start + 1] == ')';
    let number = Span::new(start, start + 2);
    fits.then_some(Numbering { number, words: start + 2, depth: 1, kind: NumberKind::Paren })
}

/// Words after a decimal fraction: «2.5 часа» is no number 2.5.
const MEASURES: &[&str] = &[
    "час",
    "мин",
    "км",
    "м",
    "кв",
    "га",
    "тыс",
    "млн",
    "млрд",
    "руб",
    "процент",
    "кг",
    "л",
    "т",
    "раз",
    "год",
    "лет",
    "балл",
    "ставк",
    "ед",
    "штат",
    "место",
    "мест",
    "человек",
    "чел",
    "секунд",
    "п",
];

fn is_measure(chars: &[char]) -> bool {
    let letters = chars.iter().skip_while(|c| c.is_whitespace()).take(20).take_while(|c| c.is_alphabetic());
    let word: String = letters.flat_map(|c| c.to_lowercase()).collect();
    let fits = |stem: &&str| if stem.chars().count() < 3 { word == **stem } else { word.starts_with(*stem) };
    word.is_empty() || MEASURES.iter().any(fits)
}

/// Cyrillic letters that look Roman are typed as often: «ІІ», «Х», «У».
fn is_roman(c: char) -> bool {
    "IVXІХУ".contains(c)
}

fn is_opening(c: char) -> bool {
    matches!(c, '«' | '"' | '“' | '„' | '(')
}

/// The number's characters in a cell of numbers, trailing dots and blanks left out.
pub(crate) fn bare(chars: &[char]) -> Span {
    let mut span = crate::words::trimmed(chars, Span::new(0, chars.len()));
    while span.start < span.end && (chars[span.end - 1] == '.' || chars[span.end - 1].is_whitespace()) {
        span.end -= 1;
    }
    span
}

/// Whether a cell holds a number and nothing else: «3.», «№ 1», «IV», «2.1)», «а)».
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['№', 'N', '#', '.']).trim();
    let body = text.trim_end_matches(['.', ')', ' ', ',']);
    if body.is_empty() || body.chars().count() > 12 {
        return false;
    }
    let digits = body.starts_with(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
        && body.split(['.', ' ']).all(|part| part.len() <= 4 && !part.starts_with('0'))
        && !(body.len() == 4 && (body.starts_with("19") || body.starts_with("20")) && body == text);
    let roman = body.starts_with(is_roman) && body.chars().all(|c| is_roman(c) || c == '.' || c.is_ascii_digit());
    let single = body.chars().count() == 1 && body.chars().all(char::is_alphabetic) && text.ends_with([')', '.']);
    digits || roman || single
}

/// The parts of a dotted number: «3.10» is 3 and 10.
pub(crate) fn parts(number: &str) -> Vec<String> {
    let number = number.trim().trim_end_matches(['.', ')', ' ']);
    number.split('.').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let Some(found) = leading(&chars, Span::new(0, chars.len())) else { return "-".to_owned() };
        let words: String = chars[found.words..].iter().collect();
        format!("{}|{words}|{}", found.number.of(text), found.depth)
    }

    #[test]
    fn a_number_at_the_start_is_told_from_a_date_or_a_count() {
        let cases = [
            ("3.1. Анализ", "3.1|Анализ|2"),
            ("11.3 Формирование", "11.3|Формирование|2"),
            ("27.4.Организация", "27.4|Организация|2"),
            ("4.Разработка", "4|Разработка|1"),
            ("  1.\tСмотр", "1|Смотр|1"),
            ("20.. Смотр", "20|Смотр|1"),
            ("1Провести смотр", "1|Провести смотр|1"),
            ("9Мая отметить", "-"),
            ("1С: обновить", "-"),
            ("5А класс", "-"),
            ("IV. Кадры", "IV|Кадры|1"),
            ("2) смотр", "2)|смотр|1"),
            ("а) смотр", "а)|смотр|1"),
            ("2.5 часа", "-"),
            ("6.1 на базе школы", "6.1|на базе школы|2"),
            ("99.5 %", "-"),
            ("01.09. Линейка", "-"),
            ("31.12.2021", "-"),
            ("2021 год", "-"),
            ("5 школ", "-"),
            ("Смотр", "-"),
            ("В. Иванов", "-"),
        ];
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, read(text))).collect();
        assert_eq!(got, cases.map(|(text, expected)| (text, expected.to_owned())));
    }

    #[test]
    fn a_cell_of_a_number_holds_nothing_else() {
        for number in ["1", "1.", "20..", "3.10.", "№ 5", "IV", "а)", "1)", "1. 2."] {
            assert!(is_number(number), "{number}");
        }
        for words in ["", "2019", "01.2019-02.2019", "Смотр", "5 школ", "-", "1 раз"] {
            assert!(!is_number(words), "{words}");
        }
    }
}
