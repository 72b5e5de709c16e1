//! What of an article may be published: the record and a text that holds nothing else.
//!
//! Under `sentences` the text is the headline, the dateline, and the sentences and key points that carry a fact: one that names
//! an actor, a topic or a date, or that is part of a quotation or a relation. Under `none` it is the headline alone. A headline that is itself a
//! sentence of the story is text; the article is then called by its file. Facts that stand in what is left out lose
//! their place: actors and topics stay, for they are counted by article; dates, places, quotations, relations, roles, and what was
//! stated about the article in words of its own (`metadata`) go.

use crate::Texts;
use dateline_record::{
    Article, Block, Evidence, HeadlineBasis, Map, Sentence, SentenceKind, Span, TextAt, TextBasis,
    TextCompleteness,
};

/// The record and the text that may be published. `text` is what the record's spans count in.
pub fn published(article: Article, text: &str, texts: Texts) -> (Article, String) {
    if texts == Texts::Full {
        return (article, text.to_owned());
    }
    let cut = Cut::new(&article, text, &kept(&article, texts));
    (cut.applied(article), cut.text)
}

/// What stays of the text, in order.
fn kept(article: &Article, texts: Texts) -> Vec<Span> {
    let stated = article.headline_basis == HeadlineBasis::Stated;
    let mut spans: Vec<Span> = article.headline_span.into_iter().filter(|_| stated).collect();
    if texts == Texts::Sentences {
        let mut facts = facts(article);
        facts.sort_unstable();
        spans.extend(article.dateline.iter().map(|dateline| dateline.span));
        spans.extend(article.sentences.iter().filter(|one| carries(one, &facts)).map(|one| one.span));
    }
    spans.sort_unstable();
    spans
}

/// Where facts stand.
fn facts(article: &Article) -> Vec<Span> {
    let actors = article.actors.iter().flat_map(|actor| actor.mentions.iter().map(|mention| mention.span));
    let topics = article.topics.iter().flat_map(|topic| topic.mentions.iter().map(|mention| mention.span));
    let dates = article.dates.iter().map(|date| date.span);
    let quotes = article.quotes.iter().map(|quote| quote.span);
    let relations = article.relations.iter().map(|relation| relation.span);
    actors.chain(topics).chain(dates).chain(quotes).chain(relations).collect()
}

/// Whether a sentence of the story or a key point shares a byte with one of the facts. Few facts are longer than a sentence, so all
/// that begin before its end are looked at.
fn carries(sentence: &Sentence, facts: &[Span]) -> bool {
    let before = facts.partition_point(|fact| fact.start < sentence.span.end);
    let met = facts.get(..before).unwrap_or_default().iter().rev().any(|fact| fact.overlaps(sentence.span));
    sentence.kind != SentenceKind::Heading && met
}

/// A text that was cut, and where its pieces were.
struct Cut {
    text: String,
    /// Pieces of the whole text, in order, disjoint; and where each begins in the cut one.
    pieces: Vec<(Span, u32)>,
    /// What the article is called where its headline may not stay.
    file: String,
}

impl Cut {
    fn new(article: &Article, text: &str, kept: &[Span]) -> Cut {
        let member = article.member.as_ref().map(|member| format!(", {member}")).unwrap_or_default();
        let file = format!("{}{member}", article.source);
        let mut cut = Cut { text: String::new(), pieces: Vec::new(), file };
        for span in joined(kept) {
            if let Some((last, _)) = cut.pieces.last() {
                cut.text.push_str(between(*last, span, article, text));
            }
            let start = cut.text.len() as u32;
            cut.text.push_str(span.of(text));
            cut.pieces.push((span, start));
        }
        cut
    }

    /// Where a span of the whole text stands, if all of it is there.
    fn at(&self, span: Span) -> Option<Span> {
        let behind = self.pieces.partition_point(|(piece, _)| piece.start <= span.start);
        let (first, start) = self.pieces.get(behind.checked_sub(1)?)?;
        let behind = self.pieces.partition_point(|(piece, _)| piece.start < span.end);
        let (last, end) = self.pieces.get(behind.checked_sub(1)?)?;
        let inside = span.start < first.end && span.end <= last.end;
        inside.then(|| Span { start: start + (span.start - first.start), end: end + (span.end - last.start) })
    }

