//! From items to statements: lists, years over lists of months, limits, «далее».

use crate::atom::{Due, Every, Scope, Unit, Years};
use crate::element::{Element, ElementKind, elements};
use crate::item::Item;
use crate::recurring::recurring;
use crate::section::{Section, sections};
use crate::statement::{After, Limit, Reach, Statement, Stretch, What};
use crate::window::{Part, Window};

/// A phrase with more statements than this is no date phrase; the rest stays unread.
const MOST_STATEMENTS: usize = 400;

/// What the items say, in the order of the text.
pub(crate) fn compose(items: &[Item], prefix: impl Fn(usize) -> bool) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut last_year = None;
    let mut before = 0..0;
    for section in sections(items) {
        let after = last_year.map_or(After::First, After::Year);
        let start = statements.len();
        let said = said_in(items, &section, &prefix);
        if section.further
            && let Some(open) = only_open(&statements[before.clone()])
        {
            // «с 2022 года и далее ежегодно»
            statements.truncate(before.start);
            statements.extend(said.into_iter().map(|statement| from_there(statement, &open)));
            before = before.start..statements.len();
            if statements.len() == before.start {
                statements.push(open);
                before.end += 1;
            }
            continue;
        }
        let repeats = section.further && is_bare_yearly(&said);
        if repeats && before.clone().any(|at| matches!(statements[at].what, What::Once { .. })) {
            let again: Vec<Statement> =
                before.clone().filter_map(|at| repeated(&statements[at], &said, after)).collect();
            statements.extend(again);
        } else {
            statements.extend(
                said.into_iter().map(|statement| if section.further { later(statement, after) } else { statement }),
            );
        }
        if section.further && statements.len() == start {
            open_ended(&mut statements[before.clone()]);
        }
        statements.truncate(MOST_STATEMENTS);
        last_year =
            statements[start.min(statements.len())..].iter().filter_map(|s| last_named(&s.what)).max().or(last_year);
        if start < statements.len() {
            before = start..statements.len();
        }
    }
    for statement in statements.iter_mut().filter(|statement| is_no_date(&statement.what)) {
        statement.what = What::Untold;
    }
    statements
}

/// «29 февраля 2022»
fn is_no_date(what: &What) -> bool {
    let (What::Once { window, .. } | What::Open { window, .. } | What::Through { window }) = what else { return false };
    window.from_year.is_some_and(|year| window.dates(year).is_none())
}

fn said_in(items: &[Item], section: &Section, prefix: &impl Fn(usize) -> bool) -> Vec<Statement> {
    let mut statements = Vec::new();
    for group in &section.groups {
        let mut said = group_statements(elements(items, group, prefix));
        said.sort_by_key(|statement| statement.items.iter().min().copied());
        statements.extend(said);
        if statements.len() > MOST_STATEMENTS {
            break;
        }
    }
    statements
}

/// «с 2022 года» and nothing else.
fn only_open(statements: &[Statement]) -> Option<Statement> {
    match statements {
        [statement @ Statement { what: What::Open { .. }, .. }] => Some(statement.clone()),
        _ => None,
    }
}

/// What goes on from an open start.
fn from_there(mut statement: Statement, open: &Statement) -> Statement {
    let What::Open { window, .. } = open.what else { return statement };
    let stretch = Stretch { window, reach: Reach::From };
    match &mut statement.what {
        What::Yearly { limit, .. }
        | What::Every { limit, .. }
        | What::Each { limit, .. }
        | What::Weekdays { limit, .. }
            if limit.stretches.is_empty() =>
        {
            limit.stretches.push(stretch);
            statement.items.extend(&open.items);
        }
        What::Always { limit } | What::EachYear { limit, .. } if limit.stretches.is_empty() => {
            limit.stretches.push(stretch);
            statement.items.extend(&open.items);
        }
        _ => {}
    }
    statement
}

/// «ежегодно» and nothing else.
fn is_bare_yearly(said: &[Statement]) -> bool {
    let [Statement { what: What::Every { every, months, .. }, .. }] = said else { return false };
    *every == Every::once(1, Unit::Year) && months.is_empty()
}

