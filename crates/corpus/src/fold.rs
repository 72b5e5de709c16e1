//! Letters as they are compared: lower case, without accents, full-width forms as usual ones, Hangul in syllables.
//!
//! Small tables of our own for Latin, Greek and Cyrillic, because the page has to stay small; a test compares them with
//! `unicode-normalization`. Accents of other scripts stay as they are.

/// First letter of each table, and for each letter from there what it is without accents (itself, where it has none).
const PLAIN: [(u32, &str); 4] = [
    (
        0xdf,
        "ßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ",
    ),
    (
        0x370,
        "ͱͱͳͳʹ͵ͷͷ͸͹ͺͻͼͽ;ϳ΀΁΂΃΄¨α·εηι΋ο΍υωιαβγδεζηθικλμνξοπρ΢στυφχψωιυαεηιυαβγδεζηθικλμνξοπρςστυφχψωιυουωϗ",
    ),
    (
        0x400,
        "ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяабвгдежзииклмнопрстуфхцчшщъыьэюяееђгєѕііјљњћкиуџ",
    ),
    (
        0x1e00,
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ",
    ),
];

/// Letters that are written in other letters.
const SPELT: [(char, &str); 13] = [
    ('ß', "ss"),
    ('ẞ', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ł', "l"),
    ('ı', "i"),
    ('ħ', "h"),
    ('þ', "th"),
    ('ς', "σ"),
    ('ſ', "s"),
];

/// A text as it is compared.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|letter| push_folded(&mut folded, letter));
    folded
}

/// Appends a letter as it is compared. Accents that follow their letter are dropped.
pub(crate) fn push_folded(folded: &mut String, letter: char) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
    } else {
        push_plain(folded, lower(half_width(letter)));
    }
}

/// Whether this is an accent that follows the letter it belongs to.
pub(crate) fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Whether this is a sign of another script that belongs to the letter before it and is not compared: vowels of Arabic and
/// Hebrew.
pub(crate) fn is_point(letter: char) -> bool {
    matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6ed}')
}

/// Whether this is a sign of an Indian or south-east Asian script that is part of a word though it is no letter.
pub(crate) fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{963}' | '\u{971}'..='\u{dff}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{eb1}'..='\u{ebc}' | '\u{ec8}'..='\u{ecd}' | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}')
}

/// Whether this is drawn together with the letter before it, so that a mark must not end between them.
pub(crate) fn is_drawn_with(letter: char) -> bool {
    is_accent(letter)
        || is_point(letter)
        || (is_sign(letter) && !letter.is_alphabetic())
        || matches!(letter, '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{1160}'..='\u{11ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether this is Hangul: a syllable, or a letter of one.
pub(crate) fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// Whether this belongs to a script that writes words without spaces: Han, Hiragana, Katakana.
pub(crate) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{323af}')
}

/// Capitals of Latin, Armenian and the older Cyrillic letters as small letters; those of the tables are there. The standard
/// library knows all scripts' capitals, and its table is three times as large as all the rest of this file.
fn lower(letter: char) -> char {
    let behind = match letter {
        'À'..='Ö' | 'Ø'..='Þ' => 0x20,
        'Ա'..='Ֆ' => 0x30,
        'Ѡ'..='Ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' => 1 - letter as u32 % 2,
        'Ӂ'..='ӎ' => letter as u32 % 2,
        _ => 0,
    };
    char::from_u32(letter as u32 + behind).map_or(letter, |letter| letter.to_ascii_lowercase())
}

/// Full-width forms of ASCII as ASCII.
fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

fn push_plain(folded: &mut String, letter: char) {
    let plain = without_accent(letter);
    if let Some((_, spelt)) = SPELT.iter().find(|(from, _)| *from == plain) {
        folded.push_str(spelt);
    } else if !is_accent(plain) && !completes_syllable(folded, plain) {
        folded.push(plain);
    }
}

fn without_accent(letter: char) -> char {
    let of = |(first, table): &(u32, &'static str)| {
        let place = (letter as u32).checked_sub(*first)? as usize;
        (place <= 0x100).then(|| table.chars().nth(place))?
    };
    PLAIN.iter().find_map(of).unwrap_or(letter)
}

/// Joins a vowel or a final consonant of Hangul to what stands before it, as Unicode composes syllables.
fn completes_syllable(folded: &mut String, letter: char) -> bool {
    let Some(joined) = folded.chars().next_back().and_then(|last| syllable(last as u32, letter as u32))
    else {
        return false;
    };
    folded.pop();
    folded.push(joined);
    true
}

fn syllable(last: u32, letter: u32) -> Option<char> {
    match (last, letter) {
        (0x1100..=0x1112, 0x1161..=0x1175) => {
            char::from_u32(0xac00 + ((last - 0x1100) * 21 + letter - 0x1161) * 28)
        }
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (last - 0xac00).is_multiple_of(28) => {
            char::from_u32(last + letter - 0x11a7)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    /// What folding does, by the tables of Unicode.
    fn oracle(text: &str) -> String {
        text.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect()
    }

    #[test]
    fn letters_fold_as_unicode_decomposes_them() {
        let spelt = |letter: char| SPELT.iter().any(|(from, _)| letter.to_lowercase().eq([*from]));
        let ranges = [0x20..0x180, 0x370..0x3d0, 0x400..0x460, 0x531..0x557, 0x1e00..0x1f00, 0xac00..0xd7a4];
        for letter in ranges.into_iter().flatten().filter_map(char::from_u32).filter(|letter| !spelt(*letter))
        {
            // Signs that decompose into a sign and an accent are no letters, and stay outside words.
            if letter.is_alphabetic() && letter != 'ẛ' && letter != 'ẞ' {
                assert_eq!(
                    folded(&letter.to_string()),
                    oracle(&letter.to_string()),
                    "{letter:?} {:x}",
                    letter as u32
                );
            }
        }
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        for text in ["Gökçe Đorđević", "Łódź, ångström", "Émile Zola", "관세를 올렸다", "Ёлка, й", "Άλφα"]
        {
            assert_eq!(folded(text), folded(&text.nfd().collect::<String>()), "{text}");
        }
    }

    #[test]
    fn known_foldings() {
        for (text, expected) in [
            ("ＡＢＣ　１２３", "abc　123"),
            ("Straße STRAẞE", "strasse strasse"),
            ("ԵՐԵՎԱՆ Ѣ Ӂ Ґ Қ", "երեվան ѣ ӂ ґ қ"),
            ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
            ("İstanbul Iğdır", "istanbul igdir"),
            ("Erdoğan’s", "erdogan’s"),
        ] {
            assert_eq!(folded(text), expected);
        }
    }
}
