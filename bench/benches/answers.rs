//! How long answers take natively: `cargo bench -p dateline-bench -- 100000`. The articles are drawn by dice, not those of
//! the benchmark in the browser, but as many facts each. With `copies` behind the number one article in ten is a copy of one of the
//! others; stories are counted as ever, and then articles to compare.

#![allow(clippy::disallowed_methods, reason = "OK because it measures time")]

use dateline_bench::{Bench, Filter, Freezer, Text};
use dateline_corpus::Unit;
use std::time::Instant;

/// A generator of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Small numbers far more often than large ones.
    fn rank(&mut self, sides: u64) -> u16 {
        let bound = 1 + self.roll(sides);
        self.roll(bound) as u16
    }

    fn some(&mut self, most: u64, sides: u64) -> Vec<u16> {
        let mut drawn: Vec<u16> = (0..=self.roll(most)).map(|_| self.rank(sides)).collect();
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }
}

/// Forty words, which no two numbers share.
fn words(number: u64) -> String {
    let mut dice = Dice(number);
    let words: Vec<String> = (0..40).map(|_| format!("w{}", dice.roll(5000))).collect();
    words.join(" ")
}

fn bench(articles: u64, copies: bool) -> Bench {
    let mut dice = Dice(1);
    let mut days: Vec<u16> = (0..articles).map(|_| dice.roll(3650) as u16).collect();
    let mut freezer = Freezer::new();
    for number in 0..articles {
        let (actors, topics) = (dice.some(8, 500), dice.some(4, 40));
        let is_copy = copies && number % 10 == 0;
        let told = if is_copy { number.saturating_sub(dice.roll(30)) } else { number };
        // Copies are printed within two days.
        let day = days.get(told as usize).copied().unwrap_or(0) + (number - told).min(dice.roll(3)) as u16;
        days.get_mut(number as usize).into_iter().for_each(|own| *own = day);
        let body = if copies { words(told) } else { String::new() };
        freezer.add(number as u32, day, &actors, &topics, &Text { headline: "", body: &body });
    }
    // OK because bytes just built that do not open are nothing to measure.
    Bench::open(&freezer.finish(), &days).unwrap_or_else(|error| unreachable!("{error}"))
}

fn measure(job: &str, articles: u64, ask: &mut dyn FnMut(&mut Dice) -> u32) {
    let mut dice = Dice(2);
    let mut found = 0;
    let mut times: Vec<u128> = (0..400)
        .map(|_| {
            let start = Instant::now();
            found += u64::from(ask(&mut dice));
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0) / 1000;
    println!("{articles} {job}: median {} µs, p95 {} µs ({found} found)", at(50), at(95));
}

fn main() {
    let articles = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let copies = std::env::args().any(|word| word == "copies");
    let mut bench = bench(articles, copies);
    measure_all(&bench, articles);
    if copies {
        println!("articles, not stories");
        bench.unit = Unit::Articles;
        measure_all(&bench, articles);
    }
}

fn measure_all(bench: &Bench, articles: u64) {
    measure("filter", articles, &mut |dice| {
        let first = dice.roll(100) as u16;
        let months = (first, first + 12 + dice.roll(8) as u16);
        let topics = [dice.rank(40), dice.rank(40)];
        bench.filter(Filter { actor: Some(dice.rank(500)), topics: Some(topics), months }).total
    });
    measure("wide", articles, &mut |dice| {
        let first = dice.roll(24) as u16;
        bench
            .filter(Filter { actor: None, topics: None, months: (first, first + 84 + dice.roll(11) as u16) })
            .total
    });
    measure("empty", articles, &mut |_| bench.everything().total);
    let mut dice = Dice(3);
    let names: Vec<String> = (0..10_000)
        .map(|place| match place % 4 {
            0 => format!("Actor {:03}\n", dice.roll(500)),
            1 => format!("w{}\n", dice.roll(5000)),
            _ => format!("w{} w{}\n", dice.roll(5000), dice.roll(5000)),
        })
        .collect();
    let start = Instant::now();
    let all = Filter { actor: None, topics: None, months: (0, 119) };
    let (known, said) = bench.names(&names.concat(), all);
    println!("{articles} names: {} ms ({known} known, {said} articles)", start.elapsed().as_millis());
}
