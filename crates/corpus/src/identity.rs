//! Which actors, topics and sources of different articles are one value of a facet.
//!
//! Actors of the knowledge are joined by its id (former ids included), others by the record's id, which is made of the
//! full name (and, for a ministry and the like, of its state), and by kind. One that an article names too shortly stays
//! with that article.

use crate::Facet;
use dateline_knowledge::{Knowledge, KnownActor, KnownTopic};
use dateline_record::{Actor, ActorKind, Article, NAME_ONLY, Topic};
use std::collections::BTreeMap;

/// The knowledge by id, former ids included.
pub(crate) struct Known<'k> {
    actors: BTreeMap<&'k str, &'k KnownActor>,
    topics: BTreeMap<&'k str, &'k KnownTopic>,
}

/// A value of a facet, before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What joins it over the corpus, and stands in a fragment.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// For a topic: the id of the broader one.
    pub broader: Option<String>,
    /// Whether it is known by a short name alone.
    pub name_only: bool,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// Other names, in any language, that a search box finds it by.
    pub names: Vec<String>,
}

/// The facet of a kind of actor.
pub(crate) fn facet_of(kind: ActorKind) -> Facet {
    match kind {
        ActorKind::Person => Facet::Person,
        ActorKind::State => Facet::State,
        ActorKind::Organisation => Facet::Organisation,
    }
}

impl<'k> Known<'k> {
    /// Of this knowledge.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let former = |was: &'k [String]| was.iter().map(String::as_str);
        let actors = knowledge.actors.iter();
        let topics = knowledge.topics.iter();
        let mut known = Known {
            actors: actors.clone().flat_map(|actor| former(&actor.was).map(move |id| (id, actor))).collect(),
            topics: topics.clone().flat_map(|topic| former(&topic.was).map(move |id| (id, topic))).collect(),
        };
        known.actors.extend(actors.map(|actor| (actor.id.as_str(), actor)));
        known.topics.extend(topics.map(|topic| (topic.id.as_str(), topic)));
        known
    }

    /// The value that an actor of an article stands for.
    pub fn actor(&self, article: &Article, actor: &Actor) -> Draft {
        let by_id = self.actors.get(actor.id.as_str());
        if let Some(known) = by_id.filter(|known| known.kind == actor.kind) {
            return known_actor(known);
        }
        let name_only = actor.id.starts_with(NAME_ONLY);
        let id = if name_only { format!("{}@{}", actor.id, article.id) } else { actor.id.clone() };
        Draft { id, name: actor.name.clone(), broader: None, name_only, was: Vec::new(), names: Vec::new() }
    }

    /// The value of a topic and those of all broader ones, narrowest first.
    pub fn topics(&self, topic: &Topic) -> Vec<Draft> {
        let mut line: Vec<Draft> = Vec::new();
        let mut next = Some(self.topic(&topic.id).unwrap_or_else(|| unknown_topic(topic)));
        while let Some(draft) = next.take() {
            // A circle in the knowledge ends where it closes.
            if line.iter().all(|narrower| narrower.id != draft.id) {
                next = draft.broader.as_deref().and_then(|id| self.topic(id));
                line.push(draft);
            }
        }
        line
    }

    fn topic(&self, id: &str) -> Option<Draft> {
        let known = self.topics.get(id)?;
        Some(Draft {
            id: known.id.clone(),
            name: known.name.clone(),
            broader: known.broader.clone(),
            name_only: false,
            was: known.was.clone(),
            names: known.labels.values().flatten().cloned().collect(),
        })
    }
}

/// The value of an article's outlet, else its agency.
pub(crate) fn source(article: &Article) -> Option<Draft> {
    let name = article.source_name()?.to_owned();
    let id = name.clone();
    Some(Draft { id, name, broader: None, name_only: false, was: Vec::new(), names: Vec::new() })
}

fn known_actor(known: &KnownActor) -> Draft {
    Draft {
        id: known.id.clone(),
        name: known.name.clone(),
        broader: None,
        name_only: false,
        was: known.was.clone(),
        names: known.aliases.iter().chain(known.labels.values().flatten()).cloned().collect(),
    }
}

fn unknown_topic(topic: &Topic) -> Draft {
    Draft {
        id: topic.id.clone(),
        name: topic.name.clone(),
        broader: topic.broader.clone(),
        name_only: false,
        was: Vec::new(),
        names: Vec::new(),
    }
}
