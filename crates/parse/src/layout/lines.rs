//! The lines of a text, each with what it looks like by itself.
//!
//! Recognised: prose, short lines, notices of the page, credits. A text that is wrapped at a fixed width is put together
//! again first: its lines are then the stretches between empty lines. Left out: what a line is among its neighbours.

use super::credits::{find_closing_credit, parse_by_line, parse_caption, parse_credit_line};
use super::glued::headline_cuts;
use crate::words::is_space;
use dateline_knowledge::{Boilerplate, Knowledge};
use dateline_record::{Credit, Span};

/// What a line looks like by itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Sentences.
    Prose,
    /// A few words: a heading, a label, an item.
    Short,
    /// Headlines that pasting has glued together.
    Headlines,
    /// A prompt, link or notice of the page.
    Notice,
    /// A by-line or credit line with its people.
    Credit(Vec<Credit>),
}

/// A line without white space at either end; never empty.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub span: Span,
    pub shape: Shape,
    /// Number of words; two characters of scripts without spaces count as one.
    pub words: usize,
    /// Whether it ends as a sentence does.
    pub ends: bool,
    /// Whether it is a notice behind which no story follows.
    pub closes: bool,
}

/// Thresholds of the shapes.
struct Rules {
    /// Fewest words of prose that ends as a sentence does.
    sentence_words: usize,
    /// Fewest words of prose that ends otherwise.
    open_words: usize,
    /// Most bytes of a line that may be a notice.
    notice: usize,
    /// Most bytes of a line that may be a credit.
    credit: usize,
    /// Fewest lines of a wrapped text.
    wrapped_lines: usize,
    /// Widths of a wrapped text, in bytes.
    wrapped_widths: std::ops::RangeInclusive<usize>,
}

/// Chosen on own texts. Larger word counts take more lines for headings and labels.
const RULES: Rules = Rules {
    sentence_words: 8,
    open_words: 24,
    notice: 400,
    credit: 1000,
    wrapped_lines: 4,
    wrapped_widths: 50..=90,
};

/// The lines of `body`, in order.
pub(super) fn read_lines(text: &str, body: Span, knowledge: &Knowledge) -> Vec<Line> {
    let raw = split_lines(text, body);
    let spans = if is_wrapped(text, &raw) {
        unwrap_lines(&raw)
    } else {
        raw.into_iter().map(|raw| raw.span).collect()
    };
    spans.into_iter().map(|span| read_line(text, span, knowledge)).collect()
}

/// A line as the file has it.
struct RawLine {
    span: Span,
    /// Whether an empty line stands before it.
    apart: bool,
}

fn split_lines(text: &str, body: Span) -> Vec<RawLine> {
    let mut raw = Vec::new();
    let mut at = body.start as usize;
    let mut apart = true;
    for line in body.of(text).split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let inner = line.trim_matches(is_space);
        let length = line.len();
        if !inner.is_empty() {
            let start = at + length - line.trim_start_matches(is_space).len();
            raw.push(RawLine { span: Span::new(start, start + inner.len()), apart });
        }
        // A carriage return before a line feed leaves an empty piece between them, which is no empty line.
        let between = at > 0 && length == 0 && text.get(at - 1..=at) == Some("\r\n");
        apart = (inner.is_empty() && !between) || (apart && inner.is_empty());
        at += length;
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    raw
}

/// Whether the text is wrapped at a fixed width: most lines that another one follows directly are nearly as long as the
/// longest, which is no longer than a terminal is wide.
fn is_wrapped(text: &str, raw: &[RawLine]) -> bool {
    let longest = raw.iter().map(|line| line.span.len()).max().unwrap_or(0);
    let inner: Vec<&RawLine> =
        raw.iter().zip(raw.iter().skip(1)).filter(|(_, next)| !next.apart).map(|(line, _)| line).collect();
    let full =
        inner.iter().filter(|line| line.span.len() * 4 >= longest * 3 && !ends_sentence(line.span.of(text)));
    inner.len() >= RULES.wrapped_lines
        && RULES.wrapped_widths.contains(&longest)
        && full.count() * 2 > inner.len()
}

/// Stretches of lines between empty lines.
fn unwrap_lines(raw: &[RawLine]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for line in raw {
        match spans.last_mut() {
            Some(last) if !line.apart => last.end = line.span.end,
            _ => spans.push(line.span),
        }
    }
    spans
}

