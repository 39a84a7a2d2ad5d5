//! Which of the municipalities named in the text the document belongs to.

use std::collections::BTreeMap;

use vekha_model::{Evidence, Municipality};

use crate::kinds::Kind;
use crate::municipalities::{Level, Territory, TerritoryId, municipalities};
use crate::piece::{Piece, Weight};
use crate::regions::{RegionId, regions};
use crate::territory::{Mention, Role};
use crate::yo::with_yo;

/// The municipality the document belongs to, with the rows of the classifier narrowed to one where that is certain.
pub(crate) fn choose(mentions: &[Mention], region: Option<RegionId>, pieces: &[Piece<'_>]) -> Option<Municipality> {
    let chosen = named(mentions, region).or_else(|| by_seat(mentions, region))?;
    let best = chosen.iter().min_by_key(|mention| mention.stand.weight)?;
    let row = one_row(&chosen, best.kind, mentions, region);
    let evidence = evidence(&chosen, row, mentions, pieces);
    Some(Municipality {
        name: with_yo(&best.name, &evidence),
        kind: row.map(|row| row.kind().to_owned()),
        official_name: row.map(Territory::official_name),
        oktmo: row.map(|row| format!("{:08}", row.oktmo)),
        evidence,
    })
}

/// The mentions of the place that is named most tellingly; none if two are named alike.
fn named(mentions: &[Mention], region: Option<RegionId>) -> Option<Vec<&Mention>> {
    let mut groups: BTreeMap<&str, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.role != Role::Seat && names_municipality(mention, region)) {
        groups.entry(&mention.identity).or_default().push(mention);
    }
    let mut ranked: Vec<(u32, Vec<&Mention>)> =
        groups.into_values().map(|group| (rank(&group), group)).filter(|(rank, _)| *rank > 0).collect();
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let (best, group) = ranked.first()?;
    let next = ranked.get(1).map_or(0, |(rank, _)| *rank);
    let weight = group.iter().map(|mention| mention.stand.weight).min()?;
    let is_clear = match weight {
        Weight::Title | Weight::Head => *best > next,
        Weight::Party => *best >= next * 2 && (group.len() > 1 || group.iter().any(|mention| mention.stand.is_owner)),
        Weight::Body => next == 0 && group.len() > 1,
    };
    // A neighbour's name in the body is no one's evidence.
    let is_elsewhere = region.is_some_and(|region| {
        let ids: Vec<TerritoryId> = group.iter().flat_map(|mention| mention.ids.iter().copied()).collect();
        !ids.is_empty() && !municipalities().regions_of(&ids).has(region)
    });
    (is_clear && !(is_elsewhere && weight > Weight::Head)).then(|| group.clone())
}

/// Villages are where municipalities sit, not municipalities; a few workers' settlements are.
fn names_municipality(mention: &Mention, region: Option<RegionId>) -> bool {
    let here = || {
        let rows = mention.ids.iter().filter_map(|&id| municipalities().get(id));
        rows.filter(|row| Some(row.region) == region)
    };
    match mention.kind {
        Kind::Village => false,
        Kind::UrbanPlace => here().next().is_some() && here().all(Territory::is_upper),
        Kind::City => !mention.ids.is_empty() || mention.stand.is_owner,
        _ => true,
    }
}

fn rank(group: &[&Mention]) -> u32 {
    const REPEATS: usize = 10;
    let one = |mention: &Mention| {
        let points = match mention.stand.weight {
            Weight::Title => 150,
            Weight::Head => 80,
            Weight::Party => 20,
            Weight::Body => 5,
        };
        let points = if mention.stand.is_foreign { points / 4 } else { points };
        let points = if mention.stand.is_owner { points * 13 / 10 } else { points };
        // A settlement inside a district is named beside it, and a town without its type may be anything.
        let is_settlement = matches!(mention.kind, Kind::UrbanSettlement | Kind::RuralSettlement)
            || !mention.ids.is_empty()
                && mention.ids.iter().all(|&id| municipalities().get(id).is_some_and(|row| !row.is_upper()));
        let points = if is_settlement { points / 2 } else { points };
        if mention.role == Role::Lone { points / 3 } else { points }
    };
    let strongest = group.iter().map(|mention| one(mention)).max().unwrap_or(0);
    strongest + strongest * u32::try_from(group.len().min(REPEATS) - 1).unwrap_or(0) / 10
}

