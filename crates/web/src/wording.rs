//! The words of the pages: one list, both languages side by side.

macro_rules! wording {
    ($($name:ident: $russian:literal, $english:literal;)*) => {
        /// The words of the pages in one language.
        #[derive(Debug)]
        pub(crate) struct Wording {
            $(pub $name: &'static str,)*
        }

        pub(crate) static RUSSIAN: Wording = Wording { $($name: $russian,)* };
        pub(crate) static ENGLISH: Wording = Wording { $($name: $english,)* };
    };
}

wording! {
    // The frame of every page.
    tagline: "дорожные карты и планы мероприятий", "roadmaps and action plans";
    skip: "К содержанию", "Skip to the content";
    home: "Поиск", "Search";
    documents: "Документы", "Documents";
    as_json: "Эта страница в JSON", "This page as JSON";
    problem: "Не получилось", "That did not work";

    // Search.
    words_to_find: "Слова в любой форме", "Words in any form";
    query_example: "ремонт дорог, \"план работы\", настав*, -семинар", "ремонт дорог, \"план работы\", настав*, -семинар";
    find: "Найти", "Search";
    filters: "Фильтры", "Filters";
    clear: "Сбросить", "Clear";
    region: "Регион", "Region";
    region_example: "Тамбовская, RU-TAM", "Тамбовская, RU-TAM";
    municipality: "Муниципалитет", "Municipality";
    years: "Годы", "Years";
    years_example: "2021, 2022", "2021, 2022";
    months: "Месяцы", "Months";
    party: "Ответственный", "Responsible";
    party_example: "директор, Иванова", "директор, Иванова";
    section: "Раздел", "Section";
    document: "Документ", "Document";
    document_example: "начало id или имя файла", "beginning of its id, or file name";
    found: "Найдено", "Found";
    nothing_found: "Ничего не найдено", "Nothing found";
    nothing_here: "На этой странице ничего нет", "Nothing on this page";
    try_this: "Попробуйте меньше слов, начало слова со звёздочкой (настав*) или снимите фильтры.",
        "Try fewer words, the beginning of a word with an asterisk (настав*), or fewer filters.";
    previous: "← Назад", "← Previous";
    next: "Дальше →", "Next →";
    pages: "Страницы", "Pages";
    of: "из", "of";
    and_more: "и ещё", "and more:";

    // What was odd about a query.
    remark_no_words: "нет слов, которые можно искать", "there are no words to look for";
    remark_unclosed_quote: "кавычка не закрыта", "a quotation is not closed";
    remark_query_cut: "запрос слишком длинный и сокращён", "the query is too long and was cut";
    remark_short_beginning: "начало слова слишком короткое", "the beginning of a word is too short";
    remark_unknown_word: "такого слова нет ни в одном мероприятии", "a word stands in no activity";
    remark_unknown_name: "ничего с таким названием нет", "nothing has this name";
    remark_name_by_beginning: "название понято как начало слов", "the name is read as the beginning of its words";
    remark_no_such_month: "такого месяца нет", "there is no such month";
    remark_index_behind: "указатель отстаёт от корпуса", "the index is behind the corpus";

    // A document.
    no_title: "(без названия)", "(no title)";
    file: "Файл", "File";
    id: "Номер (id)", "Id";
    lineage: "Все редакции (lineage)", "All editions (lineage)";
    period: "Период", "Period";
    candidates: "Возможные регионы", "Possible regions";
    order_date: "Дата приказа", "Date of the order";
    order_number: "Номер приказа", "Number of the order";
    approved_by: "Утвердил", "Approved by";
    activities: "Мероприятия", "Activities";
    no_section: "Без раздела", "No section";
    number: "№", "No.";
    what: "Мероприятие", "Activity";
    when: "Срок", "When";
    who: "Ответственные", "Responsible";
    result: "Результат", "Result";
    place: "Где", "Where";
    preamble: "До таблиц", "Before the tables";
    closing: "После таблиц", "After the tables";
    amendments: "Изменения и редакции", "Amendments";
    leftover: "Слова, не вошедшие в мероприятия", "Words that are in no activity";
    diagnostics: "Замечания при чтении", "What was odd or not understood";
    code: "Код", "Code";
    note: "Замечание", "Note";
    notes: "Замечания", "Notes";
    no_documents: "В корпусе нет документов", "There are no documents in the corpus";

    // An activity.
    key: "Ключ (во всех редакциях)", "Key (in all editions)";
    part_of: "Часть мероприятия", "Part of";
    items: "Пункты", "Points";
    words: "Слова", "Words";
    rule: "Правило", "Rule";
    kind: "Вид", "Kind";
    windows: "Даты", "Dates";
    no_windows: "Дат в пределах периода нет", "No dates inside the period";
    not_given: "План не говорит", "The plan does not say";
    not_read: "Не понято", "Not understood";
    inherited: "Взято из объединённой ячейки или строки выше", "Taken from a merged cell or the row above";
    read_as: "Прочитано как", "Read as";
    other_columns: "Другие графы", "Other columns";
    no_header: "(без заголовка)", "(no header)";
    source: "Откуда взято", "Read from";
    where_it_stands: "Место", "Place";
    not_in_source: "(в документе этого места нет)", "(not found in the document)";
    whole: "Весь текст вокруг", "All of the text around";
    until: "до", "by";
    details: "Подробно", "In detail";

    // Kinds of rule.
    once: "один раз", "once";
    recurring: "повторяется", "recurring";
    continuous: "непрерывно", "continuous";
    on_demand: "по мере необходимости", "on demand";
    by_schedule: "по отдельному графику", "by a schedule of its own";
    relative: "относительно события", "relative to an event";
    none: "даты нет", "no date";
    year_inferred: "год взят из периода плана", "the year comes from the plan's period";
    period_inferred: "длительность взята из периода плана", "the stretch comes from the plan's period";
    approximate: "примерно", "approximately";
    truncated: "показаны первые 1000 дат", "the first 1,000 dates are kept";

    // Parties.
    person: "человек", "person";
    post: "должность", "post";
    organization: "организация", "organization";
    co_executor: "соисполнитель", "co-executor";
    controller: "контроль", "controller";
    plural: "несколько", "several";
    generic: "класс организаций", "a class of bodies";

    // What an activity was read from.
    as_row: "строка таблицы", "a row of a table";
    as_cell: "ячейка матрицы", "a cell of a matrix";
    as_list: "пункт списка", "a point of a list";
    as_paragraph: "абзац", "a paragraph";

    // Problems.
    unknown_parameter: "неизвестный параметр", "unknown parameter";
    known: "известны", "known";
    missing_parameter: "не хватает параметра", "missing parameter";
    given_twice: "параметр дан дважды", "the parameter is given twice";
    not_such_a_number: "здесь нужно число в допустимых пределах", "a number within the limits is wanted here";
    not_a_language: "язык — ru или en", "the language is ru or en";
    not_a_period: "период — как 2021, 2018-2020, 2020/2021 или 2020-05-20..2023-12-31",
        "a period is like 2021, 2018-2020, 2020/2021 or 2020-05-20..2023-12-31";
    not_utf8: "адрес записан не в UTF-8", "the address is not in UTF-8";
    no_such_page: "такой страницы нет", "there is no such page";
    no_such_document: "такого документа нет", "there is no such document";
    no_such_activity: "такого мероприятия нет", "there is no such activity";
    fits_several: "подходит к нескольким", "fits several";
    only_get: "здесь можно только читать (GET)", "there is only reading here (GET)";
    strange_host: "отвечаем только на localhost и 127.0.0.1, а спросили",
        "only localhost and 127.0.0.1 are answered, and this was asked for";
    bug: "ошибка в vekha; сообщите о ней", "a bug in vekha, please report it";
}

/// The months in short, January first.
pub(crate) const MONTHS: [(&str, &str); 12] = [
    ("янв", "Jan"),
    ("фев", "Feb"),
    ("мар", "Mar"),
    ("апр", "Apr"),
    ("май", "May"),
    ("июн", "Jun"),
    ("июл", "Jul"),
    ("авг", "Aug"),
    ("сен", "Sep"),
    ("окт", "Oct"),
    ("ноя", "Nov"),
    ("дек", "Dec"),
];
