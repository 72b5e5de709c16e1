//! Articles in, frozen bytes out: freezes each record at once, then sorts, numbers values and passages, and writes the parts.
//!
//! What is kept of an article until the end are its text, its frozen record and small numbers, so that a hundred thousand
//! articles of three kilobytes take less than two gigabytes. The layout of each part is written down in `docs/index.md`;
//! `first`, `search` and `store` read it in the same order.

use crate::bytes::{Hash, Strings, Writer, id_hash};
use crate::codec::{Frozen, Out};
use crate::frame::{self, Part};
use crate::identity::{Draft, Known, facet_of, source};
use crate::search::{self, RANGE_BYTES, Said, Unit, UnitKind};
use crate::values::{Numbered, Values};
use crate::{Copies, Facet, Token, Unread, facts, stories};
use dateline_knowledge::Knowledge;
use dateline_record::{Article, Day, Interval, Quote, Sentence, SentenceKind, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A part of records and texts ends with the article that makes it longer: what is loaded to show one article.
const STORE_BYTES: usize = 1 << 20;

/// Takes articles one at a time and freezes them.
pub struct Builder<'k> {
    knowledge: &'k Knowledge,
    known: Known<'k>,
    /// Every string of any record, numbered in the order of first use.
    strings: Strings,
    values: [Values; 5],
    mentioned: Numbers<Stretch>,
    articles: Vec<Kept>,
    /// How many bytes of posting lists a range of terms has at most.
    range_bytes: usize,
}

/// The parts of a corpus as files, the first one first. Each is what `Corpus::open` or `Corpus::provide` takes.
pub type Files = Vec<(Part, Vec<u8>)>;

/// The parts of a corpus as one file: what [`Builder::finish`] gives where [`Builder::finish_files`] gave these.
pub fn joined(files: &Files) -> Vec<u8> {
    frame::joined(&files.iter().map(|(_, bytes)| bytes.as_slice()))
}

/// What is kept of an article until all are there. Values have the numbers of their first use.
struct Kept {
    place: Place,
    text: String,
    language: String,
    /// Texts that words are looked for in, as places in the text.
    units: Vec<(UnitKind, Span)>,
    /// A headline that does not stand in the text.
    headline: Option<String>,
    /// What is said, with names of the speaker.
    said: Vec<(Span, Vec<String>)>,
    /// The frozen record, with its strings numbered in the order in which it uses them.
    record: Vec<u8>,
    /// Those strings.
    strings: Vec<u32>,
    published: Stretch,
    passages: u32,
    values: [Vec<u32>; 5],
    mentioned: Vec<u32>,
    /// Passage, column (the four facets that passages hold, then mentioned intervals) and value.
    held: Vec<(u32, u8, u32)>,
    /// What the passages say of them.
    facts: facts::Draft,
    /// The value of each actor of the record.
    actors: Vec<(Facet, u32)>,
    /// The value of each topic of the record.
    topics: Vec<u32>,
}

/// What articles are sorted by: newest first by the last possible day (by the first, where the end is open), undated last;
/// then by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    day: Reverse<Option<i32>>,
    id: String,
    source: String,
    member: Option<String>,
}

/// The column of mentioned intervals among those that passages hold.
const MENTIONED: u8 = 4;

/// First day, last day (as day numbers; `None` is open) and whether it is all of it.
type Stretch = (Option<i32>, Option<i32>, bool);

/// Different things, numbered in the order of first use.
struct Numbers<T>(BTreeMap<T, u32>);

impl<T: Ord> Numbers<T> {
    fn of(&mut self, thing: T) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(thing).or_insert(next)
    }
}

