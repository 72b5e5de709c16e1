//! The sentence that says the question and its answer, in words. It is also the title of the page.
//!
//! The corpus makes the pieces; here they are worded from the message file.

use crate::dates;
use crate::element::{Element, element, follow};
use crate::messages::{Fill, Key, fill, key, number, text};
use crate::names::{clock_none_key, said_words};
use crate::page::Page;
use crate::signal::Derived;
use crate::site;
use crate::strip::Clock;
use dateline_corpus::{Choice, ClauseKey, Facet, Found, Piece, Spoken, say};
use leptos::prelude::*;

/// Words of the sentence; the weighty ones stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What was found, and under which clauses: words, and whether they stand out.
    pub main: Vec<(String, bool)>,
    /// What is hidden and what is not known.
    pub small: Vec<String>,
}

/// The sentence at the left of the strip.
pub fn sentence(page: Page) -> Element {
    let said = Derived::new(move || {
        let answer = page.answer.get();
        worded(&say(&answer.query, page.corpus, &answer.outcome))
    });
    follow(move || {
        let (sentence, name) = (said.with(Said::plain), site::name());
        document().set_title(&fill(
            key!("page.title"),
            &[("sentence", (&sentence).into()), ("name", (&name).into())],
        ));
    });
    let main = move || {
        said.with(|said| said.main.iter().map(|(words, weighty)| part(words, *weighty)).collect::<Vec<_>>())
    };
    let small = element("small").say(move || said.with(|said| said.small.join(" · ")));
    element("p.say").show(main).add(small)
}

fn part(words: &str, weighty: bool) -> Element {
    element(if weighty { "b" } else { "span" }).add(words)
}

impl Said {
    /// The main part as plain text.
    pub fn plain(&self) -> String {
        self.main.iter().map(|(words, _)| words.as_str()).collect()
    }
}

/// Pieces in words.
pub fn worded(pieces: &[Piece]) -> Said {
    let mut said = Said::default();
    let found = pieces
        .iter()
        .find_map(|piece| if let Piece::Found { found, .. } = piece { Some(found.total()) } else { None });
    let found = found.unwrap_or(0);
    let clauses =
        pieces.iter().filter(|piece| matches!(piece, Piece::Clause { .. } | Piece::Together)).count();
    let mut nth = 0;
    for piece in pieces {
        match piece {
            Piece::Found { found, of, .. } => said.count(*found, *of, clauses > 0),
            Piece::Clause { key, all, values } => {
                said.joint(nth, clauses);
                said.clause(*key, *all, values, found);
                nth += 1;
            }
            Piece::Together => {
                said.joint(nth, clauses);
                said.main.push((text(key!("say.together")).to_owned(), false));
                nth += 1;
            }
            Piece::PublishedAnyTime => said.small.push(text(key!("say.any_time")).to_owned()),
            Piece::Hidden { key, values, articles, uncertain } => {
                said.small.push(hidden(*key, joined(pieces, *key), values, *articles, *uncertain));
            }
            Piece::HiddenByMore { articles } => {
                said.small.push(fill(key!("say.hidden_by_more"), &[("n", (*articles).into())]));
            }
            Piece::Unknown { id, .. } => {
                said.small.push(fill(key!("chips.unknown_says"), &[("name", id.into())]));
            }
        }
    }
    said
}

impl Said {
    fn count(&mut self, found: Found, of: u32, has_clauses: bool) {
        let total = found.total();
        if !has_clauses {
            self.rich(key!("say.all"), &[("n", total)], &[]);
        } else if total == 0 {
            self.rich(key!("say.none"), &[("of", of)], &[]);
        } else {
            self.rich(key!("say.found"), &[("n", total), ("of", of)], &[]);
        }
        if found.possible + found.undated > 0 {
            let counts = [("sure", found.sure), ("possible", found.possible), ("undated", found.undated)];
            self.small
                .push(fill(key!("say.split"), &counts.map(|(name, count)| (name, Fill::Number(count)))));
        }
    }

