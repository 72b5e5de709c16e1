//! Bodies that the text introduces: by a head word ("Sejong Institute", "University of …") or by their initialism in
//! brackets ("Campaign for Clean Rivers (CCR)").

use super::people;
use super::read::{Body, Reader, Who};
use crate::page::{Line, Style, Token};
use dateline_record::{ActorKind, How};
use std::ops::Range;

/// Most tokens of a body's name.
const MOST_TOKENS: usize = 14;

/// Reads a body that begins a run of capitalised words; gives the token behind it.
pub(crate) fn read(reader: &mut Reader<'_>, number: usize, line: &Line, run: Range<usize>) -> Option<usize> {
    let name = name_range(reader, line, run.clone()).or_else(|| by_context(reader, line, &run))?;
    let owner = owner(reader, line, name.start);
    note(reader, number, name.clone(), owner);
    Some(name.end)
}

/// Whether a state's name at `run.start`, ending at `end`, is part of a body's name: "Korea Development Institute",
/// but not "Chinese Foreign Ministry", where the state is named apart.
pub(crate) fn begins_with_state(reader: &Reader<'_>, line: &Line, run: Range<usize>, end: usize) -> bool {
    let lists = &reader.names.lists;
    let Some(name) = name_range(reader, line, run) else { return false };
    let head = head(reader, line, &name);
    let apart = head.is_some_and(|head| reader.is_in(line, head, &lists.state_bodies));
    name.end > end && !(apart && head.is_some_and(|head| head + 1 == name.end))
}

/// "(CCR)" behind words with those initials: notes the body; gives the token behind the bracket.
pub(crate) fn read_initialism(
    reader: &mut Reader<'_>,
    number: usize,
    line: &Line,
    at: usize,
) -> Option<usize> {
    if !reader.token(at)?.is("(") || !reader.page.get(line, at + 2)?.is(")") {
        return None;
    }
    let short = reader
        .page
        .get(line, at + 1)
        .filter(|token| token.style == Style::Capitals && token.span.len() > 2)?;
    let initialism = short.span.of(reader.page.text).to_owned();
    let named = reader.namings.last().filter(|naming| naming.tokens.end == at).cloned();
    match named.map(|naming| naming.who) {
        Some(Who::Body(body)) => {
            reader.bodies.get_mut(body)?.initialism = Some(initialism);
            reader.name(number, at + 1..at + 2, Who::Body(body), How::Alias);
        }
        Some(_) => return None,
        None => {
            let name = words_with_initials(reader, line, at, &short.folded)?;
            let body = note(reader, number, name, None);
            reader.bodies.get_mut(body)?.initialism = Some(initialism);
            reader.name(number, at + 1..at + 2, Who::Body(body), How::Alias);
        }
    }
    Some(at + 3)
}

/// The words before `end` whose initials the letters are; small words may be left out.
fn words_with_initials(reader: &Reader<'_>, line: &Line, end: usize, letters: &str) -> Option<Range<usize>> {
    let mut letters = letters.chars().rev().filter(|c| c.is_alphabetic()).peekable();
    let mut at = end;
    while letters.peek().is_some() && at > line.tokens.start && end - at <= MOST_TOKENS {
        at -= 1;
        let token = reader.token(at).filter(|_| reader.covered.get(at) == Some(&false))?;
        let initial = token.folded.chars().next()?;
        if token.is_capitalised() && letters.peek() == Some(&initial) {
            letters.next();
        } else if !(token.is_hyphen() || (token.style == Style::Lower && token.span.len() <= 3)) {
            return None;
        }
    }
    let complete = letters.peek().is_none() && reader.token(at).is_some_and(Token::is_capitalised);
    (complete && at + 1 < end).then_some(at..end)
}

/// The tokens of a body's name at the beginning of the run, with what stands behind "of".
fn name_range(reader: &Reader<'_>, line: &Line, run: Range<usize>) -> Option<Range<usize>> {
    let lists = &reader.names.lists;
    let once = |at: &usize| !reader.is_in(line, *at, &lists.once);
    let start = run.clone().find(once)?;
    if start > run.start {
        return None;
    }
    if people::is_opener(reader, line, start, run.end) && !reader.is_in(line, start, &lists.bodies) {
        return None;
    }
    let stop = (start..run.end.min(start + MOST_TOKENS)).find(|at| stops(reader, line, *at, start));
    let end = stop.unwrap_or(run.end.min(start + MOST_TOKENS));
    let head = (start..end).rev().find(|at| reader.is_in(line, *at, &lists.bodies))?;
    let tail =
        if reader.is_in(line, head, &lists.bodies_of) { tail_end(reader, line, head + 1) } else { head + 1 };
    let many = head > start || tail > head + 1;
    let forces =
        reader.is_in(line, head, &lists.bodies) && reader.token(head).is_some_and(|token| token.is("forces"));
    let tail = if forces { end } else { tail };
    many.then_some(start..tail)
}

/// A name without a head word: "Southern Ores, a miner", "a researcher at the Han River Forum", "owner of Kaido Hotels".
fn by_context(reader: &Reader<'_>, line: &Line, run: &Range<usize>) -> Option<Range<usize>> {
    let lists = &reader.names.lists;
    let small = |token: &Token<'_>| token.span.len() <= 3 && lists.openers.contains(token.folded.as_ref());
    let is_name = |at: usize| {
        reader
            .token(at)
            .is_some_and(|token| !small(token) && (token.is_hyphen() || token.is("&") || token.is_word()))
            && !stops(reader, line, at, run.start)
            && !reader.is_in(line, at, &lists.geography)
    };
    let short = run.len() <= LONGEST_WITHOUT_HEAD && run.clone().all(is_name);
    let person = reader.is_in(line, run.start, &lists.given);
    // "Northgate" behind "Northgate Computing" is its short name.
    let short_name = run.len() == 1 && {
        let first = reader.page.get(line, run.start);
        first.is_some_and(|token| reader.first_words.contains(token.folded.as_ref()))
    };
    let described = run.len() > 1 && is_described(reader, line, run.end);
    (short && !person && !short_name && (described || is_employer(reader, line, run.start)))
        .then(|| run.clone())
}