impl<'k> Builder<'k> {
    /// For articles read with this knowledge: it joins actors and gives topics their broader ones.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let (known, strings, values) = (Known::new(knowledge), Strings::default(), Default::default());
        let mentioned = Numbers(BTreeMap::new());
        Self { knowledge, known, strings, values, mentioned, articles: Vec::new(), range_bytes: RANGE_BYTES }
    }

    /// With small ranges of terms, so that tests of few articles have many.
    #[doc(hidden)]
    #[must_use]
    pub fn with_ranges_for_tests(self, bytes: usize) -> Self {
        Self { range_bytes: bytes, ..self }
    }

    /// Adds an article. `text` is the file's text where the record's spans count in the file; a record that carries its own
    /// text needs none.
    pub fn add(&mut self, mut article: Article, text: Option<&str>) {
        let text = text.or(article.text.as_deref()).unwrap_or("").to_owned();
        // The text is kept once, apart from the record; the record only remembers whether it carried it.
        article.text = article.text.map(|_| String::new());
        let mut record = Writer::default();
        let mut own = self.strings.of_one_record();
        article.freeze(&mut Out { writer: &mut record, strings: &mut own });
        let strings = own.used();
        let bodies = body_sentences(&article);
        let mut kept = Kept {
            place: place(&article),
            text,
            language: article.language.clone(),
            units: article
                .sentences
                .iter()
                .map(|sentence| (unit_kind(&article, sentence), sentence.span))
                .collect(),
            headline: article.headline_span.is_none().then(|| article.headline.clone()),
            said: said(&article),
            record: record.bytes,
            strings,
            published: stretch(article.date_published.interval(), article.date_published.sure),
            passages: bodies.len() as u32,
            values: Default::default(),
            mentioned: Vec::new(),
            held: Vec::new(),
            facts: facts::Draft::of(&article, &bodies),
            actors: Vec::new(),
            topics: Vec::new(),
        };
        self.put_topics(&article, &bodies, &mut kept);
        self.put_actors(&article, &bodies, &mut kept);
        if let Some(draft) = source(&article) {
            self.put(Facet::Source, draft, &[], &mut kept);
        }
        self.put_dates(&article, &bodies, &mut kept);
        for list in kept.values.iter_mut().chain([&mut kept.mentioned]) {
            list.sort_unstable();
            list.dedup();
        }
        kept.held.sort_unstable();
        kept.held.dedup();
        self.articles.push(kept);
    }

    fn put_topics(&mut self, article: &Article, bodies: &[Span], kept: &mut Kept) {
        for topic in &article.topics {
            let passages = holding(bodies, &mut topic.mentions.iter().map(|mention| mention.span));
            for (place, draft) in self.known.topics(topic).into_iter().enumerate() {
                let value = self.put(Facet::Topic, draft, &passages, kept);
                if place == 0 {
                    kept.topics.push(value);
                }
            }
        }
    }

    fn put_actors(&mut self, article: &Article, bodies: &[Span], kept: &mut Kept) {
        for actor in &article.actors {
            let passages = holding(bodies, &mut actor.mentions.iter().map(|mention| mention.span));
            let (facet, draft) = (facet_of(actor.kind), self.known.actor(article, actor));
            let value = self.put(facet, draft, &passages, kept);
            kept.actors.push((facet, value));
        }
    }

    fn put(&mut self, facet: Facet, draft: Draft, passages: &[u32], kept: &mut Kept) -> u32 {
        // OK because there is one for each facet.
        let Some(values) = self.values.get_mut(facet as usize) else { return 0 };
        let value = values.number(draft, &kept.place);
        kept.values.get_mut(facet as usize).into_iter().for_each(|own| own.push(value));
        kept.held.extend(passages.iter().map(|passage| (*passage, facet as u8, value)));
        value
    }

    fn put_dates(&mut self, article: &Article, bodies: &[Span], kept: &mut Kept) {
        for date in article.dates.iter().filter(|date| !date.interval().is_unknown()) {
            let value = self.mentioned.of(stretch(date.interval(), date.sure));
            kept.mentioned.push(value);
            let passages = holding(bodies, &mut [date.span].into_iter());
            kept.held.extend(passages.into_iter().map(|passage| (passage, MENTIONED, value)));
        }
    }

    /// The frozen bytes, all parts in one file. `unread` are the files (or rows) that gave no article, `files` is how many
    /// files there were. The same articles give the same bytes, in whatever order they were added.
    pub fn finish(self, unread: Vec<Unread>, files: u32) -> Vec<u8> {
        let (edition, parts) = self.parts(unread, files);
        frame::file(edition, &parts)
    }

    /// The same with each part as a file of its own.
    pub fn finish_files(self, unread: Vec<Unread>, files: u32) -> Files {
        let (edition, parts) = self.parts(unread, files);
        parts.into_iter().map(|part| (part.0, frame::file(edition, &[part]))).collect()
    }

    /// The edition, which is the hash of all parts, the knowledge and the version of the program; and the parts.
    fn parts(mut self, mut unread: Vec<Unread>, files: u32) -> (u64, Files) {
        unread.sort();
        self.articles.sort_by(|one, other| one.place.cmp(&other.place));
        let values = std::mem::take(&mut self.values).map(Values::numbered);
        let mentioned = in_order(&self.mentioned.0);
        let (words, stories) = words_and_stories(&self.articles, self.range_bytes);
        let mut first = Writer::default();
        write_collection(&mut first, &unread, files);
        for values in &values {
            values.write(&mut first);
        }
        first.numbers(self.articles.iter().map(|kept| kept.passages));
        write_published(&mut first, &self.articles);
        write_stretches(&mut first, &mut self.mentioned.0.keys());
        for kept in &mut self.articles {
            kept.renumber(&values, &mentioned);
        }
        for facet in Facet::ALL {
            let of = |kept: &Kept| kept.values.get(facet as usize).cloned().unwrap_or_default();
            write_lists(&mut first, &self.articles.iter().map(of).collect::<Vec<_>>());
        }
        write_lists(&mut first, &self.articles.iter().map(|kept| kept.mentioned.clone()).collect::<Vec<_>>());
        write_rows(&mut first, &self.articles);
        let ids: Vec<u8> =
            self.articles.iter().flat_map(|kept| id_hash(&kept.place.id).to_le_bytes()).collect();
        first.blob(&ids);
        stories::write(&stories, &mut first);
        let facts = write_facts(&self.articles);
        let (stores, lengths) = write_stores(self.articles, &self.strings);
        first.numbers(lengths.into_iter());
        let mut parts = vec![(Part::First, first.bytes), (Part::Words, words.words)];
        parts.extend((0..).map(Part::Postings).zip(words.postings));
        parts.push((Part::Facts, facts));
        parts.extend((0..).map(Part::Articles).zip(stores));
        let mut edition = Hash::new().with(env!("CARGO_PKG_VERSION").as_bytes());
        for (_, body) in &parts {
            edition = edition.with(body);
        }
        // The derived form of the knowledge names every field in a fixed order. Writing into a hash does not fail.
        let _ = write!(edition, "{:?}", self.knowledge);
        (edition.value(), parts)
    }
}

