//! The two dialogs: about this collection, and the keys.

use crate::dates::{self, Style};
use crate::messages::{fill, number, text};
use crate::page::{Dialog, Page};
use crate::strip::Clock;
use dateline_corpus::{Choice, Collection, DateValue, Facet, Unread, Value};
use leptos::{html, prelude::*};

/// Both dialogs; the browser keeps the focus inside the open one and closes it on Escape.
#[component]
pub fn Dialogs() -> impl IntoView {
    let page = Page::get();
    view! { {dialog(page, Dialog::About, "about.title", about)}{dialog(page, Dialog::Keys, "keys.title", |_| keys())} }
        .into_any()
}

fn dialog(page: Page, which: Dialog, title: &'static str, content: fn(Page) -> AnyView) -> AnyView {
    let element = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| page.dialog.get() == Some(which));
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        match (is_open.get(), element.open()) {
            // A dialog that cannot be shown as modal is shown not at all; the page goes on.
            (true, false) => drop(element.show_modal()),
            (false, true) => element.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        if page.dialog.get_untracked() == Some(which) {
            page.dialog.set(None);
        }
    };
    let id = title.replace('.', "-");
    view! {
        <dialog node_ref=element aria-labelledby=id on:close=closed>
            <div class="dialog-head">
                <h2 id=id.clone()>{text(title)}</h2>
                <button class="quiet" aria-label=text("about.close") on:click=move |_| page.dialog.set(None)>"✕"</button>
            </div>
            {move || is_open.get().then(|| content(page))}
        </dialog>
    }
    .into_any()
}

fn about(page: Page) -> AnyView {
    let collection = page.corpus.collection();
    let day = |day| dates::format(day, Style::Day);
    let span = collection.published.map(|(first, last)| {
        fill("date.from_to", &[("first", (&day(first)).into()), ("last", (&day(last)).into())])
    });
    let plain = |key: &'static str, value: String| view! { <dt>{text(key)}</dt><dd>{value}</dd> };
    view! {
        <dl class="facts">
            {plain("about.files", number(collection.files))}
            {plain("about.articles", number(collection.articles))}
            {span.map(|span| plain("about.published", span))}
            {bucket(page, "about.undated", collection.undated, None)}
            {plain("about.without_actor", number(collection.without_actor))}
            {bucket(page, "about.without_topic", collection.without_topic, Some(Facet::Topic))}
            {bucket(page, "about.without_source", collection.without_source, Some(Facet::Source))}
            <dt>{text("about.edition")}</dt>
            <dd><code>{collection.edition.clone()}</code><small>{text("about.edition_what")}</small></dd>
        </dl>
        {unread(collection)}
        <p class="foot">{text("about.private")}</p>
    }
    .into_any()
}

/// A number with a way to see what it counts.
fn bucket(page: Page, key: &'static str, count: u32, facet: Option<Facet>) -> AnyView {
    let show = move |_| {
        page.dialog.set(None);
        page.choose(|state| match facet {
            Some(facet) => state.choose(facet, Value::None, Some(Choice::Included)),
            None => state.choose_date(Clock::Published, DateValue::None, Some(Choice::Included)),
        });
    };
    view! {
        <dt>{text(key)}</dt>
        <dd>
            {number(count)}
            {(count > 0).then(|| view! { " "<button class="link num" on:click=show>{text("about.show")}</button> })}
        </dd>
    }
    .into_any()
}

fn unread(collection: &Collection) -> AnyView {
    let line = |unread: &Unread| {
        let slots = [
            ("file", (&unread.source).into()),
            ("place", unread.place.as_deref().unwrap_or_default().into()),
            ("expected", (&unread.expected).into()),
            ("found", (&unread.found).into()),
        ];
        let key = if unread.place.is_some() { "about.unread_at" } else { "about.unread_line" };
        view! { <li>{fill(key, &slots)}</li> }
    };
    let none = collection.unread.is_empty().then(|| view! { <p>{text("about.unread_none")}</p> });
    view! {
        <h3>{text("about.unread")}" "{number(collection.unread.len() as u32)}</h3>
        {none}
        <ul class="unread">{collection.unread.iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

fn keys() -> AnyView {
    let rows = [
        ("/", "keys.search"),
        ("↑ ↓", "keys.move"),
        ("Enter", "keys.enter"),
        ("n p", "keys.match"),
        ("Esc", "keys.escape"),
        ("+ − s", "keys.value"),
        ("← → ⇧", "keys.strip"),
        ("?", "keys.help"),
    ];
    let row = |(key, what): (&'static str, &'static str)| {
        let keys = key.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd>" " }).collect_view();
        view! { <dt>{keys}</dt><dd>{text(what)}</dd> }
    };
    view! { <dl class="facts keys">{rows.map(row).collect_view()}</dl> }.into_any()
}
