//! The strip of dates across the page: published above the line, mentioned below it.
//!
//! Drag on it to ask for a period, click a bar, or walk over the bars with the arrow keys.

mod drawing;
mod picking;
mod scale;

pub use drawing::Clock;

use crate::dates::{self, Style};
use crate::element::{Element, element, svg};
use crate::messages::{fill, key, number, text};
use crate::page::Page;
use crate::signal::Derived;
use dateline_corpus::{Choice, DateValue};
use dateline_record::Interval;
use drawing::{Drawing, Lay, Look, Shape};
use leptos::prelude::*;
use picking::Picking;
use scale::{Tick, TickLabel};
use std::sync::Arc;

/// The sentence's neighbour: the strip.
pub fn strip(page: Page) -> Element {
    let holder = element("div");
    let measured = StoredValue::new_local(holder.node().clone());
    let width = Derived::new(move || {
        page.window.track();
        match measured.with_value(web_sys::Element::client_width) {
            // Not in the document yet.
            0 => 800,
            width => width.max(240),
        }
    });
    let drawing = Derived::new(move || {
        let width = f64::from(width.get());
        page.answer.with(|answer| {
            answer.dates().and_then(|counts| Drawing::new(counts, answer.outcome.of, width)).map(Arc::new)
        })
    });
    let picking = Picking::new(page, drawing);
    let has_dates = Derived::new(move || drawing.with(Option::is_some));
    let holder = holder.show(move || {
        if has_dates.get() {
            picture(page, drawing, picking)
        } else {
            element("p.strip-none").add(text(key!("strip.empty")))
        }
    });
    element("div.strip").add(holder).add(end(page))
}

/// The picture. Its two fields stay as they are when what they show changes, so that they keep the focus.
fn picture(page: Page, drawing: Shared, picking: Picking) -> Element {
    let view = move || ["0 0 ", &pixels(width_of(drawing)), " ", &pixels(Lay::HEIGHT)].concat();
    let drawn = move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawn(drawing)));
    svg("svg")
        .set_of("viewBox", view)
        .set("height", pixels(Lay::HEIGHT))
        .class_of("gathered", move || {
            drawing.with(|drawing| drawing.as_ref().is_some_and(|one| one.gathered))
        })
        .add(svg("defs").add_all(["hatch-0", "hatch-p", "hatch-m"].map(hatch)))
        .show(drawn)
        .show(move || band(page, drawing, Clock::Published))
        .show(move || band(page, drawing, Clock::Mentioned))
        .add(field(drawing, Clock::Published, picking))
        .add(field(drawing, Clock::Mentioned, picking))
        .show(move || picking.outline())
}

/// The drawing, where there is anything to draw.
type Shared = Derived<Option<Arc<Drawing>>>;

fn width_of(drawing: Shared) -> f64 {
    drawing.with(|drawing| drawing.as_ref().map_or(0.0, |drawing| drawing.scale.width))
}

/// Shapes, axis and labels.
fn drawn(drawing: &Drawing) -> Vec<Element> {
    let mut parts: Vec<Element> = drawing.shapes.iter().map(shape).collect();
    parts.push(axis(drawing));
    parts.extend(ticks(drawing));
    parts.extend(uncertain_label(drawing));
    parts
}

fn hatch(name: &str) -> Element {
    let line = svg("path[d=M0 0v5]").set("class", name).set("stroke-width", "2");
    svg("pattern")
        .set("id", name)
        .set("width", "5")
        .set("height", "5")
        .set("patternUnits", "userSpaceOnUse")
        .set("patternTransform", "rotate(45)")
        .add(line)
}

