//! The frame of the page: head, sentence and strip, the three columns, the bar of a phone.

use crate::dialogs::Dialogs;
use crate::filters::Filters;
use crate::keys;
use crate::list::Results;
use crate::messages::{fill, text};
use crate::page::{Dialog, Page, window_size};
use crate::pop::Popover;
use crate::reading::Reading;
use crate::search::Search;
use crate::sentence::{Sentence, spoken_count};
use crate::state::State;
use crate::strip::Strip;
use dateline_corpus::Corpus;
use leptos::prelude::*;

/// The whole page over a corpus.
#[component]
pub fn App(corpus: &'static Corpus) -> impl IntoView {
    let page = Page::new(corpus);
    provide_context(page);
    keys::listen(page);
    let is_reading = Memo::new(move |_| page.state.with(|state| state.open.is_some()));
    let live = move || page.answer.with(|answer| spoken_count(answer.total(), answer.outcome.of));
    focus_follows(page, is_reading);
    // Widths are known once the page stands.
    request_animation_frame(move || page.window.set(window_size()));
    view! {
        <a class="skip" href="#results" on:click=move |event| { event.prevent_default(); keys::focus("#results"); }>
            {text("page.to_results")}
        </a>
        <div class="page" class:reading=is_reading class:drawer=page.drawer>
            {head(page)}
            <section class="when" aria-label=text("strip.title")><Sentence/><Strip/></section>
            <main class="columns"><Filters/><Results/><Reading/></main>
            {bar(page)}
        </div>
        <Popover/>
        <Dialogs/>
        <p class="unseen" role="status" aria-live="polite">{live}</p>
    }
    .into_any()
}

fn head(page: Page) -> AnyView {
    view! {
        <header class="top">
            <h1 class="name">{text("page.name_first")}<i>{text("page.name_last")}</i></h1>
            <Search/>
            <button class="quiet open-filters" aria-controls="filters" aria-expanded=move || page.drawer.get().to_string()
                on:click=move |_| page.drawer.set(true)>{move || filters_label(page)}</button>
            <div class="top-end">
                <button class="quiet" aria-haspopup="dialog" on:click=move |_| page.dialog.set(Some(Dialog::About))>
                    {text("about.open")}
                </button>
                <button class="quiet" aria-haspopup="dialog" on:click=move |_| page.dialog.set(Some(Dialog::Keys))>
                    {text("keys.open")}
                </button>
            </div>
        </header>
    }
    .into_any()
}

/// The fixed bar of a phone.
fn bar(page: Page) -> AnyView {
    view! {
        <div class="bar">
            <button class="btn" aria-controls="filters" aria-expanded=move || page.drawer.get().to_string()
                on:click=move |_| page.drawer.set(true)>{move || filters_label(page)}</button>
            <button class="btn" aria-haspopup="dialog" on:click=move |_| page.dialog.set(Some(Dialog::About))>
                {text("about.open")}
            </button>
        </div>
    }
    .into_any()
}

fn filters_label(page: Page) -> String {
    let count = page.state.with(State::chips).len() as u32;
    if count == 0 { text("filters.open").to_owned() } else { fill("filters.open_n", &[("n", count.into())]) }
}

/// The focus goes into what opens, and back to where it came from when that closes.
fn focus_follows(page: Page, is_reading: Memo<bool>) {
    Effect::new(move |before: Option<bool>| {
        let is_open = page.drawer.get();
        match (before, is_open) {
            (Some(false), true) => request_animation_frame(|| {
                keys::focus("#close-filters");
            }),
            (Some(true), false) => request_animation_frame(|| {
                // Which of the two buttons is there depends on the width of the window.
                if !keys::focus(".bar .btn") {
                    keys::focus(".open-filters");
                }
            }),
            _ => {}
        }
        is_open
    });
    Effect::new(move |before: Option<bool>| {
        let is_open = is_reading.get();
        if before == Some(true) && !is_open {
            request_animation_frame(|| {
                keys::focus("#results");
            });
        }
        is_open
    });
}
