use super::Rule;
use crate::atom::{Atom, Scope};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "always",
        pattern: "(постоянно|на постоянный основа|в постоянный режим)",
        build: |_| Some(Atom::Always(Scope::Ever)),
        examples: &[
            ("Постоянно", "continuous"),
            ("на постоянной основе", "continuous"),
            ("постоянно с 2016 по 2020 годы", "continuous 2016/2020"),
        ],
        rejects: &["регулярно"],
    },
    Rule {
        name: "whole period",
        pattern: "([в|на] течение [весь]|весь|на весь|за весь) (период|срок|время) [реализация|действие] [(программа|план|[дорожный] карта)]",
        build: |_| Some(Atom::Always(Scope::Period)),
        examples: &[
            ("В течение всего периода", "continuous"),
            ("весь период реализации программы", "continuous"),
            ("в течении всего срока действия плана", "continuous"),
        ],
        rejects: &["в период"],
    },
    Rule {
        name: "period of the programme",
        pattern: "((в|на) (период|срок)|[в|на] течение [весь]) (реализация|действие) [(программа|план|[дорожный] карта)]",
        build: |_| Some(Atom::Always(Scope::Period)),
        examples: &[("на период реализации программы", "continuous"), ("в течение действия плана", "continuous")],
        rejects: &["на период"],
    },
    Rule {
        name: "through the year",
        pattern: "((в|на) течение [весь|каждый] [текущий|отчетный|календарный] год|весь [календарный] год|круглогодично|круглый год)",
        build: |_| Some(Atom::Always(Scope::Year)),
        examples: &[
            ("В течение года", "continuous XXXX"),
            ("в течение года 2021", "continuous 2021"),
            ("в течение финансового года", "continuous XXXX"),
            ("круглогодично", "continuous XXXX"),
            ("ежеквартально в течение года", "monthly;INTERVAL=3/P3M x1/P3M"),
        ],
        rejects: &["в течение 2021 года"],
    },
    Rule {
        name: "through the school year",
        pattern: "((в|на) течение [весь|каждый] [текущий] учебный год|весь [текущий] учебный год)",
        build: |_| Some(Atom::Always(Scope::SchoolYear)),
        examples: &[
            ("в течение учебного года", "continuous XXXX-09/XXXX-05"),
            ("весь учебный год", "continuous XXXX-09/XXXX-05"),
        ],
        rejects: &["учебный год"],
    },
    Rule {
        name: "through",
        pattern: "((в|на) течение [весь]|весь)",
        build: |_| Some(Atom::Through),
        examples: &[
            ("в течение 2017–2020 годов", "continuous 2017/2020"),
            ("в течении 2021 г.", "continuous 2021"),
            ("весь август", "continuous XXXX-08"),
            ("в течение 3 четверти", "continuous XXXX-01/XXXX-03 ~"),
        ],
        rejects: &["в течение"],
    },
];
