//! Texts that came from web pages and Markdown carry their mark-up along: `<b>`, `<p>`, `<li>`, `**…**`, `&nbsp;`.
//! It is no part of the words: it is taken out, and what it says is kept as bold, headings, and ends of paragraphs.

use vekha_model::{Block, Paragraph};

/// The paragraphs of a stretch of text: one for each line, and for each block element inside a line.
///
/// A `<li>` begins a paragraph with a list level and the label that a browser, and Word, sets before it; `<br>` breaks
/// the line inside a paragraph. Bold that is opened on one line and closed on another makes each of these lines bold.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    if text.contains(SIGNS) {
        write_marked(text, &mut writer);
    } else {
        write_plain(text, &mut writer);
    }
    writer.finish()
}

/// The signs that mark-up begins with.
const SIGNS: [char; 5] = ['<', '&', '*', '#', '\\'];

/// Signs that Markdown and reStructuredText set a backslash before where they are meant as they stand.
const ESCAPED: &str = ".,\"'*_#[]()<>+-!|~`$^:=\\";

/// What Word writes for a line break inside a paragraph.
const BREAK: char = '\u{b}';

/// A piece of marked-up text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Character(char),
    /// The end of a line of the file.
    Line,
    /// `<br>`.
    Break,
    /// The begin or end of a block element: a paragraph ends here.
    Block,
    /// `<li>`.
    Item,
    /// `</li>`.
    ItemEnd,
    /// `<ol>` begins, or `<ul>`, which is not numbered.
    List {
        numbered: bool,
    },
    /// `</ul>` or `</ol>`.
    ListEnd,
    /// Bold begins or ends.
    Bold(bool),
    /// The begin of a line that is a heading of this level.
    Heading(u8),
}

/// Text without mark-up is written a line at a time.
fn write_plain(text: &str, writer: &mut Writer) {
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            writer.write(Token::Line);
        }
        for (number, piece) in line.split(BREAK).enumerate() {
            if number > 0 {
                writer.write(Token::Break);
            }
            writer.words(piece);
        }
    }
}

fn write_marked(text: &str, writer: &mut Writer) {
    let characters: Vec<char> = text.chars().collect();
    let stars = paired_stars(&characters);
    let mut at = 0;
    while at < characters.len() {
        let found = match characters[at] {
            '<' => tag(&characters[at..]),
            '&' => entity(&characters[at..]).map(|(length, c)| (length, vec![c])),
            '*' => stars.get(&at).map(|&(length, opens)| (usize::from(length), star_tokens(length, opens))),
            '#' => heading(&characters, at),
            '\\' => characters.get(at + 1).filter(|c| ESCAPED.contains(**c)).map(|c| (2, vec![Token::Character(*c)])),
            _ => None,
        };
        match (found, characters[at]) {
            (Some((length, tokens)), _) => {
                tokens.into_iter().for_each(|token| writer.write(token));
                at += length - 1;
            }
            (None, '\n') => writer.write(Token::Line),
            (None, BREAK) => writer.write(Token::Break),
            (None, c) => writer.write(Token::Character(c)),
        }
        at += 1;
    }
}

/// Elements that end a paragraph where they begin and where they end.
const BLOCKS: &str = " p div h1 h2 h3 h4 h5 h6 center blockquote ";

/// Elements inside a line that say nothing the model keeps.
const INLINE: &str = " a i em u s span font sub sup a small big strike del ins mark tt code nobr ";

/// The tag, or comment, at the start of `text`: its length and what it says. `None` for words in angle brackets.
fn tag(text: &[char]) -> Option<(usize, Vec<Token>)> {
    if text.starts_with(&['<', '!', '-', '-']) {
        return comment(text);
    }
    if !text.get(1).is_some_and(|c| c.is_ascii_alphabetic() || *c == '/') {
        return None;
    }
    // A tag ends before the next one begins, so that a text of nothing but `<` is passed once.
    let end = text.iter().skip(1).take(2_000).position(|c| matches!(c, '<' | '>'))? + 1;
    let length = (text[end] == '>').then_some(end + 1)?;
    let inside: String = text[1..length - 1].iter().collect();
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside.as_str()), |rest| (true, rest));
    let name = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_ascii_lowercase();
    let is_in = |list: &str| !name.is_empty() && list.contains(&format!(" {name} "));
    let tokens = match name.as_str() {
        "b" | "strong" => vec![Token::Bold(!closes)],
        "br" => vec![Token::Break],
        "li" if closes => vec![Token::Block, Token::ItemEnd],
        "li" => vec![Token::Block, Token::Item],
        "ul" | "ol" if closes => vec![Token::Block, Token::ListEnd],
        "ul" | "ol" => vec![Token::Block, Token::List { numbered: name == "ol" }],
        _ if is_in(BLOCKS) => vec![Token::Block],
        _ if is_in(INLINE) => vec![],
        _ => return None,
    };
    Some((length, tokens))
}

fn comment(text: &[char]) -> Option<(usize, Vec<Token>)> {
    let end = text[..text.len().min(300)].windows(3).position(|window| window == ['-', '-', '>'])?;
    Some((end + 3, vec![]))
}

