//! The layout of a story: blocks, headline, key points, dateline, credits, provider, language.

use crate::Document;
use dateline_knowledge::Knowledge;
use dateline_record::{Block, Credit, Dateline, HeadlineBasis, Organ, Span, TextAt, Warning};

/// What the layout of a text shows.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub headline: String,
    pub headline_basis: HeadlineBasis,
    pub headline_span: Option<Span>,
    pub key_points: Vec<TextAt>,
    pub language: String,
    pub provider: Option<Organ>,
    pub agency: Option<Organ>,
    pub dateline: Option<FoundDateline>,
    pub credits: Vec<Credit>,
    pub blocks: Vec<Block>,
    pub warnings: Vec<Warning>,
}

/// A dateline with the words of its day, which [`crate::published`] reads.
#[derive(Clone, Debug)]
pub(crate) struct FoundDateline {
    pub dateline: Dateline,
    /// "Jan 2", "January 2, 2026"; none where the dateline has no day.
    pub day: Option<Span>,
}

/// Cuts the text into blocks and reads what stands above and below the story.
pub(crate) fn lay_out(document: &Document, knowledge: &Knowledge) -> Layout {
    let _ = (document, knowledge);
    Layout {
        headline: String::new(),
        headline_basis: HeadlineBasis::Lede,
        headline_span: None,
        key_points: Vec::new(),
        language: "und".to_owned(),
        provider: None,
        agency: None,
        dateline: None,
        credits: Vec::new(),
        blocks: Vec::new(),
        warnings: Vec::new(),
    }
}
