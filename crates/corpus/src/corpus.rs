//! A frozen corpus, opened: columns as flat arrays, and what is known about the whole.
//!
//! Opening decodes numbers and copies no text and no record. It checks the frame; behind it every look into the arrays is
//! total, so that even bytes that lie give an answer and no panic.

use crate::bytes::Reader;
use crate::clock::{Clock, Stretch};
use crate::column::{Column, Lists};
use crate::frame::{self, OpenError};
use crate::run::Whole;
use crate::words::Pattern;
use crate::{Collection, Facet, Query, ValueInfo, Wanted};
use dateline_record::Day;
use std::borrow::Cow;
use std::ops::Range;

/// A part of the index that an answer still needs. While a corpus is embedded whole there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {}

/// Many articles, frozen, ready for queries.
pub struct Corpus {
    bytes: Cow<'static, [u8]>,
    collection: Collection,
    strings: Ranges,
    records: Ranges,
    texts: Ranges,
    values: ByFacet<Values>,
    pub(crate) published: Clock,
    pub(crate) mentioned: Clock,
    /// For each article the place of its interval of publication.
    pub(crate) published_of: Vec<u32>,
    /// Stretches of articles with one interval: where each begins, and the place of its interval.
    pub(crate) published_runs: Vec<(u32, u32)>,
    /// By article, the places of intervals that it mentions.
    pub(crate) mentioned_of: Column,
    /// Where the passages of each article begin; one more at the end.
    pub(crate) passages: Vec<u32>,
    /// Values by article.
    pub(crate) columns: ByFacet<Column>,
    /// What passages hold, by article.
    rows: Ranges,
    terms: Ranges,
    /// Where the units of each article begin; one more at the end. Passages come first.
    pub(crate) units: Vec<u32>,
    /// Terms by unit.
    pub(crate) tokens: Lists,
    /// Dense ids by the first possible day, undated last.
    pub(crate) oldest: Vec<u32>,
    /// The answer to the empty query.
    pub(crate) whole: Whole,
}

/// One of something for each facet.
#[derive(Default)]
pub(crate) struct ByFacet<T>(pub [T; 5]);

impl<T> ByFacet<T> {
    /// That of a facet.
    pub fn of(&self, facet: Facet) -> &T {
        let [topics, people, states, organisations, sources] = &self.0;
        match facet {
            Facet::Topic => topics,
            Facet::Person => people,
            Facet::State => states,
            Facet::Organisation => organisations,
            Facet::Source => sources,
        }
    }
}

/// The values of one facet.
#[derive(Default)]
struct Values {
    infos: Vec<ValueInfo>,
    /// Other names of each.
    names: Vec<Vec<String>>,
    /// Ids, former ones included, in order.
    by_id: Vec<(String, u32)>,
}

/// Stretches of the frozen bytes, one behind the other.
struct Ranges {
    first: usize,
    starts: Vec<u32>,
}

impl Ranges {
    fn count(&self) -> u32 {
        (self.starts.len() as u32).saturating_sub(1)
    }

    fn of<'b>(&self, bytes: &'b [u8], place: usize) -> Option<&'b [u8]> {
        let (start, end) = (*self.starts.get(place)? as usize, *self.starts.get(place + 1)? as usize);
        bytes.get(self.first + start..self.first + end)
    }
}

