//! What a column's header says it holds, in any wording, order of words and case form.

use std::cell::OnceCell;

use vekha_lexis::{fold, lemmas, morph};
use vekha_model::Role;

/// The words of headers in dictionary form; a phrase of several words wins over a shorter one.
///
/// Words before the phrase may be adjectives, participles (`Планируемый результат`) or [`OPENERS`].
const LEXICON: &[(Role, &[&str])] = &[
    (Role::Number, &["номер", "n", "пп", "п п", "номер пп", "номер п п", "номер пункт", "порядковый номер", "код"]),
    (
        Role::Activity,
        &[
            "мероприятие",
            "направление и мероприятие",
            "наименование",
            "название",
            "содержание",
            "содержание работа",
            "содержание деятельность",
            "вид деятельность",
            "вид работа",
            "деятельность",
            "действие",
            "задача",
            "задание",
            "работа",
            "событие",
            "мера",
            "шаг",
            "тема",
            "что",
            "дело",
            "активность",
            "поручение",
            "перечень",
            "этап работа",
            "этап реализация",
        ],
    ),
    (
        Role::Dates,
        &[
            "срок",
            "дата",
            "период",
            "время",
            "когда",
            "месяц",
            "год",
            "квартал",
            "график",
            "дедлайн",
            "продолжительность",
        ],
    ),
    (
        Role::Start,
        &["начало", "срок начало", "дата начало", "дата начать", "начать", "дата старт", "старт", "время начало"],
    ),
    (
        Role::End,
        &[
            "окончание",
            "завершение",
            "конец",
            "срок окончание",
            "срок завершение",
            "дата окончание",
            "дата завершение",
            "дата конец",
            "финиш",
            "время окончание",
        ],
    ),
    (
        Role::Responsible,
        &[
            "ответственный",
            "ответственность",
            "исполнитель",
            "кто",
            "отв",
            "организатор",
            "куратор",
            "координатор",
            "субъект",
            "исполняющий",
            "фио ответственный",
        ],
    ),
    (
        Role::CoExecutors,
        &["соисполнитель", "участник и соисполнитель", "партнер", "ответственный соисполнитель", "соорганизатор"],
    ),
    (
        Role::Result,
        &[
            "результат",
            "итог",
            "продукт",
            "эффект",
            "выход",
            "форма результат",
            "вид документ",
            "вид результат",
            "документ",
            "форма отчетность",
            "форма завершение",
            "форма представление",
            "форма отчет",
            "форма предъявление",
            "характеристика результат",
            "показатель результат",
            "подтверждение",
            "отчетность",
        ],
    ),
    (
        Role::Funding,
        &[
            "финансирование",
            "объем финансирование",
            "объем средство",
            "объем ресурсный",
            "объем финансовый",
            "объем бюджетный",
            "сумма",
            "стоимость",
            "затрата",
            "расход",
            "средство",
            "финансовый обеспечение",
            "ресурсный обеспечение",
        ],
    ),
    (
        Role::FundingSource,
        &["источник", "источник финансирование", "источник средство", "источник финансовый", "источник ресурсный"],
    ),
    (Role::Budget, &["бюджет", "средство бюджет", "внебюджетный источник", "внебюджетный средство", "внебюджетный"]),
    (Role::Place, &["место", "площадка", "место проведение", "где", "адрес", "локация"]),
    (
        Role::Form,
        &[
            "форма",
            "формат",
            "форма проведение",
            "форма работа",
            "способ",
            "метод",
            "вид мероприятие",
            "форма мероприятие",
        ],
    ),
    (
        Role::LegalBasis,
        &[
            "основание",
            "правовой основание",
            "нормативный акт",
            "нормативный документ",
            "нормативный правовой акт",
            "нормативно-правовой акт",
            "правовой акт",
            "реквизит",
            "нормативный обеспечение",
            "документ основание",
        ],
    ),
    (
        Role::Indicator,
        &[
            "показатель",
            "индикатор",
            "критерий",
            "наименование показатель",
            "значение",
            "единица измерение",
            "ед изм",
            "целевой значение",
        ],
    ),
    (
        Role::Section,
        &["направление", "раздел", "блок", "модуль", "этап", "цель", "наименование раздел", "наименование направление"],
    ),
    (Role::Note, &["примечание", "комментарий", "отметка", "замечание", "исполнение", "статус", "выполнение"]),
];

/// Words that may stand before the word that counts: «Наименование мероприятия», «Краткое содержание работ».
const OPENERS: &[&str] =
    &["наименование", "название", "содержание", "перечень", "вид", "формулировка", "описание", "дата"];

/// Headers are short.
const MAX_HEADER: usize = 160;

/// What a header says, if its words are in the lexicon.
pub(crate) fn role(header: &str) -> Option<Role> {
    if header.trim().is_empty() || header.chars().take(MAX_HEADER + 1).count() > MAX_HEADER {
        return None;
    }
    let folded = fold(header);
    let text = folded.text().replace('№', " номер ");
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').map(|word| word.trim_matches('-'));
    let words: Vec<Word> = words.filter(|word| !word.is_empty()).take(12).map(Word::new).collect();
    (0..words.len()).find_map(|at| match longest(&words[at..]) {
        Some(role) => Some(Some(role)),
        None if words[at].is_skipped() => None,
        None => Some(None),
    })?
}

