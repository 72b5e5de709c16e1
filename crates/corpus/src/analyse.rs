//! The one analyser: text in, tokens with their bytes out. Building, querying and highlighting all use it, so they
//! cannot disagree.
//!
//! A token is a run of letters and digits, folded (see `fold`). An apostrophe between letters belongs to it and is
//! written straight; a possessive `'s` does not. Points between single letters join them ("U.S." is `us`), points and
//! commas between digits are dropped ("28,500" is `28500`, "2.5" is `2.5`). Hangul is parted from other letters, so
//! that "CCTV에서" has `cctv`; its words hold particles and other words without a space, so each syllable but the last gives
//! a token of itself and the syllable behind it. Han and kana are written without spaces: each letter gives a token of
//! itself and the letter behind it, the last of a run a token of itself. Not recognised: stems, words of Thai, Lao and
//! Khmer.

use crate::fold::{is_accent, is_hangul, is_point, is_sign, is_unspaced, push_folded};
use dateline_record::Span;

/// A word, or a piece of one, as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded.
    pub text: String,
    /// In bytes of the text.
    pub span: Span,
    /// How the script parts words.
    pub script: Script,
}

/// How a script parts words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// By spaces and marks.
    Spaced,
    /// By spaces, but particles and other words are glued to words: this token is two syllables, or the only one; whether
    /// its word begins here.
    Hangul(bool),
    /// Not at all: this token is two letters of a run.
    Pair,
    /// Not at all: this token is the last letter of a run; whether there are letters before it.
    Last(bool),
}

/// The tokens of a text, in order.
pub fn analyse(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some((start, letter)) = next_letter(text, at) {
        at = if is_unspaced(letter) {
            push_run(text, start, &mut tokens)
        } else if is_hangul(letter) {
            push_syllables(text, start, &mut tokens)
        } else {
            push_word(text, start, &mut tokens)
        };
    }
    tokens
}

/// The first letter or digit from a byte on.
fn next_letter(text: &str, from: usize) -> Option<(usize, char)> {
    let mut rest = text.get(from..)?.char_indices();
    rest.find(|(_, letter)| letter.is_alphanumeric() && !is_accent(*letter) && !is_point(*letter))
        .map(|(at, letter)| (from + at, letter))
}

/// Pairs of a run of letters without spaces. Returns the byte behind it.
fn push_run(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let mut letters =
        text.get(start..).unwrap_or("").char_indices().take_while(|(_, letter)| is_unspaced(*letter));
    let mut before: Option<(usize, char)> = None;
    let mut token = |from: (usize, char), letters: &[char], end: usize, script: Script| {
        let mut folded = String::new();
        for letter in letters {
            push_folded(&mut folded, *letter);
        }
        tokens.push(Token { text: folded, span: Span::new(start + from.0, start + end), script });
    };
    let mut pairs = false;
    for next in letters.by_ref() {
        if let Some(first) = before.replace(next) {
            token(first, &[first.1, next.1], next.0 + next.1.len_utf8(), Script::Pair);
            pairs = true;
        }
    }
    let Some(last) = before else { return start + 1 };
    let end = last.0 + last.1.len_utf8();
    token(last, &[last.1], end, Script::Last(pairs));
    start + end
}

/// Pairs of syllables of a Hangul word. Returns the byte behind it.
fn push_syllables(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let syllables = syllables(text, start);
    let behind = syllables.last().map_or(start + 1, |(_, span)| span.end as usize);
    let single = syllables.len() == 1;
    let pairs = syllables.iter().zip(syllables.iter().skip(1));
    let mut first = true;
    let mut token = |text: String, span: Span| {
        tokens.push(Token { text, span, script: Script::Hangul(first) });
        first = false;
    };
    for ((one, from), (other, to)) in pairs {
        token([*one, *other].iter().collect(), Span { start: from.start, end: to.end });
    }
    if let Some((only, span)) = syllables.first().filter(|_| single) {
        token(only.to_string(), *span);
    }
    behind
}

/// The syllables of a Hangul word, composed, with their bytes.
fn syllables(text: &str, start: usize) -> Vec<(char, Span)> {
    let mut syllables: Vec<(char, Span)> = Vec::new();
    let letters = text.get(start..).unwrap_or("").char_indices().take_while(|(_, letter)| is_hangul(*letter));
    for (at, letter) in letters {
        let mut folded: String = syllables.last().map(|(last, _)| *last).into_iter().collect();
        push_folded(&mut folded, letter);
        let end = (start + at + letter.len_utf8()) as u32;
        match (folded.chars().next_back(), syllables.last_mut()) {
            (Some(joined), Some((last, span))) if folded.chars().nth(1).is_none() => {
                *last = joined;
                span.end = end;
            }
            (Some(letter), _) => syllables.push((letter, Span { start: (start + at) as u32, end })),
            (None, _) => {}
        }
    }
    syllables
}

