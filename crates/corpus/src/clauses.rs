//! A query made ready for one corpus: for each clause the set of articles that meet it and, where it must hold in one
//! sentence, the set of passages that do.

use crate::clock::{Lies, Periods, Stretch};
use crate::hits::{Depth, WordHits};
use crate::rows::Held;
use crate::search::Note;
use crate::set::Set;
use crate::{Choice, Clause, ClauseKey, Corpus, DateClause, DateValue, Facet, Query, Together, Value};
use dateline_record::Day;
use std::ops::RangeInclusive;

/// Clauses as bits, each at the place of its key.
pub(crate) type Bits = u16;

/// The place of a clause among the bits.
pub(crate) fn bit(key: ClauseKey) -> Bits {
    let excluded = |choice: Choice| u16::from(choice == Choice::Excluded);
    1 << match key {
        ClauseKey::Facet(facet, choice) => 2 * facet as u16 + excluded(choice),
        ClauseKey::Words => 10,
        ClauseKey::Published(choice) => 11 + excluded(choice),
        ClauseKey::Mentioned(choice) => 13 + excluded(choice),
        ClauseKey::Together => 15,
    }
}

/// Both clauses of a facet.
pub(crate) fn own(facet: Facet) -> Bits {
    bit(ClauseKey::Facet(facet, Choice::Included)) | bit(ClauseKey::Facet(facet, Choice::Excluded))
}

/// Both clauses on publication.
pub(crate) const PUBLISHED: Bits = 0b11 << 11;
/// Both clauses on mentioned dates.
pub(crate) const MENTIONED: Bits = 0b11 << 13;
/// The clause that all must hold in one sentence.
pub(crate) const TOGETHER: Bits = 1 << 15;

/// Every key, in order.
pub(crate) fn keys() -> impl Iterator<Item = ClauseKey> {
    let both = [Choice::Included, Choice::Excluded];
    let facets =
        Facet::ALL.into_iter().flat_map(move |facet| both.map(|choice| ClauseKey::Facet(facet, choice)));
    facets
        .chain([ClauseKey::Words])
        .chain(both.map(ClauseKey::Published))
        .chain(both.map(ClauseKey::Mentioned))
        .chain([ClauseKey::Together])
}

/// A query made ready for one corpus.
pub(crate) struct Clauses<'c> {
    corpus: &'c Corpus,
    facets: Vec<FacetClause>,
    words: Option<WordHits>,
    mentioned: MentionedClause,
    /// For each clause its bit and the articles that meet it.
    met: Vec<(Bits, Set)>,
    /// For each clause that must hold in one sentence its bit and the passages that by themselves meet it.
    inside: Vec<(Bits, Set)>,
    /// Articles whose publication meets the periods only possibly.
    published_possibly: Option<Set>,
    /// Articles without a date of publication, where there is a clause on it.
    pub undated: Option<Set>,
    /// Whether all must hold in one sentence.
    pub in_one_sentence: bool,
    /// The clauses that there are.
    pub present: Bits,
    /// Chosen values that the corpus does not hold.
    pub unknown: Vec<(Facet, String)>,
}

/// A facet that has choices.
struct FacetClause {
    facet: Facet,
    all: bool,
    /// Dense ids, each once. A former id may include a value and the present one exclude it.
    included: Vec<u32>,
    excluded: Vec<u32>,
    /// How many included ids the corpus does not know.
    missing: u32,
    none: Option<Choice>,
    present: Bits,
}

#[derive(Default)]
struct MentionedClause {
    /// How each interval lies to the included and to the excluded periods, as flags.
    stretches: Vec<u8>,
    includes_period: bool,
    none: Option<Choice>,
    present: Bits,
}

/// An interval lies inside the included periods.
const IN_INSIDE: u8 = 1;
/// It only overlaps them.
const IN_ACROSS: u8 = 2;
/// It lies inside the excluded periods.
const OUT_INSIDE: u8 = 4;
/// It only overlaps them.
const OUT_ACROSS: u8 = 8;

