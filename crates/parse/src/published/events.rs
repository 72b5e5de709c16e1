//! Dated events of the knowledge that a sentence speaks of beside an expression of time: "met … on Monday".
//!
//! A sentence speaks of an event when it has a word of meeting and either the event's own name ("APEC summit") or all
//! its parties, the persons in its name, and its place. One such match proves little, since the knowledge does not list
//! every visit; so several have to agree, or one with a dateline. Only announced events and uncertain dates prove nothing.

use super::proofs::sentence_of;
use super::{Days, Proof, Story, published_when, step};
use crate::dates::Expression;
use crate::words::lower;
use dateline_knowledge::{CalendarList, CalendarWord, Event};
use dateline_record::{ActorKind, Span};
use std::collections::BTreeSet;

/// How many claims are compared; the first of a text are enough, and comparing is quadratic in them.
const MOST: usize = 24;

/// What a sentence may speak of, with the days of publication each event would give.
struct Claim<'a> {
    expression: &'a Expression,
    events: Vec<(&'a Event, Days)>,
}

impl Claim<'_> {
    /// All days that one of its events gives.
    fn days(&self) -> Days {
        Days::any(self.events.iter().flat_map(|(_, days)| days.each()))
    }
}

/// The claims of the largest group that agrees on a day within `days`, if at least `enough` of them do.
pub(crate) fn agreeing(story: &Story<'_>, days: &Days, enough: usize) -> Vec<Proof> {
    let claims: Vec<Claim<'_>> = claims(story).into_iter().take(MOST).collect();
    let within: Vec<Days> = claims.iter().map(|claim| claim.days().and(days)).collect();
    let agreeing = |day| within.iter().filter(|days| days.holds(day)).count();
    let best =
        within.iter().flat_map(Days::firsts).max_by_key(|day| (agreeing(*day), std::cmp::Reverse(*day)));
    let Some(day) = best.filter(|day| agreeing(*day) >= enough) else {
        return Vec::new();
    };
    claims.iter().filter_map(|claim| proof(claim, day)).collect()
}

fn proof(claim: &Claim<'_>, day: dateline_record::Day) -> Option<Proof> {
    let (event, days) = claim.events.iter().find(|(_, days)| days.holds(day))?;
    let text = &claim.expression.text;
    let (first, source) = (event.days.earliest?, event.source.join("; "));
    let because = format!("“{text}” is the date of “{}”, {first} ({source})", event.name);
    let values = [("event", event.id.clone()), ("date", first.to_string()), ("source", source)];
    Some(Proof {
        days: days.clone(),
        evidence: step(Some(claim.expression.span), "event-dated", values, because),
        agrees: true,
    })
}

/// One claim a sentence at most: that of the expression nearest to its word of meeting.
fn claims<'a>(story: &Story<'a>) -> Vec<Claim<'a>> {
    let mut claims: Vec<Claim<'a>> = Vec::new();
    let mut expressions =
        story.expressions.iter().filter(|expression| expression.meaning.is_counted()).peekable();
    while let Some(first) = expressions.next() {
        let Some(sentence) = sentence_of(story, first.span) else { continue };
        let mut here = vec![first];
        while let Some(next) = expressions.next_if(|next| sentence.contains(next.span)) {
            here.push(next);
        }
        claims.extend(claim(story, sentence, &here));
    }
    claims
}

