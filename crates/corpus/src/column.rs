//! A column: the values of each article as flat runs, the articles of each value, and running sums over blocks of articles.
//!
//! Articles of a set are counted by one walk along their runs. Where most of a stretch of articles is in the set, the sums
//! at both ends of the stretch give the counts of all of it, and only what is missing is walked along: a wide date range
//! costs no more than a narrow one.

use crate::set::{Set, bits};
use std::ops::Range;

/// Lists of numbers, one behind the other.
#[derive(Default)]
pub(crate) struct Lists {
    /// Where each begins; one more at the end.
    pub starts: Vec<u32>,
    /// All of them.
    pub numbers: Vec<u32>,
}

impl Lists {
    /// How many lists there are.
    pub fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// One of them; empty where there is none.
    pub fn of(&self, list: usize) -> &[u32] {
        self.stretch(list..list.saturating_add(1))
    }

    /// Several that follow each other; empty where there are none.
    fn stretch(&self, lists: Range<usize>) -> &[u32] {
        let ends = self.starts.get(lists.start).zip(self.starts.get(lists.end));
        ends.and_then(|(start, end)| self.numbers.get(*start as usize..*end as usize)).unwrap_or(&[])
    }

    /// Which lists hold each number below a count.
    pub fn turned(&self, count: usize) -> Lists {
        let mut starts = vec![0u32; count];
        add(&mut starts, &self.numbers, 1);
        let mut sum = 0;
        for start in &mut starts {
            (*start, sum) = (sum, sum + *start);
        }
        let mut numbers = vec![0u32; sum as usize];
        let lists = if sum == 0 { 0 } else { self.count() };
        for list in 0..lists {
            for number in self.of(list) {
                // What is no number below the count has no list.
                let Some(place) = starts.get_mut(*number as usize) else { continue };
                numbers.get_mut(*place as usize).into_iter().for_each(|slot| *slot = list as u32);
                *place += 1;
            }
        }
        // Each place has moved to where the next one began.
        starts.insert(0, 0);
        Lists { starts, numbers }
    }
}

/// The values of articles.
#[derive(Default)]
pub(crate) struct Column {
    /// Values by article, in order, each once.
    values: Lists,
    /// Articles by value.
    articles: Lists,
    /// Articles without any value.
    pub none: Set,
    /// Words of a set that make a block.
    block: usize,
    /// For each place between blocks, how many articles before it have each value. Empty where the sums would take more
    /// room than the runs.
    sums: Vec<u32>,
}

impl Column {
    /// Of these values by article, numbers below a count.
    pub fn new(values: Lists, count: usize) -> Self {
        let size = values.count() as u32;
        let mut none = if values.numbers.is_empty() { Set::all(size) } else { Set::none(size) };
        for (article, ends) in (0..).zip(values.starts.windows(2)).filter(|_| !values.numbers.is_empty()) {
            if ends.first() == ends.last() {
                none.insert(article);
            }
        }
        let articles = values.turned(count);
        let column = Self { values, articles, none, block: 1, sums: Vec::new() };
        column.summed()
    }

    /// With blocks so large that the sums take no more room than the runs.
    fn summed(mut self) -> Self {
        let (words, values) = (self.none.words().len(), self.value_count());
        while (words / self.block + 2) * values > self.values.numbers.len() {
            if self.block >= words {
                return self;
            }
            self.block *= 2;
        }
        let mut counts = vec![0u32; values];
        self.sums.reserve_exact((words.div_ceil(self.block) + 1) * values);
        self.sums.extend(&counts);
        for first in (0..words).step_by(self.block) {
            let articles = first * 64..((first + self.block) * 64).min(self.values.count());
            add(&mut counts, self.values.stretch(articles), 1);
            self.sums.extend(&counts);
        }
        self
    }

    /// How many values there are.
    pub fn value_count(&self) -> usize {
        self.articles.count()
    }

    /// How many articles there are.
    pub fn article_count(&self) -> usize {
        self.values.count()
    }

    /// The values of an article.
    pub fn of(&self, article: usize) -> &[u32] {
        self.values.of(article)
    }

    /// The articles of a value.
    pub fn articles_of(&self, value: u32) -> &[u32] {
        self.articles.of(value as usize)
    }

    /// How many articles each value has.
    pub fn whole(&self) -> Vec<u32> {
        let lengths = self.articles.starts.iter().zip(self.articles.starts.iter().skip(1));
        lengths.map(|(start, end)| end - start).collect()
    }

