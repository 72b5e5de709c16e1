//! A table that is only looked up, quickly where the key is not there, as it is with most words of a text.
//!
//! It walks its entries in one case, to show itself, and then in the order of the keys: the edition of a corpus is made from
//! the shown knowledge, and hash order differs between machine and browser.

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer};
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{BuildHasher, Hash};

/// Values by key; a set of keys, where there are no values. The usual hash is fast, and only for keys that no text chooses.
#[derive(Clone)]
pub struct Lookup<K, V = (), S = FxBuildHasher> {
    entries: HashMap<K, V, S>,
    sieve: Sieve,
}

impl<K, V, S: Default> Default for Lookup<K, V, S> {
    fn default() -> Self {
        Self { entries: HashMap::default(), sieve: Sieve::default() }
    }
}

impl<K: Eq + Hash + AsRef<[u8]>, V, S: BuildHasher> Lookup<K, V, S> {
    /// The value of a key.
    pub fn get<Q: Eq + Hash + AsRef<[u8]> + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        if self.sieve.may_hold(key.as_ref()) { self.entries.get(key) } else { None }
    }

    /// Whether it has that key.
    pub fn contains<Q: Eq + Hash + AsRef<[u8]> + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// The place of a key's value, new where there was none.
    pub fn slot(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.sieve.put(key.as_ref());
        self.entries.entry(key).or_default()
    }
}

impl<K: Ord, V, S> Lookup<K, V, S> {
    /// The entries in the order of the keys.
    pub(crate) fn ordered(&self) -> BTreeMap<&K, &V> {
        self.entries.iter().collect()
    }
}

impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for Lookup<K, V, S> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for Lookup<K, V, S> {}

impl<K: Eq + Hash + AsRef<[u8]>, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let entries: HashMap<K, V, FxBuildHasher> = entries.into_iter().collect();
        let mut sieve = Sieve::default();
        for key in entries.keys() {
            sieve.put(key.as_ref());
        }
        Self { entries, sieve }
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug, S> fmt::Debug for Lookup<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ordered().fmt(f)
    }
}

impl FromIterator<String> for Lookup<String> {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

impl<'de> Deserialize<'de> for Lookup<String> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<String>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// Which lengths go with which first and last bytes: tells most absent keys without their hash.
#[derive(Clone, Default)]
struct Sieve {
    by_length: [u64; LENGTHS],
}

/// Lengths that are told apart; longer keys count as the longest.
const LENGTHS: usize = 24;

impl Sieve {
    fn put(&mut self, key: &[u8]) {
        if let Some(bits) = self.by_length.get_mut(key.len().min(LENGTHS - 1)) {
            *bits |= Self::bit(key);
        }
    }

    fn may_hold(&self, key: &[u8]) -> bool {
        self.by_length.get(key.len().min(LENGTHS - 1)).is_some_and(|bits| bits & Self::bit(key) != 0)
    }

    fn bit(key: &[u8]) -> u64 {
        let byte = |byte: Option<&u8>| byte.copied().unwrap_or(0);
        1 << ((byte(key.first()) ^ byte(key.last()).rotate_left(2)) % 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holds_its_entries_and_shows_them_in_the_order_of_the_keys(
            keys in proptest::collection::vec("[a-zé]{0,30}", 0..40), others in proptest::collection::vec("[a-zé]{0,3}", 0..40),
        ) {
            let number = |key: &String| (key.clone(), key.len());
            let ordered: BTreeMap<String, usize> = keys.iter().map(number).collect();
            let lookup: Lookup<String, usize> = keys.iter().map(number).collect();
            prop_assert_eq!(format!("{lookup:?}"), format!("{ordered:?}"));
            for key in keys.iter().chain(&others) {
                prop_assert_eq!(lookup.get(key.as_str()), ordered.get(key));
            }
        }
    }
}
