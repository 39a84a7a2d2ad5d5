use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};
use vekha_lexis::{doer, lemmas};

use crate::words::{Word, words};

/// How a word is put into the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// The folded word itself.
    Exact,
    /// Its dictionary forms, all of them at one position, and the doer it is made from («наставничество»: наставник).
    Lemma,
    /// What the Russian Snowball stemmer leaves of it.
    Stem,
}

impl Form {
    pub const ALL: [Self; 3] = [Self::Exact, Self::Lemma, Self::Stem];

    /// The name under which tantivy knows the analysis.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Lemma => "lemma",
            Self::Stem => "stem",
        }
    }
}

/// A word in all its forms: what texts and queries are compared by.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    pub exact: String,
    pub lemmas: Rc<[String]>,
    pub stem: String,
}

impl Forms {
    pub fn of(word: &str) -> Self {
        Self { exact: word.to_owned(), lemmas: dictionary_forms(word), stem: stem(word) }
    }

    /// Whether both can be the same word in different forms.
    pub fn meets(&self, other: &Self) -> bool {
        self.exact == other.exact
            || self.stem == other.stem
            || self.lemmas.iter().any(|lemma| other.lemmas.contains(lemma))
    }
}

/// The tokenizer that gives tantivy one form of each word.
#[derive(Clone)]
pub(crate) struct Analyzer {
    pub form: Form,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut tokens = Vec::new();
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        for word in words(text) {
            let byte = |character: usize| bytes.get(character).copied().unwrap_or(text.len());
            let token = |text: String| Token {
                offset_from: byte(word.span.start),
                offset_to: byte(word.span.end),
                position: word.position,
                position_length: word.pieces,
                text,
            };
            match self.form {
                Form::Exact => tokens.push(token(word.text.clone())),
                Form::Stem => tokens.push(token(stem(&word.text))),
                Form::Lemma => tokens.extend(dictionary_forms(&word.text).iter().cloned().map(token)),
            }
        }
        Tokens { tokens, next: 0 }
    }
}

/// The tokens of one text.
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

/// The words of a text with their forms.
pub(crate) fn analyse(text: &str) -> Vec<(Word, Forms)> {
    words(text).into_iter().map(|word| (word.clone(), Forms::of(&word.text))).collect()
}

/// An ambiguous word has a few readings; a word the dictionary guesses at could have very many.
const MOST_LEMMAS: usize = 6;
/// The words of official papers repeat: this many hold nearly all of them.
const REMEMBERED: usize = 20_000;

fn dictionary_forms(word: &str) -> Rc<[String]> {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Rc<[String]>>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(word) {
            return Rc::clone(found);
        }
        let mut found = if is_cyrillic(word) { lemmas(word) } else { Vec::new() };
        found.truncate(MOST_LEMMAS);
        if found.is_empty() {
            found.push(word.to_owned());
        }
        let doers: Vec<String> = found.iter().filter_map(|lemma| doer(lemma)).map(str::to_owned).collect();
        found.extend(doers);
        let found: Rc<[String]> = found.into();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(word.to_owned(), Rc::clone(&found));
        found
    })
}

fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|c| matches!(c, 'а'..='я'))
}

fn stem(word: &str) -> String {
    thread_local! {
        static STEMMER: RefCell<TextAnalyzer> =
            RefCell::new(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::Russian)).build());
    }
    STEMMER.with_borrow_mut(|stemmer| {
        let mut stream = stemmer.token_stream(word);
        stream.next().map_or_else(|| word.to_owned(), |token| token.text.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_meet_and_other_words_do_not() {
        let cases = [
            ("наставничество", "наставничества", true),
            ("наставничества", "наставниками", true),
            ("сотрудничество", "сотрудники", false),
            ("люди", "человек", true),
            ("ребенок", "детьми", true),
            ("тамбовская", "тамбовской", true),
            ("кванториуме", "кванториумов", true),
            ("школа", "школьник", false),
            ("план", "планета", false),
        ];
        let wrong: Vec<_> =
            cases.iter().filter(|(a, b, expected)| Forms::of(a).meets(&Forms::of(b)) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn all_lemmas_of_a_word_stand_at_its_position() {
        let mut analyzer = Analyzer { form: Form::Lemma };
        let mut stream = analyzer.token_stream("Ёлки стали");
        let mut line = Vec::new();
        while let Some(token) = stream.next() {
            line.push(format!("{}@{}:{}..{}", token.text, token.position, token.offset_from, token.offset_to));
        }
        insta::assert_snapshot!(line.join(" "), @"елка@0:0..8 стать@1:9..19 сталь@1:9..19");
    }
}
