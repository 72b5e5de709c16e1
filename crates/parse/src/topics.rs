//! Topics by the rules of the knowledge.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Sentence, Topic};

/// The rules of the knowledge, ready to be met by many texts.
#[derive(Debug)]
pub(crate) struct Rules {}

impl Rules {
    /// Reads the rules once.
    pub fn new(knowledge: &Knowledge) -> Self {
        let _ = knowledge;
        Self {}
    }
}

/// Topics with words of their own in the article, most prominent first.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    rules: &Rules,
) -> Vec<Topic> {
    let _ = (document, layout, sentences, rules);
    Vec::new()
}