impl Corpus {
    /// Opens what [`crate::Builder::finish`] wrote.
    ///
    /// # Errors
    /// Where the bytes are not a corpus, are of another layout, are not whole, or were changed.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Corpus, OpenError> {
        let bytes = bytes.into();
        let opened =
            decode(frame::opened(&bytes)?, bytes.len()).filter(Corpus::fits).ok_or(OpenError::Damaged)?;
        Ok(Corpus { bytes, ..opened }.counted())
    }

    /// What an answer still needs: none, while everything is embedded.
    pub fn missing(&self, query: &Query, wanted: &Wanted) -> Vec<Part> {
        let _ = (query, wanted);
        Vec::new()
    }

    /// About the corpus as a whole.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The values of a facet; the place of each is its dense id. Most articles first, topics as a tree (each broader one
    /// before its narrower ones).
    pub fn values(&self, facet: Facet) -> &[ValueInfo] {
        &self.values.of(facet).infos
    }

    /// The dense id of a value, by its id or one that it had before.
    pub fn value(&self, facet: Facet, id: &str) -> Option<u32> {
        let by_id = &self.values.of(facet).by_id;
        let place = by_id.binary_search_by(|(other, _)| other.as_str().cmp(id)).ok()?;
        by_id.get(place).map(|(_, value)| *value)
    }

    /// Other names of a value, in any language.
    pub(crate) fn names(&self, facet: Facet, value: usize) -> &[String] {
        self.values.of(facet).names.get(value).map_or(&[], Vec::as_slice)
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> u32 {
        self.published_of.len() as u32
    }

    /// The dense ids of an article's passages.
    pub(crate) fn passages_of(&self, article: usize) -> Range<u32> {
        let at = |place: usize| self.passages.get(place).copied().unwrap_or(0);
        at(article)..at(article + 1)
    }

    /// The article of a passage.
    pub(crate) fn article_of(&self, passage: u32) -> u32 {
        (self.passages.partition_point(|first| *first <= passage) as u32).saturating_sub(1)
    }

    /// How many passages there are.
    pub(crate) fn passage_count(&self) -> u32 {
        self.passages.last().copied().unwrap_or(0)
    }

    /// The numbers of an article's units.
    pub(crate) fn units_of(&self, article: usize) -> Range<u32> {
        let at = |place: usize| self.units.get(place).copied().unwrap_or(0);
        at(article)..at(article + 1)
    }

    /// The interval of an article's publication.
    pub(crate) fn published(&self, article: usize) -> Stretch {
        let place = self.published_of.get(article).copied().unwrap_or(u32::MAX);
        self.published.stretches.get(place as usize).copied().unwrap_or_default()
    }

    /// The frozen record of an article.
    pub(crate) fn record(&self, article: usize) -> Option<Reader<'_>> {
        self.records.of(&self.bytes, article).map(Reader::new)
    }

    /// What the passages of an article hold.
    pub(crate) fn rows_of(&self, article: usize) -> Reader<'_> {
        Reader::new(self.rows.of(&self.bytes, article).unwrap_or_default())
    }

    /// The text of an article.
    pub(crate) fn text(&self, article: usize) -> &str {
        self.texts.of(&self.bytes, article).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// The string of a number.
    pub(crate) fn string(&self, number: u32) -> &str {
        self.strings
            .of(&self.bytes, number as usize)
            .and_then(|bytes| str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    /// The terms that meet a pattern, as a range of their numbers: they are numbered in order.
    pub(crate) fn terms_of(&self, pattern: &Pattern) -> Range<u32> {
        let wanted = pattern.text.as_bytes();
        let term = |number: u32| self.terms.of(&self.bytes, number as usize).unwrap_or_default();
        let first = first_where(self.terms.count(), |number| term(number) >= wanted);
        let behind = if pattern.prefix {
            first_where(self.terms.count(), |number| {
                term(number) >= wanted && !term(number).starts_with(wanted)
            })
        } else {
            first + u32::from(term(first) == wanted && !wanted.is_empty())
        };
        first..behind
    }

    /// Whether all columns are as long as they must be, so that no walk along one is longer than the bytes.
    fn fits(&self) -> bool {
        let articles = self.published_of.len();
        let mut columns = self.columns.0.iter().chain([&self.mentioned_of]);
        let starts =
            [&self.passages, &self.units, &self.rows.starts, &self.records.starts, &self.texts.starts];
        columns.all(|column| column.article_count() == articles)
            && starts.iter().all(|starts| starts.len() == articles + 1)
            && self.units.last().is_some_and(|units| *units as usize == self.tokens.count())
    }

    /// Fills in what is counted over all articles.
    fn counted(mut self) -> Self {
        self.oldest = self.in_order_of_first_days();
        self.whole = self.count_whole();
        for (values, counts) in self.values.0.iter_mut().zip(&self.whole.facets) {
            for (info, count) in values.infos.iter_mut().zip(&counts.counts) {
                info.articles = *count;
            }
        }
        let none = |facet: Facet| self.whole.facets.get(facet as usize).map_or(0, |counts| counts.none);
        self.collection = Collection {
            articles: self.len(),
            published: self.surely_published(),
            undated: self.whole.dates.undated,
            without_actor: self.without_actor(),
            without_topic: none(Facet::Topic),
            without_source: none(Facet::Source),
            ..self.collection
        };
        self
    }

    /// Sorted by interval, of which there are few; those of one day stay in the order of the articles.
    fn in_order_of_first_days(&self) -> Vec<u32> {
        let day = |stretch: Stretch| stretch.first.or(stretch.last).map_or(i32::MAX, Day::number);
        let days: Vec<i32> = self.published.stretches.iter().map(|stretch| day(*stretch)).collect();
        let mut different = days.clone();
        different.push(i32::MAX);
        different.sort_unstable();
        different.dedup();
        let rank = |place: &u32| {
            let day = days.get(*place as usize).copied().unwrap_or(i32::MAX);
            different.partition_point(|other| *other < day) as u32
        };
        let ranks = Lists {
            starts: (0..=self.len()).collect(),
            numbers: self.published_of.iter().map(rank).collect(),
        };
        ranks.turned(different.len()).numbers
    }

    /// First and last day on which an article was surely published.
    fn surely_published(&self) -> Option<(Day, Day)> {
        let days = || {
            self.published.stretches.iter().filter(|one| one.first == one.last).filter_map(|one| one.first)
        };
        days().min().zip(days().max())
    }

    fn without_actor(&self) -> u32 {
        let kinds = [Facet::Person, Facet::State, Facet::Organisation];
        let none = |article: &usize| kinds.iter().all(|kind| self.columns.of(*kind).of(*article).is_empty());
        (0..self.len() as usize).filter(none).count() as u32
    }
}

/// The first of so many numbers for which something holds that holds for all behind it.
fn first_where(count: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Everything but the bytes themselves and what [`Corpus::counted`] adds. `whole` is the length of bytes with head.
fn decode(rest: &[u8], whole: usize) -> Option<Corpus> {
    let mut reader = Reader::new(rest);
    let (edition, files, unread) = frame::about(&mut reader)?;
    let lengths = reader.numbers()?;
    let at = |reader: &Reader, blob: &[u8]| whole - reader.left() - blob.len();
    let blob = reader.blob()?;
    let strings = Ranges { first: at(&reader, blob), starts: starts(&lengths)? };
    let text = |number: u32| {
        let (start, end) = (strings.starts.get(number as usize), strings.starts.get(number as usize + 1));
        let bytes = start.zip(end).and_then(|(start, end)| blob.get(*start as usize..*end as usize));
        bytes.and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or("").to_owned()
    };
    let mut values = ByFacet::<Values>::default();
    for values in &mut values.0 {
        *values = read_values(&mut reader, &text)?;
    }
    let published = Clock::new(read_stretches(&mut reader)?);
    let published_of = reader.numbers()?;
    let mentioned = Clock::new(read_stretches(&mut reader)?);
    let mentioned_of = Column::new(read_lists(&mut reader)?, mentioned.stretches.len());
    let passages = starts(&reader.numbers()?)?;
    let columns = read_columns(&mut reader, &values)?;
    let row_starts = starts(&reader.numbers()?)?;
    let blob = reader.blob()?;
    let rows = Ranges { first: at(&reader, blob), starts: row_starts };
    let term_starts = starts(&reader.numbers()?)?;
    let blob = reader.blob()?;
    let terms = Ranges { first: at(&reader, blob), starts: term_starts };
    let units = starts(&reader.numbers()?)?;
    let tokens = Lists { starts: starts(&reader.numbers()?)?, numbers: reader.numbers()? };
    let record_starts = starts(&reader.numbers()?)?;
    let blob = reader.blob()?;
    let records = Ranges { first: at(&reader, blob), starts: record_starts };
    let text_starts = starts(&reader.numbers()?)?;
    let blob = reader.blob()?;
    let texts = Ranges { first: at(&reader, blob), starts: text_starts };
    let collection = Collection { files, unread, edition, ..Collection::default() };
    Some(Corpus {
        bytes: Cow::Borrowed(&[]),
        collection,
        strings,
        records,
        texts,
        values,
        published,
        mentioned,
        published_runs: runs(&published_of),
        published_of,
        mentioned_of,
        passages,
        columns,
        rows,
        terms,
        units,
        tokens,
        oldest: Vec::new(),
        whole: Whole::default(),
    })
}

/// Where each of things of these lengths begins, and where the last ends.
fn starts(lengths: &[u32]) -> Option<Vec<u32>> {
    let mut starts = Vec::with_capacity(lengths.len() + 1);
    let mut sum = 0u32;
    starts.push(sum);
    for length in lengths {
        sum = sum.checked_add(*length)?;
        starts.push(sum);
    }
    Some(starts)
}

fn read_lists(reader: &mut Reader) -> Option<Lists> {
    let lists = Lists { starts: starts(&reader.numbers()?)?, numbers: reader.numbers()? };
    let mut numbers = lists.numbers.iter().copied();
    let mut summed = Vec::with_capacity(lists.numbers.len());
    for (start, end) in lists.starts.iter().zip(lists.starts.iter().skip(1)) {
        let mut sum = 0u32;
        for number in numbers.by_ref().take((end - start) as usize) {
            sum = sum.checked_add(number)?;
            summed.push(sum);
        }
    }
    Some(Lists { numbers: summed, ..lists })
}

fn read_columns(reader: &mut Reader, values: &ByFacet<Values>) -> Option<ByFacet<Column>> {
    let mut columns = ByFacet::<Column>::default();
    for (column, values) in columns.0.iter_mut().zip(&values.0) {
        *column = Column::new(read_lists(reader)?, values.infos.len());
    }
    Some(columns)
}

/// Where each stretch of equal numbers begins, with its number.
fn runs(numbers: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (place, number) in (0..).zip(numbers) {
        if runs.last().is_none_or(|(_, last)| last != number) {
            runs.push((place, *number));
        }
    }
    runs
}

fn read_values(reader: &mut Reader, text: &dyn Fn(u32) -> String) -> Option<Values> {
    let count = reader.count()?;
    let mut values = Values::default();
    for number in 0..count as u32 {
        let broader = reader.number()?.checked_sub(1);
        let name_only = reader.number()? != 0;
        let (id, name) = (text(reader.number()?), text(reader.number()?));
        for former in reader.numbers()? {
            values.by_id.push((text(former), number));
        }
        values.names.push(reader.numbers()?.into_iter().map(text).collect());
        values.by_id.push((id.clone(), number));
        values.infos.push(ValueInfo { id, name, broader, name_only, articles: 0 });
    }
    values.by_id.sort();
    Some(values)
}

fn read_stretches(reader: &mut Reader) -> Option<Vec<Stretch>> {
    let count = reader.count()?;
    (0..count).map(|_| read_stretch(reader)).collect()
}

fn read_stretch(reader: &mut Reader) -> Option<Stretch> {
    let flags = reader.number()?;
    let first = if flags & 2 != 0 { Some(reader.signed()?) } else { None };
    let last = if flags & 4 != 0 { Some(reader.signed()?.checked_add(first.unwrap_or(0))?) } else { None };
    let day = |number: Option<i32>| number.map_or(Some(None), |number| Day::from_number(number).map(Some));
    Some(Stretch { first: day(first)?, last: day(last)?, sure: flags & 1 != 0 })
}
