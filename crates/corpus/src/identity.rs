//! Which actors, topics and sources of different articles are one value of a facet.
//!
//! Actors of the knowledge are joined by its id (former ids included), others by full name, folded, and kind. One that
//! an article knows by a short name alone stays with that article.

use crate::{Facet, fold::fold};
use dateline_knowledge::{Knowledge, KnownActor, KnownTopic};
use dateline_record::{Actor, ActorKind, Article, How, Topic};
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
        let name_only = is_name_only(actor);
        let joined = slug(&actor.name);
        let by_id = |id: &str| self.actors.get(id).filter(|known| known.kind == actor.kind);
        if let Some(known) = by_id(&actor.id).or_else(|| by_id(&joined).filter(|_| !name_only)) {
            return known_actor(known);
        }
        let id = match (name_only, joined.is_empty()) {
            (true, _) => format!("{}@{}", actor.id, article.id),
            (false, true) => actor.id.clone(),
            (false, false) => joined,
        };
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
    let organ = article.provider.as_ref().or(article.agency.as_ref())?;
    let (id, name) = (organ.name.clone(), organ.name.clone());
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

/// Whether every mention of an unknown actor is a surname or given name alone.
fn is_name_only(actor: &Actor) -> bool {
    !actor.mentions.is_empty() && actor.mentions.iter().all(|mention| mention.how == How::ShortName)
}

/// A name as an id: folded, without points and apostrophes ("U.S." is "us", "O’Hara" is "ohara"), runs of other
/// characters than letters and digits as `-`.
fn slug(name: &str) -> String {
    let folded = fold(name).replace(['.', '\'', '’'], "");
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
