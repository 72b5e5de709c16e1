//! What sentences say of the values that they hold, as a column of its own beside the first part: who speaks and about whom, what
//! each mention of an actor does, which topics are main ones. The builder writes it, [`Corpus::facts`] reads it in place.
//!
//! For each article stand the places of its main topics; then, for each of its passages, its mentions that do something as pairs of a
//! place and what they do, and its quotes, each with the place of who speaks plus one (0: not known), and the places of those it
//! is about. Places are those of `rows`. The dates that a passage mentions are in the columns already, each with how sure it is.

use crate::bytes::{Reader, Writer};
use crate::ranges::{Bytes, Ranges};
use crate::rows::Held;
use crate::{Corpus, Facet, Part};
use dateline_record::{Article, Does, Interval, Prominence, Span};

/// What a body sentence says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What actors do here: facet, dense value id, and what a mention of it does; each once, in order. A mention of which that
    /// is not told is none.
    pub mentions: Vec<(Facet, u32, Does)>,
    /// Quotes that stand here, or partly.
    pub quotes: Vec<QuoteFacts>,
    /// The topics that it holds, broader ones among them, and whether each is main in its article or in passing.
    pub topics: Vec<(u32, Prominence)>,
    /// The dates that it mentions, and whether each is all of its interval.
    pub dates: Vec<(Interval, bool)>,
}

/// Who says something, and about whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteFacts {
    /// `None`: not known.
    pub speaker: Option<(Facet, u32)>,
    /// Empty where not sure.
    pub about: Vec<(Facet, u32)>,
}

/// The section, opened.
pub(crate) struct FactRows {
    bytes: Bytes,
    rows: Ranges,
}

impl FactRows {
    /// Of so many articles. `end` is where the reader's bytes end in the file.
    pub fn read(reader: &mut Reader, end: usize, articles: u32) -> Option<Self> {
        let rows = Ranges::read(reader, end)?;
        (rows.count() == articles).then_some(Self { bytes: Bytes::Shared, rows })
    }

    /// The same, where the file is one of its own.
    pub fn in_bytes(self, bytes: Bytes) -> Self {
        Self { bytes, ..self }
    }
}

/// What an article says of its values, with its actors and topics by their places in the record.
#[derive(Default)]
pub(crate) struct Draft {
    /// Main topics.
    main: Vec<usize>,
    /// By passage.
    passages: Vec<DraftPassage>,
}

#[derive(Clone, Default)]
struct DraftPassage {
    mentions: Vec<(usize, u32)>,
    quotes: Vec<(Option<usize>, Vec<usize>)>,
}

impl Draft {
    /// Of a record with these body sentences.
    pub fn of(article: &Article, bodies: &[Span]) -> Self {
        let topics = article.topics.iter().enumerate();
        let main = topics.filter(|(_, topic)| topic.prominence == Prominence::Main).map(|(place, _)| place);
        let mut draft = Self { main: main.collect(), passages: vec![DraftPassage::default(); bodies.len()] };
        for (actor, place) in article.actors.iter().zip(0..) {
            for mention in &actor.mentions {
                let body = bodies.partition_point(|body| body.end <= mention.span.start);
                let holds = bodies.get(body).is_some_and(|body| body.contains(mention.span));
                if let Some(passage) = draft.passages.get_mut(body).filter(|_| holds) {
                    passage.mentions.extend(mention.does.map(|does| (place, number(does))));
                }
            }
        }
        for passage in &mut draft.passages {
            passage.mentions.sort_unstable();
            passage.mentions.dedup();
        }
        let place = |id: &String| article.actors.iter().position(|actor| actor.id == *id);
        for quote in &article.quotes {
            let first = bodies.partition_point(|body| body.end <= quote.span.start);
            let behind = bodies.partition_point(|body| body.start < quote.span.end);
            let about: Vec<usize> = quote.about.iter().filter_map(place).collect();
            for passage in draft.passages.get_mut(first..behind.max(first)).into_iter().flatten() {
                passage.quotes.push((quote.speaker.as_ref().and_then(place), about.clone()));
            }
        }
        draft
    }

    /// Writes it with the places of actors and topics in the article's row.
    pub fn write(&self, topics: &[u32], actors: &[u32], out: &mut Writer) {
        let of = |places: &[u32], place: usize| places.get(place).copied().unwrap_or(0);
        out.numbers(self.main.iter().map(|topic| of(topics, *topic)));
        for passage in &self.passages {
            out.number(passage.mentions.len() as u32);
            for (actor, does) in &passage.mentions {
                out.number(of(actors, *actor));
                out.number(*does);
            }
            out.number(passage.quotes.len() as u32);
            for (speaker, about) in &passage.quotes {
                out.number(speaker.map_or(0, |actor| of(actors, actor) + 1));
                out.numbers(about.iter().map(|actor| of(actors, *actor)));
            }
        }
    }
}

