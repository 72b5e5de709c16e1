//! The one place where the page asks the corpus.
//!
//! An answer carries the query that it answers, so that nothing is ever drawn from two questions at once. The whole list
//! of ids is asked for: ids are numbers, and only the rows on the screen get names and snippets.

use crate::element::follow;
use crate::parts::{Lack, Parts, Who};
use crate::signal::Derived;
use dateline_corpus::{Corpus, DateCounts, Facet, FacetCounts, Order, Outcome, Query, View, Wanted};
use std::sync::Arc;

/// A query, its order, and what the corpus says to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The question.
    pub query: Query,
    /// The order of the rows.
    pub order: Order,
    /// What was found.
    pub outcome: Outcome,
}

impl Answer {
    /// The answer to what a state asks.
    pub fn to(corpus: &Corpus, query: Query, order: Order) -> Answer {
        let outcome = corpus.run(&query, &wanted(order));
        Answer { query, order, outcome }
    }

    /// Whether words were looked for.
    pub fn has_words(&self) -> bool {
        !self.query.words.trim().is_empty()
    }

    /// How many articles were found.
    pub fn total(&self) -> u32 {
        self.outcome.found.total()
    }

    /// The counts of a facet.
    pub fn facet(&self, facet: Facet) -> Option<&FacetCounts> {
        self.outcome.facets.iter().find(|counts| counts.facet == facet)
    }

    /// How many articles have a value under every clause but its own facet's.
    pub fn count(&self, facet: Facet, value: u32) -> u32 {
        self.facet(facet).and_then(|counts| counts.counts.get(value as usize)).copied().unwrap_or(0)
    }

    /// The counts of the two clocks.
    pub fn dates(&self) -> Option<&DateCounts> {
        self.outcome.dates.as_ref()
    }
}

/// The answers to what is asked. While the corpus lacks parts that the question needs, the last answer stays, and the parts
/// are asked for; where there is no last answer, or a part cannot be had, it is the one to the question without its words.
pub fn answers(
    corpus: &'static Corpus,
    parts: Parts,
    asked: Derived<(Query, Order)>,
) -> Derived<Arc<Answer>> {
    follow(move || {
        let (query, order) = asked.get();
        parts.track();
        parts.want(Who::Question, lacks(corpus, parts, &query, order));
    });
    Derived::from_last(move |last: Option<&Arc<Answer>>| {
        let (query, order) = asked.get();
        if lacks(corpus, parts, &query, order).is_empty() {
            return Arc::new(Answer::to(corpus, query, order));
        }
        parts.track();
        let last = last.filter(|_| !parts.fails(Who::Question)).cloned();
        last.unwrap_or_else(|| Arc::new(Answer::to(corpus, Query { words: String::new(), ..query }, order)))
    })
}

/// What must come before a question can be answered.
fn lacks(corpus: &Corpus, parts: Parts, query: &Query, order: Order) -> Vec<Lack> {
    if !query.words.trim().is_empty() && !parts.has_program() {
        return vec![Lack::Program];
    }
    corpus.missing(query, &wanted(order)).into_iter().map(Lack::from).collect()
}

/// What the page wants to know of every question.
fn wanted(order: Order) -> Wanted {
    Wanted {
        facets: Facet::ALL.to_vec(),
        dates: true,
        window: 0..u32::MAX,
        order,
        view: View::Articles,
        hidden: true,
        passages: true,
    }
}

/// The dense ids of the sentences that hold a value under an answered question.
pub fn sentences(corpus: &Corpus, answer: &Answer, facet: Facet, id: &str) -> Vec<u32> {
    let wanted = Wanted {
        window: 0..u32::MAX,
        order: answer.order,
        view: View::Passages(Some((facet, id.to_owned()))),
        ..Wanted::default()
    };
    corpus.run(&answer.query, &wanted).rows.iter().map(|row| row.id).collect()
}

/// How many sentences hold a value under a query.
pub fn count_sentences(corpus: &Corpus, query: &Query, facet: Facet, id: &str) -> u32 {
    let wanted = Wanted { view: View::Passages(Some((facet, id.to_owned()))), ..Wanted::default() };
    corpus.run(query, &wanted).rows_total
}
