use crate::cell::Cell;
use crate::reader::Reading;
use crate::token::Kind;

/// At least this share of the letters must be read as parties: seventeen of twenty.
const NEARLY_ALL: (usize, usize) = (17, 20);

/// Whether what was read is wholly or nearly wholly parties, none of them a guess.
pub(crate) fn is_parties(cell: &Cell, reading: &Reading) -> bool {
    let letters = |at: usize| match cell.kind(at) {
        Some(Kind::Word | Kind::Number) => cell.tokens.get(at).map_or(0, |token| token.text.chars().count()),
        _ => 0,
    };
    let certain = reading.parties.iter().filter(|party| !party.is_guess).flat_map(|party| party.pieces.iter());
    let read: usize = certain.flat_map(Clone::clone).map(letters).sum();
    let separators: usize = reading.separators.iter().flat_map(Clone::clone).map(letters).sum();
    let all: usize = (0..cell.len()).map(letters).sum();
    read > 0 && (read + separators) * NEARLY_ALL.1 >= all * NEARLY_ALL.0
}

#[cfg(test)]
mod tests {
    use crate::is_party;

    #[test]
    fn a_party_cell_is_told_from_actions_results_and_dates() {
        let parties = [
            "Управление образования, руководители ОО",
            "Иванова Н.М.",
            "1. Завуч\n2. Учителя-предметники",
            "Администрация Луговского района (по согласованию)",
            "Ответственный: Петров А.А., директор школы",
            "ЦРО, ОМСУ",
        ];
        let others = [
            "",
            "-",
            "2025 год",
            "до 1 сентября",
            "I квартал",
            "Проведение совещания с директорами школ",
            "Организация питания обучающихся",
            "Управление образования проводит мониторинг",
            "Создана рабочая группа",
            "Аналитическая справка",
            "Контроль качества знаний",
            "Приказ управления образования от 01.09.2025 № 15",
            "не определен",
            "100 %",
        ];
        let missed: Vec<_> = parties.iter().filter(|cell| !is_party(cell)).collect();
        let taken: Vec<_> = others.iter().filter(|cell| is_party(cell)).collect();
        assert!(missed.is_empty() && taken.is_empty(), "missed {missed:?}, taken {taken:?}");
    }
}