    /// How many articles of a set each value has.
    pub fn count(&self, set: &Set) -> Vec<u32> {
        let mut counts = vec![0u32; self.value_count()];
        let mut next = 0;
        for full in self.mostly_full(set) {
            self.walk(&mut counts, set.words(), next..full.start, false);
            self.add_sums(&mut counts, full.clone());
            self.walk(&mut counts, set.words(), full.clone(), true);
            next = full.end;
        }
        self.walk(&mut counts, set.words(), next..set.words().len(), false);
        counts
    }

    /// Stretches of blocks, in words, whose sums less what is missing are cheaper than the runs of what is there.
    fn mostly_full(&self, set: &Set) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if self.sums.is_empty() {
            return found;
        }
        // Twice the values, in articles of as many values as one has in the middle.
        let cost = 2 * self.value_count() as u64 * self.article_count() as u64
            / self.values.numbers.len().max(1) as u64;
        let (mut open, mut gain) = (0..0, 0u64);
        let mut close = |open: &Range<usize>, gain: u64| {
            if gain > cost {
                found.push(open.clone());
            }
        };
        for (place, block) in set.words().chunks(self.block).enumerate() {
            let inside: u32 = block.iter().map(|word| word.count_ones()).sum();
            let more = (2 * u64::from(inside)).saturating_sub(64 * block.len() as u64);
            let start = place * self.block;
            if more > 0 {
                open = if gain > 0 { open.start } else { start }..start + block.len();
                gain += more;
            } else if gain > 0 {
                close(&open, gain);
                gain = 0;
            }
        }
        close(&open, gain);
        found
    }

    /// Adds what all articles of these blocks have.
    fn add_sums(&self, counts: &mut [u32], words: Range<usize>) {
        let row = |word: usize| {
            let start = word.div_ceil(self.block) * self.value_count();
            self.sums.get(start..start + self.value_count()).unwrap_or(&[])
        };
        for ((count, before), behind) in counts.iter_mut().zip(row(words.start)).zip(row(words.end)) {
            *count = count.wrapping_add(behind.wrapping_sub(*before));
        }
    }

    /// Adds what the articles of a set have in these words of it, or takes away what the others have.
    fn walk(&self, counts: &mut [u32], set: &[u64], words: Range<usize>, missing: bool) {
        let step = if missing { u32::MAX } else { 1 };
        for (place, word) in words.clone().zip(set.get(words).into_iter().flatten()) {
            let word = if missing { !word } else { *word };
            let first = place * 64;
            if word == u64::MAX {
                let end = (first + 64).min(self.values.count());
                add(counts, self.values.stretch(first..end), step);
            } else {
                bits(word).for_each(|bit| add(counts, self.of(first + bit as usize), step));
            }
        }
    }
}

/// Adds a step for each of these values; a count that passes zero on the way comes back.
fn add(counts: &mut [u32], values: &[u32], step: u32) {
    for value in values {
        if let Some(count) = counts.get_mut(*value as usize) {
            *count = count.wrapping_add(step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lists(of: &[Vec<u32>]) -> Lists {
        let mut lists = Lists { starts: vec![0], numbers: Vec::new() };
        for numbers in of {
            lists.numbers.extend(numbers);
            lists.starts.push(lists.numbers.len() as u32);
        }
        lists
    }

    /// Articles by runs of in and out, so that full, nearly full and empty stretches occur.
    fn set(runs: &[(u32, u32)], holes: &[u32], size: u32) -> Set {
        let mut set = Set::none(size);
        let mut at = 0;
        for (skip, length) in runs {
            set.fill(at + skip..at + skip + length);
            at += skip + length;
        }
        let mut gaps = Set::none(size);
        gaps.insert_all(holes);
        set.remove(&gaps);
        set
    }

    proptest! {
        #[test]
        fn counts_as_a_loop_does(
            values in prop::collection::vec(prop::collection::btree_set(0u32..7, 0..4), 0..900),
            runs in prop::collection::vec((0u32..200, 0u32..400), 0..6),
            holes in prop::collection::vec(0u32..900, 0..60),
        ) {
            let values: Vec<Vec<u32>> = values.into_iter().map(|values| values.into_iter().collect()).collect();
            let column = Column::new(lists(&values), 6);
            let set = set(&runs, &holes, values.len() as u32);
            let mut expected = vec![0u32; 6];
            for article in set.members() {
                for value in values[article as usize].iter().filter(|value| **value < 6) {
                    expected[*value as usize] += 1;
                }
            }
            prop_assert_eq!(column.count(&set), expected);
            for value in 0..6 {
                let holding = (0..).zip(&values).filter(|(_, values)| values.contains(&value));
                prop_assert_eq!(column.articles_of(value), holding.map(|(article, _)| article).collect::<Vec<u32>>());
            }
            prop_assert_eq!(column.none.len() as usize, values.iter().filter(|values| values.is_empty()).count());
        }
    }
}
