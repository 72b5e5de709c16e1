//! What is asked, as chips that can be taken away; *or / and* between values; where they must hold together.

use crate::messages::{fill, text};
use crate::names;
use crate::page::Page;
use crate::state::{Chip, LINKABLE};
use dateline_corpus::{Choice, Facet, Together};
use leptos::prelude::*;

/// The row of chips above the list.
#[component]
pub fn Chips() -> impl IntoView {
    let page = Page::get();
    let chips = Memo::new(move |_| page.state.with(crate::state::State::chips));
    let too_long = Memo::new(move |_| page.state.with(|state| state.print().len() > LINKABLE));
    view! {
        {move || (!chips.read().is_empty()).then(|| view! {
            <div class="chips" role="group" aria-label=text("chips.title")>
                {row(page, &chips.get())}
                {together(page, &chips.get())}
                <button class="more" on:click=move |_| page.choose(crate::state::State::clear)>{text("chips.clear")}</button>
            </div>
        })}
        {move || page.answer.with(|answer| unknown(&answer.outcome.unknown))}
        {move || too_long.get().then(|| view! { <p class="said" role="status">{text("chips.no_link")}</p> })}
    }
    .into_any()
}

/// The chips, with a joint before the second and every further included value of a facet.
fn row(page: Page, chips: &[Chip]) -> AnyView {
    let mut views = Vec::new();
    let mut before: Option<Facet> = None;
    for one in chips {
        let facet = match one {
            Chip::Value(facet, _, Choice::Included) => Some(*facet),
            _ => None,
        };
        if facet.is_some() && facet == before {
            views.extend(facet.map(|facet| joint(page, facet)));
        }
        before = facet.or(before);
        views.push(chip(page, one));
    }
    views.into_any()
}

fn chip(page: Page, chip: &Chip) -> AnyView {
    let name = names::chip_name(page.corpus, chip);
    let lost = matches!(chip, Chip::Value(facet, value, _) if !names::is_known(page.corpus, *facet, value));
    let label = fill("chips.remove", &[("name", (&name).into())]);
    let taken = chip.clone();
    view! {
        <span class="chip" class:no=names::chip_excludes(chip) class:lost=lost>
            <b>{name}</b>
            {lost.then(|| view! { <small>{text("chips.unknown")}</small> })}
            <button aria-label=label on:click=move |_| page.choose(|state| state.remove_chip(&taken))>"✕"</button>
        </span>
    }
    .into_any()
}

/// The button *or / and*, with what the other would give.
fn joint(page: Page, facet: Facet) -> AnyView {
    let all = move || page.state.with(|state| state.asks_all(facet));
    let counts = move || {
        page.answer.with(|answer| answer.facet(facet).and_then(|counts| counts.any_all)).unwrap_or((0, 0))
    };
    let label = move || {
        let (any, and) = counts();
        if all() {
            fill("chips.switch_to_or", &[("n", any.into())])
        } else {
            fill("chips.switch_to_and", &[("n", and.into())])
        }
    };
    let shown = move || {
        let (any, and) = counts();
        let (word, count, other, other_count) = if all() {
            (text("chips.and"), and, text("chips.or"), any)
        } else {
            (text("chips.or"), any, text("chips.and"), and)
        };
        let slots =
            [("word", word.into()), ("n", count.into()), ("other", other.into()), ("m", other_count.into())];
        fill("chips.joint", &slots)
    };
    view! {
        <button class="joint" title=label on:click=move |_| page.choose(|state| state.switch_all(facet))>
            {shown}
        </button>
    }
    .into_any()
}

/// Where all of it must hold; shown once there are two things that could stand apart.
fn together(page: Page, chips: &[Chip]) -> Option<AnyView> {
    let holds = |chip: &&Chip| match chip {
        Chip::Words(_) => true,
        Chip::Value(facet, _, Choice::Included) => *facet != Facet::Source,
        Chip::Date(clock, _, Choice::Included) => *clock == crate::strip::Clock::Mentioned,
        _ => false,
    };
    let is = move |which| page.state.with(|state| state.query.together == which);
    let button = move |which, key| {
        view! {
            <button aria-pressed=move || is(which).to_string()
                on:click=move |_| page.choose(|state| state.query.together = which)>{text(key)}</button>
        }
    };
    let matters = chips.iter().filter(holds).count() > 1 || is(Together::Sentence);
    matters.then(|| {
        view! {
            <span class="switch" role="group" aria-label=text("chips.together")>
                {button(Together::Article, "chips.in_article")}
                {button(Together::Sentence, "chips.in_sentence")}
            </span>
        }
        .into_any()
    })
}

/// Chosen values that the corpus does not hold, by name.
fn unknown(values: &[(Facet, String)]) -> Option<AnyView> {
    (!values.is_empty()).then(|| {
        let names: Vec<&str> = values.iter().map(|(_, id)| id.as_str()).collect();
        let names = names.join(", ");
        view! { <p class="said">{fill("chips.unknown_says", &[("name", (&names).into())])}</p> }.into_any()
    })
}
