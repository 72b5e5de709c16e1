//! Abbreviations, and the words around them that tell whether a sentence ends.

use serde::Deserialize;

/// Words whose full stop need not end a sentence; met in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviations {
    /// A name follows: "Gen".
    pub before_names: Vec<String>,
    /// A number follows: "No", "Jan".
    pub before_numbers: Vec<String>,
    /// They end a sentence only before one of `openers`: "Inc".
    pub elsewhere: Vec<String>,
    /// Words that usually open a sentence, with a capital: "The".
    pub openers: Vec<String>,
    /// Verbs that tie a name to the quotation before it: "asked".
    pub speech: Vec<String>,
    /// Short names of the sources.
    pub source: Vec<String>,
}
