//! What recurs: frequencies, «ежегодно», parts of months and weekdays, with what limits or replaces them.

use crate::atom::{Every, Scope, Unit};
use crate::compose::{distributed, without_year};
use crate::element::{Element, ElementKind};
use crate::rules::starts;
use crate::statement::{Limit, Reach, Statement, Stretch, What};
use crate::window::{Part, Window};

/// Frequencies, «ежегодно», parts of months and weekdays, with what limits or replaces them.
pub(crate) fn recurring(elements: Vec<Element>) -> Vec<Statement> {
    let mut parts = Parts::default();
    let mut elements = with_own_year(elements).into_iter().peekable();
    while let Some(mut element) = elements.next() {
        // «постоянно; ежеквартально» is set apart as «ежеквартально; постоянно» is.
        let is_always = matches!(element.kind, ElementKind::Always(Scope::Ever));
        element.apart |= is_always && elements.peek().is_some_and(|next| next.apart && !next.bracketed);
        parts.add(element);
    }
    parts.statements()
}

/// «ежемесячно до 31 декабря 2022», «по пятницам, май 2021»: the year belongs to the only date before it, not to what recurs.
fn with_own_year(mut elements: Vec<Element>) -> Vec<Element> {
    let count = |test: fn(&ElementKind) -> bool| elements.iter().filter(|element| test(&element.kind)).count();
    let every = count(|kind| matches!(kind, ElementKind::Every(_)));
    let by_day = count(|kind| matches!(kind, ElementKind::Weekdays(_) | ElementKind::Each(_)));
    let windows = count(|kind| matches!(kind, ElementKind::Window { .. }));
    let years = count(|kind| matches!(kind, ElementKind::Years { .. }));
    let owns_year = |element: &Element| match element.kind {
        ElementKind::Window { due, .. } => (due.is_some() && every == 1) || (element.apart && by_day > 0 && every == 0),
        _ => false,
    };
    let Some(at) = elements.iter().position(owns_year).filter(|_| windows == 1 && years == 1) else { return elements };
    let year = elements.get(at + 1).filter(|next| !next.apart).and_then(|next| match next.kind {
        ElementKind::Years { years, .. } if years.is_one() && !years.school => Some(years.first),
        _ => None,
    });
    if let Some(year) = year {
        let own = elements.remove(at + 1);
        if let Some(Element { kind: ElementKind::Window { window, .. }, items, .. }) = elements.get_mut(at) {
            *window = window.in_year(year);
            items.extend(own.items);
        }
    }
    elements
}

#[derive(Default)]
struct Parts {
    yearly: Vec<Element>,
    every: Vec<Element>,
    each: Vec<Element>,
    weekdays: Vec<Element>,
    always: Vec<Element>,
    /// Windows that name no year.
    windows: Vec<Element>,
    stretches: Vec<Stretch>,
    limiting: Vec<usize>,
    /// Windows set apart from what recurs.
    beside: Vec<Element>,
    /// Whether dates with years stand for the frequency.
    replaced: bool,
}

impl Parts {
    fn add(&mut self, element: Element) {
        let list = match &element.kind {
            ElementKind::Yearly => &mut self.yearly,
            ElementKind::Every(_) => &mut self.every,
            ElementKind::Each(_) => &mut self.each,
            ElementKind::Weekdays(_) => &mut self.weekdays,
            ElementKind::Always(_) => &mut self.always,
            ElementKind::Years { years, reach } => {
                self.stretches.push(Stretch { window: years.window(), reach: *reach });
                self.limiting.extend(&element.items);
                return;
            }
            _ => &mut self.windows,
        };
        list.push(element);
    }

    fn statements(mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        self.take_scopes(&mut statements);
        self.take_limits();
        if !self.each.is_empty() {
            self.limit_by_months_or_leave();
            statements.extend(self.each_statements());
        } else if !self.weekdays.is_empty() {
            self.limit_by_months_or_leave();
            statements.extend(self.weekday_statements());
        } else if self.every.is_empty() {
            statements.extend(self.yearly_statements(!statements.is_empty()));
        } else {
            statements.extend(self.every_statements());
        }
        statements.extend(distributed(std::mem::take(&mut self.beside)));
        statements
    }

