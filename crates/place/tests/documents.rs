//! Whole documents: what fits all the evidence wins, a tie stays a tie.

use vekha_model::{Place, Span};
use vekha_place::Weight::{Body, Head, Party, Title};
use vekha_place::{Found, Piece, Weight, find};

/// What a document says, the region expected (`?` and the candidates where undecided), the municipality expected.
struct Case {
    name: &'static str,
    pieces: &'static [(Weight, &'static str)],
    expected: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "the seat decides between districts of one name",
        pieces: &[(Head, "Администрация Знаменского района\nПостановление"), (Head, "р.п. Знаменка")],
        expected: "RU-TAM; Знаменский район 68606000",
    },
    Case {
        name: "a village seat decides as well",
        pieces: &[(Head, "Отдел образования администрации Знаменского района"), (Head, "с. Узкое")],
        expected: "? RU-OMS RU-ORL RU-TAM; Знаменский район",
    },
    Case {
        name: "an institute of two regions and a title of two others leave one",
        pieces: &[
            (Head, "приказ управления образования"),
            (Head, "и науки области"),
            (Party, "ТОИПКРО"),
            (Party, "ТОИПКРО, ОМСУ"),
        ],
        expected: "RU-TAM; none",
    },
    Case {
        name: "an institute of two regions alone is a tie",
        pieces: &[(Title, "План мероприятий на 2024 год"), (Party, "ТОИПКРО")],
        expected: "? RU-TAM RU-TOM; none",
    },
    Case {
        name: "a title of two regions alone is a tie",
        pieces: &[(Head, "Приложение к приказу управления образования и науки области"), (Party, "директора школ")],
        expected: "? RU-LIP RU-TAM; none",
    },
    Case {
        name: "a region in the body decides between an abbreviation's regions",
        pieces: &[(Party, "ГАУДПО ЛО «ИРО»"), (Body, "Подготовить письмо для школ Липецкой области")],
        expected: "RU-LIP; none",
    },
    Case {
        name: "an abbreviation in the title, its regions' institute in the party cells",
        pieces: &[(Title, "План работы ГАОУ ДПО ЛО"), (Party, "ЛОИРО")],
        expected: "RU-LEN; none",
    },
    Case {
        name: "a region in the body and an institute of two",
        pieces: &[(Party, "СОИРО"), (Body, "в муниципальных образованиях Саратовской области")],
        expected: "RU-SAR; none",
    },
    Case {
        name: "another region's experience in the body does not win",
        pieces: &[
            (Title, "Дорожная карта министерства образования Тульской области"),
            (Body, "изучить опыт Московской области"),
            (Body, "опыт Московской области, Московской области, Московской области"),
        ],
        expected: "RU-TUL; none",
    },
    Case {
        name: "another region's experience beside an ambiguous institute",
        pieces: &[(Party, "СОИРО"), (Body, "школы Смоленской области"), (Body, "опыт Саратовской области")],
        expected: "RU-SMO; none",
    },
    Case {
        name: "two regions in one title are a tie",
        pieces: &[(Title, "Соглашение Тульской области и Калужской области")],
        expected: "? RU-KLU RU-TUL; none",
    },
    Case {
        name: "a regional order is signed in the capital: no municipality",
        pieces: &[
            (Head, "Министерство образования Тульской области\nПриказ\nг. Тула"),
            (Title, "Дорожная карта на 2024 год"),
        ],
        expected: "RU-TUL; none",
    },
    Case {
        name: "a school's plan is signed in a town of its own",
        pieces: &[(Head, "Приказ\nг. Мичуринск\n№ 5"), (Title, "План работы школы")],
        expected: "RU-TAM; город Мичуринск 68715000",
    },
    Case {
        name: "a municipality in the title beats those in the body",
        pieces: &[
            (Title, "Дорожная карта поддержки школ городского округа Лобня"),
            (Body, "семинар в Знаменском районе"),
            (Body, "Знаменский район, Знаменский район, Знаменский район"),
        ],
        expected: "RU-MOS; городской округ Лобня 46740000",
    },
    Case {
        name: "the title's name is the one shown",
        pieces: &[
            (Head, "Администрация Жердевского муниципального района"),
            (Title, "Дорожная карта Жердевского района"),
            (Party, "ИМЦ Жердевского района"),
        ],
        expected: "RU-TAM; Жердевский район 68604000",
    },
    Case {
        name: "a district of the new type is the same place",
        pieces: &[(Head, "Администрация Жердевского муниципального округа Тамбовской области")],
        expected: "RU-TAM; Жердевский муниципальный округ 68604000",
    },
    Case {
        name: "party cells that name one municipality again and again",
        pieces: &[
            (Title, "Дорожная карта на 2024 год"),
            (Party, "УМЦ городского округа Лобня"),
            (Party, "директор УМЦ городского округа Лобня"),
        ],
        expected: "RU-MOS; городской округ Лобня 46740000",
    },
    Case {
        name: "party cells that name several municipalities name none",
        pieces: &[
            (Title, "План мероприятий Тамбовской области"),
            (Party, "администрация Жердевского района"),
            (Party, "администрация Моршанского района"),
        ],
        expected: "RU-TAM; none",
    },
    Case {
        name: "towns of meetings in the body are no region",
        pieces: &[
            (Title, "План мероприятий на 2024 год"),
            (Body, "конференция (г. Казань)"),
            (Body, "форум, г. Москва"),
        ],
        expected: "?; none",
    },
    Case {
        name: "a city district with its city",
        pieces: &[(Head, "Отдел образования Калининского района Санкт-Петербурга")],
        expected: "RU-SPE; Калининский район",
    },
    Case {
        name: "a municipality inside a federal city",
        pieces: &[(Title, "План муниципального округа Таганский города Москвы")],
        expected: "RU-MOW; муниципальный округ Таганский 45381000",
    },
    Case {
        name: "a federal order signed in Moscow",
        pieces: &[
            (Head, "Министерство просвещения Российской Федерации"),
            (Head, "г. Москва"),
            (Title, "Дорожная карта"),
        ],
        expected: "?; none",
    },
    Case {
        name: "a head in capitals over several lines",
        pieces: &[
            (Head, "РОССИЙСКАЯ ФЕДЕРАЦИЯ\nОРЛОВСКАЯ ОБЛАСТЬ\nАДМИНИСТРАЦИЯ ЗНАМЕНСКОГО\nРАЙОНА"),
            (Title, "ПЛАН МЕРОПРИЯТИЙ"),
        ],
        expected: "RU-ORL; Знаменский район 54620000",
    },
    Case {
        name: "schools called after villages are hints only",
        pieces: &[(Title, "План работы МБОУ «Знаменская СОШ»")],
        expected: "?; none",
    },
    Case {
        name: "a date before a name is no town",
        pieces: &[(Title, "План от 5 мая 2024 г. Жердевского района")],
        expected: "RU-TAM; Жердевский район 68604000",
    },
    Case {
        name: "a town of two regions' classifier names is a tie",
        pieces: &[(Title, "План мероприятий города Троицка")],
        expected: "? RU-CHE RU-MOW; город Троицк",
    },
    Case {
        name: "a school's head with Moscow below it may be federal",
        pieces: &[(Head, "Приказ"), (Head, "Москва"), (Title, "Дорожная карта")],
        expected: "? RU-MOW; none",
    },
    Case {
        name: "a workers' settlement of the district's urban settlement",
        pieces: &[(Head, "Администрация Советского района"), (Head, "р.п. Степное"), (Title, "План")],
        expected: "RU-SAR; Советский район 63644000",
    },
    Case {
        name: "an institute of the krai beside its ministry's title",
        pieces: &[(Head, "Министерство образования и науки края"), (Party, "ХК ИРО")],
        expected: "RU-KHA; none",
    },
    Case {
        name: "a title with commas",
        pieces: &[(Head, "Департамент образования, науки и молодёжной политики области")],
        expected: "RU-VOR; none",
    },
    Case {
        name: "a municipality's name ends where its paragraph does",
        pieces: &[
            (Head, "администрация МО «Ахтубинский район»"),
            (Head, "Приказ"),
            (Head, "г. Ахтубинск"),
            (Title, "План"),
        ],
        expected: "RU-AST; муниципальное образование «Ахтубинский район» 12605000",
    },
    Case {
        name: "a district of Saint Petersburg is no municipality of the classifier",
        pieces: &[(Title, "Дорожная карта Невского района Санкт-Петербурга")],
        expected: "RU-SPE; Невский район",
    },
    Case {
        name: "a district and the abbreviation of its region's institution",
        pieces: &[(Head, "Администрация Первомайского района"), (Party, "ГАУ ДПО ЯО ИРО")],
        expected: "RU-YAR; Первомайский район 78629000",
    },
    Case { name: "nothing at all", pieces: &[], expected: "?; none" },
];

