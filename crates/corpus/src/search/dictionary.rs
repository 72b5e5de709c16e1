//! The terms of a corpus in order, and for each where its posting list stands.
//!
//! Terms stand in groups of sixteen; inside a group each is written as how many bytes it shares with the one before, and
//! the rest; behind them stand the numbers of all of them. Only where groups begin is read when an index is opened. Look-ups halve the groups; a walk for misspelt words
//! skips whole beginnings that have become too far away.

use crate::bytes::{Reader, Writer};
use std::ops::Range;

/// Terms in a group: more make the dictionary smaller and look-ups slower.
pub(super) const GROUP: usize = 16;

/// A term's posting list: how many articles hold it, and its stretches of the three streams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// How many articles hold the term.
    pub articles: u32,
    /// The range of terms that it stands in.
    pub range: u32,
    /// Its bytes in the stream of article ids of that range.
    pub ids: Range<usize>,
    /// Its bytes in the stream of weights.
    pub weights: Range<usize>,
    /// Its bytes in the stream of places.
    pub places: Range<usize>,
}

/// A term to be written, with the lengths of its stretches.
pub(super) struct Row<'t> {
    /// The term.
    pub term: &'t str,
    /// How many articles hold it.
    pub articles: u32,
    /// Bytes of ids, weights and places.
    pub lengths: [u32; 3],
}

/// Writes terms in order: how many groups each range has; for each group the lengths of its terms and its stretches, then all
/// groups.
pub(super) fn write(rows: &[Row], ranges: &[u32], out: &mut Writer) {
    let mut groups = Writer::default();
    out.number(rows.len() as u32);
    out.numbers(ranges.iter().copied());
    for group in rows.chunks(GROUP) {
        let start = groups.bytes.len();
        let mut before: &str = "";
        for row in group {
            let shared = shared_letters(before, row.term);
            let rest = row.term.get(shared..).unwrap_or("");
            groups.number(shared as u32);
            groups.blob(rest.as_bytes());
            before = row.term;
        }
        for row in group {
            groups.number(row.articles);
            row.lengths.iter().for_each(|length| groups.number(*length));
        }
        out.number((groups.bytes.len() - start) as u32);
        for stream in 0..3 {
            out.number(group.iter().filter_map(|row| row.lengths.get(stream)).sum());
        }
    }
    out.blob(&groups.bytes);
}

/// How many bytes of whole letters two terms share at their beginning.
fn shared_letters(one: &str, other: &str) -> usize {
    let equal = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    equal.map(|(letter, _)| letter.len_utf8()).sum()
}

/// Where groups begin.
#[derive(Default)]
pub(super) struct Dictionary {
    /// Of each group: its byte, and the bytes of its stretches; one more at the end.
    starts: Vec<[u32; 4]>,
    /// The first group of each range of terms; one more at the end.
    ranges: Vec<u32>,
    terms: u32,
    /// Where the groups stand in the section.
    groups: Range<usize>,
}

impl Dictionary {
    /// Reads where groups begin, from a reader that stands at a dictionary inside a section of `whole` bytes.
    pub fn read(reader: &mut Reader, whole: usize) -> Option<Self> {
        let terms = reader.number()?;
        let count = (terms as usize).div_ceil(GROUP);
        let ranges = reader.starts()?;
        if count > reader.left() || ranges.last().copied()? as usize != count {
            return None;
        }
        let mut starts = Vec::with_capacity(count + 1);
        let mut start = [0u32; 4];
        starts.push(start);
        for _ in 0..count {
            for sum in &mut start {
                *sum = sum.checked_add(reader.number()?)?;
            }
            starts.push(start);
        }
        let length = reader.blob()?.len();
        let end = whole - reader.left();
        Some(Self { starts, ranges, terms, groups: end - length..end })
    }

    /// How many ranges of terms there are.
    pub fn ranges(&self) -> usize {
        self.ranges.len().saturating_sub(1)
    }

