use super::title::Plan;
use super::unit::{Kind, Unit};

/// That a document's lists are a plan, and which of them.
pub(crate) struct Verdict {
    /// Why they are.
    pub why: &'static str,
    /// For each unit why its list is no part of the plan, if it is none.
    pub left_out: Vec<Option<&'static str>>,
}

/// Which lists are the plan; the reason if none is.
///
/// A title says so and there is a list, or most points have dates or parties of their own.
pub(crate) fn plan(units: &[Unit], parents: &[Option<usize>], plan: &Plan) -> Result<Verdict, &'static str> {
    if plan.is_other {
        return Err("it calls itself minutes, a regulation or the like");
    }
    let groups = groups(units, parents);
    let points: usize = groups.iter().map(|group| group.points).sum();
    let dated: usize = groups.iter().map(|group| group.dated).sum();
    let labelled: usize = groups.iter().map(|group| group.labelled).sum();
    let is_dated = dated >= MIN_DATED.min(points) && dated > 0;
    let (why, kept): (_, Vec<bool>) = match () {
        () if plan.title.is_some() && is_dated => {
            let is_mostly_dated = dated * 2 >= points;
            let fits = |group: &Group| (is_mostly_dated && !group.is_foreign) || group.dated * 3 >= group.points.max(1);
            let why = if is_mostly_dated { MOSTLY_DATED } else { PARTLY_DATED };
            (why, groups.iter().map(fits).collect())
        }
        () if plan.title.is_some() => {
            if !is_all_list(units, points) {
                return Err("a title of a plan, but hardly a point says when or by whom, and it is not all a list");
            }
            ("a title of a plan, and little else than a list", groups.iter().map(|group| !group.is_foreign).collect())
        }
        () if labelled < MIN_UNTITLED => {
            return Err("no title of a plan, and fewer than three points with «Срок:» or «Отв.:»");
        }
        () if labelled * 2 < points => {
            return Err("no title of a plan, and not half of the points have «Срок:» or «Отв.:»");
        }
        () => {
            let fits = |group: &Group| group.labelled * 2 >= group.points.max(1);
            ("half of the points or more have «Срок:» or «Отв.:»", groups.iter().map(fits).collect())
        }
    };
    let mut left_out = vec![None; units.len()];
    let mut has_points = false;
    for (group, kept) in groups.iter().zip(kept) {
        let range = group.from..group.to;
        match kept {
            true => has_points |= units[range].iter().any(Unit::is_point),
            false => left_out[range].fill(Some(group.reason())),
        }
    }
    if has_points { Ok(Verdict { why, left_out }) } else { Err("no list of the kind that holds tasks") }
}

const MOSTLY_DATED: &str = "a title of a plan, and half of the points or more say when or by whom";
const PARTLY_DATED: &str = "a title of a plan, and lists of which a third of the points say when or by whom";

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

impl Group {
    /// Why it is no part of a plan.
    fn reason(&self) -> &'static str {
        if self.is_foreign { "its heading is not one of tasks" } else { "too few points beside it say when or by whom" }
    }
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
