use std::collections::{BTreeMap, BTreeSet};

use super::counting::Counting;
use super::glyphs::{Glyphs, readable};
use super::properties::RunProperties;
use super::styles::Styles;
use super::tag::Tag;
use super::xml::{Space, Token, Xml};
use crate::ReadError;

/// The lists of a document: what their numbers look like.
#[derive(Default)]
pub(super) struct Numbering {
    /// `w:abstractNum` by its id.
    patterns: BTreeMap<i64, Pattern>,
    /// `w:num` by its id.
    lists: BTreeMap<i64, List>,
}

#[derive(Default)]
struct Pattern {
    levels: BTreeMap<u8, Level>,
    /// The numbering style that holds the levels in its place.
    style: Option<String>,
}

#[derive(Default)]
struct List {
    pattern: i64,
    starts: BTreeMap<u8, u32>,
    levels: BTreeMap<u8, Level>,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    counting: Counting,
    /// The name of a format that is not known.
    unknown: Option<String>,
    text: String,
    suffix: &'static str,
    /// It starts anew after a level before this one, counted from 1; 0 is never (ECMA-376-1, 17.9.10).
    restart: Option<u8>,
    /// All numbers in it are written in digits.
    legal: bool,
    /// The paragraph style bound to it.
    style: Option<String>,
    hidden: bool,
}

/// How far the lists of one story have counted.
#[derive(Default)]
pub(super) struct Counters {
    /// By pattern: lists of one pattern count on.
    counts: BTreeMap<i64, [Option<u32>; LEVELS]>,
    /// The lists and levels that have begun with a number of their own.
    begun: BTreeSet<(i64, u8)>,
    /// The formats that were met and not known.
    pub unknown: BTreeSet<String>,
}

/// Word has nine levels (ECMA-376-1, 17.9.6).
const LEVELS: usize = 9;

/// Characters of a level's text that are looked at; Word's own limit is far below.
const TEXT: usize = 128;

/// Numbering styles that may lead from one to the next.
const LINKS: usize = 4;

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.is_word("abstractNum") => {
                    let id = number(&tag, "abstractNumId");
                    numbering.patterns.insert(id, Pattern::read(xml)?);
                }
                Token::Start(tag) if tag.is_word("num") => {
                    let id = number(&tag, "numId");
                    numbering.lists.insert(id, List::read(xml)?);
                }
                Token::Eof => return Ok(numbering),
                _ => {}
            }
        }
    }

    /// The level of the list that is bound to the paragraph style, if one is.
    pub fn level_of_style(&self, list: i64, style: &str, styles: &Styles) -> Option<u8> {
        let (_, pattern) = self.pattern(list, styles)?;
        let own = self.lists.get(&list)?.levels.iter();
        own.chain(&pattern.levels).find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// Whether the list has such a level.
    pub fn has_level(&self, list: i64, at: u8, styles: &Styles) -> bool {
        let own = self.lists.get(&list).is_some_and(|list| list.levels.contains_key(&at));
        own || self.pattern(list, styles).is_some_and(|(_, pattern)| pattern.levels.contains_key(&at))
    }

    fn pattern(&self, list: i64, styles: &Styles) -> Option<(i64, &Pattern)> {
        let mut id = self.lists.get(&list)?.pattern;
        for _ in 0..LINKS {
            let pattern = self.patterns.get(&id)?;
            let Some(style) = &pattern.style else { return Some((id, pattern)) };
            let linked = styles.get(styles.number(style)).and_then(|style| style.numbering.list);
            let Some(next) = linked.and_then(|list| self.lists.get(&list)) else { return Some((id, pattern)) };
            if next.pattern == id {
                return Some((id, pattern));
            }
            id = next.pattern;
        }
        Some((id, self.patterns.get(&id)?))
    }
}

impl Counters {
    /// Counts one paragraph of a list and gives its number as Word prints it, with the blank or tab after it; empty
    /// where the list or its level prints nothing.
    pub fn label(&mut self, numbering: &Numbering, styles: &Styles, list_id: i64, at: u8) -> String {
        let Some(list) = numbering.lists.get(&list_id) else { return String::new() };
        let Some((pattern_id, pattern)) = numbering.pattern(list_id, styles) else { return String::new() };
        let level_at = |at: u8| list.levels.get(&at).or_else(|| pattern.levels.get(&at));
        let start_of = |at: u8| list.starts.get(&at).copied().or(level_at(at).map(|level| level.start)).unwrap_or(0);
        let Some(level) = level_at(at) else { return String::new() };

        let counts = self.counts.entry(pattern_id).or_default();
        let begins = list.starts.contains_key(&at) && self.begun.insert((list_id, at));
        if let Some(count) = counts.get_mut(usize::from(at)) {
            *count = match *count {
                Some(number) if !begins => Some(number.saturating_add(1)),
                _ => Some(start_of(at)),
            };
        }
        for (deeper, count) in (0u8..).zip(counts.iter_mut()).skip(usize::from(at) + 1) {
            let restart = level_at(deeper).and_then(|level| level.restart).unwrap_or(deeper);
            if at < restart {
                *count = None;
            }
        }
        self.unknown.extend(level.unknown.clone());
        if level.hidden {
            return String::new();
        }
        let number_at = |shown: u8| {
            let counting = level_at(shown).map(|level| &level.counting)?;
            let number = counts.get(usize::from(shown)).copied().flatten().unwrap_or_else(|| start_of(shown));
            Some(if level.legal { number.to_string() } else { counting.write(number) })
        };
        let text = level.written(at, number_at);
        if text.is_empty() { text } else { text + level.suffix }
    }
}

