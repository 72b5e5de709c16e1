//! The popover of a value or a mark: what it is, why, and keep, leave out, sentences.

use crate::element::{Element, element, next_frame};
use crate::messages::{Key, fill, key, text};
use crate::page::{Fact, Page, Pop};
use crate::parts;
use crate::strip::{Clock, pixels};
use dateline_corpus::{Choice, Value};

/// Pixels that a popover needs below what was clicked, at least; with fewer it moves up.
const ROOM: f64 = 260.0;
/// Pixels of its width.
const WIDTH: f64 = 320.0;

/// The one popover of the page, where one is open.
pub fn popover(page: Page) -> Option<Element> {
    let shown = page.pop.with(|pop| pop.as_ref().map(|pop| shown(page, pop)))?;
    let element = shown.html().clone();
    next_frame(move || {
        // A popover that cannot take the focus is still there to read.
        let _ = element.focus();
    });
    Some(shown)
}

fn shown(page: Page, pop: &Pop) -> Element {
    let (width, height) = page.window.get_untracked();
    let x = pop.x.min(width - WIDTH - 12.0).max(8.0);
    let y = pop.y.min(height - ROOM).max(8.0);
    let label = pop.facts.first().map_or("", |fact| &fact.name);
    element("div.pop[role=dialog]")
        .set("aria-label", label)
        .set("tabindex", "-1")
        .style("--x", &(pixels(x) + "px"))
        .style("--y", &(pixels(y) + "px"))
        .add(parts::content(page, told_all))
}

fn told_all(page: Page) -> Element {
    let all = element("div.contents");
    page.pop.with(|pop| all.add_all(pop.iter().flat_map(|pop| &pop.facts).map(|fact| told(page, fact))))
}

fn told(page: Page, fact: &Fact) -> Element {
    let name = element("span").set_some("lang", fact.language.as_deref()).add(fact.name.as_str());
    let head = element("h3").add(name).add(element("small").add(fact.kind.as_str()));
    let lines = fact.lines.iter().map(|line| element("p").add(line.as_str()));
    let acts = element("div.acts").add(actions(page, fact));
    element("section").add(head).add_all(lines).add(acts)
}

/// Keep, leave out, and sentences.
pub fn actions(page: Page, fact: &Fact) -> (Vec<Element>, Option<Element>) {
    let sentences = fact.value.clone().map(|(facet, id)| {
        element("button")
            .set("aria-label", fill(key!("value.sentences"), &[("name", (&fact.name).into())]))
            .click(move || page.choose(|state| state.open_sentences(facet, &id)))
            .add(text(key!("value.sentences_short")))
    });
    (keep_buttons(page, fact), sentences)
}

/// Keep and leave out.
pub fn keep_buttons(page: Page, fact: &Fact) -> Vec<Element> {
    if fact.value.is_none() && fact.period.is_none() {
        return Vec::new();
    }
    let button = |choice: Choice, key: Key, sign: &str| {
        let (taken, shown) = (fact.clone(), fact.clone());
        let word =
            if choice == Choice::Included { key!("evidence.keep") } else { key!("evidence.leave_out") };
        element("button")
            .set("aria-label", fill(key, &[("name", (&fact.name).into())]))
            .set_of("aria-pressed", move || is_chosen(page, &shown, choice))
            .click(move || toggle(page, &taken, choice))
            .add((sign, " "))
            .add(text(word))
    };
    vec![
        button(Choice::Included, key!("value.keep"), "+"),
        button(Choice::Excluded, key!("value.leave_out"), "−"),
    ]
}

fn is_chosen(page: Page, fact: &Fact, choice: Choice) -> bool {
    page.state.with(|state| {
        let value = fact.value.as_ref().and_then(|(facet, id)| state.choice(*facet, &Value::Id(id.clone())));
        let period =
            fact.period.and_then(|period| state.dates(Clock::Mentioned).choices.get(&period).copied());
        value.or(period) == Some(choice)
    })
}

fn toggle(page: Page, fact: &Fact, choice: Choice) {
    page.choose(|state| match (&fact.value, fact.period) {
        (Some((facet, id)), _) => state.toggle(*facet, Value::Id(id.clone()), choice),
        (None, Some(period)) => state.toggle_date(Clock::Mentioned, period, choice),
        (None, None) => {}
    });
}
