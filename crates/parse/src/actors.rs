//! People, states, organisations and places: names of the knowledge, and names that the text introduces itself.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Actor, Place, Sentence, Warning};

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

/// The names of the knowledge, ready to be looked up in many texts.
#[derive(Debug)]
pub(crate) struct Names {}

impl Names {
    /// Reads the names once.
    pub fn new(knowledge: &Knowledge) -> Self {
        let _ = knowledge;
        Self {}
    }
}

/// All actors and places, merged within the article.
pub(crate) fn find(document: &Document, layout: &Layout, sentences: &[Sentence], names: &Names) -> Found {
    let _ = (document, layout, sentences, names);
    Found::default()
}
