//! The benchmark as JavaScript sees it.

use crate::{Answer, Bench, Filter, Freezer, Text, in_order};
use wasm_bindgen::prelude::wasm_bindgen;

/// Freezes articles.
#[wasm_bindgen]
#[derive(Default)]
pub struct DatelineFreezer(Freezer, u32);

#[wasm_bindgen]
impl DatelineFreezer {
    /// Without articles.
    #[wasm_bindgen(constructor)]
    pub fn new() -> DatelineFreezer {
        DatelineFreezer::default()
    }

    /// Adds the next article.
    pub fn add(&mut self, day: u16, actors: &[u16], topics: &[u16], headline: &str, body: &str) {
        self.0.add(self.1, day, actors, topics, &Text { headline, body });
        self.1 += 1;
    }

    /// The frozen bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0.finish()
    }
}

/// A corpus of the benchmark.
#[wasm_bindgen]
pub struct DatelineBench(Bench);

#[wasm_bindgen]
impl DatelineBench {
    /// Opens the frozen first part, with the benchmark's numbers of the articles in the order of the corpus; `undefined`
    /// where it does not open.
    pub fn open(first: Vec<u8>, numbers: Vec<u32>) -> Option<DatelineBench> {
        Bench::open_first(first, numbers).ok().map(DatelineBench)
    }

    /// Adds a file behind the first; false where it is not that file.
    pub fn provide(&self, number: u32, file: Vec<u8>) -> bool {
        self.0.provide(number, file).is_ok()
    }

    /// The numbers of articles of these days in the order of the corpus.
    pub fn in_order(days: &[u16]) -> Vec<u32> {
        in_order(days)
    }

    /// The answer to a filter, as total, number of rows, rows, counts of actors, topics and months. A negative actor and
    /// a negative first topic are any. Words, as typed, may be empty.
    pub fn filter(&self, actor: i32, one: i32, other: i32, first: u16, last: u16, words: &str) -> Vec<u32> {
        let actor = u16::try_from(actor).ok();
        let topics = u16::try_from(one).ok().zip(u16::try_from(other).ok()).map(|(one, other)| [one, other]);
        flat(self.0.filter_with(Filter { actor, topics, months: (first, last) }, words))
    }

    /// The answer to the empty query, in the same form.
    pub fn everything(&self) -> Vec<u32> {
        flat(self.0.everything())
    }

    /// The articles with words, as typed, as total, number of rows and rows.
    pub fn words(&self, typed: &str) -> Vec<u32> {
        let answer = self.0.words(typed);
        [vec![answer.total, answer.top.len() as u32], answer.top].concat()
    }
}

fn flat(answer: Answer) -> Vec<u32> {
    let head = vec![answer.total, answer.top.len() as u32];
    [head, answer.top, answer.actors, answer.topics, answer.months].concat()
}
