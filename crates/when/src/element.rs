//! The parts of one expression, with their markers applied: windows joined to ranges, deadlines, open ends.

use crate::atom::{Atom, Due, Each, Every, Scope, Weekdays, Years};
use crate::item::{Content, Item};
use crate::statement::Reach;
use crate::window::{Part, Window};

/// One part of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) kind: ElementKind,
    /// The items it was read from.
    pub(crate) items: Vec<usize>,
    /// Whether a sign or a strange word sets it apart from the element before.
    pub(crate) apart: bool,
    /// Whether a bracket stands between it and the element before.
    pub(crate) bracketed: bool,
}

/// What an element is.
#[derive(Clone, Debug)]
pub(crate) enum ElementKind {
    Window {
        window: Window,
        due: Option<Due>,
        reach: Reach,
        through: bool,
    },
    Years {
        years: Years,
        reach: Reach,
    },
    Yearly,
    Every(Every),
    Each(Each),
    Weekdays(Weekdays),
    Always(Scope),
    OnDemand,
    BySchedule,
    Relative {
        offset: Option<String>,
        approximate: bool,
        item: usize,
    },
    /// Words that are read, and whose date cannot be told.
    Untold,
}

/// The elements of a group, in order.
pub(crate) fn elements(items: &[Item], group: &[usize], prefix: impl Fn(usize) -> bool) -> Vec<Element> {
    let mut builder = Builder::default();
    let opens_line = |index: &&usize| items.get(**index).is_some_and(|item| item.breaks && item.is_sign(&['-']));
    let has_bullets = group.iter().filter(opens_line).count() > 1;
    for &index in group {
        let Some(item) = items.get(index) else { continue };
        match &item.content {
            Content::Read(atom) => builder.read(atom, index, prefix(index)),
            Content::Sign('-') if has_bullets && item.breaks => builder.strange_word(),
            Content::Sign('-') => builder.join = builder.ends_with_date().then_some(index),
            Content::Sign('(' | ')') => builder.bracketed = true,
            Content::Sign('.' | '"' | ':') | Content::Footnote | Content::Word { joins: true } => {}
            Content::Sign(_) => builder.apart = true,
            Content::Word { joins: false } => builder.strange_word(),
        }
    }
    builder.finish()
}

#[derive(Default)]
struct Builder {
    elements: Vec<Element>,
    apart: bool,
    /// A «-» or «по» after a date.
    join: Option<usize>,
    due: Option<(Due, usize)>,
    /// Whether the marker has had its first date.
    due_used: bool,
    from: Option<usize>,
    through: Option<usize>,
    /// Whether the last element is a range whose end has just come.
    closed: bool,
    /// Whether a bracket stands before what comes next.
    bracketed: bool,
}

impl Builder {
    fn read(&mut self, atom: &Atom, index: usize, has_preposition: bool) {
        match atom {
            Atom::Windows(windows) => {
                if has_preposition && self.due_used {
                    self.due = None;
                }
                self.windows(windows, index);
            }
            Atom::Years(years) => self.years(*years, index),
            Atom::Deadline(window, due) => {
                self.drop_markers();
                self.push_window(*window, Some(*due), vec![index]);
            }
            Atom::Due(due) => {
                let ends_range = self.has_open_start() && *due == Due::Last;
                if ends_range {
                    self.join = Some(index);
                } else {
                    self.drop_markers();
                    self.due = Some((*due, index));
                }
            }
            Atom::From => {
                self.drop_markers();
                self.from = Some(index);
            }
            Atom::To if self.ends_with_date() => self.join = Some(index),
            // «ежемесячно по 31 декабря»: an end without a start.
            Atom::To => {
                self.drop_markers();
                self.due = Some((Due::Last, index));
            }
            Atom::Through => {
                self.drop_markers();
                self.through = Some(index);
            }
            Atom::Each(parts) => {
                let markers = self.marker_items();
                for each in parts {
                    let due = each.due.or(self.due.map(|(due, _)| due));
                    self.push(ElementKind::Each(Each { due, ..each.clone() }), with(markers.clone(), index));
                }
                (self.from, self.through, self.due_used) = (None, None, true);
            }
            Atom::NextYear => self.next_year(index),
            other => {
                if let Some(kind) = plain_kind(other, index) {
                    self.drop_markers();
                    self.push(kind, vec![index]);
                }
            }
        }
    }

