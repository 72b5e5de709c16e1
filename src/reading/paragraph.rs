//! A paragraph: its runs with their marks, the button that opens them as a list, the notes that belong to it.

use super::facts::fact;
use super::marks::{Kind, Run, by_quote, runs};
use super::opened::Opened;
use super::steps::Steps;
use crate::messages::{fill, text};
use crate::page::Page;
use crate::pop::actions;
use dateline_record::Span;
use leptos::prelude::*;
use std::sync::Arc;

/// What every part of an article needs to draw itself.
#[derive(Clone)]
pub struct Drawn {
    /// The page.
    pub page: Page,
    /// The article.
    pub opened: Arc<Opened>,
    /// The steps from match to match.
    pub steps: Steps,
    /// Is told when something moved, so that notes are placed again.
    pub moved: RwSignal<()>,
}

/// A paragraph with its notes.
pub fn paragraph(drawn: &Drawn, span: Span, notes: Vec<AnyView>) -> AnyView {
    let is_focus = drawn.opened.sentence.is_some_and(|sentence| sentence.overlaps(span));
    let language = drawn.opened.article.language.clone();
    view! {
        <div class="para" class:focus=is_focus>
            <p lang=language>{runs_view(drawn, span)}</p>
            {summary(drawn, span)}
            {notes}
        </div>
    }
    .into_any()
}

/// The words of a block, cut where marks begin and end.
pub fn runs_view(drawn: &Drawn, span: Span) -> AnyView {
    let opened = &drawn.opened;
    let runs = runs(span, &opened.marks);
    let groups = by_quote(&runs, &opened.marks).into_iter().map(|(quote, runs)| {
        let inside: Vec<AnyView> = runs.iter().map(|run| run_view(drawn, run, quote)).collect();
        match quote {
            Some(quote) => {
                let note = anchors(opened, &[quote]);
                view! { <span class="q" data-note=note>{inside}</span> }.into_any()
            }
            None => inside.into_any(),
        }
    });
    groups.collect::<Vec<_>>().into_any()
}

fn run_view(drawn: &Drawn, run: &Run, quote: Option<usize>) -> AnyView {
    let opened = &drawn.opened;
    let words = run.span.of(opened.text).to_owned();
    if run.marks.is_empty() {
        return words.into_any();
    }
    let kinds = || run.marks.iter().filter_map(|place| opened.marks.get(*place)).map(|mark| mark.kind);
    let mut classes: Vec<&str> =
        kinds().filter(|kind| !matches!(kind, Kind::Quote(_))).map(Kind::class).collect();
    if kinds().any(Kind::speaks) {
        classes.push("m");
    }
    let own: Vec<usize> = run.marks.iter().copied().filter(|place| Some(*place) != quote).collect();
    let note = anchors(opened, &own);
    let marks = run.marks.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    let hit = kinds().find_map(|kind| if let Kind::Match(number) = kind { Some(number) } else { None });
    let class = classes.join(" ");
    match hit {
        Some(number) => {
            let steps = drawn.steps;
            view! {
                <span class=class class:now=move || steps.is_at(number) data-marks=marks data-note=note data-match=number.to_string()>{words}</span>
            }
            .into_any()
        }
        None => view! { <span class=class data-marks=marks data-note=note>{words}</span> }.into_any(),
    }
}

/// The marks of these that a note stands beside.
fn anchors(opened: &Opened, marks: &[usize]) -> Option<String> {
    let noted: Vec<String> = opened
        .notes
        .iter()
        .filter(|note| marks.contains(&note.mark))
        .map(|note| note.mark.to_string())
        .collect();
    (!noted.is_empty()).then(|| noted.join(" "))
}

/// "6 names, 2 dates": opens the marks of the paragraph as a list, for keys and by ear.
fn summary(drawn: &Drawn, span: Span) -> Option<AnyView> {
    let listed = listed(&drawn.opened, span);
    let counts = counted(&drawn.opened, &listed);
    if counts.is_empty() {
        return None;
    }
    let is_open = RwSignal::new(false);
    let moved = drawn.moved;
    let toggle = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        is_open.update(|open| *open = !*open);
        moved.notify();
    };
    let drawn = drawn.clone();
    let list = move || is_open.get().then(|| list(&drawn, &listed));
    Some(
        view! {
            <button class="para-more" aria-expanded=move || is_open.get().to_string() title=text("reading.in_paragraph") on:click=toggle>
                {counts}
            </button>
            {list}
        }
        .into_any(),
    )
}

/// The marks of a paragraph, each actor, topic and date once.
fn listed(opened: &Opened, span: Span) -> Vec<usize> {
    let mut seen = Vec::new();
    let mut listed = Vec::new();
    for place in opened.marks_in(span) {
        let Some(mark) = opened.marks.get(place).filter(|mark| mark.kind.speaks()) else { continue };
        let same = match mark.kind {
            Kind::Topic(topic, _) => Kind::Topic(topic, 0),
            kind => kind,
        };
        if !seen.contains(&same) {
            seen.push(same);
            listed.push(place);
        }
    }
    listed
}

fn counted(opened: &Opened, listed: &[usize]) -> String {
    let count = |is: fn(Kind) -> bool| {
        listed.iter().filter_map(|place| opened.marks.get(*place)).filter(|mark| is(mark.kind)).count() as u32
    };
    let parts = [
        ("reading.names", count(|kind| matches!(kind, Kind::Actor(_) | Kind::Organisation(_)))),
        ("reading.topics", count(|kind| matches!(kind, Kind::Topic(..)))),
        ("reading.dates", count(|kind| matches!(kind, Kind::Date(_)))),
        ("reading.quotes", count(|kind| matches!(kind, Kind::Quote(_)))),
    ];
    let said =
        parts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| fill(key, &[("n", (*count).into())]));
    said.collect::<Vec<_>>().join(", ")
}

fn list(drawn: &Drawn, listed: &[usize]) -> AnyView {
    let rows = listed.iter().filter_map(|place| fact(drawn.page.corpus, &drawn.opened, *place)).map(|fact| {
        view! {
            <li>
                <b lang=fact.language.clone()>{fact.name.clone()}</b><small>{fact.kind.clone()}</small>
                {actions(drawn.page, &fact)}
            </li>
        }
    });
    view! { <ul class="para-list">{rows.collect_view()}</ul> }.into_any()
}
