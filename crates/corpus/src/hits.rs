//! Where the words of a query are met in a corpus, in the form that clauses need: sets of articles and of passages.
//!
//! This is the seam between the clauses of a query and whatever finds words.

use crate::Corpus;
use crate::set::Set;
use crate::tokens::Tokens;
use crate::words::{Phrase, phrases};
use std::ops::Range;

/// Where the words of a query are met.
#[derive(Default)]
pub(crate) struct WordHits {
    /// Articles that meet all of it.
    pub articles: Set,
    /// Passages that by themselves meet all of it; only where [`Depth::Passages`] is asked for.
    pub passages: Set,
    /// Passages that hold any of what is looked for; likewise.
    pub touched: Set,
    /// How well articles meet it: those that do, in order, each with a score. The higher the better; empty where nothing is
    /// ranked.
    #[allow(dead_code, reason = "OK because rows are ranked as soon as something scores them")]
    pub scores: Vec<(u32, u32)>,
}

/// How deep words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Only which articles.
    Articles,
    /// Also which passages.
    Passages,
}

/// Where words are met; `None` where they constrain nothing. Where the words of the corpus are not there, they are met
/// nowhere.
pub(crate) fn hits(words: &str, depth: Depth, corpus: &Corpus) -> Option<WordHits> {
    let phrases = phrases(words);
    if phrases.is_empty() {
        return None;
    }
    let (articles, passages) = (Set::none(corpus.len()), Set::none(corpus.passage_count()));
    let mut hits = WordHits { articles, touched: passages.clone(), passages, scores: Vec::new() };
    if let Some((tokens, file)) = corpus.words() {
        let terms = |phrase: &Phrase| {
            TermPhrase(phrase.0.iter().map(|pattern| tokens.terms_of(file, pattern)).collect())
        };
        hits.scan(&phrases.iter().map(terms).collect::<Vec<_>>(), depth, corpus, tokens);
    }
    Some(hits)
}

impl WordHits {
    /// Looks at every token.
    fn scan(&mut self, phrases: &[TermPhrase], depth: Depth, corpus: &Corpus, tokens: &Tokens) {
        for article in 0..corpus.len() {
            let unit_holds = |unit: u32, phrase: &TermPhrase| phrase.is_in(tokens.of(unit));
            let units = tokens.units_of(article as usize);
            if phrases.iter().all(|phrase| units.clone().any(|unit| unit_holds(unit, phrase))) {
                self.articles.insert(article);
            }
            // Units begin with the passages.
            let passages = corpus.passages_of(article as usize).filter(|_| depth == Depth::Passages);
            for (passage, unit) in passages.zip(units) {
                if phrases.iter().all(|phrase| unit_holds(unit, phrase)) {
                    self.passages.insert(passage);
                }
                if phrases.iter().any(|phrase| unit_holds(unit, phrase)) {
                    self.touched.insert(passage);
                }
            }
        }
    }
}

/// Ranges of terms that must follow each other.
struct TermPhrase(Vec<Range<u32>>);

impl TermPhrase {
    fn is_in(&self, tokens: &[u32]) -> bool {
        let met = |run: &[u32]| run.iter().zip(&self.0).all(|(token, range)| range.contains(token));
        tokens.windows(self.0.len().max(1)).any(met)
    }
}
