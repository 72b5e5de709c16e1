//! Date expressions of the text, and their values once the date of publication is known.

use crate::{Document, layout::Layout};
use dateline_knowledge::Knowledge;
use dateline_record::{Mentioned, Published, Sentence, Span};

/// A date expression before it is resolved.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// The words.
    pub span: Span,
}

/// All date expressions, in order of the text.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    knowledge: &Knowledge,
) -> Vec<Expression> {
    let _ = (document, layout, sentences, knowledge);
    Vec::new()
}

/// Their values against the date of publication.
pub(crate) fn resolve(expressions: &[Expression], published: &Published) -> Vec<Mentioned> {
    let _ = (expressions, published);
    Vec::new()
}
