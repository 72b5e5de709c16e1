//! Choosing a period on the strip, by pointer and by keys.
//!
//! It turns pointer and key events into periods; what can be chosen and where it stands was decided by the drawing.

use super::drawing::{Clock, Drawing, Lay};
use super::{rect, words_at};
use crate::dates;
use crate::element::{Element, event_as};
use crate::messages::{fill, key};
use crate::page::Page;
use crate::signal::{Derived, Signal};
use dateline_corpus::DateValue;
use dateline_record::Interval;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

/// A pointer that moved fewer pixels has clicked.
const CLICK: f64 = 4.0;
/// Pixels from an edge of the band within which that edge is dragged.
const EDGE: f64 = 6.0;

/// What is being chosen.
#[derive(Clone, Copy)]
pub struct Picking {
    page: Page,
    drawing: Derived<Option<Arc<Drawing>>>,
    drag: Signal<Option<Drag>>,
    cursor: Signal<Option<Cursor>>,
    /// The last stop of each clock that the keys were on.
    last: Signal<(usize, usize)>,
}

/// A pointer held down.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    clock: Clock,
    from: f64,
    to: f64,
    y: f64,
}

/// Where the keys are: from one stop to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    clock: Clock,
    anchor: usize,
    at: usize,
}

impl Picking {
    /// Nothing is being chosen.
    pub fn new(page: Page, drawing: Derived<Option<Arc<Drawing>>>) -> Picking {
        Picking {
            page,
            drawing,
            drag: Signal::new(None),
            cursor: Signal::new(None),
            last: Signal::new((0, 0)),
        }
    }

    /// The stop that the keys of a clock are on.
    pub fn place(self, clock: Clock) -> usize {
        let (published, mentioned) = self.last.get();
        let last = if clock == Clock::Published { published } else { mentioned };
        self.cursor.get().filter(|cursor| cursor.clock == clock).map_or(last, |cursor| cursor.at)
    }

    /// What the keys are on, in words.
    pub fn says(self, clock: Clock) -> String {
        let Some(drawing) = self.drawing.get() else { return String::new() };
        let cursor = self.cursor.get().filter(|cursor| cursor.clock == clock && cursor.anchor != cursor.at);
        if let Some(interval) = cursor.and_then(|cursor| cursor.interval(&drawing)) {
            return fill(key!("strip.period"), &[("when", (&dates::words(interval, true)).into())]);
        }
        let Some(stop) = drawing.stops(clock).get(self.place(clock)) else { return String::new() };
        let when = dates::words(stop.interval, stop.sure);
        let key = if stop.sure { key!("strip.value") } else { key!("strip.value_unsure") };
        fill(key, &[("when", (&when).into()), ("n", stop.found.into()), ("all", stop.all.into())])
    }

    /// Keys come to a clock: at the period asked for, else where they were.
    pub fn enter(self, clock: Clock) {
        if self.drag.get_untracked().is_none() {
            let at = self.place(clock);
            self.cursor.set(Some(Cursor { clock, anchor: at, at }));
        }
    }

    /// Keys leave.
    pub fn leave(self) {
        self.cursor.set(None);
    }

