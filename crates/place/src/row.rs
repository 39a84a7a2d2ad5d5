use std::ops::Range;

use crate::regions::RegionId;

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
    pub written: &'static str,
    /// Whether the type stands before the name, as in «муниципальный район имени Лазо».
    pub type_first: bool,
    pub region: RegionId,
    /// Whether its name declines as an adjective.
    pub is_adjective: bool,
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

fn small(c: char) -> char {
    match c {
        'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        'Ё' | 'ё' => 'е',
        c => c,
    }
}

/// The name's words that are no types, folded. The data file is clean, so lower case and е for ё are all of the folding.
pub(crate) fn without_type(written: &str) -> String {
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
