//! A plan and its layout become a source.

use super::layout::{Break, Gaps, HeaderAs, Layout, Repeat, SectionsAs};
use super::plan::{Activity, Cells, Counts, Kind, Line, Numbers, Plan, Value};
use super::vocabulary::{APPROVAL, SPAN};
use crate::inline::{Inline, Level};
use crate::source::{Align, Block, Cell, Merge, Paragraph, Source, Table};

/// The plan as it is written.
pub(super) fn source(plan: &Plan, layout: &Layout) -> Source {
    let mut setter = Setter {
        plan,
        layout,
        counts: Counts::default(),
        blocks: Vec::new(),
        rows: Vec::new(),
        words: 0,
        activities: 0,
        section: None,
    };
    setter.head();
    setter.header();
    for line in &plan.lines {
        setter.line(line);
    }
    setter.end_table();
    if plan.is_signed {
        let pieces = vec![text("Начальник отдела"), Inline::Tab, Inline::Tab, text("И. И. Каштанов")];
        setter.blocks.push(Block::Paragraph(Paragraph { align: Align::Left, pieces }));
    }
    let blocks = if layout.framed { vec![Block::Frame(setter.blocks)] } else { setter.blocks };
    Source { outputs: Vec::new(), blocks }
}

struct Setter<'p> {
    plan: &'p Plan,
    layout: &'p Layout,
    counts: Counts,
    blocks: Vec<Block>,
    /// The rows of the table that is being written.
    rows: Vec<Vec<Cell>>,
    /// How many words with their own smudges were written.
    words: usize,
    /// How many activities were written.
    activities: usize,
    /// The words of the column of sections, and whether they stand in the row above.
    section: Option<(String, bool)>,
}

/// A row being written: a cell for each column.
type Row = Vec<Cell>;

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn has_words(cell: &Cell) -> bool {
    cell.merge != Merge::None || !cell.paragraphs.is_empty()
}

