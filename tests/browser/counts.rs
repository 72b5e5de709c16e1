//! Every number that the page shows equals what the corpus answers natively, for queries by chance through the address.

use super::filters::open;
use crate::support::{Page, Test, many, queries};
use dateline_corpus::{
    Corpus, Facet, FacetCounts, Outcome, Query, Unit, ValueInfo, Wanted, fragment::facet_name, print_query,
};
use std::collections::BTreeSet;

pub const TESTS: &[Test] = &[
    ("counts_equal_the_corpus", counts_equal_the_corpus),
    ("counts_equal_the_corpus_of_many", counts_equal_the_corpus_of_many),
];

const QUERIES: usize = 50;

/// Values of the clocks that are no periods, in the order of the filters.
const BUCKETS: [&str; 3] = ["Longer than a month", "Undated", "No date mentioned"];

/// What the page shows, as a reader sees or hears it.
struct Shown {
    /// The live region.
    heard: String,
    /// The number above the list; empty where nothing was found.
    head: String,
    /// The names of the values in each group, with their counts.
    values: Vec<Vec<String>>,
    /// The buckets of publication and of mentioned dates.
    buckets: Vec<String>,
}

fn counts_equal_the_corpus(page: &Page) {
    let root = xtask::root();
    let frozen = xtask::freeze::freeze(&root.join("articles"), &root.join("knowledge")).expect("a corpus");
    let corpus = Corpus::open(dateline_corpus::joined(&frozen.files)).expect("it was just frozen");
    let _site = open(page, "");
    check(page, &corpus, 1);
}

fn counts_equal_the_corpus_of_many(page: &Page) {
    let many = many();
    page.open(many.site.address());
    check(page, &many.corpus, 2);
}

fn check(page: &Page, corpus: &Corpus, seed: u64) {
    let mut found = BTreeSet::new();
    for query in queries(corpus, seed, QUERIES) {
        let wanted = Wanted { facets: Facet::ALL.to_vec(), dates: true, ..Wanted::default() };
        let outcome = corpus.run(&query, &wanted);
        found.insert(outcome.found.total());
        let fragment = print_query(&query);
        page.js(&format!("location.hash = {}; return null", serde_json::json!(fragment)));
        page.settles(|page| compared(&shown(page), corpus, &query, &outcome), &Vec::<String>::new());
    }
    // Queries that all find nothing, or all find everything, would prove little.
    assert!(found.len() >= 3, "{found:?}");
}

fn shown(page: &Page) -> Shown {
    let plain = |value: String| value.replace(", kept", "").replace(", left out", "");
    let values = |group: &str| page.values(group).into_iter().map(plain).collect::<Vec<_>>();
    let is_bucket = |value: &String| BUCKETS.iter().any(|bucket| value.starts_with(bucket));
    Shown {
        heard: page.heard(),
        head: page.js_text("return document.querySelector('[aria-label=Articles] h2')?.innerText ?? ''"),
        values: Facet::ALL.iter().map(|facet| values(facet_name(*facet))).collect(),
        buckets: values("published").into_iter().chain(values("mentioned")).filter(is_bucket).collect(),
    }
}

/// Every difference between what is shown and what was computed, in words.
fn compared(shown: &Shown, corpus: &Corpus, query: &Query, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, shown: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug| {
        if format!("{shown:?}") != format!("{expected:?}") {
            wrong.push(format!("{what}: {shown:?}, not {expected:?}, for {}", print_query(query)));
        }
    };
    let (found, of) = (outcome.found.total(), outcome.of);
    let collection = corpus.collection();
    let unit = if query.unit == Unit::Stories && collection.stories < collection.articles {
        ["story", "stories"]
    } else {
        ["article", "articles"]
    };
    let articles = |count: u32| counted(count, unit);
    same("heard", &shown.heard, &heard(found, of, unit));
    let head = if found == 0 { "Nothing".to_owned() } else { articles(found) };
    let shown_head = if shown.head.starts_with("Nothing ") { "Nothing" } else { &shown.head };
    same("head", &shown_head, &head);
    for (counts, values) in outcome.facets.iter().zip(&shown.values) {
        let known = names(corpus.values(counts.facet), counts, unit);
        let other: Vec<&String> = values.iter().filter(|value| !known.contains(*value)).collect();
        same(facet_name(counts.facet), &other, &Vec::<&String>::new());
    }
    let dates = outcome.dates.as_ref().expect("dates were wanted");
    let counts = [dates.longer_than_a_month, dates.undated, dates.nothing_mentioned];
    let buckets: Vec<String> =
        BUCKETS.iter().zip(counts).map(|(name, count)| format!("{name} {}", articles(count))).collect();
    same("buckets", &shown.buckets, &buckets);
    wrong
}

/// What each value of a group may be called, with its count.
fn names(values: &[ValueInfo], counts: &FacetCounts, unit: [&str; 2]) -> BTreeSet<String> {
    let articles = |count: u32| counted(count, unit);
    let named = values.iter().zip(&counts.counts).map(|(value, count)| {
        let only = if value.name_only { " (name only)" } else { "" };
        format!("{}{only} {}", value.name, articles(*count))
    });
    let none = match counts.facet {
        Facet::Topic => "No topic",
        Facet::Person => "No person",
        Facet::State => "No country",
        Facet::Organisation => "No organisation",
        Facet::Source => "Source unknown",
    };
    named.chain([format!("{none} {}", articles(counts.none))]).collect()
}

fn heard(found: u32, of: u32, unit: [&str; 2]) -> String {
    let articles = |count: u32| counted(count, unit);
    match found {
        0 => "Nothing found".to_owned(),
        found if found == of => format!("{} found", articles(found)),
        found => format!("{} of {} found", number(found), articles(of)),
    }
}

/// A number with what it counts.
fn counted(count: u32, [one, other]: [&str; 2]) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { other })
}

/// With commas between thousands.
fn number(count: u32) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", count / 1000, count % 1000) }
}
