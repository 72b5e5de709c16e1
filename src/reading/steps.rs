//! From match to match: "Lee 1 of 14", up and down.

use super::opened::Opened;
use crate::element::{Element, element, next_frame};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::Page;
use crate::signal::Signal;
use crate::state::Chip;
use dateline_corpus::{Choice, Facet};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Which match is shown.
#[derive(Clone, Copy)]
pub struct Steps {
    page: Page,
    at: Signal<usize>,
    count: usize,
    has_sentence: bool,
}

impl Steps {
    /// At the match of an article that the address names, else at the first.
    pub fn new(page: Page, opened: &Arc<Opened>) -> Steps {
        Steps {
            page,
            at: Signal::new(opened.first),
            count: opened.matches,
            has_sentence: opened.sentence.is_some(),
        }
    }

    /// Brings the sentence of the address, else the first match, into sight once the text stands.
    pub fn start(self) {
        let selector = if self.has_sentence { ".text .at".to_owned() } else { selector(0) };
        let has_target = self.has_sentence || self.count > 0;
        next_frame(move || {
            if has_target && !is_in_sight(&selector) {
                show(&selector);
            }
        });
    }

    /// Whether a match is the one shown.
    pub fn is_at(self, number: usize) -> bool {
        self.count > 1 && self.at.get() == number
    }

    /// One further or, with `false`, one back; behind the last comes the first.
    pub fn step(self, forward: bool) {
        if self.count > 0 {
            let by = if forward { 1 } else { self.count - 1 };
            self.at.update(|at| *at = (*at + by) % self.count);
            show(&selector(self.at.get_untracked()));
        }
    }

    /// The number and the two buttons, where there is a match; the keys `n` and `p` press them.
    pub fn view(self) -> Element {
        let view = element("span");
        if self.count == 0 {
            return view;
        }
        let name = self.name();
        let said = move || {
            let (k, n) = (self.at.get() as u32 + 1, self.count as u32);
            match &name {
                Some(name) => {
                    fill(key!("reading.match"), &[("name", name.into()), ("k", k.into()), ("n", n.into())])
                }
                None => fill(key!("reading.match_any"), &[("k", k.into()), ("n", n.into())]),
            }
        };
        let step = move |id: &str, label, sign: &str, forward| {
            let button = element("button").set("id", id).set("aria-label", text(label));
            button.click(move || self.step(forward)).add(sign)
        };
        view.add(element("span").say(said))
            .add(step("match-previous", key!("reading.previous"), "↑", false))
            .add(step("match-next", key!("reading.next"), "↓", true))
    }

    /// What is matched, where it is one thing.
    fn name(self) -> Option<String> {
        let chips = self.page.state.with_untracked(crate::state::State::chips);
        let mut asked = chips.iter().filter(|chip| {
            matches!(chip, Chip::Words(_) | Chip::Date(crate::strip::Clock::Mentioned, _, Choice::Included))
                || matches!(chip, Chip::Value(facet, _, Choice::Included) if *facet != Facet::Source)
        });
        let only = asked.next()?;
        asked.next().is_none().then(|| names::chip_name(self.page.corpus, only))
    }
}

fn selector(number: usize) -> String {
    [".text [data-match='", &number.to_string(), "']"].concat()
}

fn find(selector: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

fn is_in_sight(selector: &str) -> bool {
    let height = crate::page::window_size().1;
    find(selector).is_some_and(|element| {
        let rect = element.get_bounding_client_rect();
        rect.top() >= 0.0 && rect.bottom() <= height - 24.0
    })
}

fn show(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
