//! Words: how they were read and said, their order, other words where nothing is found, and searching in a long filter.

use super::filters::{ENVOY, VISIT, open};
use super::keyboard::focused;
use crate::support::{Page, Test, many};
use dateline_corpus::{Facet, Query, Unit, Wanted};
use thirtyfour::Key;

pub const TESTS: &[Test] = &[
    ("says_what_was_found_for_a_misspelt_word", says_what_was_found_for_a_misspelt_word),
    ("says_which_topic_a_word_names", says_which_topic_a_word_names),
    ("makes_a_name_a_filter", makes_a_name_a_filter),
    ("says_what_it_could_not_read", says_what_it_could_not_read),
    ("orders_by_relevance_where_there_are_words", orders_by_relevance_where_there_are_words),
    ("offers_ways_out_where_nothing_is_found", offers_ways_out_where_nothing_is_found),
    ("searches_in_a_long_filter_by_keys", searches_in_a_long_filter_by_keys),
    ("counts_everyone_of_many_people", counts_everyone_of_many_people),
    ("counts_stories_or_every_copy", counts_stories_or_every_copy),
];

const READ: &str = "[aria-label='How the words were read']";

fn says_what_was_found_for_a_misspelt_word(page: &Page) {
    page.size(1440, 900);
    let _site = open(page, "#q=tarrifs");
    page.lists(&[ENVOY]);
    page.settles(|page| page.text(READ), &"No article holds “tarrifs”. Also found: tariff. Only “tarrifs”");
    super::accessibility::check(page, "corrected-1440");
    page.press("Search “tariff” instead of “tarrifs”");
    page.settles(Page::fragment, &"q=tariff&v=1");
    page.lists(&[ENVOY]);
    page.back();
    page.press("Only “tarrifs”");
    page.settles(Page::fragment, &"q=%22tarrifs%22&v=1");
    page.settles(Page::heard, &"Nothing found");
    page.shows("Nothing holds \"tarrifs\".");
    // The nearest spelling is offered again, with its count.
    page.press("Search “tarrifs”: 1 article");
    page.lists(&[ENVOY]);
}

fn says_which_topic_a_word_names(page: &Page) {
    let _site = open(page, "#q=semiconductors");
    page.shows("“semiconductors” is also the topic Semiconductors, whose articles are found too.");
    page.press("Only the word");
    page.settles(Page::fragment, &"q=semiconductors&also=off&v=1");
    page.shows("Only words are found, not the topics that they name.");
    page.press("Find the topics too");
    page.settles(Page::fragment, &"q=semiconductors&v=1");
}

fn makes_a_name_a_filter(page: &Page) {
    let _site = open(page, "#q=tariff%20AND%20actor:Albanese");
    page.lists(&[ENVOY]);
    page.press("Keep Anthony Albanese (person) in place of the words");
    page.settles(Page::fragment, &"person=anthony-albanese&q=tariff&v=1");
    page.lists(&[ENVOY]);
    assert_eq!(page.value("person", "Anthony Albanese"), "Anthony Albanese 1 article, kept");
    page.fill_over("#search", "-topic:taiwan ");
    page.press("Leave out Taiwan (topic) in place of the words");
    page.settles(Page::fragment, &"topic=-taiwan&person=anthony-albanese&v=1");
    page.fill_over("#search", "source:nobody ");
    page.shows("No source of these articles is called “nobody”.");
}

fn says_what_it_could_not_read(page: &Page) {
    let _site = open(page, "#q=(Lee%20OR");
    page.settles(
        |page| page.text(READ),
        &"A parenthesis without its partner was left out: (\n\n\
          “OR” joins nothing where it stands, so it was taken as a word.",
    );
    page.fill_over("#search", "\"South Korea");
    page.settles(
        |page| page.text(READ),
        &"A quotation mark has no partner, so the phrase goes on to the end.",
    );
    page.lists(&[VISIT, ENVOY]);
    page.fill_over("#search", "Beijing ");
    page.settles(|page| page.count(READ), &0);
}

fn orders_by_relevance_where_there_are_words(page: &Page) {
    let _site = open(page, "");
    page.lists(&[VISIT, ENVOY]);
    let newest = vec!["Newest first".to_owned(), "Oldest first".to_owned()];
    assert_eq!(page.orders(), (newest, "Newest first".to_owned()));
    // The article of August holds the word most.
    page.fill("#search", "APNews ");
    page.settles(|page| page.orders().1, &"Most relevant first");
    page.fill_over("#search", "tariff OR Washington ");
    page.settles(Page::fragment, &"q=tariff%20OR%20Washington%20&v=1");
    page.settles(|page| page.headlines().first().is_some_and(|first| first.starts_with(ENVOY)), &true);
    assert_eq!(page.orders().0, ["Most relevant first", "Newest first", "Oldest first"]);
    page.order("Newest first");
    page.settles(Page::fragment, &"q=tariff%20OR%20Washington%20&sort=newest&v=1");
    page.lists(&[VISIT, ENVOY]);
    page.order("Most relevant first");
    page.settles(Page::fragment, &"q=tariff%20OR%20Washington%20&v=1");
    page.press("Clear all");
    page.settles(|page| page.orders().1, &"Newest first");
}

