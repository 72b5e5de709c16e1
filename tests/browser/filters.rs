//! Filtering by actor and topic, leaving out, what is hidden, and the address that holds it all.

use crate::support::{Page, Site, Test};

pub const TESTS: &[Test] = &[
    ("filters_by_actor", filters_by_actor),
    ("filters_by_topic", filters_by_topic),
    ("asks_for_any_or_all", asks_for_any_or_all),
    ("leaves_out_and_names_what_it_hides", leaves_out_and_names_what_it_hides),
    ("says_what_stands_in_the_way", says_what_stands_in_the_way),
    ("names_unknown_values", names_unknown_values),
    ("a_copied_address_restores_the_page", a_copied_address_restores_the_page),
    ("goes_back_and_forward", goes_back_and_forward),
];

/// How the headlines of the two default stories begin; the first has none, so that its first sentence stands there.
pub const ENVOY: &str = "As South Korean President Lee Jae Myung arrived";
pub const VISIT: &str = "Xi’s invitation aims to deepen ties";

/// The default page, with a fragment.
pub fn open(page: &Page, fragment: &str) -> Site {
    let site = Site::start();
    page.open(&format!("{}{fragment}", site.address()));
    site
}

fn filters_by_actor(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    assert_eq!(page.look_for("person", "Sanae Takaichi"), "Sanae Takaichi 1 article");
    page.pick("person", "Sanae Takaichi");
    page.lists(&[VISIT]);
    assert_eq!(page.value("person", "Sanae Takaichi"), "Sanae Takaichi 1 article, kept");
    assert_eq!(page.fragment(), "person=sanae-takaichi&v=1");
    page.shows("1 article of 2 that names Sanae Takaichi");
    page.settles(Page::heard, &"1 of 2 articles found");
    // Again lets it go; a state is an actor too.
    page.pick("person", "Sanae Takaichi");
    page.lists(&[VISIT, ENVOY]);
    page.pick("state", "India");
    page.lists(&[ENVOY]);
    page.press("Remove India");
    page.pick("organisation", "CCTV");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "organisation=cctv&v=1");
}

fn filters_by_topic(page: &Page) {
    let _site = open(page, "");
    for (topic, id, article) in [
        ("Tariffs", "tariffs", ENVOY),
        ("Supply chains", "supply-chains", VISIT),
        ("Taiwan", "taiwan", VISIT),
    ] {
        assert_eq!(page.look_for("topic", topic), format!("{topic} 1 article"));
        page.pick("topic", topic);
        page.lists(&[article]);
        assert_eq!(page.fragment(), format!("topic={id}&v=1"));
        page.shows(&format!("1 article of 2 that is about {topic}"));
        page.press("Clear all");
        page.lists(&[VISIT, ENVOY]);
    }
    // A broader topic holds its narrower ones.
    page.pick("topic", "Trade");
    page.lists(&[VISIT, ENVOY]);
    assert_eq!(page.look_for("topic", "Tariffs"), "Tariffs 1 article");
}

fn asks_for_any_or_all(page: &Page) {
    let _site = open(page, "#person=sanae-takaichi,wang-yi");
    page.lists(&[VISIT, ENVOY]);
    page.press("or 2 · and 0");
    page.shows("Nothing names Sanae Takaichi and Wang Yi.");
    assert_eq!(page.fragment(), "person=*,sanae-takaichi,wang-yi&v=1");
    page.press("and 0 · or 2");
    page.lists(&[VISIT, ENVOY]);
}

fn leaves_out_and_names_what_it_hides(page: &Page) {
    let _site = open(page, "");
    page.come_to("topic", "Tariffs");
    page.press("Leave out Tariffs");
    page.lists(&[VISIT]);
    assert_eq!(page.fragment(), "topic=-tariffs&v=1");
    assert_eq!(page.value("topic", "Tariffs"), "Tariffs 1 article, left out");
    page.shows("1 article with an uncertain date is hidden by “not Tariffs”");
    let hidden = page.text("[aria-label=Hidden]");
    assert!(hidden.contains("1 article is not shown."), "{hidden}");
    assert!(hidden.contains(ENVOY) && hidden.contains("Tariffs"), "{hidden}");
    page.press("Show it: remove Tariffs");
    page.lists(&[VISIT, ENVOY]);
    assert_eq!(page.count("[aria-label=Hidden]"), 0);
    assert_eq!(page.fragment(), "");
}

