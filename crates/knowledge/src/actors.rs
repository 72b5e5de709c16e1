//! States, people and organisations, and the offices that people hold.

use crate::read::{interval, some_interval};
use dateline_record::{ActorKind, Day, Interval};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An actor of the knowledge.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownActor {
    /// Lower case, words joined by `-`: `south-korea`, `lee-jae-myung`. In the file it heads the entry.
    #[serde(skip)]
    pub id: String,
    /// Ids that it had before.
    #[serde(default)]
    pub was: Vec<String>,
    /// The usual English name.
    pub name: String,
    /// What it is. The file says so: `states.toml`, `people.toml`, `organisations.toml`.
    #[serde(skip, default = "until_the_file_says")]
    pub kind: ActorKind,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// The state or organisation that it belongs to.
    pub of: Option<String>,
    /// Other names and spellings, initials included: "U.S.", "Lee Jae-myung".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Names in other languages, by BCP 47 tag.
    #[serde(default)]
    pub labels: BTreeMap<String, Vec<String>>,
    /// For a person whose family name is safely known.
    pub surname: Option<String>,
    /// For a state: "South Korean".
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// For a state: its seat of government.
    pub capital: Option<Capital>,
    /// Seats that stand for the government besides the capital: "White House", "Kremlin".
    #[serde(default)]
    pub seats: Vec<String>,
    /// For a person: offices held, oldest first.
    #[serde(default)]
    pub offices: Vec<Office>,
    /// Short names of the sources (`knowledge/SOURCES.md`).
    pub source: Vec<String>,
}

/// A seat of government.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capital {
    /// English name.
    pub name: String,
    /// Wikidata id, only where a source at hand gives it.
    pub wikidata: Option<String>,
    /// Other names and spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// An office and when it was held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// As the source writes it: "President of South Korea".
    pub title: String,
    /// head of state, head of government, foreign minister and so on.
    pub role: String,
    /// Actor id of the state or organisation.
    pub of: String,
    /// When it began: a day, or the days of the month or year that the source gives. Unknown: both ends open.
    #[serde(default, deserialize_with = "interval")]
    pub from: Interval,
    /// When it ended, in the same way. Unknown: both ends open.
    #[serde(default, deserialize_with = "interval")]
    pub to: Interval,
    /// The days of the month in which the newest source still lists the person, when no end is known.
    #[serde(default, deserialize_with = "some_interval")]
    pub current_as_of: Option<Interval>,
    /// Known start of a successor: the end is not after it.
    pub to_not_after: Option<Day>,
    /// Short names of the sources.
    pub source: Vec<String>,
}

/// Stands in [`KnownActor::kind`] only while an entry is read.
fn until_the_file_says() -> ActorKind {
    ActorKind::Organisation
}
