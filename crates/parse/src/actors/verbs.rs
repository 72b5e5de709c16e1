//! Finite verbs behind a name, as far as word forms tell: whether somebody acts.

use super::read::Reader;
use crate::page::{Line, Style};

/// The token of the finite verb whose subject ends before `at`; adverbs between are passed over.
pub(crate) fn finite_at(reader: &Reader<'_>, line: &Line, at: usize) -> Option<usize> {
    let at = skip_adverbs(reader, line, at);
    let token = reader.page.get(line, at)?;
    let usual = token.style == Style::Lower || !line.plain;
    (usual && is_finite(reader, token.folded.as_ref())).then_some(at)
}

/// Whether the verb at `at` says that its subject does something: not "is" alone, not a passive.
pub(crate) fn is_doing(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let word = |at: usize| reader.page.get(line, at).map_or("", |token| token.folded.as_ref());
    let next = skip_adverbs(reader, line, at + 1);
    if lists.be.contains(word(at)) {
        return word(next).ends_with("ing") && !word(next).ends_with("thing");
    }
    if matches!(word(at), "has" | "had" | "have") {
        return word(next) != "been" && is_participle(reader, word(next));
    }
    if lists.auxiliaries.contains(word(at)) {
        return word(next) != "be";
    }
    !lists.town_verbs.contains(word(at))
}

/// Whether the verb at `at` is a passive.
pub(crate) fn is_passive(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let word = |at: usize| reader.page.get(line, at).map_or("", |token| token.folded.as_ref());
    let mut next = at;
    while lists.auxiliaries.contains(word(next)) {
        next = skip_adverbs(reader, line, next + 1);
    }
    let be = lists.be.contains(word(next));
    while lists.be.contains(word(next)) {
        next = skip_adverbs(reader, line, next + 1);
    }
    be && is_participle(reader, word(next))
}

pub(crate) fn is_finite(reader: &Reader<'_>, word: &str) -> bool {
    let lists = &reader.names.lists;
    lists.auxiliaries.contains(word)
        || lists.be.contains(word)
        || lists.past.contains(word)
        || lists.present.contains(word)
        || lists.saying.contains(word)
        || is_regular_past(word)
}

/// "agreed", but not "red" or "need".
fn is_regular_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") || word == "agreed"
}

fn is_participle(reader: &Reader<'_>, word: &str) -> bool {
    is_regular_past(word)
        || reader.names.lists.past.contains(word)
        || word.ends_with("en")
        || word.ends_with("wn")
        || reader.names.lists.participles.contains(word)
}

fn skip_adverbs(reader: &Reader<'_>, line: &Line, mut at: usize) -> usize {
    let adverbs = &reader.names.lists.adverbs;
    let adverb = |word: &str| word.ends_with("ly") || adverbs.contains(word);
    for _ in 0..2 {
        if reader
            .page
            .get(line, at)
            .is_some_and(|token| token.style == Style::Lower && adverb(token.folded.as_ref()))
        {
            at += 1;
        }
    }
    at
}

/// Whether the verb at `at` tells of an act: as [`is_doing`], and also verbs that a town can have.
pub(crate) fn is_acting(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    let auxiliary = reader.is_in(line, at, &lists.auxiliaries) || reader.is_in(line, at, &lists.be);
    !auxiliary || is_doing(reader, line, at)
}