    /// «в течение года» beside something that recurs only limits it; «постоянно» set apart stands for itself.
    fn take_scopes(&mut self, statements: &mut Vec<Statement>) {
        let has_frequency = !(self.every.is_empty() && self.each.is_empty() && self.weekdays.is_empty());
        for element in std::mem::take(&mut self.always) {
            let ElementKind::Always(scope) = &element.kind else { continue };
            if !has_frequency {
                let school = *scope == Scope::SchoolYear;
                let limit = Limit::of(self.stretches.clone());
                let what = match scope {
                    Scope::Year | Scope::SchoolYear => What::EachYear { school, limit },
                    _ => What::Always { limit },
                };
                statements.push(Statement { what, items: element.items });
                continue;
            }
            match scope {
                Scope::SchoolYear => {
                    let window = ElementKind::Window {
                        window: Window::of(Part::Months(9, 5)),
                        due: None,
                        reach: Reach::Within,
                        through: true,
                    };
                    self.windows.push(Element { kind: window, items: element.items, apart: false, bracketed: false });
                }
                Scope::Ever if element.apart => {
                    statements.push(Statement { what: What::Always { limit: Limit::default() }, items: element.items });
                }
                _ => self.limiting.extend(element.items),
            }
        }
    }

    /// Windows that name years, and open ones, only limit.
    fn take_limits(&mut self) {
        let is_yearly = self.every.is_empty() && self.each.is_empty() && self.weekdays.is_empty();
        let is_due = |element: &&Element| matches!(element.kind, ElementKind::Window { due: Some(_), .. });
        let several_due = self.windows.iter().filter(is_due).count() > 1;
        for element in std::mem::take(&mut self.windows) {
            let ElementKind::Window { window, due, reach, through } = element.kind.clone() else { continue };
            let named =
                window.has_year() && window.from_year.is_none_or(|from| window.to_year.is_none_or(|to| to == from));
            let is_date = window.from != Part::Year && reach == Reach::Within && !through;
            if is_yearly && named && is_date {
                // «Сентябрь 2019, ежегодно»: the year only limits.
                let year = window.from_year.or(window.to_year).unwrap_or_default();
                self.stretches.push(Stretch::within(Window::years(year, year)));
                let kind = ElementKind::Window { window: without_year(window), due, reach, through };
                self.windows.push(Element { kind, ..element });
            } else if self.stands_beside(&element) {
                self.beside.push(element);
            } else if self.replaces_with_a_year(&element, several_due) {
                self.beside.push(Element {
                    items: element.items.iter().copied().chain(self.counted_items()).collect(),
                    ..element
                });
                self.replaced = true;
            } else if window.has_year() || reach == Reach::From || window.from == Part::Year {
                let reach = if due.is_some() { Reach::Until } else { reach };
                if window.has_year() || reach != Reach::Within {
                    self.stretches.push(Stretch { window, reach });
                }
                self.limiting.extend(element.items);
            } else {
                self.windows.push(element);
            }
        }
    }

    /// «по пятницам, май 2021»: a window with a year set apart from days that recur.
    fn stands_beside(&self, element: &Element) -> bool {
        let ElementKind::Window { window, reach: Reach::Within, through: false, .. } = &element.kind else {
            return false;
        };
        element.apart
            && window.has_year()
            && self.every.is_empty()
            && !(self.each.is_empty() && self.weekdays.is_empty())
    }

    /// Dates with a year beside a frequency are its windows; one deadline is where it ends.
    fn replaces_with_a_year(&self, element: &Element, several_due: bool) -> bool {
        let ElementKind::Window { window, due, reach, .. } = &element.kind else { return false };
        let [Element { kind: ElementKind::Every(every), .. }] = self.every.as_slice() else { return false };
        let is_closed =
            *reach == Reach::Within && window.has_year() && self.each.is_empty() && self.weekdays.is_empty();
        let is_date = if due.is_some() { several_due } else { replaces(*every, element) };
        is_closed && is_date && window.from != Part::Year
    }

