//! The reading pane: an article, the sentences behind a value, and the way from match to match.

use super::filters::{ENVOY, VISIT, open};
use crate::support::{Page, Test};

pub const TESTS: &[Test] = &[
    ("shows_the_sentences_behind_a_value", shows_the_sentences_behind_a_value),
    ("steps_from_match_to_match", steps_from_match_to_match),
    ("says_why_a_date_is_what_it_is", says_why_a_date_is_what_it_is),
    ("keeps_and_leaves_out_from_a_mark", keeps_and_leaves_out_from_a_mark),
    ("switches_marks_off", switches_marks_off),
    ("says_that_an_article_is_not_here", says_that_an_article_is_not_here),
];

fn shows_the_sentences_behind_a_value(page: &Page) {
    let _site = open(page, "");
    page.come_to("person", "Sanae Takaichi");
    page.press("Sentences with Sanae Takaichi");
    page.settles(Page::opened, &"Sentences with Sanae Takaichi");
    let sentences = page.texts("[aria-label=Reading] ol p");
    assert_eq!(sentences.len(), 1, "{sentences:?}");
    assert!(sentences[0].contains("suggested in November that Tokyo could take military action"));
    assert_eq!(page.texts("[aria-label=Reading] ol mark"), ["Sanae Takaichi"]);
    page.press("read in place");
    page.until(
        "the article is open",
        "return document.querySelector('[aria-label=Reading] h1')?.innerText.startsWith('Xi')",
    );
    assert!(page.opened().starts_with(VISIT));
    let fragment = page.fragment();
    assert!(fragment.starts_with("open=003-1fd4d0efecba2366&at="), "{fragment}");
    // The sentence itself is set off, and in sight.
    let in_sight = "const e = document.querySelector('[aria-label=Reading] .at'); \
        if (!e) return false; const r = e.getBoundingClientRect(); \
        return e.closest('p').innerText.includes('Takaichi') && r.top >= 0 && r.bottom <= innerHeight";
    page.until("the sentence is in sight", in_sight);
    page.back();
    page.settles(Page::opened, &"Sentences with Sanae Takaichi");
}

fn steps_from_match_to_match(page: &Page) {
    let _site = open(page, "#person=sanae-takaichi,wang-wentao&open=003-1fd4d0efecba2366");
    let current = "const all = document.querySelectorAll('[aria-label=Reading] [data-match].now'); \
        return all.length === 1 ? all[0].innerText : String(all.length)";
    let in_sight = "const r = document.querySelector('[data-match].now').getBoundingClientRect(); \
        return r.top >= 0 && r.bottom <= innerHeight";
    page.shows("Match 1 of 2");
    page.settles(|page| page.js_text(current), &"Sanae Takaichi");
    page.keys("n");
    page.shows("Match 2 of 2");
    page.settles(|page| page.js_text(current), &"Wang Wentao");
    page.until("it is in sight", in_sight);
    // Behind the last comes the first, and before the first the last.
    page.keys("n");
    page.shows("Match 1 of 2");
    page.until("it is in sight", in_sight);
    page.keys("p");
    page.shows("Match 2 of 2");
    page.press("Previous match");
    page.shows("Match 1 of 2");
    page.settles(|page| page.js_text(current), &"Sanae Takaichi");
}

fn says_why_a_date_is_what_it_is(page: &Page) {
    let _site = open(page, "#open=003-1fd4d0efecba2366");
    page.press("why");
    page.shows("an office held since");
    let reasons = page.text("[aria-label=Reading] .why");
    assert!(reasons.contains("“Jan 2”: ") && reasons.contains("an office held since"), "{reasons}");
    // A resolved date has its value beside the text.
    page.until(
        "“Last month” is resolved",
        "return [...document.querySelectorAll('[aria-label=Reading] aside')]\
        .some((e) => e.innerText.startsWith('Last month → December 2025'))",
    );
}

fn keeps_and_leaves_out_from_a_mark(page: &Page) {
    let _site = open(page, "#open=000-aa4f2f276c146527");
    page.until("the article stands", "return !!document.querySelector('[aria-label=Reading] [data-marks]')");
    page.js("const albanese = [...document.querySelectorAll('[aria-label=Reading] [data-marks]')]\
         .find((e) => e.innerText.includes('Albanese')); albanese.scrollIntoView({ block: 'center' }); \
         albanese.id = 'clicked-by-a-test'; return null");
    page.click("#clicked-by-a-test");
    page.find("[role=dialog][aria-label='Anthony Albanese']");
    page.press("Leave out Anthony Albanese");
    page.lists(&[VISIT]);
    assert!(page.fragment().starts_with("person=-anthony-albanese&open="), "{}", page.fragment());
    assert!(page.opened().starts_with(ENVOY), "what is open stays open");
    page.press("Clear all");
    page.click("#clicked-by-a-test");
    page.press("Keep Anthony Albanese");
    page.lists(&[ENVOY]);
}

fn switches_marks_off(page: &Page) {
    let _site = open(page, "#open=000-aa4f2f276c146527");
    let colour = "const e = document.querySelector('[aria-label=Reading] [data-marks].a'); \
        return e && ['backgroundColor', 'backgroundImage', 'borderBottomStyle', 'boxShadow', 'textDecorationLine', \
        'borderBottomColor', 'textDecorationColor'].map((k) => getComputedStyle(e)[k]).join()";
    page.until("there are marks", "return !!document.querySelector('[aria-label=Reading] [data-marks].a')");
    let before = page.js_text(colour);
    page.press("people and states");
    page.until(
        "they look otherwise",
        &format!("return (() => {{ {colour} }})() !== {}", serde_json::json!(before)),
    );
    // The choice is kept for the next visit, beside the address.
    page.js("location.reload(); return null");
    page.until(
        "the switch is still off",
        "const all = [...document.querySelectorAll('[aria-label=Reading] button')]; \
         return all.find((e) => e.innerText === 'people and states')?.getAttribute('aria-pressed') === 'false'",
    );
}

fn says_that_an_article_is_not_here(page: &Page) {
    let _site = open(page, "#open=nowhere");
    page.shows("The article of this address is not in this collection.");
    page.lists(&[VISIT, ENVOY]);
}