    /// Where the three streams of a range begin, among the bytes of all ranges.
    fn start(&self, range: usize) -> [u32; 3] {
        let group = self.ranges.get(range).and_then(|group| self.starts.get(*group as usize));
        let [_, ids, weights, places] = group.copied().unwrap_or_default();
        [ids, weights, places]
    }

    /// How many bytes the three streams of a range have by what the groups say.
    pub fn lengths(&self, range: usize) -> [usize; 3] {
        let (start, end) = (self.start(range), self.start(range + 1));
        let mut lengths = [0; 3];
        for (length, (start, end)) in lengths.iter_mut().zip(start.into_iter().zip(end)) {
            *length = end.saturating_sub(start) as usize;
        }
        lengths
    }

    /// The terms from the first one on that is not before `wanted`.
    pub fn from<'a>(&self, section: &'a [u8], wanted: &[u8]) -> Cursor<'a, '_> {
        let groups = section.get(self.groups.clone()).unwrap_or(&[]);
        let mut cursor = Cursor::new(self, groups);
        cursor.seek(wanted, 0);
        cursor
    }

    /// How many terms a group has.
    fn terms_in(&self, group: usize) -> usize {
        (self.terms as usize).saturating_sub(group.saturating_mul(GROUP)).min(GROUP)
    }

    /// The first term of a group.
    fn first<'a>(&self, groups: &'a [u8], group: usize) -> &'a [u8] {
        let start = self.starts.get(group).map_or(usize::MAX, |start| start[0] as usize);
        let mut reader = Reader::new(groups.get(start..).unwrap_or(&[]));
        reader.number().and_then(|_| reader.blob()).unwrap_or(&[])
    }

    /// The entry of a term.
    pub fn find(&self, section: &[u8], term: &str) -> Option<Entry> {
        let mut cursor = self.from(section, term.as_bytes());
        (cursor.valid && cursor.term == term.as_bytes()).then(|| cursor.entry())
    }

    /// Shows every term that begins so, in order.
    pub fn each_with(&self, section: &[u8], beginning: &str, see: &mut dyn FnMut(&mut Cursor)) {
        let mut cursor = self.from(section, beginning.as_bytes());
        while cursor.valid && cursor.term.starts_with(beginning.as_bytes()) {
            see(&mut cursor);
            cursor.step();
        }
    }

    /// Shows every term that a word becomes with at most so many letters added, left out or exchanged, with how many.
    /// Words of more than 63 letters have none.
    pub fn each_near(&self, section: &[u8], word: &str, edits: u32, see: &mut dyn FnMut(&mut Cursor, u32)) {
        let Some(near) = Near::new(word, edits) else { return };
        let mut cursor = self.from(section, FIRST_WORD);
        let mut states = vec![(0usize, near.start())];
        while cursor.valid {
            while states.last().is_some_and(|(length, _)| *length > cursor.shared) && states.len() > 1 {
                states.pop();
            }
            let dead = near.extend(cursor.text(), &mut states);
            if dead.is_none()
                && let Some((_, state)) = states.last()
                && let Some(distance) = near.accepts(state)
            {
                see(&mut cursor, distance);
            }
            match dead.zip(states.last()) {
                Some((letter, (length, state))) => {
                    let mut wanted = cursor.term.get(..*length).unwrap_or(&[]).to_vec();
                    near.push_next(state, letter, &mut wanted);
                    cursor.skip_to(&wanted);
                }
                None => {
                    cursor.step();
                }
            }
        }
    }
}

/// Terms before this one are no words (see `term`).
const FIRST_WORD: &[u8] = &[0x10];

/// Stands at a term.
#[derive(Clone)]
pub(super) struct Cursor<'a, 'd> {
    dictionary: &'d Dictionary,
    groups: &'a [u8],
    reader: Reader<'a>,
    group: usize,
    /// Terms left in the group behind this one.
    left: usize,
    term: Vec<u8>,
    /// How many bytes this term shares with what was looked at before it.
    shared: usize,
    /// Whether it stands at a term.
    valid: bool,
    /// How far the numbers of the group were read; nothing before the first is asked for.
    numbers: Option<Numbers<'a>>,
}

