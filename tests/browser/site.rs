//! A site whose corpus lies beside the page: what is loaded when, what a lost file takes away, and a publisher's own words.
//!
//! The host knows no ranges of bytes and stands under a path. Times are the browser's own performance entries; they are printed,
//! not held to a bound.

use crate::support::{Fault, Page, Part, Site, Test, beside, file};
use dateline_corpus::{Query, Wanted};
use serde_json::Value;
use std::fs;

pub const TESTS: &[Test] = &[
    ("a_site_of_files_answers", a_site_of_files_answers),
    ("a_site_without_words_does_all_else", a_site_without_words_does_all_else),
    ("a_site_without_some_articles_does_all_else", a_site_without_some_articles_does_all_else),
    ("a_site_refuses_changed_words", a_site_refuses_changed_words),
    ("a_site_cancels_what_is_under_way", a_site_cancels_what_is_under_way),
    ("a_site_loads_the_words_of_an_address", a_site_loads_the_words_of_an_address),
    ("a_site_says_its_own_words", a_site_says_its_own_words),
];

/// A word of many of the stories.
const WORD: &str = "tariffs";

/// How many stories a query finds.
fn found(words: &str) -> u32 {
    let query = Query { words: words.to_owned(), ..Query::default() };
    beside().corpus.run(&query, &Wanted::default()).found.total()
}

/// Waits until an answer of so many stories stands, whole.
fn answers(page: &Page, stories: u32) {
    page.settles(
        |page| page.heard().split(' ').next().unwrap_or_default().replace(',', ""),
        &stories.to_string(),
    );
    page.until(
        "nothing is awaited",
        "return !document.querySelector('.busy, [aria-busy=true], .card.awaited')",
    );
}

/// Prints what the browser measured since the last call: bytes and time of files, and tasks that kept keys waiting.
fn print_times(page: &Page, what: &str) {
    let script = "const files = performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.bin') || e.name.endsWith('.wasm')); \
        performance.clearResourceTimings(); const long = (window.__long ?? []).splice(0); \
        return { files: files.length, kilobytes: Math.round(files.reduce((sum, e) => sum + e.encodedBodySize, 0) / 1000), \
        milliseconds: Math.round(files.reduce((max, e) => Math.max(max, e.responseEnd - e.startTime), 0)), \
        since_start: Math.round(performance.now()), long_tasks: long }";
    eprintln!("{} stories beside the page, {what}: {}", beside().stories, page.js(script));
}

/// Keeps the long tasks of the page.
const WATCH: &str = "window.__long = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) \
    window.__long.push(Math.round(e.duration)) }).observe({ type: 'longtask', buffered: true }); return null";

fn a_site_of_files_answers(page: &Page) {
    let site = Site::with(beside().folder.clone(), "/news/the%20letters/", &[]);
    page.open(site.address());
    page.js(WATCH);
    answers(page, found(""));
    print_times(page, "first list");
    page.fill("#search", WORD);
    answers(page, found(WORD));
    print_times(page, "a word typed");
    let value = page.values("topic")[0].clone();
    page.press_in("[aria-labelledby=group-topic]", &value);
    page.until("the value is kept", "return location.hash.includes('topic=')");
    page.until("it is answered", "return !document.querySelector('.busy')");
    print_times(page, "a topic chosen");
    let headline = page.headlines()[0].clone();
    page.click("[aria-label=Articles] > ol h3 a");
    page.settles(Page::opened, &headline);
    print_times(page, "an article opened");
    let asked = site.asked();
    let outside: Vec<_> = asked.iter().filter(|path| !path.starts_with("/news/the%20letters/")).collect();
    assert_eq!(outside, [""; 0], "all that the page asks for lies under its path");
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "everything is loaded once: {asked:?}");
    let all = fs::read_dir(&beside().folder).expect("the site").count();
    assert!(asked.len() < all, "only what is needed: {} of {all}", asked.len());
}

