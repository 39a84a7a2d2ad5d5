//! Tables pasted as HTML: `<table><tr><td rowspan="2">…`.

use std::collections::BTreeMap;

use vekha_model::{Block, Cell, Row, Table, Vertical};

use super::{prose, stacked};

/// The blocks of a table that begins on this line, and the line after it; `None` if it ends nowhere.
pub(super) fn read(lines: &[&str], start: usize, most: usize) -> Option<(Vec<Block>, usize)> {
    let end = end(lines, start)?;
    let text = lines[start..end].join(" ");
    let mut parser = Parser { text: &text, at: 0, most };
    let mut blocks = Vec::new();
    while let Some(begin) = position(&text[parser.at..], "<table").map(|length| parser.at + length) {
        blocks.extend(prose::prose(&[text[parser.at..begin].trim()]));
        parser.at = begin;
        blocks.extend(parser.table(0)?);
    }
    blocks.extend(prose::prose(&[text[parser.at..].trim()]));
    Some((blocks, end))
}

/// Whether a table begins on the line.
pub(super) fn begins(line: &str) -> bool {
    position(line, "<table")
        .is_some_and(|at| line[at + 6..].starts_with(|c: char| c == '>' || c.is_whitespace()) || line.len() == at + 6)
}

/// Where these ASCII letters stand first, in whatever case.
fn position(text: &str, tag: &str) -> Option<usize> {
    text.as_bytes().windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
}

fn count(text: &str, tag: &str) -> usize {
    text.as_bytes().windows(tag.len()).filter(|window| window.eq_ignore_ascii_case(tag.as_bytes())).count()
}

/// The line after the one on which the table is closed.
fn end(lines: &[&str], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, line) in lines.iter().enumerate().skip(start) {
        depth += count(line, "<table");
        let closed = count(line, "</table");
        if closed >= depth {
            return Some(at + 1);
        }
        depth -= closed;
    }
    None
}

/// Tables nested more deeply are read as words.
const MAX_DEPTH: usize = 8;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// The most columns that one cell may cover.
    most: usize,
}

/// A tag: its name, with `/` before it where it closes an element, and what stands behind the name.
struct Tag<'a> {
    name: String,
    attributes: &'a str,
    end: usize,
}

/// A cell as it is read.
#[derive(Default)]
struct Open {
    colspan: usize,
    rowspan: usize,
    words: String,
    nested: Vec<Block>,
}

impl<'a> Parser<'a> {
    /// The tag that begins at `at`; `None` for a `<` that is none.
    fn tag(&self, at: usize) -> Option<Tag<'a>> {
        let inside = &self.text[at + 1..];
        // Attributes are short; a tag ends before the next one begins.
        let length = inside
            .bytes()
            .take(2_000)
            .position(|b| matches!(b, b'<' | b'>'))
            .filter(|at| inside.as_bytes()[*at] == b'>')?;
        let inside = &inside[..length];
        let name_length = inside.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_length);
        let name = name.trim_end_matches('/').to_ascii_lowercase();
        Some(Tag { name, attributes, end: at + length + 2 })
    }

    /// The table whose tag begins here, its caption before it.
    fn table(&mut self, depth: usize) -> Option<Vec<Block>> {
        self.at = self.tag(self.at)?.end;
        let mut grid = Grid::default();
        let mut caption = String::new();
        let mut open: Option<Open> = None;
        while self.at < self.text.len() {
            let next = self.text[self.at..].find('<').map_or(self.text.len(), |length| self.at + length);
            let words = &self.text[self.at..next];
            open.as_mut().map_or(&mut caption, |open| &mut open.words).push_str(words);
            self.at = next;
            let Some(tag) = (next < self.text.len()).then(|| self.tag(next)).flatten() else {
                let end = (next + 1).min(self.text.len());
                open.as_mut().map_or(&mut caption, |open| &mut open.words).push_str(&self.text[next..end]);
                self.at = end;
                continue;
            };
            match tag.name.as_str() {
                "table" if depth < MAX_DEPTH => {
                    let nested = self.table(depth + 1)?;
                    match open.as_mut() {
                        Some(open) => open.nested.extend(nested),
                        None => grid.stray.extend(nested),
                    }
                    continue;
                }
                "/table" => {
                    self.at = tag.end;
                    grid.close(open.take());
                    return Some(grid.blocks(&caption));
                }
                "tr" | "/tr" => {
                    grid.close(open.take());
                    grid.end_row();
                }
                "td" | "th" => {
                    grid.close(open.take());
                    let span = |name: &str| number(tag.attributes, name).unwrap_or(1);
                    open = Some(Open {
                        colspan: span("colspan").clamp(1, self.most),
                        rowspan: span("rowspan").max(1),
                        ..Open::default()
                    });
                }
                "/td" | "/th" => grid.close(open.take()),
                "thead" | "/thead" | "tbody" | "/tbody" | "tfoot" | "/tfoot" | "col" | "colgroup" | "/colgroup"
                | "caption" | "/caption" => {}
                _ => {
                    let words = &self.text[next..tag.end];
                    open.as_mut().map_or(&mut caption, |open| &mut open.words).push_str(words);
                }
            }
            self.at = tag.end;
        }
        grid.close(open.take());
        Some(grid.blocks(&caption))
    }
}

/// The number of an attribute: `colspan="2"`, `colspan=2`.
fn number(attributes: &str, name: &str) -> Option<usize> {
    let at = position(attributes, name)?;
    let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let digits: String =
        value.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().ok()
}

/// Rows as they grow, with the cells of rows above that reach into them.
#[derive(Default)]
struct Grid {
    table: Table,
    row: Vec<Cell>,
    /// How many columns the row has so far.
    width: usize,
    /// By the column a merge begins in: the columns it covers, the rows it still takes.
    reaching: BTreeMap<usize, (usize, usize)>,
    /// The merges that this row begins, in the same form.
    begun: Vec<(usize, (usize, usize))>,
    /// Tables that stand between cells.
    stray: Vec<Block>,
}

impl Grid {
    fn close(&mut self, open: Option<Open>) {
        let Some(open) = open else { return };
        self.reach();
        let mut cell = stacked::cell(open.words.trim());
        cell.blocks.extend(open.nested);
        cell.colspan = open.colspan;
        if open.rowspan > 1 {
            cell.vertical = Vertical::Start;
            self.begun.push((self.width, (open.colspan, open.rowspan - 1)));
        }
        self.width += open.colspan;
        self.row.push(cell);
    }

    /// Puts cells that continue merges where the row has come to.
    fn reach(&mut self) {
        while let Some(&(colspan, _)) = self.reaching.get(&self.width) {
            self.row.push(Cell { colspan, vertical: Vertical::Continue, ..Cell::of("") });
            self.width += colspan;
        }
    }

    fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        self.reach();
        for (_, rows) in self.reaching.values_mut() {
            *rows -= 1;
        }
        self.reaching.retain(|_, (_, rows)| *rows > 0);
        self.reaching.extend(self.begun.drain(..));
        self.table.rows.push(Row { cells: std::mem::take(&mut self.row), ..Row::default() });
        self.width = 0;
    }

    fn blocks(mut self, caption: &str) -> Vec<Block> {
        self.end_row();
        let mut blocks = prose::prose(&[caption.trim()]);
        self.table.merges = true;
        if !self.table.rows.is_empty() {
            blocks.push(Block::Table(self.table));
        }
        blocks.extend(self.stray);
        blocks
    }
}
