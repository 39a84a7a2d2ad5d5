//! The canonical line of a party, and of a whole cell.
//!
//! ```text
//! line    = party *( "; " party ) *( "; " "? " words )
//! party   = "person " name " | " post " | " organization " | " marks
//!         / "post " post " | " organization " | " marks
//!         / "organization " organization " | " marks
//! name    = surname [ " " initials ] / surname " " given [ " " patronymic ]
//! marks   = [ "plural" ] [ "generic" ] [ "co_executor" / "controller" ] [ "(" note ")" ]     ; a space between two
//! ```
//! Fields left empty at the end are not written: `organization опорные школы | plural generic`,
//! `person Ромашова Е.В. | | Управление образования`. Inside a value `\\` `\|` `\;` `\n` `\r` stand for those
//! characters, `\s` for a blank that would be lost or would split a name, `\.` for a full stop in a given name,
//! and `\-` for an empty value. The line holds no places: what it is read from is not part of it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::{Party, PartyKind, PartyRole, Person, Responsible, Span, Unparsed};

/// A text that is not the line of a party.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a party like `person Иванова Н.М. | Начальник | Управление образования`")]
pub struct PartyError(pub String);

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |value: &Option<String>| value.as_deref().map(escaped).unwrap_or_default();
        let (kind, fields) = match self.kind {
            PartyKind::Person => {
                let name = self.person.as_ref().map(name_line).unwrap_or_default();
                ("person", vec![name, field(&self.post), field(&self.organization), marks_line(self)])
            }
            PartyKind::Post => ("post", vec![field(&self.post), field(&self.organization), marks_line(self)]),
            PartyKind::Organization => ("organization", vec![field(&self.organization), marks_line(self)]),
        };
        let written = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
        f.write_str(kind)?;
        for (index, field) in fields[..written].iter().enumerate() {
            let bar = if index == 0 { "" } else { " |" };
            let space = if field.is_empty() { "" } else { " " };
            write!(f, "{bar}{space}{field}")?;
        }
        Ok(())
    }
}

impl FromStr for Party {
    type Err = PartyError;

    /// The party that the line tells, without its words and places.
    fn from_str(line: &str) -> Result<Self, PartyError> {
        let error = || PartyError(line.to_owned());
        let (kind, rest) = line.split_once(' ').ok_or_else(error)?;
        let mut fields = split_unescaped(rest, '|').into_iter().map(str::trim);
        let mut next = || fields.next().unwrap_or_default();
        let mut party = Self::of_kind(PartyKind::Organization);
        match kind {
            "person" => {
                party.kind = PartyKind::Person;
                party.person = Some(name_read(next()).ok_or_else(error)?);
                party.post = value_read(next());
                party.organization = value_read(next());
            }
            "post" => {
                party.kind = PartyKind::Post;
                party.post = Some(value_read(next()).ok_or_else(error)?);
                party.organization = value_read(next());
            }
            "organization" => party.organization = Some(value_read(next()).ok_or_else(error)?),
            _ => return Err(error()),
        }
        marks_read(&mut party, next()).ok_or_else(error)?;
        if fields.next().is_some() { Err(error()) } else { Ok(party) }
    }
}

impl fmt::Display for Responsible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parties = self.parties.iter().map(Party::to_string);
        let unparsed = self.unparsed.iter().map(|words| format!("? {}", escaped(&words.text)));
        f.write_str(&parties.chain(unparsed).collect::<Vec<_>>().join("; "))
    }
}

impl FromStr for Responsible {
    type Err = PartyError;

    /// The parties and unread words that the line tells, without their places; the text is left empty.
    fn from_str(line: &str) -> Result<Self, PartyError> {
        let mut read = Self::default();
        for part in split_unescaped(line, ';').into_iter().map(str::trim).filter(|part| !part.is_empty()) {
            match part.strip_prefix("? ") {
                Some(words) => read.unparsed.push(Unparsed { text: unescaped(words), span: Span::new(0, 0) }),
                None => read.parties.push(part.parse()?),
            }
        }
        Ok(read)
    }
}

fn name_line(person: &Person) -> String {
    let part = |part: &str| escaped(part).replace(' ', "\\s");
    let given = |name: &String| part(name).replace('.', "\\.");
    let mut parts = vec![part(&person.surname)];
    match &person.given {
        Some(name) => parts.extend([name].into_iter().chain(&person.patronymic).map(given)),
        None => parts.extend(person.initials.as_deref().map(part)),
    }
    parts.join(" ")
}

