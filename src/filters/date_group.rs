//! The group of one clock: years and months of publication, the buckets, and a period that is typed.

use super::months::{Period, periods};
use super::value::{Pickable, value_row};
use crate::dates;
use crate::messages::{fill, text};
use crate::names::{clock_key, clock_none_key};
use crate::page::Page;
use crate::strip::Clock;
use dateline_corpus::{DateCounts, DateValue};
use leptos::prelude::*;
use std::sync::Arc;

/// The periods of a clock.
#[component]
pub fn DateGroup(clock: Clock) -> impl IntoView {
    let page = Page::get();
    let opened = RwSignal::new(Vec::<i32>::new());
    let listed = Memo::new(move |_| {
        page.answer.with(|answer| {
            answer.dates().map(|counts| listed(counts, clock, &opened.read())).unwrap_or_default()
        })
    });
    let keys = move || {
        listed.with(|periods| periods.iter().map(|period| (period.value, period.depth)).collect::<Vec<_>>())
    };
    let head_id = if clock == Clock::Published { "group-published" } else { "group-mentioned" };
    view! {
        <section class="group" aria-labelledby=head_id>
            <h2 id=head_id>{text(clock_key(clock))}</h2>
            <ul>
                <For each=keys key=|key| *key children=move |(value, depth)| row(page, clock, value, depth, listed)/>
            </ul>
            {move || unfold(listed, opened)}
            <TypedPeriod clock/>
        </section>
    }
    .into_any()
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

fn row(page: Page, clock: Clock, value: DateValue, depth: usize, listed: Memo<Vec<Period>>) -> AnyView {
    let count = Signal::derive(move || {
        listed.with(|periods| {
            periods
                .iter()
                .find(|period| period.value == value)
                .map_or((0, 0), |period| (period.sure, period.possible))
        })
    });
    let choice =
        Signal::derive(move || page.state.with(|state| state.dates(clock).choices.get(&value).copied()));
    value_row(Pickable {
        name: dates::value_words(value, clock_none_key(clock)),
        depth,
        is_none: value.interval().is_none(),
        choice,
        count,
        toggle: Arc::new(move |choice| page.choose(|state| state.toggle_date(clock, value, choice))),
        sentences: None,
    })
}

/// A button for each folded year.
fn unfold(listed: Memo<Vec<Period>>, opened: RwSignal<Vec<i32>>) -> AnyView {
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
    let button = |year: i32| {
        view! {
            <button class="more" on:click=move |_| opened.update(|opened| opened.push(year))>
                {fill("filters.months_of", &[("year", (&year.to_string()).into())])}
            </button>
        }
    };
    years.into_iter().map(button).collect_view().into_any()
}

/// Two fields, first and last day.
#[component]
fn TypedPeriod(clock: Clock) -> impl IntoView {
    let page = Page::get();
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        let period =
            page.state.with(|state| state.period(clock)).and_then(DateValue::interval).unwrap_or_default();
        from.set(period.earliest.map(|day| day.to_string()).unwrap_or_default());
        to.set(period.latest.map(|day| day.to_string()).unwrap_or_default());
        wrong.set(None);
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match dates::typed(&from.read_untracked(), &to.read_untracked()) {
            Ok(period) => page.choose(|state| state.set_period(clock, period)),
            Err(key) => wrong.set(Some(key)),
        }
    };
    let clock_name = text(clock_key(clock));
    let field = move |value: RwSignal<String>, label: &'static str| {
        view! {
            <input prop:value=value placeholder=text("filters.typed_example") size="10" maxlength="10" autocomplete="off"
                aria-label=fill(label, &[("clock", clock_name.into())]) title=text("filters.typed_hint")
                on:input=move |event| value.set(event_target_value(&event))/>
        }
    };
    view! {
        <form class="typed" on:submit=submit>
            {text("filters.from")} {field(from, "filters.from_label")}
            {text("filters.to")} {field(to, "filters.to_label")}
            <button class="btn">{text("filters.typed_apply")}</button>
            {move || wrong.get().map(|key| view! { <p role="alert">{text(key)}</p> })}
        </form>
    }
    .into_any()
}
