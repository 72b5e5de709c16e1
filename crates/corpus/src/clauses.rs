//! A query made ready for one corpus: ids as dense ids, periods judged interval by interval, words searched.
//!
//! [`Clauses::judge`] says of an article which clauses it does not meet, as bits, and how sure it meets the dates.

use crate::clock::{Lies, Periods, Stretch};
use crate::hits::{Depth, WordHits, hits};
use crate::{Choice, Clause, ClauseKey, Corpus, DateClause, DateValue, Facet, Fit, Query, Together, Value};

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
    /// By the place of an article's interval.
    published: Vec<DateVerdict>,
    mentioned: MentionedClause,
    /// Whether all must hold in one sentence.
    pub in_one_sentence: bool,
    /// The clauses that there are.
    pub present: Bits,
    /// Chosen values that the corpus does not hold.
    pub unknown: Vec<(Facet, String)>,
}

/// What an article meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The clauses that it does not meet.
    pub fails: Bits,
    /// How sure it meets the dates.
    pub fit: Fit,
}

/// A facet that has choices.
struct FacetClause {
    facet: Facet,
    all: bool,
    /// By dense value id, the flags [`INCLUDED`] and [`EXCLUDED`]: a former id may say one, the present one the other.
    choices: Vec<u8>,
    /// How many different ids are included, unknown ones among them.
    included: u32,
    none: Option<Choice>,
    present: Bits,
}

const INCLUDED: u8 = 1;
const EXCLUDED: u8 = 2;

/// What a clause on publication says of an interval.
#[derive(Clone, Copy, Default)]
struct DateVerdict {
    fails: Bits,
    fit: Fit,
}

#[derive(Default)]
struct MentionedClause {
    /// How each interval lies to the included and to the excluded periods.
    stretches: Vec<(Lies, Lies)>,
    includes_period: bool,
    none: Option<Choice>,
    present: Bits,
}

impl<'c> Clauses<'c> {
    /// For one corpus.
    pub fn new(query: &Query, corpus: &'c Corpus) -> Self {
        let query = query.plain();
        let mut unknown = Vec::new();
        let facets: Vec<FacetClause> = query
            .facets
            .iter()
            .map(|(facet, clause)| FacetClause::new(*facet, clause, corpus, &mut unknown))
            .collect();
        let words = hits(&query.words, Depth::Passages, corpus);
        let published = published(&query.published, corpus);
        let mentioned = MentionedClause::new(&query.mentioned, corpus);
        let in_one_sentence = query.together == Together::Sentence;
        let present = facets.iter().fold(0, |bits, clause| bits | clause.present)
            | words.as_ref().map_or(0, |_| bit(ClauseKey::Words))
            | present(&query.published, ClauseKey::Published)
            | mentioned.present
            | if in_one_sentence { TOGETHER } else { 0 };
        Self { corpus, facets, words, published, mentioned, in_one_sentence, present, unknown }
    }

    /// Which clauses an article does not meet.
    pub fn judge(&self, article: usize) -> Verdict {
        let mut fails = 0;
        for clause in &self.facets {
            fails |= clause.fails(self.corpus.facets.of(clause.facet).of(article));
        }
        if self.words.as_ref().is_some_and(|words| !words.articles.has(article as u32)) {
            fails |= bit(ClauseKey::Words);
        }
        let place = self.corpus.published_of.get(article).copied().unwrap_or(u32::MAX) as usize;
        let published = self.published.get(place).copied().unwrap_or_default();
        let mentioned = self.mentioned.judge(self.corpus.mentioned_of.of(article));
        fails |= published.fails | mentioned.fails;
        if !self.in_one_sentence {
            return Verdict { fails, fit: published.fit.max(mentioned.fit) };
        }
        let (together, fit) = self.judge_sentences(article, fails);
        Verdict { fails: fails | together, fit: published.fit.max(fit.unwrap_or(mentioned.fit)) }
    }

    /// Whether no sentence holds all that the article meets; else, where periods are included, how sure the best sentence
    /// meets the mentioned dates.
    fn judge_sentences(&self, article: usize, fails: Bits) -> (Bits, Option<Fit>) {
        let best = self.sentences(article, fails).map(|(_, fit)| fit).min();
        match best {
            None if self.asks_sentences(fails) => (TOGETHER, None),
            // An excluded period acts on the article.
            Some(best) if self.mentioned.includes_period => {
                let excluded = self.mentioned.excluded(self.corpus.mentioned_of.of(article)).fit;
                (0, Some(best.max(excluded)))
            }
            _ => (0, None),
        }
    }

    /// Whether any clause but these must hold in a sentence.
    pub fn asks_sentences(&self, except: Bits) -> bool {
        let mut facets = self.facets.iter().filter(|clause| except & clause.included_bit() == 0);
        facets.any(FacetClause::asks_sentences)
            || (self.words.is_some() && except & bit(ClauseKey::Words) == 0)
            || (self.mentioned.includes_period && except & MENTIONED_IN == 0)
    }

