//! The dialogs: about this collection, the keys, and a pasted list of names.

use crate::dates::{self, Style};
use crate::element::{Element, element, follow};
use crate::messages::{Key, fill, key, number, text};
use crate::page::{Dialog, Page, has_copies};
use crate::parts;
use crate::pasted::pasted;
use crate::site;
use crate::strip::Clock;
use dateline_corpus::{Choice, Collection, DateValue, Facet, Unread, Value};
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// All dialogs; the browser keeps the focus inside the open one and closes it on Escape.
pub fn dialogs(page: Page) -> Vec<Element> {
    vec![
        dialog(page, Dialog::About, key!("about.title"), about),
        dialog(page, Dialog::Keys, key!("keys.title"), keys),
        dialog(page, Dialog::Names, key!("pasted.title"), pasted).class_if("wide", true),
    ]
}

fn dialog(page: Page, which: Dialog, title: Key, content: fn(Page) -> Element) -> Element {
    let dialog = element("dialog");
    let id = match which {
        Dialog::About => "about-title",
        Dialog::Keys => "keys-title",
        Dialog::Names => "names-title",
    };
    let head = element("h2").set("id", id).add(text(title));
    let close = element("button.quiet")
        .set("aria-label", text(key!("about.close")))
        .click(move || page.dialog.set(None));
    let node: HtmlDialogElement = dialog.node().clone().unchecked_into();
    let dialog = dialog
        .set("aria-labelledby", id)
        .on("close", move |_| {
            if page.dialog.get_untracked() == Some(which) {
                page.dialog.set(None);
            }
        })
        .add(element("div.dialog-head").add(head).add(close.add("✕")))
        .show(move || (page.dialog.get() == Some(which)).then(|| parts::content(page, content)));
    follow(move || match (page.dialog.get() == Some(which), node.open()) {
        // A dialog that cannot be shown as modal is shown not at all; the page goes on.
        (true, false) => drop(node.show_modal()),
        (false, true) => node.close(),
        _ => {}
    });
    dialog
}

fn about(page: Page) -> Element {
    let collection = page.corpus.collection();
    let day = |day| dates::format(day, Style::Day);
    let span = collection.published.map(|(first, last)| {
        fill(key!("date.from_to"), &[("first", (&day(first)).into()), ("last", (&day(last)).into())])
    });
    let plain = |key: Key, value: String| (element("dt").add(text(key)), element("dd").add(value));
    let edition = element("dd").add(element("code").add(collection.edition.as_str()));
    let facts = element("dl.facts")
        .add(site::facts())
        .add(plain(key!("about.files"), number(collection.files)))
        .add(plain(key!("about.articles"), number(collection.articles)))
        .add(has_copies(page.corpus).then(|| stories(collection)))
        .add(span.map(|span| plain(key!("about.published"), span)))
        .add(bucket(page, key!("about.undated"), collection.undated, None))
        .add(plain(key!("about.without_actor"), number(collection.without_actor)))
        .add(bucket(page, key!("about.without_topic"), collection.without_topic, Some(Facet::Topic)))
        .add(bucket(page, key!("about.without_source"), collection.without_source, Some(Facet::Source)))
        .add(element("dt").add(text(key!("about.edition"))))
        .add(edition.add(element("small").add(text(key!("about.edition_what")))));
    let private = element("p.foot").add(text(key!("about.private")));
    element("div.contents").add(facts).add(unread(collection)).add(private)
}

/// How many stories the articles are copies of.
fn stories(collection: &Collection) -> (Element, Element) {
    let what = element("small").add(text(key!("about.stories_what")));
    (element("dt").add(text(key!("about.stories"))), element("dd").add(number(collection.stories)).add(what))
}

/// A number with a way to see what it counts.
fn bucket(page: Page, key: Key, count: u32, facet: Option<Facet>) -> (Element, Element) {
    let show = move || {
        page.dialog.set(None);
        page.choose(|state| match facet {
            Some(facet) => state.choose(facet, Value::None, Some(Choice::Included)),
            None => state.choose_date(Clock::Published, DateValue::None, Some(Choice::Included)),
        });
    };
    let way =
        (count > 0).then(|| (" ", element("button.link.num").click(show).add(text(key!("about.show")))));
    (element("dt").add(text(key)), element("dd").add(number(count)).add(way))
}

fn unread(collection: &Collection) -> Vec<Element> {
    let line = |unread: &Unread| {
        let slots = [
            ("file", (&unread.source).into()),
            ("place", unread.place.as_deref().unwrap_or_default().into()),
            ("expected", (&unread.expected).into()),
            ("found", (&unread.found).into()),
        ];
        let key = if unread.place.is_some() { key!("about.unread_at") } else { key!("about.unread_line") };
        element("li").add(fill(key, &slots))
    };
    let count = number(collection.unread.len() as u32);
    let list = if collection.unread.is_empty() {
        element("p").add(text(key!("about.unread_none")))
    } else {
        element("ul.unread").add_all(collection.unread.iter().map(line))
    };
    vec![element("h3").add((text(key!("about.unread")), " ")).add(count), list]
}

fn keys(_: Page) -> Element {
    let rows = [
        ("/", key!("keys.search")),
        ("↑ ↓", key!("keys.move")),
        ("Enter", key!("keys.enter")),
        ("n p", key!("keys.match")),
        ("Esc", key!("keys.escape")),
        ("+ − s", key!("keys.value")),
        ("← → ⇧", key!("keys.strip")),
        ("?", key!("keys.help")),
    ];
    let row = |(keys, what): (&'static str, Key)| {
        let keys = keys.split(' ').map(|key| (element("kbd").add(key), " "));
        (element("dt").add_all(keys), element("dd").add(text(what)))
    };
    element("dl.facts.keys").add_all(rows.map(row))
}
