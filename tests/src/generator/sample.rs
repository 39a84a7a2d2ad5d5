//! Plans with their layouts, drawn from bytes.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use super::dice::Dice;
use super::layout::{Break, Gaps, HeaderAs, Layout, Repeat, SectionsAs};
use super::plan::{Activity, Cells, Column, Headings, Kind, Line, Numbers, Part, Plan, Value};
use super::smudge::Smudge;
use super::typeset;
use super::vocabulary as words;
use crate::inline::Inline;
use crate::source::{Block, Cell, Merge, Source};

/// A plan and how it is written.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample {
    /// What is meant.
    pub plan: Plan,
    /// How it is written.
    pub layout: Layout,
}

/// Random samples; they shrink to plainer ones.
pub fn samples() -> impl Strategy<Value = Sample> {
    let bytes = |length: usize| vec(any::<u8>(), length);
    let marks = || vec((any::<u8>(), any::<u8>()), 0..4);
    (bytes(24), vec(bytes(36), 3..12), marks(), marks())
        .prop_map(|(plan, lines, breaks, smudges)| Sample::drawn(&plan, &lines, &breaks, &smudges))
}

impl Sample {
    /// The plan as it is written.
    pub fn source(&self) -> Source {
        typeset::source(&self.plan, &self.layout)
    }

    /// The sample as plain text can show it: a header set apart from its rows by a blank line is prose.
    pub fn plain(mut self) -> Self {
        if self.layout.header == HeaderAs::Table {
            self.layout.header = HeaderAs::Rows;
        }
        self
    }

    /// The sample as a text with a cell a line can show it, if it can: rows without numbers are told by blank lines alone,
    /// which stand inside cells too, and of a few rows blank cells do not tell the width.
    pub fn stacked(self) -> Option<Self> {
        let mut sample = self.plain();
        if matches!(sample.layout.sections, SectionsAs::First | SectionsAs::Middle) {
            sample.layout.sections = SectionsAs::Wide;
        }
        if sample.layout.sections == SectionsAs::Column {
            sample.layout.repeat = Repeat::Nothing;
        }
        (sample.layout.dotted, sample.layout.numbering, sample.layout.page_line) = (true, false, "");
        let rows = sample.plan.lines.iter().filter(|line| matches!(line, Line::Activity(_))).count();
        let tells_width = sample.plan.has(Kind::Number) && sample.layout.header == HeaderAs::Rows && rows > 3;
        tells_width.then_some(sample)
    }

    fn drawn(plan: &[u8], lines: &[Vec<u8>], breaks: &[(u8, u8)], smudges: &[(u8, u8)]) -> Self {
        let mut dice = Dice::new(plan);
        let mut layout = layout(&mut dice);
        let mut plan = frame(&mut dice, &mut layout);
        let mut drawer =
            Drawer { month: 0, is_first: true, is_headed: true, above: Vec::new(), plan: &plan, layout: &layout };
        let mut drawn: Vec<Line> = lines.iter().map(|line| drawer.line(&mut Dice::new(line))).collect();
        // A table without a header is known by several rows.
        let least = if layout.header == HeaderAs::Nothing { 3 } else { 1 };
        while drawn.iter().filter(|line| matches!(line, Line::Activity(_))).count() < least {
            let mut drawer =
                Drawer { month: 1, is_first: false, is_headed: false, above: Vec::new(), plan: &plan, layout: &layout };
            drawn.push(Line::Activity(drawer.activity(&mut Dice::new(&[]))));
        }
        drop_empty_headings(&mut drawn, &layout);
        if layout.header == HeaderAs::Nothing {
            // In a text, a line alone above rows without a header is no part of their table.
            let first = drawn.iter().position(|line| matches!(line, Line::Activity(_))).unwrap_or(0);
            drawn.drain(..first);
        }
        plan.lines = drawn;
        layout.breaks = breaks.iter().map(|&(at, how)| broken(usize::from(at), usize::from(how))).collect();
        if layout.tables && layout.repeat == Repeat::Nothing {
            // A page with the middle of a row alone is any text.
            for (_, how) in &mut layout.breaks {
                if let Break::Inside { times, .. } = how {
                    *times = 1;
                }
            }
        }
        let like = layout.clone();
        layout.breaks.retain(|(at, how)| may_break(&plan, &like, *at, *how));
        if layout.sections == SectionsAs::Column && !has_long_section(&plan, &layout) {
            layout.sections = SectionsAs::Wide;
            plan.columns.retain(|column| column.kind != Kind::Section);
        }
        let smudge =
            |&(at, what): &(u8, u8)| (usize::from(at) % 64, Smudge::ALL[usize::from(what) % Smudge::ALL.len()]);
        layout.smudges = smudges.iter().map(smudge).collect();
        Self { plan, layout }
    }
}