    /// «по март следующего года» says what the window says; any other date of an unnamed next year cannot be told.
    fn next_year(&mut self, index: usize) {
        match self.elements.last_mut().filter(|_| !self.apart) {
            Some(Element { kind: kind @ ElementKind::Window { .. }, items, .. }) => {
                items.push(index);
                let ElementKind::Window { window, .. } = kind else { return };
                let runs_over = window.dates(2001).is_some_and(|(first, last)| first.year() < last.year());
                if !runs_over || window.has_year() {
                    *kind = ElementKind::Untold;
                }
            }
            _ => {
                let markers = self.marker_items();
                self.drop_markers();
                self.push(ElementKind::Untold, with(markers, index));
            }
        }
    }

    fn strange_word(&mut self) {
        self.apart = true;
        self.join = None;
    }

    fn windows(&mut self, windows: &[Window], index: usize) {
        let mut rest = windows;
        if let (Some(joint), Some((&first, others))) = (self.join.take(), windows.split_first())
            && self.close_range(first, joint, index)
        {
            rest = others;
        }
        for &window in rest {
            // «учебного года», «текущего года» after a month say nothing more.
            if self.says_no_more(window) {
                if let Some(last) = self.elements.last_mut() {
                    last.items.push(index);
                }
                continue;
            }
            let due = self.due.map(|(due, _)| due);
            let markers = self.marker_items();
            self.push_window(window, due, with(markers, index));
            self.due_used = true;
        }
    }

    fn says_no_more(&self, window: Window) -> bool {
        let is_unnamed_year =
            !window.has_year() && window.from == window.to && matches!(window.from, Part::Year | Part::Months(9, 5));
        let after_window = matches!(
            self.elements.last(),
            Some(Element { kind: ElementKind::Window { .. } | ElementKind::Each(_), .. })
        );
        let fresh_marker = (self.due.is_some() && !self.due_used) || self.through.is_some();
        is_unnamed_year && after_window && !self.apart && !fresh_marker
    }

    /// Makes one window of the last element and `end`; the year between them is the start's.
    fn close_range(&mut self, end: Window, joint: usize, index: usize) -> bool {
        let year = match self.elements.as_slice() {
            [
                ..,
                Element { kind: ElementKind::Window { .. }, .. },
                Element { kind: ElementKind::Years { years, .. }, apart: false, .. },
            ] if years.is_one() => Some(*years),
            [.., Element { kind: ElementKind::Window { .. }, .. }] => None,
            _ => return false,
        };
        let year_items = if year.is_some() { self.elements.pop().map(|element| element.items) } else { None };
        let Some(Element { kind: ElementKind::Window { window, reach, .. }, items, .. }) = self.elements.last_mut()
        else {
            return false;
        };
        let start = year.map_or(*window, |year| {
            if year.school { window.in_school_year(year.first) } else { window.in_year(year.first) }
        });
        *window = start.through(end);
        *reach = Reach::Within;
        items.extend(year_items.unwrap_or_default());
        items.extend([joint, index]);
        self.from = None;
        self.closed = true;
        true
    }

    fn years(&mut self, years: Years, index: usize) {
        if let Some(joint) = self.join.take()
            && let Some(Element { kind: ElementKind::Years { years: first, reach }, items, .. }) =
                self.elements.last_mut()
            && first.last < years.first
        {
            *first = Years { first: first.first, last: years.last, school: first.school && years.school };
            *reach = Reach::Within;
            items.extend([joint, index]);
            self.from = None;
            return;
        }
        if let Some(Element { kind: ElementKind::Window { window, .. }, items, .. }) = self.elements.last_mut()
            && let (Some(first), None) = (window.from_year, window.to_year)
            && self.closed
            && years.is_one()
            && !years.school
            && !self.apart
            && first <= years.first
        {
            // «сентябрь 2021 – май 2022»
            window.to_year = Some(years.first);
            items.push(index);
            return;
        }
        if let Some(Element { kind: ElementKind::Window { window, reach: Reach::From, .. }, items, .. }) =
            self.elements.last_mut()
            && !window.has_year()
            && years.is_one()
            && !self.apart
        {
            // «с января 2022 года»
            *window = if years.school { window.in_school_year(years.first) } else { window.in_year(years.first) };
            items.push(index);
            return;
        }
        let fresh_due = self.due.filter(|_| !self.due_used);
        let markers = self.marker_items();
        if let Some((due, _)) = fresh_due {
            self.push_window(years.window(), Some(due), with(markers, index));
            self.due_used = true;
        } else if self.through.is_some() || self.goes_through_years() && markers.is_empty() {
            self.through = self.through.or(Some(index));
            self.push_window(years.window(), None, with(markers, index));
        } else {
            if years.school {
                self.make_school_years();
            }
            let reach = if self.from.take().is_some() && years.is_one() { Reach::From } else { Reach::Within };
            let used =
                if reach == Reach::From || !markers.is_empty() && self.due.is_none() { markers } else { Vec::new() };
            self.push(ElementKind::Years { years, reach }, with(used, index));
        }
    }

