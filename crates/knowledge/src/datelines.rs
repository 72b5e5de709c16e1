//! The words of datelines.

use serde::Deserialize;

/// The words of the line of places and day that opens a wire story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatelineWords {
    /// Months and their short forms, without full stop, in any case.
    pub months: Vec<String>,
    /// Labels of the desk, which are no places: "EXCLUSIVE".
    pub labels: Vec<String>,
    /// Words that stay small inside the name of a place: "de".
    pub small: Vec<String>,
    /// Short names written in capitals all the same: "UAE".
    pub capitals: Vec<String>,
    /// Short names of the sources.
    pub source: Vec<String>,
}
