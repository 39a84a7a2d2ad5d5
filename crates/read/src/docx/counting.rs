/// How a number is written (`w:numFmt`, ECMA-376-1, 17.18.59).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Counting {
    #[default]
    Decimal,
    /// Padded with zeros to so many digits.
    Zeros(usize),
    LowerRoman,
    UpperRoman,
    LowerLetter,
    UpperLetter,
    LowerRussian,
    UpperRussian,
    /// «1-й».
    Ordinal,
    /// «①».
    Circled,
    /// «- 1 -».
    Dashed,
    Hexadecimal,
    /// The text of the level is itself the bullet.
    Bullet,
    /// No number.
    Nothing,
}

impl Counting {
    /// The format of this name; `format` holds the pattern of a custom one («001, 002, 003, ...»).
    pub fn named(name: &str, format: Option<&str>) -> Option<Self> {
        Some(match name {
            "decimal" | "decimalHalfWidth" => Self::Decimal,
            "decimalZero" => Self::Zeros(2),
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "russianLower" => Self::LowerRussian,
            "russianUpper" => Self::UpperRussian,
            "ordinal" => Self::Ordinal,
            "decimalEnclosedCircle" => Self::Circled,
            "numberInDash" => Self::Dashed,
            "hex" => Self::Hexadecimal,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            "custom" => Self::Zeros(zeros(format?)?),
            _ => return None,
        })
    }

    /// Writes a number; bullets and `none` write nothing.
    pub fn write(&self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::Zeros(digits) => format!("{number:0digits$}"),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperRoman => roman(number),
            Self::LowerLetter => letters(number, LATIN),
            Self::UpperLetter => letters(number, LATIN).to_uppercase(),
            Self::LowerRussian => letters(number, RUSSIAN),
            Self::UpperRussian => letters(number, RUSSIAN).to_uppercase(),
            Self::Ordinal => format!("{number}-й"),
            Self::Circled => circled(number),
            Self::Dashed => format!("- {number} -"),
            Self::Hexadecimal => format!("{number:X}"),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

/// Lists in Russian leave out ё, й, ъ, ь (ECMA-376-1, 17.18.59, russianLower).
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";

/// A letter is repeated once the alphabet is through: 27 is `aa`, 53 is `aaa`; Word stops at 30 letters.
fn letters(number: u32, alphabet: &str) -> String {
    let count = alphabet.chars().count() as u32;
    let Some(from_zero) = number.checked_sub(1) else { return String::new() };
    let repeats = from_zero / count + 1;
    let letter = alphabet.chars().nth((from_zero % count) as usize);
    match letter {
        Some(letter) if repeats <= 30 => letter.to_string().repeat(repeats as usize),
        _ => number.to_string(),
    }
}

const ROMAN: &[(u32, &str)] = &[
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// Roman numerals up to Word's greatest number; more is written in digits.
fn roman(number: u32) -> String {
    if number > 32_767 {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in ROMAN {
        while rest >= *value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

fn circled(number: u32) -> String {
    match number {
        1..=20 => char::from_u32(0x245F + number).map_or_else(String::new, String::from),
        _ => number.to_string(),
    }
}

/// How many digits the pattern «001, 002, …» has.
fn zeros(format: &str) -> Option<usize> {
    let first = format.split(',').next()?.trim();
    let padded = first.strip_suffix('1')?;
    (padded.chars().all(|digit| digit == '0') && padded.len() < 10).then_some(padded.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::Counting;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases = [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalZero", 12, "12"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("lowerLetter", 26, "z"),
            ("lowerLetter", 27, "aa"),
            ("upperLetter", 54, "BBB"),
            ("russianLower", 10, "к"),
            ("russianLower", 29, "я"),
            ("russianLower", 30, "аа"),
            ("russianUpper", 1, "А"),
            ("ordinal", 3, "3-й"),
            ("decimalEnclosedCircle", 2, "②"),
            ("numberInDash", 2, "- 2 -"),
            ("bullet", 2, ""),
            ("none", 2, ""),
            ("lowerLetter", 1_000_000_000, "1000000000"),
            ("upperRoman", 4_000_000_000, "4000000000"),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .map(|(name, number, expected)| (name, number, expected, Counting::named(name, None)))
            .filter(|(_, number, expected, format)| {
                format.as_ref().map(|f| f.write(**number)).as_deref() != Some(*expected)
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_custom_format_pads_with_zeros() {
        let format = Counting::named("custom", Some("001, 002, 003, ..."));
        assert_eq!(format.map(|f| f.write(5)).as_deref(), Some("005"));
    }
}
