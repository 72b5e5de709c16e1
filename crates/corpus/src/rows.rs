//! Which of an article's values stand in which of its passages, read in place.
//!
//! The values of an article stand in one row: topics, people, states, organisations, then the intervals it mentions. Each
//! passage names the places in that row that it holds.

use crate::bytes::Reader;
use crate::column::Column;
use crate::set::Set;
use crate::{Corpus, Facet};
use std::ops::Range;

/// A column of what passages hold: all facets but the source, and the mentioned intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// Values of a facet; sources are held by no passage.
    Facet(Facet),
    /// Mentioned intervals.
    Mentioned,
}

/// What the passages of an article hold: pairs of a passage and a place in the article's row, in order.
pub(crate) struct Rows<'a> {
    reader: Reader<'a>,
    passages: Range<u32>,
    passage: u32,
    left: u32,
}

impl Iterator for Rows<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        while self.left == 0 {
            self.passage = self.passages.next()?;
            self.left = self.reader.number()?;
        }
        self.left -= 1;
        Some((self.passage, self.reader.number()?))
    }
}

impl Corpus {
    /// The column that holds the values of articles.
    pub(crate) fn column(&self, held: Held) -> &Column {
        match held {
            Held::Facet(facet) => self.columns.of(facet),
            Held::Mentioned => &self.mentioned_of,
        }
    }

    /// What the passages of an article hold.
    pub(crate) fn rows(&self, article: u32) -> Rows<'_> {
        let passages = self.passages_of(article as usize);
        Rows { reader: self.rows_of(article as usize), passages, passage: 0, left: 0 }
    }

    /// Where the values of a column stand in the row of an article.
    pub(crate) fn places(&self, article: u32, held: Held) -> Range<u32> {
        let length = |held: Held| self.column(held).of(article as usize).len() as u32;
        let order = [Facet::Topic, Facet::Person, Facet::State, Facet::Organisation].map(Held::Facet);
        let before: u32 = order.into_iter().take_while(|other| *other != held).map(length).sum();
        before..before + length(held)
    }

    /// The passages of these articles that hold at least so many of the wanted values.
    pub(crate) fn holding(
        &self,
        articles: &Set,
        held: Held,
        wanted: &dyn Fn(u32) -> bool,
        needed: u32,
    ) -> Set {
        let mut found = Set::none(self.passage_count());
        let mut is_wanted: Vec<bool> = Vec::new();
        for article in articles.members() {
            is_wanted.clear();
            is_wanted.extend(self.column(held).of(article as usize).iter().map(|value| wanted(*value)));
            let places = self.places(article, held);
            let (mut passage, mut has) = (u32::MAX, 0);
            for (next, place) in self.rows(article) {
                if passage != next {
                    (passage, has) = (next, 0);
                }
                let own = place.checked_sub(places.start).and_then(|place| is_wanted.get(place as usize));
                if own == Some(&true) {
                    has += 1;
                    if has == needed {
                        found.insert(passage);
                    }
                }
            }
        }
        found
    }

    /// How many of these articles hold each value in one of these passages.
    pub(crate) fn count_held(&self, articles: &Set, passages: Option<&Set>, held: Held) -> Vec<u32> {
        let mut counts = vec![0u32; self.column(held).value_count()];
        let mut add = |value: u32| counts.get_mut(value as usize).into_iter().for_each(|count| *count += 1);
        let mut is_held = Vec::new();
        articles
            .members()
            .for_each(|article| self.each_held(article, passages, held, &mut is_held, &mut add));
        counts
    }

    /// Shows the values that an article holds in one of these passages. `is_held` is room to work in.
    pub(crate) fn each_held(
        &self,
        article: u32,
        passages: Option<&Set>,
        held: Held,
        is_held: &mut Vec<bool>,
        see: &mut dyn FnMut(u32),
    ) {
        let values = self.column(held).of(article as usize);
        let places = self.places(article, held);
        is_held.clear();
        is_held.resize(values.len(), false);
        for (passage, place) in self.rows(article) {
            let own = place.checked_sub(places.start).and_then(|place| is_held.get_mut(place as usize));
            if let Some(own) = own.filter(|_| passages.is_none_or(|passages| passages.has(passage))) {
                *own = true;
            }
        }
        values.iter().zip(is_held).filter(|(_, is_held)| **is_held).for_each(|(value, _)| see(*value));
    }

    /// All passages of these articles.
    pub(crate) fn passages_in(&self, articles: &Set) -> Set {
        let mut passages = Set::none(self.passage_count());
        let mut range = 0..0;
        for article in articles.members() {
            let own = self.passages_of(article as usize);
            if own.start == range.end {
                range.end = own.end;
            } else {
                passages.fill(std::mem::replace(&mut range, own));
            }
        }
        passages.fill(range);
        passages
    }

    /// The articles of these passages.
    pub(crate) fn articles_in(&self, passages: &Set) -> Set {
        let mut articles = Set::none(self.len());
        let mut next = passages.next(0);
        while let Some(passage) = next {
            let article = self.article_of(passage);
            articles.insert(article);
            // One that lies about its passages still leads on.
            next = passages.next(self.passages_of(article as usize).end.max(passage + 1));
        }
        articles
    }
}
