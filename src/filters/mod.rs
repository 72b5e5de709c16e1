//! The filters: one group for each facet and one for each clock.

mod date_group;
mod group;
mod months;
mod rows;
mod value;

use crate::messages::{fill, text};
use crate::page::Page;
use crate::strip::Clock;
use date_group::DateGroup;
use dateline_corpus::Facet;
use group::Group;
use leptos::prelude::*;

/// All filter groups; in narrow windows a drawer.
#[component]
pub fn Filters() -> impl IntoView {
    let page = Page::get();
    let show = move || fill("filters.show", &[("n", page.answer.with(|answer| answer.total()).into())]);
    view! {
        <aside class="filters" id="filters" aria-label=text("filters.title")>
            <div class="drawer-head">
                <h2>{text("filters.title")}</h2>
                <button class="quiet" id="close-filters" aria-label=text("filters.close") on:click=move |_| page.drawer.set(false)>
                    "✕"
                </button>
            </div>
            {Facet::ALL.map(|facet| view! { <Group facet/> }).collect_view()}
            <DateGroup clock=Clock::Published/>
            <DateGroup clock=Clock::Mentioned/>
            <div class="drawer-foot">
                <button class="go" on:click=move |_| page.drawer.set(false)>{show}</button>
            </div>
        </aside>
    }
}
