use vekha_lexis::Case;
use vekha_model::Span;

use crate::body::{Asked, body_at};
use crate::bracket::{Bracket, bracket_at};
use crate::cell::Cell;
use crate::token::Kind;

/// What a document says a short name stands for: «Фонд «Развитие» (далее – Фонд)».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The short name: «Фонд».
    pub short: String,
    /// The body in the nominative: «Фонд «Развитие»».
    pub full: String,
    /// Whether a class of bodies is named: «образовательные организации (далее – ОО)».
    pub generic: bool,
    /// The characters of the body and the bracket.
    pub span: Span,
}

/// How many tokens before the bracket the name may begin.
const LONGEST_NAME: usize = 30;

/// The short names that a text defines, in its order; it need not be a cell of parties.
///
/// ```
/// let found = vekha_who::definitions("Педагоги муниципальных образовательных организаций (далее – МОО) участвуют");
/// assert_eq!((found[0].short.as_str(), found[0].full.as_str()), ("МОО", "муниципальные образовательные организации"));
/// assert!(found[0].generic);
/// ```
pub fn definitions(text: &str) -> Vec<Definition> {
    let cell = Cell::new(text);
    (0..cell.len()).filter_map(|at| definition_at(&cell, at)).collect()
}

fn definition_at(cell: &Cell, bracket: usize) -> Option<Definition> {
    let (Bracket::Definition, end) = bracket_at(cell, bracket)? else { return None };
    let mut short = bracket + 2;
    while cell.is(short, Kind::Dash) || matches!(cell.lower(short), "именуется" | "по" | "тексту" | "соответственно")
    {
        short += 1;
    }
    let body = (bracket.saturating_sub(LONGEST_NAME)..bracket)
        .filter_map(|start| body_at(cell, start, Asked::Party(Case::Nominative)))
        .find(|body| body.range.end == bracket)?;
    let first = cell.tokens.get(body.range.start)?;
    let last = cell.tokens.get(end - 1)?;
    Some(Definition {
        short: cell.phrase(short..end - 1),
        full: body.name(cell, false),
        generic: body.generic,
        span: Span::new(first.span.start, last.span.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_what_its_short_names_stand_for() {
        let cases = [
            ("АНО «Центр развития» (далее – Центр), школы", Some(("Центр", "АНО «Центр развития»", false))),
            ("Совместно с управлением образования (далее - УО)", Some(("УО", "управление образования", false))),
            ("План мероприятий (далее – План)", None),
            ("Фонд (Иванова Н.М.)", None),
        ];
        let read =
            |text: &str| definitions(text).into_iter().next().map(|found| (found.short, found.full, found.generic));
        let same = |got: &Option<(String, String, bool)>, expected: &Option<(&str, &str, bool)>| {
            got.as_ref().map(|(short, full, generic)| (short.as_str(), full.as_str(), *generic)) == *expected
        };
        let wrong: Vec<_> = cases
            .iter()
            .map(|(text, expected)| (read(text), expected))
            .filter(|(got, expected)| !same(got, expected))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
