use std::collections::HashMap;

use vekha_model::{Inherited, Note, ReadAs, Span};

use crate::Kinds;
use crate::aligned;
use crate::draft::{CO_EXECUTORS, Draft, RESPONSIBLE, RESULT, SCHEDULE, Slot, Task};
use crate::ledger::Ledger;
use crate::numbering::{bare, parts};
use crate::part::{self, Parts};
use crate::record::{Class, FieldWords, Record, Words};
use crate::words::Signs;

/// Cuts rows into activities and gives each its parent and what it inherits.
pub(crate) struct Assembly<'a> {
    pub ledger: &'a mut Ledger,
    pub notes: &'a mut Vec<Note>,
    records: Vec<Record>,
    /// The section that the fields below speak of.
    section: usize,
    /// The last activity whose number stands in the column of numbers.
    top: Option<usize>,
    /// The activities of the section by number.
    numbered: HashMap<Vec<String>, usize>,
    /// The parent of the last activity by the number without its last part.
    siblings: HashMap<Vec<String>, usize>,
    /// For each parent, what its parts may take from the nearest row above: by slot.
    nearest: HashMap<usize, [Option<Words>; 4]>,
    /// The activities that the next one may be a part of by its indentation, with theirs, the innermost last.
    indents: Vec<(usize, usize)>,
}

/// An activity that a row begins.
struct Begun<'d> {
    draft: &'d Draft,
    number: Option<Words>,
    /// Whether the number stands before the words rather than in its own column.
    is_glued: bool,
    parent: Option<usize>,
    title: Words,
    /// Whether its words only lead to numbered parts, which have the row's dates.
    leads: bool,
    slots: [Slot; 4],
    fields: Vec<FieldWords>,
}

/// The activities of the rows.
pub(crate) fn records(drafts: &[Draft], kinds: &dyn Kinds, ledger: &mut Ledger, notes: &mut Vec<Note>) -> Vec<Record> {
    let mut assembly = Assembly {
        ledger,
        notes,
        records: Vec::new(),
        section: usize::MAX,
        top: None,
        numbered: HashMap::new(),
        siblings: HashMap::new(),
        nearest: HashMap::new(),
        indents: Vec::new(),
    };
    for draft in drafts {
        if draft.section != assembly.section {
            assembly.enter(draft.section);
        }
        match aligned::split(draft, kinds, assembly.notes) {
            Some(parts) => parts.iter().for_each(|part| assembly.tasks(part)),
            None => assembly.tasks(draft),
        }
    }
    assembly.records
}

