//! One value of a filter group: off, kept or left out, with its count and the control beside it.

use crate::ask::count_sentences;
use crate::messages::{Fill, fill, number, text};
use crate::page::Page;
use dateline_corpus::{Choice, Facet};
use leptos::prelude::*;
use std::sync::Arc;

/// What a value is and what a click on it does.
#[derive(Clone)]
pub struct Pickable {
    /// Its name.
    pub name: String,
    /// How deep it stands in a tree, from 0.
    pub depth: usize,
    /// Whether it is the bucket of articles without a value.
    pub is_none: bool,
    /// How it is chosen.
    pub choice: Signal<Option<Choice>>,
    /// How many articles have it, and of these how many only perhaps.
    pub count: Signal<(u32, u32)>,
    /// Chooses it so, or lets it go where it is so.
    pub toggle: Arc<dyn Fn(Choice) + Send + Sync>,
    /// The value whose sentences can be shown.
    pub sentences: Option<(Facet, String)>,
}

/// The row of a value.
pub fn value_row(value: Pickable) -> AnyView {
    let near = RwSignal::new(false);
    let Pickable { name, depth, is_none, choice, count, toggle, sentences } = value;
    let pick = toggle.clone();
    let control = {
        let name = name.clone();
        move || near.get().then(|| control(&name, choice, &toggle, sentences.clone()))
    };
    view! {
        <li class=move || class(choice.get(), count.get(), depth, is_none)
            on:mouseenter=move |_| near.set(true) on:mouseleave=move |_| near.set(false)
            on:focusin=move |_| near.set(true)
            on:focusout=move |event| if leaves(&event) { near.set(false) }>
            <button class="pick" aria-pressed=move || pressed(choice.get())
                on:click=move |_| pick(choice.get_untracked().unwrap_or(Choice::Included))>
                <i aria-hidden="true">{move || sign(choice.get())}</i>
                <span>{name}</span>
                <em>{move || counted(count.get())}<span class="unseen">{move || unit(count.get(), choice.get())}</span></em>
            </button>
            {control}
        </li>
    }
    .into_any()
}

/// Keep, leave out, sentences.
fn control(
    name: &str,
    choice: Signal<Option<Choice>>,
    toggle: &Arc<dyn Fn(Choice) + Send + Sync>,
    sentences: Option<(Facet, String)>,
) -> AnyView {
    let page = Page::get();
    let (keep, leave) = (toggle.clone(), toggle.clone());
    let said = |key: &'static str| fill(key, &[("name", name.into())]);
    let (kept, unkept) = (said("value.keep"), said("value.unkeep"));
    let (left, unleft) = (said("value.leave_out"), said("value.let_in"));
    let is = move |which| choice.get() == Some(which);
    let behind = sentences.map(|(facet, id)| {
        let count = page.state.with_untracked(|state| count_sentences(page.corpus, &state.query, facet, &id));
        view! {
            <button aria-label=said("value.sentences") title=fill("value.sentences_n", &[("n", count.into())])
                on:click=move |_| page.choose(|state| state.open_sentences(facet, &id))>"?"</button>
        }
    });
    view! {
        <span class="ctl">
            <button aria-label=move || if is(Choice::Included) { unkept.clone() } else { kept.clone() }
                on:click=move |_| keep(Choice::Included)>"+"</button>
            <button aria-label=move || if is(Choice::Excluded) { unleft.clone() } else { left.clone() }
                on:click=move |_| leave(Choice::Excluded)>"−"</button>
            {behind}
        </span>
    }
    .into_any()
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

fn pressed(choice: Option<Choice>) -> &'static str {
    if choice.is_some() { "true" } else { "false" }
}

/// What follows the count for who cannot see the row: " articles, kept".
fn unit((sure, possible): (u32, u32), choice: Option<Choice>) -> String {
    let mut unit = fill("value.unit", &[("count", Fill::Number(sure + possible))]);
    if let Some(choice) = choice {
        unit.push_str(", ");
        unit.push_str(text(if choice == Choice::Included { "value.included" } else { "value.excluded" }));
    }
    unit
}

/// `3`, or `3 + 2?` where two of five are uncertain.
fn counted((sure, possible): (u32, u32)) -> String {
    if possible == 0 {
        return number(sure);
    }
    fill("value.possible", &[("sure", (&number(sure)).into()), ("possible", (&number(possible)).into())])
}

/// Whether the focus leaves the row altogether.
fn leaves(event: &web_sys::FocusEvent) -> bool {
    use wasm_bindgen::JsCast;
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    !row.is_some_and(|row| row.contains(next.as_ref()))
}
