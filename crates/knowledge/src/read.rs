//! The frame: which files make up the knowledge, how their text is read, and the checks across files.
//!
//! Each file is TOML and is read into one field of [`Knowledge`]. What a file may hold stands with the type that it is
//! read into; this module only knows the list. A word file is added in three steps: a struct with `Deserialize` in a
//! module of its own, a field of that type in [`Knowledge`], and a line in [`FILES`].

use crate::{Event, Knowledge, KnownActor, KnownTopic, Outlet};
use dateline_record::{ActorKind, Edtf, Interval};
use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error, de::Unexpected};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A file of the knowledge folder.
struct File {
    name: &'static str,
    /// The project's own text.
    text: &'static str,
    read: fn(&Source<'_>, &mut Knowledge) -> Result<(), KnowledgeError>,
}

/// A line of [`FILES`].
macro_rules! file {
    ($name:literal, $read:expr) => {
        File { name: $name, text: include_str!(concat!("../../../knowledge/", $name)), read: $read }
    };
}

/// All files that there may be.
const FILES: &[File] = &[
    file!("states.toml", |source, knowledge| read_actors(source, ActorKind::State, knowledge)),
    file!("people.toml", |source, knowledge| read_actors(source, ActorKind::Person, knowledge)),
    file!("organisations.toml", |source, knowledge| {
        read_actors(source, ActorKind::Organisation, knowledge)
    }),
    file!("outlets.toml", |source, knowledge| {
        knowledge.outlets = source.entries(|outlet: &mut Outlet| &mut outlet.id)?;
        Ok(())
    }),
    file!("events.toml", |source, knowledge| {
        knowledge.events = source.entries(|event: &mut Event| &mut event.id)?;
        Ok(())
    }),
    file!("abbreviations.toml", |source, knowledge| {
        knowledge.abbreviations = source.value()?;
        Ok(())
    }),
    file!("datelines.toml", |source, knowledge| {
        knowledge.datelines = source.value()?;
        Ok(())
    }),
    file!("credits.toml", |source, knowledge| {
        knowledge.credits = source.value()?;
        Ok(())
    }),
    file!("boilerplate.toml", |source, knowledge| {
        knowledge.boilerplate = source.value()?;
        Ok(())
    }),
    file!("languages.toml", |source, knowledge| {
        knowledge.languages = source.value()?;
        Ok(())
    }),
    file!("calendar.toml", |source, knowledge| {
        knowledge.calendar = source.value()?;
        Ok(())
    }),
    file!("speech.toml", |source, knowledge| {
        knowledge.speech = source.value()?;
        Ok(())
    }),
    file!("titles.toml", |source, knowledge| {
        knowledge.titles = source.value()?;
        Ok(())
    }),
    file!("names.toml", |source, knowledge| {
        knowledge.names = source.value()?;
        Ok(())
    }),
    file!("topics.toml", |source, knowledge| {
        knowledge.topics = source.entries(|topic: &mut KnownTopic| &mut topic.id)?;
        Ok(())
    }),
];

/// Why a text is no knowledge: where, what was expected there and what stood there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeError {
    /// The file's name.
    pub file: String,
    /// Line, from 1, where one can be named.
    pub line: Option<usize>,
    /// Id of the entry, for what only shows once all files are read.
    pub entry: Option<String>,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl std::fmt::Display for KnowledgeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(entry) = &self.entry {
            write!(f, ", entry \"{entry}\"")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for KnowledgeError {}

impl Knowledge {
    /// Reads `(file name, text)` pairs in any order. Files may be missing; a name that is not one of the known files
    /// is an error, so that a mistyped name is not silently ignored.
    ///
    /// # Errors
    /// The first problem: an unknown file, text that is not the TOML expected there, an id that two actors share, or an
    /// id that nothing has.
    pub fn from_toml(files: &[(&str, &str)]) -> Result<Knowledge, KnowledgeError> {
        let mut knowledge = Knowledge::default();
        for &(name, text) in files {
            let file = FILES.iter().find(|file| file.name == name).ok_or_else(|| unknown_file(name))?;
            (file.read)(&Source { file: name, text }, &mut knowledge)?;
        }
        knowledge.actors.sort_by(|a, b| a.id.cmp(&b.id));
        crate::check::check(&knowledge)?;
        knowledge.prepare_event_names();
        Ok(knowledge)
    }

    /// The project's own knowledge, read once.
    pub fn built_in() -> &'static Knowledge {
        #[expect(clippy::expect_used, reason = "OK because a test reads the same text")]
        static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
            Knowledge::from_toml(&built_in_files()).expect("the knowledge folder is tested")
        });
        &KNOWLEDGE
    }
}

/// The project's own files as [`Knowledge::from_toml`] takes them, for a publisher who replaces or leaves out some.
pub fn built_in_files() -> Vec<(&'static str, &'static str)> {
    FILES.iter().map(|file| (file.name, file.text)).collect()
}

fn unknown_file(name: &str) -> KnowledgeError {
    let names: Vec<&str> = FILES.iter().map(|file| file.name).collect();
    KnowledgeError {
        file: name.to_owned(),
        line: None,
        entry: None,
        expected: format!("one of {}", names.join(", ")),
        found: "a file of another name".to_owned(),
    }
}