    /// The passages of an article that by themselves meet every clause but these, and how sure they meet the
    /// included periods of mentioned dates.
    pub fn sentences(&self, article: usize, except: Bits) -> impl Iterator<Item = (u32, Fit)> {
        self.corpus.passages_of(article).filter_map(move |passage| {
            let meets = self.facets_hold(article, passage, except) && self.words_hold(passage, except);
            let dates = self.corpus.mentioned_in.of(passage as usize);
            let none = self.corpus.mentioned_of.of(article).is_empty();
            let fit = if except & MENTIONED_IN == 0 {
                self.mentioned.included(dates, none)
            } else {
                Some(Fit::Sure)
            };
            Some((passage, fit.filter(|_| meets)?))
        })
    }

    fn facets_hold(&self, article: usize, passage: u32, except: Bits) -> bool {
        let here =
            |clause: &&FacetClause| clause.facet != Facet::Source && except & clause.included_bit() == 0;
        self.facets.iter().filter(here).all(|clause| {
            let none = self.corpus.facets.of(clause.facet).of(article).is_empty();
            clause.holds(self.corpus.passage_facets.of(clause.facet).of(passage as usize), none)
        })
    }

    fn words_hold(&self, passage: u32, except: Bits) -> bool {
        let asked = self.words.as_ref().filter(|_| except & bit(ClauseKey::Words) == 0);
        asked.is_none_or(|words| words.passages.has(passage))
    }

    /// Whether a passage holds anything that the query includes.
    pub fn touches(&self, passage: u32) -> bool {
        let included = |clause: &&FacetClause| clause.asks_sentences();
        let facets = self.facets.iter().filter(included).any(|clause| {
            let values = self.corpus.passage_facets.of(clause.facet).of(passage as usize);
            values.iter().any(|value| clause.is(*value, INCLUDED))
        });
        let dates = self.corpus.mentioned_in.of(passage as usize);
        facets
            || self.words.as_ref().is_some_and(|words| words.touched.has(passage))
            || (self.mentioned.includes_period && self.mentioned.included(dates, false).is_some())
    }

    /// Whether *and* is between the included values of a facet; `None` where there are not two of them.
    pub fn is_all(&self, facet: Facet) -> Option<bool> {
        self.facets
            .iter()
            .find(|clause| clause.facet == facet && clause.needed() > 1)
            .map(|clause| clause.all)
    }

    /// The same with the other of *or* and *and* in a facet.
    pub fn switch(&mut self, facet: Facet) {
        for clause in self.facets.iter_mut().filter(|clause| clause.facet == facet) {
            clause.all = !clause.all;
        }
    }
}

/// The clause on included mentioned periods.
const MENTIONED_IN: Bits = 1 << 13;

impl FacetClause {
    fn new(facet: Facet, clause: &Clause, corpus: &Corpus, unknown: &mut Vec<(Facet, String)>) -> Self {
        let mut choices = vec![0; corpus.values(facet).len()];
        let mut missing = 0;
        for (value, choice) in &clause.choices {
            let Value::Id(id) = value else { continue };
            if let Some(slot) = corpus.value(facet, id).and_then(|value| choices.get_mut(value as usize)) {
                *slot |= if *choice == Choice::Included { INCLUDED } else { EXCLUDED };
            } else {
                unknown.push((facet, id.clone()));
                missing += u32::from(*choice == Choice::Included);
            }
        }
        let known = choices.iter().filter(|choice| **choice & INCLUDED != 0).count() as u32;
        let none = clause.choices.get(&Value::None).copied();
        let present =
            clause.choices.values().fold(0, |bits, choice| bits | bit(ClauseKey::Facet(facet, *choice)));
        Self { facet, all: clause.all, choices, included: known + missing, none, present }
    }

    fn is(&self, value: u32, flag: u8) -> bool {
        self.choices.get(value as usize).is_some_and(|choice| choice & flag != 0)
    }

    fn included_bit(&self) -> Bits {
        bit(ClauseKey::Facet(self.facet, Choice::Included))
    }

    /// How many included values there are, "none" among them.
    fn needed(&self) -> u32 {
        self.included + u32::from(self.none == Some(Choice::Included))
    }

    fn asks_sentences(&self) -> bool {
        self.included > 0 && self.facet != Facet::Source
    }

    /// Whether these values of an article or a sentence meet the included ones; `none`: the article has no value.
    fn holds(&self, values: &[u32], none: bool) -> bool {
        let needed = self.needed();
        if needed == 0 {
            return true;
        }
        let mut has = u32::from(none && self.none == Some(Choice::Included));
        has += values.iter().filter(|value| self.is(**value, INCLUDED)).count() as u32;
        if self.all { has == needed } else { has > 0 }
    }