fn read_line(text: &str, span: Span, knowledge: &Knowledge) -> Line {
    let line = span.of(text);
    let words = count_words(line);
    let credit = find_closing_credit(line, &knowledge.credits);
    let ends = ends_sentence(credit.and_then(|at| line.get(..at)).unwrap_or(line).trim_end());
    let plain = if line.len() <= RULES.notice { plain(line) } else { String::new() };
    let closes = knowledge.boilerplate.ends_story.begins(&plain);
    let notice = line.len() <= RULES.notice && is_notice(&plain, &knowledge.boilerplate);
    let shape = if notice { Shape::Notice } else { shape(line, span, words, ends, knowledge) };
    Line { span, shape, words, ends, closes }
}

fn shape(line: &str, span: Span, words: usize, ends: bool, knowledge: &Knowledge) -> Shape {
    let offset = span.start as usize;
    let credits = || {
        parse_by_line(line, offset, knowledge)
            .or_else(|| parse_credit_line(line, offset, knowledge))
            .or_else(|| parse_caption(line, offset, knowledge))
    };
    if let Some(credits) = (line.len() <= RULES.credit).then(credits).flatten() {
        return Shape::Credit(credits);
    }
    if !ends && line.len() <= RULES.credit && !headline_cuts(line, &knowledge.boilerplate).is_empty() {
        return Shape::Headlines;
    }
    let prose = (ends && words >= RULES.sentence_words) || words >= RULES.open_words;
    if prose { Shape::Prose } else { Shape::Short }
}

/// Words between white space; of scripts without spaces two characters count as one.
pub(super) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        let has_letter = |word: &&str| word.bytes().any(|byte| byte.is_ascii_alphanumeric());
        return text.split(is_space).filter(has_letter).count();
    }
    let (mut words, mut dense) = (0, 0);
    let mut counted = false;
    for c in text.chars() {
        if is_space(c) {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            words += 1;
            counted = true;
        }
        dense += usize::from(matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
    }
    words + dense / 2
}

/// Whether a line ends as a sentence does, closing quotation marks and brackets behind the stop.
pub(super) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』', '）']);
    bare.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।', '۔'])
        || (bare.len() < line.len() && bare.ends_with(','))
}

/// Whether a line, in the form that [`plain`] gives, is a notice, or nothing but marks.
fn is_notice(plain: &str, words: &Boilerplate) -> bool {
    let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
    words.whole.contains(bare)
        || words.whole.contains(plain)
        || words.begins.begins(plain)
        || words.holds.iter().any(|phrase| plain.contains(phrase.as_str()))
        || !plain.chars().any(char::is_alphanumeric)
}

/// Lower case, with straight apostrophes and quotation marks: the form in which phrases are compared.
fn plain(line: &str) -> String {
    let straight = |c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '\u{a0}' => ' ',
        other => other,
    };
    if line.is_ascii() {
        return line.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_ascii() {
            plain.push(c.to_ascii_lowercase());
        } else {
            plain.extend(c.to_lowercase().map(straight));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lines = read_lines(text, Span::new(0, text.len()), Knowledge::built_in());
        let shown: Vec<String> = lines
            .iter()
            .map(|line| {
                let shape = match &line.shape {
                    Shape::Credit(_) => "Credit".to_owned(),
                    other => format!("{other:?}"),
                };
                format!("{shape}: {}", line.span.of(text))
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn shapes() {
        check(
            "\u{feff}King Leaves Oslo \r\n\r\nBy Ana Marsh\r\nThe king left Oslo on Monday for a visit to Lagos.\n\n* * *\nSIGN UP HERE.\nRead More: Fish\u{2028}Fish prices",
            &[
                "Short: King Leaves Oslo",
                "Credit: By Ana Marsh",
                "Prose: The king left Oslo on Monday for a visit to Lagos.",
                "Notice: * * *",
                "Notice: SIGN UP HERE.",
                "Notice: Read More: Fish",
                "Short: Fish prices",
            ],
        );
    }

    #[test]
    fn wrapped_text() {
        let text = "King leaves Oslo\n\nThe king left Oslo on Monday morning for a visit to Lagos\nwhere he will meet the \
                    president, the minister of fisheries and\na group of bankers who hope for lower rates this year.\n\n\
                    He will return on Friday with a delegation of fishermen from\nthe delta, the palace said, and will then \
                    open the new port of\nBergen, which was built in less than two years by an alliance\nof nine towns on \
                    the coast.\n";
        let lines = read_lines(text, Span::new(0, text.len()), Knowledge::built_in());
        assert_eq!(lines.len(), 3);
        assert!(lines[2].span.of(text).ends_with("of nine towns on the coast."));
    }
}
