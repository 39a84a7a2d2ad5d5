use vekha_lexis::Case;

use crate::body::Body;
use crate::cell::Cell;
use crate::noun::noun_at;
use crate::token::{Kind, Token};
use crate::word::Head;

/// «центр по работе с молодёжью»
pub(crate) fn takes_field(lemma: &str) -> bool {
    matches!(
        lemma,
        "центр"
            | "организация"
            | "учреждение"
            | "предприятие"
            | "площадка"
            | "офис"
            | "лаборатория"
    )
}

/// Where the field of the office begins inside what was read as its body: «… администрации района по социальным вопросам».
pub(crate) fn tail_of(cell: &Cell, body: &Body, governs_field: bool) -> Option<usize> {
    let at = (body.range.start + 1..body.range.end).find(|at| cell.is(*at, Kind::Word) && cell.lower(*at) == "по")?;
    let after_head = at - body.range.start;
    let is_named = cell.class(body.range.start).is_some_and(|class| class.names_body() || class.is_legal())
        || cell.is(body.range.start, Kind::Quote);
    let of_territory = noun_at(cell, at + 1, Case::Dative).is_some_and(|noun| noun.head == Head::Territory)
        || cell.tokens.get(at + 1).is_some_and(Token::is_capitalized)
            && !cell
                .class(at + 1)
                .is_some_and(|class| class.abbreviation.is_some_and(|abbreviation| abbreviation.no_body));
    let is_administration = matches!(
        cell.class(body.range.start).and_then(|class| class.lemma_of(Head::Unit)),
        Some("администрация" | "правительство")
    );
    let has_complement = after_head > 1 && !cell.class(body.range.start).is_some_and(|class| class.modifier);
    let belongs_to_office = governs_field && (is_named || is_administration || has_complement);
    (belongs_to_office && !of_territory).then_some(at)
}
