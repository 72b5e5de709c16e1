//! The rules that hold for every record, whatever the input: the last step before a record leaves the parser.
//!
//! The steps before this one keep the rules by how they are made. This module does not rely on that: it puts lists in
//! order, drops each fact that breaks a rule and says so in a warning, so that a fault in one step never makes a record that
//! another program cannot read. It knows nothing of news.

use crate::words::is_space;
use dateline_knowledge::Knowledge;
use dateline_record::{
    Article, Block, BlockKind, Evidence, Interval, Mentioned, Published, Quote, Sentence, Span, TextAt,
    Values, Warning,
};
use std::collections::{BTreeMap, BTreeSet};

/// Makes `article` keep the rules. `text` is what its spans count in; `body` is the part that blocks must cover.
pub(crate) fn enforce(article: &mut Article, text: &str, body: Span, knowledge: &Knowledge) {
    let mut rules = Rules { text, extent: article.extent, dropped: BTreeMap::new() };
    rules.check_layout(article, body);
    rules.check_actors(article);
    rules.check_dates(article);
    rules.check_quotes(article);
    let known = Known::of(article, knowledge);
    rules.check_ids(article, &known);
    for warning in &mut article.warnings {
        rules.check_span(&mut warning.span);
    }
    article.warnings.extend(rules.warnings());
}

struct Rules<'a> {
    text: &'a str,
    extent: Span,
    /// How many facts of each field were dropped.
    dropped: BTreeMap<&'static str, usize>,
}