fn place(article: &Article) -> Place {
    let day = article.date_published.latest.or(article.date_published.earliest);
    Place {
        day: Reverse(day.map(Day::number)),
        id: article.id.clone(),
        source: article.source.clone(),
        member: article.member.clone(),
    }
}

fn stretch(interval: Interval, sure: bool) -> Stretch {
    (interval.earliest.map(Day::number), interval.latest.map(Day::number), sure)
}

/// Body sentences in order.
pub(crate) fn body_sentences(article: &Article) -> Vec<Span> {
    let body = |sentence: &&Sentence| sentence.kind == SentenceKind::Body;
    article.sentences.iter().filter(body).map(|sentence| sentence.span).collect()
}

/// Places of the sentences that hold one of these spans, each once. Sentences are in order and disjoint.
fn holding(sentences: &[Span], spans: &mut dyn Iterator<Item = Span>) -> Vec<u32> {
    let place = |span: Span| {
        let place = sentences.partition_point(|sentence| sentence.end <= span.start);
        sentences.get(place).filter(|sentence| sentence.contains(span)).map(|_| place as u32)
    };
    let places: BTreeSet<u32> = spans.filter_map(place).collect();
    places.into_iter().collect()
}

/// For each number of first use the place among all in order.
fn in_order<T>(numbers: &BTreeMap<T, u32>) -> Vec<u32> {
    let mut places = vec![0; numbers.len()];
    for (place, number) in (0..).zip(numbers.values()) {
        places.get_mut(*number as usize).into_iter().for_each(|slot| *slot = place);
    }
    places
}

