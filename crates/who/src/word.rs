use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::LazyLock;

use vekha_lexis::{Case, Word, morph};

use crate::abbreviations::{FOUNDED, FOUNDERS, GENERIC, LEGAL_FORMS, NO_BODY, SUPERIORS, TAILS, TERRITORIES};
use crate::body_words::{
    ADJECTIVAL_GROUPS, AGENCY_BEGINNINGS, AGENCY_ENDINGS, GROUP_HEADS, GROUPS, INSTITUTIONS, NEVER_BARE, NOT_COMPOUNDS,
    RANKS, TERRITORY_HEADS, UNITS,
};
use crate::post_words::{ADJECTIVAL_POSTS, DEPUTIES, POST_ABBREVIATIONS, POSTS, SHORTENED, SHORTENED_HEADS};
use crate::token::{Kind, Token};

/// What a noun makes of the phrase it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// An office: «директор».
    Post,
    /// A body also when bare: «отдел».
    Unit,
    /// A common noun when bare: «школа».
    Institution,
    /// «рабочая группа»: a body only with the right adjective.
    Team,
    /// «поселение»
    Territory,
    /// «родители»
    Group,
    /// «майор»
    Rank,
}

/// What an abbreviation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    pub(crate) post: bool,
    pub(crate) generic: bool,
    pub(crate) legal: bool,
    pub(crate) territory: bool,
    pub(crate) superior: bool,
    pub(crate) no_body: bool,
}

/// What a token of a cell can be, as far as it alone tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Class {
    pub(crate) readings: Rc<[Word]>,
    /// The heads it can be, with the readings under which it is so: case and number.
    pub(crate) heads: Vec<(Head, String)>,
    pub(crate) abbreviation: Option<Abbreviation>,
    /// The abbreviation without the ending it is declined with: «ФАП» of «ФАПа»; and whether that is a plural.
    pub(crate) declined: Option<(String, bool)>,
    /// Whether it can stand before a noun and agree with it.
    pub(crate) modifier: bool,
    pub(crate) finite_verb: bool,
    pub(crate) preposition: bool,
    /// A shortened word of an office: «зам», «гл»; and whether it is an office of its own.
    pub(crate) shortened: Option<bool>,
    /// «Минобрнауки»
    pub(crate) agency: bool,
}

impl Class {
    pub(crate) fn is_post(&self) -> bool {
        self.heads.iter().any(|(head, _)| *head == Head::Post)
    }

    pub(crate) fn body(&self) -> Option<Head> {
        self.heads.iter().map(|(head, _)| *head).find(|head| !matches!(head, Head::Post | Head::Rank))
    }

    pub(crate) fn lemma_of(&self, kind: Head) -> Option<&str> {
        self.heads.iter().find(|(head, _)| *head == kind).map(|(_, lemma)| lemma.as_str())
    }

    /// Whether some reading of it stands in this case.
    pub(crate) fn can_be(&self, case: Case) -> bool {
        self.readings.iter().any(|word| word.case == Some(case))
    }

    pub(crate) fn is_legal(&self) -> bool {
        self.abbreviation.is_some_and(|abbreviation| abbreviation.legal)
    }

    /// Whether it can be the name of a body, or of a class of them.
    pub(crate) fn names_body(&self) -> bool {
        self.abbreviation.is_some_and(|abbreviation| !abbreviation.no_body && !abbreviation.post)
    }
}

/// The classes of the tokens; the same word is looked up once.
pub(crate) fn classes(tokens: &[Token]) -> Vec<Class> {
    let mut known: BTreeMap<&str, Class> = BTreeMap::new();
    tokens
        .iter()
        .map(|token| match token.kind {
            Kind::Word => known.entry(&token.text).or_insert_with(|| class(token)).clone(),
            _ => Class::default(),
        })
        .collect()
}

/// Whether the word is of this list in any case and number, by itself or by a part of a compound.
pub(crate) fn is_deputy(lemma: &str) -> bool {
    LISTS.deputies.contains(lemma)
}

pub(crate) fn is_never_bare(lemma: &str) -> bool {
    LISTS.never_bare.contains(lemma)
}

pub(crate) fn is_tail(word: &str) -> bool {
    LISTS.tails.contains(word)
}

struct Lists {
    posts: HashSet<&'static str>,
    deputies: HashSet<&'static str>,
    units: HashSet<&'static str>,
    institutions: HashSet<&'static str>,
    teams: HashSet<&'static str>,
    territory_heads: HashSet<&'static str>,
    groups: HashSet<&'static str>,
    ranks: HashSet<&'static str>,
    not_compounds: HashSet<&'static str>,
    never_bare: HashSet<&'static str>,
    shortened: HashSet<&'static str>,
    shortened_heads: HashSet<&'static str>,
    tails: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    posts: set(POSTS),
    deputies: set(DEPUTIES),
    units: set(UNITS),
    institutions: set(INSTITUTIONS),
    teams: set(GROUP_HEADS),
    territory_heads: set(TERRITORY_HEADS),
    groups: set(GROUPS),
    ranks: set(RANKS),
    not_compounds: set(NOT_COMPOUNDS),
    never_bare: set(NEVER_BARE),
    shortened: set(SHORTENED),
    shortened_heads: set(SHORTENED_HEADS),
    tails: set(TAILS),
});

