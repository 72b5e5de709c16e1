//! What of a text a search meets, for highlights: by the same analyser and the same alternatives as the index, so that what
//! is marked is what was found.

use super::expand::{Asked, AskedLeaf, Prepared};
use super::language::{Field, Leaf};
use super::term::term;
use super::writer::UnitKind;
use crate::fold::is_drawn_with;
use crate::{analyse, order};
use dateline_record::Span;
use std::cmp::Reverse;
use std::ops::Range;

/// A text as terms.
struct Tokens<'t> {
    text: &'t str,
    terms: Vec<String>,
    spans: Vec<Span>,
}

impl Prepared {
    /// Where words and phrases of the search are met in a piece of an article's words: spans in bytes, each with the number
    /// of its word or phrase in the search. `said` tells whether a span of this text is inside what someone says. What the
    /// search leaves out is not marked.
    pub fn marks(&self, text: &str, kind: UnitKind, said: &dyn Fn(Span) -> bool) -> Vec<(Span, usize)> {
        let mut marks = Vec::new();
        self.each_match(text, kind, said, &mut |_, runs, number| {
            marks.extend(runs.into_iter().map(|run| (run, number)));
        });
        marks
    }

    /// Each match, from the first to the last letter of it, in order. Of those that begin at one place the longest.
    pub(crate) fn matches(&self, text: &str, kind: UnitKind, said: &dyn Fn(Span) -> bool) -> Vec<Span> {
        let mut matches: Vec<Span> = Vec::new();
        self.each_match(text, kind, said, &mut |whole, _, _| matches.push(whole));
        order::sort_by_key(&mut matches, |span| (span.start, Reverse(span.end)));
        matches.dedup_by_key(|span| span.start);
        matches
    }

    /// Shows each match: the whole of it, its runs of tokens, and the number of its word or phrase.
    fn each_match(
        &self,
        text: &str,
        kind: UnitKind,
        said: &dyn Fn(Span) -> bool,
        see: &mut dyn FnMut(Span, Vec<Span>, usize),
    ) {
        let Some(root) = &self.root else { return };
        let mut tokens = Tokens { text, terms: Vec::new(), spans: Vec::new() };
        for token in analyse(text) {
            tokens.spans.push(token.span);
            tokens.terms.push(term(&token).into_owned());
        }
        let mut here = |leaf: &Leaf, span: Span| match leaf.field {
            Field::Headline => kind == UnitKind::Headline,
            Field::Quote => said(span),
            _ => true,
        };
        self.mark(root, &tokens, &mut 0, &mut here, see);
    }

    /// How many words and phrases there are that [`Prepared::marks`] can name.
    pub fn leaves(&self) -> usize {
        self.root.as_ref().map_or(0, leaves)
    }

    fn mark(
        &self,
        node: &Asked,
        tokens: &Tokens,
        number: &mut usize,
        here: &mut dyn FnMut(&Leaf, Span) -> bool,
        see: &mut dyn FnMut(Span, Vec<Span>, usize),
    ) {
        match node {
            Asked::All(nodes) | Asked::Any(nodes) => {
                for node in nodes {
                    self.mark(node, tokens, number, here, see);
                }
            }
            Asked::Not(_) | Asked::Values(_) => {}
            Asked::Leaf(leaf) => {
                let met = self.met(leaf, tokens);
                push(&met, leaf, tokens, *number, here, see);
                *number += 1;
            }
            Asked::Near(leaves, words) => {
                let [one, other] = &**leaves;
                let (ones, others) = (self.met(one, tokens), self.met(other, tokens));
                push(&near(&ones, &others, *words as usize), one, tokens, *number, here, see);
                push(&near(&others, &ones, *words as usize), other, tokens, *number + 1, here, see);
                *number += 2;
            }
        }
    }

