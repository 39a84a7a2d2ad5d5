use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Span;

/// Where words stand in a document; one token in text and in JSON: `plan.docx#2!R5C3:0..19`.
///
/// Blocks are counted from 0, rows and columns from 1; the column is that of the grid, and of a merged cell
/// the top left one. Characters are Unicode scalar values of the cell's or paragraph's raw text, half-open.
/// A nested table adds a step: `#2!R5C3#1!R1C1`. A paragraph has no cell: `#3:0..10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place {
    /// The document's id, or the file's name where a person reads it; shared by all the places of a document.
    pub document: Arc<str>,
    /// From the outermost block inwards; never empty.
    pub steps: Vec<Step>,
    /// The characters meant; all of them if absent.
    pub span: Option<Span>,
}

/// One block of a document (or of a cell), and the cell in it where the block is a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The block's index, from 0.
    pub block: usize,
    /// Row and grid column, each from 1.
    pub cell: Option<(usize, usize)>,
}

/// A text that is not a place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a place like `plan.docx#2!R5C3:0..19`")]
pub struct PlaceError(pub String);

impl Place {
    /// A whole block of the document.
    pub fn block(document: &str, block: usize) -> Self {
        Self { document: document.into(), steps: vec![Step { block, cell: None }], span: None }
    }

    /// A whole cell of the table at `block`; `row` and `column` count from 1.
    pub fn cell(document: &str, block: usize, row: usize, column: usize) -> Self {
        Self { document: document.into(), steps: vec![Step { block, cell: Some((row, column)) }], span: None }
    }

    /// The same block or cell, narrowed to these characters.
    #[must_use]
    pub fn at(&self, span: Span) -> Self {
        Self { span: Some(span), ..self.clone() }
    }

    /// The same place in a document known by another name.
    #[must_use]
    pub fn named(&self, document: &str) -> Self {
        Self { document: document.into(), ..self.clone() }
    }

    /// The index of the outermost block.
    pub fn outer_block(&self) -> usize {
        self.steps.first().map_or(0, |step| step.block)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.document.chars() {
            match c {
                // Escaped so that the place stays one token and its `#` is found again.
                '#' | '%' => write!(f, "%{:02X}", c as u32)?,
                c if c.is_whitespace() || c.is_control() => {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        write!(f, "%{byte:02X}")?;
                    }
                }
                c => write!(f, "{c}")?,
            }
        }
        for step in &self.steps {
            write!(f, "#{}", step.block)?;
            if let Some((row, column)) = step.cell {
                write!(f, "!R{row}C{column}")?;
            }
        }
        match self.span {
            Some(span) => write!(f, ":{span}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        parse(text).ok_or_else(|| PlaceError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Place> {
    let (document, rest) = text.split_once('#')?;
    let (steps, span) = match rest.split_once(':') {
        Some((steps, span)) => {
            let (start, end) = span.split_once("..")?;
            let (start, end) = (start.parse().ok()?, end.parse().ok()?);
            (steps, Some((start <= end).then_some(Span { start, end })?))
        }
        None => (rest, None),
    };
    let steps = steps.split('#').map(step).collect::<Option<Vec<_>>>()?;
    Some(Place { document: unescape(document)?.into(), steps, span })
}

fn step(text: &str) -> Option<Step> {
    let Some((block, cell)) = text.split_once("!R") else {
        return Some(Step { block: text.parse().ok()?, cell: None });
    };
    let (row, column) = cell.split_once('C')?;
    let (row, column): (usize, usize) = (row.parse().ok()?, column.parse().ok()?);
    (row > 0 && column > 0).then_some(Step { block: block.parse().ok()?, cell: Some((row, column)) })
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

impl TryFrom<String> for Place {
    type Error = PlaceError;

    fn try_from(text: String) -> Result<Self, PlaceError> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl JsonSchema for Place {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A place in a document: `id#block!RrowCcolumn:start..end`",
            "pattern": r"^[^#\s]*(#\d+(!R\d+C\d+)?)+(:\d+\.\.\d+)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_what_it_prints() {
        for text in ["plan.docx#2!R5C3:0..19", "a#0", "a#3:0..10", "план%20%231%25.txt#2!R5C3#1!R1C1:7..9"] {
            let place: Place = text.parse().expect(text);
            assert_eq!(place.to_string(), text);
        }
    }

    #[test]
    fn a_name_with_signs_is_escaped_and_found_again() {
        let place = Place::cell("план 1#2 50%\u{a0}.txt", 1, 2, 3);
        assert_eq!(place.to_string(), "план%201%232%2050%25%C2%A0.txt#1!R2C3");
        assert_eq!(place.to_string().parse(), Ok(place));
    }

    #[test]
    fn what_is_no_place_is_refused_with_its_text() {
        for text in ["", "plan.docx", "a#", "a#x", "a#1!R0C1", "a#1!R1", "a#1:5..2", "a%2#1"] {
            assert_eq!(text.parse::<Place>(), Err(PlaceError(text.to_owned())), "{text}");
        }
    }
}
