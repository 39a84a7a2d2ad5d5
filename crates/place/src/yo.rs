//! «ё» is folded for matching; a name that was put together from stems gets it back from the words of the text.

use vekha_model::Evidence;

/// The name with every е that the evidence writes as ё at the same letter of the same word.
pub(crate) fn with_yo(name: &str, evidence: &[Evidence]) -> String {
    let written: Vec<Vec<char>> = evidence
        .iter()
        .flat_map(|evidence| evidence.text.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| word.contains(['ё', 'Ё']))
        .map(|word| word.chars().collect())
        .collect();
    name.split(' ').map(|word| restored(word, &written)).collect::<Vec<_>>().join(" ")
}

fn restored(word: &str, written: &[Vec<char>]) -> String {
    let letters: Vec<char> = word.chars().collect();
    let Some(model) = written.iter().find(|model| is_same_stem(&letters, model)) else {
        return word.to_owned();
    };
    let restored = |(at, &letter): (usize, &char)| match (letter, model.get(at)) {
        ('е', Some('ё' | 'Ё')) => 'ё',
        ('Е', Some('ё' | 'Ё')) => 'Ё',
        (letter, _) => letter,
    };
    letters.iter().enumerate().map(restored).collect()
}

/// Endings of a case change at most three letters.
const ENDING: usize = 3;

fn is_same_stem(word: &[char], model: &[char]) -> bool {
    let fold = |c: &char| match c.to_lowercase().next() {
        Some('ё') => 'е',
        Some(c) => c,
        None => *c,
    };
    let common = word.iter().zip(model).take_while(|(a, b)| fold(a) == fold(b)).count();
    let last_yo = model.iter().rposition(|c| matches!(c, 'ё' | 'Ё')).unwrap_or(usize::MAX);
    common + ENDING >= word.len().max(model.len()) && common > last_yo
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_model::Place;

    #[test]
    fn a_name_is_spelt_with_the_letters_of_the_text() {
        let cases = [
            ("Озерный район", "Озёрного района", "Озёрный район"),
            ("Верхнеозерский район", "ВЕРХНЕОЗЁРСКОГО РАЙОНА", "Верхнеозёрский район"),
            ("Озерный район", "Озерного района", "Озерный район"),
            ("городской округ Орел", "городского округа Орёл", "городской округ Орёл"),
        ];
        let evidence = |text: &str| vec![Evidence { text: text.to_owned(), place: Place::block("a", 0) }];
        let wrong: Vec<_> = cases
            .iter()
            .map(|(name, text, expected)| (with_yo(name, &evidence(text)), expected))
            .filter(|(got, expected)| got != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
