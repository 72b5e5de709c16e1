//! The strip of dates across the page: published above the line, mentioned below it.
//!
//! Drag on it to ask for a period, click a bar, or walk over the bars with the arrow keys.

mod drawing;
mod picking;
mod scale;

pub use drawing::Clock;

use crate::dates::{self, Style};
use crate::messages::{fill, number, text};
use crate::page::Page;
use dateline_corpus::{Choice, DateValue};
use drawing::{Drawing, Lay, Look, Shape};
use leptos::{html, prelude::*};
use picking::Picking;
use scale::{Tick, TickLabel};
use std::sync::Arc;

/// The sentence's neighbour: the strip.
#[component]
pub fn Strip() -> impl IntoView {
    let page = Page::get();
    let holder = NodeRef::<html::Div>::new();
    let width = Memo::new(move |_| {
        page.window.track();
        holder.get().map_or(800.0, |holder| f64::from(holder.client_width()).max(240.0))
    });
    let drawing = Memo::new(move |_| {
        let width = width.get();
        page.answer.with(|answer| {
            answer.dates().and_then(|counts| Drawing::new(counts, answer.outcome.of, width)).map(Arc::new)
        })
    });
    let picking = Picking::new(page, drawing);
    view! {
        <div class="strip">
            <div node_ref=holder>
                {move || match drawing.get() {
                    Some(drawn) => picture(page, &drawn, picking),
                    None => view! { <p class="strip-none">{text("strip.empty")}</p> }.into_any(),
                }}
            </div>
            {end(page)}
        </div>
    }
    .into_any()
}

fn picture(page: Page, drawing: &Arc<Drawing>, picking: Picking) -> AnyView {
    let width = drawing.scale.width;
    view! {
        <svg viewBox=format!("0 0 {width} {}", Lay::HEIGHT) height=Lay::HEIGHT.to_string() class:gathered=drawing.gathered>
            <defs>{["0", "p", "m"].map(hatch).collect_view()}</defs>
            {drawing.shapes.iter().map(shape).collect_view()}
            {axis(drawing)}
            {uncertain_label(drawing)}
            {band(page, drawing.clone(), Clock::Published)}
            {band(page, drawing.clone(), Clock::Mentioned)}
            {field(drawing, Clock::Published, picking)}
            {field(drawing, Clock::Mentioned, picking)}
            {move || picking.outline()}
        </svg>
    }
    .into_any()
}

fn hatch(name: &'static str) -> AnyView {
    view! {
        <pattern id=format!("hatch-{name}") width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0v5" class=format!("hatch-{name}") stroke-width="2"/>
        </pattern>
    }
    .into_any()
}

fn shape(shape: &Shape) -> AnyView {
    let class = match (shape.clock, shape.look) {
        (Clock::Published, Look::Full) => "p-full",
        (Clock::Published, Look::Pale) => "p-pale",
        (Clock::Published, Look::Hatched) => "p-hatched",
        (Clock::Published, Look::PaleHatched) => "p-pale-hatched",
        (Clock::Mentioned, Look::Full) => "m-full",
        (Clock::Mentioned, Look::Pale) => "m-pale",
        (Clock::Mentioned, Look::Hatched) => "m-hatched",
        (Clock::Mentioned, Look::PaleHatched) => "m-pale-hatched",
    };
    rect(class, (shape.x, shape.y, shape.width, shape.height), shape.round)
}

fn rect(class: &'static str, (x, y, width, height): (f64, f64, f64, f64), round: f64) -> AnyView {
    view! {
        <rect class=class x=pixels(x) y=pixels(y) width=pixels(width) height=pixels(height) rx=pixels(round)/>
    }
    .into_any()
}

/// The line with its breaks, ticks and labels.
fn axis(drawing: &Drawing) -> AnyView {
    let y = Lay::LINE + 0.5;
    let mut lines = String::new();
    let mut line = |path: std::fmt::Arguments<'_>| lines.push_str(&path.to_string());
    for (from, to) in drawing.scale.lines() {
        line(format_args!("M{} {y}H{}", pixels(from), pixels(to)));
    }
    for x in drawing.scale.breaks() {
        let foot = y + 5.0;
        line(format_args!("M{} {foot}l5 -10M{} {foot}l5 -10", pixels(x - 6.0), pixels(x + 1.0)));
    }
    let ticks = drawing.scale.ticks();
    for tick in &ticks {
        line(format_args!("M{} {y}v{}", pixels(tick.x), if tick.label.is_some() { 4 } else { 3 }));
    }
    let width = drawing.scale.width;
    view! { <path class="edge" fill="none" d=lines/>{ticks.iter().filter_map(|tick| tick_label(tick, width)).collect_view()} }
        .into_any()
}

fn tick_label(tick: &Tick, width: f64) -> Option<AnyView> {
    let words = match tick.label? {
        TickLabel::Month(month) => dates::format(month.first(), Style::MonthOfYear),
        TickLabel::MonthAndYear(month) => dates::format(month.first(), Style::ShortMonth),
        TickLabel::Year(year) => year.to_string(),
    };
    let (anchor, x) = if tick.x < 24.0 {
        ("start", tick.x.max(0.0))
    } else if tick.x > width - 24.0 {
        ("end", width)
    } else {
        ("middle", tick.x)
    };
    Some(view! { <text x=pixels(x) y=pixels(Lay::LABELS) text-anchor=anchor>{words}</text> }.into_any())
}

