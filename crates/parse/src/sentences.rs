//! Sentences: where blocks are cut at full stops that end something.
//!
//! Recognised: full stops, question and exclamation marks, ellipses, those of Chinese, Japanese, Arabic and Hindi; closing
//! quotation marks and brackets belong to the sentence before them; abbreviations, initials and initialisms by the words
//! of the knowledge; a quotation that ends in a mark and its speaker behind it ("“Why?” Marsh asked.") as one sentence;
//! a missing space between two sentences ("said.The"). A heading and a key point are one sentence each. Left out: clauses,
//! and sentences that go on in the next block.

use crate::{Document, layout::Layout, words::is_space};
use dateline_knowledge::{Abbreviations, Knowledge};
use dateline_record::{Block, BlockKind, Sentence, SentenceKind, Span};

/// The sentences of headings, key points and paragraphs, in order.
pub(crate) fn split(document: &Document, layout: &Layout, knowledge: &Knowledge) -> Vec<Sentence> {
    let splitter = Splitter {
        words: &knowledge.abbreviations,
        ordinals: ORDINAL_STOPS.contains(&layout.language.as_str()),
    };
    layout.blocks.iter().flat_map(|block| splitter.block(&document.text, *block)).collect()
}

/// The first sentence of a paragraph; of no language in particular.
pub(crate) fn first_sentence(text: &str, paragraph: Span, knowledge: &Knowledge) -> Option<Span> {
    let splitter = Splitter { words: &knowledge.abbreviations, ordinals: false };
    splitter.paragraph(text, paragraph).first().map(|sentence| sentence.span)
}

/// Languages that write "3." for "third".
const ORDINAL_STOPS: [&str; 4] = ["de", "da", "nb", "fi"];
/// Marks that may end a sentence only before white space.
const STOPS: [char; 7] = ['.', '!', '?', '…', '؟', '।', '۔'];
/// Marks that end a sentence whatever follows: their scripts put no space between sentences.
const FULL_WIDTH_STOPS: [char; 4] = ['。', '！', '？', '｡'];
/// What closes behind a stop and belongs to its sentence.
const CLOSERS: [char; 14] = ['"', '\'', '”', '’', '»', '›', ')', ']', '}', '」', '』', '）', '】', '》'];
/// Closing quotation marks.
const CLOSING_QUOTES: [char; 5] = ['"', '”', '’', '»', '\''];
/// What opens before the first word of a sentence.
const OPENERS: [char; 12] = ['"', '\'', '“', '‘', '„', '«', '‹', '(', '[', '「', '『', '（'];
/// Brackets and quotation marks inside which a full-width stop ends nothing, as (opening, closing).
const FULL_WIDTH_PAIRS: [(char, char); 3] = [('「', '」'), ('『', '』'), ('（', '）')];
/// Most words between a quotation and the verb that ties its speaker to it.
const MOST_SPEAKER_WORDS: usize = 5;

struct Splitter<'a> {
    words: &'a Abbreviations,
    /// Whether "3." may be an ordinal number.
    ordinals: bool,
}

/// A run of stops with what closes behind it.
struct Stop<'a> {
    /// What stands before the run, in its block.
    before: &'a str,
    /// The stops and closers.
    marks: &'a str,
    /// What stands behind, in its block.
    behind: &'a str,
}

