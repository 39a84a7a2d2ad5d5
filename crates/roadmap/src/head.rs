//! The text before the plan: title, period, the order's date and number, who approved it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use vekha_lexis::fold;
use vekha_model::{ApprovedBy, Period, Place, Span, Text};
use vekha_table::is_amendment;

use crate::frame::{Frame, Line, collapse};
use crate::order;

/// What the text before the plan says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// The roadmap's own title.
    pub title: Option<Text>,
    /// Where the title's lines stand.
    pub title_places: Vec<Place>,
    /// The years it is for, as `when` takes them and as the document shows them.
    pub period: Option<(vekha_when::Period, Period)>,
    /// The date of the order.
    pub date: Option<Date>,
    /// The number of the order.
    pub number: Option<String>,
    /// Who approved it.
    pub approved_by: Option<ApprovedBy>,
    /// Where the order's date and number stand.
    pub order_places: Vec<Place>,
    /// The lines of the approval block.
    pub approval_places: Vec<Place>,
    /// Lines about amendments.
    pub amendments: Vec<Text>,
    /// The other lines.
    pub preamble: Vec<Text>,
}

pub(crate) fn read(frame: &Frame) -> Head {
    let all = frame.head.iter().chain(&frame.captions);
    let (amendments, lines): (Vec<_>, Vec<_>) = all.partition(|line| is_amendment(&line.text()));
    let title = title_lines(&lines);
    let (title_lines, others): (Vec<_>, Vec<_>) =
        lines.iter().enumerate().partition(|(index, _)| title.contains(index));
    let title_lines: Vec<&Line> = title_lines.into_iter().map(|(_, line)| *line).collect();
    let others: Vec<&Line> = others.into_iter().map(|(_, line)| *line).collect();

    let order = order::read(&others);
    let order_year = order.date.map(|date| date.year());
    Head {
        title: joined(&title_lines),
        title_places: title_lines.iter().map(|line| line.place.clone()).collect(),
        period: period(&title_lines, order_year).or_else(|| subject_period(&others, order_year)),
        date: order.date,
        number: order.number,
        approved_by: order.approved_by,
        order_places: order.places,
        approval_places: order.approval,
        amendments: amendments.iter().map(|line| line.as_text()).collect(),
        preamble: others.iter().map(|line| line.as_text()).collect(),
    }
}

fn joined(lines: &[&Line]) -> Option<Text> {
    let text = collapse(&lines.iter().map(|line| line.raw.as_str()).collect::<Vec<_>>().join(" "));
    (!text.is_empty()).then(|| Text { text, places: lines.iter().map(|line| line.place.clone()).collect() })
}

/// The indexes of the title's lines: the last line that begins as a plan's name does, and the lines that go on with it.
///
/// Above the table is looked first, then in its rows above the header. Without such a line the last centred, bold or
/// heading lines are the title.
fn title_lines(lines: &[&Line]) -> Range<usize> {
    let named = |caption: bool| lines.iter().rposition(|line| line.caption == caption && begins_a_plan(&line.text()));
    if let Some(named) = named(false).or_else(|| named(true)) {
        return around(lines, named);
    }
    let stands_out = |line: &Line| (line.centered || line.bold || line.heading) && !is_frame_word(&line.text());
    let Some(end) = lines.iter().rposition(|line| stands_out(line)) else {
        let named = lines.iter().rposition(|line| names_a_plan(&line.text()));
        return named.map_or(0..0, |named| around(lines, named));
    };
    let start = (0..=end).rev().take_while(|&index| stands_out(lines[index])).last().unwrap_or(end);
    start..end + 1
}

/// A plan's kind can stand on a line of its own («ПЛАН»), its subject on the next.
fn around(lines: &[&Line], named: usize) -> Range<usize> {
    let mut start = named;
    while start > 0
        && begins_a_plan(&lines[start - 1].text())
        && goes_on(lines[start - 1], lines[start - 1], lines[start])
    {
        start -= 1;
    }
    let mut end = named + 1;
    while end < lines.len() && goes_on(lines[start], lines[end - 1], lines[end]) {
        end += 1;
    }
    start..end
}

