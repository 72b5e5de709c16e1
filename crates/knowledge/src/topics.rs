//! Topics, a tree, and the rules by which words put an article under them.

use std::collections::BTreeMap;

/// A topic of the knowledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTopic {
    /// Lower case, words joined by `-`.
    pub id: String,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// English name.
    pub name: String,
    /// Id of the broader topic; none at the top.
    pub broader: Option<String>,
    /// IPTC Media Topics code, where one fits.
    pub media_topic: Option<String>,
    /// Names in other languages, by BCP 47 tag.
    pub labels: BTreeMap<String, Vec<String>>,
    /// Rules, in order; a mention names its rule as `topic/list/number`, counted from 1.
    pub rules: Vec<TopicRule>,
    /// Short names of the sources, or "own" for words that the project chose.
    pub source: Vec<String>,
}

/// One rule of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRule {
    /// The list that it stands in: `words` (enough alone) or `with` (only beside one of `near`).
    pub list: String,
    /// Its number in the list, from 1.
    pub number: u32,
    /// A word or phrase, lower case; plural and possessive forms are met too. A trailing `*` meets any ending.
    pub words: String,
    /// Words of which one must stand in the same sentence; empty: none is needed.
    pub near: Vec<String>,
    /// Whether capital letters must be as written ("THAAD", "AI").
    pub as_written: bool,
}
