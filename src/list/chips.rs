//! What is asked, as chips that can be taken away; *or / and* between values; where they must hold together.

use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::Page;
use crate::signal::Derived;
use crate::state::{Chip, LINKABLE, State};
use dateline_corpus::{Choice, Facet, Together};

/// The row of chips above the list, with what has to be said about them.
pub fn chips(page: Page) -> Element {
    let chips = Derived::new(move || page.state.with(State::chips));
    let too_long = move || page.state.with(|state| state.print().len() > LINKABLE);
    let warning = move || element("p.said[role=status]").add(text(key!("chips.no_link")));
    element("div")
        .show(move || chips.with(|chips| (!chips.is_empty()).then(|| row(page, chips))))
        .show(move || page.answer.with(|answer| unknown(&answer.outcome.unknown)))
        .show_if(too_long, warning)
}

/// The chips, with a joint before the second and every further included value of a facet.
fn row(page: Page, chips: &[Chip]) -> Element {
    let mut row = element("div.chips[role=group]").set("aria-label", text(key!("chips.title")));
    let mut before: Option<Facet> = None;
    for one in chips {
        let facet = match one {
            Chip::Value(facet, _, Choice::Included) => Some(*facet),
            _ => None,
        };
        let joint = facet.filter(|_| facet == before).map(|facet| joint(page, facet));
        before = facet.or(before);
        row = row.add(joint).add(chip(page, one));
    }
    let clear =
        element("button.more").click(move || page.choose(State::clear)).add(text(key!("chips.clear")));
    row.add(together(page, chips)).add(clear)
}

fn chip(page: Page, chip: &Chip) -> Element {
    let name = names::chip_name(page.corpus, chip);
    let lost = matches!(chip, Chip::Value(facet, value, _) if !names::is_known(page.corpus, *facet, value));
    let label = fill(key!("chips.remove"), &[("name", (&name).into())]);
    let taken = chip.clone();
    let remove = element("button")
        .set("aria-label", label)
        .click(move || page.choose(|state| state.remove_chip(&taken)))
        .add("✕");
    element("span.chip")
        .class_if("no", names::chip_excludes(chip))
        .class_if("lost", lost)
        .add(element("b").add(name))
        .add(lost.then(|| element("small").add(text(key!("chips.unknown")))))
        .add(remove)
}

/// The button *or / and*, with what the other would give.
fn joint(page: Page, facet: Facet) -> Element {
    let all = move || page.state.with(|state| state.asks_all(facet));
    let counts = move || {
        page.answer.with(|answer| answer.facet(facet).and_then(|counts| counts.any_all)).unwrap_or((0, 0))
    };
    let label = move || {
        let (any, and) = counts();
        if all() {
            fill(key!("chips.switch_to_or"), &[("n", any.into())])
        } else {
            fill(key!("chips.switch_to_and"), &[("n", and.into())])
        }
    };
    let shown = move || {
        let (any, and) = counts();
        let (word, count, other, other_count) = if all() {
            (text(key!("chips.and")), and, text(key!("chips.or")), any)
        } else {
            (text(key!("chips.or")), any, text(key!("chips.and")), and)
        };
        let slots =
            [("word", word.into()), ("n", count.into()), ("other", other.into()), ("m", other_count.into())];
        fill(key!("chips.joint"), &slots)
    };
    let switch = element("button.joint").set_of("title", label).say(shown);
    switch.click(move || page.choose(|state| state.switch_all(facet)))
}

/// Where all of it must hold; shown once there are two things that could stand apart.
fn together(page: Page, chips: &[Chip]) -> Option<Element> {
    let holds = |chip: &&Chip| match chip {
        Chip::Words(_) => true,
        Chip::Value(facet, _, Choice::Included) => *facet != Facet::Source,
        Chip::Date(clock, _, Choice::Included) => *clock == crate::strip::Clock::Mentioned,
        _ => false,
    };
    let is = move |which| page.state.with(|state| state.query.together == which);
    let pick = |which, key| {
        element("button")
            .set_of("aria-pressed", move || is(which))
            .click(move || page.choose(|state| state.query.together = which))
            .add(text(key))
    };
    let matters = chips.iter().filter(holds).count() > 1 || is(Together::Sentence);
    matters.then(|| {
        element("span.switch[role=group]")
            .set("aria-label", text(key!("chips.together")))
            .add(pick(Together::Article, key!("chips.in_article")))
            .add(pick(Together::Sentence, key!("chips.in_sentence")))
    })
}

/// Chosen values that the corpus does not hold, by name.
fn unknown(values: &[(Facet, String)]) -> Option<Element> {
    (!values.is_empty()).then(|| {
        let names: Vec<&str> = values.iter().map(|(_, id)| id.as_str()).collect();
        let names = names.join(", ");
        element("p.said").add(fill(key!("chips.unknown_says"), &[("name", (&names).into())]))
    })
}
