//! The sentences behind a value, each with a way to the place where it stands.

use super::sheet_head;
use crate::ask::sentences;
use crate::element::{Element, element};
use crate::list::{is_elsewhere, marked, meta};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::{Fact, Page};
use crate::parts::Who;
use crate::pop::keep_buttons;
use crate::signal::Signal;
use dateline_corpus::{Choice, Facet, Fit, Passage, Query, Value};

/// Sentences drawn at first, and with every "more".
const STEP: usize = 25;

/// The sheet with the sentences of a value.
pub fn evidence(page: Page, facet: Facet, id: &str) -> Element {
    let name = names::value_name(page.corpus, facet, &Value::Id(id.to_owned()));
    // Tracked: another question has other sentences.
    let answer = page.answer.get();
    let ids = sentences(page.corpus, &answer, facet, id);
    let count = ids.len();
    let fact = Fact { name: name.clone(), value: Some((facet, id.to_owned())), ..Fact::default() };
    let head = element("h1.evhead").add(fill(key!("evidence.title"), &[("name", (&name).into())]));
    let read = element("div.read")
        .add(head)
        .add(element("div.evact.acts").add(keep_buttons(page, &fact)))
        .add((count == 0).then(|| element("p.said").add(text(key!("evidence.none")))));
    let count = element("span").add(fill(key!("evidence.head"), &[("n", (count as u32).into())]));
    let sheet = element("article.sheet").add(sheet_head(page, count, element("span")));
    sheet.add(rows(page, read, ids, marking(&answer.query, facet, id)))
}

/// The sentences, as many as are asked for.
fn rows(page: Page, read: Element, ids: Vec<u32>, asked: Query) -> Element {
    let count = ids.len();
    let shown = Signal::new(STEP);
    let rows = move || {
        let ids = ids.get(..shown.get().min(ids.len())).unwrap_or_default();
        page.parts.track();
        page.parts.want(Who::Pane, page.corpus.missing_to_show_passages(ids));
        let mut before = None;
        let row =
            |passage: &Passage| row(page, passage, before.replace(passage.article) != Some(passage.article));
        page.corpus.passages(ids, &asked).iter().filter_map(row).collect::<Vec<_>>()
    };
    let next = move || count.saturating_sub(shown.get()).min(STEP) as u32;
    // One button for all steps, so that it keeps the focus.
    let more = move || {
        let more = element("button.more").click(move || shown.update(|shown| *shown += STEP));
        more.say(move || fill(key!("evidence.more"), &[("n", next().into())]))
    };
    read.add(element("ol.evidence").show(rows))
        .show(move || page.parts.notice(Who::Pane))
        .show_if(move || next() > 0, more)
}

/// The query with the value in it, so that its words are marked.
fn marking(query: &Query, facet: Facet, id: &str) -> Query {
    let mut query = query.clone();
    query.facets.or_default(facet).choices.insert(Value::Id(id.to_owned()), Choice::Included);
    query
}

/// A sentence; the first one of an article also says which article it is.
fn row(page: Page, passage: &Passage, is_first: bool) -> Option<Element> {
    let card = page.corpus.cards(&[passage.article], &Query::default()).into_iter().next()?;
    let (article, at) = (card.article.clone(), passage.span.start);
    let link = element("a.link").set("href", page.link(|state| state.open_article(&article, Some(at))));
    let link = link.on("click", move |event| {
        if !is_elsewhere(event) {
            event.prevent_default();
            page.choose(|state| state.open_article(&article, Some(at)));
        }
    });
    let language = card.language.as_str();
    let from = || {
        let headline = names::headline(&card.headline, card.headline_is_lede);
        (meta(&card, Fit::Sure), element("div.from").set("lang", language).add(headline))
    };
    let row = element("li").class_if("first", is_first).add(is_first.then(from));
    let row = row.add(element("p").set("lang", language).add(marked(&passage.text, &passage.marks)));
    Some(row.add(link.add(text(key!("evidence.in_place")))))
}
