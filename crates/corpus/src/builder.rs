//! Articles in, frozen bytes out: sorts them, numbers values and passages, and writes columns, tokens, records and texts.
//!
//! The layout is a head (see `frame`), then in order: collection, strings, values of each facet, intervals of both clocks,
//! columns by article, columns by passage, terms, tokens by unit, records, texts. `corpus` reads it in the same order.

use crate::bytes::{Strings, Writer};
use crate::codec::{Frozen, Out};
use crate::frame;
use crate::identity::{Draft, Known, facet_of, source};
use crate::{Facet, Unread, analyse};
use dateline_knowledge::Knowledge;
use dateline_record::{Article, Interval, Sentence, SentenceKind, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Takes articles one at a time and freezes them.
pub struct Builder<'k> {
    knowledge: &'k Knowledge,
    articles: Vec<(Article, String)>,
}

impl<'k> Builder<'k> {
    /// For articles read with this knowledge: it joins actors and gives topics their broader ones.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge, articles: Vec::new() }
    }

    /// Adds an article. `text` is the file's text where the record's spans count in the file; a record that carries its own
    /// text needs none.
    pub fn add(&mut self, article: Article, text: Option<&str>) {
        let text = text.or(article.text.as_deref()).unwrap_or("").to_owned();
        self.articles.push((article, text));
    }

    /// The frozen bytes. `unread` are the files (or rows) that gave no article, `files` is how many files there were.
    /// The same articles give the same bytes, in whatever order they were added.
    pub fn finish(mut self, mut unread: Vec<Unread>, files: u32) -> Vec<u8> {
        unread.sort();
        self.articles.sort_by(|(one, _), (other, _)| in_date_order(one).cmp(&in_date_order(other)));
        let known = Known::new(self.knowledge);
        let facts: Vec<Facts> = self.articles.iter().map(|(article, _)| Facts::of(article, &known)).collect();
        let values = Facet::ALL.map(|facet| number_values(&facts, facet));
        let mut strings = Strings::default();
        let mut body = Writer::default();
        for values in &values {
            write_values(&mut body, &mut strings, values);
        }
        let mentioned = write_clocks(&mut body, &facts, &self.articles);
        write_columns(&mut body, &facts, &values);
        write_rows(&mut body, &facts, &values, &mentioned);
        write_tokens(&mut body, &self.articles);
        write_records(&mut body, &mut strings, self.articles, &facts, &values);
        let mut all = Writer::default();
        strings.write(&mut all);
        all.bytes.extend(body.bytes);
        frame::seal(&all.bytes, self.knowledge, &unread, files)
    }
}

/// Newest first by the last possible day (by the first, where the end is open), undated last; then by id.
fn in_date_order(article: &Article) -> (Reverse<Option<i32>>, &str, &str, Option<&str>) {
    let day = article.date_published.latest.or(article.date_published.earliest);
    (Reverse(day.map(dateline_record::Day::number)), &article.id, &article.source, article.member.as_deref())
}

/// What the columns need of an article.
#[derive(Default)]
struct Facts {
    /// Values of each facet, broader topics included, by id.
    values: [BTreeMap<String, Draft>; 5],
    /// Its body sentences.
    passages: Vec<PassageFacts>,
    /// All intervals that it mentions.
    mentioned: BTreeSet<Stretch>,
    /// The value of each actor of the record, in its order.
    actors: Vec<(Facet, String)>,
    /// The value of each topic of the record, in its order.
    topics: Vec<(Facet, String)>,
}

/// What the columns need of a body sentence.
#[derive(Default)]
struct PassageFacts {
    /// Value ids of topics, people, states and organisations.
    values: [BTreeSet<String>; 4],
    mentioned: BTreeSet<Stretch>,
}

/// First day, last day (as day numbers; `None` is open) and whether it is all of it.
type Stretch = (Option<i32>, Option<i32>, bool);

fn stretch(interval: Interval, sure: bool) -> Stretch {
    (
        interval.earliest.map(dateline_record::Day::number),
        interval.latest.map(dateline_record::Day::number),
        sure,
    )
}

