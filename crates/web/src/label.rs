//! Values in words for people.

use vekha_model::{
    Activity, Bound, Format, Inference, Inherited, Occurrence, Party, PartyKind, PartyRole, ReadAs, Rule, RuleKind,
};

use crate::language::Language;
use crate::wording::Wording;

pub(crate) fn format(format: Format) -> &'static str {
    match format {
        Format::Docx => "DOCX",
        Format::Txt => "TXT",
        Format::Xlsx => "XLSX",
        Format::Xlsb => "XLSB",
        Format::Xls => "XLS",
        Format::Ods => "ODS",
    }
}

pub(crate) fn rule_kind(kind: RuleKind, words: &'static Wording) -> &'static str {
    match kind {
        RuleKind::Once => words.once,
        RuleKind::Recurring => words.recurring,
        RuleKind::Continuous => words.continuous,
        RuleKind::OnDemand => words.on_demand,
        RuleKind::BySchedule => words.by_schedule,
        RuleKind::Relative => words.relative,
        RuleKind::None => words.none,
    }
}

/// The kind of a rule and what is special about it.
pub(crate) fn rule(rule: &Rule, words: &'static Wording) -> String {
    let inferred = rule.inferred.iter().map(|inference| match inference {
        Inference::Year => words.year_inferred,
        Inference::Period => words.period_inferred,
    });
    let flags = [(rule.approximate, words.approximate), (rule.truncated, words.truncated)];
    let flags = flags.into_iter().filter_map(|(is_so, label)| is_so.then_some(label));
    let labels: Vec<&str> = [rule_kind(rule.kind, words)].into_iter().chain(inferred).chain(flags).collect();
    labels.join(", ")
}

/// «до 30.05.2021», «01.09.2018 – 30.09.2018 ×3».
pub(crate) fn window(window: &Occurrence, language: Language) -> String {
    let end = language.day(window.end);
    let dates = match window.start {
        None => format!("{} {end}", language.words().until),
        Some(start) if start == window.end => end,
        Some(start) => format!("{} – {end}", language.day(start)),
    };
    match (window.times, window.bound) {
        (1, Bound::Exact) => dates,
        (times, Bound::Exact) => format!("{dates}, ×{times}"),
        (times, Bound::AtLeast) => format!("{dates}, ≥{times}"),
        (times, Bound::AtMost) => format!("{dates}, ≤{times}"),
    }
}

/// How many dates a table or a card shows.
const FEW: usize = 3;

/// The first dates of an activity, and how many more there are.
pub(crate) fn dates(activity: &Activity, language: Language) -> String {
    let windows = activity.schedule.as_ref().map_or(&[][..], |schedule| &schedule.occurrences);
    let first: Vec<String> = windows.iter().take(FEW).map(|found| window(found, language)).collect();
    let shown = first.join("; ");
    match windows.len().saturating_sub(FEW) {
        0 => shown,
        more => format!("{shown} {} {more}", language.words().and_more),
    }
}

pub(crate) fn party_kind(kind: PartyKind, words: &'static Wording) -> &'static str {
    match kind {
        PartyKind::Person => words.person,
        PartyKind::Post => words.post,
        PartyKind::Organization => words.organization,
    }
}

/// What is special about a party.
pub(crate) fn party(party: &Party, words: &'static Wording) -> String {
    let role = party.role.map(|role| match role {
        PartyRole::CoExecutor => words.co_executor,
        PartyRole::Controller => words.controller,
    });
    let flags = [party.plural.then_some(words.plural), party.generic.then_some(words.generic)];
    let labels: Vec<&str> = [role, party.note.as_deref()].into_iter().chain(flags).flatten().collect();
    labels.join(", ")
}

pub(crate) fn inherited(field: Inherited, words: &'static Wording) -> &'static str {
    match field {
        Inherited::Schedule => words.when,
        Inherited::Responsible => words.who,
        Inherited::Result => words.result,
    }
}

pub(crate) fn read_as(kind: ReadAs, words: &'static Wording) -> &'static str {
    match kind {
        ReadAs::Row => words.as_row,
        ReadAs::Cell => words.as_cell,
        ReadAs::List => words.as_list,
        ReadAs::Paragraph => words.as_paragraph,
    }
}

/// The name of a field that an activity's source or a search hit names; an unknown one stays as it is.
pub(crate) fn field<'a>(name: &'a str, words: &'static Wording) -> &'a str {
    match name {
        "number" => words.number,
        "title" => words.what,
        "path" | "section" => words.section,
        "schedule" => words.when,
        "responsible" => words.who,
        "result" => words.result,
        "items" => words.items,
        "fields" => words.other_columns,
        "document" => words.document,
        name => name,
    }
}

/// What was odd about a query, in the reader's language; none for a code that is new.
pub(crate) fn remark(code: &str, words: &'static Wording) -> Option<&'static str> {
    Some(match code {
        "no_words" => words.remark_no_words,
        "unclosed_quote" => words.remark_unclosed_quote,
        "query_cut" => words.remark_query_cut,
        "short_beginning" => words.remark_short_beginning,
        "unknown_word" => words.remark_unknown_word,
        "unknown_name" => words.remark_unknown_name,
        "name_by_beginning" => words.remark_name_by_beginning,
        "no_such_month" => words.remark_no_such_month,
        "index_behind" => words.remark_index_behind,
        _ => return None,
    })
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, cut between words.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text.to_owned() };
    let cut = &text[..end];
    let whole_words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{whole_words}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_told_in_the_readers_dates() {
        let deadline = |times, bound| Occurrence {
            start: None,
            end: jiff::civil::date(2021, 5, 30),
            deadline: true,
            times,
            bound,
            rule: 0,
        };
        let once = deadline(1, Bound::Exact);
        assert_eq!(window(&once, Language::Russian), "до 30.05.2021");
        assert_eq!(window(&once, Language::English), "by 2021-05-30");
        let day = Occurrence { start: Some(once.end), ..once.clone() };
        assert_eq!(window(&day, Language::Russian), "30.05.2021");
        assert_eq!(window(&deadline(2, Bound::AtLeast), Language::Russian), "до 30.05.2021, ≥2");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("план работы школы", 12), "план работы…");
        assert_eq!(shortened("план", 4), "план");
    }
}
