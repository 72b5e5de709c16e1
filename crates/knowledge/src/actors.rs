//! States, people and organisations, and the offices that people hold.

use dateline_record::{ActorKind, Interval};
use std::collections::BTreeMap;

/// An actor of the knowledge.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownActor {
    /// Lower case, words joined by `-`: `south-korea`, `lee-jae-myung`.
    pub id: String,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// The usual English name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// The state or organisation that it belongs to.
    pub of: Option<String>,
    /// Other names and spellings, initials included: "U.S.", "Lee Jae-myung".
    pub aliases: Vec<String>,
    /// Names in other languages, by BCP 47 tag.
    pub labels: BTreeMap<String, Vec<String>>,
    /// For a person whose family name is safely known.
    pub surname: Option<String>,
    /// For a state: "South Korean".
    pub demonyms: Vec<String>,
    /// For a state: its seat of government.
    pub capital: Option<Capital>,
    /// Seats that stand for the government besides the capital: "White House", "Kremlin".
    pub seats: Vec<String>,
    /// For a person: offices held, oldest first.
    pub offices: Vec<Office>,
    /// Short names of the sources (`knowledge/SOURCES.md`).
    pub source: Vec<String>,
}

/// A seat of government.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capital {
    /// English name.
    pub name: String,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
}

/// An office and when it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// As the source writes it: "President of South Korea".
    pub title: String,
    /// head of state, head of government, foreign minister and so on.
    pub role: String,
    /// Actor id of the state or organisation.
    pub of: String,
    /// When it began: a day, or the days of the month or year that the source gives. Unknown: both ends open.
    pub from: Interval,
    /// When it ended, in the same way. Unknown: both ends open.
    pub to: Interval,
    /// The days of the month in which the newest source still lists the person, when no end is known.
    pub current_as_of: Option<Interval>,
    /// Known start of a successor: the end is not after it.
    pub to_not_after: Option<dateline_record::Day>,
    /// Short names of the sources.
    pub source: Vec<String>,
}
