use std::collections::BTreeMap;

use vekha_model::Evidence;

use crate::choice::{choose, is_inside, is_seat};
use crate::clue::{Clue, Sort};
use crate::kinds::Kind;
use crate::municipalities::{Territory, TerritoryId, municipalities};
use crate::piece::{Found, Piece};
use crate::regions::{RegionId, regions};
use crate::territory::{Mention, Role, mentions};
use crate::verdict::{Verdict, verdict};
use crate::words::words;
use crate::{institutes, naming, school};

/// Finds the region and the municipality a document belongs to.
///
/// What fits all the evidence wins; a tie stays a tie: `candidates` then names the regions and `region` none.
pub fn find(pieces: &[Piece<'_>]) -> Found {
    let words = words(pieces);
    let (mut clues, taken) = naming::clues(&words, pieces);
    clues.extend(institutes::clues(&words, pieces, &taken));
    clues.extend(school::clues(&words, pieces, &taken));
    let mentions = mentions(&words, pieces, &taken);
    clues.extend(mentions.iter().flat_map(mention_clues));
    clues.extend(seat_clues(&mentions));

    let (region, tied) = match verdict(&clues) {
        Verdict::Decided(region) => (Some(region), Vec::new()),
        Verdict::Tied(regions) => (None, regions),
    };
    Found {
        region: region.and_then(|region| regions().region(region, evidence(&clues, region, pieces))),
        candidates: tied.into_iter().filter_map(|region| regions().candidate(region)).collect(),
        municipality: choose(&mentions, region, pieces),
    }
}

/// A mention fits the regions that have such a place; the right type fits better.
fn mention_clues(mention: &Mention) -> Vec<Clue> {
    let sort = match (mention.kind, mention.role) {
        (_, Role::Lone) => Sort::LoneTown,
        (Kind::Village | Kind::RuralSettlement, _) => Sort::Village,
        (Kind::City | Kind::UrbanPlace, Role::Seat) => Sort::Town,
        (Kind::City, _) if !mention.stand.is_owner => Sort::Town,
        (Kind::UrbanPlace, _) => Sort::Town,
        _ => Sort::Territory,
    };
    let clue = |ids: &[TerritoryId]| Clue {
        sort,
        regions: municipalities().regions_of(ids),
        identity: mention.identity.clone(),
        stand: mention.stand.clone(),
    };
    let exact: Vec<TerritoryId> = match mention.kind {
        Kind::UrbanOkrug | Kind::City => mention
            .ids
            .iter()
            .copied()
            .filter(|&id| municipalities().get(id).is_some_and(Territory::is_urban_okrug))
            .collect(),
        _ => Vec::new(),
    };
    if exact.is_empty() || exact.len() == mention.ids.len() {
        return vec![clue(&mention.ids)];
    }
    vec![clue(&mention.ids), clue(&exact)]
}

/// A seat and the district it lies in: together they say more than either. «р. п. Знаменка», «Знаменского района».
fn seat_clues(mentions: &[Mention]) -> Vec<Clue> {
    // The distinct places only: a hostile text can name thousands.
    const MOST: usize = 40;
    let mut distinct: BTreeMap<(&str, Kind), &Mention> = BTreeMap::new();
    for mention in mentions {
        let kept = distinct.entry((&mention.identity, mention.kind)).or_insert(mention);
        if mention.stand.weight < kept.stand.weight {
            *kept = mention;
        }
    }
    let seats: Vec<&Mention> = distinct.values().copied().filter(|mention| is_seat(mention)).take(MOST).collect();
    let uppers: Vec<&Mention> = distinct.values().copied().filter(|mention| !is_seat(mention)).take(MOST).collect();
    let mut clues = Vec::new();
    for upper in uppers {
        for seat in &seats {
            let inside: Vec<TerritoryId> =
                upper.ids.iter().copied().filter(|&id| seat.ids.iter().any(|&inner| lies_in(inner, id))).collect();
            if inside.is_empty() {
                continue;
            }
            clues.push(Clue {
                sort: Sort::SeatInside,
                regions: municipalities().regions_of(&inside),
                identity: format!("{} {}", upper.identity, seat.identity),
                stand: seat.stand.clone(),
            });
        }
    }
    clues
}

fn lies_in(inner: TerritoryId, upper: TerritoryId) -> bool {
    let rows = municipalities().get(inner).zip(municipalities().get(upper));
    rows.is_some_and(|(inner, upper)| is_inside(inner, upper))
}

/// The clues that speak for a region, the most telling first, each with its first places.
fn evidence(clues: &[Clue], region: RegionId, pieces: &[Piece<'_>]) -> Vec<Evidence> {
    const MOST_OF_ONE: usize = 3;
    const MOST: usize = 24;
    let mut speaking: Vec<&Clue> = clues.iter().filter(|clue| clue.regions.has(region)).collect();
    speaking.sort_by_key(|clue| std::cmp::Reverse(clue.strength()));
    let mut shown: BTreeMap<(Sort, &str), usize> = BTreeMap::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for clue in speaking {
        let times = shown.entry((clue.sort, clue.identity.as_str())).or_default();
        *times += 1;
        if *times > MOST_OF_ONE || evidence.len() >= MOST {
            continue;
        }
        for one in clue.stand.evidence(pieces) {
            if !evidence.contains(&one) {
                evidence.push(one);
            }
        }
    }
    evidence
}