/// One word of another script with spaces. Returns the byte behind it.
fn push_word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let mut word = Word { folded: String::new(), end: start, since_point: 0, stem: None };
    let mut rest = text.get(start..).unwrap_or("");
    loop {
        rest = word.take_plain(rest);
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { break };
        let mut ahead = letters.clone();
        let (next, after) = (ahead.next(), ahead.next());
        if !word.take(letter, next, after) {
            break;
        }
        rest = letters.as_str();
    }
    let behind = word.end;
    if let Some((length, end)) = word
        .stem
        .filter(|_| word.folded.ends_with("'s"))
        .filter(|(length, _)| length + 2 == word.folded.len())
    {
        word.folded.truncate(length);
        word.end = end;
    }
    tokens.push(Token { text: word.folded, span: Span::new(start, word.end), script: Script::Spaced });
    behind
}

/// A word while it is read.
struct Word {
    folded: String,
    /// The byte behind what was read.
    end: usize,
    /// Letters since the start or the last point.
    since_point: usize,
    /// Length of `folded` and byte before the last apostrophe.
    stem: Option<(usize, usize)>,
}

impl Word {
    /// Takes letters and digits of ASCII, of which most words are made, at once. Returns what is left.
    fn take_plain<'t>(&mut self, text: &'t str) -> &'t str {
        let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (plain, rest) = text.split_at_checked(length).unwrap_or(("", text));
        let before = self.folded.len();
        self.folded.push_str(plain);
        self.folded.get_mut(before..).into_iter().for_each(str::make_ascii_lowercase);
        self.since_point += length;
        self.end += length;
        rest
    }

    /// Takes the next letter if it belongs to the word.
    fn take(&mut self, letter: char, next: Option<char>, after: Option<char>) -> bool {
        let belongs = |letter: char| letter.is_alphanumeric() && !is_unspaced(letter) && !is_hangul(letter);
        if is_accent(letter) || is_point(letter) {
            // It is no part of what is compared.
        } else if belongs(letter) || is_sign(letter) {
            push_folded(&mut self.folded, letter);
            self.since_point += 1;
        } else if is_apostrophe(letter) && next.is_some_and(belongs) {
            self.stem = Some((self.folded.len(), self.end));
            self.folded.push('\'');
        } else if matches!(letter, '.' | ',') && self.between_digits(next) {
            if letter == '.' {
                self.folded.push('.');
            }
        } else if letter == '.' && self.between_initials(next, after) {
            self.since_point = 0;
        } else {
            return false;
        }
        self.end += letter.len_utf8();
        true
    }

    fn between_digits(&self, next: Option<char>) -> bool {
        self.folded.ends_with(|last: char| last.is_ascii_digit())
            && next.is_some_and(|next| next.is_ascii_digit())
    }

    fn between_initials(&self, next: Option<char>, after: Option<char>) -> bool {
        self.since_point == 1
            && self.folded.ends_with(char::is_alphabetic)
            && next.is_some_and(char::is_alphabetic)
            && !after.is_some_and(char::is_alphanumeric)
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let tokens = analyse(text);
        let found: Vec<_> = tokens.iter().map(|token| (token.text.as_str(), token.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_of_scripts_with_spaces() {
        check("The minister’s plan", &[("the", "The"), ("minister", "minister"), ("plan", "plan")]);
        check("don't — ‘won’t’", &[("don't", "don't"), ("won't", "won’t")]);
        check("Kim Min-jae's", &[("kim", "Kim"), ("min", "Min"), ("jae", "jae")]);
        check("U.S. and U.K.-based", &[("us", "U.S"), ("and", "and"), ("uk", "U.K"), ("based", "based")]);
        check(
            "J.D. met A. B. Cho.",
            &[("jd", "J.D"), ("met", "met"), ("a", "A"), ("b", "B"), ("cho", "Cho")],
        );
        check("28,500 of 2.5%, 1,", &[("28500", "28,500"), ("of", "of"), ("2.5", "2.5"), ("1", "1")]);
        check("Ａｂｃ Ünal e\u{301}t", &[("abc", "Ａｂｃ"), ("unal", "Ünal"), ("et", "e\u{301}t")]);
        check("\u{6e1}a\u{64b}", &[("a", "a\u{64b}")]);
        check("\u{345}: \u{345}a", &[("a", "a")]);
        check("'s ’ ... 's", &[("s", "s"), ("s", "s")]);
        check("", &[]);
    }

    #[test]
    fn words_of_scripts_without() {
        check("关税战 a", &[("关税", "关税"), ("税战", "税战"), ("战", "战"), ("a", "a")]);
        check("税", &[("税", "税")]);
        check("CCTV에서 2025년", &[("cctv", "CCTV"), ("에서", "에서"), ("2025", "2025"), ("년", "년")]);
        check("관세율을 미", &[("관세", "관세"), ("세율", "세율"), ("율을", "율을"), ("미", "미")]);
        check("\u{1100}\u{116a}\u{11ab}세", &[("관세", "\u{1100}\u{116a}\u{11ab}세")]);
        check("サミット", &[("サミ", "サミ"), ("ミッ", "ミッ"), ("ット", "ット"), ("ト", "ト")]);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_fold_again_to_the_same(text in "(\\PC|[a-z.,'’ 0-9관세关税\u{301}]){0,40}") {
            let tokens = analyse(&text);
            for token in &tokens {
                prop_assert!(token.span.start < token.span.end && text.get(token.span.range()).is_some());
                prop_assert!(!token.text.is_empty());
            }
            prop_assert!(tokens.windows(2).all(|pair| pair[0].span.start < pair[1].span.start));
        }
    }
}
