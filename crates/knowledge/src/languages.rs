//! Short words by which languages are told apart.

use crate::Lookup;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Languages by BCP 47 tag, and the frequent short words of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "BTreeMap<String, LanguageWords>")]
pub struct Languages {
    tags: Vec<String>,
    /// The numbers of the languages that have the word.
    by_word: Lookup<String, Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageWords {
    #[expect(dead_code, reason = "OK because the file must name its source, and a test reads it there")]
    source: Vec<String>,
    words: Vec<String>,
}

impl From<BTreeMap<String, LanguageWords>> for Languages {
    fn from(file: BTreeMap<String, LanguageWords>) -> Self {
        let mut languages = Self::default();
        for (number, (tag, known)) in file.into_iter().enumerate() {
            languages.tags.push(tag);
            for word in known.words {
                languages.by_word.slot(word).push(number);
            }
        }
        languages
    }
}

impl Languages {
    /// BCP 47 tags, in order.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The numbers of the tags whose languages have that lower-case word among their frequent ones.
    pub fn of(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}
