//! What stands on the screen: names, cards with snippets, sentences and whole articles, made from the frozen records of
//! the ids asked for and of no others.

use crate::builder::{body_sentences, unit_kind};
use crate::bytes::id_hash;
use crate::clock::{Lies, Periods, Stretch};
use crate::identity::facet_of;
use crate::order;
use crate::search::{Prepared, UnitKind};
use crate::store::Record;
use crate::words::{Phrase, merged, phrases};
use crate::{Card, Choice, Corpus, Facet, Passage, Query, Snippet, Suggestion, Value, analyse};
use dateline_record::{ActorKind, Article, HeadlineBasis, Prominence, Sentence, Span};
use std::cmp::Reverse;
use std::ops::Range;

/// How much of an article a card shows.
struct Limits {
    /// Sentences: two show that the first is not chance.
    snippets: usize,
    /// Characters of one: about three lines of a card. A longer sentence is cut.
    snippet: usize,
    /// Characters kept before the first match of a cut sentence: enough to read into it.
    before: usize,
    /// People and topics each: they fit two lines.
    names: usize,
}

const LIMITS: Limits = Limits { snippets: 2, snippet: 160, before: 50, names: 3 };

/// An article, with what the page needs to mark it and to go on from its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<'c> {
    /// The record; it carries the text only where it was given so.
    pub article: Article,
    /// The text that its spans count in.
    pub text: &'c str,
    /// Dense ids of its body sentences, in order.
    pub passages: Range<u32>,
    /// The value that each actor of the record stands for.
    pub actors: Vec<(Facet, u32)>,
    /// The value that each topic of the record stands for.
    pub topics: Vec<u32>,
    /// Its source.
    pub source: Option<u32>,
}

