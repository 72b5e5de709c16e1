//! Who said what: quotations, their speakers and cues.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Actor, Quote, Sentence};

/// All quotations, in order of the text; a mention whose actor speaks there is marked so.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    actors: &mut [Actor],
    knowledge: &Knowledge,
) -> Vec<Quote> {
    let _ = (document, layout, sentences, actors, knowledge);
    Vec::new()
}
