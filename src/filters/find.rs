//! Searching in a long group of the filters: which names hold what was typed, where, and the keys of field and list.
//!
//! Names are compared as the corpus compares them, without case, accents and width. A value is also found by its names in
//! other languages; which of them it was is said behind its own.

use crate::element::{Element, element, event_as, field_value};
use crate::keys::focus_on;
use crate::list::marked;
use crate::messages::{key, text};
use crate::names;
use crate::page::Page;
use crate::signal::Signal;
use dateline_corpus::{Corpus, Facet, folded};
use dateline_record::Span;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

/// The field above the values.
pub fn find_field(facet: Facet, count: usize, find: Signal<String>) -> Element {
    let label = names::find_label(facet, count);
    element("input.find[type=search]")
        .set("placeholder", label.as_str())
        .set("aria-label", label)
        .set("title", text(key!("facet.find_keys")))
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .on("input", move |event| find.set(field_value(event)))
}

/// Listens to the keys of a group: arrows walk from the field over the values and back, Enter in the field chooses the first,
/// Escape empties the field.
pub fn with_keys(group: Element, find: Signal<String>) -> Element {
    group.on("keydown", move |event| {
        let key = event_as::<KeyboardEvent>(event).key();
        let done = match key.as_str() {
            "ArrowDown" => step(event, 1),
            "ArrowUp" => step(event, -1),
            "Enter" => is_field(event) && choose_first(event, find),
            "Escape" => leave(event, find),
            _ => false,
        };
        if done {
            event.prevent_default();
            event.stop_propagation();
        }
    })
}

/// Which values are called so, by dense id.
pub fn named(corpus: &Corpus, facet: Facet, find: &str) -> Vec<u32> {
    let find = folded(find.trim());
    let holds = |name: &str| folded(name).contains(&find);
    let is_called = |(value, name): &(u32, &str)| {
        holds(name) || corpus.names(facet, *value as usize).iter().any(|name| holds(name))
    };
    let names = corpus.values(facet).iter().map(|info| info.name.as_str());
    (0..).zip(names).filter(is_called).map(|(value, _)| value).collect()
}

/// The name of a value with what was typed marked in it; where another name holds it, that one behind.
pub fn name_view(page: Page, facet: Facet, value: u32, name: &str, find: &str) -> Element {
    let view = element("span");
    if find.trim().is_empty() {
        return view.add(name);
    }
    let own = place(name, find);
    let view = view.add(marked(name, own.as_slice()));
    let others = page.corpus.names(facet, value as usize).iter();
    let other = others.filter(|_| own.is_none()).find_map(|name| Some((name, place(name, find)?)));
    view.add(other.map(|(name, place)| (" ", element("small").add(marked(name, &[place])))))
}

/// Where a name first holds what was typed, in bytes.
pub fn place(name: &str, find: &str) -> Option<Span> {
    let find = folded(find.trim());
    let starts = name.char_indices().map(|(start, _)| start);
    let begins = |start: &usize| name.get(*start..).is_some_and(|rest| folded(rest).starts_with(&find));
    let start = starts.filter(|_| !find.is_empty()).find(begins)?;
    let rest = name.get(start..)?;
    let ends = rest.char_indices().map(|(end, _)| end).skip(1).chain([rest.len()]);
    let holds = |end: &usize| rest.get(..*end).is_some_and(|part| folded(part).starts_with(&find));
    ends.into_iter().find(holds).map(|end| Span::new(start, start + end))
}

/// The places where the focus can be in a group, from top to bottom.
fn places(event: &Event) -> Vec<HtmlElement> {
    let group = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let nodes = group.and_then(|group| group.query_selector_all(".find, .pick").ok());
    let node = |place| nodes.as_ref()?.item(place)?.dyn_into::<HtmlElement>().ok();
    (0..).map_while(node).collect()
}

fn target(event: &Event) -> Option<HtmlElement> {
    event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
}

fn is_field(event: &Event) -> bool {
    target(event).is_some_and(|target| target.class_list().contains("find"))
}

fn step(event: &Event, by: isize) -> bool {
    let places = places(event);
    let at = target(event).and_then(|target| places.iter().position(|place| *place == target));
    let next = at.and_then(|at| at.checked_add_signed(by)).and_then(|next| places.get(next));
    next.is_some_and(|next| focus_on(next))
}

fn choose_first(event: &Event, find: Signal<String>) -> bool {
    // Chosen values and broader topics stay listed: what was typed is marked in those that it names.
    let is_named = |place: &HtmlElement| matches!(place.query_selector("mark"), Ok(Some(_)));
    let first = places(event).into_iter().find(is_named);
    let first = first.filter(|_| find.with_untracked(|find| !find.trim().is_empty()));
    first.map(|first| first.click()).is_some()
}

/// Empties the field; from a value the focus goes there as well.
fn leave(event: &Event, find: Signal<String>) -> bool {
    let field = places(event).into_iter().find_map(|place| place.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field.filter(|field| !field.value().is_empty()) else { return false };
    field.set_value("");
    find.set(String::new());
    focus_on(&field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_what_was_typed() {
        for (name, find, expected) in [
            ("Élise Moreau", "elise", Some("Élise")),
            ("Élise Moreau", " MOR ", Some("Mor")),
            ("Straße des Hafens", "strasse", Some("Straße")),
            ("ＡＩ Council", "ai", Some("ＡＩ")),
            ("이재명", "재명", Some("재명")),
            ("Élise Moreau", "x", None),
            ("Élise Moreau", "", None),
            ("", "x", None),
        ] {
            let found = place(name, find);
            assert_eq!(found.map(|span| span.of(name)), expected, "{name} / {find}");
        }
    }
}
