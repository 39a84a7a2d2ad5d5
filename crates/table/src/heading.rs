use crate::dating;
use crate::numbering::{NumberKind, leading};
use crate::record::{Kinds, Words};
use crate::section_name::{self, Name};
use vekha_lexis::fold;
use vekha_model::Span;

/// The section headings that hold at a row, outermost first.
#[derive(Default)]
pub(crate) struct Headings {
    open: Vec<Heading>,
    /// The order in which kinds of headings were found inside each other.
    nesting: Vec<Level>,
    /// Whether nothing has come since the last heading.
    is_fresh: bool,
    /// Counts the sections, so that two rows can be told to stand in the same one.
    count: usize,
}

/// An open section.
struct Heading {
    level: Level,
    words: Words,
    /// The words of it that say when: «Январь 2024 года».
    dates: Option<Words>,
}

/// What a heading's wording and look say about its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// «Раздел II», «Направление 1», «II этап», «Цель: …»
    Named(Name),
    /// «II. …»
    Roman,
    /// «1. …» has depth 1, «1.2. …» depth 2.
    Arabic(usize),
    /// «2024 год» before «I полугодие» before «Январь».
    Calendar(dating::Rank),
    /// «ОРГАНИЗАЦИОННЫЕ МЕРОПРИЯТИЯ»
    Capitals,
    /// Any other words in bold.
    Bold,
    /// Any other words.
    Plain,
}

impl Headings {
    /// Opens a section; it closes those of its own level and of the levels inside it.
    pub(crate) fn open(&mut self, words: Words, bold: bool, kinds: &dyn Kinds) {
        let dates = dating::dates(&words, kinds);
        let level = level(&words.text, bold, dates.as_ref());
        let keep = match self.open.iter().position(|open| open.level == level) {
            Some(same) => same,
            None if self.is_fresh => self.open.len(),
            None => match self.outer(level) {
                Some(outer) => outer + 1,
                None => 0,
            },
        };
        self.open.truncate(keep);
        self.open.push(Heading { level, words, dates });
        if self.is_fresh || !self.nesting.contains(&level) {
            self.nesting = self.open.iter().map(|open| open.level).collect();
        }
        self.is_fresh = true;
        self.count += 1;
    }

    /// Whether a heading is one of the open ones said again, as on a new page: «1. Кадры (продолжение)».
    pub(crate) fn repeats(&self, words: &Words) -> bool {
        let again = without_continuation(&words.text);
        self.open.iter().any(|open| without_continuation(&open.words.text) == again)
    }

    /// The innermost open heading that this one stands in: an outer rank, or one it was found inside before.
    fn outer(&self, level: Level) -> Option<usize> {
        let known = self.nesting.iter().position(|known| *known == level);
        let is_outer = |open: &Level| match known {
            Some(known) => self.nesting.iter().position(|other| other == open).is_some_and(|at| at < known),
            None => is_outer_rank(*open, level),
        };
        self.open.iter().rposition(|open| is_outer(&open.level))
    }

    /// Something other than a heading has come.
    pub(crate) fn passed(&mut self) {
        self.is_fresh = false;
    }

    /// The headings from the outermost.
    pub(crate) fn path(&self) -> Vec<Words> {
        self.open.iter().map(|open| open.words.clone()).collect()
    }

    /// The words of the open headings that say when, from the outermost: «2024 год», «Январь».
    pub(crate) fn dates(&self) -> Vec<Words> {
        self.open.iter().filter_map(|open| open.dates.clone()).collect()
    }

    /// The number of the section; rows of one section share it.
    pub(crate) fn section(&self) -> usize {
        self.count
    }

    /// Closes all sections: another plan begins.
    pub(crate) fn close(&mut self) {
        let count = self.count + 1;
        *self = Self { count, ..Self::default() };
    }
}

fn is_outer_rank(open: Level, inner: Level) -> bool {
    match (open, inner) {
        (Level::Named(outer), Level::Named(inner)) => outer < inner,
        (Level::Named(_) | Level::Roman, Level::Arabic(_)) | (Level::Named(_), Level::Roman) => true,
        (Level::Arabic(outer), Level::Arabic(inner)) => outer < inner,
        (Level::Calendar(outer), Level::Calendar(inner)) => outer < inner,
        _ => false,
    }
}

