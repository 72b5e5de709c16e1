//! Articles in, the bytes of the search section out. Runs where a corpus is built, never in the page.
//!
//! Articles come one at a time, in the order of their dense ids. Of each, the words of its headline, its key points and
//! its text (headings, then body sentences) are kept as terms with places; what stands in quotation marks and who says it is
//! kept as ranges of places, and the speakers' names as terms of their own.

use super::dictionary::{self, GROUP, Row};
use super::index::Section;
use super::postings::{self, Posting};
use super::term::{SPEAKER, marked, term};
use crate::bytes::{Reader, Writer as Out};
use crate::{Token, analyse};
use dateline_knowledge::Lookup;
use dateline_record::Span;

/// What a piece of an article's words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// The headline.
    Headline,
    /// A summary line.
    KeyPoint,
    /// A heading inside the text.
    Heading,
    /// A body sentence: a passage.
    Sentence,
}

/// A piece of an article's words. No match reaches over its end.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// What it is.
    pub kind: UnitKind,
    /// Its words.
    pub text: &'a str,
    /// Where it stands in the article's text, in bytes; `None` for a headline from outside it.
    pub at: Option<u32>,
}

/// Words that someone says.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Where they stand in the article's text.
    pub span: Span,
    /// The speaker's names; empty where it is not known who speaks.
    pub speaker: &'a [&'a str],
}

/// The most tokens of one article that are kept: more than ten mebibytes of text have.
pub(super) const MOST_TOKENS: u32 = 1 << 22;

/// A range of terms ends before its posting lists take more bytes: what is loaded to look for a word.
pub(crate) const RANGE_BYTES: usize = 1 << 20;

/// The frozen words of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen {
    /// What is known of each article, and the dictionary.
    pub words: Vec<u8>,
    /// The posting lists of each range of terms.
    pub postings: Vec<Vec<u8>>,
}

impl Frozen {
    /// All of them, to be read.
    pub fn section(&self) -> Section<'_> {
        Section { words: &self.words, postings: self.postings.iter().map(Vec::as_slice).collect() }
    }
}

/// Takes articles and freezes their words.
#[derive(Default)]
pub struct Writer {
    numbers: Lookup<String, u32>,
    lists: Vec<Draft>,
    /// Lengths of the three fields of each article.
    fields: Vec<[u32; 3]>,
    /// Body sentences of each article.
    sentences: Vec<u32>,
    /// How many bytes of `units` each article has.
    lengths: Vec<u32>,
    units: Out,
    english: bool,
}

/// A posting list while it is gathered: for each article how far it is from the one before, how many places, and the places
/// as differences.
#[derive(Default)]
struct Draft {
    term: String,
    articles: u32,
    next: u32,
    bytes: Out,
}

impl Writer {
    /// Adds the next article. `language` is the BCP 47 tag of its words; `said` is in order of the text. Returns the tokens of
    /// its body sentences, so that who compares articles does not look for them again.
    pub fn add(&mut self, language: &str, units: &[Unit], said: &[Said]) -> Vec<Vec<Token>> {
        self.english |= language == "en" || language.starts_with("en-");
        let mut units = units.to_vec();
        units.sort_by_key(|unit| unit.kind);
        let (mut fields, mut tokens, mut counts) = ([0u32; 3], Vec::new(), Vec::new());
        let (mut place, mut sentences) = (0, Vec::new());
        for unit in &units {
            let start = place;
            let found = analyse(unit.text);
            for token in found.iter().take((MOST_TOKENS - place) as usize) {
                let span = unit.at.map(|at| Span { start: at + token.span.start, end: at + token.span.end });
                tokens.push((self.number(&term(token)), place, span));
                place += 1;
            }
            if unit.kind == UnitKind::Sentence {
                sentences.push(found);
            }
            counts.push((unit.kind, place - start));
            if let Some(length) = fields.get_mut((unit.kind as usize).min(2)) {
                *length += place - start;
            }
        }
        let said = self.said(&mut tokens, said);
        self.push_units(&counts, &said);
        self.sentences.push(sentences.len() as u32);
        self.push_tokens(tokens.into_iter().map(|(number, place, _)| (number, place)).collect());
        self.fields.push(fields);
        sentences
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = self.lists.len() as u32;
        *self.numbers.slot(term.to_owned()) = number;
        self.lists.push(Draft { term: term.to_owned(), ..Draft::default() });
        number
    }

    /// The ranges of places that are said; the names of speakers become tokens at the first place of each.
    fn said(&mut self, tokens: &mut Vec<(u32, u32, Option<Span>)>, said: &[Said]) -> Vec<(u32, u32)> {
        let mut words: Vec<(Span, u32)> =
            tokens.iter().filter_map(|(_, place, span)| Some(((*span)?, *place))).collect();
        words.sort_unstable();
        let mut ranges = Vec::new();
        for one in said {
            let first = words.partition_point(|(span, _)| span.start < one.span.start);
            let inside = words.iter().skip(first).take_while(|(span, _)| span.end <= one.span.end);
            let mut places: Vec<u32> = inside.map(|(_, place)| *place).collect();
            places.sort_unstable();
            let runs = places.chunk_by(|one, other| one + 1 == *other);
            ranges.extend(runs.filter_map(|run| Some((*run.first()?, run.last()? + 1))));
            let Some(first) = places.first() else { continue };
            for token in one.speaker.iter().flat_map(|name| analyse(name)) {
                tokens.push((self.number(&marked(SPEAKER, &token.text)), *first, None));
            }
        }
        ranges.sort_unstable();
        ranges
    }

