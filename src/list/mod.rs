//! The list of articles: what is asked, how many were found, the rows on the screen, what is hidden.

mod card;
mod chips;
mod copies;
mod hidden;
mod nothing;
mod order;
mod understood;
mod ways_out;
mod window;

pub use card::{below, is_elsewhere, marked, meta};
pub use order::order;

use crate::context::{context, to_context};
use crate::element::{Element, element, follow, keep, next_frame};
use crate::messages::{fill, key, number, text};
use crate::page::{self, Page};
use crate::parts::{self, Who};
use crate::signal::{Derived, Signal};
use crate::site::introduction;
use card::{awaited, card};
use chips::chips;
use copies::unit_switch;
use gloo::events::{EventListener, EventListenerOptions};
use hidden::hidden;
use leptos::prelude::*;
use nothing::nothing;
use std::ops::Range;
use std::sync::Arc;
use understood::understood;
use wasm_bindgen::JsCast;
use window::Heights;

/// The middle column.
pub fn results(page: Page) -> Element {
    let is_empty = move || page.answer.with(|answer| answer.outcome.rows_total == 0);
    let in_context = move || page.shows_context();
    let is_list = move || !is_empty() && !in_context();
    let context_shown = Derived::new(in_context);
    let visible = Signal::new(0..0);
    let head = element("div.head").add(chips(page)).show(move || understood(page));
    element("section.results#results")
        .set_of("aria-busy", move || page.busy.get())
        .set("aria-label", text(key!("list.title")))
        .set("tabindex", "-1")
        .show(move || introduction(page))
        .add(head.show_if(is_list, move || heads(page, visible)))
        .show(move || is_empty().then(|| nothing(page)))
        .show(move || awaited_answer(page))
        .show(move || context_shown.get().then(|| parts::content(page, context)))
        .show_if(is_list, move || list(page, visible))
        .show(move || if in_context() { None } else { hidden(page) })
}

/// What stands there while the answer must wait for something, or when that does not come: then words are not searched.
fn awaited_answer(page: Page) -> Option<Element> {
    let notice = page.parts.notice(Who::Question)?;
    let without = page.parts.fails(Who::Question).then(|| text(key!("parts.no_words")));
    Some(element("div").add(without.map(|words| element("p.trouble").add(words))).add(notice))
}

/// The number found, the part on the screen, the order.
fn heads(page: Page, visible: Signal<Range<usize>>) -> Element {
    let total = move || page.answer.with(|answer| answer.total());
    let passages = move || page.answer.with(|answer| answer.outcome.passages);
    let counts = element("span")
        .add(element("h2").say(move || fill(key!("list.head"), &[("n", total().into())])))
        .say(move || part(&visible.get(), total()))
        .say(move || split(page))
        .say(move || fill(key!("list.passages"), &[("n", passages().into())]));
    element("div.heads").add(counts.add(unit_switch(page)).add(to_context(page))).add(order(page))
}

/// "1–8 of 171", where not all rows fit on the screen.
fn part(visible: &Range<usize>, total: u32) -> Option<String> {
    (visible.len() < total as usize && !visible.is_empty()).then(|| {
        let (first, last) = (number(visible.start as u32 + 1), number(visible.end as u32));
        fill(key!("list.window"), &[("first", (&first).into()), ("last", (&last).into())])
    })
}

/// How many are sure, possible, undated, where a date clause parts them.
fn split(page: Page) -> Option<String> {
    let found = page.answer.with(|answer| answer.outcome.found);
    (found.possible + found.undated > 0).then(|| {
        let slots = [
            ("sure", found.sure.into()),
            ("possible", found.possible.into()),
            ("undated", found.undated.into()),
        ];
        fill(key!("list.split"), &slots)
    })
}

