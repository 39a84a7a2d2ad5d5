//! Municipalities named in the text.

use vekha_lexis::{Case, lemmas, morph};

use crate::clue::Stand;
use crate::declension::adjective_stem;
use crate::fit::{
    agreeing, can_quote, capital, fits, fits_made, goes_after_name, is_okrug_of_town, is_possessive, is_town_level,
    named_after, not_towns,
};
use crate::kinds::{Kind, KindFound, kind_at};
use crate::lexicon::joined;
use crate::municipalities::{TerritoryId, municipalities};
use crate::piece::Piece;
use crate::regions::RegionId;
use crate::words::{Gap, Word, is_head};

/// A municipality or a town as the text names it.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The rows of the classifier that fit; none for a name it does not have.
    pub ids: Vec<TerritoryId>,
    pub kind: Kind,
    /// The name in the nominative with its type.
    pub name: String,
    /// The bare name, folded: mentions of one place share it.
    pub identity: String,
    pub stand: Stand,
    pub role: Role,
    /// One past its last word.
    end: usize,
}

/// What a mention does in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It names whose document it is: «администрация Знаменского района».
    Named,
    /// It stands below a head as the place of signing: «р. п. Знаменка».
    Seat,
    /// A town without its type: «Мичуринск».
    Lone,
}

