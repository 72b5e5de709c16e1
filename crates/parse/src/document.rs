//! A text to be parsed, with what its file stated outside it, and the putting together of its record.

use crate::{actors::Found, layout::Layout};
use dateline_record::{
    Article, Mentioned, Published, Quote, Sentence, Span, TextBasis, TextCompleteness, Topic,
};
use std::collections::BTreeMap;

/// One article's text and what its file states about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path below the corpus folder, with `/`.
    pub source: String,
    /// Which article of a file that holds several: `row 3`.
    pub member: Option<String>,
    /// The whole text that spans count in. For a text file the file itself, front matter and byte order mark included.
    pub text: String,
    /// Whether that text is the file or was derived from it.
    pub basis: TextBasis,
    /// Where the article's own words lie in `text`: all of it behind the front matter.
    pub body: Span,
    /// Whether the whole article is here.
    pub completeness: TextCompleteness,
    /// Metadata.
    pub stated: Stated,
}

/// What front matter or columns state. It wins over inference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The headline, and where it stands in the text (none: outside it).
    pub headline: Option<(String, Option<Span>)>,
    /// The date of publication as written, and where it stands.
    pub date: Option<(String, Option<Span>)>,
    /// Authors, and where each stands.
    pub authors: Vec<(String, Option<Span>)>,
    /// The outlet, and where it stands.
    pub provider: Option<(String, Option<Span>)>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Everything else.
    pub metadata: BTreeMap<String, String>,
}

/// The record, from all that was found.
#[expect(
    clippy::too_many_arguments,
    reason = "one argument a step of the parser; a struct would only rename them"
)]
pub(crate) fn assemble(
    document: &Document,
    layout: Layout,
    sentences: Vec<Sentence>,
    found: Found,
    topics: Vec<Topic>,
    published: Published,
    dates: Vec<Mentioned>,
    quotes: Vec<Quote>,
) -> Article {
    let mut warnings = layout.warnings;
    warnings.extend(found.warnings);
    Article {
        schema: dateline_record::SCHEMA.to_owned(),
        id: String::new(),
        source: document.source.clone(),
        member: document.member.clone(),
        text_basis: document.basis,
        text: (document.basis == TextBasis::Derived).then(|| document.text.clone()),
        extent: Span::new(0, document.text.len()),
        text_completeness: document.completeness,
        headline: layout.headline,
        headline_basis: layout.headline_basis,
        headline_span: layout.headline_span,
        key_points: layout.key_points,
        language: layout.language,
        provider: layout.provider,
        agency: layout.agency,
        url: document.stated.url.clone(),
        metadata: document.stated.metadata.clone(),
        dateline: layout.dateline.map(|found| found.dateline),
        date_published: published,
        credits: layout.credits,
        blocks: layout.blocks,
        sentences,
        actors: found.actors,
        relations: Vec::new(),
        places: found.places,
        topics,
        dates,
        quotes,
        warnings,
    }
}
