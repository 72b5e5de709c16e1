//! The project's own knowledge folder: what must hold of its facts beyond what reading them checks.

#![expect(clippy::unwrap_used, clippy::panic, reason = "OK because helpers of tests may fail as tests do")]

use dateline_knowledge::{Knowledge, KnownActor, built_in_files};
use dateline_record::ActorKind;
use std::collections::{BTreeMap, BTreeSet};

const SOURCES: &str = include_str!("../../../knowledge/SOURCES.md");

fn knowledge() -> &'static Knowledge {
    Knowledge::built_in()
}

fn of_kind(kind: ActorKind) -> impl Iterator<Item = &'static KnownActor> {
    knowledge().actors.iter().filter(move |actor| actor.kind == kind)
}

/// Short names are in backticks in the first cell of a row.
fn short_names() -> BTreeSet<&'static str> {
    SOURCES.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

/// The sources of a file, of each of its entries, and of each of their parts: a file that names none at its top names one in
/// every entry.
#[test]
fn every_entry_names_sources_that_are_explained() {
    let names = short_names();
    for (file, text) in built_in_files() {
        let table: toml::Table = toml::from_str(text).unwrap();
        let entries = if table.contains_key("source") { vec![(file, &table)] } else { entries(file, &table) };
        assert!(!entries.is_empty(), "{file}");
        for (entry, table) in entries {
            let sources = table.get("source").and_then(toml::Value::as_array);
            let sources = sources.unwrap_or_else(|| panic!("{file}: {entry} names no source"));
            assert!(!sources.is_empty(), "{file}: {entry} names no source");
            for source in sources {
                explained(source.as_str().unwrap(), &names);
            }
        }
    }
    let offices = knowledge().actors.iter().flat_map(|actor| &actor.offices);
    offices.flat_map(|office| &office.source).for_each(|source| explained(source, &names));
}

fn entries<'a>(file: &str, table: &'a toml::Table) -> Vec<(&'a str, &'a toml::Table)> {
    let entry = |(id, value): (&'a String, &'a toml::Value)| {
        (
            id.as_str(),
            value.as_table().unwrap_or_else(|| panic!("{file}: {id} stands in no entry with a source")),
        )
    };
    table.iter().map(entry).collect()
}

fn explained(source: &str, names: &BTreeSet<&str>) {
    let short = source.split(['/', ':']).next().unwrap();
    assert!(names.contains(short), "{source} is not in SOURCES.md");
    assert!(!source.contains("supplybench"), "only for non-commercial use: {source}");
}

#[test]
fn every_file_is_in_the_list_of_files() {
    for (file, _) in built_in_files() {
        assert!(SOURCES.contains(&format!("`{file}`")), "SOURCES.md does not say what {file} holds");
    }
}

#[test]
fn ids_are_lower_case_words() {
    let actors = knowledge().actors.iter().map(|actor| &actor.id);
    let events = knowledge().events.iter().map(|event| &event.id);
    for id in actors.chain(events).chain(knowledge().outlets.iter().map(|outlet| &outlet.id)) {
        let plain = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(plain && !id.contains("--") && !id.starts_with('-') && !id.ends_with('-'), "{id}");
    }
}

#[test]
fn no_name_is_empty() {
    for actor in &knowledge().actors {
        let labels = actor.labels.values().flatten();
        let names = actor.aliases.iter().chain(labels).chain(&actor.demonyms).chain(&actor.seats);
        for name in names.chain([&actor.name]).chain(actor.surname.iter()) {
            assert!(!name.is_empty() && name.trim() == name, "{}: {name:?}", actor.id);
        }
    }
}

#[test]
fn a_name_stands_for_one_actor() {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for actor in &knowledge().actors {
        let names: BTreeSet<&String> =
            actor.aliases.iter().chain(&actor.demonyms).chain([&actor.name]).collect();
        for name in names {
            let other = owners.insert(name, &actor.id);
            assert_eq!(other, None, "{name} also names {}", actor.id);
        }
    }
}

#[test]
fn wikidata_ids_are_well_formed_and_used_once() {
    let mut seen = BTreeSet::new();
    for id in knowledge().actors.iter().filter_map(|actor| actor.wikidata.as_deref()) {
        let number = id.strip_prefix('Q').unwrap();
        assert!(number.parse::<u32>().is_ok(), "{id}");
        assert!(seen.insert(id), "{id} is used twice");
    }
}

#[test]
fn surnames_are_parts_of_names() {
    for person in of_kind(ActorKind::Person) {
        if let Some(surname) = &person.surname {
            let mut names = person.aliases.iter().chain([&person.name]);
            assert!(names.any(|name| name.contains(surname)), "{}", person.id);
        }
    }
}

#[test]
fn offices_are_in_order() {
    for person in of_kind(ActorKind::Person) {
        assert!(!person.offices.is_empty(), "{} held no office", person.id);
        for office in &person.offices {
            let from = office.from.earliest;
            let ends = [office.to.latest, office.to_not_after].into_iter().flatten();
            for end in ends.filter(|_| from.is_some()) {
                assert!(from <= Some(end), "{}: {}", person.id, office.title);
            }
        }
        assert!(person.offices.is_sorted_by_key(|office| office.from.earliest), "{}", person.id);
    }
}

#[test]
fn states_and_capitals() {
    assert_eq!(of_kind(ActorKind::State).count(), 199);
    for (id, name, alias, demonym, capital) in [
        ("south-korea", "South Korea", "ROK", "South Korean", "Seoul"),
        ("united-states", "United States", "U.S.", "American", "Washington"),
        ("united-kingdom", "United Kingdom", "Britain", "British", "London"),
        ("turkey", "Turkey", "Türkiye", "Turkish", "Ankara"),
    ] {
        let state = knowledge().actor(id).unwrap();
        assert_eq!(state.name, name);
        assert!(state.aliases.iter().any(|other| other == alias), "{alias}");
        assert_eq!(state.demonyms[0], demonym);
        assert_eq!(state.capital.as_ref().unwrap().name, capital);
    }
    let korea = |name: &String| name == "Korea" || name == "Korean";
    assert!(of_kind(ActorKind::State).all(|state| !state.aliases.iter().chain(&state.demonyms).any(korea)));
}

/// The edition of a corpus is made from the shown knowledge.
#[test]
fn knowledge_read_twice_is_shown_alike() {
    let again = Knowledge::from_toml(&built_in_files()).unwrap();
    assert_eq!(format!("{again:?}"), format!("{:?}", knowledge()));
}
