//! Phrases looked for letter by letter at one place of a text, without going through all of them.

use crate::Lookup;
use serde::{Deserialize, Deserializer};

/// Bytes by which a phrase is found before it is compared.
const START: usize = 3;

/// Phrases with a value each, by how they begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseSet<T = ()> {
    by_start: Lookup<[u8; START], Vec<(String, T)>>,
    /// Those that are shorter than such a beginning.
    short: Vec<(String, T)>,
}

impl<T> Default for PhraseSet<T> {
    fn default() -> Self {
        Self { by_start: Lookup::default(), short: Vec::new() }
    }
}

impl<T> PhraseSet<T> {
    /// Adds a phrase.
    pub fn add(&mut self, phrase: &str, value: T) {
        let entries = match phrase.as_bytes().first_chunk() {
            Some(start) => self.by_start.slot(*start),
            None => &mut self.short,
        };
        entries.push((phrase.to_owned(), value));
    }

    /// The values of the phrases that the text begins with, letter by letter, in no order.
    pub fn beginning(&self, text: &[u8]) -> impl Iterator<Item = &T> {
        let start = text.first_chunk().and_then(|start| self.by_start.get(start));
        let entries = start.map_or(&[][..], Vec::as_slice).iter().chain(&self.short);
        entries.filter(|(phrase, _)| text.starts_with(phrase.as_bytes())).map(|(_, value)| value)
    }

    /// Whether the text begins with one of the phrases.
    pub fn begins(&self, text: &str) -> bool {
        self.beginning(text.as_bytes()).next().is_some()
    }

    /// The values of the phrases that stand anywhere in the text, in order of the text.
    pub fn inside<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a T> {
        let bytes = text.as_bytes();
        (0..bytes.len()).filter_map(|at| bytes.get(at..)).flat_map(|rest| self.beginning(rest))
    }
}

impl<'de> Deserialize<'de> for PhraseSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut set = Self::default();
        for phrase in Vec::<String>::deserialize(deserializer)? {
            set.add(&phrase, ());
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_search_for_each_phrase_finds(
            phrases in proptest::collection::vec("[abé]{1,5}", 0..8), text in "[abé]{0,20}",
        ) {
            let mut set = PhraseSet::default();
            for (number, phrase) in phrases.iter().enumerate() {
                set.add(phrase, number);
            }
            let found: std::collections::BTreeSet<usize> = set.inside(&text).copied().collect();
            let expected = (0..phrases.len()).filter(|number| text.contains(&phrases[*number])).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(set.begins(&text), phrases.iter().any(|phrase| text.starts_with(phrase.as_str())));
        }
    }
}
