//! What a mark tells when it is asked: name, kind, why, and the value that can be kept or left out.

use super::marks::Kind;
use super::notes::reason;
use super::opened::Opened;
use crate::dates;
use crate::messages::{Key, fill, key, text};
use crate::names;
use crate::page::Fact;
use dateline_corpus::{Corpus, Facet};
use dateline_record::{Article, Does, How, Prominence, Span, Tense, TimexType};

/// What a mark tells. Marks without a value of their own tell nothing.
pub fn fact(corpus: &Corpus, opened: &Opened, mark: usize) -> Option<Fact> {
    let mark = opened.marks.get(mark)?;
    match mark.kind {
        Kind::Actor(place) | Kind::Organisation(place) => actor(corpus, opened, place, Some(mark.span)),
        Kind::Topic(place, number) => topic(corpus, opened, place, number),
        Kind::Date(place) => date(opened, place),
        Kind::Quote(place) => quote(corpus, opened, place),
        Kind::Sentence | Kind::Dateline | Kind::Match(_) => None,
    }
}

/// What is said about an actor; with the place of a mention also how it names.
fn actor(corpus: &Corpus, opened: &Opened, place: usize, mention: Option<Span>) -> Option<Fact> {
    let actor = opened.article.actors.get(place)?;
    let (facet, info) = opened.actor(corpus, place)?;
    let mut lines: Vec<String> = Vec::new();
    let mut roles: Vec<&str> = actor.roles.iter().map(|role| role.text.as_str()).collect();
    roles.dedup();
    if !roles.is_empty() {
        lines.push(roles.join("; "));
    }
    if let Some(mention) = actor.mentions.iter().find(|one| Some(one.span) == mention) {
        let does = mention.does.map(|does| text(does_key(does)));
        lines.push(
            [Some(text(how_key(mention.how))), does].into_iter().flatten().collect::<Vec<_>>().join(", "),
        );
    }
    Some(Fact {
        name: names::info_name(info),
        kind: text(names::kind_key(facet)).to_owned(),
        lines,
        value: Some((facet, info.id.clone())),
        ..Fact::default()
    })
}

fn topic(corpus: &Corpus, opened: &Opened, place: usize, number: usize) -> Option<Fact> {
    let topic = opened.article.topics.get(place)?;
    let info = corpus.values(Facet::Topic).get(*opened.topics.get(place)? as usize)?;
    let mention = topic.mentions.get(number)?;
    let words = mention.span.of(opened.text);
    let prominence = if topic.prominence == Prominence::Main {
        key!("mark.topic_main")
    } else {
        key!("mark.topic_passing")
    };
    let rule = fill(key!("mark.topic_rule"), &[("words", words.into()), ("rule", (&mention.rule).into())]);
    Some(Fact {
        name: names::info_name(info),
        kind: text(key!("kind.topic")).to_owned(),
        lines: vec![text(prominence).to_owned(), rule],
        value: Some((Facet::Topic, info.id.clone())),
        ..Fact::default()
    })
}

fn date(opened: &Opened, place: usize) -> Option<Fact> {
    let date = opened.article.dates.get(place)?;
    let interval = date.interval();
    let said = match (date.kind, date.edtf.is_some()) {
        (TimexType::Duration, _) => text(key!("reading.length")).to_owned(),
        (TimexType::Set, _) => text(key!("reading.repeated")).to_owned(),
        (_, true) => dates::badge(interval, date.sure),
        (_, false) => text(key!("reading.untimed")).to_owned(),
    };
    let mut lines = vec![said];
    lines.extend(date.evidence.iter().map(|evidence| reason(&opened.article, evidence)));
    lines.extend(date.tense.map(|tense| {
        let key =
            if tense == Tense::Past { key!("reading.tense_past") } else { key!("reading.tense_to_come") };
        text(key).to_owned()
    }));
    Some(Fact {
        name: date.text.clone(),
        language: Some(opened.article.language.clone()),
        kind: text(key!("kind.date")).to_owned(),
        lines,
        period: date.edtf.as_ref().and_then(|_| dates::value_of(interval)),
        ..Fact::default()
    })
}

fn quote(corpus: &Corpus, opened: &Opened, place: usize) -> Option<Fact> {
    let quote = opened.article.quotes.get(place)?;
    let speaker = quote.speaker.as_deref().and_then(|id| opened.actor_place(id));
    let mut fact = match speaker.and_then(|place| actor(corpus, opened, place, None)) {
        Some(fact) => fact,
        None => Fact {
            name: quote
                .speaker_text
                .as_ref()
                .map_or(text(key!("reading.speaker_unknown")).to_owned(), |said| said.text.clone()),
            language: quote.speaker_text.as_ref().map(|_| opened.article.language.clone()),
            ..Fact::default()
        },
    };
    text(key!("kind.quote")).clone_into(&mut fact.kind);
    fact.lines.extend(about(&opened.article, &quote.about));
    Some(fact)
}

/// "about South Korea, China"
pub fn about(article: &Article, ids: &[String]) -> Option<String> {
    let names: Vec<&str> = ids
        .iter()
        .filter_map(|id| article.actors.iter().find(|actor| actor.id == *id))
        .map(|actor| actor.name.as_str())
        .collect();
    let names = names.join(", ");
    (!names.is_empty()).then(|| fill(key!("reading.speaker_about"), &[("names", (&names).into())]))
}

fn how_key(how: How) -> Key {
    match how {
        How::Name => key!("mark.how_name"),
        How::Alias => key!("mark.how_alias"),
        How::ShortName => key!("mark.how_short_name"),
        How::Metonym => key!("mark.how_metonym"),
        How::Demonym => key!("mark.how_demonym"),
        How::Title => key!("mark.how_title"),
    }
}

fn does_key(does: Does) -> Key {
    match does {
        Does::Speaks => key!("mark.does_speaks"),
        Does::Acts => key!("mark.does_acts"),
        Does::SpokenOf => key!("mark.does_spoken_of"),
    }
}