/// The numbers of a group's terms, read up to one of them.
#[derive(Clone)]
struct Numbers<'a> {
    reader: Reader<'a>,
    /// How many terms were read.
    read: usize,
    entry: Entry,
}

impl<'a, 'd> Cursor<'a, 'd> {
    fn new(dictionary: &'d Dictionary, groups: &'a [u8]) -> Self {
        let reader = Reader::new(&[]);
        Cursor {
            dictionary,
            groups,
            reader,
            group: 0,
            left: 0,
            term: Vec::new(),
            shared: 0,
            valid: false,
            numbers: None,
        }
    }

    /// Before the first term of a group.
    fn enter(&mut self, group: usize) {
        let start = self.dictionary.starts.get(group).map_or(usize::MAX, |start| start[0] as usize);
        self.reader = Reader::new(self.groups.get(start..).unwrap_or(&[]));
        self.group = group;
        self.left = self.dictionary.terms_in(group);
        self.numbers = None;
    }

    /// To the next term; false behind the last one.
    pub fn step(&mut self) -> bool {
        if self.left == 0 {
            self.enter(self.group + 1);
        }
        self.valid = self.left > 0 && self.read().is_some();
        self.valid
    }

    fn read(&mut self) -> Option<()> {
        self.left -= 1;
        let shared = self.reader.number()? as usize;
        let rest = self.reader.blob()?;
        // The first term of a group shares nothing by what is written: compare it with the last one of the group before.
        let tail = self.term.get(shared..).unwrap_or(&[]);
        self.shared = shared.min(self.term.len()) + common(tail, rest);
        self.term.truncate(shared);
        self.term.extend_from_slice(rest);
        Some(())
    }

    /// To the first term that is not before `wanted`, where none of the groups before `from` holds it. Looks ahead in doubling
    /// steps: mostly it is near.
    fn seek(&mut self, wanted: &[u8], from: usize) {
        let count = self.dictionary.starts.len().saturating_sub(1);
        let behind = |group: usize| self.dictionary.first(self.groups, group) > wanted;
        let (mut low, mut step) = (from, 1);
        while low + step < count && !behind(low + step) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(count);
        while low < high {
            let middle = low + (high - low) / 2;
            if behind(middle) { high = middle } else { low = middle + 1 }
        }
        self.enter(low.saturating_sub(1).max(from));
        while self.step() && self.term.as_slice() < wanted {}
    }

    /// To the first term that is not before `wanted`, which is behind this one.
    fn skip_to(&mut self, wanted: &[u8]) {
        let mut shared = self.term.len();
        while self.left > 0 {
            if !self.step() {
                return;
            }
            shared = shared.min(self.shared);
            if self.term.as_slice() >= wanted {
                self.shared = shared;
                return;
            }
        }
        let before = std::mem::take(&mut self.term);
        self.seek(wanted, self.group + 1);
        self.shared = shared.min(common(&self.term, &before));
    }