impl Assembly<'_> {
    fn enter(&mut self, section: usize) {
        self.section = section;
        self.top = None;
        self.numbered.clear();
        self.siblings.clear();
        self.nearest.clear();
        self.indents.clear();
    }

    fn tasks(&mut self, draft: &Draft) {
        for task in &draft.tasks {
            self.task(draft, task);
        }
    }

    fn task(&mut self, draft: &Draft, task: &Task) {
        let words = task.title.words.rejoined();
        let chars = words.chars();
        let mut found = part::parts(&chars);
        if found.number.is_none() && task.label.len() > 1 {
            by_label(&chars, task.label, &mut found);
        }
        let own = self.own_number(draft, &words, &chars, &mut found);
        let mut slots = draft.slots.clone();
        if let Some(body) = &task.body {
            slots[RESPONSIBLE] = Slot { words: body.trimmed(), ..Slot::default() };
        }
        if let Some(period) = task.period.as_ref().filter(|_| slots[SCHEDULE].words.is_blank()) {
            slots[SCHEDULE] = Slot { words: period.trimmed(), ..Slot::default() };
        }
        let is_glued = found.number.is_some();
        let title = words.cut(&chars, found.lead);
        let has_parts = !found.parts.is_empty();
        let leads = has_parts && !title.is_blank() && self.is_lead(&found, is_glued);
        // The row's further columns belong to its first part, as its dates do.
        let is_first = task.is_cell() || draft.tasks.first().is_some_and(|first| first.column == task.column);
        let mut fields = if is_first { draft.fields.clone() } else { Vec::new() };
        let (first_slots, first_fields) = match leads {
            true => Default::default(),
            false => (slots.clone(), std::mem::take(&mut fields)),
        };
        let begun = Begun {
            draft,
            number: own,
            is_glued,
            parent: None,
            title,
            leads,
            slots: first_slots,
            fields: first_fields,
        };
        let first = self.begin(begun, task);
        let parent = if leads { Some(first) } else { self.records[first].parent };
        let mut owns = leads;
        for (number, part) in &found.parts {
            let number = words.cut(&chars, *number);
            self.ledger.paint(&number, Class::Number);
            let title = words.cut(&chars, *part);
            slots.iter_mut().for_each(|slot| slot.inherited |= !owns);
            let (slots, fields) = (slots.clone(), std::mem::take(&mut fields));
            let begun =
                Begun { draft, number: Some(number), is_glued: true, parent, title, leads: false, slots, fields };
            self.begin(begun, task);
            owns = false;
        }
    }

    /// Lead words introduce parts of a greater depth; «3.1. …\n3.2. …» are equals.
    fn is_lead(&self, found: &Parts, is_glued: bool) -> bool {
        !is_glued || found.depth < 2
    }

    /// The number of the row: that of its column, else the one before the words, which is then taken from them.
    fn own_number(&mut self, draft: &Draft, words: &Words, chars: &[char], found: &mut Parts) -> Option<Words> {
        let cell = &draft.number;
        let cell_chars = cell.words.chars();
        let in_column = cell.words.cut(&cell_chars, bare(&cell_chars));
        let is_number = in_column.text.chars().any(char::is_alphanumeric);
        let in_column = if is_number { in_column } else { Words::default() };
        let Some(span) = found.number else {
            return (!in_column.is_blank()).then_some(in_column);
        };
        let glued = words.cut(chars, span);
        let shares = cell.inherited || in_column.is_blank();
        let says_more = parts(&glued.text).starts_with(&parts(&in_column.text));
        if !shares && !says_more {
            // The words begin with a number that is not the row's: «2 | 1. Сбор. 2. Отчёт».
            found.lead.start = span.start;
            found.number = None;
            return Some(in_column);
        }
        if !shares && parts(&glued.text) != parts(&in_column.text) {
            self.note(&glued, "two_numbers", format!("`{}` stands in a row numbered `{}`", glued.text, in_column.text));
        }
        self.ledger.paint(&glued, Class::Number);
        Some(glued)
    }

    fn note(&mut self, words: &Words, code: &str, text: String) {
        if let Some(piece) = words.pieces.first() {
            self.notes.push(Note::at(code, piece.place.clone(), text));
        }
    }

    /// Adds one activity; returns its index.
    fn begin(&mut self, begun: Begun, task: &Task) -> usize {
        let index = self.records.len();
        let draft = begun.draft;
        let parent = begun.parent.or_else(|| self.parent(&begun));
        let chars = begun.title.chars();
        let items = part::items(&chars, Span::new(0, chars.len()));
        let items = items.into_iter().map(|item| begun.title.cut(&chars, item)).collect();
        let mut slots = begun.slots;
        self.inherit(draft, parent, index, &mut slots);
        self.remember(&begun.number, begun.is_glued, draft, parent, index);
        // A part by its place has what its own row says, nothing of the whole's.
        let above = self.above(task.indent);
        let parent = parent.or(above);
        if begun.parent.is_none() {
            self.indents.push((task.indent, index));
        }
        let dated_by = date(draft, begun.leads, &mut slots[SCHEDULE]);
        let inherited =
            [(SCHEDULE, Inherited::Schedule), (RESPONSIBLE, Inherited::Responsible), (RESULT, Inherited::Result)]
                .into_iter()
                .filter(|(slot, _)| slots[*slot].inherited && !slots[*slot].words.is_blank())
                .map(|(_, name)| name)
                .collect();
        // Dates and parties keep their words as given: their readers mend what is cut at a line's end.
        let [schedule, responsible, co_executors, result] =
            slots.map(|slot| Some(slot.words).filter(|words| !words.is_blank()));
        let result = result.map(|words| words.rejoined());
        let is_cell = task.is_cell();
        self.records.push(Record {
            read_as: if is_cell { ReadAs::Cell } else { ReadAs::Row },
            row: draft.row,
            number: begun.number,
            path: draft.path.iter().chain(&task.direction).cloned().collect(),
            parent,
            title: begun.title,
            items,
            schedule,
            dated_by,
            is_window: draft.is_window,
            responsible,
            co_executors,
            result,
            fields: begun.fields,
            inherited,
        });
        index
    }

    /// The last activity that stands less far in.
    fn above(&mut self, indent: usize) -> Option<usize> {
        while self.indents.pop_if(|(other, _)| *other >= indent).is_some() {}
        self.indents.last().map(|(_, index)| *index)
    }

    /// The activity it is a part of: by its number in the column, or by its place below a numbered row.
    fn parent(&self, begun: &Begun) -> Option<usize> {
        let Some(number) = &begun.number else {
            // «Провести:» above rows without numbers.
            let introduces = |top: &usize| self.records[*top].title.text.trim_end().ends_with(':');
            return self.top.filter(|top| begun.draft.has_numbers && introduces(top));
        };
        let number = parts(&number.text);
        let prefix = &number[..number.len().checked_sub(1)?];
        let by_number = || self.numbered.get(prefix).or_else(|| self.siblings.get(prefix)).copied();
        let is_sub_row = begun.is_glued && begun.draft.has_numbers && !begun.draft.number_is_own();
        if is_sub_row {
            return by_number().filter(|parent| Some(*parent) >= self.top).or(self.top);
        }
        if prefix.is_empty() { None } else { by_number() }
    }

    /// In plain text a blank cell of a part may be a merged one: it takes what the nearest row above says.
    fn inherit(&mut self, draft: &Draft, parent: Option<usize>, index: usize, slots: &mut [Slot; 4]) {
        // An author who leaves the number's cell blank, not merged, leaves the others so too.
        let blank_may_be_merged = !draft.merges || (draft.has_numbers && draft.number.words.is_blank());
        if let Some(parent) = parent {
            let nearest = self.nearest.entry(parent).or_default();
            let lacks_parties = slots[RESPONSIBLE].words.is_blank();
            for (at, slot) in slots.iter_mut().enumerate() {
                // Co-executors go with the responsible ones.
                let may_take = blank_may_be_merged && (at != CO_EXECUTORS || lacks_parties);
                if !slot.words.is_blank() {
                    if !slot.inherited {
                        nearest[at] = Some(slot.words.clone());
                    }
                } else if let Some(words) = nearest[at].as_ref().filter(|_| may_take) {
                    *slot = Slot { words: words.clone(), inherited: true, cells: Vec::new() };
                }
            }
        }
        let own = |slot: &Slot| (!slot.inherited && !slot.words.is_blank()).then(|| slot.words.clone());
        self.nearest.insert(index, [own(&slots[0]), own(&slots[1]), own(&slots[2]), own(&slots[3])]);
    }

    fn remember(&mut self, number: &Option<Words>, is_glued: bool, draft: &Draft, parent: Option<usize>, index: usize) {
        let Some(number) = number else { return };
        let number = parts(&number.text);
        if let Some(parent) = parent {
            self.siblings.insert(number[..number.len().saturating_sub(1)].to_vec(), parent);
        }
        self.numbered.insert(number, index);
        if !is_glued || draft.number_is_own() && parent.is_none() {
            self.top = Some(index);
        }
    }
}

