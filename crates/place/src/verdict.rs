//! Which region fits all the evidence.

use std::collections::BTreeMap;

use crate::clue::{Clue, Sort};
use crate::regions::{RegionId, RegionSet};

/// What the clues say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One region fits best.
    Decided(RegionId),
    /// These fit equally well; empty where there is too little to go by.
    Tied(Vec<RegionId>),
}

/// Fewer points are hints, not evidence.
const ENOUGH: u32 = 200;
/// Of regions with different evidence the winner has so many tenths of the other's points.
const CLEARLY: u32 = 13;
/// A lead of one mention of a town in the body: less is chance.
const LEAD: u32 = 40;
/// A lead that outweighs the other's stray mentions.
const SAFE_LEAD: u32 = 100;
/// Evidence below this is a stray mention.
const STRAY: u32 = 50;
/// More regions than this are no candidates but ignorance.
const MANY: usize = 12;

/// Weighs the clues: equal ones count little more than once, and a region is beaten by one that has all of its
/// evidence and more, or clearly more points.
pub(crate) fn verdict(clues: &[Clue]) -> Verdict {
    let groups = groups(clues);
    let all = groups.values().fold(RegionSet::default(), |all, group| all | group.regions);
    let mut scores: Vec<(RegionId, u32)> = all.iter().map(|region| (region, score(&groups, region))).collect();
    scores.sort_by_key(|&(region, score)| (std::cmp::Reverse(score), region));
    let Some(&(best, points)) = scores.first() else { return Verdict::Tied(Vec::new()) };
    let beaten = |&(region, less): &(RegionId, u32)| {
        let lacks = |group: &&Group| group.regions.has(region) && !group.regions.has(best);
        let has_all = !groups.values().any(|group| lacks(&group));
        let has_all_but_stray = !groups.values().filter(lacks).any(|group| group.strength >= STRAY);
        points * 10 >= less * CLEARLY
            || has_all && points >= less + LEAD
            || has_all_but_stray && points >= less + SAFE_LEAD
    };
    let mut tied: Vec<RegionId> =
        scores.iter().skip(1).filter(|score| !beaten(score)).map(|&(region, _)| region).collect();
    if tied.is_empty() && points >= ENOUGH {
        return Verdict::Decided(best);
    }
    if points <= ENOUGH / 2 {
        return Verdict::Tied(Vec::new());
    }
    tied.push(best);
    tied.sort_unstable();
    Verdict::Tied(if tied.len() > MANY { Vec::new() } else { tied })
}

/// Clues that say the same.
struct Group {
    regions: RegionSet,
    strength: u32,
    times: u32,
}

fn groups(clues: &[Clue]) -> BTreeMap<(Sort, RegionSet, &str), Group> {
    let mut groups: BTreeMap<(Sort, RegionSet, &str), Group> = BTreeMap::new();
    for clue in clues.iter().filter(|clue| !clue.regions.is_empty()) {
        let group = groups.entry((clue.sort, clue.regions, &clue.identity)).or_insert(Group {
            regions: clue.regions,
            strength: 0,
            times: 0,
        });
        group.strength = group.strength.max(clue.strength());
        group.times += 1;
    }
    groups
}

fn score(groups: &BTreeMap<(Sort, RegionSet, &str), Group>, region: RegionId) -> u32 {
    const REPEATS: u32 = 6;
    let points = |group: &Group| group.strength * (8 + 2 * group.times.min(REPEATS)) / 10;
    groups.values().filter(|group| group.regions.has(region)).map(points).sum()
}
