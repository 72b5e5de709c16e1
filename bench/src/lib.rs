//! The jobs of a benchmark of in-browser search libraries, answered through `Corpus::run`, the way the page asks.
//!
//! The benchmark's articles are metadata: a day, actors and topics by number. They become records with these facts alone, go
//! through the builder, and are asked with ordinary queries. Nothing here is part of the page.

use dateline_corpus::search::Options;
use dateline_corpus::{
    Builder, Choice, Clause, Corpus, DateClause, DateValue, Facet, OpenError, Order, Outcome, Part, Query,
    Unit, Value, Wanted,
};
use dateline_knowledge::Knowledge;
use dateline_record::{
    Actor, ActorKind, Article, Day, HeadlineBasis, Map, Month, Prominence, Published, SCHEMA, Sentence,
    SentenceKind, Span, TextBasis, TextCompleteness, Topic,
};
use std::sync::LazyLock;

#[cfg(target_arch = "wasm32")]
mod javascript;
pub mod languages;

/// What the benchmark knows of its articles.
pub struct Metadata<'m> {
    /// For each article its day, counted from 2016-01-01.
    pub days: &'m [u16],
    /// Where the actors of each begin; one more at the end.
    pub actor_starts: &'m [u32],
    /// Numbers of actors.
    pub actors: &'m [u16],
    /// Where the topics of each begin; one more at the end.
    pub topic_starts: &'m [u32],
    /// Numbers of topics.
    pub topics: &'m [u16],
}

/// A question of the jobs `filter` and `wide`.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// A number, or any actor.
    pub actor: Option<u16>,
    /// Two numbers of which one must be there, or any topic.
    pub topics: Option<[u16; 2]>,
    /// First and last month, counted from January 2016.
    pub months: (u16, u16),
}

/// An answer as the benchmark compares it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Articles found.
    pub total: u32,
    /// The newest 20, as numbers of the benchmark.
    pub top: Vec<u32>,
    /// By number of the actor.
    pub actors: Vec<u32>,
    /// By number of the topic.
    pub topics: Vec<u32>,
    /// By number of the month.
    pub months: Vec<u32>,
}

/// Takes the benchmark's articles one at a time and freezes them.
pub struct Freezer(Builder<'static>);

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::default);

impl Freezer {
    /// Without articles.
    pub fn new() -> Self {
        Self(Builder::new(&KNOWLEDGE))
    }

    /// Adds an article, by its number; numbers count up from zero.
    pub fn add(&mut self, number: u32, day: u16, actors: &[u16], topics: &[u16], text: &Text) {
        let whole = format!("{}\n{}", text.headline, text.body);
        self.0.add(article(number, day, actors, topics, text), Some(&whole));
    }

    /// What answers without showing an article need: the first part, the words and where they stand, the length of each before it.
    pub fn finish(self) -> Vec<u8> {
        let files = self.0.finish_files(Vec::new(), 0).into_iter();
        let files = files.filter(|(part, _)| !matches!(part, Part::Facts | Part::Articles(_)));
        files.flat_map(|(_, bytes)| [(bytes.len() as u64).to_le_bytes().to_vec(), bytes].concat()).collect()
    }
}

impl Default for Freezer {
    fn default() -> Self {
        Self::new()
    }
}

/// The words of an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'t> {
    /// Its headline.
    pub headline: &'t str,
    /// Its sentences.
    pub body: &'t str,
}

/// The benchmark's articles as a corpus.
pub struct Bench {
    corpus: Corpus,
    /// For each dense id the benchmark's number.
    numbers: Vec<u32>,
    /// For each actor and each topic of the benchmark its dense value id.
    actors: Vec<Option<u32>>,
    topics: Vec<Option<u32>>,
    /// What is counted.
    pub unit: Unit,
}

const ACTORS: u16 = 500;
const TOPICS: u16 = 40;
const MONTHS: u16 = 120;
const ROWS: u32 = 20;

