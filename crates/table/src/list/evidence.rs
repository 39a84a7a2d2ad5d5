use super::title::Plan;
use super::unit::{Kind, Unit};

/// Which points are activities; `None` if the document is no plan.
///
/// A title says so and there is a list, or most points have dates or parties of their own.
pub(crate) fn plan(units: &[Unit], parents: &[Option<usize>], plan: &Plan) -> Option<Vec<bool>> {
    if plan.is_other {
        return None;
    }
    let groups = groups(units, parents);
    let points: usize = groups.iter().map(|group| group.points).sum();
    let dated: usize = groups.iter().map(|group| group.dated).sum();
    let labelled: usize = groups.iter().map(|group| group.labelled).sum();
    let kept: Vec<bool> = if plan.is_titled && dated >= MIN_DATED.min(points) && dated > 0 {
        let is_mostly_dated = dated * 2 >= points;
        groups
            .iter()
            .map(|group| (is_mostly_dated && !group.is_foreign) || group.dated * 3 >= group.points.max(1))
            .collect()
    } else if plan.is_titled {
        let fits = is_all_list(units, points);
        groups.iter().map(|group| fits && !group.is_foreign).collect()
    } else {
        let says_when = labelled >= MIN_UNTITLED && labelled * 2 >= points;
        groups.iter().map(|group| says_when && group.labelled * 2 >= group.points.max(1)).collect()
    };
    let mut keep = vec![false; units.len()];
    for (group, _) in groups.iter().zip(&kept).filter(|(_, kept)| **kept) {
        for index in group.from..group.to {
            keep[index] = units[index].is_point();
        }
    }
    keep.contains(&true).then_some(keep)
}

/// So many points with dates or parties make a titled list a plan.
const MIN_DATED: usize = 2;
/// And so many with labels a list without a title.
const MIN_UNTITLED: usize = 3;

/// The points between two headings.
struct Group {
    from: usize,
    to: usize,
    points: usize,
    dated: usize,
    labelled: usize,
    /// Whether its heading says that it holds no activities: «Литература», «Цели».
    is_foreign: bool,
}

/// Headings of lists that are no activities.
const FOREIGN: &[&str] = &[
    "литератур",
    "список",
    "источник",
    "содержание",
    "оглавление",
    "приложени",
    "цели",
    "цель",
    "критери",
    "показател",
    "ожидаемые",
    "результат",
    "риски",
    "ресурс",
    "участник",
    "состав",
    "термин",
    "определени",
    "примечани",
    "нормативн",
    "основание",
    "принцип",
    "введение",
    "заключение",
    "аннотаци",
    "команда",
    "роли",
    "обозначени",
    "сокращени",
    "зависимост",
];

fn groups(units: &[Unit], parents: &[Option<usize>]) -> Vec<Group> {
    let mut groups = Vec::new();
    let new = |from: usize, is_foreign: bool| Group { from, to: from, points: 0, dated: 0, labelled: 0, is_foreign };
    let mut group = new(0, false);
    let mut is_dated_heading = false;
    for (index, unit) in units.iter().enumerate() {
        if let Kind::Heading(key) = unit.kind {
            groups.push(std::mem::replace(&mut group, new(index + 1, is_foreign(unit))));
            is_dated_heading = key == super::outline::Key::Date || unit.is_dated();
        }
        group.to = index + 1;
        // A point of a point counts if it says when or by whom.
        if unit.is_point() && (parents[index].is_none() || unit.is_dated()) {
            group.points += 1;
            group.dated += usize::from(unit.is_dated() || is_dated_heading);
            group.labelled += usize::from(unit.is_labelled());
        }
    }
    groups.push(group);
    groups
}

fn is_foreign(unit: &Unit) -> bool {
    let text = unit.line.text();
    let folded = vekha_lexis::fold(text.trim());
    FOREIGN.iter().any(|word| folded.text().starts_with(word))
}

/// Whether a titled document holds little besides its list: «Дорожная карта» and eight steps.
fn is_all_list(units: &[Unit], points: usize) -> bool {
    const MIN_POINTS: usize = 3;
    const MAX_POINT: usize = 400;
    let length = |wanted: bool| -> usize {
        units.iter().filter(|unit| (unit.kind == Kind::Text) == wanted).map(|unit| unit.line.body.len()).sum()
    };
    let texts = units.iter().filter(|unit| unit.kind == Kind::Text).count();
    let odd = units.iter().filter(|unit| unit.is_point() && is_odd(&unit.line.chars)).count();
    points >= MIN_POINTS
        && texts * 2 <= points
        && length(true) * 2 <= length(false)
        && length(false) <= points * MAX_POINT
        && odd * 4 <= points
}

/// A question, a line of a contents page, a book.
fn is_odd(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let text = text.trim_end();
    let is_contents = text.ends_with(|c: char| c.is_ascii_digit())
        && (text.contains('\t') || text.contains("...") || text.contains('…'));
    let is_book = text.contains(" – М.")
        || text.contains(" - М.:")
        || text.contains("ISBN")
        || text.contains("[Электронный ресурс]");
    text.ends_with('?') || is_contents || is_book
}
