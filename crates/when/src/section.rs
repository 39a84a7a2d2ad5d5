//! Where one expression ends and the next begins: «далее», `;`, and line breaks.

use crate::atom::Atom;
use crate::item::{Content, Item};

/// The items between one «далее» and the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// Whether «далее» stands before it.
    pub(crate) further: bool,
    /// The expressions in it: indices of items.
    pub(crate) groups: Vec<Vec<usize>>,
}

/// The items cut into sections and groups.
pub(crate) fn sections(items: &[Item]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut line: Vec<usize> = Vec::new();
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut further = false;
    for (index, item) in items.iter().enumerate() {
        let ends_section = item.atom() == Some(&Atom::Further);
        let ends_line = item.breaks || item.is_sign(&[';', '•']) || ends_section;
        let only_signs = || matches!(line.as_slice(), &[index] if items[index].is_sign(&[';', '•']));
        if (ends_section || ends_line && !only_signs()) && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if ends_section {
            sections.push(Section { further, groups: grouped(items, &lines) });
            lines.clear();
            further = true;
        } else {
            line.push(index);
        }
    }
    lines.push(line);
    sections.push(Section { further, groups: grouped(items, &lines) });
    sections
}

fn grouped(items: &[Item], lines: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // What the last group is like, kept while it grows: a cell of many lines costs one look at each.
    let mut shape = Shape::default();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let of_line = Shape::of(items, line);
        match groups.last_mut().filter(|group| joins(items, group, &shape, line, &of_line)) {
            Some(group) => {
                group.extend(line);
                shape.add(&of_line);
            }
            None => {
                groups.push(line.clone());
                shape = of_line;
            }
        }
    }
    groups
}

/// What kinds of atoms a line has.
#[derive(Clone, Debug, Default)]
struct Shape {
    windows: bool,
    years: bool,
    yearly: bool,
    every: bool,
    /// Anything else that says something by itself.
    other: bool,
    /// Brackets opened and not closed.
    open: i32,
    words: bool,
    /// Whether it begins with «Ежегодно:», said of the list that follows.
    heads: bool,
    /// Whether a year comes before any window: «2020: май».
    years_lead: bool,
}

impl Shape {
    fn of(items: &[Item], line: &[usize]) -> Self {
        let mut shape = Self::default();
        for item in line.iter().filter_map(|&index| items.get(index)) {
            let only_recurs = (shape.yearly || shape.every) && !shape.windows && !shape.years && !shape.words;
            shape.heads |= only_recurs && item.is_sign(&[':']);
            match item.atom() {
                Some(Atom::Windows(windows)) => {
                    shape.windows = true;
                    shape.years |= windows.iter().any(|window| window.has_year());
                }
                Some(Atom::Deadline(..) | Atom::Each(_)) => shape.windows = true,
                Some(Atom::Years(_)) => {
                    shape.years = true;
                    shape.years_lead |= !shape.windows;
                }
                Some(Atom::Yearly) => shape.yearly = true,
                Some(Atom::Every(_)) => shape.every = true,
                Some(Atom::Due(_) | Atom::From | Atom::To | Atom::Through | Atom::Silent) => {}
                Some(_) => shape.other = true,
                None => {
                    shape.words |= matches!(item.content, Content::Word { joins: false });
                    shape.open += i32::from(item.is_sign(&['('])) - i32::from(item.is_sign(&[')']));
                }
            }
        }
        shape
    }

    fn add(&mut self, line: &Self) {
        self.years_lead |= line.years_lead && !self.windows;
        self.windows |= line.windows;
        self.years |= line.years;
        self.yearly |= line.yearly;
        self.every |= line.every;
        self.other |= line.other;
        self.words |= line.words;
        self.open += line.open;
    }

    fn is_only_years(&self) -> bool {
        self.years && !self.windows && !self.yearly && !self.every && !self.other && !self.words
    }

    fn is_only_yearly(&self) -> bool {
        self.yearly && !self.windows && !self.years && !self.every && !self.other && !self.words
    }

    fn says_nothing(&self) -> bool {
        !self.windows && !self.years && !self.yearly && !self.every && !self.other
    }
}

/// Whether a line goes on with the expression before it.
fn joins(items: &[Item], group: &[usize], before: &Shape, line: &[usize], after: &Shape) -> bool {
    let first = line.first().and_then(|&index| items.get(index));
    // Months line by line are a list; a line with a year or «ежегодно» of its own is complete.
    let is_list =
        |shape: &Shape| shape.windows && !shape.years && !shape.every && !shape.other && !shape.words && !shape.yearly;
    if before.heads && !before.years && !before.other && !before.words && is_list(after) {
        return true;
    }
    let last = group.last().and_then(|&index| items.get(index));
    if first.is_some_and(|item| item.is_sign(&[';', '•'])) {
        // A year or a range of years beside «ежегодно» limits it, whatever separates them.
        return (before.is_only_yearly() && after.is_only_years())
            || (before.is_only_years() && after.is_only_yearly());
    }
    let is_bullet = |item: Option<&Item>| item.is_some_and(|item| item.is_sign(&['-']));
    if is_bullet(first) && is_bullet(group.first().and_then(|&index| items.get(index))) {
        return false;
    }
    let left_open = before.open > 0
        || last.is_some_and(|item| {
            let joint = matches!(item.atom(), Some(Atom::Due(_) | Atom::From | Atom::To | Atom::Through));
            joint || item.is_sign(&[',', '-', '(', ':', '/']) || matches!(item.content, Content::Word { joins: true })
        });
    let goes_on = first.is_some_and(|item| {
        let joint = matches!(item.content, Content::Word { joins: true }) || item.atom() == Some(&Atom::To);
        joint || item.is_sign(&[',', '-', '(', ')', ':', '/'])
    });
    if left_open || goes_on || before.says_nothing() && !before.words || after.is_only_years() || after.is_only_yearly()
    {
        return true;
    }
    if after.says_nothing() {
        return true;
    }
    let waits_for_windows =
        (before.yearly || before.every || before.is_only_years()) && !before.windows && !before.other && !before.words;
    if waits_for_windows && !after.every && !after.other && !after.yearly && !after.words {
        return after.windows && (before.is_only_years() || !after.years);
    }
    let continues_yearly =
        before.yearly && before.windows && !before.years && !before.every && !before.other && !before.words;
    let continues_a_year = before.years_lead && !before.every && !before.other && !before.yearly;
    (is_list(before) || continues_yearly || continues_a_year) && is_list(after)
}
