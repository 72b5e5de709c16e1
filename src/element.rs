//! What the page is built of: elements with attributes, listeners and children, some of which follow signals.
//!
//! Leptos' own views give every element a type of its own, and each type its own code: with them the page's module was
//! nearly twice as large (`docs/page.md`). Here all elements have one type, and whatever changes is a closure that one
//! kind of Leptos' effects runs again. Effects and listeners belong to the owner in which they were made and end with it.

use crate::signal::Derived;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Event, HtmlElement, Node};

/// An element of the document.
#[derive(Clone)]
pub struct Element(web_sys::Element);

/// An element of HTML, described as a selector would find it: `section.results#results[tabindex=-1]`.
pub fn element(description: &str) -> Element {
    described(description, |name| document().create_element(name))
}

/// An element of SVG, likewise.
pub fn svg(description: &str) -> Element {
    described(description, |name| document().create_element_ns(Some("http://www.w3.org/2000/svg"), name))
}

/// A name, then classes, an id and attributes in any order.
fn described(description: &str, create: fn(&str) -> Result<web_sys::Element, JsValue>) -> Element {
    let end = description.find(['.', '#', '[']).unwrap_or(description.len());
    let (name, mut rest) = description.split_at(end);
    // OK because all names are literals of this program, and a browser takes any letters as a name.
    let element = Element(create(name).unwrap_throw());
    while let Some(sign) = rest.get(..1) {
        let (part, behind) = next_part(rest);
        match sign {
            "." => element.mark(part, true),
            "#" => element.put_attribute("id", Some(part)),
            _ => {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                element.put_attribute(name, Some(value));
            }
        }
        rest = behind;
    }
    element
}

/// A class, an id or an attribute without its signs, and what stands behind it.
fn next_part(rest: &str) -> (&str, &str) {
    let part = rest.get(1..).unwrap_or_default();
    match rest.strip_prefix('[').and_then(|part| part.split_once(']')) {
        Some(cut) => cut,
        None => part.split_at(part.find(['.', '#', '[']).unwrap_or(part.len())),
    }
}

/// What can be put into an element.
pub trait Content {
    /// Puts it behind what is there.
    fn put(self, into: &Node);
}

impl Content for &str {
    fn put(self, into: &Node) {
        append(into, &document().create_text_node(self));
    }
}

impl Content for String {
    fn put(self, into: &Node) {
        self.as_str().put(into);
    }
}

impl Content for Element {
    fn put(self, into: &Node) {
        append(into, &self.0);
    }
}

impl<C: Content> Content for Option<C> {
    fn put(self, into: &Node) {
        if let Some(content) = self {
            content.put(into);
        }
    }
}

impl<C: Content> Content for Vec<C> {
    fn put(self, into: &Node) {
        for content in self {
            content.put(into);
        }
    }
}

impl<A: Content, B: Content> Content for (A, B) {
    fn put(self, into: &Node) {
        self.0.put(into);
        self.1.put(into);
    }
}

/// The value of an attribute, or a text; `None` is no attribute and no text.
pub trait Words {
    /// In letters.
    fn words(self) -> Option<String>;
}

impl Words for &str {
    fn words(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Words for String {
    fn words(self) -> Option<String> {
        Some(self)
    }
}

impl Words for bool {
    fn words(self) -> Option<String> {
        Some(if self { "true" } else { "false" }.to_owned())
    }
}

impl<W: Words> Words for Option<W> {
    fn words(self) -> Option<String> {
        self.and_then(Words::words)
    }
}

impl Element {
    /// The element as the browser knows it.
    pub fn node(&self) -> &web_sys::Element {
        &self.0
    }

    /// The same, with what elements of HTML can do; of SVG it would be wrong.
    pub fn html(&self) -> &HtmlElement {
        self.0.unchecked_ref()
    }

    /// With a class, or without it.
    pub fn class_if(self, class: &str, is: bool) -> Self {
        self.mark(class, is);
        self
    }

    /// With a class while something holds.
    pub fn class_of(self, class: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        follow(move || element.mark(class, is()));
        self
    }

    /// With an attribute.
    pub fn set(self, name: &str, value: impl AsRef<str>) -> Self {
        self.put_attribute(name, Some(value.as_ref()));
        self
    }

    /// With an attribute where there is a value for it.
    pub fn set_some(self, name: &str, value: Option<&str>) -> Self {
        if value.is_some() {
            self.put_attribute(name, value);
        }
        self
    }

    /// With an attribute that changes.
    pub fn set_of<W: Words>(self, name: &'static str, value: impl Fn() -> W + 'static) -> Self {
        let element = self.clone();
        follow_words(move || value().words(), move |value| element.put_attribute(name, value));
        self
    }

    /// With a property of its style that changes.
    pub fn style_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        let element = self.clone();
        follow_words(move || Some(value()), move |value| element.put_style(name, value.unwrap_or_default()));
        self
    }

    /// With a property of its style.
    pub fn style(self, name: &str, value: &str) -> Self {
        self.put_style(name, value);
        self
    }

    /// Calls back on an event.
    pub fn on(self, event: &'static str, call: impl FnMut(&Event) + 'static) -> Self {
        self.listen(event, Box::new(call));
        self
    }

    /// Calls back on a click.
    pub fn click(self, mut call: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| call())
    }