/// Whether a line begins as the name of a plan does: «План мероприятий …», «Муниципальная „дорожная карта“ …».
fn begins_a_plan(text: &str) -> bool {
    // At most two words may stand before the kind: «Региональный план», «Комплексный межведомственный план».
    static PLAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"^["(]*(?:[а-я-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие) ){0,3}["(]*"#,
            r"(?:дорожная карта|дорожной карты|план(?:-график| график|а)?\b|график\b|комплекс мер|перечень мероприятий",
            r"|программа\b|мероприятия по|календарь\b|календарный план|циклограмма|система мер|меры по)",
        ))
        .expect("a fixed pattern")
    });
    let folded = fold(text);
    // A clause of an order («1. Утвердить план …») or a sentence about the plan («Настоящий план …») is no title.
    let speaks_of_it =
        ["настоящ", "данн", "указанн", "прилагаем"].iter().any(|word| folded.text().trim_start().starts_with(word));
    !speaks_of_it && PLAN.is_match(&spread_letters_joined(folded.text())) && !text.trim_end().ends_with(';')
}

/// Whether a line speaks of a plan further on: «Афиша и план мероприятий ко Дню города», and is no sentence or subject
/// of an order («Об утверждении плана …»).
fn names_a_plan(text: &str) -> bool {
    static NAMES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:план|плана|графика?|дорожн(?:ая|ой) карт[аы])\b").expect("a fixed pattern"));
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:об?|в|на|во|для|с|за|по) |(?:утвердить|утверждении|утверждаю|согласно)")
            .expect("a fixed pattern")
    });
    let folded = fold(text);
    let begins_high = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let is_line = text.chars().count() <= 200 && begins_high && !text.ends_with(['.', ';', ':']);
    is_line
        && !is_frame_word(text)
        && !begins_numbered(text)
        && NAMES.is_match(folded.text())
        && !OTHER.is_match(folded.text())
}

/// «П Л А Н» is how titles are spaced out by hand.
fn spread_letters_joined(text: &str) -> String {
    let letters: Vec<&str> = text.split_whitespace().collect();
    let spread = letters.iter().take_while(|word| word.chars().count() == 1).count();
    if spread < 3 {
        return text.trim().to_owned();
    }
    let (first, rest) = letters.split_at(spread);
    format!("{} {}", first.concat(), rest.join(" "))
}

/// Whether a line goes on with a title: set like its first line, or begun in mid-sentence, or short words about place and time.
fn goes_on(first: &Line, previous: &Line, line: &Line) -> bool {
    let text = line.text();
    let length = text.chars().count();
    let is_row = line.raw.trim().matches('\t').count() > 1;
    let is_beside = line.caption && (!line.centered || column(line) != column(first) || is_labelled(&text));
    let is_elsewhere = (line.in_table, line.caption) != (first.in_table, first.caption) || is_beside;
    let begins_low = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
    let is_sentence = text.ends_with('.') && !text.ends_with("г.");
    // «Настоящий план разработан отделом.» is no part of a title, however it is set.
    let is_own_sentence = is_sentence && !begins_low && text.contains(' ');
    if is_frame_word(&text) || begins_numbered(&text) || length > 400 || is_row || is_elsewhere || is_own_sentence {
        return false;
    }
    let looks_alike = (first.bold || first.centered || first.heading)
        && (line.bold, line.centered, line.heading) == (first.bold, first.centered, first.heading);
    let ended = previous.raw.trim_end().ends_with(['.', '!', ':']) && !previous.raw.trim_end().ends_with("г.");
    let open_quote = opens_more_quotes(&first.raw, &previous.raw);
    let is_label = length <= 100 && !is_sentence && (names_place_or_time(&text) || text.starts_with('('));
    // «Дорожная карта проекта», and on the next line the project's name in quotes.
    let is_quoted = text.starts_with(['«', '"', '“', '„']);
    !ended && (looks_alike || begins_low || open_quote || is_label || is_quoted)
}

/// The column of the table that a line stands in.
fn column(line: &Line) -> Option<usize> {
    Some(line.place.steps.first()?.cell?.1)
}

/// «Студент: Ладов Е. М.»: a name and what it is.
fn is_labelled(text: &str) -> bool {
    let label = text.split_once(": ").map_or("", |(label, _)| label);
    !label.is_empty() && label.chars().count() <= 40 && label.starts_with(char::is_uppercase)
}

