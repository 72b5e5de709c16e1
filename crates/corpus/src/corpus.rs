//! A frozen corpus, opened: columns as flat arrays, and what is known about the whole.
//!
//! Opening decodes numbers and copies no text and no record. It checks the frame; behind it every look into the arrays is
//! total, so that even bytes that lie give an answer and no panic. Parts that lie in files of their own are added when they
//! are there.

use crate::bytes::Reader;
use crate::clock::{Clock, Stretch};
use crate::column::Column;
use crate::facts::FactRows;
use crate::first::decode;
use crate::frame::{self, Fault, OpenError, Part, Section};
use crate::hits::{Postings, Words};
use crate::order;
use crate::ranges::{Bytes, Ranges};
use crate::run::Whole;
use crate::store::{Record, Store};
use crate::stories::{Repeats, Stories};
use crate::{Collection, Facet, Query, Unit, ValueInfo, Wanted};
use dateline_record::Day;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// Many articles, frozen, ready for queries.
pub struct Corpus {
    pub(crate) bytes: Cow<'static, [u8]>,
    pub(crate) edition: u64,
    pub(crate) collection: Collection,
    pub(crate) values: ByFacet<Values>,
    pub(crate) published: Clock,
    pub(crate) mentioned: Clock,
    /// Stretches of articles with one interval: where each begins, and the place of its interval.
    pub(crate) published_runs: Vec<(u32, u32)>,
    /// By article, the places of intervals that it mentions.
    pub(crate) mentioned_of: Column,
    /// Where the passages of each article begin; one more at the end.
    pub(crate) passages: Vec<u32>,
    /// Values by article.
    pub(crate) columns: ByFacet<Column>,
    /// What passages hold, by article.
    pub(crate) rows: Ranges,
    /// Where the hashes of the records' ids stand, four bytes each.
    pub(crate) ids: Range<usize>,
    /// Which articles are copies of one story.
    pub(crate) stories: Stories,
    /// What such copies repeat.
    pub(crate) repeats: Repeats,
    /// Where the words stand, if they are there.
    pub(crate) words: OnceLock<Words>,
    /// What passages say of the values they hold, if it is there.
    pub(crate) facts: OnceLock<FactRows>,
    /// The first article of each part of records and texts; one more at the end.
    pub(crate) stores: Vec<u32>,
    /// Those that are there.
    pub(crate) stored: Vec<OnceLock<Store>>,
    /// Dense ids by the first possible day, undated last.
    pub(crate) oldest: Vec<u32>,
    /// The answer to the empty query: on articles and, where any has copies, on stories.
    pub(crate) whole: Vec<Whole>,
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
pub(crate) struct Values {
    /// What is said of each.
    pub infos: Vec<ValueInfo>,
    /// Other names of each.
    pub names: Vec<Vec<String>>,
    /// Ids, former ones included, in order.
    pub by_id: Vec<(String, u32)>,
}

impl Corpus {
    /// Opens what [`crate::Builder::finish`] wrote, or the first of the files of [`crate::Builder::finish_files`].
    ///
    /// # Errors
    /// Where the bytes are not a corpus, are of another version, are not whole, or were changed: with the part that is
    /// concerned.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Corpus, OpenError> {
        let bytes = bytes.into();
        let (edition, sections) = frame::sections(&bytes)?;
        let damaged = Fault::Damaged.of(Part::First);
        let first = sections.first().filter(|section| section.part == Part::First).ok_or(damaged)?;
        let corpus = decode(&bytes, first.body.clone(), edition).filter(Corpus::fits).ok_or(damaged)?;
        for section in sections.iter().skip(1) {
            let piece = corpus.read(section, &bytes)?;
            corpus.put(section.part, piece, Bytes::Shared);
        }
        Ok(Corpus { bytes, ..corpus }.counted())
    }

    /// What an answer still needs; nothing, where the corpus was given whole. Which ranges of words a query looks for is only
    /// known where the dictionary is there: until then that alone is missing.
    pub fn missing(&self, query: &Query, wanted: &Wanted) -> Vec<Part> {
        let _ = wanted;
        self.missing_for_words(query)
    }

    /// What is still needed to show these articles: as cards, as passages or to read.
    pub fn missing_to_show(&self, articles: &[u32]) -> Vec<Part> {
        let mut missing = Vec::new();
        for article in articles.iter().filter(|article| **article < self.len()) {
            let part = self.store_of(*article) as u32;
            if self.store(*article).is_none() && !missing.contains(&Part::Articles(part)) {
                missing.push(Part::Articles(part));
            }
        }
        missing
    }