    /// With some content behind what is there.
    pub fn add(self, content: impl Content) -> Self {
        content.put(&self.0);
        self
    }

    /// With several contents of one kind.
    pub fn add_all(self, contents: impl IntoIterator<Item = impl Content>) -> Self {
        for content in contents {
            content.put(&self.0);
        }
        self
    }

    /// With a text that changes.
    pub fn say<W: Words>(self, text: impl Fn() -> W + 'static) -> Self {
        let node = document().create_text_node("");
        append(&self.0, &node);
        follow_words(move || text().words(), move |text| node.set_data(text.unwrap_or_default()));
        self
    }

    /// With a content that is made anew whenever a signal changes that was read while making it.
    pub fn show<C: Content>(self, content: impl Fn() -> C + 'static) -> Self {
        let place = Place::behind(&self.0);
        follow(move || place.fill(&|into| content().put(into)));
        self
    }

    /// With a content while something holds; what is read while making it does not make it again.
    pub fn show_if<C: Content>(
        self,
        holds: impl Fn() -> bool + Send + Sync + 'static,
        content: impl Fn() -> C + 'static,
    ) -> Self {
        let holds = Derived::new(holds);
        self.show(move || holds.get().then(|| untrack(&content)))
    }

    /// With an element for each key, in their order; an element stays as long as its key.
    pub fn each(
        self,
        keys: impl Fn() -> Vec<u64> + 'static,
        make: impl Fn(u64) -> Option<Element> + 'static,
    ) -> Self {
        let rows = Rows { place: Place::behind(&self.0), list: RefCell::default(), owner: Owner::current() };
        follow(move || {
            let keys = keys();
            untrack(|| rows.arrange(&keys, &make));
        });
        self
    }

    fn mark(&self, class: &str, is: bool) {
        // A class without spaces is always taken.
        let _ = self.0.class_list().toggle_with_force(class, is);
    }

    fn put_attribute(&self, name: &str, value: Option<&str>) {
        // Names are literals of this program; a browser takes any value.
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    fn put_style(&self, name: &str, value: &str) {
        // A value that the browser does not know leaves the style as it was.
        let _ = self.html().style().set_property(name, value);
    }

    fn listen(&self, event: &'static str, call: Box<dyn FnMut(&Event)>) {
        let options = EventListenerOptions::enable_prevent_default();
        keep(EventListener::new_with_options(&self.0, event, options, call));
    }
}

/// Puts the page into the document's body, where it stays.
pub fn mount(make: impl FnOnce(&Element) + 'static) {
    mount_to_body(move || {
        if let Some(body) = document().body() {
            make(&Element(body.into()));
        }
    });
}

/// Does something now, and again whenever a signal changes that it has read.
pub fn follow(change: impl FnMut() + 'static) {
    follow_boxed(Box::new(change));
}

fn follow_boxed(mut change: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| change());
    on_cleanup(move || drop(effect));
}

/// Hands on the words of a closure whenever they have changed.
fn follow_words(words: impl Fn() -> Option<String> + 'static, put: impl Fn(Option<&str>) + 'static) {
    follow_words_boxed(Box::new(words), Box::new(put));
}

