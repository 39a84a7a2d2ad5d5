//! Marks inside the words of a source: bold, revisions, links, notes, breaks.

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// `**words**`
    Bold(String),
    /// `*words*`
    Italic(String),
    /// `{+words}`: inserted as a tracked change.
    Inserted(String),
    /// `{-words}`: deleted as a tracked change; plain text has no trace of it.
    Deleted(String),
    /// `{hidden words}`: formatted as hidden; plain text has no trace of it.
    Hidden(String),
    /// `{link address words}`
    Link {
        /// Where it leads.
        address: String,
        /// What is read.
        words: String,
    },
    /// `{note words}`: a footnote; plain text has no trace of it.
    Footnote(String),
    /// `{tab}`
    Tab,
    /// `{br}`: a line break inside the paragraph.
    Break,
    /// `{1}` before a paragraph: Word counts it «1.», «2.»; `{1.1}` counts one level below, `{•}` is a bullet.
    Number(Level),
}

/// How Word counts a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// «1.», «2.»
    First,
    /// «1.1.», «1.2.»
    Second,
    /// A bullet.
    Bullet,
}

/// Words without a mark: one inside another would be written as typed.
fn plain(words: &str) -> Result<String, InlineError> {
    if words.contains(['*', '{']) { Err(InlineError::Nested(words.to_owned())) } else { Ok(words.to_owned()) }
}

/// Why the marks of a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InlineError {
    /// A mark has no end.
    #[error("`{0}` is opened and not closed")]
    Open(&'static str),
    /// A mark stands inside another.
    #[error("`{0}` holds a mark inside a mark")]
    Nested(String),
    /// The words in braces are no mark.
    #[error("no mark is called `{{{0}}}`")]
    Unknown(String),
}

impl Inline {
    /// Reads the marks of one paragraph's words.
    pub fn parse(words: &str) -> Result<Vec<Inline>, InlineError> {
        let mut pieces = Vec::new();
        let mut rest = words;
        while !rest.is_empty() {
            let (piece, after) = Self::first(rest)?;
            pieces.push(piece);
            rest = after;
        }
        Ok(pieces)
    }

    fn first(rest: &str) -> Result<(Inline, &str), InlineError> {
        if let Some(inside) = rest.strip_prefix("**") {
            let (bold, after) = inside.split_once("**").ok_or(InlineError::Open("**"))?;
            return Ok((Inline::Bold(plain(bold)?), after));
        }
        if let Some(inside) = rest.strip_prefix('*') {
            let (italic, after) = inside.split_once('*').ok_or(InlineError::Open("*"))?;
            return Ok((Inline::Italic(plain(italic)?), after));
        }
        if let Some(inside) = rest.strip_prefix('{') {
            let (mark, after) = inside.split_once('}').ok_or(InlineError::Open("{"))?;
            return Ok((Self::mark(mark)?, after));
        }
        let end = rest.find(['*', '{']).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        Ok((Inline::Text(text.to_owned()), after))
    }

    fn mark(mark: &str) -> Result<Inline, InlineError> {
        let (name, words) = mark.split_once(' ').unwrap_or((mark, ""));
        Ok(match name {
            "tab" => Inline::Tab,
            "br" => Inline::Break,
            // Invisible characters are written by name, so that a diff shows them.
            "nbsp" => Inline::Text("\u{a0}".to_owned()),
            "shy" => Inline::Text("\u{ad}".to_owned()),
            "1" => Inline::Number(Level::First),
            "1.1" => Inline::Number(Level::Second),
            "•" => Inline::Number(Level::Bullet),
            "hidden" => Inline::Hidden(words.to_owned()),
            "note" => Inline::Footnote(words.to_owned()),
            "link" => {
                let (address, words) = words.split_once(' ').unwrap_or((words, words));
                Inline::Link { address: address.to_owned(), words: words.to_owned() }
            }
            _ => match (mark.strip_prefix('+'), mark.strip_prefix('-')) {
                (Some(words), _) => Inline::Inserted(words.to_owned()),
                (_, Some(words)) => Inline::Deleted(words.to_owned()),
                _ => return Err(InlineError::Unknown(mark.to_owned())),
            },
        })
    }

    /// What a reader of the finished document sees: no deleted, hidden or footnote words.
    pub fn visible(&self) -> &str {
        match self {
            Inline::Text(words) | Inline::Bold(words) | Inline::Italic(words) | Inline::Inserted(words) => words,
            Inline::Link { words, .. } => words,
            Inline::Tab => "\t",
            Inline::Break => "\n",
            Inline::Deleted(_) | Inline::Hidden(_) | Inline::Footnote(_) | Inline::Number(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(words: &str) -> String {
        Inline::parse(words).unwrap().iter().map(Inline::visible).collect()
    }

    #[test]
    fn every_mark_is_read_and_only_visible_words_stay() {
        let cases = [
            ("**Раздел** *первый*", "Раздел первый"),
            ("до {-1 мая}{+1 июня}", "до 1 июня"),
            ("{link https://sait.example/plan на сайте}", "на сайте"),
            ("отчёт{note по форме 3}{hidden черновик}", "отчёт"),
            ("{1}план{br}работы{tab}1{nbsp}экз.", "план\nработы\t1\u{a0}экз."),
        ];
        let misses: Vec<_> = cases.iter().filter(|(words, want)| visible(words) != *want).collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn an_odd_mark_is_an_error_with_its_words() {
        let cases = [
            ("**Раздел", "`**` is opened and not closed"),
            ("{link x y", "`{` is opened and not closed"),
            ("**План{br}работы**", "`План{br}работы` holds a mark inside a mark"),
            ("{bold x}", "no mark is called `{bold x}`"),
        ];
        for (words, want) in cases {
            assert_eq!(Inline::parse(words).unwrap_err().to_string(), want, "{words}");
        }
    }
}