fn layout(dice: &mut Dice) -> Layout {
    use SectionsAs::{Column, First, Middle, Numbered, Wide};
    Layout {
        sections: dice.pick(&[Wide, First, Middle, Numbered, Column]),
        header: dice.pick(&[HeaderAs::Rows, HeaderAs::Rows, HeaderAs::Rows, HeaderAs::Table, HeaderAs::Nothing]),
        numbering: dice.chance(25),
        footnote: dice.chance(15),
        bold: dice.chance(40),
        gaps: dice.pick(&[Gaps::Merged, Gaps::Merged, Gaps::Blank]),
        automatic: dice.chance(25),
        dotted: !dice.chance(50),
        tables: dice.chance(60),
        repeat: dice.pick(&[Repeat::Header, Repeat::Nothing, Repeat::Numbering]),
        page_line: dice.pick(words::PAGE_LINES),
        shifted: dice.chance(30),
        framed: dice.chance(15),
        breaks: Vec::new(),
        smudges: Vec::new(),
    }
}

/// The plan without its lines; what the layout cannot carry is taken out of it.
fn frame(dice: &mut Dice, layout: &mut Layout) -> Plan {
    let mut numbers = dice.pick(&[Numbers::Running, Numbers::PerSection, Numbers::BySection, Numbers::None]);
    use Headings::{Arabic, Capitals, Months, Named, Plain, Roman};
    let mut headings = dice.pick(&[Plain, Arabic, Roman, Named, Capitals, Months]);
    if layout.header == HeaderAs::Nothing {
        layout.sections = SectionsAs::Wide;
        (layout.numbering, layout.repeat, layout.tables) = (false, Repeat::Nothing, false);
        if numbers == Numbers::BySection {
            numbers = Numbers::Running;
        }
    }
    // Whether a column is one of sections is told from the rows of its table.
    layout.tables &= layout.sections != SectionsAs::Column;
    match layout.sections {
        SectionsAs::Numbered => (numbers, headings) = (Numbers::BySection, Arabic),
        SectionsAs::Column if headings == Months => headings = Plain,
        _ if numbers == Numbers::BySection && matches!(headings, Plain | Capitals | Months) => headings = Arabic,
        _ => {}
    }
    if numbers != Numbers::Running {
        layout.automatic = false;
    }
    if layout.gaps == Gaps::Blank && layout.repeat == Repeat::Header {
        // A header of two rows has merged cells: below it blank cells would be blank.
        layout.repeat = Repeat::Nothing;
    }
    Plan {
        title: dice.pick(words::TITLES),
        is_approved: dice.chance(30),
        amendment: dice.chance(20).then(|| dice.pick(words::AMENDMENTS)),
        preamble: dice.chance(20).then(|| dice.pick(words::PREAMBLE)),
        columns: columns(dice, layout, numbers),
        numbers,
        headings,
        lines: Vec::new(),
        is_signed: dice.chance(30),
    }
}

