//! Nothing found: which clause does it, and what removing each would give.

use super::ways_out::{way_out, ways_out};
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::Page;
use crate::parts::content;
use crate::state::State;
use dateline_corpus::ClauseKey;

/// In place of the list.
pub fn nothing(page: Page) -> Element {
    // Tracked: another question has other causes.
    let of = page.answer.with(|answer| answer.outcome.of);
    if of == 0 { no_articles() } else { content(page, causes) }
}

fn causes(page: Page) -> Element {
    let answer = page.answer.get();
    let by_one = &answer.outcome.hidden.by_one;
    let helping = by_one.iter().filter(|(_, count)| *count > 0).count();
    let cause = by_one.iter().find(|(_, count)| *count > 0).filter(|_| helping == 1).map(|(key, _)| *key);
    let head = |key| element("th[scope=col]").add(text(key));
    let heads = element("tr").add(head(key!("nothing.clause"))).add(head(key!("nothing.without")));
    let rows = by_one.iter().map(|(key, count)| row(page, *key, *count, Some(*key) == cause));
    let table = element("table.sieve").add(element("thead").add(heads)).add(element("tbody").add_all(rows));
    element("div.empty")
        .add(element("h2").add(title(page, cause, by_one.len() == 1)))
        .add(element("p").add(fill(key!("nothing.what"), &[("n", answer.outcome.of.into())])))
        .add(table)
        .add(
            (helping == 0 && by_one.len() > 1)
                .then(|| element("p.foot").add(text(key!("nothing.none_helps")))),
        )
        .add(element("h3").add(text(key!("nothing.ways_out"))))
        .add_all(if answer.has_words() { ways_out(page, &answer) } else { Vec::new() })
        .add(again(page, answer.outcome.of))
}

/// The way back to everything.
fn again(page: Page, of: u32) -> Element {
    way_out(page, text(key!("nothing.again")), text(key!("nothing.again_what")), of, State::clear)
}

fn title(page: Page, cause: Option<ClauseKey>, is_only: bool) -> String {
    let Some(key) = cause else { return text(key!("nothing.title")).to_owned() };
    let name = page.state.with_untracked(|state| names::clause_name(page.corpus, state, key));
    let key = if is_only { key!("nothing.title_only") } else { key!("nothing.title_one") };
    fill(key, &[("clause", (&name).into())])
}

fn row(page: Page, key: ClauseKey, count: u32, is_cause: bool) -> Element {
    let name = page.state.with_untracked(|state| names::clause_name(page.corpus, state, key));
    let gives = fill(key!("list.head"), &[("n", count.into())]);
    let way_out = if count == 0 {
        element("td").add(gives)
    } else {
        let label = fill(key!("nothing.remove"), &[("name", (&name).into()), ("n", count.into())]);
        let remove = element("button.btn")
            .set("aria-label", label)
            .click(move || page.choose(|state| state.remove(key)));
        element("td").add(remove.add(gives))
    };
    element("tr").class_if("cause", is_cause).add(element("td").add(name)).add(way_out)
}

fn no_articles() -> Element {
    element("div.empty")
        .add(element("h2").add(text(key!("nothing.no_articles"))))
        .add(element("p").add(text(key!("nothing.no_articles_what"))))
}
