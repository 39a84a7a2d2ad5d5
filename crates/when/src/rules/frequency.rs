use vekha_model::Bound;

use super::Rule;
use crate::atom::{Atom, Every, Unit};
use crate::pattern::{Slot, Slots};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "every year",
        pattern: "(ежегодно|[в] каждый год)",
        build: |_| Some(Atom::Yearly),
        examples: &[
            ("ежегодно", "yearly/P1Y x1/P1Y"),
            ("Сентябрь, ежегодно", "yearly;BYMONTH=9/P1M"),
            ("Ежегодно (апрель - май)", "yearly;BYMONTH=4/P2M"),
            ("Ежегодно до 1 сентября", "<=yearly;BYMONTH=9;BYMONTHDAY=1"),
            ("ежегодно 2019-2021", "yearly/P1Y x1/P1Y within=2019/2021"),
        ],
        rejects: &["ежемесячно"],
    },
    Rule {
        name: "year after the reported one",
        pattern: "год [,] (следующий за (отчетный|планируемый)|предшествующий (планируемый|очередной)) [год|период]",
        build: |_| Some(Atom::Yearly),
        examples: &[("до 1 марта года, следующего за отчетным", "<=yearly;BYMONTH=3;BYMONTHDAY=1")],
        rejects: &["следующего года"],
    },
    Rule {
        name: "adverb of frequency",
        pattern: "(ежедневно {#1}|еженедельно {#2}|ежедекадно {#3}|ежемесячно {#4}|ежеквартально {#5})",
        build: |slots| {
            let unit = match slots.tag()? {
                1 => Unit::Day,
                2 => Unit::Week,
                3 => Unit::Decade,
                4 => Unit::Month,
                _ => Unit::Quarter,
            };
            Some(Atom::Every(Every::once(1, unit)))
        },
        examples: &[
            ("ежедневно", "daily/P1D x1/P1D"),
            ("еженедельно", "weekly/P7D x1/P7D"),
            ("ежемесячно", "monthly/P1M x1/P1M"),
            ("ежеквартально", "monthly;INTERVAL=3/P3M x1/P3M"),
            ("ежемесячно январь-апрель", "monthly;BYMONTH=1,2,3,4/P1M x1/P1M"),
        ],
        rejects: &["ежегодно"],
    },
    Rule {
        name: "each unit",
        pattern: "[в] [через] каждый [{k}] {unit}",
        build: |slots| every(slots, 1, Bound::Exact),
        examples: &[
            ("каждый квартал", "monthly;INTERVAL=3/P3M x1/P3M"),
            ("каждые 2 недели", "weekly;INTERVAL=2/P14D x1/P14D"),
        ],
        rejects: &["каждый год", "каждую пятницу"],
    },
    Rule {
        name: "times in a unit",
        pattern: "[([не] реже [,] [чем] {#101}|не менее [,] [чем] {#101}|[как] минимум {#101}|хотя бы {#101}|не чаще [,] [чем] {#102}|не более [,] [чем] {#102}|до {#102})] \
                  [по] ([{n} [-|или {n}]] раз|дважды {#12}|трижды {#13}) (в|за|/|на) [каждый] [{k}] (учебный год {#20}|[календарный|текущий] {unit})",
        build: |slots| {
            let bound = if slots.has_tag(101) {
                Bound::AtLeast
            } else if slots.has_tag(102) {
                Bound::AtMost
            } else {
                Bound::Exact
            };
            let times = if slots.has_tag(12) {
                2
            } else if slots.has_tag(13) {
                3
            } else {
                slots.get(Slot::Count).unwrap_or(1)
            };
            if slots.has_tag(20) {
                return Some(Atom::Every(Every { times: times_of(times)?, bound, ..Every::once(1, Unit::SchoolYear) }));
            }
            every(slots, times, bound)
        },
        examples: &[
            ("раз в полугодие.", "monthly;INTERVAL=6/P6M x1/P6M"),
            ("1 раз в 3 месяца", "monthly;INTERVAL=3/P3M x1/P3M"),
            ("не реже 1 раза в квартал", "monthly;INTERVAL=3/P3M x>=1/P3M"),
            ("2 раза в год", "yearly/P1Y x2/P1Y"),
            ("2 раза в год (май, ноябрь)", "yearly;BYMONTH=5/P1M; yearly;BYMONTH=11/P1M"),
            ("не более 3 раз в неделю", "weekly/P7D x<=3/P7D"),
            ("раз в 10 дней", "daily;INTERVAL=10/P10D x1/P10D"),
            ("дважды в год", "yearly/P1Y x2/P1Y"),
            ("раз в два года", "yearly;INTERVAL=2/P2Y x1/P2Y"),
            (
                "раз в полугодие (до 1 июля, до 30 декабря)",
                "<=yearly;BYMONTH=7;BYMONTHDAY=1; <=yearly;BYMONTH=12;BYMONTHDAY=30",
            ),
            ("3-4 раза в год", "yearly/P1Y x3/P1Y"),
            ("хотя бы 1 раз в год", "yearly/P1Y x>=1/P1Y"),
        ],
        rejects: &["0 раз в год", "раз в 0 дней"],
    },
    Rule {
        name: "some times in a unit",
        pattern: "несколько раз [(в|за|на) [каждый] {unit}]",
        build: |_| None,
        examples: &[],
        rejects: &["несколько раз в год"],
    },
    Rule {
        name: "times every unit",
        pattern: "[(не реже {#101}|не менее {#101}|не более {#102}|не чаще {#102})] ({n} раз (ежегодно {#7}|ежемесячно {#4}|еженедельно {#2}|ежеквартально {#5}) | (ежегодно {#7}|ежемесячно {#4}|еженедельно {#2}|ежеквартально {#5}) [по] {n} раз !в !за)",
        build: |slots| {
            let unit = if slots.has_tag(7) {
                Unit::Year
            } else if slots.has_tag(4) {
                Unit::Month
            } else if slots.has_tag(2) {
                Unit::Week
            } else {
                Unit::Quarter
            };
            let bound = if slots.has_tag(101) {
                Bound::AtLeast
            } else if slots.has_tag(102) {
                Bound::AtMost
            } else {
                Bound::Exact
            };
            Some(Atom::Every(Every { times: times_of(slots.get(Slot::Count)?)?, bound, ..Every::once(1, unit) }))
        },
        examples: &[("2 раза ежегодно", "yearly/P1Y x2/P1Y"), ("ежемесячно 2 раза", "monthly/P1M x2/P1M")],
        rejects: &["ежегодно, 2 раза в год"],
    },
];

fn every(slots: &Slots, times: i64, bound: Bound) -> Option<Atom> {
    let count = i32::try_from(slots.get(Slot::Interval).unwrap_or(1)).ok().filter(|count| (1..=100).contains(count))?;
    let unit = match slots.unit()? {
        "день" | "сутки" => Unit::Day,
        "неделя" => Unit::Week,
        "декада" if count == 1 => Unit::Decade,
        "месяц" => Unit::Month,
        "квартал" => Unit::Quarter,
        "полугодие" | "полгода" => Unit::Half,
        "год" => Unit::Year,
        "четверть" if count == 1 => Unit::Term,
        _ => return None,
    };
    Some(Atom::Every(Every { count, unit, times: times_of(times)?, bound }))
}

fn times_of(times: i64) -> Option<u32> {
    u32::try_from(times).ok().filter(|times| *times > 0)
}