/// A single uncertain publication says so beside its span.
fn uncertain_label(drawing: &Drawing) -> Option<AnyView> {
    let mut uncertain = drawing.published.iter().enumerate().filter(|(_, stop)| !stop.sure);
    let (place, stop) = uncertain.next().filter(|_| !drawing.gathered)?;
    let more = uncertain.next().is_some();
    let shape = drawing.shapes.iter().find(|shape| shape.clock == Clock::Published && shape.stop == place)?;
    let words = fill("strip.longer", &[("when", (&dates::words(stop.interval, false)).into())]);
    (!more).then(|| view! { <text x=pixels(shape.x + 6.0) y=pixels(shape.y - 5.0)>{words}</text> }.into_any())
}

/// The periods asked for, as bands; the first has handles.
fn band(page: Page, drawing: Arc<Drawing>, clock: Clock) -> impl Fn() -> AnyView {
    let (top, height, band, edge, handle) = match clock {
        Clock::Published => (Lay::TOP, Lay::LINE - Lay::TOP, "band", "band-edge", "handle"),
        Clock::Mentioned => (
            Lay::LINE + 1.0,
            Lay::BOTTOM - Lay::LINE,
            "band band-m",
            "band-edge band-edge-m",
            "handle handle-m",
        ),
    };
    move || {
        let chosen = page.state.with(|state| {
            let choices = &state.dates(clock).choices;
            let included = choices.iter().filter(|(_, choice)| **choice == Choice::Included);
            included.filter_map(|(value, _)| value.interval()).collect::<Vec<_>>()
        });
        let views = chosen.iter().enumerate().map(|(place, interval)| {
            let (left, right) = drawing.edges(*interval);
            let label = (place == 0).then(|| selected(page, &drawing, clock, DateValue::Range(interval.earliest, interval.latest)));
            view! {
                {rect(band, (left, top, right - left, height), 0.0)}
                <path class=edge d=format!("M{l} {top}v{height}M{r} {top}v{height}", l = pixels(left), r = pixels(right))/>
                {rect(handle, (left - 2.5, top + height / 2.0 - 7.0, 5.0, 14.0), 2.5)}
                {rect(handle, (right - 2.5, top + height / 2.0 - 7.0, 5.0, 14.0), 2.5)}
                {label}
            }
        });
        views.collect_view().into_any()
    }
}

/// What stands on the band: the period and what it gives.
fn selected(page: Page, drawing: &Drawing, clock: Clock, value: DateValue) -> AnyView {
    let interval = value.interval().unwrap_or_default();
    let (left, right) = drawing.edges(interval);
    let width = drawing.scale.width;
    let middle = f64::midpoint(left, right);
    let (anchor, x) = match middle {
        middle if middle < 110.0 => ("start", left + 6.0),
        middle if middle > width - 110.0 => ("end", right.min(width) - 6.0),
        middle => ("middle", middle),
    };
    let total = page.answer.with(|answer| answer.total());
    let when = dates::words(interval, true);
    let words = fill("strip.selected", &[("when", (&when).into()), ("n", total.into())]);
    let y = if clock == Clock::Published { Lay::TOP - 1.0 } else { Lay::BOTTOM };
    view! { <text class="chosen" x=pixels(x) y=pixels(y) text-anchor=anchor>{words}</text> }.into_any()
}

/// The part of the strip that takes pointer and keys for one clock.
fn field(drawing: &Drawing, clock: Clock, picking: Picking) -> AnyView {
    let (y, height, label) = match clock {
        Clock::Published => (0.0, Lay::LINE, text("strip.published_label")),
        Clock::Mentioned => (Lay::LINE, Lay::HEIGHT - Lay::LINE, text("strip.mentioned_label")),
    };
    let last = drawing.stops(clock).len().saturating_sub(1);
    view! {
        <rect class="field" x="0" y=pixels(y) width=pixels(drawing.scale.width) height=pixels(height)
            tabindex="0" role="slider" aria-label=label aria-valuemin="0" aria-valuemax=last.to_string()
            aria-valuenow=move || picking.place(clock).to_string() aria-valuetext=move || picking.says(clock)
            on:keydown=move |event| picking.key(clock, &event)
            on:focus=move |_| picking.enter(clock) on:blur=move |_| picking.leave()
            on:pointerdown=move |event| picking.down(clock, &event)
            on:pointermove=move |event| picking.moved(&event)
            on:pointerup=move |event| picking.up(&event)
            on:pointercancel=move |_| picking.cancel()>
            <title>{move || picking.says(clock)}</title>
        </rect>
    }
    .into_any()
}

/// At the right: which side is which, and the undated.
fn end(page: Page) -> AnyView {
    let undated = move || page.answer.with(|answer| answer.dates().map_or(0, |counts| counts.undated));
    let chosen =
        move || page.state.with(|state| state.query.published.choices.contains_key(&DateValue::None));
    let toggle =
        move |_| page.choose(|state| state.toggle_date(Clock::Published, DateValue::None, Choice::Included));
    view! {
        <div class="strip-end">
            <span>{text("strip.published")}</span>
            <span>{text("strip.mentioned")}</span>
            {move || (undated() > 0 || chosen()).then(|| view! {
                <button class:on=chosen on:click=toggle>
                    <span class="swatch"></span>{number(undated())}" "{text("strip.undated")}
                </button>
            })}
        </div>
    }
    .into_any()
}

/// Pixels, to a tenth.
fn pixels(value: f64) -> String {
    ((value * 10.0).round() / 10.0).to_string()
}
