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

use crate::element::{Element, element, follow};
use crate::messages::{key, text};
use crate::page::Page;
use crate::parts::{self, Who};
use crate::signal::Derived;
use crate::state::{Open, State};
use article::article;
use dateline_corpus::{Facet, Part};
use evidence::evidence;
use leptos::prelude::on_cleanup;
use opened::Opened;
use std::sync::Arc;

/// What the pane shows. It is drawn anew only where this differs, so that a reader keeps the place in an article.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Sentences(Facet, String),
    Article(Arc<Opened>),
    Awaited(Vec<Part>),
    Gone,
}

/// The right column; on a phone a sheet over the list.
pub fn reading(page: Page) -> Element {
    let opens = Derived::new(move || page.state.with(|state| state.open.is_some()));
    let pane = move || if opens.get() { content(page) } else { nothing() };
    element("section.pane#reading[tabindex=-1]").set("aria-label", text(key!("reading.title"))).show(pane)
}

fn content(page: Page) -> Element {
    let waits = !page.parts.has_program();
    let place = element(if waits { "div.pane-none" } else { "div.contents" });
    place.add(parts::content(page, opened)).add(waits.then(|| close(page)))
}

/// What is open.
fn opened(page: Page) -> Element {
    let shown = Derived::new(move || shown(page));
    follow(move || {
        let awaited = shown.with(|shown| match shown {
            Shown::Awaited(parts) => Some(parts.clone()),
            // They say themselves what they lack.
            Shown::Sentences(..) => None,
            _ => Some(Vec::new()),
        });
        if let Some(parts) = awaited {
            page.parts.want(Who::Pane, parts);
        }
    });
    on_cleanup(move || page.parts.want_nothing(Who::Pane));
    let pane = move || match shown.get() {
        Shown::Nothing => nothing(),
        Shown::Sentences(facet, id) => evidence(page, facet, &id),
        Shown::Article(opened) => article(page, &opened),
        Shown::Awaited(_) => awaited(page),
        Shown::Gone => gone(page),
    };
    element("div.contents").show(pane)
}

fn shown(page: Page) -> Shown {
    match page.state.with(|state| state.open.clone()) {
        None => Shown::Nothing,
        Some(Open::Sentences(facet, id)) => Shown::Sentences(facet, id),
        Some(Open::Article(id)) => {
            let dense = page.corpus.find_article(&id);
            let missing = page.corpus.missing_to_show(dense.as_slice());
            if !missing.is_empty() {
                page.parts.track();
                return Shown::Awaited(missing);
            }
            let at = page.state.with(|state| state.at);
            let opened = page.answer.with(|answer| Opened::new(page.corpus, &id, &answer.query, at));
            opened.map_or(Shown::Gone, |opened| Shown::Article(Arc::new(opened)))
        }
    }
}

fn nothing() -> Element {
    let line = |key| element("p").add(text(key));
    element("div.pane-none").add(line(key!("reading.empty"))).add(line(key!("reading.empty_key")))
}

/// In place of an article whose part is not there.
fn awaited(page: Page) -> Element {
    element("div.pane-none").show(move || page.parts.notice(Who::Pane)).add(close(page))
}

fn gone(page: Page) -> Element {
    element("div.pane-none").add(element("p").add(text(key!("reading.gone")))).add(close(page))
}

fn close(page: Page) -> Element {
    element("button.link").click(move || page.choose(State::close)).add(text(key!("reading.close")))
}

/// The head of a sheet: the way back on a phone, what it holds, and at the right the way to close it.
fn sheet_head(page: Page, middle: Element, right: Element) -> Element {
    let close = move || page.choose(State::close);
    let back = element("button.only-phone.link").click(close).add(("← ", text(key!("reading.back"))));
    let shut = element("button.shut").set("aria-label", text(key!("reading.close"))).click(close).add("✕");
    element("div.ptop").add(back).add(middle).add(right.class_if("r", true).add(shut))
}