/// The rows, of which only those near the screen are drawn.
fn list(page: Page, visible: Signal<Range<usize>>) -> (Element, (Element, Element)) {
    let rows = element("ol");
    let list = List {
        page,
        rows: StoredValue::new_local(rows.clone()),
        heights: Signal::new(Heights::guessed(0)),
        drawn: Signal::new(0..0),
        visible,
    };
    follow(move || {
        let count = page.answer.with(|answer| answer.outcome.rows.len());
        list.heights.set(Heights::guessed(count));
        // What is on the screen first; the rows around it once that is seen.
        let height = page::window_size().1;
        list.drawn.set(list.heights.with_untracked(|heights| heights.first(height)));
        next_frame(move || next_frame(move || list.look()));
    });
    follow(move || {
        list.drawn.track();
        page.parts.track();
        next_frame(move || list.measure());
    });
    // Whichever element scrolls (the column, on a phone the page), the event passes the window on its way down.
    let options = EventListenerOptions::run_in_capture_phase();
    keep(EventListener::new_with_options(&window(), "scroll", options, move |_| list.look()));
    keep(EventListener::new(&window(), "resize", move |_| list.look()));
    let above = move || list.heights.with(|heights| heights.above(list.drawn.get().start));
    let below = move || list.heights.with(|heights| heights.below(list.drawn.get().end));
    let space = || element("div.space");
    let rows = rows.each(move || list.keys(), move |key| list.row(key));
    let before = space().style_of("height", move || pixels(above()));
    (before, (rows, space().style_of("height", move || pixels(below()))))
}

/// In a key, the bit that says that the article is there. A corpus has fewer articles.
const THERE: u64 = 1 << 31;

/// The list and what is known about its rows.
#[derive(Clone, Copy)]
struct List {
    page: Page,
    rows: StoredValue<Element, LocalStorage>,
    heights: Signal<Heights>,
    /// The rows that are drawn.
    drawn: Signal<Range<usize>>,
    /// The rows of which something is on the screen.
    visible: Signal<Range<usize>>,
}

impl List {
    /// A key for each drawn row. It holds the question, since a card's snippets depend on it, and whether the article is there.
    fn keys(self) -> Vec<u64> {
        let (page, drawn) = (self.page, self.drawn.get());
        page.parts.track();
        let (question, ids) = page.answer.with(|answer| {
            let rows = answer.outcome.rows.get(drawn.start..drawn.end.min(answer.outcome.rows.len()));
            let ids: Vec<u32> = rows.unwrap_or_default().iter().map(|row| row.id).collect();
            ((Arc::as_ptr(answer) as u64) << 32, ids)
        });
        page.parts.want(Who::List, page.corpus.missing_to_show(&ids));
        let there = |id: u32| if page.corpus.missing_to_show(&[id]).is_empty() { THERE } else { 0 };
        (drawn.start as u64..).zip(ids).map(|(place, id)| question | there(id) | place).collect()
    }

    fn row(self, key: u64) -> Option<Element> {
        let place = (key & (THERE - 1)) as usize;
        let row = self.page.answer.with(|answer| answer.outcome.rows.get(place).copied())?;
        if key & THERE == 0 {
            Some(awaited(self.page, row.id))
        } else {
            card(self.page, place, row.id, row.fit)
        }
    }

    /// Finds out which rows are on the screen.
    fn look(self) {
        let Some(element) = self.rows.try_get_value() else { return };
        let element = element.node();
        let first = self.drawn.get_untracked();
        let top = element.get_bounding_client_rect().top();
        let (view_height, hidden) = (page::window_size().1, scrolled_top(element));
        let (next, seen) = self.heights.with_untracked(|heights| {
            let top = heights.above(first.start) - top;
            (heights.drawn(top, view_height), heights.visible(top + hidden, view_height - hidden))
        });
        if next != first {
            self.drawn.set(next);
        }
        if self.visible.get_untracked() != seen {
            self.visible.set(seen);
        }
    }

    fn measure(self) {
        let Some(element) = self.rows.try_get_value() else { return };
        let children = element.node().children();
        let height = |place| {
            let child = children.item(place)?.dyn_into::<web_sys::HtmlElement>().ok()?;
            Some(f64::from(child.offset_height()))
        };
        let measured: Vec<f64> = (0..children.length()).map_while(height).collect();
        let mut next = self.heights.get_untracked();
        if next.measure(self.drawn.get_untracked().start, &measured) {
            self.heights.set(next);
        }
    }
}

/// Where the visible part of the column begins, below the window's top.
fn scrolled_top(element: &web_sys::Element) -> f64 {
    let column = element.closest(".results").ok().flatten();
    column.map_or(0.0, |column| column.get_bounding_client_rect().top().max(0.0))
}

fn pixels(height: f64) -> String {
    let mut pixels = (height.round() as i32).to_string();
    pixels.push_str("px");
    pixels
}
