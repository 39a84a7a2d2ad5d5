use vekha_model::Note;

use crate::analysis::Forms;
use crate::words::words;

/// One thing that a query asks for.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// Whether it must not stand there.
    pub negative: bool,
    /// One of these is enough.
    pub choices: Vec<Pattern>,
    /// The user's words.
    pub shown: String,
    /// Whether the words stood in quotes.
    pub quoted: bool,
}

/// Words that stand together in this order.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub words: Vec<Forms>,
    /// Whether the last word is only the beginning of one.
    pub open: bool,
}

/// More clauses, or more words together, nobody asks for in earnest.
const MOST_CLAUSES: usize = 32;
const MOST_WORDS: usize = 16;
/// Shorter beginnings fit nearly everything.
const SHORTEST_BEGINNING: usize = 2;

/// Reads what a user typed; what is odd is read as well as can be, with a remark.
pub(crate) fn clauses(text: &str, remarks: &mut Vec<Note>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut or = false;
    for chunk in chunks(text, remarks) {
        if chunk.is_or() {
            or = !clauses.is_empty();
            continue;
        }
        let mut found = clauses_of(&chunk, remarks);
        if or && let (Some(last), false) = (clauses.last_mut(), found.is_empty()) {
            let next = found.remove(0);
            last.shown = format!("{} OR {}", last.shown, next.shown);
            last.choices.extend(next.choices);
        }
        or = false;
        clauses.append(&mut found);
        if clauses.iter().map(|clause| clause.choices.len()).sum::<usize>() > MOST_CLAUSES {
            clauses.truncate(MOST_CLAUSES);
            remarks.push(Note::whole("query_cut", format!("only the first {MOST_CLAUSES} words are looked for")));
            break;
        }
    }
    without_stop_words(clauses)
}

/// The words of a name: they are looked for as they stand, stop words too.
pub(crate) fn name_pattern(text: &str) -> Pattern {
    let pieces = words(text).into_iter().filter(|word| word.pieces == 1).take(MOST_WORDS);
    Pattern { words: pieces.map(|word| Forms::of(&word.text)).collect(), open: false }
}

/// A piece of the query between blanks, or in quotes.
struct Chunk {
    text: String,
    negative: bool,
    quoted: bool,
}

impl Chunk {
    fn is_or(&self) -> bool {
        !self.quoted && !self.negative && matches!(self.text.as_str(), "OR" | "ИЛИ" | "|" | "||")
    }
}

fn chunks(text: &str, remarks: &mut Vec<Note>) -> Vec<Chunk> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let after_minus =
            rest.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)));
        let negative = after_minus.is_some();
        rest = after_minus.unwrap_or(rest);
        let (text, quoted, next) = if let Some(inside) = rest.strip_prefix(is_quote) {
            let end = inside.find(is_quote);
            if end.is_none() {
                remarks.push(Note::whole("unclosed_quote", format!("no quote closes `{}`", inside.trim())));
            }
            let (inside, next) = inside.split_at(end.unwrap_or(inside.len()));
            (inside, true, next.strip_prefix(is_quote).unwrap_or(next))
        } else {
            let (word, next) =
                rest.split_at(rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len()));
            (word, false, next)
        };
        found.push(Chunk { text: text.to_owned(), negative, quoted });
        rest = next.trim_start();
    }
    found
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '„' | '“' | '”' | '‟' | '″' | '\u{ff02}')
}

