//! Which column has which role: the header's words first, what stands in the cells second.

use vekha_model::Role;

use crate::Kinds;
use crate::chart;
use crate::column::Column;
use crate::evidence::{Evidence, gather};
use crate::grid::Grid;
use crate::guess::guess_missing;
use crate::split::split_wide;

/// The columns as the rows below them show them; says whether a role had to be guessed.
pub(crate) fn complete(mut columns: Vec<Column>, grid: &Grid, from: usize, kinds: &dyn Kinds) -> (Vec<Column>, bool) {
    columns = split_wide(columns, grid, from);
    let evidence = gather(&columns, grid, from, kinds);
    if columns.iter().any(|column| column.body) {
        name_matrix_edges(&mut columns, &evidence);
        return (columns, false);
    }
    chart::find(&mut columns, &evidence);
    // «Шаг», «Этап»: whatever its header, a first column of numbers numbers the rows.
    let is_other = columns.first().is_some_and(|first| {
        matches!(first.role, None | Some(Role::Activity | Role::Section)) && !first.scale && first.period.is_none()
    });
    if is_other && evidence[0].mostly(evidence[0].numbers) {
        columns[0].take(Role::Number, "numbers in its cells");
    }
    one_number(&mut columns);
    leave_facts(&mut columns);
    let guessed = choose_activity(&mut columns, &evidence) | guess_missing(&mut columns, &evidence);
    name_calendar(&mut columns);
    one_of_each(&mut columns);
    name_sections(&mut columns, &evidence);
    (columns, guessed)
}

/// Of several columns of numbers the best named one counts.
fn one_number(columns: &mut [Column]) {
    let is_number = |column: &Column| column.role == Some(Role::Number);
    let Some(best) = best(columns, is_number) else { return };
    let others = columns.iter_mut().enumerate().filter(|(at, column)| *at != best && is_number(column));
    others.for_each(|(_, column)| column.role = None);
}

/// The first of the columns of the highest rank.
fn best(columns: &[Column], wanted: impl Fn(&Column) -> bool) -> Option<usize> {
    let found = columns.iter().enumerate().filter(|(_, column)| wanted(column));
    found.max_by_key(|(at, column)| (column.rank, usize::MAX - at)).map(|(at, _)| at)
}

/// «План» and «Факт»: where there is a plan, what has happened is a remark.
fn leave_facts(columns: &mut [Column]) {
    const DATES: &[Role] = &[Role::Dates, Role::Start, Role::End];
    for roles in [DATES, &[Role::Responsible], &[Role::Result]] {
        let is_of = |column: &Column| column.role.is_some_and(|role| roles.contains(&role));
        if columns.iter().any(|column| is_of(column) && !column.is_fact) {
            let facts = columns.iter_mut().filter(|column| is_of(column) && column.is_fact);
            facts.for_each(|column| column.take(Role::Note, "header words: what has happened, beside the plan"));
        }
    }
}

/// Leaves one column of activities; says whether it had to be guessed.
fn choose_activity(columns: &mut [Column], evidence: &[Evidence]) -> bool {
    let is_named = |c: usize| columns[c].role == Some(Role::Activity);
    let named: Vec<usize> = (0..columns.len()).filter(|&c| is_named(c)).collect();
    // A column of numbers or dates does not say what is done, whatever its header.
    let says = |c: usize| !evidence[c].mostly(evidence[c].numbers) && !evidence[c].mostly(evidence[c].dates());
    let candidates = named.iter().copied().filter(|&c| named.len() == 1 || says(c));
    let top = candidates.clone().max_by_key(|&c| (columns[c].rank, usize::MAX - c));
    // Under a merged «Мероприятие» the «Действия» of each row are what is done.
    let finer = top.and_then(|top| {
        let is_finer = |c: &usize| columns[*c].rank == FINER_RANK && evidence[*c].merges == 0 && *c > top;
        let has_parts = evidence[top].merges > 0 && columns[top].rank > FINER_RANK;
        candidates.clone().filter(is_finer).find(|&c| has_parts && evidence[c].average() >= 10)
    });
    let (chosen, why) = match finer.or(top) {
        Some(named) => (named, "header words"),
        None => match substitute(columns, evidence) {
            Some(found) => found,
            None => return false,
        },
    };
    for column in named.into_iter().filter(|&column| column != chosen) {
        let holds_below = |column: usize| evidence[column].merges + evidence[column].blank;
        let is_whole = takes_turns(evidence, column, chosen);
        let is_section = is_whole || (column < chosen && holds_below(column) > holds_below(chosen));
        columns[column].is_whole = is_whole;
        columns[column].role = is_section.then_some(Role::Section);
        columns[column].why = "by position: left of the activities, its cells hold for several rows";
    }
    columns[chosen].take(Role::Activity, why);
    why == LONGEST
}

