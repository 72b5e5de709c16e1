//! Nothing found: which clause does it, and what removing each would give.

use crate::messages::{fill, text};
use crate::names;
use crate::page::Page;
use crate::state::State;
use dateline_corpus::ClauseKey;
use leptos::prelude::*;

/// In place of the list.
#[component]
pub fn Nothing() -> impl IntoView {
    let page = Page::get();
    move || {
        let answer = page.answer.get();
        if answer.outcome.of == 0 {
            return no_articles();
        }
        let by_one = &answer.outcome.hidden.by_one;
        let helping = by_one.iter().filter(|(_, count)| *count > 0).count();
        let cause = by_one.iter().find(|(_, count)| *count > 0).filter(|_| helping == 1).map(|(key, _)| *key);
        let rows =
            by_one.iter().map(|(key, count)| row(page, *key, *count, Some(*key) == cause)).collect_view();
        let none_helps = (helping == 0).then(|| view! { <p class="foot">{text("nothing.none_helps")}</p> });
        view! {
            <div class="empty">
                <h2>{title(page, cause)}</h2>
                <p>{fill("nothing.what", &[("n", answer.outcome.of.into())])}</p>
                <table class="sieve">
                    <thead><tr><th scope="col">{text("nothing.clause")}</th><th scope="col">{text("nothing.without")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {none_helps}
                <div class="again">
                    <span><b>{text("nothing.again")}</b><br/>{text("nothing.again_what")}</span>
                    <button class="btn strong" on:click=move |_| page.choose(State::clear)>
                        {fill("list.head", &[("n", answer.outcome.of.into())])}
                    </button>
                </div>
            </div>
        }
        .into_any()
    }
}

fn title(page: Page, cause: Option<ClauseKey>) -> String {
    let Some(key) = cause else { return text("nothing.title").to_owned() };
    let name = page.state.with_untracked(|state| names::clause_name(page.corpus, state, key));
    fill("nothing.title_one", &[("clause", (&name).into())])
}

fn row(page: Page, key: ClauseKey, count: u32, is_cause: bool) -> AnyView {
    let name = page.state.with_untracked(|state| names::clause_name(page.corpus, state, key));
    let label = fill("nothing.remove", &[("name", (&name).into()), ("n", count.into())]);
    let gives = fill("list.head", &[("n", count.into())]);
    let way_out = if count == 0 {
        gives.into_any()
    } else {
        let remove = move |_| page.choose(|state| state.remove(key));
        view! { <button class="btn" aria-label=label on:click=remove>{gives}</button> }.into_any()
    };
    view! { <tr class:cause=is_cause><td>{name}</td><td>{way_out}</td></tr> }.into_any()
}

fn no_articles() -> AnyView {
    view! {
        <div class="empty"><h2>{text("nothing.no_articles")}</h2><p>{text("nothing.no_articles_what")}</p></div>
    }
    .into_any()
}
