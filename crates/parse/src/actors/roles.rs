//! Roles as the text states them, before a name ("South Korean Industry Minister") and behind it (", a professor at …").

use super::people;
use super::read::{Naming, Reader, Who};
use crate::page::{Line, Style, Token};
use dateline_record::How;
use std::ops::Range;

/// Most tokens of a role before a name.
const MOST_BEFORE: usize = 12;
/// Most tokens of a role behind a name.
const MOST_BEHIND: usize = 40;
/// Words of a role behind a name among which its noun for a person must stand.
const HEAD_WITHIN: usize = 9;

/// Notes the roles around a person's name.
pub(crate) fn note(reader: &mut Reader<'_>, number: usize, name: &Range<usize>, person: usize) {
    let page = reader.page;
    let Some(line) = page.lines.get(number) else { return };
    let found = [before(reader, line, name.start), behind(reader, line, name.end)];
    let Some(person) = reader.people.get_mut(person) else { return };
    person.roles.extend(found.into_iter().flatten());
}

/// The role that ends where the name begins; "Mr." alone is none.
pub(crate) fn before(reader: &Reader<'_>, line: &Line, start: usize) -> Option<Range<usize>> {
    if !people::has_title(reader, line, start) {
        return None;
    }
    let first = start.saturating_sub(MOST_BEFORE).max(line.tokens.start);
    let mut at = start;
    while at > first && belongs(reader, line, at - 1) {
        at -= 1;
    }
    at = behind_state(reader, line, at).unwrap_or(at);
    while at < start && reader.token(at).is_none_or(|token| !token.is_word()) {
        at += 1;
    }
    let says = |at: usize| {
        let word = reader.token(at).filter(|token| token.is_word());
        word.is_some_and(|word| !reader.names.lists.honorifics.contains(word.folded.as_ref()))
    };
    (at..start).any(says).then_some(at..start)
}

/// "Chinese embassy spokesman": up to two nouns between a state's adjective and the rest of the role.
fn behind_state(reader: &Reader<'_>, line: &Line, at: usize) -> Option<usize> {
    let lists = &reader.names.lists;
    let noun = |at: usize| {
        reader.page.get(line, at).is_some_and(|token| {
            token.style == Style::Lower
                && !lists.openers.contains(token.folded.as_ref())
                && !super::verbs::is_finite(reader, token.folded.as_ref())
        })
    };
    let first = at.checked_sub(1)?;
    let state = if noun(first) && noun(first.checked_sub(1)?) {
        first.checked_sub(2)?
    } else {
        first.checked_sub(1)?
    };
    let naming = reader.namings.iter().rev().take(2).find(|naming| naming.tokens.end == state + 1)?;
    let adjective = naming.how == How::Demonym || matches!(naming.who, Who::Known(_));
    (noun(first) && adjective && line.tokens.contains(&naming.tokens.start)).then_some(naming.tokens.start)
}

/// Whether a word can belong to a role before a name.
fn belongs(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let Some(token) = reader.page.get(line, at) else { return false };
    let lower = token.style == Style::Lower;
    let known = reader.is_in(line, at, &lists.before) || people::is_person_noun(reader, line, at);
    let full_stop =
        token.is(".") && token.touches && reader.is_in(line, at - usize::from(at > 0), &lists.honorifics);
    let covered = reader.covered.get(at).copied().unwrap_or(false);
    let opener = reader.is_in(line, at, &lists.openers) || reader.is_in(line, at, &lists.not_names);
    // "Lee’s predecessor": a surname is known for one only in the second reading, so that its capital letter must do.
    let owned =
        token.style == Style::Possessive && reader.page.before(line, at).is_some_and(Token::is_capitalised);
    full_stop
        || owned
        || (known && (lower || !opener || at > line.tokens.start))
        || (token.is_capitalised() && (covered || !opener))
        || (token.is_hyphen() && reader.page.before(line, at).is_some_and(Token::is_word))
        || (lower && covered)
}

