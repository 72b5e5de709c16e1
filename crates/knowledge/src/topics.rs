//! Topics, a tree, and the rules by which words put an article under them (`knowledge/topics.toml`).
//!
//! ```toml
//! [semiconductors]
//! name = "Semiconductors"
//! broader = "resources-and-technology"
//! source = ["own"]
//! words = ["semiconductor", "chipmak*"]          # enough alone
//! written = ["DRAM"]                             # enough alone, capital letters as written
//! with = [{ words = "chip", near = ["export*"] }]  # only beside one of `near` in the same sentence, or once the article has the topic for sure
//! ```

use serde::Deserialize;
use std::collections::BTreeMap;

/// A topic of the knowledge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Entry")]
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
    /// The list that it stands in: `words` or `written` (enough alone), `with` (only beside one of `near`).
    pub list: String,
    /// Its number in the list, from 1.
    pub number: u32,
    /// A word or phrase, lower case; plural, possessive and verb forms are met too. A trailing `*` meets any ending.
    pub words: String,
    /// Words of which one must stand in the same sentence; empty: none is needed.
    pub near: Vec<String>,
    /// Whether capital letters must be as written ("THAAD", "AI").
    pub as_written: bool,
}

/// A topic as its file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    was: Vec<String>,
    name: String,
    broader: Option<String>,
    media_topic: Option<String>,
    #[serde(default)]
    labels: BTreeMap<String, Vec<String>>,
    source: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    written: Vec<String>,
    #[serde(default)]
    with: Vec<With>,
}

/// A line of the list `with`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    words: String,
    near: Vec<String>,
    #[serde(default)]
    as_written: bool,
}

impl From<Entry> for KnownTopic {
    fn from(entry: Entry) -> Self {
        let alone = |words: String| With { words, near: Vec::new(), as_written: false };
        let written = |words: String| With { words, near: Vec::new(), as_written: true };
        let mut rules = numbered("words", entry.words.into_iter().map(alone));
        rules.extend(numbered("written", entry.written.into_iter().map(written)));
        rules.extend(numbered("with", entry.with.into_iter()));
        Self {
            id: String::new(),
            was: entry.was,
            name: entry.name,
            broader: entry.broader,
            media_topic: entry.media_topic,
            labels: entry.labels,
            rules,
            source: entry.source,
        }
    }
}

fn numbered(list: &str, rules: impl Iterator<Item = With>) -> Vec<TopicRule> {
    (1..)
        .zip(rules)
        .map(|(number, rule)| TopicRule {
            list: list.to_owned(),
            number,
            words: rule.words,
            near: rule.near,
            as_written: rule.as_written,
        })
        .collect()
}
