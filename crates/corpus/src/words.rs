//! What a reader typed as the name of a value, as phrases of token patterns, and where they are met in names.
//!
//! Recognised: words side by side (all must occur), phrases in straight or curly quotation marks (an open one reaches to the end), and a
//! beginning of a word where the text ends in it. What is written without a space ("Min-jae") is a phrase too. Any
//! text is a search; one without letters and digits constrains nothing.

use crate::order;
use crate::{Script, Token, analyse};
use dateline_record::Span;

/// Tokens that must follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase(pub Vec<Pattern>);

/// What a token must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Folded.
    pub text: String,
    /// Whether the token only has to begin with it.
    pub prefix: bool,
}

/// The phrases of a search, each once, in the order typed.
pub(crate) fn phrases(words: &str) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    for (chunk, open) in chunks(words) {
        let phrase = Phrase(patterns(chunk, open));
        if !phrase.0.is_empty() && !found.contains(&phrase) {
            found.push(phrase);
        }
    }
    found
}

/// Spans in order, those that touch or overlap joined.
pub(crate) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    order::sort(&mut spans);
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

impl Phrase {
    /// Where it is met among the tokens of a text.
    pub fn spans(&self, tokens: &[Token]) -> Vec<Span> {
        let met = |run: &&[Token]| run.iter().zip(&self.0).all(|(token, pattern)| pattern.meets(&token.text));
        let whole = |run: &[Token]| Some(Span { start: run.first()?.span.start, end: run.last()?.span.end });
        tokens.windows(self.0.len().max(1)).filter(met).filter_map(whole).collect()
    }
}

impl Pattern {
    /// Whether a token is what it asks for.
    pub fn meets(&self, token: &str) -> bool {
        if self.prefix { token.starts_with(&self.text) } else { token == self.text }
    }
}

/// Pieces that must be met as phrases, and whether the last token of each may be unfinished.
fn chunks(words: &str) -> Vec<(&str, bool)> {
    let mut chunks = Vec::new();
    let mut quoted = false;
    let mut rest = words;
    while !rest.is_empty() {
        let (chunk, behind, closes) = match rest.char_indices().find(|(_, letter)| is_quotation(*letter)) {
            Some((at, mark)) => {
                let (chunk, behind) = rest.split_at(at);
                (chunk, behind.get(mark.len_utf8()..).unwrap_or(""), true)
            }
            None => (rest, "", false),
        };
        if quoted {
            chunks.push((chunk, !closes));
        } else {
            let first = chunks.len();
            chunks.extend(chunk.split_whitespace().map(|word| (word, false)));
            if let Some(last) = chunks.get_mut(first..).and_then(<[_]>::last_mut) {
                last.1 = !closes && !chunk.ends_with(char::is_whitespace);
            }
        }
        quoted = closes != quoted;
        rest = behind;
    }
    chunks
}

fn is_quotation(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn patterns(chunk: &str, open: bool) -> Vec<Pattern> {
    let tokens = analyse(chunk);
    let unfinished = |token: &Token| open && token.span.end as usize == chunk.len();
    let pattern = |token: &Token| {
        let prefix = match token.script {
            Script::Spaced | Script::Pair => unfinished(token),
            Script::Hangul(_) | Script::Last(false) => true,
            Script::Last(true) => false,
        };
        Pattern { text: token.text.clone(), prefix }
    };
    // The pairs before it already hold the last letter of a run, which in a name may go on; before another word it ends there.
    let open_run = tokens.last().is_some_and(|token| token.script == Script::Last(true));
    let closed = tokens.len() - usize::from(open_run);
    tokens.iter().take(closed).map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&[&str]]) {
        let written =
            |pattern: &Pattern| format!("{}{}", pattern.text, if pattern.prefix { "*" } else { "" });
        let found: Vec<Vec<String>> =
            phrases(words).iter().map(|phrase| phrase.0.iter().map(written).collect()).collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn a_name_from_kana_into_a_figure() {
        let met = |words: &str, name: &str| {
            let phrases = phrases(words);
            phrases.iter().all(|phrase| !phrase.spans(&analyse(name)).is_empty())
        };
        assert!(met("“サミット2025”", "大阪サミット2025") && met("サミット20", "サミット2025"));
        assert!(met("サミット", "サミット2025") && met("サミット", "サミットの日"));
        assert!(!met("“サミット2025”", "サミットの2025"));
    }

    #[test]
    fn searches() {
        check("rare ear", &[&["rare"], &["ear*"]]);
        check("rare earths ", &[&["rare"], &["earths"]]);
        check("\"rare earth\" Min", &[&["rare", "earth"], &["min*"]]);
        check("“rare earth”", &[&["rare", "earth"]]);
        check("say “rare ear", &[&["say"], &["rare", "ear*"]]);
        check("Min-jae", &[&["min", "jae*"]]);
        check("Min-jae’s rare rare ", &[&["min", "jae"], &["rare"]]);
        check("관세 关税 税 a", &[&["관세*"], &["关税"], &["税*"], &["a*"]]);
        check("关税战", &[&["关税", "税战*"]]);
        check("サミット2025 ", &[&["サミ", "ミッ", "ット", "ト", "2025"]]);
        check("7の日", &[&["7", "の日*"]]);
        check("a\"b\"c", &[&["a"], &["b"], &["c*"]]);
        check(" … \"\" ", &[]);
        check("", &[]);
    }
}
