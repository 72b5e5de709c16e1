//! A term's posting list: in which articles it stands, with what weight, and at which places.
//!
//! Ids, weights and places are three streams, because most questions need no places, and because weights are so much
//! alike that a packer of bytes makes little of them if nothing stands between. Each stream is in blocks of 128 articles.
//! Before the ids of a list with whole blocks stands a table: for each block how far its last id is from its first
//! possible one, how wide its weights are, and how many bytes its places take. What the last, shorter block needs follows
//! from the lengths in the dictionary.
//!
//! A place is a number of a token in one of an article's three fields. A block's places are written for each article as
//! how many stand in the headline, how many in key points (both only as far as the weight leaves it open), and then the
//! places themselves, each list inside the length of its field. A single place in the text, which is what most articles
//! have, takes as many bits as the text's length says, so that it can be passed over without reading it.

use super::dictionary::Entry;
use super::pack::{BLOCK, BitReader, Bits, bits_below, block_bytes, read_block, write_block};
use crate::bytes::{Reader, Writer};

/// What a token counts in each field: in the headline, in a key point, in the text. A word of the headline says what an
/// article is about; larger numbers would let one headline word outdo a text that keeps to the subject.
pub(super) const WEIGHTS: [u32; 3] = [3, 2, 1];
/// The largest weight that is written; an article that counts more counts as this.
pub(super) const MOST_WEIGHT: u32 = 256;

/// Places of a term in one article: in the headline, in key points, in the text.
pub(super) type Places = [Vec<u32>; 3];

/// A term in one article, to be written.
pub(super) struct Posting {
    /// Which article.
    pub article: u32,
    /// Where.
    pub places: Places,
}

impl Posting {
    fn weight(&self) -> u32 {
        weight([0, 1, 2].map(|field: usize| self.places.get(field).map_or(0, Vec::len) as u32))
    }
}

/// The weight of so many places in each field.
pub(super) fn weight(counts: [u32; 3]) -> u32 {
    let sum = counts
        .iter()
        .zip(WEIGHTS)
        .fold(0, |sum: u32, (count, weight)| sum.saturating_add(count.saturating_mul(weight)));
    sum.clamp(1, MOST_WEIGHT)
}

/// The three streams of one list, appended. `fields` has the lengths of each article's fields.
pub(super) fn write(list: &[Posting], fields: &[[u32; 3]], streams: &mut [Vec<u8>; 3]) {
    let (mut table, mut ids) = (Writer::default(), Vec::new());
    let mut base = 0;
    let [to_ids, to_weights, to_places] = streams;
    for block in list.chunks(BLOCK) {
        let numbers: Vec<u32> = block.iter().map(|posting| posting.article).collect();
        let places = write_places(block, fields);
        let last = numbers.last().copied().unwrap_or(base);
        let whole = block.len() == BLOCK;
        let universe = if whole { last - base + 1 } else { fields.len() as u32 - base };
        write_block(&numbers, base, universe, &mut ids);
        let width = write_weights(block, whole, to_weights);
        if whole {
            table.number(last - base);
            table.number(width);
            table.number(places.len() as u32);
        }
        to_places.extend(places);
        base = last + 1;
    }
    let mut head = Writer::default();
    if list.len() >= BLOCK {
        head.number(table.bytes.len() as u32);
    }
    to_ids.extend([head.bytes, table.bytes, ids].concat());
}

/// Widths that fill whole bytes, so that equal weights give equal bytes.
const WIDTHS: [u32; 5] = [8, 4, 2, 1, 0];

/// The bytes of so many weights.
fn weight_bytes(count: usize, width: u32) -> usize {
    (count * width as usize).div_ceil(8)
}

/// The widest form of the last block that takes so many bytes.
fn width_of(count: usize, bytes: usize) -> u32 {
    WIDTHS.into_iter().find(|width| weight_bytes(count, *width) <= bytes).unwrap_or(0)
}