/// The clause on included mentioned periods.
const MENTIONED_IN: Bits = 1 << 13;

impl<'c> Clauses<'c> {
    /// For one corpus; the depth says whether it is asked which passages hold words.
    pub fn new(query: &Query, depth: Depth, corpus: &'c Corpus) -> Self {
        let query = query.plain();
        let mut unknown = Vec::new();
        let facets: Vec<FacetClause> = query
            .facets
            .iter()
            .map(|(facet, clause)| FacetClause::new(*facet, clause, corpus, &mut unknown))
            .collect();
        let in_one_sentence = query.together == Together::Sentence;
        let words = corpus.hits(&query, if in_one_sentence { Depth::Passages } else { depth });
        let mentioned = MentionedClause::new(&query.mentioned, corpus);
        let present = facets.iter().fold(0, |bits, clause| bits | clause.present)
            | words.as_ref().map_or(0, |_| bit(ClauseKey::Words))
            | present(&query.published, ClauseKey::Published)
            | mentioned.present
            | if in_one_sentence { TOGETHER } else { 0 };
        let mut clauses = Self {
            corpus,
            facets,
            words,
            mentioned,
            met: Vec::new(),
            inside: Vec::new(),
            published_possibly: None,
            undated: None,
            in_one_sentence,
            present,
            unknown,
        };
        clauses.find_articles(&query.published);
        if in_one_sentence {
            clauses.find_passages();
        }
        clauses
    }

    /// How well articles meet the words, where there are any.
    pub fn scores(&self) -> Option<&[(u32, u32)]> {
        self.words.as_ref().map(|words| words.scores.as_slice())
    }

    /// What the reader should know of how the words were read.
    pub fn take_notes(&mut self) -> Vec<Note> {
        self.words.as_mut().map(|words| std::mem::take(&mut words.notes)).unwrap_or_default()
    }

    fn find_articles(&mut self, published: &DateClause) {
        for clause in &self.facets {
            for choice in [Choice::Included, Choice::Excluded] {
                let bit = bit(ClauseKey::Facet(clause.facet, choice));
                if clause.present & bit != 0 {
                    self.met.push((bit, clause.articles(choice, self.corpus)));
                }
            }
        }
        if let Some(words) = &self.words {
            self.met.push((bit(ClauseKey::Words), words.articles.clone()));
        }
        if !published.choices.is_empty() {
            self.find_published(published);
        }
        if self.mentioned.present != 0 {
            let (included, excluded) = self.mentioned.articles(self.corpus);
            let both = [(Choice::Included, included), (Choice::Excluded, excluded)];
            let both = both.map(|(choice, set)| (bit(ClauseKey::Mentioned(choice)), set));
            self.met.extend(both.into_iter().filter(|(bit, _)| self.mentioned.present & bit != 0));
        }
    }

    /// One verdict for each interval of publication, laid over the stretches of articles that have it.
    fn find_published(&mut self, clause: &DateClause) {
        let verdicts = PublishedClause::new(clause).verdicts(self.corpus);
        let size = self.corpus.len();
        let mut sets = [MEETS_IN, MEETS_OUT, POSSIBLE, UNDATED].map(|flag| (flag, Set::none(size)));
        let mut open = (0, 0u8);
        for (start, place) in self.corpus.published_runs.iter().chain([&(size, u32::MAX)]) {
            let verdict = verdicts.get(*place as usize).copied().unwrap_or(MEETS_IN | MEETS_OUT | UNDATED);
            if verdict != open.1 || *start == size {
                for (_, set) in sets.iter_mut().filter(|(flag, _)| open.1 & flag != 0) {
                    set.fill(open.0..*start);
                }
                open = (*start, verdict);
            }
        }
        let [(_, included), (_, excluded), (_, possible), (_, undated)] = sets;
        let present = present(clause, ClauseKey::Published);
        let both = [(Choice::Included, included), (Choice::Excluded, excluded)];
        let both = both.map(|(choice, set)| (bit(ClauseKey::Published(choice)), set));
        self.met.extend(both.into_iter().filter(|(bit, _)| present & bit != 0));
        self.published_possibly = Some(possible);
        self.undated = Some(undated);
    }

