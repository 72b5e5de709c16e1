//! An opened article: its record with marks, notes and parts, ready to be drawn.

use super::marks::{Mark, marks};
use super::notes::{Note, notes};
use dateline_corpus::{Corpus, Facet, Query, ValueInfo};
use dateline_record::{Article, BlockKind, HeadlineBasis, Span};

/// An article as the reading pane draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Dense id.
    pub id: u32,
    /// The record.
    pub article: Article,
    /// The text that its spans count in.
    pub text: &'static str,
    /// The corpus's value of each actor.
    pub actors: Vec<(Facet, u32)>,
    /// The corpus's value of each topic.
    pub topics: Vec<u32>,
    /// What is marked, in order.
    pub marks: Vec<Mark>,
    /// Notes beside the text, in order.
    pub notes: Vec<Note>,
    /// How many places hold what the query asks for.
    pub matches: usize,
    /// The sentence that the address names.
    pub sentence: Option<Span>,
    /// Of the places that hold what the query asks for, the one that the address names; else the first.
    pub first: usize,
}

/// A part of an article, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Summary lines.
    Points(Vec<Span>),
    /// A sub-heading.
    Heading(Span),
    /// A paragraph.
    Paragraph(Span),
    /// Credits or boilerplate that stand together.
    Folded(BlockKind, Vec<Span>),
}

impl Opened {
    /// An article by the record's id. `at` is a byte of its text, such as where a sentence or a hit begins.
    pub fn new(corpus: &'static Corpus, id: &str, query: &Query, at: Option<u32>) -> Option<Opened> {
        let dense = corpus.find_article(id)?;
        let reading = corpus.article(dense)?;
        let matches = corpus.matches(dense, query);
        let article = reading.article;
        let sentence = at.and_then(|at| {
            article
                .sentences
                .iter()
                .find(|sentence| sentence.span.range().contains(&(at as usize)))
                .map(|sentence| sentence.span)
        });
        let marks = marks(&article, &matches, sentence);
        let notes = notes(&article, &marks);
        Some(Opened {
            id: dense,
            text: reading.text,
            actors: reading.actors,
            topics: reading.topics,
            first: at.and_then(|at| matches.iter().position(|hit| hit.start == at)).unwrap_or(0),
            matches: matches.len(),
            marks,
            notes,
            sentence,
            article,
        })
    }

    /// What the pane shows under the headline.
    pub fn parts(&self) -> Vec<Part> {
        parts(&self.article)
    }

    /// Marks of a part, as places in the list of marks.
    pub fn marks_in(&self, span: Span) -> Vec<usize> {
        let first = self.marks.partition_point(|mark| mark.span.start < span.start);
        let inside =
            self.marks.iter().enumerate().skip(first).take_while(|(_, mark)| mark.span.start < span.end);
        inside.map(|(place, _)| place).collect()
    }

    /// The corpus's value of an actor, by its place in the record.
    pub fn actor<'a>(&self, corpus: &'a Corpus, place: usize) -> Option<(Facet, &'a ValueInfo)> {
        let (facet, dense) = *self.actors.get(place)?;
        Some((facet, corpus.values(facet).get(dense as usize)?))
    }

    /// The place of an actor in the record, by the record's id.
    pub fn actor_place(&self, id: &str) -> Option<usize> {
        self.article.actors.iter().position(|actor| actor.id == id)
    }
}

/// The blocks below the headline; blocks of one folded kind that stand together are one part.
pub fn parts(article: &Article) -> Vec<Part> {
    let is_headline = |span: Span| {
        article.headline_basis != HeadlineBasis::Lede
            && article.headline_span.is_some_and(|headline| headline.contains(span))
    };
    let mut parts: Vec<Part> = Vec::new();
    for block in
        article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph || !is_headline(block.span))
    {
        match (block.kind, parts.last_mut()) {
            (BlockKind::KeyPoint, Some(Part::Points(points))) => points.push(block.span),
            (BlockKind::KeyPoint, _) => parts.push(Part::Points(vec![block.span])),
            (BlockKind::Heading, _) => parts.push(Part::Heading(block.span)),
            (BlockKind::Paragraph, _) => parts.push(Part::Paragraph(block.span)),
            (kind, Some(Part::Folded(last, spans))) if *last == kind => spans.push(block.span),
            (kind, _) => parts.push(Part::Folded(kind, vec![block.span])),
        }
    }
    parts
}
