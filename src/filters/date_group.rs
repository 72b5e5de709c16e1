//! The group of one clock: years and months of publication, the buckets, and a period that is typed.

use super::months::{Period, periods};
use super::value::{Pickable, value_row};
use crate::dates;
use crate::element::{Element, element, follow};
use crate::messages::{Key, fill, key, text};
use crate::names::{clock_key, clock_none_key};
use crate::page::Page;
use crate::signal::{Derived, Signal};
use crate::strip::Clock;
use dateline_corpus::{DateCounts, DateValue};
use std::rc::Rc;
use web_sys::HtmlInputElement;

/// The periods of a clock.
pub fn date_group(page: Page, clock: Clock) -> Element {
    let opened = Signal::new(Vec::<i32>::new());
    let listed = Derived::new(move || {
        page.answer.with(|answer| {
            answer
                .dates()
                .map(|counts| opened.with(|opened| listed(counts, clock, opened)))
                .unwrap_or_default()
        })
    });
    let keys = move || listed.with(|periods| periods.iter().map(key).collect());
    let head_id = if clock == Clock::Published { "group-published" } else { "group-mentioned" };
    element("section.group")
        .set("aria-labelledby", head_id)
        .add(element("h2").set("id", head_id).add(text(clock_key(clock))))
        .add(element("ul").each(keys, move |key| row(page, clock, key, listed)))
        .show(move || unfold(listed, opened))
        .add(typed_period(page, clock))
}

/// A number that only one period of the list has.
fn key(period: &Period) -> u64 {
    let (kind, number) = match period.value {
        DateValue::Year(year) => (0, year.cast_unsigned()),
        DateValue::Month(month) => (1 + period.depth as u64, month.number().cast_unsigned()),
        DateValue::Range(..) | DateValue::LongerThanAMonth => (4, 0),
        DateValue::None => (5, 0),
    };
    kind << 32 | u64::from(number)
}

fn listed(counts: &DateCounts, clock: Clock, opened: &[i32]) -> Vec<Period> {
    let bucket = |value, sure| Period { value, depth: 0, sure, possible: 0 };
    match clock {
        Clock::Published => {
            let mut listed = periods(counts, opened);
            listed.push(bucket(DateValue::LongerThanAMonth, counts.longer_than_a_month));
            listed.push(bucket(DateValue::None, counts.undated));
            listed
        }
        Clock::Mentioned => vec![bucket(DateValue::None, counts.nothing_mentioned)],
    }
}

fn row(page: Page, clock: Clock, key: u64, listed: Derived<Vec<Period>>) -> Option<Element> {
    let find = move |periods: &Vec<Period>| periods.iter().find(|period| self::key(period) == key).copied();
    let period = listed.with(find)?;
    let value = period.value;
    let count = move || listed.with(find).map_or((0, 0), |period| (period.sure, period.possible));
    let row = Pickable {
        name: dates::value_words(value, clock_none_key(clock)),
        view: None,
        depth: period.depth,
        is_none: value.interval().is_none(),
        choice: Rc::new(move || page.state.with(|state| state.dates(clock).choices.get(&value).copied())),
        count: Rc::new(count),
        toggle: Rc::new(move |choice| page.choose(|state| state.toggle_date(clock, value, choice))),
        sentences: None,
    };
    Some(value_row(page, row))
}

/// A button for each folded year.
fn unfold(listed: Derived<Vec<Period>>, opened: Signal<Vec<i32>>) -> Vec<Element> {
    let years = listed.with(|periods| {
        let has_months = |year: i32| {
            periods
                .iter()
                .any(|period| matches!(period.value, DateValue::Month(month) if month.civil().0 == year))
        };
        let years = periods.iter().filter_map(|period| match period.value {
            DateValue::Year(year) if !has_months(year) => Some(year),
            _ => None,
        });
        years.collect::<Vec<_>>()
    });
    let unfolds = |year: i32| {
        let words = fill(key!("filters.months_of"), &[("year", (&year.to_string()).into())]);
        element("button.more").click(move || opened.update(|opened| opened.push(year))).add(words)
    };
    years.into_iter().map(unfolds).collect()
}

/// Two fields, first and last day.
fn typed_period(page: Page, clock: Clock) -> Element {
    let wrong = Signal::new(None::<Key>);
    let from = end_field(clock, key!("filters.from_label"));
    let to = end_field(clock, key!("filters.to_label"));
    {
        let (from, to) = (from.clone(), to.clone());
        follow(move || {
            let period = page.state.with(|state| state.period(clock));
            let period = period.and_then(DateValue::interval).unwrap_or_default();
            let put = |field: &Element, day: Option<dateline_record::Day>| {
                input(field).set_value(&day.map(|day| day.to_string()).unwrap_or_default());
            };
            put(&from, period.earliest);
            put(&to, period.latest);
            wrong.set(None);
        });
    }
    let form = element("form.typed").add((text(key!("filters.from")), " ")).add(from.clone());
    let form = form.add(" ").add((text(key!("filters.to")), " ")).add(to.clone());
    form.on("submit", move |event| {
        event.prevent_default();
        match dates::typed(&input(&from).value(), &input(&to).value()) {
            Ok(period) => page.choose(|state| state.set_period(clock, period)),
            Err(key) => wrong.set(Some(key)),
        }
    })
    .add(" ")
    .add(element("button.btn").add(text(key!("filters.typed_apply"))))
    .show(move || wrong.get().map(|key| element("p[role=alert]").add(text(key))))
}

fn end_field(clock: Clock, label: Key) -> Element {
    element("input")
        .set("placeholder", text(key!("filters.typed_example")))
        .set("size", "10")
        .set("maxlength", "10")
        .set("autocomplete", "off")
        .set("aria-label", fill(label, &[("clock", text(clock_key(clock)).into())]))
        .set("title", text(key!("filters.typed_hint")))
}

fn input(field: &Element) -> &HtmlInputElement {
    use wasm_bindgen::JsCast;
    field.node().unchecked_ref()
}
