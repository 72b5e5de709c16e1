//! The answer to a query, by one pass over the articles: naive on purpose, the oracle of faster ways to come.
//!
//! Facts come from the columns; no text and no record is read.

use crate::clauses::{Bits, Clauses, MENTIONED, PUBLISHED, TOGETHER, Verdict, bit, keys, own};
use crate::corpus::Lists;
use crate::{
    ClauseKey, Corpus, DateCounts, Facet, FacetCounts, Fit, Found, Hidden, Order, Outcome, Query, Row, View,
    Wanted,
};
use std::ops::Range;

/// The answer to the empty query, counted once.
#[derive(Default)]
pub(crate) struct Whole {
    /// Counts of every facet, in the order of [`Facet::ALL`].
    pub facets: Vec<FacetCounts>,
    /// Counts of both clocks.
    pub dates: DateCounts,
    /// Articles by interval of publication.
    published: Vec<u32>,
    /// Articles by mentioned interval.
    mentioned: Vec<u32>,
}

impl Corpus {
    /// The answer to a query: numbers by dense ids. Pure; what is not wanted stays empty.
    pub fn run(&self, query: &Query, wanted: &Wanted) -> Outcome {
        let clauses = Clauses::new(query, self);
        if clauses.present == 0 {
            return self.everything(wanted);
        }
        let answer = Answer::new(self, &clauses);
        let (rows, rows_total) = answer.rows(wanted);
        Outcome {
            found: answer.found(),
            of: self.len(),
            passages: answer.passages(),
            rows,
            rows_total,
            facets: wanted.facets.iter().map(|facet| answer.facet(*facet, query)).collect(),
            dates: wanted.dates.then(|| answer.dates(&self.whole)),
            hidden: if wanted.hidden { answer.hidden() } else { Hidden::default() },
            unknown: clauses.unknown.clone(),
        }
    }

    /// The answer to a query without clauses: what was counted at the start, and a window of all rows.
    fn everything(&self, wanted: &Wanted) -> Outcome {
        let passages = self.passages.last().copied().unwrap_or(0);
        let (rows, rows_total) = match &wanted.view {
            View::Articles => (self.window_of_all(wanted), self.len()),
            View::Passages(_) => {
                let clauses = Clauses::new(&Query::default(), self);
                Answer::new(self, &clauses).rows(wanted)
            }
        };
        let facet = |facet: &Facet| self.whole.facets.get(*facet as usize).cloned();
        Outcome {
            found: Found { sure: self.len(), ..Found::default() },
            of: self.len(),
            passages,
            rows,
            rows_total,
            facets: wanted.facets.iter().filter_map(facet).collect(),
            dates: wanted.dates.then(|| self.whole.dates.clone()),
            ..Outcome::default()
        }
    }

    fn window_of_all(&self, wanted: &Wanted) -> Vec<Row> {
        let row = |id: u32| Row { id, fit: Fit::Sure };
        let (skip, length) = (wanted.window.start as usize, wanted.window.len());
        match wanted.order {
            Order::Newest => (0..self.len()).skip(skip).take(length).map(row).collect(),
            Order::Oldest => self.oldest.iter().copied().skip(skip).take(length).map(row).collect(),
        }
    }

    /// Counts over all articles.
    pub(crate) fn count_whole(&self) -> Whole {
        let (query, clauses) = (Query::default(), Clauses::new(&Query::default(), self));
        let answer = Answer::new(self, &clauses);
        let facets = Facet::ALL.map(|facet| answer.facet(facet, &query)).into();
        let (published, (mentioned, _)) = (answer.by_publication(), answer.by_mention());
        let whole = Whole { facets, published, mentioned, dates: DateCounts::default() };
        let dates = answer.dates(&whole);
        Whole { dates, ..whole }
    }
}

/// A query's clauses and what each article meets of them.
struct Answer<'a> {
    corpus: &'a Corpus,
    clauses: &'a Clauses<'a>,
    verdicts: Vec<Verdict>,
}

impl<'a> Answer<'a> {
    fn new(corpus: &'a Corpus, clauses: &'a Clauses<'a>) -> Self {
        let verdicts = (0..corpus.len() as usize).map(|article| clauses.judge(article)).collect();
        Self { corpus, clauses, verdicts }
    }

