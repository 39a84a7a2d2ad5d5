//! What holds of every string.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use vekha_model::{Responsible, Span};

/// Pieces that cells are made of, so that random cells come near the grammar.
const PIECES: &[&str] = &[
    "Директор",
    "директора",
    "школы",
    "МБОУ",
    "СОШ",
    "№",
    "5",
    "«",
    "»",
    "\"",
    "(",
    ")",
    ",",
    ";",
    ".",
    ":",
    "–",
    "-",
    "/",
    "\n",
    " ",
    "и",
    "Иванова",
    "Н.",
    "М.",
    "Н.М.",
    "Татьяна",
    "Владимировна",
    "Управление",
    "образования",
    "по согласованию",
    "совместно с",
    "отделом",
    "культуры",
    "Контроль",
    "Ответственный",
    "ОО",
    "района",
    "Луговского",
    "зам.",
    "и.о.",
    "по",
    "ВР",
    "им.",
    "от",
    "организаций",
    "проводит",
    "далее",
    "майор",
    "полиции",
    "ИП",
    "все",
    "5-9",
    "классов",
    "е\u{308}",
    "\u{ad}",
];

fn cells() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), any::<bool>()).prop_map(|(index, blank)| {
        let blank = if blank { " " } else { "" };
        format!("{}{blank}", PIECES[index])
    });
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check(responsible: &Responsible, text: &str) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let mut spans: Vec<Span> = responsible.parties.iter().flat_map(|party| party.spans.clone()).collect();
    spans.extend(responsible.unparsed.iter().map(|unparsed| unparsed.span));
    spans.sort();
    for pair in spans.windows(2) {
        prop_assert!(!pair[0].overlaps(pair[1]), "{pair:?} overlap");
    }
    for span in &spans {
        prop_assert!(span.start < span.end && span.end <= length, "{span:?} of {length}");
    }
    for unparsed in &responsible.unparsed {
        prop_assert_eq!(&unparsed.text, &unparsed.span.of(text));
    }
    for party in &responsible.parties {
        let said = (party.post.is_some(), party.organization.is_some(), party.person.is_some());
        prop_assert!(said != (false, false, false), "{party:?} says nothing");
        prop_assert!(!party.spans.is_empty(), "{party:?} has no place");
        prop_assert!(!party.text.contains("  ") && party.text.trim() == party.text, "{:?}", party.text);
    }
    // What lies in no span is a sign, a conjunction, a label, or the mark of an item («1.», «а)»).
    let is_covered = |index: usize| spans.iter().any(|span| span.start <= index && index < span.end);
    let rest: String = text.chars().enumerate().map(|(index, c)| if is_covered(index) { ' ' } else { c }).collect();
    let left: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_known = |word: &&str| word.chars().count() == 1 || *word == "Ответственный" || word.parse::<u32>().is_ok();
    prop_assert!(left.iter().all(is_known), "left: {left:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_string_panics_and_its_spans_lie_apart(text in "\\PC{0,60}") {
        let responsible = vekha_who::read(&text);
        prop_assert_eq!(&responsible.text, &text);
        check_spans(&responsible, &text)?;
    }

    #[test]
    fn every_word_of_a_cell_is_read_or_unparsed_or_a_separator(text in cells()) {
        check(&vekha_who::read(&text), &text)?;
    }

    #[test]
    fn the_same_cell_has_the_same_answer(text in cells()) {
        prop_assert_eq!(vekha_who::read(&text), vekha_who::read(&text));
        vekha_who::is_party(&text);
    }

    #[test]
    fn the_line_of_a_cell_reads_back(text in cells()) {
        let line = vekha_who::read(&text).to_string();
        let again: Responsible = line.parse().map_err(|error| TestCaseError::fail(format!("{error}")))?;
        prop_assert_eq!(again.to_string(), line);
    }
}

fn check_spans(responsible: &Responsible, text: &str) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let mut spans: Vec<Span> = responsible.parties.iter().flat_map(|party| party.spans.clone()).collect();
    spans.extend(responsible.unparsed.iter().map(|unparsed| unparsed.span));
    spans.sort();
    prop_assert!(spans.windows(2).all(|pair| !pair[0].overlaps(pair[1])));
    prop_assert!(spans.iter().all(|span| span.end <= length));
    Ok(())
}

#[test]
fn a_cell_of_a_hundred_thousand_characters_returns_quickly() {
    let pieces = [
        "«",
        "(",
        "«а» ",
        "Иванова Н.М. ",
        "школы и ",
        "по ",
        "МБОУ ",
        "а-\n",
        "зам. ",
        "Директор, ",
        "«« »",
        "районной ",
        "1. ",
        "Н.",
        "и.о. ",
    ];
    let mut slow = Vec::new();
    for piece in pieces {
        let cell: String = piece.chars().cycle().take(100_000).collect();
        let start = Instant::now();
        vekha_who::read(&cell);
        let taken = start.elapsed();
        if taken > Duration::from_secs(20) {
            slow.push((piece, taken));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
