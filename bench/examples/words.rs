//! Measures the search section on a file of texts: one article a line, headline and text parted by a tabulator. A second
//! file has searches, one a line, behind the name of their kind and a tabulator. Prints sizes and times; with a third name
//! it also writes the section.
//!
//!     cargo run --release -p dateline-bench --example words -- TEXTS SEARCHES [SECTION]

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "OK because the numbers of a measurement are small"
)]

use dateline_corpus::search::{Frozen, Index, Options, Section, Unit, UnitKind, Writer};
use std::collections::BTreeMap;
use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> std::io::Result<()> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let [texts, searches, section @ ..] = &names[..] else {
        println!("expected a file of texts and a file of searches");
        return Ok(());
    };
    let started = now();
    let frozen = write(&std::fs::read_to_string(texts)?);
    let bytes = [frozen.words.clone(), frozen.postings.concat()].concat();
    println!(
        "written in {:?}: {} bytes, of which {} in {} ranges of terms",
        started.elapsed(),
        bytes.len(),
        bytes.len() - frozen.words.len(),
        frozen.postings.len()
    );
    if let Some(path) = section.first() {
        std::fs::write(path, &bytes)?;
    }
    let started = now();
    let Some(index) = Index::open(&frozen.words) else {
        println!("the section does not open");
        return Ok(());
    };
    println!(
        "opened in {:?}: {} articles, {} passages",
        started.elapsed(),
        index.articles(),
        index.passages()
    );
    measure(&frozen.section(), &index, &std::fs::read_to_string(searches)?);
    Ok(())
}

fn write(texts: &str) -> Frozen {
    let mut writer = Writer::default();
    for line in texts.lines() {
        let (headline, text) = line.split_once('\t').unwrap_or(("", line));
        let headline = Unit { kind: UnitKind::Headline, text: headline, at: None };
        let sentence = |text| Unit { kind: UnitKind::Sentence, text, at: None };
        let units: Vec<Unit> =
            std::iter::once(headline).chain(text.split_inclusive(". ").map(sentence)).collect();
        writer.add("und", &units, &[]);
    }
    writer.finish()
}

/// Median and 95th percentile of each kind of search, over a few passes.
fn measure(section: &Section, index: &Index, searches: &str) {
    let mut kinds: BTreeMap<&str, (Vec<f64>, u32)> = BTreeMap::new();
    for pass in 0..5 {
        for (kind, words) in searches.lines().filter_map(|line| line.split_once('\t')) {
            let words = match kind {
                "prefix" => words.to_owned(),
                "phrase" => format!("\"{words}\""),
                _ => format!("{words} "),
            };
            let options = Options { edits: 1, equivalents: false };
            let started = now();
            let search = index.prepare(section, &words, options, &());
            let (total, _) = index.ranked(section, &search, 0..20, &());
            let elapsed = started.elapsed().as_secs_f64() * 1e3;
            let (times, totals) = kinds.entry(kind).or_default();
            if pass > 0 {
                times.push(elapsed);
                *totals = totals.wrapping_add(total);
            }
        }
    }
    for (kind, (mut times, totals)) in kinds {
        times.sort_unstable_by(f64::total_cmp);
        let at = |part: f64| times.get((times.len() as f64 * part) as usize).copied().unwrap_or(0.0);
        println!(
            "{kind}: median {:.4} ms, p95 {:.4} ms, most {:.4} ms, found {totals}",
            at(0.5),
            at(0.95),
            at(0.999)
        );
    }
}