fn write_weights(block: &[Posting], whole: bool, to: &mut Vec<u8>) -> u32 {
    let most = block.iter().map(Posting::weight).max().unwrap_or(1) - 1;
    let enough = WIDTHS.into_iter().rev().find(|width| most >> width == 0).unwrap_or(8);
    let width = if whole { enough } else { width_of(block.len(), weight_bytes(block.len(), enough)) };
    let mut bits = Bits::default();
    for posting in block {
        bits.push(posting.weight() - 1, width);
    }
    to.extend(bits.finish());
    width
}

fn write_places(block: &[Posting], fields: &[[u32; 3]]) -> Vec<u8> {
    let mut bits = Bits::default();
    for posting in block {
        let lengths = fields.get(posting.article as usize).copied().unwrap_or_default();
        let counts = [0, 1, 2].map(|field: usize| posting.places.get(field).map_or(0, Vec::len) as u32);
        if posting.weight() == 1 {
            let place = posting.places.iter().rev().find_map(|places| places.first()).copied().unwrap_or(0);
            bits.push(place, bits_below(lengths[2]));
            continue;
        }
        let (weight, mut open) = (posting.weight(), Open::new(posting.weight(), lengths));
        let [headline, points, text] = counts;
        bits.push_below(headline, open.headline());
        bits.push_below(points, open.points(headline));
        if weight == MOST_WEIGHT {
            bits.push_below(text, lengths[2].saturating_add(1));
        }
        for (places, length) in posting.places.iter().zip(lengths) {
            bits.push_places(places, 0..length);
        }
    }
    bits.finish()
}

/// What a weight leaves open: how many places there can be in each field.
struct Open {
    left: u32,
    lengths: [u32; 3],
    exact: bool,
}

impl Open {
    fn new(weight: u32, lengths: [u32; 3]) -> Self {
        let exact = weight < MOST_WEIGHT;
        Open { left: if exact { weight } else { u32::MAX }, lengths, exact }
    }

    /// One more than the most places in the headline.
    fn headline(&self) -> u32 {
        (self.left / WEIGHTS[0]).min(self.lengths[0]).saturating_add(1)
    }

    /// One more than the most places in key points, and that many less left for the text.
    fn points(&mut self, headline: u32) -> u32 {
        self.left = self.left.saturating_sub(headline.saturating_mul(WEIGHTS[0]));
        (self.left / WEIGHTS[1]).min(self.lengths[1]).saturating_add(1)
    }

    /// How many places are left for the text.
    fn text(&self, points: u32) -> Option<u32> {
        let left = self.left.saturating_sub(points.saturating_mul(WEIGHTS[1])) / WEIGHTS[2];
        self.exact.then_some(left.min(self.lengths[2]))
    }
}

/// The blocks of a list, in order.
pub(super) struct Blocks<'a> {
    table: Reader<'a>,
    ids: &'a [u8],
    weights: &'a [u8],
    places: &'a [u8],
    base: u32,
    left: u32,
    /// How many articles there are in the corpus.
    of: u32,
}

/// Up to 128 articles that hold a term.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// How many.
    pub count: usize,
    /// The first id that can be in it.
    pub base: u32,
    universe: u32,
    width: u32,
    ids: &'a [u8],
    weights: &'a [u8],
    places: &'a [u8],
}

