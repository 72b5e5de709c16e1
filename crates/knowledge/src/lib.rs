//! What the publisher knows: actors, topics, events, outlets and the words of news, each with its source.
//!
//! This crate owns the types, reads them from TOML text (one file a kind, below the folder `knowledge`) and checks that
//! they agree with each other. It knows neither files nor articles; [`Knowledge::built_in`] holds the project's own.

mod actors;
mod events;
mod outlets;
mod topics;

pub use actors::*;
pub use events::*;
pub use outlets::*;
pub use topics::*;

/// All that is known, in a fixed order: actors, topics and events by id.
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
}