/// The text of a file, with the name that messages need.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    /// The whole file as one value: for word files.
    fn value<T: DeserializeOwned>(&self) -> Result<T, KnowledgeError> {
        toml::from_str(self.text).map_err(|error| self.error(&error))
    }

    /// The file as one table an entry, `[id]`, in order of the ids, which `id` puts into the entries.
    fn entries<T: DeserializeOwned>(&self, id: fn(&mut T) -> &mut String) -> Result<Vec<T>, KnowledgeError> {
        let by_id: BTreeMap<String, T> = self.value()?;
        let named = by_id.into_iter().map(|(key, mut entry)| {
            *id(&mut entry) = key;
            entry
        });
        Ok(named.collect())
    }

    /// Takes apart the message of serde and the TOML reader, both of which say "…, expected …".
    fn error(&self, error: &toml::de::Error) -> KnowledgeError {
        let message = error.message();
        let (found, expected) = message.split_once(", expected ").unwrap_or_else(|| {
            let missing = message.strip_prefix("missing field ");
            missing.map_or((message, "readable TOML"), |field| ("no such field", field))
        });
        let found = ["invalid type: ", "invalid value: "]
            .iter()
            .find_map(|kind| found.strip_prefix(kind))
            .unwrap_or(found);
        KnowledgeError {
            file: self.file.to_owned(),
            line: error.span().and_then(|span| self.text.get(..span.start)).map(line_at_end),
            entry: None,
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }
}

fn line_at_end(before: &str) -> usize {
    before.matches('\n').count() + 1
}

fn read_actors(
    source: &Source<'_>,
    kind: ActorKind,
    knowledge: &mut Knowledge,
) -> Result<(), KnowledgeError> {
    let actors = source.entries(|actor: &mut KnownActor| &mut actor.id)?;
    knowledge.actors.extend(actors.into_iter().map(|actor| KnownActor { kind, ..actor }));
    Ok(())
}

/// Reads the interval that an EDTF date spans ("2025-06-04", "2019", "2025-06-04/2025-06-07", "2025-06-04/..").
pub(crate) fn interval<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Interval, D::Error> {
    let text = String::deserialize(deserializer)?;
    let date = Edtf::parse(&text);
    date.map(Edtf::interval).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &"a date (EDTF)"))
}

/// The same, for a date that may be absent.
pub(crate) fn some_interval<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Interval>, D::Error> {
    interval(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "[ruritania]\nname = \"Ruritania\"\nsource = [\"own\"]\n";

    fn message(files: &[(&str, &str)]) -> String {
        Knowledge::from_toml(files).expect_err("an error").to_string()
    }

    #[test]
    fn err_names_file_line_expected_and_found() {
        for (file, text, expected) in [
            ("lands.toml", "", "lands.toml: expected one of states.toml, people.toml, "),
            (
                "states.toml",
                "[a]\nname = 3\nsource = [\"own\"]",
                "states.toml, line 2: expected a string, found integer `3`",
            ),
            (
                "states.toml",
                "[a]\nsource = [\"own\"]",
                "states.toml, line 1: expected `name`, found no such field",
            ),
            ("states.toml", "[a]\nnmae = \"A\"", "states.toml, line 2: expected one of `was`, `name`"),
            (
                "states.toml",
                "[a]\nname = \"A\"\nsource = []",
                "states.toml, entry \"a\": expected a source, found none",
            ),
            ("states.toml", "[a\n", "states.toml, line 1: expected "),
            ("states.toml", "[a]\n[a]\n", "states.toml, line 2: expected "),
            (
                "events.toml",
                "[a]\nname = \"A\"\nkind = \"other\"\ndays = \"2025-13\"\nsource = [\"own\"]",
                "events.toml, line 4: expected a date (EDTF), found string \"2025-13\"",
            ),
        ] {
            let message = message(&[(file, text)]);
            assert!(message.starts_with(expected), "{message}");
        }
    }

    #[test]
    fn ok_built_in() {
        if let Err(error) = Knowledge::from_toml(&built_in_files()) {
            panic!("{error}");
        }
    }

    #[test]
    fn err_ids_across_files() {
        let person =
            |of: &str| format!("[someone]\nname = \"Some One\"\nof = \"{of}\"\nsource = [\"own\"]\n");
        assert!(
            Knowledge::from_toml(&[("people.toml", &person("ruritania")), ("states.toml", STATE)]).is_ok()
        );
        assert_eq!(
            message(&[("states.toml", STATE), ("people.toml", &person("atlantis"))]),
            "people.toml, entry \"someone\": expected the id of an actor, found \"atlantis\""
        );
        assert_eq!(
            message(&[("states.toml", STATE), ("organisations.toml", STATE)]),
            "organisations.toml, entry \"ruritania\": expected an id of its own, found one that two actors share"
        );
    }

    #[test]
    fn ok_fields_and_order() {
        let text = "[b]\nname = \"B\"\nsource = [\"own\"]\nlabels = { ko = [\"비\"] }\n\
                    offices = [{ title = \"King of Ruritania\", role = \"head of state\", of = \"ruritania\", \
                    from = \"2019\", source = [\"own\"] }]\n[a]\nname = \"A\"\nsource = [\"own\"]\n";
        let knowledge = Knowledge::from_toml(&[("people.toml", text), ("states.toml", STATE)]).unwrap();
        let ids: Vec<&str> = knowledge.actors.iter().map(|actor| actor.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "ruritania"]);
        let king = knowledge.actor("b").unwrap();
        assert_eq!(king.offices[0].from, Interval::year(2019).unwrap());
        assert!(king.offices[0].to.is_unknown());
        assert_eq!(king.labels["ko"], ["비"]);
        assert_eq!(knowledge.actor("ruritania").unwrap().kind, ActorKind::State);
        assert_eq!(knowledge.actor("c"), None);
    }
}
