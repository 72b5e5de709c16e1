//! The list of articles: what is asked, how many were found, the rows on the screen, what is hidden.

mod card;
mod chips;
mod hidden;
mod nothing;
mod window;

pub use card::{below, marked, meta};

use crate::ask::Answer;
use crate::messages::{fill, number, text};
use crate::page::Page;
use card::card;
use chips::Chips;
use dateline_corpus::Order;
use gloo::events::{EventListener, EventListenerOptions};
use hidden::Hidden;
use leptos::{html, prelude::*};
use nothing::Nothing;
use std::ops::Range;
use wasm_bindgen::JsCast;
use window::Heights;

/// The middle column.
#[component]
pub fn Results() -> impl IntoView {
    let page = Page::get();
    let is_empty = Memo::new(move |_| page.answer.with(|answer| answer.outcome.rows_total == 0));
    let visible = RwSignal::new(0..0);
    view! {
        <section class="results" id="results" aria-label=text("list.title") tabindex="-1">
            <div class="head"><Chips/>{move || (!is_empty.get()).then(|| heads(page, visible))}</div>
            {move || if is_empty.get() {
                view! { <Nothing/> }.into_any()
            } else {
                view! { <List visible/> }.into_any()
            }}
            <Hidden/>
        </section>
    }
    .into_any()
}

/// The number found, the part on the screen, the order.
fn heads(page: Page, visible: RwSignal<Range<usize>>) -> AnyView {
    let total = move || page.answer.with(|answer| answer.total());
    let passages = move || page.answer.with(|answer| answer.outcome.passages);
    let order = move || {
        if page.state.with(|state| state.order) == Order::Newest { "list.newest" } else { "list.oldest" }
    };
    let switch = move |_| {
        page.choose(|state| {
            state.order = if state.order == Order::Newest { Order::Oldest } else { Order::Newest }
        });
    };
    view! {
        <div class="heads">
            <span>
                <h2>{move || fill("list.head", &[("n", total().into())])}</h2>
                {move || part(&visible.get(), total())}
                {move || split(page)}
                {move || fill("list.passages", &[("n", passages().into())])}
            </span>
            <button on:click=switch>{move || text(order())}" ▾"</button>
        </div>
    }
    .into_any()
}

/// "1–8 of 171", where not all rows fit on the screen.
fn part(visible: &Range<usize>, total: u32) -> Option<String> {
    (visible.len() < total as usize && !visible.is_empty()).then(|| {
        let (first, last) = (number(visible.start as u32 + 1), number(visible.end as u32));
        fill("list.window", &[("first", (&first).into()), ("last", (&last).into())])
    })
}

/// How many are sure, possible, undated, where a date clause parts them.
fn split(page: Page) -> Option<String> {
    let found = page.answer.with(|answer| answer.outcome.found);
    (found.possible + found.undated > 0).then(|| {
        let slots = [
            ("sure", found.sure.into()),
            ("possible", found.possible.into()),
            ("undated", found.undated.into()),
        ];
        fill("list.split", &slots)
    })
}

/// The rows, of which only those near the screen are drawn.
#[component]
fn List(visible: RwSignal<Range<usize>>) -> impl IntoView {
    let page = Page::get();
    let list = NodeRef::<html::Ol>::new();
    let heights = RwSignal::new(Heights::guessed(0));
    let drawn = RwSignal::new(0..0_usize);
    let look = move || look(list, heights, drawn, visible);
    Effect::new(move |_| {
        let count = page.answer.with(|answer| answer.outcome.rows.len());
        heights.set(Heights::guessed(count));
        drawn.set(heights.read_untracked().drawn(0.0, 1000.0));
        request_animation_frame(look);
    });
    // Whichever element scrolls (the column, on a phone the page), the event passes the window on its way down.
    if let Some(window) = web_sys::window() {
        let options = EventListenerOptions::run_in_capture_phase();
        let scroll = EventListener::new_with_options(&window, "scroll", options, move |_| look());
        let resize = EventListener::new(&window, "resize", move |_| look());
        let listeners = StoredValue::new_local((scroll, resize));
        on_cleanup(move || listeners.dispose());
    }
    Effect::new(move |_| {
        drawn.track();
        request_animation_frame(move || measure(list, heights, drawn));
    });
    let rows = move || {
        let answer = page.answer.get();
        rows(&answer, &drawn.get())
    };
    let above = move || heights.read().above(drawn.read().start);
    let below = move || heights.read().below(drawn.read().end);
    view! {
        <div class="space" style:height=move || pixels(above())></div>
        <ol node_ref=list>
            <For each=rows key=|row| row.key children=move |row| card(page, row.place, row.id, row.fit)/>
        </ol>
        <div class="space" style:height=move || pixels(below())></div>
    }
    .into_any()
}

/// A row to draw. Its key holds the question, since a card's snippets depend on it.
#[derive(Clone)]
struct Shown {
    key: (usize, u32, usize),
    place: usize,
    id: u32,
    fit: dateline_corpus::Fit,
}

fn rows(answer: &std::sync::Arc<Answer>, drawn: &Range<usize>) -> Vec<Shown> {
    let question = std::sync::Arc::as_ptr(answer) as usize;
    let rows = answer.outcome.rows.iter().enumerate().skip(drawn.start).take(drawn.len());
    rows.map(|(place, row)| Shown { key: (question, row.id, place), place, id: row.id, fit: row.fit })
        .collect()
}

/// Finds out which rows are on the screen.
fn look(
    list: NodeRef<html::Ol>,
    heights: RwSignal<Heights>,
    drawn: RwSignal<Range<usize>>,
    visible: RwSignal<Range<usize>>,
) {
    let Some(element) = list.get_untracked() else { return };
    let (Some(heights), Some(first)) = (heights.try_get_untracked(), drawn.try_get_untracked()) else {
        return;
    };
    let top = heights.above(first.start) - element.get_bounding_client_rect().top();
    let view_height = crate::page::window_size().1;
    let next = heights.drawn(top, view_height);
    if next != first {
        drawn.set(next);
    }
    let seen = heights.visible(top + scrolled_top(&element), view_height - scrolled_top(&element));
    if visible.get_untracked() != seen {
        visible.set(seen);
    }
}

/// Where the visible part of the column begins, below the window's top.
fn scrolled_top(element: &web_sys::Element) -> f64 {
    element
        .closest(".results")
        .ok()
        .flatten()
        .map_or(0.0, |column| column.get_bounding_client_rect().top().max(0.0))
}

fn measure(list: NodeRef<html::Ol>, heights: RwSignal<Heights>, drawn: RwSignal<Range<usize>>) {
    let Some(element) = list.get_untracked() else { return };
    let Some(first) = drawn.try_get_untracked() else { return };
    let children = element.children();
    let height = |place| {
        let child = children.item(place)?.dyn_into::<web_sys::HtmlElement>().ok()?;
        Some(f64::from(child.offset_height()))
    };
    let measured: Vec<f64> = (0..children.length()).map_while(height).collect();
    let mut next = heights.get_untracked();
    if next.measure(first.start, &measured) {
        heights.set(next);
    }
}

fn pixels(height: f64) -> String {
    format!("{}px", height.round() as i64)
}
