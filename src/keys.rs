//! Keys that work anywhere on the page.
//!
//! `/` goes to the search box, arrows walk over the list, `n` and `p` over the matches, Escape closes one thing at a
//! time, `?` shows the keys. Keys typed into a field, and keys with a modifier, are left alone.

use crate::page::{Dialog, Page};
use crate::state::State;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Listens to keys, to the window's size, and to clicks beside the popover.
pub fn listen(page: Page) {
    let Some(window) = web_sys::window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(page, event);
        }
    })
    .forget();
    EventListener::new(&window, "resize", move |_| page.window.set(crate::page::window_size())).forget();
    EventListener::new(&window, "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let inside = target.is_some_and(|target| matches!(target.closest(".pop"), Ok(Some(_))));
        if !inside && page.pop.with_untracked(Option::is_some) {
            page.pop.set(None);
        }
    })
    .forget();
}

fn pressed(page: Page, event: &KeyboardEvent) {
    if event.key() == "Escape" {
        return escape(page);
    }
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || in_field() {
        return;
    }
    if page.dialog.with_untracked(Option::is_some) {
        return;
    }
    let done = match event.key().as_str() {
        "/" => focus("#search"),
        "?" => {
            page.dialog.set(Some(Dialog::Keys));
            true
        }
        "n" => click("#match-next"),
        "p" => click("#match-previous"),
        "+" => click_in_value(0),
        "-" => click_in_value(1),
        "s" => click_in_value(2),
        "ArrowDown" => step(1),
        "ArrowUp" => step(-1),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

/// Closes the innermost open thing. Dialogs close themselves.
fn escape(page: Page) {
    if page.dialog.with_untracked(Option::is_some) {
        return;
    }
    if page.pop.with_untracked(Option::is_some) {
        page.pop.set(None);
    } else if page.drawer.get_untracked() {
        page.drawer.set(false);
    } else if in_field() {
        blur();
    } else if page.state.with_untracked(|state| state.open.is_some()) {
        page.choose(State::close);
    }
}

/// Goes to the next or the previous article of the list. From elsewhere it begins at the open article, else at the top.
fn step(by: i32) -> bool {
    let active = active();
    let in_list = |element: &Element| element.closest(".results .card, .results .line").ok().flatten();
    if active.as_ref().is_some_and(|element| in_list(element).is_none() && !is_body(element)) {
        return false;
    }
    let from = active.as_ref().and_then(in_list).or_else(|| find(".results .card.open, .results .line.open"));
    let next = match from {
        None => find(".results ol .card, .results ol .line"),
        Some(card) if by > 0 => card.next_element_sibling(),
        Some(card) => card.previous_element_sibling(),
    };
    let link = next.and_then(|card| card.query_selector(".to-article").ok().flatten());
    link.is_some_and(|link| focus_on(&link))
}

/// The button of the control beside the value that has the focus.
fn click_in_value(place: u32) -> bool {
    let value = active().and_then(|element| element.closest(".value").ok().flatten());
    let buttons = value.and_then(|value| value.query_selector_all(".ctl button").ok());
    let button =
        buttons.and_then(|buttons| buttons.item(place)).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    button.map(|button| button.click()).is_some()
}

fn in_field() -> bool {
    active().is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"))
}

/// Whether the focus is on nothing in particular, as where what had it has gone.
pub fn is_lost() -> bool {
    active().is_none_or(|element| element.tag_name() == "BODY")
}

fn is_body(element: &Element) -> bool {
    element.tag_name() == "BODY" || element.id() == "results" || element.id() == "reading"
}

fn active() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

fn find(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

/// Puts the focus on an element, if there is one.
pub fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| focus_on(&element))
}

/// Puts the focus on an element.
pub fn focus_on(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

fn click(selector: &str) -> bool {
    find(selector)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .map(|element| element.click())
        .is_some()
}

fn blur() {
    if let Some(element) = active().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that keeps the focus is no fault.
        let _ = element.blur();
    }
}
