//! The sentence that says a query and its answer, as pieces with kinds and numbers. The words are the page's and the
//! program's, from one message file.

use crate::{
    Choice, ClauseKey, Corpus, DateValue, Facet, Found, Hidden, Outcome, Query, Together, Unit, Value,
};

/// A piece of the sentence. In order: what was found, the clauses, what they hide, what nothing meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// "1 article of 2"
    Found {
        /// How many.
        found: Found,
        /// Out of how many.
        of: u32,
        /// Of what.
        unit: Unit,
    },
    /// "that names Lee Jae Myung", "and is not about tariffs", "holds “rare earths”", "is from January 2026"
    Clause {
        /// Which.
        key: ClauseKey,
        /// Whether all of the values must be there rather than any.
        all: bool,
        /// What was chosen.
        values: Vec<Spoken>,
    },
    /// "in one sentence"
    Together,
    /// "published any time": there is no clause on publication.
    PublishedAnyTime,
    /// "1 article with an uncertain date is hidden by “not tariffs”"
    Hidden {
        /// The clause that alone hides them.
        key: ClauseKey,
        /// What was chosen there.
        values: Vec<Spoken>,
        /// How many.
        articles: u32,
        /// Whether the date of publication of each of them is not known to the day.
        uncertain: bool,
    },
    /// "3 articles are hidden by two clauses or more"
    HiddenByMore {
        /// How many.
        articles: u32,
    },
    /// "this collection does not know “atlantis”"
    Unknown {
        /// Of which facet.
        facet: Facet,
        /// The id as it stands in the query.
        id: String,
    },
}

/// A chosen value, said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// A value of the corpus.
    Value {
        /// Of which facet.
        facet: Facet,
        /// Dense id.
        value: u32,
        /// Its name.
        name: String,
    },
    /// An id that the corpus does not hold.
    Unknown(String),
    /// "no topic", "source unknown"
    None(Facet),
    /// Words as typed.
    Words(String),
    /// A period, "longer than a month", "undated" or "no date mentioned".
    Date(DateValue),
}

/// The sentence that says a query and its outcome.
pub fn say(query: &Query, corpus: &Corpus, outcome: &Outcome) -> Vec<Piece> {
    let query = query.plain();
    let mut pieces = vec![Piece::Found { found: outcome.found, of: outcome.of, unit: query.unit }];
    pieces.extend(keys_of(&query).into_iter().map(|key| Piece::Clause {
        key,
        all: is_all(&query, key),
        values: values(&query, key, corpus),
    }));
    if query.together == Together::Sentence {
        pieces.push(Piece::Together);
    }
    if query.published.choices.is_empty() {
        pieces.push(Piece::PublishedAnyTime);
    }
    pieces.extend(hidden(&query, corpus, &outcome.hidden));
    pieces.extend(outcome.unknown.iter().map(|(facet, id)| Piece::Unknown { facet: *facet, id: id.clone() }));
    pieces
}

/// The clauses of a query in the order in which the sentence says them: facets, words, publication, mentioned dates; of
/// each what is included first.
fn keys_of(query: &Query) -> Vec<ClauseKey> {
    let both = [Choice::Included, Choice::Excluded];
    let mut keys = Vec::new();
    for choice in both {
        let chosen =
            query.facets.iter().filter(|(_, clause)| clause.choices.values().any(|other| *other == choice));
        keys.extend(chosen.map(|(facet, _)| ClauseKey::Facet(*facet, choice)));
    }
    if !query.words.trim().is_empty() {
        keys.push(ClauseKey::Words);
    }
    let has =
        |clause: &crate::DateClause, choice: Choice| clause.choices.values().any(|other| *other == choice);
    keys.extend(both.into_iter().filter(|choice| has(&query.published, *choice)).map(ClauseKey::Published));
    keys.extend(both.into_iter().filter(|choice| has(&query.mentioned, *choice)).map(ClauseKey::Mentioned));
    keys
}

fn is_all(query: &Query, key: ClauseKey) -> bool {
    match key {
        ClauseKey::Facet(facet, Choice::Included) => {
            query.facets.get(&facet).is_some_and(|clause| clause.all)
        }
        ClauseKey::Words => true,
        _ => false,
    }
}

/// What a query chose in one clause.
fn values(query: &Query, key: ClauseKey, corpus: &Corpus) -> Vec<Spoken> {
    let dates = |clause: &crate::DateClause, choice: Choice| {
        let chosen = clause.choices.iter().filter(|(_, other)| **other == choice);
        chosen.map(|(value, _)| Spoken::Date(*value)).collect()
    };
    match key {
        ClauseKey::Facet(facet, choice) => {
            let clause = query.facets.get(&facet).into_iter();
            let chosen = clause.flat_map(|clause| &clause.choices).filter(|(_, other)| **other == choice);
            chosen.map(|(value, _)| spoken(facet, value, corpus)).collect()
        }
        ClauseKey::Words => vec![Spoken::Words(query.words.trim().to_owned())],
        ClauseKey::Published(choice) => dates(&query.published, choice),
        ClauseKey::Mentioned(choice) => dates(&query.mentioned, choice),
        ClauseKey::Together => Vec::new(),
    }
}

fn spoken(facet: Facet, value: &Value, corpus: &Corpus) -> Spoken {
    let Value::Id(id) = value else { return Spoken::None(facet) };
    let known =
        corpus.value(facet, id).and_then(|value| Some((value, corpus.values(facet).get(value as usize)?)));
    match known {
        Some((value, info)) => Spoken::Value { facet, value, name: info.name.clone() },
        None => Spoken::Unknown(id.clone()),
    }
}

fn hidden(query: &Query, corpus: &Corpus, hidden: &Hidden) -> Vec<Piece> {
    let hiding = hidden.by_one.iter().filter(|(_, articles)| *articles > 0);
    let mut pieces: Vec<Piece> = hiding
        .map(|(key, articles)| Piece::Hidden {
            key: *key,
            values: values(query, *key, corpus),
            articles: *articles,
            uncertain: all_uncertain(corpus, hidden, *key, *articles),
        })
        .collect();
    let articles = hidden.by_number.iter().skip(1).sum();
    if articles > 0 {
        pieces.push(Piece::HiddenByMore { articles });
    }
    pieces
}

/// Whether all articles that a clause hides are listed and none of them is dated to the day.
fn all_uncertain(corpus: &Corpus, hidden: &Hidden, key: ClauseKey, articles: u32) -> bool {
    let listed = || hidden.listed.iter().filter(|(_, other)| *other == key);
    let uncertain = |(article, _): &(u32, ClauseKey)| {
        let stretch = corpus.published(*article as usize);
        stretch.first.is_none() || stretch.first != stretch.last
    };
    listed().count() as u32 == articles && listed().all(uncertain)
}