fn clauses_of(chunk: &Chunk, remarks: &mut Vec<Note>) -> Vec<Clause> {
    let mut found = words(&chunk.text);
    let pieces = found.iter().filter(|word| word.pieces == 1);
    let pieces: Vec<Forms> = pieces.take(MOST_WORDS + 1).map(|word| Forms::of(&word.text)).collect();
    let Some(last) = pieces.last() else { return Vec::new() };
    let is_beginning = !chunk.quoted && chunk.text.ends_with('*');
    let open = is_beginning && last.exact.chars().count() >= SHORTEST_BEGINNING;
    if is_beginning && !open {
        remarks
            .push(Note::whole("short_beginning", format!("`{}` is too short for the beginning of a word", chunk.text)));
    }
    if chunk.quoted && pieces.len() > MOST_WORDS {
        remarks.push(Note::whole("query_cut", format!("only the first {MOST_WORDS} words in quotes are looked for")));
    }
    let clause = |choices: Vec<Pattern>, shown: &str| Clause {
        negative: chunk.negative,
        choices,
        shown: shown.to_owned(),
        quoted: chunk.quoted,
    };
    let together = Pattern { words: pieces.into_iter().take(MOST_WORDS).collect(), open };
    if chunk.quoted || chunk.negative || open || together.words.len() == 1 {
        return vec![clause(vec![together], &chunk.text)];
    }
    // A chain is found whole or as its pieces side by side: `онлайн-семинар` and `онлайн семинар` are one.
    let mut clauses = Vec::new();
    while !found.is_empty() && clauses.len() <= MOST_CLAUSES {
        let first = found.remove(0);
        let inside: Vec<_> = if first.pieces == 1 { Vec::new() } else { found.drain(..first.pieces).collect() };
        let mut choices = vec![Pattern { words: vec![Forms::of(&first.text)], open: false }];
        if !inside.is_empty() {
            choices.push(Pattern { words: inside.iter().map(|word| Forms::of(&word.text)).collect(), open: false });
        }
        clauses.push(clause(choices, &first.text));
    }
    clauses
}

/// Nobody who asks for «работа с детьми» wants to miss «работа среди детей»; a query of such words alone keeps them.
fn without_stop_words(clauses: Vec<Clause>) -> Vec<Clause> {
    let is_stop_word = |clause: &Clause| match clause.choices.as_slice() {
        [Pattern { words, open: false }] if !clause.negative && !clause.quoted => {
            words.len() == 1 && is_stop_word(&words[0].exact)
        }
        _ => false,
    };
    if clauses.iter().all(|clause| is_stop_word(clause) || clause.negative) {
        return clauses;
    }
    clauses.into_iter().filter(|clause| !is_stop_word(clause)).collect()
}

pub(crate) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.split_whitespace().any(|stop_word| stop_word == word)
}

/// Words that stand in nearly every activity and say nothing of it.
const STOP_WORDS: &str = "
    и а но или либо да же ли бы не ни
    в во на с со к ко о об обо от ото до для из изо за по под подо над надо при про у без безо через между перед
    что как так чтобы это этот эта эти тот та те который
    and or of the in for
";

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut remarks = Vec::new();
        let choice = |pattern: &Pattern| {
            let words: Vec<_> = pattern.words.iter().map(|word| word.exact.as_str()).collect();
            format!("{}{}", words.join("_"), if pattern.open { "*" } else { "" })
        };
        let clause = |clause: &Clause| {
            let choices: Vec<_> = clause.choices.iter().map(choice).collect();
            format!("{}{}", if clause.negative { "-" } else { "+" }, choices.join("|"))
        };
        let mut found: Vec<_> = clauses(text, &mut remarks).iter().map(clause).collect();
        found.extend(remarks.iter().map(|note| format!("({})", note.code)));
        found.join(" ")
    }

    #[test]
    fn a_query_is_read_as_its_author_means_it() {
        let cases = [
            ("", ""),
            ("  Ёлки   И палки ", "+елки +палки"),
            ("работа с детьми", "+работа +детьми"),
            ("и в", "+и +в"),
            ("\"работа с детьми\" -лето", "+работа_с_детьми -лето"),
            ("«Мир детства» план", "+мир_детства +план"),
            ("онлайн-семинар", "+онлайн-семинар|онлайн_семинар"),
            ("№ 1104 223-ФЗ", "+1104 +223-фз|223_фз"),
            ("школа OR лицей план", "+школа|лицей +план"),
            ("школа ИЛИ", "+школа"),
            ("OR школа", "+школа"),
            ("настав*", "+настав*"),
            ("н*", "+н (short_beginning)"),
            ("школа – центр, «план", "+школа +центр +план (unclosed_quote)"),
            ("-", ""),
            ("-школа -\"летний лагерь\"", "-школа -летний_лагерь"),
            ("план(ы):п.9", "+план +ы +п +9"),
            ("*:* [a TO b] \\", "+a +to +b"),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .map(|(text, expected)| (text, line(text), expected))
            .filter(|(_, got, expected)| got != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_very_long_query_is_cut_with_a_remark() {
        assert!(line(&"слово ".repeat(100)).ends_with("(query_cut)"));
        assert!(line(&format!("\"{}\"", "слово ".repeat(100))).ends_with("(query_cut)"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_query(text in "[-а-я\"«» *№0-9|OR]{0,60}") {
            line(&text);
        }
    }
}
