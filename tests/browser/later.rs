//! The second module: it comes behind the first view, what needs it waits for it, and the page goes on without it.

use super::filters::{ENVOY, VISIT};
use crate::support::{Fault, Page, Part, Site, Test};

pub const TESTS: &[Test] = &[
    ("the_second_module_comes_behind_the_first_view", the_second_module_comes_behind_the_first_view),
    ("words_typed_early_are_searched_when_it_comes", words_typed_early_are_searched_when_it_comes),
    ("an_address_with_words_waits_for_it", an_address_with_words_waits_for_it),
    ("an_address_with_an_article_waits_for_it", an_address_with_an_article_waits_for_it),
    ("filters_work_without_it", filters_work_without_it),
    ("says_that_an_article_needs_it", says_that_an_article_needs_it),
    ("an_address_with_words_is_answered_without_it", an_address_with_words_is_answered_without_it),
    ("refuses_a_second_module_with_one_bit_changed", refuses_a_second_module_with_one_bit_changed),
    ("says_that_the_second_module_was_cut_off", says_that_the_second_module_was_cut_off),
    ("says_that_the_server_does_not_send_it", says_that_the_server_does_not_send_it),
    ("loads_it_when_asked_again", loads_it_when_asked_again),
];

const NO_WORDS: &str = "Your words are not searched, because a part of the page did not arrive.";
const IS_LOADED: &str =
    "return performance.getEntriesByType('resource').some((e) => e.name.includes('/dateline-later-'))";

fn the_second_module_comes_behind_the_first_view(page: &Page) {
    let site = Site::start();
    page.open(site.address());
    page.until("the second module is there", IS_LOADED);
    let asked = site.asked();
    let place = asked.iter().position(|path| Part::Later.is(path.trim_start_matches('/')));
    let behind = place.and_then(|place| asked.get(place + 1..)).unwrap_or_default();
    let is_style = |path: &String| path.starts_with("/later-");
    assert!(place.is_some() && behind.iter().all(is_style), "it is asked for behind all others: {asked:?}");
    let programs = asked.iter().filter(|path| Part::Later.is(path.trim_start_matches('/'))).count();
    assert_eq!(programs, 1, "it is loaded once: {asked:?}");
    page.fill("#search", "tariffs");
    page.lists(&[ENVOY]);
}

fn words_typed_early_are_searched_when_it_comes(page: &Page) {
    let site = Site::broken(&[(Part::Later, Fault::Late)]);
    page.open(site.address());
    page.lists(&[VISIT, ENVOY]);
    page.fill("#search", "tariff");
    page.until("the list is busy", "return !!document.querySelector('#results[aria-busy=true]')");
    assert_eq!(page.headlines().len(), 2, "the last answer stays");
    page.fill("#search", "s");
    page.lists(&[ENVOY]);
    assert_eq!(page.count("#results[aria-busy=true]"), 0);
    assert_eq!(page.fragment(), "q=tariffs&v=1");
    page.find("[role=option]"); // what was typed is also what some values are called
}

fn an_address_with_words_waits_for_it(page: &Page) {
    let site = Site::broken(&[(Part::Later, Fault::Late)]);
    page.go(&format!("{}#q=tariffs", site.address()));
    page.until("the page stands", "return !!globalThis.dateline && !document.getElementById('loading')");
    assert_eq!(page.count("#results .card h3"), 2, "one found and one hidden, from the first view on");
    page.lists(&[ENVOY]);
}

fn an_address_with_an_article_waits_for_it(page: &Page) {
    let site = Site::broken(&[(Part::Later, Fault::Late)]);
    page.open(&format!("{}#open=003-1fd4d0efecba2366", site.address()));
    assert!(page.opened().starts_with(VISIT), "it stands in the first view");
}

fn filters_work_without_it(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, Fault::Missing)]);
    page.open(site.address());
    page.pick("topic", "Tariffs");
    page.lists(&[ENVOY]);
    page.pick("topic", "Tariffs");
    page.fill("#search", "tariffs");
    page.shows(NO_WORDS);
    page.shows("404");
    page.lists(&[VISIT, ENVOY]);
    page.check_accessible();
    page.pick("person", "Sanae Takaichi");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "person=sanae-takaichi&q=tariffs&v=1");
    page.click(".wipe");
    page.lists(&[VISIT]);
    assert!(!page.words().contains(NO_WORDS));
    assert_eq!(page.js("return dateline.frozen()"), false);
}

fn says_that_an_article_needs_it(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, Fault::Missing)]);
    page.open(site.address());
    page.click(".to-article");
    page.until("the pane says why", "return document.querySelector('[aria-label=Reading] [role=alert]')?.innerText.includes('404') ?? false");
    page.check_accessible();
    page.press_in("[aria-label=Reading]", "Close");
    page.shows("Choose an article");
    page.press("About");
    page.until(
        "the dialog says it",
        "return document.querySelector('dialog[open]')?.innerText.includes('404') ?? false",
    );
    page.press_in("dialog[open]", "Close");
    assert_eq!(page.js("return dateline.frozen()"), false);
}

fn an_address_with_words_is_answered_without_it(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, Fault::Missing)]);
    page.open(&format!("{}#q=tariffs&open=003-1fd4d0efecba2366", site.address()));
    page.shows(NO_WORDS);
    page.lists(&[VISIT, ENVOY]);
    page.until("the pane says why", "return document.querySelector('[aria-label=Reading] [role=alert]')?.innerText.includes('404') ?? false");
    // Without words there is nothing in context, and the list stands as without that view.
    page.open(&format!("{}#q=tariffs&view=context", site.address()));
    page.lists(&[VISIT, ENVOY]);
    page.settles(|page| page.count("[aria-label=Articles] [role=alert]"), &1);
}

fn refuses_a_second_module_with_one_bit_changed(page: &Page) {
    refused(page, Fault::BitFlipped, "not what it should be");
}

fn says_that_the_second_module_was_cut_off(page: &Page) {
    refused(page, Fault::CutOff, "incomplete");
}

fn refused(page: &Page, fault: Fault, words: &str) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, fault)]);
    page.open(site.address());
    page.fill("#search", "tariffs");
    page.shows(NO_WORDS);
    page.shows(words);
    page.lists(&[VISIT, ENVOY]);
    let tries = site.asked().iter().filter(|path| Part::Later.is(&path[1..])).count();
    assert_eq!(tries, 3);
}

fn says_that_the_server_does_not_send_it(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, Fault::Silent)]);
    page.open(site.address());
    page.fill("#search", "tariffs");
    let said = "return document.body.innerText.includes('20 seconds')";
    page.until_within("the page says it", said, std::time::Duration::from_secs(30));
    page.shows(NO_WORDS);
}

fn loads_it_when_asked_again(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Later, Fault::MissingThreeTimes)]);
    page.open(&format!("{}#q=tariffs", site.address()));
    page.shows(NO_WORDS);
    page.press("Try again");
    page.lists(&[ENVOY]);
    assert!(!page.words().contains(NO_WORDS));
    page.click(".to-article");
    page.settles(|page| page.opened().is_empty(), &false);
}
