use std::collections::HashMap;
use std::sync::OnceLock;

use crate::declension::{is_adjective, made_adjectives};
use crate::lexicon::Lexicon;
use crate::regions::{RegionSet, regions};
use crate::row::without_type;
pub(crate) use crate::row::{Level, Territory};

/// A municipality: its row in the classifier.
pub(crate) type TerritoryId = u32;

/// The classifier and the ways to find in it.
#[derive(Debug)]
pub(crate) struct Municipalities {
    rows: Vec<Territory>,
    pub names: Lexicon<TerritoryId>,
    /// The stems of adjectives made of the names of towns: «мытищинск».
    made: HashMap<String, Vec<TerritoryId>>,
}

/// The classifier, read once.
pub(crate) fn municipalities() -> &'static Municipalities {
    static MUNICIPALITIES: OnceLock<Municipalities> = OnceLock::new();
    MUNICIPALITIES.get_or_init(|| Municipalities::read(include_str!("../data/municipalities.tsv")))
}

impl Municipalities {
    fn read(table: &'static str) -> Self {
        const ROWS: usize = 22_000;
        let mut all = Self {
            rows: Vec::with_capacity(ROWS),
            names: Lexicon::with_capacity(ROWS),
            made: HashMap::with_capacity(ROWS / 4),
        };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (code, level, name, parts) = (cell(), cell(), cell(), cell());
            let Some((code, region)) = code
                .parse::<u32>()
                .ok()
                .map(|code| code * 1000)
                .and_then(|code| Some((code, regions().of_oktmo(code)?)))
            else {
                continue;
            };
            let type_first = level == "M";
            let level = match level {
                "m" | "M" => Level::District,
                "o" => Level::Okrug,
                "v" => Level::InnerCity,
                _ => Level::UrbanOkrug,
            };
            all.insert(Territory { oktmo: code, level, written: name, type_first, region, is_adjective: false });
            for part in parts.split(';').filter(|part| part.len() > 3) {
                let Some((number, name)) = part.split_at_checked(3) else { continue };
                let Ok(number) = number.parse::<u32>() else { continue };
                let level = if number < 400 { Level::UrbanSettlement } else { Level::RuralSettlement };
                all.insert(Territory {
                    oktmo: code + number,
                    level,
                    written: name,
                    type_first: false,
                    region,
                    is_adjective: false,
                });
            }
        }
        all
    }

    fn next_id(&self) -> TerritoryId {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    fn insert(&mut self, mut territory: Territory) {
        let id = self.next_id();
        let name = without_type(territory.written);
        territory.is_adjective = name.split(' ').next_back().is_some_and(is_adjective);
        self.names.insert(&name, id);
        // «город Нея и Нейский район» is found by its second name as well.
        if let Some((_, second)) = name.split_once(" и ") {
            self.names.insert(second, id);
        }
        let makes_adjectives = territory.level != Level::RuralSettlement && !territory.is_adjective;
        if makes_adjectives {
            for stem in made_of_all(&name) {
                self.made.entry(stem).or_default().push(id);
            }
        }
        self.rows.push(territory);
    }

    pub fn get(&self, id: TerritoryId) -> Option<&Territory> {
        self.rows.get(id as usize)
    }

    /// The municipalities whose adjective name has this stem.
    pub fn with_adjective(&self, stem: &str) -> Vec<TerritoryId> {
        let is_adjective = |&id: &TerritoryId| self.get(id).is_some_and(|row| row.is_adjective);
        self.names.with_stem(stem).filter(is_adjective).collect()
    }

    /// The towns from whose names an adjective with this stem can be made.
    pub fn with_made_adjective(&self, stem: &str) -> &[TerritoryId] {
        self.made.get(stem).map_or(&[], Vec::as_slice)
    }

    pub fn regions_of(&self, ids: &[TerritoryId]) -> RegionSet {
        ids.iter().filter_map(|&id| self.get(id)).map(|territory| territory.region).collect()
    }
}

/// As [`made_adjectives`], of names of two parts as well: Орехово-Зуево – орехово-зуевск(ий), Павловский Посад –
/// павлово-посадск(ий).
fn made_of_all(name: &str) -> Vec<String> {
    let Some((first, last)) = name.rsplit_once(['-', ' ']) else { return made_adjectives(name) };
    let first = match first.strip_suffix("ский") {
        Some(shorter) => format!("{shorter}о"),
        None if name.contains(' ') => return Vec::new(),
        None => first.to_owned(),
    };
    made_adjectives(last).into_iter().map(|made| format!("{first}-{made}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classifier_is_read_whole() {
        let upper = municipalities().rows.iter().filter(|row| row.is_upper()).count();
        assert_eq!((upper, municipalities().rows.len()), (2_622, 21_801));
    }

    #[test]
    fn an_official_name_has_its_type() {
        let named = |oktmo: u32| {
            let row = municipalities().rows.iter().find(|row| row.oktmo == oktmo);
            row.map(|row| (row.official_name(), row.kind())).unwrap_or_default()
        };
        let cases = [
            (68_606_000, "Знаменский муниципальный район", "муниципальный район"),
            (46_746_000, "городской округ Мытищи", "городской округ"),
            (14_720_000, "Валуйский городской округ", "городской округ"),
            (68_715_000, "городской округ город Мичуринск", "городской округ"),
            (8_624_000, "муниципальный район имени Лазо", "муниципальный район"),
            (68_606_151, "Знаменский поссовет", "городское поселение"),
            (45_381_000, "муниципальный округ Таганский", "внутригородская территория города федерального значения"),
        ];
        let missed: Vec<String> = cases
            .iter()
            .filter(|(oktmo, name, kind)| named(*oktmo) != ((*name).to_owned(), *kind))
            .map(|(oktmo, name, kind)| format!("{oktmo}: expected {name} ({kind}), got {:?}", named(*oktmo)))
            .collect();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
