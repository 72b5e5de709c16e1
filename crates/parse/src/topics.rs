//! Topics by the rules of the knowledge.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Sentence, Topic};

/// Topics with words of their own in the article, most prominent first.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    knowledge: &Knowledge,
) -> Vec<Topic> {
    let _ = (document, layout, sentences, knowledge);
    Vec::new()
}