fn columns(dice: &mut Dice, layout: &Layout, numbers: Numbers) -> Vec<Column> {
    use Kind::{Activity, Dates, Field, Responsible, Result};
    let field = dice.byte() % words::FIELDS.len();
    let mut kinds = match dice.byte() % 7 {
        0 => vec![Activity, Dates, Responsible],
        1 => vec![Activity, Dates, Responsible, Result],
        2 => vec![Activity, Responsible, Dates, Result],
        3 => vec![Dates, Activity, Responsible],
        4 => vec![Activity, Result, Dates, Responsible, Field(field)],
        5 => vec![Activity, Field(field), Dates, Responsible, Field((field + 1) % words::FIELDS.len())],
        _ => vec![Responsible, Activity, Dates, Result],
    };
    if layout.header == HeaderAs::Nothing {
        kinds.retain(|kind| matches!(kind, Activity | Dates | Responsible));
    } else {
        if dice.chance(20) && kinds[0] != Dates {
            let at = kinds.iter().position(|kind| *kind == Dates).unwrap_or(0);
            kinds.splice(at..=at, [Kind::Start, Kind::End]);
        }
        if dice.chance(15) {
            let at = kinds.iter().position(|kind| *kind == Responsible).unwrap_or(0);
            kinds.insert(at + 1, Kind::CoExecutors);
        }
    }
    if layout.sections == SectionsAs::Column {
        kinds.insert(0, Kind::Section);
    }
    if numbers != Numbers::None {
        kinds.insert(0, Kind::Number);
    }
    kinds.into_iter().map(|kind| Column { kind, header: header(dice, kind) }).collect()
}

fn header(dice: &mut Dice, kind: Kind) -> &'static str {
    dice.pick(match kind {
        Kind::Number => words::NUMBER,
        Kind::Section => words::SECTION,
        Kind::Activity => words::ACTIVITY,
        Kind::Dates => words::DATE,
        Kind::Start => words::START,
        Kind::End => words::END,
        Kind::Responsible => words::RESPONSIBLE,
        Kind::CoExecutors => words::CO_EXECUTORS,
        Kind::Result => words::RESULT,
        Kind::Field(index) => return words::FIELDS[index].0,
    })
}

/// Draws the lines of a plan one after another.
struct Drawer<'p> {
    plan: &'p Plan,
    layout: &'p Layout,
    /// The month of the section.
    month: usize,
    /// Whether no section, and no activity, was drawn yet.
    is_first: bool,
    /// Whether the last line is a section's heading.
    is_headed: bool,
    /// Which cells the row above fills.
    above: Vec<Kind>,
}