impl Kept {
    /// From the numbers of first use to dense ids, each list in their order.
    fn renumber(&mut self, values: &[Numbered; 5], mentioned: &[u32]) {
        let of = |numbers: &[u32], number: u32| numbers.get(number as usize).copied().unwrap_or(0);
        let all = || values.iter().map(|values| values.numbers.as_slice());
        let lists = self.values.iter_mut().zip(all()).chain([(&mut self.mentioned, mentioned)]);
        for (list, numbers) in lists {
            for number in list.iter_mut() {
                *number = of(numbers, *number);
            }
            list.sort_unstable();
        }
        let columns: Vec<&[u32]> = all().take(MENTIONED as usize).chain([mentioned]).collect();
        for (_, column, number) in &mut self.held {
            *number = columns.get(*column as usize).map_or(0, |numbers| of(numbers, *number));
        }
        for (facet, number) in &mut self.actors {
            *number = columns.get(*facet as usize).map_or(0, |numbers| of(numbers, *number));
        }
        self.topics
            .iter_mut()
            .for_each(|number| *number = columns.first().map_or(0, |numbers| of(numbers, *number)));
    }

    /// Where a value that a passage holds stands in the row of all values that passages can hold.
    fn place_in_row(&self, column: u8, value: u32) -> Option<u32> {
        let mut lists = self.values.iter().take(MENTIONED as usize).chain([&self.mentioned]);
        let before: usize = lists.clone().take(column as usize).map(Vec::len).sum();
        let place = lists.nth(column as usize)?.binary_search(&value).ok()?;
        Some((before + place) as u32)
    }

    /// Hands its words to the search section. Returns the tokens of its body sentences.
    fn write_words(&self, writer: &mut search::Writer) -> Vec<Vec<Token>> {
        let outside = self.headline.iter().map(|text| Unit { kind: UnitKind::Headline, text, at: None });
        let inside = |(kind, span): &(UnitKind, Span)| Unit {
            kind: *kind,
            text: span.of(&self.text),
            at: Some(span.start),
        };
        let units: Vec<Unit> = outside.chain(self.units.iter().map(inside)).collect();
        let names: Vec<Vec<&str>> =
            self.said.iter().map(|(_, names)| names.iter().map(String::as_str).collect()).collect();
        let said = self.said.iter().zip(&names).map(|((span, _), speaker)| Said { span: *span, speaker });
        writer.add(&self.language, &units, &said.collect::<Vec<_>>())
    }
}

/// What a sentence is for the search: the headline's own sentence, unless it opens the text, counts as headline.
pub(crate) fn unit_kind(article: &Article, sentence: &Sentence) -> UnitKind {
    let in_headline = article.headline_span.is_some_and(|headline| headline.overlaps(sentence.span));
    match sentence.kind {
        SentenceKind::Body => UnitKind::Sentence,
        _ if in_headline => UnitKind::Headline,
        SentenceKind::KeyPoint => UnitKind::KeyPoint,
        SentenceKind::Heading => UnitKind::Heading,
    }
}

