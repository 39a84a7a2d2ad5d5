use calamine::ExcelDateTime;

/// A number as a person sees it: no trailing `.0`, the decimals and the percent sign of its format.
pub(super) fn number(value: f64, code: Option<&str>) -> String {
    let code = code.and_then(|code| code.split(';').next()).unwrap_or_default();
    let is_percent = code.contains('%');
    let value = if is_percent { value * 100.0 } else { value };
    let sign = if is_percent { "%" } else { "" };
    match decimals(code) {
        Some(decimals) if value.abs() < 1e15 && decimals < 16 => {
            // Spreadsheets round a half away from zero, and decimal halves as they are written: 1.005 is 1.01.
            let unit = 10_f64.powi(decimals as i32);
            let rounded = format!("{:.14e}", value * unit).parse::<f64>().unwrap_or(value * unit).round() / unit;
            format!("{rounded:.decimals$}{sign}")
        }
        _ => format!("{}{sign}", plain(value)),
    }
}

/// Fifteen significant digits, as many as spreadsheets keep: 0.1 + 0.2 is 0.3.
fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    if rounded == 0.0 {
        "0".to_owned()
    } else if rounded.abs() >= 1e21 || rounded.abs() < 1e-9 {
        format!("{rounded:e}")
    } else {
        format!("{rounded}")
    }
}

/// How many decimals a format like `0.00` or `#,##0` fixes; `None` for one that fixes nothing.
fn decimals(code: &str) -> Option<usize> {
    let digits: String = code.chars().filter(|c| matches!(c, '0' | '#' | '?' | '.')).collect();
    let is_number = code.chars().all(|c| matches!(c, '0' | '#' | '.' | ',' | ' ' | '%' | '\u{a0}'));
    if !is_number || !digits.contains('0') {
        return None;
    }
    let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
    decimals.chars().all(|c| c == '0').then_some(decimals.len())
}

/// The formats that have a number instead of a code and show something other than the plain value (ECMA-376-1, 18.8.30).
pub(super) const BUILT_IN: &[(u16, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (14, "m/d/yyyy"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm"),
    (19, "h:mm:ss"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "m/d/yyyy h:mm"),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss"),
];

/// A number in four bytes: the upper half of a float or an integer, perhaps in hundredths (MS-XLSB, 2.5.122).
pub(super) fn rk(bits: u32) -> f64 {
    let is_integer = bits & 2 != 0;
    let value =
        if is_integer { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

/// The words of an error (MS-XLS, 2.5.10).
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

/// A truth value as a Russian Excel shows it.
pub(super) fn truth(value: bool) -> String {
    if value { "ИСТИНА" } else { "ЛОЖЬ" }.to_owned()
}

/// The days that spreadsheets count: from 1900 to the end of 9999.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// A date, a time or a duration as its format shows it; without a format as `31.12.2025`, with the time where there is one.
pub(super) fn date(serial: &ExcelDateTime, code: Option<&str>) -> String {
    let value = serial.as_f64();
    if !DAYS.contains(&value) {
        return number(value, None);
    }
    let moment = Moment::of(serial);
    let code =
        code.filter(|code| is_date(code)).map(first_section).unwrap_or_else(|| moment.usual(serial.is_duration()));
    // «h:mm AM/PM» without its last word ends in a blank.
    moment.write(&tokens(&code)).trim_end().to_owned()
}

/// The format for positive values, without conditions and colours.
fn first_section(code: &str) -> String {
    // What a Russian Excel shows for the formats that follow the system (ECMA-376-1, 18.8.30: 14 and 22).
    match code {
        "m/d/yyyy" | "mm-dd-yy" | "m/d/yy" => return "dd.mm.yyyy".to_owned(),
        "m/d/yy h:mm" | "m/d/yyyy h:mm" => return "dd.mm.yyyy h:mm".to_owned(),
        _ => {}
    }
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    };
    code.split(is_end).next().unwrap_or_default().to_owned()
}

/// Whether a format shows dates or times.
pub(super) fn is_date(code: &str) -> bool {
    tokens(&first_section(code)).iter().any(|token| matches!(token, Token::Part(..) | Token::Elapsed(_)))
}

#[derive(Debug, PartialEq)]
enum Token {
    /// A letter of `dmyhs`, how often it stands, and whether it is a minute: `mm`.
    Part(char, usize),
    /// Hours, minutes or seconds beyond a day: `[h]`.
    Elapsed(char),
    Text(String),
    /// The names of months are in the genitive: `[$-FC19]`.
    Genitive,
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => tokens.push(Token::Text(rest.by_ref().take_while(|c| *c != '"').collect())),
            '\\' => tokens.extend(rest.next().map(|c| Token::Text(c.to_string()))),
            '_' | '*' => drop(rest.next()), // the width of a character, a character that fills the cell
            '[' => tokens.extend(bracket(&rest.by_ref().take_while(|c| *c != ']').collect::<String>())),
            'A' | 'a' if matches!(rest.peek(), Some('M' | 'm' | '/')) => {
                // AM/PM, A/P: hours are shown as 0 to 23.
                while rest.next_if(|c| matches!(c, 'M' | 'm' | '/' | 'P' | 'p')).is_some() {}
            }
            _ if matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's') => {
                let letter = c.to_ascii_lowercase();
                let mut count = 1;
                while rest.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                    count += 1;
                }
                tokens.push(Token::Part(letter, count));
            }
            '@' | '#' | '0' | '?' => {}
            c => tokens.push(Token::Text(c.to_string())),
        }
    }
    minutes(&mut tokens);
    tokens
}

