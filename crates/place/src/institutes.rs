use std::collections::HashMap;
use std::sync::OnceLock;

use crate::clue::{Clue, Sort, Stand};
use crate::cues::Cue;
use crate::declension::is_form;
use crate::lexicon::Lexicon;
use crate::piece::Piece;
use crate::regions::{RegionId, RegionSet, regions};
use crate::words::{Gap, Word};

/// Institutes by their abbreviations, and authorities by their titles.
#[derive(Debug)]
struct Bodies {
    institutes: HashMap<String, RegionSet>,
    titles: Lexicon<usize>,
    /// For each title: the word for the region after it, and the regions.
    authorities: Vec<(&'static str, RegionSet)>,
}

/// Legal forms of institutions; an abbreviation of the region can follow: «ГАУДПО ЛО».
const FORMS: &[&str] = &[
    "гау",
    "гбу",
    "гку",
    "гоу",
    "гаоу",
    "гбоу",
    "гкоу",
    "гоау",
    "гапоу",
    "гбпоу",
    "гаудпо",
    "гбудпо",
    "гаоудпо",
    "гбоудпо",
    "огау",
    "огбу",
    "огку",
    "огаоу",
    "огбоу",
    "огапоу",
    "огбпоу",
    "кгау",
    "кгбу",
    "кгку",
    "кгаоу",
    "кгбоу",
    "ргбу",
    "ргау",
    "бу",
    "ау",
    "боу",
    "аоу",
    "бпоу",
];
/// Between the legal form and the region.
const EDUCATION: &[&str] = &["дпо", "спо", "до", "во", "по"];
/// Institutes that name their region after themselves: «ИРО ЛО».
const NAMELESS: &[&str] = &["иро", "ипк", "ипкро", "цоко", "рцоко", "минобр", "моин", "цнппм"];
/// The words for a region.
const REGION_WORDS: &[&str] = &["область", "край", "республика"];

/// Institutes and authorities among the words; `taken` words belong to a region's name.
pub(crate) fn clues(words: &[Word], pieces: &[Piece<'_>], taken: &[Option<RegionId>]) -> Vec<Clue> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let from_institute = institute(words, at).map(|(length, regions)| (Sort::Institute, length, regions));
        let from_form = || shared(words, at).map(|(length, regions)| (Sort::SharedAbbreviation, length, regions));
        let from_title = || authority(words, at, taken);
        let Some((sort, length, regions)) = from_institute.or_else(from_form).or_else(from_title) else { continue };
        let identity = words[at..at + length].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let identity = if sort == Sort::TypeOnly { format!("{regions:?}") } else { identity };
        found.push(Clue { sort, regions, identity, stand: Stand::of(words, pieces, at, at + length) });
    }
    found
}

fn institute(words: &[Word], at: usize) -> Option<(usize, RegionSet)> {
    let word = words.get(at).filter(|word| word.is_abbreviation())?;
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space && next.is_abbreviation());
    let of_two = next.and_then(|next| bodies().institutes.get(&format!("{} {}", word.text, next.text)));
    let of_one = || bodies().institutes.get(&word.text).map(|&regions| (1, regions));
    of_two.map(|&regions| (2, regions)).or_else(of_one)
}

/// «ГАУ ДПО ЛО», «ИРО ЛО».
fn shared(words: &[Word], at: usize) -> Option<(usize, RegionSet)> {
    let form = words.get(at).filter(|word| word.is_abbreviation())?;
    let next = |at: usize| words.get(at).filter(|word| word.gap == Gap::Space && word.is_abbreviation());
    let is_form_of_law = FORMS.contains(&form.text.as_str());
    if !is_form_of_law && !NAMELESS.contains(&form.text.as_str()) {
        return None;
    }
    let skipped =
        usize::from(is_form_of_law && next(at + 1).is_some_and(|word| EDUCATION.contains(&word.text.as_str())));
    let region = next(at + 1 + skipped)?;
    let regions = regions().shared.get(region.written.as_str())?;
    Some((2 + skipped, *regions))
}

/// «управление образования и науки области»: the title and a word for the region, but not its name.
fn authority(words: &[Word], at: usize, taken: &[Option<RegionId>]) -> Option<(Sort, usize, RegionSet)> {
    const REACH: usize = 9;
    if words.get(at)?.cue != Some(Cue::Authority) {
        return None;
    }
    let is_free = |at: usize| words.get(at).is_some() && taken.get(at).is_none_or(Option::is_none);
    for title in bodies().titles.at(words, at) {
        let (word, set) = bodies().authorities.get(title.value)?;
        let after = at + title.length;
        let length = word.split(' ').count();
        let follows = word
            .split(' ')
            .enumerate()
            .all(|(index, part)| is_free(after + index) && is_form(&words[after + index].text, part));
        if follows && words[after].gap == Gap::Space {
            return Some((Sort::Authority, title.length + length, *set));
        }
    }
    let end = (at + 1..words.len().min(at + REACH)).take_while(|&next| words[next].gap != Gap::Break);
    for next in end {
        if !is_free(next) {
            return None;
        }
        let is_field = matches!(words[next - 1].text.as_str(), "в" | "и" | "из"); // «в области образования»
        if let Some(word) = REGION_WORDS.iter().find(|word| is_form(&words[next].text, word) && !is_field) {
            return Some((Sort::TypeOnly, next + 1 - at, regions().of_type(word)));
        }
    }
    None
}

fn bodies() -> &'static Bodies {
    static BODIES: OnceLock<Bodies> = OnceLock::new();
    BODIES.get_or_init(|| {
        let mut bodies = Bodies {
            institutes: HashMap::new(),
            titles: Lexicon::with_capacity(40).across_commas(),
            authorities: Vec::new(),
        };
        for line in rows(include_str!("../data/institutes.tsv")) {
            let mut cells = line.split('\t');
            let (name, isos) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            bodies.institutes.insert(name.to_lowercase(), set(isos));
        }
        for line in rows(include_str!("../data/authorities.tsv")) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (title, word, isos) = (cell(), cell(), cell());
            bodies.titles.insert(title, bodies.authorities.len());
            bodies.authorities.push((word, set(isos)));
        }
        bodies
    })
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn set(isos: &str) -> RegionSet {
    isos.split(' ').filter_map(|iso| regions().with_iso(iso)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_institute_and_authority_names_regions_that_exist() {
        let tables = [include_str!("../data/institutes.tsv"), include_str!("../data/authorities.tsv")];
        let mut missed = Vec::new();
        for (table, column) in tables.into_iter().zip([1, 2]) {
            for line in rows(table) {
                let isos = line.split('\t').nth(column).unwrap_or_default();
                let unknown = isos.split(' ').filter(|iso| regions().with_iso(iso).is_none());
                missed.extend(unknown.map(|iso| format!("`{iso}` in {line}")));
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
