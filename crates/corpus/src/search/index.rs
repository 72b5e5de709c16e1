//! The search section, opened: where its parts stand, and what is known of each article.
//!
//! Opening reads one number for each article and each group of terms and checks that the parts fit; posting lists are read in
//! place when a question needs them. Behind that every look is total: damaged bytes give other answers and no panic.

use super::dictionary::{Dictionary, Entry};
use super::postings::{Block, Blocks};
use super::writer::MOST_TOKENS;
use crate::bytes::Reader;
use std::ops::Range;

/// The bytes that questions are answered from.
#[derive(Clone, Debug, Default)]
pub struct Section<'a> {
    /// What is known of each article, and the dictionary.
    pub words: &'a [u8],
    /// The posting lists of each range of terms; empty where they are not there.
    pub postings: Vec<&'a [u8]>,
}

impl Section<'_> {
    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.postings.iter().fold(self.words.len(), |sum, bytes| sum.saturating_add(bytes.len()))
    }
}

/// What is kept in memory of an opened section; the bytes stay with their owner and are handed in with each question.
#[derive(Default)]
pub struct Index {
    /// Whether any article is in English.
    pub(super) english: bool,
    /// Lengths in tokens of the headline, the key points and the text of each article.
    pub(super) fields: Vec<[u32; 3]>,
    /// The dense id of each article's first passage; one more at the end.
    pub(super) passages: Vec<u32>,
    /// Where the units of each article begin among all of them, in bytes; one more at the end.
    unit_starts: Vec<u32>,
    units: Range<usize>,
    pub(super) dictionary: Dictionary,
    /// Tokens of all articles.
    tokens: u64,
}

impl Index {
    /// Opens the words of what [`super::Writer::finish`] wrote; `None` where their parts do not fit.
    pub fn open(section: &[u8]) -> Option<Index> {
        let mut reader = Reader::new(section);
        let english = reader.number()? != 0;
        let articles = reader.count()?;
        let mut fields = vec![[0u32; 3]; articles];
        let mut tokens = 0;
        for field in 0..3 {
            for lengths in &mut fields {
                let length = reader.number()?;
                tokens += u64::from(length);
                lengths.get_mut(field).into_iter().for_each(|slot| *slot = length);
            }
        }
        if fields.iter().any(|lengths| lengths.iter().any(|length| *length > MOST_TOKENS)) {
            return None;
        }
        let (passages, unit_starts) = (reader.sums(articles)?, reader.sums(articles)?);
        let units = reader.blob()?.len();
        let at = section.len() - reader.left();
        let dictionary = Dictionary::read(&mut reader, section.len())?;
        let fits = reader.left() == 0 && unit_starts.last() == Some(&(units as u32));
        fits.then_some(Index {
            english,
            fields,
            passages,
            unit_starts,
            units: at - units..at,
            dictionary,
            tokens,
        })
    }

    /// How many articles there are.
    pub fn articles(&self) -> u32 {
        self.fields.len() as u32
    }

    /// How many passages there are.
    pub fn passages(&self) -> u32 {
        self.passages.last().copied().unwrap_or(0)
    }

    /// Whether the articles have these first passages, and one more at the end.
    pub(crate) fn has_passages(&self, passages: &[u32]) -> bool {
        self.passages == passages
    }

    /// The mean number of tokens of an article, at least one.
    pub(super) fn mean_length(&self) -> u32 {
        let articles = u64::from(self.articles()).max(1);
        ((self.tokens + articles / 2) / articles).clamp(1, u64::from(u32::MAX)) as u32
    }

    /// How many ranges of terms have posting lists of their own.
    pub fn ranges(&self) -> usize {
        self.dictionary.ranges()
    }

    /// How many bytes the posting lists of a range have.
    pub fn range_bytes(&self, range: usize) -> usize {
        self.dictionary.lengths(range).into_iter().fold(0, usize::saturating_add)
    }

    /// The blocks of a posting list.
    pub(super) fn blocks<'a>(
        &self,
        section: &Section<'a>,
        entry: &Entry,
    ) -> impl Iterator<Item = Block<'a>> + use<'a> {
        let range = entry.range as usize;
        let mut bytes = section.postings.get(range).copied().unwrap_or(&[]);
        let streams = self.dictionary.lengths(range).map(|length| {
            let (stream, rest) = bytes.split_at_checked(length).unwrap_or_default();
            bytes = rest;
            stream
        });
        Blocks::new(entry, streams, self.articles())
    }

    /// How the words of an article are parted.
    pub(super) fn layout(&self, section: &Section, article: u32) -> Layout {
        let ends = self.unit_starts.get(article as usize).zip(self.unit_starts.get(article as usize + 1));
        let units = section.words.get(self.units.clone()).unwrap_or(&[]);
        let bytes = ends.and_then(|(start, end)| units.get(*start as usize..*end as usize)).unwrap_or(&[]);
        let passages = self.passages.get(article as usize).copied().unwrap_or(0);
        let behind = self.passages.get(article as usize + 1).copied().unwrap_or(passages);
        Layout::read(&mut Reader::new(bytes), passages..behind).unwrap_or_default()
    }
}

/// How the words of one article are parted, in places.
#[derive(Default)]
pub(super) struct Layout {
    /// Where each unit ends.
    ends: Vec<u32>,
    /// How many units stand before the first sentence.
    before: usize,
    passages: Range<u32>,
    /// What is said.
    said: Vec<Range<u32>>,
}

impl Layout {
    fn read(reader: &mut Reader, passages: Range<u32>) -> Option<Self> {
        let mut before = 0usize;
        for _ in 0..3 {
            before = before.saturating_add(reader.number()? as usize);
        }
        let mut said = Vec::new();
        let mut behind = 0i32;
        for _ in 0..reader.count()? {
            behind = behind.checked_add(reader.signed()?)?;
            let start = behind.cast_unsigned();
            said.push(start..start.checked_add(reader.number()?)?);
        }
        let count = before.saturating_add(passages.len());
        if count > reader.left() {
            return None;
        }
        let mut end = 0u32;
        let mut ends = Vec::with_capacity(count);
        for _ in 0..count {
            end = end.checked_add(reader.number()?)?;
            ends.push(end);
        }
        Some(Self { ends, before, passages, said })
    }

    /// The number of the unit that holds a place.
    pub fn unit(&self, place: u32) -> usize {
        self.ends.partition_point(|end| *end <= place)
    }

    /// The place behind the unit that holds a place.
    pub fn end(&self, place: u32) -> u32 {
        self.ends.get(self.unit(place)).copied().unwrap_or(0)
    }

    /// The passage that holds a place.
    pub fn passage(&self, place: u32) -> Option<u32> {
        let number = self.unit(place).checked_sub(self.before)?;
        let passage = self.passages.start.checked_add(number as u32)?;
        self.passages.contains(&passage).then_some(passage)
    }

    /// Whether places from a first to a last one are inside one thing that someone says.
    pub fn is_said(&self, first: u32, last: u32) -> bool {
        self.said.iter().any(|range| range.contains(&first) && range.contains(&last))
    }
}
