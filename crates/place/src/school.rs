use crate::clue::{Clue, Sort, Stand};
use crate::cues::Cue;
use crate::declension::adjective_stem;
use crate::lexicon::joined;
use crate::municipalities::municipalities;
use crate::piece::Piece;
use crate::regions::RegionId;
use crate::words::Word;

/// Schools called after a village or a district, «Знаменская СОШ»: hints at the regions that have such a place.
pub(crate) fn clues(words: &[Word], pieces: &[Piece<'_>], taken: &[Option<RegionId>]) -> Vec<Clue> {
    const REACH: usize = 3;
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !word.is_capital() || word.decoy || taken.get(at).is_none_or(Option::is_some) {
            continue;
        }
        let Some(stem) = adjective_stem(&word.text).filter(|stem| stem.ends_with("ск") || stem.ends_with("цк"))
        else {
            continue;
        };
        let school = (at + 1..at + 1 + REACH)
            .take_while(|&next| joined(words, next))
            .any(|next| words.get(next).is_some_and(|word| word.cue == Some(Cue::School)));
        let ids = [&municipalities().with_adjective(stem), municipalities().with_made_adjective(stem)].concat();
        if school && !ids.is_empty() {
            found.push(Clue {
                sort: Sort::School,
                regions: municipalities().regions_of(&ids),
                identity: stem.to_owned(),
                stand: Stand::of(words, pieces, at, at + 1),
            });
        }
    }
    found
}
