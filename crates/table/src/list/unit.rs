use vekha_model::Role;

use super::field::{self, Said, Value};
use super::line::{Line, Mark, MarkKind};
use super::outline::{self, Key};
use crate::Kinds;
use crate::amendment::is_amendment;
use crate::line::is_signature;

/// A paragraph with what belongs to it.
pub(crate) struct Unit<'a> {
    /// The paragraph.
    pub line: &'a Line,
    /// What it is in the plan.
    pub kind: Kind,
    /// What it says.
    pub said: Said,
    /// The paragraphs below that go on with it: «Срок: …», «Ответственный: …».
    pub further: Vec<(&'a Line, Said)>,
}

/// What a paragraph is in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It heads the points below.
    Heading(Key),
    /// It heads the points below if there are any of another kind, else it is a point.
    MayHead(Key),
    /// Something to be done.
    Point,
    /// Running text.
    Text,
}

impl Unit<'_> {
    /// All values, those of further paragraphs as well.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&Line, &Value)> {
        let own = self.said.values.iter().map(|value| (self.line, value));
        own.chain(self.further.iter().flat_map(|(line, said)| said.values.iter().map(|value| (*line, value))))
    }

    /// Whether it says when or by whom.
    pub(crate) fn is_dated(&self) -> bool {
        self.said.is_dated() || self.further.iter().any(|(_, said)| said.is_dated())
    }

    /// Whether labels say when or by whom: «Срок:», «Отв.».
    pub(crate) fn is_labelled(&self) -> bool {
        let roles = [Role::Dates, Role::Start, Role::End, Role::Responsible];
        self.values().any(|(_, value)| value.label.is_some() && value.role.is_some_and(|role| roles.contains(&role)))
    }

    /// Whether a value is set apart from the words, rather than said in the sentence.
    pub(crate) fn is_set_apart(&self) -> bool {
        self.values().any(|(_, value)| !value.in_title && value.role.is_some())
    }

    pub(crate) fn is_point(&self) -> bool {
        self.kind == Kind::Point
    }
}

/// The paragraphs as headings, points and running text.
pub(crate) fn units<'a>(lines: &'a [Line], kinds: &dyn Kinds) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = line.text();
        let next = lines.get(index + 1);
        let said = field::read(&line.chars, line.body, kinds);
        let is_labelled = said.values.iter().any(|value| value.label.is_some());
        let is_aside = || line.mark.is_none() && (is_amendment(&text) || is_signature(&text, kinds) || is_row(line));
        if !is_labelled && is_aside() {
            units.push(Unit { line, kind: Kind::Text, said: Said::default(), further: Vec::new() });
            continue;
        }
        let Some(said) = attached(&mut units, line, said, kinds) else { continue };
        let kind = kind(line, &text, &said, next, kinds);
        units.push(Unit { line, kind, said, further: Vec::new() });
    }
    resolve(&mut units);
    for unit in units.iter_mut().filter(|unit| unit.kind == Kind::Point) {
        let has = |role| unit.further.iter().any(|(_, said)| said.has(role));
        let (has_dates, has_parties) = (has(Role::Dates) || has(Role::Start), has(Role::Responsible));
        field::read_clause(&unit.line.chars, &mut unit.said, kinds);
        unit.said.values.retain(|value| {
            let is_said_below = match value.role {
                Some(Role::Dates) => has_dates,
                Some(Role::Responsible) => has_parties,
                _ => false,
            };
            !(value.in_title && is_said_below)
        });
    }
    units
}

/// The names of columns above lines with tabs: «№⇥Мероприятие⇥Срок».
pub(crate) fn is_row(line: &Line) -> bool {
    let stretches: Vec<String> = line.text().split('\t').map(str::to_owned).collect();
    stretches.len() > 2 && stretches.iter().filter(|text| crate::roles::role(text).is_some()).count() > 1
}

