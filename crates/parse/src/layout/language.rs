//! The language of a text, as a BCP 47 tag; `und` where it cannot be told.
//!
//! Recognised: Korean, Japanese, Chinese, Thai, Greek and Hebrew by their scripts; languages of the Latin script by short
//! words of the knowledge. Not recognised: which language of the Cyrillic, Arabic or Devanagari script it is, languages
//! mixed within a text, anything in a text too short to tell.

use crate::words::lower;
use dateline_knowledge::Languages;

/// How much of a text is read, and what its language must show.
struct Rules {
    /// Characters from the beginning.
    window: usize,
    /// Share of a script's letters among all letters, in per cent, from which it names the language.
    script_share: usize,
    /// Fewest short words of the language.
    least_words: usize,
    /// Their share among all words, in per cent.
    word_share: usize,
    /// How many times as many as of the next language, in halves.
    lead_halves: usize,
}

/// Chosen on own texts; larger values say `und` more often.
const RULES: Rules = Rules { window: 1200, script_share: 30, least_words: 3, word_share: 12, lead_halves: 3 };

/// Scripts that one language has to itself, by tag. Kana is asked before Han, which Japanese shares with Chinese.
const SCRIPTS: [(&str, &[std::ops::RangeInclusive<char>]); 6] = [
    ("ko", &['\u{ac00}'..='\u{d7af}', '\u{1100}'..='\u{11ff}']),
    ("ja", &['\u{3041}'..='\u{30ff}']),
    ("zh", &['\u{3400}'..='\u{9fff}']),
    ("th", &['\u{e01}'..='\u{e5b}']),
    ("el", &['\u{370}'..='\u{3ff}', '\u{1f00}'..='\u{1fff}']),
    ("he", &['\u{590}'..='\u{5ff}']),
];
/// None of their characters stands before this one.
const FIRST_OF_SCRIPTS: char = '\u{370}';
/// Japanese mixes Kana with Han: a smaller share, in per cent, shows it.
const KANA_SHARE: usize = 15;

/// The language of `text`.
pub(super) fn detect(text: &str, languages: &Languages) -> String {
    let end = text.char_indices().nth(RULES.window).map_or(text.len(), |(at, _)| at);
    let window = text.get(..end).unwrap_or(text);
    by_script(window).or_else(|| by_words(window, languages)).unwrap_or("und").to_owned()
}

fn by_script(window: &str) -> Option<&'static str> {
    let foreign: Vec<char> = window.chars().filter(|c| *c >= FIRST_OF_SCRIPTS).collect();
    let letters = || window.chars().filter(|c| c.is_alphabetic()).count();
    SCRIPTS.iter().find_map(|(tag, ranges)| {
        let own = foreign.iter().filter(|c| ranges.iter().any(|range| range.contains(c))).count();
        let share = if *tag == "ja" { KANA_SHARE } else { RULES.script_share };
        (own > 0 && own * 100 >= letters() * share).then_some(*tag)
    })
}

fn by_words<'a>(window: &str, languages: &'a Languages) -> Option<&'a str> {
    let mut found: Vec<(usize, &str)> = languages.tags().iter().map(|tag| (0, tag.as_str())).collect();
    let mut all = 0;
    for word in window.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        for number in languages.of(&lower(word)) {
            if let Some((count, _)) = found.get_mut(*number) {
                *count += 1;
            }
        }
        all += 1;
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let (best, tag) = *found.first()?;
    let next = found.get(1).map_or(0, |(count, _)| *count);
    let sure = best >= RULES.least_words
        && best * 100 >= all * RULES.word_share
        && best * 2 >= next * RULES.lead_halves;
    sure.then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;

    #[test]
    fn languages() {
        for (expected, text) in [
            ("en", "The minister of fisheries said on Monday that the talks in Oslo have ended."),
            (
                "de",
                "Der Minister sagte, dass die Gespräche in Oslo nicht beendet sind und eine Lösung auf dem Tisch liegt.",
            ),
            (
                "fr",
                "Le ministre a dit que les négociations dans la capitale ne sont pas terminées et que des accords sont prêts.",
            ),
            (
                "es",
                "El ministro dijo que las conversaciones en la capital no han terminado y que los acuerdos se firman por fin.",
            ),
            ("ko", "장관은 월요일 서울에서 회담이 끝났다고 말했다."),
            ("ja", "大臣は月曜日、東京で会談が終わったと述べた。"),
            ("zh", "部长周一在北京表示，会谈已经结束。"),
            ("und", "Oslo 3-2 Bergen"),
            ("und", "Министр сказал, что переговоры закончились."),
            ("und", ""),
        ] {
            assert_eq!(detect(text, &Knowledge::built_in().languages), expected, "{text}");
        }
    }
}
