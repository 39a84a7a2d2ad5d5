//! Several things to do in one row, each on a line of its own beside its dates: «Смотр⏎Ярмарка | 5 мая⏎7 июня».

use vekha_lexis::{Case, morph};
use vekha_model::{Note, Role, Span};

use crate::Kinds;
use crate::dating;
use crate::draft::{Draft, RESPONSIBLE, RESULT, SCHEDULE, Slot};
use crate::numbering::{NumberKind, is_number, leading};
use crate::record::Words;
use crate::words::trimmed;

/// What one row says, as rows of their own; `None` where its lists do not align one to one.
pub(crate) fn split(draft: &Draft, kinds: &dyn Kinds, notes: &mut Vec<Note>) -> Option<Vec<Draft>> {
    let [task] = &draft.tasks[..] else { return None };
    let is_plain = !task.is_cell() && !task.title.inherited;
    let list = is_plain.then(|| List::of(&task.title.words)).flatten()?;
    let dates = parts(&draft.slots[SCHEDULE].words);
    let are_dates = dates.len() > 1 && are_schedules(&dates, kinds);
    let parties = parts(&draft.slots[RESPONSIBLE].words);
    let are_parties = parties.len() == list.points.len() && parties.iter().all(|words| kinds.is_party(&words.text));
    // Two lines of parties may be responsible together; more than that, each beside its line, are not by chance.
    let by_parties = are_parties && dates.len() < 2 && parties.len() > 2;
    if !(are_dates && dates.len() == list.points.len() || by_parties) {
        if are_dates && list.points.len() > 1 {
            let text = format!("{} things to do beside {} dates are kept as one", list.points.len(), dates.len());
            notes.extend(task.title.words.pieces.first().map(|p| Note::at("unaligned_lists", p.place.clone(), text)));
        }
        return None;
    }
    let text = format!("{} things to do in one row, told apart by their lines", list.points.len());
    notes.extend(task.title.words.pieces.first().map(|p| Note::at("aligned_lists", p.place.clone(), text)));
    Some(list.drafts(draft, kinds))
}

/// The things to do that a cell lists.
struct List {
    /// The words before the first of them: «Провести:».
    lead: Option<Words>,
    /// Each with its words.
    points: Vec<Words>,
}

impl List {
    fn of(words: &Words) -> Option<Self> {
        let chars = words.chars();
        let lines = stretches(&chars);
        let marked = |line: &Span| mark(&chars, *line).is_some();
        let first = lines.iter().position(marked);
        let count = lines.iter().filter(|line| marked(line)).count();
        let (lead, points) = match first {
            Some(first) if count > 1 => {
                let mut points: Vec<Span> = Vec::new();
                for line in &lines[first..] {
                    match points.last_mut().filter(|_| !marked(line)) {
                        Some(point) => point.end = line.end,
                        None => points.push(*line),
                    }
                }
                let lead = (first > 0).then(|| Span::new(lines[0].start, lines[first - 1].end));
                (lead, points)
            }
            _ if lines.len() > 1 => (None, lines),
            _ => return None,
        };
        let is_marked = first.is_some() && count > 1;
        let begin_anew = || points.windows(2).all(|pair| begins_anew(&chars, pair[0], pair[1]));
        if !is_marked && !begin_anew() {
            return None;
        }
        let cut = |span: Span| words.cut(&chars, span);
        Some(Self { lead: lead.map(cut), points: points.into_iter().map(cut).collect() })
    }

    fn drafts(self, draft: &Draft, kinds: &dyn Kinds) -> Vec<Draft> {
        let count = self.points.len();
        let slots: Vec<Option<Vec<Words>>> = draft.slots.iter().map(|slot| aligned(&slot.words, count)).collect();
        let is_aligned = |slot: usize, own: &[Words]| match slot {
            SCHEDULE => are_schedules(own, kinds),
            RESULT => own.iter().all(|words| words.text.trim_start().starts_with(char::is_uppercase)),
            // Two lines may be one body; as many as there are things to do, beside as many dates, are not by chance.
            _ => count > 2 || own.iter().all(|words| kinds.is_party(&words.text)),
        };
        let has_lead = self.lead.is_some();
        let numbers = aligned(&draft.number.words, count).filter(|own| own.iter().all(|n| is_number(&n.text)));
        let mut drafts = Vec::with_capacity(count + 1);
        if let Some(lead) = self.lead {
            let mut above = draft.clone();
            above.slots = Default::default();
            above.name_section();
            above.fields.clear();
            above.tasks[0].title.words = lead;
            drafts.push(above);
        }
        for (index, point) in self.points.into_iter().enumerate() {
            let mut part = draft.clone();
            for (at, slot) in part.slots.iter_mut().enumerate() {
                match slots[at].as_ref().filter(|own| is_aligned(at, own)) {
                    Some(own) => slot.words = own[index].clone(),
                    None => slot.inherited |= index > 0 && !slot.words.is_blank(),
                }
            }
            for field in &mut part.fields {
                if let Some(own) = aligned(&field.words, count) {
                    field.words = own[index].clone();
                }
            }
            part.name_section();
            if let Some(own) = &numbers {
                part.number.words = own[index].clone();
            } else if has_lead {
                // The row's number is that of the lead words.
                part.number = Slot::default();
            }
            part.tasks[0].title.words = without_points(&point, draft);
            part.tasks[0].label = Span::new(0, 0);
            drafts.push(part);
        }
        drafts
    }
}

