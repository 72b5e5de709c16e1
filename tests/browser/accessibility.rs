//! axe finds no barrier in any state of the page, in both themes, wide and on a phone.

use super::filters::{ENVOY, VISIT, open};
use crate::support::{Page, Test, many};
use thirtyfour::Key;

pub const TESTS: &[Test] = &[
    ("no_barrier_in_the_list", no_barrier_in_the_list),
    ("no_barrier_in_an_article", no_barrier_in_an_article),
    ("no_barrier_on_a_phone", no_barrier_on_a_phone),
    ("no_barrier_among_many", no_barrier_among_many),
    ("a_barrier_is_seen_by_the_tests", a_barrier_is_seen_by_the_tests),
];

/// Holds both themes to be free of barriers, and takes their pictures.
pub fn check(page: &Page, name: &str) {
    for (dark, theme) in [(false, "light"), (true, "dark")] {
        page.dark(dark);
        page.until(
            "the theme is there",
            &format!("return matchMedia('(prefers-color-scheme: {theme})').matches"),
        );
        page.picture(&format!("{name}-{theme}"));
        page.check_accessible();
    }
    page.dark(false);
}

fn no_barrier_in_the_list(page: &Page) {
    page.size(1440, 900);
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    check(page, "list-1440");
    page.pick("topic", "Tariffs");
    page.lists(&[ENVOY]);
    check(page, "filtered-1440");
    page.pick("organisation", "CCTV");
    page.settles(Page::heard, &"Nothing found");
    check(page, "nothing-1440");
    page.press("Clear all");
    page.keys("/");
    page.keys("kor");
    page.find("[role=option]");
    check(page, "suggestions-1440");
}

fn no_barrier_in_an_article(page: &Page) {
    let _site = open(page, "#person=lee-jae-myung&open=003-1fd4d0efecba2366");
    page.shows("Lee Jae Myung 1 of");
    check(page, "article-1280");
    page.press("why");
    page.shows("an office held since");
    page.press("Keys");
    page.settles(|page| page.count("dialog[open]"), &1);
    check(page, "keys-1280");
    page.keys(Key::Escape + "");
    page.press("About");
    page.settles(|page| page.count("dialog[open]"), &1);
    check(page, "about-1280");
    page.keys(Key::Escape + "");
    page.come_to("topic", "Taiwan");
    page.keys("s");
    page.settles(Page::opened, &"Sentences with Taiwan");
    check(page, "sentences-1280");
}

fn no_barrier_on_a_phone(page: &Page) {
    page.size(390, 844);
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    check(page, "list-390");
    page.press("Filters");
    page.shows("Show 2 articles");
    check(page, "drawer-390");
    page.press("Show 2 articles");
    page.press("As South Korean President Lee Jae Myung arrived in Washington to meet …");
    page.settles(|page| page.opened().starts_with(ENVOY), &true);
    check(page, "article-390");
    page.press("← Back to the list");
    page.lists(&[VISIT, ENVOY]);
}

fn no_barrier_among_many(page: &Page) {
    page.size(1440, 900);
    page.open(&format!("{}#unit=articles", many().site.address()));
    page.settles(Page::heard, &"2,000 articles found");
    check(page, "many-1440");
}

/// The oracle of the others can fire.
fn a_barrier_is_seen_by_the_tests(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    page.js("document.querySelector('main').append(document.createElement('button')); return null");
    let found = page.barriers();
    assert!(found.len() == 1 && found[0].starts_with("button-name"), "{found:?}");
}