    /// «с 1 по 5 марта 2022 года»: days without a year lie in the years that are named.
    fn limit(&self) -> Limit {
        let is_year = |stretch: &&Stretch| {
            stretch.reach == Reach::Within && stretch.window.from == Part::Year && stretch.window.has_year()
        };
        let is_of_days = |stretch: &&Stretch| stretch.reach == Reach::Within && !stretch.window.has_year();
        let years: Vec<&Stretch> = self.stretches.iter().filter(is_year).collect();
        let days: Vec<&Stretch> = self.stretches.iter().filter(is_of_days).collect();
        if years.is_empty() || days.is_empty() {
            return Limit::of(self.stretches.clone());
        }
        let of_year = |year: i16| days.iter().map(move |stretch| Stretch::within(stretch.window.in_year(year)));
        let named = years.iter().filter_map(|stretch| Some(stretch.window.from_year?..=stretch.window.last_year()?));
        Limit::of(named.flatten().flat_map(of_year).collect())
    }

    /// Beside a weekday or a part of a month, months joined without a separator limit; others stand for themselves.
    fn limit_by_months_or_leave(&mut self) {
        let counted = !self.every.is_empty();
        for element in std::mem::take(&mut self.windows) {
            let ElementKind::Window { window, due, .. } = &element.kind else { continue };
            let limits =
                due.is_none() && (!element.apart || counted || window.months().is_some_and(|months| months.len() > 1));
            if !limits {
                self.beside.push(element);
            } else if window.months().is_some() {
                self.windows.push(element);
            } else {
                self.stretches.push(Stretch::within(*window));
                self.limiting.extend(element.items);
            }
        }
    }

    /// The months that the windows left over limit to, and their items.
    fn months(&mut self) -> Vec<i8> {
        let mut months = Vec::new();
        for element in std::mem::take(&mut self.windows) {
            let ElementKind::Window { window, .. } = &element.kind else { continue };
            months.extend(window.months().unwrap_or_default());
            self.limiting.extend(element.items);
        }
        months.sort_unstable();
        months.dedup();
        if months.len() == 12 { Vec::new() } else { months }
    }

    fn counted_items(&self) -> Vec<usize> {
        self.every.iter().flat_map(|element| element.items.iter().copied()).collect()
    }

    fn each_statements(&mut self) -> Vec<Statement> {
        let months = self.months();
        let limit = self.limit();
        let every = self.every.iter().find_map(|element| match element.kind {
            ElementKind::Every(every) => Some(every),
            _ => None,
        });
        let counted = self.counted_items();
        let statement = |element: Element| {
            let ElementKind::Each(mut each) = element.kind else { return None };
            if each.months.is_empty() {
                each.months = match every.map(Every::months) {
                    Some(3) => starts(4),
                    Some(6) => starts(2),
                    Some(12) => starts(1),
                    _ => months.clone(),
                };
            }
            let items = element.items.iter().chain(&counted).chain(&self.limiting).copied().collect();
            Some(Statement { what: What::Each { each, limit: limit.clone() }, items })
        };
        std::mem::take(&mut self.each).into_iter().filter_map(statement).collect()
    }

    fn weekday_statements(&mut self) -> Vec<Statement> {
        let months = self.months();
        let limit = self.limit();
        let counted = self.counted_items();
        let statement = |element: Element| {
            let ElementKind::Weekdays(weekdays) = element.kind else { return None };
            let items = element.items.iter().chain(&counted).chain(&self.limiting).copied().collect();
            Some(Statement { what: What::Weekdays { weekdays, months: months.clone(), limit: limit.clone() }, items })
        };
        std::mem::take(&mut self.weekdays).into_iter().filter_map(statement).collect()
    }

    fn yearly_statements(&mut self, absorbed: bool) -> Vec<Statement> {
        let limit = self.limit();
        let own: Vec<usize> = self
            .yearly
            .iter()
            .flat_map(|element| element.items.iter().copied())
            .chain(self.limiting.iter().copied())
            .collect();
        if self.windows.is_empty() {
            let what = What::Every { every: Every::once(1, Unit::Year), months: Vec::new(), limit };
            return if absorbed { Vec::new() } else { vec![Statement { what, items: own }] };
        }
        let windows = std::mem::take(&mut self.windows);
        windows.into_iter().filter_map(|element| yearly(element, &own, &limit)).collect()
    }

