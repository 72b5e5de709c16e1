//! From namings to the record's actors and places: ids, mentions in order, what each does, to whom people belong.

use super::read::{Naming, Reader, Who};
use super::{does, roles, slug};
use dateline_record::{Actor, ActorKind, How, Mention, NAME_ONLY, Place, PlaceMention, Span, TextAt};
use std::collections::BTreeMap;

/// The actors, in order of their first mention.
pub(crate) fn actors(reader: &Reader<'_>, titles: &[Naming]) -> Vec<Actor> {
    let mut by_who: BTreeMap<Who, Vec<Mention>> = BTreeMap::new();
    let done = does::all(reader);
    let spoken_of = std::iter::repeat(Some(dateline_record::Does::SpokenOf));
    let all = reader.namings.iter().zip(done).chain(titles.iter().zip(spoken_of));
    for (naming, does) in all {
        if let Some(span) = reader.page.span(&naming.tokens) {
            by_who.entry(naming.who).or_default().push(Mention { span, how: naming.how, does });
        }
    }
    let affiliations = affiliations(reader);
    let mut actors: Vec<Actor> = by_who
        .into_iter()
        .filter_map(|(who, mentions)| actor(reader, who, &affiliations, mentions))
        .collect();
    actors.sort_by_key(first_span);
    actors
}

/// The places, in order of their first mention.
pub(crate) fn places(reader: &Reader<'_>) -> Vec<Place> {
    let mut by_who: BTreeMap<Who, Vec<PlaceMention>> = BTreeMap::new();
    for naming in &reader.namings {
        if let Some(span) = reader.page.span(&naming.tokens) {
            by_who.entry(naming.who).or_default().push(PlaceMention { span });
        }
    }
    let mut places: Vec<Place> =
        by_who.into_iter().filter_map(|(who, mentions)| place(reader, who, mentions)).collect();
    places.sort_by_key(|place| place.mentions.first().map(|mention| mention.span));
    places
}

/// The id of an actor of this article.
pub(crate) fn id(reader: &Reader<'_>, who: Who) -> Option<String> {
    match who {
        Who::Known(known) => reader.known(known).map(|known| known.id.clone()),
        Who::Person(person) => {
            let person = reader.people.get(person)?;
            match person.known.and_then(|known| reader.known(known)) {
                Some(known) => Some(known.id.clone()),
                None => Some(made_id(reader, &person.name, person.name_only, ActorKind::Person)),
            }
        }
        Who::Body(body) => {
            let body = reader.bodies.get(body)?;
            let state = body.of.filter(|_| body.of_state).and_then(|of| reader.known(of));
            let name = state.map_or_else(|| body.name.clone(), |state| format!("{} {}", state.id, body.name));
            Some(made_id(reader, &name, body.name_only, ActorKind::Organisation))
        }
        Who::Capital(_) | Who::Region(_) | Who::Place(_) => None,
    }
}

/// An id from a name. What is only a surname, or a body's name that many states have, gets one that never joins another
/// article's: corpora are joined by full names. A name that an actor of another kind has in the knowledge gets its kind behind it.
fn made_id(reader: &Reader<'_>, name: &str, name_only: bool, kind: ActorKind) -> String {
    let slug = slug(name);
    if name_only {
        return format!("{NAME_ONLY}{slug}");
    }
    let taken = reader.names.by_id.get(&slug).and_then(|known| reader.known(*known));
    match (taken.filter(|known| known.kind != kind), kind) {
        (Some(_), ActorKind::Person) => format!("{slug}-person"),
        (Some(_), _) => format!("{slug}-organisation"),
        (None, _) => slug,
    }
}

fn actor(
    reader: &Reader<'_>,
    who: Who,
    affiliations: &BTreeMap<usize, Who>,
    mut mentions: Vec<Mention>,
) -> Option<Actor> {
    let id = id(reader, who)?;
    mentions.sort_by_key(|mention| mention.span);
    let mut actor = Actor {
        id,
        name: String::new(),
        kind: ActorKind::Organisation,
        wikidata: None,
        of: None,
        roles: Vec::new(),
        mentions,
    };
    match who {
        Who::Known(known) => fill_known(reader, known, &mut actor),
        Who::Person(person) => {
            fill_person(reader, person, affiliations.get(&person).copied(), &mut actor);
        }
        Who::Body(body) => {
            let body = reader.bodies.get(body)?;
            actor.name.clone_from(&body.name);
            actor.of = body.of.and_then(|of| reader.known(of)).map(|of| of.id.clone());
        }
        Who::Capital(_) | Who::Region(_) | Who::Place(_) => return None,
    }
    Some(actor)
}

fn fill_known(reader: &Reader<'_>, known: usize, actor: &mut Actor) {
    let Some(known) = reader.known(known) else { return };
    actor.name.clone_from(&known.name);
    actor.kind = known.kind;
    actor.wikidata.clone_from(&known.wikidata);
    actor.of.clone_from(&known.of);
}

/// The bodies of which people are named: "Daniel Rourke of the Brookline Institute".
fn affiliations(reader: &Reader<'_>) -> BTreeMap<usize, Who> {
    let mut found = BTreeMap::new();
    for naming in reader.namings.iter().filter(|naming| naming.how == How::Name) {
        if let (Who::Person(person), Some(body)) = (naming.who, roles::affiliation(reader, naming)) {
            found.entry(person).or_insert(body);
        }
    }
    found
}

fn fill_person(reader: &Reader<'_>, number: usize, affiliation: Option<Who>, actor: &mut Actor) {
    let Some(person) = reader.people.get(number) else { return };
    actor.kind = ActorKind::Person;
    actor.name.clone_from(&person.name);
    let by_role = || person.roles.iter().find_map(|role| roles::belongs_to(reader, role));
    let told = by_role().or(affiliation);
    actor.of = told.and_then(|who| id(reader, who)).filter(|of| *of != actor.id);
    if let Some(known) = person.known.and_then(|known| reader.known(known)) {
        actor.name.clone_from(&known.name);
        actor.wikidata.clone_from(&known.wikidata);
        actor.of = known.of.clone().or(actor.of.take());
    }
    for role in &person.roles {
        let Some(span) = reader.page.span(role) else { continue };
        if !actor.roles.iter().any(|other| other.text == span.of(reader.page.text)) {
            actor.roles.push(TextAt { text: span.of(reader.page.text).to_owned(), span });
        }
    }
}

fn first_span(actor: &Actor) -> Option<Span> {
    actor.mentions.first().map(|mention| mention.span)
}

fn place(reader: &Reader<'_>, who: Who, mentions: Vec<PlaceMention>) -> Option<Place> {
    match who {
        Who::Capital(state) => {
            let (name, wikidata) = reader.known(state)?.capital.clone()?;
            Some(Place { id: slug(&name), name, wikidata, mentions })
        }
        Who::Region(region) => {
            let name = reader.names.regions.get(region)?.clone();
            Some(Place { id: slug(&name), name, wikidata: None, mentions })
        }
        Who::Place(place) => {
            let name = reader.places.get(place)?.clone();
            Some(Place { id: slug(&name), name, wikidata: None, mentions })
        }
        _ => None,
    }
}