/// The same each following year.
fn repeated(statement: &Statement, yearly: &[Statement], after: After) -> Option<Statement> {
    let What::Once { window, due, .. } = statement.what else { return None };
    let mut limit = match yearly.first().map(|statement| &statement.what) {
        Some(What::Every { limit, .. }) => limit.clone(),
        _ => Limit::default(),
    };
    if limit.stretches.is_empty() {
        limit.after = Some(after);
    }
    let items = statement.items.iter().chain(yearly.iter().flat_map(|statement| &statement.items)).copied().collect();
    Some(Statement { what: What::Yearly { window: without_year(window), due, limit }, items })
}

pub(crate) fn without_year(window: Window) -> Window {
    Window { from_year: None, to_year: None, ..window }
}

/// What stands after «далее» starts, unless it names years itself, in the year after the last one named before.
fn later(mut statement: Statement, after: After) -> Statement {
    let limit = match &mut statement.what {
        What::Once { window, after: start, .. } | What::Open { window, after: start } => {
            if !window.has_year() {
                *start = Some(after);
            }
            return statement;
        }
        What::Yearly { limit, .. }
        | What::Every { limit, .. }
        | What::Each { limit, .. }
        | What::Weekdays { limit, .. } => limit,
        What::Always { limit } | What::EachYear { limit, .. } => limit,
        What::Through { .. }
        | What::OnDemand { .. }
        | What::BySchedule { .. }
        | What::Relative { .. }
        | What::Untold => return statement,
    };
    if limit.stretches.is_empty() {
        limit.after = Some(after);
    }
    statement
}

/// «2021 и далее» has no end.
fn open_ended(statements: &mut [Statement]) {
    if let Some(Statement { what, .. }) = statements.last_mut()
        && let What::Once { window, due: None, after } = *what
        && window.from == Part::Year
    {
        *what = What::Open { window, after };
    }
}

fn last_named(what: &What) -> Option<i16> {
    let of_limit = |limit: &Limit| limit.stretches.iter().filter_map(|stretch| stretch.window.last_year()).max();
    match what {
        What::Once { window, .. } | What::Open { window, .. } | What::Through { window } => window.last_year(),
        What::Yearly { limit, .. }
        | What::Every { limit, .. }
        | What::Each { limit, .. }
        | What::Weekdays { limit, .. } => of_limit(limit),
        What::Always { limit } | What::EachYear { limit, .. } => of_limit(limit),
        What::OnDemand { limit } | What::BySchedule { limit } | What::Relative { limit, .. } => of_limit(limit),
        What::Untold => None,
    }
}

fn group_statements(mut elements: Vec<Element>) -> Vec<Statement> {
    let untold = elements.extract_if(.., |element| matches!(element.kind, ElementKind::Untold));
    let mut statements: Vec<Statement> =
        untold.map(|element| Statement { what: What::Untold, items: element.items }).collect();
    while let Some(at) = elements.iter().position(|element| is_undated(&element.kind)) {
        statements.push(undated(&mut elements, at));
    }
    let by_schedule = statements.iter().any(|statement| matches!(statement.what, What::BySchedule { .. }));
    let has_windows = elements.iter().any(|element| matches!(element.kind, ElementKind::Window { .. }));
    let stands_beside = statements.iter().any(|statement| statement.what != What::Untold);
    elements.retain(|element| match element.kind {
        ElementKind::Every(_) => !by_schedule,
        // «ежегодно, сентябрь, по графику»: the month recurs.
        ElementKind::Yearly => !stands_beside || has_windows,
        _ => true,
    });
    let recurs = |kind: &ElementKind| {
        matches!(kind, ElementKind::Yearly | ElementKind::Every(_) | ElementKind::Each(_) | ElementKind::Weekdays(_))
    };
    if elements.iter().any(|element| recurs(&element.kind)) {
        statements.extend(recurring(elements));
    } else {
        statements.extend(plain(elements));
    }
    statements
}

fn is_undated(kind: &ElementKind) -> bool {
    matches!(kind, ElementKind::OnDemand | ElementKind::BySchedule | ElementKind::Relative { .. })
}

fn is_dated(kind: &ElementKind) -> bool {
    matches!(kind, ElementKind::Window { .. } | ElementKind::Years { .. } | ElementKind::Always(_))
}

