//! Municipalities named with their type, before the name or after it.

use crate::clue::Stand;
use crate::declension::adjective_stem;
use crate::fit::{agreeing, capital, fits, fits_made, goes_after_name, is_possessive, not_towns};
use crate::kinds::{Kind, kind_at};
use crate::lexicon::joined;
use crate::municipalities::{TerritoryId, municipalities};
use crate::territory::{Mention, Reader, Role};
use crate::words::Gap;

impl Reader<'_> {
    /// «Знаменского района», «Петропавловск-Камчатский городской округ».
    pub(crate) fn name_then_type(&self, at: usize) -> Option<Mention> {
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
    pub(crate) fn type_then_name(&self, at: usize) -> Option<Mention> {
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
}