#[test]
fn what_fits_all_the_evidence_wins() {
    let missed: Vec<String> = CASES
        .iter()
        .map(|case| (case, line(&found(case.pieces))))
        .filter(|(case, got)| got != case.expected)
        .map(|(case, got)| format!("{}:\n  expected {}\n  got      {got}", case.name, case.expected))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn evidence_points_at_the_words_in_the_raw_text() {
    let text = "  школ\u{a0}Смолен\u{ad}ской   области";
    let place = Place::block("plan", 3).at(Span::new(100, 100 + text.chars().count()));
    let region = find(&[Piece { text, place, weight: Title }]).region.expect("the region is named in full");
    assert_eq!(region.evidence[0].text, "Смолен\u{ad}ской   области");
    assert_eq!(region.evidence[0].place.to_string(), "plan#3:107..128");
}

#[test]
fn words_over_two_paragraphs_are_two_pieces_of_evidence() {
    let found = found(&[(Head, "приказ управления образования"), (Head, "и науки области"), (Party, "ТОИПКРО")]);
    let evidence = found.region.expect("the evidence leaves one").evidence;
    let shown: Vec<String> = evidence.iter().map(|one| format!("{} {}", one.place, one.text)).collect();
    assert_eq!(shown, ["plan#2:0..7 ТОИПКРО", "plan#0:7..29 управления образования", "plan#1:0..15 и науки области"]);
}

#[test]
fn the_same_pieces_give_the_same_answer() {
    for case in CASES {
        assert_eq!(found(case.pieces), found(case.pieces), "{}", case.name);
    }
}

#[test]
fn hostile_texts_are_read_to_the_end() {
    let long = "Знаменского района г. Клин «МО «Город ".repeat(500);
    let hyphens = "А-".repeat(5_000);
    for text in [
        long.as_str(),
        hyphens.as_str(),
        "«««««",
        "г.",
        "МО",
        "МО «",
        "\u{301}\u{301}",
        "ДПО ДПО ГАУ ЛО",
        "г. о. г. о.",
    ] {
        for weight in [Title, Head, Party, Body] {
            let _ = find(&[Piece { text, place: Place::block("plan", 0), weight }]);
        }
    }
}

fn found(pieces: &[(Weight, &'static str)]) -> Found {
    let pieces: Vec<Piece<'_>> = pieces
        .iter()
        .enumerate()
        .map(|(block, &(weight, text))| Piece { text, place: Place::block("plan", block), weight })
        .collect();
    find(&pieces)
}

/// `RU-TAM; Знаменский район 68606000`
fn line(found: &Found) -> String {
    let iso = |iso: &Option<String>, oktmo: &str| iso.clone().unwrap_or_else(|| oktmo.to_owned());
    let mut line = match &found.region {
        Some(region) => iso(&region.iso, &region.oktmo),
        None => "?".to_owned(),
    };
    let mut candidates: Vec<String> = found.candidates.iter().map(|one| iso(&one.iso, &one.oktmo)).collect();
    candidates.sort();
    for candidate in candidates {
        line += &format!(" {candidate}");
    }
    line += "; ";
    match &found.municipality {
        None => line += "none",
        Some(municipality) => {
            line += &municipality.name;
            if let Some(oktmo) = &municipality.oktmo {
                line += &format!(" {oktmo}");
            }
        }
    }
    line
}
