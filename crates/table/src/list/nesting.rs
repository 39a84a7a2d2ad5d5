use vekha_model::Span;

use super::field::Said;
use super::line::{Line, Mark, MarkKind};
use super::unit::{Kind, Unit};

/// For each point the point it stands in: «1.1.» in «1.», «–» in «2)».
pub(crate) fn parents(units: &[Unit]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = vec![None; units.len()];
    for (index, unit) in units.iter().enumerate() {
        match unit.kind {
            Kind::Heading(_) | Kind::MayHead(_) => open.clear(),
            Kind::Text => {}
            Kind::Point => {
                while open.last().is_some_and(|&top| !is_inside(unit.line, units[top].line)) {
                    open.pop();
                }
                parents[index] = open.last().copied();
                open.push(index);
            }
        }
    }
    parents
}

/// Whether a point stands in the one above it, by their marks.
fn is_inside(inner: &Line, outer: &Line) -> bool {
    let Some(inner_mark) = inner.mark else { return false };
    let Some(outer_mark) = outer.mark else { return rank(inner_mark.kind) >= rank(MarkKind::Paren) };
    let introduces = introduces(outer) && inner_mark.kind != outer_mark.kind;
    match (inner_mark, outer_mark) {
        (Mark { automatic: true, level: inner, .. }, Mark { automatic: true, level: outer, .. }) if inner != outer => {
            inner > outer
        }
        (Mark { kind: MarkKind::Bullet, level: inner, .. }, Mark { kind: MarkKind::Bullet, level: outer, .. }) => {
            inner > outer
        }
        (inner, outer) => rank(inner.kind) > rank(outer.kind) || introduces,
    }
}

/// «Провести:»
pub(crate) fn introduces(line: &Line) -> bool {
    line.body.end > line.body.start && line.chars.get(line.body.end - 1) == Some(&':')
}

/// Marks in the order in which lists nest.
fn rank(kind: MarkKind) -> usize {
    match kind {
        MarkKind::Roman => 0,
        MarkKind::Arabic(depth) => depth.min(9),
        MarkKind::Paren => 10,
        MarkKind::Letter => 11,
        MarkKind::Bullet => 12,
    }
}

/// «Срок: …» below a whole list says it of all points: it goes to what they stand in.
pub(crate) fn lift(units: &mut [Unit], parents: &[Option<usize>]) {
    // The last point seen in each heading or point, and how many others it has.
    let mut heading = None;
    let mut lists: std::collections::BTreeMap<usize, List> = std::collections::BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        if let Kind::Heading(_) = unit.kind {
            heading = Some(index);
        }
        let Some(owner) = parents[index].or(heading).filter(|_| unit.is_point()) else { continue };
        let list = lists.entry(owner).or_default();
        list.said_above |= list.last.is_some_and(|last: usize| units[last].is_set_apart());
        list.last = Some(index);
        list.points += 1;
    }
    for (owner, list) in lists {
        let Some(last) = list.last else { continue };
        let is_enough = list.points > 1 || introduces(units[owner].line);
        let is_below = units[last].line.mark.is_some()
            && units[last].said.values.iter().all(|value| value.in_title)
            && units[last].is_labelled()
            && units[last].further.iter().all(|(line, _)| line.mark.is_none());
        if is_enough && is_below && !list.said_above && !units[owner].is_dated() {
            let further: Vec<(&Line, Said)> = std::mem::take(&mut units[last].further);
            units[owner].further.extend(further);
        }
    }
}

#[derive(Default)]
struct List {
    last: Option<usize>,
    points: usize,
    said_above: bool,
}

/// The characters before the words of a line: its mark with the blanks.
pub(crate) fn before_words(line: &Line) -> Span {
    Span::new(0, line.body.start)
}
