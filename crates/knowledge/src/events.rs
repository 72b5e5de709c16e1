//! Dated events: summits, visits, elections, tariffs, holidays.

use dateline_record::Interval;

/// An event of the knowledge.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Lower case, words joined by `-`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Other names; some are descriptions that date nothing without the parties ("state visit").
    pub aliases: Vec<String>,
    /// summit, visit, election, inauguration, treaty, sanction, tariff, holiday, other.
    pub kind: String,
    /// From the first possible start to the last possible end.
    pub days: Interval,
    /// Whether a source marks the start as uncertain.
    pub uncertain: bool,
    /// Where it took place.
    pub place: Option<String>,
    /// Actor id of the host.
    pub host: Option<String>,
    /// Actor ids of those who took part; empty where the source does not list them.
    pub parties: Vec<String>,
    /// Only announced: planned, not confirmed.
    pub announced_only: bool,
    /// Short names of the sources.
    pub source: Vec<String>,
}
