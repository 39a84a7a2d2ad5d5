use vekha_model::{Candidate, Municipality, Place, Region};

/// A stretch of the document's text and what it is to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The words as read.
    pub text: &'a str,
    /// Where they stand; its span, if it has one, is that of `text`.
    pub place: Place,
    /// How much they say about whose document it is.
    pub weight: Weight,
}

/// How much a piece of text says about whose document it is, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The roadmap's own title.
    Title,
    /// The order's head, the approval block, the preamble, the signature.
    Head,
    /// Cells that name the responsible.
    Party,
    /// Everything else.
    Body,
}

/// What the evidence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The federal subject, if the evidence decides for one.
    pub region: Option<Region>,
    /// The regions that fit equally well, by ОКТМО code, if it does not.
    pub candidates: Vec<Candidate>,
    /// The municipality, if the evidence names one.
    pub municipality: Option<Municipality>,
}