/// Sections do not nest deeper.
const MAX_DEPTH: usize = 8;

fn level(text: &str, bold: bool, dates: Option<&Words>) -> Level {
    let chars: Vec<char> = text.chars().collect();
    if let Some(found) = leading(&chars, Span::new(0, chars.len())) {
        match found.kind {
            NumberKind::Roman => return Level::Roman,
            NumberKind::Arabic => return Level::Arabic(found.depth.min(MAX_DEPTH)),
            NumberKind::Paren => {}
        }
    }
    if let Some(name) = section_name::of(text) {
        return Level::Named(name);
    }
    if let Some(rank) = dates.and_then(|dates| dating::rank(&dates.text)) {
        return Level::Calendar(rank);
    }
    let letters = || chars.iter().filter(|c| c.is_alphabetic());
    match () {
        () if letters().count() > 3 && letters().all(|c| c.is_uppercase()) => Level::Capitals,
        () if bold => Level::Bold,
        () => Level::Plain,
    }
}

/// The letters and digits of a heading, without the word that it goes on.
fn without_continuation(text: &str) -> String {
    let folded = fold(text);
    let text = folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_suffix("продолжение").unwrap_or(text);
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::FewWords;
    use vekha_model::Place;

    fn path(headings: &Headings) -> String {
        headings.path().iter().map(|words| words.text.clone()).collect::<Vec<_>>().join(" / ")
    }

    /// Opens headings one after another; `-` is a row between them.
    fn after(steps: &[&str]) -> String {
        let mut headings = Headings::default();
        for step in steps {
            match *step {
                "-" => headings.passed(),
                text => {
                    let (text, bold) = text.strip_prefix('*').map_or((text, false), |text| (text, true));
                    headings.open(Words::at(&Place::block("a", 0), text), bold, &FewWords);
                }
            }
        }
        path(&headings)
    }

    #[test]
    fn a_heading_closes_those_of_its_own_rank_and_below() {
        let cases: &[(&[&str], &str)] = &[
            (&["1. А", "-", "2. Б"], "2. Б"),
            (&["I. А", "1. Б", "-", "2. В"], "I. А / 2. В"),
            (&["I. А", "1. Б", "-", "II. В"], "II. В"),
            (&["1. А", "1.1. Б", "-", "1.2. В", "-"], "1. А / 1.2. В"),
            (&["1. А", "-", "1.1. Б", "-", "2. В"], "2. В"),
            (&["Раздел I. А", "Кадры", "-", "Семья", "-"], "Раздел I. А / Семья"),
            (&["Кадры", "-", "Семья"], "Семья"),
            (&["ШКОЛА", "Кадры", "-", "Семья", "-", "ДВОР", "-", "Спорт"], "ДВОР / Спорт"),
            (&["1. А", "-", "Кадры", "-", "3. Б"], "3. Б"),
            (&["Цель 1. А", "Задача 1.1. Б", "-", "Задача 1.2. В"], "Цель 1. А / Задача 1.2. В"),
            (&["Цель 1. А", "-", "Задача 1.1. Б", "-", "Цель 2. В", "-", "Задача 2.1. Г"], "Цель 2. В / Задача 2.1. Г"),
            (&["Цель: А", "Задача: Б", "-", "Задача: В"], "Цель: А / Задача: В"),
            (&["Раздел I. А", "I этап", "-", "Второй этап. Б"], "Раздел I. А / Второй этап. Б"),
            (&["2021 год", "Май", "-", "Июнь", "-", "2022 год"], "2022 год"),
            (&["2021 год", "Май", "-", "Июнь"], "2021 год / Июнь"),
            (&["*А", "Б", "-", "В"], "А / В"),
            (&["*А", "Б", "-", "*В"], "В"),
        ];
        let got: Vec<_> = cases.iter().map(|(steps, _)| (*steps, after(steps))).collect();
        let expected: Vec<_> = cases.iter().map(|(steps, path)| (*steps, (*path).to_owned())).collect();
        assert_eq!(got, expected);
    }
}