impl Bench {
    /// Freezes and opens articles without words.
    ///
    /// # Errors
    /// Where the bytes just built do not open.
    pub fn new(metadata: &Metadata) -> Result<Self, OpenError> {
        let mut freezer = Freezer::new();
        for (number, day) in (0..).zip(metadata.days) {
            let actors = numbers(metadata.actor_starts, metadata.actors, number as usize);
            let topics = numbers(metadata.topic_starts, metadata.topics, number as usize);
            freezer.add(number, *day, actors, topics, &Text::default());
        }
        Self::open(&freezer.finish(), metadata.days)
    }

    /// Opens what was frozen; the days are those of the articles, by number.
    ///
    /// # Errors
    /// Where the bytes do not open.
    pub fn open(bytes: &[u8], days: &[u16]) -> Result<Self, OpenError> {
        let mut rest = bytes;
        let mut file = || {
            let (length, behind) = rest.split_at_checked(8)?;
            let (file, behind) =
                behind.split_at_checked(u64::from_le_bytes(length.try_into().ok()?) as usize)?;
            rest = behind;
            Some(file.to_vec())
        };
        let bench = Self::open_first(file().unwrap_or_default(), in_order(days))?;
        for (number, file) in (0..).zip(std::iter::from_fn(file)) {
            bench.provide(number, file)?;
        }
        Ok(bench)
    }

    /// Adds a file behind the first: the words, then where they stand.
    ///
    /// # Errors
    /// Where it is not that file.
    pub fn provide(&self, number: u32, file: Vec<u8>) -> Result<(), OpenError> {
        let part = number.checked_sub(1).map_or(Part::Words, Part::Postings);
        self.corpus.provide(part, file)
    }

    /// Opens the first part. `numbers` are the benchmark's numbers of the articles in the order of the corpus.
    ///
    /// # Errors
    /// Where the bytes do not open.
    pub fn open_first(first: Vec<u8>, numbers: Vec<u32>) -> Result<Self, OpenError> {
        let corpus = Corpus::open(first)?;
        let value = |facet: Facet, id: String| corpus.value(facet, &id);
        let actors = (0..ACTORS).map(|number| value(Facet::Person, actor_id(number))).collect();
        let topics = (0..TOPICS).map(|number| value(Facet::Topic, topic_id(number))).collect();
        Ok(Self { corpus, numbers, actors, topics, unit: Unit::default() })
    }

    /// How many articles hold words, as typed, and the 20 that meet them best. A word that none holds may be one letter off, as
    /// the benchmark asks of every contender.
    pub fn words(&self, typed: &str) -> Answer {
        let reading = Options { edits: 1, ..Options::default() };
        let query = Query { words: typed.to_owned(), reading, ..Query::default() };
        let wanted = Wanted { window: 0..ROWS, order: Order::Relevance, ..Wanted::default() };
        self.answer(&self.corpus.run(&query, &wanted))
    }

    /// The answer to a filter with words, as typed.
    pub fn filter_with(&self, filter: Filter, typed: &str) -> Answer {
        self.ask(&Query { words: typed.to_owned(), ..query(filter) })
    }

    /// The answer to a filter.
    pub fn filter(&self, filter: Filter) -> Answer {
        self.ask(&query(filter))
    }

    /// How many lines of a pasted list of names are someone's, and how many articles say those that are nobody's.
    pub fn names(&self, pasted: &str, filter: Filter) -> (usize, u32) {
        let table = self.corpus.name_table(pasted, &Query { unit: self.unit, ..query(filter) });
        let said = table.rows.iter().filter_map(|row| row.phrase).map(|said| said.articles).sum();
        (table.rows.iter().filter(|row| !row.actors.is_empty()).count(), said)
    }

    /// The answer to the empty query: 660 counts and 20 ids.
    pub fn everything(&self) -> Answer {
        self.ask(&Query::default())
    }