/// A word with all its dictionary forms, which are looked up once and only if they are asked for.
struct Word<'t> {
    text: &'t str,
    lemmas: OnceCell<Vec<String>>,
}

impl<'t> Word<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lemmas: OnceCell::new() }
    }

    fn is(&self, form: &str) -> bool {
        self.text == form || self.lemmas.get_or_init(|| lemmas(self.text)).iter().any(|lemma| lemma == form)
    }

    /// Whether it may stand before the word that counts.
    fn is_skipped(&self) -> bool {
        if self.text.chars().all(|c| c.is_ascii_digit()) || OPENERS.iter().any(|opener| self.is(opener)) {
            return true;
        }
        // Participles are forms of verbs: «планируемый», «достигнутые».
        morph(self.text).first().is_some_and(|reading| {
            matches!(reading.pos.as_str(), "ADJ" | "DET") || (reading.pos == "VERB" && reading.case.is_some())
        })
    }
}

/// The role of the longest phrase that the words begin with.
fn longest(words: &[Word]) -> Option<Role> {
    let phrases = LEXICON.iter().flat_map(|(role, phrases)| phrases.iter().map(move |phrase| (*role, *phrase)));
    let length = |phrase: &str| phrase.split(' ').count();
    let fits =
        |phrase: &str| length(phrase) <= words.len() && phrase.split(' ').zip(words).all(|(part, word)| word.is(part));
    let (role, phrase) = phrases.filter(|(_, phrase)| fits(phrase)).max_by_key(|(_, phrase)| length(phrase))?;
    // «Наименование показателя»: the opener alone decides only where nothing better follows it, and that of a name
    // («Наименование должности») not even then.
    let rest = &words[length(phrase)..];
    if OPENERS.contains(&phrase) && !rest.is_empty() {
        let skipped = rest.iter().take_while(|word| word.is_skipped()).count();
        let better = longest(&rest[skipped..]);
        let names_other = matches!(phrase, "наименование" | "название" | "перечень") && skipped < rest.len();
        return better.or((!names_other).then_some(role));
    }
    Some(role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_in_any_wording_and_case() {
        let cases: &[(Role, &[&str])] = &[
            (Role::Number, &["№", ".№ п/п", "№п/п", "N п/п", "№ пункта", "Номер", "п/п"]),
            (
                Role::Activity,
                &[
                    "Мероприятия",
                    "НАИМЕНОВАНИЕ МЕРОПРИЯТИЯ",
                    "Основные мероприятия",
                    "Содержание работы",
                    "Содержание деятельности",
                    "Мероприятия, направленные на повышение качества",
                    "Направления и мероприятия",
                    "Наименование",
                    "Что нужно сделать:",
                    "Виды деятельности",
                    "Название проводимых мероприятий",
                    "Планируемые мероприятия",
                ],
            ),
            (
                Role::Dates,
                &[
                    "Сроки",
                    "Срок исполнения",
                    "Сроки\nреализации",
                    "Дата проведения",
                    "Период",
                    "Плановый срок",
                    "Месяц",
                ],
            ),
            (Role::Start, &["Начало", "Срок начала", "Дата начала реализации", "начало работ"]),
            (Role::End, &["Окончание", "Срок окончания", "Дата завершения", "завершение"]),
            (
                Role::Responsible,
                &["Ответственные", "Ответственные исполнители", "Исполнитель", "Ответственный за исполнение", "Кто"],
            ),
            (Role::CoExecutors, &["Соисполнители", "Ответственный соисполнитель", "Социальные партнёры"]),
            (
                Role::Result,
                &[
                    "Планируемый результат",
                    "Ожидаемые результаты",
                    "Вид документа",
                    "Результат реализации",
                    "Итоговый документ",
                ],
            ),
            (Role::Funding, &["Объём финансирования, тыс. руб.", "Финансирование", "Сумма", "Стоимость работ"]),
            (Role::FundingSource, &["Источник финансирования", "Источники"]),
            (Role::Budget, &["Местный бюджет", "областной бюджет", "Внебюджетные средства"]),
            (Role::Place, &["Место проведения"]),
            (Role::Form, &["Форма проведения", "Формы работы"]),
            (Role::LegalBasis, &["Нормативный документ", "Основание", "Нормативно-правовой акт"]),
            (Role::Indicator, &["Показатель", "Целевой индикатор", "Наименование показателя", "Ед. изм."]),
            (Role::Section, &["Направление", "Направления деятельности", "Раздел"]),
            (Role::Note, &["Примечание", "Отметка о выполнении"]),
        ];
        let mut misses = Vec::new();
        for (expected, headers) in cases {
            for header in *headers {
                if role(header) != Some(*expected) {
                    misses.push((*header, *expected, role(header)));
                }
            }
        }
        assert!(misses.is_empty(), "{misses:#?}");
    }

    #[test]
    fn a_body_or_a_task_is_no_header() {
        let texts = [
            "Школы с низкими результатами",
            "Управление образования",
            "Муниципальный орган",
            "Наименование должности",
            "Отдел планирования мероприятий",
            "Провести мероприятия",
            "",
        ];
        let misses: Vec<_> = texts.iter().filter(|text| role(text).is_some()).collect();
        assert!(misses.is_empty(), "{misses:?}");
    }
}
