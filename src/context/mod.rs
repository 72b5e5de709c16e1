//! Words in context: each place where the words of the question are met as one line, so that the lines meet at the word.
//!
//! Of any number of lines only those near the screen are asked for and drawn; all are equally high.

mod line;

use crate::element::{Element, element, follow, keep, next_frame};
use crate::list::order;
use crate::messages::{fill, key, text};
use crate::page::{Page, window_size};
use crate::parts::Who;
use crate::signal::{Derived, Signal};
use crate::state::View;
use dateline_corpus::{Concordance, Line};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use line::line;
use std::ops::Range;
use std::sync::Arc;

/// Pixels of a line; the style says the same.
const LINE: u32 = 30;
/// Lines are asked for in groups of so many, so that scrolling a little asks for nothing.
const STEP: u32 = 32;
/// Lines above and below the visible ones that are drawn too.
const AROUND: u32 = 16;
/// Milliseconds behind an answer until its hits are counted: a key pressed meanwhile comes first.
const PAUSE: u32 = 250;

/// All lines of the question.
pub fn context(page: Page) -> Element {
    let drawn = Signal::new(0..STEP);
    let lines = Derived::new(move || {
        let drawn = drawn.get();
        page.parts.track();
        let concordance =
            page.answer.with(|answer| page.corpus.concordance(&answer.query, answer.order, drawn));
        Arc::new(concordance)
    });
    // What the lines lack is asked for, and no longer once they are not shown.
    follow(move || page.parts.want(Who::Lines, lines.with(|lines| lines.lacks.clone())));
    on_cleanup(move || page.parts.want_nothing(Who::Lines));
    let list = element("ol.lines").set("aria-label", text(key!("context.title")));
    watch(page, &list, lines, drawn);
    let is_empty = move || lines.with(|lines| lines.total == 0 && lines.lacks.is_empty());
    let below =
        move || lines.with(|lines| lines.total.saturating_sub(drawn.get().start + lines.lines.len() as u32));
    element("div.context")
        .add(heads(page, lines))
        .show_if(is_empty, || element("p.said").add(text(key!("context.none"))))
        .show(move || page.parts.notice(Who::Lines))
        .add(space(move || drawn.get().start))
        .add(list.each(move || keys(page, lines, drawn), move |key| drawn_line(page, lines, drawn, key)))
        .add(space(below))
        .show(move || lines.with(|lines| elsewhere(lines)).map(|words| element("p.foot").add(words)))
}

/// The room of lines that are not drawn.
fn space(lines: impl Fn() -> u32 + 'static) -> Element {
    element("div.space").style_of("height", move || format!("{}px", lines() * LINE))
}

/// How many hits in how many articles, the order, and the way back to the articles.
fn heads(page: Page, lines: Derived<Arc<Concordance>>) -> Element {
    let head = move || {
        let (hits, articles) = lines.with(|lines| (lines.total, lines.articles.0));
        fill(key!("context.head"), &[("n", hits.into()), ("m", articles.into())])
    };
    let counts = element("span").add(element("h2").say(head)).add(" · ").add(
        element("button.num")
            .click(move || page.choose(|state| state.view = View::Articles))
            .add(text(key!("context.back"))),
    );
    element("div.heads").add(counts).add(order(page))
}

/// What is found without a hit: the words are met in a name or by who speaks.
fn elsewhere(lines: &Concordance) -> Option<String> {
    let (with, all) = lines.articles;
    let without = all.saturating_sub(with);
    (without > 0 && lines.lacks.is_empty()).then(|| fill(key!("context.elsewhere"), &[("n", without.into())]))
}

/// Of the lines of one article only the first that is drawn says when and from whom.
const FIRST: u64 = 1 << 31;

/// A key for each drawn line: the question, whether it is the first of its article, its place among all lines. So a line
/// stays, and keeps the focus, while others come and go.
fn keys(page: Page, lines: Derived<Arc<Concordance>>, drawn: Signal<Range<u32>>) -> Vec<u64> {
    let question = page.answer.with(|answer| Arc::as_ptr(answer) as u64) << 32;
    let start = u64::from(drawn.get_untracked().start);
    let mut before = None;
    lines.with(|lines| {
        let key = |(place, line): (u64, &Line)| {
            let is_first = before.replace(line.article) != Some(line.article);
            question | if is_first { FIRST } else { 0 } | place
        };
        (start..).zip(&lines.lines).map(key).collect()
    })
}

