//! Words and marks of a text: the one tokeniser that actors, topics, dates and quotes share.
//!
//! Recognised: words of any script; hyphenated words as their parts with the hyphen as a mark between them ("Jun-young" is
//! `Jun` `-` `young`, touching, so that "South Korea-China" holds two names); the possessive ending apart ("Lee’s"
//! is `Lee` `’s`); initials and initialisms with their full stops ("U.S.", "J."); numbers with inner points and commas and
//! what is written to them ("28,500", "29th", "5G"); each Han and Hiragana character as a word, runs of Katakana and of
//! Hangul as one. Left out: white space. Time is linear in the length of the span.

use dateline_record::Span;
use std::borrow::Cow;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordKind {
    /// Letters, with digits behind them ("G20").
    Word,
    /// Begins with a digit.
    Number,
    /// The ending "’s" of the word before it, "it’s" included.
    Possessive,
    /// One character that is neither.
    Mark,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: WordKind,
}

#[allow(dead_code, reason = "the rooms that share this vocabulary use different parts of it")]
impl Word {
    /// As written.
    pub fn text(self, text: &str) -> &str {
        self.span.of(text)
    }

    /// Whether it is a word.
    pub fn is_word(self) -> bool {
        self.kind == WordKind::Word
    }

    /// Whether it is that mark.
    pub fn is_mark(self, text: &str, mark: char) -> bool {
        self.kind == WordKind::Mark && self.text(text).starts_with(mark)
    }

    /// Whether it is a word that begins with a capital letter.
    pub fn is_capitalised(self, text: &str) -> bool {
        self.is_word() && self.text(text).starts_with(char::is_uppercase)
    }

    /// Whether it is a word of two or more capital letters and no small one ("NATO", "U.S.").
    pub fn is_all_capitals(self, text: &str) -> bool {
        let letters = || self.text(text).chars().filter(|c| c.is_alphabetic());
        self.is_word() && letters().count() > 1 && letters().all(char::is_uppercase)
    }

    /// Whether it is one capital letter with its full stop ("J.").
    pub fn is_initial(self, text: &str) -> bool {
        let word = self.text(text);
        self.is_word() && word.ends_with('.') && word.chars().count() == 2
    }

    /// Whether it is a hyphen, also a non-breaking one.
    pub fn is_hyphen(self, text: &str) -> bool {
        self.kind == WordKind::Mark && self.text(text).starts_with(HYPHENS)
    }

    /// Whether nothing stands between it and `next`.
    pub fn touches(self, next: Word) -> bool {
        self.span.end == next.span.start
    }
}

/// Hyphens inside words.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
/// Apostrophes inside words.
const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

/// Letters of the longest initialism; a limit keeps time linear on endless ones.
const MOST_INITIALS: usize = 8;

/// Bytes of a word with the space behind it, about: how much room a list of words is given at first.
const BYTES_OF_WORD: usize = 5;

/// The tokens of `span`, in order. A span that does not fit the text has none.
pub(crate) fn words(text: &str, span: Span) -> Vec<Word> {
    first_words(text, span, usize::MAX)
}

/// The first `enough` tokens of `span` or one more, in order; all where there are fewer.
pub(crate) fn first_words(text: &str, span: Span, enough: usize) -> Vec<Word> {
    let mut rest = span.of(text);
    let mut found = Vec::with_capacity(enough.min(rest.len() / BYTES_OF_WORD + 1));
    let end = span.start as usize + rest.len();
    while let Some(first) = rest.chars().next().filter(|_| found.len() < enough) {
        let start = end - rest.len();
        let (kind, length) = next_token(rest, first);
        let (token, behind) = rest.split_at(length);
        if let Some(kind) = kind {
            push_token(&mut found, kind, token, start);
        }
        rest = behind;
    }
    found
}

/// The kind (none for white space) and the length in bytes of the token that begins `rest`; at least one character.
fn next_token(rest: &str, first: char) -> (Option<WordKind>, usize) {
    if is_space(first) {
        (None, first.len_utf8())
    } else if first.is_numeric() {
        (Some(WordKind::Number), number_length(rest))
    } else if is_single(first) {
        (Some(WordKind::Word), first.len_utf8())
    } else if is_letter(first) {
        let length =
            plain_length(rest).unwrap_or_else(|| initials_length(rest).unwrap_or_else(|| word_length(rest)));
        (Some(WordKind::Word), length)
    } else {
        (Some(WordKind::Mark), first.len_utf8())
    }
}

/// Pushes a token; a word that ends in "’s" as two.
fn push_token(found: &mut Vec<Word>, kind: WordKind, token: &str, start: usize) {
    let mut push = |from: usize, to: usize, kind| {
        found.push(Word { span: Span::new(start + from, start + to), kind });
    };
    match possessive(token).filter(|_| kind != WordKind::Mark) {
        Some(at) => {
            push(0, at, kind);
            push(at, token.len(), WordKind::Possessive);
        }
        None => push(0, token.len(), kind),
    }
}