impl Splitter<'_> {
    fn block(&self, text: &str, block: Block) -> Vec<Sentence> {
        let kind = match block.kind {
            BlockKind::Heading => SentenceKind::Heading,
            BlockKind::KeyPoint => SentenceKind::KeyPoint,
            BlockKind::Paragraph => return self.paragraph(text, block.span),
            BlockKind::Credit | BlockKind::Boilerplate => return Vec::new(),
        };
        vec![Sentence { kind, span: block.span }]
    }

    fn paragraph(&self, text: &str, span: Span) -> Vec<Sentence> {
        let paragraph = span.of(text);
        let mut sentences = Vec::new();
        let mut push = |from: usize, to: usize| {
            let sentence = trimmed(paragraph, from, to, span.start as usize);
            sentences.extend(sentence.map(|span| Sentence { kind: SentenceKind::Body, span }));
        };
        let mut from = 0;
        for end in self.ends(paragraph) {
            push(from, end);
            from = end;
        }
        push(from, paragraph.len());
        sentences
    }

    /// Offsets behind each sentence but the last.
    fn ends(&self, paragraph: &str) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(c) = paragraph.get(at..).and_then(|rest| rest.chars().next()) {
            if c.is_ascii() && !STOPS.contains(&c) {
                at += 1;
                continue;
            }
            depth = depth_behind(depth, c);
            if !is_stop(c) {
                at += c.len_utf8();
                continue;
            }
            let stop = stop_at(paragraph, at);
            at += stop.marks.len();
            let closed = stop.marks.chars().fold(depth, depth_behind);
            if self.ends_sentence(&stop, depth, closed) {
                ends.push(at);
            }
            depth = closed;
        }
        ends
    }

    fn ends_sentence(&self, stop: &Stop<'_>, depth: usize, closed: usize) -> bool {
        if stop.marks.starts_with(FULL_WIDTH_STOPS) {
            return closed == 0 && (depth == 0 || stop.behind.starts_with(is_space));
        }
        if !stop.behind.starts_with(is_space) {
            return joins_two_sentences(stop);
        }
        let next = stop.behind.trim_start_matches(|c| is_space(c) || OPENERS.contains(&c));
        let one_stop = stop.marks == ".";
        if next.starts_with(char::is_lowercase) || (one_stop && self.is_abbreviation(stop.before, next)) {
            return false;
        }
        !self.is_attributed(stop, next)
    }

    /// Whether the full stop behind `before` belongs to its last word, given the next word.
    fn is_abbreviation(&self, before: &str, next: &str) -> bool {
        let token = before.rsplit(|c: char| is_space(c) || "-(/“‘\"".contains(c)).next().unwrap_or("");
        let opens = || self.words.openers.iter().any(|opener| first_word(next) == opener.as_str());
        let is_in = |list: &[String]| list.iter().any(|word| same(word, token));
        if token.chars().count() == 1 && token.starts_with(char::is_uppercase) {
            return token != "I" && next.starts_with(char::is_uppercase);
        }
        let initialism = token.contains('.') && token.split('.').all(|part| part.chars().count() == 1);
        if initialism || is_in(&self.words.elsewhere) {
            return !opens();
        }
        let digit = next.starts_with(|c: char| c.is_numeric());
        (is_in(&self.words.before_names) && next.starts_with(char::is_uppercase))
            || (is_in(&self.words.before_numbers) && digit)
            || (self.ordinals
                && token.len() <= 2
                && token.bytes().all(|b| b.is_ascii_digit())
                && !token.is_empty())
    }

    /// Whether a quotation ends here whose speaker follows: "“Why?” Marsh asked."
    fn is_attributed(&self, stop: &Stop<'_>, next: &str) -> bool {
        if !stop.marks.ends_with(CLOSING_QUOTES) || stop.behind.trim_start().starts_with(OPENERS) {
            return false;
        }
        let mut words = next.split(is_space).take(MOST_SPEAKER_WORDS);
        let verb = words.by_ref().take_while(|word| !word.is_empty()).enumerate().find(|(at, word)| {
            let bare = word.trim_end_matches([',', '.', ':']);
            *at > 0 && self.words.speech.iter().any(|verb| verb == bare)
        });
        let full_stop = stop.marks.starts_with('.') && !stop.marks.starts_with("..");
        verb.is_some_and(|(at, word)| {
            let named = next.split(is_space).take(at).all(|word| word.starts_with(char::is_uppercase));
            named && (!full_stop || word.ends_with('.'))
        })
    }
}

fn is_stop(c: char) -> bool {
    STOPS.contains(&c) || FULL_WIDTH_STOPS.contains(&c)
}