impl Drawer<'_> {
    fn line(&mut self, dice: &mut Dice) -> Line {
        let kind = dice.byte() % 16;
        let has_numbers = self.plan.numbers != Numbers::None;
        // What has a place of its own in the table's columns needs a section before the first row.
        let needs_heading =
            self.is_first && (self.plan.numbers == Numbers::BySection || self.layout.sections == SectionsAs::Column);
        if kind >= 13 || needs_heading {
            return self.heading(dice);
        }
        match kind {
            12 if !self.is_headed => self.other(Line::Totals),
            11 if !self.is_headed && has_numbers => self.other(Line::Unused),
            10 if !self.is_headed => self.other(Line::Amendment(dice.pick(words::AMENDMENTS))),
            _ => Line::Activity(self.activity(dice)),
        }
    }

    fn other(&mut self, line: Line) -> Line {
        self.above.clear();
        line
    }

    fn heading(&mut self, dice: &mut Dice) -> Line {
        let may_nest = matches!(self.plan.headings, Headings::Arabic | Headings::Roman | Headings::Named)
            && matches!(self.layout.sections, SectionsAs::Wide | SectionsAs::First)
            && self.plan.numbers != Numbers::BySection
            && self.month > 0;
        self.is_first = false;
        self.is_headed = true;
        self.above.clear();
        self.month += 1;
        if self.plan.headings == Headings::Months {
            let (words, _) = words::MONTHS[self.month % words::MONTHS.len()];
            return Line::Heading { inner: false, words };
        }
        Line::Heading { inner: may_nest && dice.chance(40), words: dice.pick(words::SECTIONS) }
    }

    fn activity(&mut self, dice: &mut Dice) -> Activity {
        self.is_first = false;
        self.is_headed = false;
        let title = title(dice);
        let is_plain = self.layout.header == HeaderAs::Nothing
            || self.plan.columns.iter().any(|c| c.kind == Kind::Dates) && self.dates_lead();
        // A month dates the rows below it, so those have dates of their own.
        let is_plain = is_plain || self.plan.headings == Headings::Months;
        if self.plan.numbers == Numbers::None || is_plain || !dice.chance(25) {
            return Activity { title, cells: self.cells(dice, false), parts: Vec::new(), in_cell: false };
        }
        let title = dice.pick(words::LEADS).to_owned();
        // A number merged over the same rows as a section is the section's.
        let in_cell = dice.chance(50) && self.layout.sections != SectionsAs::Column;
        self.above.clear();
        let count = 2 + dice.byte() % 2;
        let part = |index: usize| Part { title: self::title(dice), cells: self.cells(dice, index > 0) };
        let parts = (0..count).map(part).collect();
        Activity { title, cells: Cells::new(), parts, in_cell }
    }

    /// Whether the dates stand before what is to be done: then a blank cell of a text may be a merged one.
    fn dates_lead(&self) -> bool {
        let position = |kind| self.plan.columns.iter().position(|column| column.kind == kind);
        position(Kind::Dates) < position(Kind::Activity)
    }

    fn cells(&mut self, dice: &mut Dice, is_later_part: bool) -> Cells {
        let mut cells = Cells::new();
        let has_co_executors = self.plan.has(Kind::CoExecutors);
        let is_whole = self.layout.header == HeaderAs::Nothing;
        for kind in self.plan.columns.iter().map(|column| column.kind) {
            let must = match kind {
                Kind::Dates | Kind::Start => is_whole || self.dates_lead() || self.plan.headings == Headings::Months,
                Kind::Responsible => is_whole || has_co_executors,
                _ => false,
            };
            if let Some(words) = self.own(dice, kind) {
                let rare = dice.byte();
                let may_share = self.above.contains(&kind) && !matches!(kind, Kind::Field(_) | Kind::CoExecutors);
                match rare {
                    _ if must => cells.insert(kind, Value::Own(words)),
                    ..160 => cells.insert(kind, Value::Own(words)),
                    // A blank cell of a part may be a merged one: so it always is.
                    160..=255 if may_share && (is_later_part || rare < 215) => cells.insert(kind, Value::Above),
                    _ => None,
                };
            }
        }
        // Start and end are one window.
        if let Some(start) = cells.get(&Kind::Start).copied() {
            let end = if start == Value::Above { start } else { Value::Own(dice.pick(words::ENDS)) };
            cells.insert(Kind::End, end);
        } else {
            cells.remove(&Kind::End);
        }
        // A row with one text alone is a section.
        let is_alone = !cells.values().any(|value| matches!(value, Value::Own(_)));
        if is_alone && !is_later_part {
            cells.insert(Kind::Responsible, Value::Own(dice.pick(words::PARTIES)));
        }
        self.above = cells.keys().copied().collect();
        cells
    }

    fn own(&self, dice: &mut Dice, kind: Kind) -> Option<&'static str> {
        Some(match kind {
            Kind::Dates if self.plan.headings == Headings::Months && self.month > 0 => {
                words::MONTHS[self.month % words::MONTHS.len()].1
            }
            Kind::Dates => dice.pick(words::DATES),
            Kind::Start => dice.pick(words::STARTS),
            Kind::End => dice.pick(words::ENDS),
            Kind::Responsible | Kind::CoExecutors => dice.pick(words::PARTIES),
            Kind::Result => dice.pick(words::RESULTS),
            Kind::Field(index) => dice.pick(words::FIELDS[index].1),
            Kind::Number | Kind::Section | Kind::Activity => return None,
        })
    }
}

fn title(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(words::ACTS), dice.pick(words::OBJECTS))
}

/// A section that has a column of its own, or the number of its activities, stands above an activity.
fn drop_empty_headings(lines: &mut Vec<Line>, layout: &Layout) {
    if !matches!(layout.sections, SectionsAs::Column | SectionsAs::Numbered) {
        return;
    }
    let is_empty = |at: usize| {
        let next = lines[at + 1..].iter().find(|line| matches!(line, Line::Activity(_) | Line::Heading { .. }));
        !matches!(next, Some(Line::Activity(_)))
    };
    let empty: Vec<bool> =
        (0..lines.len()).map(|at| matches!(lines[at], Line::Heading { .. }) && is_empty(at)).collect();
    let mut empty = empty.into_iter();
    lines.retain(|_| !empty.next().unwrap_or_default());
}

