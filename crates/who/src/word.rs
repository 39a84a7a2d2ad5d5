use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::LazyLock;

use vekha_lexis::{Case, Word, morph};

use crate::abbreviation::{Abbreviation, abbreviation, declined, is_agency, is_listed};
use crate::abbreviation_words::TAILS;
use crate::body_words::{
    ADJECTIVAL_GROUPS, GROUP_HEADS, GROUPS, INSTITUTIONS, NEVER_BARE, NOT_COMPOUNDS, RANKS, TERRITORY_HEADS, UNITS,
};
use crate::post_words::{ADJECTIVAL_POSTS, DEPUTIES, POSTS, SHORTENED, SHORTENED_HEADS};
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

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

fn class(token: &Token) -> Class {
    let readings = morph(&token.text);
    let heads = if is_written_short(&token.text) { Vec::new() } else { heads(&token.lower, &readings) };
    let is_modifier = |word: &Word| {
        let is_participle = word.pos == "VERB" && word.case.is_some();
        word.case.is_some() && (is_participle || matches!(word.pos, "ADJ" | "DET"))
    };
    let first = readings.first();
    let has_noun = readings.iter().any(|word| matches!(word.pos, "NOUN" | "ADJ") && word.probability > 0.2);
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

/// «ФАП», «ФАПом»: a listed abbreviation, though the dictionary knows it as a noun.
fn is_written_short(word: &str) -> bool {
    is_listed(word) || declined(word).is_some_and(|(base, _)| is_listed(&base))
}

/// «зам», «гл», «рук-ль», «замдиректора»; whether it is an office of its own.
fn shortened(lower: &str) -> Option<bool> {
    let is_deputy = |word: &Word| word.case == Some(Case::Genitive) && LISTS.posts.contains(word.lemma.as_str());
    if lower.strip_prefix("зам").is_some_and(|governed| morph(governed).iter().any(is_deputy)) {
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
    let is_noun = |word: &&Word| word.pos == "NOUN" || word.name_type == Some("Com");
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
    const SHORTEST: usize = 5;
    if LISTS.not_compounds.contains(lemma) || lemma.contains('-') {
        return false;
    }
    let starts = lemma.char_indices().map(|(at, _)| at).skip(3);
    starts.map(|at| &lemma[at..]).any(|ending| ending.chars().count() >= SHORTEST && list.contains(ending))
}

/// Whether the word is a full form of this adjective or participle.
fn is_form_of(lower: &str, base: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ий", "ый", "ой", "ая", "ее", "ое", "ие", "ые", "его", "ого", "ему", "ому", "им", "ым", "ей", "их", "ых",
        "ими", "ыми", "ем", "ом", "ую",
    ];
    let base = base.strip_suffix("ся").unwrap_or(base);
    let lower = lower.strip_suffix("ся").unwrap_or(lower);
    let stem = &base[..base.char_indices().rev().nth(1).map_or(0, |(at, _)| at)];
    lower.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending))
}
