//! Whether a capital's name stands for the government or for the place. Uncertain is the place.

use super::read::{Reader, Who};
use super::verbs;
use crate::page::{Line, Style, Token};
use dateline_record::How;
use std::ops::Range;

/// Words before the name among which a word of movement or of relation counts.
const REACH: usize = 4;

/// Whether the name of a capital means its state's government there.
pub(crate) fn is_government(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    let lists = &reader.names.lists;
    if let Some(decided) = by_compound(reader, line, name) {
        return decided;
    }
    let before = name.start.checked_sub(1).and_then(|at| reader.page.get(line, at));
    if reader.is_in(line, name.end, &lists.government_nouns) {
        return true;
    }
    let Some(before) = before else { return acts(reader, line, name) };
    let word = before.folded.as_ref();
    match word {
        "to" | "from" | "for" | "of" | "on" | "toward" | "towards" => {
            by_relation(reader, line, name.start - 1).unwrap_or_else(|| owns(reader, line, name))
        }
        "between" => !moves(reader, line, name.start),
        "and" | "or" | "," | "&" => {
            coordinated(reader, line, name).unwrap_or_else(|| acts(reader, line, name))
        }
        _ if lists.place_before.contains(word) => false,
        _ if lists.government_before.contains(word) && before.style == Style::Lower => true,
        _ => acts(reader, line, name),
    }
}

/// Whether a seat is named as a building: "at the White House".
pub(crate) fn is_inside(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    let lists = &reader.names.lists;
    let word = |back: usize| name.start.checked_sub(back).and_then(|at| reader.page.get(line, at));
    let article = usize::from(word(1).is_some_and(|token| token.is("the")));
    word(1 + article).is_some_and(|token| lists.place_before.contains(token.folded.as_ref()))
}

/// "Beijing-backed", "Tokyo-Seoul ties", "Beijing-based".
fn by_compound(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> Option<bool> {
    let lists = &reader.names.lists;
    let hyphen = reader.page.get(line, name.end).filter(|token| token.is_hyphen());
    if hyphen.is_some() {
        let second = reader.page.get(line, name.end + 1)?;
        if second.style == Style::Lower {
            return Some(lists.government_compounds.contains(second.folded.as_ref()));
        }
        return Some(reader.is_in(line, name.end + 2, &lists.between_nouns));
    }
    let behind_hyphen = name.start.checked_sub(1).and_then(|at| reader.page.get(line, at))?.is_hyphen();
    behind_hyphen.then(|| reader.is_in(line, name.end, &lists.between_nouns))
}

/// "ties to Seoul" against "flew to Seoul"; none where neither is said.
fn by_relation(reader: &Reader<'_>, line: &Line, preposition: usize) -> Option<bool> {
    let first = preposition.saturating_sub(REACH).max(line.tokens.start);
    let decided = |word: &str| {
        if reader.names.lists.relations.contains(word) {
            return Some(true);
        }
        reader.names.lists.movement.contains(word).then_some(false)
    };
    let words =
        (first..preposition).rev().map(|at| reader.page.get(line, at).map_or("", |token| &token.folded));
    words.take_while(|word| *word != ",").find_map(decided)
}

/// Whether the sentence speaks of movement before `at`.
fn moves(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let first = at.saturating_sub(REACH * 2).max(line.tokens.start);
    (first..at).any(|at| reader.is_in(line, at, &reader.names.lists.movement))
}

/// "with Washington and Tokyo", "in Seoul and Beijing": as the one before is named, so is this one. None where there is
/// none before.
fn coordinated(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> Option<bool> {
    let before = reader
        .namings
        .last()
        .filter(|naming| line.tokens.contains(&naming.tokens.start) && naming.tokens.end + 1 == name.start)?;
    match before.who {
        Who::Capital(_) => Some(false),
        Who::Known(_) if before.how == How::Metonym || is_between(reader, line, before.tokens.start) => {
            Some(true)
        }
        _ => None,
    }
}

fn is_between(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.page.before(line, at).is_some_and(|token| token.is("between") || token.is("with"))
}

/// Whether the name is the subject of a finite verb that a town could not have, or owns something.
fn acts(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    if owns(reader, line, name) {
        return true;
    }
    match verbs::finite_at(reader, line, behind_coordination(reader, line, name.end)) {
        Some(verb) => {
            !reader.is_in(line, verb, &reader.names.lists.town_verbs)
                || verbs::is_doing(reader, line, verb)
                || is_disposed(reader, line, verb)
        }
        None => false,
    }
}

/// Words that a verb may have before what tells: "is increasingly wary", "has few good choices".
const DISPOSED_WITHIN: usize = 4;

/// "is wary", "has little choice": what a town is not and has not.
fn is_disposed(reader: &Reader<'_>, line: &Line, verb: usize) -> bool {
    let lists = &reader.names.lists;
    let word = |at: usize| reader.page.get(line, at).map_or("", |token| token.folded.as_ref());
    let has = matches!(word(verb), "has" | "had");
    let set = if has { &lists.possessions } else { &lists.attitudes };
    let lower = |at: &usize| reader.page.get(line, *at).is_some_and(|token| token.style == Style::Lower);
    let inside = (verb + 1..=verb + DISPOSED_WITHIN).take_while(lower);
    inside.take_while(|at| !lists.place_before.contains(word(*at))).any(|at| reader.is_in(line, at, set))
}

/// Behind "and Paris" after the name: "Berlin and Paris agreed".
fn behind_coordination(reader: &Reader<'_>, line: &Line, at: usize) -> usize {
    let joins = reader.page.get(line, at).is_some_and(|token| token.is("and") || token.is(","));
    let named = reader.page.get(line, at + 1).is_some_and(Token::is_capitalised);
    let longer = reader.page.get(line, at + 2).is_some_and(Token::is_capitalised);
    match (joins && named, longer) {
        (true, true) => at + 3,
        (true, false) => at + 2,
        _ => at,
    }
}

fn owns(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    let possessive = reader.page.get(line, name.end).is_some_and(|next| next.style == Style::Possessive);
    possessive || is_plural_possessive(reader, line, name.end)
}

/// "Honduras’ ": an apostrophe behind a final s.
fn is_plural_possessive(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let owner = at.checked_sub(1).and_then(|at| reader.page.get(line, at));
    let apostrophe = |token: &Token<'_>| token.touches && matches!(token.folded.as_ref(), "'" | "’");
    owner.is_some_and(|owner| owner.folded.ends_with('s'))
        && reader.page.get(line, at).is_some_and(apostrophe)
}
