//! How a token stands in the dictionary.
//!
//! A term is the token's folded text. Two signs that no text can hold part what must not be mixed: the pair of syllables that
//! begins a Hangul word is another term than the same pair inside one, and the names of those who speak are other terms
//! than words.

use crate::{Script, Token};
use std::borrow::Cow;

/// Begins the term of the first two syllables of a Hangul word.
pub(super) const FIRST: char = '\u{1}';
/// Begins a term of the name of someone who speaks.
pub(super) const SPEAKER: char = '\u{2}';

/// The term of a token of a text.
pub(super) fn term(token: &Token) -> Cow<'_, str> {
    if token.script == Script::Hangul(true) {
        marked(FIRST, &token.text).into()
    } else {
        token.text.as_str().into()
    }
}

/// A term behind a sign.
pub(super) fn marked(sign: char, text: &str) -> String {
    let mut term = String::with_capacity(text.len() + 1);
    term.push(sign);
    term.push_str(text);
    term
}
