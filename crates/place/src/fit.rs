//! Which rows of the classifier a name in the text can mean, and how it is written in the nominative.

use crate::declension::{is_adjective, made_adjectives};
use crate::kinds::Kind;
use crate::municipalities::{Level, TerritoryId, municipalities};

/// «Губкинский городской округ» is the okrug, not the town of Губкинский, if there are both.
pub(crate) fn not_towns(ids: Vec<TerritoryId>) -> Vec<TerritoryId> {
    let others: Vec<TerritoryId> =
        ids.iter().copied().filter(|&id| municipalities().get(id).is_some_and(|row| !row.is_called_town())).collect();
    if others.is_empty() { ids } else { others }
}

pub(crate) fn goes_after_name(kind: Kind) -> bool {
    matches!(kind, Kind::District | Kind::Okrug | Kind::UrbanOkrug | Kind::UrbanSettlement | Kind::RuralSettlement)
}

/// «муниципальный район «Боровский район»» has its type twice.
pub(crate) fn can_quote(kind: Kind) -> bool {
    matches!(kind, Kind::Formation | Kind::District | Kind::Okrug | Kind::UrbanOkrug)
}

pub(crate) fn is_town_level(level: Level) -> bool {
    matches!(level, Level::UrbanOkrug | Level::UrbanSettlement)
}

/// Whether a row can be called by this type; since 2019 many districts became okrugs under the same name.
pub(crate) fn fits(id: TerritoryId, kind: Kind, name_first: bool) -> bool {
    let Some(row) = municipalities().get(id) else { return false };
    match kind {
        // The «район» of Saint Petersburg is larger than its municipalities and none itself.
        Kind::District if row.level == Level::InnerCity && row.oktmo / 1_000_000 == 40 => false,
        Kind::District if name_first => row.is_upper() && (row.is_adjective || row.level != Level::UrbanOkrug),
        // «администрации района Лобня»: before a name the type is that of a city's part, or of one named so.
        Kind::District => row.level == Level::InnerCity || row.level == Level::District && !row.is_adjective,
        Kind::Okrug | Kind::UrbanOkrug | Kind::Formation => row.is_upper(),
        Kind::City => is_town_level(row.level) || row.level == Level::InnerCity && !row.is_adjective,
        Kind::UrbanPlace => matches!(row.level, Level::UrbanOkrug | Level::UrbanSettlement | Level::InnerCity),
        Kind::Village => row.level == Level::RuralSettlement,
        // Moscow has «поселение Вороновское».
        Kind::RuralSettlement if row.level == Level::InnerCity => !name_first && row.is_called_settlement(),
        Kind::UrbanSettlement => row.level == Level::UrbanSettlement,
        Kind::RuralSettlement => row.level == Level::RuralSettlement,
    }
}

/// Whether the town whose adjective was made can be meant: «Мытищинский район» is Мытищи.
pub(crate) fn fits_made(id: TerritoryId, kind: Kind) -> bool {
    let Some(row) = municipalities().get(id) else { return false };
    match kind {
        Kind::UrbanSettlement => row.level == Level::UrbanSettlement,
        Kind::District | Kind::Okrug | Kind::UrbanOkrug => row.level == Level::UrbanOkrug,
        _ => false,
    }
}

/// Settlements and okrugs whose adjective is made of a seat's name: «р. п. Знаменка» of the «Знаменский поссовет».
pub(crate) fn named_after(bare: &str, kind: Kind) -> Vec<TerritoryId> {
    let folded = vekha_lexis::fold(bare);
    made_adjectives(folded.text())
        .iter()
        .flat_map(|stem| municipalities().with_adjective(stem))
        .filter(|&id| fits_named_after(id, kind))
        .collect()
}

/// Okrugs whose adjective is not made of their town's name: Новопавловск, Светлоград, Зеленокумск, Мартюш.
const NOT_OF_TOWNS: &[u32] = &[7_716_000, 7_731_000, 7_735_000, 65_712_000];

/// Whether a row is an okrug called after its town.
pub(crate) fn is_okrug_of_town(id: TerritoryId) -> bool {
    municipalities().get(id).is_some_and(|row| row.level == Level::UrbanOkrug && !NOT_OF_TOWNS.contains(&row.oktmo))
}

/// Whether a row with an adjective name can be that of the town the adjective is made of.
fn fits_named_after(id: TerritoryId, kind: Kind) -> bool {
    let Some(row) = municipalities().get(id) else { return false };
    match kind {
        Kind::City => is_town_level(row.level),
        Kind::UrbanPlace => row.level == Level::UrbanSettlement,
        Kind::Village => row.level == Level::RuralSettlement,
        _ => false,
    }
}

/// An unknown adjective is taken for a place's name only if it is made of one: «Заозёрский», not «Новый».
pub(crate) fn is_possessive(stem: &str) -> bool {
    (stem.ends_with("ск") || stem.ends_with("цк")) && stem.chars().count() > 4 && !NOT_PLACES.contains(&stem)
}

/// Stems of adjectives that say what a district or okrug is for.
const NOT_PLACES: &[&str] = &[
    "российск",
    "городск",
    "сельск",
    "гражданск",
    "советск",
    "педагогическ",
    "методическ",
    "административн",
    "географическ",
    "экономическ",
    "физкультурн",
    "климатическ",
    "исторически",
];

/// An adjective in the gender of its type: «Ангарское» – «Ангарский городской округ».
pub(crate) fn agreeing(bare: &str, kind: Kind) -> String {
    let neuter =
        matches!(kind, Kind::UrbanSettlement | Kind::RuralSettlement) && !bare.ends_with("ий") && !bare.ends_with("ый");
    let masculine = ["ый", "ий", "ой"].iter().any(|ending| bare.ends_with(ending));
    if neuter || masculine || !is_adjective(&bare.to_lowercase()) {
        return bare.to_owned();
    }
    let stem: String = bare.chars().take(bare.chars().count() - 2).collect();
    let ending = if stem.ends_with(['к', 'г', 'х', 'ш', 'щ', 'ж', 'ч']) { "ий" } else { "ый" };
    stem + ending
}

pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
