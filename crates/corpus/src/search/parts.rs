//! A word or a phrase as typed, as parts that tokens of a text must meet one behind the other.
//!
//! Each part is met by any of its alternatives, and each alternative has a weight, so that what was typed counts more than
//! what is near it. Which other terms of a corpus a word stands for (its English forms, words near a misspelt one) is added
//! where the corpus is known; see `expand`.

use super::korean;
use super::language::Field;
use super::term::{FIRST, SPEAKER, marked};
use crate::{Script, Token, analyse};

/// What an alternative counts, in quarters.
pub(super) mod counts {
    /// The word as typed.
    pub const TYPED: u32 = 4;
    /// Another form of it with the same stem.
    pub const FORM: u32 = 3;
    /// A longer word of which it is the beginning.
    pub const BEGINNING: u32 = 2;
    /// A part of a longer word without spaces that does not begin with it.
    pub const INSIDE: u32 = 2;
    /// A word that is spelt much like it.
    pub const NEAR: u32 = 2;
    /// All of them are counted in so many parts.
    pub const WHOLE: u32 = 4;
}

/// One place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The terms that meet it, those that count most first.
    pub alternatives: Vec<Alternative>,
    /// How many places behind the part before it, at least and at most.
    pub gap: (u32, u32),
    /// The word, where other forms of it and words near it may be looked for too.
    pub word: Option<String>,
}

/// Terms that meet a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternative {
    /// The term, its beginning, or its stem.
    pub text: String,
    /// Which.
    pub how: How,
    /// What it counts, in quarters.
    pub weight: u32,
}

/// How a term meets an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is the same.
    Same,
    /// It begins so.
    Begins,
    /// Its last syllable is the same or has a final consonant more: a syllable that is still being typed.
    Unfinished,
    /// It has this English stem and begins with this many bytes of it.
    Stem(usize),
}

/// Particles and endings behind a Hangul word in a text have at most so many syllables, so that words of a phrase may stand
/// as far from each other.
const MOST_BETWEEN: u32 = 3;

/// The parts of a word or a phrase. `open`: its last word may be unfinished. `quoted`: words are meant as they are written.
pub(super) fn parts(text: &str, field: Field, quoted: bool, open: bool) -> Vec<Part> {
    let tokens = analyse(text);
    let mut parts: Vec<Part> = Vec::new();
    let (mut at, mut gap) = (0, (0, 0));
    while let Some(token) = tokens.get(at) {
        let unfinished = |token: &Token| open && token.span.end as usize == text.len();
        let rest = tokens.get(at + 1..).unwrap_or(&[]);
        let (new, places, behind) = match token.script {
            Script::Hangul(_) => {
                let inside = rest.iter().take_while(|next| next.script == Script::Hangul(false)).count();
                let word = tokens.get(at..=at + inside).unwrap_or(&[]);
                (hangul(word, quoted, word.last().is_some_and(unfinished)), 1 + inside as u32, true)
            }
            // The pairs before it already hold the last letter of a run.
            Script::Last(true) => (Vec::new(), 1, false),
            Script::Last(false) => (vec![part(&token.text, How::Begins)], 1, false),
            Script::Pair => (vec![part(&token.text, How::Same)], 1, false),
            Script::Spaced => (vec![word(&token.text, quoted, unfinished(token))], 1, false),
        };
        at += places as usize;
        for (number, mut part) in new.into_iter().enumerate() {
            part.gap = if number == 0 { gap } else { (1, 1) };
            gap = (0, 0);
            parts.push(part);
        }
        gap = if behind { (1, 1 + MOST_BETWEEN) } else { (gap.0 + 1, gap.1 + 1) };
    }
    if field == Field::Speaker {
        parts.iter_mut().for_each(as_speaker);
    }
    if let Some(first) = parts.first_mut() {
        first.gap = (0, 0);
    }
    parts
}

fn part(text: &str, how: How) -> Part {
    let alternative = Alternative { text: text.to_owned(), how, weight: counts::TYPED };
    Part { alternatives: vec![alternative], gap: (0, 0), word: None }
}

fn word(text: &str, quoted: bool, unfinished: bool) -> Part {
    let mut part = part(text, How::Same);
    if unfinished {
        let weight = counts::BEGINNING;
        part.alternatives.push(Alternative { text: text.to_owned(), how: How::Begins, weight });
    }
    part.word = (!quoted).then(|| text.to_owned());
    part
}

/// A Hangul word: its syllables without particles and endings, the first two at the start of a word or inside one.
fn hangul(tokens: &[Token], quoted: bool, unfinished: bool) -> Vec<Part> {
    let mut syllables: Vec<char> = tokens.first().into_iter().flat_map(|first| first.text.chars()).collect();
    syllables.extend(tokens.iter().skip(1).filter_map(|token| token.text.chars().nth(1)));
    let length = if quoted { syllables.len() } else { korean::stem(&syllables) };
    let unfinished = unfinished && length == syllables.len();
    syllables.truncate(length);
    let typing = korean::is_letter(syllables.last().copied().unwrap_or(' '));
    if unfinished && typing && syllables.len() > 1 {
        syllables.pop();
    }
    if let [only] = syllables[..] {
        return vec![part(&marked(FIRST, &only.to_string()), How::Begins)];
    }
    let pairs = syllables.windows(2).map(|pair| pair.iter().collect::<String>());
    let mut parts: Vec<Part> = pairs.map(|pair| part(&pair, How::Same)).collect();
    if let Some(alternatives) =
        parts.last_mut().filter(|_| unfinished && !typing).map(|part| &mut part.alternatives)
    {
        for alternative in alternatives {
            alternative.how = How::Unfinished;
        }
    }
    if let Some(first) = parts.first_mut() {
        let inside = first.alternatives.clone();
        for alternative in &mut first.alternatives {
            alternative.text = marked(FIRST, &alternative.text);
        }
        first
            .alternatives
            .extend(inside.into_iter().map(|inside| Alternative { weight: counts::INSIDE, ..inside }));
    }
    parts
}

/// The same in the names of speakers, whose tokens all stand at one place.
fn as_speaker(part: &mut Part) {
    part.gap = (0, 0);
    for alternative in &mut part.alternatives {
        alternative.text = marked(SPEAKER, alternative.text.trim_start_matches(FIRST));
    }
    part.alternatives.dedup_by(|one, other| one.text == other.text && one.how == other.how);
    part.word = None;
}
