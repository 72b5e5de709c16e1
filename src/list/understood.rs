//! How the words were read, where that is not plain: each thing in a sentence of its own, with what a reader can do about it.
//!
//! Said are misspelt words and what was looked for in their place, words that are also names of topics, names that could be
//! filters, and operators, marks and parentheses that could not be read as such.

use crate::element::{Element, element};
use crate::messages::{Key, fill, key, number, text};
use crate::names;
use crate::page::Page;
use crate::state::State;
use dateline_corpus::search::{self, Field, NamedTerm, Names, Note, named_terms};
use dateline_corpus::{Choice, Facet, Value, order};
use dateline_record::Span;
use std::cmp::Reverse;

/// At most so many are said at once; the others are counted and unfold.
const MOST: usize = 3;
/// At most so many words are offered in place of a misspelt one.
const MOST_WORDS: usize = 4;
/// At most so many values are offered for a name.
const MOST_VALUES: usize = 4;

/// All that has to be said about the words, above the list; nothing where they are plain.
pub fn understood(page: Page) -> Option<Element> {
    page.answer.with(|answer| answer.has_words()).then(|| of_words(page)).flatten()
}

#[inline(never)]
fn of_words(page: Page) -> Option<Element> {
    let lines = lines(page);
    (!lines.is_empty()).then(|| {
        let mut first = lines;
        let rest = first.split_off(first.len().min(MOST));
        element("div.understood[role=group]")
            .set("aria-label", text(key!("understood.title")))
            .add_all(first)
            .add(more(rest))
    })
}

/// The lines that are not shown at once.
fn more(rest: Vec<Element>) -> Option<Element> {
    (!rest.is_empty()).then(|| {
        let words = fill(key!("facet.more"), &[("n", (rest.len() as u32).into())]);
        element("details").add(element("summary").add(words)).add_all(rest)
    })
}

fn lines(page: Page) -> Vec<Element> {
    let answer = page.answer.get();
    let words = answer.query.words.as_str();
    let mut lines: Vec<Element> = Vec::new();
    for note in &answer.outcome.notes {
        lines.extend(match note {
            Note::Corrected { word, to } => corrected(page, words, *word, to),
            Note::Also { word, value } => also(page, words, *word, *value),
            Note::TakenAsWord(span) => Some(plain(key!("understood.taken_as_word"), words, *span)),
            Note::Parenthesis(span) => Some(plain(key!("understood.parenthesis"), words, *span)),
            Note::OpenPhrase(span) => Some(plain(key!("understood.open_phrase"), words, *span)),
            Note::NearAsAnd(span) => Some(plain(key!("understood.near_as_and"), words, *span)),
            Note::CutOff(span) => Some(plain(key!("understood.cut_off"), words, *span)),
        });
    }
    if !answer.query.reading.equivalents {
        lines.push(topics_left_off(page));
    }
    lines.extend(named_terms(words).into_iter().map(|term| named(page, words, term)));
    lines
}

fn line(said: String) -> Element {
    element("p").add(element("span").add(said))
}

/// A button that changes the words, or how they are read.
fn act(page: Page, label: String, edit: impl Fn(&mut State) + 'static) -> Element {
    element("button.link").click(move || page.choose(&edit)).add(label)
}

fn plain(key: Key, words: &str, span: Span) -> Element {
    line(fill(key, &[("word", span.of(words).into())]))
}

/// "No article holds “tarrifs”. Also found: tariff, tariffs", each to be searched instead, and the way to do without.
fn corrected(page: Page, words: &str, word: Span, to: &[String]) -> Option<Element> {
    let typed = word.of(words);
    let real: Vec<&String> = real_words(to).collect();
    let mut said = line(fill(key!("understood.corrected"), &[("word", typed.into())]));
    for (place, other) in real.iter().take(MOST_WORDS).enumerate() {
        let slots = [("word", typed.into()), ("other", (*other).into())];
        let instead = replaced(words, word, other);
        let take = act(page, (*other).clone(), move |state| state.query.words.clone_from(&instead));
        said = said.add((place > 0).then_some(", ")).add((place == 0).then_some(" "));
        said = said.add(take.set("aria-label", fill(key!("understood.search_instead"), &slots)));
    }
    let others = (real.len() > MOST_WORDS).then(|| (real.len() - MOST_WORDS) as u32);
    let others = others.map(|others| (" ", fill(key!("facet.more"), &[("n", others.into())])));
    let exact = replaced(words, word, &["\"", typed, "\""].concat());
    let exactly = act(page, fill(key!("understood.only_exact"), &[("word", typed.into())]), move |state| {
        state.query.words.clone_from(&exact);
    });
    (!real.is_empty()).then(|| said.add(others).add((". ", exactly)))
}

