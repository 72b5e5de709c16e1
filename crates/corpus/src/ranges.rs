//! Stretches of frozen bytes that are read in place, and lists of numbers that are decoded at once.

use crate::bytes::Reader;
use crate::column::Lists;

/// The bytes of a part: in the file of the corpus or in one of their own.
pub(crate) enum Bytes {
    /// Those of the corpus.
    Shared,
    /// Those of the part.
    Own(Vec<u8>),
}

impl Bytes {
    /// The whole file.
    pub fn file<'b>(&'b self, shared: &'b [u8]) -> &'b [u8] {
        match self {
            Bytes::Shared => shared,
            Bytes::Own(own) => own,
        }
    }
}

/// Stretches of the frozen bytes, one behind the other.
pub(crate) struct Ranges {
    first: usize,
    starts: Vec<u32>,
}

impl Ranges {
    /// The lengths of all of them, then their bytes. `end` is where the reader's bytes end in the file.
    pub fn read(reader: &mut Reader, end: usize) -> Option<Self> {
        let starts = reader.starts()?;
        let blob = reader.blob()?;
        let whole = starts.last().is_some_and(|end| *end as usize == blob.len());
        whole.then_some(Self { first: end - reader.left() - blob.len(), starts })
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        (self.starts.len() as u32).saturating_sub(1)
    }

    /// How many bytes one of them has.
    pub fn length(&self, place: usize) -> usize {
        let ends = self.starts.get(place).zip(self.starts.get(place + 1));
        ends.map_or(0, |(start, end)| (end - start) as usize)
    }

    /// One of them.
    pub fn of<'b>(&self, bytes: &'b [u8], place: usize) -> Option<&'b [u8]> {
        let (start, end) = (*self.starts.get(place)? as usize, *self.starts.get(place + 1)? as usize);
        bytes.get(self.first..)?.get(start..end)
    }
}

/// For each list how many numbers it has; then all numbers, within a list as differences.
pub(crate) fn read_lists(reader: &mut Reader) -> Option<Lists> {
    let starts = reader.starts()?;
    let count = reader.count()?;
    if starts.last().copied() != Some(count as u32) {
        return None;
    }
    let mut numbers = Vec::with_capacity(count);
    for end in starts.iter().skip(1).map(|end| *end as usize).filter(|_| count > 0) {
        let mut sum = 0u32;
        while numbers.len() < end {
            sum = sum.checked_add(reader.number()?)?;
            numbers.push(sum);
        }
    }
    Some(Lists { starts, numbers })
}