static ABBREVIATIONS: LazyLock<BTreeMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut all: BTreeMap<&'static str, Abbreviation> = BTreeMap::new();
    let mut mark = |words: &'static str, set: fn(&mut Abbreviation)| {
        words.split_whitespace().for_each(|word| set(all.entry(word).or_default()));
    };
    mark(POST_ABBREVIATIONS, |abbreviation| abbreviation.post = true);
    mark(GENERIC, |abbreviation| abbreviation.generic = true);
    mark(LEGAL_FORMS, |abbreviation| abbreviation.legal = true);
    mark(TERRITORIES, |abbreviation| abbreviation.territory = true);
    mark(SUPERIORS, |abbreviation| abbreviation.superior = true);
    mark(NO_BODY, |abbreviation| abbreviation.no_body = true);
    all
});

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

fn class(token: &Token) -> Class {
    let readings: Rc<[Word]> = morph(&token.text).into();
    let heads = heads(&token.lower, &readings);
    let is_modifier = |word: &Word| {
        let is_participle = word.pos == "VERB" && word.case.is_some();
        word.case.is_some() && (is_participle || matches!(word.pos.as_str(), "ADJ" | "DET"))
    };
    let first = readings.first();
    let has_noun = readings.iter().any(|word| matches!(word.pos.as_str(), "NOUN" | "ADJ") && word.probability > 0.2);
    let declined = if heads.is_empty() { declined(&token.text) } else { None };
    let written = declined.as_ref().map_or(token.text.as_str(), |(base, _)| base.as_str());
    Class {
        abbreviation: if heads.is_empty() { abbreviation(written, &readings) } else { None },
        declined,
        modifier: readings.iter().any(is_modifier),
        finite_verb: first.is_some_and(|word| word.finite) && !has_noun && !token.is_capitalized(),
        preposition: first.is_some_and(|word| word.pos == "ADP"),
        shortened: shortened(&token.lower),
        agency: heads.is_empty() && is_agency(&token.text),
        heads,
        readings,
    }
}

/// «зам», «гл», «рук-ль», «замдиректора»; whether it is an office of its own.
fn shortened(lower: &str) -> Option<bool> {
    let governed = lower.strip_prefix("зам").map(morph).unwrap_or_default();
    let is_deputy = |word: &Word| word.case == Some(Case::Genitive) && LISTS.posts.contains(word.lemma.as_str());
    if governed.iter().any(is_deputy) {
        return Some(true);
    }
    if let Some((first, _)) = lower.split_once('-').filter(|(_, ending)| SHORTENED_ENDINGS.contains(ending)) {
        return LISTS.shortened.contains(first).then_some(true);
    }
    LISTS.shortened.contains(lower).then(|| LISTS.shortened_heads.contains(lower))
}

/// The endings of a word shortened in the middle: «рук-ль», «зам-ли».
pub(crate) const SHORTENED_ENDINGS: &[&str] =
    &["ль", "ля", "лю", "лем", "ли", "лей", "лям", "к", "ка", "ку", "ки", "щий", "щая", "щие", "щего", "щей", "щих"];

fn heads(lower: &str, readings: &[Word]) -> Vec<(Head, String)> {
    let mut found: Vec<(Head, String)> = Vec::new();
    let is_noun = |word: &&Word| word.pos == "NOUN" || word.name_type.as_deref() == Some("Com");
    for word in readings.iter().filter(is_noun).filter(|word| word.case.is_some()) {
        add_heads(&mut found, &word.lemma);
    }
    if let Some(post) = ADJECTIVAL_POSTS.iter().find(|post| is_form_of(lower, post)) {
        found.push((Head::Post, (*post).to_owned()));
    }
    if let Some(group) = ADJECTIVAL_GROUPS.iter().find(|group| is_form_of(lower, group)) {
        found.push((Head::Group, (*group).to_owned()));
    }
    if lower.contains('-') {
        for part in lower.split('-').filter(|part| part.chars().count() > 2) {
            for word in morph(part).iter().filter(|word| word.pos == "NOUN" && word.case.is_some()) {
                add_heads(&mut found, &word.lemma);
            }
        }
        // «мастер-класс» is nobody, «мастер-строитель» is.
        let last = morph(lower.rsplit('-').next().unwrap_or(lower));
        let names_person = last.iter().any(|word| word.animate == Some(true) || !word.known || word.pos == "ADJ");
        found.retain(|(head, _)| *head != Head::Post || names_person);
    }
    found
}

fn add_heads(found: &mut Vec<(Head, String)>, lemma: &str) {
    let lists = [
        (Head::Post, &LISTS.posts),
        (Head::Unit, &LISTS.units),
        (Head::Institution, &LISTS.institutions),
        (Head::Team, &LISTS.teams),
        (Head::Territory, &LISTS.territory_heads),
        (Head::Group, &LISTS.groups),
        (Head::Rank, &LISTS.ranks),
    ];
    for (head, list) in lists {
        let can_be_compound = matches!(head, Head::Unit | Head::Institution);
        let is_listed = list.contains(lemma) || can_be_compound && is_compound_of(lemma, list);
        if is_listed && !found.iter().any(|(known, _)| *known == head) {
            found.push((head, lemma.to_owned()));
        }
    }
}