fn name_read(line: &str) -> Option<Person> {
    let parts: Vec<&str> = line.split(' ').collect();
    let is_initials = |part: &str| part.replace("\\.", "").contains('.');
    match parts.as_slice() {
        [""] => None,
        [surname] => Some(Person::with_initials(&unescaped(surname), None)),
        [surname, initials] if is_initials(initials) => {
            Some(Person::with_initials(&unescaped(surname), Some(&unescaped(initials))))
        }
        [surname, given] => Some(Person::in_full(&unescaped(surname), &unescaped(given), None)),
        [surname, given, patronymic] => {
            Some(Person::in_full(&unescaped(surname), &unescaped(given), Some(&unescaped(patronymic))))
        }
        _ => None,
    }
}

fn marks_line(party: &Party) -> String {
    let role = party.role.map(|role| match role {
        PartyRole::CoExecutor => "co_executor",
        PartyRole::Controller => "controller",
    });
    let words = [party.plural.then_some("plural"), party.generic.then_some("generic"), role];
    let note = party.note.as_deref().map(|note| format!("({})", escaped(note)));
    words.into_iter().flatten().map(str::to_owned).chain(note).collect::<Vec<_>>().join(" ")
}

fn marks_read(party: &mut Party, line: &str) -> Option<()> {
    let (words, note) = line.split_once('(').map_or((line, None), |(words, note)| (words, Some(note)));
    if let Some(note) = note {
        party.note = Some(unescaped(note.strip_suffix(')')?));
    }
    for word in words.split_whitespace() {
        match word {
            "plural" => party.plural = true,
            "generic" => party.generic = true,
            "co_executor" => party.role = Some(PartyRole::CoExecutor),
            "controller" => party.role = Some(PartyRole::Controller),
            _ => return None,
        }
    }
    Some(())
}

fn value_read(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| unescaped(field))
}

fn escaped(value: &str) -> String {
    if value.is_empty() {
        return "\\-".to_owned();
    }
    let inner = value.trim_matches(' ');
    let before = value.len() - value.trim_start_matches(' ').len();
    let after = value.len() - before - inner.len();
    let mut line = "\\s".repeat(before);
    for c in inner.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\\' | '|' | ';' => line.extend(['\\', c]),
            // Other blanks at an edge would be trimmed by a reader; they are written as they are inside.
            c => line.push(c),
        }
    }
    line + &"\\s".repeat(after)
}

fn unescaped(line: &str) -> String {
    let mut value = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        let meant = if c == '\\' { characters.next() } else { Some(c) };
        match (c, meant) {
            ('\\', Some('n')) => value.push('\n'),
            ('\\', Some('r')) => value.push('\r'),
            ('\\', Some('s')) => value.push(' '),
            ('\\', Some('-')) => {}
            (_, meant) => value.extend(meant),
        }
    }
    value
}

/// The parts between separators that no backslash stands before.
fn split_unescaped(line: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in line.char_indices() {
        if c == separator && !escaped {
            parts.push(&line[start..at]);
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&line[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_to_the_same_line() {
        let lines = [
            "person Иванова Н.М. | Начальник | Управление образования",
            "person Ромашова Е.В. | | Управление образования",
            "person Иванова Татьяна Владимировна",
            "person Петров",
            "person \\- Татьяна Владимировна | Директор",
            "person Алиев Рашид Ахмед\\sоглы | Директор | | controller (по согласованию)",
            "post Директора | ОУ | plural generic",
            "post Педагоги | | plural",
            "organization опорные школы | plural generic",
            "organization Совет \\| \\; \\\\ | co_executor (в пределах компетенции)",
            "organization ЦРО; organization ММС; ? по графику",
        ];
        let wrong: Vec<_> = lines
            .into_iter()
            .map(|line| (line, line.parse::<Responsible>().map(|read| read.to_string())))
            .filter(|(line, again)| again.as_deref() != Ok(*line))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_party_reads_back_from_its_line_with_any_characters_in_its_values() {
        for value in ["a|b", "a; b", " a ", "\\", "a\\|", "\n", "", "-", "\\-", "(a)", "? a"] {
            let party = Party {
                post: Some(value.to_owned()),
                organization: Some(value.to_owned()),
                person: Some(Person::in_full(value, value, Some(value))),
                note: Some(value.to_owned()),
                ..Party::of_kind(PartyKind::Person)
            };
            assert_eq!(party.to_string().parse(), Ok(party.clone()), "{party}");
        }
    }

    #[test]
    fn what_is_no_party_is_refused() {
        for line in
            ["", "person", "person ", "clerk Иванова", "post A | B | loud", "organization A | | B", "post A | B | | C"]
        {
            assert!(line.parse::<Party>().is_err(), "{line}");
        }
    }
}
