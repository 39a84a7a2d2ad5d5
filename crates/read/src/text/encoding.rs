use std::collections::HashMap;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, X_MAC_CYRILLIC};

use super::letters::FOLLOWERS;

/// A text and how its bytes were read.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding's name in lower case: `windows-1251`.
    pub(super) encoding: String,
    /// How many places held bytes that are no characters; each is a U+FFFD now.
    pub(super) undecodable: usize,
    /// How many control characters stand among the others.
    pub(super) controls: usize,
    /// Whether the bytes also make sense in another encoding.
    pub(super) guessed: bool,
}

/// Reads bytes as text; `None` for what is no text: too many control characters, or no words of any language.
///
/// A byte order mark decides; then UTF-16 without one, valid UTF-8, and at last the one-byte encoding in which the letters
/// stand in the order of Russian words.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[mark..], false);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return finish(encoding, bytes, false);
    }
    if is_mostly_utf8(bytes) {
        return finish(UTF_8, bytes, false);
    }
    let found = one_byte(bytes);
    finish(found.encoding, bytes, found.guessed).filter(|read| found.is_russian || is_wordy(&read.text))
}

fn finish(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Option<Decoded> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // MS-DOS programs end a text with U+001A.
    let text = text.trim_end_matches(['\u{1a}', '\0']).to_owned();
    let controls = controls(&text, encoding)?;
    let replaced = text.matches('\u{fffd}').count();
    let written = if replaced == 0 { 0 } else { written_replacements(encoding, bytes) };
    let undecodable = replaced.saturating_sub(written);
    Some(Decoded { text, encoding: encoding.name().to_ascii_lowercase(), undecodable, controls, guessed })
}

/// How often U+FFFD itself is written in the file: those are characters, not failures.
fn written_replacements(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    match encoding {
        encoding if encoding == UTF_8 => bytes.windows(3).filter(|window| window == b"\xef\xbf\xbd").count(),
        encoding if encoding == UTF_16LE => bytes.chunks(2).filter(|unit| unit == b"\xfd\xff").count(),
        encoding if encoding == UTF_16BE => bytes.chunks(2).filter(|unit| unit == b"\xff\xfd").count(),
        _ => 0,
    }
}

/// The number of control characters; `None` where they are too many for a text.
///
/// Colours of a terminal and strays of old programs come to a few in a hundred. Of random bytes one in ten is a control
/// character, but hardly any long run of them is valid UTF-8; so that may hold more. NUL all but proves a binary format.
fn controls(text: &str, encoding: &'static Encoding) -> Option<usize> {
    let (mut all, mut strange, mut zeros) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        let is_strange = (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}');
        strange += usize::from(is_strange);
        zeros += usize::from(c == '\0');
    }
    let least = if encoding.is_single_byte() { 20 } else { 10 };
    ((strange + zeros * 9) * least <= all).then_some(strange)
}

/// Whether half of the signs stand in words: three letters or more, small but for the first, or all large.
fn is_wordy(text: &str) -> bool {
    let is_word = |word: &&str| {
        let rest = || word.chars().skip(1);
        rest().count() >= 2 && (rest().all(char::is_lowercase) || word.chars().all(char::is_uppercase))
    };
    let words =
        text.split(|c: char| !c.is_alphabetic()).filter(is_word).map(|word| word.chars().count()).sum::<usize>();
    words * 2 >= text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Nearly all 16-bit units of a Russian text in UTF-16 are Cyrillic, ASCII or common punctuation; those of other bytes,
/// read as UTF-16, are Chinese characters, private ones or none.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units = sample.len() / 2;
    let familiar = |read: fn([u8; 2]) -> u16| {
        sample.chunks_exact(2).filter(|pair| is_familiar_unit(read([pair[0], pair[1]]))).count()
    };
    let (little, big) = (familiar(u16::from_le_bytes), familiar(u16::from_be_bytes));
    let (encoding, count) = if little >= big { (UTF_16LE, little) } else { (UTF_16BE, big) };
    (count * 10 >= units * 9).then_some(encoding)
}

fn is_familiar_unit(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20..=0x7e | 0xa0 | 0xa7 | 0xab | 0xbb | 0x400..=0x45f | 0x2010..=0x2028 | 0x2116)
}

/// Whether the bytes are UTF-8, or would be but for a few: a file cut off in a character, a damaged byte.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut characters, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 4 <= characters
}

/// The encodings Russian files have been written in, by how common they are, and the handicap of those that are rare: where
/// IBM866 and MacCyrillic read alike, it is IBM866.
const CYRILLIC: [(&Encoding, f64); 5] =
    [(WINDOWS_1251, 0.0), (IBM866, 0.0), (KOI8_R, 0.0), (X_MAC_CYRILLIC, 0.3), (ISO_8859_5, 0.3)];

/// Bytes that are looked at to tell encodings apart.
const SAMPLE: usize = 1 << 16;

/// The penalty per foreign character from which a text is not taken to be Russian.
const NOT_RUSSIAN: f64 = 4.0;

