//! Numbers in few bits: single numbers below a bound, ascending lists of places, and blocks of article ids.
//!
//! Reading is total: bits behind the end are zeros, so that damaged bytes give other numbers and never a panic. How many
//! numbers there are is known to whoever reads. Bits are counted from the lowest of the first byte.

/// At most so many articles stand in one block of a posting list.
pub(super) const BLOCK: usize = 128;

/// Bits being written.
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet.
    rest: u64,
    filled: u32,
}

impl Bits {
    /// The lowest `width` bits of a number; at most 32.
    pub fn push(&mut self, number: u32, width: u32) {
        let masked = u64::from(number) & ((1u64 << width.min(32)) - 1);
        self.rest |= masked << self.filled;
        self.filled += width.min(32);
        while self.filled >= 8 {
            self.bytes.push(self.rest as u8);
            self.rest >>= 8;
            self.filled -= 8;
        }
    }

    /// A number below a bound, in as few bits as all numbers below it need on average (truncated binary).
    pub fn push_below(&mut self, number: u32, bound: u32) {
        let (width, short) = shape(bound);
        if number < short {
            self.push(number, width);
        } else {
            // The lower bits first say whether one more follows.
            let long = number + short;
            self.push(long >> 1, width);
            self.push(long & 1, 1);
        }
    }

    /// Ascending places in a range: the middle one first, then both halves, each as a number below what is left for it.
    pub fn push_places(&mut self, places: &[u32], range: std::ops::Range<u32>) {
        let middle = places.len() / 2;
        let Some(place) = places.get(middle) else { return };
        let (first, bound) = free(&range, places.len());
        self.push_below(place - first, bound);
        self.push_places(places.get(..middle).unwrap_or(&[]), range.start..*place);
        self.push_places(places.get(middle + 1..).unwrap_or(&[]), place + 1..range.end);
    }

    /// What was written, filled up to whole bytes.
    pub fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.bytes.push(self.rest as u8);
        }
        self.bytes
    }
}

/// How many bits any number below a bound fits in.
pub(super) fn bits_below(bound: u32) -> u32 {
    u32::BITS - bound.saturating_sub(1).leading_zeros()
}

/// For numbers below a bound: the bits of the short ones, and how many are short.
fn shape(bound: u32) -> (u32, u32) {
    let width = bound.max(1).ilog2();
    (width, ((2u64 << width) - u64::from(bound.max(1))) as u32)
}

/// The smallest value of the middle one of so many places in a range, and how many values it can have.
fn free(range: &std::ops::Range<u32>, places: usize) -> (u32, u32) {
    let first = range.start.saturating_add((places / 2) as u32);
    (first, range.end.saturating_sub(range.start).saturating_sub(places as u32 - 1).max(1))
}

/// Bits being read.
#[derive(Clone)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// From the first bit of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// So many bits; at most 32.
    pub fn bits(&mut self, width: u32) -> u32 {
        let bits = peek(self.bytes, self.at) & ((1u64 << width) - 1);
        self.at += width as usize;
        bits as u32
    }

    /// See [`Bits::push_below`].
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let (width, short) = shape(bound);
        let bits = peek(self.bytes, self.at);
        let number = bits as u32 & ((1u64 << width) - 1) as u32;
        if number < short {
            self.at += width as usize;
            return number;
        }
        self.at += width as usize + 1;
        let long = u64::from(number) << 1 | (bits >> width & 1);
        (long - u64::from(short)) as u32
    }

    /// See [`Bits::push_places`]. Appends them.
    pub fn places(&mut self, count: u32, range: std::ops::Range<u32>, places: &mut Vec<u32>) {
        match count {
            0 => {}
            1 => {
                let place = range.start.saturating_add(self.below(range.end.saturating_sub(range.start)));
                places.push(place);
            }
            2 => {
                let (first, bound) = free(&range, 2);
                let place = first.saturating_add(self.below(bound));
                places.push(range.start.saturating_add(self.below(place.saturating_sub(range.start))));
                places.push(place);
            }
            _ => {
                let (first, bound) = free(&range, count as usize);
                let place = first.saturating_add(self.below(bound));
                let at = places.len();
                self.places(count / 2, range.start..place, places);
                places.push(place);
                let right = count - count / 2 - 1;
                self.places(right, place.saturating_add(1)..range.end, places);
                debug_assert!(places.len() <= at + count as usize);
            }
        }
    }
}

/// At least 57 bits from a bit on.
fn peek(bytes: &[u8], bit: usize) -> u64 {
    let at = bit >> 3;
    let word = match bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        Some(eight) => u64::from_le_bytes(eight),
        None => peek_end(bytes, at),
    };
    word >> (bit & 7)
}

#[cold]
fn peek_end(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or(&[]).iter().take(8);
    rest.zip(0..).fold(0, |word, (byte, place)| word | u64::from(*byte) << (8 * place))
}

/// How a block of `count` ids out of `universe` following numbers is written: as one bit for each number where many of
/// them are in it; else the lowest bits of each id packed one behind the other, and behind them the higher bits in unary,
/// as Elias and Fano do. That is half a bit an id above the least possible, and is read without a chain of dependent steps.
struct Shape {
    low: u32,
    dense: bool,
}

/// From this part of the universe on (one in so many) a bit for each number is the shorter form.
const DENSE: u64 = 4;

