//! Words that say what a person is: honorifics, nouns for people, what stands before them (`knowledge/titles.toml`).

use serde::Deserialize;

/// All words in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Titles {
    /// Short names of the sources.
    pub source: Vec<String>,
    /// Stand directly before a name and nowhere else: "mr", "gen".
    pub honorifics: Vec<String>,
    /// Nouns for people, before or behind a name: "minister", "professor".
    pub people: Vec<String>,
    /// Words before such a noun that belong to the role: "deputy", "foreign".
    pub before: Vec<String>,
    /// Words that begin a role which was held before: "former".
    pub once: Vec<String>,
    /// Titles that make one capitalised word behind them a person: "president".
    pub alone: Vec<String>,
    /// Nouns for people who have or lead a firm: behind "of" stands its name.
    pub firm_heads: Vec<String>,
    /// Titles that, with a state before them, can only be one person.
    pub single: Vec<String>,
    /// Titles of those whom "leader" can mean.
    pub leading: Vec<String>,
    /// Verbs behind "who" whose object is the body to which the person belongs ("who leads").
    pub leads: Vec<String>,
}
