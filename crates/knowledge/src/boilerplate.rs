//! What pages put among the paragraphs of a story.

use crate::{Lookup, PhraseSet};
use serde::Deserialize;

/// Prompts, links and notices, in lower case, with straight apostrophes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    /// Whole lines, with or without a mark at their end: "sign up here".
    pub whole: Lookup<String>,
    /// Beginnings of lines: "read more:".
    pub begins: PhraseSet,
    /// What stands anywhere in a line: "all rights reserved".
    pub holds: Vec<String>,
    /// Beginnings of lines behind which no story follows.
    pub ends_story: PhraseSet,
    /// Names with a capital inside: "YouTube".
    pub inner_capitals: Vec<String>,
    /// Beginnings of names behind which a capital stands: "Mc".
    pub name_beginnings: Vec<String>,
    /// Short names of the sources.
    pub source: Vec<String>,
}