/// What is said, with the names of who says it: the actor's, and the words that name the speaker there.
fn said(article: &Article) -> Vec<(Span, Vec<String>)> {
    let names = |quote: &Quote| {
        let actor = article.actors.iter().find(|actor| Some(&actor.id) == quote.speaker.as_ref());
        let named = actor.map(|actor| actor.name.clone());
        named.into_iter().chain(quote.speaker_text.as_ref().map(|there| there.text.clone())).collect()
    };
    article.quotes.iter().map(|quote| (quote.span, names(quote))).collect()
}

/// The search section, and the stories of several copies by the bodies of articles.
fn words_and_stories(articles: &[Kept], range_bytes: usize) -> (search::Frozen, Vec<Vec<u32>>) {
    let (mut writer, mut copies) = (search::Writer::default(), Copies::new());
    for (kept, number) in articles.iter().zip(0..) {
        copies.add(number, &kept.write_words(&mut writer));
    }
    let day = |number: Option<i32>| number.and_then(Day::from_number);
    let dates: Vec<Interval> = articles
        .iter()
        .map(|kept| Interval { earliest: day(kept.published.0), latest: day(kept.published.1) })
        .collect();
    (writer.finish_in(range_bytes), copies.stories(&dates))
}

fn write_collection(first: &mut Writer, unread: &[Unread], files: u32) {
    first.number(files);
    first.number(unread.len() as u32);
    for file in unread {
        first.blob(file.source.as_bytes());
        first.number(u32::from(file.place.is_some()));
        first.blob(file.place.as_deref().unwrap_or("").as_bytes());
        first.blob(file.expected.as_bytes());
        first.blob(file.found.as_bytes());
    }
}

/// The different intervals of publication in order; then how many articles that follow each other have one, and which.
fn write_published(first: &mut Writer, articles: &[Kept]) {
    let different: BTreeMap<Stretch, u32> = articles.iter().map(|kept| (kept.published, 0)).collect();
    write_stretches(first, &mut different.keys());
    let places: BTreeMap<Stretch, u32> = different.into_keys().zip(0..).collect();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for place in articles.iter().filter_map(|kept| places.get(&kept.published)) {
        match runs.last_mut() {
            Some((length, last)) if last == place => *length += 1,
            _ => runs.push((1, *place)),
        }
    }
    first.numbers(runs.iter().map(|(length, _)| *length));
    first.numbers(runs.iter().map(|(_, place)| *place));
}

fn write_stretches(first: &mut Writer, stretches: &mut dyn ExactSizeIterator<Item = &Stretch>) {
    first.number(stretches.len() as u32);
    for (begin, end, sure) in stretches {
        first.number(u32::from(*sure) | u32::from(begin.is_some()) << 1 | u32::from(end.is_some()) << 2);
        if let Some(day) = begin {
            first.signed(*day);
        }
        if let Some(day) = end {
            first.signed(*day - begin.unwrap_or(0));
        }
    }
}

/// For each list how many numbers it has; then all numbers, within a list as differences.
fn write_lists(first: &mut Writer, lists: &[Vec<u32>]) {
    first.numbers(lists.iter().map(|list| list.len() as u32));
    let differences = |list: &Vec<u32>| {
        let before = std::iter::once(0).chain(list.iter().copied());
        list.iter().zip(before).map(|(number, before)| number - before).collect::<Vec<_>>()
    };
    first.numbers(lists.iter().flat_map(differences).collect::<Vec<_>>().into_iter());
}

/// For each article the length of its rows; then all rows: for each passage how many of the article's values it holds,
/// and their places among them. The values of an article stand in the order topics, people, states, organisations,
/// mentioned intervals, each by number.
fn write_rows(first: &mut Writer, articles: &[Kept]) {
    let mut rows = Writer::default();
    let mut lengths = Vec::with_capacity(articles.len());
    for kept in articles {
        let start = rows.bytes.len();
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); kept.passages as usize];
        for (passage, column, value) in &kept.held {
            if let Some(row) = places.get_mut(*passage as usize) {
                row.extend(kept.place_in_row(*column, *value));
            }
        }
        for mut row in places {
            row.sort_unstable();
            rows.numbers(row.into_iter());
        }
        lengths.push((rows.bytes.len() - start) as u32);
    }
    first.numbers(lengths.into_iter());
    first.blob(&rows.bytes);
}