impl Rules<'_> {
    /// Inside the extent, on character boundaries, not empty.
    fn fits(&self, span: Span) -> bool {
        span.start < span.end && self.extent.contains(span) && !span.of(self.text).is_empty()
    }

    fn check_span(&self, span: &mut Option<Span>) {
        *span = span.filter(|span| self.fits(*span));
    }

    fn drop(&mut self, field: &'static str, count: usize) {
        if count > 0 {
            *self.dropped.entry(field).or_default() += count;
        }
    }

    /// Keeps the items whose spans fit, in order of the text.
    fn keep<T>(&mut self, field: &'static str, items: &mut Vec<T>, span: impl Fn(&T) -> Span) {
        let before = items.len();
        items.retain(|item| self.fits(span(item)));
        items.sort_by_key(|item| span(item).start);
        self.drop(field, before - items.len());
    }

    /// Keeps the items that do not overlap an earlier one.
    fn keep_disjoint<T>(&mut self, field: &'static str, items: &mut Vec<T>, span: impl Fn(&T) -> Span) {
        let before = items.len();
        let mut end = 0;
        items.retain(|item| {
            let fits = span(item).start >= end;
            end = if fits { span(item).end } else { end };
            fits
        });
        self.drop(field, before - items.len());
    }

    fn check_layout(&mut self, article: &mut Article, body: Span) {
        self.check_span(&mut article.headline_span);
        for organ in [&mut article.provider, &mut article.agency].into_iter().flatten() {
            self.check_span(&mut organ.span);
        }
        for credit in &mut article.credits {
            self.check_span(&mut credit.span);
        }
        article.dateline.take_if(|dateline| !self.fits(dateline.span));
        self.keep("keyPoints", &mut article.key_points, |point| point.span);
        self.keep("blocks", &mut article.blocks, |block| block.span);
        self.keep_disjoint("blocks", &mut article.blocks, |block| block.span);
        cover(&mut article.blocks, self.text, body);
        self.keep("sentences", &mut article.sentences, |sentence| sentence.span);
        self.keep_disjoint("sentences", &mut article.sentences, |sentence| sentence.span);
        let before = article.sentences.len();
        keep_inside(&mut article.sentences, &article.blocks);
        self.drop("sentences", before - article.sentences.len());
    }

    fn check_actors(&mut self, article: &mut Article) {
        for actor in &mut article.actors {
            self.keep("roles", &mut actor.roles, |role| role.span);
            self.keep("mentions", &mut actor.mentions, |mention| mention.span);
        }
        for place in &mut article.places {
            self.keep("mentions", &mut place.mentions, |mention| mention.span);
        }
        for topic in &mut article.topics {
            self.keep("mentions", &mut topic.mentions, |mention| mention.span);
            topic.score = if topic.score.is_finite() { topic.score.clamp(0.0, 1.0) } else { 0.0 };
        }
        self.keep("relations", &mut article.relations, |relation| relation.span);
        let before = article.relations.len();
        article.relations.retain(|relation| self.fits(relation.cue));
        self.drop("relations", before - article.relations.len());
    }

    fn check_dates(&mut self, article: &mut Article) {
        self.check_evidence(&mut article.date_published.evidence);
        if !is_ordered(article.date_published.interval()) {
            article.date_published = Published::unknown();
            self.drop("datePublished", 1);
        }
        self.keep("dates", &mut article.dates, |date| date.span);
        for date in &mut article.dates {
            self.check_evidence(&mut date.evidence);
            if !is_ordered(date.interval()) {
                unresolve(date);
                self.drop("dates", 1);
            }
        }
    }

    fn check_evidence(&self, evidence: &mut [Evidence]) {
        for step in evidence {
            self.check_span(&mut step.span);
        }
    }

    fn check_quotes(&mut self, article: &mut Article) {
        self.keep("quotes", &mut article.quotes, |quote| quote.span);
        let breaks = |words: &mut TextAt| !self.fits(words.span);
        for Quote { speaker_text, cue, .. } in &mut article.quotes {
            speaker_text.take_if(breaks);
            cue.take_if(breaks);
        }
    }

    /// Drops references to what neither the record nor the knowledge has.
    fn check_ids(&mut self, article: &mut Article, known: &Known<'_>) {
        let mut lost = 0;
        let mut check =
            |id: &mut Option<String>| lost += usize::from(id.take_if(|id| !known.has_actor(id)).is_some());
        article.actors.iter_mut().for_each(|actor| check(&mut actor.of));
        article.quotes.iter_mut().for_each(|quote| check(&mut quote.speaker));
        let before: usize = article.quotes.iter().map(|quote| quote.about.len()).sum();
        article.quotes.iter_mut().for_each(|quote| quote.about.retain(|id| known.has_actor(id)));
        lost += before - article.quotes.iter().map(|quote| quote.about.len()).sum::<usize>();
        let before = article.relations.len();
        article.relations.retain(|relation| known.has_actor(&relation.from) && known.has_actor(&relation.to));
        lost += before - article.relations.len();
        for topic in &mut article.topics {
            lost += usize::from(topic.broader.take_if(|id| !known.has_topic(id)).is_some());
        }
        self.drop("ids", lost);
    }

    fn warnings(self) -> impl Iterator<Item = Warning> {
        self.dropped.into_iter().map(|(field, count)| Warning {
            code: "rule-broken".to_owned(),
            values: Values::from([
                ("field".to_owned(), field.to_owned()),
                ("count".to_owned(), count.to_string()),
            ]),
            because: format!("{count} in {field} broke a rule of the record and was left out"),
            span: None,
        })
    }
}

/// Ids that may be referred to.
struct Known<'a> {
    actors: BTreeSet<String>,
    topics: BTreeSet<String>,
    knowledge: &'a Knowledge,
}

impl<'a> Known<'a> {
    fn of(article: &Article, knowledge: &'a Knowledge) -> Self {
        Known {
            actors: article.actors.iter().map(|actor| actor.id.clone()).collect(),
            topics: article.topics.iter().map(|topic| topic.id.clone()).collect(),
            knowledge,
        }
    }

    fn has_actor(&self, id: &str) -> bool {
        self.actors.contains(id) || self.knowledge.actor(id).is_some()
    }

    fn has_topic(&self, id: &str) -> bool {
        self.topics.contains(id) || self.knowledge.topic(id).is_some()
    }
}

fn is_ordered(interval: Interval) -> bool {
    !matches!((interval.earliest, interval.latest), (Some(first), Some(last)) if first > last)
}

/// Takes the value of a date whose interval is in the wrong order.
fn unresolve(date: &mut Mentioned) {
    date.value = None;
    date.edtf = None;
    date.earliest = None;
    date.latest = None;
    date.sure = false;
}