impl Facts {
    fn of(article: &Article, known: &Known) -> Self {
        let bodies = body_sentences(article);
        let passages = bodies.iter().map(|_| PassageFacts::default()).collect();
        let mut facts = Facts { passages, ..Facts::default() };
        for topic in &article.topics {
            let spans = topic.mentions.iter().map(|mention| mention.span);
            let passages = holding(&bodies, spans);
            let line = known.topics(topic);
            facts.topics.extend(line.first().map(|draft| (Facet::Topic, draft.id.clone())));
            for draft in line {
                facts.put(Facet::Topic, draft, &passages);
            }
        }
        for actor in &article.actors {
            let spans = actor.mentions.iter().map(|mention| mention.span);
            let (facet, draft) = (facet_of(actor.kind), known.actor(article, actor));
            facts.actors.push((facet, draft.id.clone()));
            facts.put(facet, draft, &holding(&bodies, spans));
        }
        if let Some(draft) = source(article) {
            facts.put(Facet::Source, draft, &BTreeSet::new());
        }
        facts.put_dates(article, &bodies);
        facts
    }

    fn put(&mut self, facet: Facet, draft: Draft, passages: &BTreeSet<usize>) {
        for place in passages {
            let passage = self.passages.get_mut(*place);
            if let Some(values) = passage.and_then(|passage| passage.values.get_mut(facet as usize)) {
                values.insert(draft.id.clone());
            }
        }
        if let Some(values) = self.values.get_mut(facet as usize) {
            values.entry(draft.id.clone()).or_insert(draft);
        }
    }

    fn put_dates(&mut self, article: &Article, bodies: &[Span]) {
        for date in article.dates.iter().filter(|date| !date.interval().is_unknown()) {
            let stretch = stretch(date.interval(), date.sure);
            self.mentioned.insert(stretch);
            for place in holding(bodies, [date.span].into_iter()) {
                if let Some(passage) = self.passages.get_mut(place) {
                    passage.mentioned.insert(stretch);
                }
            }
        }
    }
}

/// Body sentences in order.
pub(crate) fn body_sentences(article: &Article) -> Vec<Span> {
    let body = |sentence: &&Sentence| sentence.kind == SentenceKind::Body;
    article.sentences.iter().filter(body).map(|sentence| sentence.span).collect()
}

/// Places of the sentences that hold one of these spans. Sentences are in order and disjoint.
fn holding(sentences: &[Span], spans: impl Iterator<Item = Span>) -> BTreeSet<usize> {
    let place = |span: Span| {
        let place = sentences.partition_point(|sentence| sentence.end <= span.start);
        sentences.get(place).filter(|sentence| sentence.contains(span)).map(|_| place)
    };
    spans.filter_map(place).collect()
}

/// The values of one facet in the order of their dense ids.
struct Numbered {
    drafts: Vec<Draft>,
    numbers: BTreeMap<String, u32>,
}

