//! The frame of the page: head, sentence and strip, the three columns, the bar of a phone.

use crate::dialogs::dialogs;
use crate::element::{Element, element, follow, next_frame};
use crate::filters::filters;
use crate::keys;
use crate::list::results;
use crate::messages::{Key, fill, key, text};
use crate::page::{Dialog, Page, window_size};
use crate::pop::popover;
use crate::reading::reading;
use crate::search::search;
use crate::sentence::{sentence, spoken_count};
use crate::site;
use crate::state::State;
use crate::strip::strip;

/// Builds the whole page into the document's body.
pub fn app(page: Page, body: &Element) {
    keys::listen(page);
    focus_follows(page);
    let when = element("section.when").set("aria-label", text(key!("strip.title")));
    let frame = element("div.page")
        .class_of("reading", move || page.state.with(|state| state.open.is_some()))
        .class_of("in-context", move || page.shows_context())
        .class_of("drawer", move || page.drawer.get())
        .class_of("busy", move || page.busy.get())
        .add(head(page))
        .add(when.add(sentence(page)).add(strip(page)))
        .add(element("main.columns").add(filters(page)).add(results(page)).add(reading(page)))
        .add(bar(page));
    let live = element("p.unseen[role=status][aria-live=polite]")
        .say(move || page.answer.with(|answer| spoken_count(answer.total(), answer.outcome.of)));
    let body = body.clone().add(skip()).add(frame).show(move || popover(page));
    body.add(dialogs(page)).add(live);
    // Widths are known once the page stands.
    next_frame(move || page.window.set(window_size()));
}

fn skip() -> Element {
    let link = element("a.skip[href=#results]").add(text(key!("page.to_results")));
    link.on("click", |event| {
        event.prevent_default();
        keys::focus("#results");
    })
}

fn head(page: Page) -> Element {
    let end = element("div.top-end")
        .add(opens(page, "button.quiet[aria-haspopup=dialog]", Dialog::About, key!("about.open")))
        .add(opens(page, "button.quiet[aria-haspopup=dialog]", Dialog::Keys, key!("keys.open")));
    let filters = opens_filters(page, "button.quiet.open-filters[aria-controls=filters]");
    element("header.top").add(site::bar_name()).add(search(page)).add(filters).add(end)
}

/// The fixed bar of a phone.
fn bar(page: Page) -> Element {
    let about = opens(page, "button.btn[aria-haspopup=dialog]", Dialog::About, key!("about.open"));
    element("div.bar").add(opens_filters(page, "button.btn[aria-controls=filters]")).add(about)
}

fn opens(page: Page, button: &str, dialog: Dialog, key: Key) -> Element {
    element(button).add(text(key)).click(move || page.dialog.set(Some(dialog)))
}

fn opens_filters(page: Page, button: &str) -> Element {
    element(button)
        .set_of("aria-expanded", move || page.drawer.get())
        .click(move || page.drawer.set(true))
        .say(move || filters_label(page))
}

fn filters_label(page: Page) -> String {
    let count = page.state.with(State::chips).len() as u32;
    if count == 0 {
        text(key!("filters.open")).to_owned()
    } else {
        fill(key!("filters.open_n"), &[("n", count.into())])
    }
}

/// The focus goes into what opens, and back to where it came from when that closes.
fn focus_follows(page: Page) {
    on_change(
        move || page.drawer.get(),
        |is_open| {
            next_frame(move || {
                // Which of the two buttons is there depends on the width of the window.
                let place = if is_open { "#close-filters" } else { ".bar .btn" };
                if !keys::focus(place) && !is_open {
                    keys::focus(".open-filters");
                }
            });
        },
    );
    // The button that was pressed has gone with the view it stood in.
    on_change(
        move || page.shows_context(),
        |_| {
            next_frame(|| {
                if keys::is_lost() {
                    keys::focus("#results");
                }
            });
        },
    );
    on_change(
        move || page.state.with(|state| state.open.is_some()),
        |is_reading| {
            if !is_reading {
                next_frame(|| {
                    keys::focus("#results");
                });
            }
        },
    );
}

/// Calls back whenever something begins or ceases to hold.
fn on_change(holds: impl Fn() -> bool + 'static, call: impl Fn(bool) + 'static) {
    let mut before = None;
    follow(move || {
        let now = holds();
        if before.is_some_and(|before| before != now) {
            call(now);
        }
        before = Some(now);
    });
}
