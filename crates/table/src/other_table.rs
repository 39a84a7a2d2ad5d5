//! What a table may be that is no plan: a passport, a glossary, a form; said instead of a bare «not a plan».

use vekha_lexis::fold;

use crate::grid::Grid;
use crate::header;
use crate::line::{is_approval, is_placeholder};
use crate::numbering::is_number;

/// Rows at the top that are looked at for a header.
const MAX_ABOVE: usize = 6;
/// Rows that are looked at to learn what a table is.
const SAMPLE: usize = 60;

/// Stems of headers, each group told by the words of one column.
struct Signs {
    /// Why such a table is no plan.
    reason: &'static str,
    /// A header of each of these groups must be there.
    all: &'static [&'static [&'static str]],
    /// And none of these.
    none: &'static [&'static str],
}

/// Tables whose headers may look like those of a plan.
const LIKE_PLANS: &[Signs] = &[
    Signs {
        reason: "a map of risks without dates",
        all: &[&["риск"], &["вероятност", "последстви", "уровень", "степень", "значимост", "индикатор"]],
        none: &["срок", "дата", "период", "начал", "мероприят"],
    },
    Signs {
        reason: "a sheet to be signed",
        all: &[&["подпис"], &["ф.и.о", "фио", "фамил"]],
        none: &["мероприят", "ответствен", "срок"],
    },
    Signs {
        reason: "a history of changes",
        all: &[&["верси", "редакци", "ревизи"], &["дата"], &["автор", "описан", "изменени"]],
        none: &["мероприят", "ответствен", "срок"],
    },
    Signs {
        // With dates it is a calendar of lessons, and a plan.
        reason: "a curriculum: themes and hours without dates",
        all: &[&["час"], &["тема", "темы", "дисциплин", "предмет", "модул", "раздел", "занят"]],
        none: &[
            "ответствен",
            "исполнител",
            "мероприят",
            "результат",
            "срок",
            "дата",
            "период",
            "недел",
            "месяц",
            "план",
        ],
    },
];

/// Other tables with a header.
const OTHERS: &[Signs] = &[
    Signs {
        reason: "a glossary",
        all: &[
            &["термин", "понят", "сокращен", "аббревиатур", "обозначен"],
            &["определен", "расшифров", "значен", "толкован"],
        ],
        none: &["срок"],
    },
    Signs {
        reason: "a table of indicators",
        all: &[&["показател", "индикатор", "критери"]],
        none: &["срок", "мероприят"],
    },
    Signs {
        reason: "a table of funding",
        all: &[&["финансир", "бюджет", "стоимост", "сумма", "расход"]],
        none: &["мероприят"],
    },
    Signs { reason: "a map of risks without dates", all: &[&["риск"]], none: &["мероприят"] },
];

/// Why a table is no plan, though its header may look like that of one.
pub(crate) fn refusal(grid: &Grid) -> Option<&'static str> {
    if is_passport(grid) {
        return Some("a passport: names on the left, what they are on the right");
    }
    by_header(grid, LIKE_PLANS).or_else(|| is_form(grid).then_some("a form to be filled in"))
}

/// What a table is that no way of reading takes for a plan.
pub(crate) fn explanation(grid: &Grid) -> &'static str {
    let top = || (0..grid.rows.len().min(MAX_ABOVE)).flat_map(|row| grid.filled(row));
    if top().any(|(_, cell)| is_approval(&cell.words.text)) {
        return "words of approval";
    }
    by_header(grid, OTHERS).unwrap_or("no columns of activities with dates or parties")
}

fn by_header(grid: &Grid, kinds: &[Signs]) -> Option<&'static str> {
    (0..grid.rows.len().min(MAX_ABOVE)).filter(|&row| grid.filled(row).count() > 1).find_map(|row| {
        let cells: Vec<String> = grid.filled(row).take(40).map(|(_, cell)| head_of(&cell.words.text)).collect();
        kinds.iter().find(|signs| signs.fit(&cells)).map(|signs| signs.reason)
    })
}

impl Signs {
    fn fit(&self, cells: &[String]) -> bool {
        let begins = |cell: &String, stem: &&str| cell.split_whitespace().any(|word| word.starts_with(*stem));
        let has = |stems: &[&str]| cells.iter().any(|cell| stems.iter().any(|stem| begins(cell, stem)));
        self.all.iter().all(|stems| has(stems)) && !has(self.none)
    }
}

/// The folded words of a header; a longer text is none.
fn head_of(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().take(LONGEST + 1).count() > LONGEST { String::new() } else { fold(text).text().to_owned() }
}

/// «Цели программы | …», «Сроки реализации | …»: three or more such names in the left of two columns.
fn is_passport(grid: &Grid) -> bool {
    const NAMES: &[&str] = &[
        "наименование",
        "основание",
        "заказчик",
        "разработчик",
        "координатор",
        "исполнител",
        "ответственный исполнитель",
        "цел",
        "задач",
        "срок",
        "этапы",
        "объем",
        "финансирован",
        "ожидаемые",
        "целевые",
        "показател",
        "участник",
        "куратор",
        "руководител",
    ];
    let rows: Vec<usize> = (0..grid.rows.len()).take(SAMPLE).filter(|&row| grid.filled(row).count() > 0).collect();
    let is_narrow = rows.iter().all(|&row| grid.filled(row).count() <= 3 && grid.rows[row].cells.len() <= 3);
    let names = rows.iter().filter_map(|&row| {
        let words = grid.filled(row).find(|(_, cell)| !is_number(&cell.words.text))?.1;
        let head = head_of(&words.words.text);
        NAMES.iter().position(|name| head.starts_with(name))
    });
    let distinct: std::collections::BTreeSet<usize> = names.collect();
    let has_header = (0..rows.len().min(2)).any(|at| grid.filled(rows[at]).count() > 2);
    is_narrow && !has_header && distinct.len() >= 3 && distinct.len() * 2 >= rows.len().min(12)
}

/// A header over nothing but placeholders and numbers.
fn is_form(grid: &Grid) -> bool {
    let mut placeholders = 0;
    for row in (0..grid.rows.len()).take(SAMPLE).skip(1).filter(|&row| !header::is_numbering(grid, row)) {
        for (_, cell) in grid.filled(row) {
            let text = &cell.words.text;
            match () {
                () if is_number(text) => {}
                () if is_placeholder(text) && text.chars().any(|c| c.is_alphabetic() || c == '_') => placeholders += 1,
                () => return false,
            }
        }
    }
    placeholders > 0
}