    fn found(&self) -> Found {
        let mut found = Found::default();
        for verdict in self.verdicts.iter().filter(|verdict| verdict.fails == 0) {
            match verdict.fit {
                Fit::Sure => found.sure += 1,
                Fit::Possible => found.possible += 1,
                Fit::Undated => found.undated += 1,
            }
        }
        found
    }

    /// Articles that meet every clause but these. In sentence mode one sentence must hold the others.
    fn under(&self, except: Bits) -> impl Iterator<Item = usize> {
        let meets = move |article: usize, verdict: &Verdict| {
            if verdict.fails & !except == 0 {
                return !self.clauses.in_one_sentence || self.is_held(article, except);
            }
            verdict.fails & !except & !TOGETHER == 0 && self.is_held(article, except)
        };
        self.verdicts
            .iter()
            .enumerate()
            .filter(move |(article, verdict)| meets(*article, verdict))
            .map(|(article, _)| article)
    }

    /// Whether one sentence holds what must be held by one, but for these clauses.
    fn is_held(&self, article: usize, except: Bits) -> bool {
        !self.clauses.asks_sentences(except) || self.clauses.sentences(article, except).next().is_some()
    }

    /// How many articles have each value (or interval) under every clause but these, and how many have none. In sentence
    /// mode, where the values of passages are given, a sentence that meets the rest must hold it.
    fn count(&self, except: Bits, values: usize, of: &Lists, inside: Option<&Lists>) -> (Vec<u32>, u32) {
        let mut counts = vec![0u32; values];
        let mut none = 0;
        let mut add = |value: &u32| counts.get_mut(*value as usize).into_iter().for_each(|count| *count += 1);
        for article in self.under(except) {
            let values = of.of(article);
            none += u32::from(values.is_empty());
            match inside.filter(|_| self.clauses.in_one_sentence) {
                None => values.iter().for_each(&mut add),
                Some(inside) => {
                    let sentences = self.clauses.sentences(article, except);
                    let mut held: Vec<u32> = sentences
                        .flat_map(|(passage, _)| inside.of(passage as usize).iter().copied())
                        .collect();
                    held.sort_unstable();
                    held.dedup();
                    held.iter().for_each(&mut add);
                }
            }
        }
        (counts, none)
    }

    fn facet(&self, facet: Facet, query: &Query) -> FacetCounts {
        let inside = (facet != Facet::Source).then(|| self.corpus.passage_facets.of(facet));
        let values = self.corpus.values(facet).len();
        let (counts, none) = self.count(own(facet), values, self.corpus.facets.of(facet), inside);
        FacetCounts { facet, counts, none, any_all: self.any_all(facet, query) }
    }

    /// How many are found with *or* and with *and* between the included values of a facet.
    fn any_all(&self, facet: Facet, query: &Query) -> Option<(u32, u32)> {
        let is_all = self.clauses.is_all(facet)?;
        let mut switched = Clauses::new(query, self.corpus);
        switched.switch(facet);
        let (this, other) = (self.found().total(), Answer::new(self.corpus, &switched).found().total());
        Some(if is_all { (other, this) } else { (this, other) })
    }

    fn by_publication(&self) -> Vec<u32> {
        let mut counts = vec![0u32; self.corpus.published.stretches.len()];
        for article in self.under(PUBLISHED) {
            let place = self.corpus.published_of.get(article).map(|place| *place as usize);
            place.and_then(|place| counts.get_mut(place)).into_iter().for_each(|count| *count += 1);
        }
        counts
    }

    fn by_mention(&self) -> (Vec<u32>, u32) {
        let Corpus { mentioned, mentioned_of, mentioned_in, .. } = self.corpus;
        self.count(MENTIONED, mentioned.stretches.len(), mentioned_of, Some(mentioned_in))
    }

    fn dates(&self, whole: &Whole) -> DateCounts {
        let Corpus { published, mentioned, .. } = self.corpus;
        let by_publication = self.by_publication();
        let (by_mention, nothing_mentioned) = self.by_mention();
        DateCounts {
            published: published.months(&by_publication),
            years: published.years(&by_publication),
            longer_than_a_month: published
                .count(&by_publication, super::clock::Stretch::is_longer_than_a_month),
            undated: published.count(&by_publication, super::clock::Stretch::is_undated),
            nothing_mentioned,
            published_bars: published.bars(&whole.published, &by_publication),
            mentioned_bars: mentioned.bars(&whole.mentioned, &by_mention),
        }
    }

