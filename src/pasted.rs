//! A pasted list of names, one a line, as a table: whom each was taken for, and how many articles and sentences name them.
//!
//! Names that nobody here has are looked for as words, names that several have stand once for each of them, and both is said. The
//! table counts what the question finds; a click on a number makes it the question.

use crate::element::{Element, element, field_value, follow};
use crate::messages::{Key, fill, key, text};
use crate::names;
use crate::page::Page;
use crate::parts::Who;
use crate::signal::{Derived, Signal};
use dateline_corpus::{Corpus, Facet, NameTable, Said, Value, order};
use leptos::prelude::on_cleanup;
use std::cmp::Reverse;
use std::sync::Arc;

/// Rows drawn at first, and with every "more".
const STEP: usize = 200;

/// The table, where any name was counted.
type Counted = Derived<Option<Arc<NameTable>>>;

/// The content of the dialog.
pub fn pasted(page: Page) -> Element {
    let asked = Signal::new(page.pasted.get_untracked());
    let table: Counted = Derived::new(move || {
        let names = asked.get();
        page.parts.track();
        let count = || page.answer.with(|answer| page.corpus.name_table(&names, &answer.query));
        (!names.trim().is_empty()).then(|| Arc::new(count()))
    });
    let lacks =
        move || table.with(|table| table.as_ref().map(|table| table.lacks.clone()).unwrap_or_default());
    follow(move || page.parts.want(Who::Names, lacks()));
    on_cleanup(move || page.parts.want_nothing(Who::Names));
    let field = element("textarea#pasted-names[rows=5][spellcheck=false]")
        .on("input", move |event| page.pasted.set(field_value(event)))
        .add(page.pasted.get_untracked());
    let count = element("button.go").add(text(key!("pasted.count")));
    let form = element("form.pasted")
        .add(element("label[for=pasted-names]").add(text(key!("pasted.label"))))
        .add(field)
        .add(count)
        .on("submit", move |event| {
            event.prevent_default();
            asked.set(page.pasted.get_untracked());
        });
    let said =
        element("p.said[role=status]").say(move || table.with(|table| summary(page, table.as_deref())));
    let sheet = element("div.table").show_if(
        move || table.with(|table| table.as_ref().is_some_and(|table| !table.rows.is_empty())),
        move || sheet(page, table),
    );
    let waits = element("div").show(move || page.parts.notice(Who::Names));
    element("div.contents").add_all([form, waits, said, sheet])
}

/// "3 names, of which 1 is unclear and 1 is nobody here", or what to do.
fn summary(page: Page, table: Option<&NameTable>) -> String {
    let Some(table) = table else { return text(key!("pasted.empty")).to_owned() };
    if !table.lacks.is_empty() {
        return String::new();
    }
    let unclear = table.rows.iter().filter(|row| row.actors.len() > 1).count() as u32;
    let unknown = table.rows.iter().filter(|row| row.actors.is_empty()).count() as u32;
    let found = page.answer.with(|answer| answer.total());
    let slots = [("n", (table.rows.len() as u32).into()), ("m", unclear.into()), ("k", unknown.into())];
    let mut said = fill(key!("pasted.summary"), &slots);
    said.push(' ');
    said.push_str(&fill(key!("pasted.under"), &[("n", found.into())]));
    if table.left_out > 0 {
        said.push(' ');
        said.push_str(&fill(key!("pasted.left_out"), &[("n", table.left_out.into())]));
    }
    said
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name as it was pasted.
    pub line: String,
    /// Whom it was taken for; nobody: it was looked for as words.
    pub taken: Option<(Facet, u32)>,
    /// How many others have the name.
    pub others: u32,
    /// How often it is said.
    pub said: Said,
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The order of the list.
    Pasted,
    /// The name, from A to Z.
    Name,
    /// Articles, most first.
    Articles,
    /// Sentences, most first.
    Sentences,
}

/// One row for each name, and for each who has it.
pub fn rows(table: &NameTable) -> Vec<Row> {
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let others = (row.actors.len() as u32).saturating_sub(1);
        rows.extend(row.actors.iter().map(|actor| Row {
            line: row.line.clone(),
            taken: Some((actor.facet, actor.value)),
            others,
            said: actor.said,
        }));
        rows.extend(row.phrase.map(|said| Row { line: row.line.clone(), taken: None, others: 0, said }));
    }
    rows
}

/// The rows in another order; equal ones stay in the order of the list.
pub fn sorted(mut rows: Vec<Row>, by: By) -> Vec<Row> {
    match by {
        By::Pasted => {}
        By::Name => order::sort_by_key(&mut rows, |row| dateline_corpus::folded(&row.line)),
        By::Articles => order::sort_by_key(&mut rows, |row| Reverse(row.said.articles)),
        By::Sentences => order::sort_by_key(&mut rows, |row| Reverse(row.said.sentences)),
    }
    rows
}