    /// The record over the cut text.
    fn applied(&self, mut article: Article) -> Article {
        article.text_basis = TextBasis::Derived;
        article.text = None;
        article.text_completeness = TextCompleteness::Excerpt;
        article.extent = Span::new(0, self.text.len());
        article.metadata = Map::new();
        self.apply_to_head(&mut article);
        article.blocks = self.blocks(&article.blocks);
        each(&mut article.sentences, |sentence| self.put(&mut sentence.span));
        for actor in &mut article.actors {
            self.apply_to_words(&mut actor.roles);
            each(&mut actor.mentions, |mention| self.put(&mut mention.span));
        }
        each(&mut article.relations, |relation| self.put(&mut relation.span) && self.put(&mut relation.cue));
        for place in &mut article.places {
            each(&mut place.mentions, |mention| self.put(&mut mention.span));
        }
        article.places.retain(|place| !place.mentions.is_empty());
        for topic in &mut article.topics {
            each(&mut topic.mentions, |mention| self.put(&mut mention.span));
        }
        each(&mut article.dates, |date| {
            self.apply_to_evidence(&mut date.evidence);
            self.put(&mut date.span)
        });
        each(&mut article.quotes, |quote| {
            self.apply_to_word(&mut quote.speaker_text);
            self.apply_to_word(&mut quote.cue);
            self.put(&mut quote.span)
        });
        each(&mut article.warnings, |warning| warning.span.as_mut().is_none_or(|span| self.put(span)));
        article
    }

    /// What stands above the story, and who made it when.
    fn apply_to_head(&self, article: &mut Article) {
        article.headline_span = article.headline_span.and_then(|span| self.at(span));
        if article.headline_span.is_none() && article.headline_basis != HeadlineBasis::Stated {
            article.headline.clone_from(&self.file);
            article.headline_basis = HeadlineBasis::Stated;
        }
        self.apply_to_words(&mut article.key_points);
        for organ in article.provider.iter_mut().chain(&mut article.agency) {
            organ.span = organ.span.and_then(|span| self.at(span));
        }
        article.dateline = article.dateline.take().filter(|dateline| self.at(dateline.span).is_some());
        article.dateline.iter_mut().for_each(|dateline| {
            self.put(&mut dateline.span);
        });
        self.apply_to_evidence(&mut article.date_published.evidence);
        for credit in &mut article.credits {
            credit.span = credit.span.and_then(|span| self.at(span));
        }
    }

    fn apply_to_words(&self, words: &mut Vec<TextAt>) {
        each(words, |word| self.put(&mut word.span));
    }

    fn apply_to_word(&self, word: &mut Option<TextAt>) {
        *word = word.take().and_then(|word| Some(TextAt { span: self.at(word.span)?, ..word }));
    }

    fn apply_to_evidence(&self, evidence: &mut Vec<Evidence>) {
        each(evidence, |one| one.span.as_mut().is_none_or(|span| self.put(span)));
    }

    /// From the first to the last of what is there of each block.
    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        let inside = |block: &Block| {
            let first = self.pieces.partition_point(|(piece, _)| piece.end <= block.span.start);
            let behind = self.pieces.partition_point(|(piece, _)| piece.start < block.span.end);
            let pieces = self.pieces.get(first..behind)?;
            let ((_, start), (last, end)) = (pieces.first()?, pieces.last()?);
            let span = Span { start: *start, end: end + last.len() as u32 };
            Some(Block { kind: block.kind, span })
        };
        blocks.iter().filter_map(inside).collect()
    }

    /// Moves a span to where it stands; `false` where not all of it is there.
    fn put(&self, span: &mut Span) -> bool {
        let there = self.at(*span);
        *span = there.unwrap_or(*span);
        there.is_some()
    }
}

/// Keeps what can be changed.
fn each<T>(list: &mut Vec<T>, mut change: impl FnMut(&mut T) -> bool) {
    list.retain_mut(|one| change(one));
}

/// Spans in order, those that overlap as one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(*span),
        }
    }
    joined
}

/// What stands between two pieces: a new paragraph, a gap that is shown, or nothing but white space.
fn between(last: Span, next: Span, article: &Article, text: &str) -> &'static str {
    let block = |at: u32| article.blocks.partition_point(|block| block.span.end <= at);
    if block(last.start) != block(next.start) {
        "\n\n"
    } else if Span::new(last.end as usize, next.start as usize).of(text).trim().is_empty() {
        " "
    } else {
        " … "
    }
}
