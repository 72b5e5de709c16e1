//! Articles that are not shown: which clause hides them, each with a way to see it.

use super::card::meta;
use crate::ask::Answer;
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::names;
use crate::page::Page;
use crate::parts::{Who, content};
use crate::state::State;
use dateline_corpus::{Choice, ClauseKey, Fit, Part, Query};

/// Below the list; nothing where nothing is hidden.
pub fn hidden(page: Page) -> Option<Element> {
    page.parts.track();
    (number_hidden(&page.answer.get()) > 0).then(|| content(page, all_hidden))
}

fn number_hidden(answer: &Answer) -> u32 {
    answer.outcome.hidden.by_number.iter().sum()
}

fn all_hidden(page: Page) -> Element {
    let answer = page.answer.get();
    let hidden = &answer.outcome.hidden;
    let listed: Vec<u32> = hidden.listed.iter().map(|(id, _)| *id).collect();
    let lacks = page.corpus.missing_to_show(&listed);
    let rows = hidden.listed.iter().map(|(id, clause)| row(page, *id, *clause));
    element("section.hidden")
        .set("aria-label", text(key!("hidden.title")))
        .add(element("h2").add(fill(key!("hidden.foot"), &[("n", number_hidden(&answer).into())])))
        .add(element("ul").add_all(rows))
        .show(move || more(page, &lacks))
        .add(element("p.foot").add(not_listed(&answer)))
}

/// The hidden articles stand in many parts and below everything else: those that are not there come when a reader asks.
fn more(page: Page, lacks: &[Part]) -> Option<Element> {
    let lacks = lacks.to_vec();
    let load = |lacks: Vec<Part>| {
        let load = element("button.more").click(move || page.parts.want(Who::Hidden, lacks.clone()));
        load.add(text(key!("parts.hidden")))
    };
    page.parts.notice(Who::Hidden).or_else(|| (!lacks.is_empty()).then(|| load(lacks)))
}

/// How many more are hidden by one clause, by two, and so on.
fn not_listed(answer: &Answer) -> String {
    let hidden = &answer.outcome.hidden;
    let by_one = hidden.by_number.first().copied().unwrap_or(0).saturating_sub(hidden.listed.len() as u32);
    let mut rest = Vec::new();
    if by_one > 0 {
        rest.push(fill(key!("hidden.counts_one"), &[("n", by_one.into())]));
    }
    for (place, count) in hidden.by_number.iter().enumerate().skip(1).filter(|(_, count)| **count > 0) {
        let slots = [("n", (*count).into()), ("k", (place as u32 + 1).into())];
        rest.push(fill(key!("hidden.counts_many"), &slots));
    }
    rest.join(" · ")
}

fn row(page: Page, id: u32, clause: ClauseKey) -> Option<Element> {
    // No snippets are shown, so none need to be found.
    let card = page.corpus.cards(&[id], &Query::default()).into_iter().next()?;
    let name = page.state.with_untracked(|state| hidden_by(page, state, clause));
    let excludes = matches!(
        clause,
        ClauseKey::Facet(_, Choice::Excluded)
            | ClauseKey::Published(Choice::Excluded)
            | ClauseKey::Mentioned(Choice::Excluded)
    );
    let show = element("button.link.num")
        .set("aria-label", fill(key!("hidden.show_label"), &[("name", (&name).into())]))
        .click(move || page.choose(|state| state.remove(clause)))
        .add(text(key!("hidden.show")));
    let chip = element("span.chip.plain").class_if("no", excludes).add(element("b").add(name));
    let headline = names::headline(&card.headline, card.headline_is_lede);
    let row = element("li.card").add(meta(&card, Fit::Sure));
    let by = element("div.by").add((text(key!("hidden.by")), " ")).add(chip).add(" ").add(show);
    Some(row.add(element("h3").set("lang", card.language.as_str()).add(headline)).add(by))
}

/// What hides it: the values of the clause, or that it does not hold in one sentence.
fn hidden_by(page: Page, state: &State, clause: ClauseKey) -> String {
    match clause {
        ClauseKey::Together => names::clause_name(page.corpus, state, clause),
        _ => names::clause_values(page.corpus, state, clause),
    }
}