fn drawn_line(
    page: Page,
    lines: Derived<Arc<Concordance>>,
    drawn: Signal<Range<u32>>,
    key: u64,
) -> Option<Element> {
    let place = (key & (FIRST - 1)) as usize - drawn.get_untracked().start as usize;
    lines.with(|lines| line(page, lines.lines.get(place)?, key & FIRST != 0))
}

/// Finds out, whenever something scrolls, which lines are near the screen.
fn watch(page: Page, list: &Element, lines: Derived<Arc<Concordance>>, drawn: Signal<Range<u32>>) {
    let list = StoredValue::new_local(list.clone());
    let look = move || {
        let Some(list) = list.try_get_value() else { return };
        let first = drawn.get_untracked().start;
        // Where the list would begin if all lines were drawn.
        let top = list.node().get_bounding_client_rect().top() - f64::from(first * LINE);
        let next = near(-top, window_size().1, lines.with_untracked(|lines| lines.total));
        if next != drawn.get_untracked() {
            drawn.set(next);
        }
    };
    let options = EventListenerOptions::run_in_capture_phase();
    keep(EventListener::new_with_options(&window(), "scroll", options, move |_| look()));
    keep(EventListener::new(&window(), "resize", move |_| look()));
    follow(move || {
        page.answer.with(|_| ());
        next_frame(look);
    });
}

/// The lines to draw where the visible part begins `top` pixels below the first line and is `height` pixels high.
fn near(top: f64, height: f64, total: u32) -> Range<u32> {
    let line = |place: f64| {
        let line = (place / f64::from(LINE)).clamp(0.0, f64::from(total)) as i32;
        line.unsigned_abs()
    };
    let (first, last) = (line(top).saturating_sub(AROUND), line(top + height) + AROUND);
    let first = first / STEP * STEP;
    first..((last / STEP + 1) * STEP).max(first + STEP)
}

/// "all 14 hits in context", above the list of articles where there are words.
pub fn to_context(page: Page) -> Element {
    let has_words = move || page.answer.with(|answer| answer.has_words());
    element("span").show_if(has_words, move || all_hits(page))
}

#[inline(never)]
fn all_hits(page: Page) -> Element {
    let hits = Signal::new(None::<u32>);
    let timer = StoredValue::new_local(None::<Timeout>);
    follow(move || {
        let has_words = page.answer.with(|answer| answer.has_words());
        hits.set(None);
        let count = move || {
            let count = page
                .answer
                .with_untracked(|answer| page.corpus.concordance(&answer.query, answer.order, 0..0).total);
            if timer.try_with_value(|_| ()).is_some() {
                hits.set(Some(count));
            }
        };
        timer.set_value(has_words.then(|| Timeout::new(PAUSE, count)));
    });
    let words = move || match hits.get() {
        Some(1) => text(key!("context.one")).to_owned(),
        Some(count) => fill(key!("context.all"), &[("n", count.into())]),
        None => text(key!("context.open")).to_owned(),
    };
    let shows = move || page.state.with(crate::state::State::has_words) && hits.get() != Some(0);
    element("span").show_if(shows, move || {
        let open = move || page.choose(|state| state.view = View::Context);
        element("span").add(" · ").add(element("button.num").click(open).say(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_near_the_screen() {
        for ((top, height, total), expected) in [
            ((0.0, 900.0, 10), 0..32),
            ((0.0, 900.0, 1000), 0..64),
            ((-200.0, 900.0, 1000), 0..64),
            ((3000.0, 900.0, 1000), 64..160),
            ((0.0, 0.0, 0), 0..32),
        ] {
            assert_eq!(near(top, height, total), expected, "{top} {height} {total}");
        }
    }

    proptest! {
        #[test]
        fn what_is_visible_is_drawn(top in -5000.0..50_000.0_f64, height in 0.0..2000.0_f64, total in 0..5000_u32) {
            let drawn = near(top, height, total);
            prop_assert!(drawn.start.is_multiple_of(STEP) && drawn.end.is_multiple_of(STEP));
            prop_assert!(drawn.len() <= 200, "{drawn:?}");
            for line in 0..total {
                let (above, below) = (f64::from(line * LINE), f64::from((line + 1) * LINE));
                if below > top && above < top + height {
                    prop_assert!(drawn.contains(&line), "{line} of {drawn:?}");
                }
            }
        }
    }
}