    /// The term it stands at.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.term).unwrap_or("")
    }

    /// The term's posting list. The numbers of a group are read once, as far as they are asked for.
    pub fn entry(&mut self) -> Entry {
        let mut numbers = self.numbers.take().unwrap_or_else(|| self.first_numbers());
        let place = self.dictionary.terms_in(self.group).saturating_sub(self.left);
        while numbers.read < place {
            let entry = &mut numbers.entry;
            entry.articles = numbers.reader.number().unwrap_or(0);
            for stretch in [&mut entry.ids, &mut entry.weights, &mut entry.places] {
                let length = numbers.reader.number().unwrap_or(0) as usize;
                *stretch = stretch.end..stretch.end.saturating_add(length);
            }
            numbers.read += 1;
        }
        self.numbers.insert(numbers).entry.clone()
    }

    /// Before the numbers of the group, which stand behind its terms.
    fn first_numbers(&self) -> Numbers<'a> {
        let mut reader = self.reader.clone();
        for _ in 0..self.left {
            reader.number();
            reader.blob();
        }
        let [_, ids, weights, places] = self.dictionary.starts.get(self.group).copied().unwrap_or_default();
        let group = self.group as u32;
        let range = self.dictionary.ranges.partition_point(|first| *first <= group).saturating_sub(1);
        let first = self.dictionary.start(range);
        let at = |start: u32, first: u32| {
            let start = start.saturating_sub(first) as usize;
            start..start
        };
        let [ids, weights, places] = [at(ids, first[0]), at(weights, first[1]), at(places, first[2])];
        Numbers { reader, read: 0, entry: Entry { articles: 0, range: range as u32, ids, weights, places } }
    }
}