    fn ask(&self, query: &Query) -> Answer {
        let wanted = Wanted {
            facets: vec![Facet::Person, Facet::Topic],
            dates: true,
            window: 0..ROWS,
            ..Wanted::default()
        };
        self.answer(&self.corpus.run(&Query { unit: self.unit, ..query.clone() }, &wanted))
    }

    fn answer(&self, outcome: &Outcome) -> Answer {
        let counts = |facet: Facet, values: &[Option<u32>]| {
            let counts = outcome.facets.iter().find(|counts| counts.facet == facet);
            let count = |value: &Option<u32>| counts?.counts.get((*value)? as usize).copied();
            values.iter().map(|value| count(value).unwrap_or(0)).collect()
        };
        let mut months = vec![0; MONTHS as usize];
        for month in outcome.dates.iter().flat_map(|dates| &dates.published) {
            let number = usize::try_from(month.month.number() - 2016 * 12).ok();
            if let Some(count) = number.and_then(|number| months.get_mut(number)) {
                *count = month.sure;
            }
        }
        Answer {
            total: outcome.found.total(),
            top: outcome.rows.iter().filter_map(|row| self.numbers.get(row.id as usize).copied()).collect(),
            actors: counts(Facet::Person, &self.actors),
            topics: counts(Facet::Topic, &self.topics),
            months,
        }
    }
}

/// The numbers of articles in the order of the corpus: of the days, newest first, then of the ids.
pub fn in_order(days: &[u16]) -> Vec<u32> {
    let mut order: Vec<u64> =
        (0u64..).zip(days).map(|(number, day)| u64::from(u16::MAX - day) << 32 | number).collect();
    order.sort_unstable();
    order.into_iter().map(|place| place as u32).collect()
}

fn actor_id(number: u16) -> String {
    format!("actor-{number:03}")
}

fn topic_id(number: u16) -> String {
    format!("topic-{number:02}")
}

/// Any of these ids, included.
fn any_of(ids: impl Iterator<Item = String>) -> Clause {
    Clause { all: false, choices: ids.map(|id| (Value::Id(id), Choice::Included)).collect() }
}

fn query(filter: Filter) -> Query {
    let mut query = Query::default();
    if let Some(actor) = filter.actor {
        query.facets.insert(Facet::Person, any_of([actor_id(actor)].into_iter()));
    }
    if let Some(topics) = filter.topics {
        query.facets.insert(Facet::Topic, any_of(topics.into_iter().map(topic_id)));
    }
    let month = |number: u16| Month::from_number(2016 * 12 + i32::from(number));
    let (first, last) = (month(filter.months.0).map(Month::first), month(filter.months.1).map(Month::last));
    query.published = DateClause { choices: [(DateValue::Range(first, last), Choice::Included)].into() };
    query
}

/// The numbers of an article in one of the two lists.
fn numbers<'m>(starts: &[u32], numbers: &'m [u16], article: usize) -> &'m [u16] {
    let range =
        starts.get(article).zip(starts.get(article + 1)).map(|(start, end)| *start as usize..*end as usize);
    range.and_then(|range| numbers.get(range)).unwrap_or_default()
}

/// The record of an article. Its text is the headline, a new line and the body, whose sentences end with a point.
fn article(number: u32, day: u16, actors: &[u16], topics: &[u16], text: &Text) -> Article {
    let day = Day::new(2016, 1, 1).and_then(|first| first.plus(i32::from(day)));
    let mut sentences = Vec::new();
    let mut start = text.headline.len() + 1;
    for sentence in text.body.split_inclusive(". ") {
        let span = Span::new(start, start + sentence.trim_end().len());
        sentences.push(Sentence { kind: SentenceKind::Body, span });
        start += sentence.len();
    }
    Article {
        extent: Span::new(0, start),
        headline: text.headline.to_owned(),
        date_published: Published { earliest: day, latest: day, sure: true, ..Published::unknown() },
        sentences,
        actors: actors.iter().map(|number| actor(*number)).collect(),
        topics: topics.iter().map(|number| topic(*number)).collect(),
        ..empty(format!("{number:07}"))
    }
}