/// A row without dates has those of its section: the innermost words are its schedule, those outside them say more.
fn date(draft: &Draft, leads: bool, schedule: &mut Slot) -> Vec<Words> {
    let mut dates = draft.dates.clone();
    if schedule.words.is_blank() && !leads {
        *schedule = dates.pop().map_or_else(Slot::default, |words| Slot::of(&words, true));
    }
    if schedule.words.is_blank() { Vec::new() } else { dates }
}

impl Draft {
    /// Whether the row has a number of its own in the column of numbers.
    fn number_is_own(&self) -> bool {
        !self.number.inherited && !self.number.words.is_blank()
    }
}

impl Record {
    /// Leaves out the bullets that an automatic list sets; its points are items all the same.
    pub(crate) fn leave_out(&mut self, bullets: &Signs) {
        let others = [&mut self.schedule, &mut self.responsible, &mut self.co_executors, &mut self.result];
        let words = others
            .into_iter()
            .flatten()
            .chain([&mut self.title])
            .chain(&mut self.items)
            .chain(&mut self.path)
            .chain(&mut self.dated_by);
        for words in words.chain(self.fields.iter_mut().map(|field| &mut field.words)) {
            *words = words.without(bullets);
        }
    }
}

/// An automatic number that does not look like one in the text: «1» without a dot.
fn by_label(chars: &[char], label: Span, found: &mut Parts) {
    let label = crate::words::trimmed(chars, label);
    let text: String = chars.iter().skip(label.start).take(label.len()).collect();
    if text.chars().any(|c| c.is_ascii_digit()) {
        let number = bare(&chars[label.start..label.end]).shifted(label.start);
        found.number = Some(number);
        found.depth = parts(&text).len();
        found.lead = crate::words::trimmed(chars, Span::new(label.end, found.lead.end));
    }
}
