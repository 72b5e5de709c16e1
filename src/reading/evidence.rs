//! The sentences behind a value, each with a way to the place where it stands.

use crate::ask::sentences;
use crate::list::{marked, meta};
use crate::messages::{fill, text};
use crate::names;
use crate::page::{Fact, Page};
use crate::pop::keep_buttons;
use crate::state::State;
use dateline_corpus::{Choice, Facet, Fit, Passage, Query, Value};
use leptos::prelude::*;

/// Sentences drawn at first, and with every "more".
const STEP: usize = 25;

/// The sheet with the sentences of a value.
pub fn evidence(page: Page, facet: Facet, id: String) -> AnyView {
    let name = names::value_name(page.corpus, facet, &Value::Id(id.clone()));
    // Tracked: another question has other sentences.
    let query = page.answer.with(|answer| answer.query.clone());
    let state = page.state.with_untracked(Clone::clone);
    let ids = sentences(page.corpus, &state, facet, &id);
    let asked = marking(&query, facet, &id);
    let count = ids.len();
    let shown = RwSignal::new(STEP);
    let rows = {
        let ids = ids.clone();
        move || {
            let ids: Vec<u32> = ids.iter().copied().take(shown.get()).collect();
            page.corpus.passages(&ids, &asked).iter().map(|passage| row(page, passage)).collect_view()
        }
    };
    let more = move || {
        (count > shown.get()).then(|| {
            let next = (count - shown.get()).min(STEP) as u32;
            view! {
                <button class="more" on:click=move |_| shown.update(|shown| *shown += STEP)>
                    {fill("evidence.more", &[("n", next.into())])}
                </button>
            }
        })
    };
    let fact = Fact { name: name.clone(), value: Some((facet, id)), ..Fact::default() };
    view! {
        <article class="sheet">
            <div class="ptop">
                <button class="only-phone link" on:click=move |_| page.choose(State::close)>"← "{text("reading.back")}</button>
                <span>{fill("evidence.head", &[("n", (count as u32).into())])}</span>
                <span class="r"><button aria-label=text("reading.close") on:click=move |_| page.choose(State::close)>"✕"</button></span>
            </div>
            <div class="read">
                <h1 class="evhead">{fill("evidence.title", &[("name", (&name).into())])}</h1>
                <div class="evact acts">{keep_buttons(page, &fact)}</div>
                {(count == 0).then(|| view! { <p class="said">{text("evidence.none")}</p> })}
                <ol class="evidence">{rows}</ol>
                {more}
            </div>
        </article>
    }
    .into_any()
}

/// The query with the value in it, so that its words are marked.
fn marking(query: &Query, facet: Facet, id: &str) -> Query {
    let mut query = query.clone();
    query.facets.entry(facet).or_default().choices.insert(Value::Id(id.to_owned()), Choice::Included);
    query
}

fn row(page: Page, passage: &Passage) -> AnyView {
    let Some(card) = page.corpus.cards(&[passage.article], &Query::default()).into_iter().next() else {
        return ().into_any();
    };
    let (article, at) = (card.article.clone(), passage.span.start);
    let link = page.link(|state| state.open_article(&article, Some(at)));
    let open = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        page.choose(|state| state.open_article(&article, Some(at)));
    };
    view! {
        <li>
            {meta(&card, Fit::Sure)}
            <div class="from" lang=card.language.clone()>{names::headline(&card.headline, card.headline_is_lede)}</div>
            <p lang=card.language.clone()>{marked(&passage.text, &passage.marks)}</p>
            <a class="link" href=link on:click=open>{text("evidence.in_place")}</a>
        </li>
    }
    .into_any()
}
