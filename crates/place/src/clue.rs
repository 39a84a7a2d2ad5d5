use vekha_model::{Evidence, Span};

use crate::cues::Cue;
use crate::piece::{Piece, Weight};
use crate::regions::RegionSet;
use crate::words::{Gap, Word};

/// Words that fit some regions and not the others.
#[derive(Clone, Debug)]
pub(crate) struct Clue {
    pub sort: Sort,
    pub regions: RegionSet,
    /// Equal for clues that say the same: the second mention of a name adds little.
    pub identity: String,
    pub stand: Stand,
}

/// Where words stand, and what the words before them say.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    /// Their characters, for each piece they run over.
    pub parts: Vec<(usize, Span)>,
    pub weight: Weight,
    /// Whether an authority's title stands before them: «департамент образования Тамбовской области».
    pub is_owner: bool,
    /// Whether they are named as another's: «опыт Тамбовской области».
    pub is_foreign: bool,
}

/// What sort of words, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    FullName,
    Territory,
    OtherName,
    Institute,
    SharedAbbreviation,
    Authority,
    SeatInside,
    Town,
    LoneTown,
    Village,
    TypeOnly,
    School,
    Stray,
}

/// Points in a title or head, in a party cell, in the body.
const POINTS: &[(Sort, [u32; 3])] = &[
    (Sort::FullName, [100, 60, 20]),
    (Sort::Territory, [90, 50, 12]),
    (Sort::OtherName, [80, 50, 15]),
    (Sort::Institute, [60, 60, 25]),
    (Sort::SharedAbbreviation, [50, 50, 25]),
    (Sort::Authority, [50, 50, 20]),
    (Sort::SeatInside, [50, 20, 5]),
    (Sort::Town, [50, 20, 4]),
    (Sort::LoneTown, [30, 4, 2]),
    (Sort::Village, [15, 5, 2]),
    (Sort::TypeOnly, [10, 10, 3]),
    (Sort::School, [10, 10, 3]),
    (Sort::Stray, [3, 2, 1]),
];

impl Clue {
    /// How much the clue says, in tenths of a point.
    pub fn strength(&self) -> u32 {
        let column = match self.stand.weight {
            Weight::Title | Weight::Head => 0,
            Weight::Party => 1,
            Weight::Body => 2,
        };
        let points = POINTS.iter().find(|(sort, _)| *sort == self.sort).map_or(0, |(_, points)| points[column]);
        match (self.stand.is_foreign, self.stand.is_owner) {
            (true, _) if self.stand.weight == Weight::Body => points,
            (true, _) => points * 3,
            (false, true) => points * 13,
            (false, false) => points * 10,
        }
    }
}

impl Stand {
    /// The stand of the words `from..to`.
    pub fn of(words: &[Word], pieces: &[Piece<'_>], from: usize, to: usize) -> Self {
        const OWNER_REACH: usize = 10;
        const FOREIGN_REACH: usize = 5;
        let mut parts: Vec<(usize, Span)> = Vec::new();
        for word in words.get(from..to).unwrap_or_default() {
            match parts.last_mut() {
                Some((piece, span)) if *piece == word.piece => *span = Span::new(span.start, word.end),
                _ => parts.push((word.piece, Span::new(word.start, word.end))),
            }
        }
        let weight = words.get(from).and_then(|word| pieces.get(word.piece)).map_or(Weight::Body, |piece| piece.weight);
        Self {
            parts,
            weight,
            is_owner: has_before(words, from, OWNER_REACH, Cue::Authority),
            is_foreign: has_before(words, from, FOREIGN_REACH, Cue::Foreign),
        }
    }

    /// The words as evidence, one for each piece they run over.
    pub fn evidence(&self, pieces: &[Piece<'_>]) -> Vec<Evidence> {
        let evidence = |&(piece, span): &(usize, Span)| {
            let piece: &Piece<'_> = pieces.get(piece)?;
            let offset = piece.place.span.map_or(0, |span| span.start);
            Some(Evidence { text: span.of(piece.text), place: piece.place.at(span.shifted(offset)) })
        };
        self.parts.iter().filter_map(evidence).collect()
    }
}

fn has_before(words: &[Word], at: usize, reach: usize, cue: Cue) -> bool {
    let before = (at.saturating_sub(reach)..at).rev().take_while(|&before| words[before + 1].gap != Gap::Break);
    before.into_iter().any(|before| words[before].cue == Some(cue))
}