    /// What stands before a clause: "that", a comma, "and".
    fn joint(&mut self, nth: usize, clauses: usize) {
        let key = match nth {
            0 => key!("say.that"),
            nth if nth + 1 == clauses => key!("say.and"),
            _ => key!("say.comma"),
        };
        self.main.push((text(key).to_owned(), false));
    }

    fn clause(&mut self, key: ClauseKey, all: bool, values: &[Spoken], found: u32) {
        let names: Vec<String> = values.iter().map(|value| in_clause(value, key)).collect();
        // Nothing found is said in the singular: "No article names …".
        self.rich_joined(
            clause_key(key),
            found.max(1),
            &names,
            if all { key!("say.and") } else { key!("say.or") },
        );
    }

    /// A message whose part between asterisks stands out.
    fn rich(&mut self, key: Key, counts: &[(&str, u32)], words: &[(&str, Fill)]) {
        let mut slots: Vec<(&str, Fill)> =
            counts.iter().map(|(name, count)| (*name, Fill::Number(*count))).collect();
        slots.extend_from_slice(words);
        for (place, part) in fill(key, &slots).split('*').enumerate().filter(|(_, part)| !part.is_empty()) {
            self.main.push((part.to_owned(), place % 2 == 1));
        }
    }

    /// A message with a list of weighty names in its slot.
    fn rich_joined(&mut self, key: Key, count: u32, names: &[String], joint: Key) {
        let message = fill(key, &[("n", Fill::Number(count))]);
        let (before, behind) = message.split_once("{names}").unwrap_or((&message, ""));
        self.main.push((before.to_owned(), false));
        for (place, name) in names.iter().enumerate() {
            if place > 0 {
                self.main.push((text(joint).to_owned(), false));
            }
            self.main.push((name.clone(), true));
        }
        self.main.push((behind.to_owned(), false));
        self.main.retain(|(words, _)| !words.is_empty());
    }
}

/// What stands between the values of a clause.
fn joined(pieces: &[Piece], clause: ClauseKey) -> Key {
    let all =
        pieces.iter().any(|piece| matches!(piece, Piece::Clause { key, all: true, .. } if *key == clause));
    if all { key!("say.and") } else { key!("say.or") }
}

fn hidden(key: ClauseKey, joint: Key, values: &[Spoken], articles: u32, uncertain: bool) -> String {
    // The clause stands in quotation marks, so that words need none of their own.
    let bare =
        |value: &Spoken| if let Spoken::Words(words) = value { words.clone() } else { spoken(value, key) };
    let names: Vec<String> = values.iter().map(bare).collect();
    let names = names.join(text(joint));
    let clause = fill(hidden_key(key), &[("names", (&names).into())]);
    let message = if uncertain { key!("say.hidden_uncertain") } else { key!("say.hidden") };
    fill(message, &[("n", articles.into()), ("clause", (&clause).into())])
}

/// A value as it stands in a sentence: articles are published "on" a day and "in" a year.
fn in_clause(value: &Spoken, key: ClauseKey) -> String {
    match (value, key) {
        (Spoken::Date(date), ClauseKey::Published(_)) => dates::when(*date, clock_none_key(Clock::Published)),
        _ => spoken(value, key),
    }
}

fn spoken(value: &Spoken, key: ClauseKey) -> String {
    let clock = if matches!(key, ClauseKey::Published(_)) { Clock::Published } else { Clock::Mentioned };
    match value {
        Spoken::Value { name, .. } => name.clone(),
        Spoken::Unknown(id) => id.clone(),
        Spoken::None(Facet::Source) => text(key!("say.no_source")).to_owned(),
        Spoken::None(_) => text(key!("say.none_of_it")).to_owned(),
        Spoken::Words(words) => said_words(words),
        Spoken::Date(date) => dates::value_words(*date, clock_none_key(clock)),
    }
}

