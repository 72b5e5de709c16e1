//! What the publisher knows: actors, topics, events, outlets and the words of news, each with its source.
//!
//! This crate owns the types, reads them from TOML text (one file a kind, below the folder `knowledge`) and checks that
//! they agree with each other. It knows neither files nor articles; [`Knowledge::built_in`] holds the project's own.
//!
//! Fact files (states, people, organisations, outlets, events) hold one table an entry, headed by its id:
//!
//! ```toml
//! [ruritania]
//! name = "Ruritania"
//! demonyms = ["Ruritanian"]
//! source = ["own"]
//! ```
//!
//! A word file (titles, calendar, cue words and so on) is read as one value. To add one: write its struct with
//! `Deserialize` and `Default` in a module of its own, with what each list means as documentation; give [`Knowledge`] a
//! field of that type; add the line `file!("speech.toml", |source, knowledge| { knowledge.speech = source.value()?; Ok(()) })`
//! to the table in `read.rs`, and the file itself to the folder. Unknown keys should be errors
//! (`#[serde(deny_unknown_fields)]`), so that a misspelt list is not silently empty.

mod abbreviations;
mod actors;
mod boilerplate;
mod calendar;
mod check;
mod credits;
mod datelines;
mod events;
mod languages;
mod lookup;
mod names;
mod outlets;
mod phrase_set;
mod read;
mod speech;
mod titles;
mod topics;

pub use abbreviations::*;
pub use actors::*;
pub use boilerplate::*;
pub use calendar::*;
pub use credits::*;
pub use datelines::*;
pub use events::*;
pub use languages::*;
pub use lookup::Lookup;
pub use names::*;
pub use outlets::*;
pub use phrase_set::PhraseSet;
pub use read::{KnowledgeError, built_in_files};
pub use speech::*;
pub use titles::*;
pub use topics::*;

use std::collections::BTreeSet;

/// All that is known, in a fixed order: each list by id.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// States, people and organisations.
    pub actors: Vec<KnownActor>,
    /// Topics with their rules.
    pub topics: Vec<KnownTopic>,
    /// Dated events.
    pub events: Vec<Event>,
    /// Outlets and agencies.
    pub outlets: Vec<Outlet>,
    /// Where sentences end.
    pub abbreviations: Abbreviations,
    /// The words of datelines.
    pub datelines: DatelineWords,
    /// The words of credit lines.
    pub credits: CreditWords,
    /// Prompts and notices of pages.
    pub boilerplate: Boilerplate,
    /// Words that tell languages apart.
    pub languages: Languages,
    /// Words of dates.
    pub calendar: Calendar,
    /// Words of quotations.
    pub speech: Speech,
    /// Words that say what a person is.
    pub titles: Titles,
    /// Words by which names are recognised.
    pub names: NameWords,
    /// Other names of events, with the number of the event.
    event_names: PhraseSet<usize>,
}

impl Knowledge {
    /// The actor with that id.
    pub fn actor(&self, id: &str) -> Option<&KnownActor> {
        let at = self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()?;
        self.actors.get(at)
    }

    /// The numbers of the events with a name of their own in the text ("APEC summit", not "state visit"), in order.
    pub fn events_named(&self, text: &str) -> BTreeSet<usize> {
        self.event_names.inside(text).copied().collect()
    }

    pub(crate) fn prepare_event_names(&mut self) {
        for (number, event) in self.events.iter().enumerate() {
            // A name, not a description: it holds a capital letter.
            for name in event.aliases.iter().filter(|name| name.contains(char::is_uppercase)) {
                self.event_names.add(name, number);
            }
        }
    }

    /// The topic with that id.
    pub fn topic(&self, id: &str) -> Option<&KnownTopic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}
