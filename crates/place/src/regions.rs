use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::OnceLock;

use vekha_lexis::fold;
use vekha_model::{Candidate, Evidence, Region};

use crate::lexicon::Lexicon;

/// A federal subject: its row in the table.
pub(crate) type RegionId = usize;

/// A set of federal subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RegionSet(u128);

impl RegionSet {
    pub fn one(region: RegionId) -> Self {
        Self(1 << region)
    }

    pub fn has(self, region: RegionId) -> bool {
        self.0 >> region & 1 == 1
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = RegionId> {
        (0..regions().rows.len()).filter(move |&region| self.has(region))
    }
}

impl BitOr for RegionSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<RegionId> for RegionSet {
    fn from_iter<I: IntoIterator<Item = RegionId>>(regions: I) -> Self {
        regions.into_iter().fold(Self::default(), |set, region| set | Self::one(region))
    }
}

/// The table of federal subjects and the ways to name them.
#[derive(Debug)]
pub(crate) struct Regions {
    rows: Vec<Row>,
    /// Full and other names, declined; `true` for a full one.
    pub names: Lexicon<(RegionId, bool)>,
    /// Abbreviations of one region, as written.
    pub abbreviations: HashMap<&'static str, RegionId>,
    /// Abbreviations that several regions share, as written.
    pub shared: HashMap<&'static str, RegionSet>,
    by_iso: HashMap<&'static str, RegionId>,
}

#[derive(Debug)]
struct Row {
    oktmo: &'static str,
    iso: Option<&'static str>,
    name: &'static str,
    district: Option<&'static str>,
}

/// The table, read once.
pub(crate) fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(|| Regions::read(include_str!("../data/regions.tsv")))
}

impl Regions {
    fn read(table: &'static str) -> Self {
        let mut regions = Self {
            rows: Vec::new(),
            names: Lexicon::with_capacity(200),
            abbreviations: HashMap::new(),
            shared: HashMap::new(),
            by_iso: HashMap::new(),
        };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let region = regions.rows.len();
            let (oktmo, iso, name, district) = (cell(), some(cell()), cell(), some(cell()));
            regions.insert_names(name, region, true);
            for name in list(cell()) {
                regions.insert_names(name, region, name.contains(' '));
            }
            regions.abbreviations.extend(list(cell()).map(|short| (short, region)));
            for short in list(cell()) {
                let set = regions.shared.entry(short).or_default();
                *set = *set | RegionSet::one(region);
            }
            regions.by_iso.extend(iso.map(|iso| (iso, region)));
            regions.rows.push(Row { oktmo, iso, name, district });
        }
        regions
    }

    fn insert_names(&mut self, name: &str, region: RegionId, is_full: bool) {
        let folded = fold(name);
        self.names.insert(folded.text(), (region, is_full));
        for (full, short) in [("область", "обл"), ("республика", "респ")] {
            if folded.text().contains(full) {
                self.names.insert(&folded.text().replace(full, short), (region, is_full));
            }
        }
    }

    /// The region of an ISO 3166-2 code without its country.
    pub fn with_iso(&self, code: &str) -> Option<RegionId> {
        // Крым has no code in ISO 3166-2:RU; its row is known by the ОКТМО.
        let crimea = || self.rows.iter().position(|row| code == "43" && row.oktmo.starts_with("35"));
        self.by_iso.get(format!("RU-{code}").as_str()).copied().or_else(crimea)
    }

    /// The region in which a municipality lies, by its ОКТМО code.
    pub fn of_oktmo(&self, code: u32) -> Option<RegionId> {
        let digits = format!("{code:08}");
        // The autonomous okrugs have codes inside those of Архангельская and Тюменская: 118…, 718…, 719….
        let within = |row: &Row| row.oktmo[..3] == digits[..3] && !row.oktmo[..3].ends_with('0');
        let alone = |row: &Row| row.oktmo[..2] == digits[..2] && row.oktmo[2..].starts_with('0');
        self.rows.iter().position(within).or_else(|| self.rows.iter().position(alone))
    }

    /// The regions whose name has a word, as «область».
    pub fn of_type(&self, word: &str) -> RegionSet {
        let has_word = |row: &Row| match word {
            "область" => row.name.contains("область") && !row.name.contains("автономная"),
            word => row.name.to_lowercase().contains(word),
        };
        (0..self.rows.len()).filter(|&region| has_word(&self.rows[region])).collect()
    }

    pub fn name(&self, region: RegionId) -> &'static str {
        self.rows.get(region).map_or("", |row| row.name)
    }

    /// Whether the region is a city.
    pub fn is_city(&self, region: RegionId) -> bool {
        ["Москва", "Санкт-Петербург", "Севастополь", "Байконур"].contains(&self.name(region))
    }

    pub fn candidate(&self, region: RegionId) -> Option<Candidate> {
        let row = self.rows.get(region)?;
        Some(Candidate { name: row.name.to_owned(), iso: row.iso.map(str::to_owned), oktmo: row.oktmo.to_owned() })
    }

    pub fn region(&self, region: RegionId, evidence: Vec<Evidence>) -> Option<Region> {
        let row = self.rows.get(region)?;
        Some(Region {
            name: row.name.to_owned(),
            iso: row.iso.map(str::to_owned),
            oktmo: row.oktmo.to_owned(),
            federal_district: row.district.map(str::to_owned),
            evidence,
            candidates: Vec::new(),
        })
    }
}

fn some(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

pub(crate) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_row_of_the_classifier() {
        assert_eq!(regions().rows.len(), 86);
        assert_eq!(regions().of_type("край").iter().count(), 9);
        assert_eq!(regions().of_type("область").iter().count(), 46);
    }

    #[test]
    fn a_municipality_s_code_tells_its_region_inside_a_compound_one_as_well() {
        for (code, name) in [
            (46_746_000, "Московская область"),
            (71_876_000, "Ханты-Мансийский автономный округ — Югра"),
            (71_951_000, "Ямало-Ненецкий автономный округ"),
            (71_701_000, "Тюменская область"),
            (11_851_000, "Ненецкий автономный округ"),
            (11_701_000, "Архангельская область"),
            (1_701_000, "Алтайский край"),
            (57_851_000, "Пермский край"),
        ] {
            assert_eq!(regions().of_oktmo(code).map(|region| regions().name(region)), Some(name), "{code}");
        }
    }
}