/// Takes words over: an attribute, a text.
type Put = Box<dyn Fn(Option<&str>)>;

fn follow_words_boxed(words: Box<dyn Fn() -> Option<String>>, put: Put) {
    let mut last = None;
    follow(move || {
        let words = words();
        if words != last {
            put(words.as_deref());
            last = words;
        }
    });
}

/// Keeps a listener until the owner ends.
pub fn keep(listener: EventListener) {
    StoredValue::new_local(listener);
}

/// Calls back when the next frame is drawn.
pub fn next_frame(call: impl FnOnce() + 'static) {
    let call: Box<dyn FnOnce()> = Box::new(call);
    request_animation_frame(call);
}

/// The value of the field that an event comes from.
pub fn field_value(event: &Event) -> String {
    event_target_value(event)
}

fn append(into: &Node, node: &Node) {
    insert(into, node, None);
}

fn insert(into: &Node, node: &Node, before: Option<&Node>) {
    // A new node fits into any element.
    let _ = into.insert_before(node, before);
}

/// A stretch of an element's children whose content changes, between two empty texts.
struct Place {
    first: Node,
    last: Node,
}

impl Place {
    fn behind(element: &web_sys::Element) -> Self {
        let mark = || -> Node {
            let node = document().create_text_node("");
            append(element, &node);
            node.into()
        };
        Place { first: mark(), last: mark() }
    }

    /// Puts new content in place of the old.
    fn fill(&self, put: &dyn Fn(&Node)) {
        let content: Node = document().create_document_fragment().into();
        put(&content);
        let Some(parent) = self.last.parent_node() else { return };
        // The new content comes first, so that what scrolls never becomes shorter in between.
        let mut old = self.first.next_sibling();
        insert(&parent, &content, self.first.next_sibling().as_ref());
        while let Some(node) = old.filter(|node| *node != self.last) {
            old = node.next_sibling();
            // It is a child: it was just found there.
            let _ = parent.remove_child(&node);
        }
    }
}

/// Elements by key.
struct Rows {
    place: Place,
    list: RefCell<Vec<Row>>,
    owner: Option<Owner>,
}

struct Row {
    key: u64,
    element: web_sys::Element,
    owner: Owner,
}

impl Rows {
    /// Takes away rows without a key, makes those that are missing, and puts all in order.
    fn arrange(&self, keys: &[u64], make: &dyn Fn(u64) -> Option<Element>) {
        let Some(parent) = self.place.last.parent_node() else { return };
        let mut old = self.list.take();
        let mut rows = Vec::with_capacity(keys.len());
        old.retain(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                row.owner.cleanup();
                row.element.remove();
            }
            stays
        });
        let mut next = self.place.first.next_sibling();
        for key in keys {
            let kept = old.iter().position(|row| row.key == *key).map(|place| old.swap_remove(place));
            let Some(row) = kept.or_else(|| self.made(*key, make)) else { continue };
            if next.as_ref() == Some(row.element.as_ref()) {
                next = row.element.next_sibling();
            } else {
                insert(&parent, &row.element, next.as_ref());
            }
            rows.push(row);
        }
        self.list.replace(rows);
    }

    fn made(&self, key: u64, make: &dyn Fn(u64) -> Option<Element>) -> Option<Row> {
        let owner = self.owner.as_ref().map(Owner::child).unwrap_or_default();
        let element = owner.with(|| make(key))?.0;
        Some(Row { key, element, owner })
    }
}

/// Hands a value of JavaScript over as the kind of event that a listener's name promises.
pub fn event_as<E: JsCast + AsRef<JsValue>>(event: &Event) -> &E {
    event.unchecked_ref()
}

#[cfg(test)]
mod tests {
    use super::next_part;

    #[test]
    fn parts_of_a_description() {
        for (rest, expected) in [
            (".a.b", ("a", ".b")),
            (".a", ("a", "")),
            ("#a[b=c]", ("a", "[b=c]")),
            ("[b=c.d#e].f", ("b=c.d#e", ".f")),
            ("[b][c]", ("b", "[c]")),
            ("[b", ("b", "")),
        ] {
            assert_eq!(next_part(rest), expected, "{rest}");
        }
    }
}
