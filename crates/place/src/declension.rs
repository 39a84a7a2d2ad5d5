//! Forms of place names. The dictionary of Russian does not know most of them, and a name list needs no dictionary:
//! the nominative's ending says which endings the other cases can have.

/// What is left of a word without its ending, and the endings it can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stem {
    pub text: String,
    pub endings: &'static [&'static str],
}

const ADJECTIVE: &[&str] = &[
    "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ую", "юю", "ым", "им", "ом",
    "ем", "ей", "ых", "их", "ыми", "ими", "ою", "ею",
];
const HARD_FEMININE: &[&str] = &["а", "ы", "и", "е", "у", "ой", "ою", "ей"];
const SOFT_FEMININE: &[&str] = &["я", "и", "е", "ю", "ей", "ею"];
const SOFT_SIGN: &[&str] = &["ь", "и", "ью", "я", "ю", "ем", "е"];
const NEUTER: &[&str] = &["о", "а", "у", "ом", "е"];
const SOFT_NEUTER: &[&str] = &["е", "я", "ю", "ем", "а", "у", "и"];
const HARD_PLURAL: &[&str] = &["ы", "", "ов", "ам", "ами", "ах"];
const SOFT_PLURAL: &[&str] = &["и", "", "ов", "ей", "ам", "ям", "ами", "ями", "ах", "ях"];
const SOFT_MASCULINE: &[&str] = &["й", "я", "ю", "ем", "е", "и"];
const MASCULINE: &[&str] = &["", "а", "у", "ом", "ем", "ым", "е"];
/// The cases that lose the fleeting vowel: Орёл, Орла.
const MASCULINE_OBLIQUE: &[&str] = &["а", "у", "ом", "ем", "е"];
const UNCHANGED: &[&str] = &[""];
/// The longest ending above has so many letters.
const LONGEST_ENDING: usize = 3;

/// The stems of a word in the nominative, folded; all forms of the word are one of them with one of its endings.
pub(crate) fn stems(word: &str) -> Vec<Stem> {
    let stem = |cut: usize, endings| Stem { text: without_last(word, cut).to_owned(), endings };
    let fleeting = |cut: usize, add: &str, endings| Stem { text: without_last(word, cut).to_owned() + add, endings };
    if is_adjective(word) {
        let adjective = stem(2, ADJECTIVE);
        return match last_two(word) {
            "ие" => vec![adjective, stem(1, SOFT_NEUTER)],    // Нижние, but поселение
            "ой" => vec![adjective, stem(1, SOFT_MASCULINE)], // Каневской, but Уренгой
            _ => vec![adjective],
        };
    }
    let mut found = match word.chars().next_back() {
        Some('а') => vec![stem(1, HARD_FEMININE)],
        Some('я') => vec![stem(1, SOFT_FEMININE)],
        Some('ь') => vec![stem(1, SOFT_SIGN)],
        Some('о') => vec![stem(1, NEUTER)],
        Some('е') => vec![stem(1, SOFT_NEUTER)],
        Some('ы') => vec![stem(1, HARD_PLURAL)],
        Some('и') => vec![stem(1, SOFT_PLURAL)],
        Some('й') => vec![stem(1, SOFT_MASCULINE)],
        Some(last) if "уюэ".contains(last) => vec![stem(0, UNCHANGED)],
        Some(_) => vec![stem(0, MASCULINE)],
        None => Vec::new(),
    };
    match last_two(word) {
        "цы" => found.push(fleeting(2, "ец", UNCHANGED)), // Люберцы, Люберец
        "ки" => found.extend([fleeting(2, "ок", UNCHANGED), fleeting(2, "ек", UNCHANGED)]), // Химки, Химок
        "ец" if without_last(word, 2).ends_with('л') => found.push(fleeting(2, "ьц", MASCULINE_OBLIQUE)), // Елец, Ельца
        "ец" => found.push(fleeting(2, "ц", MASCULINE_OBLIQUE)), // Городец, Городца
        "ок" | "ек" => found.push(fleeting(2, "к", MASCULINE_OBLIQUE)), // Торжок, Торжка
        "ел" if word.chars().count() == 4 => found.push(fleeting(2, "л", MASCULINE_OBLIQUE)), // Орёл, Орла
        _ => {}
    }
    found
}

/// Whether `form` is a form of the word whose nominative is `word`; both folded.
pub(crate) fn is_form(form: &str, word: &str) -> bool {
    form == word
        || stems(word)
            .iter()
            .any(|stem| form.strip_prefix(stem.text.as_str()).is_some_and(|ending| stem.endings.contains(&ending)))
}

/// All ways to cut a form into stem and ending.
pub(crate) fn cuts(form: &str) -> impl Iterator<Item = (&str, &str)> {
    let letters = form.chars().count();
    (0..=LONGEST_ENDING.min(letters.saturating_sub(1))).map(|cut| {
        let stem = without_last(form, cut);
        (stem, &form[stem.len()..])
    })
}

/// Whether a nominative declines as an adjective does.
pub(crate) fn is_adjective(word: &str) -> bool {
    word.chars().count() > 4 && ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"].contains(&last_two(word))
}

