//! One text in, article records out.
//!
//! [`read()`] turns a file's bytes into [`Document`]s (plain text with or without front matter, CSV and TSV);
//! [`Parser::parse`] turns a document into an article record. Reading bytes can fail with a message; parsing cannot: it returns
//! what it found, and warnings. Nothing here opens files, reads a clock, or looks at another article.

mod actors;
mod dates;
mod document;
mod layout;
mod page;
mod phrases;
mod published;
mod quotes;
mod read;
mod rules;
mod sentences;
mod topics;
mod words;

pub use document::{Document, Stated};
pub use read::{LARGEST_FILE, ReadError, ReadOptions, read};

use dateline_knowledge::Knowledge;
use dateline_record::Article;
use page::Page;

/// A parser with all that can be made ready once for many documents: the automata over names and topic words.
#[derive(Debug)]
pub struct Parser {
    knowledge: Knowledge,
    names: actors::Names,
    topic_rules: topics::Rules,
}

impl Parser {
    /// Makes a parser ready; this costs some milliseconds, so make one and keep it.
    pub fn new(knowledge: Knowledge) -> Self {
        let names = actors::Names::new(&knowledge);
        let topic_rules = topics::Rules::new(&knowledge);
        Self { knowledge, names, topic_rules }
    }

    /// What it knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The record of one document. Time and memory are linear in the length of its text.
    ///
    /// The order of the steps is the order in which they need each other: the layout (blocks, headline, credits,
    /// dateline) needs only the text; sentences need blocks; actors, topics and date expressions need sentences; the
    /// date of publication needs date expressions and actors (offices held, events); mentioned dates are resolved
    /// against it; quotes need actors for their speakers, and mark who speaks.
    pub fn parse(&self, document: &Document) -> Article {
        let knowledge = &self.knowledge;
        let layout = layout::lay_out(document, knowledge);
        let sentences = sentences::split(document, &layout, knowledge);
        let dateline = layout.dateline.as_ref().map(|found| &found.dateline);
        let page = Page::new(&document.text, &sentences, dateline.map(|dateline| dateline.span));
        let mut found =
            actors::find(&page, &self.names, dateline.map_or(&[], |dateline| dateline.places.as_slice()));
        let topics = topics::find(&page, layout.headline_span, &layout.blocks, &self.topic_rules);
        let expressions = dates::find(document, &layout, &sentences, knowledge);
        let published =
            published::infer(document, &layout, &expressions, &sentences, &found.actors, knowledge);
        let dates = dates::resolve(&expressions, &published);
        let quotes = quotes::find(document, &layout, &sentences, &mut found.actors, knowledge);
        document::assemble(document, layout, sentences, found, topics, published, dates, quotes, knowledge)
    }
}
