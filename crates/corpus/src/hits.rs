//! Where the words of a query are met in a corpus, in the form that clauses need: sets of articles and of passages.
//!
//! This is the seam between the clauses of a query and the search among words.

use crate::ranges::Bytes;
use crate::search::{Index, Note, Prepared, Section};
use crate::set::Set;
use crate::{Corpus, Part, Query, search};
use std::ops::Range;
use std::sync::OnceLock;

/// Where the words of a query are met.
#[derive(Default)]
pub(crate) struct WordHits {
    /// Articles that meet all of it.
    pub articles: Set,
    /// Passages that by themselves meet all of it; only where [`Depth::Passages`] is asked for.
    pub passages: Set,
    /// Passages that hold any of what is looked for; likewise.
    pub touched: Set,
    /// How well articles meet it: those that do, in order, each with a score. The higher the better.
    pub scores: Vec<(u32, u32)>,
    /// What the reader should know of how the words were read.
    pub notes: Vec<Note>,
}

/// How deep words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Only which articles.
    Articles,
    /// Also which passages.
    Passages,
}

/// Where words are looked for: an opened search section, and where it stands.
pub(crate) struct Words {
    index: Index,
    bytes: Bytes,
    body: Range<usize>,
    /// The posting lists of each range of terms that is there.
    postings: Vec<OnceLock<Postings>>,
}

/// The posting lists of a range of terms: where they stand.
pub(crate) struct Postings {
    /// In which file.
    pub bytes: Bytes,
    /// Where in it.
    pub body: Range<usize>,
}

impl Words {
    /// The section that stands in a file, for articles with these first passages.
    pub fn open(file: &[u8], body: Range<usize>, passages: &[u32]) -> Option<Words> {
        let index = Index::open(file.get(body.clone())?)?;
        let postings = (0..index.ranges()).map(|_| OnceLock::new()).collect();
        index.has_passages(passages).then_some(Words { index, bytes: Bytes::Shared, body, postings })
    }

    /// Whether the posting lists of a range of terms have so many bytes.
    pub fn has_range(&self, range: u32, bytes: usize) -> bool {
        (range as usize) < self.postings.len() && self.index.range_bytes(range as usize) == bytes
    }

    /// The place of the posting lists of a range of terms.
    pub fn postings(&self, range: u32) -> Option<&OnceLock<Postings>> {
        self.postings.get(range as usize)
    }

    fn is_whole(&self) -> bool {
        self.postings.iter().all(|postings| postings.get().is_some())
    }

    /// The same, where the file is one of its own.
    pub fn in_bytes(self, bytes: Bytes) -> Self {
        Self { bytes, ..self }
    }
}

impl Corpus {
    /// The words of a query made ready; without other forms and corrections where the corpus's words are not there.
    pub(crate) fn prepared(&self, query: &Query) -> Prepared {
        if query.words.trim().is_empty() { Prepared::default() } else { self.prepared_words(query) }
    }

    /// A gate of the page's second module (`xtask/src/split.rs`), as are all that look for words.
    #[inline(never)]
    fn prepared_words(&self, query: &Query) -> Prepared {
        match self.words.get() {
            Some(words) => words.index.prepare(&self.section(words), &query.words, query.reading, self),
            None => Prepared::unresolved(&query.words),
        }
    }

    fn section<'c>(&'c self, words: &'c Words) -> Section<'c> {
        let body =
            |bytes: &'c Bytes, body: &Range<usize>| bytes.file(&self.bytes).get(body.clone()).unwrap_or(&[]);
        let postings = words.postings.iter().map(|postings| postings.get());
        Section {
            words: body(&words.bytes, &words.body),
            postings: postings.map(|of| of.map_or(&[][..], |of| body(&of.bytes, &of.body))).collect(),
        }
    }

    /// What is still needed to look for the words of a query.
    pub(crate) fn missing_for_words(&self, query: &Query) -> Vec<Part> {
        if query.words.trim().is_empty() { Vec::new() } else { self.missing_words(query) }
    }

    #[inline(never)]
    fn missing_words(&self, query: &Query) -> Vec<Part> {
        match self.words.get() {
            _ if !search::constrains(&query.words) => Vec::new(),
            None => vec![Part::Words],
            Some(words) if words.is_whole() => Vec::new(),
            Some(words) => {
                let is_missing =
                    |range: &u32| words.postings(*range).is_some_and(|postings| postings.get().is_none());
                let ranges = self.prepared(query).ranges().into_iter();
                ranges.filter(is_missing).map(Part::Postings).collect()
            }
        }
    }

    /// A query for words, as they are written, that stand side by side.
    pub(crate) fn phrase(phrase: &str) -> Query {
        let words = format!("\"{}\"", phrase.replace(search::is_quotation, " "));
        Query { words, reading: search::Options { edits: 0, equivalents: false }, ..Query::default() }
    }

    /// Where words are met; `None` where they constrain nothing. Where the words of the corpus are not there, they are met
    /// nowhere.
    pub(crate) fn hits(&self, query: &Query, depth: Depth) -> Option<WordHits> {
        if query.words.trim().is_empty() { None } else { self.word_hits(query, depth) }
    }

    #[inline(never)]
    fn word_hits(&self, query: &Query, depth: Depth) -> Option<WordHits> {
        let search = self.prepared(query);
        let Some(words) = self.words.get() else {
            return search.constrains().then(|| WordHits {
                articles: Set::none(self.len()),
                passages: Set::none(self.passage_count()),
                touched: Set::none(self.passage_count()),
                ..WordHits::default()
            });
        };
        let mut hits = words.index.hits(&self.section(words), &search, depth, self)?;
        hits.notes = search.notes;
        Some(hits)
    }

    /// Where words of a query are met in these articles, which stand in order: the article and a place in it.
    pub(crate) fn hit_places(&self, query: &Query, articles: &[u32]) -> Vec<(u32, u32)> {
        let Some(words) = self.words.get() else { return Vec::new() };
        words.index.places(&self.section(words), &self.prepared(query), articles, self)
    }

    /// Where words, as they are written, stand side by side in these articles, which stand in order: the article, and the passage
    /// where it is one.
    pub(crate) fn phrase_places(&self, phrase: &str, articles: &[u32]) -> Vec<(u32, Option<u32>)> {
        let Some(words) = self.words.get() else { return Vec::new() };
        let (index, section) = (&words.index, self.section(words));
        let places = index.places(&section, &self.prepared(&Self::phrase(phrase)), articles, self);
        let passages = index.passages_at(&section, &places);
        places.into_iter().map(|(article, _)| article).zip(passages).collect()
    }
}
