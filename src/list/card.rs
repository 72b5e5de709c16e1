//! An article as a row of the list.

use crate::dates;
use crate::messages::{fill, text};
use crate::names;
use crate::page::{Fact, Page, Pop};
use crate::state::Open;
use dateline_corpus::{Card, Facet, Fit, Snippet};
use dateline_record::{Interval, Span};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The row of an article.
pub fn card(page: Page, place: usize, id: u32, fit: Fit) -> AnyView {
    let query = page.answer.with_untracked(|answer| answer.query.clone());
    let Some(card) = page.corpus.cards(&[id], &query).into_iter().next() else { return ().into_any() };
    let article = card.article.clone();
    let is_open = {
        let article = article.clone();
        Memo::new(move |_| {
            page.state.with(|state| matches!(&state.open, Some(Open::Article(open)) if *open == article))
        })
    };
    let open = move |event: web_sys::MouseEvent| {
        if !is_elsewhere(&event) {
            event.prevent_default();
            page.choose(|state| state.open_article(&article, None));
        }
    };
    view! {
        <li class="card" class:open=is_open data-place=place.to_string() on:click=open>
            {meta(&card, fit)}
            {headline(page, &card, is_open)}
            <div lang=card.language.clone()>{snippets(&card)}</div>
            {tags(page, &card)}
        </li>
    }
    .into_any()
}

/// When, from whom, where.
pub fn meta(card: &Card, fit: Fit) -> AnyView {
    let interval = Interval { earliest: card.earliest, latest: card.latest };
    let is_sure = card.sure && !interval.is_unknown();
    let when = dates::badge(interval, card.sure);
    let source = card.source.clone();
    let places = (!card.places.is_empty()).then(|| view! { <span>{card.places.join(", ")}</span> });
    let perhaps = (fit == Fit::Possible).then(|| view! { <span>{text("list.possible")}</span> });
    view! {
        <div class="meta">
            <span class:maybe=!is_sure>{when}</span>
            {match source {
                Some(source) => view! { <span>{source}</span> }.into_any(),
                None => view! { <span>{text("list.source_unknown")}</span> }.into_any(),
            }}
            {places}
            {perhaps}
        </div>
    }
    .into_any()
}

fn headline(page: Page, card: &Card, is_open: Memo<bool>) -> AnyView {
    let article = card.article.clone();
    let link = page.link(|state| state.open_article(&article, None));
    let note = card.headline_is_lede.then(|| text("list.lede"));
    view! {
        <h3 lang=card.language.clone() class:lede=card.headline_is_lede title=note>
            <a class="to-article" href=link aria-current=move || is_open.get().then_some("true")>{names::headline(&card.headline, card.headline_is_lede)}</a>
        </h3>
    }
    .into_any()
}

/// The snippets, without one that only says a first sentence again that stands as the headline.
fn snippets(card: &Card) -> AnyView {
    let again = |snippet: &Snippet| {
        card.headline_is_lede && snippet.marks.is_empty() && card.headline.starts_with(snippet.text.as_str())
    };
    card.snippets.iter().filter(|one| !again(one)).map(snippet).collect_view().into_any()
}

/// Words of the article with what matched in them.
fn snippet(snippet: &Snippet) -> AnyView {
    let dots = |cut: bool| if cut { "… " } else { "" };
    view! {
        <p>{dots(snippet.cut.0)}{marked(&snippet.text, &snippet.marks)}{if snippet.cut.1 { " …" } else { "" }}</p>
    }
    .into_any()
}

/// Text with some spans marked.
pub fn marked(text: &str, marks: &[Span]) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::with_capacity(2 * marks.len() + 1);
    let mut at = 0;
    let plain = |from: usize, to: usize, parts: &mut Vec<AnyView>| {
        if let Some(words) = text.get(from..to).filter(|words| !words.is_empty()) {
            parts.push(words.to_owned().into_any());
        }
    };
    for mark in marks {
        plain(at, mark.start as usize, &mut parts);
        parts.push(view! { <mark>{mark.of(text).to_owned()}</mark> }.into_any());
        at = mark.end as usize;
    }
    plain(at, text.len(), &mut parts);
    parts.into_any()
}

fn tags(page: Page, card: &Card) -> AnyView {
    let people = card.people.iter().map(|value| tag(page, Facet::Person, *value));
    let topics = card.topics.iter().map(|value| tag(page, Facet::Topic, *value));
    let quotes = (card.quotes > 0).then(|| {
        view! { <span class="tag q">{fill("list.quotes", &[("n", card.quotes.into())])}</span> }
    });
    view! { <div class="tags">{people.chain(topics).collect_view()}{quotes}</div> }.into_any()
}

fn tag(page: Page, facet: Facet, dense: u32) -> AnyView {
    let Some(info) = page.corpus.values(facet).get(dense as usize) else { return ().into_any() };
    let (name, id) = (names::info_name(info), info.id.clone());
    let class = format!("tag {}", names::facet_class(facet));
    let shown = name.clone();
    let open = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        let (x, y) = below(&event);
        let fact = Fact {
            name: name.clone(),
            kind: text(names::kind_key(facet)).to_owned(),
            value: Some((facet, id.clone())),
            ..Fact::default()
        };
        page.pop.set(Some(Pop { x, y, facts: vec![fact] }));
    };
    view! { <button class=class aria-haspopup="dialog" on:click=open>{shown}</button> }.into_any()
}

/// The place below what was clicked.
pub fn below(event: &web_sys::MouseEvent) -> (f64, f64) {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.map_or((f64::from(event.client_x()), f64::from(event.client_y())), |element| {
        let rect = element.get_bounding_client_rect();
        (rect.left(), rect.bottom() + 4.0)
    })
}

/// Whether a click is meant for a new tab or window.
fn is_elsewhere(event: &web_sys::MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}