/// «сельхозпредприятие», «райбольница»: a listed noun with something before it in one word.
fn is_compound_of(lemma: &str, list: &HashSet<&'static str>) -> bool {
    const SHORTEST: usize = 6;
    if LISTS.not_compounds.contains(lemma) || lemma.contains('-') {
        return false;
    }
    let starts = lemma.char_indices().map(|(at, _)| at).skip(3);
    starts.map(|at| &lemma[at..]).any(|ending| ending.chars().count() >= SHORTEST && list.contains(ending))
}

/// Whether the word is a full form of this adjective or participle.
fn is_form_of(lower: &str, base: &str) -> bool {
    let (Some(base), Some(lower)) = (base.strip_suffix("ся").or(Some(base)), lower.strip_suffix("ся").or(Some(lower)))
    else {
        return false;
    };
    let stem: String = base.chars().take(base.chars().count().saturating_sub(2)).collect();
    let endings = [
        "ий", "ый", "ой", "ая", "ее", "ое", "ие", "ые", "его", "ого", "ему", "ому", "им", "ым", "ей", "их", "ых",
        "ими", "ыми", "ем", "ом", "ую",
    ];
    lower.strip_prefix(stem.as_str()).is_some_and(|ending| endings.contains(&ending))
}

fn abbreviation(word: &str, readings: &[Word]) -> Option<Abbreviation> {
    if let Some(known) = ABBREVIATIONS.get(word) {
        let founded = is_founded_form(word);
        return Some(Abbreviation { legal: known.legal || founded, ..*known });
    }
    let part = word.split('-').next().unwrap_or(word);
    if !is_abbreviated(part) {
        return None;
    }
    // A heading in capitals is no abbreviation: «ОБРАЗОВАНИЯ».
    let is_plain_word = readings
        .iter()
        .any(|reading| reading.known && (reading.case.is_some() || reading.finite) && reading.name_type.is_none());
    if is_plain_word && word.chars().count() > 4 {
        return None;
    }
    Some(Abbreviation { legal: is_founded_form(word), ..Abbreviation::default() })
}

/// «ФАПа», «МФЦов»: capitals with a small ending.
fn declined(word: &str) -> Option<(String, bool)> {
    const ENDINGS: &[(&str, bool)] = &[
        ("а", false),
        ("у", false),
        ("ом", false),
        ("е", false),
        ("ы", true),
        ("ов", true),
        ("ам", true),
        ("ами", true),
        ("ах", true),
    ];
    let base: String = word.chars().take_while(|c| c.is_uppercase()).collect();
    let ending = word.strip_prefix(base.as_str())?;
    let plural = ENDINGS.iter().find(|(known, _)| *known == ending)?.1;
    (base.chars().count() > 1).then_some((base, plural))
}

/// «ЦРО», «КДНиЗП», «КубГУ»: capitals, few small letters among them, at least two capitals.
fn is_abbreviated(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let begins = word.chars().next().is_some_and(char::is_uppercase) && !word.contains(['\'', '’']);
    let mixed = small <= capitals && word.chars().skip(1).any(char::is_uppercase);
    let is_cyrillic = word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    begins && is_cyrillic && capitals >= 2 && (small == 0 || mixed)
}

/// «МБОУ», «ТОГБУЗ»: a founder, the kind of founding, the kind of body.
fn is_founded_form(word: &str) -> bool {
    FOUNDERS.split_whitespace().filter_map(|founder| word.strip_prefix(founder)).any(|rest| {
        FOUNDED
            .split_whitespace()
            .filter_map(|kind| rest.strip_suffix(kind))
            .any(|middle| matches!(middle, "Б" | "К" | "А"))
    })
}

/// «Минобрнауки», «Роспотребнадзор»: a known beginning and a known ending in one capitalized word.
fn is_agency(word: &str) -> bool {
    let lower = word.to_lowercase().replace('ё', "е");
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let inner = |beginning: &str| {
        let rest = lower.strip_prefix(beginning)?;
        AGENCY_ENDINGS.split_whitespace().find(|ending| rest.ends_with(*ending))
    };
    let is_body_name = morph(word).iter().any(|reading| reading.name_type.as_deref() == Some("Com") && reading.known);
    let built =
        lower.chars().count() > 6 && AGENCY_BEGINNINGS.split_whitespace().any(|beginning| inner(beginning).is_some());
    capital && (is_body_name || built)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn founded_forms_are_known_by_their_parts() {
        for form in ["МБОУ", "ТОГБУЗ", "ФГБОУ", "ГАУДПО", "МКДОУ", "ОГБПОУ", "ФКУ", "МБУДО", "МАУК"]
        {
            assert!(is_founded_form(form), "{form}");
        }
        for other in ["ЦРО", "ОО", "СОШ", "КДН"] {
            assert!(!is_founded_form(other), "{other}");
        }
    }
}