impl Level {
    /// The text with each `%n` replaced by the number of that level, from 1.
    fn written(&self, at: u8, number_at: impl Fn(u8) -> Option<String>) -> String {
        let mut written = String::new();
        let mut rest = self.text.chars().peekable();
        while let Some(character) = rest.next() {
            let shown = rest.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
            match shown.and_then(|digit| u8::try_from(digit - 1).ok()) {
                Some(shown) if character == '%' => {
                    rest.next();
                    if shown <= at {
                        written.push_str(&number_at(shown).unwrap_or_default());
                    }
                }
                _ => written.push(character),
            }
        }
        written
    }

    fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut level = Self { suffix: "\t", ..Self::default() };
        let mut format = None;
        let mut glyphs: Option<Glyphs> = None;
        let mut inside = 0;
        loop {
            match xml.next()? {
                // The choice holds a format that old programs do not know, the fallback one that they do.
                Token::Start(tag) if tag.space == Space::Compatibility => inside += 1,
                Token::Start(tag) if tag.is_word("rPr") => {
                    let run = RunProperties::read(xml)?;
                    level.hidden = run.hidden == Some(true);
                    glyphs = run.glyphs;
                }
                Token::Start(tag) => {
                    match tag.name() {
                        _ if tag.space != Space::Word => {}
                        "start" => level.start = started(tag.number()),
                        "numFmt" if format.is_none() => {
                            let name = tag.val().unwrap_or_default();
                            format = Counting::named(&name, tag.attribute("format").as_deref());
                            level.unknown = format.is_none().then_some(name);
                        }
                        "lvlText" => level.text = tag.val().unwrap_or_default().chars().take(TEXT).collect(),
                        "lvlRestart" => level.restart = tag.number().and_then(|after| u8::try_from(after).ok()),
                        "isLgl" => level.legal = tag.on(),
                        "pStyle" => level.style = tag.val(),
                        "suff" => {
                            level.suffix = match tag.val().as_deref() {
                                Some("space") => " ",
                                Some("nothing") => "",
                                _ => "\t",
                            }
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                Token::End if inside > 0 => inside -= 1,
                Token::End | Token::Eof => break,
                Token::Text(_) => {}
            }
        }
        level.counting = format.unwrap_or_default();
        level.text = level.text.chars().map(|character| readable(character, glyphs)).collect();
        Ok(level)
    }
}

impl Pattern {
    fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut pattern = Self::default();
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.is_word("lvl") => {
                    let at = level_number(&tag);
                    let level = Level::read(xml)?;
                    pattern.levels.extend(at.map(|at| (at, level)));
                }
                Token::Start(tag) => {
                    if tag.is_word("numStyleLink") {
                        pattern.style = tag.val();
                    }
                    xml.skip()?;
                }
                Token::End | Token::Eof => return Ok(pattern),
                Token::Text(_) => {}
            }
        }
    }
}

impl List {
    fn read(xml: &mut Xml) -> Result<Self, ReadError> {
        let mut list = Self { pattern: -1, ..Self::default() };
        let mut overridden = None;
        let mut inside = false;
        loop {
            match xml.next()? {
                Token::Start(tag) if tag.is_word("lvlOverride") => {
                    overridden = level_number(&tag);
                    inside = true;
                }
                Token::Start(tag) if tag.is_word("lvl") => {
                    let level = Level::read(xml)?;
                    list.levels.extend(overridden.map(|at| (at, level)));
                }
                Token::Start(tag) => {
                    if tag.is_word("abstractNumId") {
                        list.pattern = tag.number().unwrap_or(-1);
                    } else if tag.is_word("startOverride") {
                        list.starts.extend(overridden.map(|at| (at, started(tag.number()))));
                    }
                    xml.skip()?;
                }
                Token::End if inside => inside = false,
                Token::End | Token::Eof => return Ok(list),
                Token::Text(_) => {}
            }
        }
    }
}

fn level_number(tag: &Tag) -> Option<u8> {
    let at = u8::try_from(number(tag, "ilvl")).ok()?;
    (usize::from(at) < LEVELS).then_some(at)
}

fn number(tag: &Tag, name: &str) -> i64 {
    tag.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(-1)
}

/// The first number of a level; one that is not said is 0 (ECMA-376-1, 17.9.25).
fn started(number: Option<i64>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
}