/// Whether a section's cell holds for a second row: a column with words in every row is no column of sections.
fn has_long_section(plan: &Plan, layout: &Layout) -> bool {
    let is_whole = |line: &Line| matches!(line, Line::Activity(_));
    let first = |at: usize| plan.lines[..at].iter().filter(|line| is_whole(line)).count();
    let is_cut = |at: usize| layout.breaks.iter().any(|(cut, _)| *cut == first(at));
    (1..plan.lines.len())
        .any(|at| is_whole(&plan.lines[at - 1]) && is_whole(&plan.lines[at]) && !is_cut(at) && !is_cut(at - 1))
}

fn broken(at: usize, how: usize) -> (usize, Break) {
    let inside = Break::Inside { times: 1 + how % 2, all: how % 3 == 2 };
    (at % 12, if how < 100 { Break::Before } else { inside })
}

/// Pages do not cut merged cells, nor activities with parts.
fn may_break(plan: &Plan, layout: &Layout, at: usize, how: Break) -> bool {
    let shares = |line: Option<&Line>| match line {
        Some(Line::Activity(activity)) => activity.cells.values().any(|value| *value == Value::Above),
        _ => false,
    };
    let activities = plan.lines.iter().enumerate().filter(|(_, line)| matches!(line, Line::Activity(_)));
    let Some((index, line)) = activities.into_iter().nth(at) else { return false };
    let has_parts = matches!(line, Line::Activity(activity) if !activity.parts.is_empty());
    // A heading alone at a page's end is known by the header above it, and one with a number by the number below it.
    let is_headed = plan.lines[..index].last().is_none_or(|line| !matches!(line, Line::Activity(_)));
    match how {
        Break::Before if at == 0 => false,
        Break::Before
            if is_headed && (layout.header == HeaderAs::Nothing || layout.sections == SectionsAs::Numbered) =>
        {
            false
        }
        Break::Before => !shares(Some(line)),
        // Without a header, rows are known by their dates, and these rows have none.
        Break::Inside { .. } if layout.header == HeaderAs::Nothing => false,
        Break::Inside { .. } => !shares(Some(line)) && !shares(plan.lines.get(index + 1)) && !has_parts,
    }
}

/// The layout, and the document as it is drawn: cells between bars, `<` and `^` for merged ones.
impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}", self.layout)?;
        for block in self.source().flat() {
            match block {
                Block::Paragraph(paragraph) => writeln!(f, "{}", shown(&paragraph.pieces))?,
                Block::Table(table) => {
                    writeln!(f, "table")?;
                    for row in &table.rows {
                        let cells: Vec<String> = row.iter().map(cell).collect();
                        writeln!(f, "| {}", cells.join(" | "))?;
                    }
                }
                Block::Frame(_) => {}
            }
        }
        Ok(())
    }
}

fn cell(cell: &Cell) -> String {
    match cell.merge {
        Merge::Left => "<".to_owned(),
        Merge::Above => "^".to_owned(),
        Merge::Absent => "-".to_owned(),
        Merge::None => cell.paragraphs.iter().map(|pieces| shown(pieces)).collect::<Vec<_>>().join("⏎"),
    }
}

fn shown(pieces: &[Inline]) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Text(words) => words.replace('\u{a0}', "⍽").replace('\u{ad}', "¬"),
        Inline::Bold(words) => format!("**{words}**"),
        Inline::Inserted(words) => format!("{{+{words}}}"),
        Inline::Deleted(words) => format!("{{-{words}}}"),
        Inline::Hidden(words) => format!("{{hidden {words}}}"),
        Inline::Number(_) => "{1}".to_owned(),
        piece => piece.visible().replace('\n', "⏎"),
    };
    pieces.iter().map(piece).collect()
}
