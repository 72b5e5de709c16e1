//! Words in context, and a pasted list of names.

use super::accessibility::check;
use super::filters::{ENVOY, VISIT, open};
use super::keyboard::focused;
use crate::support::{Page, Test, many};
use dateline_corpus::{Order, Query, Unit};
use thirtyfour::Key;

pub const TESTS: &[Test] = &[
    ("shows_every_hit_in_context", shows_every_hit_in_context),
    ("hits_meet_at_the_word", hits_meet_at_the_word),
    ("draws_only_some_of_many_hits", draws_only_some_of_many_hits),
    ("says_where_words_are_met_when_not_in_the_text", says_where_words_are_met_when_not_in_the_text),
    ("counts_a_pasted_list_of_names", counts_a_pasted_list_of_names),
    ("counts_many_pasted_names", counts_many_pasted_names),
];

const LINES: &str = "ol[aria-label='Hits in context'] > li";

fn shows_every_hit_in_context(page: &Page) {
    page.size(1440, 900);
    let _site = open(page, "#q=Beijing%20");
    page.lists(&[VISIT, ENVOY]);
    let expected = page.texts("[aria-label=Articles] > ol h3").len();
    assert_eq!(expected, 2);
    let button = "[aria-label=Articles] .heads .num";
    page.until(
        "hits are counted",
        &format!("return /^all \\d+ hits in context$/.test(document.querySelector('{button}')?.innerText)"),
    );
    let count: u64 =
        page.text(button).split(' ').nth(1).and_then(|count| count.parse().ok()).expect("a number");
    page.click(button);
    page.settles(Page::fragment, &"q=Beijing%20&view=context&v=1");
    page.settles(|page| page.count(LINES), &count);
    page.shows(&format!("{count} hits in 2 articles"));
    check(page, "context-1440");
    // Keys walk over the lines, Enter opens the article at the hit.
    page.focus("#results");
    page.keys(Key::Down + "");
    page.keys(Key::Down + "");
    let second = page.texts(&format!("{LINES} a"))[1].clone();
    page.settles(|page| focused(page).replace(' ', ""), &second.replace([' ', '\n'], "").as_str());
    page.keys(Key::Enter + "");
    page.settles(|page| page.opened().starts_with(VISIT), &true);
    assert!(page.fragment().contains("&view=context&open=003-1fd4d0efecba2366&at="), "{}", page.fragment());
    page.settles(|page| page.text(".text .now"), &"Beijing");
    assert_eq!(page.count(&format!("{LINES}.open")), 1);
    check(page, "context-open-1440");
    // The address alone shows the same.
    let address = page.js_text("return location.href");
    let other = page.another();
    other.open(&address);
    other.settles(|page| page.count(LINES), &count);
    other.settles(|page| page.count(&format!("{LINES}.open")), &1);
    page.keys(Key::Escape + "");
    page.settles(Page::fragment, &"q=Beijing%20&view=context&v=1");
    page.size(390, 844);
    check(page, "context-390");
    page.press("back to the list");
    page.lists(&[VISIT, ENVOY]);
    // Without words there is nothing to show in context.
    page.press("Clear all");
    page.settles(Page::fragment, &"");
}

/// Of all lines the hit begins at one place, on a phone too.
fn hits_meet_at_the_word(page: &Page) {
    let _site = open(page, "#q=Beijing%20&view=context");
    for width in [1440, 1000, 390] {
        page.size(width, 844);
        let script = format!(
            "return [...new Set([...document.querySelectorAll(\"{LINES} b\")]\
             .map((e) => Math.round(e.getBoundingClientRect().left)))].length"
        );
        page.settles(|page| page.js(&script).as_u64(), &Some(1));
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(page.js(wide).as_bool(), Some(true), "{width}");
    }
}