/// Those of the corrections that someone may have meant: terms of the index that are no words hold other marks.
pub fn real_words(to: &[String]) -> impl Iterator<Item = &String> {
    to.iter().filter(|other| other.chars().all(char::is_alphanumeric))
}

/// "“tariff” is the topic Tariffs as well, whose articles are found too."
fn also(page: Page, words: &str, word: Span, value: search::Value) -> Option<Element> {
    let info = page.corpus.values(value.facet).get(value.id as usize)?;
    let slots = [("word", word.of(words).into()), ("name", (&info.name).into())];
    let without = act(page, text(key!("understood.without_topic")).to_owned(), |state| {
        state.query.reading.equivalents = false;
    });
    Some(line(fill(key!("understood.also"), &slots)).add((" ", without)))
}

fn topics_left_off(page: Page) -> Element {
    let with = act(page, text(key!("understood.with_topics")).to_owned(), |state| {
        state.query.reading.equivalents = true;
    });
    line(text(key!("understood.no_topics")).to_owned()).add((" ", with))
}

/// "Make “Lee” a filter: Lee Jae Myung, …": each value that has the name can be chosen in place of the term.
fn named(page: Page, words: &str, term: NamedTerm) -> Element {
    let typed = term.name.of(words);
    let mut values = page.corpus.named(term.field, term.name.of(words));
    let articles = |value: &search::Value| {
        page.corpus.values(value.facet).get(value.id as usize).map_or(0, |info| info.articles)
    };
    order::sort_by_key(&mut values, |value| Reverse(articles(value)));
    if values.is_empty() {
        let key = if term.field == Field::Source {
            key!("understood.no_source")
        } else {
            key!("understood.nobody")
        };
        return line(fill(key, &[("word", term.name.of(words).into())]));
    }
    let slots = [("word", typed.into()), ("n", (values.len() as u32).into())];
    let mut said = line(fill(key!("understood.as_filter"), &slots));
    for (place, value) in values.iter().take(MOST_VALUES).enumerate() {
        said = said.add(if place > 0 { ", " } else { " " }).add(choose(page, words, term, *value));
    }
    let others = values.len().saturating_sub(MOST_VALUES) as u32;
    said.add((others > 0).then(|| (" ", fill(key!("facet.more"), &[("n", others.into())]))))
}

/// Chooses a value in place of the term that named it.
fn choose(page: Page, words: &str, term: NamedTerm, value: search::Value) -> Option<Element> {
    let info = page.corpus.values(value.facet).get(value.id as usize)?;
    let (id, rest) = (info.id.clone(), replaced(words, term.whole, ""));
    let choice = if term.negated { Choice::Excluded } else { Choice::Included };
    let name = names::info_name(info);
    let label = fill(filter_key(choice), &[("name", (&name).into()), ("kind", kind(value.facet).into())]);
    let button = act(page, name, move |state| {
        state.query.words.clone_from(&rest);
        state.choose(value.facet, Value::Id(id.clone()), Some(choice));
    });
    Some(button.set("aria-label", label).add((" ", element("small").add(number(info.articles)))))
}

fn filter_key(choice: Choice) -> Key {
    match choice {
        Choice::Included => key!("understood.keep"),
        Choice::Excluded => key!("understood.leave_out"),
    }
}

fn kind(facet: Facet) -> &'static str {
    text(names::kind_key(facet))
}

/// Words with others in place of some of them, and no space too many.
pub fn replaced(words: &str, span: Span, by: &str) -> String {
    let parts = words.get(..span.start as usize).zip(words.get(span.end as usize..));
    let Some((before, behind)) = parts else { return words.to_owned() };
    if by.is_empty() {
        return [before.trim_end(), behind.trim_start()].join(" ").trim().to_owned();
    }
    [before, by, behind].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_place_of_others() {
        for (words, span, by, expected) in [
            ("new tarrifs soon", Span::new(4, 11), "tariffs", "new tariffs soon"),
            ("new tarrifs", Span::new(4, 11), "\"tarrifs\"", "new \"tarrifs\""),
            ("fees actor:Lee soon", Span::new(5, 14), "", "fees soon"),
            ("actor:Lee soon", Span::new(0, 9), "", "soon"),
            ("actor:Lee", Span::new(0, 9), "", ""),
            ("관세 actor:이재명", Span::new(7, 22), "", "관세"),
            ("short", Span::new(7, 22), "", "short"),
        ] {
            assert_eq!(replaced(words, span, by), expected, "{words}");
        }
    }
}
