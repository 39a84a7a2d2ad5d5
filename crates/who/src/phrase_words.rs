//! Set phrases round the parties: qualifiers, roles, labels. A word stands for itself; `*` takes the rest of the phrase.

use vekha_lexis::Case;
use vekha_model::PartyRole;

/// What a set phrase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It qualifies the party before it.
    Note,
    /// It gives its role to the parties after it, which stand in this case.
    Role(PartyRole, Case),
    /// It heads the parties after it and says no more.
    Label(Case),
}

/// A set phrase: its words, in every variant; `=` at a word's start takes any form that begins so.
pub(crate) struct SetPhrase {
    /// By which tests speak of it.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the examples"))]
    pub(crate) name: &'static str,
    pub(crate) patterns: &'static [&'static str],
    pub(crate) effect: Effect,
    /// Whether it counts only before a colon, a dash, a line break or a party: «ответственный:».
    pub(crate) heads_only: bool,
    /// Cells with it, and the canonical line each means.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the examples"))]
    pub(crate) examples: &'static [(&'static str, &'static str)],
    /// Cells that look like it and are not.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the examples"))]
    pub(crate) rejects: &'static [&'static str],
}

/// All set phrases; of two that fit the longer is read.
pub(crate) const SET_PHRASES: &[SetPhrase] = &[
    SetPhrase {
        name: "by agreement",
        patterns: &[
            "по согласованию с *",
            "по согласованию",
            "по согласов .",
            "по соглас .",
            "по согл .",
            "по соглашению",
        ],
        effect: Effect::Note,
        heads_only: false,
        examples: &[
            ("ЦРБ (по согласованию)", "organization ЦРБ | generic (по согласованию)"),
            ("Совет ветеранов по согласованию", "organization Совет ветеранов | (по согласованию)"),
            ("Директор, по согласованию", "post Директор | | (по согласованию)"),
        ],
        rejects: &["Комиссия по делам молодёжи"],
    },
    SetPhrase {
        name: "within competence",
        patterns: &[
            "в пределах =компетенци",
            "в рамках =компетенци",
            "в пределах =полномочи",
            "в рамках =полномочи",
            "в пределах =сво =компетенци",
            "в рамках =сво =компетенци",
            "в пределах =сво =полномочи",
            "в рамках =сво =полномочи",
            "в пределах =установленн =компетенци",
            "в пределах =установленн =полномочи",
            "в пределах =имеющ =компетенци",
            "в соответствии с =компетенци",
            "в соответствии с =полномочи",
            "в соответствии со =сво =компетенци",
            "по =компетенци",
            "по =принадлежност",
            "по =подведомственност",
            "по =подследственност",
            "по =направлени",
            "по =направлениям =деятельност",
            "по =списку",
            "по =территориальност",
            "в =част касающейся",
            "в =част , касающейся",
            "в установленном порядке",
            "в =сфере =ведения",
        ],
        effect: Effect::Note,
        heads_only: false,
        examples: &[("ОМСУ в пределах компетенции", "organization ОМСУ | generic (в пределах компетенции)")],
        rejects: &["Отдел по развитию территорий"],
    },
    SetPhrase {
        name: "if needed",
        patterns: &[
            "при необходимости",
            "по необходимости",
            "на договорной основе",
            "по договоренности",
            "по договору",
            "на общественных началах",
            "по должности",
        ],
        effect: Effect::Note,
        heads_only: false,
        examples: &[("Психолог (при необходимости)", "post Психолог | | (при необходимости)")],
        rejects: &[],
    },
    SetPhrase {
        name: "together with",
        patterns: &[
            "совместно с",
            "совместно со",
            "вместе с",
            "вместе со",
            "во взаимодействии с",
            "во взаимодействии со",
            "при взаимодействии с",
            "в сотрудничестве с",
            "в сотрудничестве со",
            "в партнерстве с",
            "во взаимодействии",
        ],
        effect: Effect::Role(PartyRole::CoExecutor, Case::Instrumental),
        heads_only: false,
        examples: &[(
            "Отдел культуры совместно с отделом образования",
            "organization Отдел культуры; organization отдел образования | co_executor",
        )],
        rejects: &[],
    },
    SetPhrase {
        name: "with the participation of",
        patterns: &[
            "при участии",
            "с участием",
            "при поддержке",
            "при содействии",
            "с привлечением",
            "при методической поддержке",
            "при информационной поддержке",
            "с приглашением",
        ],
        effect: Effect::Role(PartyRole::CoExecutor, Case::Genitive),
        heads_only: false,
        examples: &[(
            "Библиотека при участии Иванова П.С.",
            "organization Библиотека; person Иванов П.С. | | | co_executor",
        )],
        rejects: &[],
    },
    SetPhrase {
        name: "co-executors",
        patterns: &[
            "соисполнители",
            "соисполнитель",
            "соисп .",
            "участники",
            "соорганизаторы",
            "соорганизатор",
            "ответственные соисполнители",
        ],
        effect: Effect::Role(PartyRole::CoExecutor, Case::Nominative),
        heads_only: true,
        examples: &[("Соисполнители: ОО", "organization ОО | generic co_executor")],
        rejects: &["Участники семинара"],
    },
    SetPhrase {
        name: "control",
        patterns: &[
            "контроль",
            "контроль осуществляет",
            "контроль осуществляют",
            "контролирует",
            "контролируют",
            "контролер",
            "контроль за исполнением",
            "контроль за выполнением",
            "контроль исполнения",
            "общий контроль",
            "ответственный за контроль",
        ],
        effect: Effect::Role(PartyRole::Controller, Case::Nominative),
        heads_only: true,
        examples: &[("Контроль – Иванова Н.М.", "person Иванова Н.М. | | | controller")],
        rejects: &["Контроль качества питания"],
    },
    SetPhrase {
        name: "control laid upon",
        patterns: &[
            "контроль возложить на",
            "контроль возлагается на",
            "контроль за исполнением возложить на",
            "контроль за выполнением возложить на",
            "контроль за исполнением оставляю за",
            "контроль за исполнением возлагается на",
        ],
        effect: Effect::Role(PartyRole::Controller, Case::Accusative),
        heads_only: false,
        examples: &[("Контроль возложить на Фатееву М.Г.", "person Фатеева М.Г. | | | controller")],
        rejects: &[],
    },
    SetPhrase {
        name: "responsible",
        patterns: &[
            "ответственный",
            "ответственная",
            "ответственные",
            "ответственный исполнитель",
            "ответственные исполнители",
            "исполнитель",
            "исполнители",
            "ответственное лицо",
            "ответственные лица",
            "отв .",
            "отв . исполнитель",
            "отв . исполнители",
            "исп .",
            "исполн .",
            "ответств .",
            "ответствен .",
            "основной исполнитель",
            "головной исполнитель",
            "ответственный за исполнение",
            "ответственные за исполнение",
            "ответственный за выполнение",
            "ответственные за выполнение",
            "ответственные за проведение",
            "ответственный за проведение",
            "ответственные за реализацию",
            "ответственный за реализацию",
        ],
        effect: Effect::Label(Case::Nominative),
        heads_only: true,
        examples: &[("Ответственный: Иванова Н.М.", "person Иванова Н.М."), ("Исполнители:\nЗавуч", "post Завуч")],
        rejects: &["Ответственный за питание"],
    },
    SetPhrase {
        name: "laid upon",
        patterns: &[
            "возложить на",
            "возложить ответственность на",
            "ответственность возложить на",
            "ответственность возлагается на",
            "назначить ответственным",
            "назначить ответственной",
        ],
        effect: Effect::Label(Case::Accusative),
        heads_only: false,
        examples: &[("Возложить на Фатееву М.Г.", "person Фатеева М.Г.")],
        rejects: &[],
    },
    SetPhrase {
        name: "entrusted to",
        patterns: &["поручить", "поручается", "рекомендовать", "рекомендуется"],
        effect: Effect::Label(Case::Dative),
        heads_only: false,
        examples: &[("Поручить Кузнецову А.А.", "person Кузнецов А.А.")],
        rejects: &[],
    },
];