fn claim<'a>(story: &Story<'a>, sentence: Span, here: &[&'a Expression]) -> Option<Claim<'a>> {
    let meetings = meeting_words(story, sentence);
    let distance =
        |expression: &Expression| meetings.iter().map(|at| at.abs_diff(expression.span.start as usize)).min();
    let expression = here.iter().copied().filter(|expression| distance(expression).is_some());
    let expression = expression.min_by_key(|expression| distance(expression))?;
    let scene = Scene::of(story, sentence);
    let spoken_of = story.knowledge.events.iter().enumerate().filter(|(number, event)| {
        let dated = !event.announced_only && !event.uncertain && event.days.earliest.is_some();
        dated && scene.speaks_of(*number, event)
    });
    let events: Vec<(&Event, Days)> = spoken_of
        .map(|(_, event)| (event, published_when(expression, event.days)))
        .filter(|(_, days)| !days.is_empty())
        .collect();
    (!events.is_empty()).then_some(Claim { expression, events })
}

/// Where the words of meeting of a sentence begin.
fn meeting_words(story: &Story<'_>, sentence: Span) -> Vec<usize> {
    let words = sentence.of(story.text);
    let mut found = Vec::new();
    let mut start = 0;
    for word in words.split(|c: char| !c.is_alphabetic()) {
        if story.knowledge.calendar.meanings(&lower(word)).contains(&CalendarWord::In(CalendarList::Meeting))
        {
            found.push(sentence.start as usize + start);
        }
        start += word.len()
            + words.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// Who and what a sentence names.
struct Scene<'a> {
    /// Without brackets, so that "Asia-Pacific Economic Cooperation (APEC) summit" holds "APEC summit".
    words: String,
    /// Numbers of the events that are named.
    events: BTreeSet<usize>,
    /// Ids of states named, and of those whose persons are named.
    states: Vec<&'a str>,
    /// Ids of states that are named themselves.
    named: Vec<&'a str>,
    /// Surnames of persons, in lower case.
    surnames: Vec<String>,
}

impl<'a> Scene<'a> {
    fn of(story: &Story<'a>, sentence: Span) -> Self {
        let words = sentence.of(story.text).replace(['(', ')'], "");
        let (mut states, mut named, mut surnames) = (Vec::new(), Vec::new(), Vec::new());
        for actor in story.actors {
            if !actor.mentions.iter().any(|mention| sentence.contains(mention.span)) {
                continue;
            }
            match actor.kind {
                ActorKind::State => {
                    states.push(actor.id.as_str());
                    named.push(actor.id.as_str());
                }
                ActorKind::Person => {
                    states.extend(actor.of.as_deref());
                    let known = story.knowledge.actor(&actor.id).and_then(|known| known.surname.as_deref());
                    surnames.extend(known.map(str::to_lowercase));
                }
                ActorKind::Organisation => {}
            }
        }
        let events = story.knowledge.events_named(&words);
        Self { words, events, states, named, surnames }
    }

    fn speaks_of(&self, number: usize, event: &Event) -> bool {
        if event.parties.len() == 2 { self.speaks_of_meeting(event) } else { self.events.contains(&number) }
    }

    /// Both parties, the persons of the event's name, and its place or its host.
    fn speaks_of_meeting(&self, event: &Event) -> bool {
        let parties = event.parties.iter().all(|party| self.states.contains(&party.as_str()));
        let place =
            || event.place.iter().flat_map(|place| place.split(", ")).any(|place| self.words.contains(place));
        let host = || event.host.as_deref().is_some_and(|host| self.named.contains(&host));
        let persons = || {
            let persons = persons_named(&event.name);
            !persons.is_empty() && persons.iter().all(|person| self.names(person))
        };
        parties && (place() || host()) && persons()
    }

    fn names(&self, person: &str) -> bool {
        let mut words = person.split(' ');
        words.any(|word| self.surnames.iter().any(|surname| surname == word))
    }
}

/// The persons in the name of a visit or meeting, in lower case: "Lee Jae-myung" of "Lee Jae-myung: visit to Japan",
/// "lee" and "trump" of "Lee-Trump summit, White House".
fn persons_named(name: &str) -> Vec<String> {
    if let Some((person, _)) = name.split_once(':') {
        let person = person.split(" (").next().unwrap_or(person);
        return vec![person.to_lowercase()];
    }
    let first = name.split(' ').next().unwrap_or("");
    let pair: Vec<String> = first.split('-').map(str::to_lowercase).collect();
    if pair.len() == 2 { pair } else { Vec::new() }
}