fn opens_more_quotes(first: &str, previous: &str) -> bool {
    let open = |text: &str| text.matches('«').count() > text.matches('»').count();
    open(first) || open(previous)
}

fn begins_numbered(text: &str) -> bool {
    static NUMBERED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)] |[IVX]+\. )").expect("a fixed pattern"));
    NUMBERED.is_match(text)
}

/// Words of an order's frame, which are no part of a title.
fn is_frame_word(text: &str) -> bool {
    const FRAME: &[&str] = &[
        "приложение",
        "утвержд",
        "согласован",
        "приказ",
        "постановление",
        "распоряжение",
        "к приказу",
        "от \"",
        "рассмотрен",
        "принят",
    ];
    let folded = fold(text);
    let folded = folded.text().trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    FRAME.iter().any(|word| folded.starts_with(word)) || !folded.chars().any(char::is_alphabetic)
}

fn names_place_or_time(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "район",
        "округ",
        "област",
        "город",
        "края",
        "крае",
        "республик",
        "муниципальн",
        "поселени",
        "учебный год",
        " год",
        "период",
    ];
    let folded = fold(text);
    WORDS.iter().any(|word| folded.text().contains(word))
}

/// The plan's years named in the title.
fn period(lines: &[&Line], from: Option<i16>) -> Option<(vekha_when::Period, Period)> {
    let text = lines.iter().map(|line| line.raw.as_str()).collect::<Vec<_>>().join("\n");
    let (period, span) = vekha_when::period_in_from(&text, from)?;
    Some((period, shown(period, &span.of(&text), places(lines, span))))
}

/// The years named where the order says what it is about: «Об утверждении … на 2019-2021 годы».
fn subject_period(lines: &[&Line], from: Option<i16>) -> Option<(vekha_when::Period, Period)> {
    const SUBJECT: &[&str] = &["план", "дорожн", "программ", "мероприяти", "комплекс мер", "график"];
    let about_the_plan = lines.iter().filter(|line| {
        let folded = fold(&line.raw);
        SUBJECT.iter().any(|word| folded.text().contains(word))
    });
    about_the_plan.into_iter().find_map(|line| period(&[line], from))
}

fn shown(period: vekha_when::Period, text: &str, places: Vec<Place>) -> Period {
    Period { start: period.start, end: period.end, text: collapse(text), places }
}

