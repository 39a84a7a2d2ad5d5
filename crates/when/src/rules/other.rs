use super::Rule;
use crate::atom::{Atom, Due};
use crate::pattern::{Slot, Slots};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "until",
        pattern: "([в] [срок] (до|не позднее [чем] [до]|до и не позднее)|(до|к|не позднее) (конец|окончание|завершение))",
        build: |_| Some(Atom::Due(Due::Last)),
        examples: &[
            ("до 1 июля, 1 декабря 2021", "<=2021-07-01; <=2021-12-01"),
            ("не позднее 15 мая 2021", "<=2021-05-15"),
            ("в срок до 1 марта", "<=XXXX-03-01"),
            ("до 2030 года", "<=2030"),
            ("к концу мая 2021", "<=2021-05"),
        ],
        rejects: &["до"],
    },
    Rule {
        name: "by",
        pattern: "(к|(до|к|не позднее) (начало|наступление))",
        build: |_| Some(Atom::Due(Due::First)),
        examples: &[
            ("к 1 сентября 2021", "<=2021-09-01"),
            ("к 2030 году", "<=2030-01-01"),
            ("до начала мая 2021", "<=2021-05-01"),
        ],
        rejects: &["к"],
    },
    Rule {
        name: "from",
        pattern: "([начиная] с|не ранее [чем] [с])",
        build: |_| Some(Atom::From),
        examples: &[
            ("с 2021 года", "2021/.."),
            ("начиная с 1 мая 2021", "2021-05-01/.."),
            ("ежеквартально с 2021 года", "monthly;INTERVAL=3/P3M x1/P3M within=2021/.."),
        ],
        rejects: &["с"],
    },
    Rule {
        name: "to",
        pattern: "по",
        build: |_| Some(Atom::To),
        examples: &[("с 1 мая по 15 июня 2021 г.", "2021-05-01/2021-06-15")],
        rejects: &["по"],
    },
    Rule {
        name: "further",
        pattern: "([и|а] (далее|в последующий [год]|в дальнейшем)|и последующий год)",
        build: |_| Some(Atom::Further),
        examples: &[(
            "До 30 мая 2021 далее: ежегодно",
            "<=2021-05-30; <=yearly;BYMONTH=5;BYMONTHDAY=30 within=2022/..",
        )],
        rejects: &["ежегодно"],
    },
    Rule {
        name: "on demand",
        pattern: "(по мера|по [отдельный] (запрос|заявка|необходимость)|при (необходимость|поступление|заявка)|в случай|по факт)",
        build: |_| Some(Atom::OnDemand),
        examples: &[
            ("по мере поступления", "on-demand"),
            ("по запросам организаций", "on-demand"),
            ("при необходимости", "on-demand"),
            ("по мере необходимости в течение года", "on-demand within=XXXX"),
        ],
        rejects: &["мера"],
    },
    Rule {
        name: "by schedule",
        pattern: "(по|согласно|в соответствие с) [отдельный|особый|установленный|календарный|{adj}] [отдельный|календарный|{adj}] (график|план [- график]|расписание|календарь|циклограмма|регламент|[дорожный] карта|срок|спецграфик)",
        build: |_| Some(Atom::BySchedule),
        examples: &[
            ("По спец.графику", "by-schedule"),
            ("согласно плану работы", "by-schedule"),
            ("в соответствии с графиком", "by-schedule"),
            ("по плану-графику", "by-schedule"),
            ("1 раз в квартал по графику", "by-schedule"),
        ],
        rejects: &["график"],
    },
    Rule {
        name: "according to a document",
        pattern: "(согласно|в соответствие с) [отдельный|{any}] (приказ|положение|договор|контракт|соглашение|законодательство|программа)",
        build: |_| Some(Atom::BySchedule),
        examples: &[("согласно договору", "by-schedule")],
        rejects: &["по договору"],
    },
    Rule {
        name: "in the terms set",
        pattern: "([в|по] срок [,] установленный|[в] установленный [законодательство|{any}] срок)",
        build: |_| Some(Atom::BySchedule),
        examples: &[
            ("в сроки, установленные законодательством", "by-schedule"),
            ("в установленные сроки", "by-schedule"),
        ],
        rejects: &["в срок"],
    },
    Rule {
        name: "offset",
        pattern: "((в|на) течение|не позднее [чем] [через]|через|в срок [до|не более]|не более [чем]|по истечение) [первый] \
                  ([{n}] [(рабочий {#5}|календарный)] (день {#31}|сутки {#31}|неделя {#37}|месяц {#41}|полгода {#46}|час {#60}) | {n} год {#52})",
        build: |slots| offset(slots, false),
        examples: &[
            ("в течение 10 дней", "relative P10D"),
            ("в течение 10 дней после получения", "relative P10D after \"получения\""),
            ("в течение 3 рабочих дней со дня поступления", "relative P3D after \"поступления\" ~"),
            ("через месяц", "relative P1M"),
        ],
        rejects: &["в течение года", "10 мая"],
    },
    Rule {
        name: "offset of a year",
        pattern: "((в|на) течение|не позднее [чем]|не более [чем]) [{n}] [календарный] год (с (день|момент|дата)|после|от дата)",
        build: |slots| {
            let n = slots.get(Slot::Count).unwrap_or(1);
            (n > 0).then(|| Atom::Relative { offset: Some(format!("P{n}Y")), anchored: true, approximate: false })
        },
        examples: &[("в течение года со дня регистрации", "relative P1Y after \"регистрации\"")],
        rejects: &["в течение года"],
    },
    Rule {
        name: "offset before",
        pattern: "[не позднее|менее|ранее] [чем] за [{n}] [(рабочий {#5}|календарный)] (день {#31}|сутки {#31}|неделя {#37}|месяц {#41}|полгода {#46}|час {#60}|год {#52}) до",
        build: |slots| offset(slots, true),
        examples: &[("за 2 недели до начала учебного года", "relative P14D before \"начала учебного года\"")],
        rejects: &["за 2 недели"],
    },
    Rule {
        name: "term of days",
        pattern: "([в] [{n} [-]] (дневный {#1}|недельный {#7}|месячный {#30}) срок)",
        build: |slots| {
            let n = slots.get(Slot::Count).unwrap_or(1);
            let period = match slots.tag()? {
                30 => format!("P{n}M"),
                days => format!("P{}D", days * n),
            };
            (n > 0).then_some(Atom::Relative { offset: Some(period), anchored: false, approximate: false })
        },
        examples: &[
            ("в десятидневный срок", "relative P10D"),
            ("в 10-дневный срок", "relative P10D"),
            ("в месячный срок", "relative P1M"),
        ],
        rejects: &["месячный"],
    },
    Rule {
        name: "length",
        pattern: "{n} [(рабочий {#5}|календарный)] (день {#1}|сутки {#1}|месяц {#30}|год {#365})",
        build: |slots| {
            let n = slots.get(Slot::Count).filter(|n| *n > 0)?;
            let period = if slots.has_tag(30) {
                format!("P{n}M")
            } else if slots.has_tag(365) {
                format!("P{n}Y")
            } else {
                format!("P{n}D")
            };
            Some(Atom::Relative { offset: Some(period), anchored: false, approximate: slots.has_tag(5) })
        },
        examples: &[("10 дней", "relative P10D")],
        rejects: &["10 раз"],
    },
    Rule {
        name: "a length with a fraction",
        pattern: "[(в|на) течение] {n} , {n} (день|неделя|месяц|год|час)",
        build: |_| None,
        examples: &[],
        rejects: &["в течение 1,5 лет"],
    },
    Rule {
        name: "after",
        pattern: "(после|перед|по (окончание|завершение|истечение|итог)|с (момент|день|дата))",
        build: |_| Some(Atom::Relative { offset: None, anchored: true, approximate: false }),
        examples: &[
            ("после проверки", "relative to \"проверки\""),
            ("по итогам квартала", "relative to \"квартала\""),
            ("перед каждым сезоном", "relative to \"каждым сезоном\""),
        ],
        rejects: &["после"],
    },
    Rule {
        name: "as of a day",
        pattern: "[по] состояние на ([{day}] {month} [{year} [год]]|{day} . {mm} [. [{year} [год]]]|{day} число|начало|конец)",
        // The day that is reported on is not the day of the report.
        build: |_| None,
        examples: &[],
        rejects: &["ежегодно по состоянию на 1 января"],
    },
    Rule {
        name: "next year",
        pattern: "[в] (следующий|последующий|очередной) [календарный] год",
        build: |_| Some(Atom::NextYear),
        examples: &[("с октября по март следующего года", "XXXX-10/XXXX-03")],
        rejects: &["следующий месяц"],
    },
    Rule {
        name: "said and nothing more",
        pattern: "([в|на|за] (период|срок)|срок (реализация|действие)|включительно)",
        build: |_| Some(Atom::Silent),
        examples: &[
            ("в период с 1 по 15 мая", "XXXX-05-01/XXXX-05-15"),
            ("до 1 мая 2021 включительно", "<=2021-05-01"),
        ],
        rejects: &["весь период"],
    },
];

fn offset(slots: &Slots, before: bool) -> Option<Atom> {
    let n = slots.get(Slot::Count).unwrap_or(1);
    let unit = [31, 37, 41, 46, 52, 60].into_iter().find(|tag| slots.has_tag(*tag))?;
    let period = match unit {
        31 => format!("P{n}D"),
        37 => format!("P{}D", 7 * n),
        41 => format!("P{n}M"),
        46 => format!("P{}M", 6 * n),
        52 => format!("P{n}Y"),
        _ => format!("PT{n}H"),
    };
    let sign = if before { "-" } else { "" };
    // A working day is longer than a day, by how much depends on the calendar.
    let approximate = slots.has_tag(5);
    (n > 0).then_some(Atom::Relative { offset: Some(format!("{sign}{period}")), anchored: before, approximate })
}
