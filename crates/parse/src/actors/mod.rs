//! People, states, organisations and places: names of the knowledge, and names that the text introduces itself.
//!
//! Read twice: [`read`] finds names sentence by sentence, [`again`] the short names and repetitions once all full names
//! are known; [`merge`] makes the record's actors. Left out: pronouns, descriptions ("his office"), names in credits,
//! notices and the dateline, capitalised words without any evidence for what they are.

mod again;
mod bodies;
mod does;
mod merge;
mod names;
mod people;
mod places;
mod read;
mod roles;
mod seats;
mod shared;
mod titles;
mod verbs;
mod warn;

pub(crate) use names::Names;

use crate::page::{Page, fold};
use dateline_record::{Actor, Place, Warning};

/// What was found by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// In order of their first mention.
    pub actors: Vec<Actor>,
    /// Places that do not act.
    pub places: Vec<Place>,
    /// Doubtful ones.
    pub warnings: Vec<Warning>,
}

/// All actors and places, merged within the article. Places of the dateline may be named again in the text.
pub(crate) fn find(page: &Page<'_>, names: &Names, dateline: &[String]) -> Found {
    let mut reader = read::Reader::read(page, names);
    let mut warnings = shared::settle(&mut reader);
    warnings.extend(again::read(&mut reader, dateline));
    warnings.sort_by_key(|warning| warning.span);
    let titles = titles::find(&reader);
    Found { actors: merge::actors(&reader, &titles), places: merge::places(&reader), warnings }
}

/// An id from a name: folded, apostrophes and full stops dropped, all else than letters and digits as one hyphen.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars().filter(|c| !matches!(c, '\'' | '.')) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests;
