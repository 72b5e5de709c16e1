//! The terms of a corpus in order, and for each where its posting list stands.
//!
//! Terms stand in groups of sixteen; inside a group each is written as how many bytes it shares with the one before, and
//! the rest. Only where groups begin is read when an index is opened. Look-ups halve the groups; a walk for misspelt words
//! skips whole beginnings that have become too far away.

use crate::bytes::{Reader, Writer};
use std::ops::Range;

/// Terms in a group: more make the dictionary smaller and look-ups slower.
const GROUP: usize = 16;

/// A term's posting list: how many articles hold it, and its stretches of the three streams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// How many articles hold the term.
    pub articles: u32,
    /// Its bytes in the stream of article ids.
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

/// Writes terms in order: for each group the lengths of its terms and its stretches, then all groups.
pub(super) fn write(rows: &[Row], out: &mut Writer) {
    let mut groups = Writer::default();
    out.number(rows.len() as u32);
    for group in rows.chunks(GROUP) {
        let start = groups.bytes.len();
        let mut before: &str = "";
        for row in group {
            let shared = shared_letters(before, row.term);
            let rest = row.term.get(shared..).unwrap_or("");
            groups.number(shared as u32);
            groups.blob(rest.as_bytes());
            groups.number(row.articles);
            row.lengths.iter().for_each(|length| groups.number(*length));
            before = row.term;
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
    terms: u32,
    /// Where the groups stand in the section.
    groups: Range<usize>,
}

impl Dictionary {
    /// Reads where groups begin, from a reader that stands at a dictionary inside a section of `whole` bytes.
    pub fn read(reader: &mut Reader, whole: usize) -> Option<Self> {
        let terms = reader.number()?;
        let count = (terms as usize).div_ceil(GROUP);
        if count > reader.left() {
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
        Some(Self { starts, terms, groups: end - length..end })
    }

    /// How many bytes the three streams have by what the groups say.
    pub fn lengths(&self) -> [usize; 3] {
        let [_, ids, weights, places] = self.starts.last().copied().unwrap_or_default();
        [ids, weights, places].map(|length| length as usize)
    }

    /// The terms from the first one on that is not before `wanted`.
    pub fn from<'a>(&self, section: &'a [u8], wanted: &[u8]) -> Cursor<'a, '_> {
        let groups = section.get(self.groups.clone()).unwrap_or(&[]);
        let mut cursor = Cursor::new(self, groups);
        cursor.seek(wanted, 0);
        cursor
    }

    /// The first term of a group.
    fn first<'a>(&self, groups: &'a [u8], group: usize) -> &'a [u8] {
        let start = self.starts.get(group).map_or(usize::MAX, |start| start[0] as usize);
        let mut reader = Reader::new(groups.get(start..).unwrap_or(&[]));
        reader.number().and_then(|_| reader.blob()).unwrap_or(&[])
    }

    /// The entry of a term.
    pub fn find(&self, section: &[u8], term: &str) -> Option<Entry> {
        let cursor = self.from(section, term.as_bytes());
        (cursor.valid && cursor.term == term.as_bytes()).then(|| cursor.entry())
    }

    /// Shows every term that begins so, in order.
    pub fn each_with(&self, section: &[u8], beginning: &str, see: &mut dyn FnMut(&str, &Cursor)) {
        let mut cursor = self.from(section, beginning.as_bytes());
        while cursor.valid && cursor.term.starts_with(beginning.as_bytes()) {
            see(cursor.text(), &cursor);
            cursor.step();
        }
    }

    /// Shows every term that a word becomes with at most so many letters added, left out or exchanged, with how many.
    /// Words of more than 63 letters have none.
    pub fn each_near(
        &self,
        section: &[u8],
        word: &str,
        edits: u32,
        see: &mut dyn FnMut(&str, u32, &Cursor),
    ) {
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
                see(cursor.text(), distance, &cursor);
            }
            match dead {
                Some(length) => cursor.skip(length),
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
    articles: u32,
    starts: [usize; 3],
    lengths: [usize; 3],
    /// Whether it stands at a term.
    valid: bool,
}

impl<'a, 'd> Cursor<'a, 'd> {
    fn new(dictionary: &'d Dictionary, groups: &'a [u8]) -> Self {
        Cursor {
            dictionary,
            groups,
            reader: Reader::new(&[]),
            group: 0,
            left: 0,
            term: Vec::new(),
            shared: 0,
            articles: 0,
            starts: [0; 3],
            lengths: [0; 3],
            valid: false,
        }
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

    /// Before the first term of a group.
    fn enter(&mut self, group: usize) {
        let start = self.dictionary.starts.get(group).copied().unwrap_or_default();
        let [byte, ids, weights, places] = start.map(|start| start as usize);
        self.reader = Reader::new(self.groups.get(byte..).unwrap_or(&[]));
        self.group = group;
        self.left = (self.dictionary.terms as usize).saturating_sub(group * GROUP).min(GROUP);
        self.starts = [ids, weights, places];
        self.lengths = [0; 3];
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
        // Terms are in order, so that the first of a group is compared with the last of the group before.
        let same = self.term.get(shared..).unwrap_or(&[]).iter().zip(rest).take_while(|(one, other)| one == other);
        self.shared = shared.min(self.term.len()) + same.count();
        self.term.truncate(shared);
        self.term.extend_from_slice(rest);
        self.articles = self.reader.number()?;
        for (start, length) in self.starts.iter_mut().zip(&mut self.lengths) {
            *start = start.checked_add(*length)?;
            *length = self.reader.number()? as usize;
        }
        Some(())
    }

    /// To the first term that does not share the first `length` bytes of this one.
    fn skip(&mut self, length: usize) {
        while self.left > 0 {
            if !self.step() || self.shared < length {
                return;
            }
        }
        let mut beginning = self.term.get(..length).unwrap_or(&[]).to_vec();
        // No letter begins with this byte, so all terms that begin so stand before it.
        beginning.push(0xff);
        self.seek(&beginning, self.group + 1);
        self.shared = self.term.iter().zip(&beginning).take_while(|(one, other)| one == other).count();
    }

    /// The term it stands at.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.term).unwrap_or("")
    }

    /// The term's posting list.
    pub fn entry(&self) -> Entry {
        let stretch = |stream: usize| {
            let of = |numbers: &[usize; 3]| numbers.get(stream).copied().unwrap_or(0);
            of(&self.starts)..of(&self.starts).saturating_add(of(&self.lengths))
        };
        Entry { articles: self.articles, ids: stretch(0), weights: stretch(1), places: stretch(2) }
    }
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
    /// be near enough, how many bytes of it say that.
    fn extend(&self, term: &str, states: &mut Vec<(usize, State)>) -> Option<usize> {
        let mut length = states.last().map_or(0, |(length, _)| *length);
        for letter in term.get(length..).unwrap_or("").chars() {
            let state = states.last().map_or(self.start(), |(_, state)| self.next(state, letter));
            length += letter.len_utf8();
            if state.get(self.edits) == Some(&0) {
                return Some(length);
            }
            states.push((length, state));
        }
        None
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
        let mut out = Writer::default();
        write(&rows, &mut out);
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
            let mut start = [0; 3];
            let mut expected = BTreeMap::new();
            for (term, number) in terms.iter().zip(1..) {
                let lengths = [number, number % 3, 2 * number];
                let [ids, weights, places] = [0, 1, 2].map(|at| start[at]..start[at] + lengths[at]);
                start = [ids.end, weights.end, places.end];
                expected.insert(term.clone(), Entry { articles: number as u32, ids, weights, places });
            }
            prop_assert_eq!(dictionary.lengths(), start);
            for (term, entry) in &expected {
                prop_assert_eq!(dictionary.find(&bytes, term), Some(entry.clone()));
            }
            prop_assert_eq!(dictionary.find(&bytes, &wanted), expected.get(&wanted).cloned());
            let mut found = BTreeMap::new();
            dictionary.each_with(&bytes, &wanted, &mut |term, cursor| { found.insert(term.to_owned(), cursor.entry()); });
            expected.retain(|term, _| term.starts_with(&wanted));
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn words_nearby(terms in terms(), word in "[a-cé]{0,6}", edits in 0u32..=2) {
            let bytes = frozen(&terms);
            let dictionary = Dictionary::read(&mut Reader::new(&bytes), bytes.len()).unwrap();
            let mut found = Vec::new();
            dictionary.each_near(&bytes, &word, edits, &mut |term, distance, cursor| {
                found.push((term.to_owned(), distance as usize, cursor.articles));
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
                dictionary.each_with(&bytes, &word, &mut |_, _| seen += 1);
                dictionary.each_near(&bytes, &word, 2, &mut |_, _, _| seen += 1);
                prop_assert!(seen <= 2 * (bytes.len() + 16));
            }
        }
    }
}
