//! Months, weekdays and seasons in all their forms and abbreviations.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The month a folded word names, 1–12: «сентября», «сент».
pub fn month(word: &str) -> Option<i8> {
    static FORMS: Forms = OnceLock::new();
    numbered(&FORMS, MONTHS, word)
}

/// Every form and abbreviation of a month with its number.
pub fn months() -> impl Iterator<Item = (&'static str, i8)> {
    forms(MONTHS)
}

/// Every form and abbreviation of a day of the week with its number.
pub fn weekdays() -> impl Iterator<Item = (&'static str, i8)> {
    forms(WEEKDAYS)
}

/// Every form of a season with its number.
pub fn seasons() -> impl Iterator<Item = (&'static str, i8)> {
    forms(SEASONS)
}

/// The month a folded word of six letters or more is one slip away from: «сентбярь», «декбря».
///
/// A slip is a letter left out, put in, mistaken, or two changed about; the first letter is right.
pub fn misspelt_month(word: &str) -> Option<i8> {
    const SHORTEST: usize = 6;
    const LONGEST: usize = 10;
    let letters: Vec<char> = word.chars().collect();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return None;
    }
    // Every unknown word of a text is asked: the forms are spelled out once.
    static LONG: OnceLock<Vec<(Vec<char>, i8)>> = OnceLock::new();
    let spelled = || months().map(|(form, number)| (form.chars().collect::<Vec<char>>(), number));
    let long = LONG.get_or_init(|| spelled().filter(|(form, _)| form.len() >= SHORTEST).collect());
    long.iter().find(|(form, _)| is_one_slip(&letters, form)).map(|(_, number)| *number)
}

fn is_one_slip(word: &[char], form: &[char]) -> bool {
    if word.first() != form.first() || word.len().abs_diff(form.len()) > 1 {
        return false;
    }
    let same_head = word.iter().zip(form).take_while(|(a, b)| a == b).count();
    let (word, form) = (&word[same_head..], &form[same_head..]);
    let same_tail = word.iter().rev().zip(form.iter().rev()).take_while(|(a, b)| a == b).count();
    let (word, form) = (&word[..word.len() - same_tail], &form[..form.len() - same_tail]);
    match (word, form) {
        ([], [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// The day of the week a folded word names, 1 (Monday) to 7: «вторникам», «вт».
pub fn weekday(word: &str) -> Option<i8> {
    static FORMS: Forms = OnceLock::new();
    numbered(&FORMS, WEEKDAYS, word)
}

/// The season a folded word names, 1 (spring) to 4 (winter): «осенью», «осенний», «осенне».
pub fn season(word: &str) -> Option<i8> {
    static FORMS: Forms = OnceLock::new();
    numbered(&FORMS, SEASONS, word)
}

type Forms = OnceLock<BTreeMap<&'static str, i8>>;

fn numbered(known: &'static Forms, lists: &'static [&'static str], word: &str) -> Option<i8> {
    known.get_or_init(|| forms(lists).collect()).get(word).copied()
}

fn forms(lists: &'static [&'static str]) -> impl Iterator<Item = (&'static str, i8)> {
    (1i8..).zip(lists).flat_map(|(number, forms)| forms.split(' ').map(move |form| (form, number)))
}

const MONTHS: &[&str] = &[
    "январь января январю январем январе январи январей январям янв",
    "февраль февраля февралю февралем феврале феврали февр фев",
    "март марта марту мартом марте марты мар",
    "апрель апреля апрелю апрелем апреле апрели апр",
    "май мая маю маем мае маи",
    "июнь июня июню июнем июне июни июн",
    "июль июля июлю июлем июле июли июл",
    "август августа августу августом августе августы авг",
    "сентябрь сентября сентябрю сентябрем сентябре сентябри сент сен сентяб",
    "октябрь октября октябрю октябрем октябре октябри окт октяб",
    "ноябрь ноября ноябрю ноябрем ноябре ноябри нояб ноя",
    "декабрь декабря декабрю декабрем декабре декабри дек декаб",
];

const WEEKDAYS: &[&str] = &[
    "понедельник понедельника понедельнику понедельником понедельнике понедельники понедельникам понедельников пн",
    "вторник вторника вторнику вторником вторнике вторники вторникам вторников вт",
    "среда среды среде среду средой средам сред ср",
    "четверг четверга четвергу четвергом четверге четверги четвергам четвергов чт",
    "пятница пятницы пятнице пятницу пятницей пятницам пятниц пт",
    "суббота субботы субботе субботу субботой субботам суббот сб",
    "воскресенье воскресенья воскресенью воскресеньем воскресеньям воскресений вс",
];

const SEASONS: &[&str] = &[
    "весна весны весне весну весной весенний весеннего весеннему весенним весеннем весенние весенних весенне",
    "лето лета лету летом лете летний летнего летнему летним летнем летнее летние летних летне",
    "осень осени осенью осенний осеннего осеннему осенним осеннем осенние осенних осенне",
    "зима зимы зиме зиму зимой зимний зимнего зимнему зимним зимнем зимние зимних зимне",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_one_thing() {
        let lists = [MONTHS, WEEKDAYS, SEASONS].concat();
        let mut forms: Vec<&str> = lists.iter().flat_map(|forms| forms.split(' ')).collect();
        let count = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), count);
    }

    #[test]
    fn a_month_with_one_slip_is_known() {
        let slips = ["сентбярь", "декбря", "авугста", "феварль", "октябрря", "сентябрб"];
        assert_eq!(slips.map(misspelt_month), [9, 12, 8, 2, 10, 9].map(Some));
        assert_eq!(
            ["карта", "марка", "маяка", "августовский", "январский", "ядваря"].map(misspelt_month),
            { [None, None, None, None, None, Some(1)] }
        );
    }

    #[test]
    fn a_form_or_an_abbreviation_names_its_month() {
        assert_eq!((month("сентябре"), month("сент"), month("мая"), month("маяк")), (Some(9), Some(9), Some(5), None));
        assert_eq!((weekday("вторникам"), season("осенью")), (Some(2), Some(3)));
    }
}