fn draws_only_some_of_many_hits(page: &Page) {
    page.size(1440, 900);
    let many = many();
    let query = Query { words: "minister ".to_owned(), unit: Unit::Articles, ..Query::default() };
    let total = many.corpus.concordance(&query, Order::Relevance, 0..0).total;
    assert!(total > 200, "{total} hits");
    page.open(&format!("{}#q=minister%20&unit=articles&view=context", many.site.address()));
    page.shows(&format!("{total} hits in "));
    assert!(page.count(LINES) <= 100, "{} lines", page.count(LINES));
    page.until(
        "the end is reached",
        &format!(
            "const e = document.querySelector('[aria-label=Articles]'); e.scrollTop = e.scrollHeight; \
             const lines = document.querySelectorAll(\"{LINES}\"); const last = lines[lines.length - 1]; \
             const b = last?.getBoundingClientRect(); return !!b && b.top < innerHeight && b.bottom > 300"
        ),
    );
    assert!((5..=100).contains(&page.count(LINES)), "{} lines", page.count(LINES));
    let last = many.corpus.concordance(&query, Order::Relevance, total - 1..total).lines;
    let hit = last[0].mark.of(&last[0].text).to_owned();
    page.settles(|page| page.texts(&format!("{LINES}:last-of-type b")), &vec![hit]);
}

fn says_where_words_are_met_when_not_in_the_text(page: &Page) {
    let _site = open(page, "#q=actor:Albanese&view=context");
    page.shows("No text holds these words; a name or a speaker does.");
    page.shows("1 more article is found by a name or a speaker");
}

const NAMES: &str = "Lee Jae Myung\n  xi jinping \n\nNobody At All\ntariff\n";

fn counts_a_pasted_list_of_names(page: &Page) {
    page.size(1440, 900);
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    page.press("Count a list of names");
    page.settles(|page| page.count("dialog[open]"), &1);
    page.shows("Paste up to 10,000 names.");
    check(page, "names-empty-1440");
    page.fill("#pasted-names", NAMES);
    page.press("Count them");
    page.shows("4 names: 0 unclear, 2 not known as a name. Counted in the 2 articles found.");
    let names = |page: &Page| page.texts("dialog tbody th");
    page.settles(names, &vec!["Lee Jae Myung", "xi jinping", "Nobody At All", "tariff"]);
    assert_eq!(page.texts("dialog tbody td:nth-child(2)")[2], "not known, and nowhere in the text");
    check(page, "names-1440");
    page.press_in("dialog[open]", "Name");
    page.settles(names, &vec!["Lee Jae Myung", "Nobody At All", "tariff", "xi jinping"]);
    assert_eq!(page.count("dialog th[aria-sort=ascending]"), 1);
    page.press_in("dialog[open]", "Sentences");
    page.settles(|page| names(page)[0].clone(), &"Lee Jae Myung");
    page.size(390, 844);
    check(page, "names-390");
    page.size(1440, 900);
    page.press("Show what names xi jinping: 2");
    page.settles(|page| page.count("dialog[open]"), &0);
    page.settles(Page::fragment, &"person=xi-jinping&v=1");
    // What was pasted is still there, and is counted under the question.
    page.press("Count a list of names");
    page.shows("4 names:");
    page.press("Show what names tariff: 1");
    page.settles(Page::fragment, &"person=xi-jinping&q=%22tariff%22&v=1");
    page.press("Count a list of names");
    page.shows("Counted in the 1 article found.");
    page.press("Show what names Lee Jae Myung: 1");
    page.settles(Page::fragment, &"person=*,lee-jae-myung,xi-jinping&q=%22tariff%22&v=1");
    page.lists(&[ENVOY]);
    page.press("Count a list of names");
    page.press("Sentences with Lee Jae Myung: 3");
    page.settles(Page::opened, &"Sentences with Lee Jae Myung");
}

/// Ten thousand lines are counted, one more is named as not read, and the first two hundred are drawn.
fn counts_many_pasted_names(page: &Page) {
    page.size(1440, 900);
    page.open(many().site.address());
    page.press("Count a list of names");
    page.js(
        "const e = document.querySelector('#pasted-names'); \
         e.value = Array.from({ length: 10001 }, (_, n) => n % 2 ? 'Bruno Lindane' : 'Nobody ' + n).join('\\n'); \
         e.dispatchEvent(new Event('input', { bubbles: true })); return null",
    );
    page.js("window.__start = performance.now(); return null");
    page.press("Count them");
    page.shows("10,000 names: ");
    page.shows("1 more line was not read.");
    let time = page.js("return performance.now() - window.__start").as_f64().unwrap_or_default();
    eprintln!(
        "counting 10,000 pasted names over 2,000 articles, milliseconds until they are seen: {time:.0}"
    );
    assert_eq!(page.count("dialog tbody tr"), 200);
    page.press("Show 200 more");
    page.settles(|page| page.count("dialog tbody tr"), &400);
}
