//! Outlets and news agencies, as datelines, credits and attributions name them.

/// An outlet or agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual name: "Reuters".
    pub name: String,
    /// Other names and spellings: "Thomson Reuters", "APNews".
    pub aliases: Vec<String>,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// Whether it is a news agency.
    pub agency: bool,
    /// Short names of the sources.
    pub source: Vec<String>,
}
