use std::sync::OnceLock;

use crate::lexicon::Lexicon;

/// What a common word says about the names near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// An authority: the place named after it is whose document this is.
    Authority,
    /// The place named after it is another's: «опыт Тульской области».
    Foreign,
    /// The name after it is a street's, or that of the person something is called after.
    NamedAfter,
    /// What is quoted after it is a title.
    Titled,
    /// An adjective before it can be that of a village.
    School,
}

/// Words in the nominative, found in every case form.
const CUES: &[(Cue, &str)] = &[
    (
        Cue::Authority,
        "министерство департамент управление комитет администрация правительство губернатор отдел дума глава совет мэрия \
         префектура главное государственное",
    ),
    (Cue::Foreign, "опыт пример стажировка делегация конференция форум поездка визит коллега выезд фестиваль"),
    (Cue::NamedAfter, "улица проспект переулок площадь шоссе бульвар набережная проезд имени"),
    (Cue::Titled, "газета журнал сборник вестник альманах еженедельник издание"),
    (Cue::School, "школа гимназия лицей сош оош нош"),
];

/// Short forms, as they stand.
const SHORT: &[(Cue, &str)] = &[(Cue::NamedAfter, "ул пр просп пер пл ш наб им бул")];

/// What a word, folded and in lower case, says about the names near it.
pub(crate) fn cue(word: &str) -> Option<Cue> {
    let is_short = |words: &str| words.split(' ').any(|short| short == word);
    let short = || SHORT.iter().find(|(_, words)| is_short(words)).map(|(cue, _)| *cue);
    cues().of_word(word).or_else(short)
}

fn cues() -> &'static Lexicon<Cue> {
    static LEXICON: OnceLock<Lexicon<Cue>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon::with_capacity(CUES.len());
        for (cue, words) in CUES {
            words.split(' ').for_each(|word| lexicon.insert(word, *cue));
        }
        lexicon
    })
}
