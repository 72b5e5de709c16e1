//! The two clocks: typed days, values, the strip by pointer and by keys, and the undated.

use super::filters::{ENVOY, VISIT, open};
use crate::support::{Page, Site, Test};
use thirtyfour::Key;

pub const TESTS: &[Test] = &[
    ("filters_by_typed_dates_of_publication", filters_by_typed_dates_of_publication),
    ("filters_by_typed_dates_mentioned", filters_by_typed_dates_mentioned),
    ("filters_by_a_month", filters_by_a_month),
    ("keeps_and_counts_the_undated", keeps_and_counts_the_undated),
    ("a_drag_above_the_line_asks_for_publication", a_drag_above_the_line_asks_for_publication),
    ("a_drag_below_the_line_asks_for_mentioned_dates", a_drag_below_the_line_asks_for_mentioned_dates),
    ("a_click_on_a_bar_asks_for_it", a_click_on_a_bar_asks_for_it),
    ("the_strip_works_by_keys", the_strip_works_by_keys),
];

const PUBLISHED: &str = "[role=slider][aria-label^='Published']";
const MENTIONED: &str = "[role=slider][aria-label^='Mentioned']";

/// Three invented stories: of 2024, of 2025, and without any date.
const GULLS: &str = "Gulls return";
const CRANE: &str = "Harbour council";
const LIGHTHOUSE: &str = "Rosk paints";

fn harbour(page: &Page, name: &str) -> Site {
    let folder = xtask::root().join("target/browser-tests").join(name);
    xtask::page::assemble(Some(&xtask::root().join("tests/data/harbour")), &folder).expect("a page");
    let site = Site::with(folder, "/", &[]);
    page.open(site.address());
    site
}

fn set_period(page: &Page, group: &str, clock: &str, from: &str, to: &str) {
    page.fill_over(&format!("input[aria-label='{clock}: first day']"), from);
    page.fill_over(&format!("input[aria-label='{clock}: last day']"), to);
    page.click(&format!("[aria-labelledby=group-{group}] form button"));
}

fn filters_by_typed_dates_of_publication(page: &Page) {
    let _site = open(page, "");
    set_period(page, "published", "Published", "2026", "2026-01-31");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "published=2026-01&v=1");
    page.shows("1 article of 2 that was published in January 2026");
    set_period(page, "published", "Published", "2025-06", "2025-12-31");
    page.lists(&[ENVOY]);
    assert_eq!(page.fragment(), "published=2025-06-01/2025-12-31&v=1");
    // What cannot be read is said, and changes nothing.
    set_period(page, "published", "Published", "last June", "");
    page.shows("Write a date as 2025, 2025-06 or 2025-06-04");
    set_period(page, "published", "Published", "2026", "2025");
    page.shows("The first day lies behind the last");
    page.lists(&[ENVOY]);
    set_period(page, "published", "Published", "", "");
    page.lists(&[VISIT, ENVOY]);
}

fn filters_by_typed_dates_mentioned(page: &Page) {
    let _site = open(page, "");
    set_period(page, "mentioned", "Dates mentioned", "2017", "2017");
    page.lists(&[ENVOY]);
    assert_eq!(page.fragment(), "mentioned=2017&v=1");
    page.shows("1 article of 2 that mentions 2017");
    set_period(page, "mentioned", "Dates mentioned", "2025-12-29", "2025-12-29");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "mentioned=2025-12-29&v=1");
    set_period(page, "mentioned", "Dates mentioned", "", "1999");
    page.settles(Page::heard, &"Nothing found");
}

fn filters_by_a_month(page: &Page) {
    let _site = open(page, "");
    page.pick("published", "January 2026");
    page.lists(&[VISIT]);
    assert_eq!(page.value("published", "January 2026"), "January 2026 1 article, kept");
    assert_eq!(page.fragment(), "published=2026-01&v=1");
    // Leaving it out removes what surely lies in it.
    page.come_to("published", "January 2026");
    page.press("Leave out January 2026");
    page.lists(&[ENVOY]);
    assert_eq!(page.fragment(), "published=-2026-01&v=1");
    page.shows("1 article is hidden by “not January 2026”");
}

fn keeps_and_counts_the_undated(page: &Page) {
    let _site = harbour(page, "undated");
    page.lists(&[CRANE, LIGHTHOUSE, GULLS]);
    assert_eq!(page.value("published", "Undated"), "Undated 1 article");
    set_period(page, "published", "Published", "2025", "2025");
    page.lists(&[CRANE, GULLS]);
    page.settles(Page::heard, &"2 of 3 articles found");
    page.shows("1 surely, 0 perhaps, 1 undated");
    assert_eq!(page.value("published", "Undated"), "Undated 1 article");
    // Left out they are gone, but still named.
    page.come_to("published", "Undated");
    page.press("Leave out Undated");
    page.lists(&[CRANE]);
    assert_eq!(page.fragment(), "published=2025,-~&v=1");
    let hidden = page.text("[aria-label=Hidden]");
    assert!(hidden.contains(GULLS) && hidden.contains("Undated"), "{hidden}");
    // The bucket itself can be asked for, beside the strip too.
    page.press("Clear all");
    page.lists(&[CRANE, LIGHTHOUSE, GULLS]);
    page.press("1 undated");
    page.lists(&[GULLS]);
    assert_eq!(page.fragment(), "published=~&v=1");
}