impl<'a> Blocks<'a> {
    /// Of an entry, in these three streams of a corpus of so many articles.
    pub fn new(entry: &Entry, streams: [&'a [u8]; 3], of: u32) -> Self {
        let [ids, weights, places] = streams;
        let ids = ids.get(entry.ids.clone()).unwrap_or(&[]);
        let weights = weights.get(entry.weights.clone()).unwrap_or(&[]);
        let places = places.get(entry.places.clone()).unwrap_or(&[]);
        let mut blocks = Blocks {
            table: Reader::new(&[]),
            ids,
            weights,
            places,
            base: 0,
            left: entry.articles.min(of),
            of,
        };
        if entry.articles as usize >= BLOCK {
            let mut reader = Reader::new(ids);
            blocks.table = Reader::new(reader.blob().unwrap_or(&[]));
            blocks.ids = ids.get(ids.len() - reader.left()..).unwrap_or(&[]);
        }
        blocks
    }

    fn whole(&mut self) -> Option<Block<'a>> {
        let universe = self.table.number()?.checked_add(1)?;
        let (width, places) = (self.table.number()?, self.table.number()? as usize);
        let block = self.block(BLOCK, universe, width);
        self.ids = self.ids.get(block_bytes(BLOCK, universe)..)?;
        self.weights = self.weights.get(weight_bytes(BLOCK, width.min(8))..)?;
        self.places = self.places.get(places..)?;
        self.base = self.base.checked_add(universe)?;
        Some(block)
    }

    fn block(&self, count: usize, universe: u32, width: u32) -> Block<'a> {
        let Blocks { ids, weights, places, base, .. } = *self;
        Block { count, base, universe, width: width.min(8), ids, weights, places }
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let count = (self.left as usize).min(BLOCK);
        self.left -= count as u32;
        if count == BLOCK {
            let block = self.whole();
            self.left = if block.is_some() { self.left } else { 0 };
            return block;
        }
        let width = width_of(count, self.weights.len());
        (count > 0).then(|| self.block(count, self.of.saturating_sub(self.base), width))
    }
}

impl Block<'_> {
    /// The last id that can be in it.
    pub fn last(&self) -> u32 {
        self.base.saturating_add(self.universe.saturating_sub(1))
    }

    /// Its ids. Returns how many there are.
    pub fn ids(&self, ids: &mut [u32; BLOCK]) -> usize {
        read_block(self.ids, self.count, self.base, self.universe, ids)
    }

    /// Its weights.
    pub fn weights(&self, weights: &mut [u32; BLOCK]) {
        let mut bytes = self.weights.iter();
        let mask = (1u32 << self.width) - 1;
        if self.width == 0 {
            weights.fill(1);
            return;
        }
        let wanted = weights.get_mut(..self.count).unwrap_or_default();
        for chunk in wanted.chunks_mut(8 / self.width as usize) {
            let mut byte = bytes.next().map_or(0, |byte| u32::from(*byte));
            for weight in chunk {
                *weight = (byte & mask) + 1;
                byte >>= self.width;
            }
        }
    }

    /// Shows the places of the articles that `wanted` names by their number in the block. `ids` and `weights` are those of
    /// this block. What is shown is the number in the block and the places, counted through all fields of the article.
    pub fn places(
        &self,
        (ids, weights): (&[u32], &[u32]),
        fields: &[[u32; 3]],
        wanted: &[u8],
        see: &mut dyn FnMut(u8, &[u32]),
    ) {
        let mut reader = BitReader::new(self.places);
        let mut places = Vec::new();
        let mut wanted = wanted.iter().copied().peekable();
        for ((id, weight), number) in ids.iter().zip(weights).zip(0u8..) {
            if wanted.peek().is_none() {
                return;
            }
            let lengths = fields.get(*id as usize).copied().unwrap_or_default();
            let [headline, points, text] = lengths;
            if *weight == 1 {
                let place = reader.bits(bits_below(text));
                if wanted.next_if_eq(&number).is_some() {
                    see(number, &[headline.saturating_add(points).saturating_add(place)]);
                }
                continue;
            }
            places.clear();
            read_places(&mut reader, *weight, lengths, &mut places);
            if wanted.next_if_eq(&number).is_some() {
                see(number, &places);
            }
        }
    }
}