    fn find_passages(&mut self) {
        for clause in self.facets.iter().filter(|clause| clause.asks_sentences()) {
            let passages = clause.passages(self.corpus);
            self.inside.push((bit(ClauseKey::Facet(clause.facet, Choice::Included)), passages));
        }
        if let Some(words) = &self.words {
            self.inside.push((bit(ClauseKey::Words), words.passages.clone()));
        }
        if self.mentioned.includes_period {
            self.inside.push((MENTIONED_IN, self.mentioned.passages(self.corpus, IN_INSIDE | IN_ACROSS)));
        }
    }

    /// Articles that meet every clause but these. In sentence mode one sentence must hold the others.
    pub fn under(&self, except: Bits) -> Set {
        let mut articles = all_of(&self.met, except).unwrap_or_else(|| Set::all(self.corpus.len()));
        if let Some(passages) = self.sentences(except) {
            articles.keep(&self.corpus.articles_in(&passages));
        }
        articles
    }

    /// The passages that by themselves meet every clause but these; `None`: none need to.
    pub fn sentences(&self, except: Bits) -> Option<Set> {
        all_of(&self.inside, except)
    }

    /// For each clause its bit and the articles that do not meet it. An article fails to hold together what it is asked if
    /// no sentence holds all that the article meets.
    pub fn failing(&self) -> Vec<(Bits, Set)> {
        let inverted = |(bit, set): &(Bits, Set)| {
            let mut set = set.clone();
            set.invert();
            (*bit, set)
        };
        let mut failing: Vec<(Bits, Set)> = self.met.iter().map(inverted).collect();
        if self.in_one_sentence {
            let mut apart = Set::none(self.corpus.len());
            (0..self.corpus.len())
                .filter(|article| self.is_apart(*article))
                .for_each(|article| apart.insert(article));
            failing.push((TOGETHER, apart));
        }
        failing
    }

    fn is_apart(&self, article: u32) -> bool {
        let met = self.met.iter().filter(|(_, set)| set.has(article)).fold(0, |bits, (bit, _)| bits | bit);
        let asks = || self.inside.iter().filter(|(bit, _)| met & bit != 0);
        let holds = |passage: u32| asks().all(|(_, set)| set.has(passage));
        asks().next().is_some() && !self.corpus.passages_of(article as usize).any(holds)
    }

    /// Articles among the found ones that meet the dates only possibly; `None`: there are none.
    pub fn possible(&self) -> Option<Set> {
        let mentioned = (self.mentioned.present != 0).then(|| self.mentioned_possibly());
        match (self.published_possibly.clone(), mentioned) {
            (Some(mut published), Some(mentioned)) => {
                published.add(&mentioned);
                Some(published)
            }
            (published, mentioned) => published.or(mentioned),
        }
    }

    fn mentioned_possibly(&self) -> Set {
        let mut possible = self.mentioned.articles_with(self.corpus, OUT_ACROSS);
        if !self.mentioned.includes() {
            return possible;
        }
        let mut surely = if self.in_one_sentence && self.mentioned.includes_period {
            // The best sentence of those that meet all of the query.
            let mut passages = self.mentioned.passages(self.corpus, IN_INSIDE);
            self.sentences(0).iter().for_each(|meeting| passages.keep(meeting));
            self.corpus.articles_in(&passages)
        } else {
            let mut surely = self.mentioned.articles_with(self.corpus, IN_INSIDE);
            if self.mentioned.none == Some(Choice::Included) {
                surely.add(&self.corpus.mentioned_of.none);
            }
            surely
        };
        surely.invert();
        possible.add(&surely);
        possible
    }