/// The penalty up to which a text is Russian beyond doubt; above it, random bytes may be meant as well.
const RUSSIAN: f64 = 2.0;

/// The one-byte encoding that fits best.
struct OneByte {
    encoding: &'static Encoding,
    /// Whether others fit too.
    guessed: bool,
    /// Whether the text is Russian beyond doubt.
    is_russian: bool,
}

fn one_byte(bytes: &[u8]) -> OneByte {
    let sample = telling(bytes);
    let score = |(encoding, handicap): (&'static Encoding, f64)| {
        (penalty(&encoding.decode_without_bom_handling(&sample).0, handicap), encoding)
    };
    let mut ranked = CYRILLIC.map(score);
    ranked.sort_by(|left, right| left.0.total_cmp(&right.0)); // stable: the commoner encoding wins a tie
    let ((best, encoding), (second, _)) = (ranked[0], ranked[1]);
    if best <= NOT_RUSSIAN {
        return OneByte { encoding, guessed: second - best < 0.3, is_russian: best <= RUSSIAN };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let encoding = detector.guess(Some(b"ru"), Utf8Detection::Deny);
    OneByte { encoding, guessed: true, is_russian: false }
}

/// The lines that tell something: those with bytes beyond ASCII, up to the sample's size.
fn telling(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_ascii()) {
        sample.extend_from_slice(&line[..line.len().min(SAMPLE)]);
        sample.push(b'\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

/// How unlike Russian a text is, per character beyond ASCII: 0 for common letter pairs, up to 12 for nonsense.
fn penalty(text: &str, handicap: f64) -> f64 {
    let characters: Vec<char> = text.chars().collect();
    let (mut sum, mut count) = (handicap, 0_u32);
    for (at, &c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map_or(' ', |at| characters[at]);
        if c.is_ascii() {
            // The last letter of a word says as much as the first.
            sum += if is_russian(before) && !c.is_ascii_alphabetic() { follows(before, ' ') } else { 0.0 };
            continue;
        }
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        count += 1;
        sum += if is_russian(c) { letter(&characters, at, before, c) } else { sign(before, c, after) };
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn letter(characters: &[char], at: usize, before: char, c: char) -> f64 {
    let is_inner = is_russian(before);
    let grows = is_inner && before.is_lowercase() && c.is_uppercase();
    let shrinks = is_inner
        && before.is_uppercase()
        && c.is_lowercase()
        && at >= 2
        && is_russian(characters[at - 2])
        && characters[at - 2].is_uppercase();
    let case = if grows {
        4.0
    } else if shrinks {
        2.0
    } else {
        0.0
    };
    let beside_latin = if before.is_ascii_alphabetic() { 2.0 } else { 0.0 };
    case + beside_latin + follows(if is_inner { before } else { ' ' }, c)
}

/// A sign beyond ASCII that is no Russian letter. Frames of MS-DOS tables are common, but beside their like.
fn sign(before: char, c: char, after: char) -> f64 {
    match c {
        '«' | '»' | '№' | '–' | '—' | '\u{a0}' | '“' | '”' | '„' | '…' | '·' | '•' | '§' => 1.5,
        c if is_frame(c) => {
            if frames(before, c, after) {
                1.0
            } else {
                7.0
            }
        }
        '°' | '±' | '’' | '‘' | '©' | '®' | '-' | '²' | '√' | '≤' | '≥' => 4.0,
        '\u{fffd}' | '\u{80}'..='\u{9f}' => 12.0,
        _ => 8.0,
    }
}

fn is_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

fn is_frame(c: char) -> bool {
    ('\u{2500}'..='\u{25ff}').contains(&c)
}

/// Whether a frame's sign stands as in a drawn table: lines run on, corners touch lines, uprights stand free.
fn frames(before: char, c: char, after: char) -> bool {
    match c {
        '─' | '═' => is_frame(before) || is_frame(after),
        '│' | '║' => !is_frame(before) && !is_frame(after),
        _ => matches!(before, '─' | '═') || matches!(after, '─' | '═'),
    }
}

/// How surprising it is that `next` follows `before`; a blank is the edge of a word.
fn follows(before: char, next: char) -> f64 {
    static PAIRS: LazyLock<HashMap<(char, char), f64>> = LazyLock::new(|| {
        let mut pairs = HashMap::new();
        for &(before, often, rarely) in FOLLOWERS {
            // The lists begin with what is most frequent.
            pairs.extend(often.chars().enumerate().map(|(rank, next)| ((before, next), rank as f64 * 0.05)));
            pairs.extend(rarely.chars().map(|next| ((before, next), 2.0)));
        }
        pairs
    });
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    // In abbreviations any letter follows any other.
    let most = if before.is_uppercase() && next.is_uppercase() { 3.0 } else { 6.0 };
    PAIRS.get(&(lower(before), lower(next))).copied().unwrap_or(6.0_f64).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASES: &[&str] = &[
        "План",
        "Да",
        "ПЛАН МЕРОПРИЯТИЙ",
        "УТВЕРЖДАЮ",
        "Сентябрь ежегодно",
        "сентябрь",
        "Директора ОУ",
        "№ п/п\tМероприятие\tСрок",
        "1.\t2020\t2021\t2022\t15 мая",
        "01.09.2025 12:30 № 17 от 25.08.2025 г.",
        "Дорожная карта «Повышение качества образования» на 2019–2021 годы",
        "ПРОГРАММА РАЗВИТИЯ ШКОЛ ЗАРЕЧНОГО РАЙОНА",
        "Съезд объединённых ёлочных подъездов",
        "МБОУ СОШ № 3, МБДОУ, ЦРТДЮ",
        "Wi-Fi в каждой школе до 2025",
        "┌────┬──────┐\n│ №  │ Срок │\n├────┼──────┤\n│ 1. │ май  │\n└────┴──────┘",
        "в течение года",
        "май",
    ];

    #[test]
    fn short_and_upper_case_texts_are_told_apart_in_every_encoding() {
        let mut misses = Vec::new();
        for phrase in PHRASES {
            for (encoding, _) in CYRILLIC {
                let (bytes, _, unmappable) = encoding.encode(phrase);
                if unmappable {
                    continue; // no long dash in IBM866, no frames in windows-1251
                }
                match decode(&bytes) {
                    Some(read) if read.text == *phrase => {}
                    read => misses.push(format!("{} {phrase:?}: {read:?}", encoding.name())),
                }
            }
        }
        assert!(misses.is_empty(), "{}", misses.join("\n"));
    }

    #[test]
    fn utf_16_is_known_with_and_without_a_byte_order_mark() {
        for phrase in PHRASES {
            let little: Vec<u8> = phrase.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = phrase.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for (bytes, mark, name) in [(little, [0xff, 0xfe], "utf-16le"), (big, [0xfe, 0xff], "utf-16be")] {
                let marked: Vec<u8> = mark.iter().chain(&bytes).copied().collect();
                let read = decode(&marked).expect("text");
                assert_eq!((read.text.as_str(), read.encoding.as_str()), (*phrase, name));
                if !phrase.contains('─') {
                    let read = decode(&bytes).expect("text");
                    assert_eq!((read.text.as_str(), read.encoding.as_str()), (*phrase, name));
                }
            }
        }
    }

    #[test]
    fn a_damaged_byte_in_utf_8_is_counted_and_the_rest_is_read() {
        let mut bytes = "Перечень мероприятий по поддержке школ на каждый год и на весь срок".as_bytes().to_vec();
        bytes[20] = 0xff;
        let read = decode(&bytes).expect("text");
        assert_eq!((read.encoding.as_str(), read.undecodable), ("utf-8", 2));
    }

    #[test]
    fn a_few_control_characters_do_not_make_a_text_binary() {
        let encoded = |text: &str, encoding: &'static Encoding| encoding.encode(text).0.into_owned();
        let phrase = "Дорожная карта \u{1b}[31mрайона\u{1b}[0m на 2025 год\u{7}";
        let zeros = "План\0\0\0 мероприятий на весь год";
        let cases: &[(Vec<u8>, Option<usize>)] = &[
            (phrase.as_bytes().to_vec(), Some(3)),
            (encoded(&phrase.repeat(2).replace('\u{7}', ""), WINDOWS_1251), Some(4)),
            ("План \u{2} год".as_bytes().to_vec(), Some(1)),
            ("П\u{2}л\u{3}ан".as_bytes().to_vec(), None),
            (zeros.as_bytes().to_vec(), None),
            (encoded(zeros, WINDOWS_1251), None),
            (format!("{}\0", PHRASES.join("\n")).into_bytes(), Some(0)),
            (format!("{}\0{}", PHRASES.join("\n"), PHRASES.join("\n")).into_bytes(), Some(1)),
        ];
        let controls = |bytes: &[u8]| decode(bytes).map(|read| read.controls);
        let misses: Vec<_> =
            cases.iter().enumerate().filter(|(_, (bytes, expected))| controls(bytes) != *expected).collect();
        assert!(misses.is_empty(), "{misses:?}");
    }

    #[test]
    fn bytes_without_words_are_no_text() {
        let mut state = 1_u32;
        let mut byte = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let read: Vec<_> = (0..200)
            .filter_map(|_| decode(&std::iter::repeat_with(&mut byte).take(20).collect::<Vec<u8>>()))
            .map(|read| read.text)
            .collect();
        assert!(read.len() <= 2, "{read:#?}");
        let (german, _, _) = encoding_rs::WINDOWS_1252.encode("Maßnahmen für Schulen, März 2025");
        assert_eq!(decode(&german).map(|read| read.text).as_deref(), Some("Maßnahmen für Schulen, März 2025"));
    }

    #[test]
    fn bytes_of_a_picture_are_no_text() {
        let bytes: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&bytes), None);
        assert_eq!(decode(&[0; 64]).map(|read| read.text), Some(String::new()));
    }
}