/// The role behind the comma that follows a name (and an age).
pub(crate) fn behind(reader: &Reader<'_>, line: &Line, end: usize) -> Option<Range<usize>> {
    let comma = |at: usize| reader.page.get(line, at).is_some_and(|token| token.is(","));
    if !comma(end) {
        return None;
    }
    let age = reader.page.get(line, end + 1).is_some_and(|token| token.style == Style::Number);
    let mut start = if age && comma(end + 2) { end + 3 } else { end + 1 };
    let article = |token: &Token<'_>| {
        matches!(token.folded.as_ref(), "a" | "an" | "the" | "its" | "his" | "her" | "their")
    };
    if reader.page.get(line, start).is_some_and(article) {
        start += 1;
    }
    let head = head(reader, line, start)?;
    let closes = |at: usize| {
        let token = reader.page.get(line, at);
        token.is_none_or(|token| {
            token.style == Style::Mark
                && matches!(
                    token.folded.as_ref(),
                    "," | ";" | ":" | "." | "(" | ")" | "–" | "—" | "“" | "\"" | "”" | "!" | "?"
                )
        }) || token.is_some_and(|token| token.is("who") || token.is("whose"))
    };
    let stop = (head..head + MOST_BEHIND).find(|at| closes(*at))?;
    (start < stop).then_some(start..stop)
}

/// The noun for a person that the phrase from `start` on is about, if it is about one.
fn head(reader: &Reader<'_>, line: &Line, start: usize) -> Option<usize> {
    let lists = &reader.names.lists;
    for at in start..start + HEAD_WITHIN {
        let token = reader.page.get(line, at)?;
        if people::is_person_noun(reader, line, at) && ends_noun(reader, line, at + 1) {
            return Some(at);
        }
        let inside =
            token.is_word() || token.is_hyphen() || token.style == Style::Possessive || token.is("&");
        let breaks = token.style == Style::Lower
            && (lists.be.contains(token.folded.as_ref())
                || lists.auxiliaries.contains(token.folded.as_ref())
                || lists.saying.contains(token.folded.as_ref())
                || matches!(
                    token.folded.as_ref(),
                    "of" | "in"
                        | "at"
                        | "for"
                        | "to"
                        | "from"
                        | "with"
                        | "by"
                        | "who"
                        | "which"
                        | "that"
                        | "but"
                ));
        if !inside || breaks {
            return None;
        }
    }
    None
}

/// Whether what follows a noun ends its phrase or goes on with a preposition; not another name or noun.
fn ends_noun(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let goes_on = [
        "of",
        "at",
        "for",
        "in",
        "on",
        "with",
        "to",
        "from",
        "and",
        "who",
        "under",
        "since",
        "until",
        "covering",
        "based",
        "during",
        "turned",
        "specialising",
        "specializing",
        "by",
        "before",
        "here",
        "there",
        "said",
        "told",
    ];
    reader.page.get(line, at).is_none_or(|token| {
        token.style == Style::Mark && !token.is_hyphen() || goes_on.contains(&token.folded.as_ref())
    })
}

/// The body behind "of" or "who leads" and a name: "Daniel Rourke of the Brookline Institute", "Ann Pool, who speaks for the
/// Port Union".
pub(crate) fn affiliation(reader: &Reader<'_>, name: &Naming) -> Option<Who> {
    let is = |at: usize, words: &[&str]| {
        reader.token(at).is_some_and(|token| words.contains(&token.folded.as_ref()))
    };
    let leads =
        |at: usize| reader.token(at).is_some_and(|token| reader.names.lists.leads.contains(&*token.folded));
    let end = name.tokens.end;
    let link = if is(end, &["of", "from"]) {
        end + 1
    } else if is(end, &[","]) && is(end + 1, &["who"]) && leads(end + 2) {
        end + 3 + usize::from(is(end + 3, &["for", "at"]))
    } else {
        return None;
    };
    let start = link + usize::from(is(link, &["the"]));
    let at = reader.namings.partition_point(|naming| naming.tokens.start < start);
    let naming = reader.namings.get(at).filter(|naming| naming.tokens.start == start)?;
    is_body(reader, naming.who).then_some(naming.who)
}

