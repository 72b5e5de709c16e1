//! Copies of one text: the switch between counting stories and counting every copy, and on a card the other outlets that
//! printed the story.

use super::card::{is_elsewhere, meta};
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::{Page, has_copies};
use crate::signal::Signal;
use dateline_corpus::{Card, Fit, Query, Unit};
use leptos::prelude::untrack;

/// "count copies too", or the way back; nothing where no article is a copy of another.
pub fn unit_switch(page: Page) -> Option<Element> {
    let counts_stories = move || page.answer.with(|answer| answer.query.unit == Unit::Stories);
    let words =
        move || text(if counts_stories() { key!("list.count_copies") } else { key!("list.count_stories") });
    let switch = move || {
        page.choose(|state| {
            let counts_stories = state.query.unit == Unit::Stories;
            state.query.unit = if counts_stories { Unit::Articles } else { Unit::Stories };
        });
    };
    let button = element("button.num").click(switch).say(words);
    has_copies(page.corpus).then(|| element("span").add(" · ").add(button))
}

/// "also in 3 other outlets" on the card of a story, which unfolds to the list of them.
pub fn copies(page: Page, card: &Card) -> Option<Element> {
    if page.answer.with_untracked(|answer| answer.query.unit) == Unit::Articles {
        return None;
    }
    let copies = page.corpus.other_copies(card.id);
    (!copies.is_empty()).then(|| {
        let card = card.clone();
        let all = move || page.parts.has_program().then(|| untrack(|| all_copies(page, &card, &copies)));
        element("div.copies").show(all)
    })
}

#[inline(never)]
fn all_copies(page: Page, card: &Card, copies: &[u32]) -> (Element, Element) {
    let is_open = Signal::new(false);
    let button = element("button.num")
        .set_of("aria-expanded", move || is_open.get())
        .on("click", move |event| {
            event.stop_propagation();
            is_open.update(|open| *open = !*open);
        })
        .add(said(page, card, copies));
    let headline = names::headline(&card.headline, card.headline_is_lede);
    let label = fill(key!("list.copies_of"), &[("headline", (&headline).into())]);
    let copies = copies.to_vec();
    let list = move || {
        let cards = page.corpus.cards(&copies, &Query::default());
        element("ul").set("aria-label", label.as_str()).add_all(cards.iter().map(|card| copy(page, card)))
    };
    (button, element("div").show_if(move || is_open.get(), list))
}

/// How many other outlets have it; where some are not known, or one has it twice, how many copies there are.
fn said(page: Page, card: &Card, copies: &[u32]) -> String {
    let mut sources: Vec<u32> = copies.iter().filter_map(|copy| page.corpus.source_of(*copy)).collect();
    sources.retain(|source| Some(*source) != page.corpus.source_of(card.id));
    dateline_corpus::order::sort(&mut sources);
    sources.dedup();
    let all_differ = sources.len() == copies.len();
    let key = if all_differ { key!("list.copies") } else { key!("list.more_copies") };
    fill(key, &[("n", (copies.len() as u32).into())])
}

/// A copy: when, from whom, and a way to read it.
fn copy(page: Page, card: &Card) -> Element {
    let article = card.article.clone();
    let link = element("a")
        .set("href", page.link(|state| state.open_article(&article, None)))
        .set("lang", card.language.as_str())
        .on("click", move |event| {
            event.stop_propagation();
            if !is_elsewhere(event) {
                event.prevent_default();
                page.choose(|state| state.open_article(&article, None));
            }
        })
        .add(names::headline(&card.headline, card.headline_is_lede));
    element("li").add(meta(card, Fit::Sure)).add(link)
}
