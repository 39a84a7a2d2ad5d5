use vekha_model::Span;

use crate::period::Period;

/// x
pub fn period_in(_text: &str) -> Option<(Period, Span)> { None }
/// x
pub fn period_in_from(_text: &str, _from: Option<i16>) -> Option<(Period, Span)> { None }