fn offers_ways_out_where_nothing_is_found(page: &Page) {
    page.size(1440, 900);
    let _site = open(page, "#person=xi-jinping&q=tarrifs&published=2026-01");
    page.settles(Page::heard, &"Nothing found");
    page.shows("Nearest spelling, without any other filter");
    super::accessibility::check(page, "nothing-misspelt-1440");
    page.size(390, 844);
    super::accessibility::check(page, "nothing-misspelt-390");
    page.size(1440, 900);
    page.press("Search “tariff”: 1 article");
    page.settles(Page::fragment, &"q=tariff&v=1");
    page.lists(&[ENVOY]);
    // Two words that stand in no article together.
    page.fill_over("#search", "CCTV Albanese ");
    page.settles(Page::heard, &"Nothing found");
    page.press("Leave out the word “CCTV”: 1 article");
    page.lists(&[ENVOY]);
    // A phrase that nobody wrote.
    page.fill_over("#search", "\"offensive trade\"");
    page.settles(Page::heard, &"Nothing found");
    page.press("Search “offensive trade”: 1 article");
    page.lists(&[ENVOY]);
}

const FIND: &str = "[aria-labelledby=group-person] input[type=search]";

fn searches_in_a_long_filter_by_keys(page: &Page) {
    page.size(1440, 900);
    let many = many();
    page.open(&format!("{}#unit=articles", many.site.address()));
    page.settles(Page::heard, &"2,000 articles found");
    // A part of a name inside it, in other letters than it has.
    let people = many.corpus.values(Facet::Person);
    let last =
        people.iter().rev().find(|info| info.name.is_ascii() && info.name.contains(' ')).expect("a name");
    let part = last.name.split(' ').next_back().expect("a word").to_uppercase();
    page.fill(FIND, &part);
    page.settles(|page| page.value("person", &last.name).is_empty(), &false);
    let marked = page.texts("[aria-labelledby=group-person] mark");
    assert!(!marked.is_empty() && marked.iter().all(|mark| mark.to_uppercase() == part), "{marked:?}");
    super::accessibility::check(page, "long-filter-1440");
    let first = page.values("person")[0].clone();
    page.keys(Key::Down + "");
    page.settles(focused, &first.as_str());
    page.keys(Key::Up + "");
    page.settles(|page| focused(page).starts_with("Find in"), &true);
    page.keys(Key::Enter + "");
    page.settles(|page| page.values("person")[0].ends_with(", kept"), &true);
    page.keys(Key::Escape + "");
    page.settles(|page| page.texts("[aria-labelledby=group-person] mark").len(), &0);
    page.fill(FIND, "zzzz");
    page.shows("Nothing here is called that");
    // The chosen value stays listed, and is not what was typed.
    page.keys(Key::Enter + "");
    page.keys(Key::Escape + "");
    page.until("the field is empty", &format!("return document.querySelector('{FIND}').value === ''"));
    assert!(page.fragment().starts_with("person="), "{}", page.fragment());
}

/// The page lists people by hundreds; each has the count that a loop over the articles gives.
fn counts_everyone_of_many_people(page: &Page) {
    let many = many();
    page.open(&format!("{}#unit=articles", many.site.address()));
    page.settles(Page::heard, &"2,000 articles found");
    let people = many.corpus.values(Facet::Person);
    let wanted = Wanted { facets: vec![Facet::Person], ..Wanted::default() };
    let query = Query { unit: Unit::Articles, ..Query::default() };
    let outcome = many.corpus.run(&query, &wanted);
    let counts = &outcome.facets[0].counts;
    assert!(people.len() > 500, "{} people", people.len());
    for place in [499, 500, 501, people.len() - 1] {
        let (name, count) = (&people[place].name, counts[place]);
        assert!(count > 0, "{name}");
        let unit = if count == 1 { "article" } else { "articles" };
        assert!(
            page.look_for("person", name).starts_with(&format!("{name} {count} {unit}")),
            "{name} {count}"
        );
    }
}

fn counts_stories_or_every_copy(page: &Page) {
    page.size(1440, 900);
    let many = many();
    let collection = many.corpus.collection();
    assert!(collection.stories < collection.articles, "{} stories", collection.stories);
    page.open(many.site.address());
    let stories = format!("{},{:03} stories", collection.stories / 1000, collection.stories % 1000);
    page.settles(Page::heard, &format!("{stories} found").as_str());
    page.shows(&format!("All {stories}"));
    let first = page.values("topic")[0].clone();
    assert!(first.ends_with(" stories"), "{first}");
    // A story that several outlets have says so, and unfolds to them.
    page.until(
        "a card names other outlets",
        "const e = document.querySelector('.copies button'); e?.scrollIntoView({ block: 'center' }); return !!e || \
         (document.querySelector('[aria-label=Articles]').scrollTop += 400, false)",
    );
    let said = page.text(".copies button");
    assert!(said.starts_with("also in ") || said.contains(" more cop"), "{said}");
    page.click(".copies button");
    page.settles(|page| page.count(".copies li a") > 0, &true);
    super::accessibility::check(page, "copies-1440");
    page.press("count copies too");
    page.settles(Page::heard, &"2,000 articles found");
    assert_eq!(page.fragment(), "unit=articles&v=1");
    page.press("count each story once");
    page.settles(Page::heard, &format!("{stories} found").as_str());
}