fn number(does: Does) -> u32 {
    match does {
        Does::Speaks => 0,
        Does::Acts => 1,
        Does::SpokenOf => 2,
    }
}

/// The facets that passages hold, in the order of their places.
const HELD: [Facet; 4] = [Facet::Topic, Facet::Person, Facet::State, Facet::Organisation];

impl Corpus {
    /// What is still needed for the facts of any sentence.
    pub fn missing_for_facts(&self) -> Option<Part> {
        self.facts.get().is_none().then_some(Part::Facts)
    }

    /// What a body sentence says of the values that it holds, by dense passage id; `None` where there is none, or where the part
    /// is missing.
    pub fn facts(&self, passage: u32) -> Option<Facts> {
        let facts = self.facts.get().filter(|_| passage < self.passage_count())?;
        let article = self.article_of(passage);
        let row = facts.rows.of(facts.bytes.file(&self.bytes), article as usize)?;
        let mut reader = Reader::new(row);
        let main = reader.numbers()?;
        let before = passage.checked_sub(self.passages_of(article as usize).start)?;
        let mut read = Facts::default();
        for _ in 0..=before {
            read = self.read_facts(article, &mut reader)?;
        }
        let main = main.into_iter().filter_map(|place| Some(self.value_at(article, place)?.1));
        let main = self.with_broader(main);
        for (_, place) in self.rows(article).filter(|(other, _)| *other == passage) {
            match self.value_at(article, place) {
                Some((Facet::Topic, topic)) => {
                    let is_main = main.get(topic as usize) == Some(&true);
                    read.topics.push((topic, if is_main { Prominence::Main } else { Prominence::Passing }));
                }
                Some(_) => {}
                None => read.dates.extend(self.date_at(article, place)),
            }
        }
        Some(read)
    }

    fn read_facts(&self, article: u32, reader: &mut Reader) -> Option<Facts> {
        let mut facts = Facts::default();
        for _ in 0..reader.count()? {
            let (actor, does) = (self.value_at(article, reader.number()?), reader.number()?);
            let does = [Does::Speaks, Does::Acts, Does::SpokenOf].get(does as usize).copied();
            facts.mentions.extend(actor.zip(does).map(|((facet, value), does)| (facet, value, does)));
        }
        for _ in 0..reader.count()? {
            let speaker = reader.number()?.checked_sub(1).and_then(|place| self.value_at(article, place));
            let about = reader.numbers()?.into_iter().filter_map(|place| self.value_at(article, place));
            facts.quotes.push(QuoteFacts { speaker, about: about.collect() });
        }
        Some(facts)
    }

    /// The value that stands at a place of an article's row.
    fn value_at(&self, article: u32, place: u32) -> Option<(Facet, u32)> {
        HELD.into_iter().find_map(|facet| {
            let at = place.checked_sub(self.places(article, Held::Facet(facet)).start)?;
            Some((facet, *self.columns.of(facet).of(article as usize).get(at as usize)?))
        })
    }

    /// The mentioned interval that stands at a place of an article's row, and whether the date is all of it.
    fn date_at(&self, article: u32, place: u32) -> Option<(Interval, bool)> {
        let at = place.checked_sub(self.places(article, Held::Mentioned).start)?;
        let interval = *self.mentioned_of.of(article as usize).get(at as usize)?;
        let stretch = self.mentioned.stretches.get(interval as usize)?;
        Some((Interval { earliest: stretch.first, latest: stretch.last }, stretch.sure))
    }

    /// For each topic whether it is one of these, or broader than one.
    fn with_broader(&self, topics: impl Iterator<Item = u32>) -> Vec<bool> {
        let values = self.values(Facet::Topic);
        let mut is_in = vec![false; values.len()];
        for topic in topics {
            let mut next = Some(topic);
            // What is marked has its broader ones marked.
            while let Some(topic) = next.take_if(|topic| is_in.get(*topic as usize) == Some(&false)) {
                is_in.get_mut(topic as usize).into_iter().for_each(|is_in| *is_in = true);
                next = values.get(topic as usize).and_then(|info| info.broader);
            }
        }
        is_in
    }
}