impl Shape {
    fn new(count: usize, universe: u32) -> Self {
        let (count, universe) = (count.max(1) as u64, u64::from(universe));
        let dense = universe <= DENSE * count;
        Shape { low: (universe / count).max(1).ilog2(), dense }
    }
}

/// How many bytes a block takes.
pub(super) fn block_bytes(count: usize, universe: u32) -> usize {
    let shape = Shape::new(count, universe);
    let bits = if shape.dense {
        universe as usize
    } else {
        count * shape.low as usize + count + (universe.saturating_sub(1) >> shape.low) as usize
    };
    bits.div_ceil(8)
}

/// Writes ascending ids, all of them in `base .. base + universe`.
pub(super) fn write_block(ids: &[u32], base: u32, universe: u32, bytes: &mut Vec<u8>) {
    let shape = Shape::new(ids.len(), universe);
    let mut bits = vec![0u8; block_bytes(ids.len(), universe)];
    let mut set = |bit: usize| {
        if let Some(byte) = bits.get_mut(bit / 8) {
            *byte |= 1 << (bit % 8);
        }
    };
    for (place, id) in ids.iter().enumerate() {
        let number = id - base;
        if shape.dense {
            set(number as usize);
            continue;
        }
        let low = shape.low as usize;
        (0..low).filter(|bit| number >> bit & 1 != 0).for_each(|bit| set(place * low + bit));
        set(ids.len() * low + (number >> low) as usize + place);
    }
    bytes.extend(bits);
}

/// Reads a block. Returns how many ids there were; fewer than `count` only where the bytes are damaged.
pub(super) fn read_block(
    bytes: &[u8],
    count: usize,
    base: u32,
    universe: u32,
    ids: &mut [u32; BLOCK],
) -> usize {
    let shape = Shape::new(count, universe);
    let slots = ids.get_mut(..count.min(BLOCK)).unwrap_or_default();
    if shape.dense {
        return ones(bytes, 0..universe as usize, slots, |place, _| base.wrapping_add(place));
    }
    let (low, first) = (shape.low, count * shape.low as usize);
    let mask = (1u64 << low) - 1;
    let bits = first..first + count + (universe.saturating_sub(1) >> low) as usize;
    let id = |place: u32, number: u32| {
        let low_bits = (peek(bytes, (number * low) as usize) & mask) as u32;
        base.wrapping_add(place.wrapping_sub(number) << low | low_bits)
    };
    ones(bytes, bits, slots, id)
}

/// Fills slots from the places of the ones among bits, with their numbers; returns how many there were.
fn ones(
    bytes: &[u8],
    bits: std::ops::Range<usize>,
    slots: &mut [u32],
    id: impl Fn(u32, u32) -> u32,
) -> usize {
    let mut slots = slots.iter_mut().zip(0u32..);
    let (mut at, mut base, mut filled) = (bits.start, 0u32, 0);
    while at < bits.end {
        let mut word = peek(bytes, at) & ((1 << 56) - 1);
        while word != 0 {
            let Some((slot, number)) = slots.next() else { return filled };
            *slot = id(base + word.trailing_zeros(), number);
            filled += 1;
            word &= word - 1;
        }
        at += 56;
        base += 56;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn blocks_come_back(ids in prop::collection::btree_set(0u32..100_000, 1..=BLOCK), base in 0u32..1000, more in 0u32..100_000, scale in 0u32..16) {
            let ids: BTreeSet<u32> = ids.iter().map(|id| base + (id >> scale)).collect();
            let ids: Vec<u32> = ids.into_iter().collect();
            let universe = ids[ids.len() - 1] - base + 1 + (more >> scale);
            let mut bytes = Vec::new();
            write_block(&ids, base, universe, &mut bytes);
            prop_assert_eq!(bytes.len(), block_bytes(ids.len(), universe));
            bytes.extend([255; 3]);
            let mut read = [0; BLOCK];
            let count = read_block(&bytes, ids.len(), base, universe, &mut read);
            prop_assert_eq!(&read[..count], &ids[..]);
        }

        #[test]
        fn places_come_back(lists in prop::collection::vec((prop::collection::btree_set(0u32..3000, 0..40), 0u32..50), 0..8)) {
            let mut bits = Bits::default();
            let lists: Vec<(Vec<u32>, u32)> = lists.into_iter().map(|(list, more)| {
                let list: Vec<u32> = list.into_iter().collect();
                let end = list.last().map_or(0, |last| last + 1) + more;
                (list, end)
            }).collect();
            for (list, end) in &lists {
                bits.push_below(*end, 5000);
                bits.push_places(list, 0..*end);
            }
            let bytes = bits.finish();
            let mut reader = BitReader::new(&bytes);
            for (list, end) in &lists {
                prop_assert_eq!(reader.below(5000), *end);
                let mut read = Vec::new();
                reader.places(list.len() as u32, 0..*end, &mut read);
                prop_assert_eq!(&read, list);
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..64), count in 0usize..200, base: u32, universe: u32, ends in prop::collection::vec((0u32..200, any::<u32>(), any::<u32>()), 0..8)) {
            let mut ids = [0; BLOCK];
            prop_assert!(read_block(&bytes, count, base, universe % 1_000_000, &mut ids) <= BLOCK);
            let mut reader = BitReader::new(&bytes);
            for (count, start, end) in ends {
                let mut places = Vec::new();
                reader.places(count, start..end, &mut places);
                prop_assert_eq!(places.len(), count as usize);
            }
        }
    }
}
