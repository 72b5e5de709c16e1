//! A text as tokens by sentence, each with its folded form and style, for everything that looks words up.
//!
//! Folded: lower case, without accents, with straight apostrophes. The dateline is left out: its places and agency are
//! no part of what the sentence says.

use crate::words::{self, Word, WordKind};
use dateline_record::{Sentence, SentenceKind, Span};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// "minister"; scripts without capital letters too.
    Lower,
    /// "Seoul", "J.".
    Capital,
    /// "APEC", "U.S.".
    Capitals,
    /// Begins with a digit.
    Number,
    /// The ending "’s".
    Possessive,
    /// One character that is neither letter nor digit.
    Mark,
}

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    /// Where.
    pub span: Span,
    /// How it is written.
    pub style: Style,
    /// Lower case, without accents.
    pub folded: Cow<'t, str>,
    /// Whether nothing stands between it and the token before.
    pub touches: bool,
}

impl Token<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.style, Style::Capital | Style::Capitals)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        matches!(self.style, Style::Lower | Style::Capital | Style::Capitals)
    }

    /// Whether its folded form is that.
    pub fn is(&self, folded: &str) -> bool {
        self.folded == folded
    }

    /// Whether it is a hyphen that touches the word before.
    pub fn is_hyphen(&self) -> bool {
        self.touches
            && self.style == Style::Mark
            && matches!(self.folded.as_ref(), "-" | "\u{2010}" | "\u{2011}")
    }
}

/// A sentence as tokens.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where it stands.
    pub kind: SentenceKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether capital letters mark names: not so in headings of capitals or with most words capitalised.
    pub plain: bool,
    /// Whether all letters are capitals.
    pub capitals: bool,
}

/// The tokens of all sentences.
#[derive(Clone, Debug)]
pub(crate) struct Page<'t> {
    /// The text that spans count in.
    pub text: &'t str,
    /// In order of the text.
    pub tokens: Vec<Token<'t>>,
    /// In order of the text.
    pub lines: Vec<Line>,
}

impl<'t> Page<'t> {
    /// Cuts the sentences into tokens; what lies in `dateline` is left out.
    pub fn new(text: &'t str, sentences: &[Sentence], dateline: Option<Span>) -> Self {
        let mut page = Self { text, tokens: Vec::new(), lines: Vec::new() };
        for sentence in sentences {
            let start = page.tokens.len();
            let skipped = |word: &Word| dateline.is_some_and(|dateline| dateline.contains(word.span));
            let mut before = None;
            for word in words::words(text, sentence.span) {
                if !skipped(&word) {
                    page.tokens.push(token(text, word, before));
                }
                before = Some(word.span.end);
            }
            let tokens = start..page.tokens.len();
            let shape = shape(page.tokens.get(start..).unwrap_or_default());
            page.lines.push(Line {
                kind: sentence.kind,
                tokens,
                plain: shape == Shape::Sentence,
                capitals: shape == Shape::Capitals,
            });
        }
        page
    }

    /// The token at `at`, if there is one inside `line`.
    pub fn get(&self, line: &Line, at: usize) -> Option<&Token<'t>> {
        line.tokens.contains(&at).then(|| self.tokens.get(at)).flatten()
    }

    /// The token before `at` inside `line`.
    pub fn before(&self, line: &Line, at: usize) -> Option<&Token<'t>> {
        at.checked_sub(1).and_then(|at| self.get(line, at))
    }

    /// The span from the first to the last of the tokens.
    pub fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        (tokens.start < tokens.end).then_some(Span { start: first.span.start, end: last.span.end })
    }

    /// The words of the text from the first to the last of the tokens.
    pub fn words(&self, tokens: &Range<usize>) -> &'t str {
        self.span(tokens).map_or("", |span| span.of(self.text))
    }
}

/// Lower case, without accents, with straight apostrophes. Borrowed where nothing changes.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let bare = |c: char| !('\u{300}'..='\u{36f}').contains(&c);
    let letters = word.nfd().filter(|c| bare(*c)).flat_map(char::to_lowercase).map(plain_letter);
    Cow::Owned(letters.nfc().collect())
}

/// Letters that take no apart under normalisation, and typographic apostrophes.
fn plain_letter(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}

fn token(text: &str, word: Word, before: Option<u32>) -> Token<'_> {
    let style = match word.kind {
        WordKind::Word => word_style(word.text(text)),
        WordKind::Number => Style::Number,
        WordKind::Possessive => Style::Possessive,
        WordKind::Mark => Style::Mark,
    };
    Token { span: word.span, style, folded: fold(word.text(text)), touches: before == Some(word.span.start) }
}

fn word_style(word: &str) -> Style {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    if !letters.next().is_some_and(char::is_uppercase) {
        return Style::Lower;
    }
    let mut more = letters.peekable();
    if more.peek().is_some() && more.all(char::is_uppercase) { Style::Capitals } else { Style::Capital }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Sentence,
    Title,
    Capitals,
}

/// Longest word that a title may leave in small letters ("with", "over").
const SMALL_WORD: usize = 4;
/// Fewest longer words of which most must be capitalised before a line counts as a title.
const TITLE_WORDS: usize = 3;

/// A line with more commas and brackets is a list of names, not a title.
const MOST_COMMAS: usize = 1;

/// Whether the tokens are an ordinary sentence, "A Title Like This" or "ALL CAPITALS".
fn shape(tokens: &[Token<'_>]) -> Shape {
    let words: Vec<&Token<'_>> = tokens.iter().filter(|token| token.is_word()).collect();
    let long: Vec<&&Token<'_>> = words.iter().filter(|token| token.span.len() > SMALL_WORD).collect();
    let cased = |token: &&&Token<'_>| token.style == Style::Capitals;
    if words.len() > 1 && words.iter().filter(|token| token.span.len() > 1).all(|token| cased(&token)) {
        return Shape::Capitals;
    }
    let capitalised = long.iter().filter(|token| token.is_capitalised()).count();
    let list = tokens.iter().filter(|token| token.is(",") || token.is("(")).count() > MOST_COMMAS;
    let title = !list && long.len() >= TITLE_WORDS && capitalised * 10 >= long.len() * 8;
    if title && tokens.last().is_none_or(|last| !last.is(".")) { Shape::Title } else { Shape::Sentence }
}