    /// Arrows move, with shift they widen, Enter asks, Delete asks no more.
    pub fn key(self, clock: Clock, event: &Event) {
        let event = event_as::<KeyboardEvent>(event);
        let Some(drawing) = self.drawing.get_untracked() else { return };
        let last = drawing.stops(clock).len().saturating_sub(1);
        let cursor = self.cursor.get_untracked().unwrap_or(Cursor { clock, anchor: 0, at: 0 });
        let at = match event.key().as_str() {
            "ArrowRight" => (cursor.at + 1).min(last),
            "ArrowLeft" => cursor.at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                return self.ask(clock, cursor.interval(&drawing));
            }
            "Delete" | "Backspace" => {
                event.prevent_default();
                return self.ask(clock, None);
            }
            _ => return,
        };
        event.prevent_default();
        let anchor = if event.shift_key() { cursor.anchor } else { at };
        self.cursor.set(Some(Cursor { clock, anchor, at }));
        self.last.update(|last| if clock == Clock::Published { last.0 = at } else { last.1 = at });
    }

    /// A pointer goes down: a new period begins, or an edge of the old one is taken.
    pub fn down(self, clock: Clock, event: &Event) {
        let event = event_as::<PointerEvent>(event);
        let (Some((x, y)), Some(drawing)) = (place_of(event), self.drawing.get_untracked()) else { return };
        if event.button() != 0 {
            return;
        }
        capture(event);
        let period =
            self.page.state.with_untracked(|state| state.period(clock)).and_then(DateValue::interval);
        let from = period.map_or(x, |period| {
            let (left, right) = drawing.edges(period);
            match x {
                x if (x - left).abs() < EDGE => right - 1.0,
                x if (x - right).abs() < EDGE => left + 1.0,
                x => x,
            }
        });
        self.cursor.set(None);
        self.drag.set(Some(Drag { clock, from, to: x, y }));
    }

    /// A pointer moves.
    pub fn moved(self, event: &Event) {
        if let (Some(drag), Some((to, _))) = (self.drag.get_untracked(), place_of(event_as(event))) {
            self.drag.set(Some(Drag { to, ..drag }));
        }
    }

    /// A pointer goes up: a click asks for what it is on, a drag for what lies between.
    pub fn up(self, event: &Event) {
        let (Some(drag), Some(drawing)) = (self.drag.get_untracked(), self.drawing.get_untracked()) else {
            return;
        };
        self.drag.set(None);
        let to = place_of(event_as(event)).map_or(drag.to, |(x, _)| x);
        if (to - drag.from).abs() >= CLICK {
            self.ask(drag.clock, drawing.dragged(drag.from, to));
        } else if let Some(place) = drawing.stop_at(drag.clock, to, drag.y) {
            let interval = drawing.stops(drag.clock).get(place).map(|stop| stop.interval);
            let is_asked = |asked: DateValue| asked.interval() == interval;
            let again =
                self.page.state.with_untracked(|state| state.period(drag.clock).is_some_and(is_asked));
            self.ask(drag.clock, interval.filter(|_| !again));
        }
    }

    /// The pointer was taken away.
    pub fn cancel(self) {
        self.drag.set(None);
    }

    /// What is being chosen, drawn over the strip.
    pub fn outline(self) -> Option<(Element, Element)> {
        let drawing = self.drawing.get()?;
        let (clock, interval) = match (self.drag.get(), self.cursor.get()) {
            (Some(drag), _) if (drag.to - drag.from).abs() >= CLICK => {
                (drag.clock, drawing.dragged(drag.from, drag.to)?)
            }
            (None, Some(cursor)) => (cursor.clock, cursor.interval(&drawing)?),
            _ => return None,
        };
        let (left, right) = drawing.edges(interval);
        let (top, height) = match clock {
            Clock::Published => (Lay::TOP, Lay::LINE - Lay::TOP),
            Clock::Mentioned => (Lay::LINE + 2.0, Lay::BOTTOM - Lay::LINE),
        };
        let width = (right - left).max(6.0);
        let words = words_at(left + 4.0, Lay::TOP - 1.0, &dates::words(interval, true));
        let frame = rect("cursor", (left, top, width, height), 2.0);
        Some((frame, words.set("class", "chosen")))
    }

    fn ask(self, clock: Clock, interval: Option<Interval>) {
        self.page.choose(|state| state.set_period(clock, interval.and_then(dates::value_of)));
    }
}

impl Cursor {
    fn interval(self, drawing: &Drawing) -> Option<Interval> {
        let stops = drawing.stops(self.clock);
        let one = stops.get(self.anchor.min(self.at))?.interval;
        if self.anchor == self.at {
            return Some(one);
        }
        let other = stops.get(self.anchor.max(self.at))?.interval;
        Some(Interval { earliest: one.earliest, latest: other.latest.max(one.latest) })
    }
}

/// The place of a pointer in the strip's picture.
fn place_of(event: &PointerEvent) -> Option<(f64, f64)> {
    let field = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
    let rect = field.closest("svg").ok()??.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()))
}

/// Further moves come here even when the pointer leaves the strip.
fn capture(event: &PointerEvent) {
    if let Some(field) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    {
        // A browser may have let the pointer go already; then there is nothing to drag.
        let _ = field.set_pointer_capture(event.pointer_id());
    }
}