/// Names of characters in HTML that Russian texts use.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bdquo", '„'),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("ensp", '\u{2002}'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("numero", '№'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
];

/// The character reference at the start of `text`: its length and its character.
fn entity(text: &[char]) -> Option<(usize, Token)> {
    let end = text.iter().take(12).position(|&c| c == ';')?;
    let name: String = text[1..end].iter().collect();
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((end + 1, Token::Character(character)))
}

/// A Markdown heading at the start of a line: `## Раздел`.
fn heading(text: &[char], at: usize) -> Option<(usize, Vec<Token>)> {
    let starts_line = at == 0 || text[at - 1] == '\n';
    let level = text[at..].iter().take_while(|&&c| c == '#').count();
    let is_spaced = text.get(at + level).is_some_and(|&c| c == ' ');
    let level_number = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    (starts_line && is_spaced).then(|| (level + 1, vec![Token::Heading(level_number)]))
}

type Stars = std::collections::BTreeMap<usize, (u8, bool)>;

/// The stars that open and close bold (`**`) or italics (`*`), by the place of the first: how many, and whether they open.
/// All others are characters: points of a list, footnotes, multiplication.
fn paired_stars(text: &[char]) -> Stars {
    let mut pairs = Stars::new();
    let mut open: [Option<usize>; 4] = [None; 4];
    let mut at = 0;
    while at < text.len() {
        if text[at] == '\n' {
            open[1] = None; // italics end on their line, or a footnote's star would reach for the next one
        }
        let length = text[at..].iter().take_while(|&&c| c == '*').count();
        if (1..=3).contains(&length) {
            let before = at.checked_sub(1).map_or(' ', |at| text[at]);
            let after = text.get(at + length).copied().unwrap_or(' ');
            let may_open = !after.is_whitespace() && (length > 1 || !before.is_alphanumeric());
            let may_close = length > 1 || (!before.is_whitespace() && !after.is_alphanumeric());
            match open[length].take() {
                Some(opened) if may_close => {
                    pairs.insert(opened, (length as u8, true));
                    pairs.insert(at, (length as u8, false));
                }
                Some(_) | None => open[length] = may_open.then_some(at),
            }
        }
        at += length.max(1);
    }
    pairs
}

fn star_tokens(length: u8, opens: bool) -> Vec<Token> {
    if length > 1 { vec![Token::Bold(opens)] } else { vec![] }
}

/// Lists nested more deeply count as no deeper.
const DEEPEST: usize = 100;

/// Bullets that some texts write in points that have one already.
const OWN_BULLETS: &[char] = &['-', '–', '—', '•', '·', '*', '▪', '●'];

/// Puts tokens together to paragraphs.
#[derive(Default)]
struct Writer {
    done: Vec<Block>,
    current: Paragraph,
    bold: usize,
    /// The open lists from the outermost: how many points a numbered one has had, none for bullets.
    lists: Vec<Option<u32>>,
    /// The label of a point of which no words have come yet.
    label: Option<String>,
    /// Whether some visible character of the paragraph is not bold.
    has_plain: bool,
    /// Whether a tag, not a line of the file, began the paragraph.
    after_tag: bool,
}

impl Writer {
    fn write(&mut self, token: Token) {
        match token {
            Token::Character(c) => self.character(c),
            Token::Line => self.end(false),
            Token::Break => {
                // A line break of the file beside `<br>` is the same break.
                self.current.text.truncate(self.current.text.trim_end_matches(' ').len());
                self.current.text.push('\n');
            }
            Token::Block => self.end(true),
            Token::Item => self.begin_item(),
            Token::ItemEnd => self.end_item(),
            Token::List { numbered } => {
                self.end_item();
                if self.lists.len() < DEEPEST {
                    self.lists.push(numbered.then_some(0));
                }
            }
            Token::ListEnd => {
                self.end_item();
                self.lists.pop();
            }
            Token::Bold(true) => self.bold += 1,
            Token::Bold(false) => self.bold = self.bold.saturating_sub(1),
            Token::Heading(level) => self.current.heading = Some(level),
        }
    }

    /// Words without mark-up where none was before.
    fn words(&mut self, text: &str) {
        self.has_plain |= self.bold == 0 && !text.trim_start().is_empty();
        if self.current.text.is_empty() {
            text.clone_into(&mut self.current.text);
        } else {
            self.current.text.push_str(text);
        }
    }

