//! The answer to a query, from sets: what each clause lets through is joined and counted, each facet under all clauses but
//! its own.
//!
//! Facts come from the columns; no text and no record is read.

use crate::clauses::{Bits, Clauses, MENTIONED, PUBLISHED, bit, keys, own};
use crate::hits::Depth;
use crate::rows::Held;
use crate::search;
use crate::set::{Set, bits};
use crate::{
    ClauseKey, Corpus, DateCounts, Facet, FacetCounts, Fit, Found, Hidden, MonthCount, Order, Outcome, Query,
    Row, View, Wanted,
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
    /// The months of both clocks.
    months: [Vec<MonthCount>; 2],
}

impl Corpus {
    /// The answer to a query: numbers by dense ids. Pure; what is not wanted stays empty.
    pub fn run(&self, query: &Query, wanted: &Wanted) -> Outcome {
        let lacks = self.missing(query, wanted);
        if !lacks.is_empty() {
            return Outcome { of: self.len(), lacks, ..Outcome::default() };
        }
        let lists_passages = wanted.passages || wanted.view != View::Articles;
        let depth = if lists_passages { Depth::Passages } else { Depth::Articles };
        let clauses = Clauses::new(query, depth, self);
        if clauses.present == 0 && wanted.view == View::Articles {
            return self.everything(wanted);
        }
        let mut answer = Answer::new(self, clauses);
        let (rows, rows_total) = answer.rows(wanted);
        Outcome {
            found: answer.count_found(),
            of: self.len(),
            passages: if wanted.passages { answer.passages(None).len() } else { 0 },
            rows,
            rows_total,
            facets: wanted.facets.iter().map(|facet| answer.facet(*facet)).collect(),
            dates: wanted.dates.then(|| answer.dates()),
            hidden: if wanted.hidden { answer.hidden() } else { Hidden::default() },
            notes: answer.clauses.take_notes(),
            unknown: answer.clauses.unknown,
            lacks,
        }
    }

    /// The answer to a query without clauses: what was counted at the start, and a window of all articles.
    fn everything(&self, wanted: &Wanted) -> Outcome {
        let row = |id: u32| Row { id, fit: Fit::Sure };
        let (skip, length) = (wanted.window.start as usize, wanted.window.len());
        let rows = match wanted.order {
            Order::Newest | Order::Relevance => (0..self.len()).skip(skip).take(length).map(row).collect(),
            Order::Oldest => self.oldest.iter().copied().skip(skip).take(length).map(row).collect(),
        };
        let facet = |facet: &Facet| self.whole.facets.get(*facet as usize).cloned();
        Outcome {
            found: Found { sure: self.len(), ..Found::default() },
            of: self.len(),
            passages: if wanted.passages { self.passage_count() } else { 0 },
            rows,
            rows_total: self.len(),
            facets: wanted.facets.iter().filter_map(facet).collect(),
            dates: wanted.dates.then(|| self.whole.dates.clone()),
            ..Outcome::default()
        }
    }

    /// Counts over all articles.
    pub(crate) fn count_whole(&self) -> Whole {
        let counts = |facet: Facet| {
            let column = self.columns.of(facet);
            FacetCounts { facet, counts: column.whole(), none: column.none.len(), any_all: None }
        };
        let mut whole = Whole {
            facets: Facet::ALL.map(counts).into(),
            published: self.by_publication(&Set::all(self.len())),
            mentioned: self.mentioned_of.whole(),
            months: Default::default(),
            dates: DateCounts::default(),
        };
        whole.months = [self.published.months(&whole.published), self.mentioned.months(&whole.mentioned)];
        whole.dates =
            self.date_counts(&whole, &whole.published, &whole.mentioned, self.mentioned_of.none.len());
        whole
    }

    /// How many of these articles have each interval of publication.
    fn by_publication(&self, articles: &Set) -> Vec<u32> {
        let mut counts = vec![0u32; self.published.stretches.len()];
        let ends = self.published_runs.iter().skip(1).map(|(start, _)| *start).chain([self.len()]);
        for ((start, place), end) in self.published_runs.iter().zip(ends) {
            if let Some(count) = counts.get_mut(*place as usize) {
                *count += articles.len_in(*start..end);
            }
        }
        counts
    }

    fn date_counts(
        &self,
        whole: &Whole,
        by_publication: &[u32],
        by_mention: &[u32],
        nothing_mentioned: u32,
    ) -> DateCounts {
        let Corpus { published, mentioned, .. } = self;
        let (months, mentioned_months) = (published.months(by_publication), mentioned.months(by_mention));
        let [all_months, all_mentioned_months] = &whole.months;
        DateCounts {
            years: published.years(by_publication),
            longer_than_a_month: published.longer_than_a_month(by_publication),
            undated: published.undated(by_publication),
            nothing_mentioned,
            published_bars: published.bars((&whole.published, all_months), (by_publication, &months)),
            mentioned_bars: mentioned
                .bars((&whole.mentioned, all_mentioned_months), (by_mention, &mentioned_months)),
            published: months,
        }
    }
}

