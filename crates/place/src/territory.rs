//! Municipalities named in the text.

use crate::clue::Stand;
use crate::fit::can_quote;
use crate::kinds::{Kind, kind_at};
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
    pub end: usize,
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

/// Reads mentions at a word; its patterns are in `typed` and `bare`.
pub(crate) struct Reader<'w> {
    pub words: &'w [Word],
    pub pieces: &'w [Piece<'w>],
    taken: &'w [Option<RegionId>],
}

/// A name in the text: the words it takes, and what it can be.
pub(crate) struct Name {
    pub end: usize,
    pub ids: Vec<TerritoryId>,
    /// In the nominative.
    pub bare: String,
}

impl Reader<'_> {
    fn mention(&self, at: usize) -> Option<Mention> {
        self.formation(at)
            .or_else(|| self.name_then_type(at))
            .or_else(|| self.type_then_name(at))
            .or_else(|| self.lone_town(at))
    }

    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).is_none_or(Option::is_some)
    }

    pub fn is_name_word(&self, at: usize) -> bool {
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
        let found = self
            .name_then_type(name_at)
            .or_else(|| self.type_then_name(name_at))
            .or_else(|| self.bare(name_at).filter(|_| is_quoted))?;
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

    /// A name without any type of its own inside «МО «…»»; «руководитель МО Петрова» has no quotation marks.
    fn bare(&self, at: usize) -> Option<Mention> {
        let name = self.known(at, Kind::Formation).or_else(|| self.unknown_noun(at))?;
        Some(self.new_mention(at, name.end, name.ids, Kind::Formation, &name.bare, name.bare.clone()))
    }

    /// The words up to the closing quotation mark, white space collapsed.
    pub fn quoted(&self, at: usize) -> Option<(usize, String)> {
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

    /// Whether the words are a line of a head by themselves, dates and numbers aside.
    pub fn stands_alone(&self, from: usize, end: usize) -> bool {
        let (first, last) = (&self.words[from], &self.words[end - 1]);
        let ends = last.ends_line || self.words.get(end).is_none_or(|next| matches!(next.gap, Gap::Break | Gap::Comma));
        let in_head = self.pieces.get(first.piece).is_some_and(|piece| is_head(piece.weight));
        in_head && ends && (first.starts_line || first.gap == Gap::Break)
    }

    /// The region whose name stands right after the words, or before them and a comma.
    fn region_beside(&self, from: usize, end: usize) -> Option<RegionId> {
        let region = |at: usize| self.taken.get(at).copied().flatten();
        let is_comma = |at: usize| self.words.get(at).is_some_and(|word| word.gap == Gap::Comma);
        let after = region(end).filter(|_| joined(self.words, end) || is_comma(end));
        after.or_else(|| region(from.checked_sub(1)?).filter(|_| is_comma(from)))
    }

    pub fn new_mention(
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