fn sheet(page: Page, table: Counted) -> Element {
    let by = Signal::new(By::Pasted);
    let shown = Signal::new(STEP);
    let all = Derived::new(move || {
        sorted(table.with(|table| table.as_deref().map(rows)).unwrap_or_default(), by.get())
    });
    let head = |key: Key, own: By, class: &str| {
        let sort = move || by.set(if by.get_untracked() == own { By::Pasted } else { own });
        let direction = if own == By::Name { "ascending" } else { "descending" };
        element("th[scope=col]")
            .class_if(class, true)
            .set_of("aria-sort", move || if by.get() == own { direction } else { "none" })
            .add(element("button").click(sort).add(text(key)))
    };
    let heads = element("tr")
        .add(head(key!("pasted.name"), By::Name, "name-of"))
        .add(element("th[scope=col]").add(text(key!("pasted.taken"))))
        .add(head(key!("pasted.articles"), By::Articles, "n"))
        .add(head(key!("pasted.sentences"), By::Sentences, "n"));
    let body = element("tbody").show(move || {
        all.with(|rows| rows.iter().take(shown.get()).map(|one| row(page, one)).collect::<Vec<_>>())
    });
    let next = move || all.with(Vec::len).saturating_sub(shown.get()).min(STEP) as u32;
    // One button for all steps, so that it keeps the focus.
    let more = move || {
        let more = element("button.more").click(move || shown.update(|shown| *shown += STEP));
        more.say(move || fill(key!("evidence.more"), &[("n", next().into())]))
    };
    let sheet = element("table.sieve").add(element("thead").add(heads)).add(body);
    element("div").add(sheet).show_if(move || next() > 0, more)
}

fn row(page: Page, row: &Row) -> Element {
    let name = element("th[scope=row]").add(row.line.as_str());
    let articles = number_cell(page, row, row.said.articles, key!("pasted.show_articles"), false);
    let sentences = number_cell(page, row, row.said.sentences, key!("pasted.show_sentences"), true);
    element("tr").add(name).add(taken(page.corpus, row)).add(articles).add(sentences)
}

/// Whom a name was taken for.
fn taken(corpus: &Corpus, row: &Row) -> Element {
    let cell = element("td");
    let Some((facet, value)) = row.taken else {
        let key = if row.said.articles > 0 { key!("pasted.as_words") } else { key!("pasted.nowhere") };
        return cell.add(element("span.maybe").add(text(key)));
    };
    let info = corpus.values(facet).get(value as usize);
    let kind = element("small").add(text(names::kind_key(facet)));
    let unclear = (row.others > 0).then(|| {
        let words = fill(key!("pasted.unclear"), &[("n", (row.others + 1).into())]);
        (" ", element("span.maybe").add(words))
    });
    cell.add(info.map(names::info_name)).add((" ", kind)).add(unclear)
}

/// A number that asks for what it counts.
fn number_cell(page: Page, row: &Row, count: u32, label: Key, as_sentences: bool) -> Element {
    let cell = element("td.n");
    let shown = crate::messages::number(count);
    if count == 0 || (as_sentences && row.taken.is_none()) {
        return cell.add(shown);
    }
    let label = fill(label, &[("name", (&row.line).into()), ("n", count.into())]);
    let row = row.clone();
    let show = move || {
        page.dialog.set(None);
        ask(page, &row, as_sentences);
    };
    cell.add(element("button.num").set("aria-label", label).click(show).add(shown))
}

/// Asks for what a row counts: the actor, else the words as a phrase.
fn ask(page: Page, row: &Row, as_sentences: bool) {
    let id = row
        .taken
        .and_then(|(facet, value)| Some((facet, page.corpus.values(facet).get(value as usize)?.id.clone())));
    page.choose(|state| match &id {
        Some((facet, id)) if as_sentences => state.open_sentences(*facet, id),
        Some((facet, id)) => state.narrow(*facet, Value::Id(id.clone())),
        None => state.narrow_to_phrase(&row.line),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_corpus::{NameRow, NamedActor};

    fn table() -> NameTable {
        let said = |articles, sentences| Said { articles, sentences };
        let actor = |value, said| NamedActor { facet: Facet::Person, value, said };
        let row =
            |line: &str, actors: Vec<NamedActor>, phrase| NameRow { line: line.to_owned(), actors, phrase };
        NameTable {
            rows: vec![
                row("Moreau", vec![actor(3, said(2, 9)), actor(8, said(5, 6))], None),
                row("ana Ruiz", vec![actor(1, said(4, 4))], None),
                row("Nobody At All", vec![], Some(said(0, 0))),
            ],
            ..NameTable::default()
        }
    }

    #[test]
    fn rows_and_their_orders() {
        for (by, expected) in [
            (By::Pasted, ["Moreau 2 9", "Moreau 5 6", "ana Ruiz 4 4", "Nobody At All 0 0"]),
            (By::Name, ["ana Ruiz 4 4", "Moreau 2 9", "Moreau 5 6", "Nobody At All 0 0"]),
            (By::Articles, ["Moreau 5 6", "ana Ruiz 4 4", "Moreau 2 9", "Nobody At All 0 0"]),
            (By::Sentences, ["Moreau 2 9", "Moreau 5 6", "ana Ruiz 4 4", "Nobody At All 0 0"]),
        ] {
            let rows = sorted(rows(&table()), by);
            let told =
                rows.iter().map(|row| format!("{} {} {}", row.line, row.said.articles, row.said.sentences));
            assert_eq!(told.collect::<Vec<_>>(), expected, "{by:?}");
        }
        let others: Vec<u32> = rows(&table()).iter().map(|row| row.others).collect();
        assert_eq!(others, [1, 1, 0, 0]);
    }
}