fn shape(shape: &Shape) -> Element {
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

fn rect(class: &str, (x, y, width, height): (f64, f64, f64, f64), round: f64) -> Element {
    svg("rect")
        .set("class", class)
        .set("x", pixels(x))
        .set("y", pixels(y))
        .set("width", pixels(width))
        .set("height", pixels(height))
        .set("rx", pixels(round))
}

fn words_at(x: f64, y: f64, words: &str) -> Element {
    svg("text").set("x", pixels(x)).set("y", pixels(y)).add(words)
}

/// The line with its breaks and ticks.
fn axis(drawing: &Drawing) -> Element {
    let y = Lay::LINE + 0.5;
    let (line, foot) = (pixels(y), pixels(y + 5.0));
    let mut path = String::new();
    let mut draw = |parts: &[&str]| path.extend(parts.iter().copied());
    for (from, to) in drawing.scale.lines() {
        draw(&["M", &pixels(from), " ", &line, "H", &pixels(to)]);
    }
    for x in drawing.scale.breaks() {
        let (one, other) = (pixels(x - 6.0), pixels(x + 1.0));
        draw(&["M", &one, " ", &foot, "l5 -10M", &other, " ", &foot, "l5 -10"]);
    }
    for tick in drawing.scale.ticks() {
        draw(&["M", &pixels(tick.x), " ", &line, if tick.label.is_some() { "v4" } else { "v3" }]);
    }
    svg("path.edge[fill=none]").set("d", path)
}

fn ticks(drawing: &Drawing) -> Vec<Element> {
    let width = drawing.scale.width;
    drawing.scale.ticks().iter().filter_map(|tick| tick_label(tick, width)).collect()
}

fn tick_label(tick: &Tick, width: f64) -> Option<Element> {
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
    Some(words_at(x, Lay::LABELS, &words).set("text-anchor", anchor))
}

/// A single uncertain publication says so beside its span.
fn uncertain_label(drawing: &Drawing) -> Option<Element> {
    let mut uncertain = drawing.published.iter().enumerate().filter(|(_, stop)| !stop.sure);
    let (place, stop) = uncertain.next().filter(|_| !drawing.gathered)?;
    let more = uncertain.next().is_some();
    let shape = drawing.shapes.iter().find(|shape| shape.clock == Clock::Published && shape.stop == place)?;
    let words = fill(key!("strip.longer"), &[("when", (&dates::words(stop.interval, false)).into())]);
    (!more).then(|| words_at(shape.x + 6.0, shape.y - 5.0, &words))
}

/// The periods asked for, as bands; the first has handles and a label.
fn band(page: Page, drawing: Shared, clock: Clock) -> Vec<Element> {
    let Some(drawing) = drawing.get() else { return Vec::new() };
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
    let chosen = page.state.with(|state| {
        let choices = &state.dates(clock).choices;
        let included = choices.iter().filter(|(_, choice)| **choice == Choice::Included);
        included.filter_map(|(value, _)| value.interval()).collect::<Vec<_>>()
    });
    let mut parts = Vec::new();
    for (place, interval) in chosen.into_iter().enumerate() {
        let (left, right) = drawing.edges(interval);
        let at = (pixels(top), pixels(height));
        let line = |x: f64| ["M", &pixels(x), " ", &at.0, "v", &at.1].concat();
        let grip = |x: f64| rect(handle, (x - 2.5, top + height / 2.0 - 7.0, 5.0, 14.0), 2.5);
        parts.push(rect(band, (left, top, right - left, height), 0.0));
        parts.push(svg("path").set("class", edge).set("d", line(left) + &line(right)));
        parts.extend([grip(left), grip(right)]);
        parts.extend((place == 0).then(|| selected(page, &drawing, clock, interval)));
    }
    parts
}

/// What stands on the band: the period and what it gives.
fn selected(page: Page, drawing: &Drawing, clock: Clock, interval: Interval) -> Element {
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
    let words = fill(key!("strip.selected"), &[("when", (&when).into()), ("n", total.into())]);
    let y = if clock == Clock::Published { Lay::TOP - 1.0 } else { Lay::BOTTOM };
    words_at(x, y, &words).set("class", "chosen").set("text-anchor", anchor)
}

/// The part of the strip that takes pointer and keys for one clock.
fn field(drawing: Shared, clock: Clock, picking: Picking) -> Element {
    let (y, height, label) = match clock {
        Clock::Published => (0.0, Lay::LINE, text(key!("strip.published_label"))),
        Clock::Mentioned => (Lay::LINE, Lay::HEIGHT - Lay::LINE, text(key!("strip.mentioned_label"))),
    };
    let stops = move || drawing.with(|drawing| drawing.as_ref().map_or(0, |one| one.stops(clock).len()));
    rect("field", (0.0, y, 0.0, height), 0.0)
        .set_of("width", move || pixels(width_of(drawing)))
        .set("tabindex", "0")
        .set("role", "slider")
        .set("aria-label", label)
        .set("aria-valuemin", "0")
        .set_of("aria-valuemax", move || stops().saturating_sub(1).to_string())
        .set_of("aria-valuenow", move || picking.place(clock).to_string())
        .set_of("aria-valuetext", move || picking.says(clock))
        .on("keydown", move |event| picking.key(clock, event))
        .on("focus", move |_| picking.enter(clock))
        .on("blur", move |_| picking.leave())
        .on("pointerdown", move |event| picking.down(clock, event))
        .on("pointermove", move |event| picking.moved(event))
        .on("pointerup", move |event| picking.up(event))
        .on("pointercancel", move |_| picking.cancel())
        .add(svg("title").say(move || picking.says(clock)))
}

/// At the right: which side is which, and the undated.
fn end(page: Page) -> Element {
    let undated = move || page.answer.with(|answer| answer.dates().map_or(0, |counts| counts.undated));
    let chosen =
        move || page.state.with(|state| state.query.published.choices.contains_key(&DateValue::None));
    let toggle =
        move || page.choose(|state| state.toggle_date(Clock::Published, DateValue::None, Choice::Included));
    let bucket = move || {
        let button = element("button").class_of("on", chosen).click(toggle).add(element("span.swatch"));
        button.say(move || number(undated())).add((" ", text(key!("strip.undated"))))
    };
    let side = |key| element("span").add(text(key));
    element("div.strip-end")
        .add(side(key!("strip.published")))
        .add(side(key!("strip.mentioned")))
        .show_if(move || undated() > 0 || chosen(), bucket)
}

/// Pixels, to a tenth.
pub fn pixels(value: f64) -> String {
    let tenths = (value * 10.0).round() as i32;
    let mut text = String::from(if tenths < 0 { "-" } else { "" });
    text.push_str(&(tenths.unsigned_abs() / 10).to_string());
    if tenths % 10 != 0 {
        text.push('.');
        text.push_str(&(tenths.unsigned_abs() % 10).to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::pixels;

    #[test]
    fn pixels_are_written_to_a_tenth() {
        for (value, expected) in [
            (0.0, "0"),
            (12.0, "12"),
            (12.34, "12.3"),
            (-0.96, "-1"),
            (-0.25, "-0.3"),
            (0.04, "0"),
            (-3.5, "-3.5"),
        ] {
            assert_eq!(pixels(value), expected);
        }
    }
}