/// Gives a paragraph to the one above if it goes on with it; else returns what it says.
fn attached<'a>(units: &mut Vec<Unit<'a>>, line: &'a Line, said: Said, kinds: &dyn Kinds) -> Option<Said> {
    let is_fields = said.title.is_empty() && said.values.iter().any(|value| value.label.is_some());
    if is_fields {
        // «Сроки выполнения:» under a heading is a heading itself.
        let is_empty = said.values.iter().all(|value| value.span.is_empty() && value.role != Some(Role::Activity));
        let heads = is_empty && (line.stands_out() || units.last().is_none_or(|last| last.kind != Kind::Point));
        return if heads || said.has(Role::Activity) {
            Some(Said { title: vec![line.body], values: Vec::new() }).filter(|_| heads).or(Some(said))
        } else {
            under(units, line, said)
        };
    }
    let Some(last) = units.last_mut().filter(|last| last.kind != Kind::Text) else { return Some(said) };
    if let Some(role) = open_value(last) {
        let is_listed =
            line.mark.is_some_and(|mark| last.line.mark.is_none_or(|own| own.kind != mark.kind)) && !said.is_dated();
        let is_first =
            last.further.last().is_some_and(|(_, said)| said.values.last().is_some_and(|value| value.label.is_some()));
        if is_listed || (is_first && line.mark.is_none() && !line.stands_out()) {
            let value =
                Value { role: Some(role), label: None, span: field::untailed(&line.chars, line.body), in_title: false };
            last.further.push((line, Said { title: Vec::new(), values: vec![value] }));
            return None;
        }
    }
    if line.mark.is_some() || line.stands_out() || last.kind != Kind::Point {
        return Some(said);
    }
    let text = line.text();
    let has = |role| last.said.has(role) || last.further.iter().any(|(_, said)| said.has(role));
    let value = |role| Said {
        title: Vec::new(),
        values: vec![Value {
            role: Some(role),
            label: None,
            span: field::untailed(&line.chars, line.body),
            in_title: false,
        }],
    };
    let begins_low = text.starts_with(char::is_lowercase);
    if !has(Role::Dates) && begins_low && kinds.is_schedule(&text) {
        last.further.push((line, value(Role::Dates)));
        return None;
    }
    let is_below_date = last.further.last().is_some_and(|(_, said)| said.has(Role::Dates));
    if is_below_date && !has(Role::Responsible) && text.chars().count() <= MAX_HEADING && kinds.is_party(&text) {
        last.further.push((line, value(Role::Responsible)));
        return None;
    }
    // The line of a text goes on in small letters.
    let end = last.line.chars.get(last.line.body.end.wrapping_sub(1));
    let is_open = last.further.is_empty() && !end.is_some_and(|c| matches!(c, '.' | ';' | ':'));
    if begins_low && is_open && !last.is_set_apart() && !said.is_dated() {
        last.further.push((line, said));
        return None;
    }
    Some(said)
}

/// Gives values with labels to the point, heading or plain paragraph above them; a plain paragraph becomes a point.
fn under<'a>(units: &mut Vec<Unit<'a>>, line: &'a Line, said: Said) -> Option<Said> {
    let count = units.len();
    let goes_on_below = count >= 2
        && units[count - 1].kind == Kind::Text
        && units[count - 2].kind == Kind::Point
        && units[count - 2].line.mark.is_some()
        && !units[count - 2].is_dated();
    if goes_on_below && let Some(text) = units.pop() {
        // «1. Обход. / Его ведут комиссии. / Срок: май»
        let value = Value { role: None, label: None, span: text.line.body, in_title: false };
        if let Some(point) = units.last_mut() {
            point.further.push((text.line, Said { title: Vec::new(), values: vec![value] }));
        }
    }
    let Some(last) = units.last_mut() else { return Some(Said::default()) };
    if last.kind == Kind::Text {
        let is_title = last.line.body.len() <= MAX_POINT;
        if !is_title {
            return Some(Said::default());
        }
        last.kind = Kind::Point;
        last.said = Said { title: vec![last.line.body], values: Vec::new() };
    }
    last.further.push((line, said));
    None
}

/// The role of a label with nothing after it, which the lines below fill: «Результат:».
fn open_value(unit: &Unit) -> Option<Role> {
    let labelled = unit.further.iter().rposition(|(_, said)| said.values.iter().any(|value| value.label.is_some()))?;
    let value = unit.further[labelled].1.values.last()?;
    let is_filled_below = unit.further[labelled + 1..]
        .iter()
        .all(|(_, said)| said.values.len() == 1 && said.values[0].role == value.role && said.values[0].label.is_none());
    (value.span.is_empty() && is_filled_below).then_some(value.role).flatten()
}

/// A paragraph that values follow is not longer, in characters.
const MAX_POINT: usize = 1000;
/// A heading is not longer, in characters.
const MAX_HEADING: usize = 200;

