//! The words of credit lines and by-lines.

use dateline_record::CreditRole;
use serde::Deserialize;

/// How credit lines and by-lines name people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditWords {
    /// What opens a credit, by role.
    pub cues: Vec<CreditCue>,
    /// What opens a by-line: "by".
    pub by_lines: Vec<String>,
    /// Words of a by-line that belong to no name: "correspondent".
    pub not_names: Vec<String>,
    /// Words behind a name that begin what is no part of it: "in".
    pub name_ends: Vec<String>,
    /// Beginnings of captions: "file photo:".
    pub captions: Vec<String>,
    /// What stands between an agency and its photographer: "photo" in "AP Photo/Ana Marsh".
    pub picture_words: Vec<String>,
    /// Short names of the sources.
    pub source: Vec<String>,
}

/// The openings of one role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditCue {
    /// What the people named behind it did.
    pub role: CreditRole,
    /// Lower case: "additional reporting by".
    pub words: Vec<String>,
}
