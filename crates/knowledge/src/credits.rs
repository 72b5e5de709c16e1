//! The words of credit lines and by-lines.

use crate::PhraseSet;
use dateline_record::CreditRole;
use serde::Deserialize;

/// How credit lines and by-lines name people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditWords {
    /// What opens a credit, by role.
    pub cues: CreditCues,
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

/// The openings of credits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<CuesOfRole>")]
pub struct CreditCues {
    /// In lower case.
    cues: PhraseSet<CreditCue>,
    /// Bytes of the longest.
    longest: usize,
}

/// What opens a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditCue {
    /// What the people named behind it did.
    pub role: CreditRole,
    /// Its length in bytes.
    pub length: usize,
    /// Whether its last word ties it to a name: "additional reporting by".
    pub tied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesOfRole {
    role: CreditRole,
    words: Vec<String>,
}

impl From<Vec<CuesOfRole>> for CreditCues {
    fn from(file: Vec<CuesOfRole>) -> Self {
        let mut all = Self::default();
        for CuesOfRole { role, words } in file {
            for cue in words {
                let tied = [" by", " from", " of"].iter().any(|word| cue.ends_with(word));
                all.longest = all.longest.max(cue.len());
                all.cues.add(&cue.to_ascii_lowercase(), CreditCue { role, length: cue.len(), tied });
            }
        }
        all
    }
}

impl CreditCues {
    /// The cues that the text begins with, in any case; the later in the file last where they are equal.
    pub fn beginning(&self, text: &str) -> Vec<CreditCue> {
        let head = text.as_bytes().get(..self.longest).unwrap_or(text.as_bytes()).to_ascii_lowercase();
        self.cues.beginning(&head).copied().collect()
    }
}