fn clause_key(key: ClauseKey) -> Key {
    match key {
        ClauseKey::Facet(Facet::Topic, Choice::Included) => key!("say.about"),
        ClauseKey::Facet(Facet::Topic, Choice::Excluded) => key!("say.not_about"),
        ClauseKey::Facet(Facet::Source, Choice::Included) => key!("say.from"),
        ClauseKey::Facet(Facet::Source, Choice::Excluded) => key!("say.not_from"),
        ClauseKey::Facet(_, Choice::Included) => key!("say.names"),
        ClauseKey::Facet(_, Choice::Excluded) => key!("say.not_names"),
        ClauseKey::Words => key!("say.holds"),
        ClauseKey::Published(Choice::Included) => key!("say.published"),
        ClauseKey::Published(Choice::Excluded) => key!("say.not_published"),
        ClauseKey::Mentioned(Choice::Included) => key!("say.mentioned"),
        ClauseKey::Mentioned(Choice::Excluded) => key!("say.not_mentioned"),
        ClauseKey::Together => key!("say.together"),
    }
}

fn hidden_key(key: ClauseKey) -> Key {
    match key {
        ClauseKey::Facet(_, Choice::Excluded)
        | ClauseKey::Published(Choice::Excluded)
        | ClauseKey::Mentioned(Choice::Excluded) => key!("say.by_not"),
        ClauseKey::Together => key!("say.together"),
        _ => key!("say.by"),
    }
}

/// What the polite live region says.
pub fn spoken_count(found: u32, of: u32) -> String {
    match (found, of) {
        (0, _) => text(key!("live.nothing")).to_owned(),
        (found, of) if found == of => fill(key!("live.found"), &[("n", found.into())]),
        (found, of) => fill(key!("live.found_of"), &[("n", (&number(found)).into()), ("of", of.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_corpus::{DateValue, Unit};

    fn value(facet: Facet, name: &str) -> Spoken {
        Spoken::Value { facet, value: 0, name: name.into() }
    }

    fn found(sure: u32, of: u32) -> Piece {
        Piece::Found { found: Found { sure, ..Found::default() }, of, unit: Unit::Stories }
    }

    #[test]
    fn sentences() {
        let person = Piece::Clause {
            key: ClauseKey::Facet(Facet::Person, Choice::Included),
            all: false,
            values: vec![value(Facet::Person, "Ana Ruiz"), value(Facet::Person, "Bo Chen")],
        };
        let topic = Piece::Clause {
            key: ClauseKey::Facet(Facet::Topic, Choice::Excluded),
            all: false,
            values: vec![value(Facet::Topic, "Tariffs")],
        };
        let year = Piece::Clause {
            key: ClauseKey::Published(Choice::Included),
            all: false,
            values: vec![Spoken::Date(DateValue::Year(2025))],
        };
        for (pieces, expected) in [
            (vec![found(2, 2)], "All 2 articles"),
            (vec![found(1, 2), person.clone()], "1 article of 2 that names Ana Ruiz or Bo Chen"),
            (
                vec![found(3, 20), person.clone(), topic.clone(), year.clone()],
                "3 articles of 20 that name Ana Ruiz or Bo Chen, are not about Tariffs and were published in 2025",
            ),
            (
                vec![found(0, 2), topic, year],
                "No article that is not about Tariffs and was published in 2025",
            ),
        ] {
            assert_eq!(worded(&pieces).plain(), expected);
        }
    }

    #[test]
    fn what_is_hidden() {
        let pieces = [
            found(1, 9),
            Piece::PublishedAnyTime,
            Piece::Hidden {
                key: ClauseKey::Facet(Facet::Topic, Choice::Excluded),
                values: vec![value(Facet::Topic, "Tariffs")],
                articles: 1,
                uncertain: true,
            },
            Piece::HiddenByMore { articles: 3 },
        ];
        assert_eq!(
            worded(&pieces).small,
            [
                "published any time",
                "1 article with an uncertain date is hidden by “not Tariffs”",
                "3 articles are hidden by two filters or more",
            ]
        );
    }
}
