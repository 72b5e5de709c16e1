//! The answer to a query, from sets: what each clause lets through is joined and counted, each facet under all clauses but
//! its own.
//!
//! Facts come from the columns; no text and no record is read.

use crate::clauses::{Bits, Clauses, MENTIONED, PUBLISHED, bit, keys, own};
use crate::hits::Depth;
use crate::rows::Held;
use crate::set::{Set, bits};
use crate::stories::Gathered;
use crate::{
    ClauseKey, Corpus, DateCounts, Facet, FacetCounts, Fit, Found, Hidden, MonthCount, Order, Outcome, Query,
    Row, Unit, View, Wanted, order, search,
};
use std::ops::Range;

/// The answer to the empty query, counted once.
#[derive(Default)]
pub(crate) struct Whole {
    /// Articles, or stories.
    pub found: u32,
    /// Passages of those that are listed.
    passages: u32,
    /// Counts of every facet, in the order of [`Facet::ALL`].
    pub facets: Vec<FacetCounts>,
    /// Counts of both clocks.
    pub dates: DateCounts,
    /// What is counted of the clock of publication.
    published: Vec<u32>,
    /// And of that of mentioned dates.
    mentioned: Vec<u32>,
    /// The months of both clocks.
    months: [Vec<MonthCount>; 2],
}