/// Pixels from the strip's left edge to the middle of the nth shape with this class, and its width.
fn shapes(page: &Page, class: &str) -> Vec<(f64, f64, f64)> {
    let script = format!(
        "const left = document.querySelector(\"{PUBLISHED}\").getBoundingClientRect(); \
         return [...document.querySelectorAll('svg rect.{class}')].map((e) => {{ const r = e.getBoundingClientRect(); \
         return [r.left + r.width / 2 - left.left, r.top + r.height / 2 - left.top, r.width] }})"
    );
    serde_json::from_value(page.js(&script)).expect("shapes")
}

fn a_drag_above_the_line_asks_for_publication(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    // The one sure publication is the bar of 2 January 2026: a drag over it leaves the other article outside.
    let (x, y, _) = shapes(page, "p-full")[0];
    page.drag(PUBLISHED, (x - 30.0, y), (x + 30.0, y));
    page.lists(&[VISIT]);
    let fragment = page.fragment();
    assert!(fragment.starts_with("published=") && !fragment.contains("mentioned"), "{fragment}");
    page.shows("1 article of 2 that was published from");
    // The typed fields say the same period; clearing them clears the strip.
    let first =
        page.js_text("return document.querySelector(\"input[aria-label='Published: first day']\").value");
    assert!(first.starts_with("202"), "{first}");
    page.back();
    page.lists(&[VISIT, ENVOY]);
}

fn a_drag_below_the_line_asks_for_mentioned_dates(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    // The leftmost mentioned date is 2017, years before all others.
    let (x, _, width) = shapes(page, "m-full")[0];
    page.drag(MENTIONED, (x - width / 2.0 + 2.0, 20.0), (x + width / 2.0 - 2.0, 20.0));
    page.lists(&[ENVOY]);
    let fragment = page.fragment();
    assert!(fragment.starts_with("mentioned=") && !fragment.contains("published"), "{fragment}");
    page.shows("1 article of 2 that mentions");
}

fn a_click_on_a_bar_asks_for_it(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    let at = |page: &Page| {
        let (x, y, _) = shapes(page, "p-full")[0];
        (x, y)
    };
    page.drag(PUBLISHED, at(page), at(page));
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "published=2026-01-02&v=1");
    page.shows("2 January 2026 · 1 article");
    // Again lets it go.
    page.drag(PUBLISHED, at(page), at(page));
    page.lists(&[VISIT, ENVOY]);
    assert_eq!(page.fragment(), "");
}

fn the_strip_works_by_keys(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    let says = |page: &Page, css: &str| {
        page.js_text(&format!("return document.querySelector(\"{css}\").getAttribute('aria-valuetext')"))
    };
    page.focus(PUBLISHED);
    page.keys(Key::End + "");
    page.settles(|page| says(page, PUBLISHED), &"2 January 2026: 1 of 1 article");
    page.keys(Key::Enter + "");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "published=2026-01-02&v=1");
    // The focus stays, so that the arrows go on from there.
    let focused = "return document.activeElement.getAttribute('aria-label') ?? ''";
    page.settles(|page| page.js_text(focused).starts_with("Published"), &true);
    page.keys(Key::Delete + "");
    page.lists(&[VISIT, ENVOY]);
    page.settles(|page| page.js_text(focused).starts_with("Published"), &true);
    page.keys(Key::Home + "");
    page.keys(Key::Enter + "");
    page.lists(&[ENVOY]);
    // Below the line: the first date is 2017; with shift the period widens.
    page.press("Clear all");
    page.lists(&[VISIT, ENVOY]);
    page.focus(MENTIONED);
    page.keys(Key::Home + "");
    page.settles(|page| says(page, MENTIONED), &"2017: 1 of 1 article");
    page.keys(Key::Enter + "");
    page.lists(&[ENVOY]);
    assert_eq!(page.fragment(), "mentioned=2017&v=1");
    page.keys(Key::Delete + "");
    page.lists(&[VISIT, ENVOY]);
    page.keys(Key::Home + "");
    page.shift(Key::Right);
    page.keys(Key::Enter + "");
    page.until("the period is wider", "return location.hash.startsWith('#mentioned=2017-01-01/')");
}