impl Corpus {
    /// An article by dense id; `None` where there is none, or where its part is missing (see
    /// [`Corpus::missing_to_show`]).
    pub fn article(&self, id: u32) -> Option<Reading<'_>> {
        let Record { mut article, actors, topics } = self.record(id)?;
        let text = self.text(id);
        article.text = article.text.map(|_| text.to_owned());
        let kinds = article.actors.iter().map(|actor| facet_of(actor.kind));
        let actors = kinds.zip(actors).collect();
        let source = self.source_of(id);
        Some(Reading { article, text, passages: self.passages_of(id as usize), actors, topics, source })
    }

    /// The dense id of an article's source; no part is needed for it.
    pub fn source_of(&self, id: u32) -> Option<u32> {
        self.columns.of(Facet::Source).of(id as usize).first().copied()
    }

    /// The dense id of an article, by the id of its record. Where the part with the record is missing, the id's hash is
    /// believed.
    pub fn find_article(&self, id: &str) -> Option<u32> {
        let is_it = |article: &u32| self.record(*article).is_none_or(|record| record.article.id == id);
        self.with_id_hash(id_hash(id)).find(is_it)
    }

    /// Rows of the list. An id that the corpus does not have gives none.
    pub fn cards(&self, ids: &[u32], query: &Query) -> Vec<Card> {
        let focus = Focus::new(query, self);
        ids.iter().filter_map(|id| Some(self.card(*id, &self.article(*id)?, query, &focus))).collect()
    }

    fn card(&self, id: u32, reading: &Reading, query: &Query, focus: &Focus) -> Card {
        let article = &reading.article;
        let main = article
            .topics
            .iter()
            .zip(&reading.topics)
            .filter(|(topic, _)| topic.prominence == Prominence::Main);
        Card {
            id,
            article: article.id.clone(),
            headline: article.headline.clone(),
            headline_is_lede: article.headline_basis == HeadlineBasis::Lede,
            language: article.language.clone(),
            earliest: article.date_published.earliest,
            latest: article.date_published.latest,
            sure: article.date_published.sure,
            source: article.source_name().map(str::to_owned),
            places: article.dateline.as_ref().map_or_else(Vec::new, |dateline| dateline.places.clone()),
            snippets: snippets(reading, focus),
            people: most_named(reading),
            topics: main.map(|(_, value)| *value).take(LIMITS.names).collect(),
            quotes: article.quotes.len() as u32,
            has_excluded: self.excluded_of(id, query),
        }
    }

    fn excluded_of(&self, id: u32, query: &Query) -> Vec<(Facet, u32)> {
        let chosen = query
            .facets
            .iter()
            .flat_map(|(facet, clause)| clause.choices.iter().map(|choice| (*facet, choice)));
        let excluded = chosen.filter_map(|(facet, (value, choice))| match value {
            Value::Id(id) if *choice == Choice::Excluded => Some((facet, self.value(facet, id)?)),
            _ => None,
        });
        excluded.filter(|(facet, value)| self.columns.of(*facet).of(id as usize).contains(value)).collect()
    }

    /// Sentences by dense passage id, with what of the query they hold marked. An id that the corpus does not have gives
    /// none.
    pub fn passages(&self, ids: &[u32], query: &Query) -> Vec<Passage> {
        let focus = Focus::new(query, self);
        let mut open: Option<(u32, Reading)> = None;
        let mut passages = Vec::with_capacity(ids.len());
        for id in ids {
            let article = self.article_of(*id);
            if open.as_ref().is_none_or(|(other, _)| *other != article) {
                open = self.article(article).map(|reading| (article, reading));
            }
            passages.extend(open.as_ref().and_then(|(_, reading)| passage(*id, article, reading, &focus)));
        }
        passages
    }

    /// Where an article holds what the query includes: in bytes of its text, in order, disjoint. For the steps from match
    /// to match.
    pub fn matches(&self, id: u32, query: &Query) -> Vec<Span> {
        let Some(reading) = self.article(id) else { return Vec::new() };
        let marks = focus_marks(&reading, &Focus::new(query, self));
        merged(marks.into_iter().map(|(span, _)| span).collect())
    }

    /// Where words (as typed into the search box) are met in a text: in bytes, in order, disjoint.
    pub fn highlight(&self, words: &str, text: &str) -> Vec<Span> {
        let query = Query { words: words.to_owned(), ..Query::default() };
        let marks = self.prepared(&query).marks(text, UnitKind::Sentence, &|_| false);
        merged(marks.into_iter().map(|(span, _)| span).collect())
    }

    /// Values that have a name, in any language, with words that begin as typed: whole names first, then names that begin
    /// so, then by number of articles.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let phrases = phrases(typed.trim_end());
        if phrases.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Reverse<u32>, Reverse<u32>, Facet, u32)> = Vec::new();
        for facet in Facet::ALL {
            for (value, info) in self.values(facet).iter().enumerate() {
                let names = [&info.name].into_iter().chain(self.names(facet, value));
                if let Some(how) = names.filter_map(|name| how_named(&phrases, name)).max() {
                    found.push((Reverse(how), Reverse(info.articles), facet, value as u32));
                }
            }
        }
        order::sort(&mut found);
        let suggestion = |(_, articles, facet, value): (_, Reverse<u32>, _, _)| Suggestion {
            facet,
            value,
            articles: articles.0,
        };
        found.into_iter().take(limit).map(suggestion).collect()
    }
}

/// Whether a name holds these words.
pub(crate) fn is_named(phrases: &[Phrase], name: &str) -> bool {
    !phrases.is_empty() && how_named(phrases, name).is_some()
}

/// 2: the whole name, 1: its beginning, 0: words inside; `None`: not named so.
fn how_named(phrases: &[Phrase], name: &str) -> Option<u32> {
    let tokens = analyse(name);
    let spans: Vec<Vec<Span>> = phrases.iter().map(|phrase| phrase.spans(&tokens)).collect();
    if spans.iter().any(Vec::is_empty) {
        return None;
    }
    let begins = |span: &Span| tokens.first().is_some_and(|first| first.span.start == span.start);
    let at_start = spans.first().is_some_and(|spans| spans.iter().any(begins));
    let typed: usize = phrases.iter().flat_map(|phrase| &phrase.0).map(|pattern| pattern.text.len()).sum();
    let whole = typed >= tokens.iter().map(|token| token.text.len()).sum();
    Some(u32::from(at_start) + u32::from(at_start && whole))
}

/// What a query includes, for marking.
struct Focus<'c> {
    corpus: &'c Corpus,
    values: Vec<(Facet, u32)>,
    words: Prepared,
    mentioned: Periods,
}

