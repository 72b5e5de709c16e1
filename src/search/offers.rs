//! What is suggested for typed words.
//!
//! A suggestion answers the longest end of the words that any value is called: in "tariffs lee" that is "lee", and
//! "tariffs" stays as it was typed.

use dateline_corpus::{Corpus, Suggestion};

/// Suggestions and the words that they leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// At most [`MOST`], best first.
    pub list: Vec<Suggestion>,
    /// What stays of the words when one is taken.
    pub rest: String,
}

/// At most so many are shown.
pub const MOST: usize = 6;

/// Ends of more words than this name nothing.
const WORDS: usize = 6;

/// What to suggest.
#[inline(never)]
pub fn offers(corpus: &Corpus, words: &str) -> Offers {
    for (rest, end) in ends(words) {
        let list = corpus.suggest(end, MOST);
        if !list.is_empty() {
            return Offers { list, rest: rest.to_owned() };
        }
    }
    Offers::default()
}

/// The words cut in two at every word of their last few, longest end first. Words inside a phrase are not cut off.
fn ends(words: &str) -> Vec<(&str, &str)> {
    let words = words.trim();
    let mut starts: Vec<usize> = words
        .char_indices()
        .filter(|(at, _)| {
            words.get(..*at).is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace))
        })
        .filter(|(_, char)| !char.is_whitespace())
        .map(|(at, _)| at)
        .collect();
    let most = starts.len().saturating_sub(WORDS);
    starts.drain(..most);
    starts
        .into_iter()
        .map(|at| words.split_at(at))
        .filter(|(rest, end)| rest.matches('"').count().is_multiple_of(2) && !end.contains('"'))
        .map(|(rest, end)| (rest.trim_end(), end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_the_words() {
        for (words, expected) in [
            ("", &[][..]),
            ("lee", &[("", "lee")][..]),
            (
                "  tariffs  lee jae ",
                &[("", "tariffs  lee jae"), ("tariffs", "lee jae"), ("tariffs  lee", "jae")],
            ),
            ("\"rare earth\" lee", &[("\"rare earth\"", "lee")]),
            ("\"rare ea", &[]),
            ("이 재명", &[("", "이 재명"), ("이", "재명")]),
        ] {
            assert_eq!(ends(words), expected, "{words}");
        }
    }
}
