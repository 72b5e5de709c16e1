//! An article, set like a page of a newspaper.

use super::facts::{about, fact};
use super::marks::Kind;
use super::notes::{GAP, Note, Says, reason, stack};
use super::opened::{Opened, Part};
use super::paragraph::{Drawn, paragraph, runs_view};
use super::steps::Steps;
use super::switches::Switches;
use crate::dates;
use crate::list::below;
use crate::messages::{fill, text};
use crate::names;
use crate::page::{Page, Pop};
use crate::state::State;
use dateline_corpus::Facet;
use dateline_record::{BlockKind, HeadlineBasis, PublishedBasis, Span, TextCompleteness};
use leptos::{html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The sheet of an article.
pub fn article(page: Page, opened: &Arc<Opened>) -> AnyView {
    let steps = Steps::new(page, opened);
    let switches = RwSignal::new(Switches::kept());
    let holder = NodeRef::<html::Div>::new();
    let moved = RwSignal::new(());
    let drawn = Drawn { page, opened: opened.clone(), steps, moved };
    let asked = {
        let opened = opened.clone();
        move |event: web_sys::MouseEvent| ask(page, &opened, &event)
    };
    Effect::new(move |_| {
        moved.track();
        page.window.track();
        request_animation_frame(move || place_notes(holder));
    });
    steps.start();
    let record = &opened.article;
    let parts: Vec<AnyView> = opened.parts().iter().map(|one| part(&drawn, one)).collect();
    let is_lede = record.headline_basis == HeadlineBasis::Lede;
    view! {
        <article class="sheet">
            {top(page, switches, steps)}
            <div class="read">
                {meta(page, opened, moved)}
                <h1 lang=record.language.clone() class:lede=is_lede title=is_lede.then(|| text("list.lede"))>{names::headline(&record.headline, is_lede)}</h1>
                {(record.text_completeness == TextCompleteness::Excerpt).then(|| view! { <p class="said">{text("reading.excerpt")}</p> })}
                <div class=move || switches.get().classes() node_ref=holder on:click=asked>{parts}</div>
            </div>
        </article>
    }
    .into_any()
}

/// Legend, steps from match to match, close.
fn top(page: Page, switches: RwSignal<Switches>, steps: Steps) -> AnyView {
    let switch = move |class: &'static str, key: &'static str| {
        let flip = move |_| {
            switches.update(|switches| {
                if let Some(on) = switches.of(class) {
                    *on = !*on;
                }
                switches.keep();
            });
        };
        view! {
            <button class=class aria-pressed=move || switches.get().shows(class).to_string() on:click=flip>{text(key)}</button>
        }
    };
    view! {
        <div class="ptop">
            <button class="only-phone link" on:click=move |_| page.choose(State::close)>"← "{text("reading.back")}</button>
            <div class="legend" role="group" aria-label=text("reading.marks")>
                {switch("a", "reading.mark_actor")}
                {switch("o", "reading.mark_organisation")}
                {switch("t", "reading.mark_topic")}
                {switch("d", "reading.mark_date")}
                {switch("q", "reading.mark_quote")}
            </div>
            <span class="r">
                {steps.view()}
                <button aria-label=text("reading.close") on:click=move |_| page.choose(State::close)>"✕"</button>
            </span>
        </div>
    }
    .into_any()
}

/// When with its basis and reasons, from whom, where.
fn meta(page: Page, opened: &Arc<Opened>, moved: RwSignal<()>) -> AnyView {
    let record = &opened.article;
    let published = &record.date_published;
    let is_open = RwSignal::new(false);
    let basis = match published.basis {
        PublishedBasis::Stated => "reading.basis_stated",
        PublishedBasis::Dateline => "reading.basis_dateline",
        PublishedBasis::Inferred => "reading.basis_inferred",
        PublishedBasis::Unknown => "reading.basis_unknown",
    };
    let source = record.provider.as_ref().or(record.agency.as_ref()).map(|organ| organ.name.clone());
    let places = record
        .dateline
        .as_ref()
        .map(|dateline| dateline.places.join(", "))
        .filter(|places| !places.is_empty());
    let toggle = move |_| {
        is_open.update(|open| *open = !*open);
        moved.notify();
    };
    let why = {
        let opened = opened.clone();
        move || is_open.get().then(|| why(&opened))
    };
    view! {
        <div class="meta">
            <span class:maybe=!published.sure>{dates::badge(published.interval(), published.sure)}</span>
            <span>
                {text(basis)}" "
                {(!published.evidence.is_empty()).then(|| view! {
                    <button class="num" aria-expanded=move || is_open.get().to_string() on:click=toggle>{text("reading.why")}</button>
                })}
            </span>
            {source_view(page, source)}
            {places.map(|places| view! { <span>{places}</span> })}
            {record.url.clone().map(link)}
        </div>
        {why}
    }
    .into_any()
}

fn source_view(page: Page, source: Option<String>) -> AnyView {
    let Some(name) = source else { return view! { <span>{text("list.source_unknown")}</span> }.into_any() };
    let is_value = page.corpus.value(Facet::Source, &name).is_some();
    let id = name.clone();
    let keep = move |_| {
        let value = dateline_corpus::Value::Id(id.clone());
        page.choose(|state| state.toggle(Facet::Source, value, dateline_corpus::Choice::Included));
    };
    if is_value {
        view! { <span><button class="num" on:click=keep>{name}</button></span> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    }
}

/// A stated address; only safe schemes become links.
fn link(url: String) -> AnyView {
    if names::is_safe_link(&url) {
        view! { <span><a class="num" href=url rel="noopener noreferrer nofollow" target="_blank">{text("reading.original")}</a></span> }
            .into_any()
    } else {
        view! { <span>{url}</span> }.into_any()
    }
}

/// Every step that led to the date.
fn why(opened: &Opened) -> AnyView {
    let row = |evidence: &dateline_record::Evidence| {
        let words =
            evidence.span.map(|span| span.of(opened.text).to_owned()).filter(|words| !words.is_empty());
        let language = opened.article.language.clone();
        view! {
            <li>
                {words.map(|words| view! { <b lang=language>"“"{words}"”"</b>": " })}
                {reason(&opened.article, evidence)}
            </li>
        }
    };
    let rows = opened.article.date_published.evidence.iter().map(row).collect_view();
    view! { <div class="why"><h2>{text("reading.why_date")}</h2><ul>{rows}</ul></div> }.into_any()
}

fn part(drawn: &Drawn, part: &Part) -> AnyView {
    match part {
        Part::Points(spans) => {
            let points = spans.iter().map(|span| view! { <li>{runs_view(drawn, *span)}</li> }).collect_view();
            let language = drawn.opened.article.language.clone();
            view! { <ul class="points" lang=language aria-label=text("reading.key_points")>{points}</ul> }
                .into_any()
        }
        Part::Heading(span) => {
            let language = drawn.opened.article.language.clone();
            view! { <h2 lang=language>{runs_view(drawn, *span)}</h2> }.into_any()
        }
        Part::Paragraph(span) => {
            let inside = drawn.opened.marks_in(*span);
            let notes = drawn.opened.notes.iter().filter(|note| inside.contains(&note.mark));
            let notes = notes.map(|note| note_view(drawn, note)).collect();
            paragraph(drawn, *span, notes)
        }
        Part::Folded(kind, spans) => folded(drawn, *kind, spans),
    }
}

/// Credits and boilerplate: present, but out of the way.
fn folded(drawn: &Drawn, kind: BlockKind, spans: &[Span]) -> AnyView {
    let key = if kind == BlockKind::Credit { "reading.folded_credit" } else { "reading.folded_boilerplate" };
    let words = |span: &Span| span.of(drawn.opened.text).to_owned();
    let first = spans.first().map(words).unwrap_or_default();
    let short: String = first.chars().take(48).collect();
    let dots = if short.len() < first.len() { "…" } else { "" };
    let language = drawn.opened.article.language.clone();
    let moved = drawn.moved;
    let all = spans.iter().map(|span| view! { <p>{words(span)}</p> }).collect_view();
    view! {
        <details class="fold" on:toggle=move |_| moved.notify()>
            <summary><span lang=language.clone()>"“"{short}{dots}"”"</span>" — "{text(key)}</summary>
            <div lang=language>{all}</div>
        </details>
    }
    .into_any()
}

fn note_view(drawn: &Drawn, note: &Note) -> AnyView {
    let opened = &drawn.opened;
    let mark = note.mark.to_string();
    let language = opened.article.language.clone();
    match &note.says {
        Says::Date(place) => {
            let Some(date) = opened.article.dates.get(*place) else { return ().into_any() };
            let when = dates::badge(date.interval(), date.sure);
            let reasons: Vec<String> =
                date.evidence.iter().map(|evidence| reason(&opened.article, evidence)).collect();
            view! {
                <aside class="note" data-beside=mark>
                    <b lang=language>{date.text.clone()}</b>" → "{when}<br/>{reasons.join("; ")}
                </aside>
            }
            .into_any()
        }
        Says::Speaker { quote, quotes } => speaker_note(drawn, note.mark, *quote, *quotes),
    }
}

fn speaker_note(drawn: &Drawn, mark: usize, quote: usize, quotes: u32) -> AnyView {
    let (page, opened) = (drawn.page, drawn.opened.clone());
    let Some(told) = fact(page.corpus, &opened, mark) else { return ().into_any() };
    let about = opened.article.quotes.get(quote).and_then(|quote| about(&opened.article, &quote.about));
    let name = told.name.clone();
    let shown = if told.value.is_some() {
        let open = move |event: web_sys::MouseEvent| {
            event.stop_propagation();
            let (x, y) = below(&event);
            page.pop.set(Some(Pop { x, y, facts: vec![told.clone()] }));
        };
        view! { <button class="link" aria-haspopup="dialog" on:click=open><b>{name}</b></button> }.into_any()
    } else {
        view! { <b class="maybe">{name}</b> }.into_any()
    };
    view! {
        <aside class="note qn" data-beside=mark.to_string()>
            {shown}<br/>{fill("reading.speaker_quotes", &[("n", quotes.into())])}{about.map(|about| format!(" · {about}"))}
        </aside>
    }
    .into_any()
}

/// A click on a mark opens what it tells.
fn ask(page: Page, opened: &Opened, event: &web_sys::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(run) = target.and_then(|target| target.closest("[data-marks]").ok().flatten()) else { return };
    let marks = run.get_attribute("data-marks").unwrap_or_default();
    let places = marks.split(' ').filter_map(|place| place.parse::<usize>().ok());
    // The narrowest mark speaks first: a name inside a quotation before the quotation.
    let mut places: Vec<usize> = places.filter(|place| is_spoken(opened, *place)).collect();
    places.sort_by_key(|place| opened.marks.get(*place).map(|mark| mark.span.len()));
    let facts: Vec<_> = places.into_iter().filter_map(|place| fact(page.corpus, opened, place)).collect();
    if !facts.is_empty() {
        let (x, y) = below(event);
        page.pop.set(Some(Pop { x, y, facts }));
    }
}

fn is_spoken(opened: &Opened, place: usize) -> bool {
    opened.marks.get(place).is_some_and(|mark| Kind::speaks(mark.kind))
}

/// Puts each note beside its mark, below the note before it.
fn place_notes(holder: NodeRef<html::Div>) {
    let Some(holder) = holder.get_untracked() else { return };
    let Ok(notes) = holder.query_selector_all("[data-beside]") else { return };
    let top = holder.get_bounding_client_rect().top();
    let mut wanted = Vec::new();
    let mut elements = Vec::new();
    for place in 0..notes.length() {
        let Some(note) = notes.item(place).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            continue;
        };
        let mark = note.get_attribute("data-beside").unwrap_or_default();
        let anchor = holder.query_selector(&format!("[data-note~='{mark}']")).ok().flatten();
        let at = anchor.map_or(0.0, |anchor| anchor.get_bounding_client_rect().top() - top);
        wanted.push((at, f64::from(note.offset_height())));
        elements.push(note);
    }
    for (note, at) in elements.iter().zip(stack(&wanted, GAP)) {
        // The style counts from the paragraph that holds the note.
        let above = note.offset_parent().map_or(0.0, |parent| parent.get_bounding_client_rect().top() - top);
        // A style that cannot be set leaves the note at its place in the text.
        let _ = note.style().set_property("--top", &format!("{}px", (at - above).round()));
    }
}
