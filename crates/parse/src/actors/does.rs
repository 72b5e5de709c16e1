//! What an actor does where it is named, where word order tells. Whether it speaks is told by quotations, not here.

use super::read::{Naming, Reader};
use super::verbs;
use crate::page::{Line, Style};
use dateline_record::{Does, How};

/// For each naming, in their order.
pub(crate) fn all(reader: &Reader<'_>) -> Vec<Option<Does>> {
    let mut found: Vec<Option<Does>> = Vec::with_capacity(reader.namings.len());
    for (number, naming) in reader.namings.iter().enumerate() {
        let before = number
            .checked_sub(1)
            .and_then(|number| Some((reader.namings.get(number)?, found.get(number).copied().flatten())));
        found.push(one(reader, naming, before));
    }
    found
}

fn one(reader: &Reader<'_>, naming: &Naming, before: Option<(&Naming, Option<Does>)>) -> Option<Does> {
    let line = reader.page.lines.get(naming.line).filter(|line| line.plain)?;
    if naming.how == How::Demonym
        || is_owner(reader, line, naming)
        || is_behind_preposition(reader, line, naming)
    {
        return Some(Does::SpokenOf);
    }
    if before.is_some_and(|(other, does)| does == Some(Does::SpokenOf) && is_joined(reader, other, naming)) {
        return Some(Does::SpokenOf);
    }
    let verb = verbs::finite_at(reader, line, naming.tokens.end)?;
    if reader.is_in(line, verb, &reader.names.lists.saying) {
        None
    } else if verbs::is_passive(reader, line, verb) {
        Some(Does::SpokenOf)
    } else {
        verbs::is_acting(reader, line, verb).then_some(Does::Acts)
    }
}

/// "China’s", "China-backed".
fn is_owner(reader: &Reader<'_>, line: &Line, naming: &Naming) -> bool {
    let next = reader.page.get(line, naming.tokens.end);
    next.is_some_and(|next| next.style == Style::Possessive || next.is_hyphen())
}

/// Whether a preposition stands before the naming and its title.
fn is_behind_preposition(reader: &Reader<'_>, line: &Line, naming: &Naming) -> bool {
    let title = super::roles::before(reader, line, naming.tokens.start);
    let start = title.map_or(naming.tokens.start, |title| title.start);
    let word = |back: usize| start.checked_sub(back).and_then(|at| reader.page.get(line, at));
    let article = usize::from(word(1).is_some_and(|token| token.is("the")));
    let prepositions = &reader.names.lists.prepositions;
    word(1 + article)
        .is_some_and(|token| token.style == Style::Lower && prepositions.contains(token.folded.as_ref()))
}

/// "between China and Japan".
fn is_joined(reader: &Reader<'_>, other: &Naming, naming: &Naming) -> bool {
    let joins = reader.token(other.tokens.end).is_some_and(|token| token.is("and") || token.is("or"));
    other.line == naming.line
        && other.tokens.end + 1 == naming.tokens.start
        && joins
        && other.how != How::Demonym
}
