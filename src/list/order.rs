//! The order of the list: newest or oldest first, and where there are words also most relevant first.

use crate::element::{Element, element, field_value};
use crate::messages::{Key, key, text};
use crate::page::Page;
use crate::signal::Derived;
use crate::state::{State, order_name};
use dateline_corpus::Order;

/// The choice at the right of the list's head.
pub fn order(page: Page) -> Element {
    let offered = Derived::new(move || page.state.with(|state| (state.has_words(), state.order() as u8)));
    let options = move || {
        let (has_words, now) = offered.get();
        let offered = ORDERS.iter().filter(|(order, _)| has_words || *order != Order::Relevance);
        offered.map(|(order, key)| option(*order, *key, *order as u8 == now)).collect::<Vec<_>>()
    };
    let choose = move |name: &str| {
        if let Some((order, _)) = ORDERS.iter().find(|(order, _)| order_name(*order) == name) {
            page.choose(|state: &mut State| state.set_order(*order));
        }
    };
    element("select.order")
        .set("aria-label", text(key!("list.order")))
        .on("change", move |event| choose(&field_value(event)))
        .show(options)
}

const ORDERS: [(Order, Key); 3] = [
    (Order::Relevance, key!("list.relevance")),
    (Order::Newest, key!("list.newest")),
    (Order::Oldest, key!("list.oldest")),
];

fn option(order: Order, key: Key, is_now: bool) -> Element {
    let option = element("option").set("value", order_name(order));
    option.set_some("selected", is_now.then_some("")).add(text(key))
}