impl Setter<'_> {
    fn paragraph(&mut self, align: Align, piece: Inline) {
        self.blocks.push(Block::Paragraph(Paragraph { align, pieces: vec![piece] }));
    }

    fn head(&mut self) {
        if self.plan.is_approved {
            APPROVAL.iter().for_each(|line| self.paragraph(Align::Right, text(line)));
        }
        self.paragraph(Align::Center, Inline::Bold(self.plan.title.0.to_owned()));
        for line in self.plan.amendment.iter().chain(&self.plan.preamble) {
            self.paragraph(Align::Left, text(line));
        }
    }

    fn header(&mut self) {
        if self.layout.header != HeaderAs::Nothing {
            self.header_rows();
            if self.layout.header == HeaderAs::Table {
                self.end_table();
            }
            self.numbering_row();
        }
    }

    /// One row, or two where a start and an end stand under one header.
    fn header_rows(&mut self) {
        let kinds: Vec<Kind> = self.plan.columns.iter().map(|column| column.kind).collect();
        let start = kinds.windows(2).position(|pair| pair == [Kind::Start, Kind::End]);
        let row: Row = self.plan.columns.iter().map(|column| self.headed(column.header, column.kind)).collect();
        let Some(start) = start else { return self.rows.push(row) };
        let mut upper = row.clone();
        upper[start] = self.headed(SPAN[0], Kind::Dates);
        upper[start + 1] = Cell::merged(Merge::Left);
        let lower = row
            .into_iter()
            .enumerate()
            .map(|(at, cell)| if at == start || at == start + 1 { cell } else { Cell::merged(Merge::Above) });
        self.rows.extend([upper, lower.collect()]);
    }

    fn headed(&self, header: &str, kind: Kind) -> Cell {
        let lines = header.split('\n').map(text);
        let mut pieces: Vec<Inline> = lines.flat_map(|line| [Inline::Break, line]).skip(1).collect();
        if self.layout.footnote && kind == Kind::Responsible {
            pieces.push(Inline::Footnote("По согласованию сторон.".to_owned()));
        }
        Cell { paragraphs: vec![pieces], ..Cell::default() }
    }

    fn numbering_row(&mut self) {
        if self.layout.numbering {
            self.rows.push((1..=self.plan.columns.len()).map(|number| Cell::of(&number.to_string())).collect());
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let width = |kind: Kind| match kind {
            Kind::Number => 1,
            Kind::Activity => 6,
            _ => 3,
        };
        if !rows.is_empty() {
            let widths = self.plan.columns.iter().map(|column| width(column.kind)).collect();
            self.blocks.push(Block::Table(Table { widths, rows }));
        }
        self.lose_section();
    }

    /// The column of sections must say its words again.
    fn lose_section(&mut self) {
        if let Some((_, stands_above)) = &mut self.section {
            *stands_above = false;
        }
    }

    fn page(&mut self) {
        if self.layout.tables {
            self.end_table();
            // Without a header below it, no reader of a text could tell it from the last cell's words.
            let has_header = self.layout.repeat == Repeat::Header && self.layout.header != HeaderAs::Nothing;
            if !self.layout.page_line.is_empty() && has_header && !self.layout.framed {
                self.paragraph(Align::Center, text(self.layout.page_line));
            }
        }
        match self.layout.repeat {
            Repeat::Header if self.layout.header != HeaderAs::Nothing => self.header_rows(),
            Repeat::Numbering => self.numbering_row(),
            Repeat::Header | Repeat::Nothing => return,
        }
        self.lose_section();
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Heading { inner, words } => {
                let heading = self.counts.heading(self.plan, *inner, words);
                self.heading(&heading, words);
            }
            Line::Activity(activity) => self.activity(activity),
            Line::Totals => {
                let mut row = self.blank();
                self.set(&mut row, Kind::Activity, Cell::of("Итого по плану"));
                self.rows.push(row);
                self.lose_section();
            }
            Line::Unused => {
                let mut row = self.blank();
                let number = self.counts.activity(self.plan);
                let cell = self.number(number.as_deref());
                self.set(&mut row, Kind::Number, cell);
                self.rows.push(row);
                self.lose_section();
            }
            Line::Amendment(words) => {
                self.wide(Cell::of(words));
                self.lose_section();
            }
        }
    }

    fn heading(&mut self, heading: &str, words: &str) {
        if self.layout.sections == SectionsAs::Column {
            self.section = Some((heading.to_owned(), false));
            return;
        }
        let is_numbered = self.layout.sections == SectionsAs::Numbered;
        let words = if is_numbered { words } else { heading };
        let cell = match self.layout.bold {
            true => Cell { paragraphs: vec![vec![Inline::Bold(words.to_owned())]], ..Cell::default() },
            false => self.said(words),
        };
        let mut row = self.blank();
        match self.layout.sections {
            SectionsAs::Wide | SectionsAs::Column => return self.wide(cell),
            SectionsAs::First => row[0] = cell,
            SectionsAs::Middle => self.set(&mut row, Kind::Activity, cell),
            SectionsAs::Numbered => {
                let number = heading.split('.').next().unwrap_or_default();
                let number = self.typed(number);
                self.set(&mut row, Kind::Number, number);
                self.set(&mut row, Kind::Activity, cell);
            }
        }
        self.rows.push(row);
    }

    fn wide(&mut self, cell: Cell) {
        let mut row = vec![Cell::merged(Merge::Left); self.plan.columns.len()];
        row[0] = cell;
        self.rows.push(row);
    }

    fn activity(&mut self, activity: &Activity) {
        let breaks = self.layout.breaks.iter().find(|(at, _)| *at == self.activities).map(|(_, what)| *what);
        self.activities += 1;
        if breaks == Some(Break::Before) {
            self.page();
        }
        let number = self.counts.activity(self.plan);
        match breaks {
            _ if !activity.parts.is_empty() => self.parts(activity, number.as_deref()),
            Some(Break::Inside { times, all }) => self.split(activity, number.as_deref(), times, all),
            _ => {
                let mut row = self.row(&activity.cells, number.as_deref());
                let title = self.said(&activity.title);
                self.set(&mut row, Kind::Activity, title);
                self.push(row);
            }
        }
    }

    fn parts(&mut self, activity: &Activity, number: Option<&str>) {
        let number = number.unwrap_or_default();
        if !activity.in_cell {
            let mut row = self.row(&Cells::new(), Some(number));
            let lead = self.said(&activity.title);
            self.set(&mut row, Kind::Activity, lead);
            self.push(row);
        }
        for (index, part) in activity.parts.iter().enumerate() {
            let own = format!("{number}.{}", index + 1);
            let mut row = self.row(&part.cells, None);
            let cell = match (activity.in_cell, index) {
                (true, 0) => {
                    let first = format!("{own}. {}", part.title);
                    let lines = [text(&activity.title), text(""), text(&first)];
                    let cell = self.number(Some(number));
                    self.set(&mut row, Kind::Number, cell);
                    Cell { paragraphs: lines.into_iter().map(|line| vec![line]).collect(), ..Cell::default() }
                }
                (true, _) => {
                    let above = self.above();
                    self.set(&mut row, Kind::Number, above);
                    self.said(&format!("{own}. {}", part.title))
                }
                (false, _) => {
                    let number = if self.layout.automatic { self.automatic(Level::Second) } else { self.typed(&own) };
                    self.set(&mut row, Kind::Number, number);
                    self.said(&part.title)
                }
            };
            self.set(&mut row, Kind::Activity, cell);
            self.push(row);
        }
    }

    /// The row's title, and the words of other cells where `all`, go on after each page.
    fn split(&mut self, activity: &Activity, number: Option<&str>, times: usize, all: bool) {
        let mut first = self.row(&activity.cells, number);
        let mut rest = vec![self.blank(); times];
        self.cut(&mut first, &mut rest, Kind::Activity, &activity.title);
        for kind in [Kind::Responsible, Kind::Result] {
            if let (true, Some(Value::Own(words))) = (all, activity.cells.get(&kind)) {
                self.cut(&mut first, &mut rest[..1], kind, words);
            }
        }
        self.push(first);
        for mut row in rest {
            self.page();
            if self.layout.shifted {
                let blank = row.iter().take_while(|cell| !has_words(cell)).count();
                row[..blank].fill(Cell::merged(Merge::Absent));
            }
            self.rows.push(row);
            self.lose_section();
        }
    }

    /// Words stand in the first row up to a small letter, and go on in the others.
    fn cut(&self, first: &mut Row, rest: &mut [Row], kind: Kind, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let mut ends: Vec<usize> = (1..words.len()).filter(|&at| words[at].starts_with(char::is_lowercase)).collect();
        ends.truncate(rest.len());
        ends.push(words.len());
        self.set(first, kind, Cell::of(&words[..ends[0]].join(" ")));
        for (row, ends) in rest.iter_mut().zip(ends.windows(2)) {
            self.set(row, kind, Cell::of(&words[ends[0]..ends[1]].join(" ")));
        }
    }

    fn blank(&self) -> Row {
        vec![Cell::default(); self.plan.columns.len()]
    }

    /// The cells of a row that are neither its title nor those of its section.
    fn row(&mut self, cells: &Cells, number: Option<&str>) -> Row {
        let mut row = self.blank();
        for (at, column) in self.plan.columns.iter().enumerate() {
            row[at] = match (column.kind, cells.get(&column.kind)) {
                (Kind::Number, _) if number.is_some() => self.number(number),
                (_, Some(Value::Own(words))) => self.said(words),
                (_, Some(Value::Above)) => self.above(),
                _ => Cell::default(),
            };
        }
        row
    }

    fn above(&self) -> Cell {
        match self.layout.gaps {
            Gaps::Merged => Cell::merged(Merge::Above),
            Gaps::Blank => Cell::default(),
        }
    }

    /// Adds an activity's row, with its section if that has a column.
    fn push(&mut self, mut row: Row) {
        let above = self.above();
        if let Some((words, stands_above)) = &mut self.section {
            let cell = if *stands_above { above } else { Cell::of(words) };
            *stands_above = true;
            self.set(&mut row, Kind::Section, cell);
        }
        self.rows.push(row);
    }

    fn set(&self, row: &mut Row, kind: Kind, cell: Cell) {
        if let Some(at) = self.plan.columns.iter().position(|column| column.kind == kind) {
            row[at] = cell;
        }
    }

    fn number(&self, number: Option<&str>) -> Cell {
        match number {
            Some(_) if self.layout.automatic && self.plan.numbers == Numbers::Running => self.automatic(Level::First),
            Some(number) => self.typed(number),
            None => Cell::default(),
        }
    }

    fn automatic(&self, level: Level) -> Cell {
        Cell { paragraphs: vec![vec![Inline::Number(level)]], ..Cell::default() }
    }

    fn typed(&self, number: &str) -> Cell {
        Cell::of(&format!("{number}{}", if self.layout.dotted { "." } else { "" }))
    }

    /// Words of the plan, with their smudge.
    fn said(&mut self, words: &str) -> Cell {
        let smudge = self.layout.smudges.iter().find(|(at, _)| *at == self.words).map(|(_, smudge)| *smudge);
        self.words += 1;
        match smudge {
            Some(smudge) => Cell { paragraphs: vec![smudge.on(words)], ..Cell::default() },
            None => Cell::of(words),
        }
    }
}