    /// «в течение 2022, 2023 годов»: the word is said of each year.
    fn goes_through_years(&self) -> bool {
        let last = self.elements.last().map(|element| &element.kind);
        matches!(last, Some(ElementKind::Window { window: Window { from: Part::Year, .. }, through: true, .. }))
    }

    /// «2020-2021, 2021-2022 уч. годы»: the word after the last one is said of all.
    fn make_school_years(&mut self) {
        for element in self.elements.iter_mut().rev() {
            let ElementKind::Years { years, .. } = &mut element.kind else { return };
            if !years.school && years.last == years.first + 1 {
                *years = Years { first: years.first, last: years.first, school: true };
            }
        }
    }

    fn push_window(&mut self, window: Window, due: Option<Due>, items: Vec<usize>) {
        let is_single = window.from == window.to
            && !matches!(window.from, Part::Days(..))
            && window.from_year.is_none_or(|_| window.to_year.is_none_or(|to| Some(to) == window.from_year));
        let reach = if self.from.take().is_some() && is_single && due.is_none() { Reach::From } else { Reach::Within };
        let through = self.through.take().is_some();
        self.push(ElementKind::Window { window, due, reach, through }, items);
    }

    fn push(&mut self, kind: ElementKind, items: Vec<usize>) {
        let apart = std::mem::take(&mut self.apart);
        let bracketed = std::mem::take(&mut self.bracketed);
        (self.join, self.closed) = (None, false);
        self.elements.push(Element { kind, items, apart, bracketed });
    }

    fn marker_items(&self) -> Vec<usize> {
        self.due.map(|(_, index)| index).into_iter().chain(self.from).chain(self.through).collect()
    }

    fn drop_markers(&mut self) {
        (self.due, self.due_used, self.from, self.through, self.join) = (None, false, None, None, None);
    }

    /// Whether the last element may be the start of a range.
    fn ends_with_date(&self) -> bool {
        !self.apart
            && matches!(
                self.elements.last(),
                Some(Element { kind: ElementKind::Window { .. } | ElementKind::Years { .. }, .. })
            )
    }

    fn has_open_start(&self) -> bool {
        let open = |element: &Element| {
            matches!(
                element.kind,
                ElementKind::Window { reach: Reach::From, .. } | ElementKind::Years { reach: Reach::From, .. }
            )
        };
        !self.apart && self.elements.iter().rev().take(2).any(open)
    }

    fn finish(self) -> Vec<Element> {
        self.elements
    }
}

fn with(mut items: Vec<usize>, index: usize) -> Vec<usize> {
    items.push(index);
    items
}

fn plain_kind(atom: &Atom, index: usize) -> Option<ElementKind> {
    Some(match atom {
        Atom::Yearly => ElementKind::Yearly,
        Atom::Every(every) => ElementKind::Every(*every),
        Atom::Weekdays(weekdays) => ElementKind::Weekdays(weekdays.clone()),
        Atom::Always(scope) => ElementKind::Always(scope.clone()),
        Atom::OnDemand => ElementKind::OnDemand,
        Atom::BySchedule => ElementKind::BySchedule,
        Atom::Relative { offset, approximate, .. } => {
            ElementKind::Relative { offset: offset.clone(), approximate: *approximate, item: index }
        }
        _ => return None,
    })
}
