//! The second reading: short names, initialisms and repeated names, once the whole article's full names are known.

use super::names::Unsure;
use super::people;
use super::read::{Person, Reader, Who};
use super::warn;
use crate::page::{Line, Style, Token};
use crate::phrases::{Phrases, unchanged};
use dateline_record::{How, Warning};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

/// A short name's bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    who: Who,
    how: How2,
}

/// How a name of this article names, in an order that the record's own lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How2 {
    Full,
    Alias,
    Short,
}

impl From<How2> for How {
    fn from(how: How2) -> Self {
        match how {
            How2::Full => How::Name,
            How2::Alias => How::Alias,
            How2::Short => How::ShortName,
        }
    }
}

/// Reads what the first reading left.
pub(crate) fn read(reader: &mut Reader<'_>, dateline: &[String]) -> Vec<Warning> {
    note_places(reader, dateline);
    settle_unsure(reader);
    give_capitals_to_people(reader);
    add_singles(reader);
    reader.namings.sort_by_key(|naming| naming.tokens.start);
    let phrases = phrases(reader);
    let first_named = first_named(reader);
    let mut warnings: BTreeMap<String, Warning> = BTreeMap::new();
    let page = reader.page;
    for (number, line) in page.lines.iter().enumerate() {
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            let found = match_at(reader, line, at, &phrases);
            at = match found {
                None => at + 1,
                Some((end, bearers)) => {
                    if let Some(bearer) = choose(&bearers, at, &first_named) {
                        reader.name(number, at..end, bearer.who, bearer.how.into());
                    } else {
                        let bearers: Vec<Who> = bearers.iter().map(|bearer| bearer.who).collect();
                        let warning = warn::ambiguous(reader, &(at..end), &bearers);
                        warnings.entry(page.words(&(at..end)).to_owned()).or_insert(warning);
                    }
                    end
                }
            };
        }
    }
    reader.namings.sort_by_key(|naming| naming.tokens.start);
    warnings.into_values().collect()
}

/// The places of the dateline ("Columbus, Ohio") may stand in the text again.
fn note_places(reader: &mut Reader<'_>, dateline: &[String]) {
    for name in dateline.iter().flat_map(|place| place.split(", ")) {
        if reader.names.is_free(name) {
            reader.place(name);
        }
    }
}

/// Initialisms whose body is also named in full count, and common names whose state is named.
fn settle_unsure(reader: &mut Reader<'_>) {
    let named: BTreeSet<Who> = reader.namings.iter().map(|naming| naming.who).collect();
    for (naming, unsure) in std::mem::take(&mut reader.unsure) {
        let state = || {
            let Who::Known(known) = naming.who else { return None };
            reader.names.by_id.get(reader.known(known)?.of.as_deref()?).copied()
        };
        let counts = match unsure {
            Unsure::Initialism => named.contains(&naming.who),
            Unsure::Common => state().is_some_and(|state| named.contains(&Who::Known(state))),
        };
        if counts {
            reader.namings.push(naming);
        }
    }
}

/// Where a person of the article bears a capital's name ("Walter Washington"), the name alone is that person, once named.
fn give_capitals_to_people(reader: &mut Reader<'_>) {
    let mut bearers: BTreeMap<&[String], usize> = BTreeMap::new();
    for (number, person) in reader.people.iter().enumerate().filter(|(_, person)| !person.name_only) {
        bearers.entry(person.surname.as_slice()).or_insert(number);
    }
    let mut named: BTreeSet<usize> = BTreeSet::new();
    for naming in &mut reader.namings {
        if let Who::Person(person) = naming.who {
            named.insert(person);
        }
        let capital = naming.how == How::Metonym && naming.tokens.len() == 1;
        let Some(token) = reader.page.tokens.get(naming.tokens.start).filter(|_| capital) else { continue };
        let person =
            bearers.get(&[token.folded.clone().into_owned()][..]).filter(|person| named.contains(person));
        if let Some(person) = person {
            naming.who = Who::Person(*person);
            naming.how = How::ShortName;
        }
    }
}

