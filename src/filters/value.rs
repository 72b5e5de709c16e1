//! One value of a filter group: off, kept or left out, with its count and the control beside it.

use crate::ask::count_sentences;
use crate::element::{Element, element, event_as, follow};
use crate::messages::{Fill, Key, fill, key, number, text};
use crate::page::Page;
use crate::signal::Signal;
use dateline_corpus::{Choice, Facet};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::{Event, FocusEvent};

/// What a value is and what a click on it does.
#[derive(Clone)]
pub struct Pickable {
    /// Its name.
    pub name: String,
    /// The name as it is drawn, where that changes.
    pub view: Option<Rc<dyn Fn() -> Element>>,
    /// How deep it stands in a tree, from 0.
    pub depth: usize,
    /// Whether it is the bucket of articles without a value.
    pub is_none: bool,
    /// How it is chosen.
    pub choice: Rc<dyn Fn() -> Option<Choice>>,
    /// How many articles have it, and of these how many only perhaps.
    pub count: Rc<dyn Fn() -> (u32, u32)>,
    /// Chooses it so, or lets it go where it is so.
    pub toggle: Rc<dyn Fn(Choice)>,
    /// The value whose sentences can be shown.
    pub sentences: Option<(Facet, String)>,
}

/// The row of a value.
pub fn value_row(page: Page, value: Pickable) -> Element {
    let (sign, count, unit) = (element("i[aria-hidden=true]"), element("em"), element("span.unseen"));
    let pick = element("button.pick").add(sign.clone());
    let pick = match value.view.clone() {
        Some(view) => pick.show(move || view()),
        None => pick.add(element("span").add(value.name.as_str())),
    };
    let pick = pick.add(count.clone()).add(unit.clone());
    let row = element("li");
    let mut drawn = None;
    {
        let (row, pick, value) = (row.clone(), pick.clone(), value.clone());
        follow(move || {
            let unit_now = page.answer.with(|answer| answer.query.unit);
            let now = ((value.choice)(), (value.count)(), unit_now);
            if drawn.replace(now) != Some(now) {
                let (choice, counts, _) = now;
                row.node().set_class_name(&class(choice, counts, value.depth, value.is_none));
                pick.clone().set("aria-pressed", if choice.is_some() { "true" } else { "false" });
                sign.node().set_text_content(Some(self::sign(choice)));
                count.node().set_text_content(Some(&counted(counts)));
                unit.node().set_text_content(Some(&self::unit(counts, choice)));
            }
        });
    }
    let pick = {
        let (choice, toggle) = (value.choice.clone(), value.toggle.clone());
        pick.click(move || toggle(untrack(|| choice()).unwrap_or(Choice::Included)))
    };
    let near = Signal::new(false);
    row.add(pick)
        .on("mouseenter", move |_| near.set(true))
        .on("mouseleave", move |event| near.set(has_focus(event)))
        .on("focusin", move |_| near.set(true))
        .on("focusout", move |event| {
            if leaves(event) {
                near.set(false);
            }
        })
        .show_if(move || near.get(), move || control(page, &value))
}

/// Keep, leave out, sentences.
fn control(page: Page, value: &Pickable) -> Element {
    let said = |key: Key| fill(key, &[("name", (&value.name).into())]);
    let pick = |which: Choice, off: String, on: String, sign: &str| {
        let (choice, toggle) = (value.choice.clone(), value.toggle.clone());
        element("button")
            .set_of("aria-label", move || if choice() == Some(which) { on.clone() } else { off.clone() })
            .click(move || toggle(which))
            .add(sign)
    };
    let behind = value.sentences.clone().map(|(facet, id)| {
        let count =
            page.answer.with_untracked(|answer| count_sentences(page.corpus, &answer.query, facet, &id));
        element("button")
            .set("aria-label", said(key!("value.sentences")))
            .set("title", fill(key!("value.sentences_n"), &[("n", count.into())]))
            .click(move || page.choose(|state| state.open_sentences(facet, &id)))
            .add("?")
    });
    element("span.ctl")
        .add(pick(Choice::Included, said(key!("value.keep")), said(key!("value.unkeep")), "+"))
        .add(pick(Choice::Excluded, said(key!("value.leave_out")), said(key!("value.let_in")), "−"))
        .add(behind)
}

fn class(choice: Option<Choice>, count: (u32, u32), depth: usize, is_none: bool) -> String {
    let mut class = String::from("value");
    class.push_str(match choice {
        Some(Choice::Included) => " in",
        Some(Choice::Excluded) => " out",
        None => "",
    });
    class.push_str(if count == (0, 0) { " zero" } else { "" });
    class.push_str(["", " depth-1", " depth-2"].get(depth).copied().unwrap_or(" depth-2"));
    class.push_str(if is_none { " none" } else { "" });
    class
}

fn sign(choice: Option<Choice>) -> &'static str {
    match choice {
        Some(Choice::Included) => "✓",
        Some(Choice::Excluded) => "–",
        None => "",
    }
}

/// What follows the count for who cannot see the row: " articles, kept".
fn unit((sure, possible): (u32, u32), choice: Option<Choice>) -> String {
    let mut unit = fill(key!("value.unit"), &[("count", Fill::Number(sure + possible))]);
    if let Some(choice) = choice {
        unit.push_str(", ");
        unit.push_str(text(if choice == Choice::Included {
            key!("value.included")
        } else {
            key!("value.excluded")
        }));
    }
    unit
}

/// `3`, or `3 + 2?` where two of five are uncertain.
fn counted((sure, possible): (u32, u32)) -> String {
    if possible == 0 {
        return number(sure);
    }
    fill(
        key!("value.possible"),
        &[("sure", (&number(sure)).into()), ("possible", (&number(possible)).into())],
    )
}

/// Whether the focus leaves the row altogether.
fn leaves(event: &Event) -> bool {
    use wasm_bindgen::JsCast;
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event_as::<FocusEvent>(event).related_target();
    let next = next.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    !row.is_some_and(|row| row.contains(next.as_ref()))
}

/// Whether the focus is in the row: then the control stays when the pointer goes.
fn has_focus(event: &Event) -> bool {
    use wasm_bindgen::JsCast;
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    row.is_some_and(|row| row.contains(document().active_element().as_ref().map(AsRef::as_ref)))
}
