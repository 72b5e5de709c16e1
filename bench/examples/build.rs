//! Measures freezing: reads records with their texts (`dateline parse --with-text`), hands them to the builder, and prints how
//! long each half of its work took, how large the parts are, and a hash of all bytes.
//!
//!     cargo run --release -p dateline-bench --example build -- RECORDS.jsonl

use dateline_corpus::Builder;
use dateline_knowledge::Knowledge;
use dateline_record::Article;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> std::io::Result<()> {
    let Some(path) = std::env::args().nth(1) else {
        println!("expected a file of records");
        return Ok(());
    };
    let mut builder = Builder::new(Knowledge::built_in());
    let mut adding = Duration::ZERO;
    let mut articles = 0;
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let mut article: Article = serde_json::from_str(&line?)?;
        let text = article.text.take();
        let started = now();
        builder.add(article, text.as_deref());
        adding += started.elapsed();
        articles += 1;
    }
    let started = now();
    let files = builder.finish_files(Vec::new(), articles);
    println!("{articles} articles: added in {adding:?}, finished in {:?}", started.elapsed());
    let mut hash = DefaultHasher::new();
    for (part, bytes) in &files {
        bytes.hash(&mut hash);
        if !matches!(part, dateline_corpus::Part::Articles(1..)) {
            println!("{part}: {} bytes", bytes.len());
        }
    }
    println!("{} files, hash {:016x}", files.len(), hash.finish());
    Ok(())
}