/// Where "’s" begins in a word that ends in it.
fn possessive(token: &str) -> Option<usize> {
    let stem = token.strip_suffix(['s', 'S'])?;
    let owner = stem.strip_suffix(APOSTROPHES)?;
    (!owner.is_empty()).then_some(owner.len())
}

/// A word in lower case; borrowed where it is already, as most words are.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase())
}

/// White space; a byte order mark counts as such.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Letters, and combining accents behind them.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Characters that are words of their own, because their scripts put no space between words.
fn is_single(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Katakana, with its mark of length.
fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
}

/// Length of a word of ASCII letters and digits behind which nothing stands that might belong to it: most words.
fn plain_length(rest: &str) -> Option<usize> {
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let next = rest.as_bytes().get(length).copied().unwrap_or(b' ');
    let initial = length == 1 && next == b'.';
    (length > 0 && next.is_ascii() && next != b'\'' && !initial).then_some(length)
}

/// Length of the word that begins `rest`: letters and digits, with apostrophes between letters.
fn word_length(rest: &str) -> usize {
    let katakana = rest.starts_with(is_katakana);
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let goes_on = (is_letter(c) || c.is_numeric()) && !is_single(c) && is_katakana(c) == katakana;
        let joins =
            APOSTROPHES.contains(&c) && at > 0 && characters.peek().is_some_and(|(_, c)| is_letter(*c));
        if !goes_on && !joins {
            return at;
        }
    }
    rest.len()
}

/// Length of the number that begins `rest`, with letters written to it ("29th").
fn number_length(rest: &str) -> usize {
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let goes_on = c.is_numeric() || (is_letter(c) && !is_single(c) && !is_hangul(c));
        let joins = matches!(c, '.' | ',') && characters.peek().is_some_and(|(_, c)| c.is_numeric());
        let owns = APOSTROPHES.contains(&c) && characters.peek().is_some_and(|(_, c)| *c == 's');
        if !goes_on && !joins && !owns {
            return at;
        }
    }
    rest.len()
}

/// Hangul syllables and letters.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
}

/// Length of the initialism ("U.S.", "a.m.") or initial ("J." before a capital letter) that begins `rest`.
fn initials_length(rest: &str) -> Option<usize> {
    let mut length = 0;
    let mut letters = 0;
    let mut tail = rest;
    while let Some((letter, behind)) = parse_dotted_letter(tail).filter(|_| letters <= MOST_INITIALS) {
        length += letter;
        letters += 1;
        tail = behind;
    }
    let goes_on = tail.starts_with(|c: char| is_letter(c) || c.is_numeric());
    let before_name =
        || tail.trim_start().starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    match letters {
        0 => None,
        1 => before_name().then_some(length),
        _ if goes_on || letters > MOST_INITIALS => None,
        _ => Some(length),
    }
}

/// A letter with a full stop behind it, and the rest.
fn parse_dotted_letter(rest: &str) -> Option<(usize, &str)> {
    let letter = rest.chars().next().filter(|c| is_letter(*c))?;
    let behind = rest.get(letter.len_utf8()..)?.strip_prefix('.')?;
    Some((rest.len() - behind.len(), behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<_> =
            words(text, Span::new(0, text.len())).iter().map(|word| word.text(text)).collect();
        assert_eq!(found.join("|"), expected, "{text}");
    }

    #[test]
    fn tokens() {
        for (text, expected) in [
            ("Ministers met.", "Ministers|met|."),
            ("South-Korea", "South|-|Korea"),
            ("Park Min-seo’s plan", "Park|Min|-|seo|’s|plan"),
            ("the ministers' plan", "the|ministers|'|plan"),
            ("The U.S. said", "The|U.S.|said"),
            ("a U.S.-led bloc", "a|U.S.|-|led|bloc"),
            ("U.S.’s", "U.S.|’|s"),
            ("J. D. Marsh", "J.|D.|Marsh"),
            ("J.D. Marsh", "J.D.|Marsh"),
            ("at 5 a.m. today", "at|5|a.m.|today"),
            ("vitamin C.", "vitamin|C|."),
            ("don't", "don't"),
            ("O’Hara’s", "O’Hara|’s"),
            ("28,500 men, 3.5% of 1,2", "28,500|men|,|3.5|%|of|1,2"),
            ("on the 29th, in 2024.", "on|the|29th|,|in|2024|."),
            ("2025’s", "2025|’s"),
            ("G20 and F-16", "G20|and|F|-|16"),
            ("$5bn", "$|5bn"),
            ("東京で", "東|京|で"),
            ("サミット開催", "サミット|開|催"),
            ("서울에서 3월", "서울에서|3|월"),
            ("“Yes,” she said", "“|Yes|,|”|she|said"),
            ("\u{feff}Ankara", "Ankara"),
            ("", ""),
        ] {
            check(text, expected);
        }
    }

    proptest! {
        #[test]
        fn tokens_are_ordered_and_leave_only_white_space(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text, Span::new(0, text.len())) {
                prop_assert!(text[end..word.span.start as usize].chars().all(is_space));
                prop_assert!(!word.span.is_empty());
                end = word.span.end as usize;
            }
            prop_assert!(text[end..].chars().all(is_space));
        }
    }
}
