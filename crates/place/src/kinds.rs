use std::sync::OnceLock;

use crate::lexicon::{Lexicon, joined};
use crate::words::Word;

/// What a text says a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    District,
    Okrug,
    UrbanOkrug,
    UrbanSettlement,
    RuralSettlement,
    City,
    UrbanPlace,
    Village,
    Formation,
}

/// A type's words in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KindFound {
    pub kind: Kind,
    /// Spelled out, in the nominative.
    pub name: &'static str,
    /// How many words it takes.
    pub length: usize,
}

/// Types in the nominative, found in every case form.
const SPELLED: &[(&str, Kind)] = &[
    ("район", Kind::District),
    ("муниципальный район", Kind::District),
    ("улус", Kind::District),
    ("кожуун", Kind::District),
    ("аймак", Kind::District),
    ("муниципальный округ", Kind::Okrug),
    ("округ", Kind::Okrug),
    ("городской округ", Kind::UrbanOkrug),
    ("городское поселение", Kind::UrbanSettlement),
    ("поссовет", Kind::UrbanSettlement),
    ("сельское поселение", Kind::RuralSettlement),
    ("сельсовет", Kind::RuralSettlement),
    ("поселение", Kind::RuralSettlement),
    ("закрытое административно-территориальное образование", Kind::UrbanOkrug),
    ("муниципальное образование", Kind::Formation),
    ("город", Kind::City),
    ("город-курорт", Kind::City),
    ("рабочий поселок", Kind::UrbanPlace),
    ("поселок городского типа", Kind::UrbanPlace),
    ("поселок", Kind::UrbanPlace),
    ("село", Kind::Village),
    ("деревня", Kind::Village),
    ("станица", Kind::Village),
    ("хутор", Kind::Village),
    ("аул", Kind::Village),
];

/// Short forms, in lower case; those that are also words of their own need the full stop.
const SHORT: &[(&str, &str, Kind, Stop)] = &[
    ("р-н", "район", Kind::District, Stop::Free),
    ("м.р.", "муниципальный район", Kind::District, Stop::Needed),
    ("м.о.", "муниципальный округ", Kind::Okrug, Stop::Needed),
    ("г.о.", "городской округ", Kind::UrbanOkrug, Stop::Needed),
    ("г.п.", "городское поселение", Kind::UrbanSettlement, Stop::Needed),
    ("с.п.", "сельское поселение", Kind::RuralSettlement, Stop::Needed),
    ("г", "город", Kind::City, Stop::Free),
    ("гор.", "город", Kind::City, Stop::Needed),
    ("р.п.", "рабочий поселок", Kind::UrbanPlace, Stop::Free),
    ("рп", "рабочий поселок", Kind::UrbanPlace, Stop::Free),
    ("п.г.т.", "поселок городского типа", Kind::UrbanPlace, Stop::Free),
    ("пгт", "поселок городского типа", Kind::UrbanPlace, Stop::Free),
    ("п.", "поселок", Kind::UrbanPlace, Stop::Needed),
    ("пос.", "поселок", Kind::UrbanPlace, Stop::Needed),
    ("с.", "село", Kind::Village, Stop::Needed),
    ("д.", "деревня", Kind::Village, Stop::Needed),
    ("дер.", "деревня", Kind::Village, Stop::Needed),
    ("ст.", "станица", Kind::Village, Stop::Needed),
    ("ст-ца", "станица", Kind::Village, Stop::Free),
    ("х.", "хутор", Kind::Village, Stop::Needed),
];

/// Abbreviations as written.
const CAPITALS: &[(&str, &str, Kind)] = &[
    ("МО", "муниципальное образование", Kind::Formation),
    ("ГО", "городской округ", Kind::UrbanOkrug),
    ("МР", "муниципальный район", Kind::District),
    ("ЗАТО", "ЗАТО", Kind::UrbanOkrug),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Free,
    Needed,
}

/// The type whose words begin at `at`, the longest.
pub(crate) fn kind_at(words: &[Word], at: usize) -> Option<KindFound> {
    // A word is asked by each pattern of a name: six times and more.
    *words.get(at)?.kind.get_or_init(|| read_kind(words, at))
}

fn read_kind(words: &[Word], at: usize) -> Option<KindFound> {
    let word = words.get(at)?;
    let spelled = spelled().at(words, at).into_iter().next();
    let spelled = spelled.and_then(|found| {
        let (name, kind) = SPELLED.get(found.value)?;
        Some(KindFound { kind: *kind, name, length: found.length })
    });
    let capitals = || {
        let (_, name, kind) = CAPITALS.iter().find(|(short, ..)| *short == word.written)?;
        Some(KindFound { kind: *kind, name, length: 1 })
    };
    spelled.or_else(|| short_at(words, at)).or_else(capitals)
}

fn short_at(words: &[Word], at: usize) -> Option<KindFound> {
    const LONGEST: usize = 3;
    if words.get(at).is_none_or(|word| word.text.chars().count() > LONGEST) {
        return None;
    }
    SHORT
        .iter()
        .filter(|(short, ..)| words.get(at).is_some_and(|word| short.starts_with(&word.text)))
        .filter_map(|(short, name, kind, stop)| {
            let parts: Vec<&str> = short.split(['.', '-']).filter(|part| !part.is_empty()).collect();
            let fits = parts.iter().enumerate().all(|(index, part)| {
                let next = at + index;
                words.get(next).is_some_and(|word| {
                    word.text == *part
                        && (index == 0 || joined(words, next))
                        && (*stop == Stop::Free || word.dotted)
                        // «2020 г. Знаменский район», «90 с.»: a unit after a number.
                        && !(index == 0 && word.after_digit)
                })
            });
            fits.then_some(KindFound { kind: *kind, name, length: parts.len() })
        })
        .max_by_key(|found| found.length)
}

fn spelled() -> &'static Lexicon<usize> {
    static SPELLED_LEXICON: OnceLock<Lexicon<usize>> = OnceLock::new();
    SPELLED_LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon::with_capacity(SPELLED.len());
        for (index, (name, _)) in SPELLED.iter().enumerate() {
            lexicon.insert(name, index);
        }
        lexicon
    })
}