impl Corpus {
    /// The answer to a query: numbers by dense ids. Pure; what is not wanted stays empty.
    pub fn run(&self, query: &Query, wanted: &Wanted) -> Outcome {
        let lacks = self.missing(query, wanted);
        if !lacks.is_empty() {
            return Outcome { of: self.of(query.unit), lacks, ..Outcome::default() };
        }
        let lists_passages = wanted.passages || wanted.view != View::Articles;
        let depth = if lists_passages { Depth::Passages } else { Depth::Articles };
        let clauses = Clauses::new(query, depth, self);
        if clauses.present == 0 && wanted.view == View::Articles {
            return self.everything(query.unit, wanted);
        }
        let mut answer = Answer::new(self, clauses, query.unit);
        let (rows, rows_total) = answer.rows(wanted);
        Outcome {
            found: answer.count_found(),
            of: self.of(query.unit),
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
    fn everything(&self, unit: Unit, wanted: &Wanted) -> Outcome {
        let Some(whole) = self.whole(unit) else { return Outcome::default() };
        let (skip, length) = (wanted.window.start as usize, wanted.window.len());
        let listed = |id: &u32| unit == Unit::Articles || !self.stories.followers.has(*id);
        let window = |ids: &mut dyn Iterator<Item = u32>| {
            ids.filter(listed).skip(skip).take(length).map(|id| Row { id, fit: Fit::Sure }).collect()
        };
        let rows = match wanted.order {
            Order::Newest | Order::Relevance => window(&mut (0..self.len())),
            Order::Oldest => window(&mut self.oldest.iter().copied()),
        };
        let facet = |facet: &Facet| whole.facets.get(*facet as usize).cloned();
        Outcome {
            found: Found { sure: whole.found, ..Found::default() },
            of: whole.found,
            passages: if wanted.passages { whole.passages } else { 0 },
            rows,
            rows_total: whole.found,
            facets: wanted.facets.iter().filter_map(facet).collect(),
            dates: wanted.dates.then(|| whole.dates.clone()),
            ..Outcome::default()
        }
    }

    /// The answer to the empty query on articles or on stories.
    pub(crate) fn whole(&self, unit: Unit) -> Option<&Whole> {
        let articles = self.whole.first();
        if unit == Unit::Stories { self.whole.get(1).or(articles) } else { articles }
    }

    /// How many articles or stories there are.
    fn of(&self, unit: Unit) -> u32 {
        self.whole(unit).map_or(0, |whole| whole.found)
    }

    /// Counts over all articles.
    pub(crate) fn count_whole(&self, unit: Unit) -> Whole {
        let all = self.gathered(Set::all(self.len()), unit);
        let counts = |facet: Facet| {
            let mut counts = self.columns.of(facet).whole();
            let none = self.count_values(&mut counts, &all, Held::Facet(facet));
            FacetCounts { facet, counts, none, any_all: None }
        };
        let mut mentioned = self.mentioned_of.whole();
        let nothing_mentioned = self.count_values(&mut mentioned, &all, Held::Mentioned);
        let (published, mentioned) = (self.by_publication(&all), self.mentioned.counted(&mentioned));
        let months = [self.published.months(&published), self.mentioned.months(&mentioned)];
        let passages = |article: u32| self.passages_of(article as usize).len() as u32;
        let mut whole = Whole {
            found: all.listed.len(),
            passages: all.listed.members().map(passages).sum(),
            facets: Facet::ALL.map(counts).into(),
            published,
            mentioned,
            months,
            dates: DateCounts::default(),
        };
        whole.dates = self.date_counts(&whole, &whole.published, &whole.mentioned, nothing_mentioned);
        whole
    }

    /// Makes counts of articles by value such of what is counted. Returns how many have no value.
    fn count_values(&self, counts: &mut Vec<u32>, gathered: &Gathered, held: Held) -> u32 {
        let column = self.column(held);
        counts.push(gathered.articles.len_with(&column.none));
        let repeats = match held {
            Held::Facet(facet) => self.repeats_of(facet),
            Held::Mentioned => &self.repeats.mentioned,
        };
        self.take_repeats(counts, gathered, Some(repeats), &|article, values| column.says(article, values));
        counts.pop().unwrap_or(0)
    }

    /// What is counted of the clock of publication.
    fn by_publication(&self, gathered: &Gathered) -> Vec<u32> {
        let mut counts = vec![0u32; self.published.stretches.len()];
        let ends = self.published_runs.iter().skip(1).map(|(start, _)| *start).chain([self.len()]);
        let mut before = 0;
        for ((_, place), below) in self.published_runs.iter().zip(gathered.articles.below(ends)) {
            counts.get_mut(*place as usize).into_iter().for_each(|count| *count += below - before);
            before = below;
        }
        let mut counted = self.published.counted(&counts);
        self.take_repeated_dates(&mut counted, gathered);
        counted
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
    unit: Unit,
    found: Gathered,
    /// Found articles that meet the dates only possibly.
    possible: Option<Set>,
}

/// What a query finds, for counts of other things among it.
pub(crate) struct Under {
    /// The articles.
    pub found: Gathered,
    /// The passages that meet all of it; `None`: none need to.
    pub sentences: Option<Set>,
    /// For each facet asked for, how many hold each value (in one such passage, where there are any).
    pub counts: Vec<Vec<u32>>,
}

impl Corpus {
    /// What a query finds, with counts of these facets under all of it.
    pub(crate) fn under(&self, query: &Query, facets: &[Facet]) -> Under {
        let answer = Answer::new(self, Clauses::new(query, Depth::Articles, self), query.unit);
        let counts = facets.iter().map(|facet| answer.count(&answer.found, 0, Held::Facet(*facet)).0);
        let (counts, sentences) = (counts.collect(), answer.clauses.sentences(0));
        Under { counts, sentences, found: answer.found }
    }

    /// Of what is found the articles that are rows, in an order of the list.
    pub(crate) fn found_in_order(&self, query: &Query, order: Order) -> Vec<u32> {
        let answer = Answer::new(self, Clauses::new(query, Depth::Articles, self), query.unit);
        let (rows, _) = answer.rows(&Wanted { order, window: 0..u32::MAX, ..Wanted::default() });
        rows.into_iter().map(|row| row.id).collect()
    }
}

impl<'a> Answer<'a> {
    fn new(corpus: &'a Corpus, clauses: Clauses<'a>, unit: Unit) -> Self {
        let (found, possible) = (corpus.gathered(clauses.under(0), unit), clauses.possible());
        Self { corpus, clauses, unit, found, possible }
    }

    /// How a row meets the dates: as well as the best of the found copies.
    fn fit(&self, article: u32) -> Fit {
        let own = self.fit_of(article);
        if own == Fit::Sure || self.unit == Unit::Articles {
            return own;
        }
        let copies = self.corpus.stories.copies_of(article).iter();
        let found = copies.filter(|copy| self.found.articles.has(**copy));
        found.map(|copy| self.fit_of(*copy)).min().unwrap_or(own)
    }

    fn fit_of(&self, article: u32) -> Fit {
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
        let mut unsure = Set::none(self.corpus.len());
        [&self.clauses.undated, &self.possible].into_iter().flatten().for_each(|set| unsure.add(set));
        unsure.keep(&self.found.listed);
        let mut found = Found { sure: self.found.listed.len() - unsure.len(), ..Found::default() };
        // A copy that is no row may meet the dates better.
        let mut copied = self.corpus.stories.copied.clone();
        copied.keep(&unsure);
        if self.unit == Unit::Stories {
            unsure.remove(&copied);
            for article in copied.members() {
                match self.fit(article) {
                    Fit::Sure => found.sure += 1,
                    Fit::Possible => found.possible += 1,
                    Fit::Undated => found.undated += 1,
                }
            }
        }
        let undated = self.clauses.undated.as_ref().map_or(0, |undated| unsure.len_with(undated));
        found.possible += unsure.len() - undated;
        found.undated += undated;
        found
    }

    /// Articles that meet every clause but these; `None` where they are those that are found. In sentence mode one sentence
    /// must hold the others.
    fn under(&self, except: Bits) -> Option<Gathered> {
        let differs = self.clauses.present & except != 0;
        differs.then(|| self.corpus.gathered(self.clauses.under(except), self.unit))
    }

    /// Of these articles how many have each value, and how many have none. In sentence mode a sentence that meets all clauses
    /// but the excepted ones must hold it.
    fn count(&self, articles: &Gathered, except: Bits, held: Held) -> (Vec<u32>, u32) {
        let column = self.corpus.column(held);
        if !self.clauses.in_one_sentence || held == Held::Facet(Facet::Source) {
            let mut counts = column.count(&articles.articles);
            let none = self.corpus.count_values(&mut counts, articles, held);
            return (counts, none);
        }
        let sentences = self.clauses.sentences(except);
        let mut counts = self.corpus.count_held(&articles.articles, sentences.as_ref(), held);
        counts.push(articles.articles.len_with(&column.none));
        let none = column.value_count() as u32;
        self.corpus.take_repeats(&mut counts, articles, None, &|article, values| {
            values.extend(column.none.has(article).then_some(none));
            let mut push = |value| values.push(value);
            self.corpus.each_held(article, sentences.as_ref(), held, &mut Vec::new(), &mut push);
        });
        let none = counts.pop().unwrap_or(0);
        (counts, none)
    }

    /// What was counted at the start, where these clauses are all that there are.
    fn whole_under(&self, except: Bits) -> Option<&'a Whole> {
        self.corpus.whole(self.unit).filter(|_| self.clauses.present & !except == 0)
    }

    fn facet(&mut self, facet: Facet) -> FacetCounts {
        let whole = self.whole_under(own(facet)).and_then(|whole| whole.facets.get(facet as usize));
        if let Some(whole) = whole {
            let any_all = self.any_all(facet, &Set::all(self.corpus.len()));
            return FacetCounts { any_all, ..whole.clone() };
        }
        let under = self.under(own(facet));
        let articles = under.as_ref().unwrap_or(&self.found);
        let (counts, none) = self.count(articles, own(facet), Held::Facet(facet));
        let any_all = under.and_then(|others| self.any_all(facet, &others.articles));
        FacetCounts { facet, counts, none, any_all }
    }

    /// How many are found with *or* and with *and* between the included values of a facet.
    fn any_all(&mut self, facet: Facet, others: &Set) -> Option<(u32, u32)> {
        let is_all = self.clauses.is_all(facet)?;
        let other = self.clauses.found_switched(facet, others);
        let (this, other) = (self.found.listed.len(), self.corpus.gathered(other, self.unit).listed.len());
        Some(if is_all { (other, this) } else { (this, other) })
    }

    fn dates(&self) -> DateCounts {
        let corpus = self.corpus;
        let counted = || {
            let under = self.under(PUBLISHED);
            corpus.by_publication(under.as_ref().unwrap_or(&self.found))
        };
        let published = self.whole_under(PUBLISHED).map_or_else(counted, |whole| whole.published.clone());
        let counted = || {
            let under = self.under(MENTIONED);
            let (counts, nothing) =
                self.count(under.as_ref().unwrap_or(&self.found), MENTIONED, Held::Mentioned);
            (corpus.mentioned.counted(&counts), nothing)
        };
        let known = |whole: &Whole| (whole.mentioned.clone(), whole.dates.nothing_mentioned);
        let (mentioned, nothing) = self.whole_under(MENTIONED).map_or_else(counted, known);
        let whole = corpus.whole(self.unit);
        whole.map(|whole| corpus.date_counts(whole, &published, &mentioned, nothing)).unwrap_or_default()
    }

    fn hidden(&self) -> Hidden {
        let failing = self.clauses.failing();
        let present = keys().filter(|key| self.clauses.present & bit(*key) != 0);
        let mut hidden = Hidden { by_one: present.map(|key| (key, 0)).collect(), ..Hidden::default() };
        let mut by_number = [0u32; 16];
        let copied: &[u64] =
            if self.unit == Unit::Stories { self.corpus.stories.copied.words() } else { &[] };
        for place in 0..self.found.articles.words().len() {
            let alone = !copied.get(place).copied().unwrap_or(0);
            let word =
                |(bit, set): &(Bits, Set)| (*bit, set.words().get(place).copied().unwrap_or(0) & alone);
            let failing: Vec<(Bits, u64)> = failing.iter().map(word).filter(|(_, word)| *word != 0).collect();
            add_numbers(&failing, &mut by_number);
            let once = exactly_once(&failing);
            for (bits, word) in failing.iter().filter(|(_, word)| word & once != 0) {
                hidden.count(*bits, (word & once).count_ones());
            }
            hidden.list(place as u32 * 64, once, &failing);
        }
        if !copied.is_empty() {
            self.hide_stories(&failing, &mut hidden, &mut by_number);
        }
        let most = by_number.iter().rposition(|count| *count > 0).map_or(0, |place| place + 1);
        hidden.by_number = by_number.into_iter().take(most).collect();
        hidden
    }

    /// Counts and lists the stories of several copies of which none is found.
    fn hide_stories(&self, failing: &[(Bits, Set)], hidden: &mut Hidden, by_number: &mut [u32]) {
        let stories = &self.corpus.stories;
        for story in 0..stories.count() {
            let copies = stories.copies(story);
            if copies.iter().any(|copy| self.found.articles.has(*copy)) {
                continue;
            }
            let (mut least, mut alone, mut first) = (usize::MAX, 0, None);
            for copy in copies {
                let hiding = failing.iter().filter(|(_, set)| set.has(*copy));
                let bits = hiding.fold(0, |bits: Bits, (bit, _)| bits | bit);
                least = least.min(bits.count_ones() as usize);
                if bits.is_power_of_two() {
                    alone |= bits;
                    first.get_or_insert((*copy, bits));
                }
            }
            least
                .checked_sub(1)
                .and_then(|place| by_number.get_mut(place))
                .into_iter()
                .for_each(|one| *one += 1);
            let single = failing.iter().filter(|(bit, _)| alone & bit != 0);
            single.for_each(|(bit, _)| hidden.count(*bit, 1));
            hidden.listed.extend(first.and_then(|(copy, bits)| Some((copy, hidden.key(bits)?))));
        }
        order::sort(&mut hidden.listed);
        hidden.listed.truncate(Hidden::MOST);
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
                let ids = search::window(scores, &|id| self.found.listed.has(id), wanted.window.clone());
                self.articles_of(&mut ids.into_iter())
            }
            (None, Order::Newest | Order::Relevance) => {
                self.articles_of(&mut self.found.listed.members().skip(skip).take(length))
            }
            (None, Order::Oldest) => {
                let oldest =
                    self.corpus.oldest.iter().copied().filter(|article| self.found.listed.has(*article));
                self.articles_of(&mut oldest.skip(skip).take(length))
            }
            (Some(passages), order) => self.passage_rows(passages, order, &wanted.window),
        };
        (rows, passages.as_ref().unwrap_or(&self.found.listed).len())
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
            Order::Newest | Order::Relevance => self.found.listed.members().for_each(&mut push),
            Order::Oldest => {
                let oldest = self.corpus.oldest.iter().filter(|article| self.found.listed.has(**article));
                oldest.for_each(|article| push(*article));
            }
        }
        rows
    }

    /// The passages of found articles that [`View::Passages`] lists.
    fn passages(&self, value: Option<&(Facet, String)>) -> Set {
        let corpus = self.corpus;
        let mut passages = corpus.passages_in(&self.found.listed);
        let meeting = if self.clauses.in_one_sentence {
            self.clauses.sentences(0)
        } else if value.is_none() {
            self.clauses.touched(&self.found.listed)
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
        articles.keep(&self.found.listed);
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
    /// The clause of a bit.
    fn key(&self, clause: Bits) -> Option<ClauseKey> {
        self.by_one.iter().map(|(key, _)| *key).find(|key| bit(*key) == clause)
    }

    /// Adds articles that a clause alone hides.
    fn count(&mut self, clause: Bits, articles: u32) {
        let of = self.by_one.iter_mut().find(|(key, _)| bit(*key) == clause);
        if let Some((_, count)) = of {
            *count += articles;
        }
    }

    /// Lists articles that one clause alone hides.
    fn list(&mut self, base: u32, once: u64, failing: &[(Bits, u64)]) {
        for place in bits(once).take(Self::MOST - self.listed.len()) {
            let hiding = failing.iter().find(|(_, word)| word >> place & 1 != 0).map(|(bits, _)| *bits);
            self.listed.extend(hiding.and_then(|bits| Some((base + place, self.key(bits)?))));
        }
    }
}