    fn hidden(&self) -> Hidden {
        let keys: Vec<ClauseKey> = keys().filter(|key| self.clauses.present & bit(*key) != 0).collect();
        let mut hidden =
            Hidden { by_one: keys.into_iter().map(|key| (key, 0)).collect(), ..Hidden::default() };
        for (article, verdict) in self.verdicts.iter().enumerate().filter(|(_, verdict)| verdict.fails != 0) {
            let number = verdict.fails.count_ones() as usize;
            hidden.by_number.resize(hidden.by_number.len().max(number), 0);
            hidden.by_number.get_mut(number - 1).into_iter().for_each(|count| *count += 1);
            let alone = hidden.by_one.iter_mut().find(|(key, _)| bit(*key) == verdict.fails);
            if let Some((key, count)) = alone {
                *count += 1;
                if hidden.listed.len() < Hidden::MOST {
                    hidden.listed.push((article as u32, *key));
                }
            }
        }
        hidden
    }

    /// The wanted window of rows, and how many rows there are.
    fn rows(&self, wanted: &Wanted) -> (Vec<Row>, u32) {
        let mut window = Window { wanted: wanted.window.clone(), rows: Vec::new(), seen: 0 };
        let all = 0..self.corpus.len();
        match wanted.order {
            Order::Newest => all.for_each(|article| self.push_rows(article, &wanted.view, &mut window)),
            Order::Oldest => {
                self.corpus
                    .oldest
                    .iter()
                    .for_each(|article| self.push_rows(*article, &wanted.view, &mut window));
            }
        }
        (window.rows, window.seen)
    }

    fn push_rows(&self, article: u32, view: &View, window: &mut Window) {
        let Some(verdict) = self.verdicts.get(article as usize).filter(|verdict| verdict.fails == 0) else {
            return;
        };
        match view {
            View::Articles => window.push(Row { id: article, fit: verdict.fit }),
            View::Passages(value) => {
                let rows =
                    self.passages_of(article as usize, value.as_ref()).map(|id| Row { id, fit: verdict.fit });
                rows.for_each(|row| window.push(row));
            }
        }
    }

    /// How many rows [`View::Passages`] without a value has.
    fn passages(&self) -> u32 {
        let found = (0..).zip(&self.verdicts).filter(|(_, verdict)| verdict.fails == 0);
        found.map(|(article, _)| self.passages_of(article, None).count() as u32).sum()
    }

    /// The passages of a found article that [`View::Passages`] lists.
    fn passages_of(&self, article: usize, value: Option<&(Facet, String)>) -> impl Iterator<Item = u32> {
        let wanted = value.map(|(facet, id)| (*facet, self.corpus.value(*facet, id)));
        let touch = value.is_none() && self.clauses.asks_sentences(0);
        let in_one = self.clauses.in_one_sentence;
        let all = if in_one { 0..0 } else { self.corpus.passages_of(article) };
        let meeting = in_one.then(|| self.clauses.sentences(article, 0).map(|(passage, _)| passage));
        let listed = all.filter(move |passage| !touch || self.clauses.touches(*passage));
        listed.chain(meeting.into_iter().flatten()).filter(move |passage| {
            wanted.is_none_or(|(facet, value)| {
                value.is_some_and(|value| self.holds(article, *passage, facet, value))
            })
        })
    }

    fn holds(&self, article: usize, passage: u32, facet: Facet, value: u32) -> bool {
        match facet {
            Facet::Source => self.corpus.facets.of(facet).of(article).contains(&value),
            _ => self.corpus.passage_facets.of(facet).of(passage as usize).contains(&value),
        }
    }
}

/// The rows that are wanted, out of all that are seen.
struct Window {
    wanted: Range<u32>,
    rows: Vec<Row>,
    seen: u32,
}

impl Window {
    fn push(&mut self, row: Row) {
        if self.wanted.contains(&self.seen) {
            self.rows.push(row);
        }
        self.seen += 1;
    }
}