    /// The passages of articles that hold anything that the query includes; `None` where it includes nothing that a sentence
    /// can hold.
    pub fn touched(&self, articles: &Set) -> Option<Set> {
        let mut touched: Option<Set> = None;
        let mut add = |set: Set| match &mut touched {
            Some(touched) => touched.add(&set),
            None => touched = Some(set),
        };
        for clause in self.facets.iter().filter(|clause| clause.asks_sentences()) {
            let is_included = |value: u32| clause.included.contains(&value);
            add(self.corpus.holding(articles, Held::Facet(clause.facet), &is_included, 1));
        }
        if let Some(words) = &self.words {
            add(words.touched.clone());
        }
        if self.mentioned.includes_period {
            let lies = |place: u32| self.mentioned.lies(place) & (IN_INSIDE | IN_ACROSS) != 0;
            add(self.corpus.holding(articles, Held::Mentioned, &lies, 1));
        }
        touched
    }

    /// Whether *and* is between the included values of a facet; `None` where there are not two of them.
    pub fn is_all(&self, facet: Facet) -> Option<bool> {
        self.facets
            .iter()
            .find(|clause| clause.facet == facet && clause.needed() > 1)
            .map(|clause| clause.all)
    }

    /// The articles that are found with the other of *or* and *and* in a facet. `others` are those that meet every clause
    /// but the facet's own.
    pub fn found_switched(&mut self, facet: Facet, others: &Set) -> Set {
        if self.in_one_sentence {
            self.switch(facet);
            let found = self.under(0);
            self.switch(facet);
            return found;
        }
        let clause = self.facets.iter_mut().find(|clause| clause.facet == facet);
        let Some(clause) = clause else { return Set::none(self.corpus.len()) };
        clause.all = !clause.all;
        let mut found = clause.articles(Choice::Included, self.corpus);
        clause.all = !clause.all;
        found.keep(others);
        let excluded = bit(ClauseKey::Facet(facet, Choice::Excluded));
        let excluded = self.met.iter().find(|(bit, _)| *bit == excluded);
        if let Some((_, kept)) = excluded {
            found.keep(kept);
        }
        found
    }

    fn switch(&mut self, facet: Facet) {
        let Some(clause) = self.facets.iter_mut().find(|clause| clause.facet == facet) else { return };
        clause.all = !clause.all;
        let own = bit(ClauseKey::Facet(facet, Choice::Included));
        for (_, set) in self.met.iter_mut().filter(|(bit, _)| *bit == own) {
            *set = clause.articles(Choice::Included, self.corpus);
        }
        for (_, set) in self.inside.iter_mut().filter(|(bit, _)| *bit == own) {
            *set = clause.passages(self.corpus);
        }
    }
}

/// What is in all of these sets but those of some clauses; `None` where no set is left.
fn all_of(sets: &[(Bits, Set)], except: Bits) -> Option<Set> {
    let mut sets = sets.iter().filter(|(bit, _)| bit & except == 0).map(|(_, set)| set);
    let mut all = sets.next()?.clone();
    sets.for_each(|set| all.keep(set));
    Some(all)
}

impl FacetClause {
    fn new(facet: Facet, clause: &Clause, corpus: &Corpus, unknown: &mut Vec<(Facet, String)>) -> Self {
        let (mut included, mut excluded, mut missing) = (Vec::new(), Vec::new(), 0);
        for (value, choice) in &clause.choices {
            let Value::Id(id) = value else { continue };
            let of_choice = if *choice == Choice::Included { &mut included } else { &mut excluded };
            match corpus.value(facet, id) {
                Some(value) if of_choice.contains(&value) => {}
                Some(value) => of_choice.push(value),
                None => {
                    unknown.push((facet, id.clone()));
                    missing += u32::from(*choice == Choice::Included);
                }
            }
        }
        let none = clause.choices.get(&Value::None).copied();
        let present =
            clause.choices.values().fold(0, |bits, choice| bits | bit(ClauseKey::Facet(facet, *choice)));
        Self { facet, all: clause.all, included, excluded, missing, none, present }
    }

    fn includes_none(&self) -> bool {
        self.none == Some(Choice::Included)
    }

