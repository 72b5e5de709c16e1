//! The reading pane: an article with its marks, or the sentences behind a value.

mod article;
mod evidence;
mod facts;
mod marks;
mod notes;
mod opened;
mod paragraph;
mod steps;
mod switches;

use crate::messages::text;
use crate::page::Page;
use crate::state::{Open, State};
use article::article;
use evidence::evidence;
use leptos::prelude::*;
use opened::Opened;
use std::sync::Arc;

/// The right column; on a phone a sheet over the list.
#[component]
pub fn Reading() -> impl IntoView {
    let page = Page::get();
    let open = Memo::new(move |_| page.state.with(|state| (state.open.clone(), state.at)));
    let shown = move || {
        let (open, at) = open.get();
        match open {
            None => nothing(),
            Some(Open::Sentences(facet, id)) => evidence(page, facet, id),
            Some(Open::Article(id)) => {
                let query = page.answer.with(|answer| answer.query.clone());
                match Opened::new(page.corpus, &id, &query, at) {
                    Some(opened) => article(page, &Arc::new(opened)),
                    None => gone(page),
                }
            }
        }
    };
    view! {
        <section class="pane" id="reading" aria-label=text("reading.title") tabindex="-1">{shown}</section>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! {
        <div class="pane-none"><p>{text("reading.empty")}</p><p>{text("reading.empty_key")}</p></div>
    }
    .into_any()
}

fn gone(page: Page) -> AnyView {
    view! {
        <div class="pane-none">
            <p>{text("reading.gone")}</p>
            <button class="link" on:click=move |_| page.choose(State::close)>{text("reading.close")}</button>
        </div>
    }
    .into_any()
}