    /// Where a leaf is met: for each match the tokens of its parts.
    fn met(&self, leaf: &AskedLeaf, tokens: &Tokens) -> Vec<Vec<usize>> {
        let parts = &leaf.leaf.parts;
        let meets = |part: usize, token: usize| {
            let term = tokens.terms.get(token).map_or("", String::as_str);
            let alternatives = parts.get(part).map_or(&[][..], |part| &part.alternatives);
            alternatives.iter().any(|alternative| alternative.meets(term, self.english.as_ref()))
        };
        if !leaf.leaf.has_places() {
            return Vec::new();
        }
        // From the last part to the first: the tokens from which the rest of the phrase can be reached.
        let mut reach: Vec<Vec<usize>> = Vec::new();
        for place in (0..parts.len()).rev() {
            let next = parts.get(place + 1).zip(reach.last());
            let here = |token: &usize| {
                meets(place, *token) && next.is_none_or(|(part, tokens)| part.next(*token, tokens).is_some())
            };
            reach.push((0..tokens.terms.len()).filter(here).collect());
        }
        reach.reverse();
        let firsts = reach.first().cloned().unwrap_or_default();
        let way = |first: usize| {
            let mut way = vec![first];
            for (part, tokens) in parts.iter().zip(&reach).skip(1) {
                let last = way.last().copied().unwrap_or(first);
                way.extend(part.next(last, tokens));
            }
            way
        };
        firsts.into_iter().map(way).collect()
    }
}

fn leaves(node: &Asked) -> usize {
    match node {
        Asked::All(nodes) | Asked::Any(nodes) => nodes.iter().map(leaves).sum(),
        Asked::Not(_) | Asked::Values(_) => 0,
        Asked::Leaf(_) => 1,
        Asked::Near(..) => 2,
    }
}

impl super::parts::Part {
    /// The first of these tokens that may be this part's where another one is the part's before it. They are in order.
    fn next(&self, before: usize, tokens: &[usize]) -> Option<usize> {
        let (least, most) = self.gap;
        let place = tokens.partition_point(|token| *token < before + least as usize);
        tokens.get(place).copied().filter(|token| *token <= before + most as usize)
    }
}

/// Those of one that have one of the other near them. Both are in order of their first tokens.
fn near(ones: &[Vec<usize>], others: &[Vec<usize>], words: usize) -> Vec<Vec<usize>> {
    let longest = others.iter().map(|other| ends(other)).map(|(first, last)| last - first).max().unwrap_or(0);
    let has_partner = |one: &&Vec<usize>| {
        let (first, last) = ends(one);
        let from = first.saturating_sub(words + 1 + longest);
        let place = others.partition_point(|other| ends(other).0 < from);
        let here = others.iter().skip(place).take_while(|other| ends(other).0 <= last + words + 1);
        here.into_iter().any(|other| is_near(one, other, words))
    };
    ones.iter().filter(has_partner).cloned().collect()
}

fn ends(way: &[usize]) -> (usize, usize) {
    way.first().copied().zip(way.last().copied()).unwrap_or((0, 0))
}

fn is_near(one: &[usize], other: &[usize], words: usize) -> bool {
    let ((first, last), (other_first, other_last)) = (ends(one), ends(other));
    let between = |end: usize, start: usize| end < start && start - end - 1 <= words;
    between(last, other_first) || between(other_last, first)
}

/// The spans of matches: tokens that follow each other as one, with what stands between them.
fn push(
    met: &[Vec<usize>],
    leaf: &AskedLeaf,
    tokens: &Tokens,
    number: usize,
    here: &mut dyn FnMut(&Leaf, Span) -> bool,
    see: &mut dyn FnMut(Span, Vec<Span>, usize),
) {
    for way in met {
        let span = |run: Range<usize>| {
            let (first, last) = (way.get(run.start)?, way.get(run.end.checked_sub(1)?)?);
            let (first, last) = (tokens.spans.get(*first)?, tokens.spans.get(*last)?);
            Some(whole(tokens.text, Span { start: first.start, end: last.end }))
        };
        let mut runs = Vec::new();
        let mut start = 0;
        for place in 1..=way.len() {
            let follows =
                way.get(place).zip(way.get(place - 1)).is_some_and(|(token, before)| *token == before + 1);
            let joined = leaf.leaf.parts.get(place).is_some_and(|part| part.gap.0 == part.gap.1);
            if !(follows && joined) {
                runs.extend(span(start..place));
                start = place;
            }
        }
        let all =
            runs.first().zip(runs.last()).map(|(first, last)| Span { start: first.start, end: last.end });
        if let Some(all) = all.filter(|all| here(&leaf.leaf, *all)) {
            see(all, runs, number);
        }
    }
}

/// A span up to the end of what is drawn as one letter.
fn whole(text: &str, span: Span) -> Span {
    let behind =
        text.get(span.end as usize..).unwrap_or("").chars().take_while(|letter| is_drawn_with(*letter));
    Span { start: span.start, end: span.end + behind.map(char::len_utf8).sum::<usize>() as u32 }
}
