//! Many phrases, looked up at a token of a page. Hyphens and full stops inside neither help nor hinder ("Jun-young",
//! "Jun Young", "Mr. Lee"), case and accents neither: who looks up decides what their difference means. A trailing `*`
//! lets the last word end in any way; a last word in Hangul always may, because particles are written to it.

use crate::page::{Page, Token, fold};
use crate::words;
use dateline_knowledge::Lookup;
use dateline_record::Span;
use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, BuildHasherDefault};

/// Reduces a folded word, of a phrase or of a text, to what is compared.
pub(crate) type Key = fn(&str) -> Cow<'_, str>;

/// The hash for phrases of the knowledge.
pub(crate) type Fast = BuildHasherDefault<FxHasher>;

/// Phrases with a value each. Those of the knowledge are looked up with a faster hash than those that a text brings,
/// which must not be able to choose words of the same hash.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T, S = RandomState> {
    by_first: Lookup<String, Vec<Phrase<T>>, S>,
    /// Open phrases of one word, by their first letters.
    by_prefix: Lookup<String, Vec<Phrase<T>>, S>,
    key: Key,
}

/// The words of a phrase behind its first one; for open phrases of one word, that word.
#[derive(Clone, Debug)]
struct Phrase<T> {
    words: Vec<String>,
    open: bool,
    value: T,
}

/// Letters by which open phrases of one word are found; such a phrase has at least as many.
const PREFIX: usize = 2;

/// The words of a phrase as they are compared, before they are reduced: folded, without hyphens and full stops.
pub(crate) fn parts(phrase: &str) -> Vec<String> {
    let found = words::words(phrase, Span::new(0, phrase.len()));
    let silent = |text: &str| matches!(text, "-" | "\u{2010}" | "\u{2011}" | "." | "·");
    found
        .iter()
        .map(|word| word.text(phrase))
        .filter(|text| !silent(text))
        .map(|text| fold(text).into_owned())
        .collect()
}

impl<T, S: BuildHasher + Default> Phrases<T, S> {
    /// No phrases yet.
    pub fn new(key: Key) -> Self {
        Self { by_first: Lookup::default(), by_prefix: Lookup::default(), key }
    }

    /// Adds a phrase; one without a word is left out.
    pub fn add(&mut self, phrase: &str, value: T) {
        let open = phrase.ends_with(|c| c == '*' || is_hangul(c));
        let mut words = parts(phrase.trim_end_matches('*'));
        let closed = if open { words.len().saturating_sub(1) } else { words.len() };
        for word in words.iter_mut().take(closed) {
            *word = (self.key)(word).into_owned();
        }
        let Some(first) = words.first().cloned() else { return };
        let entries = if closed == 0 {
            let Some(prefix) = prefix(&first) else { return };
            self.by_prefix.slot(prefix.to_owned())
        } else {
            words.remove(0);
            self.by_first.slot(first)
        };
        let length = |phrase: &Phrase<T>| phrase.words.iter().map(String::len).sum::<usize>();
        let phrase = Phrase { words, open, value };
        let at = entries.partition_point(|other| {
            (other.words.len(), length(other)) >= (phrase.words.len(), length(&phrase))
        });
        entries.insert(at, phrase);
    }

    /// The phrases that begin at token `at` and end before token `end`, longest first, each with the token behind it.
    pub fn at(&self, page: &Page<'_>, at: usize, end: usize) -> Vec<(usize, &T)> {
        let tokens = page.tokens.get(..end).unwrap_or_default();
        let first = tokens.get(at).map_or("", |token| token.folded.as_ref());
        let closed = self.by_first.get((self.key)(first).as_ref()).map_or(&[][..], Vec::as_slice);
        let open = prefix(first).and_then(|prefix| self.by_prefix.get(prefix)).map_or(&[][..], Vec::as_slice);
        let begins = |phrase: &&Phrase<T>| phrase.words.first().is_some_and(|word| first.starts_with(word));
        let closed =
            closed.iter().filter_map(|phrase| Some((self.rest_end(tokens, at + 1, phrase)?, &phrase.value)));
        closed.chain(open.iter().filter(begins).map(|phrase| (at + 1, &phrase.value))).collect()
    }

    /// The token behind the words of the phrase, if they stand from `at` on.
    fn rest_end(&self, tokens: &[Token<'_>], mut at: usize, phrase: &Phrase<T>) -> Option<usize> {
        for (number, word) in (1..).zip(&phrase.words) {
            while tokens.get(at).is_some_and(is_silent) {
                at += 1;
            }
            let token = tokens.get(at)?;
            let fits = if phrase.open && number == phrase.words.len() {
                token.folded.starts_with(word.as_str())
            } else {
                (self.key)(&token.folded) == word.as_str()
            };
            if !fits {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Hyphens and full stops written to the word before them.
fn is_silent(token: &Token<'_>) -> bool {
    token.is_hyphen() || (token.touches && token.is("."))
}

fn prefix(word: &str) -> Option<&str> {
    let (at, last) = word.char_indices().nth(PREFIX - 1)?;
    word.get(..at + last.len_utf8())
}

fn is_hangul(c: char) -> bool {
    ('\u{ac00}'..='\u{d7af}').contains(&c)
}

/// Words as they are.
pub(crate) fn unchanged(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}

/// A word without the endings of plural and verb forms. Not a stem in the grammarian's sense: both sides of a
/// comparison are cut alike, and words that differ in more than such an ending stay apart ("import", "important").
pub(crate) fn base(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() || word.len() <= SHORT_WORD {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        return Cow::Owned(format!("{stem}y"));
    }
    let stem = singular(word);
    let stem = strip_verb_ending(stem).unwrap_or(stem);
    Cow::Borrowed(stem.strip_suffix('e').unwrap_or(stem))
}

/// Words of so many letters are compared as they are ("us", "gas", "led").
const SHORT_WORD: usize = 3;

fn singular(word: &str) -> &str {
    let hissing = ["sses", "shes", "ches", "xes", "zes"];
    if hissing.iter().any(|ending| word.ends_with(ending)) {
        return word.strip_suffix("es").unwrap_or(word);
    }
    let kept = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if kept { word } else { word.strip_suffix('s').unwrap_or(word) }
}

fn strip_verb_ending(word: &str) -> Option<&str> {
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"))?;
    let has_vowel = stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    (stem.len() >= SHORT_WORD && has_vowel).then(|| undouble(stem))
}

/// "bann" of "banned" is "ban"; "sell" and "pass" stay.
fn undouble(stem: &str) -> &str {
    let mut ends = stem.bytes().rev();
    match (ends.next(), ends.next()) {
        (Some(last), Some(before)) if last == before && !b"aeiouls".contains(&last) => {
            stem.get(..stem.len() - 1).unwrap_or(stem)
        }
        _ => stem,
    }
}
