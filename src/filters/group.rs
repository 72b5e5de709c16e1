//! The group of one facet.

use super::find::{find_field, name_view, named, with_keys};
use super::rows::{Rows, SEARCHED, depth, rows};
use super::value::{Pickable, value_row};
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::{Dialog, Page};
use crate::signal::{Derived, Signal};
use dateline_corpus::{Facet, Together, Value};
use std::rc::Rc;

/// How many values a group shows at first; the tree of topics gets more room.
fn at_first(facet: Facet) -> usize {
    if facet == Facet::Topic { 10 } else { 6 }
}

/// How many more a click shows.
const MORE: usize = 40;

/// The values of a facet.
pub fn group(page: Page, facet: Facet) -> Element {
    let values = page.corpus.values(facet);
    let find = Signal::new(String::new());
    let limit = Signal::new(at_first(facet));
    let listed = Derived::new(move || find.with(|find| listed(page, facet, find, limit.get())));
    let head_id = ["group-", dateline_corpus::fragment::facet_name(facet)].concat();
    let head = element("h2").set("id", head_id.as_str()).add(text(names::facet_key(facet)));
    let field = (values.len() > SEARCHED).then(|| find_field(facet, values.len(), find));
    let list = element("ul")
        .each(
            move || listed.with(|rows| rows.values.iter().map(|value| u64::from(*value)).collect()),
            move |value| row(page, facet, value as u32, find),
        )
        .show_if(move || has_none(page, facet), move || none_row(page, facet));
    let no_match = move || {
        let is_empty = listed.with(|rows| rows.none_found) && find.with(|find| !find.is_empty());
        is_empty.then(|| element("p.foot[role=status]").add(text(key!("facet.no_match"))))
    };
    with_keys(element("section.group"), find)
        .set("aria-labelledby", head_id)
        .add(head.add(element("span").say(move || joined_by(page, facet))))
        .add(field)
        .add(list)
        .show(no_match)
        .show(move || more(listed.with(|rows| rows.more), limit, facet))
        .add((facet == Facet::Person).then(|| paste_names(page)))
}

fn listed(page: Page, facet: Facet, find: &str, limit: usize) -> Rows {
    let chosen: Vec<u32> = page.state.with(|state| {
        let choices = state.query.facets.get(&facet).map(|clause| &clause.choices);
        let ids = choices.into_iter().flatten().filter_map(|(value, _)| match value {
            Value::Id(id) => page.corpus.value(facet, id),
            Value::None => None,
        });
        ids.collect()
    });
    page.answer.with(|answer| {
        let counts = answer.facet(facet).map_or(&[][..], |counts| &counts.counts);
        let found = (!find.trim().is_empty()).then(|| named(page.corpus, facet, find));
        rows(page.corpus.values(facet), counts, &chosen, found, limit)
    })
}

/// "any of" or "all of", once two values are asked for.
fn joined_by(page: Page, facet: Facet) -> &'static str {
    page.state.with(|state| {
        let in_sentence = state.query.together == Together::Sentence;
        match state.query.facets.get(&facet) {
            Some(clause) if clause.all && in_sentence => text(key!("facet.all_sentence")),
            Some(clause) if clause.all => text(key!("facet.all")),
            _ => text(key!("facet.any")),
        }
    })
}

fn row(page: Page, facet: Facet, dense: u32, find: Signal<String>) -> Option<Element> {
    let values = page.corpus.values(facet);
    let info = values.get(dense as usize)?;
    let mut row = pickable(page, facet, Value::Id(info.id.clone()), names::info_name(info));
    row.depth = depth(values, dense);
    if values.len() > SEARCHED {
        let name = row.name.clone();
        row.view = Some(Rc::new(move || find.with(|find| name_view(page, facet, dense, &name, find))));
    }
    row.count = Rc::new(move || (page.answer.with(|answer| answer.count(facet, dense)), 0));
    row.sentences = (facet != Facet::Source).then(|| (facet, info.id.clone()));
    Some(value_row(page, row))
}

/// Opens the dialog that counts a pasted list of names.
fn paste_names(page: Page) -> Element {
    element("button.more[aria-haspopup=dialog]")
        .click(move || page.dialog.set(Some(Dialog::Names)))
        .add(text(key!("pasted.open")))
}

/// Whether there are articles without a value, or they are asked for.
fn has_none(page: Page, facet: Facet) -> bool {
    page.state.with(|state| state.choice(facet, &Value::None).is_some()) || without(page, facet) > 0
}

fn without(page: Page, facet: Facet) -> u32 {
    page.answer.with(|answer| answer.facet(facet).map_or(0, |counts| counts.none))
}

/// The bucket of articles without a value.
fn none_row(page: Page, facet: Facet) -> Element {
    let mut row = pickable(page, facet, Value::None, names::value_name(page.corpus, facet, &Value::None));
    row.count = Rc::new(move || (without(page, facet), 0));
    row.is_none = true;
    value_row(page, row)
}

fn pickable(page: Page, facet: Facet, value: Value, name: String) -> Pickable {
    let chosen = value.clone();
    Pickable {
        name,
        view: None,
        depth: 0,
        is_none: false,
        choice: Rc::new(move || page.state.with(|state| state.choice(facet, &chosen))),
        count: Rc::new(|| (0, 0)),
        toggle: Rc::new(move |choice| page.choose(|state| state.toggle(facet, value.clone(), choice))),
        sentences: None,
    }
}

/// Buttons that list more values, and fewer again.
fn more(more: usize, limit: Signal<usize>, facet: Facet) -> (Option<Element>, Option<Element>) {
    let first = at_first(facet);
    let further = (more > 0).then(|| {
        let words = fill(key!("facet.more"), &[("n", (more as u32).into())]);
        element("button.more").click(move || limit.update(|limit| *limit += MORE)).add(words)
    });
    let fewer = (limit.get() > first)
        .then(|| element("button.more").click(move || limit.set(first)).add(text(key!("facet.fewer"))));
    (further, fewer)
}
