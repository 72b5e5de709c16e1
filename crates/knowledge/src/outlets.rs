//! Outlets and news agencies, as datelines, credits and attributions name them.

use serde::Deserialize;

/// An outlet or agency.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Lower case, words joined by `-`. In the file it heads the entry.
    #[serde(skip)]
    pub id: String,
    /// Its usual name: "Reuters".
    pub name: String,
    /// Other names and spellings: "Thomson Reuters", "AP News".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// Actor id of the state that runs it, for state media.
    pub of: Option<String>,
    /// Whether it is a news agency.
    #[serde(default)]
    pub agency: bool,
    /// Short names of the sources.
    pub source: Vec<String>,
}
