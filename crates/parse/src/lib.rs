//! One text in, article records out.
//!
//! [`read`] turns a file's bytes into [`Document`]s (plain text with or without front matter, CSV and TSV);
//! [`parse`] turns a document into an article record. Reading bytes can fail with a message; parsing cannot: it returns
//! what it found, and warnings. Nothing here opens files, reads a clock, or looks at another article.

mod actors;
mod dates;
mod document;
mod layout;
mod published;
mod quotes;
mod read;
mod sentences;
mod topics;
mod words;

pub use document::{Document, Stated};
pub use read::{ReadError, ReadOptions, read};

use dateline_knowledge::Knowledge;
use dateline_record::Article;

/// The record of one document. Time and memory are linear in the length of its text.
///
/// The order of the steps is the order in which they need each other: the layout (blocks, headline, credits,
/// dateline) needs only the text; sentences need blocks; actors, topics and date expressions need sentences; the date
/// of publication needs date expressions and actors (offices held, events); mentioned dates are resolved against it;
/// quotes need actors for their speakers, and mark who speaks.
pub fn parse(document: &Document, knowledge: &Knowledge) -> Article {
    let layout = layout::lay_out(document, knowledge);
    let sentences = sentences::split(document, &layout, knowledge);
    let mut found = actors::find(document, &layout, &sentences, knowledge);
    let topics = topics::find(document, &layout, &sentences, knowledge);
    let expressions = dates::find(document, &layout, &sentences, knowledge);
    let published = published::infer(document, &layout, &expressions, &found.actors, knowledge);
    let dates = dates::resolve(&expressions, &published);
    let quotes = quotes::find(document, &layout, &sentences, &mut found.actors, knowledge);
    document::assemble(document, layout, sentences, found, topics, published, dates, quotes)
}
