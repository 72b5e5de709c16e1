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
        let starts = starts(&reader.numbers()?)?;
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

/// Where each of things of these lengths begins, and where the last ends.
pub(crate) fn starts(lengths: &[u32]) -> Option<Vec<u32>> {
    let mut starts = Vec::with_capacity(lengths.len() + 1);
    let mut sum = 0u32;
    starts.push(sum);
    for length in lengths {
        sum = sum.checked_add(*length)?;
        starts.push(sum);
    }
    Some(starts)
}

/// For each list how many numbers it has; then all numbers, within a list as differences.
pub(crate) fn read_lists(reader: &mut Reader) -> Option<Lists> {
    let starts = starts(&reader.numbers()?)?;
    let mut numbers = reader.numbers()?;
    if starts.last().copied() != Some(numbers.len() as u32) {
        return None;
    }
    for ends in starts.windows(2) {
        let [start, end] = ends else { continue };
        let mut sum = 0u32;
        for number in numbers.get_mut(*start as usize..*end as usize).into_iter().flatten() {
            sum = sum.checked_add(*number)?;
            *number = sum;
        }
    }
    Some(Lists { starts, numbers })
}