/// What a paragraph is by its look and words.
fn kind(line: &Line, text: &str, said: &Said, next: Option<&Line>, kinds: &dyn Kinds) -> Kind {
    let is_short = line.body.len() <= MAX_HEADING;
    let is_dated = said.values.iter().any(|value| value.label.is_some());
    let bullet = line.mark.is_some_and(|mark| mark.kind == MarkKind::Bullet);
    if said.title.is_empty() {
        return Kind::Text;
    }
    if is_dated && !(line.heading.is_some() && is_short) {
        return Kind::Point;
    }
    if is_short && line.heading.is_some() {
        return Kind::MayHead(outline::key(line, text, kinds));
    }
    if is_short && !bullet && is_heading_by_words(line, text, kinds) {
        return Kind::MayHead(outline::key(line, text, kinds));
    }
    match line.mark {
        Some(Mark { kind: MarkKind::Roman, .. }) if is_short => Kind::MayHead(outline::key(line, text, kinds)),
        Some(_) if is_short && (line.bold || line.centered) && !bullet => {
            Kind::MayHead(outline::key(line, text, kinds))
        }
        Some(_) => Kind::Point,
        None if said.is_dated() => Kind::Point,
        None if is_short && (line.stands_out() || is_capitals(text)) => Kind::Heading(outline::key(line, text, kinds)),
        None => {
            let is_open =
                text.trim_end().ends_with(['.', ';', ',', '!', '?']) || text.trim_end_matches(':').contains(": ");
            let begins_high = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
            let heads = next.is_some_and(|next| next.mark.is_some());
            if is_short && heads && begins_high && !is_open {
                Kind::Heading(outline::key(line, text, kinds))
            } else {
                Kind::Text
            }
        }
    }
}

/// «Этап 1. …», «Сентябрь», «I квартал 2024 г.»
fn is_heading_by_words(line: &Line, text: &str, kinds: &dyn Kinds) -> bool {
    outline::is_named(text) || (line.mark.is_none() && kinds.is_schedule(text.trim_end_matches([':', '.', ' '])))
}

fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().take(4).count() > 3 && letters().all(char::is_uppercase)
}

/// Decides what may head points by what comes below it.
fn resolve(units: &mut [Unit]) {
    /// What comes next that is no running text.
    #[derive(Clone, Copy)]
    enum Next {
        /// A point, with its look.
        Point(Look),
        Heading(Key),
        Nothing,
    }
    let mut next = Next::Nothing;
    for index in (0..units.len()).rev() {
        // «Фаза 5 (май)» below «Фаза 4 (апрель)»: a row of dated lines, the last of them as well.
        let is_run = index > 0 && units[index - 1].kind == units[index].kind && units[index - 1].is_dated();
        let unit = &mut units[index];
        let is_dated = unit.is_dated();
        let promoted = if unit.is_dated() || unit.line.mark.is_some() { Kind::Point } else { Kind::Text };
        let look = look(unit.line);
        unit.kind = match (unit.kind, next) {
            (Kind::MayHead(key), Next::Point(below)) if below != look => Kind::Heading(key),
            (Kind::MayHead(_), Next::Heading(_)) if is_dated && is_run => promoted,
            (Kind::MayHead(key), Next::Heading(below)) if is_dated && outline::rank(below) <= outline::rank(key) => {
                promoted
            }
            (Kind::MayHead(key), Next::Heading(below)) if below != key => Kind::Heading(key),
            (Kind::MayHead(key), Next::Heading(_)) if unit.line.heading.is_some() && !unit.is_dated() => {
                Kind::Heading(key)
            }
            (Kind::MayHead(_), _) => promoted,
            (Kind::Heading(_), Next::Heading(_) | Next::Nothing) if !unit.further.is_empty() => Kind::Point,
            (kind, _) => kind,
        };
        next = match unit.kind {
            Kind::Point => Next::Point(look),
            Kind::Heading(key) => Next::Heading(key),
            Kind::Text | Kind::MayHead(_) => next,
        };
    }
}

/// What tells a heading from the points below it: its rank by style or name, its mark, whether it stands out.
type Look = (Option<Key>, Option<MarkKind>, bool);

fn look(line: &Line) -> Look {
    (outline::own_key(line), line.mark.map(|mark| mark.kind), line.stands_out())
}