fn a_site_without_words_does_all_else(page: &Page) {
    let folder = beside().copy("without-words");
    let words = file(&folder, "words-");
    fs::remove_file(folder.join(&words)).expect("it is there");
    let site = Site::with(folder.clone(), "/", &[]);
    page.open(site.address());
    answers(page, found(""));
    let headlines = page.headlines();
    page.fill("#search", WORD);
    page.settles(|page| page.text("[aria-label=Articles] [role=alert]").contains(&words), &true);
    let trouble = page.text("[aria-label=Articles] [role=alert]");
    assert!(trouble.contains("404") && trouble.contains("copy all of its files"), "{trouble}");
    assert_eq!(page.headlines(), headlines, "the last answer stays");
    page.picture("site-without-words-1280");
    page.press("Clear all");
    answers(page, found(""));
    assert_eq!(page.count("[role=alert]"), 0, "without words nothing is amiss");
    page.fill("#search", WORD);
    page.find("[role=alert]");
    fs::hard_link(beside().folder.join(&words), folder.join(&words)).expect("the file comes back");
    page.press("Try again");
    answers(page, found(WORD));
}

fn a_site_without_some_articles_does_all_else(page: &Page) {
    let folder = beside().copy("without-articles");
    let articles = file(&folder, "articles-0-");
    fs::remove_file(folder.join(&articles)).expect("it is there");
    let site = Site::with(folder.clone(), "/", &[]);
    page.open(site.address());
    page.settles(|page| page.text(".card [role=alert]").contains(&articles), &true);
    let newest = &beside().corpus.cards(&[0], &Query::default())[0];
    page.js(&format!("location.hash = 'open={}'; return null", newest.article));
    page.settles(|page| page.text("[aria-label=Reading] [role=alert]").contains(&articles), &true);
    page.picture("site-without-articles-1280");
    // Others are read all the same, and counted.
    let last = beside().stories - 1;
    let oldest = &beside().corpus.cards(&[last], &Query::default())[0];
    page.js(&format!("location.hash = 'sort=oldest&open={}'; return null", oldest.article));
    page.settles(|page| page.opened().is_empty(), &false);
    page.js(&format!("location.hash = 'open={}'; return null", newest.article));
    page.find("[aria-label=Reading] [role=alert]");
    fs::hard_link(beside().folder.join(&articles), folder.join(&articles)).expect("the file comes back");
    page.press_in("[aria-label=Reading]", "Try again");
    page.settles(Page::opened, &newest.headline);
    answers(page, found(""));
}

fn a_site_refuses_changed_words(page: &Page) {
    let site = Site::with(beside().folder.clone(), "/", &[(Part::Words, Fault::BitFlipped)]);
    page.open(site.address());
    page.fill("#search", WORD);
    page.settles(|page| page.text("[role=alert]").contains("not what it should be"), &true);
}

/// The words never come; whoever clears them does not wait, and the request ends.
fn a_site_cancels_what_is_under_way(page: &Page) {
    let site = Site::with(beside().folder.clone(), "/", &[(Part::Words, Fault::Stalled)]);
    page.open(site.address());
    answers(page, found(""));
    page.fill("#search", WORD);
    page.until("it says that it waits", "return !!document.querySelector('.busy .waits')");
    page.fill_over("#search", " ");
    answers(page, found(""));
    assert_eq!(page.count(".waits, [role=alert]"), 0);
    page.until(
        "the request ended",
        "return performance.getEntriesByType('resource').some((e) => e.name.includes('/words-'))",
    );
}

fn a_site_loads_the_words_of_an_address(page: &Page) {
    let site = Site::with(beside().folder.clone(), "/", &[]);
    page.open(&format!("{}#q={WORD}", site.address()));
    answers(page, found(WORD));
}

fn a_site_says_its_own_words(page: &Page) {
    let site = Site::with(beside().folder.clone(), "/", &[]);
    page.open(site.address());
    answers(page, found(""));
    assert_eq!(page.text("h1"), "The Tariff Letters");
    assert_eq!(
        page.texts(".intro h2, .intro p"),
        ["The Tariff Letters", "One paragraph.", "Another <b>one</b>.", "Ada Linden, Jun Ohara",]
    );
    assert!(page.js_text("return document.title").ends_with(" · The Tariff Letters"));
    page.picture("site-1280");
    page.press("About");
    page.shows("desk@letters.example");
    let links: Value = page.js("return [...document.querySelectorAll('dialog dd a')].map((a) => a.href)");
    assert_eq!(links, serde_json::json!(["mailto:desk@letters.example"]), "words that would run stay words");
    page.keys(thirtyfour::Key::Escape + "");
    page.fill("#search", WORD);
    answers(page, found(WORD));
    assert_eq!(page.count(".intro"), 0, "a question is answered without the introduction");
}
