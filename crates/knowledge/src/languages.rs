//! Short words by which languages are told apart.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Languages by BCP 47 tag.
pub type Languages = BTreeMap<String, LanguageWords>;

/// The frequent short words of a language, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageWords {
    /// Short names of the sources.
    pub source: Vec<String>,
    /// The words.
    pub words: Vec<String>,
}
