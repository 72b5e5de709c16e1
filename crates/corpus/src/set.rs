//! Sets of dense ids (articles or passages) as bits, sixty-four to a word: what clauses let through, joined and counted
//! word by word.

use std::ops::Range;

/// Some of the numbers below a size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set {
    words: Vec<u64>,
    size: u32,
}

/// How many members a word holds.
const WORD: u32 = u64::BITS;

impl Set {
    /// None of the numbers below a size.
    pub fn none(size: u32) -> Self {
        Self { words: vec![0; size.div_ceil(WORD) as usize], size }
    }

    /// All of them.
    pub fn all(size: u32) -> Self {
        let mut set = Self { words: vec![u64::MAX; size.div_ceil(WORD) as usize], size };
        set.trim();
        set
    }

    /// The words themselves; bits beyond the size are zero.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a number is in it.
    pub fn has(&self, member: u32) -> bool {
        self.words.get((member / WORD) as usize).is_some_and(|word| word >> (member % WORD) & 1 != 0)
    }

    /// Puts numbers in; those beyond the size are left out.
    pub fn insert_all(&mut self, members: &[u32]) {
        for member in members {
            if let Some(word) = self.words.get_mut((member / WORD) as usize) {
                *word |= 1 << (member % WORD);
            }
        }
        self.trim();
    }

    /// Puts a number in; one beyond the size is left out.
    pub fn insert(&mut self, member: u32) {
        if member < self.size
            && let Some(word) = self.words.get_mut((member / WORD) as usize)
        {
            *word |= 1 << (member % WORD);
        }
    }

    /// Puts a range in.
    pub fn fill(&mut self, range: Range<u32>) {
        let range = range.start..range.end.min(self.size);
        let words = words_of(&range);
        for (place, word) in words.clone().zip(self.words.get_mut(words).into_iter().flatten()) {
            *word |= mask(place, &range);
        }
    }

    /// Keeps what is also in another one of the same size.
    pub fn keep(&mut self, other: &Set) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in another one of the same size.
    pub fn add(&mut self, other: &Set) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes out what is in another one of the same size.
    pub fn remove(&mut self, other: &Set) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Those that were out are in, those that were in are out.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// How many are in it.
    pub fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many are in both.
    pub fn len_with(&self, other: &Set) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones()).sum()
    }

    /// How many of a range are in it.
    pub fn len_in(&self, range: Range<u32>) -> u32 {
        let range = range.start..range.end.min(self.size);
        let words = words_of(&range);
        if words.len() == 1 {
            let word = self.words.get(words.start).copied().unwrap_or(0);
            return (word & mask(words.start, &range)).count_ones();
        }
        let inside = self.words.get(words.clone()).into_iter().flatten();
        words.zip(inside).map(|(place, word)| (word & mask(place, &range)).count_ones()).sum()
    }

    /// How many members lie below each of these numbers, which ascend.
    pub fn below(&self, numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
        let (mut words, mut sum) = (self.words.iter().zip(1u32..).peekable(), 0);
        numbers.map(move |number| {
            while let Some((word, _)) = words.next_if(|(_, behind)| behind * WORD <= number) {
                sum += word.count_ones();
            }
            let rest = words.peek().map_or(0, |(word, _)| *word & ((1 << (number % WORD)) - 1));
            sum + rest.count_ones()
        })
    }

    /// The first member from a number on.
    pub fn next(&self, from: u32) -> Option<u32> {
        let place = (from / WORD) as usize;
        let first = self.words.get(place)? & mask(place, &(from..u32::MAX));
        let rest = self.words.iter().skip(place + 1);
        let (behind, word) = std::iter::once(&first).chain(rest).enumerate().find(|(_, word)| **word != 0)?;
        Some((place + behind) as u32 * WORD + word.trailing_zeros())
    }

    /// Its members in order.
    pub fn members(&self) -> impl Iterator<Item = u32> {
        (0..)
            .step_by(WORD as usize)
            .zip(&self.words)
            .flat_map(|(base, word)| bits(*word).map(move |bit| base + bit))
    }

    fn trim(&mut self) {
        if let Some(last) = self.words.last_mut().filter(|_| !self.size.is_multiple_of(WORD)) {
            *last &= (1 << (self.size % WORD)) - 1;
        }
    }
}

/// The places of the ones in a word, lowest first.
pub(crate) fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(bit)
    })
}

/// The places of the words that a range touches.
fn words_of(range: &Range<u32>) -> Range<usize> {
    let first = (range.start / WORD) as usize;
    first..(range.end.div_ceil(WORD) as usize).max(first)
}

/// The bits of a word that lie in a range, if the range touches it.
fn mask(place: usize, range: &Range<u32>) -> u64 {
    let base = place as u32 * WORD;
    let from = u64::MAX << range.start.saturating_sub(base).min(WORD - 1);
    let cut = (base + (WORD - 1)).saturating_sub(range.end.saturating_sub(1)).min(WORD - 1);
    from & u64::MAX >> cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(size: u32, members: &BTreeSet<u32>) -> Set {
        let mut set = Set::none(size);
        set.insert_all(&members.iter().copied().collect::<Vec<u32>>());
        set
    }

    fn members() -> impl Strategy<Value = BTreeSet<u32>> {
        prop::collection::btree_set(0u32..200, 0..80)
    }

    proptest! {
        #[test]
        fn as_sets_of_numbers(one in members(), other in members(), size in 1u32..220, from in 0u32..220, length in 0u32..220) {
            let below = |members: &BTreeSet<u32>| -> BTreeSet<u32> { members.range(..size).copied().collect() };
            let (one, other) = (below(&one), below(&other));
            let (left, right) = (set(size, &one), set(size, &other));
            let joined = |change: &dyn Fn(&mut Set)| {
                let mut joined = left.clone();
                change(&mut joined);
                joined.members().collect::<BTreeSet<u32>>()
            };
            prop_assert_eq!(left.members().collect::<BTreeSet<u32>>(), one.clone());
            prop_assert_eq!(joined(&|set| set.keep(&right)), &one & &other);
            prop_assert_eq!(joined(&|set| set.add(&right)), &one | &other);
            prop_assert_eq!(joined(&|set| set.remove(&right)), &one - &other);
            let all: BTreeSet<u32> = (0..size).collect();
            prop_assert_eq!(joined(&|set| set.invert()), &all - &one);
            let range = from..from + length;
            let filled: BTreeSet<u32> = all.iter().copied().filter(|member| range.contains(member)).collect();
            prop_assert_eq!(joined(&|set| set.fill(range.clone())), &one | &filled);
            prop_assert_eq!(left.len_in(range) as usize, (&one & &filled).len());
            prop_assert_eq!(left.len_with(&right) as usize, (&one & &other).len());
            let ends = [0, from, from, from + length, 220];
            let below: Vec<u32> = ends.iter().map(|end| one.range(..end).count() as u32).collect();
            prop_assert_eq!(left.below(ends.into_iter()).collect::<Vec<u32>>(), below);
            prop_assert_eq!(left.next(from), one.range(from..).next().copied());
            prop_assert_eq!(Set::all(size).len(), size);
            prop_assert!((0..220).all(|member| left.has(member) == one.contains(&member)));
        }
    }
}