/// A schedule, a demand or an offset takes the dates that are joined to it without a separator.
fn undated(elements: &mut Vec<Element>, at: usize) -> Statement {
    let mut end = at + 1;
    while elements.get(end).is_some_and(|next| !next.apart && !next.bracketed && is_dated(&next.kind)) {
        end += 1;
    }
    let mut start = at;
    while start > 0 && !elements[start].apart && !elements[start].bracketed && is_dated(&elements[start - 1].kind) {
        start -= 1;
    }
    let own = elements.remove(at);
    let joined: Vec<Element> = elements.drain(start..end - 1).collect();
    let mut items = own.items.clone();
    items.extend(joined.iter().flat_map(|element| &element.items));
    let limit = Limit::of(stretches(&plain(joined)));
    let what = match own.kind {
        ElementKind::OnDemand => What::OnDemand { limit },
        ElementKind::Relative { offset, approximate, item } => {
            // The anchor's place is looked up by whoever has the items.
            let anchor = Some(vekha_model::Span::new(item, item));
            What::Relative { offset, anchor, approximate, limit }
        }
        _ => What::BySchedule { limit },
    };
    Statement { what, items }
}

/// The dates of statements, to limit something by.
fn stretches(statements: &[Statement]) -> Vec<Stretch> {
    let year = |school: bool| if school { Window::of(Part::Months(9, 5)) } else { Window::of(Part::Year) };
    let of = |statement: &Statement| match &statement.what {
        What::Once { window, due: None, .. } | What::Through { window } => Some(Stretch::within(*window)),
        What::Once { window, .. } => Some(Stretch { window: *window, reach: Reach::Until }),
        What::Open { window, .. } => Some(Stretch { window: *window, reach: Reach::From }),
        What::EachYear { school, limit } if limit.stretches.is_empty() => Some(Stretch::within(year(*school))),
        _ => None,
    };
    statements.iter().filter_map(of).collect()
}

/// Windows and years without anything that recurs.
fn plain(elements: Vec<Element>) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (always, dated): (Vec<Element>, Vec<Element>) =
        elements.into_iter().partition(|element| matches!(element.kind, ElementKind::Always(_)));
    let scope =
        always.iter().find(|element| !matches!(element.kind, ElementKind::Always(Scope::Ever))).or(always.first());
    let Some(scope) = scope else { return distributed(dated) };
    let items: Vec<usize> = always.iter().flat_map(|element| element.items.iter().copied()).collect();
    let only_years = dated.iter().all(|element| matches!(element.kind, ElementKind::Years { .. }));
    let first_date = dated.iter().flat_map(|element| element.items.first()).min().copied();
    let joined = dated.iter().all(|element| !element.apart || element.items.first() < items.first())
        && !(scope.apart && first_date < scope.items.first().copied());
    let ElementKind::Always(kind) = &scope.kind else { return distributed(dated) };
    let has_dates = !dated.is_empty();
    match kind {
        Scope::Year | Scope::SchoolYear if has_dates && only_years => {
            let school = *kind == Scope::SchoolYear;
            for element in dated {
                let ElementKind::Years { years, reach } = element.kind else { continue };
                // «учебного года 2020-2021» is one school year.
                let spans_years = school && !years.school && !years.is_one();
                let years = if spans_years { Years { last: years.last - 1, ..years } } else { years };
                let all: Vec<usize> = items.iter().chain(&element.items).copied().collect();
                if reach == Reach::From {
                    let limit = Limit::of(vec![Stretch { window: years.window(), reach }]);
                    statements.push(Statement { what: What::EachYear { school, limit }, items: all });
                    continue;
                }
                let windows = single_years(years).map(|year| Years { school: school || year.school, ..year }.window());
                statements
                    .extend(windows.map(|window| Statement { what: What::Through { window }, items: all.clone() }));
            }
        }
        Scope::Period | Scope::Ever if has_dates && (joined || only_years) => {
            for statement in distributed(dated) {
                let all = items.iter().chain(&statement.items).copied().collect();
                let what = match statement.what {
                    What::Once { window, due: None, .. } => What::Through { window },
                    What::Open { window, .. } => {
                        What::Always { limit: Limit::of(vec![Stretch { window, reach: Reach::From }]) }
                    }
                    What::Once { window, .. } => {
                        What::Always { limit: Limit::of(vec![Stretch { window, reach: Reach::Until }]) }
                    }
                    other => other,
                };
                statements.push(Statement { what, items: all });
            }
        }
        _ => {
            let what = match kind {
                Scope::Year => What::EachYear { school: false, limit: Limit::default() },
                Scope::SchoolYear => What::EachYear { school: true, limit: Limit::default() },
                Scope::Period | Scope::Ever => What::Always { limit: Limit::default() },
            };
            statements.push(Statement { what, items });
            statements.extend(distributed(dated));
        }
    }
    statements
}