impl<'c> Focus<'c> {
    fn new(query: &Query, corpus: &'c Corpus) -> Self {
        let query = query.plain();
        let mut values = Vec::new();
        for (facet, clause) in &query.facets {
            let included = clause.choices.iter().filter(|(_, choice)| **choice == Choice::Included);
            values.extend(included.filter_map(|(value, _)| match value {
                Value::Id(id) => Some((*facet, corpus.value(*facet, id)?)),
                Value::None => None,
            }));
        }
        let included = query.mentioned.choices.iter().filter(|(_, choice)| **choice == Choice::Included);
        let mentioned = Periods::new(included.filter_map(|(value, _)| value.interval()));
        Self { corpus, values, words: corpus.prepared(&query), mentioned }
    }

    /// The place of a value among the included ones; of a topic also by a broader one.
    fn place(&self, facet: Facet, value: u32) -> Option<usize> {
        let mut next = Some(value);
        // No tree is deeper than it has values.
        for _ in 0..=self.corpus.values(facet).len() {
            let value = next?;
            if let Some(place) = self.values.iter().position(|other| *other == (facet, value)) {
                return Some(place);
            }
            next = self.corpus.values(facet).get(value as usize)?.broader;
        }
        None
    }
}

/// Spans of an article that hold what is included, each with which of the included things it is.
fn focus_marks(reading: &Reading, focus: &Focus) -> Vec<(Span, usize)> {
    let article = &reading.article;
    let mut marks = Vec::new();
    for (actor, (facet, value)) in article.actors.iter().zip(&reading.actors) {
        let place = focus.place(*facet, *value);
        marks.extend(
            place
                .into_iter()
                .flat_map(|place| actor.mentions.iter().map(move |mention| (mention.span, place))),
        );
    }
    for (topic, value) in article.topics.iter().zip(&reading.topics) {
        let place = focus.place(Facet::Topic, *value);
        marks.extend(
            place
                .into_iter()
                .flat_map(|place| topic.mentions.iter().map(move |mention| (mention.span, place))),
        );
    }
    let mentioned = |date: &&dateline_record::Mentioned| {
        let stretch = Stretch { first: date.earliest, last: date.latest, sure: date.sure };
        !stretch.is_undated() && focus.mentioned.lies(stretch) != Lies::Outside
    };
    let dates = article.dates.iter().filter(mentioned);
    marks.extend(dates.map(|date| (date.span, focus.values.len())));
    if focus.words.leaves() > 0 {
        let sentences = article.sentences.iter();
        marks.extend(sentences.flat_map(|sentence| word_marks(reading, focus, sentence)));
    }
    marks
}

#[inline(never)]
fn word_marks(reading: &Reading, focus: &Focus, sentence: &Sentence) -> Vec<(Span, usize)> {
    let (article, start) = (&reading.article, sentence.span.start);
    let said = |span: Span| is_said(article, shifted(span, start));
    let text = sentence.span.of(reading.text);
    let marks = focus.words.marks(text, unit_kind(article, sentence), &said).into_iter();
    marks.map(|(span, number)| (shifted(span, start), focus.values.len() + 1 + number)).collect()
}

/// A span of a sentence as one of the text, where the sentence begins at this byte.
pub(crate) fn shifted(span: Span, by: u32) -> Span {
    Span { start: span.start.saturating_add(by), end: span.end.saturating_add(by) }
}

/// Whether a span of the text is inside one thing that someone says.
pub(crate) fn is_said(article: &Article, span: Span) -> bool {
    article.quotes.iter().any(|quote| quote.span.contains(span))
}

fn passage(id: u32, article: u32, reading: &Reading, focus: &Focus) -> Option<Passage> {
    let place = id.checked_sub(reading.passages.start)? as usize;
    let span = *body_sentences(&reading.article).get(place)?;
    let marks = focus_marks(reading, focus).into_iter().map(|(mark, _)| mark).collect();
    Some(Passage { id, article, span, text: span.of(reading.text).to_owned(), marks: within(marks, span) })
}

/// Those inside a span, counted from its start, in order, disjoint.
fn within(marks: Vec<Span>, span: Span) -> Vec<Span> {
    let inside = marks.into_iter().filter(|mark| span.contains(*mark));
    let moved = |mark: Span| Span {
        start: mark.start.saturating_sub(span.start),
        end: mark.end.saturating_sub(span.start),
    };
    merged(inside.map(moved).collect())
}

