//! How well an article meets a search: BM25 over the weights of its fields (BM25F with one length for all of them).
//!
//! Only sums, products and quotients of 32-bit floats, which are the same on every machine; the logarithm is our own.

#![expect(
    clippy::cast_precision_loss,
    reason = "OK because counts and lengths need no more than their first seven digits"
)]

use std::ops::Range;

/// The numbers of the ranking.
struct Ranking {
    /// How soon more of the same word stops to count: a larger number lets repeated words count longer (BM25's k1; 1.2 as
    /// usual).
    more: f32,
    /// How much longer articles must hold a word more often: from 0, not at all, to 1, in proportion (BM25's b; news
    /// stories differ less in length than web pages, and long ones are no worse, so a little below the usual 0.75).
    length: f32,
    /// What an article counts more for being the newest than for being the oldest: enough to part equals, not to put a
    /// story before a better one.
    recent: f32,
    /// What being under a topic counts beside a word that is rare to the same degree.
    value: f32,
}

const RANKING: Ranking = Ranking { more: 1.2, length: 0.6, recent: 0.1, value: 0.25 };

/// Scores articles for one word or phrase.
pub(super) struct Scorer {
    rarity: f32,
    base: f32,
    by_length: f32,
}

impl Scorer {
    /// For words in so many articles of all. Weights come in `1 / whole`.
    pub fn new(rarity: f32, mean_length: u32, whole: u32) -> Self {
        let more = RANKING.more * whole as f32;
        let by_length = more * RANKING.length / mean_length.max(1) as f32;
        Scorer { rarity, base: more * (1.0 - RANKING.length), by_length }
    }

    /// The score of an article with this weight and length.
    pub fn score(&self, weight: u32, length: u32) -> f32 {
        let weight = weight as f32;
        self.rarity * (weight / (weight + self.base + self.by_length * length as f32))
    }
}

/// How rare a word is that so many articles of all hold: BM25's inverse document frequency, never below zero.
pub(super) fn rarity(holding: u32, articles: u32) -> f32 {
    let holding = holding.min(articles) as f32 + 0.5;
    logarithm(1.0 + (articles as f32 + 0.5 - (holding - 0.5)) / holding)
}

/// What having a value counts.
pub(super) fn value_score(holding: u32, articles: u32) -> f32 {
    RANKING.value * rarity(holding, articles)
}

/// A score with what being recent adds: articles are numbered from the newest.
pub(super) fn with_recency(score: f32, article: u32, articles: u32) -> f32 {
    let newer = articles.saturating_sub(article) as f32 / articles.max(1) as f32;
    score * (1.0 + RANKING.recent * newer)
}

/// The natural logarithm of a number not below one, to five digits: of the mantissa by a series, of the exponent exactly.
fn logarithm(number: f32) -> f32 {
    let bits = number.max(1.0).to_bits();
    let exponent = (bits >> 23) - 127;
    let mantissa = f32::from_bits(bits & 0x7f_ffff | 127 << 23);
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let series = 1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square * (1.0 / 9.0))));
    exponent as f32 * std::f32::consts::LN_2 + 2.0 * ratio * series
}

/// Of articles with scores, those that stand at these places when the best come first; of equal ones the newest, that is,
/// the smallest id. `kept` says which count.
#[inline(never)]
pub(crate) fn window(scores: &[(u32, u32)], kept: &dyn Fn(u32) -> bool, places: Range<u32>) -> Vec<u32> {
    let key = |(id, score): &(u32, u32)| u64::from(!score) << 32 | u64::from(*id);
    let mut keys: Vec<u64> = scores.iter().filter(|(id, _)| kept(*id)).map(key).collect();
    let end = (places.end as usize).min(keys.len());
    let start = (places.start as usize).min(end);
    cut(&mut keys, end);
    sort(&mut keys);
    keys.get(start..end).unwrap_or(&[]).iter().map(|key| *key as u32).collect()
}

/// Drops keys that are surely not among so many smallest, so that few are left to sort: counts them in equal stretches.
fn cut(keys: &mut Vec<u64>, most: usize) {
    let (Some(least), Some(greatest)) = (keys.iter().min().copied(), keys.iter().max().copied()) else {
        return;
    };
    let shift = (64 - (greatest - least).leading_zeros()).saturating_sub(STRETCHES.ilog2());
    let mut counts = [0usize; STRETCHES];
    let stretch = |key: u64| ((key - least) >> shift) as usize;
    for key in keys.iter() {
        counts.get_mut(stretch(*key)).into_iter().for_each(|count| *count += 1);
    }
    let mut sum = 0;
    let reaches = |count: &usize| {
        sum += count;
        sum >= most
    };
    if let Some(last) = counts.iter().position(reaches) {
        keys.retain(|key| stretch(*key) <= last);
    }
}

const STRETCHES: usize = 1024;

/// The one sorter of this module: each further one would make the page's module larger.
#[inline(never)]
pub(crate) fn sort(keys: &mut [u64]) {
    keys.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn windows_of_the_best(scores in prop::collection::vec(0u32..50, 0..300), scale in 0u32..24, start in 0u32..40, length in 0u32..40) {
            let scores: Vec<(u32, u32)> = scores.iter().zip(0..).map(|(score, id)| (id, score << scale)).collect();
            let mut sorted: Vec<(u32, u32)> = scores.iter().copied().filter(|(id, _)| id % 3 != 0).collect();
            sorted.sort_by_key(|(id, score)| (std::cmp::Reverse(*score), *id));
            let expected: Vec<u32> = sorted.iter().map(|(id, _)| *id).skip(start as usize).take(length as usize).collect();
            prop_assert_eq!(window(&scores, &|id| id % 3 != 0, start..start + length), expected);
        }
    }

    #[test]
    fn logarithms() {
        for number in (0..60).map(|step| 1.37f32.powi(step)) {
            let exact = f64::from(number).ln();
            assert!((f64::from(logarithm(number)) - exact).abs() <= 2e-5 * (1.0 + exact), "{number}");
        }
    }

    #[test]
    fn rare_often_short_and_recent_is_better() {
        let scorer = |holding: u32| Scorer::new(rarity(holding, 1000), 100, 4);
        assert!(scorer(3).score(4, 100) > scorer(400).score(4, 100));
        assert!(scorer(3).score(8, 100) > scorer(3).score(4, 100));
        assert!(scorer(3).score(4, 50) > scorer(3).score(4, 100));
        assert!(scorer(1000).score(4, 100) >= 0.0);
        assert!(with_recency(1.0, 0, 10) > with_recency(1.0, 9, 10));
    }
}
