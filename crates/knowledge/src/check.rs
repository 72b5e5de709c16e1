//! What must hold across the entries of all files: ids are unique and lead somewhere, nothing is nameless, each entry
//! names a source.

use crate::{Knowledge, KnowledgeError, KnownActor};
use dateline_record::ActorKind;

/// The first problem, in the order of the ids. Actors must be sorted by id.
pub(crate) fn check(knowledge: &Knowledge) -> Result<(), KnowledgeError> {
    check_actors(knowledge)?;
    check_topics(knowledge)?;
    check_events(knowledge)?;
    for outlet in &knowledge.outlets {
        check_entry("outlets.toml", &outlet.id, &outlet.name, &outlet.source)?;
        outlet.of.iter().try_for_each(|id| known_actor(knowledge, "outlets.toml", &outlet.id, id))?;
    }
    Ok(())
}

fn check_actors(knowledge: &Knowledge) -> Result<(), KnowledgeError> {
    let known = |file, actor: &KnownActor, id: &str| known_actor(knowledge, file, &actor.id, id);
    let mut previous = None;
    for actor in &knowledge.actors {
        let file = file_of(actor.kind);
        if previous.replace(&actor.id) == Some(&actor.id) {
            return Err(error(file, &actor.id, "an id of its own", "one that two actors share"));
        }
        check_entry(file, &actor.id, &actor.name, &actor.source)?;
        actor.of.iter().try_for_each(|id| known(file, actor, id))?;
        for office in &actor.offices {
            known(file, actor, &office.of)?;
            check_entry(file, &actor.id, &office.title, &office.source)?;
        }
    }
    Ok(())
}

fn check_topics(knowledge: &Knowledge) -> Result<(), KnowledgeError> {
    for topic in &knowledge.topics {
        check_entry("topics.toml", &topic.id, &topic.name, &topic.source)?;
        if let Some(broader) = topic.broader.as_deref().filter(|id| knowledge.topic(id).is_none()) {
            return Err(error("topics.toml", &topic.id, "the id of a topic", &format!("\"{broader}\"")));
        }
    }
    Ok(())
}

fn check_events(knowledge: &Knowledge) -> Result<(), KnowledgeError> {
    for event in &knowledge.events {
        check_entry("events.toml", &event.id, &event.name, &event.source)?;
        let mut ids = event.host.iter().chain(&event.parties);
        ids.try_for_each(|id| known_actor(knowledge, "events.toml", &event.id, id))?;
    }
    Ok(())
}

fn check_entry(file: &str, id: &str, name: &str, source: &[String]) -> Result<(), KnowledgeError> {
    if name.trim().is_empty() {
        return Err(error(file, id, "a name", "none"));
    }
    if source.iter().all(|source| source.trim().is_empty()) {
        return Err(error(file, id, "a source", "none"));
    }
    Ok(())
}

fn known_actor(knowledge: &Knowledge, file: &str, entry: &str, id: &str) -> Result<(), KnowledgeError> {
    let known = knowledge.actor(id).map(|_| ());
    known.ok_or_else(|| error(file, entry, "the id of an actor", &format!("\"{id}\"")))
}

fn file_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "states.toml",
        ActorKind::Person => "people.toml",
        ActorKind::Organisation => "organisations.toml",
    }
}

fn error(file: &str, entry: &str, expected: &str, found: &str) -> KnowledgeError {
    KnowledgeError {
        file: file.to_owned(),
        line: None,
        entry: Some(entry.to_owned()),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}