    /// What is still needed to show these sentences, by their dense ids.
    pub fn missing_to_show_passages(&self, passages: &[u32]) -> Vec<Part> {
        let mut articles: Vec<u32> = passages.iter().map(|passage| self.article_of(*passage)).collect();
        articles.dedup();
        self.missing_to_show(&articles)
    }

    /// Adds a part that lay in a file of its own. One that is there already stays. Nothing that was read before changes by it,
    /// so whoever holds the corpus may go on reading.
    ///
    /// # Errors
    /// As [`Corpus::open`], and where it is not this part of this corpus, or where places of words come before the words. The corpus is
    /// then as before.
    pub fn provide(&self, part: Part, bytes: Vec<u8>) -> Result<(), OpenError> {
        let (edition, sections) = frame::sections(&bytes).map_err(|error| OpenError { part, ..error })?;
        match sections.as_slice() {
            [section] if section.part == part && edition == self.edition => {
                if matches!(part, Part::Postings(_)) && self.words.get().is_none() {
                    return Err(Fault::Early.of(part));
                }
                let piece = self.read(section, &bytes)?;
                self.put(part, piece, Bytes::Own(bytes));
                Ok(())
            }
            _ => Err(Fault::Foreign.of(part)),
        }
    }

    /// A part, as it lies in a file.
    fn read(&self, section: &Section, file: &[u8]) -> Result<Piece, OpenError> {
        let mut reader = Reader::new(file.get(section.body.clone()).unwrap_or_default());
        let end = section.body.end;
        let piece = match section.part {
            Part::First => None,
            Part::Words => {
                reader = Reader::new(&[]);
                Words::open(file, section.body.clone(), &self.passages).map(Piece::Words)
            }
            Part::Postings(range) => {
                reader = Reader::new(&[]);
                let words = self.words.get().filter(|words| words.has_range(range, section.body.len()));
                words.map(|_| Piece::Postings(section.body.clone()))
            }
            Part::Facts => FactRows::read(&mut reader, end, self.len()).map(Piece::Facts),
            Part::Articles(number) => {
                let ends = self.stores.get(number as usize).zip(self.stores.get(number as usize + 1));
                ends.and_then(|(first, last)| Store::read(&mut reader, end, last - first)).map(Piece::Store)
            }
        };
        piece.filter(|_| reader.left() == 0).ok_or(Fault::Damaged.of(section.part))
    }

