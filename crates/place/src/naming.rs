use crate::clue::{Clue, Sort, Stand};
use crate::declension::is_form;
use crate::kinds::{Kind, kind_at};
use crate::lexicon::joined;
use crate::piece::{Piece, Weight};
use crate::regions::{RegionId, RegionSet, regions};
use crate::words::{Word, is_head};

/// Regions named in the text, and which words belong to which.
pub(crate) fn clues(words: &[Word], pieces: &[Piece<'_>]) -> (Vec<Clue>, Vec<Option<RegionId>>) {
    let mut found = Vec::new();
    let mut taken = vec![None; words.len()];
    let is_federal = is_federal(words, pieces);
    let mut at = 0;
    while at < words.len() {
        let Some((length, region, mut sort)) = name(words, at) else {
            at += 1;
            continue;
        };
        // «г. Москвы»: the sign belongs to the name.
        let sign = city_sign(words, at).filter(|_| regions().is_city(region));
        let from = sign.unwrap_or(at);
        let stand = Stand::of(words, pieces, from, at + length);
        if regions().is_city(region) {
            sort = city_sort(&words[from..at + length], &stand, sign.is_some(), is_federal);
        }
        taken[from..at + length].iter_mut().for_each(|word| *word = Some(region));
        let identity = regions().name(region).to_owned();
        found.push(Clue { sort, regions: RegionSet::one(region), identity, stand });
        at += length;
    }
    (found, taken)
}

fn name(words: &[Word], at: usize) -> Option<(usize, RegionId, Sort)> {
    let word = words.get(at)?;
    let full = regions().names.at(words, at).into_iter().find(|found| {
        let span = &words[at..at + found.length];
        // A common word begins «республика Коми», but some word of a name is a capital one.
        let is_capital = span.iter().any(|word| word.is_capital() && !"республика".starts_with(&word.text));
        is_capital && !span[0].decoy
    });
    if let Some(found) = full {
        let (region, is_full) = found.value;
        return Some((found.length, region, if is_full { Sort::FullName } else { Sort::OtherName }));
    }
    let region = regions().abbreviations.get(word.written.as_str())?;
    Some((1, *region, Sort::OtherName))
}

fn city_sign(words: &[Word], at: usize) -> Option<usize> {
    (1..=2).filter_map(|back| at.checked_sub(back)).find(|&from| {
        kind_at(words, from).is_some_and(|kind| kind.kind == Kind::City && from + kind.length == at)
            && joined(words, at)
    })
}

/// A city that is a region is a place of meetings and offices as well.
fn city_sort(span: &[Word], stand: &Stand, has_sign: bool, is_federal: bool) -> Sort {
    let stands_alone =
        span.first().is_some_and(|word| word.starts_line) && span.last().is_some_and(|word| word.ends_line);
    match stand.weight {
        Weight::Body | Weight::Party if !stand.is_owner => Sort::Town,
        // Federal orders are signed in Moscow: its name below their head says nothing.
        _ if stands_alone && is_federal => Sort::Stray,
        // And so are those of federal services and of whoever has an office there.
        _ if stands_alone && span.iter().any(|word| word.text.starts_with("москв")) => Sort::Village,
        _ if stands_alone => Sort::LoneTown,
        _ if has_sign || stand.is_owner => Sort::FullName,
        _ => Sort::Town,
    }
}

/// Whether a federal ministry's head stands over the document.
fn is_federal(words: &[Word], pieces: &[Piece<'_>]) -> bool {
    let in_head = |word: &&Word| pieces.get(word.piece).is_some_and(|piece| is_head(piece.weight));
    let has = |name: &str| words.iter().filter(in_head).any(|word| is_form(&word.text, name));
    has("федерация") && has("министерство")
}