fn bracket(inside: &str) -> Option<Token> {
    let lower = inside.to_ascii_lowercase();
    match lower.chars().next() {
        Some(letter @ ('h' | 'm' | 's')) if lower.chars().all(|c| c == letter) => Some(Token::Elapsed(letter)),
        _ if lower.ends_with("-fc19") => Some(Token::Genitive),
        _ => None, // colours, conditions, other languages
    }
}

/// `m` is a minute after hours and before seconds (ECMA-376-1, 18.8.31).
fn minutes(tokens: &mut [Token]) {
    let parts: Vec<(usize, char)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Part(letter, _) | Token::Elapsed(letter) => Some((at, *letter)),
            _ => None,
        })
        .collect();
    for (index, &(at, letter)) in parts.iter().enumerate() {
        let after_hours = index.checked_sub(1).is_some_and(|before| parts[before].1 == 'h');
        let before_seconds = parts.get(index + 1).is_some_and(|next| next.1 == 's');
        if let (Token::Part(part, 1..=2), 'm') = (&mut tokens[at], letter)
            && (after_hours || before_seconds)
        {
            *part = 'n';
        }
    }
}

/// A date and a time of day.
struct Moment {
    days: f64,
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

impl Moment {
    fn of(serial: &ExcelDateTime) -> Self {
        let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
        Self { days: serial.as_f64(), year, month, day, hour, minute, second }
    }

    fn usual(&self, is_duration: bool) -> String {
        let has_time = self.hour > 0 || self.minute > 0 || self.second > 0;
        let code = match () {
            () if is_duration => "[h]:mm:ss",
            () if self.days < 1.0 => "h:mm",
            () if has_time => "dd.mm.yyyy h:mm",
            () => "dd.mm.yyyy",
        };
        code.to_owned()
    }

    fn write(&self, tokens: &[Token]) -> String {
        // In a date with a day the month is in the genitive: «1 сентября».
        let has_day = tokens.iter().any(|token| matches!(token, Token::Part('d', 1..=2)));
        let genitive = tokens.contains(&Token::Genitive) || has_day;
        let mut text = String::new();
        for token in tokens {
            match token {
                Token::Text(words) => text.push_str(words),
                Token::Genitive => {}
                Token::Elapsed(unit) => text.push_str(&self.elapsed(*unit)),
                Token::Part(letter, count) => text.push_str(&self.part(*letter, *count, genitive)),
            }
        }
        text
    }

    fn elapsed(&self, unit: char) -> String {
        let seconds = (self.days * 86_400.0).round();
        let divisor = match unit {
            'h' => 3_600.0,
            'm' => 60.0,
            _ => 1.0,
        };
        format!("{}", (seconds / divisor).floor())
    }