/// People by number of mentions.
fn most_named(reading: &Reading) -> Vec<u32> {
    let people = reading
        .article
        .actors
        .iter()
        .zip(&reading.actors)
        .filter(|(actor, _)| actor.kind == ActorKind::Person);
    let mut named: Vec<(Reverse<usize>, u32)> =
        people.map(|(actor, (_, value))| (Reverse(actor.mentions.len()), *value)).collect();
    order::sort_by_key(&mut named, |(mentions, _)| *mentions);
    named.into_iter().map(|(_, value)| value).take(LIMITS.names).collect()
}

/// The sentences that together hold most of what is included, in order of the text; the first one where none holds
/// anything.
fn snippets(reading: &Reading, focus: &Focus) -> Vec<Snippet> {
    let marks = focus_marks(reading, focus);
    let sentences: Vec<(u32, Span)> =
        reading.passages.clone().zip(body_sentences(&reading.article)).collect();
    let held: Vec<Vec<usize>> = sentences.iter().map(|(_, span)| held(&marks, *span)).collect();
    let mut chosen: Vec<usize> = Vec::new();
    for _ in 0..LIMITS.snippets {
        let before: Vec<usize> =
            chosen.iter().filter_map(|place| held.get(*place)).flatten().copied().collect();
        let new = |place: &usize| {
            held.get(*place).map(|here| (here.iter().filter(|one| !before.contains(one)).count(), here.len()))
        };
        let free = (0..sentences.len()).filter(|place| !chosen.contains(place));
        let best = free.max_by_key(|place| (new(place), Reverse(*place)));
        chosen.extend(best.filter(|place| held.get(*place).is_some_and(|here| !here.is_empty())));
    }
    if chosen.is_empty() {
        chosen.push(0);
    }
    order::sort(&mut chosen);
    let marks: Vec<Span> = marks.into_iter().map(|(span, _)| span).collect();
    let snippet =
        |(passage, span): &(u32, Span)| cut(*passage, span.of(reading.text), within(marks.clone(), *span));
    chosen.into_iter().filter_map(|place| sentences.get(place)).map(snippet).collect()
}

/// Which included things have a mark inside a span, each once.
fn held(marks: &[(Span, usize)], span: Span) -> Vec<usize> {
    let mut held: Vec<usize> =
        marks.iter().filter(|(mark, _)| span.contains(*mark)).map(|(_, place)| *place).collect();
    order::sort(&mut held);
    held.dedup();
    held
}

/// A sentence, cut around its first mark where it is long.
fn cut(passage: u32, text: &str, marks: Vec<Span>) -> Snippet {
    if text.chars().count() <= LIMITS.snippet {
        return Snippet { passage, text: text.to_owned(), cut: (false, false), marks };
    }
    let first = marks.first().map_or(0, |mark| mark.start as usize);
    let start = word_start(text, back(text, first, LIMITS.before));
    let end = word_end(text, forth(text, start, LIMITS.snippet));
    let kept = Span::new(start, end);
    let marks = within(marks, kept);
    Snippet { passage, text: kept.of(text).to_owned(), cut: (start > 0, end < text.len()), marks }
}

/// The byte so many characters before another one.
pub(crate) fn back(text: &str, from: usize, characters: usize) -> usize {
    let before = text.get(..from).unwrap_or("");
    before.char_indices().rev().take(characters).last().map_or(from, |(at, _)| at)
}

/// The byte so many characters behind another one.
pub(crate) fn forth(text: &str, from: usize, characters: usize) -> usize {
    let behind = text.get(from..).unwrap_or("");
    behind.char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

/// The start of the first whole word from a byte on, where one is near; at the start of the text that itself.
pub(crate) fn word_start(text: &str, from: usize) -> usize {
    let near = back(text, from, 1).min(from)..forth(text, from, LIMITS.before / 2);
    let part = text.get(near.clone()).unwrap_or("");
    let space = part.char_indices().find(|(_, letter)| letter.is_whitespace());
    let behind = space.map(|(at, space)| near.start + at + space.len_utf8());
    if from == 0 { 0 } else { behind.unwrap_or(from) }
}

/// The end of the last whole word before a byte, where one is near; at the end of the text that itself.
pub(crate) fn word_end(text: &str, to: usize) -> usize {
    let near = back(text, to, LIMITS.before / 2)..to;
    let space = text.get(near.clone()).and_then(|part| part.rfind(char::is_whitespace));
    if to == text.len() { to } else { space.map_or(to, |at| near.start + at) }
}
