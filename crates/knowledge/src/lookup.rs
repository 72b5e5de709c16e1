//! A table that is only looked up. It walks its entries in one case, to show itself, and then in the order of the keys: the
//! edition of a corpus is made from the shown knowledge, and hash order differs between machine and browser.

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Deserializer};
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::Hash;

/// Values by key; a set of keys, where there are no values.
#[derive(Clone, PartialEq, Eq)]
pub struct Lookup<K: Eq + Hash, V = ()> {
    entries: HashMap<K, V, FxBuildHasher>,
}

impl<K: Eq + Hash, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self { entries: HashMap::default() }
    }
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// The value of a key.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(key)
    }

    /// Whether it has that key.
    pub fn contains<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.entries.contains_key(key)
    }

    /// The place of a key's value, new where there was none.
    pub fn slot(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.entries.entry(key).or_default()
    }
}

impl<K: Eq + Hash + Ord, V> Lookup<K, V> {
    /// The entries in the order of the keys.
    pub(crate) fn ordered(&self) -> BTreeMap<&K, &V> {
        self.entries.iter().collect()
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect() }
    }
}

impl<K: Eq + Hash + Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Lookup<K, V> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shows_its_entries_in_the_order_of_the_keys(keys in proptest::collection::vec("[a-z]{0,3}", 0..40)) {
            let number = |key: &String| (key.clone(), key.len());
            let ordered: BTreeMap<String, usize> = keys.iter().map(number).collect();
            let lookup: Lookup<String, usize> = keys.iter().map(number).collect();
            prop_assert_eq!(format!("{lookup:?}"), format!("{ordered:?}"));
            prop_assert!(keys.iter().all(|key| lookup.get(key.as_str()) == ordered.get(key)));
        }
    }
}