/// To whom a person belongs, by what a role names: the body that it is of or at, else the state.
pub(crate) fn belongs_to(reader: &Reader<'_>, role: &Range<usize>) -> Option<Who> {
    let now = now_part(reader, role);
    let former =
        reader.token(now.start).is_some_and(|token| reader.names.lists.once.contains(token.folded.as_ref()));
    let inside: Vec<&Naming> = namings_in(reader, &now).collect();
    let body =
        inside.iter().find(|naming| is_body(reader, naming.who) && !is_behind(reader, naming, &["to"]));
    let state = inside.iter().find(|naming| {
        !is_behind(reader, naming, &["to", "for", "on"])
            && !is_body(reader, naming.who)
            && is_actor(naming.who)
    });
    let owner = inside.iter().find(|naming| matches!(naming.who, Who::Person(_)));
    let of_person = owner.filter(|_| !former).and_then(|naming| match naming.who {
        Who::Person(person) => person_of(reader, person),
        _ => None,
    });
    let body = body.filter(|_| !former);
    let named = body.or(state).map(|naming| naming.who).or(of_person);
    named.or_else(|| of_its(reader, role).filter(|_| !former))
}

/// Tokens between a body and "its" that still means it.
const NEAR_ITS: usize = 40;

/// ", its chief executive": the body that was named last.
fn of_its(reader: &Reader<'_>, role: &Range<usize>) -> Option<Who> {
    reader.token(role.start.checked_sub(1)?).filter(|token| token.is("its"))?;
    let before = reader.namings.partition_point(|naming| naming.tokens.start < role.start);
    let near = |naming: &&Naming| role.start <= naming.tokens.end + NEAR_ITS;
    let named = reader.namings.get(..before).unwrap_or_default().iter().rev().take_while(near);
    named.map(|naming| naming.who).find(|who| is_body(reader, *who))
}

/// To whom the person belongs by the knowledge.
fn person_of(reader: &Reader<'_>, person: usize) -> Option<Who> {
    let known = reader.people.get(person)?.known?;
    let of = reader.known(known)?.of.as_ref()?;
    reader.names.by_id.get(of).copied().map(Who::Known)
}

/// "a former minister and now a fellow": the part behind "now".
fn now_part(reader: &Reader<'_>, role: &Range<usize>) -> Range<usize> {
    let now = role.clone().rev().find(|at| reader.token(*at).is_some_and(|token| token.is("now")));
    let start = now.map_or(role.start, |at| at + 1);
    start..role.end
}

fn namings_in<'r>(reader: &'r Reader<'_>, role: &Range<usize>) -> impl Iterator<Item = &'r Naming> {
    let first = reader.namings.partition_point(|naming| naming.tokens.start < role.start);
    let end = role.end;
    reader.namings.get(first..).unwrap_or_default().iter().take_while(move |naming| naming.tokens.end <= end)
}

fn is_actor(who: Who) -> bool {
    matches!(who, Who::Known(_) | Who::Body(_))
}

fn is_body(reader: &Reader<'_>, who: Who) -> bool {
    match who {
        Who::Body(_) => true,
        Who::Known(known) => {
            reader.known(known).is_some_and(|known| known.kind != dateline_record::ActorKind::State)
        }
        _ => false,
    }
}

/// Whether one of the words stands before the naming, an article between them or not.
fn is_behind(reader: &Reader<'_>, naming: &Naming, words: &[&str]) -> bool {
    let word = |back: usize| naming.tokens.start.checked_sub(back).and_then(|at| reader.token(at));
    let article = usize::from(word(1).is_some_and(|token| token.is("the")));
    word(1 + article).is_some_and(|token| words.contains(&token.folded.as_ref()))
}