/// A record with nothing in it but its id.
fn empty(id: String) -> Article {
    Article {
        schema: SCHEMA.to_owned(),
        id,
        source: String::new(),
        member: None,
        text_basis: TextBasis::Derived,
        text: None,
        extent: Span::new(0, 0),
        text_completeness: TextCompleteness::Unknown,
        headline: String::new(),
        headline_basis: HeadlineBasis::Stated,
        headline_span: None,
        key_points: Vec::new(),
        language: "und".to_owned(),
        provider: None,
        agency: None,
        url: None,
        metadata: Map::new(),
        dateline: None,
        date_published: Published::unknown(),
        credits: Vec::new(),
        blocks: Vec::new(),
        sentences: Vec::new(),
        actors: Vec::new(),
        relations: Vec::new(),
        places: Vec::new(),
        topics: Vec::new(),
        dates: Vec::new(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn actor(number: u16) -> Actor {
    Actor {
        id: actor_id(number),
        name: actor_id(number),
        kind: ActorKind::Person,
        wikidata: None,
        of: None,
        roles: Vec::new(),
        mentions: Vec::new(),
    }
}

fn topic(number: u16) -> Topic {
    Topic {
        id: topic_id(number),
        name: topic_id(number),
        broader: None,
        media_topic: None,
        score: 1.0,
        prominence: Prominence::Main,
        mentions: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three articles: 2016-01-01 with actors 0 and 1 under topic 0, 2016-02-01 with actor 1 under topic 1, 2017-01-01 with
    /// actor 0 under topic 2.
    fn bench() -> Bench {
        let metadata = Metadata {
            days: &[0, 31, 366],
            actor_starts: &[0, 2, 3, 4],
            actors: &[0, 1, 1, 0],
            topic_starts: &[0, 1, 2, 3],
            topics: &[0, 1, 2],
        };
        Bench::new(&metadata).unwrap()
    }

    #[test]
    fn filters_and_counts() {
        let bench = bench();
        let answer = bench.filter(Filter { actor: Some(1), topics: Some([0, 1]), months: (0, 0) });
        assert_eq!((answer.total, answer.top), (1, vec![0]));
        assert_eq!(answer.actors[..3], [1, 1, 0]);
        assert_eq!(answer.topics[..3], [1, 0, 0]);
        assert_eq!((answer.months[..2].to_vec(), answer.months[12]), (vec![1, 1], 0));
        let wide = bench.filter(Filter { actor: None, topics: None, months: (1, 12) });
        assert_eq!((wide.total, wide.top, wide.actors[..2].to_vec()), (2, vec![2, 1], vec![1, 1]));
        assert_eq!(wide.months.iter().sum::<u32>(), 3);
    }

    #[test]
    fn finds_words() {
        let mut freezer = Freezer::new();
        freezer.add(0, 0, &[1], &[0], &Text { headline: "Rare earths", body: "Ore is sold. Ore is dear." });
        freezer.add(1, 5, &[1], &[1], &Text { headline: "Sold", body: "Dear ore." });
        let bench = Bench::open(&freezer.finish(), &[0, 5]).unwrap();
        let found = |typed: &str| bench.words(typed).top;
        assert_eq!((found("ore dear "), found("rar"), found("“dear ore” ")), (vec![1, 0], vec![0], vec![1]));
        let filter = Filter { actor: Some(1), topics: None, months: (0, 0) };
        let answer = bench.filter_with(filter, "earths ");
        assert_eq!((answer.total, answer.topics[..2].to_vec()), (1, vec![1, 0]));
    }

    #[test]
    fn everything_is_counted() {
        let answer = bench().everything();
        assert_eq!((answer.total, answer.top, answer.actors[..2].to_vec()), (3, vec![2, 1, 0], vec![2, 2]));
        assert_eq!((answer.actors.len(), answer.topics.len(), answer.months.len()), (500, 40, 120));
    }
}
