//! The benchmark as JavaScript sees it.

use crate::{Answer, Bench, Filter, Metadata};
use wasm_bindgen::prelude::wasm_bindgen;

/// A corpus of the benchmark.
#[wasm_bindgen]
pub struct DatelineBench(Bench);

#[wasm_bindgen]
impl DatelineBench {
    /// Builds the corpus; `undefined` where it does not open.
    pub fn build(
        days: &[u16],
        actor_starts: &[u32],
        actors: &[u16],
        topic_starts: &[u32],
        topics: &[u16],
    ) -> Option<DatelineBench> {
        let metadata = Metadata { days, actor_starts, actors, topic_starts, topics };
        Bench::new(&metadata).ok().map(DatelineBench)
    }

    /// The answer to a filter, as total, number of rows, rows, counts of actors, topics and months. A negative actor and
    /// a negative first topic are any.
    pub fn filter(&self, actor: i32, one: i32, other: i32, first: u16, last: u16) -> Vec<u32> {
        let actor = u16::try_from(actor).ok();
        let topics = u16::try_from(one).ok().zip(u16::try_from(other).ok()).map(|(one, other)| [one, other]);
        flat(self.0.filter(Filter { actor, topics, months: (first, last) }))
    }

    /// The answer to the empty query, in the same form.
    pub fn everything(&self) -> Vec<u32> {
        flat(self.0.everything())
    }
}

fn flat(answer: Answer) -> Vec<u32> {
    let head = vec![answer.total, u32::try_from(answer.top.len()).unwrap_or(0)];
    [head, answer.top, answer.actors, answer.topics, answer.months].concat()
}