/// Puts paragraphs where no block covers what is not white space.
fn cover(blocks: &mut Vec<Block>, text: &str, body: Span) {
    let mut gaps = Vec::new();
    let mut at = body.start;
    for end in blocks.iter().map(|block| block.span).chain([Span { start: body.end, end: body.end }]) {
        gaps.extend(inner(text, Span { start: at, end: end.start }));
        at = end.end;
    }
    if !gaps.is_empty() {
        blocks.extend(gaps.into_iter().map(|span| Block { kind: BlockKind::Paragraph, span }));
        blocks.sort_by_key(|block| block.span.start);
    }
}

/// A span without white space at either end; none where nothing else is in it.
fn inner(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start as usize + words.len() - words.trim_start_matches(is_space).len();
    let length = words.trim_matches(is_space).len();
    (length > 0).then(|| Span::new(start, start + length))
}

/// Keeps the sentences that lie inside a block. Both lists are in order.
fn keep_inside(sentences: &mut Vec<Sentence>, blocks: &[Block]) {
    let mut blocks = blocks.iter().peekable();
    sentences.retain(|sentence| {
        while blocks.next_if(|block| block.span.end <= sentence.span.start).is_some() {}
        blocks.peek().is_some_and(|block| block.span.contains(sentence.span))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::{Actor, ActorKind, Day, How, Mention, SentenceKind};

    const TEXT: &str = "Käse, says Ana.\n\nWine.";

    /// A record of [`TEXT`] with the faults that `spoil` makes.
    fn enforced(spoil: impl Fn(&mut Article)) -> Article {
        let (documents, _) = crate::read(TEXT.as_bytes(), "a.txt", &crate::ReadOptions::default());
        let mut article = crate::Parser::new(Knowledge::default()).parse(&documents[0]);
        spoil(&mut article);
        enforce(&mut article, TEXT, Span::new(0, TEXT.len()), &Knowledge::default());
        article
    }

    fn check(spoil: impl Fn(&mut Article), holds: impl Fn(&Article) -> bool, field: &str) {
        let article = enforced(spoil);
        assert!(holds(&article), "{article:?}");
        let fields: Vec<_> =
            article.warnings.iter().filter_map(|warning| warning.values.get("field")).collect();
        assert_eq!(fields, [field]);
    }

    #[test]
    fn keeps_what_is_right() {
        assert_eq!(enforced(|_| ()).warnings, []);
    }

    #[test]
    fn drops_what_breaks_a_rule() {
        let sentence = |start, end| Sentence { kind: SentenceKind::Body, span: Span::new(start, end) };
        let inside_a_character = Span::new(2, 5);
        check(
            |article| article.sentences.push(Sentence { kind: SentenceKind::Body, span: inside_a_character }),
            |article| article.sentences.len() == 2,
            "sentences",
        );
        check(
            |article| article.sentences = vec![sentence(0, 24)],
            |article| article.sentences.is_empty(),
            "sentences",
        );
        check(
            |article| article.sentences = vec![sentence(7, 11), sentence(0, 8)],
            |article| article.sentences == [sentence(0, 8)],
            "sentences",
        );
        check(
            |article| article.blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, 99) }],
            |article| {
                article.blocks == [Block { kind: BlockKind::Paragraph, span: Span::new(0, TEXT.len()) }]
            },
            "blocks",
        );
        let day = |text| Day::parse(text);
        check(
            |article| {
                (article.date_published.earliest, article.date_published.latest) =
                    (day("2024-01-02"), day("2024-01-01"));
            },
            |article| article.date_published == Published::unknown(),
            "datePublished",
        );
        let actor = |of: &str| Actor {
            id: "ana".to_owned(),
            name: "Ana".to_owned(),
            kind: ActorKind::Person,
            wikidata: None,
            of: Some(of.to_owned()),
            roles: Vec::new(),
            mentions: vec![Mention { span: Span::new(12, 15), how: How::Name, does: None }],
        };
        check(
            |article| article.actors = vec![actor("atlantis")],
            |article| article.actors[0].of.is_none(),
            "ids",
        );
        assert_eq!(enforced(|article| article.actors = vec![actor("ana")]).warnings, []);
    }
}