/// A query's clauses and what they find.
struct Answer<'a> {
    corpus: &'a Corpus,
    clauses: Clauses<'a>,
    found: Set,
    /// Found articles that meet the dates only possibly.
    possible: Option<Set>,
}

impl<'a> Answer<'a> {
    fn new(corpus: &'a Corpus, clauses: Clauses<'a>) -> Self {
        let (found, possible) = (clauses.under(0), clauses.possible());
        Self { corpus, clauses, found, possible }
    }

    fn fit(&self, article: u32) -> Fit {
        let is_in = |set: &Option<Set>| set.as_ref().is_some_and(|set| set.has(article));
        if is_in(&self.clauses.undated) {
            Fit::Undated
        } else if is_in(&self.possible) {
            Fit::Possible
        } else {
            Fit::Sure
        }
    }

    fn count_found(&self) -> Found {
        let undated = self.clauses.undated.as_ref().map_or(0, |undated| self.found.len_with(undated));
        let possible = self.possible.as_ref().map_or(0, |possible| {
            let mut possible = possible.clone();
            self.clauses.undated.iter().for_each(|undated| possible.remove(undated));
            self.found.len_with(&possible)
        });
        Found { sure: self.found.len() - undated - possible, possible, undated }
    }

    /// Articles that meet every clause but these. In sentence mode one sentence must hold the others.
    fn under(&self, except: Bits) -> Set {
        if self.clauses.present & except == 0 { self.found.clone() } else { self.clauses.under(except) }
    }

    /// How many of these articles have each value. In sentence mode a sentence that meets all clauses but the excepted ones must hold it.
    fn count(&self, articles: &Set, except: Bits, held: Held) -> Vec<u32> {
        if self.clauses.in_one_sentence && held != Held::Facet(Facet::Source) {
            self.corpus.count_held(articles, self.clauses.sentences(except).as_ref(), held)
        } else {
            self.corpus.column(held).count(articles)
        }
    }

    fn facet(&mut self, facet: Facet) -> FacetCounts {
        let articles = self.under(own(facet));
        let counts = self.count(&articles, own(facet), Held::Facet(facet));
        let none = articles.len_with(&self.corpus.columns.of(facet).none);
        FacetCounts { facet, counts, none, any_all: self.any_all(facet, &articles) }
    }

    /// How many are found with *or* and with *and* between the included values of a facet.
    fn any_all(&mut self, facet: Facet, others: &Set) -> Option<(u32, u32)> {
        let is_all = self.clauses.is_all(facet)?;
        let (this, other) = (self.found.len(), self.clauses.found_switched(facet, others));
        Some(if is_all { (other, this) } else { (this, other) })
    }

    fn dates(&self) -> DateCounts {
        let by_publication = self.corpus.by_publication(&self.under(PUBLISHED));
        let articles = self.under(MENTIONED);
        let by_mention = self.count(&articles, MENTIONED, Held::Mentioned);
        let nothing_mentioned = articles.len_with(&self.corpus.mentioned_of.none);
        self.corpus.date_counts(&self.corpus.whole, &by_publication, &by_mention, nothing_mentioned)
    }

    fn hidden(&self) -> Hidden {
        let failing = self.clauses.failing();
        let present = keys().filter(|key| self.clauses.present & bit(*key) != 0);
        let mut hidden = Hidden { by_one: present.map(|key| (key, 0)).collect(), ..Hidden::default() };
        let mut by_number = [0u32; 16];
        for place in 0..self.found.words().len() {
            let word = |(bit, set): &(Bits, Set)| (*bit, set.words().get(place).copied().unwrap_or(0));
            let failing: Vec<(Bits, u64)> = failing.iter().map(word).filter(|(_, word)| *word != 0).collect();
            add_numbers(&failing, &mut by_number);
            let once = exactly_once(&failing);
            for (bits, word) in failing.iter().filter(|(_, word)| word & once != 0) {
                let clause = hidden.by_one.iter_mut().find(|(key, _)| bit(*key) == *bits);
                if let Some((_, count)) = clause {
                    *count += (word & once).count_ones();
                }
            }
            hidden.list(place as u32 * 64, once, &failing);
        }
        let most = by_number.iter().rposition(|count| *count > 0).map_or(0, |place| place + 1);
        hidden.by_number = by_number.into_iter().take(most).collect();
        hidden
    }