    fn part(&self, letter: char, count: usize, genitive: bool) -> String {
        let padded = |number: u8| if count == 1 { number.to_string() } else { format!("{number:02}") };
        match (letter, count) {
            ('y', 1 | 2) => format!("{:02}", self.year % 100),
            ('y', _) => self.year.to_string(),
            ('m', 1 | 2) => padded(self.month),
            ('m', 3) => self.month_name(genitive).chars().take(3).collect(),
            ('m', _) => self.month_name(genitive).to_owned(),
            ('d', 1 | 2) => padded(self.day),
            ('d', 3) => self.weekday().0.to_owned(),
            ('d', _) => self.weekday().1.to_owned(),
            ('h', _) => padded(self.hour),
            ('n', _) => padded(self.minute),
            _ => padded(self.second),
        }
    }

    fn month_name(&self, genitive: bool) -> &'static str {
        let (nominative, genitive_form) =
            MONTHS.get(usize::from(self.month).saturating_sub(1)).copied().unwrap_or_default();
        if genitive { genitive_form } else { nominative }
    }

    /// The day of the week; Excel's day 1 was a Sunday in its calendar, which has a 29 February 1900.
    fn weekday(&self) -> (&'static str, &'static str) {
        WEEKDAYS.get(self.days.floor().rem_euclid(7.0) as usize).copied().unwrap_or_default()
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("Сб", "суббота"),
    ("Вс", "воскресенье"),
    ("Пн", "понедельник"),
    ("Вт", "вторник"),
    ("Ср", "среда"),
    ("Чт", "четверг"),
    ("Пт", "пятница"),
];

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_look_as_in_the_sheet() {
        let cases = [
            (1.0, None, "1"),
            (1.1, None, "1.1"),
            (0.1 + 0.2, None, "0.3"),
            (-0.0, None, "0"),
            (2025.0, Some("General"), "2025"),
            (12.5, Some("0.00"), "12.50"),
            (1234.0, Some("#,##0"), "1234"),
            (0.5, Some("0"), "1"),
            (1.005, Some("0.00"), "1.01"),
            (0.25, Some("0%"), "25%"),
            (1e300, Some("0.00"), "1e300"),
            (3.0, Some("\"№ \"0"), "3"),
        ];
        let misses: Vec<_> = cases.iter().filter(|(value, code, text)| number(*value, *code) != *text).collect();
        assert!(misses.is_empty(), "{misses:?}");
    }

    #[test]
    fn dates_look_as_in_the_sheet() {
        // 45901 is 1 September 2025, a Monday.
        let cases = [
            (45_901.0, None, "01.09.2025"),
            (45_901.5, None, "01.09.2025 12:00"),
            (0.75, None, "18:00"),
            (45_901.0, Some("m/d/yyyy"), "01.09.2025"),
            (45_901.0, Some("dd/mm/yy;@"), "01/09/25"),
            (45_901.0, Some("mmmm yyyy \"г.\";@"), "сентябрь 2025 г."),
            (45_901.0, Some("[$-FC19]dd mmmm yyyy\\ \\г\\.;@"), "01 сентября 2025 г."),
            (45_901.0, Some("[$-419]d\\ mmm;@"), "1 сен"),
            (45_901.0, Some("mmm yy"), "сен 25"),
            (45_901.0, Some("dddd, d mmmm"), "понедельник, 1 сентября"),
            (45_901.75, Some("hh:mm:ss"), "18:00:00"),
            (45_901.25, Some("yyyy-mm-dd hh:mm"), "2025-09-01 06:00"),
            (1.5, Some("[h]:mm"), "36:00"),
            (45_901.0, Some("General"), "01.09.2025"),
            (1e300, Some("dd.mm.yyyy"), "1e300"),
            (-5.0, None, "-5"),
        ];
        let shown = |value: f64, code| date(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false), code);
        let misses: Vec<_> = cases
            .iter()
            .filter(|(value, code, text)| shown(*value, *code) != *text)
            .map(|(value, code, text)| (value, code, text, shown(*value, *code)))
            .collect();
        assert!(misses.is_empty(), "{misses:#?}");
    }
}
