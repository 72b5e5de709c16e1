//! One line: when and from whom, the words before the hit, the hit, the words behind it.

use crate::dates;
use crate::element::{Element, element};
use crate::list::is_elsewhere;
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::Page;
use crate::state::Open;
use dateline_corpus::{Card, Line, Query};
use dateline_record::Interval;

/// The line of a hit; nothing where its article is not at hand.
pub fn line(page: Page, line: &Line, is_first: bool) -> Option<Element> {
    let card = page.corpus.cards(&[line.article], &Query::default()).into_iter().next()?;
    let (article, opened) = (card.article.clone(), card.article.clone());
    let at = line.span.map(|span| span.start);
    let is_open = move || {
        page.state.with(|state| {
            state.at == at && matches!(&state.open, Some(Open::Article(open)) if *open == opened)
        })
    };
    let parts = (line.text.get(..line.mark.start as usize), line.text.get(line.mark.end as usize..));
    let (before, behind) = (parts.0.unwrap_or_default(), parts.1.unwrap_or_default());
    let before = element("span.before").add(element("span").add(line.cut.0.then_some("… ")).add(before));
    let behind = element("span.behind")
        .add(element("b").add(line.mark.of(&line.text)))
        .add(behind)
        .add(line.cut.1.then_some(" …"));
    let headline = names::headline(&card.headline, card.headline_is_lede);
    let link = element("a.to-article")
        .set("href", page.link(|state| state.open_article(&article, at)))
        .set("title", fill(key!("context.of"), &[("headline", (&headline).into())]))
        .set_of("aria-current", {
            let is_open = is_open.clone();
            move || is_open().then_some("true")
        })
        .add(before)
        .add(behind);
    let row = element("li.line")
        .class_if("first", is_first)
        .class_if("heading", line.passage.is_none())
        .class_of("open", is_open)
        .set("lang", card.language.as_str())
        .on("click", move |event| {
            if !is_elsewhere(event) {
                event.prevent_default();
                page.choose(|state| state.open_article(&article, at));
            }
        });
    Some(row.add(from(&card, is_first)).add(link))
}

/// When, and from whom; shown on the first line of an article. It gives way where there is no room.
fn from(card: &Card, is_first: bool) -> Element {
    let interval = Interval { earliest: card.earliest, latest: card.latest };
    let when = dates::badge(interval, card.sure);
    let source = card.source.as_deref().unwrap_or(text(key!("list.source_unknown")));
    let words = [source, " · ", when.as_str()].concat();
    element(if is_first { "span.from" } else { "span.from.again" }).set("title", words.as_str()).add(words)
}
