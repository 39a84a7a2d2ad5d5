use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Span, Unparsed};

/// What an «Ответственные» cell means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Responsible {
    /// The cell's words as given; every span counts its characters.
    pub text: String,
    /// The parties in the order of the text.
    pub parties: Vec<Party>,
    /// Words that name nobody, or that no rule reads.
    pub unparsed: Vec<Unparsed>,
}

/// A person, an office or a body (Popolo: person, post, organization).
///
/// Its canonical line is what tests speak: `person Иванова Н.М. | Начальник | Управление образования`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Its own words, white space collapsed, no separators round it.
    pub text: String,
    /// Which of the three.
    pub kind: PartyKind,
    /// The office as written, without organization and name; first letter capital.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// The body the party is or belongs to, in the nominative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The named human.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Whether the wording is plural.
    #[serde(default)]
    pub plural: bool,
    /// Whether it is a class of bodies, or an office in such a class; never for a person.
    #[serde(default)]
    pub generic: bool,
    /// A qualifier: «по согласованию».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its part in the work; absent for the plain case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<PartyRole>,
    /// The character ranges it was read from.
    pub spans: Vec<Span>,
}

/// The kinds of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A named human.
    Person,
    /// An office, one or many, no name.
    Post,
    /// One named body, or a class of bodies.
    Organization,
}

/// A party's part in the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// «совместно с», «при участии», a column of co-executors.
    CoExecutor,
    /// «контроль».
    Controller,
}

/// A named human.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The surname in the nominative.
    pub surname: String,
    /// «С.А.», both dots, no space; absent where the text gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// The given name, where written in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The patronymic, where written in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<String>,
    /// «Иванова Н.М.», or surname, given name and patronymic in full.
    pub name: String,
}

impl Party {
    /// A party of this kind with nothing said about it.
    pub fn of_kind(kind: PartyKind) -> Self {
        Self {
            text: String::new(),
            kind,
            post: None,
            organization: None,
            person: None,
            plural: false,
            generic: false,
            note: None,
            role: None,
            spans: Vec::new(),
        }
    }
}

impl Person {
    /// «Иванова Н.М.»: a surname with or without initials.
    pub fn with_initials(surname: &str, initials: Option<&str>) -> Self {
        let name = [Some(surname), initials].into_iter().flatten().filter(|part| !part.is_empty());
        Self {
            surname: surname.to_owned(),
            initials: initials.map(str::to_owned),
            given: None,
            patronymic: None,
            name: name.collect::<Vec<_>>().join(" "),
        }
    }

    /// «Иванова Татьяна Владимировна»: names in full, from which the initials are derived.
    pub fn in_full(surname: &str, given: &str, patronymic: Option<&str>) -> Self {
        let initial = |name: &str| name.chars().next().map(|c| c.to_uppercase().chain(['.']).collect::<String>());
        let initials: String = [Some(given), patronymic].into_iter().flatten().filter_map(initial).collect();
        let name = [Some(surname), Some(given), patronymic].into_iter().flatten().filter(|part| !part.is_empty());
        Self {
            surname: surname.to_owned(),
            initials: (!initials.is_empty()).then_some(initials),
            given: Some(given.to_owned()),
            patronymic: patronymic.map(str::to_owned),
            name: name.collect::<Vec<_>>().join(" "),
        }
    }
}
