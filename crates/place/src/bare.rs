//! Names without their types: what the classifier has under them, and what it does not.

use vekha_lexis::{Case, lemmas, morph};

use crate::declension::adjective_stem;
use crate::fit::{capital, fits, is_okrug_of_town, is_town_level, named_after};
use crate::kinds::{Kind, KindFound, kind_at};
use crate::municipalities::{TerritoryId, municipalities};
use crate::territory::{Mention, Name, Reader, Role};
use crate::words::{Gap, Word, is_head};

impl Reader<'_> {
    /// A name that the classifier has, of a kind that fits the type before it.
    pub(crate) fn known(&self, at: usize, kind: Kind) -> Option<Name> {
        let is_named_after = self.words.get(at).is_some_and(|word| word.text == "имени");
        let can_be_name = self.is_name_word(at) || is_named_after && kind == Kind::District;
        if !can_be_name {
            return None;
        }
        let found = municipalities().names.at(self.words, at);
        let longest = found.first().map(|name| name.length);
        let fitting = |length: usize| -> Vec<TerritoryId> {
            found
                .iter()
                .filter(|name| name.length == length)
                .map(|name| name.value)
                .filter(|&id| fits(id, kind, false))
                .collect()
        };
        let (length, ids) = longest
            .into_iter()
            .flat_map(|longest| (1..=longest).rev())
            .map(|length| (length, fitting(length)))
            .find(|(_, ids)| !ids.is_empty())?;
        let bare = municipalities().get(*ids.first()?)?.bare_name();
        // «р. п. Знаменка» can be that of the «Знаменский поссовет», «г. Троицк» that of the «Троицкий городской округ».
        let more = named_after(&bare, kind).into_iter().filter(|&id| kind != Kind::City || is_okrug_of_town(id));
        let ids = ids.into_iter().chain(more).collect();
        Some(Name { end: at + length, ids, bare })
    }

    /// «муниципальный район «Сыктывдинский»».
    pub(crate) fn quoted_adjective(&self, at: usize, kind: Kind) -> Option<Name> {
        let found = municipalities().names.at(self.words, at).into_iter().filter(|name| fits(name.value, kind, true));
        let found: Vec<_> = found.filter(|_| kind == Kind::District && self.is_name_word(at)).collect();
        let length = found.first()?.length;
        let ids: Vec<TerritoryId> = found.iter().filter(|name| name.length == length).map(|name| name.value).collect();
        let bare = municipalities().get(*ids.first()?)?.bare_name();
        Some(Name { end: at + length, ids, bare })
    }

    /// A name the classifier does not have.
    pub(crate) fn unknown(&self, at: usize, kind: &KindFound, is_quoted: bool) -> Option<Name> {
        if let Some(name) = self.named_after_town(at, kind.kind) {
            return Some(name);
        }
        let is_town = matches!(kind.kind, Kind::UrbanOkrug | Kind::City | Kind::UrbanPlace | Kind::Village);
        self.unknown_noun(at).filter(|_| is_town || is_quoted && kind.kind != Kind::District)
    }

    /// A town that the classifier has as an adjective only: «г. Находка», «г. Старый Оскол».
    fn named_after_town(&self, at: usize, kind: Kind) -> Option<Name> {
        if !self.is_name_word(at) {
            return None;
        }
        let word = &self.words[at];
        let one = |bare: String| Name { end: at + 1, ids: named_after(&bare, kind), bare };
        let of_one = lemmas(&word.text).into_iter().chain([word.text.clone()]).map(|lemma| one(capital(&lemma)));
        let of_two = || {
            let noun = self.words.get(at + 1).filter(|noun| noun.gap == Gap::Space && noun.is_capital())?;
            let stem = adjective_stem(&word.text)?;
            let of = |lemma: String| {
                let ids = named_after(&format!("{stem}о{lemma}"), kind);
                let bare = format!("{}ый {}", capital(stem), capital(&lemma));
                Name { end: at + 2, ids, bare }
            };
            lemmas(&noun.text).into_iter().chain([noun.text.clone()]).map(of).find(|name| !name.ids.is_empty())
        };
        of_one.into_iter().find(|name| !name.ids.is_empty()).or_else(of_two)
    }

    pub(crate) fn unknown_noun(&self, at: usize) -> Option<Name> {
        const MOST_PARTS: usize = 4;
        if !self.is_name_word(at) || kind_at(self.words, at).is_some() {
            return None;
        }
        let word = &self.words[at];
        let readings = morph(&word.text);
        let is_common = readings.iter().any(|reading| reading.known && reading.name_type.is_none());
        let is_person = readings.first().and_then(|reading| reading.name_type).is_some_and(|sort| sort != "Geo");
        if is_common
            || is_person
            || word.text.chars().count() < 3
            || word.is_abbreviation() && word.text.chars().count() < 5
        {
            return None;
        }
        let mut end = at + 1;
        while end - at < MOST_PARTS
            && self.words.get(end).is_some_and(|next| next.gap == Gap::Hyphen && next.is_capital())
        {
            end += 1;
        }
        let nominative = readings
            .iter()
            .find(|reading| matches!(reading.pos, "NOUN" | "PROPN"))
            .and_then(|reading| reading.inflect(Case::Nominative, None))
            .filter(|_| end == at + 1)
            .unwrap_or_else(|| word.text.clone());
        let rest = self.words[at + 1..end].iter().map(|word| format!("-{}", capital(&word.text)));
        Some(Name { end, ids: Vec::new(), bare: capital(&nominative) + &rest.collect::<String>() })
    }

    /// «Мичуринск» on a line of its own, or after small letters in a title: «школ Мичуринска».
    pub(crate) fn lone_town(&self, at: usize) -> Option<Mention> {
        let word = self.words.get(at)?;
        let in_head = self.pieces.get(word.piece).is_some_and(|piece| is_head(piece.weight));
        if !in_head || !self.is_name_word(at) {
            return None;
        }
        let found = municipalities().names.at(self.words, at);
        let is_town =
            |id: TerritoryId| municipalities().get(id).is_some_and(|row| !row.is_adjective && is_town_level(row.level));
        let length = found.iter().find(|name| is_town(name.value))?.length;
        let ids: Vec<TerritoryId> =
            found.iter().filter(|name| name.length == length && is_town(name.value)).map(|name| name.value).collect();
        let end = at + length;
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        // «План Мичуринска»: the capital letter of the first word is the sentence's.
        let is_small = |before: &Word| !before.is_capital() || before.starts_line && !before.is_abbreviation();
        let goes_on_in_small = before.is_some_and(is_small) && word.gap == Gap::Space && !word.starts_line;
        // «Усть-…», «Владимир Иванов».
        let part_of_more = self.words.get(end).is_some_and(|next| {
            next.is_capital()
                && !next.starts_line
                && matches!(next.gap, Gap::Hyphen | Gap::Space)
                && kind_at(self.words, end).is_none()
                && !self.is_taken(end)
        });
        let may_be_town = length > 1 || may_be_town(word);
        if part_of_more || !may_be_town || !(goes_on_in_small || self.stands_alone(at, end)) {
            return None;
        }
        let bare = municipalities().get(*ids.first()?)?.bare_name();
        let mut mention = self.new_mention(at, end, ids, Kind::City, &bare, format!("город {bare}"));
        mention.role = Role::Lone;
        Some(mention)
    }
}

/// Whether a name without its type can be a town's: not «Пушкина», which is a person's first, nor «РОДНИКИ» in capitals.
fn may_be_town(word: &Word) -> bool {
    let readings = morph(&word.text);
    let Some(likeliest) = readings.first().filter(|reading| reading.known) else { return true };
    let is_town = readings.iter().any(|reading| reading.name_type == Some("Geo"));
    match likeliest.name_type {
        Some("Sur") => false,
        Some(_) => is_town,
        None => is_town && !word.is_abbreviation(),
    }
}
