use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Place;

/// A federal subject of Russia, with the words it was found by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// «Тамбовская область».
    pub name: String,
    /// ISO 3166-2:RU code, where there is one: `RU-TAM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// ОКТМО code, eight digits.
    pub oktmo: String,
    /// The federal district, without the word: «Центральный».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federal_district: Option<String>,
    /// The words that say so.
    pub evidence: Vec<Evidence>,
    /// Always empty on a region that was decided; kept so that the field is there to look at.
    #[serde(default)]
    pub candidates: Vec<Candidate>,
}

/// A municipality, with the words it was found by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Municipality {
    /// As the document calls it, in the nominative, type included: «Знаменский район».
    pub name: String,
    /// The official type: «муниципальный район», «городской округ»; absent where the classifier does not have it.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The classifier's name: «Знаменский муниципальный район».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_name: Option<String>,
    /// ОКТМО code, eight digits; absent where the classifier has no such place or the region is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oktmo: Option<String>,
    /// The words that say so.
    pub evidence: Vec<Evidence>,
}

/// Words that point to a place on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The words as written.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

/// A region that fits the evidence as well as others do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// «Тамбовская область».
    pub name: String,
    /// ISO 3166-2:RU code, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// ОКТМО code, eight digits.
    pub oktmo: String,
}
