//! Russian words and their forms. The dictionary (OpenCorpora by way of the crate rumorph) stays behind these functions.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use rumorph::{Analysis, Dictionary};

/// A grammatical case, named as in Universal Dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// кто, что
    Nominative,
    /// кого, чего
    Genitive,
    /// кому, чему
    Dative,
    /// кого, что
    Accusative,
    /// кем, чем
    Instrumental,
    /// о ком, о чём
    Prepositional,
}

/// One reading of a word.
#[derive(Clone, Debug)]
pub struct Word {
    /// The dictionary form, folded (lower case, е for ё).
    pub lemma: String,
    /// Universal Dependencies part of speech: `NOUN`, `PROPN`, `ADJ`, `VERB`, …
    pub pos: &'static str,
    /// The case, if it has one.
    pub case: Option<Case>,
    /// Whether the form is plural; absent where the word has no number.
    pub plural: Option<bool>,
    /// `Masc`, `Fem`, `Neut`.
    pub gender: Option<&'static str>,
    /// `Sur`, `Giv`, `Pat`, `Geo`: what kind of name it is.
    pub name_type: Option<&'static str>,
    /// Whether it names a living being; absent where the word does not say.
    pub animate: Option<bool>,
    /// Whether it is a verb that needs a subject, not a participle, an infinitive or another part of speech.
    pub finite: bool,
    /// How likely this reading is among those of the word, 0–1.
    pub probability: f64,
    /// Whether the dictionary has the word, rather than guessed it by its ending.
    pub known: bool,
    analysis: Analysis,
}

/// All readings of a word, the likeliest first.
pub fn morph(word: &str) -> Rc<[Word]> {
    // Plans say the same words again and again, and each is asked for by several rules: a plan of 80 rows asks 963 times
    // for 83 words. To look one up takes some 5,000 instructions, to remember it 200.
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Rc<[Word]>>> = RefCell::default();
    }
    if word.len() > LONGEST {
        return readings(word);
    }
    if let Some(known) = KNOWN.with_borrow(|known| known.get(word).cloned()) {
        return known;
    }
    let found = readings(word);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(word.to_owned(), Rc::clone(&found));
    });
    found
}

/// Words that are remembered have no more bytes.
const LONGEST: usize = 64;

/// No more words are remembered at a time: some 2 MB for each thread.
const MOST: usize = 2048;

fn readings(word: &str) -> Rc<[Word]> {
    let dictionary = dictionary();
    let known = dictionary.is_known(word);
    let reading = |analysis: Analysis| {
        let tag = dictionary.ud_tag(analysis.ud);
        let feature = |name: &str| tag.as_ref().and_then(|tag| tag.feat(name));
        Word {
            lemma: folded(&analysis.lemma),
            pos: tag.as_ref().map_or("X", |tag| tag.pos()),
            case: feature("Case").and_then(case_named),
            plural: feature("Number").map(|number| number == "Plur"),
            gender: feature("Gender"),
            name_type: feature("NameType"),
            animate: feature("Animacy").map(|animacy| animacy == "Anim"),
            finite: feature("VerbForm") == Some("Fin"),
            probability: analysis.prob,
            known,
            analysis,
        }
    };
    dictionary.analyze(word).into_iter().map(reading).collect()
}

impl Word {
    /// The word in another case, in its own number unless `plural` says otherwise; in lower case.
    pub fn inflect(&self, case: Case, plural: Option<bool>) -> Option<String> {
        let number = plural.or(self.plural).map(|plural| if plural { "Plur" } else { "Sing" });
        let mut features = vec![("Case", case_name(case))];
        features.extend(number.map(|number| ("Number", number)));
        dictionary().inflect(&self.analysis, &features).map(|form| form.word)
    }
}

/// The likeliest dictionary form of a word, folded; a word nobody knows is its own.
pub fn lemma(word: &str) -> String {
    morph(word).first().map_or_else(|| folded(word), |reading| reading.lemma.clone())
}

/// Every dictionary form a word can have, folded, the likeliest first, without repeats.
pub fn lemmas(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reading in morph(word).iter() {
        if !found.contains(&reading.lemma) {
            found.push(reading.lemma.clone());
        }
    }
    found
}

fn dictionary() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::bundled().expect("the bundled dictionary is checked by a test"))
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

const CASES: &[(&str, Case)] = &[
    ("Nom", Case::Nominative),
    ("Gen", Case::Genitive),
    ("Dat", Case::Dative),
    ("Acc", Case::Accusative),
    ("Ins", Case::Instrumental),
    ("Loc", Case::Prepositional),
];

fn case_named(name: &str) -> Option<Case> {
    CASES.iter().find(|(known, _)| *known == name).map(|(_, case)| *case)
}

fn case_name(case: Case) -> &'static str {
    CASES.iter().find(|(_, known)| *known == case).map_or("Nom", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_any_case_has_one_dictionary_form() {
        for (word, expected) in [("наставников", "наставник"), ("Управления", "управление"), ("школах", "школа")]
        {
            assert_eq!(lemma(word), expected, "{word}");
        }
    }

    #[test]
    fn a_genitive_goes_to_the_nominative() {
        let word = morph("управления").iter().find(|word| word.case == Some(Case::Genitive)).cloned().unwrap();
        assert_eq!(word.inflect(Case::Nominative, None).as_deref(), Some("управление"));
        assert_eq!((word.plural, word.gender), (Some(false), Some("Neut")));
    }
}