    /// For an article: how many units of each kind, how many tokens each has, and what is said.
    fn push_units(&mut self, counts: &[(UnitKind, u32)], said: &[(u32, u32)]) {
        let before = self.units.bytes.len();
        let kinds = [UnitKind::Headline, UnitKind::KeyPoint, UnitKind::Heading];
        for kind in kinds {
            self.units.number(counts.iter().filter(|(other, _)| *other == kind).count() as u32);
        }
        self.units.number(said.len() as u32);
        let mut behind = 0;
        for (start, end) in said {
            self.units.signed((*start).cast_signed() - behind);
            self.units.number(end - start);
            behind = (*start).cast_signed();
        }
        for (_, count) in counts {
            self.units.number(*count);
        }
        self.lengths.push((self.units.bytes.len() - before) as u32);
    }

    fn push_tokens(&mut self, mut tokens: Vec<(u32, u32)>) {
        let article = self.fields.len() as u32;
        tokens.sort_unstable();
        tokens.dedup();
        for same in tokens.chunk_by(|one, other| one.0 == other.0) {
            let list = same.first().and_then(|(number, _)| self.lists.get_mut(*number as usize));
            let Some(list) = list else { continue };
            list.bytes.number(article - list.next);
            list.bytes.number(same.len() as u32);
            let mut next = 0;
            for (_, place) in same {
                list.bytes.number(place - next);
                next = *place;
            }
            list.next = article;
            list.articles += 1;
        }
    }

    /// The bytes of the sections. The same articles in the same order give the same bytes.
    pub fn finish(self) -> Frozen {
        self.finish_in(RANGE_BYTES)
    }

    /// The same with so many bytes of posting lists in a range of terms.
    pub(crate) fn finish_in(self, range_bytes: usize) -> Frozen {
        let mut terms: Vec<&Draft> = self.lists.iter().collect();
        terms.sort_unstable_by(|one, other| one.term.cmp(&other.term));
        let mut rows = Vec::with_capacity(terms.len());
        let (mut ranges, mut postings, mut range) = (Vec::new(), Vec::new(), [(); 3].map(|()| Vec::new()));
        for group in terms.chunks(GROUP) {
            let mut streams = [(); 3].map(|()| Vec::new());
            for draft in group {
                let before = streams.each_ref().map(Vec::len);
                postings::write(&self.list(draft), &self.fields, &mut streams);
                let [ids, weights, places] = streams.each_ref().map(Vec::len);
                let lengths =
                    [ids - before[0], weights - before[1], places - before[2]].map(|length| length as u32);
                rows.push(Row { term: &draft.term, articles: draft.articles, lengths });
            }
            let bytes = |streams: &[Vec<u8>; 3]| streams.iter().map(Vec::len).sum::<usize>();
            let is_full = bytes(&range) + bytes(&streams) > range_bytes && bytes(&range) > 0;
            if is_full {
                postings.push(std::mem::take(&mut range).concat());
            }
            match ranges.last_mut() {
                Some(groups) if !is_full => *groups += 1,
                _ => ranges.push(1),
            }
            range.iter_mut().zip(streams).for_each(|(all, own)| all.extend(own));
        }
        if !ranges.is_empty() {
            postings.push(range.concat());
        }
        let mut out = Out::default();
        out.number(u32::from(self.english));
        out.number(self.fields.len() as u32);
        for field in 0..3 {
            self.fields
                .iter()
                .filter_map(|lengths| lengths.get(field))
                .for_each(|length| out.number(*length));
        }
        self.sentences.iter().for_each(|count| out.number(*count));
        self.lengths.iter().for_each(|length| out.number(*length));
        out.blob(&self.units.bytes);
        dictionary::write(&rows, &ranges, &mut out);
        Frozen { words: out.bytes, postings }
    }

    /// A gathered list with its places by field.
    fn list(&self, draft: &Draft) -> Vec<Posting> {
        let mut reader = Reader::new(&draft.bytes.bytes);
        let mut article = 0;
        let mut read = || {
            article += reader.number()?;
            let [headline, points, _] = self.fields.get(article as usize).copied().unwrap_or_default();
            let mut places = [(); 3].map(|()| Vec::new());
            let mut place = 0;
            for _ in 0..reader.number()? {
                place += reader.number()?;
                let (field, start) = match place {
                    _ if place < headline => (0, 0),
                    _ if place < headline + points => (1, headline),
                    _ => (2, headline + points),
                };
                places
                    .get_mut(field)
                    .into_iter()
                    .for_each(|places: &mut Vec<u32>| places.push(place - start));
            }
            Some(Posting { article, places })
        };
        (0..draft.articles).map_while(|_| read()).collect()
    }
}