    /// How many included values there are, "none" among them.
    fn needed(&self) -> u32 {
        self.included.len() as u32 + self.missing + u32::from(self.includes_none())
    }

    fn asks_sentences(&self) -> bool {
        self.included.len() as u32 + self.missing > 0 && self.facet != Facet::Source
    }

    /// The articles that meet what is included, or that have nothing of what is excluded.
    fn articles(&self, choice: Choice, corpus: &Corpus) -> Set {
        let column = corpus.columns.of(self.facet);
        let of = |values: &[u32]| {
            let mut set = Set::none(corpus.len());
            for value in values {
                set.insert_all(column.articles_of(*value));
            }
            set
        };
        if choice == Choice::Excluded {
            let mut set = of(&self.excluded);
            if self.none == Some(Choice::Excluded) {
                set.add(&column.none);
            }
            set.invert();
            return set;
        }
        if !self.all {
            let mut set = of(&self.included);
            if self.includes_none() {
                set.add(&column.none);
            }
            return set;
        }
        if self.missing > 0 {
            return Set::none(corpus.len());
        }
        let mut set = if self.includes_none() { column.none.clone() } else { Set::all(corpus.len()) };
        self.included.iter().for_each(|value| set.keep(&of(&[*value])));
        set
    }

    /// The passages that meet what is included.
    fn passages(&self, corpus: &Corpus) -> Set {
        let column = corpus.columns.of(self.facet);
        let mut having = Set::none(corpus.len());
        self.included.iter().for_each(|value| having.insert_all(column.articles_of(*value)));
        let needed = if self.all { self.needed() } else { 1 };
        let is_included = |value: u32| self.included.contains(&value);
        let mut passages = corpus.holding(&having, Held::Facet(self.facet), &is_included, needed);
        if self.includes_none() && needed == 1 {
            passages.add(&corpus.passages_in(&column.none));
        }
        passages
    }
}

fn present(clause: &DateClause, key: fn(Choice) -> ClauseKey) -> Bits {
    clause.choices.values().fold(0, |bits, choice| bits | bit(key(*choice)))
}

fn periods(clause: &DateClause, choice: Choice) -> Periods {
    let chosen = clause.choices.iter().filter(|(_, other)| **other == choice);
    Periods::new(chosen.filter_map(|(value, _)| value.interval()))
}

/// An interval of publication is let in.
const MEETS_IN: u8 = 1;
/// It is not removed.
const MEETS_OUT: u8 = 2;
/// It meets the periods only possibly.
const POSSIBLE: u8 = 4;
/// It is none.
const UNDATED: u8 = 8;

/// The choices on publication.
struct PublishedClause {
    included: Periods,
    excluded: Periods,
    longer: Option<Choice>,
    none: Option<Choice>,
    asks: bool,
}

impl PublishedClause {
    fn new(clause: &DateClause) -> Self {
        let [included, excluded] = [Choice::Included, Choice::Excluded].map(|choice| periods(clause, choice));
        let longer = clause.choices.get(&DateValue::LongerThanAMonth).copied();
        let none = clause.choices.get(&DateValue::None).copied();
        let asks = clause.choices.values().any(|choice| *choice == Choice::Included);
        Self { included, excluded, longer, none, asks }
    }

    /// What it says of each interval of a corpus, as flags. Most intervals are one day, and most days are judged as the one
    /// before.
    fn verdicts(&self, corpus: &Corpus) -> Vec<u8> {
        let (mut alike, mut last): (Option<RangeInclusive<i32>>, u8) = (None, 0);
        let mut verdict = |stretch: &Stretch| {
            let day = stretch.first.filter(|first| stretch.last == Some(*first)).map(Day::number);
            let is_alike = day.is_some_and(|day| alike.as_ref().is_some_and(|days| days.contains(&day)));
            if !is_alike {
                last = self.judge(*stretch);
                alike = day.map(|day| self.alike(day));
            }
            last
        };
        corpus.published.stretches.iter().map(&mut verdict).collect()
    }

