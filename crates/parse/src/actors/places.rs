//! Places that only the text names: by a word of geography ("Licking River") or behind a preposition of place ("in
//! Hsinchu"). Whatever may be a person or a body is not taken for a place.

use super::people;
use super::read::{Reader, Who};
use crate::page::{Line, Style, Token};
use dateline_record::How;
use std::ops::Range;

/// Most words of a place's name.
const MOST_WORDS: usize = 3;

/// Reads a place that begins a run of capitalised words; gives the token behind it.
pub(crate) fn read(reader: &mut Reader<'_>, number: usize, line: &Line, run: Range<usize>) -> Option<usize> {
    let name = by_geography(reader, line, &run).or_else(|| by_preposition(reader, line, &run))?;
    let place = reader.place(reader.page.words(&name));
    reader.name(number, name.clone(), Who::Place(place), How::Name);
    Some(name.end)
}

/// "Licking River", "Lake Geneva".
fn by_geography(reader: &Reader<'_>, line: &Line, run: &Range<usize>) -> Option<Range<usize>> {
    let lists = &reader.names.lists;
    let plain = |at: usize| {
        reader.token(at).is_some_and(|token| token.style == Style::Capital && token.span.len() > 2)
            && !reader.is_in(line, at, &lists.not_names)
            && !people::is_opener(reader, line, at, run.end)
            && !people::is_person_noun(reader, line, at)
    };
    let landform = |at: usize| reader.is_in(line, at, &lists.landforms) && plain(at);
    let last = (run.start + 1..run.end.min(run.start + MOST_WORDS)).find(|at| landform(*at))?;
    (run.start..last).all(plain).then_some(run.start..last + 1)
}

/// "in Hsinchu", "near New Bedford,", "from Wonsan into".
fn by_preposition(reader: &Reader<'_>, line: &Line, run: &Range<usize>) -> Option<Range<usize>> {
    let lists = &reader.names.lists;
    let before = reader.page.before(line, run.start)?;
    let at_place = before.style == Style::Lower && lists.locatives.contains(before.folded.as_ref());
    let is_name = |at: usize| {
        reader.token(at).is_some_and(|token| token.style == Style::Capital && token.span.len() > 2)
            && !reader.is_in(line, at, &lists.not_names)
            && !reader.is_in(line, at, &lists.bodies)
            && !reader.is_in(line, at, &lists.not_places)
            && !people::is_person_noun(reader, line, at)
    };
    let short = run.len() <= MOST_WORDS && run.clone().all(is_name);
    let person =
        reader.is_in(line, run.start, &lists.given) || reader.is_in(line, run.start, &lists.first_surnames);
    let opener = reader.is_in(line, run.start, &lists.openers) && run.len() == 1;
    let next = reader.page.get(line, run.end);
    let owner = next.is_some_and(|next| next.style == Style::Possessive || next.is_hyphen());
    let goes_on = next.is_some_and(|next| {
        next.is("of")
            || next.is("&")
            || (next.is("for") || next.is("and")) && is_capital(reader, line, run.end + 1)
    });
    let at_place = at_place || (before.is("from") && next.is_some_and(|next| next.is("into")));
    (at_place && short && !person && !opener && !owner && !goes_on).then(|| run.clone())
}

fn is_capital(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.page.get(line, at).is_some_and(Token::is_capitalised)
}