/// For each article the length of its facts; then all facts.
fn write_facts(articles: &[Kept]) -> Vec<u8> {
    let (mut facts, mut lengths) = (Writer::default(), Vec::with_capacity(articles.len()));
    for kept in articles {
        let start = facts.bytes.len();
        let place = |column: u8, value: u32| kept.place_in_row(column, value).unwrap_or(0);
        let topics: Vec<u32> = kept.topics.iter().map(|topic| place(Facet::Topic as u8, *topic)).collect();
        let actors: Vec<u32> = kept.actors.iter().map(|(facet, value)| place(*facet as u8, *value)).collect();
        kept.facts.write(&topics, &actors, &mut facts);
        lengths.push((facts.bytes.len() - start) as u32);
    }
    let mut out = Writer::default();
    out.numbers(lengths.into_iter());
    out.blob(&facts.bytes);
    out.bytes
}

/// Records and texts in parts, and how many articles each has.
fn write_stores(articles: Vec<Kept>, strings: &Strings) -> (Vec<Vec<u8>>, Vec<u32>) {
    let (mut stores, mut lengths) = (Vec::new(), Vec::new());
    let mut store = StoreWriter::default();
    for kept in articles {
        store.add(&kept);
        if store.bytes() > STORE_BYTES {
            lengths.push(store.record_lengths.len() as u32);
            stores.push(std::mem::take(&mut store).finish(strings));
        }
    }
    if !store.record_lengths.is_empty() {
        lengths.push(store.record_lengths.len() as u32);
        stores.push(store.finish(strings));
    }
    (stores, lengths)
}

/// A part of records and texts while it is written.
#[derive(Default)]
struct StoreWriter {
    /// By its number in the whole, the number of a string in this part.
    strings: BTreeMap<u32, u32>,
    ordered: Vec<u32>,
    records: Writer,
    record_lengths: Vec<u32>,
    texts: String,
    text_lengths: Vec<u32>,
}

impl StoreWriter {
    fn bytes(&self) -> usize {
        self.records.bytes.len() + self.texts.len()
    }

    /// The strings that the record uses, by their numbers in this part; the record; the dense value ids of its actors and of
    /// its topics.
    fn add(&mut self, kept: &Kept) {
        let start = self.records.bytes.len();
        let number = |string: &u32| {
            let next = self.ordered.len() as u32;
            *self.strings.entry(*string).or_insert_with(|| {
                self.ordered.push(*string);
                next
            })
        };
        let strings: Vec<u32> = kept.strings.iter().map(number).collect();
        self.records.numbers(strings.into_iter());
        self.records.bytes.extend(&kept.record);
        self.records.numbers(kept.actors.iter().map(|(_, value)| *value));
        self.records.numbers(kept.topics.iter().copied());
        self.record_lengths.push((self.records.bytes.len() - start) as u32);
        self.texts.push_str(&kept.text);
        self.text_lengths.push(kept.text.len() as u32);
    }

    /// Strings, records and texts, each with the lengths of all of them first.
    fn finish(self, strings: &Strings) -> Vec<u8> {
        let mut part = Writer::default();
        let of_part: Vec<&str> = self.ordered.iter().map(|number| strings.text(*number)).collect();
        part.numbers(of_part.iter().map(|text| text.len() as u32));
        part.blob(of_part.concat().as_bytes());
        part.numbers(self.record_lengths.into_iter());
        part.blob(&self.records.bytes);
        part.numbers(self.text_lengths.into_iter());
        part.blob(self.texts.as_bytes());
        part.bytes
    }
}
