//! The search box: words as they are typed, and up to six suggestions with their counts.

mod offers;

use crate::messages::{fill, number, text};
use crate::names;
use crate::page::Page;
use dateline_corpus::{Choice, Value};
use gloo::timers::callback::Timeout;
use leptos::{html, prelude::*};
use offers::{Offers, offers};

/// Milliseconds without a key before typed words change the answer.
const PAUSE: u32 = 140;
/// More characters of a query are not read.
const LONGEST: usize = 1000;

/// What the box needs to know of itself.
#[derive(Clone, Copy)]
struct Box {
    page: Page,
    input: NodeRef<html::Input>,
    offers: RwSignal<Offers>,
    /// Which suggestion the arrows are on.
    at: RwSignal<Option<usize>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

/// The search box in the head of the page.
#[component]
pub fn Search() -> impl IntoView {
    let page = Page::get();
    let it = Box {
        page,
        input: NodeRef::new(),
        offers: RwSignal::new(Offers::default()),
        at: RwSignal::new(None),
        timer: StoredValue::new_local(None),
    };
    let words = Memo::new(move |_| page.state.with(|state| state.query.words.clone()));
    // The box says what is asked, unless it is the box itself that is asking.
    Effect::new(move |_| {
        let words = words.get();
        if let Some(input) = it.input.get().filter(|input| input.value().trim() != words.trim()) {
            input.set_value(&words);
        }
    });
    let is_open = move || !it.offers.read().list.is_empty();
    let active = move || it.at.get().filter(|_| is_open()).map(|place| format!("offer-{place}"));
    view! {
        <form class="search" role="search" on:submit=move |event| { event.prevent_default(); it.enter(); }>
            <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="6.5" cy="6.5" r="5"/><path d="M10.5 10.5L15 15"/></svg>
            <input id="search" node_ref=it.input type="search" autocomplete="off" spellcheck="false" maxlength=LONGEST.to_string()
                role="combobox" aria-autocomplete="list" aria-controls="offers" aria-label=text("search.label")
                aria-expanded=move || is_open().to_string() aria-activedescendant=active
                placeholder=text("search.placeholder")
                on:input=move |_| it.typed() on:focus=move |_| it.offer() on:keydown=move |event| it.key(&event)
                on:blur=move |_| it.close()/>
            {move || words.read().is_empty().then(|| view! { <kbd aria-hidden="true">"/"</kbd> })}
            {move || (!words.read().is_empty()).then(|| view! {
                <button type="button" class="wipe" aria-label=text("search.clear") on:click=move |_| it.wipe()>"✕"</button>
            })}
            <ul id="offers" role="listbox" aria-label=text("search.suggestions") class=move || if is_open() { "offers" } else { "unseen" }>
                {move || it.offers.get().list.iter().enumerate().map(|(place, _)| it.offer_row(place)).collect_view()}
            </ul>
            <span class="unseen" role="status">{move || is_open().then(|| fill("search.offered", &[("n", (it.offers.read().list.len() as u32).into())]))}</span>
        </form>
    }
    .into_any()
}

impl Box {
    fn words(self) -> String {
        let words = self.input.get_untracked().map(|input| input.value()).unwrap_or_default();
        words.chars().take(LONGEST).collect()
    }

    /// A key changed the words: suggestions at once, the answer after a pause.
    fn typed(self) {
        self.offer();
        let timer = Timeout::new(PAUSE, move || self.apply());
        self.timer.set_value(Some(timer));
    }

    fn offer(self) {
        self.at.set(None);
        self.offers.set(offers(self.page.corpus, &self.words()));
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
        if let Some(input) = self.input.get_untracked() {
            input.set_value(&rest);
        }
        self.page.choose(move |state| {
            state.query.words = rest;
            state.choose(facet, Value::Id(id), Some(Choice::Included));
        });
        self.close();
    }

    fn key(self, event: &web_sys::KeyboardEvent) {
        let count = self.offers.read_untracked().list.len();
        let step = match event.key().as_str() {
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
        if let Some(input) = self.input.get_untracked() {
            input.set_value("");
            let _ = input.focus();
        }
    }

    fn offer_row(self, place: usize) -> AnyView {
        let offers = self.offers.get_untracked();
        let Some(offer) = offers.list.get(place) else { return ().into_any() };
        let Some(info) = self.page.corpus.values(offer.facet).get(offer.value as usize) else {
            return ().into_any();
        };
        let (name, count) = (names::info_name(info), number(offer.articles));
        let kind = text(names::kind_key(offer.facet));
        view! {
            <li id=format!("offer-{place}") role="option" aria-selected=move || (self.at.get() == Some(place)).to_string()
                on:mousedown=move |event| { event.prevent_default(); self.take(place); }>
                <span>{name}</span><small>{kind}</small><em>{count}</em>
            </li>
        }
        .into_any()
    }
}