fn says_what_stands_in_the_way(page: &Page) {
    let _site = open(page, "#topic=tariffs,taiwan&person=anthony-albanese&q=CCTV");
    page.shows("2 articles were searched.");
    page.settles(Page::heard, &"Nothing found");
    assert_eq!(page.headlines(), Vec::<String>::new());
    page.press("Ask without “names Anthony Albanese”: 1 article");
    page.lists(&[VISIT]);
    page.back();
    page.press("Ask without “holds “CCTV””: 1 article");
    page.lists(&[ENVOY]);
}

fn names_unknown_values(page: &Page) {
    let _site = open(page, "#topic=gardening&person=-nobody-here");
    page.shows("gardening, nobody-here is not in these articles, so nothing meets it.");
    page.settles(Page::heard, &"Nothing found");
    page.press("Remove gardening");
    // Leaving out what nobody has hides nothing, and stays named.
    page.lists(&[VISIT, ENVOY]);
    page.shows("nobody-here is not in these articles");
    assert_eq!(page.fragment(), "person=-nobody-here&v=1");
}

fn a_copied_address_restores_the_page(page: &Page) {
    let site = open(page, "");
    page.pick("topic", "Diplomacy");
    page.pick("person", "Lee Jae Myung");
    page.come_to("topic", "Tariffs");
    page.press("Leave out Tariffs");
    page.lists(&[VISIT]);
    page.order("Oldest first");
    page.focus("[aria-label=Articles] > ol h3 a");
    page.keys("\u{e007}");
    page.until("an article is open", "return !!document.querySelector('[aria-label=Reading] h1')");
    let (address, sentence) = (page.js_text("return location.href"), page.js_text("return document.title"));
    let state = |page: &Page| {
        let values = [("topic", "Tariffs"), ("person", "Lee Jae Myung")];
        (values.map(|(group, name)| page.value(group, name)), page.opened(), page.heard())
    };
    let seen = state(page);
    assert!(seen.0[0].ends_with(", left out"), "{seen:?}");
    assert!(seen.1.starts_with(VISIT), "{seen:?}");

    let other = page.another();
    other.open(&address);
    other.lists(&[VISIT]);
    other.settles(state, &seen);
    assert_eq!(other.js_text("return document.title"), sentence);
    assert_eq!(other.fragment(), page.fragment());
    other.settles(|page| page.orders().1, &"Oldest first");
    other.check_clean();
    assert!(address.starts_with(site.address()));
}

fn goes_back_and_forward(page: &Page) {
    let _site = open(page, "");
    page.pick("topic", "Tariffs");
    page.lists(&[ENVOY]);
    page.pick("person", "Wang Yi");
    page.settles(Page::fragment, &"topic=tariffs&person=wang-yi&v=1");
    page.back();
    page.settles(Page::fragment, &"topic=tariffs&v=1");
    page.settles(|page| page.value("person", "Wang Yi"), &"Wang Yi 1 article");
    page.back();
    page.lists(&[VISIT, ENVOY]);
    assert_eq!(page.fragment(), "");
    page.forward();
    page.lists(&[ENVOY]);
    page.settles(|page| page.value("topic", "Tariffs"), &"Tariffs 1 article, kept");
    // Typing replaces its entry: one step back leaves the search.
    page.fill("#search", "Beijing");
    page.settles(Page::fragment, &"topic=tariffs&q=Beijing&v=1");
    page.fill("#search", " APEC");
    page.settles(Page::fragment, &"topic=tariffs&q=Beijing%20APEC&v=1");
}
