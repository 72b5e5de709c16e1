//! Sentences: where blocks are cut at full stops that end something.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::Sentence;

/// The sentences of headings, key points and paragraphs, in order.
pub(crate) fn split(document: &Document, layout: &Layout, knowledge: &Knowledge) -> Vec<Sentence> {
    let _ = (document, layout, knowledge);
    Vec::new()
}
