//! Months, weekdays and seasons in all their forms and abbreviations.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The month a folded word names, 1–12: «сентября», «сент».
pub fn month(word: &str) -> Option<i8> {
    static FORMS: Forms = OnceLock::new();
    numbered(&FORMS, MONTHS, word)
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
    let forms = (1i8..).zip(MONTHS).flat_map(|(number, forms)| forms.split(' ').map(move |form| (form, number)));
    let long = forms.filter(|(form, _)| form.chars().count() >= SHORTEST);
    let mut near = long.filter(|(form, _)| is_one_slip(&letters, &form.chars().collect::<Vec<_>>()));
    near.next().map(|(_, number)| number)
}

fn is_one_slip(word: &[char], form: &[char]) -> bool {
    let same_head = word.iter().zip(form).take_while(|(a, b)| a == b).count();
    let (word, form) = (&word[same_head..], &form[same_head..]);
    let same_tail = word.iter().rev().zip(form.iter().rev()).take_while(|(a, b)| a == b).count();
    let (word, form) = (&word[..word.len() - same_tail], &form[..form.len() - same_tail]);
    same_head > 0
        && match (word, form) {
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

fn numbered(forms: &'static Forms, lists: &'static [&'static str], word: &str) -> Option<i8> {
    let all = || {
        let numbered = (1i8..).zip(lists);
        numbered.flat_map(|(number, forms)| forms.split(' ').map(move |form| (form, number))).collect()
    };
    forms.get_or_init(all).get(word).copied()
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