impl Draft {
    /// «Раздел работы» beside several things to do holds for all of them: it is their section.
    fn name_section(&mut self) {
        if let Some(at) = self.fields.iter().position(|field| field.role == Some(Role::Section)) {
            self.path.push(self.fields.remove(at).words);
        }
    }
}

/// «1)», «–» go; «3.1.» stays, and so does «1.» where the row has no other number: it is the activity's.
fn without_points(point: &Words, draft: &Draft) -> Words {
    let chars = point.chars();
    let whole = Span::new(0, chars.len());
    let is_number = leading(&chars, whole)
        .is_some_and(|found| found.kind != NumberKind::Paren && (found.depth > 1 || draft.number.words.is_blank()));
    match mark(&chars, trimmed(&chars, whole)).filter(|_| !is_number) {
        Some(words) => point.cut(&chars, Span::new(words, chars.len())),
        None => point.clone(),
    }
}

fn aligned(words: &Words, count: usize) -> Option<Vec<Words>> {
    Some(parts(words)).filter(|parts| parts.len() == count)
}

fn parts(words: &Words) -> Vec<Words> {
    let chars = words.chars();
    stretches(&chars).into_iter().map(|span| words.cut(&chars, without_mark(&chars, span))).collect()
}

/// Paragraphs where blank lines part them, else lines.
fn stretches(chars: &[char]) -> Vec<Span> {
    let lines = lines(chars);
    let has_blank = lines.windows(2).any(|pair| pair[0].is_empty() != pair[1].is_empty());
    if !has_blank {
        return lines.into_iter().filter(|line| !line.is_empty()).collect();
    }
    let mut found: Vec<Span> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        match found.last_mut().filter(|_| goes_on && !line.is_empty()) {
            Some(last) => last.end = line.end,
            None if !line.is_empty() => found.push(line),
            None => {}
        }
        goes_on = !line.is_empty();
    }
    found
}

fn lines(chars: &[char]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=chars.len() {
        if at == chars.len() || chars[at] == '\n' {
            found.push(trimmed(chars, Span::new(start, at)));
            start = at + 1;
        }
    }
    found
}

/// Where the words of a point begin, after «1)», «2.», «3.1.», «-».
fn mark(chars: &[char], line: Span) -> Option<usize> {
    if matches!(chars.get(line.start), Some('-' | '–' | '—' | '•' | '·' | '●')) {
        return (line.start + 1..line.end).find(|&at| !chars[at].is_whitespace());
    }
    leading(chars, line).filter(|found| found.kind != NumberKind::Roman && found.words < line.end).map(|f| f.words)
}

/// A date has no mark of its own but «1)»: «5.» may be a day.
fn without_mark(chars: &[char], line: Span) -> Span {
    let is_paren = |found: &crate::numbering::Numbering| found.kind == NumberKind::Paren && found.words < line.end;
    leading(chars, line).filter(is_paren).map_or(line, |found| Span::new(found.words, line.end))
}

/// Whether a line begins something new, rather than going on with the line above.
fn begins_anew(chars: &[char], above: Span, line: Span) -> bool {
    let text = |span: Span| chars[span.start..span.end].iter().collect::<String>();
    let (above, line) = (text(above), text(line));
    let first: String = line.chars().skip_while(|c| matches!(c, '«' | '"')).take_while(|c| c.is_alphabetic()).collect();
    if !first.starts_with(char::is_uppercase) || above.ends_with([',', '-', '–', '—', ':', '(', '«']) {
        return false;
    }
    if above.ends_with(['.', ';', '!', '?', '»', ')']) && !line.starts_with(['«', '"']) {
        return true;
    }
    let last = above.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_open = morph(last).first().is_some_and(|word| matches!(word.pos, "ADP" | "CCONJ" | "SCONJ"));
    // «Проведение⏎Дня знаний» goes on in another case.
    let readings = morph(&first.to_lowercase());
    let names = readings.iter().any(|word| word.case.is_none_or(|case| case == Case::Nominative));
    !is_open && (readings.is_empty() || names) && !line.starts_with(['«', '"'])
}

/// Whether each of the texts is a schedule by itself, and none goes on with the one above: «Май⏎2024» is one date.
fn are_schedules(parts: &[Words], kinds: &dyn Kinds) -> bool {
    let is_year = |words: &Words| crate::period::is_year(&words.text);
    let begins_high = |words: &Words| words.text.trim_start().chars().next().is_some_and(char::is_uppercase);
    let begins_low = |words: &Words| words.text.trim_start().chars().next().is_some_and(char::is_lowercase);
    let is_day = |words: &Words| {
        let text = words.text.trim();
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | ',' | '.'))
    };
    let is_open = |words: &Words| words.text.trim_end().ends_with(['-', '–', '—', ',', ':']);
    // «1 день⏎2 июня»: the first line only counts.
    let counts = |words: &Words| {
        let text = words.text.trim();
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.contains(char::is_alphabetic)
            && dating::rank(text).is_none()
    };
    let is_counted = parts.iter().any(counts) && !parts.iter().all(counts);
    let goes_on = parts.first().is_some_and(begins_high) && parts.iter().skip(1).any(begins_low);
    parts.iter().all(|words| is_day(words) || kinds.is_schedule(&words.text))
        && (parts.iter().all(is_year) || !parts.iter().any(is_year))
        && !parts.iter().any(is_open)
        && !goes_on
        && !is_counted
}
