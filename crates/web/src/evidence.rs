use vekha_model::{Document, Place, Step};

/// A place of a document with the words that stand there.
pub(crate) struct Evidence {
    /// `#2!R5C3:0..19`, the document left out: the page says which it is.
    pub place: String,
    /// The raw words, line breaks kept.
    pub words: Option<String>,
    /// All words of the cell or paragraph, where the place is a part of it.
    pub whole: Option<String>,
}

impl Evidence {
    pub fn at(place: &Place, source: Option<&Document>) -> Self {
        let words = source.and_then(|source| source.words_at(place));
        let around = Place { span: None, ..place.clone() };
        let whole = source.and_then(|source| source.words_at(&around)).filter(|whole| Some(whole) != words.as_ref());
        Self { place: token(place), words, whole }
    }

    pub fn of<'a>(places: impl IntoIterator<Item = &'a Place>, source: Option<&Document>) -> Vec<Self> {
        places.into_iter().map(|place| Self::at(place, source)).collect()
    }
}

pub(crate) fn token(place: &Place) -> String {
    let steps: String = place.steps.iter().map(step).collect();
    place.span.map_or_else(|| steps.clone(), |span| format!("{steps}:{span}"))
}

fn step(step: &Step) -> String {
    match step.cell {
        Some((row, column)) => format!("#{}!R{row}C{column}", step.block),
        None => format!("#{}", step.block),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_without_its_document() {
        for place in ["#2!R5C3:0..19", "#3", "#2!R5C3#1!R1C1"] {
            assert_eq!(token(&format!("plan.docx{place}").parse().unwrap()), place);
        }
    }
}