/// A title with one word behind it is a person of that name only, unless a full name of the article fits it.
fn add_singles(reader: &mut Reader<'_>) {
    let shorts: HashSet<String> = reader
        .people
        .iter()
        .flat_map(|person| [&person.surname, &person.given].map(|words| words.join(" ")))
        .collect();
    for (number, at) in std::mem::take(&mut reader.singles) {
        let page = reader.page;
        let (Some(token), Some(line)) = (page.tokens.get(at), page.lines.get(number)) else { continue };
        let titled = is_lone_title(reader, line, at) && is_single_name(reader, line, at);
        if shorts.contains(token.folded.as_ref()) || !titled {
            continue;
        }
        let surname = vec![token.folded.clone().into_owned()];
        let person = reader.person(Person {
            name: page.words(&(at..at + 1)).to_owned(),
            parts: surname.clone(),
            known: None,
            surname,
            given: Vec::new(),
            name_only: true,
            roles: Vec::new(),
        });
        super::roles::note(reader, number, &(at..at + 1), person);
        reader.name(number, at..at + 1, Who::Person(person), How::ShortName);
    }
}

/// Whether the title before the word is one that makes a single word a person, or saying stands behind it.
fn is_lone_title(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let full_stop = at > line.tokens.start && reader.token(at - 1).is_some_and(|token| token.is("."));
    let title = at.wrapping_sub(1 + usize::from(full_stop));
    reader.is_in(line, title, &lists.alone)
        || reader.is_in(line, title, &lists.honorifics)
        || (reader.is_in(line, at + 1, &lists.saying) && reader.is_in(line, at, &lists.first_surnames))
}

fn is_single_name(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let style = reader.token(at).is_some_and(|token| token.style == Style::Capital && token.span.len() > 2);
    style
        && !reader.is_in(line, at, &lists.openers)
        && !reader.is_in(line, at, &lists.bodies)
        && !reader.is_in(line, at, &lists.before)
        && !people::is_person_noun(reader, line, at)
        && !reader.covered.get(at).copied().unwrap_or(true)
}

/// All names of this article's people and bodies, short ones included.
fn phrases(reader: &Reader<'_>) -> Phrases<Bearer> {
    let mut phrases = Phrases::new(unchanged);
    for (number, person) in reader.people.iter().enumerate() {
        let who = Who::Person(number);
        let full = if person.name_only { How2::Short } else { How2::Full };
        phrases.add(&person.parts.join(" "), Bearer { who, how: full });
        let short = Bearer { who, how: How2::Short };
        let mut seen = BTreeSet::from([person.parts.clone()]);
        for words in short_names(reader, person) {
            if seen.insert(words.clone()) {
                phrases.add(&words.join(" "), short);
            }
        }
    }
    for (number, body) in reader.bodies.iter().enumerate() {
        let who = Who::Body(number);
        phrases.add(&body.parts.join(" "), Bearer { who, how: How2::Full });
        if let Some(initialism) = &body.initialism {
            phrases.add(initialism, Bearer { who, how: How2::Alias });
        }
        if let Some(short) = short_body(reader, &body.parts) {
            phrases.add(short, Bearer { who, how: How2::Short });
        }
    }
    for (initialism, who) in initialisms(reader) {
        phrases.add(&initialism, Bearer { who, how: How2::Alias });
    }
    for (number, place) in reader.places.iter().enumerate() {
        phrases.add(place, Bearer { who: Who::Place(number), how: How2::Short });
    }
    phrases
}

/// The first word of a firm's name of two ("Northgate" for "Northgate Computing"), where it says something.
fn short_body<'r>(reader: &Reader<'_>, parts: &'r [String]) -> Option<&'r str> {
    let lists = &reader.names.lists;
    let [first, head] = parts else { return None };
    let usual = [&lists.openers, &lists.not_names, &lists.before, &lists.bodies, &lists.given];
    let says = first.len() > SHORTEST_WORD && !usual.iter().any(|list| list.contains(first));
    let free = || reader.names.is_free(first);
    (says && lists.firms.contains(head) && free()).then_some(first)
}

/// Letters of the longest word that is no short name of a firm.
const SHORTEST_WORD: usize = 3;
/// Letters of the shortest initialism that is made from a name.
const FEWEST_INITIALS: usize = 3;

/// The initials of bodies that are named in full: "JCS" for "Joint Chiefs of Staff".
fn initialisms(reader: &Reader<'_>) -> BTreeSet<(String, Who)> {
    let mut found = BTreeSet::new();
    for naming in reader.namings.iter().filter(|naming| naming.how == How::Name) {
        let capitals =
            naming.tokens.clone().filter_map(|at| reader.token(at)).filter(|token| token.is_capitalised());
        let initials: String = capitals.filter_map(|token| token.folded.chars().next()).collect();
        if reader.is_body(naming.who) && initials.chars().count() >= FEWEST_INITIALS {
            found.insert((initials, naming.who));
        }
    }
    found
}

