//! Links between articles made into groups, with care against chains.
//!
//! Links are taken strongest first. Two groups are joined by a link only if all their members (a spread of them, where
//! there are many) have at least a little in common, and most of them the same figures: a chain of texts of which each
//! resembles the next, as daily updates do, ends where its ends no longer do, and a short text with few figures does not
//! join two reports. What holds two texts that have nothing in common is a round-up and a copy of neither.

use super::same_figures;
use super::sketch::{Share, Sketch};
use std::collections::BTreeMap;

/// Of the shorter of any two texts of a group at least so many of a thousand shingles are in the other: two cuts of one
/// story share its first paragraphs. Larger values part copies that were cut in different ways, smaller ones let chains grow.
const LEAST_IN_COMMON: u32 = 200;

/// How many members of a group are compared before it is joined to another.
const MOST_COMPARED: usize = 8;

/// Two articles that are copies of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Place of the one that comes first.
    pub one: u32,
    /// Place of the other.
    pub other: u32,
    /// What they share.
    pub share: Share,
}

/// Groups of articles; at first each is its own.
pub(super) struct Groups {
    /// For each article the article that its group is kept under.
    of: Vec<u32>,
    /// The members of each group, under that article.
    members: Vec<Vec<u32>>,
}

impl Groups {
    /// So many articles.
    pub fn new(articles: usize) -> Self {
        let alone = 0..articles as u32;
        Self { of: alone.clone().collect(), members: alone.map(|article| vec![article]).collect() }
    }

    /// Joins the groups of two linked articles, if their members have enough in common.
    pub fn join(&mut self, link: Link, sketches: &[Sketch]) {
        let (Some(one), Some(other)) = (self.group(link.one), self.group(link.other)) else { return };
        if one == other || !self.belong_together(one, other, sketches) {
            return;
        }
        let (large, small) = if self.members_of(one).len() < self.members_of(other).len() {
            (other, one)
        } else {
            (one, other)
        };
        let moved = self.members.get_mut(small as usize).map(std::mem::take).unwrap_or_default();
        for article in &moved {
            self.of.get_mut(*article as usize).into_iter().for_each(|group| *group = large);
        }
        self.members.get_mut(large as usize).into_iter().for_each(|members| members.extend(&moved));
    }

    /// The groups of two or more.
    pub fn of_several(&self) -> impl Iterator<Item = &[u32]> {
        self.members.iter().map(Vec::as_slice).filter(|members| members.len() > 1)
    }

    fn group(&self, article: u32) -> Option<u32> {
        self.of.get(article as usize).copied()
    }

    fn members_of(&self, group: u32) -> &[u32] {
        self.members.get(group as usize).map_or(&[], Vec::as_slice)
    }

    fn belong_together(&self, one: u32, other: u32, sketches: &[Sketch]) -> bool {
        let others: Vec<u32> = spread(self.members_of(other)).collect();
        let pairs =
            spread(self.members_of(one)).flat_map(|one| others.iter().map(move |other| (one, *other)));
        let pairs: Vec<(u32, u32)> = pairs.collect();
        let differing =
            pairs.iter().filter(|(one, other)| !both(sketches, *one, *other, same_figures)).count();
        differing * 2 <= pairs.len()
            && pairs.iter().all(|(one, other)| both(sketches, *one, *other, are_related))
    }
}

/// At most [`MOST_COMPARED`] of them, evenly spread.
fn spread(members: &[u32]) -> impl Iterator<Item = u32> {
    members.iter().step_by(members.len().div_ceil(MOST_COMPARED).max(1)).copied()
}

/// Whether something holds of two articles.
fn both(sketches: &[Sketch], one: u32, other: u32, holds: impl Fn(&Sketch, &Sketch) -> bool) -> bool {
    let pair = sketches.get(one as usize).zip(sketches.get(other as usize));
    pair.is_some_and(|(one, other)| holds(one, other))
}

fn are_related(one: &Sketch, other: &Sketch) -> bool {
    one.shingles.share(&other.shingles).contained >= LEAST_IN_COMMON
}

/// The links without those of round-ups to their parts.
pub(super) fn without_round_ups(links: Vec<Link>, sketches: &[Sketch]) -> Vec<Link> {
    let mut parts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for link in &links {
        if let Some((whole, part)) = whole_and_part(*link, sketches) {
            parts.entry(whole).or_default().push(part);
        }
    }
    parts.retain(|_, parts| !all_related(parts, sketches));
    let is_kept =
        |link: &Link| whole_and_part(*link, sketches).is_none_or(|(whole, _)| !parts.contains_key(&whole));
    links.into_iter().filter(is_kept).collect()
}

/// The longer and the shorter one, where the longer could hold another text of that length.
fn whole_and_part(link: Link, sketches: &[Sketch]) -> Option<(u32, u32)> {
    let count = |article: u32| sketches.get(article as usize).map(|sketch| sketch.shingles.count);
    let (one, other) = (count(link.one)?, count(link.other)?);
    let (whole, part) = if one < other { (link.other, link.one) } else { (link.one, link.other) };
    (one.min(other).saturating_mul(3) <= one.max(other).saturating_mul(2)).then_some((whole, part))
}

fn all_related(parts: &[u32], sketches: &[Sketch]) -> bool {
    let parts: Vec<u32> = spread(parts).collect();
    parts
        .iter()
        .all(|one| parts.iter().all(|other| one == other || both(sketches, *one, *other, are_related)))
}