/// Whether a row has words in one of two columns: «Задача» in a row of its own above its «Подзадача».
fn takes_turns(evidence: &[Evidence], upper: usize, lower: usize) -> bool {
    let (above, below) = (&evidence[upper], &evidence[lower]);
    let has_gaps = above.merges == 0 && above.blank > 0 && below.blank > 0;
    upper < lower && has_gaps && above.blank >= below.filled && below.blank >= above.filled
}

/// The rank of «Действия», «Работы», «Шаги»: what is done for a measure.
const FINER_RANK: u8 = 4;
/// Why a column without a known header is the one of activities.
const LONGEST: &str = "the longest texts in its cells";

/// Which column says what is done where no header names it: the longest texts under unknown words, sections, forms.
fn substitute(columns: &[Column], evidence: &[Evidence]) -> Option<(usize, &'static str)> {
    let of_role = |role: Role| (0..columns.len()).filter(move |&c| columns[c].role == Some(role));
    // «Показатель | 2024 | 2025»; «Ед. изм.» alone does not make a table one of indicators.
    let has_indicators = of_role(Role::Indicator).any(|c| columns[c].rank > 1);
    let is_free = |c: &usize| {
        let column = &columns[*c];
        column.role.is_none() && !column.is_known && column.period.is_none() && !column.scale && !has_indicators
    };
    let section = of_role(Role::Section).next_back();
    let longest = (0..columns.len()).filter(is_free).filter(|&c| evidence[c].average() >= 15);
    let longest = longest.max_by_key(|&c| (evidence[c].average(), usize::MAX - c));
    let better = longest.filter(|&c| section.is_none_or(|s| evidence[c].average() * 2 >= evidence[s].average()));
    // «Форма работы | Срок»: what kind of thing is done, and nothing else says what.
    let form = of_role(Role::Form).filter(|&c| evidence[c].average() >= 10).max_by_key(|&c| evidence[c].average());
    better
        .map(|c| (c, LONGEST))
        .or(section.map(|c| (c, "a name of sections, and no other column of activities")))
        .or(form.map(|c| (c, "a name of forms, and no other column of activities")))
}

/// «Месяц» left of the activities, with a column of dates of its own: a section that dates what stands in it.
fn name_calendar(columns: &mut [Column]) {
    let activity = columns.iter().position(|column| column.role == Some(Role::Activity)).unwrap_or(0);
    let Some(first) = columns[..activity].iter().position(Column::is_unit) else { return };
    let is_date = |column: &Column| matches!(column.role, Some(Role::Dates | Role::Start | Role::End));
    // «Время» is a time of day.
    if columns[first + 1..].iter().any(|column| is_date(column) && column.rank > 0) {
        columns[first].take(Role::Section, "a month over dates of a column of its own");
    }
}

/// Of several columns of one kind the best named one counts; the others are fields.
fn one_of_each(columns: &mut [Column]) {
    for role in [Role::Dates, Role::Start, Role::End, Role::Responsible, Role::CoExecutors, Role::Result] {
        let is_of = |column: &Column| column.role == Some(role);
        let Some(best) = best(columns, is_of) else { continue };
        let header = columns[best].header.collapsed();
        let is_unit = columns[best].is_unit();
        let others = columns.iter_mut().enumerate().filter(|(at, column)| *at != best && is_of(column));
        for (_, column) in others {
            // One header over several cells of dates holds them all.
            let is_same = role == Role::Dates && column.header.collapsed() == header;
            column.joins = is_unit && column.is_unit();
            column.is_spare = !is_same && !column.joins;
        }
    }
}

/// An unnamed column left of the activities whose cells are merged over several rows is one of sections.
fn name_sections(columns: &mut [Column], evidence: &[Evidence]) {
    let activity = columns.iter().position(|column| column.role == Some(Role::Activity)).unwrap_or(0);
    for (at, (column, evidence)) in columns.iter_mut().zip(evidence).enumerate() {
        let holds_below = evidence.merges + evidence.blank + evidence.repeats > 0;
        // «Этап», «Задача» with words of its own in every row is no section but a field; so is «Цель» at the right.
        let is_own = (!holds_below && evidence.filled > 1) || at > activity;
        if column.role == Some(Role::Section) && is_own {
            column.is_field = true;
        }
    }
    for (column, evidence) in columns.iter_mut().zip(evidence).take(activity) {
        let is_unnamed = column.role.is_none() && !column.is_known && !column.scale;
        if is_unnamed && evidence.merges > 0 && !evidence.mostly(evidence.numbers) {
            column.take(Role::Section, "by position: left of the activities, its cells are merged");
        }
    }
}

fn name_matrix_edges(columns: &mut [Column], evidence: &[Evidence]) {
    for (column, evidence) in columns.iter_mut().zip(evidence) {
        if column.role.is_none() && !column.body && evidence.mostly(evidence.numbers) {
            column.take(Role::Number, "numbers in its cells");
        }
    }
}
