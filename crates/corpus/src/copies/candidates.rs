//! Pairs of articles that may be copies, found without comparing all with all.
//!
//! Every article is listed under some hashes of its sample, its keys, chosen alike in all of them: this is `MinHash`, with a
//! number of keys that grows with the text instead of bands, so that a short piece of a long story shares keys as surely as
//! a whole copy does. A key that many share (a phrase of a pattern, or the text of a story with many copies) offers only
//! the nearest articles before; those stand near in date too, where articles are numbered by date.

use super::groups::Link;
use super::sketch::Sketch;
use std::cmp::Reverse;

/// Most keys of an article. Of two texts of which one holds the other's half, a pair then shares five keys or more even
/// where one is four times as long.
const MOST_KEYS: usize = 48;
/// How many articles before it a key offers. Larger values cost time where many articles share phrases.
const NEAR: usize = 8;
/// With fewer shared keys a pair is not looked at: one phrase is shared by many.
const LEAST_SHARED: usize = 2;
/// How many candidates of an article are looked at: those that share most keys.
const MOST_CANDIDATES: usize = 24;

/// The links among articles, strongest first.
pub(super) fn candidates(sketches: &[Sketch], link: impl Fn(u32, u32) -> Option<Link>) -> Vec<Link> {
    let listed = listed(sketches);
    let mut places: Vec<(u32, u32)> =
        listed.iter().zip(0..).map(|((_, article), place)| (*article, place)).collect();
    places.sort_unstable();
    let mut links: Vec<Link> = Vec::new();
    for places in places.chunk_by(|one, other| one.0 == other.0) {
        let article = places.first().map_or(0, |(article, _)| *article);
        let before = places.iter().flat_map(|(_, place)| offered(&listed, *place as usize)).collect();
        links.extend(most_shared(before).into_iter().filter_map(|other| link(other, article)));
    }
    links.sort_unstable_by_key(|found| (Reverse(found.share), found.one, found.other));
    links
}

/// Every key of every article with the article, in order.
fn listed(sketches: &[Sketch]) -> Vec<(u32, u32)> {
    let keys = |(sketch, article): (&'_ Sketch, u32)| {
        sketch.shingles.keys(MOST_KEYS).iter().map(move |key| (*key, article)).collect::<Vec<_>>()
    };
    let mut listed: Vec<(u32, u32)> = sketches.iter().zip(0..).flat_map(keys).collect();
    listed.sort_unstable();
    listed
}

/// The nearest articles before this place under the same key.
fn offered(listed: &[(u32, u32)], place: usize) -> impl Iterator<Item = u32> {
    let key = listed.get(place).map(|(key, _)| *key);
    let before = listed.get(..place).unwrap_or_default().iter().rev().take(NEAR);
    before.take_while(move |(other, _)| Some(*other) == key).map(|(_, article)| *article)
}

/// The articles that are offered most often, at least [`LEAST_SHARED`] times.
fn most_shared(mut offered: Vec<u32>) -> Vec<u32> {
    offered.sort_unstable();
    let runs = offered.chunk_by(|one, other| one == other);
    let mut counted: Vec<(Reverse<usize>, u32)> = runs
        .filter(|run| run.len() >= LEAST_SHARED)
        .filter_map(|run| Some((Reverse(run.len()), *run.first()?)))
        .collect();
    counted.sort_unstable();
    counted.truncate(MOST_CANDIDATES);
    counted.into_iter().map(|(_, article)| article).collect()
}
