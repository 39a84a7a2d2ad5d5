use vekha_lexis::fold;
use vekha_model::Span;

use crate::numbering::{NumberKind, leading};
use crate::record::Words;

/// The section headings that hold at a row, outermost first.
#[derive(Default)]
pub(crate) struct Headings {
    open: Vec<(Level, Words)>,
    /// The order in which kinds of headings were found inside each other.
    nesting: Vec<Level>,
    /// Whether nothing has come since the last heading.
    is_fresh: bool,
    /// Counts the sections, so that two rows can be told to stand in the same one.
    count: usize,
}

/// What a heading's wording and look say about its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// «Раздел II», «Направление 1»
    Named,
    /// «II. …»
    Roman,
    /// «1. …» has depth 1, «1.2. …» depth 2.
    Arabic(usize),
    /// «ОРГАНИЗАЦИОННЫЕ МЕРОПРИЯТИЯ»
    Capitals,
    /// Any other words.
    Plain,
}

impl Headings {
    /// Opens a section; it closes those of its own level and of the levels inside it.
    pub(crate) fn open(&mut self, words: Words) {
        let level = level(&words.text);
        let keep = match self.open.iter().position(|(open, _)| *open == level) {
            Some(same) => same,
            None if self.is_fresh => self.open.len(),
            None => match self.outer(level) {
                Some(outer) => outer + 1,
                None => 0,
            },
        };
        self.open.truncate(keep);
        self.open.push((level, words));
        if self.is_fresh || !self.nesting.contains(&level) {
            self.nesting = self.open.iter().map(|(level, _)| *level).collect();
        }
        self.is_fresh = true;
        self.count += 1;
    }

    /// The innermost open heading that this one stands in: an outer rank, or one it was found inside before.
    fn outer(&self, level: Level) -> Option<usize> {
        let known = self.nesting.iter().position(|known| *known == level);
        let is_outer = |open: &Level| match known {
            Some(known) => self.nesting.iter().position(|other| other == open).is_some_and(|at| at < known),
            None => is_outer_rank(*open, level),
        };
        self.open.iter().rposition(|(open, _)| is_outer(open))
    }

    /// Something other than a heading has come.
    pub(crate) fn passed(&mut self) {
        self.is_fresh = false;
    }

    /// The headings from the outermost.
    pub(crate) fn path(&self) -> Vec<Words> {
        self.open.iter().map(|(_, words)| words.clone()).collect()
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
        (Level::Named | Level::Roman, Level::Arabic(_)) | (Level::Named, Level::Roman) => true,
        (Level::Arabic(outer), Level::Arabic(inner)) => outer < inner,
        _ => false,
    }
}

/// Sections do not nest deeper.
const MAX_DEPTH: usize = 8;

/// Words that, with a number after them, name a section.
const NAMES: &[&str] =
    &["раздел", "глава", "часть", "направление", "цель", "задача", "блок", "этап", "модуль", "подраздел"];

fn level(text: &str) -> Level {
    let chars: Vec<char> = text.chars().collect();
    if let Some(found) = leading(&chars, Span::new(0, chars.len())) {
        match found.kind {
            NumberKind::Roman => return Level::Roman,
            NumberKind::Arabic => return Level::Arabic(found.depth.min(MAX_DEPTH)),
            NumberKind::Paren => {}
        }
    }
    if is_named(text) {
        return Level::Named;
    }
    let letters = || chars.iter().filter(|c| c.is_alphabetic());
    if letters().count() > 3 && letters().all(|c| c.is_uppercase()) { Level::Capitals } else { Level::Plain }
}

/// Whether a text begins as «Раздел II» or «Направление 1.» do.
pub(crate) fn is_named(text: &str) -> bool {
    let folded = fold(text);
    let mut words =
        folded.text().split(|c: char| c.is_whitespace() || c == '.' || c == ':').filter(|word| !word.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let is_number = second.trim_start_matches('№').chars().all(|c| c.is_ascii_digit() || "ivxіху".contains(c));
    NAMES.contains(&first) && is_number
}

#[cfg(test)]
mod tests {
    use super::*;
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
                text => headings.open(Words::at(&Place::block("a", 0), text)),
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
        ];
        let got: Vec<_> = cases.iter().map(|(steps, _)| (*steps, after(steps))).collect();
        let expected: Vec<_> = cases.iter().map(|(steps, path)| (*steps, (*path).to_owned())).collect();
        assert_eq!(got, expected);
    }
}