/// The run of stops and closers that begins at `at`.
fn stop_at(paragraph: &str, at: usize) -> Stop<'_> {
    let (before, rest) = paragraph.split_at_checked(at).unwrap_or((paragraph, ""));
    let behind = rest.trim_start_matches(is_stop).trim_start_matches(CLOSERS);
    let marks = rest.get(..rest.len() - behind.len()).unwrap_or(rest);
    Stop { before, marks, behind }
}

/// The depth of full-width brackets behind a character.
fn depth_behind(depth: usize, c: char) -> usize {
    if FULL_WIDTH_PAIRS.iter().any(|(open, _)| *open == c) {
        depth + 1
    } else if FULL_WIDTH_PAIRS.iter().any(|(_, close)| *close == c) {
        depth.saturating_sub(1)
    } else {
        depth
    }
}

/// Whether a space is missing between two sentences: "the minister said.The talks".
fn joins_two_sentences(stop: &Stop<'_>) -> bool {
    let small_word = stop.before.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3;
    let mut next = stop.behind.chars();
    let sentence = next.next().is_some_and(char::is_uppercase)
        && next.next().is_some_and(|c| c.is_lowercase() || is_space(c));
    small_word && sentence && stop.marks.starts_with(['.', '!', '?'])
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// Equal but for the case of ASCII letters.
fn same(word: &str, token: &str) -> bool {
    word.eq_ignore_ascii_case(token)
}

/// The span of `text[from..to]` without white space at either end, moved by `offset`; none where nothing is left.
fn trimmed(text: &str, from: usize, to: usize, offset: usize) -> Option<Span> {
    let part = text.get(from..to)?;
    let start = from + part.len() - part.trim_start_matches(is_space).len();
    let inner = part.trim_matches(is_space);
    (!inner.is_empty()).then(|| Span::new(offset + start, offset + start + inner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the paragraph with `|` where it is cut.
    fn check_in(ordinals: bool, expected: &str) {
        let paragraph = expected.replace('|', "");
        let splitter = Splitter { words: &Knowledge::built_in().abbreviations, ordinals };
        let span = Span::new(0, paragraph.len());
        let found: Vec<_> =
            splitter.paragraph(&paragraph, span).iter().map(|found| found.span.of(&paragraph)).collect();
        let expected: Vec<_> = expected.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ok_cut() {
        for expected in [
            "Talks failed. |Both sides left.",
            "The treaty took effect in the U.S. |The senate had approved it.",
            "He met U.S. officials and U.S. Forces in the U.S. – a first.",
            "J. D. Marsh and George W. Hill met Gen. Okoro at No. 10. |Nothing came of it.",
            "Growth was 3.5 percent. |Inflation was 2 percent.",
            "“We agree,” she said. |“Now we must act.”",
            "“Why now?” Marsh asked. |Nobody knew.",
            "“It was late …” Minister Tana Okoro said, and left.",
            "“It is over.” |Marsh said on Friday that talks had failed.",
            "“Is it over?” the minister asked.",
            "He called it “a mistake.” |Others disagreed.",
            "It was … odd. |So they left ... and returned.",
            "(The ministry declined to comment.) |Talks go on.",
            "The firm, Acme Inc., and Bolt Corp. Ltd. merged. |Shares fell.",
            "Profit rose at Acme Inc. |The shares fell.",
            "They met on Jan. 5. |It rained.",
            "They left at 5 p.m. Monday. |They came at 6 p.m. |The hall was empty.",
            "He left, the minister said.|The talks go on at Booking.com today.",
            "会談は終わった。|両国は合意した。",
            "大臣は「合意した。嬉しい。」と述べた。|会談は続く。",
            "会谈结束。|双方同意！",
            "회담이 끝났다. |양국이 합의했다.",
            "Yes! |No? |Perhaps.",
            "Yahoo! shares fell.",
            "No stop at the end",
        ] {
            check_in(false, expected);
        }
        check_in(true, "Er kam am 3. Oktober nach Wien. |Dort blieb er.");
    }
}
