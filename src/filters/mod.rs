//! The filters: one group for each facet and one for each clock.

mod date_group;
mod find;
mod group;
mod months;
mod rows;
mod value;

use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::page::Page;
use crate::strip::Clock;
use date_group::date_group;
use dateline_corpus::Facet;
use group::group;

/// All filter groups; in narrow windows a drawer.
pub fn filters(page: Page) -> Element {
    let close = move || page.drawer.set(false);
    let shut = element("button.quiet#close-filters").set("aria-label", text(key!("filters.close"))).add("✕");
    let show = move || fill(key!("filters.show"), &[("n", page.answer.with(|answer| answer.total()).into())]);
    let head = element("div.drawer-head").add(element("h2").add(text(key!("filters.title"))));
    let foot = element("div.drawer-foot").add(element("button.go").click(close).say(show));
    element("aside.filters#filters")
        .set("aria-label", text(key!("filters.title")))
        .add(head.add(shut.click(close)))
        .add_all(Facet::ALL.map(|facet| group(page, facet)))
        .add(date_group(page, Clock::Published))
        .add(date_group(page, Clock::Mentioned))
        .add(foot)
}
