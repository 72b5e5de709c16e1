//! Measures opening: reads what the benchmark in the browser froze (`target/bench/cache/dateline-*.bin`), opens it a few times
//! up to the first answer, and prints the shortest time.
//!
//!     cargo run --release -p dateline-bench --example open -- FILE [TIMES]

use dateline_bench::Bench;
use std::time::{Duration, Instant};

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let Some(path) = words.next() else {
        println!("expected a file");
        return Ok(());
    };
    let times = words.next().and_then(|times| times.parse().ok()).unwrap_or(20);
    let bytes = std::fs::read(path)?;
    let mut shortest = Duration::MAX;
    let mut articles = 0;
    for _ in 0..times {
        let started = now();
        articles = Bench::open(&bytes, &[])?.everything().total;
        shortest = shortest.min(started.elapsed());
    }
    println!("{articles} articles: opened in {shortest:?}");
    Ok(())
}
