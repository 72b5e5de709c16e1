//! Dated events: summits, visits, elections, tariffs, holidays.

use crate::read::interval;
use dateline_record::Interval;
use serde::Deserialize;

/// An event of the knowledge.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Lower case, words joined by `-`. In the file it heads the entry.
    #[serde(skip)]
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Other names; some are descriptions that date nothing without the parties ("state visit").
    #[serde(default)]
    pub aliases: Vec<String>,
    /// summit, visit, election, inauguration, treaty, sanction, tariff, holiday, other.
    pub kind: String,
    /// From the first possible start to the last possible end.
    #[serde(deserialize_with = "interval")]
    pub days: Interval,
    /// Whether a source marks the start as uncertain.
    #[serde(default)]
    pub uncertain: bool,
    /// Where it took place.
    pub place: Option<String>,
    /// Actor id of the host.
    pub host: Option<String>,
    /// Actor ids of those who took part; empty where the source does not list them.
    #[serde(default)]
    pub parties: Vec<String>,
    /// Only announced: planned, not confirmed.
    #[serde(default)]
    pub announced_only: bool,
    /// Short names of the sources.
    pub source: Vec<String>,
}