    fn every_statements(&mut self) -> Vec<Statement> {
        let mut frequencies = std::mem::take(&mut self.every);
        absorb_adverb(&mut frequencies);
        let [Element { kind: ElementKind::Every(every), .. }] = frequencies.as_slice() else {
            return self.several_frequencies(frequencies);
        };
        let every = *every;
        let counted: Vec<usize> = frequencies.iter().flat_map(|element| element.items.iter().copied()).collect();
        let (replacing, limiting): (Vec<Element>, Vec<Element>) =
            std::mem::take(&mut self.windows).into_iter().partition(|element| replaces(every, element));
        self.windows = limiting.into_iter().filter_map(|element| self.stretch_of_days(element)).collect();
        let months = self.months();
        let limit = self.limit();
        let own: Vec<usize> = counted.iter().chain(&self.limiting).copied().collect();
        if replacing.is_empty() && self.replaced {
            return Vec::new();
        }
        if replacing.is_empty() {
            return vec![Statement { what: What::Every { every, months, limit }, items: own }];
        }
        replacing.into_iter().filter_map(|element| yearly(element, &own, &limit)).collect()
    }

    /// A limit that is not of whole months.
    fn stretch_of_days(&mut self, element: Element) -> Option<Element> {
        let ElementKind::Window { window, .. } = &element.kind else { return None };
        if window.months().is_some() {
            return Some(element);
        }
        self.stretches.push(Stretch::within(*window));
        self.limiting.extend(element.items);
        None
    }

    fn several_frequencies(&mut self, frequencies: Vec<Element>) -> Vec<Statement> {
        self.beside.append(&mut self.windows);
        let limit = self.limit();
        let statement = |element: Element| {
            let ElementKind::Every(every) = element.kind else { return None };
            let items = element.items.iter().chain(&self.limiting).copied().collect();
            Some(Statement { what: What::Every { every, months: Vec::new(), limit: limit.clone() }, items })
        };
        frequencies.into_iter().filter_map(statement).collect()
    }
}

/// «ежемесячно, 2 раза в месяц»: the adverb adds no rule of its own.
fn absorb_adverb(frequencies: &mut Vec<Element>) {
    let of = |element: &Element| match element.kind {
        ElementKind::Every(every) => Some(every),
        _ => None,
    };
    if let [first, second] = frequencies.as_slice()
        && let (Some(adverb), Some(count)) = (of(first), of(second))
        && adverb.times == 1
        && adverb.per() == count.per()
    {
        frequencies.remove(0);
    } else if let [first, second] = frequencies.as_slice()
        && let (Some(one), Some(other)) = (of(first), of(second))
        && one.months() > 0
        && i64::from(one.times) * i64::from(other.months()) == i64::from(other.times) * i64::from(one.months())
    {
        // «4 раза в год (ежеквартально)» says the same twice; the shorter stretch says more.
        frequencies.remove(usize::from(one.months() < other.months()));
    }
}

fn yearly(element: Element, own: &[usize], limit: &Limit) -> Option<Statement> {
    let ElementKind::Window { window, due, .. } = element.kind else { return None };
    let items = element.items.iter().chain(own).copied().collect();
    Some(Statement { what: What::Yearly { window, due, limit: limit.clone() }, items })
}

/// Dates or deadlines named beside a frequency replace its windows; windows longer than its stretch only limit it.
fn replaces(every: Every, element: &Element) -> bool {
    let ElementKind::Window { window, due, through, .. } = &element.kind else { return false };
    if *through {
        return false;
    }
    if due.is_some() {
        return true;
    }
    let Some((first, last)) = window.dates(2001) else { return true };
    let long = crate::window::days((first, last)) as i64;
    let stretch = match every.unit {
        Unit::Day => i64::from(every.count),
        Unit::Week => 7 * i64::from(every.count),
        Unit::Decade => 10,
        _ => 30 * i64::from(every.months()),
    };
    // A quarter may have 92 days; days and weeks are counted exactly.
    let slack = if every.months() > 0 { 3 } else { 0 };
    // A month is no longer than «ежемесячно», but «ежемесячно январь» means those of January.
    if window.months().is_some() && every.months() <= 1 { false } else { long <= stretch + slack }
}
