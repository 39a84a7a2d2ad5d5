//! What happens to the words of a cell while they are typed, without changing what they say.

use crate::inline::Inline;

/// A way to write the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Smudge {
    /// Two blanks for one.
    Doubled,
    /// A no-break space for a blank.
    NoBreak,
    /// The last word is a tracked insertion.
    Inserted,
    /// A tracked deletion stands before the last word.
    Deleted,
    /// A hidden word stands before the last one.
    Hidden,
    /// A line break for a blank.
    Break,
    /// A soft hyphen inside a long word.
    SoftHyphen,
    /// Blanks at both ends.
    Padded,
}

impl Smudge {
    /// All of them.
    pub(super) const ALL: &[Smudge] = &[
        Smudge::Doubled,
        Smudge::NoBreak,
        Smudge::Inserted,
        Smudge::Deleted,
        Smudge::Hidden,
        Smudge::Break,
        Smudge::SoftHyphen,
        Smudge::Padded,
    ];

    /// The words so written; words that it cannot be done to stay as they are.
    pub(super) fn on(self, words: &str) -> Vec<Inline> {
        let plain = || vec![Inline::Text(words.to_owned())];
        let Some((before, last)) = words.rsplit_once(' ') else { return plain() };
        let with = |middle: Inline, last: Inline| vec![Inline::Text(format!("{before} ")), middle, last];
        let last_text = Inline::Text(last.to_owned());
        match self {
            Smudge::Doubled => vec![Inline::Text(format!("{before}  {last}"))],
            Smudge::NoBreak => vec![Inline::Text(format!("{before}\u{a0}{last}"))],
            Smudge::Padded => vec![Inline::Text(format!(" {words} "))],
            Smudge::Inserted => vec![Inline::Text(format!("{before} ")), Inline::Inserted(last.to_owned())],
            Smudge::Deleted => with(Inline::Deleted("прежних ".to_owned()), last_text),
            Smudge::Hidden => with(Inline::Hidden("черновик ".to_owned()), last_text),
            Smudge::Break if last.starts_with(char::is_lowercase) => {
                vec![Inline::Text(before.to_owned()), Inline::Break, last_text]
            }
            Smudge::SoftHyphen if last.chars().count() > 6 && last.chars().all(char::is_alphabetic) => {
                let at = last.char_indices().nth(3).map_or(0, |(at, _)| at);
                vec![Inline::Text(format!("{before} {}\u{ad}{}", &last[..at], &last[at..]))]
            }
            Smudge::Break | Smudge::SoftHyphen => plain(),
        }
    }
}
