//! An article as a row of the list.

use super::copies::copies;
use crate::dates;
use crate::element::{Content, Element, element, event_as};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::{Fact, Page, Pop};
use crate::state::Open;
use dateline_corpus::{Card, Facet, Fit, Snippet};
use dateline_record::{Interval, Span};
use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

/// The row of an article.
pub fn card(page: Page, place: usize, id: u32, fit: Fit) -> Option<Element> {
    let query = page.answer.with_untracked(|answer| answer.query.clone());
    let card = page.corpus.cards(&[id], &query).into_iter().next()?;
    let (article, opened) = (card.article.clone(), card.article.clone());
    let is_open =
        move || page.state.with(|state| matches!(&state.open, Some(Open::Article(open)) if *open == opened));
    let row = element("li.card").class_of("open", is_open.clone()).set("data-place", place.to_string()).on(
        "click",
        move |event| {
            if !is_elsewhere(event) {
                event.prevent_default();
                page.choose(|state| state.open_article(&article, None));
            }
        },
    );
    let snippets = element("div").set("lang", card.language.as_str()).add_all(snippets(&card));
    Some(
        row.add(meta(&card, fit))
            .add(headline(page, &card, is_open))
            .add(snippets)
            .add(tags(page, &card))
            .add(copies(page, &card)),
    )
}

/// In place of a row whose article is not there.
pub fn awaited(page: Page, id: u32) -> Element {
    let lacks = page.corpus.missing_to_show(&[id]);
    element("li.card.awaited").show(move || page.parts.notice_of(&lacks))
}

/// When, from whom, where.
pub fn meta(card: &Card, fit: Fit) -> Element {
    let interval = Interval { earliest: card.earliest, latest: card.latest };
    let is_sure = card.sure && !interval.is_unknown();
    let when = dates::badge(interval, card.sure);
    let source = card.source.as_deref().unwrap_or(text(key!("list.source_unknown")));
    let part = |words: &str| element("span").add(words);
    element("div.meta")
        .add(part(&when).class_if("maybe", !is_sure))
        .add(part(source))
        .add((!card.places.is_empty()).then(|| part(&card.places.join(", "))))
        .add((fit == Fit::Possible).then(|| part(text(key!("list.possible")))))
}

fn headline(page: Page, card: &Card, is_open: impl Fn() -> bool + 'static) -> Element {
    let link = element("a.to-article")
        .set("href", page.link(|state| state.open_article(&card.article, None)))
        .set_of("aria-current", move || is_open().then_some("true"))
        .add(names::headline(&card.headline, card.headline_is_lede));
    element("h3")
        .class_if("lede", card.headline_is_lede)
        .set("lang", card.language.as_str())
        .set_some("title", card.headline_is_lede.then(|| text(key!("list.lede"))))
        .add(link)
}

/// The snippets, without one that only says a first sentence again that stands as the headline.
fn snippets(card: &Card) -> impl Iterator<Item = Element> {
    let again = |snippet: &Snippet| {
        card.headline_is_lede && snippet.marks.is_empty() && card.headline.starts_with(snippet.text.as_str())
    };
    card.snippets.iter().filter(move |one| !again(one)).map(snippet)
}

/// Words of the article with what matched in them.
fn snippet(snippet: &Snippet) -> Element {
    let (before, behind) = snippet.cut;
    let words = element("p").add(before.then_some("… "));
    words.add(marked(&snippet.text, &snippet.marks)).add(behind.then_some(" …"))
}

/// A text with some spans marked.
pub struct Marked<'a>(&'a str, &'a [Span]);

/// Text with some spans marked.
pub fn marked<'a>(text: &'a str, marks: &'a [Span]) -> Marked<'a> {
    Marked(text, marks)
}

impl Content for Marked<'_> {
    fn put(self, into: &web_sys::Node) {
        let Marked(text, marks) = self;
        let mut at = 0;
        let plain = |from: usize, to: usize| {
            text.get(from..to).filter(|words| !words.is_empty()).put(into);
        };
        for mark in marks {
            plain(at, mark.start as usize);
            element("mark").add(mark.of(text)).put(into);
            at = mark.end as usize;
        }
        plain(at, text.len());
    }
}

fn tags(page: Page, card: &Card) -> Element {
    let quotes = (card.quotes > 0).then(|| {
        let words = fill(key!("list.quotes"), &[("n", card.quotes.into())]);
        element("span.tag.q").add(words)
    });
    element("div.tags")
        .add_all(card.people.iter().map(|value| tag(page, Facet::Person, *value)))
        .add_all(card.topics.iter().map(|value| tag(page, Facet::Topic, *value)))
        .add(quotes)
}

fn tag(page: Page, facet: Facet, dense: u32) -> Option<Element> {
    let info = page.corpus.values(facet).get(dense as usize)?;
    let (name, id) = (names::info_name(info), info.id.clone());
    let tag = element("button.tag").class_if(names::facet_class(facet), true).set("aria-haspopup", "dialog");
    let tag = tag.add(name.as_str());
    Some(tag.on("click", move |event| {
        event.stop_propagation();
        let (x, y) = below(event);
        let fact = Fact {
            name: name.clone(),
            kind: text(names::kind_key(facet)).to_owned(),
            value: Some((facet, id.clone())),
            ..Fact::default()
        };
        page.pop.set(Some(Pop { x, y, facts: vec![fact] }));
    }))
}

/// The place below what was clicked.
pub fn below(event: &Event) -> (f64, f64) {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let event = event_as::<MouseEvent>(event);
    element.map_or((f64::from(event.client_x()), f64::from(event.client_y())), |element| {
        let rect = element.get_bounding_client_rect();
        (rect.left(), rect.bottom() + 4.0)
    })
}

/// Whether a click is meant for a new tab or window.
pub fn is_elsewhere(event: &Event) -> bool {
    let event = event_as::<MouseEvent>(event);
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}
