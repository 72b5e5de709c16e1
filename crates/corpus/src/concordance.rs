//! Every place where the words of a query are met in what it finds, each as a line with the words around it.
//!
//! How many there are is read off the index, without texts; texts are read of the articles in the wanted window alone. A hit is a
//! word or a phrase from its first letter to its last; what begins at one place is one hit. Hits stand in the headline, in key
//! points, headings and sentences; names of speakers and words left out with NOT are hit nowhere.

use crate::builder::unit_kind;
use crate::fold::is_drawn_with;
use crate::search::UnitKind;
use crate::show::{back, forth, is_said, shifted, word_end, word_start};
use crate::{Corpus, Order, Part, Query, Reading, View, Wanted, order};
use dateline_record::{SentenceKind, Span};
use std::ops::Range;

/// Characters of a line before and behind its hit, before they are cut to whole words: about what a wide screen shows.
const AROUND: usize = 120;

/// The lines of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concordance {
    /// How many there are.
    pub total: u32,
    /// In how many articles (of a story in one copy) of how many that are found they stand; the others are met elsewhere, by a name
    /// or by a speaker.
    pub articles: (u32, u32),
    /// Those of the wanted window.
    pub lines: Vec<Line>,
    /// Parts that must be provided first: while there is one, there are no lines, and no total where words lack.
    pub lacks: Vec<Part>,
}

/// A hit with the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Dense id of its article.
    pub article: u32,
    /// Dense id of its sentence; `None` in a headline, a key point or a heading.
    pub passage: Option<u32>,
    /// The words: of the same paragraph, about 120 characters before and behind the hit, cut between words where one ends near.
    pub text: String,
    /// Whether words before or behind were cut.
    pub cut: (bool, bool),
    /// The hit, in bytes of `text`.
    pub mark: Span,
    /// The hit in bytes of the article's text; `None` in a headline that does not stand there.
    pub span: Option<Span>,
}

impl Corpus {
    /// The lines of a query at these places among all of its lines, article by article in an order of the list, within an
    /// article in the order of its text.
    pub fn concordance(&self, query: &Query, order: Order, window: Range<u32>) -> Concordance {
        let lacks = self.missing(query, &Wanted { view: View::Passages(None), ..Wanted::default() });
        if !lacks.is_empty() {
            return Concordance { lacks, ..Concordance::default() };
        }
        let found = self.found_in_order(query, order);
        let counts = self.hits_by_article(query, &found);
        let total = counts.iter().map(|(_, count)| count).sum();
        let articles = (counts.len() as u32, found.len() as u32);
        let mut before = 0u32;
        let mut wanted: Vec<(u32, Range<usize>)> = Vec::new();
        for (article, count) in counts {
            let inside = window.start.max(before)..window.end.min(before + count);
            if !inside.is_empty() {
                wanted.push((article, (inside.start - before) as usize..(inside.end - before) as usize));
            }
            before += count;
        }
        let ids: Vec<u32> = wanted.iter().map(|(article, _)| *article).collect();
        let lacks = self.missing_to_show(&ids);
        let lines = if lacks.is_empty() { self.lines(query, wanted) } else { Vec::new() };
        Concordance { total, articles, lines, lacks }
    }

    /// How many hits each of these articles has, without those that have none.
    fn hits_by_article(&self, query: &Query, articles: &[u32]) -> Vec<(u32, u32)> {
        let mut sorted = articles.to_vec();
        order::sort(&mut sorted);
        let mut counts = vec![0u32; self.len() as usize];
        for (article, _) in self.hit_places(query, &sorted) {
            counts.get_mut(article as usize).into_iter().for_each(|count| *count += 1);
        }
        let count = |article: &u32| (*article, counts.get(*article as usize).copied().unwrap_or(0));
        articles.iter().map(count).filter(|(_, count)| *count > 0).collect()
    }

    fn lines(&self, query: &Query, wanted: Vec<(u32, Range<usize>)>) -> Vec<Line> {
        let prepared = self.prepared(query);
        let mut lines = Vec::new();
        for (id, places) in wanted {
            let Some(reading) = self.article(id) else { continue };
            let hits = |text: &str, kind: UnitKind, start: u32| {
                prepared.matches(text, kind, &|span| is_said(&reading.article, shifted(span, start)))
            };
            let mut own: Vec<Line> = Vec::new();
            if reading.article.headline_span.is_none() {
                // What stands outside the text is in no quote of it.
                let headline = &reading.article.headline;
                let hits = prepared.matches(headline, UnitKind::Headline, &|_| false);
                own.extend(hits.into_iter().map(|hit| line(id, None, headline, hit, None)));
            }
            let mut passages = reading.passages.clone();
            for sentence in &reading.article.sentences {
                let passage = (sentence.kind == SentenceKind::Body).then(|| passages.next()).flatten();
                let kind = unit_kind(&reading.article, sentence);
                let start = sentence.span.start;
                let hits = hits(sentence.span.of(reading.text), kind, start);
                if hits.is_empty() {
                    continue;
                }
                let around = around(&reading, sentence.span);
                for hit in hits {
                    let (hit, text) = (shifted(hit, start), around.of(reading.text));
                    let inside = Span { start: hit.start - around.start, end: hit.end - around.start };
                    own.push(line(id, passage, text, inside, Some(hit)));
                }
            }
            lines.extend(own.into_iter().skip(places.start).take(places.len()));
        }
        lines
    }
}

/// The paragraph that holds a sentence; the sentence itself where none does.
fn around(reading: &Reading, sentence: Span) -> Span {
    // Blocks are in order and disjoint.
    let blocks = &reading.article.blocks;
    let block = blocks.get(blocks.partition_point(|block| block.span.end <= sentence.start));
    let whole = |span: &Span| span.contains(sentence) && reading.text.get(span.range()).is_some();
    block.map(|block| block.span).filter(whole).unwrap_or(sentence)
}

/// A hit with as many words around it as fit.
fn line(article: u32, passage: Option<u32>, text: &str, hit: Span, span: Option<Span>) -> Line {
    let start = letter_start(text, word_start(text, back(text, hit.start as usize, AROUND)));
    let end = letter_start(text, word_end(text, forth(text, hit.end as usize, AROUND)));
    let cut = (start > 0, end < text.len());
    let mark = Span::new(hit.start as usize - start, hit.end as usize - start);
    Line { article, passage, text: text.get(start..end).unwrap_or("").to_owned(), cut, mark, span }
}

/// The first byte from one on at which no letter is torn from what is drawn with it.
fn letter_start(text: &str, from: usize) -> usize {
    let behind = text.get(from..).unwrap_or("");
    behind.find(|letter| !is_drawn_with(letter)).map_or(text.len(), |at| from + at)
}
