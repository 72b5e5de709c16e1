//! The group of one facet.

use super::rows::{Rows, SEARCHED, depth, rows};
use super::value::{Pickable, value_row};
use crate::messages::{fill, text};
use crate::names;
use crate::page::Page;
use dateline_corpus::{Facet, Together, Value};
use leptos::prelude::*;
use std::sync::Arc;

/// How many values a group shows at first; the tree of topics gets more room.
fn at_first(facet: Facet) -> usize {
    if facet == Facet::Topic { 10 } else { 6 }
}

/// How many more a click shows.
const MORE: usize = 40;

/// The values of a facet.
#[component]
pub fn Group(facet: Facet) -> impl IntoView {
    let page = Page::get();
    let values = page.corpus.values(facet);
    let find = RwSignal::new(String::new());
    let limit = RwSignal::new(at_first(facet));
    let listed = Memo::new(move |_| listed(page, facet, &find.read(), limit.get()));
    let head_id = format!("group-{}", dateline_corpus::fragment::facet_name(facet));
    view! {
        <section class="group" aria-labelledby=head_id>
            <h2 id=head_id.clone()>{text(names::facet_key(facet))}<span>{move || joined_by(page, facet)}</span></h2>
            {(values.len() > SEARCHED).then(|| find_field(facet, values.len(), find))}
            <ul>
                <For each=move || listed.get().values key=|value| *value children=move |value| row(page, facet, value)/>
                {move || none_row(page, facet)}
            </ul>
            {move || listed.with(|rows| rows.values.is_empty() && !find.read().is_empty())
                .then(|| view! { <p class="foot">{text("facet.no_match")}</p> })}
            {move || more(listed.get().more, limit, facet)}
        </section>
    }
    .into_any()
}

fn listed(page: Page, facet: Facet, find: &str, limit: usize) -> Rows {
    let chosen: Vec<u32> = page.state.with(|state| {
        let choices = state.query.facets.get(&facet).map(|clause| &clause.choices);
        let ids = choices.into_iter().flatten().filter_map(|(value, _)| match value {
            Value::Id(id) => page.corpus.value(facet, id),
            Value::None => None,
        });
        ids.collect()
    });
    page.answer.with(|answer| {
        let counts = answer.facet(facet).map_or(&[][..], |counts| &counts.counts);
        rows(page.corpus.values(facet), counts, &chosen, find, limit)
    })
}

/// "any of" or "all of", once two values are asked for.
fn joined_by(page: Page, facet: Facet) -> &'static str {
    page.state.with(|state| {
        let in_sentence = state.query.together == Together::Sentence;
        match state.query.facets.get(&facet) {
            Some(clause) if clause.all && in_sentence => text("facet.all_sentence"),
            Some(clause) if clause.all => text("facet.all"),
            _ => text("facet.any"),
        }
    })
}

fn find_field(facet: Facet, count: usize, find: RwSignal<String>) -> AnyView {
    let label = names::find_label(facet, count);
    view! {
        <input class="find" type="search" placeholder=label.clone() aria-label=label autocomplete="off"
            on:input=move |event| find.set(event_target_value(&event))/>
    }
    .into_any()
}

fn row(page: Page, facet: Facet, dense: u32) -> AnyView {
    let values = page.corpus.values(facet);
    let Some(info) = values.get(dense as usize) else { return ().into_any() };
    let value = Value::Id(info.id.clone());
    let sentences = (facet != Facet::Source).then(|| (facet, info.id.clone()));
    let count = Signal::derive(move || (page.answer.with(|answer| answer.count(facet, dense)), 0));
    value_row(pickable(page, facet, value, names::info_name(info), depth(values, dense), count, sentences))
}

/// The bucket of articles without a value; absent where no article is in it.
fn none_row(page: Page, facet: Facet) -> Option<AnyView> {
    let all_have = page.state.with(|state| state.choice(facet, &Value::None).is_none())
        && page.answer.with(|answer| answer.facet(facet).is_none_or(|counts| counts.none == 0));
    if all_have {
        return None;
    }
    let count = Signal::derive(move || {
        (page.answer.with(|answer| answer.facet(facet).map_or(0, |counts| counts.none)), 0)
    });
    let name = names::value_name(page.corpus, facet, &Value::None);
    Some(value_row(pickable(page, facet, Value::None, name, 0, count, None)))
}

fn pickable(
    page: Page,
    facet: Facet,
    value: Value,
    name: String,
    depth: usize,
    count: Signal<(u32, u32)>,
    sentences: Option<(Facet, String)>,
) -> Pickable {
    let is_none = value == Value::None;
    let chosen = value.clone();
    let choice = Signal::derive(move || page.state.with(|state| state.choice(facet, &chosen)));
    let toggle = Arc::new(move |choice| {
        let value = value.clone();
        page.choose(move |state| state.toggle(facet, value, choice));
    });
    Pickable { name, depth, is_none, choice, count, toggle, sentences }
}

fn more(more: usize, limit: RwSignal<usize>, facet: Facet) -> AnyView {
    let first = at_first(facet);
    let opened = limit.get() > first;
    view! {
        {(more > 0).then(|| view! {
            <button class="more" on:click=move |_| limit.update(|limit| *limit += MORE)>
                {fill("facet.more", &[("n", (more as u32).into())])}
            </button>
        })}
        {opened.then(|| view! {
            <button class="more" on:click=move |_| limit.set(first)>{text("facet.fewer")}</button>
        })}
    }
    .into_any()
}
