//! What is kept of an article to compare it: samples of its shingles and of its figures.
//!
//! A shingle is a run of words, hashed. Runs are long enough that two reports written after one pattern share few of
//! them, since every name or figure that differs breaks all runs it stands in, while a sentence taken over whole keeps all
//! of its own. A sample keeps the hashes below a power of two that leaves at most so many; two samples are compared below
//! the smaller of their bounds, so that both resemblance and containment are estimated without bias. Up to
//! [`MOST_SHINGLES`] shingles the sample is everything, and the comparison exact.

use crate::bytes::Hash;
use crate::{Script, Token};

/// Words of a shingle where spaces stand between words. Larger values lose more of a text with each corrected word,
/// smaller ones find more in common among texts of one pattern.
const WORDS: usize = 6;
/// Pairs of syllables of a shingle in Korean: about four words, which hold their particles.
const HANGUL: usize = 8;
/// Tokens of a shingle where no spaces stand between words: so many letters and one more.
const PAIRS: usize = 7;

/// Most shingles of a sample. The error of a share of 60 % is then 3 % (one standard deviation), and a sample takes one
/// kilobyte; four times as many halve the error.
pub(super) const MOST_SHINGLES: usize = 256;
/// Most figures of a sample.
const MOST_FIGURES: usize = 64;

/// An article as it is compared.
pub(super) struct Sketch {
    /// Of all shingles.
    pub shingles: Sample,
    /// Of all different figures.
    pub figures: Sample,
}

/// Of different hashes those below a bound.
pub(super) struct Sample {
    /// How many there are without the bound.
    pub count: u32,
    /// The bound is two to the power of 32 less this.
    rate: u32,
    /// In order.
    hashes: Vec<u32>,
}

/// How much two samples have in common, of a thousand. The default is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Share {
    /// Of what is in either.
    pub resemblance: u32,
    /// Of the one that has fewer.
    pub contained: u32,
}

impl Sketch {
    /// Of the tokens of an article's sentences.
    pub fn of(sentences: &[Vec<Token>]) -> Self {
        let (mut shingles, mut figures) = (Vec::new(), Vec::new());
        for sentence in sentences {
            let words: Vec<Word> = sentence.iter().filter_map(Word::of).collect();
            figures.extend(words.iter().filter(|word| word.is_figure).map(|word| high(mixed(word.hash))));
            push_shingles(&words, &mut shingles);
        }
        Self { shingles: Sample::of(shingles, MOST_SHINGLES), figures: Sample::of(figures, MOST_FIGURES) }
    }
}

/// A token as shingles need it.
struct Word {
    hash: u64,
    /// How many make a shingle.
    length: usize,
    /// Whether it has a digit.
    is_figure: bool,
}

impl Word {
    /// None for the last letter of a run, which the pair before it holds too.
    fn of(token: &Token) -> Option<Self> {
        let length = match token.script {
            Script::Spaced => WORDS,
            Script::Hangul(_) => HANGUL,
            Script::Pair | Script::Last(false) => PAIRS,
            Script::Last(true) => return None,
        };
        let is_figure = token.text.bytes().any(|byte| byte.is_ascii_digit());
        Some(Self { hash: Hash::new().with(token.text.as_bytes()).value(), length, is_figure })
    }
}

/// The shingles of a sentence. None reaches into the next one, so that paragraphs may change places; a sentence of fewer
/// words is one shingle.
fn push_shingles(words: &[Word], shingles: &mut Vec<u32>) {
    let starts = 0..words.len();
    let runs = starts.filter_map(|start| {
        let length = words.get(start)?.length;
        words.get(start..start + length).or_else(|| words.get(start..).filter(|_| start == 0))
    });
    shingles.extend(runs.map(|run| high(run.iter().fold(0, |sum, word| mixed(sum ^ word.hash)))));
}

fn mixed(word: u64) -> u64 {
    let mixed = word.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The upper half, whose bits are mixed best.
fn high(word: u64) -> u32 {
    (word >> 32) as u32
}

impl Sample {
    fn of(mut hashes: Vec<u32>, most: usize) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let count = hashes.len() as u32;
        let rate = rate_for(&hashes, most);
        hashes.truncate(below(&hashes, rate).len());
        hashes.shrink_to_fit();
        Self { count, rate, hashes }
    }

    /// A part of the sample with at most so many hashes, chosen alike in every sample.
    pub fn keys(&self, most: usize) -> &[u32] {
        below(&self.hashes, rate_for(&self.hashes, most).max(self.rate))
    }

    /// How much two samples have in common.
    pub fn share(&self, other: &Sample) -> Share {
        let rate = self.rate.max(other.rate);
        let (one, other) = (below(&self.hashes, rate), below(&other.hashes, rate));
        let common = common(one, other);
        let of = |whole: usize| (common * 1000).checked_div(whole).unwrap_or(0) as u32;
        Share { resemblance: of(one.len() + other.len() - common), contained: of(one.len().min(other.len())) }
    }
}

/// The lowest rate that leaves at most so many.
fn rate_for(sorted: &[u32], most: usize) -> u32 {
    (0..32).find(|rate| below(sorted, *rate).len() <= most).unwrap_or(31)
}

/// Those of a sorted list below the bound of a rate.
fn below(sorted: &[u32], rate: u32) -> &[u32] {
    let within = sorted.partition_point(|hash| u64::from(*hash) < 1 << (32 - rate));
    sorted.get(..within).unwrap_or(sorted)
}

/// How many are in both of two sorted lists.
fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut common = 0;
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        let order = first.cmp(second);
        common += usize::from(order.is_eq());
        if order.is_le() {
            one.next();
        }
        if order.is_ge() {
            other.next();
        }
    }
    common
}