/// The municipalities and towns in the text, in order; `taken` words belong to a region's name.
pub(crate) fn mentions(words: &[Word], pieces: &[Piece<'_>], taken: &[Option<RegionId>]) -> Vec<Mention> {
    let reader = Reader { words, pieces, taken };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match reader.mention(at) {
            Some(mention) => {
                at = mention.end.max(at + 1);
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'w> {
    words: &'w [Word],
    pieces: &'w [Piece<'w>],
    taken: &'w [Option<RegionId>],
}

/// A name in the text: the words it takes, and what it can be.
struct Name {
    end: usize,
    ids: Vec<TerritoryId>,
    /// In the nominative.
    bare: String,
}

impl Reader<'_> {
    fn mention(&self, at: usize) -> Option<Mention> {
        self.formation(at)
            .or_else(|| self.name_then_type(at))
            .or_else(|| self.type_then_name(at))
            .or_else(|| self.lone_town(at))
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).is_none_or(Option::is_some)
    }

    fn is_name_word(&self, at: usize) -> bool {
        !self.is_taken(at) && self.words.get(at).is_some_and(|word| word.is_capital() && !word.decoy)
    }

    /// «муниципальное образование «Город Клин»», «МО Каширский район», «муниципальный район «Боровский район»».
    fn formation(&self, at: usize) -> Option<Mention> {
        let formation = kind_at(self.words, at).filter(|found| can_quote(found.kind))?;
        let name_at = at + formation.length;
        let is_quoted = self.words.get(name_at)?.gap == Gap::Quote;
        if formation.kind != Kind::Formation {
            let found = self.name_then_type(name_at).filter(|_| is_quoted)?;
            let (_, quoted) = self.quoted(name_at)?;
            return Some(self.widened(found, at, format!("{} «{quoted}»", formation.name)));
        }
        if !is_quoted && !joined(self.words, name_at) {
            return None;
        }
        let found =
            self.name_then_type(name_at).or_else(|| self.type_then_name(name_at)).or_else(|| self.bare(name_at))?;
        if !is_quoted {
            let name = format!("{} {}", formation.name, found.name);
            return Some(self.widened(found, at, name));
        }
        let (end, quoted) = self.quoted(name_at)?;
        let name = format!("{} «{quoted}»", formation.name);
        Some(self.widened(Mention { end: end.max(found.end), ..found }, at, name))
    }

    fn widened(&self, mention: Mention, from: usize, name: String) -> Mention {
        let stand = Stand::of(self.words, self.pieces, from, mention.end);
        Mention { name, stand, role: Role::Named, ..mention }
    }

    /// A name without any type of its own inside «МО «…»».
    fn bare(&self, at: usize) -> Option<Mention> {
        let name = self.known(at, Kind::Formation).or_else(|| self.unknown_noun(at))?;
        Some(self.new_mention(at, name.end, name.ids, Kind::Formation, &name.bare, name.bare.clone()))
    }

    /// The words up to the closing quotation mark, white space collapsed.
    fn quoted(&self, at: usize) -> Option<(usize, String)> {
        const LONGEST: usize = 12;
        let first = self.words.get(at)?;
        let end = (at + 1..self.words.len().min(at + LONGEST))
            .find(|&next| {
                matches!(self.words[next].gap, Gap::Quote | Gap::Break) || self.words[next].piece != first.piece
            })
            .unwrap_or(self.words.len().min(at + LONGEST));
        let last = self.words.get(end - 1).filter(|last| last.piece == first.piece)?;
        let raw = self.pieces.get(first.piece)?.text.get(first.bytes.start..last.bytes.end)?;
        Some((end, raw.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// «Знаменского района», «Петропавловск-Камчатский городской округ».
    fn name_then_type(&self, at: usize) -> Option<Mention> {
        if !self.is_name_word(at) {
            return None;
        }
        let known = municipalities().names.at(self.words, at).into_iter().map(|found| found.length);
        let mut lengths: Vec<usize> = known.chain([1, 2]).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        lengths.into_iter().find_map(|length| self.name_of_length(at, length))
    }

    fn name_of_length(&self, at: usize, length: usize) -> Option<Mention> {
        let type_at = at + length;
        let found =
            kind_at(self.words, type_at).filter(|found| goes_after_name(found.kind) && joined(self.words, type_at))?;
        let end = type_at + found.length;
        // «Ленинского района г. Саратова» is a part of the town.
        if found.kind == Kind::District && joined(self.words, end) {
            let town = kind_at(self.words, end).filter(|town| town.kind == Kind::City);
            if let Some(town) = town.and_then(|_| self.type_then_name(end)) {
                return Some(Mention {
                    stand: Stand::of(self.words, self.pieces, at, town.end),
                    role: Role::Named,
                    ..town
                });
            }
        }
        let last = &self.words[type_at - 1];
        let stem = adjective_stem(&last.text)?;
        let ids: Vec<TerritoryId> = municipalities()
            .names
            .at(self.words, at)
            .into_iter()
            .filter(|name| name.length == length)
            .map(|name| name.value)
            .filter(|&id| fits(id, found.kind, true))
            .collect();
        let ids = not_towns(ids);
        let is_one_word = length == 1 || last.gap == Gap::Hyphen;
        let made = || -> Vec<TerritoryId> {
            let first = self.words[at..type_at - 1].iter().map(|word| format!("{}-", word.text));
            let made = municipalities().with_made_adjective(&(first.collect::<String>() + stem)).iter().copied();
            made.filter(|&id| is_one_word && fits_made(id, found.kind)).collect()
        };
        let is_made = ids.is_empty();
        let ids = if is_made { made() } else { ids };
        if ids.is_empty() && (!is_one_word || !is_possessive(stem)) {
            return None;
        }
        let written = self.title_case(at, type_at - 1, stem);
        let bare = match ids.first().and_then(|&id| municipalities().get(id)).filter(|_| !is_made) {
            Some(row) if !row.is_adjective => row.bare_name(),
            Some(row) if !row.has_two_names() => agreeing(&row.bare_name(), found.kind),
            _ => agreeing(&written, found.kind),
        };
        Some(self.new_mention(at, end, ids, found.kind, &bare, format!("{bare} {}", found.name)))
    }

    /// The words as an adjective in the nominative masculine, in capital and small letters.
    fn title_case(&self, from: usize, last: usize, stem: &str) -> String {
        let mut name = String::new();
        for at in from..=last {
            let word = &self.words[at];
            if at > from {
                name.push(if word.gap == Gap::Hyphen { '-' } else { ' ' });
            }
            if at == last {
                name.push_str(&capital(&format!(
                    "{stem}{}",
                    if stem.ends_with(['к', 'г', 'х']) { "ий" } else { "ый" }
                )));
            } else {
                name.push_str(&capital(&word.text));
            }
        }
        name
    }

    /// «городской округ Мытищи», «г. Клин», «рабочий поселок Лотошино».
    fn type_then_name(&self, at: usize) -> Option<Mention> {
        let found = kind_at(self.words, at).filter(|found| found.kind != Kind::Formation)?;
        if self.is_taken(at) {
            return None;
        }
        let name_at = at + found.length;
        let is_quoted = self.words.get(name_at)?.gap == Gap::Quote;
        if !is_quoted && !joined(self.words, name_at) && !self.words.get(name_at - 1)?.dotted {
            return None;
        }
        let (bare_at, inner) = self.inner_types(name_at, found.kind);
        let name = self
            .quoted_adjective(bare_at, found.kind)
            .filter(|_| is_quoted)
            .or_else(|| self.known(bare_at, found.kind))
            .or_else(|| self.unknown(bare_at, &found, is_quoted))?;
        let (end, shown) = match is_quoted {
            true => self.quoted(name_at).map(|(end, quoted)| (end.max(name.end), format!("«{quoted}»")))?,
            false => (name.end, format!("{inner}{}", name.bare)),
        };
        let mut mention =
            self.new_mention(at, end, name.ids, found.kind, &name.bare, format!("{} {shown}", found.name));
        if matches!(found.kind, Kind::City | Kind::UrbanPlace | Kind::Village) && self.stands_alone(at, end) {
            mention.role = Role::Seat;
        }
        Some(mention)
    }

    /// Types between the type and the name: «городской округ город Бор», «ЗАТО город Заречный».
    fn inner_types(&self, mut at: usize, outer: Kind) -> (usize, String) {
        const MOST: usize = 2;
        let mut shown = String::new();
        for _ in 0..MOST {
            let inner = kind_at(self.words, at).filter(|inner| {
                outer != Kind::City
                    && (inner.kind == Kind::City
                        || inner.name == "ЗАТО"
                        || outer == Kind::UrbanOkrug && inner.kind == Kind::UrbanPlace)
            });
            let Some(inner) = inner.filter(|inner| joined(self.words, at + inner.length)) else { break };
            shown += &format!("{} ", inner.name);
            at += inner.length;
        }
        (at, shown)
    }

    /// Whether the words are a line of a head by themselves, dates and numbers aside.
    fn stands_alone(&self, from: usize, end: usize) -> bool {
        let (first, last) = (&self.words[from], &self.words[end - 1]);
        let ends = last.ends_line || self.words.get(end).is_none_or(|next| matches!(next.gap, Gap::Break | Gap::Comma));
        let in_head = self.pieces.get(first.piece).is_some_and(|piece| is_head(piece.weight));
        in_head && ends && (first.starts_line || first.gap == Gap::Break)
    }

    /// A name that the classifier has, of a kind that fits the type before it.
    fn known(&self, at: usize, kind: Kind) -> Option<Name> {
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
    fn quoted_adjective(&self, at: usize, kind: Kind) -> Option<Name> {
        let found = municipalities().names.at(self.words, at).into_iter().filter(|name| fits(name.value, kind, true));
        let found: Vec<_> = found.filter(|_| kind == Kind::District && self.is_name_word(at)).collect();
        let length = found.first()?.length;
        let ids: Vec<TerritoryId> = found.iter().filter(|name| name.length == length).map(|name| name.value).collect();
        let bare = municipalities().get(*ids.first()?)?.bare_name();
        Some(Name { end: at + length, ids, bare })
    }

    /// A name the classifier does not have.
    fn unknown(&self, at: usize, kind: &KindFound, is_quoted: bool) -> Option<Name> {
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

    fn unknown_noun(&self, at: usize) -> Option<Name> {
        const MOST_PARTS: usize = 4;
        if !self.is_name_word(at) || kind_at(self.words, at).is_some() {
            return None;
        }
        let word = &self.words[at];
        let readings = morph(&word.text);
        let is_common = readings.iter().any(|reading| reading.known && reading.name_type.is_none());
        if is_common || word.text.chars().count() < 3 || word.is_abbreviation() && word.text.chars().count() < 5 {
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
            .find(|reading| matches!(reading.pos.as_str(), "NOUN" | "PROPN"))
            .and_then(|reading| reading.inflect(Case::Nominative, None))
            .filter(|_| end == at + 1)
            .unwrap_or_else(|| word.text.clone());
        let rest = self.words[at + 1..end].iter().map(|word| format!("-{}", capital(&word.text)));
        Some(Name { end, ids: Vec::new(), bare: capital(&nominative) + &rest.collect::<String>() })
    }

    /// «Мичуринск» on a line of its own, or after small letters in a title: «школ Мичуринска».
    fn lone_town(&self, at: usize) -> Option<Mention> {
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

    /// The region whose name stands right after the words, or before them and a comma.
    fn region_beside(&self, from: usize, end: usize) -> Option<RegionId> {
        let region = |at: usize| self.taken.get(at).copied().flatten();
        let is_comma = |at: usize| self.words.get(at).is_some_and(|word| word.gap == Gap::Comma);
        let after = region(end).filter(|_| joined(self.words, end) || is_comma(end));
        after.or_else(|| region(from.checked_sub(1)?).filter(|_| is_comma(from)))
    }

    fn new_mention(
        &self,
        from: usize,
        end: usize,
        mut ids: Vec<TerritoryId>,
        kind: Kind,
        bare: &str,
        name: String,
    ) -> Mention {
        // «Калининского района Санкт-Петербурга»: the region's name beside it says which is meant.
        if let Some(region) = self.region_beside(from, end) {
            ids.retain(|&id| municipalities().get(id).is_some_and(|row| row.region == region));
        }
        ids.sort_unstable();
        ids.dedup();
        let identity = vekha_lexis::fold(bare).text().to_owned();
        let stand = Stand::of(self.words, self.pieces, from, end);
        Mention { ids, kind, name, identity, stand, role: Role::Named, end }
    }
}

/// Whether a name without its type can be a town's: not «Пушкина», which is a person's first, nor «РОДНИКИ» in capitals.
fn may_be_town(word: &Word) -> bool {
    let readings = morph(&word.text);
    let Some(likeliest) = readings.first().filter(|reading| reading.known) else { return true };
    let is_town = readings.iter().any(|reading| reading.name_type.as_deref() == Some("Geo"));
    match likeliest.name_type.as_deref() {
        Some("Sur") => false,
        Some(_) => is_town,
        None => is_town && !word.is_abbreviation(),
    }
}