    /// Which of the two clauses an article with these values does not meet.
    fn fails(&self, values: &[u32]) -> Bits {
        let mut fails = 0;
        if !self.holds(values, values.is_empty()) {
            fails |= self.included_bit();
        }
        let excluded = values.iter().any(|value| self.is(*value, EXCLUDED));
        if excluded || (values.is_empty() && self.none == Some(Choice::Excluded)) {
            fails |= bit(ClauseKey::Facet(self.facet, Choice::Excluded));
        }
        fails
    }
}

fn present(clause: &DateClause, key: fn(Choice) -> ClauseKey) -> Bits {
    clause.choices.values().fold(0, |bits, choice| bits | bit(key(*choice)))
}

fn periods(clause: &DateClause, choice: Choice) -> Periods {
    let chosen = clause.choices.iter().filter(|(_, other)| **other == choice);
    Periods::new(chosen.filter_map(|(value, _)| value.interval()))
}

/// What a clause on publication says of each interval of a corpus.
fn published(clause: &DateClause, corpus: &Corpus) -> Vec<DateVerdict> {
    if clause.choices.is_empty() {
        return Vec::new();
    }
    let [included, excluded] = [Choice::Included, Choice::Excluded].map(|choice| periods(clause, choice));
    let judge = |stretch: &Stretch| judge_published(clause, *stretch, &included, &excluded);
    corpus.published.stretches.iter().map(judge).collect()
}

fn judge_published(
    clause: &DateClause,
    stretch: Stretch,
    included: &Periods,
    excluded: &Periods,
) -> DateVerdict {
    let is = |value: DateValue, choice: Choice| clause.choices.get(&value) == Some(&choice);
    let asks = clause.choices.values().any(|choice| *choice == Choice::Included);
    let (lets_in, removes, fit) = if stretch.is_undated() {
        // It may lie in any period, so it stays under one until "none" is excluded.
        let lets_in = is(DateValue::None, Choice::Included) || !included.is_empty();
        (lets_in, is(DateValue::None, Choice::Excluded), Fit::Undated)
    } else {
        let bucket = |choice| stretch.is_longer_than_a_month() && is(DateValue::LongerThanAMonth, choice);
        let (lies_in, lies_out) = (included.lies(stretch), excluded.lies(stretch));
        let sure = lies_in == Lies::Inside || bucket(Choice::Included) || !asks;
        let fit = if sure && lies_out == Lies::Outside { Fit::Sure } else { Fit::Possible };
        let lets_in = lies_in != Lies::Outside || bucket(Choice::Included);
        (lets_in, lies_out == Lies::Inside || bucket(Choice::Excluded), fit)
    };
    let mut fails = 0;
    if asks && !lets_in {
        fails |= bit(ClauseKey::Published(Choice::Included));
    }
    if removes {
        fails |= bit(ClauseKey::Published(Choice::Excluded));
    }
    DateVerdict { fails, fit }
}

impl MentionedClause {
    fn new(clause: &DateClause, corpus: &Corpus) -> Self {
        let present = present(clause, ClauseKey::Mentioned);
        if present == 0 {
            return Self::default();
        }
        let [included, excluded] = [Choice::Included, Choice::Excluded].map(|choice| periods(clause, choice));
        let lies = |stretch: &Stretch| (included.lies(*stretch), excluded.lies(*stretch));
        let stretches = corpus.mentioned.stretches.iter().map(lies).collect();
        let none = clause.choices.get(&DateValue::None).copied();
        Self { stretches, includes_period: !included.is_empty(), none, present }
    }

    /// How these intervals meet the included values; `none`: the article mentions no date.
    fn included(&self, dates: &[u32], none: bool) -> Option<Fit> {
        let includes_none = self.none == Some(Choice::Included);
        if !self.includes_period && !includes_none || none && includes_none {
            return Some(Fit::Sure);
        }
        let fit = |place: &u32| match self.stretches.get(*place as usize)?.0 {
            Lies::Inside => Some(Fit::Sure),
            Lies::Across => Some(Fit::Possible),
            Lies::Outside => None,
        };
        dates.iter().filter_map(fit).min()
    }

    /// Whether an article with these intervals is removed, and how sure it is that it need not be.
    fn excluded(&self, dates: &[u32]) -> DateVerdict {
        let lies = |how: Lies| {
            dates
                .iter()
                .any(|place| self.stretches.get(*place as usize).is_some_and(|(_, lies)| *lies == how))
        };
        let removed = lies(Lies::Inside) || (dates.is_empty() && self.none == Some(Choice::Excluded));
        let fails = if removed { bit(ClauseKey::Mentioned(Choice::Excluded)) } else { 0 };
        DateVerdict { fails, fit: if lies(Lies::Across) { Fit::Possible } else { Fit::Sure } }
    }

    fn judge(&self, dates: &[u32]) -> DateVerdict {
        if self.present == 0 {
            return DateVerdict::default();
        }
        let excluded = self.excluded(dates);
        match self.included(dates, dates.is_empty()) {
            Some(fit) => DateVerdict { fit: fit.max(excluded.fit), ..excluded },
            None => DateVerdict { fails: excluded.fails | MENTIONED_IN, ..excluded },
        }
    }
}