/// Most tokens of a name without a head word.
const LONGEST_WITHOUT_HEAD: usize = 4;
/// Words of a description among which the word for a body must stand.
const DESCRIPTION: usize = 6;

/// ", a private firm", ", the second largest bank".
fn is_described(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let word = |at: usize| reader.page.get(line, at).map_or("", |token| token.folded.as_ref());
    let article = word(at) == "," && matches!(word(at + 1), "a" | "an" | "the");
    let lower = |at: &usize| {
        reader.page.get(line, *at).is_some_and(|token| token.style == Style::Lower || token.is_hyphen())
    };
    let inside = (at + 2..at + 2 + DESCRIPTION).take_while(lower);
    article
        && inside
            .take_while(|at| !is_link(word(*at)))
            .any(|at| reader.is_in(line, at, &reader.names.lists.body_nouns))
}

/// Words behind which a description speaks of something else.
fn is_link(word: &str) -> bool {
    matches!(word, "of" | "for" | "in" | "at" | "by" | "who" | "which" | "that" | "from" | "with" | "on")
}

/// "a researcher at", "owner of".
fn is_employer(reader: &Reader<'_>, line: &Line, start: usize) -> bool {
    let lists = &reader.names.lists;
    let word = |back: usize| start.checked_sub(back).and_then(|at| reader.page.get(line, at));
    let article = usize::from(word(1).is_some_and(|token| token.is("the")));
    let preposition = word(1 + article).map_or("", |token| token.folded.as_ref());
    let Some(noun) = start.checked_sub(2 + article) else { return false };
    match preposition {
        "at" => reader.is_in(line, noun, &lists.people),
        "of" => reader.is_in(line, noun, &lists.firm_heads),
        _ => false,
    }
}

/// A word that a body's name does not have: a day, a noun for a person with a name behind it.
fn stops(reader: &Reader<'_>, line: &Line, at: usize, start: usize) -> bool {
    let lists = &reader.names.lists;
    reader.is_in(line, at, &lists.not_names)
        || (at > start && people::is_person_noun(reader, line, at))
        || (at == start && reader.is_in(line, at, &lists.honorifics))
}

/// The token behind "of Foreign Studies", "for Strategic and International Studies", or `at` itself.
fn tail_end(reader: &Reader<'_>, line: &Line, at: usize) -> usize {
    let preposition =
        reader.page.get(line, at).is_some_and(|token| matches!(token.folded.as_ref(), "of" | "for" | "on"));
    let article = usize::from(reader.page.get(line, at + 1).is_some_and(|token| token.is("the")));
    let first = at + 1 + article;
    let named = |at: usize| {
        reader.page.get(line, at).is_some_and(Token::is_capitalised)
            && !reader.is_in(line, at, &reader.names.lists.not_names)
    };
    if !preposition || !named(first) {
        return at;
    }
    let mut end = first + 1;
    loop {
        let joins = reader
            .page
            .get(line, end)
            .is_some_and(|token| matches!(token.folded.as_ref(), "and" | "of" | "&"));
        if named(end) {
            end += 1;
        } else if (joins || reader.page.get(line, end).is_some_and(Token::is_hyphen)) && named(end + 1) {
            end += 2;
        } else {
            return end;
        }
    }
}

/// The head word of a name.
fn head(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> Option<usize> {
    name.clone().rev().find(|at| reader.is_in(line, *at, &reader.names.lists.bodies))
}

/// The state that stands directly before a body's name: "Chinese Foreign Ministry", "Russia’s Defence Ministry".
fn owner(reader: &Reader<'_>, line: &Line, start: usize) -> Option<usize> {
    let possessive = reader.page.before(line, start).is_some_and(|token| token.style == Style::Possessive);
    let end = start - usize::from(possessive);
    let before = reader.namings.last().filter(|naming| naming.tokens.end == end)?;
    match before.who {
        Who::Known(known) => {
            let state = reader.known(known).is_some_and(|known| known.kind == ActorKind::State);
            state.then_some(known)
        }
        _ => None,
    }
}

fn note(reader: &mut Reader<'_>, number: usize, name: Range<usize>, owner: Option<usize>) -> usize {
    let text = reader.page.words(&name).to_owned();
    let parts = crate::phrases::parts(&text);
    let generic = super::names::is_common(&reader.names.lists, &parts);
    let inside = reader.names.at(reader.page, false, name.start, name.end);
    let begins = inside.iter().find_map(|(_, form)| match form.meaning {
        super::names::Meaning::Actor(known, how) => (how != How::Demonym).then_some(known),
        _ => None,
    });
    let begins =
        begins.filter(|known| reader.known(*known).is_some_and(|known| known.kind == ActorKind::State));
    let body = Body {
        name: text,
        parts,
        of: owner.or(begins),
        of_state: owner.is_some(),
        name_only: generic && owner.is_none(),
        initialism: None,
    };
    let at = reader.body(body);
    reader.name(number, name, Who::Body(at), How::Name);
    at
}