/// How many bytes two terms share at their beginning.
fn common(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// Which beginnings of a word can become what was read, with no edit, one, two: bit `n` stands for its first `n`
/// letters.
type State = [u64; 3];

/// A word and what is near it, as an automaton whose states are advanced all at once (after Wu and Manber).
struct Near {
    letters: Vec<char>,
    edits: usize,
    mask: u64,
}

impl Near {
    fn new(word: &str, edits: u32) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let mask = (letters.len() < 64).then(|| u64::MAX >> (63 - letters.len()))?;
        Some(Near { letters, edits: edits.min(2) as usize, mask })
    }

    fn start(&self) -> State {
        [1, 3, 7].map(|state| state & self.mask)
    }

    fn next(&self, state: &State, letter: char) -> State {
        let mut equal = 0u64;
        for (other, place) in self.letters.iter().zip(0..) {
            equal |= u64::from(*other == letter) << place;
        }
        let [none, one, two] = *state;
        let next_none = ((none & equal) << 1) & self.mask;
        let next_one = ((one & equal) << 1 | none | none << 1 | next_none << 1) & self.mask;
        let next_two = ((two & equal) << 1 | one | one << 1 | next_one << 1) & self.mask;
        [next_none, next_one, next_two]
    }

    /// Reads a term from the last known state on and keeps the state behind each letter. Where no term that begins so can
    /// be near enough, the letter that says that.
    fn extend(&self, term: &str, states: &mut Vec<(usize, State)>) -> Option<char> {
        let mut length = states.last().map_or(0, |(length, _)| *length);
        for letter in term.get(length..).unwrap_or("").chars() {
            let state = states.last().map_or(self.start(), |(_, state)| self.next(state, letter));
            length += letter.len_utf8();
            if state.get(self.edits) == Some(&0) {
                return Some(letter);
            }
            states.push((length, state));
        }
        None
    }

    /// Behind a letter that leads nowhere: the next one that does, or where there is none a byte that no letter begins with.
    /// A letter leads nowhere only where no edit is left, so that the word's own next letters are all that do.
    fn push_next(&self, state: &State, letter: char, wanted: &mut Vec<u8>) {
        let bits = state.get(self.edits).copied().unwrap_or(0);
        let own =
            self.letters.iter().zip(0..).filter(|(_, place)| bits >> place & 1 != 0).map(|(own, _)| *own);
        match own.filter(|own| *own > letter).min() {
            Some(next) => wanted.extend_from_slice(next.encode_utf8(&mut [0; 4]).as_bytes()),
            None => wanted.push(0xff),
        }
    }

    fn accepts(&self, state: &State) -> Option<u32> {
        let whole = 1u64 << self.letters.len();
        (0..).zip(state).take(self.edits + 1).find(|(_, state)| *state & whole != 0).map(|(edits, _)| edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn frozen(terms: &BTreeSet<String>) -> Vec<u8> {
        let rows: Vec<Row> = terms
            .iter()
            .zip(1..)
            .map(|(term, number)| Row { term, articles: number, lengths: [number, number % 3, 2 * number] })
            .collect();
        let groups = rows.len().div_ceil(GROUP) as u32;
        let ranges: Vec<u32> = (0..groups).step_by(2).map(|first| (groups - first).min(2)).collect();
        let mut out = Writer::default();
        write(&rows, &ranges, &mut out);
        out.bytes
    }

    /// How many letters must be added, left out or exchanged.
    fn distance(one: &str, other: &str) -> usize {
        let other: Vec<char> = other.chars().collect();
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (place, letter) in one.chars().enumerate() {
            let mut corner = row[0];
            row[0] = place + 1;
            for column in 0..other.len() {
                let exchanged = corner + usize::from(other[column] != letter);
                corner = row[column + 1];
                row[column + 1] = exchanged.min(corner + 1).min(row[column] + 1);
            }
        }
        row[other.len()]
    }

    fn terms() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("[a-c]{1,6}|[abé관관세]{1,5}|\u{1}[ab]{1,2}", 0..120)
    }

    proptest! {
        #[test]
        fn as_a_map_of_terms(terms in terms(), wanted in "[a-cé관]{0,4}") {
            let bytes = frozen(&terms);
            let dictionary = Dictionary::read(&mut Reader::new(&bytes), bytes.len()).unwrap();
            let (mut start, mut expected) = ([0; 3], BTreeMap::new());
            for (place, (term, number)) in terms.iter().zip(1..).enumerate() {
                // A range is two groups.
                let range = place / (2 * GROUP);
                if place % (2 * GROUP) == 0 {
                    start = [0; 3];
                }
                let lengths = [number, number % 3, 2 * number];
                let [ids, weights, places] = [0, 1, 2].map(|at| start[at]..start[at] + lengths[at]);
                start = [ids.end, weights.end, places.end];
                expected.insert(term.clone(), Entry { articles: number as u32, range: range as u32, ids, weights, places });
                if place % (2 * GROUP) == 2 * GROUP - 1 {
                    prop_assert_eq!(dictionary.lengths(range), start);
                }
            }
            prop_assert_eq!(dictionary.ranges(), terms.len().div_ceil(2 * GROUP));
            for (term, entry) in &expected {
                prop_assert_eq!(dictionary.find(&bytes, term), Some(entry.clone()));
            }
            prop_assert_eq!(dictionary.find(&bytes, &wanted), expected.get(&wanted).cloned());
            let mut found = BTreeMap::new();
            dictionary.each_with(&bytes, &wanted, &mut |cursor| { found.insert(cursor.text().to_owned(), cursor.entry()); });
            expected.retain(|term, _| term.starts_with(&wanted));
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn words_nearby(terms in terms(), word in "[a-cé]{0,6}", edits in 0u32..=2) {
            let bytes = frozen(&terms);
            let dictionary = Dictionary::read(&mut Reader::new(&bytes), bytes.len()).unwrap();
            let mut found = Vec::new();
            dictionary.each_near(&bytes, &word, edits, &mut |cursor, distance| {
                found.push((cursor.text().to_owned(), distance as usize, cursor.entry().articles));
            });
            let expected: Vec<_> = terms.iter().zip(1..)
                .map(|(term, number)| (term.clone(), distance(&word, term), number))
                .filter(|(term, distance, _)| !term.starts_with('\u{1}') && *distance <= edits as usize)
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn damage_is_no_panic(terms in terms(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), word in "[a-c]{1,4}") {
            let mut bytes = frozen(&terms);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(dictionary) = Dictionary::read(&mut Reader::new(&bytes), bytes.len()) {
                dictionary.find(&bytes, &word);
                let mut seen = 0;
                dictionary.each_with(&bytes, &word, &mut |_| seen += 1);
                dictionary.each_near(&bytes, &word, 2, &mut |_, _| seen += 1);
                prop_assert!(seen <= 2 * (bytes.len() + 16));
            }
        }
    }
}