/// A document signed in a town that is an okrug of its own, and not the seat of its region, is that town's.
fn by_seat(mentions: &[Mention], region: Option<RegionId>) -> Option<Vec<&Mention>> {
    let seats: Vec<&Mention> =
        mentions.iter().filter(|mention| mention.role == Role::Seat && mention.kind == Kind::City).collect();
    let first = seats.first()?;
    let is_one = seats.iter().all(|seat| seat.identity == first.identity);
    let region = region?;
    let here = |id: TerritoryId| {
        municipalities().get(id).is_some_and(|row| row.region == region && row.level == Level::UrbanOkrug)
    };
    let okrugs: Vec<TerritoryId> = first.ids.iter().copied().filter(|&id| here(id)).collect();
    let is_capital = okrugs.iter().any(|&id| municipalities().get(id).is_some_and(|row| is_capital(row, region)));
    (is_one && okrugs.len() == 1 && !is_capital).then_some(seats)
}

/// The classifier gives the capital of a region the first code of its okrugs.
fn is_capital(row: &Territory, region: RegionId) -> bool {
    let first = row.oktmo % 1_000_000 / 1000;
    !regions().is_city(region) && (first % 100 == 1 || [871, 851, 951].contains(&first))
}

/// The one row that fits the region, the type and the seats.
fn one_row<'m>(
    chosen: &[&Mention],
    kind: Kind,
    mentions: &[Mention],
    region: Option<RegionId>,
) -> Option<&'m Territory> {
    let mut ids: Vec<TerritoryId> = chosen.iter().flat_map(|mention| mention.ids.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<&'static Territory> = ids.iter().filter_map(|&id| municipalities().get(id)).collect();
    let here = |row: &&&Territory| region.is_none_or(|region| row.region == region);
    let rows: Vec<&'static Territory> = rows.iter().filter(here).copied().collect();
    // Between regions the type does not decide: «г. Троицк» of two regions stays without a code.
    let is_one_region = rows.iter().all(|row| Some(row.region) == rows.first().map(|first| first.region));
    if !is_one_region {
        return None;
    }
    let best = rows.iter().map(|row| preference(row, kind)).min()?;
    let mut rows: Vec<&'static Territory> = rows.into_iter().filter(|row| preference(row, kind) == best).collect();
    if rows.len() > 1 {
        let has_seat = |row: &&Territory| {
            mentions.iter().filter(|mention| is_seat(mention)).any(|seat| {
                seat.ids.iter().any(|&id| municipalities().get(id).is_some_and(|inner| is_inside(inner, row)))
            })
        };
        rows.retain(|row| has_seat(row));
    }
    match rows.as_slice() {
        [row] => Some(row),
        _ => None,
    }
}

/// How well a row's level fits the type that the text gives; less is better.
fn preference(row: &Territory, kind: Kind) -> u32 {
    // «город Ирбит» is not the «Ирбитское» okrug around it.
    if kind == Kind::City && row.is_adjective && row.level == Level::UrbanOkrug {
        return 1;
    }
    let order: &[Level] = match kind {
        // The second place is that of the adjective names.
        Kind::City => &[Level::UrbanOkrug, Level::UrbanOkrug, Level::InnerCity, Level::UrbanSettlement],
        Kind::UrbanOkrug => &[Level::UrbanOkrug, Level::Okrug, Level::District],
        Kind::Okrug => &[Level::Okrug, Level::District, Level::UrbanOkrug],
        Kind::District => &[Level::District, Level::Okrug, Level::UrbanOkrug],
        _ => &[],
    };
    let place = order.iter().position(|level| *level == row.level).unwrap_or(order.len());
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Whether the mention is of a town or village that can be a municipality's seat.
pub(crate) fn is_seat(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::City | Kind::UrbanPlace | Kind::Village)
}

/// Whether a settlement lies in a municipality of the upper level.
pub(crate) fn is_inside(inner: &Territory, upper: &Territory) -> bool {
    inner.oktmo != upper.oktmo && inner.oktmo / 1000 == upper.oktmo / 1000
}

fn evidence(chosen: &[&Mention], row: Option<&Territory>, mentions: &[Mention], pieces: &[Piece<'_>]) -> Vec<Evidence> {
    const MOST: usize = 8;
    let mut stands: Vec<_> = chosen.iter().map(|mention| &mention.stand).collect();
    stands.sort_by_key(|stand| stand.weight);
    stands.truncate(MOST);
    let seats = mentions.iter().filter(|mention| {
        is_seat(mention)
            && mention
                .ids
                .iter()
                .any(|&id| municipalities().get(id).zip(row).is_some_and(|(inner, row)| is_inside(inner, row)))
    });
    stands.extend(seats.map(|seat| &seat.stand).take(MOST));
    stands.iter().flat_map(|stand| stand.evidence(pieces)).collect()
}
