use vekha_model::Place;
use vekha_place::{Found, Piece, Weight};
use vekha_table::{Reading, Words};

use crate::frame::Frame;
use crate::head::Head;

/// No order's head or closing is as long: beyond it a document is running text, which names places at random.
const HEAD_LINES: usize = 2_000;

/// Finds region and municipality from everything the document says, the head first.
pub(crate) fn find(frame: &Frame, head: &Head, reading: &Reading) -> Found {
    let mut pieces = Vec::new();
    for line in frame.head.iter().chain(&frame.captions) {
        let is_title = head.title_places.contains(&line.place);
        let weight = if is_title { Weight::Title } else { Weight::Head };
        pieces.push(Piece { text: &line.raw, place: line.place.clone(), weight });
    }
    for text in frame.closing.iter().take(HEAD_LINES) {
        pieces.push(piece(&text.text, text.places.first(), Weight::Head));
    }
    for record in &reading.records {
        pieces.extend(record.responsible.iter().map(|words| of_words(words, Weight::Party)));
        pieces.extend(record.co_executors.iter().map(|words| of_words(words, Weight::Party)));
        pieces.extend(record.path.iter().map(|words| of_words(words, Weight::Body)));
        pieces.push(of_words(&record.title, Weight::Body));
        pieces.extend(record.result.iter().map(|words| of_words(words, Weight::Body)));
    }
    vekha_place::find(&pieces)
}

fn of_words(words: &Words, weight: Weight) -> Piece<'_> {
    piece(&words.text, words.pieces.first().map(|piece| &piece.place), weight)
}

fn piece<'a>(text: &'a str, place: Option<&Place>, weight: Weight) -> Piece<'a> {
    let place = place.cloned().unwrap_or_else(|| Place::block("", 0));
    Piece { text, place, weight }
}
