//! Where nothing is found: other words that would find something, each with how many articles.
//!
//! Tried are the nearest spelling without the other filters, the words without quotation marks, and the words with one of them
//! left out. Only what finds something is offered.

use super::understood::{real_words, replaced};
use crate::ask::Answer;
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::page::Page;
use crate::state::State;
use dateline_corpus::search::Note;
use dateline_corpus::{Query, Wanted};
use dateline_record::Span;

/// Of more words none is tried without: a reader who typed so many knows which are needed.
const MOST_WORDS: usize = 6;

/// A question that finds something.
struct Way {
    query: Query,
    /// What it asks.
    what: String,
    /// What is different.
    how: &'static str,
}

/// The other questions as rows; none where none of them finds anything.
#[inline(never)]
pub fn ways_out(page: Page, answer: &Answer) -> Vec<Element> {
    let ways = [nearest_spelling(answer), without_quotation(answer)].into_iter().flatten();
    ways.chain(without_a_word(answer)).filter_map(|way| row(page, way)).collect()
}

/// A row of the ways out: what it asks, what is different, and how many articles that gives.
pub fn way_out(
    page: Page,
    what: &str,
    how: &str,
    count: u32,
    edit: impl Fn(&mut State) + 'static,
) -> Element {
    let gives = fill(key!("list.head"), &[("n", count.into())]);
    let label = fill(key!("nothing.way"), &[("what", what.into()), ("n", count.into())]);
    let button = element("button.btn.strong").set("aria-label", label).click(move || page.choose(&edit));
    let words = element("span").add(element("b").add(what)).add(element("br")).add(how);
    element("div.again").add(words).add(button.add(gives))
}

fn row(page: Page, way: Way) -> Option<Element> {
    let count = page.corpus.run(&way.query, &Wanted::default()).found.total();
    let Way { query, what, how } = way;
    (count > 0).then(|| way_out(page, &what, how, count, move |state| state.query.clone_from(&query)))
}

/// The words as they were read, without any other filter.
fn nearest_spelling(answer: &Answer) -> Option<Way> {
    let query = &answer.query;
    let mut words = query.words.clone();
    let corrected = answer.outcome.notes.iter().filter_map(|note| match note {
        Note::Corrected { word, to } => Some((*word, real_words(to).next()?)),
        _ => None,
    });
    let corrected: Vec<(Span, &String)> = corrected.collect();
    // From the end, so that the places of the others stay.
    for (word, to) in corrected.iter().rev() {
        words = replaced(&words, *word, to);
    }
    let only = Query { words, unit: query.unit, ..Query::default() };
    (!corrected.is_empty()).then(|| Way {
        what: fill(key!("nothing.read_as"), &[("words", (&only.words).into())]),
        how: text(key!("nothing.read_as_what")),
        query: only,
    })
}

/// The words of a phrase side by side, in any order and spelling.
fn without_quotation(answer: &Answer) -> Option<Way> {
    let marks = ['"', '“', '”', '„', '«', '»', '＂', '「', '」', '『', '』'];
    let words = answer.query.words.replace(marks, " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    answer.query.words.contains(marks).then(|| Way {
        what: fill(key!("nothing.read_as"), &[("words", (&words).into())]),
        how: text(key!("nothing.unquoted_what")),
        query: Query { words, ..answer.query.clone() },
    })
}

/// The words with each of them left out in turn; not where marks or operators join them.
fn without_a_word(answer: &Answer) -> Vec<Way> {
    let words: Vec<&str> = answer.query.words.split_whitespace().collect();
    let is_plain = |word: &&str| {
        word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '’' | '\'' | '-'))
            && !word.starts_with('-')
            && !matches!(*word, "AND" | "OR" | "NOT")
    };
    if !(2..=MOST_WORDS).contains(&words.len()) || !words.iter().all(is_plain) {
        return Vec::new();
    }
    let without = |place: usize| -> Option<Way> {
        let left = words.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, word)| *word);
        Some(Way {
            what: fill(key!("nothing.without_word"), &[("word", (*words.get(place)?).into())]),
            how: text(key!("nothing.without_word_what")),
            query: Query { words: left.collect::<Vec<_>>().join(" "), ..answer.query.clone() },
        })
    };
    (0..words.len()).filter_map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(words: &str, notes: Vec<Note>) -> Answer {
        let mut answer = Answer::default();
        answer.query.words = words.to_owned();
        answer.outcome.notes = notes;
        answer
    }

    fn words(ways: impl IntoIterator<Item = Way>) -> Vec<String> {
        ways.into_iter().map(|way| way.query.words).collect()
    }

    #[test]
    fn nearest_spellings() {
        let corrected = |start: usize, end: usize, to: &str| Note::Corrected {
            word: Span::new(start, end),
            to: vec![to.to_owned()],
        };
        for (typed, notes, expected) in [
            (
                "harbor tarrifs",
                vec![corrected(0, 6, "harbour"), corrected(7, 14, "tariff")],
                "harbour tariff",
            ),
            ("tarrifs", vec![corrected(0, 7, "\u{1}tariff")], ""),
            ("tariffs", vec![], ""),
        ] {
            let found = words(nearest_spelling(&answer(typed, notes)));
            assert_eq!(found.first().map_or("", String::as_str), expected, "{typed}");
        }
    }

    #[test]
    fn words_without_some_of_them() {
        for (typed, expected) in [
            ("harbour fees", &["fees", "harbour"][..]),
            ("fees", &[]),
            ("harbour OR fees", &[]),
            ("harbour -fees", &[]),
            ("\"harbour fees\" soon", &[]),
            ("a b c d e f g", &[]),
        ] {
            assert_eq!(words(without_a_word(&answer(typed, Vec::new()))), expected, "{typed}");
        }
        assert_eq!(
            words(without_quotation(&answer("“harbour fees”  now", Vec::new()))),
            ["harbour fees now"]
        );
        assert!(without_quotation(&answer("harbour", Vec::new())).is_none());
    }
}
