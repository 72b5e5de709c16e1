//! Words by which news says that somebody said something: verbs of speech, and the small words around speaker and cue.
//!
//! Read from `knowledge/speech.toml`.

use crate::Lookup;
use serde::Deserialize;

/// Verbs of speech by form, and lists of small words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "File")]
pub struct Speech {
    /// By form.
    cues: Lookup<String, Cue>,
    /// "according to", as lower-case words with single spaces.
    pub according: Vec<String>,
    /// Pronouns that may stand for one person who spoke before.
    pub person: Lookup<String>,
    /// Pronouns that speak for themselves.
    pub other: Lookup<String>,
    /// Between speaker and cue.
    pub between: Lookup<String>,
    /// Where the words of a speaker behind an inverted cue end.
    pub stop: Lookup<String>,
    /// Behind a name in the words of a speaker: what follows belongs to the name.
    pub belongs: Lookup<String>,
    /// Words that never begin the words of a speaker.
    pub lead: Lookup<String>,
    /// Before the subject of a clause.
    pub clause: Lookup<String>,
}

/// One form of a verb of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Whether it also governs reported speech without quotation marks.
    pub strong: bool,
    /// Whether a hearer may stand behind it: "told Y".
    pub hearer: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "OK because the file must name its source, and a test reads it there")]
    source: Vec<String>,
    verb: Vec<Verb>,
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verb {
    #[expect(dead_code, reason = "OK because it names the entry for readers of the file")]
    base: String,
    forms: Vec<String>,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    hearer: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    according: Vec<String>,
    person: Lookup<String>,
    other: Lookup<String>,
    between: Lookup<String>,
    stop: Lookup<String>,
    belongs: Lookup<String>,
    lead: Lookup<String>,
    clause: Lookup<String>,
}

impl From<File> for Speech {
    fn from(file: File) -> Self {
        let File { verb, lists, .. } = file;
        let cues = verb.into_iter().flat_map(|verb| {
            let cue = Cue { strong: verb.strong, hearer: verb.hearer };
            verb.forms.into_iter().map(move |form| (form, cue))
        });
        let Lists { according, person, other, between, stop, belongs, lead, clause } = lists;
        Self { cues: cues.collect(), according, person, other, between, stop, belongs, lead, clause }
    }
}

impl Speech {
    /// The verb of speech that a lower-case word is a form of.
    pub fn cue(&self, word: &str) -> Option<Cue> {
        self.cues.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found() {
        let speech = toml::from_str::<Speech>(include_str!("../../../knowledge/speech.toml")).unwrap();
        assert_eq!(speech.cue("said"), Some(Cue { strong: true, hearer: false }));
        assert_eq!(speech.cue("told"), Some(Cue { strong: true, hearer: true }));
        assert_eq!(speech.cue("walked"), None);
        assert!(speech.person.contains("she"));
    }
}