    /// Days that are judged as this one.
    fn alike(&self, day: i32) -> RangeInclusive<i32> {
        let (included, excluded) = (self.included.alike(day), self.excluded.alike(day));
        included.0.max(excluded.0)..=included.1.min(excluded.1)
    }

    fn judge(&self, stretch: Stretch) -> u8 {
        let (lets_in, removes, fit) = if stretch.is_undated() {
            // It may lie in any period, so it stays under one until "none" is excluded.
            let lets_in = self.none == Some(Choice::Included) || !self.included.is_empty();
            (lets_in, self.none == Some(Choice::Excluded), UNDATED)
        } else {
            let bucket = self.longer.filter(|_| stretch.is_longer_than_a_month());
            let (lies_in, lies_out) = (self.included.lies(stretch), self.excluded.lies(stretch));
            let is_in = bucket == Some(Choice::Included);
            let sure = lies_in == Lies::Inside || is_in || !self.asks;
            let fit = if sure && lies_out == Lies::Outside { 0 } else { POSSIBLE };
            let removes = lies_out == Lies::Inside || bucket == Some(Choice::Excluded);
            (lies_in != Lies::Outside || is_in, removes, fit)
        };
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        flag(!self.asks || lets_in, MEETS_IN) | flag(!removes, MEETS_OUT) | fit
    }
}

impl MentionedClause {
    fn new(clause: &DateClause, corpus: &Corpus) -> Self {
        let present = present(clause, ClauseKey::Mentioned);
        if present == 0 {
            return Self::default();
        }
        let [included, excluded] = [Choice::Included, Choice::Excluded].map(|choice| periods(clause, choice));
        let flag = |lies: Lies, inside: u8, across: u8| match lies {
            Lies::Inside => inside,
            Lies::Across => across,
            Lies::Outside => 0,
        };
        let lies = |stretch: &Stretch| {
            flag(included.lies(*stretch), IN_INSIDE, IN_ACROSS)
                | flag(excluded.lies(*stretch), OUT_INSIDE, OUT_ACROSS)
        };
        let stretches = corpus.mentioned.stretches.iter().map(lies).collect();
        let none = clause.choices.get(&DateValue::None).copied();
        Self { stretches, includes_period: !included.is_empty(), none, present }
    }

    fn includes(&self) -> bool {
        self.includes_period || self.none == Some(Choice::Included)
    }

    fn lies(&self, place: u32) -> u8 {
        self.stretches.get(place as usize).copied().unwrap_or(0)
    }

    /// Articles with an interval that lies in one of these ways.
    fn articles_with(&self, corpus: &Corpus, flags: u8) -> Set {
        let mut articles = Set::none(corpus.len());
        for (place, lies) in (0..).zip(&self.stretches) {
            if lies & flags != 0 {
                articles.insert_all(corpus.mentioned_of.articles_of(place));
            }
        }
        articles
    }

    /// The articles that meet what is included, and those that are not removed.
    fn articles(&self, corpus: &Corpus) -> (Set, Set) {
        let none = &corpus.mentioned_of.none;
        let mut included = self.articles_with(corpus, IN_INSIDE | IN_ACROSS);
        let mut excluded = self.articles_with(corpus, OUT_INSIDE);
        match self.none {
            Some(Choice::Included) => included.add(none),
            Some(Choice::Excluded) => excluded.add(none),
            None => {}
        }
        excluded.invert();
        (included, excluded)
    }

    /// The passages that hold an interval that lies in one of these ways to the included periods, or whose article mentions
    /// none where that is included.
    fn passages(&self, corpus: &Corpus, flags: u8) -> Set {
        let articles = self.articles_with(corpus, flags);
        let lies = |place: u32| self.lies(place) & flags != 0;
        let mut passages = corpus.holding(&articles, Held::Mentioned, &lies, 1);
        if self.none == Some(Choice::Included) {
            passages.add(&corpus.passages_in(&corpus.mentioned_of.none));
        }
        passages
    }
}