impl Numbered {
    /// The dense ids of these, in order.
    fn of<'i>(&self, ids: impl Iterator<Item = &'i String>) -> Vec<u32> {
        let mut numbers: Vec<u32> = ids.filter_map(|id| self.numbers.get(id).copied()).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Most articles first, then by name and id; topics as a tree, each broader one before its narrower ones.
fn number_values(facts: &[Facts], facet: Facet) -> Numbered {
    let mut articles: BTreeMap<String, (u32, Draft)> = BTreeMap::new();
    for draft in facts.iter().filter_map(|facts| facts.values.get(facet as usize)).flat_map(BTreeMap::values)
    {
        articles.entry(draft.id.clone()).or_insert_with(|| (0, draft.clone())).0 += 1;
    }
    let mut sorted: Vec<(u32, Draft)> = articles.into_values().collect();
    sorted.sort_by(|one, other| {
        (Reverse(one.0), &one.1.name, &one.1.id).cmp(&(Reverse(other.0), &other.1.name, &other.1.id))
    });
    let drafts = as_tree(sorted.into_iter().map(|(_, draft)| draft).collect());
    let numbers = drafts.iter().zip(0..).map(|(draft, number)| (draft.id.clone(), number)).collect();
    Numbered { drafts, numbers }
}

/// Each draft behind its broader one; siblings stay in order. Drafts whose broader one is not there stand at the top.
fn as_tree(sorted: Vec<Draft>) -> Vec<Draft> {
    let ids: BTreeSet<String> = sorted.iter().map(|draft| draft.id.clone()).collect();
    let parent = |draft: &Draft| draft.broader.clone().filter(|id| ids.contains(id));
    let mut below: BTreeMap<Option<String>, Vec<Draft>> = BTreeMap::new();
    for mut draft in sorted {
        draft.broader = parent(&draft);
        below.entry(draft.broader.clone()).or_default().push(draft);
    }
    let mut tree = Vec::new();
    let mut next: Vec<Draft> = below.remove(&None).unwrap_or_default();
    next.reverse();
    while let Some(draft) = next.pop() {
        next.extend(below.remove(&Some(draft.id.clone())).unwrap_or_default().into_iter().rev());
        tree.push(draft);
    }
    // What is left stands in a circle, which the topics of the knowledge do not: it is listed without its broader ones.
    tree.extend(below.into_values().flatten().map(|draft| Draft { broader: None, ..draft }));
    tree
}

fn write_values(body: &mut Writer, strings: &mut Strings, values: &Numbered) {
    body.number(values.drafts.len() as u32);
    for draft in &values.drafts {
        let broader = draft.broader.as_ref().and_then(|id| values.numbers.get(id));
        body.number(broader.map_or(0, |number| number + 1));
        body.number(u32::from(draft.name_only));
        let mut out = Out { writer: body, strings };
        draft.id.freeze(&mut out);
        draft.name.freeze(&mut out);
        draft.was.freeze(&mut out);
        draft.names.freeze(&mut out);
    }
}

/// The different intervals of both clocks in order, then for each article the place of its own, and the places of those
/// that it mentions. Gives the place of each mentioned interval.
fn write_clocks(
    body: &mut Writer,
    facts: &[Facts],
    articles: &[(Article, String)],
) -> BTreeMap<Stretch, u32> {
    let own = |(article, _): &(Article, String)| {
        stretch(article.date_published.interval(), article.date_published.sure)
    };
    let published: Vec<Stretch> = articles.iter().map(own).collect();
    let different: BTreeSet<Stretch> = published.iter().copied().collect();
    let places = write_stretches(body, &different);
    body.numbers(published.iter().map(|stretch| places.get(stretch).copied().unwrap_or(0)));
    let different: BTreeSet<Stretch> =
        facts.iter().flat_map(|facts| facts.mentioned.iter().copied()).collect();
    let places = write_stretches(body, &different);
    let place =
        |set: &BTreeSet<Stretch>| set.iter().filter_map(|stretch| places.get(stretch).copied()).collect();
    write_lists(body, &facts.iter().map(|facts| place(&facts.mentioned)).collect::<Vec<_>>());
    places
}

fn write_stretches(body: &mut Writer, stretches: &BTreeSet<Stretch>) -> BTreeMap<Stretch, u32> {
    body.number(stretches.len() as u32);
    for (first, last, sure) in stretches {
        body.number(u32::from(*sure) | u32::from(first.is_some()) << 1 | u32::from(last.is_some()) << 2);
        if let Some(day) = first {
            body.signed(*day);
        }
        if let Some(day) = last {
            body.signed(*day - first.unwrap_or(0));
        }
    }
    stretches.iter().copied().zip(0..).collect()
}

/// How many passages each article has, then the values of each facet by article.
fn write_columns(body: &mut Writer, facts: &[Facts], values: &[Numbered; 5]) {
    body.numbers(facts.iter().map(|facts| facts.passages.len() as u32));
    for (facet, numbered) in values.iter().enumerate() {
        let of_article = |facts: &Facts| {
            facts.values.get(facet).map_or_else(Vec::new, |values| numbered.of(values.keys()))
        };
        write_lists(body, &facts.iter().map(of_article).collect::<Vec<_>>());
    }
}

/// For each article the length of its rows; then all rows: for each passage how many of the article's values it holds,
/// and their places among them. The values of an article stand in the order topics, people, states, organisations,
/// mentioned intervals, each by number.
fn write_rows(
    body: &mut Writer,
    facts: &[Facts],
    values: &[Numbered; 5],
    mentioned: &BTreeMap<Stretch, u32>,
) {
    let mut rows = Writer::default();
    let mut lengths = Vec::with_capacity(facts.len());
    for facts in facts {
        let start = rows.bytes.len();
        let held: Vec<Vec<u32>> =
            facts.values.iter().zip(values).map(|(own, numbered)| numbered.of(own.keys())).collect();
        for passage in &facts.passages {
            let mut places = Vec::new();
            let mut base = 0;
            for ((own, all), numbered) in passage.values.iter().zip(&held).zip(values) {
                let here = numbered.of(own.iter());
                places.extend(
                    here.iter().filter_map(|value| Some(base + all.binary_search(value).ok()? as u32)),
                );
                base += all.len() as u32;
            }
            let dates = facts.mentioned.iter().filter(|stretch| mentioned.contains_key(*stretch)).zip(base..);
            places.extend(
                dates.filter(|(stretch, _)| passage.mentioned.contains(*stretch)).map(|(_, place)| place),
            );
            rows.numbers(places.into_iter());
        }
        lengths.push((rows.bytes.len() - start) as u32);
    }
    body.numbers(lengths.into_iter());
    body.blob(&rows.bytes);
}

/// For each list how many numbers it has; then all numbers, within a list as differences.
fn write_lists(body: &mut Writer, lists: &[Vec<u32>]) {
    body.numbers(lists.iter().map(|list| list.len() as u32));
    let differences = |list: &Vec<u32>| {
        let before = std::iter::once(0).chain(list.iter().copied());
        list.iter().zip(before).map(|(number, before)| number - before).collect::<Vec<_>>()
    };
    body.numbers(lists.iter().flat_map(differences).collect::<Vec<_>>().into_iter());
}

/// The texts that words are searched in: body sentences first, then the headline where it stands outside the text, key
/// points and headings.
pub(crate) fn units<'a>(article: &'a Article, text: &'a str) -> Vec<&'a str> {
    let of = |body: bool| {
        let kind = move |sentence: &&Sentence| (sentence.kind == SentenceKind::Body) == body;
        article.sentences.iter().filter(kind).map(|sentence| sentence.span.of(text))
    };
    let outside = article.headline_span.is_none().then_some(article.headline.as_str());
    of(true).chain(outside).chain(of(false)).collect()
}

/// The length of each term in order, and all of them; then how many units each article has, and the terms of each unit.
fn write_tokens(body: &mut Writer, articles: &[(Article, String)]) {
    let tokens = |text: &&str| analyse(text).into_iter().map(|token| token.text).collect::<Vec<_>>();
    let units: Vec<Vec<Vec<String>>> =
        articles.iter().map(|(article, text)| units(article, text).iter().map(tokens).collect()).collect();
    let all: BTreeSet<&str> = units.iter().flatten().flatten().map(String::as_str).collect();
    let numbers: BTreeMap<&str, u32> = all.iter().copied().zip(0..).collect();
    body.numbers(all.iter().map(|term| term.len() as u32).collect::<Vec<_>>().into_iter());
    body.blob(all.into_iter().collect::<String>().as_bytes());
    body.numbers(units.iter().map(|units| units.len() as u32));
    let lists = units.iter().flatten();
    body.numbers(lists.clone().map(|unit| unit.len() as u32).collect::<Vec<_>>().into_iter());
    let places = lists.flatten().filter_map(|token| numbers.get(token.as_str()).copied());
    body.numbers(places.collect::<Vec<_>>().into_iter());
}

/// Records and texts, each with the lengths of all of them first. Behind each record stand the dense value ids of its
/// actors and of its topics.
fn write_records(
    body: &mut Writer,
    strings: &mut Strings,
    articles: Vec<(Article, String)>,
    facts: &[Facts],
    values: &[Numbered; 5],
) {
    let number = |(facet, id): &(Facet, String)| values.get(*facet as usize)?.numbers.get(id).copied();
    let numbers = |ids: &[(Facet, String)]| ids.iter().filter_map(number).collect::<Vec<_>>().into_iter();
    let mut records = Vec::new();
    let mut texts = String::new();
    let (mut record_lengths, mut text_lengths) = (Vec::new(), Vec::new());
    for ((mut article, text), facts) in articles.into_iter().zip(facts) {
        // The text is kept once, apart from the record; the record only remembers whether it carried it.
        article.text = article.text.map(|_| String::new());
        let mut record = Writer::default();
        article.freeze(&mut Out { writer: &mut record, strings });
        record.numbers(numbers(&facts.actors));
        record.numbers(numbers(&facts.topics));
        record_lengths.push(record.bytes.len() as u32);
        records.extend(record.bytes);
        text_lengths.push(text.len() as u32);
        texts.push_str(&text);
    }
    body.numbers(record_lengths.into_iter());
    body.blob(&records);
    body.numbers(text_lengths.into_iter());
    body.blob(texts.as_bytes());
}