    fn begin_item(&mut self) {
        let level = self.lists.len().saturating_sub(1);
        self.current.list_level = u8::try_from(level).ok();
        let label = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{number}.\t")
            }
            Some(None) | None => "•\t".to_owned(),
        };
        self.label = Some(label);
    }

    fn end_item(&mut self) {
        self.current.list_level = None;
        self.label = None;
    }

    /// Writes the label before the first sign of a point, unless the point brings a bullet of its own.
    fn begin_words(&mut self, c: char) {
        let Some(label) = self.label.take() else { return };
        if !OWN_BULLETS.contains(&c) {
            self.current.text.insert_str(0, &label);
            self.current.label = label.chars().count();
        }
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() && self.after_tag && self.current.text.is_empty() {
            return;
        }
        if !c.is_whitespace() {
            self.begin_words(c);
        }
        self.has_plain |= !c.is_whitespace() && self.bold == 0;
        self.current.text.push(c);
    }

    /// Ends the paragraph; around tags white space and empty paragraphs mean nothing, in the file's own lines they do.
    fn end(&mut self, by_tag: bool) {
        let mut paragraph = std::mem::take(&mut self.current);
        let is_blank = paragraph.text.trim().is_empty();
        paragraph.bold = !is_blank && !self.has_plain;
        if by_tag || self.after_tag {
            paragraph.text.truncate(paragraph.text.trim_end().len());
        }
        paragraph.text.shrink_to_fit();
        let is_needless = is_blank && (by_tag || self.after_tag);
        if is_needless {
            self.current.list_level = paragraph.list_level;
        } else {
            self.done.push(Block::Paragraph(paragraph));
        }
        self.has_plain = false;
        self.after_tag = by_tag;
    }

    fn finish(mut self) -> Vec<Block> {
        self.end(false);
        if self.done.is_empty() {
            self.done.push(Block::Paragraph(Paragraph::default()));
        }
        self.done.shrink_to_fit(); // most are the one paragraph of a cell
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Paragraph> {
        let paragraph = |block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None };
        paragraphs(text).into_iter().filter_map(paragraph).collect()
    }

    /// Paragraphs on one line: ` | ` between them, `!` before bold ones, `#2` before headings, `-0` before points.
    fn line(text: &str) -> String {
        let shown = |paragraph: &Paragraph| {
            let heading = paragraph.heading.map(|level| format!("#{level} ")).unwrap_or_default();
            let list = paragraph.list_level.map(|level| format!("-{level} ")).unwrap_or_default();
            let bold = if paragraph.bold { "!" } else { "" };
            let (label, words) = paragraph.text.split_at(paragraph.text.len() - paragraph.without_label().len());
            let label = if label.is_empty() { String::new() } else { format!("[{}]", label.trim()) };
            format!("{heading}{list}{bold}{label}{}", words.replace('\n', "⏎"))
        };
        read(text).iter().map(shown).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn mark_up_is_no_part_of_the_words() {
        let cases = [
            ("Сентябрь ежегодно", "Сентябрь ежегодно"),
            ("Апрель \n\n2020", "Апрель  |  | 2020"),
            ("<b>1. Раздел</b>", "!1. Раздел"),
            ("<B>1.</B> Раздел", "1. Раздел"),
            ("**Дорожная карта\n«Школа»**", "!Дорожная карта | !«Школа»"),
            ("***План***", "!План"),
            ("*Петров*", "Петров"),
            ("<p>Семинары:</p> <ul class=\"x\"> - первый - второй ", "Семинары: | - первый - второй"),
            ("<ul><li>один</li><li>два<ul><li>три</li></ul></li></ul>", "-0 [•]один | -0 [•]два | -1 [•]три"),
            (
                "<ol><li>один</li><li><ul><li>два</li></ul></li><li>три</li></ol>",
                "-0 [1.]один | -1 [•]два | -0 [3.]три",
            ),
            ("<ul><li><p>один</p></li><li></li></ul>после", "-0 [•]один | после"),
            ("<ul><li> <b>один</b><li>- два</ul>", "-0 ![•]один | -0 - два"),
            ("<li>один</li></ul></ul><li>два", "-0 [•]один | -0 [•]два"),
            ("первая<br>вторая<br/>третья", "первая⏎вторая⏎третья"),
            ("<p>один</p><p>два</p>", "один | два"),
            ("&laquo;Дом&raquo;&nbsp;&amp; сад &#8470; 1 &#x2014; всё", "«Дом»\u{a0}& сад № 1 — всё"),
            ("<span style=\"color: red\">срок</span> до 1<sup>го</sup>", "срок до 1го"),
            ("## Раздел 1", "#2 Раздел 1"),
            ("до <!-- стр. 2 --> мая", "до  мая"),
        ];
        let misses: Vec<_> = cases.iter().filter(|(text, expected)| line(text) != *expected).collect();
        assert!(misses.is_empty(), "{:#?}", misses.iter().map(|(text, _)| line(text)).collect::<Vec<_>>());
    }

    #[test]
    fn signs_that_are_no_mark_up_stay() {
        let cases = [
            "* первый пункт\n* второй пункт",
            "показатель* растёт, итог** тоже",
            "5 * 3 = 15",
            "доля < 5 %, рост > 3 %",
            "<Название школы>",
            "№ #1, R&D; A&B",
            "****",
            "План_работы_на_год",
            "a < b",
            "&неизвестно;",
        ];
        for text in cases {
            let lines: Vec<String> = read(text).into_iter().map(|paragraph| paragraph.text).collect();
            assert_eq!(lines.join("\n"), text);
        }
    }
}
