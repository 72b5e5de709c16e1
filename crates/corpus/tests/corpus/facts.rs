//! Facts of sentences, as they stand in the records.

use crate::invent;
use crate::invent::Dice;
use dateline_corpus::{Corpus, Facet, Part, QuoteFacts};
use dateline_record::{Article, Does, Interval, Prominence, SentenceKind, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The value of an actor, as what is shown of an article says it.
fn value(corpus: &Corpus, article: u32, actor: usize) -> (Facet, u32) {
    corpus.article(article).unwrap().actors[actor]
}

fn mentions(corpus: &Corpus, id: u32, article: &Article, body: Span) -> BTreeSet<(Facet, u32, u8)> {
    let mut mentions = BTreeSet::new();
    for (place, actor) in article.actors.iter().enumerate() {
        let inside = actor.mentions.iter().filter(|mention| body.contains(mention.span));
        for does in inside.filter_map(|mention| mention.does) {
            let (facet, value) = value(corpus, id, place);
            mentions.insert((facet, value, does as u8));
        }
    }
    mentions
}

fn quotes(corpus: &Corpus, id: u32, article: &Article, body: Span) -> Vec<QuoteFacts> {
    let who = |name: &String| {
        let place = article.actors.iter().position(|actor| actor.id == *name)?;
        Some(value(corpus, id, place))
    };
    let here = article.quotes.iter().filter(|quote| quote.span.overlaps(body));
    here.map(|quote| QuoteFacts {
        speaker: quote.speaker.as_ref().and_then(who),
        about: quote.about.iter().filter_map(who).collect(),
    })
    .collect()
}

fn main_and_passing(corpus: &Corpus, id: u32, article: &Article, body: Span) -> BTreeSet<(u32, bool)> {
    let reading = corpus.article(id).unwrap();
    let with_broader = |mut topic: u32| {
        let mut line = vec![topic];
        while let Some(broader) = corpus.values(Facet::Topic)[topic as usize].broader {
            line.push(broader);
            topic = broader;
        }
        line
    };
    let topics = || article.topics.iter().zip(&reading.topics);
    let main: BTreeSet<u32> = topics()
        .filter(|(topic, _)| topic.prominence == Prominence::Main)
        .flat_map(|(_, value)| with_broader(*value))
        .collect();
    let held = topics().filter(|(topic, _)| topic.mentions.iter().any(|mention| body.contains(mention.span)));
    held.flat_map(|(_, value)| with_broader(*value)).map(|value| (value, main.contains(&value))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn as_the_records_say(seed: u64, size in 0usize..12) {
        let articles = invent::articles(size, &mut Dice(seed));
        let corpus = invent::corpus(&articles, &invent::knowledge());
        prop_assert_eq!(corpus.missing_for_facts(), None);
        let mut passage = 0;
        for id in 0..size as u32 {
            let article = corpus.article(id).unwrap().article;
            for sentence in article.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Body) {
                let (body, facts) = (sentence.span, corpus.facts(passage).unwrap());
                let said: BTreeSet<(Facet, u32, u8)> =
                    facts.mentions.iter().map(|(facet, value, does)| (*facet, *value, *does as u8)).collect();
                prop_assert_eq!(said, mentions(&corpus, id, &article, body));
                prop_assert_eq!(facts.quotes, quotes(&corpus, id, &article, body));
                let topics = facts.topics.iter().map(|(topic, how)| (*topic, *how == Prominence::Main)).collect::<BTreeSet<_>>();
                prop_assert_eq!(topics, main_and_passing(&corpus, id, &article, body));
                let dates: BTreeSet<_> = article.dates.iter()
                    .filter(|date| body.contains(date.span) && !date.interval().is_unknown())
                    .map(|date| (date.earliest, date.latest, date.sure))
                    .collect();
                let found: BTreeSet<_> = facts.dates.iter()
                    .map(|(Interval { earliest, latest }, sure)| (*earliest, *latest, *sure))
                    .collect();
                prop_assert_eq!(found, dates);
                passage += 1;
            }
        }
        prop_assert_eq!(corpus.facts(passage), None);
    }
}

#[test]
fn facts_are_a_part_of_their_own() {
    let articles = invent::articles(40, &mut Dice(6));
    let mut files = invent::files(&articles, &invent::knowledge());
    let corpus = Corpus::open(files.remove(0).1).unwrap();
    assert_eq!((corpus.missing_for_facts(), corpus.facts(0)), (Some(Part::Facts), None));
    let (part, bytes) = files.into_iter().find(|(part, _)| *part == Part::Facts).unwrap();
    corpus.provide(part, bytes).unwrap();
    let facts = (0..40).filter_map(|passage| corpus.facts(passage));
    assert!(corpus.missing_for_facts().is_none() && facts.clone().any(|facts| !facts.quotes.is_empty()));
    let acts =
        |does: Does| facts.clone().any(|facts| facts.mentions.iter().any(|(.., other)| *other == does));
    assert!(acts(Does::Speaks) && acts(Does::Acts) && acts(Does::SpokenOf));
}
