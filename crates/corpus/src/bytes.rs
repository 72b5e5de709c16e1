//! The alphabet of the frozen bytes: variable-length numbers, strings by number, spans as differences, and a checksum.
//!
//! Reading is total: where bytes end early or a number is too large, a reader gives `None` and never reserves more
//! memory than the bytes that are left could fill. What the numbers mean is known to the modules that write them.

use dateline_knowledge::Lookup;
use dateline_record::Span;
use std::collections::BTreeMap;

/// Bytes being written, and the strings that they refer to.
#[derive(Default)]
pub(crate) struct Writer {
    /// What was written so far.
    pub bytes: Vec<u8>,
    /// Start of the span written last: the next one is written as a difference.
    span: u32,
}

/// Every string once, numbered in the order of first use.
#[derive(Default)]
pub(crate) struct Strings {
    numbers: Lookup<String, u32>,
    ordered: Vec<String>,
}

impl Strings {
    /// The number of a string.
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.ordered.len() as u32;
        *self.numbers.slot(text.to_owned()) = number;
        self.ordered.push(text.to_owned());
        number
    }

    /// The string of a number.
    pub fn text(&self, number: u32) -> &str {
        self.ordered.get(number as usize).map_or("", |text| text)
    }

    /// For one record, which numbers its strings for itself.
    pub fn of_one_record(&mut self) -> OwnStrings<'_> {
        OwnStrings { all: self, own: BTreeMap::new(), used: Vec::new() }
    }
}

/// The strings of one record, numbered in the order in which it uses them.
pub(crate) struct OwnStrings<'s> {
    all: &'s mut Strings,
    /// By number in the whole, the number in the record.
    own: BTreeMap<u32, u32>,
    used: Vec<u32>,
}

impl OwnStrings<'_> {
    /// The number of a string in the record.
    pub fn number(&mut self, text: &str) -> u32 {
        let number = self.all.number(text);
        let next = self.used.len() as u32;
        *self.own.entry(number).or_insert_with(|| {
            self.used.push(number);
            next
        })
    }

    /// The numbers of all its strings in the whole.
    pub fn used(self) -> Vec<u32> {
        self.used
    }
}

impl Writer {
    /// A number: seven bits a byte, the lowest first.
    pub fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A number that may be negative, small ones short.
    pub fn signed(&mut self, number: i32) {
        self.number((number << 1).cast_unsigned() ^ (number >> 31).cast_unsigned());
    }

    /// How many, then each.
    pub fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.number(numbers.len() as u32);
        numbers.for_each(|number| self.number(number));
    }

    /// How many bytes, then the bytes.
    pub fn blob(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    /// A span, as the difference of its start from the span before, and its length.
    pub fn span(&mut self, span: Span) {
        self.signed(span.start.wrapping_sub(self.span).cast_signed());
        self.number(span.end.wrapping_sub(span.start));
        self.span = span.start;
    }
}

/// Frozen bytes being read.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    span: u32,
}

impl<'a> Reader<'a> {
    /// From the first of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, span: 0 }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// A number of so many bytes (at most 8), the lowest first.
    pub fn fixed(&mut self, bytes: u32) -> Option<u64> {
        (0..bytes).try_fold(0, |number, place| Some(number | u64::from(self.byte()?) << (8 * place)))
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// See [`Writer::number`].
    #[inline]
    pub fn number(&mut self) -> Option<u32> {
        // Most numbers are small.
        match self.rest.split_first() {
            Some((first, rest)) if *first < 0x80 => {
                self.rest = rest;
                Some(u32::from(*first))
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Option<u32> {
        let mut number = 0u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    /// See [`Writer::signed`].
    pub fn signed(&mut self) -> Option<i32> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// How many follow. Each takes a byte at least, so more than the bytes left is damage.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.left()).then_some(count)
    }

    /// See [`Writer::numbers`].
    pub fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.count()?;
        let mut numbers = Vec::with_capacity(count);
        for _ in 0..count {
            numbers.push(self.number()?);
        }
        Some(numbers)
    }

    /// So many lengths, summed: where each thing of such a length begins, and where the last one ends.
    pub fn sums(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut sums = Vec::with_capacity(count + 1);
        let mut sum = 0u32;
        sums.push(sum);
        for _ in 0..count {
            sum = sum.checked_add(self.number()?)?;
            sums.push(sum);
        }
        Some(sums)
    }

    /// The same of all numbers of a list.
    pub fn starts(&mut self) -> Option<Vec<u32>> {
        let count = self.count()?;
        self.sums(count)
    }

    /// See [`Writer::blob`].
    pub fn blob(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.take(length)
    }

    /// See [`Writer::span`].
    pub fn span(&mut self) -> Option<Span> {
        let start = self.span.wrapping_add(self.signed()?.cast_unsigned());
        let end = start.wrapping_add(self.number()?);
        self.span = start;
        Some(Span { start, end })
    }
}

/// A hash of bytes: not against an attacker, but every single changed bit changes it, because each step maps
/// different states to different states. Long pieces are hashed in four lanes side by side, which do not wait for each other.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    /// Of nothing.
    pub fn new() -> Self {
        Hash(0x9e37_79b9_7f4a_7c15)
    }

    /// With these bytes behind what was hashed so far; where one piece ends and the next begins counts too.
    pub fn with(mut self, bytes: &[u8]) -> Self {
        let mut rows = bytes.chunks_exact(32);
        let mut lanes = [self; 4];
        for row in &mut rows {
            for (lane, word) in lanes.iter_mut().zip(row.chunks_exact(8)) {
                lane.step(word.try_into().map_or(0, u64::from_le_bytes));
            }
        }
        for lane in lanes {
            self.step(lane.0);
        }
        for word in rows.remainder().chunks(8) {
            let mut whole = [0; 8];
            whole.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
            self.step(u64::from_le_bytes(whole));
        }
        self.step(bytes.len() as u64);
        self
    }

    fn step(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.0 = mixed ^ (mixed >> 32);
    }

    /// The hash itself.
    pub fn value(self) -> u64 {
        self.0
    }
}

/// The hash by which an article is found by the id of its record.
pub(crate) fn id_hash(id: &str) -> u32 {
    let hash = Hash::new().with(id.as_bytes()).value();
    (hash ^ hash >> 32) as u32
}

impl std::fmt::Write for Hash {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        *self = self.with(text.as_bytes());
        Ok(())
    }
}
