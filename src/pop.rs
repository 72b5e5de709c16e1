//! The popover of a value or a mark: what it is, why, and keep, leave out, sentences.

use crate::messages::{fill, text};
use crate::page::{Fact, Page, Pop};
use crate::strip::Clock;
use dateline_corpus::{Choice, Value};
use leptos::{html, prelude::*};

/// Pixels that a popover needs below what was clicked, at least; with fewer it moves up.
const ROOM: f64 = 260.0;
/// Pixels of its width.
const WIDTH: f64 = 320.0;

/// The one popover of the page.
#[component]
pub fn Popover() -> impl IntoView {
    let page = Page::get();
    let element = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            // A popover that cannot take the focus is still there to read.
            let _ = element.focus();
        }
    });
    move || page.pop.get().map(|pop| shown(page, &pop, element))
}

fn shown(page: Page, pop: &Pop, element: NodeRef<html::Div>) -> AnyView {
    let (width, height) = page.window.get_untracked();
    let x = pop.x.min(width - WIDTH - 12.0).max(8.0);
    let y = pop.y.min(height - ROOM).max(8.0);
    let label = pop.facts.first().map(|fact| fact.name.clone()).unwrap_or_default();
    let facts = pop.facts.iter().map(|fact| told(page, fact)).collect_view();
    view! {
        <div class="pop" role="dialog" aria-label=label tabindex="-1" node_ref=element
            style:--x=format!("{x}px") style:--y=format!("{y}px")>
            {facts}
        </div>
    }
    .into_any()
}

fn told(page: Page, fact: &Fact) -> AnyView {
    view! {
        <section>
            <h3><span lang=fact.language.clone()>{fact.name.clone()}</span><small>{fact.kind.clone()}</small></h3>
            {fact.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view()}
            <div class="acts">{actions(page, fact)}</div>
        </section>
    }
    .into_any()
}

/// Keep, leave out, and sentences.
pub fn actions(page: Page, fact: &Fact) -> AnyView {
    let sentences = fact.value.clone().map(|(facet, id)| {
        let label = fill("value.sentences", &[("name", (&fact.name).into())]);
        view! {
            <button aria-label=label on:click=move |_| page.choose(|state| state.open_sentences(facet, &id))>
                {text("value.sentences_short")}
            </button>
        }
    });
    view! { {keep_buttons(page, fact)}{sentences} }.into_any()
}

/// Keep and leave out.
pub fn keep_buttons(page: Page, fact: &Fact) -> AnyView {
    let button = |choice: Choice, key: &'static str, sign: &'static str| {
        let (taken, shown) = (fact.clone(), fact.clone());
        let label = fill(key, &[("name", (&fact.name).into())]);
        let word = if choice == Choice::Included { "evidence.keep" } else { "evidence.leave_out" };
        view! {
            <button aria-label=label aria-pressed=move || is_chosen(page, &shown, choice).to_string()
                on:click=move |_| toggle(page, &taken, choice)>{sign}" "{text(word)}</button>
        }
    };
    (fact.value.is_some() || fact.period.is_some())
        .then(|| view! { {button(Choice::Included, "value.keep", "+")}{button(Choice::Excluded, "value.leave_out", "−")} })
        .into_any()
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
