//! The words, numbers and marks of one sentence, each with what the calendar knows about it.
//!
//! Finer than the words of a search: "mid-2024", "1990s" and "8:30" fall into their parts, because the grammar of dates
//! joins them in its own way. Linear in the length of the sentence.

use dateline_knowledge::{Calendar, CalendarList, CalendarWord, TenseWord, TimeUnit};
use dateline_record::Span;

/// A run of letters, a run of digits, or one other character that is not white space.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// In bytes of the whole text.
    pub start: usize,
    /// Whether it touches the token before it.
    pub joined: bool,
    /// What the calendar knows; empty for marks and numbers.
    pub meanings: &'a [CalendarWord],
    /// What it tells about the time of the clause.
    pub tenses: &'a [TenseWord],
}

impl Token<'_> {
    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is made of letters.
    pub fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    /// Its digits as a number of at most nine digits.
    pub fn number(&self) -> Option<u32> {
        (self.text.len() <= 9 && self.is_digits()).then(|| self.text.parse().ok()).flatten()
    }

    /// Whether it is made of ASCII digits.
    pub fn is_digits(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it starts with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The tokens of a sentence.
pub(crate) fn tokens<'a>(text: &'a str, sentence: Span, calendar: &'a Calendar) -> Vec<Token<'a>> {
    let mut rest = sentence.of(text);
    let mut found: Vec<Token<'a>> = Vec::with_capacity(rest.len() / 5 + 1);
    let end = sentence.start as usize + rest.len();
    let mut joined = false;
    while let Some(first) = rest.chars().next() {
        let (word, behind) = rest.split_at(length(rest, first));
        let space = first.is_whitespace();
        if !space {
            let (meanings, tenses) = look_up(word, calendar);
            found.push(Token { text: word, start: end - rest.len(), joined, meanings, tenses });
        }
        joined = !space;
        rest = behind;
    }
    found
}

/// Bytes of the token, or of the one character of white space, that begins `rest`.
fn length(rest: &str, first: char) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 && rest.as_bytes().get(letters).is_none_or(u8::is_ascii) {
        return letters;
    }
    kind(first).map_or(first.len_utf8(), |kind| {
        rest.find(|next| self::kind(next) != Some(kind)).unwrap_or(rest.len())
    })
}

/// Letters of the longest word of the calendar; longer ones are not looked up.
const LONGEST: usize = 16;

/// What the calendar knows of a word, whatever its case. Its words are of ASCII letters.
fn look_up<'a>(word: &str, calendar: &'a Calendar) -> (&'a [CalendarWord], &'a [TenseWord]) {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return calendar.both(word);
    }
    let mut lower = [0; LONGEST];
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let Some(lower) = lower.get_mut(..word.len()).filter(|_| letters) else { return (&[], &[]) };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or((&[], &[]), |lower| calendar.both(lower))
}

/// What runs together: letters, or ASCII digits. `None`: a mark, alone.
fn kind(character: char) -> Option<bool> {
    if character.is_ascii_digit() {
        return Some(true);
    }
    character.is_alphabetic().then_some(false)
}

/// Tokens by position, with questions that answer "no" outside the sentence.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    tokens: &'a [Token<'a>],
}

impl<'a> Line<'a> {
    /// Over the tokens of one sentence.
    pub fn new(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens }
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        self.tokens.len()
    }

    /// The token there.
    pub fn get(self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(at)
    }

    /// The token before.
    pub fn before(self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// Whether the token there is that word (given in lower case) or mark.
    pub fn is(self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|token| token.text.eq_ignore_ascii_case(word))
    }

    /// Whether the token there is one of those words.
    pub fn is_any(self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// Whether the token there touches the one before it.
    pub fn joined(self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.joined)
    }

    /// The position behind an optional word or mark.
    pub fn skip(self, at: usize, word: &str) -> usize {
        at + usize::from(self.is(at, word))
    }

    /// The position behind an optional hyphen that joins two words.
    pub fn skip_hyphen(self, at: usize) -> usize {
        let hyphen = self.is_any(at, &["-", "‑", "–"]) && self.joined(at) && self.joined(at + 1);
        at + usize::from(hyphen)
    }

    /// Whether the token there is in a list of the calendar.
    pub fn has(self, at: usize, list: CalendarList) -> bool {
        self.meaning(at, |meaning| (meaning == CalendarWord::In(list)).then_some(())).is_some()
    }

    /// Whether the token before is in a list of the calendar.
    pub fn has_before(self, at: usize, list: CalendarList) -> bool {
        at.checked_sub(1).is_some_and(|before| self.has(before, list))
    }

    /// Month and whether it is a short form; a capital letter is asked for.
    pub fn month(self, at: usize) -> Option<(u32, bool)> {
        self.get(at).filter(|token| token.is_capital())?;
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Month(month, short) => Some((month, short)),
            _ => None,
        })
    }

    /// Weekday and whether it is a short form; a capital letter is asked for.
    pub fn weekday(self, at: usize) -> Option<(u32, bool)> {
        self.get(at).filter(|token| token.is_capital())?;
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Weekday(weekday, short) => Some((weekday, short)),
            _ => None,
        })
    }

    /// Unit of length and whether the word is in the plural.
    pub fn unit(self, at: usize) -> Option<(TimeUnit, bool)> {
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Unit(unit, many) => Some((unit, many)),
            _ => None,
        })
    }

    /// Part of the day.
    pub fn part(self, at: usize) -> Option<&'static str> {
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Part(code) => Some(code),
            _ => None,
        })
    }

    /// Season.
    pub fn season(self, at: usize) -> Option<&'static str> {
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Season(code) => Some(code),
            _ => None,
        })
    }

    /// A number in words.
    pub fn number_word(self, at: usize) -> Option<u32> {
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Number(number) => Some(number),
            _ => None,
        })
    }

    /// "first" to "fourth".
    pub fn ordinal(self, at: usize) -> Option<u32> {
        self.meaning(at, |meaning| match meaning {
            CalendarWord::Ordinal(number) => Some(number),
            _ => None,
        })
    }

    /// A year in four digits that no other digits touch: not "2,025" nor "2025.5" nor "$2025".
    pub fn year(self, at: usize) -> Option<i32> {
        let token = self.get(at).filter(|token| token.text.len() == 4)?;
        let digits = |at: usize| self.get(at).is_some_and(Token::is_digits);
        let point = |at: usize| self.is_any(at, &[",", "."]) && self.joined(at);
        let after = point(at + 1) && self.joined(at + 2) && digits(at + 2);
        let before = at >= 2 && self.joined(at) && point(at - 1) && digits(at - 2);
        let money = self.before(at).is_some_and(|mark| token.joined && "$€£¥#".contains(mark.text));
        if after || before || money {
            return None;
        }
        token.number().and_then(|year| i32::try_from(year).ok()).filter(|year| (1500..2100).contains(year))
    }

    fn meaning<T>(self, at: usize, choose: impl FnMut(CalendarWord) -> Option<T>) -> Option<T> {
        self.get(at)?.meanings.iter().copied().find_map(choose)
    }
}