    /// A place that is filled stays as it is.
    fn put(&self, part: Part, piece: Piece, bytes: Bytes) {
        match (part, piece) {
            (_, Piece::Words(words)) => {
                self.words.get_or_init(|| words.in_bytes(bytes));
            }
            (Part::Postings(range), Piece::Postings(body)) => {
                if let Some(place) = self.words.get().and_then(|words| words.postings(range)) {
                    place.get_or_init(|| Postings { bytes, body });
                }
            }
            (_, Piece::Facts(facts)) => {
                self.facts.get_or_init(|| facts.in_bytes(bytes));
            }
            (Part::Articles(number), Piece::Store(store)) => {
                if let Some(place) = self.stored.get(number as usize) {
                    place.get_or_init(|| store.in_bytes(bytes));
                }
            }
            _ => {}
        }
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
    pub fn names(&self, facet: Facet, value: usize) -> &[String] {
        self.values.of(facet).names.get(value).map_or(&[], Vec::as_slice)
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> u32 {
        (self.passages.len() as u32).saturating_sub(1)
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

    /// The interval of an article's publication.
    pub(crate) fn published(&self, article: usize) -> Stretch {
        let place = self.publication(article) as usize;
        self.published.stretches.get(place).copied().unwrap_or_default()
    }

    /// The place of that interval.
    pub(crate) fn publication(&self, article: usize) -> u32 {
        let run = self.published_runs.partition_point(|(start, _)| *start as usize <= article);
        let run = run.checked_sub(1).and_then(|run| self.published_runs.get(run));
        run.map_or(u32::MAX, |(_, place)| *place)
    }

    /// The number of the part that holds an article.
    fn store_of(&self, article: u32) -> usize {
        self.stores.partition_point(|first| *first <= article).saturating_sub(1)
    }

    /// The part that holds an article, if it is there, and the article's place in it.
    fn store(&self, article: u32) -> Option<(&Store, usize)> {
        let number = self.store_of(article);
        let first = self.stores.get(number)?;
        Some((self.stored.get(number)?.get()?, (article - first) as usize))
    }

    /// The record of an article.
    pub(crate) fn record(&self, article: u32) -> Option<Record> {
        let (store, place) = self.store(article)?;
        store.record(&self.bytes, place)
    }

    /// The text of an article.
    pub(crate) fn text(&self, article: u32) -> &str {
        self.store(article).map_or("", |(store, place)| store.text(&self.bytes, place))
    }

    /// The articles whose record's id has a hash.
    pub(crate) fn with_id_hash(&self, hash: u32) -> impl Iterator<Item = u32> {
        let ids = self.bytes.get(self.ids.clone()).unwrap_or_default().chunks_exact(4);
        (0..).zip(ids).filter(move |(_, id)| *id == hash.to_le_bytes()).map(|(article, _)| article)
    }

    /// What the passages of an article hold.
    pub(crate) fn rows_of(&self, article: usize) -> Reader<'_> {
        Reader::new(self.rows.of(&self.bytes, article).unwrap_or_default())
    }

    /// Whether all columns are as long as they must be, so that no walk along one is longer than the bytes.
    fn fits(&self) -> bool {
        let articles = self.len();
        let mut columns = self.columns.0.iter().chain([&self.mentioned_of]);
        let mut passages = (0..articles as usize)
            .map(|article| (self.passages_of(article).len(), self.rows.length(article)));
        columns.all(|column| column.article_count() == articles as usize)
            && self.rows.count() == articles
            && self.ids.len() == 4 * articles as usize
            && self.stores.last() == Some(&articles)
            // Each passage takes a byte at least.
            && passages.all(|(passages, bytes)| passages <= bytes)
    }

    /// Fills in what is counted over all articles.
    fn counted(mut self) -> Self {
        self.oldest = self.in_order_of_first_days();
        self.repeats = self.repeats();
        self.whole.push(self.count_whole(Unit::Articles));
        if self.stories.count() > 0 {
            self.whole.push(self.count_whole(Unit::Stories));
        }
        let (articles, stories) = (self.whole(Unit::Articles), self.whole(Unit::Stories));
        let none = |facet: Facet| {
            articles.and_then(|whole| whole.facets.get(facet as usize)).map_or(0, |of| of.none)
        };
        self.collection = Collection {
            articles: self.len(),
            stories: stories.map_or(0, |whole| whole.found),
            published: self.surely_published(),
            undated: articles.map_or(0, |whole| whole.dates.undated),
            without_actor: self.without_actor(),
            without_topic: none(Facet::Topic),
            without_source: none(Facet::Source),
            ..self.collection
        };
        for (values, column) in self.values.0.iter_mut().zip(&self.columns.0) {
            for (info, count) in values.infos.iter_mut().zip(column.whole()) {
                info.articles = count;
            }
        }
        self
    }

    /// Sorted by stretches of articles with one interval; those of one day stay in the order of the articles.
    fn in_order_of_first_days(&self) -> Vec<u32> {
        let day = |place: &u32| {
            let stretch = self.published.stretches.get(*place as usize).copied().unwrap_or_default();
            stretch.first.or(stretch.last).map_or(i32::MAX, Day::number)
        };
        let ends = self.published_runs.iter().skip(1).map(|(start, _)| *start).chain([self.len()]);
        let mut runs: Vec<(i32, Range<u32>)> = self
            .published_runs
            .iter()
            .zip(ends)
            .map(|((start, place), end)| (day(place), *start..end))
            .collect();
        order::sort_by_key(&mut runs, |(day, _)| *day);
        runs.into_iter().flat_map(|(_, run)| run).collect()
    }

    /// First and last day on which an article was surely published.
    fn surely_published(&self) -> Option<(Day, Day)> {
        let days = || {
            self.published.stretches.iter().filter(|one| one.first == one.last).filter_map(|one| one.first)
        };
        days().min().zip(days().max())
    }

    fn without_actor(&self) -> u32 {
        let mut none = self.columns.of(Facet::Person).none.clone();
        none.keep(&self.columns.of(Facet::State).none);
        none.len_with(&self.columns.of(Facet::Organisation).none)
    }
}

/// A part that was read.
enum Piece {
    Words(Words),
    Postings(Range<usize>),
    Facts(FactRows),
    Store(Store),
}
