//! Articles that are not shown: which clause hides them, each with a way to see it.

use super::card::meta;
use crate::messages::{fill, text};
use crate::names;
use crate::page::Page;
use crate::state::State;
use dateline_corpus::{ClauseKey, Fit};
use leptos::prelude::*;

/// Below the list.
#[component]
pub fn Hidden() -> impl IntoView {
    let page = Page::get();
    move || {
        let answer = page.answer.get();
        let hidden = &answer.outcome.hidden;
        let total: u32 = hidden.by_number.iter().sum();
        (total > 0).then(|| {
            let listed = hidden.listed.iter().map(|(id, clause)| row(page, *id, *clause)).collect_view();
            let by_one =
                hidden.by_number.first().copied().unwrap_or(0).saturating_sub(hidden.listed.len() as u32);
            let mut rest = Vec::new();
            if by_one > 0 {
                rest.push(fill("hidden.counts_one", &[("n", by_one.into())]));
            }
            for (place, count) in hidden.by_number.iter().enumerate().skip(1).filter(|(_, count)| **count > 0)
            {
                rest.push(fill(
                    "hidden.counts_many",
                    &[("n", (*count).into()), ("k", (place as u32 + 1).into())],
                ));
            }
            view! {
                <section class="hidden" aria-label=text("hidden.title")>
                    <h2>{fill("hidden.foot", &[("n", total.into())])}</h2>
                    <ul>{listed}</ul>
                    <p class="foot">{rest.join(" · ")}</p>
                </section>
            }
        })
    }
}

fn row(page: Page, id: u32, clause: ClauseKey) -> AnyView {
    let query = page.answer.with_untracked(|answer| answer.query.clone());
    let Some(card) = page.corpus.cards(&[id], &query).into_iter().next() else { return ().into_any() };
    let name = page.state.with_untracked(|state| hidden_by(page, state, clause));
    let label = fill("hidden.show_label", &[("name", (&name).into())]);
    let excludes = matches!(
        clause,
        ClauseKey::Facet(_, dateline_corpus::Choice::Excluded)
            | ClauseKey::Published(dateline_corpus::Choice::Excluded)
            | ClauseKey::Mentioned(dateline_corpus::Choice::Excluded)
    );
    view! {
        <li class="card">
            {meta(&card, Fit::Sure)}
            <h3 lang=card.language.clone()>{names::headline(&card.headline, card.headline_is_lede)}</h3>
            <div class="by">
                {text("hidden.by")}
                <span class="chip plain" class:no=excludes><b>{name}</b></span>
                <button class="link num" aria-label=label on:click=move |_| page.choose(|state| state.remove(clause))>
                    {text("hidden.show")}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// What hides it: the values of the clause, or that it does not hold in one sentence.
fn hidden_by(page: Page, state: &State, clause: ClauseKey) -> String {
    match clause {
        ClauseKey::Together => names::clause_name(page.corpus, state, clause),
        _ => names::clause_values(page.corpus, state, clause),
    }
}
