//! What is glued to Korean nouns, so that a search for 관세율을 finds 관세율이 too: particles, and endings of verbs made of
//! a noun (발표했다).
//!
//! Only words of a search are cut, never those of a text: words are met by their beginning there. A particle must fit the
//! sound before it (을 follows a consonant, 를 a vowel), and at least two syllables must be left. Not recognised: stems of
//! other verbs.

/// What must stand before an ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
    /// A vowel or ㄹ.
    Open,
}

/// Particles and endings, longer ones before shorter ones that end the same.
const ENDINGS: [(&str, After); 78] = [
    ("으로부터", After::Consonant),
    ("에서부터", After::Any),
    ("이라고", After::Consonant),
    ("에게서", After::Any),
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("에서의", After::Any),
    ("으로는", After::Consonant),
    ("으로도", After::Consonant),
    ("으로의", After::Consonant),
    ("이라는", After::Consonant),
    ("하겠다", After::Any),
    ("했다고", After::Any),
    ("한다고", After::Any),
    ("됐다고", After::Any),
    ("된다고", After::Any),
    ("했다며", After::Any),
    ("하면서", After::Any),
    ("되면서", After::Any),
    ("로부터", After::Open),
    ("까지는", After::Any),
    ("까지도", After::Any),
    ("에게는", After::Any),
    ("에서", After::Any),
    ("에게", After::Any),
    ("에는", After::Any),
    ("에도", After::Any),
    ("에만", After::Any),
    ("께서", After::Any),
    ("까지", After::Any),
    ("부터", After::Any),
    ("보다", After::Any),
    ("처럼", After::Any),
    ("마다", After::Any),
    ("조차", After::Any),
    ("으로", After::Consonant),
    ("로는", After::Open),
    ("로도", After::Open),
    ("로의", After::Open),
    ("이나", After::Consonant),
    ("이며", After::Consonant),
    ("이고", After::Consonant),
    ("이다", After::Any),
    ("이란", After::Consonant),
    ("라고", After::Vowel),
    ("라는", After::Vowel),
    ("과의", After::Consonant),
    ("와의", After::Vowel),
    ("과는", After::Consonant),
    ("와는", After::Vowel),
    ("하고", After::Any),
    ("하는", After::Any),
    ("하기", After::Any),
    ("하다", After::Any),
    ("하며", After::Any),
    ("하면", After::Any),
    ("해야", After::Any),
    ("해서", After::Any),
    ("했다", After::Any),
    ("한다", After::Any),
    ("할지", After::Any),
    ("되는", After::Any),
    ("되다", After::Any),
    ("됐다", After::Any),
    ("된다", After::Any),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("과", After::Consonant),
    ("와", After::Vowel),
    ("의", After::Any),
    ("에", After::Any),
    ("로", After::Open),
    ("도", After::Any),
    ("만", After::Any),
];

/// How many syllables of a word are left without what is glued to it: at least two.
pub(super) fn stem(syllables: &[char]) -> usize {
    let fits = |(ending, after): &&(&str, After)| {
        let length = ending.chars().count();
        let stem = syllables.len().saturating_sub(length);
        let glued = syllables.get(stem..).unwrap_or(&[]);
        let before = stem.checked_sub(1).and_then(|last| syllables.get(last));
        stem >= 2
            && glued.iter().copied().eq(ending.chars())
            && before.is_some_and(|before| is_after(*before, *after))
    };
    let length = ENDINGS.iter().find(fits).map_or(0, |(ending, _)| ending.chars().count());
    syllables.len() - length
}

fn is_after(syllable: char, after: After) -> bool {
    let last = final_consonant(syllable);
    match after {
        After::Any => true,
        After::Vowel => last == Some(0),
        After::Consonant => last.is_some_and(|last| last > 0),
        After::Open => last == Some(0) || last == Some(RIEUL),
    }
}

/// The number of ㄹ among final consonants.
const RIEUL: u32 = 8;

/// The number of a syllable's final consonant, 0 for none.
fn final_consonant(syllable: char) -> Option<u32> {
    ('\u{ac00}'..='\u{d7a3}').contains(&syllable).then(|| (syllable as u32 - 0xac00) % 28)
}

/// Whether this is a letter of a syllable and no syllable: what stands at the end while one is typed.
pub(super) fn is_letter(letter: char) -> bool {
    final_consonant(letter).is_none()
}

/// Whether a syllable is another one, or that one with a final consonant more.
pub(super) fn may_become(typed: char, syllable: char) -> bool {
    typed == syllable
        || (final_consonant(typed) == Some(0) && (1..28).any(|last| typed as u32 + last == syllable as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_what_is_glued_to_them() {
        for (word, expected) in [
            ("서울은", "서울"),
            ("서울에서", "서울"),
            ("서울에서는", "서울"),
            ("관세율을", "관세율"),
            ("관세를", "관세"),
            ("정부가", "정부"),
            ("전문가", "전문가"),
            ("대통령의", "대통령"),
            ("회의", "회의"),
            ("회의에서", "회의"),
            ("미국으로", "미국"),
            ("발표했다", "발표"),
            ("발표하겠다", "발표"),
            ("인상한다", "인상"),
            ("수출", "수출"),
            ("집이", "집이"),
            ("협상까지", "협상"),
            ("서울로부터", "서울"),
        ] {
            let syllables: Vec<char> = word.chars().collect();
            let stem: String = syllables.iter().take(stem(&syllables)).collect();
            assert_eq!(stem, expected, "{word}");
        }
    }

    #[test]
    fn a_syllable_that_is_still_typed() {
        assert!(may_become('유', '율') && may_become('율', '율'));
        assert!(!may_become('율', '유') && !may_become('유', '류') && !may_become('a', 'b'));
        assert!(is_letter('ㄱ') && !is_letter('가'));
    }
}
