use std::sync::OnceLock;

use regex::Regex;
use vekha_lexis::fold;

/// Whether a line tells of changes to the document: «приказом … внесены изменения», «(в редакции от …)».
///
/// ```
/// assert!(vekha_table::is_amendment("(в ред. приказа от 01.02.2021 № 15)"));
/// assert!(!vekha_table::is_amendment("Внесение изменений в устав школы"));
/// ```
pub fn is_amendment(line: &str) -> bool {
    if line.chars().take(MAX_LINE + 1).count() > MAX_LINE {
        return false;
    }
    let text = fold(line).text().split_whitespace().collect::<Vec<_>>().join(" ");
    let [edition, change, act] = patterns();
    edition.is_match(&text) || (change.is_match(&text) && act.is_match(&text))
}

/// A longer text is an article, not a line.
const MAX_LINE: usize = 400;

fn patterns() -> &'static [Regex; 3] {
    static PATTERNS: OnceLock<[Regex; 3]> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        [
            // «(в редакции от …)», «п. 1.2 в ред. постановления …», «с изменениями от …»
            r#"^[(\["]?\s*(?:(?:пп?\.|пункты?|подпункты?|раздел|строк[аи]) ?[0-9ivx][0-9ivx., и-]*)?(?:в ред(?:акции|\.)|с изменени(?:ями|ем)|с изм\.|с учетом изменений|в новой редакции|изменени[ея] внесен)"#,
            r"(?:внесен[ыоа]? изменени|дополнен[аоы]?\b|изменен[аоы]?\b|исключен[аоы]?\b|изложен[аоы]?\b|утратил[аио]? силу|признан[аоы]? утративш|введен[аоы]?\b|в новой редакции)",
            r"(?:приказ|постановлени|распоряжени|решени|№|\bот \d|\bпп?\.|\bпункт)",
        ]
        .map(|pattern| Regex::new(pattern).expect("the examples test compiles every pattern"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_about_amendments_is_told_from_a_task_to_amend() {
        let lines = [
            "приказом отдела от 01.02.2021 № 15 дополнены п.п. 9, 10",
            "Приказом управления культуры от 01.02.2021 №15 в п.21 внесены изменения",
            "(в редакции от 01.02.2021 № 15)",
            "( в ред. постановления от 01.02.2021)",
            "Пункт 7 исключён приказом от 01.02.2021",
            "п. 5 утратил силу (постановление от 01.02.2021 № 3)",
            "с изменениями от 05.05.2022",
            "(п. 1.2 в ред. постановления от 01.02.2021 № 15)",
            "пункты 3, 4 в редакции приказа от 01.02.2021",
        ];
        let tasks = [
            "Внесение изменений в устав",
            "Внести изменения в приказ от 01.02.2021",
            "1. Кадровое обеспечение",
            "Дополненная реальность на уроках",
            "Нормативные документы",
        ];
        let misses: Vec<_> = lines.iter().filter(|line| !is_amendment(line)).collect();
        let false_finds: Vec<_> = tasks.iter().filter(|line| is_amendment(line)).collect();
        assert_eq!((misses, false_finds), (vec![], vec![]));
    }
}