/// Surname, surname without its small words, and a given name that is used like a surname.
fn short_names(reader: &Reader<'_>, person: &Person) -> Vec<Vec<String>> {
    let lists = &reader.names.lists;
    let mut names = vec![person.surname.clone()];
    let bare: Vec<String> =
        person.surname.iter().skip_while(|word| lists.particles.contains(*word)).cloned().collect();
    names.push(bare);
    let surname_first = !person.given.is_empty() && person.parts.starts_with(&person.surname);
    if surname_first {
        names.push(person.given.clone());
        names.extend(person.given.get(1..).and_then(<[String]>::last).map(|last| vec![last.clone()]));
    }
    if person.surname.is_empty() {
        names.extend(person.parts.last().map(|last| vec![last.clone()]));
        names.extend(person.parts.first().map(|first| vec![first.clone()]));
    }
    names.retain(|words| words.iter().map(String::len).sum::<usize>() > 1);
    names
}

/// For each person and body, the first token of its full name.
fn first_named(reader: &Reader<'_>) -> BTreeMap<Who, Vec<usize>> {
    let mut first: BTreeMap<Who, Vec<usize>> = BTreeMap::new();
    for naming in &reader.namings {
        first.entry(naming.who).or_default().push(naming.tokens.start);
    }
    first
}

/// The longest name of the article at `at`, with all its bearers, where the words around leave it whole.
fn match_at(
    reader: &Reader<'_>,
    line: &Line,
    at: usize,
    phrases: &Phrases<Bearer>,
) -> Option<(usize, Vec<Bearer>)> {
    let token = reader.token(at)?;
    let free = |range: Range<usize>| {
        reader.covered.get(range).is_some_and(|covered| covered.iter().all(|covered| !covered))
    };
    if !token.is_capitalised() && token.folded.is_ascii() && !is_particle(reader, line, at) {
        return None;
    }
    let mut found: Vec<(usize, Bearer)> = Vec::new();
    for (end, bearer) in phrases.at(reader.page, at, line.tokens.end) {
        if found.first().is_some_and(|(longest, _)| end < *longest) {
            break;
        }
        if free(at..end) && is_whole(reader, line, &(at..end), bearer.how) {
            found.push((end, *bearer));
        }
    }
    let end = found.first()?.0;
    let full = found.iter().any(|(_, bearer)| bearer.how == How2::Full);
    let mut bearers: Vec<Bearer> = found
        .into_iter()
        .map(|(_, bearer)| bearer)
        .filter(|bearer| !full || bearer.how == How2::Full)
        .collect();
    bearers.sort_unstable();
    bearers.dedup();
    Some((end, bearers))
}

fn is_particle(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.is_in(line, at, &reader.names.lists.particles)
}

/// Whether the words next to a name do not make it part of a longer one.
fn is_whole(reader: &Reader<'_>, line: &Line, name: &Range<usize>, how: How2) -> bool {
    let lists = &reader.names.lists;
    let last = reader.token(name.end - 1);
    if how == How2::Alias {
        return last.is_some_and(|token| token.style == Style::Capitals);
    }
    let written = name.clone().all(|at| {
        reader.token(at).is_none_or(|token| {
            token.is_capitalised() || !token.is_word() || at > name.start || is_particle(reader, line, at)
        })
    });
    let opener = reader.is_in(line, name.start, &lists.openers)
        && how == How2::Short
        && (people::begins_sentence(reader, line, name.start) || !line.plain);
    if !written || opener {
        return false;
    }
    if !line.plain {
        return true;
    }
    let stranger = |at: usize| {
        reader.page.get(line, at).is_some_and(|token| token.style == Style::Capital)
            && !reader.covered.get(at).copied().unwrap_or(true)
            && !reader.is_in(line, at, &lists.openers)
            && !reader.is_in(line, at, &lists.not_names)
            && !people::is_person_noun(reader, line, at)
    };
    let before = name.start > line.tokens.start && stranger(name.start - 1);
    let body = reader.is_in(line, name.end, &lists.bodies)
        && reader.token(name.end).is_some_and(Token::is_capitalised);
    let full = how == How2::Full && (name.len() > 1 || !before);
    !(stranger(name.end) || body) && (full || !before)
}

/// Of several bearers the one most recently named in full, if one was.
fn choose(bearers: &[Bearer], at: usize, first_named: &BTreeMap<Who, Vec<usize>>) -> Option<Bearer> {
    if let [bearer] = bearers {
        return Some(*bearer);
    }
    let latest = |bearer: &&Bearer| {
        let named = first_named.get(&bearer.who)?;
        named.partition_point(|start| *start < at).checked_sub(1).and_then(|number| named.get(number))
    };
    let last = bearers.iter().max_by_key(latest)?;
    latest(&last).map(|_| *last)
}
