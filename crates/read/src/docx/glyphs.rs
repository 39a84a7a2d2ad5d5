/// A font whose codes are pictures: Word writes its characters as U+F000 and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyphs {
    Symbol,
    Wingdings,
    Wingdings2,
    Webdings,
}

impl Glyphs {
    /// The set that a font of this name has.
    pub fn of_font(font: &str) -> Option<Self> {
        match font.trim().to_lowercase().as_str() {
            "symbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" => Some(Self::Wingdings2),
            "webdings" => Some(Self::Webdings),
            _ => None,
        }
    }

    fn runs(self) -> &'static [(u8, &'static str)] {
        match self {
            Self::Symbol => SYMBOL,
            Self::Wingdings => WINGDINGS,
            Self::Wingdings2 => WINGDINGS_2,
            Self::Webdings => WEBDINGS,
        }
    }
}

/// The Unicode character that looks like `character` of the private-use area in this font; a character of another
/// area stands for itself, and an unknown picture stays as it is.
pub(super) fn readable(character: char, glyphs: Option<Glyphs>) -> char {
    let Some(code) = (character as u32).checked_sub(0xF000).and_then(|code| u8::try_from(code).ok()) else {
        return character;
    };
    // Word shows such a character in the font Symbol where the font named has none.
    let known = glyphs
        .map_or_else(|| looked_up(USUAL, code).or_else(|| looked_up(SYMBOL, code)), |set| looked_up(set.runs(), code));
    known.unwrap_or(character)
}

/// The character that `w:sym` names by its code: with U+F000 or without.
pub(super) fn symbol(code: u32, font: &str) -> Option<char> {
    let glyphs = Glyphs::of_font(font);
    match u8::try_from(code) {
        Ok(byte) if glyphs.is_some() => Some(readable(char::from_u32(0xF000 + u32::from(byte))?, glyphs)),
        _ => char::from_u32(code).map(|character| readable(character, glyphs)),
    }
}

fn looked_up(runs: &[(u8, &str)], code: u8) -> Option<char> {
    runs.iter().find_map(|(first, characters)| characters.chars().nth(usize::from(code.checked_sub(*first)?)))
}

/// The pictures met as bullets, for text whose font is not known.
const USUAL: &[(u8, &str)] = &[
    (0x2D, "–"),
    (0x6C, "●"),
    (0x6E, "■"),
    (0x71, "❑"),
    (0x76, "❖"),
    (0xA7, "▪"),
    (0xA8, "◻"),
    (0xB7, "•"),
    (0xD8, "➢"),
    (0xE0, "→"),
    (0xFC, "✓"),
];

/// The font Symbol, from the code on the left; its minus and its line serve as the dashes of lists and are given so.
const SYMBOL: &[(u8, &str)] = &[
    (0x20, " !∀#∃%&∋()∗+,–./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐—↵"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"),
    (0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
];

/// The font Wingdings.
const WINGDINGS: &[(u8, &str)] = &[
    (0x20, " ✏✂✁👓🔔📖🕯☎✆✉📨📪📫📬📭📁📂📄📃📑🗄⌛⌨🖱🖲🖳🖴💾🖬✇✍"),
    (0x40, "🖎✌👌👍👎☜☞☝☟✋☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉"),
    (0x60, "♊♋♌♍♎♏♐♑♒♓🙰&●❍■□❐❑❒⬧⧫◆❖⬥⌧⮹⌘❀✿❝❞"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•▪○⭘◉◉◎◯▪◻▲✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    (0xD5, "⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←→↑↓↖↗↙↘⬅➔⬆⬇"),
    (0xEF, "⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑"),
];

/// The part of Wingdings 2 that forms use.
const WINGDINGS_2: &[(u8, &str)] = &[(0x4F, "✗✓☒☑"), (0x96, "•●"), (0xA3, "□")];

/// The part of Webdings that forms use.
const WEBDINGS: &[(u8, &str)] = &[(0x61, "✔"), (0x63, "☐"), (0x67, "■"), (0x6E, "●"), (0x72, "✖")];

#[cfg(test)]
mod tests {
    use super::{Glyphs, readable, symbol};

    #[test]
    fn pictures_of_known_fonts_become_characters() {
        let cases = [
            ('\u{F0B7}', Some(Glyphs::Symbol), '•'),
            ('\u{F061}', Some(Glyphs::Symbol), 'α'),
            ('\u{F0A3}', Some(Glyphs::Symbol), '≤'),
            ('\u{F0D8}', Some(Glyphs::Symbol), '¬'),
            ('\u{F0FE}', Some(Glyphs::Symbol), '⎭'),
            ('\u{F02D}', Some(Glyphs::Symbol), '–'),
            ('\u{F0A7}', Some(Glyphs::Wingdings), '▪'),
            ('\u{F0D8}', Some(Glyphs::Wingdings), '➢'),
            ('\u{F0FC}', Some(Glyphs::Wingdings), '✓'),
            ('\u{F0FE}', Some(Glyphs::Wingdings), '☑'),
            ('\u{F076}', Some(Glyphs::Wingdings), '❖'),
            ('\u{F0E8}', Some(Glyphs::Wingdings), '➔'),
            ('\u{F06C}', Some(Glyphs::Wingdings), '●'),
            ('\u{F041}', Some(Glyphs::Wingdings), '✌'),
            ('\u{F09F}', Some(Glyphs::Wingdings), '•'),
            ('\u{F0B7}', None, '•'),
            ('ж', Some(Glyphs::Symbol), 'ж'),
            ('\u{F0BE}', None, '—'),
            ('\u{F001}', None, '\u{F001}'),
            ('\u{E041}', None, '\u{E041}'),
        ];
        let wrong: Vec<_> = cases.iter().filter(|(from, font, to)| readable(*from, *font) != *to).collect();
        assert!(wrong.is_empty(), "help: count the characters of the run: {wrong:?}");
    }

    #[test]
    fn a_symbol_is_named_with_and_without_the_private_area() {
        assert_eq!(symbol(0xF0B3, "Symbol"), Some('≥'));
        assert_eq!(symbol(0xB3, "Symbol"), Some('≥'));
        assert_eq!(symbol(0x2116, "Times New Roman"), Some('№'));
    }
}