    /// The wanted window of rows, and how many rows there are.
    fn rows(&self, wanted: &Wanted) -> (Vec<Row>, u32) {
        let (skip, length) = (wanted.window.start as usize, wanted.window.len());
        let passages = match &wanted.view {
            View::Articles => None,
            View::Passages(value) => Some(self.passages(value.as_ref())),
        };
        let rows = match (&passages, wanted.order) {
            (None, Order::Relevance) if self.clauses.scores().is_some() => {
                let scores = self.clauses.scores().unwrap_or_default();
                let ids = search::window(scores, &|id| self.found.has(id), wanted.window.clone());
                self.articles_of(&mut ids.into_iter())
            }
            (None, Order::Newest | Order::Relevance) => {
                self.articles_of(&mut self.found.members().skip(skip).take(length))
            }
            (None, Order::Oldest) => {
                let oldest = self.corpus.oldest.iter().copied().filter(|article| self.found.has(*article));
                self.articles_of(&mut oldest.skip(skip).take(length))
            }
            (Some(passages), order) => self.passage_rows(passages, order, &wanted.window),
        };
        (rows, passages.as_ref().unwrap_or(&self.found).len())
    }

    fn articles_of(&self, ids: &mut dyn Iterator<Item = u32>) -> Vec<Row> {
        ids.map(|id| Row { id, fit: self.fit(id) }).collect()
    }

    fn passage_rows(&self, passages: &Set, order: Order, window: &Range<u32>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut seen = 0u32;
        let mut push = |article: u32| {
            let own = self.corpus.passages_of(article as usize);
            let count = passages.len_in(own.clone());
            if seen < window.end && seen.saturating_add(count) > window.start {
                let ids = own.filter(|passage| passages.has(*passage));
                let wanted = (seen..).zip(ids).filter(|(place, _)| window.contains(place));
                let fit = self.fit(article);
                rows.extend(wanted.map(|(_, id)| Row { id, fit }));
            }
            seen += count;
        };
        match order {
            Order::Newest | Order::Relevance => self.found.members().for_each(&mut push),
            Order::Oldest => {
                let oldest = self.corpus.oldest.iter().filter(|article| self.found.has(**article));
                oldest.for_each(|article| push(*article));
            }
        }
        rows
    }

    /// The passages of found articles that [`View::Passages`] lists.
    fn passages(&self, value: Option<&(Facet, String)>) -> Set {
        let corpus = self.corpus;
        let mut passages = corpus.passages_in(&self.found);
        let meeting = if self.clauses.in_one_sentence {
            self.clauses.sentences(0)
        } else if value.is_none() {
            self.clauses.touched(&self.found)
        } else {
            None
        };
        if let Some(meeting) = meeting {
            passages.keep(&meeting);
        }
        if let Some((facet, id)) = value {
            passages.keep(&self.holding(*facet, id));
        }
        passages
    }

    /// The passages of found articles that hold a value; of a source all.
    fn holding(&self, facet: Facet, id: &str) -> Set {
        let mut articles = Set::none(self.corpus.len());
        let value = self.corpus.value(facet, id);
        if let Some(value) = value {
            articles.insert_all(self.corpus.columns.of(facet).articles_of(value));
        }
        articles.keep(&self.found);
        if facet == Facet::Source {
            return self.corpus.passages_in(&articles);
        }
        self.corpus.holding(&articles, Held::Facet(facet), &|other| Some(other) == value, 1)
    }
}

/// The bits that are in one of these words alone.
fn exactly_once(words: &[(Bits, u64)]) -> u64 {
    let (once, twice) =
        words.iter().fold((0, 0), |(once, twice), (_, word)| (once | word, twice | once & word));
    once & !twice
}

/// Counts the bits that are in one word, in two, in three and so on. Where each bit is in how many is summed for all bits of the
/// word at once, as a number whose digits are words.
fn add_numbers(words: &[(Bits, u64)], by_number: &mut [u32; 16]) {
    let mut digits = [0u64; 5];
    for (_, word) in words {
        let mut carry = *word;
        for digit in &mut digits {
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
    }
    for (count, number) in by_number.iter_mut().zip(1u32..=words.len() as u32) {
        let is_number = |bits: u64, (place, digit): (usize, &u64)| {
            bits & if number >> place & 1 == 1 { *digit } else { !*digit }
        };
        *count += digits.iter().enumerate().fold(u64::MAX, is_number).count_ones();
    }
}

impl Hidden {
    /// Lists articles that one clause alone hides.
    fn list(&mut self, base: u32, once: u64, failing: &[(Bits, u64)]) {
        for place in bits(once).take(Self::MOST - self.listed.len()) {
            let hiding = failing.iter().find(|(_, word)| word >> place & 1 != 0).map(|(bits, _)| *bits);
            let key =
                self.by_one.iter().map(|(key, _)| *key).find(|key: &ClauseKey| Some(bit(*key)) == hiding);
            self.listed.extend(key.map(|key| (base + place, key)));
        }
    }
}