fn read_places(reader: &mut BitReader, weight: u32, lengths: [u32; 3], places: &mut Vec<u32>) {
    // Most often a word stands in the text alone.
    if lengths[1] == 0 && weight < WEIGHTS[0] {
        let text = lengths[0].saturating_add(lengths[2]);
        return reader.places(weight.min(lengths[2]), lengths[0]..text, places);
    }
    let mut open = Open::new(weight, lengths);
    let [headline_length, points_length, text_length] = lengths;
    let headline = reader.below(open.headline()).min(headline_length);
    let points = reader.below(open.points(headline)).min(points_length);
    let text = open.text(points).unwrap_or_else(|| reader.below(text_length.saturating_add(1)));
    let mut start = 0u32;
    for (count, length) in [headline, points, text.min(text_length)].into_iter().zip(lengths) {
        let end = start.saturating_add(length);
        reader.places(count, start..end, places);
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lists of so many articles: which hold the term, and at which places.
    fn lists() -> impl Strategy<Value = Vec<([u32; 3], Option<Places>)>> {
        let field = |most: usize| prop::collection::vec(any::<prop::sample::Index>(), 0..most);
        let article = (0u32..12, 0u32..9, 1u32..400, field(3), field(3), field(90), 0u32..4).prop_map(
            |(headline, points, text, in_headline, in_points, in_text, holds)| {
                let lengths = [headline, points, text];
                let mut fields =
                    [in_headline, in_points, in_text].into_iter().zip(lengths).map(|(places, length)| {
                        let mut places: Vec<u32> = if length == 0 {
                            Vec::new()
                        } else {
                            places.iter().map(|place| place.index(length as usize) as u32).collect()
                        };
                        places.sort_unstable();
                        places.dedup();
                        places
                    });
                let places: Places = [(); 3].map(|()| fields.next().unwrap());
                let some = places.iter().any(|places| !places.is_empty());
                (lengths, (some && holds > 0).then_some(places))
            },
        );
        prop::collection::vec(article, 1..400)
    }

    fn streams(articles: &[([u32; 3], Option<Places>)]) -> (Entry, [Vec<u8>; 3], Vec<[u32; 3]>) {
        let fields: Vec<[u32; 3]> = articles.iter().map(|(lengths, _)| *lengths).collect();
        let list: Vec<Posting> = articles
            .iter()
            .zip(0..)
            .filter_map(|((_, places), article)| Some(Posting { article, places: places.clone()? }))
            .collect();
        let mut streams = [(); 3].map(|()| Vec::new());
        write(&list, &fields, &mut streams);
        let [ids, weights, places] = [0, 1, 2].map(|stream| 0..streams[stream].len());
        (Entry { articles: list.len() as u32, range: 0, ids, weights, places }, streams, fields)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn lists_come_back(articles in lists()) {
            let (entry, streams, fields) = streams(&articles);
            let mut found: Vec<(u32, u32, Vec<u32>)> = Vec::new();
            for block in Blocks::new(&entry, [0, 1, 2].map(|at| streams[at].as_slice()), articles.len() as u32) {
                let (mut ids, mut weights) = ([0; BLOCK], [0; BLOCK]);
                let count = block.ids(&mut ids);
                block.weights(&mut weights);
                let wanted: Vec<u8> = (0..count as u8).collect();
                prop_assert!(ids[..count].iter().all(|id| (block.base..=block.last()).contains(id)));
                block.places((&ids[..count], &weights[..count]), &fields, &wanted, &mut |at, places| {
                    found.push((ids[at as usize], weights[at as usize], places.to_vec()));
                });
            }
            let expected: Vec<(u32, u32, Vec<u32>)> = articles.iter().zip(0..).filter_map(|((lengths, places), id)| {
                let places = places.as_ref()?;
                let starts = [0, lengths[0], lengths[0] + lengths[1]];
                let all = (0..3).flat_map(|field| places[field].iter().map(move |place| starts[field] + place));
                Some((id, weight([0, 1, 2].map(|field| places[field].len() as u32)), all.collect()))
            }).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
