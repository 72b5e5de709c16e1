//! The tokens of every unit, one behind the other: words are found by looking at all of them.

use crate::bytes::Reader;
use crate::column::Lists;
use crate::ranges::{Bytes, Ranges, starts};
use crate::words::Pattern;
use std::ops::Range;

/// Tokens of the units in which words are looked for.
pub(crate) struct Tokens {
    /// Where the terms stand.
    pub bytes: Bytes,
    terms: Ranges,
    /// Where the units of each article begin; one more at the end. Passages come first.
    units: Vec<u32>,
    /// Terms by unit.
    lists: Lists,
}

impl Tokens {
    /// The same, where the file is one of its own.
    pub fn in_bytes(self, bytes: Bytes) -> Self {
        Self { bytes, ..self }
    }

    /// As the builder wrote them: terms, how many units each article has, the tokens of each unit.
    pub fn read(reader: &mut Reader, end: usize, passages: &[u32]) -> Option<Tokens> {
        let terms = Ranges::read(reader, end)?;
        let units = starts(&reader.numbers()?)?;
        let lists = Lists { starts: starts(&reader.numbers()?)?, numbers: reader.numbers()? };
        let fits =
            units.len() == passages.len() && units.last().map(|units| *units as usize) == Some(lists.count());
        fits.then_some(Tokens { bytes: Bytes::Shared, terms, units, lists })
    }

    /// The numbers of an article's units.
    pub fn units_of(&self, article: usize) -> Range<u32> {
        let at = |place: usize| self.units.get(place).copied().unwrap_or(0);
        at(article)..at(article + 1)
    }

    /// The terms of a unit.
    pub fn of(&self, unit: u32) -> &[u32] {
        self.lists.of(unit as usize)
    }

    /// The terms that meet a pattern, as a range of their numbers: they are numbered in order.
    pub fn terms_of(&self, file: &[u8], pattern: &Pattern) -> Range<u32> {
        let wanted = pattern.text.as_bytes();
        let term = |number: u32| self.terms.of(file, number as usize).unwrap_or_default();
        let first = first_where(self.terms.count(), |number| term(number) >= wanted);
        let behind = if pattern.prefix {
            first_where(self.terms.count(), |number| {
                term(number) >= wanted && !term(number).starts_with(wanted)
            })
        } else {
            first + u32::from(term(first) == wanted && !wanted.is_empty())
        };
        first..behind
    }
}

/// The first of so many numbers for which something holds that holds for all behind it.
fn first_where(count: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}
