use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::declension::{is_adjective, made_adjectives};
use crate::lexicon::Lexicon;
use crate::regions::{RegionId, RegionSet, regions};

/// A municipality: its row in the classifier.
pub(crate) type TerritoryId = u32;

/// What a municipality is by the classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    District,
    Okrug,
    UrbanOkrug,
    InnerCity,
    UrbanSettlement,
    RuralSettlement,
}

/// One row of the classifier.
#[derive(Clone, Debug)]
pub(crate) struct Territory {
    pub oktmo: u32,
    pub level: Level,
    /// As the classifier has it, in the compact form of the data file.
    written: &'static str,
    /// Whether the type stands before the name, as in «муниципальный район имени Лазо».
    type_first: bool,
    pub region: RegionId,
    /// Whether its name declines as an adjective.
    pub is_adjective: bool,
}

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

impl Territory {
    pub fn is_upper(&self) -> bool {
        !matches!(self.level, Level::UrbanSettlement | Level::RuralSettlement)
    }

    /// Whether it has a town's and a district's name, as «город Нея и Нейский район».
    pub fn has_two_names(&self) -> bool {
        self.written.contains(" и ")
    }

    /// Whether its name has the word «город».
    pub fn is_called_town(&self) -> bool {
        self.written.contains("город ")
    }

    /// Whether it is an urban okrug; Moscow has two inside.
    pub fn is_urban_okrug(&self) -> bool {
        self.level == Level::UrbanOkrug || self.written.starts_with("городской округ")
    }

    /// Whether its name has the word «поселение».
    pub fn is_called_settlement(&self) -> bool {
        self.written.starts_with("поселение ")
    }

    /// The official type (Federal Law 131-FZ, article 2).
    pub fn kind(&self) -> &'static str {
        match self.level {
            Level::District => "муниципальный район",
            Level::Okrug => "муниципальный округ",
            Level::UrbanOkrug => "городской округ",
            Level::InnerCity if self.is_urban_okrug() => "городской округ",
            Level::InnerCity => "внутригородская территория города федерального значения",
            Level::UrbanSettlement => "городское поселение",
            Level::RuralSettlement => "сельское поселение",
        }
    }

    /// The classifier's name with the type that its heading gives.
    pub fn official_name(&self) -> String {
        let name = self.full_words();
        match self.level {
            Level::InnerCity => name,
            Level::RuralSettlement | Level::UrbanSettlement if name.ends_with("совет") => name,
            _ if name.contains(self.kind()) => name,
            Level::District if !self.type_first => format!("{name} {}", self.kind()),
            Level::UrbanOkrug if self.is_adjective && !name.contains(' ') => format!("{name} {}", self.kind()),
            Level::RuralSettlement | Level::UrbanSettlement if self.is_adjective => format!("{name} {}", self.kind()),
            _ => format!("{} {name}", self.kind()),
        }
    }

    /// The bare name in the nominative, without types, capital letters as in the classifier.
    pub fn bare_name(&self) -> String {
        let words = self.full_words();
        let folded: Vec<String> = words.split(' ').map(|word| word.chars().map(small).collect()).collect();
        let bare = bare_range(&folded.iter().map(String::as_str).collect::<Vec<_>>());
        words.split(' ').skip(bare.start).take(bare.len()).collect::<Vec<_>>().join(" ")
    }

    fn full_words(&self) -> String {
        let words = self
            .written
            .split(' ')
            .map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// How the data file shortens the types of settlements.
const SHORT: &[(&str, &str)] = &[
    ("сс", "сельсовет"),
    ("пс", "поссовет"),
    ("с", "село"),
    ("рп", "рабочий поселок"),
    ("пгт", "поселок городского типа"),
    ("дп", "дачный поселок"),
];

/// Words before a name that are types; folded.
const BEFORE: &[&str] = &[
    "с",
    "рп",
    "пгт",
    "дп",
    "село",
    "деревня",
    "станица",
    "станция",
    "хутор",
    "аул",
    "рабочий",
    "поселок",
    "городского",
    "типа",
    "дачный",
    "город",
    "город-курорт",
    "город-герой",
    "зато",
    "муниципальный",
    "муниципальное",
    "образование",
    "округ",
    "городской",
    "поселение",
];
/// Words after a name that are types; folded.
const AFTER: &[&str] = &[
    "сс",
    "пс",
    "сельсовет",
    "поссовет",
    "зато",
    "муниципальный",
    "район",
    "округ",
    "наслег",
    "волость",
    "сомон",
    "поселение",
];

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

fn small(c: char) -> char {
    match c {
        'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        'Ё' | 'ё' => 'е',
        c => c,
    }
}

/// The name's words that are no types, folded. The data file is clean, so lower case and е for ё are all of the folding.
fn without_type(written: &str) -> String {
    let folded: String = written.chars().map(small).collect();
    if !folded.contains(' ') {
        return folded;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    words.get(bare_range(&words)).unwrap_or_default().join(" ")
}

/// Which of the words, folded, are the name; at least one.
fn bare_range(words: &[&str]) -> Range<usize> {
    let last = words.len().saturating_sub(1);
    let start = words.iter().take(last).take_while(|word| BEFORE.contains(word)).count();
    let after = words.iter().skip(start + 1).rev().take_while(|word| AFTER.contains(word)).count();
    start..words.len() - after
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
