//! The page without a pointer.

use super::filters::{ENVOY, VISIT, open};
use crate::support::{Page, Test};
use thirtyfour::Key;

pub const TESTS: &[Test] = &[
    ("searches_by_keys", searches_by_keys),
    ("walks_and_opens_by_keys", walks_and_opens_by_keys),
    ("shows_the_keys", shows_the_keys),
    ("filters_by_keys", filters_by_keys),
    ("keeps_the_focus_while_filtering", keeps_the_focus_while_filtering),
    ("the_drawer_takes_and_gives_back_the_focus", the_drawer_takes_and_gives_back_the_focus),
];

/// The name of what has the focus.
pub fn focused(page: &Page) -> String {
    page.js_text("const e = document.activeElement; return e === document.body ? '' : __called(e)")
}

fn searches_by_keys(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    page.keys("/");
    page.settles(focused, &"Search");
    page.keys("takai");
    page.find("[role=option]");
    assert_eq!(page.texts("[role=option]"), ["Sanae Takaichi\nperson\n1"]);
    page.shows("1 suggestion");
    page.keys(Key::Down + "");
    page.settles(|page| page.count("[role=option][aria-selected=true]"), &1);
    page.keys(Key::Enter + "");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "person=sanae-takaichi&v=1");
    assert_eq!(page.count("[role=option]"), 0);
    page.press("Clear all");
    // Enter alone searches the words, whatever is suggested.
    page.keys("/");
    page.keys("korea");
    page.until("there are suggestions", "return document.querySelectorAll('[role=option]').length > 1");
    assert!(page.count("[role=option]") <= 6);
    page.keys(Key::Enter + "");
    page.settles(Page::fragment, &"q=korea&v=1");
    page.lists(&[VISIT, ENVOY]);
    // Escape leaves the field and its words as they are.
    page.keys(Key::Escape + "");
    page.settles(focused, &"");
    let typed = "return document.querySelector('#search').value";
    assert_eq!((page.js_text(typed), page.fragment()), ("korea".to_owned(), "q=korea&v=1".to_owned()));
}

fn walks_and_opens_by_keys(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    page.keys(Key::Down + "");
    page.settles(|page| focused(page).starts_with(VISIT), &true);
    page.keys(Key::Down + "");
    page.settles(|page| focused(page).starts_with(ENVOY), &true);
    page.keys(Key::Up + "");
    page.settles(|page| focused(page).starts_with(VISIT), &true);
    page.keys(Key::Enter + "");
    page.settles(|page| page.opened().starts_with(VISIT), &true);
    assert_eq!(page.fragment(), "open=003-1fd4d0efecba2366&v=1");
    page.keys(Key::Escape + "");
    page.settles(Page::opened, &"");
    assert_eq!(page.fragment(), "");
    page.settles(focused, &"Articles");
}

fn shows_the_keys(page: &Page) {
    let _site = open(page, "");
    page.keys("?");
    page.settles(|page| page.count("dialog[open]"), &1);
    let words = page.text("dialog[open]");
    assert!(words.contains("Next and previous match in the article"), "{words}");
    page.keys(Key::Escape + "");
    page.settles(|page| page.count("dialog[open]"), &0);
    // The dialog about the collection tells what was read.
    page.press("About");
    page.settles(|page| page.count("dialog[open]"), &1);
    let words = page.text("dialog[open]");
    assert!(words.contains("Every file was read.") && words.contains("2 January 2026"), "{words}");
    page.press("Close");
    page.settles(|page| page.count("dialog[open]"), &0);
    page.settles(focused, &"About");
}

fn filters_by_keys(page: &Page) {
    let _site = open(page, "");
    page.come_to("topic", "Tariffs");
    page.keys("-");
    page.lists(&[VISIT]);
    page.keys("+");
    page.lists(&[ENVOY]);
    assert_eq!(page.fragment(), "topic=tariffs&v=1");
    page.keys("+");
    page.lists(&[VISIT, ENVOY]);
    page.keys(" ");
    page.lists(&[ENVOY]);
    page.keys("s");
    page.settles(Page::opened, &"Sentences with Tariffs");
}

fn keeps_the_focus_while_filtering(page: &Page) {
    let _site = open(page, "");
    page.come_to("topic", "Tariffs");
    page.keys(Key::Enter + "");
    page.lists(&[ENVOY]);
    page.settles(focused, &"Tariffs 1 article, kept");
    page.keys(Key::Enter + "");
    page.lists(&[VISIT, ENVOY]);
    page.settles(focused, &"Tariffs 1 article");
}

fn the_drawer_takes_and_gives_back_the_focus(page: &Page) {
    page.size(390, 844);
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    page.press("Filters");
    page.settles(focused, &"Close the filters");
    page.pick("topic", "Tariffs");
    page.press("Show 1 article");
    page.settles(focused, &"Filters · 1");
    page.lists(&[ENVOY]);
    page.press("Filters · 1");
    page.settles(focused, &"Close the filters");
    page.keys(Key::Escape + "");
    page.settles(focused, &"Filters · 1");
}