fn single_years(years: Years) -> impl Iterator<Item = Years> {
    (years.first..=years.last).map(move |year| Years { first: year, last: year, ..years })
}

/// Years over lists of windows: each year stands after (or before) the windows it belongs to.
pub(crate) fn distributed(elements: Vec<Element>) -> Vec<Statement> {
    let years_lead = matches!(elements.first(), Some(Element { kind: ElementKind::Years { .. }, .. }))
        && matches!(elements.last(), Some(Element { kind: ElementKind::Window { .. }, .. }));
    let mut statements = Vec::new();
    for (windows, years) in runs(elements, years_lead) {
        if windows.is_empty() {
            statements.extend(years.into_iter().map(bare_years));
        } else if years.is_empty() {
            statements.extend(windows.into_iter().map(|window| dated(window, None)));
        } else {
            for window in &windows {
                for year in &years {
                    statements.extend(in_years(window, year));
                    if statements.len() > MOST_STATEMENTS {
                        return statements;
                    }
                }
            }
        }
    }
    statements
}

type Run = (Vec<Element>, Vec<Element>);

/// Runs of windows with the years that belong to them; a window with a year of its own is a run by itself.
fn runs(elements: Vec<Element>, years_lead: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run: Run = (Vec::new(), Vec::new());
    for element in elements {
        match &element.kind {
            ElementKind::Window { window, .. } if window.has_year() => {
                runs.push(std::mem::take(&mut run));
                runs.push((vec![element], Vec::new()));
            }
            ElementKind::Window { .. } => {
                if !years_lead && !run.1.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                run.0.push(element);
            }
            ElementKind::Years { .. } => {
                if years_lead && !run.0.is_empty() {
                    runs.push(std::mem::take(&mut run));
                }
                run.1.push(element);
            }
            _ => {}
        }
    }
    runs.push(run);
    runs
}

fn bare_years(element: Element) -> Statement {
    let ElementKind::Years { years, reach } = element.kind else { return dated(element, None) };
    let window = years.window();
    let what = match reach {
        Reach::From => What::Open { window, after: None },
        _ => What::Once { window, due: None, after: None },
    };
    Statement { what, items: element.items }
}

fn dated(element: Element, window: Option<Window>) -> Statement {
    let ElementKind::Window { window: own, due, reach, through } = element.kind else {
        return bare_years(element);
    };
    let window = window.unwrap_or(own);
    let is_unnamed_school_year =
        window.from == Part::Months(9, 5) && window.to == Part::Months(9, 5) && !window.has_year();
    let what = match (due, reach) {
        (Some(Due::First), _) if is_unnamed_school_year => {
            What::Yearly { window: Window::of(Part::Day(9, 1)), due, limit: Limit::default() }
        }
        _ if through => What::Through { window },
        (None, Reach::From) => What::Open { window, after: None },
        _ => What::Once { window, due, after: None },
    };
    Statement { what, items: element.items }
}

fn in_years(element: &Element, year: &Element) -> Vec<Statement> {
    let (ElementKind::Window { window, .. }, ElementKind::Years { years, .. }) = (&element.kind, &year.kind) else {
        return Vec::new();
    };
    let items: Vec<usize> = element.items.iter().chain(&year.items).copied().collect();
    let runs_over_new_year = window.dates(2001).is_some_and(|(first, last)| first.year() < last.year());
    let shared: Vec<Window> = if years.school {
        single_years(*years).map(|year| window.in_school_year(year.first)).collect()
    } else if runs_over_new_year && years.last == years.first + 1 {
        // «сентябрь – май 2020-2021»
        vec![window.in_year(years.first)]
    } else {
        single_years(*years).map(|year| window.in_year(year.first)).collect()
    };
    shared
        .into_iter()
        .map(|window| Statement { items: items.clone(), ..dated(element.clone(), Some(window)) })
        .collect()
}
