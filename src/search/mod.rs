//! The search box: words as they are typed, and up to six suggestions with their counts.

mod offers;

use crate::element::{Element, element, event_as, follow, svg};
use crate::messages::{fill, key, number, text};
use crate::names;
use crate::page::Page;
use crate::signal::Signal;
use dateline_corpus::{Choice, Value};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use offers::{Offers, offers};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

/// Milliseconds without a key before typed words change the answer.
const PAUSE: u32 = 140;
/// More characters of a query are not read.
const LONGEST: usize = 1000;

/// What the box needs to know of itself.
#[derive(Clone, Copy)]
struct Box {
    page: Page,
    input: StoredValue<HtmlInputElement, LocalStorage>,
    offers: Signal<Offers>,
    /// Which suggestion the arrows are on.
    at: Signal<Option<usize>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

/// The search box in the head of the page.
pub fn search(page: Page) -> Element {
    let input = element("input");
    let it = Box {
        page,
        input: StoredValue::new_local(input.node().clone().unchecked_into()),
        offers: Signal::new(Offers::default()),
        at: Signal::new(None),
        timer: StoredValue::new_local(None),
    };
    let words = move || page.state.with(|state| state.query.words.clone());
    // The box says what is asked, unless it is the box itself that is asking.
    follow(move || {
        let words = words();
        if it.input().value().trim() != words.trim() {
            it.input().set_value(&words);
        }
    });
    // What was typed before suggestions could be made gets them now.
    follow(move || {
        if page.parts.has_program() && it.input().matches(":focus").unwrap_or(false) {
            untrack(|| it.offer());
        }
    });
    let hint = || element("kbd[aria-hidden=true]").add("/");
    let wipe = move || {
        let wipe = element("button.wipe[type=button]").set("aria-label", text(key!("search.clear")));
        wipe.click(move || it.wipe()).add("✕")
    };
    let form = element("form.search[role=search]").on("submit", move |event| {
        event.prevent_default();
        it.enter();
    });
    form.add(lens())
        .add(it.field(input))
        .show_if(move || words().is_empty(), hint)
        .show_if(move || !words().is_empty(), wipe)
        .add(it.list())
        .add(element("span.unseen[role=status]").say(move || it.says()))
}

fn lens() -> Element {
    let circle = svg("circle[cx=6.5][cy=6.5][r=5]");
    let handle = svg("path[d=M10.5 10.5L15 15]");
    svg("svg[viewBox=0 0 16 16][aria-hidden=true]").add(circle).add(handle)
}

impl Box {
    fn field(self, input: Element) -> Element {
        let active = move || self.at.get().filter(|_| self.is_open()).map(offer_id);
        input
            .set("id", "search")
            .set("type", "search")
            .set("autocomplete", "off")
            .set("spellcheck", "false")
            .set("maxlength", LONGEST.to_string())
            .set("role", "combobox")
            .set("aria-autocomplete", "list")
            .set("aria-controls", "offers")
            .set("aria-label", text(key!("search.label")))
            .set_of("aria-expanded", move || self.is_open())
            .set_of("aria-activedescendant", active)
            .set("placeholder", text(key!("search.placeholder")))
            .on("input", move |_| self.typed())
            .on("focus", move |_| self.offer())
            .on("keydown", move |event| self.key(event))
            .on("blur", move |_| self.close())
    }

    fn list(self) -> Element {
        let list = element("ul#offers[role=listbox]");
        let list = list.set("aria-label", text(key!("search.suggestions")));
        list.set_of("class", move || if self.is_open() { "offers" } else { "unseen" }).show(move || {
            let places = 0..self.offers.with(|offers| offers.list.len());
            places.filter_map(|place| self.offer_row(place)).collect::<Vec<_>>()
        })
    }

    fn input(self) -> HtmlInputElement {
        self.input.get_value()
    }

    fn is_open(self) -> bool {
        self.offers.with(|offers| !offers.list.is_empty())
    }

    /// How many suggestions there are, for the ear.
    fn says(self) -> Option<String> {
        let count = self.offers.with(|offers| offers.list.len()) as u32;
        (count > 0).then(|| fill(key!("search.offered"), &[("n", count.into())]))
    }

    fn words(self) -> String {
        self.input().value().chars().take(LONGEST).collect()
    }

    /// A key changed the words: suggestions at once, the answer after a pause.
    fn typed(self) {
        self.offer();
        let timer = Timeout::new(PAUSE, move || self.apply());
        self.timer.set_value(Some(timer));
    }

    fn offer(self) {
        self.at.set(None);
        let words = self.words();
        let can = !words.trim().is_empty() && self.page.parts.has_program();
        self.offers.set(if can { offers(self.page.corpus, &words) } else { Offers::default() });
    }

    fn apply(self) {
        let words = self.words();
        self.page.type_in(move |state| state.query.words = words);
    }

    /// Enter takes the suggestion that the arrows are on, else it searches the words.
    fn enter(self) {
        self.timer.set_value(None);
        if let Some(place) = self.at.get_untracked() {
            self.take(place);
        } else {
            let words = self.words();
            self.page.choose(move |state| state.query.words = words);
            self.close();
        }
    }

    /// Keeps a suggested value in place of the words that suggested it.
    fn take(self, place: usize) {
        self.timer.set_value(None);
        let offers = self.offers.get_untracked();
        let Some(offer) = offers.list.get(place) else { return };
        let Some(info) = self.page.corpus.values(offer.facet).get(offer.value as usize) else { return };
        let (facet, id, rest) = (offer.facet, info.id.clone(), offers.rest.clone());
        self.input().set_value(&rest);
        self.page.choose(move |state| {
            state.query.words = rest;
            state.choose(facet, Value::Id(id), Some(Choice::Included));
        });
        self.close();
    }

    fn key(self, event: &Event) {
        let count = self.offers.with_untracked(|offers| offers.list.len());
        let step = match event_as::<KeyboardEvent>(event).key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => count,
            "Escape" => {
                // Left to itself the browser empties the field and tells nobody.
                event.prevent_default();
                if count > 0 {
                    event.stop_propagation();
                    self.close();
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if count == 0 {
            return self.offer();
        }
        // One more place than suggestions: that one is the words themselves.
        let next = (self.at.get_untracked().map_or(0, |at| at + 1) + step) % (count + 1);
        self.at.set(next.checked_sub(1));
    }

    fn close(self) {
        self.offers.set(Offers::default());
        self.at.set(None);
    }

    fn wipe(self) {
        self.page.choose(|state| state.query.words.clear());
        let input = self.input();
        input.set_value("");
        // A field that cannot take the focus is still empty.
        let _ = input.focus();
    }

    fn offer_row(self, place: usize) -> Option<Element> {
        let offers = self.offers.get_untracked();
        let offer = offers.list.get(place)?;
        let info = self.page.corpus.values(offer.facet).get(offer.value as usize)?;
        let row = element("li")
            .set("id", offer_id(place))
            .set("role", "option")
            .set_of("aria-selected", move || self.at.get() == Some(place))
            .on("mousedown", move |event| {
                event.prevent_default();
                self.take(place);
            });
        let row = row.add(element("span").add(names::info_name(info)));
        let row = row.add(element("small").add(text(names::kind_key(offer.facet))));
        Some(row.add(element("em").add(number(offer.articles))))
    }
}

fn offer_id(place: usize) -> String {
    ["offer-", &place.to_string()].concat()
}