/// Where the characters `span` of the lines' text, joined by line breaks, stand.
fn places(lines: &[&Line], span: Span) -> Vec<Place> {
    let mut start = 0;
    let mut places = Vec::new();
    for line in lines {
        let length = line.raw.chars().count();
        let from = span.start.max(start);
        let to = span.end.min(start + length);
        if from < to {
            let offset = line.place.span.map_or(0, |span| span.start);
            places.push(line.place.at(Span::new(offset + from - start, offset + to - start)));
        }
        start += length + 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::lines_of;

    fn head(text: &str) -> Head {
        read(&Frame { head: lines_of(text), ..Frame::default() })
    }

    fn texts(texts: &[Text]) -> Vec<&str> {
        texts.iter().map(|text| text.text.as_str()).collect()
    }

    #[test]
    fn a_title_begins_with_the_kind_of_plan_and_goes_on_over_lines() {
        let cases = [
            ("ПЛАН⏎мероприятий («дорожная карта») по развитию торговли⏎на 2021 год", 0..3),
            ("Глава района⏎План мероприятий по уборке снега", 1..2),
            ("П Л А Н⏎работы музея⏎Заречный район", 0..3),
            ("ДОРОЖНАЯ КАРТА⏎по охране лесов⏎(утверждена решением Думы от 03.02.2021 № 4)", 0..2),
            ("Дорожная карта проекта⏎«Тёплый дом⏎для каждого»⏎Пояснения к плану.", 0..3),
            ("План работы на год⏎1. Общие положения", 0..1),
            ("План работы на год⏎№\tМероприятие\tСрок", 0..1),
            ("Об утверждении плана⏎1. Утвердить план работы.", 0..0),
            ("Дорожная карта⏎Настоящая дорожная карта разработана отделом.", 0..1),
            ("Глава района⏎Афиша и план праздника⏎на 2021 год", 1..3),
        ];
        let title = |text: &str| title_lines(&lines_of(text).iter().collect::<Vec<_>>());
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, title(text))).collect();
        assert_eq!(got, cases);
    }

    #[test]
    fn without_a_kind_of_plan_the_lines_that_stand_out_are_the_title() {
        let mut lines = lines_of("Приложение⏎Неделя музея⏎на 2021 год⏎Просим сообщить участников.");
        lines[1].bold = true;
        lines[2].bold = true;
        assert_eq!(title_lines(&lines.iter().collect::<Vec<_>>()), 1..3);
    }

    #[test]
    fn the_tables_caption_is_the_title_where_none_stands_above() {
        let captions =
            || lines_of("План уборки снега на 2021 год").into_iter().map(|line| Line { caption: true, ..line });
        let read = |above: &str| {
            let head = read(&Frame { head: lines_of(above), captions: captions().collect(), ..Frame::default() });
            (head.title.map(|title| title.text), head.preamble.len())
        };
        assert_eq!(read("Приложение № 2"), (Some("План уборки снега на 2021 год".to_owned()), 1));
        assert_eq!(read("Дорожная карта"), (Some("Дорожная карта".to_owned()), 1));
    }

    #[test]
    fn words_of_a_layout_table_above_the_plan_are_its_head() {
        use vekha_model::{Block, Cell, Document, Format, Row, Table};
        let row = |cells: &[&str]| Row { cells: cells.iter().map(|cell| Cell::of(cell)).collect(), ..Row::default() };
        let rows = vec![row(&["Мероприятие", "Срок"]), row(&["Посадка лип", "апрель"]), row(&["Полив", "июнь"])];
        let plan = Block::Table(Table { rows, ..Table::default() });
        let layout = vec![
            row(&["УТВЕРЖДАЮ\nГлава поселения\n05.02.2024\nПлан озеленения"]),
            Row { cells: vec![Cell { blocks: vec![plan], ..Cell::of("") }], ..Row::default() },
        ];
        let document = Document {
            id: "a".into(),
            name: "a.txt".into(),
            format: Format::Txt,
            encoding: None,
            blocks: vec![Block::Table(Table { rows: layout, ..Table::default() })],
            deleted_characters: 0,
            hidden_characters: 0,
            markup_characters: 0,
            notes: Vec::new(),
        };
        let roadmap = crate::roadmap(&document);
        assert_eq!(roadmap.title.as_deref(), Some("План озеленения"));
        assert_eq!(roadmap.date, Some(Date::constant(2024, 2, 5)));
        assert_eq!(roadmap.approved_by.map(|by| by.text).as_deref(), Some("Глава поселения"));
        assert_eq!((roadmap.activities.len(), roadmap.leftover), (2, vec![]));
    }

    #[test]
    fn the_period_is_that_of_the_title_else_that_of_the_orders_subject() {
        let cases = [
            ("План уборки на 2021-2023 годы", "2021-01-01..2023-12-31"),
            ("ПРИКАЗ⏎03.02.2021 № 4⏎Об утверждении плана уборки на 2022 год⏎План уборки", "2022-01-01..2022-12-31"),
            (
                "Дорожная карта⏎на период до 2025 года⏎(утверждена решением Думы от 03.02.2021 № 4)",
                "2021-01-01..2025-12-31",
            ),
            ("План уборки⏎В 2019 году выпало много снега.", "-"),
        ];
        let period = |text: &str| {
            head(text).period.map_or("-".to_owned(), |(_, period)| format!("{}..{}", period.start, period.end))
        };
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, period(text))).collect();
        assert_eq!(got, cases.map(|(text, expected)| (text, expected.to_owned())));
    }

    #[test]
    fn lines_about_amendments_are_neither_title_nor_preamble() {
        let head = head("План уборки снега⏎(в редакции приказа от 03.02.2021 № 4)⏎Просим сообщить участников.");
        assert_eq!(texts(&head.amendments), ["(в редакции приказа от 03.02.2021 № 4)"]);
        assert_eq!(texts(&head.preamble), ["Просим сообщить участников."]);
    }
}