/// The stem of an adjective in any form; none if the word does not end as one.
pub(crate) fn adjective_stem(form: &str) -> Option<&str> {
    cuts(form).find(|(stem, ending)| ADJECTIVE.contains(ending) && stem.chars().count() > 2).map(|(stem, _)| stem)
}

/// The stems that an adjective made of a place's name can have: Знаменка – знаменск(ий), Химки – химкинск(ий).
pub(crate) fn made_adjectives(name: &str) -> Vec<String> {
    if is_adjective(name) {
        let stem = without_last(name, 2);
        return vec![stem.to_owned(), format!("{stem}овск")]; // Степное – Степновское
    }
    let base = name.trim_end_matches(['а', 'я', 'ь', 'о', 'е', 'ы', 'и', 'й']);
    if base.chars().count() < 3 {
        return Vec::new();
    }
    if base.ends_with("ск") || base.ends_with("цк") {
        return vec![base.to_owned()];
    }
    let mut made = vec![format!("{base}ск"), format!("{base}инск"), format!("{base}овск"), format!("{base}евск")];
    if let Some(shorter) = base.strip_suffix('к').filter(|_| base != name) {
        made.push(format!("{shorter}ск"));
        made.push(format!("{shorter}енск"));
    }
    if let Some(shorter) = base.strip_suffix("ец") {
        made.push(format!("{base}к")); // Елец – елецкий
        made.push(format!("{shorter}цевск"));
    }
    if let Some(shorter) = base.strip_suffix('ц').filter(|_| base != name) {
        made.push(format!("{shorter}ецк")); // Люберцы – люберецкий
    }
    if base.ends_with('л') {
        made.push(format!("{base}ьск")); // Оскол – оскольский
    }
    if let Some(shorter) = base.strip_suffix("ел") {
        made.push(format!("{shorter}ловск")); // Орёл – орловский
    }
    made
}

fn without_last(word: &str, letters: usize) -> &str {
    word.char_indices().rev().nth(letters.wrapping_sub(1)).map_or(word, |(at, _)| &word[..at])
}

fn last_two(word: &str) -> &str {
    word.char_indices().rev().nth(1).map_or("", |(at, _)| &word[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_name_are_known_by_its_nominative() {
        const FORMS: &[(&str, &str)] = &[
            ("знаменский", "знаменского знаменскому знаменским знаменском"),
            ("тамбовская", "тамбовской тамбовскую"),
            ("мытищи", "мытищ мытищам мытищами мытищах"),
            ("химки", "химок химках"),
            ("люберцы", "люберец люберцах"),
            ("тамбов", "тамбова тамбову тамбовом тамбове"),
            ("киров", "кирова кировым"),
            ("орел", "орла орлом орле"),
            ("елец", "ельца ельце"),
            ("торжок", "торжка торжке"),
            ("пермь", "перми пермью"),
            ("ярославль", "ярославля ярославле"),
            ("лобня", "лобни лобне"),
            ("самара", "самары самаре самарой"),
            ("коломна", "коломны коломне"),
            ("иваново", "иванова иванове"),
            ("сочи", "сочи"),
            ("шахты", "шахт шахтах"),
            ("челны", "челнов"),
            ("поречье", "поречья поречью"),
            ("поселение", "поселения поселением"),
            ("уренгой", "уренгоя уренгое"),
            ("область", "области областью"),
        ];
        let missed: Vec<String> = FORMS
            .iter()
            .flat_map(|(word, forms)| forms.split(' ').map(move |form| (form, *word)))
            .filter(|(form, word)| !is_form(form, word))
            .map(|(form, word)| format!("{form}: not seen as a form of {word}"))
            .collect();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn a_neighbouring_name_is_no_form() {
        for (form, word) in
            [("кировск", "киров"), ("омск", "ом"), ("иванов", "иваново"), ("", "й"), ("районов", "район")]
        {
            assert!(!is_form(form, word), "{form} is taken for a form of {word}");
        }
    }

    #[test]
    fn an_adjective_is_made_of_a_name() {
        const MADE: &[(&str, &str)] = &[
            ("знаменка", "знаменск"),
            ("мытищи", "мытищинск"),
            ("химки", "химкинск"),
            ("тамбов", "тамбовск"),
            ("елец", "елецк"),
            ("люберцы", "люберецк"),
            ("орел", "орловск"),
            ("курск", "курск"),
            ("мордово", "мордовск"),
            ("мучкапский", "мучкапск"),
        ];
        let missed: Vec<String> = MADE
            .iter()
            .filter(|(name, adjective)| !made_adjectives(name).iter().any(|made| made == adjective))
            .map(|(name, adjective)| format!("{name}: {:?} without {adjective}", made_adjectives(name)))
            .collect();
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn short_and_strange_words_do_no_harm() {
        for word in ["", "й", "ь", "ец", "ой", "x", "я"] {
            let _ = (stems(word), made_adjectives(word), cuts(word).count(), adjective_stem(word), is_form("а", word));
        }
    }
}
